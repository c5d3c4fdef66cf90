"""The checklist of a reviu as data: aspects, statements of our own, and which the application answers itself.

Not verified: the wording and number of the items in the regulation on the reviu of performance reports were
not checked (domain: n/v). Each item says so on the page; the list can be changed here alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from agreements.states import StatusPK
from importing.findings import Severity
from reports.checks.temuan import Temuan
from reports.queries import BahanLkj


class Aspek(StrEnum):
    """What a reviu looks at."""

    FORMAT = "Format"
    MEKANISME = "Mekanisme penyusunan"
    SUBSTANSI = "Substansi"


@dataclass(frozen=True)
class Keadaan:
    """What the application can tell of an item: whether it is met, and by what."""

    terpenuhi: bool
    keterangan: str


Penilai = Callable[[BahanLkj, tuple[Temuan, ...]], Keadaan]


@dataclass(frozen=True)
class ButirReviu:
    """One statement; `penilai` answers it from the data, None leaves it to the Pereviu."""

    kunci: str
    aspek: Aspek
    pernyataan: str
    penilai: Penilai | None = None


def _tanpa(*kode: str, tingkat: Iterable[Severity] = (Severity.ERROR, Severity.WARNING)) -> Penilai:
    """Met when the checker has no finding of these codes."""

    def nilai(bahan: BahanLkj, temuan: tuple[Temuan, ...]) -> Keadaan:
        milik = [satu for satu in temuan if satu.kode in kode and satu.tingkat in tingkat]
        return Keadaan(
            not milik, f"{len(milik)} temuan pemeriksaan" if milik else "Tidak ada temuan pemeriksaan"
        )

    return nilai


def _semua(hal: str, ada: Callable[[BahanLkj], list[bool]]) -> Penilai:
    """Met when every one of a list is there."""

    def nilai(bahan: BahanLkj, temuan: tuple[Temuan, ...]) -> Keadaan:
        isi = ada(bahan)
        return Keadaan(bool(isi) and all(isi), f"{sum(isi)} dari {len(isi)} {hal}")

    return nilai


def _berisi(*kunci: str) -> Penilai:
    """Met when the sections have words."""
    return _semua("bagian berisi", lambda bahan: [bool(bahan.narasi.get(satu, "").strip()) for satu in kunci])


def _identitas(bahan: BahanLkj) -> list[bool]:
    laporan = bahan.laporan
    return [bool(laporan.tempat), laporan.tanggal is not None, laporan.penandatangan is not None]


def _pk(bahan: BahanLkj) -> list[bool]:
    return [bahan.laporan.perjanjian.status in (StatusPK.DITETAPKAN, StatusPK.DIGANTIKAN)]


BUTIR = (
    ButirReviu(
        "format-identitas",
        Aspek.FORMAT,
        "Tempat, tanggal, dan penandatangan laporan telah ditetapkan.",
        _semua("keterangan identitas", _identitas),
    ),
    ButirReviu(
        "format-susunan",
        Aspek.FORMAT,
        "Bagian pembuka dan penutup laporan telah ditulis.",
        _berisi(
            "depan.kata-pengantar",
            "depan.ikhtisar-eksekutif",
            "bab1.latar-belakang",
            "bab4.kesimpulan",
            "bab4.langkah",
        ),
    ),
    ButirReviu(
        "format-perjanjian",
        Aspek.FORMAT,
        "Perjanjian Kinerja yang dilampirkan telah disepakati kedua pihak.",
        _semua("Perjanjian Kinerja ditetapkan", _pk),
    ),
    ButirReviu(
        "format-judul",
        Aspek.FORMAT,
        "Judul bagian dan tabel menyebut tahun yang dilaporkan.",
        _tanpa("TAHUN-SALAH"),
    ),
    ButirReviu(
        "format-pribadi", Aspek.FORMAT, "Laporan tidak memuat data pribadi pegawai.", _tanpa("DATA-PRIBADI")
    ),
    ButirReviu("format-bahasa", Aspek.FORMAT, "Laporan mudah dibaca dan bahasanya baku."),
    ButirReviu(
        "mekanisme-penanggung-jawab",
        Aspek.MEKANISME,
        "Setiap indikator memiliki bagian penanggung jawab.",
        _semua(
            "indikator berpenanggung jawab",
            lambda b: [f.indikator.penanggung_jawab_id is not None for f in b.kinerja.indikator],
        ),
    ),
    ButirReviu(
        "mekanisme-verifikasi",
        Aspek.MEKANISME,
        "Setiap realisasi telah diverifikasi oleh orang yang bukan pengisinya.",
        _semua("indikator terverifikasi", lambda b: [f.terverifikasi for f in b.kinerja.indikator]),
    ),
    ButirReviu(
        "mekanisme-bukti", Aspek.MEKANISME, "Setiap realisasi didukung bukti.", _tanpa("BUKTI-KOSONG")
    ),
    ButirReviu(
        "mekanisme-pengumpulan",
        Aspek.MEKANISME,
        "Data dikumpulkan dari unit yang mengerjakannya dan dapat ditelusuri asalnya.",
    ),
    ButirReviu(
        "mekanisme-waktu", Aspek.MEKANISME, "Laporan disusun dan disampaikan dalam waktu yang ditentukan."
    ),
    ButirReviu(
        "substansi-nama",
        Aspek.SUBSTANSI,
        "Sasaran dan indikator sama dengan yang diperjanjikan.",
        _tanpa("NAMA-BEDA", "HITUNG-SASARAN", "HITUNG-INDIKATOR"),
    ),
    ButirReviu(
        "substansi-selaras",
        Aspek.SUBSTANSI,
        "Setiap sasaran kegiatan terhubung dengan sasaran strategis Renstra.",
        _semua(
            "sasaran terhubung",
            lambda b: [s.sasaran.sasaran_strategis_id is not None for s in b.kinerja.sasaran],
        ),
    ),
    ButirReviu(
        "substansi-realisasi",
        Aspek.SUBSTANSI,
        "Setiap indikator memiliki realisasi beserta uraian penyebab dan upayanya.",
        _tanpa("REALISASI-KOSONG"),
    ),
    ButirReviu(
        "substansi-angka",
        Aspek.SUBSTANSI,
        "Angka dalam teks dan tabel sesuai dengan data.",
        _tanpa(
            "CAPAIAN-BEDA",
            "ANGKA-NARASI",
            "KOMPONEN-BEDA",
            "RASIO-ASING",
            "JUMLAH-ANAK",
            "SISA-BEDA",
            "PERSEN-BEDA",
            "SEL-RUSAK",
            "TERBILANG-BEDA",
            "SATUAN-CAMPUR",
        ),
    ),
    ButirReviu(
        "substansi-tahun-lalu",
        Aspek.SUBSTANSI,
        "Capaian dibandingkan dengan tahun sebelumnya.",
        _semua("indikator memiliki pembanding", lambda b: [f.lalu is not None for f in b.kinerja.indikator]),
    ),
    ButirReviu(
        "substansi-renstra",
        Aspek.SUBSTANSI,
        "Capaian dibandingkan dengan target jangka menengah.",
        _semua(
            "indikator memiliki target Renstra",
            lambda b: [f.target_renstra is not None for f in b.kinerja.indikator],
        ),
    ),
    ButirReviu(
        "substansi-anggaran",
        Aspek.SUBSTANSI,
        "Anggaran yang diperjanjikan sesuai dengan DIPA.",
        _tanpa("PK-DIPA"),
    ),
    ButirReviu(
        "substansi-ukuran",
        Aspek.SUBSTANSI,
        "Indikator mengukur sasarannya dan cara menghitungnya dapat diulang.",
    ),
    ButirReviu(
        "substansi-tindak-lanjut",
        Aspek.SUBSTANSI,
        "Rekomendasi menjawab hambatan yang diuraikan dan dapat ditindaklanjuti.",
    ),
)
PER_KUNCI = {satu.kunci: satu for satu in BUTIR}
