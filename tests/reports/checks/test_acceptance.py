"""The report of 2023 with its contradictions yields every code, each at its place, and nothing else."""

from collections import Counter

import pytest

from reports.checks.registry import HAL

pytestmark = pytest.mark.django_db

NAMA_SASARAN_1 = "Meningkatnya akuntabilitas keuangan KPU Provinsi Lampung"
NAMA_INDIKATOR_1 = (
    "Persentase tersusunnya laporan pertanggungjawaban penggunaan anggaran di KPU Provinsi dan KPU "
    "Kabupaten/Kota se-Provinsi Lampung"
)
TERBILANG_SALAH = (
    "tiga miliar empat ratus tujuh puluh delapan juta tiga ratus delapan puluh tujuh ratus empat puluh "
    "tujuh rupiah"
)
TERBILANG_BENAR = (
    "tiga miliar empat ratus tujuh puluh delapan juta tiga ratus delapan ribu tujuh ratus empat puluh tujuh"
)
JUKNIS = "Keputusan KPU Nomor 5/PR.03-1-Kpt/03/KPU/II/2018"
JUKNIS_RESMI = "Keputusan Komisi Pemilihan Umum Nomor 5/PR.03-1-Kpt/03/KPU/I/2018"
KEGIATAN, SATKER = "BAB III A.2, Tabel 3.2", "BAB III C.3, Tabel 3.41"
TANPA_BUKTI = ("", "bukti dukung Triwulan IV")
#: No national standard is entered; the indikator of the Renstra is the seventh.
SEMUA_INDIKATOR = "Indikator 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14"
TANPA_RENSTRA = SEMUA_INDIKATOR.replace(" 7,", "")
#: Code, gravity, place, what is written, what is expected.
SEMUA = [
    ("HITUNG-SASARAN", "kesalahan", "Ikhtisar Eksekutif, paragraf 1", "3 (tiga)", "4 (empat)"),
    ("HITUNG-INDIKATOR", "kesalahan", "Ikhtisar Eksekutif, paragraf 1", "10 (sepuluh)", "14 (empat belas)"),
    ("PERATURAN-BEDA", "peringatan", "BAB I C, paragraf 1", JUKNIS, JUKNIS_RESMI),
    ("SALIN-TEMPEL", "peringatan", "BAB I F, paragraf 1", "", ""),
    ("PK-DIPA", "peringatan", "Perjanjian Kinerja", "Rp26.869.199.000", "Rp50.342.000.000"),
    ("CAPAIAN-BEDA", "kesalahan", "BAB III A.1, paragraf 3", "100%", "99,33%"),
    ("JUMLAH-ANAK", "kesalahan", f"{KEGIATAN}, baris 1, kolom Pagu", "225,374,000", "215.045.700"),
    ("PERSEN-BEDA", "kesalahan", f"{KEGIATAN}, baris 4, kolom %", "99,20%", "112,11%"),
    ("SEL-RUSAK", "kesalahan", f"{KEGIATAN}, baris 6, kolom Pagu", "526,177,00", ""),
    ("SEL-RUSAK", "kesalahan", f"{KEGIATAN}, baris 7, kolom Realisasi", "99.72 %", ""),
    ("LEBIH-PAGU", "peringatan", f"{KEGIATAN}, baris 4, kolom Realisasi", "88,997,800",
     "paling banyak 79.386.700"),
    ("TAHUN-SALAH", "peringatan", "BAB III A.2, judul Tabel 3.2", "2022", "2023"),
    ("ISI-KURANG", "peringatan", TANPA_RENSTRA, "", ""),
    ("ISI-KURANG", "peringatan", "Indikator 10", "", ""),
    ("ISI-KURANG", "catatan", SEMUA_INDIKATOR, "", ""),
    ("ISI-KURANG", "catatan", "Indikator 10, 12", "", ""),
    ("ISI-KURANG", "catatan", "Indikator 10, 12", "", ""),
    ("NAMA-BEDA", "peringatan", "BAB III B.1, Tabel 3.5, baris 1",
     "Terwujudnya SDM dan Lembaga KPU Provinsi Lampung yang berkualitas", NAMA_SASARAN_1),
    ("NAMA-BEDA", "peringatan", "BAB III B.1, Tabel 3.5, baris 2",
     "Jumlah laporan SIMAK BMN yang disusun oleh KPU Provinsi Lampung",
     "Tersusunnya laporan pengelolaan Barang Milik Negara"),
    ("SATUAN-CAMPUR", "peringatan", "BAB III B.1, Tabel 3.5, baris 2, kolom Capaian 2022", "2 Laporan",
     "satuan %"),
    ("RASIO-ASING", "kesalahan", "BAB III B.2, paragraf 3", "285/295", "285/292"),
    ("RASIO-ASING", "kesalahan", "BAB III B.2, paragraf 4", "3/3", "10/21"),
    ("PERSEN-BEDA", "kesalahan", "BAB III B.2, paragraf 2", "74,01%", "74,02%"),
    ("TERBILANG-BEDA", "kesalahan", "BAB III B.2, paragraf 1", TERBILANG_SALAH, TERBILANG_BENAR),
    ("KOMPONEN-BEDA", "peringatan", "Indikator 3", "91,19%", "84,65% atau 87,75%"),
    ("SAMA-TAHUN-LALU", "peringatan", "Indikator 3", "91,19%", ""),
    ("ANGKA-NARASI", "peringatan", "BAB III B.3, paragraf 2", "66,67%", "100%"),
    ("NAMA-BEDA", "peringatan", "BAB III B.3, paragraf 3",
     "Persentase Pejabat Perbendaharaan yang menyelesaikan pertanggungjawaban anggaran sesuai ketentuan",
     NAMA_INDIKATOR_1),
    ("SALIN-TEMPEL", "peringatan", "BAB III B.3, paragraf 1", "", ""),
    ("DATA-PRIBADI", "kesalahan", "BAB III B.5, Tabel 3.21, baris 1", "19••••••••••••••••", ""),
    ("SAMA-TAHUN-LALU", "peringatan", "Indikator 7", "98,08%", ""),
    ("BUKTI-KOSONG", "peringatan", "Indikator 7", *TANPA_BUKTI),
    ("BUKTI-KOSONG", "peringatan", "Indikator 8", *TANPA_BUKTI),
    ("REALISASI-KOSONG", "kesalahan", "Indikator 10", "", "realisasi"),
    ("REALISASI-KOSONG", "kesalahan", "Indikator 12", "", "analisis"),
    ("BUKTI-KOSONG", "peringatan", "Indikator 12", *TANPA_BUKTI),
    ("BUKTI-KOSONG", "peringatan", "Indikator 14", *TANPA_BUKTI),
    ("ANGKA-NARASI", "kesalahan", "BAB III C.1, paragraf 1", "Rp50.342.000.000", "Rp28.864.274.000"),
    ("ANGKA-NARASI", "peringatan", "BAB III C.1, paragraf 2", "Rp50.101.361.031", "Rp50.101.361.013"),
    ("SISA-BEDA", "kesalahan", f"{SATKER}, baris 3, kolom Sisa", "52.077.751", "0"),
    ("PERSEN-BEDA", "kesalahan", f"{SATKER}, baris 1, kolom % Realisasi", "99,91", "99,92%"),
    ("PERSEN-BEDA", "kesalahan", f"{SATKER}, baris 3, kolom % Realisasi", "99,74", "100%"),
    ("HITUNG-INDIKATOR", "kesalahan", "BAB IV A, paragraf 1", "11 (sebelas)", "14 (empat belas)"),
    ("HITUNG-INDIKATOR", "kesalahan", "BAB IV A, paragraf 2", "14", "11 (sebelas)"),
    ("HITUNG-INDIKATOR", "kesalahan", "BAB IV A, paragraf 2", "Empat belas", "2 (dua) atau 3 (tiga)"),
    ("BAGIAN-KOSONG", "kesalahan", "BAB IV B", "", ""),
]  # fmt: skip


