"""The signature of an LKj: one transaction under the lock of its year, all of it or nothing.

The PDF was rendered before (reports/manuscript.py). Here everybody who writes into the year waits, the
document is composed once more from the figures as they are now, and only when it is the frozen one to the
last character the bytes are signed. So an edit of the same moment is either in the hash or refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.frozen import hold_year
from agreements.models import KunciTahun
from jobs.files import write_whole
from kinerja.angka import tanggal
from reports.approval_mails import tell
from reports.changes import Perubahan, perubahan
from reports.checks.gate import penghalang
from reports.frozen import from_json, to_json
from reports.manuscript import Ketentuan, susun_naskah
from reports.models import LaporanKinerja, Naskah, Pengesahan
from reports.queries import penyumbang
from reports.signature import Keterangan, Penanda, Sertifikat
from reports.states import ALUR_LKJ, StatusLkj


class BelumDapatDisahkan(Exception):
    """Something stands in the way; `kekurangan` is the list that the page shows."""

    def __init__(self, kekurangan: Sequence[str]) -> None:
        """Keep the list."""
        self.kekurangan = tuple(kekurangan)
        super().__init__(f"{len(self.kekurangan)} hal belum terpenuhi.")


class BahanBerubah(Exception):
    """The figures or words are others than those of the manuscript; `perubahan` are the sections."""

    def __init__(self, isi: Sequence[Perubahan]) -> None:
        """Keep the sections."""
        self.perubahan = tuple(isi)
        super().__init__(
            "Data atau narasi berubah sejak naskah disiapkan, sehingga naskah ini tidak disahkan. Siapkan"
            " naskah baru, lalu periksa perubahannya."
        )


@dataclass(frozen=True)
class Berkas:
    """A signed file: its path in the storage and its bytes."""

    nama: str
    isi: bytes


#: The labelled steps, in order.
LANGKAH = (
    "tahun terkunci", "isi dibandingkan", "ditandatangani", "berkas ditulis", "laporan ditandai",
    "bukti ditulis", "tahun dibekukan", "dicatat", "selesai",
)  # fmt: skip


def at(langkah: str) -> None:
    """A labelled step of the signing; trials end the process here to see that nothing is left half done."""


def missing_to_sign(naskah: Naskah | None, sertifikat: Sertifikat, *, by: User, on: date) -> tuple[str, ...]:
    """What stands between this person and the signature today, in sentences; empty when nothing does."""
    if naskah is None:
        return ("Naskah PDF yang akan disahkan belum disiapkan.",)
    kurang = []
    if naskah.laporan.naskah.first() != naskah:
        kurang.append("Sudah ada naskah yang lebih baru.")
    if naskah.tanggal != on:
        hari = tanggal(naskah.tanggal)
        kurang.append(f"Naskah ini bertanggal {hari}. Siapkan naskah yang bertanggal hari ini.")
    if naskah.sertifikat != sertifikat.sidik:
        kurang.append("Sertifikat penandatangan berganti sejak naskah disiapkan. Siapkan naskah baru.")
    if sertifikat.berlaku_sampai < on:
        akhir = tanggal(sertifikat.berlaku_sampai)
        kurang.append(f"Sertifikat penandatangan hanya berlaku sampai dengan {akhir}.")
    if naskah.dilihat_oleh_id != by.pk:
        kurang.append("Anda belum membuka PDF yang akan disahkan.")
    return tuple(kurang)


def sign(naskah: Naskah, penanda: Penanda, *, by: User, on: date) -> Pengesahan:
    """Sign a manuscript and freeze the year of its report. The person was asked for the password before.

    PermissionDenied, also for who examined it or entered or verified a figure of its year;
    IllegalTransition; BelumDapatDisahkan; BahanBerubah.
    """
    with transaction.atomic():
        laporan = _hold(naskah.laporan)
        at("tahun terkunci")
        _require(laporan, by)
        kini = Naskah.objects.select_related("penandatangan", "laporan__satker").get(pk=naskah.pk)
        if kurang := missing_to_sign(kini, penanda.sertifikat, by=by, on=on):
            raise BelumDapatDisahkan(kurang)
        require_same(kini)
        if temuan := penghalang(laporan):
            raise BelumDapatDisahkan([satu.kalimat for satu in temuan])
        at("isi dibandingkan")
        berkas = _signed(kini, penanda)
        at("ditandatangani")
        write_whole(Path(default_storage.path(berkas.nama)), berkas.isi)
        at("berkas ditulis")
        pengesahan = _write(laporan, kini, berkas, penanda.sertifikat, by)
        at("dicatat")
    at("selesai")
    return pengesahan


def _hold(laporan: LaporanKinerja) -> LaporanKinerja:
    """The report under a lock and its year held; the row first, as whoever writes its narrative does."""
    semua = LaporanKinerja.objects.select_for_update(of=("self",)).select_related("satker__induk")
    kini = semua.get(pk=laporan.pk)
    hold_year(kini.satker, kini.tahun)
    return kini


def _require(laporan: LaporanKinerja, by: User) -> None:
    langkah = ALUR_LKJ.find(StatusLkj(laporan.status), "sahkan")
    require(by, Permission(langkah.permission), laporan.satker)
    if laporan.diperiksa_oleh_id == by.pk:
        raise PermissionDenied("Anda memeriksa laporan ini; pengesahan dilakukan oleh orang lain.")
    if by.pk in penyumbang(laporan):
        raise PermissionDenied(
            "Anda mengisi atau memverifikasi realisasi tahun ini; pengesahan dilakukan oleh orang lain."
        )


def require_same(naskah: Naskah) -> None:
    """BahanBerubah: composed now the document is another than the frozen one."""
    kini = susun_naskah(naskah.laporan, Ketentuan.of(naskah))
    if to_json(kini) != naskah.dokumen:
        raise BahanBerubah(perubahan(from_json(naskah.dokumen), kini))


def _signed(naskah: Naskah, penanda: Penanda) -> Berkas:
    """The manuscript's bytes with the signature behind them; the name is free while nothing is signed."""
    laporan = naskah.laporan
    keterangan = Keterangan(
        nama=naskah.penandatangan.nama,
        tempat=laporan.tempat,
        alasan=f"Pengesahan {laporan} versi {laporan.versi}",
    )
    isi = penanda.sign(_manuscript(naskah), keterangan)
    return Berkas(f"pengesahan/{laporan.tahun}/{laporan.satker.slug}-{naskah.pk}.pdf", isi)


