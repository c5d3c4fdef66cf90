"""Making a Renstra: its period and visi, its rows, their order; begun anew or from an earlier one.

Every change locks the Renstra first, so that order and uses are decided by one person at a time.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.actions import Ditolak
from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.models import IKU, Misi, Renstra, SasaranStrategis, TargetIKU, Tujuan
from agreements.renstra_nodes import (
    Isi,
    Jenis,
    Node,
    induk_of,
    jenis_of,
    renstra_of,
    siblings,
    uses,
    values,
)
from kinerja.angka import format_angka

HILANG = "Data ini sudah dihapus oleh orang lain sejak Anda membukanya."
#: A Renstra is made for five years; more than this is a slip of the pen.
TAHUN_TERPANJANG = 10


class Bentrok(Exception):
    """Somebody else changed the same row meanwhile; `terkini` is what is stored now, `versi` its version."""

    def __init__(self, terkini: Isi, versi: int) -> None:
        """Keep what is stored, so that the page can show both."""
        self.terkini, self.versi = terkini, versi
        super().__init__("Data ini sudah diubah oleh orang lain sejak Anda membukanya.")


@dataclass(frozen=True)
class IsiRenstra:
    """What a Renstra says of itself."""

    tahun_mulai: int
    tahun_selesai: int
    nomor: str = ""
    visi: str = ""


@transaction.atomic
def create_renstra(satker: Satker, isi: IsiRenstra, *, by: User, sumber: Renstra | None = None) -> Renstra:
    """A new Renstra, empty or with the rows of an earlier one of the same satker; targets stay behind.

    Ditolak: the period overlaps another one.
    """
    require(by, Permission.COMPOSE_AGREEMENT, satker)
    Satker.objects.select_for_update().get(pk=satker.pk)
    _require_period(satker, isi)
    if sumber is not None and sumber.satker_id != satker.pk:
        raise Ditolak("Renstra yang disalin milik satker lain.", "sumber")
    renstra = Renstra.objects.create(satker=satker, **asdict(isi))
    if sumber is not None:
        _copy_rows(sumber, renstra)
    record(
        "Renstra dibuat", renstra, by=by, satker=satker, note=renstra.periode,
        data=asdict(isi) | {"disalin_dari": sumber.periode if sumber else None},
    )  # fmt: skip
    return renstra


@transaction.atomic
def edit_renstra(renstra: Renstra, isi: IsiRenstra, *, versi: int, by: User) -> Renstra:
    """Another period, number or visi. Bentrok; Ditolak: an overlap, or a target outside the period."""
    require(by, Permission.COMPOSE_AGREEMENT, renstra.satker)
    Satker.objects.select_for_update().get(pk=renstra.satker_id)
    kini = _locked(renstra)
    lama = renstra_values(kini)
    if lama == isi:
        return kini
    if kini.versi_isi != versi:
        raise Bentrok(asdict(lama), kini.versi_isi)
    _require_period(renstra.satker, isi, selain=kini.pk)
    _require_targets_inside(kini, isi)
    _write(kini, asdict(isi))
    record(
        "Renstra diubah", kini, by=by, satker=renstra.satker, note=kini.periode,
        data={"lama": asdict(lama), "baru": asdict(isi)},
    )  # fmt: skip
    return kini


@transaction.atomic
def delete_renstra(renstra: Renstra, *, versi: int, by: User) -> None:
    """Delete a Renstra without tujuan. Bentrok; Ditolak: it has some."""
    require(by, Permission.COMPOSE_AGREEMENT, renstra.satker)
    kini = _locked(renstra)
    if kini.versi_isi != versi:
        raise Bentrok(asdict(renstra_values(kini)), kini.versi_isi)
    _require_unused(kini)
    misi = list(kini.misi.values_list("uraian", flat=True))
    record(
        "Renstra dihapus", kini, by=by, satker=renstra.satker, note=kini.periode,
        data=asdict(renstra_values(kini)) | {"misi": misi},
    )  # fmt: skip
    kini.delete()


@transaction.atomic
def add_node(jenis: Jenis, induk: Renstra | Node, isi: Isi, *, by: User) -> Node:
    """A row at the end of those under `induk`. Ditolak: one with the same text is there already."""
    renstra = renstra_of(induk)
    require(by, Permission.COMPOSE_AGREEMENT, renstra.satker)
    _locked(renstra)
    if not jenis.induk.objects.filter(pk=induk.pk).exists():
        raise Ditolak(HILANG)
    _require_free_text(jenis, induk, isi)
    terakhir = siblings(jenis, induk).aggregate(akhir=Max("urutan"))["akhir"] or 0
    butir = jenis.model(**{jenis.tautan: induk, "urutan": terakhir + 1, "versi_isi": 0})
    _write(butir, isi)
    _record("ditambahkan", butir, by, data={"isi": _plain(isi)})
    return butir


@transaction.atomic
def edit_node(butir: Node, isi: Isi, *, versi: int, by: User) -> Node:
    """Another text of a row, and other targets of an IKU. Bentrok; Ditolak as `add_node`.

    Pressed twice, the second finds its own text stored, which is no clash.
    """
    kini = _locked_node(butir, by)
    lama = values(kini)
    if lama == isi:
        return kini
    if kini.versi_isi != versi:
        raise Bentrok(lama, kini.versi_isi)
    _require_free_text(jenis_of(kini), induk_of(kini), isi, selain=kini.pk)
    _write(kini, isi)
    _record("diubah", kini, by, data={"lama": _plain(lama), "baru": _plain(isi)})
    return kini


@transaction.atomic
def move_node(butir: Node, *, naik: bool, by: User) -> Node:
    """Change places with the row before or after; the first and the last stay where they are."""
    kini = _locked_node(butir, by)
    deret = list(siblings(jenis_of(kini), induk_of(kini)))
    dari = deret.index(kini)
    ke = dari - 1 if naik else dari + 1
    if not 0 <= ke < len(deret):
        return kini
    lain = deret[ke]
    _place(kini, deret[-1].urutan + 1)
    _place(lain, kini.urutan)
    _place(kini, lain.urutan)
    _record("dipindahkan", kini, by, data={"dari": dari + 1, "ke": ke + 1})
    return kini


@transaction.atomic
def delete_node(butir: Node, *, versi: int, by: User) -> None:
    """Delete a row that nothing uses, with the targets of an IKU. Bentrok; Ditolak: something uses it."""
    kini = _locked_node(butir, by)
    if kini.versi_isi != versi:
        raise Bentrok(values(kini), kini.versi_isi)
    _require_unused(kini)
    _record("dihapus", kini, by, data={"isi": _plain(values(kini))})
    jenis, induk = jenis_of(kini), induk_of(kini)
    kini.delete()
    for nomor, satu in enumerate(siblings(jenis, induk), start=1):
        _place(satu, nomor)


def renstra_values(renstra: Renstra) -> IsiRenstra:
    """What a Renstra says of itself now."""
    return IsiRenstra(renstra.tahun_mulai, renstra.tahun_selesai, renstra.nomor, renstra.visi)


def _locked(renstra: Renstra) -> Renstra:
    kini = Renstra.objects.select_for_update().filter(pk=renstra.pk).first()
    if kini is None:
        raise Ditolak(HILANG)
    return kini


def _locked_node(butir: Node, by: User) -> Node:
    renstra = renstra_of(butir)
    require(by, Permission.COMPOSE_AGREEMENT, renstra.satker)
    _locked(renstra)
    jenis = jenis_of(butir)
    kini = jenis.model.objects.select_related(jenis.ke_satker).filter(pk=butir.pk).first()
    if kini is None:
        raise Ditolak(HILANG)
    return kini


def _write(row: Renstra | Node, isi: Isi) -> None:
    for nama, nilai in isi.items():
        if nama != "target":
            setattr(row, nama, nilai)
    row.versi_isi += 1
    row.save()
    if "target" in isi:
        _write_targets(row, isi["target"])


def _write_targets(iku: IKU, target: Mapping[int, Decimal | None]) -> None:
    for tahun, nilai in target.items():
        if nilai is None:
            iku.target.filter(tahun=tahun).delete()
        else:
            TargetIKU.objects.update_or_create(iku=iku, tahun=tahun, defaults={"nilai": nilai})


def _place(butir: Node, urutan: int) -> None:
    """Store the place alone; the number in memory stays, so that two rows can change theirs."""
    type(butir).objects.filter(pk=butir.pk).update(urutan=urutan)


def _copy_rows(sumber: Renstra, tujuan: Renstra) -> None:
    Misi.objects.bulk_create(
        Misi(renstra=tujuan, urutan=satu.urutan, uraian=satu.uraian) for satu in sumber.misi.all()
    )
    for satu in sumber.tujuan.prefetch_related("sasaran_strategis__iku"):
        baru = Tujuan.objects.create(renstra=tujuan, urutan=satu.urutan, uraian=satu.uraian)
        for sasaran in satu.sasaran_strategis.all():
            salinan = SasaranStrategis.objects.create(
                tujuan=baru, urutan=sasaran.urutan, uraian=sasaran.uraian
            )
            IKU.objects.bulk_create(_copied(iku, salinan) for iku in sasaran.iku.all())


def _copied(iku: IKU, sasaran: SasaranStrategis) -> IKU:
    bidang = {nama: getattr(iku, nama) for nama in jenis_of(iku).bidang}
    return IKU(sasaran_strategis=sasaran, urutan=iku.urutan, **bidang)


def _require_period(satker: Satker, isi: IsiRenstra, selain: int | None = None) -> None:
    if not 0 <= isi.tahun_selesai - isi.tahun_mulai < TAHUN_TERPANJANG:
        raise Ditolak(
            "Tahun terakhir tidak boleh sebelum tahun pertama, dan periode paling panjang "
            f"{TAHUN_TERPANJANG} tahun.",
            "tahun_selesai",
        )
    lain = (
        Renstra.objects.filter(
            satker=satker, tahun_mulai__lte=isi.tahun_selesai, tahun_selesai__gte=isi.tahun_mulai
        )
        .exclude(pk=selain)
        .first()
    )
    if lain is not None:
        raise Ditolak(f"Periode ini bertumpang tindih dengan Renstra {lain.periode}.", "tahun_mulai")


def _require_targets_inside(renstra: Renstra, isi: IsiRenstra) -> None:
    luar = TargetIKU.objects.filter(iku__sasaran_strategis__tujuan__renstra=renstra).exclude(
        tahun__gte=isi.tahun_mulai, tahun__lte=isi.tahun_selesai
    )
    tahun = sorted(set(luar.values_list("tahun", flat=True)))
    if tahun:
        raise Ditolak(
            f"Ada target IKU untuk tahun {', '.join(map(str, tahun))}, di luar periode ini. Kosongkan target "
            "itu lebih dahulu.",
            "tahun_selesai",
        )


def _require_unused(row: Renstra | Node) -> None:
    dipakai = uses(row)
    if dipakai:
        raise Ditolak(" ".join(["Belum dapat dihapus.", *dipakai]))


def _require_free_text(jenis: Jenis, induk: Renstra | Node, isi: Isi, selain: int | None = None) -> None:
    nama = jenis.bidang[0]
    if siblings(jenis, induk).exclude(pk=selain).filter(**{f"{nama}__iexact": isi[nama]}).exists():
        raise Ditolak(f"{jenis.judul} dengan bunyi ini sudah ada pada tempat yang sama.", nama)


def _record(apa: str, butir: Node, by: User, data: dict[str, Any]) -> None:
    jenis = jenis_of(butir)
    teks = getattr(butir, jenis.bidang[0])
    record(f"{jenis.judul} {apa}", butir, by=by, satker=renstra_of(butir).satker, note=teks, data=data)


def _plain(isi: Isi) -> dict[str, Any]:
    """What a row says, for the trail: years as text, figures as they are printed."""
    if "target" not in isi:
        return dict(isi)
    target = {
        str(tahun): None if nilai is None else format_angka(nilai, None)
        for tahun, nilai in isi["target"].items()
    }
    return {**isi, "target": target}
