"""A decree on IKU as it is read and printed: its parts with their marks; and the wording that is offered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_lowercase

from accounts.models import Satker
from agreements.models import KeputusanIKU, LampiranIKU
from kinerja.angka import tanggal
from ui.words import terbilang


@dataclass(frozen=True)
class Butir:
    """One item of a list: its mark (`a.`, `1.`, `KESATU`), its text, its details with marks of their own."""

    tanda: str
    teks: str
    rincian: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class KelompokSasaran:
    """The rows of the Lampiran under one sasaran strategis."""

    sasaran: str
    baris: tuple[LampiranIKU, ...]


@dataclass(frozen=True)
class KelompokTujuan:
    """The rows under one tujuan, and how many they are."""

    nomor: int
    tujuan: str
    sasaran: tuple[KelompokSasaran, ...]

    @property
    def tinggi(self) -> int:
        """Rows that the tujuan spans."""
        return sum(len(satu.baris) for satu in self.sasaran)


@dataclass(frozen=True)
class NaskahIKU:
    """The whole decree, ready for page and PDF."""

    keputusan: KeputusanIKU
    satker: Satker
    tanggal: str
    menimbang: tuple[Butir, ...]
    mengingat: tuple[Butir, ...]
    memutuskan: tuple[Butir, ...]
    lampiran: tuple[KelompokTujuan, ...]


def naskah(keputusan: KeputusanIKU) -> NaskahIKU:
    """Read a decree with its Lampiran, in one query."""
    return NaskahIKU(
        keputusan,
        keputusan.satker,
        tanggal(keputusan.tanggal),
        butir(keputusan.menimbang, _huruf),
        butir(keputusan.mengingat, _angka),
        butir(keputusan.memutuskan, diktum),
        kelompok(keputusan.lampiran.all()),
    )


def butir(teks: str, tanda: Callable[[int], str]) -> tuple[Butir, ...]:
    """The items of a list, one a line; a line that begins with "- " is a detail of the item before it."""
    isi: list[tuple[str, list[str]]] = []
    for baris in (satu.strip() for satu in teks.splitlines()):
        if baris.startswith("- ") and isi:
            isi[-1][1].append(baris.removeprefix("- ").strip())
        elif baris:
            isi.append((baris.removeprefix("- ").strip(), []))
    return tuple(
        Butir(tanda(nomor), satu, tuple((_huruf(ke), sub) for ke, sub in enumerate(rincian, start=1)))
        for nomor, (satu, rincian) in enumerate(isi, start=1)
    )


def kelompok(lampiran: Sequence[LampiranIKU]) -> tuple[KelompokTujuan, ...]:
    """The rows of the Lampiran in order, by tujuan and sasaran strategis."""
    return tuple(
        KelompokTujuan(
            nomor,
            tujuan,
            tuple(
                KelompokSasaran(sasaran, tuple(baris))
                for sasaran, baris in groupby(isi, key=lambda satu: satu.sasaran_strategis)
            ),
        )
        for nomor, (tujuan, isi) in enumerate(groupby(lampiran, key=lambda satu: satu.tujuan), start=1)
    )


def diktum(nomor: int) -> str:
    """How a decision is called: KESATU, KEDUA, … KESEBELAS."""
    return f"KE{terbilang(nomor).upper()}"


def _huruf(nomor: int) -> str:
    """a. to z., then aa., ab. and so on."""
    depan = "" if nomor <= 26 else ascii_lowercase[(nomor - 1) // 26 - 1]
    return f"{depan}{ascii_lowercase[(nomor - 1) % 26]}."


def _angka(nomor: int) -> str:
    return f"{nomor}."


def judul_usulan(satker: Satker, tahun: int) -> str:
    """The title that such a decree bears."""
    return f"Penetapan Indikator Kinerja Utama Tahun {tahun} di Lingkungan {satker.nama_panjang}"


def usulan(satker: Satker) -> dict[str, str]:
    """A first wording, to be changed: our own sentences, and the regulations that such a decree rests on."""
    siapa = satker.nama_panjang
    return {
        "menimbang": "\n".join(
            [
                f"bahwa keberhasilan tujuan dan sasaran strategis {siapa} perlu diukur dengan indikator "
                "yang jelas, dapat dihitung, dan dipakai secara tetap;",
                "bahwa indikator kinerja utama menjadi dasar perencanaan, perjanjian kinerja, pengukuran, "
                "dan pelaporan kinerja satuan kerja;",
                "bahwa berdasarkan pertimbangan dalam huruf a dan huruf b, indikator kinerja utama perlu "
                f"ditetapkan dengan Keputusan {siapa};",
            ]
        ),
        "mengingat": "\n".join(
            [
                "Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum;",
                "Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Keuangan dan Kinerja Instansi "
                "Pemerintah;",
                "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi "
                "Pemerintah;",
                "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014 "
                "tentang Petunjuk Teknis Perjanjian Kinerja, Pelaporan Kinerja dan Tata Cara Reviu atas "
                "Laporan Kinerja Instansi Pemerintah;",
                "Peraturan Komisi Pemilihan Umum Nomor 14 Tahun 2020 tentang Tugas, Fungsi, Susunan "
                "Organisasi, dan Tata Kerja Sekretariat Jenderal Komisi Pemilihan Umum, Sekretariat Komisi "
                "Pemilihan Umum Provinsi, dan Sekretariat Komisi Pemilihan Umum Kabupaten/Kota;",
            ]
        ),
        "memutuskan": "\n".join(
            [
                f"Indikator kinerja utama {siapa} ditetapkan sebagaimana termuat dalam Lampiran, yang "
                "menjadi satu kesatuan dengan Keputusan ini.",
                "Indikator kinerja utama digunakan untuk menyusun:",
                "- rencana strategis dan rencana kinerja tahunan;",
                "- rencana kerja dan anggaran;",
                "- perjanjian kinerja dan rencana aksi; dan",
                "- laporan kinerja beserta evaluasinya.",
                "Sekretaris mengukur capaian indikator kinerja utama dan melaporkannya kepada Ketua.",
                "Keputusan ini berlaku sejak tanggal ditetapkan; kekeliruan di dalamnya diperbaiki dengan "
                "keputusan baru.",
            ]
        ),
    }