def told(isi) -> list[tuple[str, ...]]:
    return [tuple(satu[nama] for nama in ("kode", "tingkat", "tempat", "ada", "seharusnya")) for satu in isi]


def test_the_spoiled_report_yields_every_code_at_its_place_and_nothing_else(jawaban):
    kode, isi = jawaban["buruk"]
    assert told(isi["temuan"]) == SEMUA
    assert {satu["kode"] for satu in isi["temuan"]} == set(HAL) - {
        "CETAK-RUSAK", "REVIU-USANG", "BELUM-DITINJAU",
    }  # fmt: skip
    assert (kode, isi["jumlah"]) == (1, {"kesalahan": 22, "peringatan": 21, "catatan": 3})


def test_the_clean_example_holds_no_error_and_only_what_its_sources_hold(jawaban):
    """What remains was so in 2023: nobody revised the PK, two values are last year's, five lack evidence, one
    has a target in the Renstra and none a national standard."""
    kode, isi = jawaban["bersih"]
    assert isi["jumlah"] == {"kesalahan": 0, "peringatan": 10, "catatan": 1}
    ada = Counter((satu["kode"], satu["tempat"]) for satu in isi["temuan"])
    assert ada == Counter(
        {
            ("PK-DIPA", "Perjanjian Kinerja"): 1,
            ("ISI-KURANG", TANPA_RENSTRA): 1,
            ("ISI-KURANG", SEMUA_INDIKATOR): 1,
            ("KOMPONEN-BEDA", "Indikator 3"): 1,
            ("SAMA-TAHUN-LALU", "Indikator 3"): 1,
            ("SAMA-TAHUN-LALU", "Indikator 7"): 1,
            **{("BUKTI-KOSONG", f"Indikator {nomor}"): 1 for nomor in (7, 8, 10, 12, 14)},
        }
    )
    assert kode == 1


def test_every_finding_has_a_sentence_of_its_own_and_a_fingerprint(jawaban):
    _, isi = jawaban["buruk"]
    assert all(satu["kalimat"].endswith((".", "dalam data.")) and satu["bagian"] for satu in isi["temuan"])
    assert len({satu["sidik"] for satu in isi["temuan"]}) == len(isi["temuan"])


def test_no_finding_repeats_personal_data(jawaban):
    assert "196501012000121002" not in str(jawaban["buruk"])
