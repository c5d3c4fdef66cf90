"""What was reached: realisasi with its evidence, what stands beside it, when it is entered, what is typed."""

from measurements.models.bukti import BuktiDukung, BuktiDukungQuerySet
from measurements.models.draf import Draf, DrafDasar, DrafTabel
from measurements.models.jadwal import JadwalTriwulan, Pengecualian
from measurements.models.komentar import Komentar, Pengembalian
from measurements.models.pendukung import CapaianLalu, TabelPendukung
from measurements.models.realisasi import Analisis, JawabanSatker, Komponen, Realisasi, RealisasiQuerySet

__all__ = [
    "Analisis",
    "BuktiDukung",
    "BuktiDukungQuerySet",
    "CapaianLalu",
    "Draf",
    "DrafDasar",
    "DrafTabel",
    "JadwalTriwulan",
    "JawabanSatker",
    "Komentar",
    "Komponen",
    "Pengecualian",
    "Pengembalian",
    "Realisasi",
    "RealisasiQuerySet",
    "TabelPendukung",
]
