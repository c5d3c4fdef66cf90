"""What Bagian and Subbagian do for an indikator: written under a lock on the indikator."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.actions import Ditolak
from accounts.models import Bagian, Satker, User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.frozen import refuse_frozen
from agreements.models import Indikator, PerjanjianKinerja, Turunan
from agreements.renstra_actions import HILANG, Bentrok
from kinerja.angka import bersatuan


@dataclass(frozen=True)
class IsiTurunan:
    """Which Bagian does what, up to which target."""

    bagian: Bagian
    uraian: str
    target: Decimal | None
    satuan: str


@transaction.atomic
def add_turunan(indikator: Indikator, induk: Turunan | None, isi: IsiTurunan, *, by: User) -> Turunan:
    """A Bagian's part in an indikator, or a Subbagian's in that of its Bagian. Ditolak."""
    satker = _hold(indikator, by)
    if induk is not None and not indikator.turunan.filter(pk=induk.pk).exists():
        raise Ditolak(HILANG)
    _require_place(satker, induk, isi)
    if indikator.turunan.filter(induk=induk, bagian=isi.bagian, uraian__iexact=isi.uraian).exists():
        raise Ditolak("Turunan dengan bunyi ini sudah ada untuk Bagian itu.", "uraian")
    turunan = Turunan.objects.create(indikator=indikator, induk=induk, **vars(isi))
    _record("Turunan ditambahkan", turunan, by, satker, {"isi": _plain(isi)})
    return turunan


@transaction.atomic
def edit_turunan(turunan: Turunan, isi: IsiTurunan, *, versi: int, by: User) -> Turunan:
    """Another Bagian, text or target. Bentrok; Ditolak; the same text twice is no clash."""
    satker = _hold(turunan.indikator, by)
    kini = _stored(turunan)
    lama = values(kini)
    if lama == isi:
        return kini
    if kini.versi_isi != versi:
        raise Bentrok(vars(lama), kini.versi_isi)
    _require_place(satker, kini.induk, isi)
    if isi.bagian != kini.bagian and kini.rincian.exists():
        raise Ditolak("Bagian tidak dapat diganti selama ada turunan Subbagian di bawahnya.", "bagian")
    for nama, nilai in vars(isi).items():
        setattr(kini, nama, nilai)
    kini.versi_isi += 1
    kini.save()
    _record("Turunan diubah", kini, by, satker, {"lama": _plain(lama), "baru": _plain(isi)})
    return kini


@transaction.atomic
def delete_turunan(turunan: Turunan, *, versi: int, by: User) -> None:
    """Delete what has nothing under it. Bentrok; Ditolak."""
    satker = _hold(turunan.indikator, by)
    kini = _stored(turunan)
    if kini.versi_isi != versi:
        raise Bentrok(vars(values(kini)), kini.versi_isi)
    if dipakai := uses(kini):
        raise Ditolak(" ".join(["Belum dapat dihapus.", *dipakai]))
    _record("Turunan dihapus", kini, by, satker, {"isi": _plain(values(kini))})
    kini.delete()


@transaction.atomic
def copy_turunan(sumber: PerjanjianKinerja, perjanjian: PerjanjianKinerja, *, by: User) -> tuple[int, int]:
    """The turunan of another version or year, for indikator of the same name: how many, how many not.

    Ditolak: the PK has turunan already, the other is another satker's, or the year is frozen.
    """
    satker = perjanjian.satker
    require(by, Permission.COMPOSE_AGREEMENT, satker)
    refuse_frozen(satker, perjanjian.tahun)
    kini = PerjanjianKinerja.objects.select_for_update(of=("self",)).get(pk=perjanjian.pk)
    if sumber.satker_id != kini.satker_id:
        raise Ditolak("Perjanjian Kinerja itu milik satker lain.")
    if Turunan.objects.filter(indikator__sasaran__perjanjian=kini).exists():
        raise Ditolak("Pohon ini sudah memuat turunan; tidak ada yang disalin.")
    menurut = {satu.nama: satu for satu in Indikator.objects.filter(sasaran__perjanjian=kini)}
    lama = list(
        Turunan.objects.filter(indikator__sasaran__perjanjian=sumber)
        .select_related("indikator", "bagian")
        .order_by(F("induk").asc(nulls_first=True), "pk")
    )
    salinan: dict[int, Turunan] = {}
    for satu in lama:
        if satu.indikator.nama in menurut:
            induk = salinan[satu.induk_id] if satu.induk_id else None
            salinan[satu.pk] = Turunan.objects.create(
                indikator=menurut[satu.indikator.nama], induk=induk, **vars(values(satu))
            )
    record(
        "Turunan disalin", kini, by=by, satker=satker, note=f"{sumber}, versi {sumber.versi}",
        data={"disalin": len(salinan), "tanpa_indikator": len(lama) - len(salinan)},
    )  # fmt: skip
    return len(salinan), len(lama) - len(salinan)


def uses(turunan: Turunan) -> list[str]:
    """What stands in the way of deleting, as sentences."""
    banyak = turunan.rincian.count()
    return [f"Masih memuat {banyak} turunan Subbagian."] if banyak else []


def values(turunan: Turunan) -> IsiTurunan:
    """What a turunan says now."""
    return IsiTurunan(**{satu.name: getattr(turunan, satu.name) for satu in fields(IsiTurunan)})


def _hold(indikator: Indikator, by: User) -> Satker:
    """Lock the indikator; its satker, for who may compose there."""
    satker = indikator.sasaran.perjanjian.satker
    require(by, Permission.COMPOSE_AGREEMENT, satker)
    refuse_frozen(satker, indikator.sasaran.perjanjian.tahun)
    # no_key: a PK that is being changed points to it, and may hold the chain of the trail meanwhile.
    if not Indikator.objects.select_for_update(no_key=True).filter(pk=indikator.pk):
        raise Ditolak(HILANG)
    return satker


def _stored(turunan: Turunan) -> Turunan:
    kini = Turunan.objects.select_related("bagian", "induk__bagian").filter(pk=turunan.pk).first()
    if kini is None:
        raise Ditolak(HILANG)
    return kini


def _require_place(satker: Satker, induk: Turunan | None, isi: IsiTurunan) -> None:
    if isi.bagian.satker_id != satker.pk:
        raise Ditolak("Bagian ini tidak berada pada satker ini.", "bagian")
    if induk is not None and isi.bagian.induk_id != induk.bagian_id:
        raise Ditolak(f"Pilih Subbagian dari {induk.bagian.nama}.", "bagian")
    if isi.target is not None and isi.target < 0:
        raise Ditolak("Target tidak boleh kurang dari 0.", "target")
    if isi.target is not None and not isi.satuan:
        raise Ditolak("Tulis satuan target ini.", "satuan")


def _plain(isi: IsiTurunan) -> dict[str, Any]:
    target = "" if isi.target is None else bersatuan(isi.target, isi.satuan)
    return {"bagian": isi.bagian.nama, "uraian": isi.uraian, "target": target}


def _record(peristiwa: str, turunan: Turunan, by: User, satker: Satker, data: dict[str, Any]) -> None:
    record(peristiwa, turunan, by=by, satker=satker, note=turunan.uraian, data=data)