def _manuscript(naskah: Naskah) -> bytes:
    """The bytes that were read and approved. BelumDapatDisahkan: they are gone, or others."""
    try:
        isi = Path(default_storage.path(naskah.berkas)).read_bytes()
    except OSError:
        isi = b""
    if sha256(isi).hexdigest() != naskah.sha256:
        raise BelumDapatDisahkan(("Berkas naskah tidak lagi seperti yang disiapkan. Siapkan naskah baru.",))
    return isi


def _write(
    laporan: LaporanKinerja, naskah: Naskah, berkas: Berkas, sertifikat: Sertifikat, by: User
) -> Pengesahan:
    """The rows of a signature: the report's state, the proof, the lock of the year, mail and trail."""
    laporan.status = ALUR_LKJ.step(StatusLkj(laporan.status), "sahkan")
    laporan.tanggal, laporan.penandatangan = naskah.tanggal, naskah.penandatangan
    laporan.disahkan_oleh, laporan.disahkan_pada = by, timezone.now()
    laporan.save()
    at("laporan ditandai")
    pengesahan = Pengesahan.objects.create(
        laporan=laporan,
        naskah=naskah,
        berkas=berkas.nama,
        sha256=sha256(berkas.isi).hexdigest(),
        ukuran=len(berkas.isi),
        sertifikat_nama=sertifikat.nama,
    )
    at("bukti ditulis")
    KunciTahun.objects.create(
        satker=laporan.satker,
        tahun=laporan.tahun,
        dasar=f"Laporan Kinerja versi {laporan.versi}",
        oleh=by,
        sejak=laporan.disahkan_pada,
    )
    at("tahun dibekukan")
    tell("disahkan", laporan, by=by)
    record(
        "LKj disahkan",
        laporan,
        by=by,
        satker=laporan.satker,
        data={
            "versi": laporan.versi,
            "sha256": pengesahan.sha256,
            "sidik": naskah.sidik,
            "sertifikat": sertifikat.sidik,
        },
    )
    return pengesahan
