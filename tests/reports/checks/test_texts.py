"""The checks of words and typed numbers, one sentence at a time: what they find and what they leave alone."""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from reports.checks import hitungan, jumlah, kata, pecahan
from reports.checks.acuan import Acuan, DaftarAcuan
from reports.checks.data import Data, Hitungan, Pasangan, PeraturanResmi, Sebutan
from reports.checks.ketikan import Jenis
from reports.checks.naskah import BagianNaskah, Potongan

DATA = Data(
    tahun=2023,
    acuan=DaftarAcuan(
        (
            Acuan("anggaran.pagu", Jenis.RUPIAH, Decimal(50_342_000_000), disebut="pagu DIPA"),
            Acuan("anggaran.pagu_awal", Jenis.RUPIAH, Decimal(21_477_726_000), disebut="pagu DIPA awal"),
            Acuan("anggaran.tambahan", Jenis.RUPIAH, Decimal(28_864_274_000), disebut="tambahan pagu"),
            Acuan("anggaran.persen", Jenis.PERSEN, Decimal("99.52"), disebut="serapan"),
            Acuan("indikator.4.capaian", Jenis.PERSEN, Decimal(100), disebut="capaian indikator 4"),
            Acuan(
                "indikator.4.capaian_lalu",
                Jenis.PERSEN,
                Decimal("66.67"),
                "Tahun 2022",
                "capaian indikator 4",
            ),
            Acuan("tabel.dpt.jumlah", Jenis.BANYAK, Decimal(6_539_128), disebut="jumlah dpt"),
        )
    ),
    sasaran=Hitungan(9, 7, 2, 0),
    indikator=Hitungan(14, 12, 2, 0),
    indikator_sasaran=((1, Hitungan(1, 1, 0, 0)), (5, Hitungan(2, 1, 1, 0)), (8, Hitungan(3, 2, 1, 0))),
    jumlah_sasaran_strategis=4,
    capaian=(Decimal("99.4036"), Decimal("99.23")),
    capaian_sasaran=(Decimal("97.06"),),
    sebutan=(
        Sebutan("sasaran", 1, "Meningkatnya akuntabilitas keuangan", 1, "/pk/"),
        Sebutan("indikator", 1, "Persentase tersusunnya laporan pertanggungjawaban anggaran", 1, "/i/1/"),
        Sebutan("indikator", 2, "Tersusunnya laporan pengelolaan Barang Milik Negara", 2, "/i/2/"),
    ),
    pasangan=(Pasangan("Server", Decimal(3), Decimal(3)), Pasangan("Kendaraan", Decimal(10), Decimal(21))),
    peraturan=(
        PeraturanResmi("Undang-Undang", "7", 2017, "Undang-Undang Nomor 7 Tahun 2017"),
        PeraturanResmi(
            "Keputusan Komisi Pemilihan Umum",
            "5/PR.03-1-Kpt/03/KPU/I/2018",
            None,
            "Keputusan Komisi Pemilihan Umum Nomor 5/PR.03-1-Kpt/03/KPU/I/2018",
        ),
    ),
)


def bagian(*teks: str, jenis: str = "paragraf", kunci: str = "bab4.kesimpulan") -> BagianNaskah:
    return BagianNaskah(
        kunci, "BAB IV A", tuple(Potongan(kunci, "BAB IV A", jenis, satu) for satu in teks), ()
    )


def found(periksa, *teks: str, jenis: str = "paragraf", kunci: str = "bab4.kesimpulan"):
    """Gravity and expected value of each finding."""
    return [
        (satu.tingkat.value, satu.seharusnya)
        for satu in periksa(bagian(*teks, jenis=jenis, kunci=kunci), DATA)
    ]


SEMUA_HITUNGAN = "14 (empat belas) atau 12 (dua belas) atau 2 (dua) atau 0 (nol)"


