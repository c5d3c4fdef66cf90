"""What the picker offers: every figure in each way of writing, references, supporting tables."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Peran
from reports.choices import cari, pilihan_angka, pilihan_rujukan, pilihan_tempat
from reports.narrative import baca_narasi
from tests.factories import make_kinerja, make_lkj, make_member, make_satker, make_tahun
from tests.strict import strict_templates

TAHUN = 2023


@pytest.fixture
def semua(bahan, figur):
    return pilihan_angka(bahan, figur)


@pytest.mark.django_db
def test_every_offered_figure_binds_to_what_is_shown(semua, figur):
    for satu in semua:
        ((paragraf,), isi) = (baca_narasi(f"<p>{{{{ {satu.kunci} }}}}</p>", figur, {}.__getitem__), satu.teks)
        assert "".join(bagian.isi for bagian in paragraf.isi) == isi


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dicari", "kunci", "teks"),
    [
        ("jumlah indikator", "pk.jumlah_indikator", "14 (empat belas)"),
        ("jumlah indikator angka", "pk.jumlah_indikator|angka", "14"),
        ("empat belas huruf", "pk.jumlah_indikator|terbilang", "empat belas"),
        ("99,40%", "capaian.rata_rata", "99,40%"),
        ("memuaskan", "capaian.predikat", "Memuaskan"),
        ("Rp50.342.000.000", "anggaran.pagu", "Rp50.342.000.000"),
        ("pejabat sekretaris", "pejabat.sekretaris", None),
        ("pk tanggal", "pk.tanggal", None),
        ("tabel dpt jumlah_baris", "tabel.dpt.jumlah_baris", None),
    ],
)
def test_a_figure_is_found_by_name_value_and_source(semua, dicari, kunci, teks):
    cocok = {satu.kunci: satu.teks for satu in cari(semua, dicari)}
    assert kunci in cocok
    assert teks is None or cocok[kunci] == teks


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dicari", "kunci"),
    [
        ("", "capaian.rata_rata"),
        ("capaian", "capaian.rata_rata"),
        ("serapan", "anggaran.persen"),
        ("penyerapan", "anggaran.persen"),
        ("serapan anggaran", "anggaran.persen"),
        ("realisasi anggaran", "anggaran.persen"),
        ("jumlah indikator", "pk.jumlah_indikator"),
        ("sisa BAB.010 %", "anggaran.baris.CQ.3356.BAB.010.persen_sisa"),
        ("serapan perencanaan dan persiapan logistik", "anggaran.baris.CQ.3356.BAB.010.persen"),
    ],
)
def test_what_writers_look_for_stands_first(semua, dokumen, dicari, kunci):
    assert cari([*semua, *pilihan_rujukan(dokumen)], dicari)[0].kunci == kunci


@pytest.mark.django_db
def test_the_ways_of_writing_a_figure_follow_each_other_under_one_label(semua):
    satu = [(s.kunci, s.label, s.cara) for s in semua if s.kunci.startswith("pk.jumlah_indikator")]
    assert satu == [
        ("pk.jumlah_indikator", "Jumlah indikator", ""),
        ("pk.jumlah_indikator|angka", "Jumlah indikator", "angka saja"),
        ("pk.jumlah_indikator|terbilang", "Jumlah indikator", "dengan huruf"),
    ]
    label = [s.label for s in semua if not s.cara]
    assert len(label) == len(set(label))


@pytest.mark.django_db
def test_every_kind_of_figure_is_offered(semua):
    keluarga = {satu.kunci.partition(".")[0] for satu in semua}
    assert keluarga >= {
        "satker", "tahun", "pejabat", "renstra", "pk", "capaian", "sasaran", "indikator", "anggaran",
        "efisiensi", "peraturan", "tabel",
    }  # fmt: skip
    assert len({satu.kunci for satu in semua}) == len(semua)


@pytest.mark.django_db
def test_numbered_tables_are_offered_and_supporting_ones_placed(bahan, dokumen):
    rujukan = {satu.kunci: satu.teks for satu in pilihan_rujukan(dokumen)}
    assert rujukan["nomor.tabel.pk"] == "Tabel 2.1"
    assert {satu.kunci for satu in pilihan_tempat(bahan)} == {f"tabel:{kunci}" for kunci in bahan.tabel}


# The pages


@pytest.fixture
def masuk(client: Client, db: None):
    make_tahun(TAHUN)
    satker = make_satker("KPU Provinsi Uji")
    make_lkj(make_kinerja(satker, [[91]], TAHUN))
    client.force_login(make_member(satker, Peran.STAF))
    return client, [satker.slug, TAHUN]


def test_the_list_of_figures_is_searched_without_javascript(masuk):
    client, args = masuk
    with strict_templates():
        halaman = client.get(reverse("reports:angka", args=args), {"q": "jumlah_sasaran"}).text
        kosong = client.get(reverse("reports:angka", args=args), {"q": "tidak-ada-ini"}).text
    assert "<code>{{ pk.jumlah_sasaran }}</code>" in halaman
    assert "1 (satu)" in halaman
    assert "Tidak ada yang cocok" in kosong


def test_the_picker_gets_the_same_as_json(masuk):
    client, args = masuk
    pilihan = client.get(reverse("reports:angka_data", args=args)).json()["pilihan"]
    assert {satu["teks"] for satu in pilihan if satu["kunci"] == "tahun.ini"} == {"2023"}


def test_pasted_html_comes_back_clean(masuk):
    client, args = masuk
    kiriman = {"html": "<h1>J</h1><p onclick=x>a<script>b</script><img src=x></p>"}
    jawaban = client.post(reverse("reports:tempel", args=args), kiriman).json()
    assert jawaban["isi"] == "<h4>J</h4>\n<p>a</p>"
    assert jawaban["catatan"].startswith("1 gambar tidak ikut ditempel.")
