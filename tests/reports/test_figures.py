"""Every figure a report may print: its key, how it is written, where it leads."""

import csv
import re

import pytest
from django.urls import Resolver404, resolve

from reports.figures import FigurTidakDikenal
from reports.narrative import RUJUKAN, TOKEN, butir_teks
from tests.conftest import EXAMPLE, ROOT

pytestmark = pytest.mark.django_db
FOLDER = ROOT / "examples" / EXAMPLE


def texts() -> dict[str, str]:
    """Everything that people wrote for the example's report, by where it stands."""
    written = {
        path.stem: path.read_text(encoding="utf-8") for path in sorted((FOLDER / "narasi").glob("*.html"))
    }
    with (FOLDER / "analisis.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for column in ("penyebab", "upaya", "hambatan", "rekomendasi"):
                written[f"analisis {row['no_indikator']} {column}"] = row[column]
    return written


TEXTS = texts()


@pytest.mark.parametrize("place", TEXTS)
def test_every_figure_the_example_names_is_there(place, figur):
    for cocok in TOKEN.finditer(TEXTS[place]):
        kunci, cara = cocok.group(1).strip(), (cocok.group(2) or "").strip()
        if not RUJUKAN.fullmatch(kunci):
            assert figur.angka(kunci, cara).isi.strip() not in ("", "…")


def test_the_example_binds_figures_by_the_hundred():
    assert sum(len(TOKEN.findall(isi)) for isi in TEXTS.values()) > 300


@pytest.mark.parametrize("place", TEXTS)
def test_no_brace_of_a_token_is_left_in_the_words(place, figur):
    for kalimat in butir_teks(re.sub(r"<[^>]*>", "", TEXTS[place]), figur)[0]:
        assert [satu.isi for satu in kalimat if "{{" in satu.isi or "}}" in satu.isi] == []


@pytest.mark.parametrize(
    ("kunci", "teks"),
    [
        ("satker.nama", "KPU Provinsi Lampung"),
        ("satker.sekretariat", "Sekretariat KPU Provinsi Lampung"),
        ("satker.nama_panjang", "Komisi Pemilihan Umum Provinsi Lampung"),
        ("satker.jumlah_bawahan", "15 (lima belas)"),
        ("satker.jumlah_wilayah", "16 (enam belas)"),
        ("tahun.lalu", "2022"),
        ("tahun.ini", "2023"),
        ("tahun.depan", "2024"),
        ("renstra.periode", "2020–2024"),
        ("renstra.jumlah_misi", "6 (enam)"),
        ("renstra.jumlah_sasaran", "4 (empat)"),
        ("pejabat.sekretaris", "Mashur Sampurna Jaya"),
        ("organisasi.jumlah_bagian", "4 (empat)"),
        ("organisasi.jumlah_subbagian", "8 (delapan)"),
        ("lkj.tanggal", "15 Januari 2024"),
        ("pk.tanggal", "17 April 2023"),
        ("pk.jumlah_sasaran", "9 (sembilan)"),
        ("pk.jumlah_indikator", "14 (empat belas)"),
        ("pk.anggaran", "Rp26.869.199.000"),
        ("capaian.rata_rata", "99,40%"),
        ("capaian.rata_rata_indikator", "99,23%"),
        ("capaian.metode", "rata-rata capaian sasaran kegiatan"),
        ("capaian.predikat", "Memuaskan"),
        ("capaian.rentang", ">80–100"),
        ("capaian.jumlah_memenuhi", "12 (dua belas)"),
        ("capaian.jumlah_di_bawah", "2 (dua)"),
        ("capaian.jumlah_tidak_terhitung", "0 (nol)"),
        ("sasaran.2.capaian", "95,60%"),
        ("indikator.2.realisasi", "2 Laporan"),
        ("indikator.3.realisasi", "91,19%"),
        ("indikator.4.memenuhi", "16 (enam belas)"),
        ("indikator.4.capaian_lalu", "66,67%"),
        ("indikator.6.pembilang", "15"),
        ("indikator.6.capaian_lalu", "tidak diukur"),
        ("indikator.7.realisasi", "98,075%"),
        ("indikator.7.capaian", "98,08%"),
        ("indikator.7.target_renstra", "90%"),
        ("anggaran.pagu_awal", "Rp21.477.726.000"),
        ("anggaran.tambahan", "Rp28.864.274.000"),
        ("anggaran.pagu", "Rp50.342.000.000"),
        ("anggaran.realisasi", "Rp50.101.361.013"),
        ("anggaran.sisa", "Rp240.638.987"),
        ("anggaran.persen", "99,52%"),
        ("anggaran.persen_sisa", "0,48%"),
        ("anggaran.jumlah_revisi", "13 (tiga belas)"),
        ("anggaran.selisih_pk", "Rp23.472.801.000"),
        ("anggaran.program.WA.nama", "Dukungan Manajemen"),
        ("anggaran.program.WA.pagu_awal", "Rp10.411.875.000"),
        ("anggaran.baris.CQ.persen", "99,59%"),
        ("anggaran.wilayah.pagu", "Rp553.497.880.695"),
        ("anggaran.wilayah.realisasi", "Rp551.242.399.483"),
        ("tabel.dpt.jumlah_baris", "15 (lima belas)"),
        ("tabel.fasilitas.rata_rata.persen", "84,65%"),
        ("tabel.fasilitas.jumlah.persen", "87,75%"),
        ("tabel.rute-logistik.baris.1.waktu", "–"),
    ],
)
def test_a_figure_by_its_key(figur, kunci, teks):
    assert figur.angka(kunci).isi == teks


@pytest.mark.parametrize(
    ("kunci", "angka", "terbilang"),
    [
        ("pk.jumlah_indikator", "14", "empat belas"),
        ("satker.jumlah_wilayah", "16", "enam belas"),
        ("capaian.jumlah_tidak_terhitung", "0", "nol"),
        ("pk.versi", "1", "satu"),
        (
            "anggaran.sisa",
            "240.638.987",
            "dua ratus empat puluh juta enam ratus tiga puluh delapan ribu "
            "sembilan ratus delapan puluh tujuh rupiah",
        ),
    ],
)
def test_a_whole_figure_in_digits_and_in_words(figur, kunci, angka, terbilang):
    assert (figur.angka(kunci, "angka").isi, figur.angka(kunci, "terbilang").isi) == (angka, terbilang)


@pytest.mark.parametrize("cara", ["angka", "terbilang"])
@pytest.mark.parametrize("kunci", ["capaian.rata_rata", "satker.nama", "pk.tanggal", "indikator.6.pembilang"])
def test_what_is_not_whole_is_not_written_in_words(figur, kunci, cara):
    with pytest.raises(FigurTidakDikenal, match=re.escape(f"{kunci}|{cara}")):
        figur.angka(kunci, cara)


@pytest.mark.parametrize(
    "kunci",
    [
        "",
        ".",
        "satker",
        "satker.",
        "SATKER.NAMA",
        "satker.nama.",
        "indikator.15.capaian",
        "indikator.0.capaian",
        "sasaran.10.capaian",
        "anggaran.baris.XX.pagu",
        "peraturan.tidak-ada",
        "tabel",
        "tabel.dpt",
        "tabel.tidak-ada.jumlah.lp",
        "tabel.dpt.jumlah",
        "tabel.dpt.jumlah.tidak_ada",
        "tabel.dpt.rata_rata.tidak_ada",
        "tabel.dpt.jumlah.kab_kota",
        "tabel.dpt.baris.0.lp",
        "tabel.dpt.baris.16.lp",
        "tabel.dpt.baris.-1.lp",
        "tabel.dpt.baris.x.lp",
        "tabel.dpt.baris.1.zz",
        "tabel.dpt.baris.1.lp.lagi",
        "__class__",
        "tabel.__class__.jumlah.lp",
    ],
)
def test_an_unknown_key_is_told(figur, kunci):
    with pytest.raises(FigurTidakDikenal):
        figur.angka(kunci)


def test_every_figure_leads_to_a_page_of_the_site_or_is_of_a_kind_that_has_none(figur):
    without = set()
    for kunci, _ in figur:
        satu = figur.angka(kunci)
        if satu.url:
            resolve(re.split(r"[#?]", satu.url)[0])
        else:
            without.add(re.sub(r"^(peraturan|pejabat|satker|tahun|lkj|organisasi)\..*", r"\1", kunci))
    assert without == {
        "satker", "tahun", "lkj", "pejabat", "organisasi", "peraturan",
        "anggaran.revisi_pertama", "anggaran.revisi_terakhir",
    }  # fmt: skip


def test_the_control_an_unknown_address_does_not_resolve():
    with pytest.raises(Resolver404):
        resolve("/tidak/ada/")


def test_figures_come_sorted_and_once(figur):
    kunci = [satu for satu, _ in figur]
    assert kunci == sorted(set(kunci))


def test_a_table_s_figure_leads_to_the_table_on_its_indikator_s_page(figur):
    satu = figur.angka("tabel.dpt.jumlah.lp")
    assert re.fullmatch(r"/indikator/\d+/#tabel-dpt", satu.url)
    assert satu.asal == "Rekapitulasi Daftar Pemilih Tetap (DPT) Provinsi Lampung Pemilu 2024"


def test_every_regulation_is_cited_in_full_and_short(figur, bahan):
    for satu in bahan.peraturan:
        assert figur.angka(f"peraturan.{satu.kunci}").isi == satu.sitasi
        assert figur.angka(f"peraturan.{satu.kunci}.singkat").isi == satu.singkat
        assert satu.sitasi == f"{satu.singkat} tentang {satu.tentang}"
