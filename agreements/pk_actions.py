"""What happens to a PK while it is written: its sheets saved, rows added, moved, deleted, advice overruled.

Each action is one transaction under a lock on the PK: who may, whether it is still a draf, whether what was
seen is what is stored, the write, the trail.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Max, Model

from accounts.actions import Ditolak
from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.models import (
    AnggaranProgram,
    Indikator,
    KegiatanPendukung,
    PerjanjianKinerja,
    Pertimbangan,
    SasaranKegiatan,
    TargetTriwulan,
)
from agreements.pk_gate import baca_naskah
from agreements.pk_line import continued, go_on, last_years
from agreements.pk_lock import require_draft
from agreements.pk_sheet import (
    TERSENDIRI,
    Beda,
    Lembar,
    LembarIndikator,
    LembarKepala,
    LembarSasaran,
    banding,
    lembar_indikator,
    lembar_kepala,
    lembar_sasaran,
    sidik,
    teks,
)
from agreements.pk_signing import require_suntingan

#: Moved past every number in use while two rows change places: numbers are unique.
SEMENTARA = 30_000


class LembarBentrok(Exception):
    """Somebody else saved the same sheet meanwhile.

    sidik: of what is stored now. beda: the fields in which that differs from what was typed.
    """

    def __init__(self, terkini: Lembar, ketikan: Lembar) -> None:
        """Keep both for the page."""
        self.sidik = sidik(terkini)
        self.beda: list[Beda] = banding(terkini, ketikan)
        super().__init__("Lembar ini sudah diubah oleh orang lain sejak Anda membukanya.")


class Terhapus(Exception):
    """Somebody else deleted the row meanwhile."""


class AlasanBentrok(Ditolak):
    """Somebody else wrote the reason meanwhile; `tersimpan` is what is stored."""

    def __init__(self, tersimpan: Pertimbangan) -> None:
        """Say it in a sentence that shows the stored reason beside what was typed."""
        self.tersimpan = tersimpan
        super().__init__(
            f"{tersimpan.oleh} telah menulis: “{tersimpan.alasan}”. Ketikan Anda masih ada di bawah; simpan "
            "lagi bila tetap berlaku.",
            "alasan",
        )


def hold(perjanjian: PerjanjianKinerja, *, by: User, suntingan: int | None = None) -> PerjanjianKinerja:
    """The PK under a lock, to be written in by who may. Inside a transaction. Terkunci, PermissionDenied.

    suntingan: its count of changes on the page that the person saw, else Berubah; None: it does not matter.
    """
    kini = (
        PerjanjianKinerja.objects.select_for_update(of=("self",))
        .select_related("satker__induk", "diajukan_oleh", "ditandatangani_oleh", "ditetapkan_oleh")
        .get(pk=perjanjian.pk)
    )
    require(by, Permission.COMPOSE_AGREEMENT, kini.satker)
    require_draft(kini)
    require_suntingan(kini, suntingan)
    return kini


def touch(kini: PerjanjianKinerja, peristiwa: str, *, by: User, note: str = "", **data: object) -> None:
    """Count a change and tell the trail."""
    kini.suntingan += 1
    kini.save(update_fields=["suntingan"])
    record(peristiwa, kini, by=by, satker=kini.satker, note=note, data=data)


@transaction.atomic
def save_head(perjanjian: PerjanjianKinerja, lembar: LembarKepala, *, lama: str, by: User) -> None:
    """Place, day, number, how means are formed. `lama`: the digest of what was seen, else LembarBentrok."""
    kini = hold(perjanjian, by=by)
    sebelum = lembar_kepala(kini)
    _require_seen(sebelum, lembar, lama)
    for satu in fields(lembar):
        setattr(kini, satu.name, getattr(lembar, satu.name))
    kini.save()
    touch(kini, "Kepala Perjanjian Kinerja diubah", by=by, lama=teks(sebelum), baru=teks(lembar))


@transaction.atomic
def add_sasaran(perjanjian: PerjanjianKinerja, lembar: LembarSasaran, *, by: User) -> SasaranKegiatan:
    """A sasaran kegiatan that stands last."""
    kini = hold(perjanjian, by=by)
    urutan = (kini.sasaran_kegiatan.aggregate(akhir=Max("urutan"))["akhir"] or 0) + 1
    baru = SasaranKegiatan.objects.create(perjanjian=kini, urutan=urutan, **vars(lembar))
    touch(kini, "Sasaran kegiatan ditambahkan", by=by, note=lembar.uraian, sasaran=baru.pk)
    return baru


@transaction.atomic
def save_sasaran(sasaran: SasaranKegiatan, lembar: LembarSasaran, *, lama: str, by: User) -> None:
    """Other words or another link. LembarBentrok, Terhapus."""
    kini = hold(sasaran.perjanjian, by=by)
    tersimpan = _still_there(kini.sasaran_kegiatan.select_related("sasaran_strategis"), sasaran)
    sebelum = lembar_sasaran(tersimpan)
    _require_seen(sebelum, lembar, lama)
    tersimpan.uraian, tersimpan.sasaran_strategis = lembar.uraian, lembar.sasaran_strategis
    tersimpan.save()
    touch(kini, "Sasaran kegiatan diubah", by=by, lama=teks(sebelum), baru=teks(lembar))


@transaction.atomic
def add_indikator(sasaran: SasaranKegiatan, lembar: LembarIndikator, *, by: User) -> Indikator:
    """An indikator that stands last in its sasaran; those after it move on by one. Terhapus."""
    kini = hold(sasaran.perjanjian, by=by)
    induk = _still_there(kini.sasaran_kegiatan, sasaran)
    baru = write_indikator(Indikator(sasaran=induk, nomor=SEMENTARA), lembar)
    if lembar.lanjutan:
        go_on(baru, lembar.lanjutan)
    number(kini)
    touch(kini, "Indikator ditambahkan", by=by, note=lembar.nama, indikator=baru.pk)
    return baru


@transaction.atomic
def save_indikator(indikator: Indikator, lembar: LembarIndikator, *, lama: str, by: User) -> None:
    """Another sheet of an indikator. LembarBentrok: with both texts. Terhapus."""
    kini = hold(indikator.sasaran.perjanjian, by=by)
    tersimpan = _still_there(Indikator.objects.filter(sasaran__perjanjian=kini), indikator)
    sebelum = lembar_indikator(tersimpan, continued(tersimpan, last_years(kini)))
    _require_seen(sebelum, lembar, lama)
    write_indikator(tersimpan, lembar)
    if lembar.lanjutan != sebelum.lanjutan:
        go_on(tersimpan, lembar.lanjutan)
    touch(
        kini, "Indikator diubah", by=by, note=lembar.nama, indikator=tersimpan.pk, lama=teks(sebelum),
        baru=teks(lembar),
    )  # fmt: skip


def write_indikator(satu: Indikator, lembar: LembarIndikator) -> Indikator:
    """Write a sheet with its rows; inside a transaction that holds the PK."""
    for isian in fields(lembar):
        if isian.name not in TERSENDIRI:
            setattr(satu, isian.name, getattr(lembar, isian.name))
    satu.save()
    satu.target_triwulan.all().delete()
    satu.kegiatan_pendukung.all().delete()
    TargetTriwulan.objects.bulk_create(
        TargetTriwulan(indikator=satu, triwulan=triwulan, nilai=nilai)
        for triwulan, nilai in enumerate(lembar.triwulan, start=1)
        if nilai is not None
    )
    KegiatanPendukung.objects.bulk_create(
        KegiatanPendukung(indikator=satu, kode=kode) for kode in lembar.kegiatan
    )
    return satu


@transaction.atomic
def move_sasaran(sasaran: SasaranKegiatan, langkah: int, *, by: User) -> None:
    """One place up (-1) or down (1); at the end it stays. Terhapus."""
    kini = hold(sasaran.perjanjian, by=by)
    _still_there(kini.sasaran_kegiatan, sasaran)
    urut = list(kini.sasaran_kegiatan.order_by("urutan"))
    _swap(urut, sasaran.pk, langkah)
    _renumber(urut, "urutan")
    number(kini)
    touch(kini, "Urutan sasaran kegiatan diubah", by=by, urutan=[satu.pk for satu in urut])


@transaction.atomic
def move_indikator(indikator: Indikator, langkah: int, *, by: User) -> None:
    """One place up (-1) or down (1) within its sasaran; at the end it stays. Terhapus."""
    kini = hold(indikator.sasaran.perjanjian, by=by)
    tersimpan = _still_there(Indikator.objects.filter(sasaran__perjanjian=kini), indikator)
    urut = list(Indikator.objects.filter(sasaran=tersimpan.sasaran_id).order_by("nomor"))
    _swap(urut, indikator.pk, langkah)
    _renumber(urut, "nomor", awal=SEMENTARA // 2)
    number(kini)
    touch(kini, "Urutan indikator diubah", by=by, urutan=[satu.pk for satu in urut])


@transaction.atomic
def delete_sasaran(sasaran: SasaranKegiatan, *, suntingan: int, by: User) -> None:
    """Delete a sasaran with its indikator. Ditolak: one of them is in use. Berubah, Terhapus."""
    kini = hold(sasaran.perjanjian, by=by, suntingan=suntingan)
    tersimpan = _still_there(kini.sasaran_kegiatan, sasaran)
    for indikator in tersimpan.indikator.all():
        _require_unused(indikator)
    isi = [teks(lembar_indikator(satu)) for satu in tersimpan.indikator.all()]
    data = {"sasaran": teks(lembar_sasaran(tersimpan)), "indikator": isi}
    tersimpan.delete()
    _renumber(list(kini.sasaran_kegiatan.order_by("urutan")), "urutan")
    number(kini)
    touch(kini, "Sasaran kegiatan dihapus", by=by, note=sasaran.uraian, **data)


@transaction.atomic
def delete_indikator(indikator: Indikator, *, suntingan: int, by: User) -> None:
    """Delete an indikator; its sheet stays in the trail. Ditolak: it is in use. Berubah, Terhapus."""
    kini = hold(indikator.sasaran.perjanjian, by=by, suntingan=suntingan)
    tersimpan = _still_there(Indikator.objects.filter(sasaran__perjanjian=kini), indikator)
    _require_unused(tersimpan)
    lembar = teks(lembar_indikator(tersimpan))
    tersimpan.delete()
    number(kini)
    touch(kini, "Indikator dihapus", by=by, note=indikator.nama, lembar=lembar)


@transaction.atomic
def overrule(perjanjian: PerjanjianKinerja, kunci: str, alasan: str, *, lama: str, by: User) -> Pertimbangan:
    """Keep an advice from being followed, with a reason. Ditolak: there is no such advice (any more).

    lama: `cap` of the reason that the person saw, else AlasanBentrok; the same reason twice is no clash.
    """
    kini = hold(perjanjian, by=by)
    semua = {satu.saran.kunci: satu.saran for satu in baca_naskah(kini).nasihat}
    if kunci not in semua:
        raise Ditolak("Saran ini sudah tidak berlaku: isinya telah diperbaiki.")
    ada = kini.pertimbangan.filter(kunci=kunci).select_related("oleh").first()
    if ada and ada.alasan != alasan and cap(ada) != lama:
        raise AlasanBentrok(ada)
    hasil, _ = Pertimbangan.objects.update_or_create(
        perjanjian=kini,
        kunci=kunci,
        defaults={"saran": semua[kunci].kalimat, "alasan": alasan, "oleh": by},
    )
    touch(kini, "Saran dikesampingkan", by=by, note=alasan, saran=semua[kunci].kalimat)
    return hasil


def cap(pertimbangan: Pertimbangan | None) -> str:
    """What tells one saving of a reason from another; empty: there is none."""
    return pertimbangan.pada.isoformat() if pertimbangan else ""


@dataclass(frozen=True)
class Program:
    """A programme and its budget in whole rupiah."""

    kode: str
    nama: str
    nilai: int


@transaction.atomic
def set_budget(perjanjian: PerjanjianKinerja, program: Sequence[Program], *, sumber: str, by: User) -> None:
    """Put these programmes in place of those that stand there; `sumber`: where they come from, in words."""
    kini = hold(perjanjian, by=by)
    lama = {satu.kode: satu.nilai for satu in kini.anggaran_program.all()}
    kini.anggaran_program.all().delete()
    AnggaranProgram.objects.bulk_create(
        AnggaranProgram(
            perjanjian=kini, urutan=urutan, kode=satu.kode[:10], program=satu.nama[:200], nilai=satu.nilai
        )
        for urutan, satu in enumerate(program, start=1)
    )
    baru = {satu.kode: satu.nilai for satu in program}
    touch(kini, "Anggaran Perjanjian Kinerja diisi", by=by, note=f"Dari {sumber}", lama=lama, baru=baru)


@transaction.atomic
def discard(perjanjian: PerjanjianKinerja, *, suntingan: int, by: User) -> None:
    """Delete a draf whole. Ditolak: one of its indikator is in use. Berubah."""
    kini = hold(perjanjian, by=by, suntingan=suntingan)
    for indikator in Indikator.objects.filter(sasaran__perjanjian=kini):
        _require_unused(indikator)
    record(
        "Draf Perjanjian Kinerja dihapus", kini, by=by, satker=kini.satker,
        data={"tahun": kini.tahun, "versi": kini.versi},
    )  # fmt: skip
    kini.delete()


def number(perjanjian: PerjanjianKinerja) -> None:
    """Number the indikator of a PK through, in the order of sasaran and place."""
    urut = list(
        Indikator.objects.filter(sasaran__perjanjian=perjanjian).order_by("sasaran__urutan", "nomor", "pk")
    )
    _renumber(urut, "nomor")


def _renumber(urut: list, isian: str, awal: int = 1) -> None:
    """Give rows the numbers from `awal` on; by way of numbers that none of them has."""
    if [getattr(satu, isian) for satu in urut] == list(range(awal, awal + len(urut))):
        return
    model = type(urut[0])
    for mulai in (SEMENTARA + 1, awal):
        for ke, satu in enumerate(urut, start=mulai):
            setattr(satu, isian, ke)
            model.objects.filter(pk=satu.pk).update(**{isian: ke})


def _swap(urut: list, pk: int, langkah: int) -> None:
    ke = next(ke for ke, satu in enumerate(urut) if satu.pk == pk)
    lain = ke + langkah
    if 0 <= lain < len(urut):
        urut[ke], urut[lain] = urut[lain], urut[ke]


def _still_there(rows, satu: Model):
    found = rows.filter(pk=satu.pk).first()
    if found is None:
        raise Terhapus("Baris ini sudah dihapus oleh orang lain.")
    return found


def _require_seen(tersimpan: Lembar, ketikan: Lembar, lama: str) -> None:
    if sidik(tersimpan) != lama:
        raise LembarBentrok(tersimpan, ketikan)


def _require_unused(indikator: Indikator) -> None:
    """Other apps hang figures on an indikator: those would go with it."""
    for relation in Indikator._meta.related_objects:
        model = relation.related_model
        if model._meta.app_label == Indikator._meta.app_label:
            continue
        if model._default_manager.filter(**{relation.field.name: indikator}).exists():
            raise Ditolak(
                f"Indikator {indikator.nomor} sudah memiliki {model._meta.verbose_name}, sehingga tidak "
                "dapat dihapus."
            )
