"""Making a decree on IKU: its parts, who signs it, and the Lampiran in the words of that day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction

from accounts.actions import Ditolak
from accounts.models import Pejabat, Satker, User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.models import IKU, KeputusanIKU, LampiranIKU
from agreements.renstra_actions import HILANG, Bentrok
from kinerja.angka import tanggal

#: In the order of the Renstra.
URUTAN = ("sasaran_strategis__tujuan__urutan", "sasaran_strategis__urutan", "urutan")


@dataclass(frozen=True)
class IsiKeputusan:
    """What a decree says, save its Lampiran."""

    tahun: int
    nomor: str
    tanggal: date
    tempat: str
    tentang: str
    pejabat: Pejabat | None
    menimbang: str
    mengingat: str
    memutuskan: str


@transaction.atomic
def create_decree(satker: Satker, isi: IsiKeputusan, *, by: User) -> KeputusanIKU:
    """A new decree; its Lampiran holds every IKU of the Renstra of its year. Ditolak: see `_require`."""
    require(by, Permission.COMPOSE_AGREEMENT, satker)
    Satker.objects.select_for_update().get(pk=satker.pk)
    _require(satker, isi)
    keputusan = KeputusanIKU.objects.create(satker=satker, **_stored(isi))
    write_lampiran(keputusan, iku_of(satker, isi.tahun))
    record("Keputusan IKU dibuat", keputusan, by=by, satker=satker, note=str(keputusan), data=_plain(isi))
    return keputusan


@transaction.atomic
def edit_decree(keputusan: KeputusanIKU, isi: IsiKeputusan, *, versi: int, by: User) -> KeputusanIKU:
    """Other words or another signatory. Bentrok; Ditolak as `create_decree`. Twice the same is no clash."""
    kini = _locked(keputusan, by)
    lama = values(kini)
    if lama == isi:
        return kini
    _require_version(kini, versi)
    _require(kini.satker, isi, selain=kini.pk)
    for nama, nilai in _stored(isi).items():
        setattr(kini, nama, nilai)
    _save(kini)
    record(
        "Keputusan IKU diubah", kini, by=by, satker=kini.satker, note=str(kini),
        data={"lama": _plain(lama), "baru": _plain(isi)},
    )  # fmt: skip
    return kini


@transaction.atomic
def set_lampiran(keputusan: KeputusanIKU, iku: Sequence[int], *, versi: int, by: User) -> KeputusanIKU:
    """The Lampiran anew: the IKU chosen by their ids, in the words and order the Renstra has now. Bentrok."""
    kini = _locked(keputusan, by)
    lama = [baris.nama for baris in kini.lampiran.all()]
    _require_version(kini, versi)
    kini.lampiran.all().delete()
    write_lampiran(kini, iku_of(kini.satker, kini.tahun).filter(pk__in=iku))
    _save(kini)
    baru = [baris.nama for baris in kini.lampiran.all()]
    record(
        "Lampiran Keputusan IKU disusun", kini, by=by, satker=kini.satker, note=str(kini),
        data={"lama": lama, "baru": baru},
    )  # fmt: skip
    return kini


@transaction.atomic
def delete_decree(keputusan: KeputusanIKU, *, versi: int, by: User) -> None:
    """Delete a decree with its Lampiran; its words stay in the trail. Bentrok."""
    kini = _locked(keputusan, by)
    _require_version(kini, versi)
    lampiran = [baris.nama for baris in kini.lampiran.all()]
    record(
        "Keputusan IKU dihapus", kini, by=by, satker=kini.satker, note=str(kini),
        data=_plain(values(kini)) | {"lampiran": lampiran},
    )  # fmt: skip
    kini.delete()


def iku_of(satker: Satker, tahun: int):
    """The IKU of the Renstra in whose period a year lies, in order."""
    return (
        IKU.objects.filter(
            sasaran_strategis__tujuan__renstra__satker=satker,
            sasaran_strategis__tujuan__renstra__tahun_mulai__lte=tahun,
            sasaran_strategis__tujuan__renstra__tahun_selesai__gte=tahun,
        )
        .select_related("sasaran_strategis__tujuan")
        .order_by(*URUTAN)
    )


def write_lampiran(keputusan: KeputusanIKU, iku: Iterable[IKU]) -> None:
    """Rows for IKU in the words they have now."""
    LampiranIKU.objects.bulk_create(
        LampiranIKU(keputusan=keputusan, iku=satu, urutan=nomor, **words(satu))
        for nomor, satu in enumerate(iku, start=1)
    )


def words(iku: IKU) -> dict[str, str]:
    """What the Lampiran says of an IKU."""
    return {
        "tujuan": iku.sasaran_strategis.tujuan.uraian,
        "sasaran_strategis": iku.sasaran_strategis.uraian,
        "nama": iku.nama,
        "keterangan": iku.keterangan,
    }


def changed_since(keputusan: KeputusanIKU) -> list[LampiranIKU]:
    """The rows whose IKU reads otherwise in the Renstra now."""
    baris = keputusan.lampiran.select_related("iku__sasaran_strategis__tujuan")
    return [
        satu for satu in baris if any(getattr(satu, nama) != kini for nama, kini in words(satu.iku).items())
    ]


def values(keputusan: KeputusanIKU) -> IsiKeputusan:
    """What a decree says now."""
    return IsiKeputusan(**{satu.name: getattr(keputusan, satu.name) for satu in fields(IsiKeputusan)})


def _locked(keputusan: KeputusanIKU, by: User) -> KeputusanIKU:
    require(by, Permission.COMPOSE_AGREEMENT, keputusan.satker)
    # The satker first, as in `create_decree`: numbers of decrees are unique in it.
    Satker.objects.select_for_update().get(pk=keputusan.satker_id)
    kini = (
        KeputusanIKU.objects.select_for_update(of=("self",))
        .select_related("satker__induk", "pejabat")
        .filter(pk=keputusan.pk)
        .first()
    )
    if kini is None:
        raise Ditolak(HILANG)
    return kini


def _require_version(kini: KeputusanIKU, versi: int) -> None:
    if kini.versi_isi != versi:
        raise Bentrok(vars(values(kini)), kini.versi_isi)


def _save(kini: KeputusanIKU) -> None:
    kini.versi_isi += 1
    kini.save()


def _require(satker: Satker, isi: IsiKeputusan, selain: int | None = None) -> None:
    """Ditolak: the number is taken, or who signs is not in office at the satker on that day."""
    sama = KeputusanIKU.objects.filter(satker=satker, tahun=isi.tahun, nomor__iexact=isi.nomor)
    if sama.exclude(pk=selain).exists():
        raise Ditolak(f"Keputusan Nomor {isi.nomor} untuk tahun {isi.tahun} sudah ada.", "nomor")
    menjabat = Pejabat.objects.in_office(isi.tanggal).filter(satker=satker)
    if isi.pejabat is None or not menjabat.filter(pk=isi.pejabat.pk).exists():
        nama = "Penandatangan" if isi.pejabat is None else isi.pejabat.nama
        raise Ditolak(f"{nama} tidak menjabat pada {tanggal(isi.tanggal)}.", "pejabat")


def _stored(isi: IsiKeputusan) -> dict[str, Any]:
    """The columns of a decree, with name and office of who signs as they are now."""
    return vars(isi) | {
        "penandatangan": isi.pejabat.nama,
        "jabatan_penandatangan": isi.pejabat.sebutan_lengkap,
    }


def _plain(isi: IsiKeputusan) -> dict[str, Any]:
    return vars(isi) | {"pejabat": str(isi.pejabat) if isi.pejabat else None}