@pytest.mark.parametrize(
    ("teks", "temuan"),
    [
        ("memuat 14 (empat belas) indikator kinerja", []),
        ("sebanyak 12 indikator mencapai target", []),
        ("memuat sembilan sasaran dengan sebelas indikator", [("kesalahan", "14 (empat belas)")]),
        ("memuat 9 sasaran dengan 12 indikator", [("kesalahan", "14 (empat belas)")]),
        ("jumlah indikator yang diukur 11", [("kesalahan", "14 (empat belas)")]),
        ("sebanyak 20 indikator mencapai target", [("kesalahan", "12 (dua belas)")]),
        ("sebanyak 5 indikator bersatuan persen", [("peringatan", SEMUA_HITUNGAN)]),
        ("dijabarkan ke dalam 14 indikator kinerja utama", []),
        ("salah satu indikator", []),
    ],
)
def test_counts_of_indikator(teks, temuan):
    assert found(jumlah.hitung_indikator, teks) == temuan


DUA_BELAS, DUA = ("kesalahan", "12 (dua belas)"), ("kesalahan", "2 (dua)")


@pytest.mark.parametrize(
    ("teks", "temuan"),
    [
        ("Sebanyak 14 indikator memenuhi target.", [DUA_BELAS]),
        ("Sebanyak 14 (empat belas) indikator telah memenuhi target.", [DUA_BELAS]),
        ("Empat belas indikator kinerja tercapai.", [DUA_BELAS]),
        ("13 indikator memenuhi target", [DUA_BELAS]),
        ("Sebanyak 2 indikator memenuhi target.", [("peringatan", "12 (dua belas)")]),
        ("Pada Tahun 2023, 14 indikator seluruhnya mencapai 100%.", [DUA_BELAS]),
        ("14 indikator memenuhi atau melampaui target", [DUA_BELAS]),
        ("14 indikator pada 9 sasaran memenuhi target", [DUA_BELAS]),
        ("14 dari 14 indikator memenuhi target", [DUA_BELAS]),
        ("Dari 14 indikator, 13 memenuhi target.", [DUA_BELAS]),
        ("Dari empat belas indikator, tiga belas memenuhi target.", [DUA_BELAS]),
        ("Tiga belas dari empat belas indikator memenuhi target.", [DUA_BELAS]),
        ("Empat belas indikator belum mencapai target.", [DUA]),
        ("12 indikator belum memenuhi target", [DUA]),
        ("Sebanyak 12 indikator memenuhi target; 3 indikator belum.", [DUA]),
        ("Sebanyak 12 indikator memenuhi target dan 12 indikator berada di bawah target.", [DUA]),
        ("3 indikator tidak tercapai", [DUA]),
        ("1 indikator belum memenuhi target", [("peringatan", "2 (dua)")]),
        ("1 indikator belum dapat dihitung", [("kesalahan", "0 (nol)")]),
        ("Sebanyak dua belas indikator memenuhi target dan dua indikator di bawah target.", []),
        ("12 dari 14 indikator memenuhi target", []),
        ("Dari 14 indikator, 12 memenuhi target, 2 di bawah target, dan 0 belum dapat dihitung.", []),
        ("12 indikator pada 9 sasaran memenuhi target", []),
        ("3 indikator melampaui target", []),
        ("3 indikator yang capaiannya di atas 100%", []),
        ("Dari 14 indikator yang diukur, 14 indikator tidak ada yang gagal.", []),
        ("14 indikator diukur untuk mencapai target", []),
        ("14 indikator tidak seluruhnya memenuhi target", []),
        ("14 indikator diukur, dan hasilnya memenuhi target.", []),
        ("Pada Tahun 2022 sebanyak 14 indikator memenuhi target.", []),
        ("Dari 2 indikator sasaran ini, 1 indikator mencapai target.", []),
    ],
)
def test_a_count_of_indikator_is_the_one_its_words_speak_of(teks, temuan):
    assert found(jumlah.hitung_indikator, teks) == temuan


