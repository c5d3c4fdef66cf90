"""Trees, recaps and histories against sums made by hand."""

import pytest

from budget.display import sampai_bulan
from budget.models import BarisDipa, Dipa, RealisasiAnggaran, RevisiDipa
from budget.queries import (
    anggaran_satker,
    banding_perjanjian,
    kegiatan_pendukung,
    rekap_satker,
    ringkasan_anggaran,
    riwayat_dipa,
    tahun_dipa,
)
from kinerja.angka import persen
from kinerja.serapan import Serapan
from tests.factories import (
    make_anggaran_program,
    make_dipa,
    make_indikator,
    make_member,
    make_pk,
    make_pohon_dipa,
    make_sasaran,
    make_satker,
)

RO = {"CQ.1.A.1": (100, 90), "CQ.1.A.2": (50, 60), "CQ.2.A.1": (10, 0), "WA.3.B.1": (1_000, 500)}


@pytest.fixture
def satker(db):
    return make_satker()


def test_parents_are_the_sums_of_their_leaves(satker):
    make_pohon_dipa(satker, RO)
    anggaran = anggaran_satker(satker, 2023)
    serapan = {satu.baris.kode: satu.serapan for satu in anggaran.telusuri()}
    assert serapan["CQ.1.A"] == serapan["CQ.1"] == Serapan(150, 150)
    assert serapan["CQ"] == Serapan(160, 150)
    assert anggaran.serapan == Serapan(1_160, 650)
    assert [satu.kedalaman for satu in anggaran.telusuri()][:5] == [0, 1, 2, 3, 3]


def test_the_golden_serapan_of_the_example_year(satker):
    make_dipa(satker, 50_342_000_000, 50_101_361_013)
    serapan = anggaran_satker(satker, 2023).serapan
    assert (persen(serapan.persen), serapan.sisa) == ("99,52%", 240_638_987)


def test_the_revision_in_force_is_the_highest_with_lines(satker):
    dipa = make_pohon_dipa(satker, {"CQ.1.A.1": (1, 0)})
    make_pohon_dipa(satker, {"CQ.1.A.1": (2, 0)}, nomor=3)
    RevisiDipa.objects.create(dipa=dipa, nomor=4)
    anggaran = anggaran_satker(satker, 2023)
    assert (anggaran.revisi.nomor, anggaran.serapan.pagu) == (3, 2)


def test_realisasi_is_that_up_to_the_last_month(satker):
    make_dipa(satker, 100, None)
    baris = BarisDipa.objects.get()
    for bulan, nilai in ((11, 70), (3, 20)):
        RealisasiAnggaran.objects.create(baris=baris, bulan=bulan, nilai=nilai)
    anggaran = anggaran_satker(satker, 2023)
    assert (anggaran.bulan, anggaran.serapan.realisasi) == (11, 70)
    assert rekap_satker([satker], 2023)[0].serapan == Serapan(100, 70)


def test_a_line_that_lacks_the_last_month_counts_with_its_own_last_and_is_named(satker):
    make_pohon_dipa(satker, {"CQ.1.A.1": (100, 50), "CQ.1.A.2": (100, 0), "WA.1.A.1": (100, 0)})
    baris = {satu.kode: satu for satu in BarisDipa.objects.all()}
    RealisasiAnggaran.objects.exclude(baris=baris["CQ.1.A.1"]).delete()
    for bulan, nilai in ((3, 10), (11, 70)):
        RealisasiAnggaran.objects.create(baris=baris["CQ.1.A.2"], bulan=bulan, nilai=nilai)
    anggaran = anggaran_satker(satker, 2023)
    assert (anggaran.bulan, anggaran.serapan) == (12, Serapan(300, 120))
    assert {satu.baris.kode: satu.bulan for satu in anggaran.tertinggal} == {"CQ.1.A.2": 11, "WA.1.A.1": None}
    (rekap,) = rekap_satker([satker], 2023)
    assert (rekap.serapan, rekap.bulan, rekap.tertinggal) == (Serapan(300, 120), 12, 2)
    assert sampai_bulan(anggaran) == "sampai dengan Desember 2023 (2 baris dengan angka terakhir sebelumnya)"


def test_a_month_that_every_line_knows_leaves_none_behind(satker):
    make_pohon_dipa(satker, RO)
    anggaran = anggaran_satker(satker, 2023)
    assert (anggaran.tertinggal, sampai_bulan(anggaran)) == ((), "sampai dengan Desember 2023")
    assert rekap_satker([satker], 2023)[0].tertinggal == 0


def test_money_that_stands_on_a_parent_counts_nowhere(satker):
    make_pohon_dipa(satker, {"CQ.1.A.1": (100, 50)})
    induk = BarisDipa.objects.get(kode="CQ.1.A")
    RealisasiAnggaran.objects.create(baris=induk, bulan=12, nilai=999)
    assert anggaran_satker(satker, 2023).serapan == Serapan(100, 50)
    assert rekap_satker([satker], 2023)[0].serapan == Serapan(100, 50)


