"""Everything that can be put into the words of a report, with today's value: what the picker offers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.document import Dokumen
from reports.figures import Figur
from reports.labels import sebutan
from reports.queries import BahanLkj

CARA = {"": "", "angka": "angka saja", "terbilang": "dengan huruf"}


@dataclass(frozen=True)
class Pilihan:
    """One choice. jenis: "angka" (kunci is its token), "tabel" or "gambar" (kunci is "tabel:KEY").

    Those that follow each other with one label are one figure in its ways of writing, each named by `cara`;
    `rinci` is the name of the sasaran, indikator or budget line; `kata` is what else it is looked for by.
    """

    jenis: str
    kunci: str
    teks: str
    label: str
    asal: str = ""
    url: str = ""
    cara: str = ""
    rinci: str = ""
    kata: str = ""


def pilihan_angka(bahan: BahanLkj, figur: Figur) -> list[Pilihan]:
    """Every figure in each way that it can be written, those first that reports name most."""
    teks = dict(figur)
    kunci = sorted([*teks, *_kunci_tabel(bahan)], key=_urutan)
    return [satu for nama in kunci for satu in _cara(figur, nama, teks)]


def pilihan_rujukan(dokumen: Dokumen) -> list[Pilihan]:
    """The numbered tables and pictures of the report, to be referred to."""
    return [
        Pilihan(
            "angka", f"nomor.{jenis}.{satu.kunci}", satu.nomor, f"Nomor {jenis}: {satu.judul}", "Laporan ini"
        )
        for jenis, daftar in (("tabel", dokumen.daftar_tabel), ("gambar", dokumen.daftar_gambar))
        for satu in daftar
    ]


def pilihan_tempat(bahan: BahanLkj) -> list[Pilihan]:
    """The supporting tables and the pictures, to be placed."""
    gambar = [
        Pilihan("gambar", f"gambar:{kunci}", satu.judul, "Gambar", satu.alt, satu.get_absolute_url())
        for kunci, satu in bahan.gambar.items()
    ]
    ketik = [
        Pilihan(
            "tabel", f"tabel:{kunci}", tabel.judul, f"Tabel pendukung {kunci}", f"{len(tabel.baris)} baris"
        )
        for kunci, (_, tabel) in bahan.tabel.items()
    ]
    return [
        *gambar,
        *ketik,
        *(
            Pilihan("tabel", f"tabel:{kunci}", satu.judul, f"Tabel pendukung {kunci}", "mengikuti data")
            for kunci, (_, satu) in bahan.tautan.items()
        ),
    ]


def _urutan(kunci: str) -> tuple[int, list[tuple[int, str]]]:
    """By the table of labels, then by the numbers in the key: indikator 2 stands before indikator 10."""
    return sebutan(kunci).urutan, [(int(satu or 0), lain) for lain, satu in re.findall(r"(\D+)(\d*)", kunci)]


def _cara(figur: Figur, kunci: str, teks: dict[str, str]) -> Iterator[Pilihan]:
    """The ways of writing a figure that differ: as it is, digits alone, words alone."""
    disebut, terlihat = sebutan(kunci), set[str]()
    for cara, nama in CARA.items():
        try:
            angka = figur.angka(kunci, cara)
        except KeyError:
            continue
        if angka.isi not in terlihat:
            terlihat.add(angka.isi)
            rinci = teks.get(disebut.nama, "") if disebut.nama != kunci else ""
            token = f"{kunci}|{cara}" if cara else kunci
            yield Pilihan(
                "angka", token, angka.isi, disebut.label, angka.asal, angka.url, nama, rinci, disebut.kata
            )


def _kunci_tabel(bahan: BahanLkj) -> Iterator[str]:
    """What can be computed from each supporting table: its rows, and the sum or mean of a column."""
    for kunci, (_, tabel) in bahan.tabel.items():
        yield f"tabel.{kunci}.jumlah_baris"
        for kolom in tabel.kolom:
            if kolom.angka:
                yield f"tabel.{kunci}.jumlah.{kolom.kunci}"


def cari(semua: list[Pilihan], dicari: str) -> list[Pilihan]:
    """The choices that hold every word that is looked for, by what is shown of them, their key and kata."""
    kata = dicari.lower().split()
    return [satu for satu in semua if all(k in _dicari(satu) for k in kata)]


def _dicari(satu: Pilihan) -> str:
    isi = (satu.kunci, satu.label, satu.cara, satu.rinci, satu.kata, satu.asal, satu.teks)
    return " ".join(isi).lower()