def test_a_count_in_the_section_of_a_sasaran_may_be_of_its_own_indikator():
    teks = ("2 indikator memenuhi target", "1 indikator memenuhi target", "12 indikator memenuhi target")
    temuan = [("peringatan", "12 (dua belas) atau 1 (satu)")]
    assert found(jumlah.hitung_indikator, *teks, kunci="bab3.sasaran-5") == temuan


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("14 indikator memenuhi target", "Menurut data, 12 (dua belas) dari 14 indikator memenuhi target."),
        (
            "5 indikator bersatuan persen",
            "Jumlah indikator dalam Perjanjian Kinerja adalah 14 (empat belas); yang memenuhi target 12 (dua "
            "belas); yang belum memenuhi target 2 (dua); yang belum dapat dihitung 0 (nol). Tulislah "
            "indikator mana yang dihitung, atau betulkan angkanya.",
        ),
    ],
)
def test_the_hint_says_what_each_count_counts(teks, kalimat):
    assert [satu.kalimat for satu in jumlah.hitung_indikator(bagian(teks), DATA)] == [kalimat]


@pytest.mark.parametrize(
    ("teks", "temuan"),
    [
        ("memuat 9 (sembilan) sasaran kegiatan", []),
        ("mendukung 4 (empat) sasaran strategis", []),
        ("mendukung 5 (lima) sasaran strategis", [("kesalahan", "4 (empat)")]),
        ("memuat 8 sasaran dengan 14 indikator", [("kesalahan", "9 (sembilan)")]),
        ("sebanyak 7 sasaran tercapai penuh", []),
        ("sebanyak 9 sasaran tercapai penuh", [("kesalahan", "7 (tujuh)")]),
        ("9 sasaran belum mencapai target", [DUA]),
        ("2 sasaran belum mencapai target", []),
    ],
)
def test_counts_of_sasaran(teks, temuan):
    assert found(jumlah.hitung_sasaran, teks) == temuan


@pytest.mark.parametrize(
    ("teks", "kunci", "temuan"),
    [
        ("Rata-rata capaian adalah 99,40%.", "bab4.kesimpulan", []),
        ("Rata-rata capaian seluruh indikator 99,23%.", "bab4.kesimpulan", []),
        ("Rata-rata capaian adalah 99,41%.", "bab4.kesimpulan", [("kesalahan", "99,40%")]),
        ("Rata-rata capaian terhadap target 100% adalah 99,4%.", "bab4.kesimpulan", []),
        ("Rata-rata capaian adalah 97,06%.", "bab3.sasaran-5", []),
        ("Rata-rata capaian adalah 97,06%.", "bab4.kesimpulan", [("kesalahan", "99,40%")]),
        ("Secara keseluruhan anggaran terserap 99,52%.", "bab4.kesimpulan", []),
    ],
)
def test_the_overall_capaian(teks, kunci, temuan):
    assert found(hitungan.capaian_beda, teks, kunci=kunci) == temuan


@pytest.mark.parametrize(
    ("teks", "temuan"),
    [
        ("Pagu sebesar Rp50.342.000.000 atau sekitar Rp50,34 miliar.", []),
        ("Terserap 99,52%, dibulatkan 99,5%.", []),
        ("Terserap 99,51%.", [("peringatan", "99,52%")]),
        ("Pagu sebesar Rp50.432.000.000.", [("peringatan", "Rp50.342.000.000")]),
        ("Pagu sebesar Rp12.", [("peringatan", "")]),
        ("Tambahan sebesar Rp50.342.000.000.", [("kesalahan", "Rp28.864.274.000")]),
        ("Dengan tambahan itu pagu menjadi Rp50.342.000.000.", []),
        ("Tambahan sebesar Rp28.864.274.000.", []),
        ("Nilai SAKIP minimal B dicapai 66,67%.", [("peringatan", "100%")]),
        ("Nilai SAKIP minimal B pada Tahun 2022 dicapai 66,67%.", []),
        ("Nilai SAKIP minimal B tahun lalu dicapai 66,67%.", []),
        ("Sebanyak 6.539.118 pemilih.", [("catatan", "6.539.128")]),
        ("Sebanyak 12.5% pemilih.", [("peringatan", "")]),
        ("Ditetapkan 29 Mei 2023 dengan Keputusan Nomor 60 Tahun 2023.", []),
    ],
)
def test_typed_figures(teks, temuan):
    assert found(hitungan.angka_narasi, teks) == temuan


