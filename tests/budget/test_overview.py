"""Who has uploaded what: the recap's last column, its search, and satker × bulan."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.permissions import Peran
from budget.models import RealisasiAnggaran, RevisiDipa, Unggahan
from budget.months import KeadaanBulan, Tempo, keadaan, tempo_terakhir
from budget.overview_display import hitungan
from budget.overview_queries import belum_mengunggah, diterapkan, peta_unggahan
from budget.restore_actions import restore
from tests.budget.books import NAMA, TAHUN, template
from tests.budget.stored import NAIK, applied, recap_of, upload
from tests.factories import make_dipa, make_member, make_pohon_dipa, make_satker
from tests.strict import strict_templates

K = KeadaanBulan
LAMA = date(2024, 6, 1)


@pytest.fixture
def pembaca(client, satker):
    client.force_login(make_member(satker))
    with strict_templates():
        yield client


def words(satker, hari: date) -> list[KeadaanBulan]:
    (baris,) = peta_unggahan([satker], TAHUN, hari)
    return [sel.keadaan for sel in baris.sel]


# Months and deadlines


@pytest.mark.parametrize(
    ("bulan", "tenggat"), [(1, date(2023, 2, 10)), (2, date(2023, 3, 10)), (12, date(2024, 1, 10))]
)
def test_a_month_is_awaited_until_the_tenth_of_the_next(bulan, tenggat):
    assert Tempo(TAHUN, bulan).tenggat == tenggat


@pytest.mark.parametrize(
    ("hari", "bulan"),
    [(date(2023, 2, 10), None), (date(2023, 2, 11), 1), (date(2024, 1, 10), 11), (date(2024, 1, 11), 12)],
)
def test_a_month_is_overdue_from_the_day_after(hari, bulan):
    tempo = tempo_terakhir(TAHUN, hari)
    assert (tempo and tempo.bulan) == bulan


@pytest.mark.parametrize("tahun", [0, 1999, 2101, 10**20])
def test_an_impossible_year_awaits_nothing(tahun):
    assert tempo_terakhir(tahun, LAMA) is None


@pytest.mark.parametrize(
    ("dipa", "expected"),
    [(None, K.TERLAMBAT), (date(2023, 1, 31), K.TERLAMBAT), (date(2023, 2, 1), K.SEBELUM_DIPA)],
)
def test_what_ended_before_the_dipa_is_not_awaited(dipa, expected):
    assert keadaan(Tempo(TAHUN, 1), LAMA, diunggah=False, terisi=False, dipa=dipa) == expected


# Satker × bulan


def test_a_year_in_its_states(satker, operator):
    applied(satker, template(), operator)
    RevisiDipa.objects.filter(nomor=0).update(tanggal=date(2023, 2, 5))
    assert words(satker, date(2023, 9, 10)) == [
        K.SEBELUM_DIPA, *[K.TERLAMBAT] * 4, K.DIUNGGAH, K.TERLAMBAT, *[K.DITUNGGU] * 5
    ]  # fmt: skip


def test_a_satker_without_a_dipa_is_awaited_from_january(satker):
    assert words(satker, date(2023, 2, 11)) == [K.TERLAMBAT, *[K.DITUNGGU] * 11]


def test_figures_without_an_upload_are_told_apart(satker):
    make_dipa(satker)
    assert words(satker, LAMA)[-1] == K.DIMUAT


def test_an_upload_that_was_undone_leaves_its_month_missing(satker, operator):
    unggahan = applied(satker, template(), operator)
    restore(unggahan, by=None)
    assert words(satker, LAMA)[5] == K.TERLAMBAT


def test_a_file_that_was_only_checked_is_no_upload(satker, operator):
    upload(satker, template(), operator)
    assert words(satker, LAMA)[5] == K.TERLAMBAT
    assert diterapkan(TAHUN) == {}


def test_a_recap_counts_for_every_satker_in_it(satker, kab, verifikator):
    rekap = applied(satker, recap_of(satker, kab), verifikator)
    for baris in peta_unggahan([satker, *kab], TAHUN, LAMA):
        assert baris.sel[5].jejak.pk == rekap.pk


def test_a_file_that_changes_nothing_still_counts_as_the_last(satker, operator):
    applied(satker, template(), operator)
    lagi = applied(satker, template(), operator)
    assert diterapkan(TAHUN)[satker.pk][-1].pk == lagi.pk


def test_the_counts_of_each_month(satker, kab, operator):
    applied(satker, template(), operator)
    make_dipa(kab[0])
    juni, desember = (hitungan(peta_unggahan([satker, *kab], TAHUN, LAMA))[ke] for ke in (5, 11))
    assert (juni.ada, juni.terlambat) == (1, 3)
    assert (desember.ada, desember.terlambat) == (1, 3)


def test_who_misses_the_last_month_that_is_due(satker, kab, operator):
    applied(satker, template(), operator)
    semua = [satker, *kab]
    assert belum_mengunggah(semua, TAHUN, date(2023, 7, 11)) == {satu.pk for satu in kab}
    assert belum_mengunggah(semua, TAHUN, date(2023, 8, 11)) == {satu.pk for satu in semua}
    assert belum_mengunggah(semua, TAHUN, date(2023, 1, 15)) == set()


def test_the_page_says_the_rule_the_day_and_the_way_to_the_upload(pembaca, satker, kab, operator):
    unggahan = applied(satker, template(), operator)
    Unggahan.objects.filter(pk=unggahan.pk).update(diterapkan_pada=datetime(2023, 7, 4, 20, 0, tzinfo=UTC))
    response = pembaca.get(reverse("budget:peta", args=[TAHUN]))
    assert "ditunggu sampai tanggal 10 bulan berikutnya" in response.text
    juni = response.context["baris"][0].sel[5]
    assert (juni.kata, juni.hari, juni.url) == ("Diunggah", "05/07/23", f"/unggahan/{unggahan.pk}/")
    assert [satu.kata for satu in response.context["legenda"]] == [
        "Diunggah", "Ada", "Belum", "Nanti", "Tanpa DIPA"
    ]  # fmt: skip


@pytest.mark.parametrize("tahun", [1999, 2101, 10**20])
def test_a_year_without_months_is_not_found(pembaca, tahun):
    assert pembaca.get(reverse("budget:peta", args=[tahun])).status_code == 404


def test_many_satker_stand_on_pages_and_are_counted_together(pembaca, satker):
    for _ in range(60):
        make_satker(induk=satker)
    halaman = [pembaca.get(reverse("budget:peta", args=[TAHUN]), {"page": ke}).context for ke in (1, 2)]
    assert [len(satu["baris"]) for satu in halaman] == [50, 11]
    assert {satu["hitungan"][0].terlambat for satu in halaman} == {61}


# The recap


def rows(response) -> dict[str, str]:
    return {satu.nama: satu.terakhir for satu in response.context["baris"]}


def test_the_recap_leads_to_the_last_upload(pembaca, satker, kab, operator):
    pertama = applied(satker, template(NAIK, bulan=7), operator, bulan=7)
    akhir = applied(satker, template(), operator)
    for pk, hari in ((pertama.pk, 1), (akhir.pk, 2)):
        pada = datetime(2023, 8, hari, 5, 0, tzinfo=UTC)
        Unggahan.objects.filter(pk=pk).update(diterapkan_pada=pada)
    response = pembaca.get(reverse("budget:rekap", args=[TAHUN]))
    assert rows(response) == {NAMA: "2 Agustus 2023", **{satu.nama: "" for satu in kab}}
    assert response.context["baris"][0].url_terakhir == reverse("budget:unggahan", args=[akhir.pk])


def test_a_recap_of_many_satker_stands_on_pages_and_sums_them_all(pembaca, satker):
    for ke in range(1, 61):
        make_dipa(make_satker(induk=satker), pagu=ke, realisasi=0)
    halaman = [pembaca.get(reverse("budget:rekap", args=[TAHUN]), {"page": ke}) for ke in (1, 2)]
    assert [len(satu.context["baris"]) for satu in halaman] == [50, 11]
    assert {satu.context["ringkasan"].sel.pagu for satu in halaman} == {"Rp1.830"}
    assert ["JUMLAH 61 satker" in satu.text for satu in halaman] == [True, True]
    assert '<td class="no" role="cell">61</td>' in halaman[1].text


def test_a_recap_of_the_province_is_no_link_for_the_operator_below(client, satker, kab, verifikator):
    applied(satker, recap_of(satker, kab), verifikator)
    client.force_login(make_member(kab[0], Peran.OPERATOR))
    (baris,) = client.get(reverse("budget:rekap", args=[TAHUN])).context["baris"]
    assert (baris.terakhir != "", baris.url_terakhir) == (True, "")


@pytest.mark.parametrize("cari", ["dua", " KAB.  Dua ", "DUA"])
def test_the_recap_is_searched_by_name(pembaca, kab, cari):
    response = pembaca.get(reverse("budget:rekap", args=[TAHUN]), {"cari": cari})
    assert list(rows(response)) == ["KPU Kab. Dua"]


def test_a_search_that_finds_nothing_says_so(pembaca, kab):
    response = pembaca.get(reverse("budget:rekap", args=[TAHUN]), {"cari": "tidak ada\x00"})
    assert "Tidak ada satker yang cocok" in response.text


def test_the_sum_of_a_search_is_that_of_what_is_shown(pembaca, kab):
    for ke, satu in enumerate(kab):
        make_dipa(satu, pagu=10 ** (ke + 3), realisasi=0)
    response = pembaca.get(reverse("budget:rekap", args=[TAHUN]), {"cari": "Dua"})
    assert response.context["ringkasan"].sel.pagu == "Rp10.000"
    assert "JUMLAH yang ditampilkan" in response.text


def test_the_recap_is_narrowed_to_who_has_not_uploaded(pembaca, satker, kab, operator):
    make_dipa(kab[1])
    response = pembaca.get(reverse("budget:rekap", args=[TAHUN]), {"belum": "1"})
    assert list(rows(response)) == [NAMA, "KPU Kab. Satu", "KPU Kab. Tiga"]
    assert "Hanya yang belum mengunggah Desember 2023" in response.text


# Up to which month the figures of the recap run


def test_the_recap_says_up_to_which_month_and_which_lines_lag(pembaca, satker, kab):
    make_pohon_dipa(satker, {"CQ.1.A.1": (10, 5), "CQ.1.A.2": (10, 5)})
    RealisasiAnggaran.objects.filter(baris__kode="CQ.1.A.2").update(bulan=11)
    applied(kab[0], template(satker=(kab[0].kode, kab[0].nama)))
    isi = pembaca.get(reverse("budget:rekap", args=[TAHUN])).content.decode()
    kata = " ".join(strip_tags(isi).split())
    assert "Desember 1 baris belum sampai bulan itu" in kata
    assert "Realisasi tidak sampai bulan yang sama: dari Juni hingga Desember" in kata
    assert isi.count('<td role="cell" data-label="Sampai dengan">Juni</td>') == 1


def test_the_recap_of_one_month_says_nothing_of_months(pembaca, satker):
    make_pohon_dipa(satker, {"CQ.1.A.1": (10, 5)})
    isi = pembaca.get(reverse("budget:rekap", args=[TAHUN])).content.decode()
    assert "bulan yang sama" not in isi
    assert "belum sampai" not in isi
