"""The Laporan Kinerja: its row, what is written, answered and printed for it."""

from reports.models.cetakan import Cetakan, Kunjungan, Naskah, Pengesahan
from reports.models.laporan import LaporanKinerja, Peraturan
from reports.models.narasi import DrafNarasi, GambarNarasi, Narasi, VersiNarasi
from reports.models.pemeriksaan import AlasanTemuan, JawabanReviu, Reviu

__all__ = [
    "AlasanTemuan",
    "Cetakan",
    "DrafNarasi",
    "GambarNarasi",
    "JawabanReviu",
    "Kunjungan",
    "LaporanKinerja",
    "Narasi",
    "Naskah",
    "Pengesahan",
    "Peraturan",
    "Reviu",
    "VersiNarasi",
]
