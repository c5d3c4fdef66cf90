"""What beranda shows: big figures, the chart, the state of the year, each with the page it comes from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import can
from budget.display import sampai_bulan
from budget.months import Tempo, tempo_terakhir
from kinerja.angka import persen, rupiah, tanggal
from kinerja.capaian import RataRata
from lkj.queries import Keadaan
from measurements.display import keterangan_predikat, keterangan_rata
from measurements.figures import KinerjaTahunan
from measurements.tasks_queries import unfinished
from ui.charts import Bagan, Garis, Seri, Titik, batang_kelompok

TARGET = Garis("Target", Decimal(100))
TANPA_CAPAIAN = "tidak ada indikator yang terhitung"


@dataclass(frozen=True)
class Angka:
    """One of the big figures: a value or why it is missing, and the page it comes from."""

    label: str
    nilai: str = ""
    kosong: str = ""
    catatan: str = ""
    url: str = ""
    sumber: str = ""
    panjang: bool = False


@dataclass(frozen=True)
class Langkah:
    """One line of the year's state: a state's label, or none yet."""

    nama: str
    status: str
    keterangan: str
    url: str


def ringkasan(satker: Satker, tahun: int, keadaan: Keadaan) -> list[Angka]:
    """Capaian, how many indikator reach their target, serapan, sisa."""
    angka = _capaian(reverse("measurements:capaian", args=[satker.slug, tahun]), tahun, keadaan)
    return angka + _serapan(reverse("budget:satker", args=[satker.slug, tahun]), tahun, keadaan)


def _capaian(url: str, tahun: int, keadaan: Keadaan) -> list[Angka]:
    kinerja = keadaan.kinerja
    if kinerja is None:
        return [Angka("Capaian kinerja", kosong=f"Belum ada Perjanjian Kinerja tahun {tahun}")]
    jumlah = len(kinerja.indikator)
    catatan = f"{kinerja.di_bawah} di bawah target, {kinerja.tidak_terhitung} tidak terhitung"
    memenuhi = Angka(
        "Indikator yang memenuhi target", f"{kinerja.memenuhi} dari {jumlah}", "", catatan, url, "Lihat tabel"
    )
    if kinerja.rata.persen is None:
        return [Angka("Capaian kinerja", kosong="Belum ada capaian yang terhitung", url=url), memenuhi]
    predikat = keterangan_predikat(kinerja)
    keterangan = keterangan_rata(kinerja) + (f" Predikat: {predikat}." if predikat else "")
    nilai = persen(kinerja.rata.persen)
    return [Angka("Capaian kinerja", nilai, "", keterangan, url, "Lihat pengukuran kinerja"), memenuhi]


def _serapan(url: str, tahun: int, keadaan: Keadaan) -> list[Angka]:
    anggaran = keadaan.anggaran
    if anggaran is None:
        return [Angka("Serapan anggaran", kosong=f"Belum ada DIPA tahun {tahun}")]
    serapan = anggaran.serapan
    catatan = f"{rupiah(serapan.realisasi)} dari {rupiah(serapan.pagu)}, {sampai_bulan(anggaran)}"
    if serapan.persen is None:
        return [Angka("Serapan anggaran", kosong="Pagu bernilai nol", catatan=catatan, url=url)]
    return [
        Angka("Serapan anggaran", persen(serapan.persen), "", catatan, url, "Lihat rincian anggaran"),
        Angka(
            "Sisa anggaran",
            rupiah(serapan.sisa),
            "",
            f"{persen(serapan.persen_sisa)} dari pagu",
            url,
            "Lihat rincian anggaran",
            panjang=True,
        ),
    ]


def bagan_sasaran(kinerja: KinerjaTahunan) -> SafeString | None:
    """The mean of each sasaran this year and last against 100; None for a PK without sasaran."""
    if not kinerja.sasaran:
        return None
    tahun = kinerja.perjanjian.tahun
    isi = Bagan(
        id="bagan-sasaran",
        judul=f"Capaian per sasaran kegiatan tahun {tahun}",
        uraian=f"Rata-rata capaian tiap sasaran pada tahun {tahun} dan {tahun - 1}, dengan target 100%.",
        kategori=tuple(f"{satu.sasaran.urutan}. {satu.sasaran.uraian}" for satu in kinerja.sasaran),
        seri=(
            Seri(f"Tahun {tahun}", tuple(_titik(satu.rata) for satu in kinerja.sasaran)),
            Seri(f"Tahun {tahun - 1}", tuple(_titik(satu.rata_lalu) for satu in kinerja.sasaran)),
        ),
        garis=TARGET,
    )
    return batang_kelompok(isi)


def _titik(rata: RataRata) -> Titik:
    return Titik(rata.persen, "" if rata.persen is not None else TANPA_CAPAIAN)


@dataclass(frozen=True)
class Peringatan:
    """Something that does not fit, and the page on which it is mended."""

    kalimat: str
    url: str
    label: str


def tugas_pengisian(user: User, hari: date) -> Peringatan | None:
    """What the person still has to enter or to answer in the quarters that are open, and by when."""
    belum = unfinished(user, hari)
    if not belum:
        return None
    satu = belum[0]
    kalimat = (
        f"{len(belum)} isian menunggu Anda; tenggat terdekat {tanggal(satu.tenggat)}"
        f" ({satu.triwulan} Tahun {satu.tahun})."
    )
    return Peringatan(kalimat, reverse("tugas"), "Buka Tugas saya")


def beda_anggaran(satker: Satker, keadaan: Keadaan, user: User) -> Peringatan | None:
    """A PK that promises another sum than its DIPA; who composes is offered the change."""
    if not keadaan.beda_anggaran:
        return None
    pk = keadaan.perjanjian
    kalimat = (
        f"Anggaran dalam Perjanjian Kinerja {rupiah(keadaan.anggaran_pk)}, sedangkan pagu DIPA yang berlaku "
        f"{rupiah(keadaan.anggaran.serapan.pagu)}. Perubahan anggaran dicatat dengan Perjanjian Kinerja "
        "Perubahan."
    )
    if can(user, Permission.COMPOSE_AGREEMENT, satker):
        alamat = reverse("agreements:pk_perubahan", args=[pk.pk])
        return Peringatan(kalimat, f"{alamat}?jenis=anggaran", "Mulai perubahan")
    alamat = reverse("agreements:pk", args=[satker.slug, pk.tahun])
    return Peringatan(kalimat, alamat, "Lihat Perjanjian Kinerja")


def daftar_keadaan(satker: Satker, tahun: int, keadaan: Keadaan, hari: date) -> list[Langkah]:
    """How far the year has come on a day, from the promise to the report."""
    tempat = [satker.slug, tahun]
    return [
        _perjanjian(keadaan, reverse("agreements:pk", args=tempat)),
        _realisasi(keadaan, reverse("measurements:capaian", args=tempat)),
        _anggaran(keadaan, reverse("budget:satker", args=tempat), tempo_terakhir(tahun, hari)),
        _laporan(keadaan, reverse("reports:lkj", args=tempat)),
    ]


def _perjanjian(keadaan: Keadaan, url: str) -> Langkah:
    pk = keadaan.perjanjian
    if pk is None:
        return Langkah("Perjanjian Kinerja", "", "Belum disusun.", "")
    pada = f" tertanggal {tanggal(pk.tanggal)}" if pk.tanggal else ""
    return Langkah("Perjanjian Kinerja", pk.get_status_display(), f"Versi {pk.versi}{pada}.", url)


def _realisasi(keadaan: Keadaan, url: str) -> Langkah:
    if keadaan.kinerja is None:
        return Langkah("Realisasi kinerja", "", "Belum ada indikator.", "")
    indikator = keadaan.kinerja.indikator
    selesai = sum(satu.terverifikasi for satu in indikator)
    if indikator and selesai == len(indikator):
        status = "Terverifikasi"
    else:
        status = "Diproses" if any(satu.realisasi for satu in indikator) else "Belum dimulai"
    return Langkah(
        "Realisasi kinerja", status, f"{selesai} dari {len(indikator)} indikator terverifikasi.", url
    )


def _anggaran(keadaan: Keadaan, url: str, tempo: Tempo | None) -> Langkah:
    """tempo: the last month of which the realisasi ought to be there."""
    anggaran = keadaan.anggaran
    if anggaran is None:
        return Langkah("DIPA dan realisasi anggaran", "", "Belum ada DIPA.", "")
    revisi = "DIPA awal" if anggaran.nomor_revisi == 0 else f"Revisi ke-{anggaran.nomor_revisi}"
    sampai = f"Realisasi {sampai_bulan(anggaran)}." if anggaran.bulan else "Belum ada realisasi."
    if tempo and (anggaran.bulan or 0) < tempo.bulan:
        sampai += f" Realisasi {tempo} belum diunggah."
    return Langkah("DIPA dan realisasi anggaran", revisi, sampai, url)


def _laporan(keadaan: Keadaan, url: str) -> Langkah:
    laporan = keadaan.laporan
    if laporan is None:
        return Langkah("Laporan Kinerja", "", "Belum disusun.", "")
    pada = f" tertanggal {tanggal(laporan.tanggal)}" if laporan.tanggal else ""
    return Langkah("Laporan Kinerja", laporan.get_status_display(), f"Versi {laporan.versi}{pada}.", url)
