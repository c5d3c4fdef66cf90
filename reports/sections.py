"""The sections of an LKj that people write, in printing order (domain: the LKj document)."""

from collections.abc import Iterable
from dataclasses import dataclass

from agreements.models import PerjanjianKinerja, SasaranKegiatan

DEPAN = (
    ("depan.kata-pengantar", "Kata Pengantar"),
    ("depan.ikhtisar-eksekutif", "Ikhtisar Eksekutif"),
)
BAB_1 = (
    ("bab1.latar-belakang", "Latar Belakang"),
    ("bab1.maksud-tujuan", "Maksud dan Tujuan"),
    ("bab1.dasar-hukum", "Dasar Hukum"),
    ("bab1.kedudukan-tugas-fungsi", "Kedudukan, Tugas, dan Fungsi"),
    ("bab1.struktur-organisasi", "Struktur Organisasi"),
    ("bab1.isu-strategis", "Isu Strategis"),
    ("bab1.sistematika", "Sistematika Penyajian"),
)
BAB_2 = (
    ("bab2.rpjmn", "Arah Kebijakan Nasional"),
    ("bab2.renstra", "Rencana Strategis"),
    ("bab2.perjanjian-kinerja", "Perjanjian Kinerja"),
)
BAB_3_AWAL = (
    ("bab3.pengukuran", "Capaian Kinerja"),
    ("bab3.hasil-pengukuran", "Hasil Pengukuran"),
    ("bab3.realisasi-kegiatan", "Realisasi Anggaran menurut Kegiatan"),
    ("bab3.analisis", "Analisis Capaian Kinerja"),
)
BAB_3_AKHIR = (
    ("bab3.keuangan", "DIPA dan Revisinya"),
    ("bab3.keuangan-program", "Realisasi menurut Program"),
    ("bab3.keuangan-wilayah", "Realisasi menurut Satuan Kerja"),
    ("bab3.efisiensi", "Efisiensi Penggunaan Sumber Daya"),
)
BAB_4 = (
    ("bab4.kesimpulan", "Kesimpulan"),
    ("bab4.langkah", "Langkah ke Depan"),
    ("bab4.saran", "Saran"),
)
LAMPIRAN = (("lampiran.pengantar", "Pengantar Lampiran Perjanjian Kinerja"),)
#: Where the words stand in the document, of those that stand in a section of another key.
PEMUAT = {"lampiran.pengantar": "lampiran.pernyataan"}


@dataclass(frozen=True)
class BagianNarasi:
    """A section that is written: key, title, the chapter it stands in; `sasaran` where it is of one."""

    kunci: str
    judul: str
    bab: str
    sasaran: int | None = None

    @property
    def pemuat(self) -> str:
        """The key of the document's section that holds it."""
        return PEMUAT.get(self.kunci, self.kunci)


def kunci_sasaran(urutan: int) -> str:
    """The key of the section of a sasaran kegiatan."""
    return f"bab3.sasaran-{urutan}"


def bagian_narasi(perjanjian: PerjanjianKinerja) -> tuple[BagianNarasi, ...]:
    """Every section of the LKj that measures a PK. One query."""
    return bagian_menurut(perjanjian.sasaran_kegiatan.all())


def bagian_menurut(sasaran_kegiatan: Iterable[SasaranKegiatan]) -> tuple[BagianNarasi, ...]:
    """The same for the sasaran of a PK that were read."""
    sasaran = tuple(
        BagianNarasi(kunci_sasaran(satu.urutan), satu.uraian, "BAB III", satu.urutan)
        for satu in sasaran_kegiatan
    )
    return (
        *_dalam("Bagian depan", DEPAN),
        *_dalam("BAB I", BAB_1),
        *_dalam("BAB II", BAB_2),
        *_dalam("BAB III", BAB_3_AWAL),
        *sasaran,
        *_dalam("BAB III", BAB_3_AKHIR),
        *_dalam("BAB IV", BAB_4),
        *_dalam("Lampiran", LAMPIRAN),
    )


def _dalam(bab: str, isi: tuple[tuple[str, str], ...]) -> tuple[BagianNarasi, ...]:
    return tuple(BagianNarasi(kunci, judul, bab) for kunci, judul in isi)