def test_no_dipa_or_one_without_lines_is_none(satker):
    assert anggaran_satker(satker, 2023) is None
    Dipa.objects.create(satker=satker, tahun=2023)
    assert anggaran_satker(satker, 2023) is None


def one_revision(satker):
    make_pohon_dipa(satker, RO)


def a_later_revision(satker):
    make_pohon_dipa(satker, RO)
    dipa = make_pohon_dipa(satker, {"CQ.1.A.1": (7, 3)}, nomor=4)
    RevisiDipa.objects.create(dipa=dipa, nomor=5)


def several_months(satker):
    baris = BarisDipa.objects.filter(revisi__dipa=make_pohon_dipa(satker, RO))
    for kode, bulan in (("CQ.1.A.1", 3), ("CQ.1.A.1", 11), ("CQ.1.A.2", 11)):
        RealisasiAnggaran.objects.create(baris=baris.get(kode=kode), bulan=bulan, nilai=1)


def money_on_parents(satker):
    baris = BarisDipa.objects.filter(revisi__dipa=make_pohon_dipa(satker, RO))
    baris.filter(kode="CQ.1").update(pagu=9_999)
    RealisasiAnggaran.objects.create(baris=baris.get(kode="CQ"), bulan=12, nilai=9_999)


def only_a_total(satker):
    make_dipa(satker, 100, None)


def no_lines(satker):
    Dipa.objects.create(satker=satker, tahun=2023)


def no_dipa(satker):
    make_pohon_dipa(satker, RO, tahun=2022)


@pytest.mark.parametrize(
    "build",
    [one_revision, a_later_revision, several_months, money_on_parents, only_a_total, no_lines, no_dipa],
    ids=lambda build: build.__name__,
)
def test_the_summary_of_a_year_is_that_of_its_tree(satker, build):
    make_pohon_dipa(make_satker(), {"CQ.1.A.1": (5_000, 5_000)})
    build(satker)
    pohon, ringkas = anggaran_satker(satker, 2023), ringkasan_anggaran(satker, 2023)
    assert (pohon is None) == (ringkas is None)
    if pohon and ringkas:
        assert (ringkas.tahun, ringkas.nomor_revisi) == (pohon.tahun, pohon.revisi.nomor)
        assert (ringkas.bulan, ringkas.serapan) == (pohon.bulan, pohon.serapan)


def test_recap_keeps_the_order_given_and_says_who_has_nothing(satker):
    lain, tanpa = make_satker(), make_satker()
    make_pohon_dipa(satker, RO)
    make_dipa(lain, 500, None)
    make_dipa(tanpa, 5, 5, tahun=2022)
    rekap = rekap_satker([tanpa, lain, satker], 2023)
    assert [(baris.satker, baris.serapan) for baris in rekap] == [
        (tanpa, None),
        (lain, Serapan(500, 0)),
        (satker, Serapan(1_160, 650)),
    ]


def test_history_sums_programmes_at_both_ends(satker):
    make_pohon_dipa(satker, {"CQ.1.A.1": (100, 0), "WA.1.A.1": (5, 0)})
    make_pohon_dipa(satker, RO, nomor=2)
    riwayat = riwayat_dipa(satker, 2023)
    assert riwayat.awal == {"CQ": 100, "WA": 5}
    assert riwayat.akhir == {"CQ": 160, "WA": 1_000}
    assert (riwayat.pagu_awal, riwayat.pagu_akhir) == (105, 1_160)
    assert [satu.nomor for satu in riwayat.perubahan] == [2]
    assert riwayat_dipa(satker, 2022) is None


def test_pk_beside_dipa_names_what_only_one_of_them_has(satker):
    make_pohon_dipa(satker, RO)
    pk = make_pk(satker)
    make_anggaran_program(pk, "CQ", 100)
    make_anggaran_program(pk, "ZZ", 7)
    baris = banding_perjanjian(pk)
    assert [(satu.kode, satu.perjanjian, satu.pagu, satu.selisih) for satu in baris] == [
        ("CQ", 100, 160, 60),
        ("ZZ", 7, None, None),
        ("WA", None, 1_000, None),
    ]


def test_kegiatan_of_an_indikator_are_found_in_the_dipa_in_force(satker):
    make_pohon_dipa(satker, RO)
    indikator = make_indikator(make_sasaran(make_pk(satker)))
    for kode in ("CQ.1", "CQ.9"):
        indikator.kegiatan_pendukung.create(kode=kode)
    (ada, simpul), (tidak, kosong) = kegiatan_pendukung(indikator, satker, 2023)
    assert (ada, simpul.serapan, tidak, kosong) == ("CQ.1", Serapan(150, 150), "CQ.9", None)


def test_years_of_a_satker_newest_first(satker):
    make_dipa(satker, tahun=2022)
    make_dipa(satker, tahun=2024)
    assert tahun_dipa(satker) == [2024, 2022]


def test_dipa_of_another_satker_are_not_visible(satker):
    make_dipa(satker)
    make_dipa(make_satker())
    assert [dipa.satker for dipa in Dipa.objects.visible_to(make_member(satker))] == [satker]
