"""The LKj as one tree of frozen values: what the preview shows, the PDF prints and a signature freezes.

Inline: Teks, Angka, Rujukan. Blocks: Paragraf, Daftar, Subjudul, Tabel, Gambar, Foto, Rumus, Celah,
Identitas, TandaTangan, LembarPengesahan, BaganOrganisasi. A Bagian holds blocks and Bagian; a Dokumen holds
the parts of the report.
"""

from reports.document.blok import (
    BaganOrganisasi,
    Blok,
    Celah,
    Daftar,
    Foto,
    Gambar,
    Identitas,
    Kotak,
    LembarPengesahan,
    Paragraf,
    Penanda,
    Rumus,
    Subjudul,
    TandaTangan,
)
from reports.document.dokumen import (
    Bab,
    Bagian,
    Dokumen,
    Entri,
    bagian_berkunci,
    bagian_dokumen,
    blok_bagian,
    blok_dokumen,
)
from reports.document.kalimat import Angka, BlokDasar, Inline, Kalimat, Rujukan, Teks
from reports.document.tabel import Baris, Kolom, Orientasi, Rata, Sel, Tabel

__all__ = [
    "Angka",
    "Bab",
    "BaganOrganisasi",
    "Bagian",
    "Baris",
    "Blok",
    "BlokDasar",
    "Celah",
    "Daftar",
    "Dokumen",
    "Entri",
    "Foto",
    "Gambar",
    "Identitas",
    "Inline",
    "Kalimat",
    "Kolom",
    "Kotak",
    "LembarPengesahan",
    "Orientasi",
    "Paragraf",
    "Penanda",
    "Rata",
    "Rujukan",
    "Rumus",
    "Sel",
    "Subjudul",
    "Tabel",
    "TandaTangan",
    "Teks",
    "bagian_berkunci",
    "bagian_dokumen",
    "blok_bagian",
    "blok_dokumen",
]