@pytest.mark.parametrize(
    ("teks", "temuan"),
    [
        ("13 (tiga belas) kali", []),
        ("12 (dua belas) orang dan 10 (sebelas) orang", [("kesalahan", "sepuluh")]),
        ("99,52% (sembilan puluh sembilan koma lima dua persen)", []),
        ("14 (Perjanjian Kinerja)", []),
    ],
)
def test_words_beside_digits(teks, temuan):
    assert found(hitungan.terbilang_beda, teks) == temuan


def test_a_bound_number_is_left_alone_but_typed_words_beside_it_are_not():
    teks = "memuat 14 (sebelas) indikator dari 11 (sebelas) indikator"
    potongan = Potongan("bab4.saran", "BAB IV C", "paragraf", teks, ((7, 9), (35, 47)))
    satu = BagianNaskah("bab4.saran", "BAB IV C", (potongan,), ())
    assert list(jumlah.hitung_indikator(satu, DATA)) == []
    assert [t.seharusnya for t in hitungan.terbilang_beda(satu, DATA)] == ["empat belas"]


@pytest.mark.parametrize(
    ("teks", "temuan"),
    [
        (("Kendaraan: (10/21) × 100% = 47,62%.",), []),
        (("Kendaraan: (3/3) × 100% = 100%.",), [("kesalahan", "10/21")]),
        (("Kondisi kendaraan berikut ini.", "Hasilnya 3/3."), [("kesalahan", "10/21")]),
        (("Rumusnya 3/3.",), []),
    ],
)
def test_fractions_of_components(teks, temuan):
    assert found(pecahan.rasio_asing, *teks) == temuan


@pytest.mark.parametrize(
    ("teks", "temuan"),
    [
        ("(94/127) × 100% = 74,02%", []),
        ("(94/127) × 100% = 74,01%", [("kesalahan", "74,02%")]),
        ("94/127 = 74%", []),
        ("3/0 = 100%", []),
    ],
)
def test_what_a_fraction_comes_to(teks, temuan):
    assert found(pecahan.persen_pecahan, teks) == temuan


@pytest.mark.parametrize(
    ("teks", "temuan"),
    [
        ("menurut Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum", []),
        ("menurut UU No. 7 Tahun 2017", [("peringatan", "Undang-Undang Nomor 7 Tahun 2017")]),
        ("menurut Undang-Undang Nomor 7 Tahun 2018", [("peringatan", "Undang-Undang Nomor 7 Tahun 2017")]),
        ("menurut Undang-Undang Nomor 99 Tahun 2001", [("catatan", "")]),
        (
            "Keputusan KPU Nomor 5/PR.03-1Kpt/03/KPU/I/2018",
            [("peringatan", "Keputusan Komisi Pemilihan Umum Nomor 5/PR.03-1-Kpt/03/KPU/I/2018")],
        ),
    ],
)
def test_regulations(teks, temuan):
    assert found(kata.peraturan_beda, teks) == temuan


@pytest.mark.parametrize(
    ("teks", "tingkat"),
    [
        ("NIP 196501012000121002", ["kesalahan"]),
        ("NIP 19650101 200012 1 002", ["kesalahan"]),
        ("NIK 1871010101650001", ["kesalahan"]),
        ("hubungi 0812-3456-7890 atau surel@contoh.go.id", ["peringatan", "peringatan"]),
        ("sebesar Rp553.497.880.695 bagi 6539128 pemilih", []),
    ],
)
def test_personal_data(teks, tingkat):
    temuan = list(kata.data_pribadi(bagian(teks, jenis="sel"), DATA))
    assert [satu.tingkat.value for satu in temuan] == tingkat
    assert all("•" in satu.ada and satu.ada not in teks for satu in temuan)


