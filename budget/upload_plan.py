"""The plan of a stored upload: read → parse → check → compare, always on the bytes that were uploaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import can
from budget.models import Unggahan
from budget.snapshot import potret
from budget.states import JenisUnggahan, StatusUnggahan
from budget.uploads.material import Bahan, Permintaan, satker_dalam_rekap
from budget.uploads.parsed import Isi
from budget.uploads.plan import Rencana, rencana_ditolak, susun
from budget.uploads.read import BukanAnggaran, baca
from importing.confined import confined
from importing.confined_process import without_collector
from importing.findings import Finding, Severity
from importing.refused import FileRefused
from importing.workbook import read_workbook
from jobs.storage import Storage
from kinerja.angka import tanggal

STORAGE = Storage("unggahan")
UPLOADING = frozenset({Permission.UPLOAD_BUDGET, Permission.UPLOAD_RECAP})


@dataclass(frozen=True)
class Bacaan:
    """What was read of a file: its table, or why there is none."""

    isi: Isi | None
    temuan: tuple[Finding, ...] = ()
    sha256: str = ""


def read_content(content: bytes, sha256: str) -> Bacaan:
    """Read a file in a process of its own, and parse it; what cannot be read is a finding like any other."""
    try:
        with without_collector():
            return Bacaan(baca(confined(read_workbook, content)), sha256=sha256)
    except FileRefused as galat:
        return Bacaan(None, (_ditolak(str(galat)),), sha256)
    except BukanAnggaran as galat:
        return Bacaan(None, galat.temuan, sha256)


def _ditolak(kalimat: str) -> Finding:
    """The one sentence of a file that is not read, as why and how to mend."""
    alasan, _, perbaikan = kalimat.partition("; ")
    return Finding(
        "BERKAS-DITOLAK", Severity.ERROR, f"{alasan.rstrip('.')}.", perbaikan[:1].upper() + perbaikan[1:]
    )


def read_stored(unggahan: Unggahan) -> Bacaan:
    """Read the bytes of an upload. BerkasHilang, BerkasBerubah: they are not what was uploaded."""
    with STORAGE.open_checked(unggahan.berkas, unggahan.sha256) as stream:
        return read_content(stream.read(), unggahan.sha256)


def orphans(now: float | None = None) -> Iterator[Path]:
    """Files older than a day that no row names."""
    return STORAGE.orphans(Unggahan.objects.exclude(berkas="").values_list("berkas", flat=True), now)


def plan(unggahan: Unggahan) -> Rencana:
    """What an upload would do to the DIPA as it is now. BerkasHilang, BerkasBerubah."""
    return plan_read(read_stored(unggahan), permintaan(unggahan, unggahan.diunggah_oleh))


def plan_read(bacaan: Bacaan, diminta: Permintaan) -> Rencana:
    """The plan for a file that was read already; the database is only looked at."""
    if bacaan.isi is None:
        return rencana_ditolak(bacaan.temuan, potret([diminta.satker.pk], diminta.tahun))
    dipa = potret(speaks_for(bacaan.isi, diminta), diminta.tahun)
    bahan = Bahan(bacaan.isi, diminta, dipa, _sama(bacaan.sha256, diminta))
    with without_collector():
        return susun(bahan)


def permintaan(unggahan: Unggahan, by: User | None) -> Permintaan:
    """What is asked for with an upload; without a person the application itself asks, which may do both."""
    satker = unggahan.satker
    return Permintaan(
        satker,
        unggahan.tahun,
        unggahan.bulan,
        unggahan.revisi,
        unggahan.revisi_tanggal,
        unggahan.revisi_tanggal_span,
        jangkauan(satker),
        frozenset(satu for satu in UPLOADING if by is None or can(by, satu, satker)),
    )


def jangkauan(satker: Satker) -> tuple[Satker, ...]:
    """A satker and everything below it."""
    bawah = Q(pk=satker.pk) | Q(induk=satker) | Q(induk__induk=satker)
    return tuple(Satker.objects.filter(bawah))


def speaks_for(isi: Isi, diminta: Permintaan) -> list[int]:
    """The ids of the satker whose DIPA a file is held against, in ascending order."""
    if isi.jenis != JenisUnggahan.REKAP:
        return [diminta.satker.pk]
    return sorted({satker.pk for _, satker in satker_dalam_rekap(isi, diminta)})


def _sama(sha256: str, diminta: Permintaan) -> str:
    """When and by whom the same bytes were applied to the same month; empty when never."""
    dulu = (
        Unggahan.objects.filter(
            satker=diminta.satker, tahun=diminta.tahun, bulan=diminta.bulan, sha256=sha256,
            status=StatusUnggahan.DITERAPKAN,
        )
        .select_related("diterapkan_oleh")
        .first()
    )  # fmt: skip
    if dulu is None or dulu.diterapkan_pada is None:
        return ""
    hari = tanggal(timezone.localdate(dulu.diterapkan_pada))
    return f"pada {hari}" + (f" oleh {dulu.diterapkan_oleh}" if dulu.diterapkan_oleh else "")
