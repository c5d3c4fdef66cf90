"""A recap indikator is opened, one row for every satker that is asked, and answered by each of them."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actions import Ditolak
from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import can, require
from accounts.trail import record
from agreements.frozen import alasan_beku
from agreements.models import Indikator
from kinerja.angka import format_angka
from kinerja.metode import Metode
from measurements.actions import Bentrok, Tertutup, ask_satker, keep_free, satker_ditanya
from measurements.lineage import realisasi_dari
from measurements.models import JawabanSatker, Realisasi
from measurements.policy import milik
from measurements.queries import skala_nilai
from measurements.schedule import periode_satker
from measurements.states import BOLEH_DIUBAH
from measurements.verify_queries import DIJAWAB


@transaction.atomic
def open_recap(
    indikator: Indikator, triwulan: int, *, by: User, on: date, satker: Satker | None = None
) -> Realisasi:
    """The realisasi of a recap indikator with a row per satker; done again it only adds who is missing.

    satker: for whom an Operator opens it. ValueError: no recap indikator, or not measured in the quarter.
    Tertutup: nothing is there yet and entry is closed, or the year is frozen. PermissionDenied.
    """
    pemilik = indikator.sasaran.perjanjian.satker
    penjawab = satker is not None and satker in satker_ditanya(pemilik)
    if not milik(by, indikator) and not (penjawab and can(by, Permission.ANSWER_RECAP, satker)):
        raise PermissionDenied(
            "Rekap dibuka oleh pengisi indikator ini atau oleh Operator satker yang ditanya."
        )
    periode = periode_satker(pemilik, indikator.sasaran.perjanjian.tahun, triwulan)
    if indikator.metode != Metode.REKAP_SATKER or indikator not in periode.indikator:
        raise ValueError("Indikator ini tidak direkap dari satker pada triwulan tersebut.")
    ada = realisasi_dari(indikator, triwulan, Realisasi.objects.select_for_update(of=("self",)))
    if ada is not None and ada.status not in BOLEH_DIUBAH:
        return ada
    keep_free(indikator)
    if ada is None and (alasan := periode.alasan_tanpa_awal(on)):
        raise Tertutup(alasan)
    kini = ada or Realisasi.objects.get_or_create(indikator=indikator, triwulan=triwulan)[0]
    ask_satker(kini)
    if ada is None:
        record("Rekap dibuka", kini, by=by, satker=pemilik)
    return kini


@transaction.atomic
def save_answer(
    realisasi: Realisasi, satker: Satker, nilai: Decimal | None, *, versi: int, by: User, on: date
) -> JawabanSatker:
    """A satker's answer to a recap indikator; None takes it back.

    versi: the version the person saw, 0 while it was only asked. Bentrok, Tertutup, PermissionDenied as
    `save_realisasi`. Ditolak: a nilai that the scale does not have.
    """
    kini = hold_answer(realisasi, satker, by=by, on=on)
    skala = skala_nilai().get(kini.realisasi.indikator.skala)
    if skala and nilai is not None and (kalimat := skala.tolak(nilai)):
        raise Ditolak(kalimat, "nilai")
    if kini.versi != versi:
        raise Bentrok(kini)
    lama, kini.nilai = kini.nilai, nilai
    kini.versi += 1
    kini.save()
    record(
        DIJAWAB,
        kini.realisasi,
        by=by,
        satker=satker,
        data={"lama": _as_text(lama), "baru": _as_text(nilai), "versi": kini.versi},
    )
    return kini


def hold_answer(realisasi: Realisasi, satker: Satker, *, by: User, on: date) -> JawabanSatker:
    """A satker's answer as it is stored, held by a lock on its realisasi, if it may be changed.

    Inside a transaction. Tertutup, PermissionDenied.
    """
    require(by, Permission.ANSWER_RECAP, satker)
    pemilik = realisasi.indikator.sasaran.perjanjian.satker
    if satker not in satker_ditanya(pemilik):
        raise PermissionDenied(f"Rekap {pemilik} tidak menanyakan {satker}.")
    keep_free(realisasi.indikator)
    kini = Realisasi.objects.select_for_update().get(pk=realisasi.pk)
    if alasan := why_answer_closed(kini, satker, on):
        raise Tertutup(alasan)
    ask_satker(kini)
    return JawabanSatker.objects.get(realisasi=kini, satker=satker)


def why_answer_closed(realisasi: Realisasi, satker: Satker, on: date) -> str:
    """Why a satker's answer and its evidence cannot be changed, and what to do; empty while they can."""
    perjanjian = realisasi.indikator.sasaran.perjanjian
    if alasan := alasan_beku(perjanjian.satker, perjanjian.tahun):
        return alasan
    if realisasi.status not in BOLEH_DIUBAH:
        status = realisasi.get_status_display().lower()
        return (
            f"KPU Provinsi sudah menyampaikan rekap ini (status: {status}). "
            "Hubungi KPU Provinsi bila jawaban keliru."
        )
    return periode_satker(satker, perjanjian.tahun, realisasi.triwulan).alasan_tertutup(on)


def _as_text(nilai: Decimal | None) -> str | None:
    return None if nilai is None else format_angka(nilai, None)