@pytest.mark.parametrize(
    ("teks", "temuan"),
    [
        ("Realisasi anggaran Tahun 2023", []),
        ("Realisasi anggaran Tahun 2022", [("peringatan", "2023")]),
        ("Perbandingan Tahun 2022 dan 2023", []),
        ("Kebutuhan logistik Pemilu 2024", []),
        ("Renstra 2020–2024", []),
        ("Laporan Kinerja Triwulan IV Tahun 2023", [("peringatan", "Laporan Kinerja Tahun 2023")]),
    ],
)
def test_years_in_titles(teks, temuan):
    assert found(kata.tahun_salah, teks, jenis="judul") == temuan


@pytest.mark.parametrize(
    ("teks", "jenis", "temuan"),
    [
        ("Tersusunnya laporan pengelolaan Barang Milik  Negara", "subjudul", []),
        ("Tersusunnya laporan pengelolaan Barang Negara", "subjudul", ["indikator 2"]),
        ("Sasaran 1: Terwujudnya lembaga yang berkualitas", "subjudul", ["sasaran 1"]),
        ("Sasaran 1: Meningkatnya akuntabilitas keuangan satker", "subjudul", []),
        ("Kondisi fasilitas", "subjudul", []),
        ("mendukung indikator Persentase pejabat yang menyelesaikan laporan", "paragraf", ["indikator 1"]),
        (
            "mendukung indikator Persentase tersusunnya laporan pertanggungjawaban anggaran secara tertib",
            "paragraf",
            [],
        ),
    ],
)
def test_names(teks, jenis, temuan):
    kalimat = [satu.kalimat for satu in kata.nama_beda(bagian(teks, jenis=jenis), DATA)]
    assert [satu.split(":")[0].removeprefix("Perjanjian Kinerja menyebut ") for satu in kalimat] == temuan


PANJANG = "Pendampingan diberikan kepada seluruh satuan kerja menurut jadwal yang disepakati bersama " * 2


@dataclass(frozen=True)
class LastYear:
    """What the check reads of the material."""

    narasi_lalu: dict[str, str] = field(default_factory=dict)


def test_a_long_paragraph_that_stands_twice_is_told_once_with_the_first_place():
    satu, dua = bagian(PANJANG, "Pendek.", "Pendek."), bagian(PANJANG.upper(), kunci="bab4.saran")
    assert [t.bagian for t in kata.salin_tempel([satu, dua], LastYear())] == ["bab4.saran"]


def test_bound_figures_do_not_make_two_paragraphs_of_one():
    def terikat(angka: str) -> BagianNaskah:
        teks = f"{angka} {PANJANG}"
        potongan = Potongan("bab4.saran", "BAB IV C", "paragraf", teks, ((0, len(angka)),))
        return BagianNaskah("bab4.saran", "BAB IV C", (potongan,), ())

    assert len(list(kata.salin_tempel([terikat("91,19%"), terikat("100%")], LastYear()))) == 1


@pytest.mark.parametrize(
    ("lalu", "banyak"),
    [
        (f"<p>Lain.</p>\n<p>{PANJANG}</p>", 1),
        (f"<ul><li><strong>{PANJANG[:90]}</strong> {PANJANG[90:]}</li></ul>", 1),
        (f"<p>{PANJANG} lagi</p>", 0),
        ("", 0),
    ],
)
def test_last_years_text_is_found_in_the_same_section_alone(lalu, banyak):
    isi = [bagian(PANJANG)]
    assert len(list(kata.salin_tempel(isi, LastYear({"bab4.kesimpulan": lalu})))) == banyak
    assert list(kata.salin_tempel(isi, LastYear({"bab4.saran": lalu}))) == []
