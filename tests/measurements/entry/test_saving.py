"""The sheet saves the inputs of each metode, or says every error at its field; its grid of components."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Peran
from kinerja.metode import Metode
from measurements.forms import BARIS_MAKSIMUM
from measurements.models import Analisis, BuktiDukung, CapaianLalu, Draf, JawabanSatker, Komponen, Realisasi
from measurements.states import StatusRealisasi
from tests.factories import make_bagian, make_member, make_pk, make_realisasi, make_sasaran, make_satker
from tests.measurements.entry.sheet import (
    LENGKAP,
    TAHUN,
    TRIWULAN,
    buka,
    kirim,
    komponen,
    lihat,
    sheet,
    ukur,
    url,
)


@pytest.mark.parametrize(
    ("metode", "isi", "tampak"),
    [
        (Metode.LANGSUNG, {"nilai": "1.234,5"}, ["1.646%", "1.234,5 ÷ 75 × 100% = 1.646%"]),
        (
            Metode.RASIO,
            {"pembilang": "22", "penyebut": "30"},
            ["97,78%", "Realisasi = 22 ÷ 30 × 100% = 73,33%"],
        ),
        (
            Metode.RATA_RATA_RASIO,
            komponen(("Meja", "1", "2"), ("", "", ""), ("Kursi", "1", "1")),
            ["100%", "Realisasi = rata-rata rasio 2 komponen = 75%"],
        ),
        (
            Metode.RASIO_GABUNGAN,
            komponen(("Meja", "1", "2"), ("Kursi", "1", "1")),
            ["88,89%", "jumlah pembilang ÷ jumlah penyebut = 2 ÷ 3 × 100% = 66,67%"],
        ),
        (Metode.REKAP_SATKER, {"penyebab": "Satu"}, ["Belum menjawab"]),
        (Metode.PREDIKAT, {"predikat": "BB"}, ["100%", "Predikat BB, target B: bernilai 100%"]),
    ],
)
def test_each_metode_saves_its_inputs_and_shows_what_they_come_to(halaman, satker, metode, isi, tampak):
    buka(satker)
    indikator = ukur(satker, metode)
    isi_halaman = kirim(halaman, indikator, **isi)
    assert "Realisasi indikator" in isi_halaman
    assert [teks for teks in tampak if teks not in isi_halaman] == []
    assert Realisasi.objects.get().versi == 1
    assert not Draf.objects.exists()


def test_a_figure_comes_back_in_indonesian_notation(halaman, satker):
    buka(satker)
    assert 'value="1.234,5"' in kirim(halaman, ukur(satker), nilai="1234,50")


@pytest.mark.parametrize("teks", ["12.345.678.901.234,5", "-999.999.999,999999", "0,000001"])
def test_the_longest_figures_come_back_to_the_last_digit(teks, halaman, satker):
    buka(satker)
    assert f'value="{teks}"' in kirim(halaman, ukur(satker), nilai=teks)


def test_a_figure_that_sqlite_would_not_give_back_is_refused_and_kept_as_typed(halaman, satker):
    buka(satker)
    isi = kirim(halaman, ukur(satker), nilai="12.345.678.901.234,123456")
    assert "Angka paling banyak 15 digit seluruhnya." in isi
    assert 'value="12.345.678.901.234,123456"' in isi
    assert Realisasi.objects.count() == 0


def test_not_measured_is_saved_with_its_reason(halaman, satker):
    buka(satker)
    isi = kirim(halaman, ukur(satker), tidak_diukur="1", alasan_tidak_diukur="Tahapan belum dimulai")
    assert Realisasi.objects.get().alasan_tidak_diukur == "Tahapan belum dimulai"
    assert "Indikator tidak diukur pada periode ini." in isi


def test_every_error_stands_on_top_and_at_its_field_and_the_text_stays(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO)
    isi = kirim(halaman, indikator, pembilang="12.5", penyebut="0.125", keterangan="Cara saya")
    assert Realisasi.objects.count() == 0
    assert f'href="#i{indikator.pk}-pembilang">Indikator {indikator.nomor}, Pembilang: “12.5” bukan' in isi
    assert f'href="#i{indikator.pk}-penyebut">Indikator {indikator.nomor}, Penyebut: “0.125” bukan' in isi
    assert f'id="i{indikator.pk}-pembilang-galat">“12.5” bukan angka yang sah. Tulislah 12,5.' in isi
    assert 'value="12.5"' in isi
    assert "Cara saya</textarea>" in isi
    assert "Kesalahan: Isi realisasi" in isi
    kembali = lihat(halaman, sheet(satker))
    assert 'value="12.5"' in kembali
    assert "Ketikan belum disimpan, dari" in kembali
    assert "Realisasi belum disimpan. Perbaiki" not in kembali


def test_unusual_values_ask_for_a_note(halaman, satker):
    buka(satker)
    indikator = ukur(satker)
    CapaianLalu.objects.create(indikator=indikator, tahun=TAHUN - 1, realisasi=90, capaian=90)
    isi = kirim(halaman, indikator, nilai="90")
    assert "Capaian 120% melebihi 100%. Jelaskan dalam catatan." in isi
    assert "Nilai sama persis dengan tahun lalu. Jelaskan dalam catatan." in isi
    assert "90% (2022)" in isi


def test_a_component_of_more_than_there_is_asks_for_a_note(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RATA_RATA_RASIO)
    isi = kirim(halaman, indikator, **komponen(("Meja", "3", "2"), ("Kursi", "2", "2"), ("Lemari", "0", "2")))
    sebab = "Pembilang komponen Meja (3) melebihi penyebutnya (2)."
    assert isi.count(f"{sebab} Jelaskan dalam catatan.") == 1
    assert "melebihi penyebutnya" not in isi.replace(sebab, "")


# The grid


def test_rows_are_added_and_taken_away_without_javascript(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO_GABUNGAN)
    tiga = komponen(("Meja", "x", "2"), ("Kursi", "1", "1"), ("", "", ""))
    tambah = kirim(halaman, indikator, aksi="tambah", **tiga)
    assert tambah.count('-nama" value=') == 8
    hapus = kirim(halaman, indikator, aksi="hapus:0", **tiga)
    assert hapus.count('class="isi-dicoret"') == 1
    kosong = kirim(halaman, indikator, aksi="hapus:2", **tiga)
    assert kosong.count('-nama" value=') == 4
    assert Realisasi.objects.count() == 0


def test_a_row_that_is_struck_out_can_be_taken_back_until_it_is_saved(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO_GABUNGAN)
    dua = komponen(("Meja", "1", "2"), ("Kursi", "1", "1"))
    kirim(halaman, indikator, **dua)
    coret = dua | {"komponen-0-hapus": "1", "versi": "1"}
    kirim(halaman, indikator, aksi="hapus:0", **dua | {"versi": "1"})
    assert [satu["hapus"] for satu in Draf.objects.get().isi["komponen"]] == [True, False]
    batal = kirim(halaman, indikator, aksi="hapus:0", **coret)
    assert 'class="isi-dicoret"' not in batal
    assert 'value="Meja"' in batal
    kirim(halaman, indikator, **coret)
    assert [satu.nama for satu in Komponen.objects.all()] == ["Kursi"]


def test_pasted_rows_are_shown_before_they_are_used(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO_GABUNGAN)
    tempel = "Nama\tBaik\tJumlah\nMeja\t1.234\t2.000\nKursi\t1,5\t2.5"
    cuplik = kirim(halaman, indikator, aksi="cuplik", tempel=tempel, **komponen(("Lama", "1", "1")))
    assert "Pratinjau: 2 baris, 1 bermasalah." in cuplik
    assert "Judul kolom, tidak dipakai." in cuplik
    assert 'value="Lama"' in cuplik
    isi = kirim(halaman, indikator, aksi="sambung", tempel=tempel, **komponen(("Lama", "1", "1")))
    assert [nama for nama in ("Lama", "Meja", "Kursi") if f'value="{nama}"' not in isi] == []
    assert "“2.5” bukan angka yang sah. Tulislah 2,5." in isi
    ganti = kirim(halaman, indikator, aksi="ganti", tempel=tempel, **komponen(("Lama", "1", "1")))
    assert 'value="Lama"' not in ganti
    assert "Pratinjau" not in ganti.replace("Lihat pratinjau", "")


def test_pasted_rows_that_are_too_many_stay_in_their_field_with_a_sentence(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO_GABUNGAN)
    tempel = "".join(f"Tempel {ke}\t1\t2\n" for ke in range(BARIS_MAKSIMUM - 1))
    satu, dua = komponen(("Lama", "1", "1")), komponen(("Lama", "1", "1"), ("Lagi", "1", "1"))
    kirim(halaman, indikator, aksi="sambung", tempel=tempel, **satu)
    assert len(Draf.objects.get().isi["komponen"]) == BARIS_MAKSIMUM
    isi = kirim(halaman, indikator, aksi="sambung", tempel=tempel, **dua)
    assert (
        "komponen paling banyak 200 baris, sedangkan sudah ada 2 baris dan tempelan berisi 199 baris" in isi
    )
    draf = Draf.objects.get().isi
    assert ([satu["nama"] for satu in draf["komponen"]], draf["tempel"]) == (["Lama", "Lagi"], tempel)


@pytest.mark.parametrize("aksi", ["simpan", "tambah", "cuplik"])
def test_more_rows_than_a_grid_holds_are_refused_and_kept(aksi, halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO_GABUNGAN)
    baris = [(f"Baris {ke}", str(ke), "300") for ke in range(BARIS_MAKSIMUM + 100)]
    isi = kirim(halaman, indikator, aksi=aksi, **komponen(*baris))
    assert "Komponen paling banyak 200 baris." in isi
    kolom = ("nama", "pembilang", "penyebut")
    assert [tuple(satu[nama] for nama in kolom) for satu in Draf.objects.get().isi["komponen"]] == baris
    assert Realisasi.objects.count() == 0


def test_a_full_grid_with_as_many_rows_struck_out_is_saved(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO_GABUNGAN)
    baris = komponen(*[(f"Baris {ke}", "1", "2") for ke in range(2 * BARIS_MAKSIMUM)])
    coretan = {f"komponen-{ke}-hapus": "1" for ke in range(BARIS_MAKSIMUM)}
    kirim(halaman, indikator, **baris, **coretan)
    assert Realisasi.objects.get().komponen.count() == BARIS_MAKSIMUM


def test_an_unknown_button_is_not_found(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO_GABUNGAN)
    for aksi in ("lain", "hapus:x", "hapus:" + "9" * 5_000):
        assert halaman.post(url("simpan", indikator), {"aksi": aksi}).status_code == 404


# Cost


@pytest.mark.parametrize("nama", ["isi", "ajukan"])
def test_query_count_is_equal_for_one_and_fifteen_indikator(satker, nama, db):
    assert hitung_query(nama, 1) == hitung_query(nama, 15)


def hitung_query(nama: str, banyak: int) -> int:
    satker = make_satker(f"KPU Provinsi {banyak}")
    buka(satker)
    sasaran = make_sasaran(make_pk(satker))
    user = make_member(satker, Peran.STAF)
    metode = [Metode.RASIO_GABUNGAN, Metode.LANGSUNG, Metode.PREDIKAT, Metode.REKAP_SATKER]
    for n in range(banyak):
        indikator = ukur(satker, metode[n % 4], sasaran=sasaran, penanggung_jawab=make_bagian(satker))
        CapaianLalu.objects.create(indikator=indikator, tahun=TAHUN - 1, capaian=90)
        make_realisasi(indikator, triwulan=1, predikat="B" if n % 4 == 2 else "")
        baris = make_realisasi(indikator, triwulan=TRIWULAN, status=StatusRealisasi.DIKEMBALIKAN)
        baris.pengembalian.create(kategori="lain", alasan="Periksa lagi", oleh=user)
        Komponen.objects.create(realisasi=baris, urutan=1, nama="Meja", pembilang=1, penyebut=2)
        Analisis.objects.create(realisasi=baris, **LENGKAP)
        BuktiDukung.objects.create(realisasi=baris, urutan=1, judul="Laporan")
        JawabanSatker.objects.create(realisasi=baris, satker=satker, nilai=70)
        Draf.objects.create(user=user, indikator=indikator, triwulan=TRIWULAN, isi={"nilai": "1"}, versi=0)
    client = Client()
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(sheet(satker, nama)).status_code == 200
    return len(queries)
