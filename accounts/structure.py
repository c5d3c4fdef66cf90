"""What an Administrator does to a satker: its seat, its Bagian, its officials in office.

Two people at one text: whoever saves second gets Bentrok with what is stored now, and chooses.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, Q
from django.utils.text import slugify

from accounts.actions import Bentrok, Ditolak
from accounts.models import Bagian, Pejabat, Satker, User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from kinerja.angka import tanggal

#: Offices that one person holds at a time: their holder signs for the satker.
SATU_PEMEGANG = (Pejabat.Jabatan.KETUA, Pejabat.Jabatan.SEKRETARIS)


@dataclass(frozen=True)
class MasaJabatan:
    """An official's term as it is asked for."""

    jabatan: Pejabat.Jabatan
    nama: str
    sebutan: str
    mulai: date
    selesai: date | None = None
    bagian: Bagian | None = None
    pelaksana: str = ""


@transaction.atomic
def set_seat(satker: Satker, ibu_kota: str, *, lama: str, by: User) -> Satker:
    """Change where a satker has its seat. `lama`: the text the person saw; Bentrok when it is another now."""
    require(by, Permission.MANAGE_ACCOUNTS, satker)
    kini = Satker.objects.select_for_update().get(pk=satker.pk)
    if kini.ibu_kota != lama:
        raise Bentrok(kini.ibu_kota)
    kini.ibu_kota = ibu_kota
    kini.save(update_fields=["ibu_kota"])
    record("Tempat kedudukan diubah", kini, by=by, satker=kini, data={"lama": lama, "baru": ibu_kota})
    return kini


@transaction.atomic
def add_bagian(satker: Satker, nama: str, induk: Bagian | None, *, by: User) -> Bagian:
    """A new Bagian, or a Subbagian of `induk`; it stands last."""
    require(by, Permission.MANAGE_ACCOUNTS, satker)
    Satker.objects.select_for_update().get(pk=satker.pk)
    _require_free_name(satker, nama, induk)
    if induk is not None and (induk.satker_id != satker.pk or induk.induk_id is not None):
        raise Ditolak("Subbagian hanya dapat berada di bawah Bagian pada satker yang sama.", "induk")
    urutan = satker.bagian.aggregate(akhir=Max("urutan"))["akhir"] or 0
    bagian = Bagian.objects.create(
        satker=satker, kode=_free_code(satker, nama), nama=nama, induk=induk, urutan=urutan + 1
    )
    record("Bagian ditambahkan", bagian, by=by, satker=satker, note=nama)
    return bagian


@transaction.atomic
def rename_bagian(bagian: Bagian, nama: str, *, lama: str, by: User) -> Bagian:
    """Give a Bagian another name; its code, to which figures are linked, stays. Bentrok as `set_seat`."""
    require(by, Permission.MANAGE_ACCOUNTS, bagian.satker)
    kini = Bagian.objects.select_for_update(of=("self",)).select_related("satker", "induk").get(pk=bagian.pk)
    if kini.nama != lama:
        raise Bentrok(kini.nama)
    _require_free_name(kini.satker, nama, kini.induk, selain=kini.pk)
    kini.nama = nama
    kini.save(update_fields=["nama"])
    record("Bagian diganti nama", kini, by=by, satker=kini.satker, data={"lama": lama, "baru": nama})
    return kini


@transaction.atomic
def add_pejabat(satker: Satker, masa: MasaJabatan, *, by: User) -> Pejabat:
    """Record a term of office. Ditolak: a second Ketua or Sekretaris at one time."""
    require(by, Permission.MANAGE_ACCOUNTS, satker)
    Satker.objects.select_for_update().get(pk=satker.pk)
    if masa.selesai is not None and masa.selesai < masa.mulai:
        raise Ditolak("Hari terakhir tidak boleh sebelum tanggal mulai.", "selesai")
    if masa.bagian is not None and masa.bagian.satker_id != satker.pk:
        raise Ditolak("Bagian ini tidak berada pada satker ini.", "bagian")
    _require_free_office(satker, masa)
    pejabat = Pejabat.objects.create(satker=satker, **vars(masa))
    record(
        "Pejabat ditambahkan", pejabat, by=by, satker=satker, note=str(pejabat),
        data={
            "jabatan": masa.jabatan, "pelaksana": masa.pelaksana,
            "mulai": masa.mulai, "selesai": masa.selesai,
        },
    )  # fmt: skip
    return pejabat


@transaction.atomic
def end_pejabat(pejabat: Pejabat, selesai: date, *, lama: date | None, by: User) -> Pejabat:
    """Set the last day of a term. Bentrok: somebody else set another one meanwhile."""
    require(by, Permission.MANAGE_ACCOUNTS, pejabat.satker)
    kini = Pejabat.objects.select_for_update(of=("self",)).select_related("satker").get(pk=pejabat.pk)
    if kini.selesai != lama:
        raise Bentrok.over_last_day(kini.selesai)
    if selesai < kini.mulai:
        raise Ditolak(f"Masa jabatan dimulai pada {tanggal(kini.mulai)}.", "selesai")
    if lama is not None and selesai > lama:
        raise Ditolak(
            "Hari terakhir hanya dapat dimajukan. Catat masa jabatan baru untuk lanjutannya.", "selesai"
        )
    kini.selesai = selesai
    kini.save(update_fields=["selesai"])
    record("Masa jabatan diakhiri", kini, by=by, satker=kini.satker, data={"lama": lama, "baru": selesai})
    return kini


def _require_free_name(satker: Satker, nama: str, induk: Bagian | None, selain: int | None = None) -> None:
    if satker.bagian.filter(induk=induk, nama__iexact=nama).exclude(pk=selain).exists():
        raise Ditolak("Nama ini sudah dipakai oleh Bagian lain pada tempat yang sama.", "nama")


def _free_code(satker: Satker, nama: str) -> str:
    dasar = slugify(nama)[:50] or "bagian"
    dipakai = set(satker.bagian.values_list("kode", flat=True))
    pilihan = (dasar if ke == 1 else f"{dasar}-{ke}" for ke in range(1, len(dipakai) + 2))
    return next(kode for kode in pilihan if kode not in dipakai)


def _require_free_office(satker: Satker, masa: MasaJabatan) -> None:
    if masa.jabatan not in SATU_PEMEGANG:
        return
    bersamaan = satker.pejabat.filter(jabatan=masa.jabatan).filter(
        Q(selesai__isnull=True) | Q(selesai__gte=masa.mulai)
    )
    if masa.selesai is not None:
        bersamaan = bersamaan.filter(mulai__lte=masa.selesai)
    lain = bersamaan.first()
    if lain is not None:
        sampai = f"sampai {tanggal(lain.selesai)}" if lain.selesai else "dan belum berakhir"
        raise Ditolak(
            f"{lain.nama} menjabat {masa.jabatan.label} sejak {tanggal(lain.mulai)} {sampai}. Akhiri "
            "masa jabatan itu lebih dahulu.",
            "mulai",
        )
