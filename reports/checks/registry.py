"""Every kind of contradiction by its code, what it is in words, and the functions that find it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reports.checks import celah, hitungan, isian, jumlah, kata, kelengkapan, pecahan, tabel
from reports.checks.data import Data
from reports.checks.naskah import BagianNaskah
from reports.checks.tabel import Kisi
from reports.checks.temuan import Temuan
from reports.queries import BahanLkj

PerBagian = Callable[[BagianNaskah, Data], Iterable[Temuan]]
PerTabel = Callable[[Kisi], Iterable[Temuan]]
PerBahan = Callable[[BahanLkj], Iterable[Temuan]]
PerNaskah = Callable[[Sequence[BagianNaskah], BahanLkj], Iterable[Temuan]]


@dataclass(frozen=True)
class Pemeriksaan:
    """One code; its functions look at one section, one typed table, the material, or all sections."""

    kode: str
    hal: str
    bagian: tuple[PerBagian, ...] = ()
    tabel: tuple[PerTabel, ...] = ()
    bahan: tuple[PerBahan, ...] = ()
    naskah: tuple[PerNaskah, ...] = ()


#: Every code that there is: what contradicts (domain.md §6), then what is missing or would print broken.
PEMERIKSAAN = (
    Pemeriksaan("HITUNG-SASARAN", "Jumlah sasaran dalam teks", (jumlah.hitung_sasaran,)),
    Pemeriksaan("HITUNG-INDIKATOR", "Jumlah indikator dalam teks", (jumlah.hitung_indikator,)),
    Pemeriksaan("CAPAIAN-BEDA", "Capaian keseluruhan", (hitungan.capaian_beda,)),
    Pemeriksaan("ANGKA-NARASI", "Angka yang diketik dalam teks", (hitungan.angka_narasi,)),
    Pemeriksaan(
        "REALISASI-KOSONG", "Realisasi atau analisis yang belum ada", bahan=(isian.realisasi_kosong,)
    ),
    Pemeriksaan("KOMPONEN-BEDA", "Realisasi terhadap komponennya", bahan=(isian.komponen_beda,)),
    Pemeriksaan("RASIO-ASING", "Pembilang dan penyebut komponen lain", (pecahan.rasio_asing,)),
    Pemeriksaan("JUMLAH-ANAK", "Jumlah dalam tabel", tabel=(tabel.jumlah_anak,)),
    Pemeriksaan("SISA-BEDA", "Sisa anggaran dalam tabel", tabel=(tabel.sisa_beda,)),
    Pemeriksaan("PERSEN-BEDA", "Persentase hasil hitung", (pecahan.persen_pecahan,), (tabel.persen_beda,)),
    Pemeriksaan(
        "LEBIH-PAGU", "Realisasi di atas pagu", tabel=(tabel.lebih_pagu,), bahan=(isian.lebih_pagu_dipa,)
    ),
    Pemeriksaan(
        "SEL-RUSAK", "Sel tabel yang tidak terbaca", tabel=(tabel.sel_rusak,), bahan=(isian.tabel_rusak,)
    ),
    Pemeriksaan("PK-DIPA", "Anggaran Perjanjian Kinerja terhadap DIPA", bahan=(isian.pk_dipa,)),
    Pemeriksaan("NAMA-BEDA", "Nama sasaran dan indikator", (kata.nama_beda,)),
    Pemeriksaan(
        "SATUAN-CAMPUR", "Satuan yang dibandingkan", tabel=(tabel.satuan_campur,), bahan=(isian.satuan_acuan,)
    ),
    Pemeriksaan("SALIN-TEMPEL", "Teks yang disalin", naskah=(kata.salin_tempel,)),
    Pemeriksaan("SAMA-TAHUN-LALU", "Nilai sama dengan tahun lalu", bahan=(isian.sama_tahun_lalu,)),
    Pemeriksaan("TERBILANG-BEDA", "Angka dan terbilangnya", (hitungan.terbilang_beda,)),
    Pemeriksaan("PERATURAN-BEDA", "Penulisan peraturan", (kata.peraturan_beda,)),
    Pemeriksaan("DATA-PRIBADI", "Data pribadi", (kata.data_pribadi,)),
    Pemeriksaan("TAHUN-SALAH", "Tahun dalam judul", (kata.tahun_salah,)),
    Pemeriksaan("BUKTI-KOSONG", "Bukti dukung", bahan=(isian.bukti_kosong,)),
    Pemeriksaan("BAGIAN-KOSONG", "Bagian yang belum berisi", (celah.bagian_kosong,)),
    Pemeriksaan("ISI-KURANG", "Isi wajib BAB III", bahan=(kelengkapan.isi_kurang,)),
    Pemeriksaan("REVIU-USANG", "Reviu atas teks yang lama", (celah.reviu_usang,)),
    Pemeriksaan("BELUM-DITINJAU", "Yang dibawa dari tahun lalu", bahan=(isian.belum_ditinjau,)),
    Pemeriksaan("CETAK-RUSAK", "Yang akan tercetak rusak", (celah.cetak_rusak,)),
)
HAL = {satu.kode: satu.hal for satu in PEMERIKSAAN}
