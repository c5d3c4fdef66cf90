"""Renstra down to IKU; the Perjanjian Kinerja down to targets per triwulan; the rules of a year."""

from agreements.models.dasar import TAHUN_VALIDATORS, Edited, angka_field
from agreements.models.indikator import (
    Indikator,
    KegiatanPendukung,
    SasaranKegiatan,
    TargetTriwulan,
    Turunan,
)
from agreements.models.keputusan_iku import KeputusanIKU, LampiranIKU
from agreements.models.perjanjian import (
    SEJAK,
    AnggaranProgram,
    PengembalianPK,
    PerjanjianKinerja,
    Pertimbangan,
    PindaianPK,
)
from agreements.models.renstra import (
    IKU,
    Misi,
    Renstra,
    SasaranStrategis,
    SasaranStrategisQuerySet,
    TargetIKU,
    Tujuan,
)
from agreements.models.tahun import KunciTahun, PredikatCapaian, SkalaNilai, TahunKinerja

__all__ = [
    "IKU",
    "SEJAK",
    "TAHUN_VALIDATORS",
    "AnggaranProgram",
    "Edited",
    "Indikator",
    "KegiatanPendukung",
    "KeputusanIKU",
    "KunciTahun",
    "LampiranIKU",
    "Misi",
    "PengembalianPK",
    "PerjanjianKinerja",
    "Pertimbangan",
    "PindaianPK",
    "PredikatCapaian",
    "Renstra",
    "SasaranKegiatan",
    "SasaranStrategis",
    "SasaranStrategisQuerySet",
    "SkalaNilai",
    "TahunKinerja",
    "TargetIKU",
    "TargetTriwulan",
    "Tujuan",
    "Turunan",
    "angka_field",
]
