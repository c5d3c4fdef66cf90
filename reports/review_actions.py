"""The reviu of a report by its Pereviu: answers and notes, finishing with person and date, opening again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from reports.build import susun
from reports.checks.gate import hasil_periksa_dokumen
from reports.models import JawabanReviu, LaporanKinerja, Reviu
from reports.queries import kumpulkan
from reports.review_items import BUTIR, PER_KUNCI, ButirReviu, Keadaan
from reports.reviewed import sidik_reviu
from reports.states import Jawaban, StatusLkj, StatusReviu

TERBUKA = (StatusLkj.KONSEP, StatusLkj.DIPERIKSA)


class ReviuDitolak(ValueError):
    """What cannot be done with a reviu now; `str()` is a sentence."""


class ReviuBentrok(ReviuDitolak):
    """Somebody saved meanwhile."""


class ReviuBelumLengkap(ReviuDitolak):
    """`kurang`: (key of an item, what it lacks)."""

    def __init__(self, kurang: list[tuple[str, str]]) -> None:
        self.kurang = kurang
        super().__init__("Reviu belum dapat diselesaikan.")


@dataclass(frozen=True)
class Isian:
    """What a Pereviu says of one item."""

    jawaban: str
    catatan: str


@dataclass(frozen=True)
class Bacaan:
    """The report as a reviu reads it: what the application tells of its items, and its fingerprint."""

    keadaan: dict[str, Keadaan]
    sidik: str


def baca_laporan(laporan: LaporanKinerja) -> Bacaan:
    """Read a report as it is stored now. The fingerprint is of all that it says besides the reviu itself."""
    bahan = kumpulkan(laporan)
    dokumen = susun(replace(bahan, reviu=None))
    temuan = hasil_periksa_dokumen(bahan, dokumen).temuan
    keadaan = {satu.kunci: satu.penilai(bahan, temuan) for satu in BUTIR if satu.penilai}
    return Bacaan(keadaan, sidik_reviu(dokumen))


def keadaan_butir(laporan: LaporanKinerja) -> dict[str, Keadaan]:
    """What the application tells of each item that it can answer."""
    return baca_laporan(laporan).keadaan


def missing_to_finish(isian: Mapping[str, Isian], keadaan: Mapping[str, Keadaan]) -> list[tuple[str, str]]:
    """The items that lack an answer, or a note where they are not met."""
    return [(satu.kunci, hal) for satu in BUTIR if (hal := _kurang(satu, isian, keadaan))]


def _kurang(butir: ButirReviu, isian: Mapping[str, Isian], keadaan: Mapping[str, Keadaan]) -> str:
    isi = isian.get(butir.kunci, Isian("", ""))
    if butir.penilai is None and not isi.jawaban:
        return "belum dijawab"
    terpenuhi = keadaan[butir.kunci].terpenuhi if butir.penilai else isi.jawaban == Jawaban.YA
    return "" if terpenuhi or isi.catatan.strip() else "belum terpenuhi dan belum diberi catatan"


def save_review(
    laporan: LaporanKinerja, isian: Mapping[str, Isian], versi: int, *, by: User, finish: bool = False
) -> Reviu:
    """Keep answers and notes, and with `finish` end the reviu. `versi`: that the person saw; 0: none yet.

    An answer to an item that the application tells is not kept. PermissionDenied. ReviuDitolak: the report is
    signed or the reviu finished. ReviuBentrok. ReviuBelumLengkap: nothing is saved.
    """
    require(by, Permission.REVIEW_REPORT, laporan.satker)
    bacaan = baca_laporan(laporan) if finish else Bacaan({}, "")
    keadaan = bacaan.keadaan
    if finish and (kurang := missing_to_finish(isian, keadaan)):
        raise ReviuBelumLengkap(kurang)
    with transaction.atomic():
        reviu = _lock(laporan, versi)
        if reviu.status == StatusReviu.SELESAI:
            raise ReviuDitolak("Reviu ini telah selesai. Buka kembali sebelum mengubahnya.")
        reviu.versi += 1
        if finish:
            reviu.status, reviu.selesai_oleh, reviu.selesai_pada = StatusReviu.SELESAI, by, timezone.now()
            reviu.belum_terpenuhi, reviu.sidik_naskah = _belum(isian, keadaan), bacaan.sidik
        reviu.save()
        _write(reviu, isian)
        _record("Reviu diselesaikan" if finish else "Reviu disimpan", reviu, by=by)
    return reviu


def reopen_review(laporan: LaporanKinerja, versi: int, *, by: User) -> Reviu:
    """Open a finished reviu again; its statement leaves the report. Errors as `save_review`."""
    require(by, Permission.REVIEW_REPORT, laporan.satker)
    with transaction.atomic():
        reviu = _lock(laporan, versi)
        if reviu.status != StatusReviu.SELESAI:
            raise ReviuDitolak("Reviu ini belum selesai.")
        reviu.status, reviu.selesai_oleh, reviu.selesai_pada = StatusReviu.BERJALAN, None, None
        reviu.belum_terpenuhi, reviu.sidik_naskah, reviu.versi = 0, "", reviu.versi + 1
        reviu.save()
        _record("Reviu dibuka kembali", reviu, by=by)
    return reviu


def _belum(isian: Mapping[str, Isian], keadaan: Mapping[str, Keadaan]) -> int:
    """How many items are not met."""
    hasil = [
        keadaan[satu.kunci].terpenuhi if satu.penilai else isian[satu.kunci].jawaban == Jawaban.YA
        for satu in BUTIR
    ]
    return hasil.count(False)


def _lock(laporan: LaporanKinerja, versi: int) -> Reviu:
    """The reviu under the lock of its report, made where there is none. ReviuDitolak, ReviuBentrok."""
    kini = LaporanKinerja.objects.select_for_update().get(pk=laporan.pk)
    if kini.status not in TERBUKA:
        raise ReviuDitolak(f"Laporan ini berstatus {kini.get_status_display()}; reviunya tidak berubah lagi.")
    reviu = Reviu.objects.filter(laporan=kini).first() or Reviu(laporan=kini)
    if reviu.versi != versi:
        raise ReviuBentrok(
            "Reviu ini telah disimpan orang lain. Isian Anda masih ada di bawah, di samping yang tersimpan; "
            "periksa, lalu simpan lagi."
        )
    return reviu


def _write(reviu: Reviu, isian: Mapping[str, Isian]) -> None:
    for kunci, isi in isian.items():
        if kunci in PER_KUNCI:
            JawabanReviu.objects.update_or_create(
                reviu=reviu,
                butir=kunci,
                defaults={
                    "jawaban": "" if PER_KUNCI[kunci].penilai else isi.jawaban,
                    "catatan": isi.catatan.strip(),
                },
            )


def _record(peristiwa: str, reviu: Reviu, *, by: User) -> None:
    record(
        peristiwa, reviu.laporan, by=by, satker=reviu.laporan.satker,
        data={"versi": reviu.versi, "belum_terpenuhi": reviu.belum_terpenuhi},
    )  # fmt: skip
