"""One satker's budget month by month and revision by revision."""

from datetime import date

import pytest
from django.urls import reverse

from budget.models import BarisDipa, RealisasiAnggaran, RevisiDipa
from budget.monthly_queries import bulanan
from budget.queries import anggaran_satker, revisi_berlaku
from kinerja.serapan import Serapan
from tests.budget.books import TAHUN, template
from tests.budget.stored import NAIK, NEW, applied
from tests.factories import make_dipa, make_member, make_pohon_dipa
from tests.strict import strict_templates

LAMA = date(2024, 6, 1)


@pytest.fixture
def pembaca(client, satker):
    client.force_login(make_member(satker))
    with strict_templates():
        yield client


def page(client, name: str, satker, **query: object):
    response = client.get(reverse(f"budget:{name}", args=[satker.slug, TAHUN]), query)
    assert response.status_code == 200
    return response


# Month by month


def test_a_month_alone_is_what_came_since_the_month_before(satker, operator):
    applied(satker, template(), operator)
    applied(satker, template(NAIK, bulan=7), operator, bulan=7)
    isi = bulanan(satker, TAHUN, LAMA)
    juni, juli = isi[5], isi[6]
    assert (juni.serapan, juni.sebulan) == (Serapan(1_160_000, 650_000), None)
    assert (juli.sebulan, juli.serapan.realisasi) == (2_000, 652_000)
    assert [satu.serapan for satu in isi[:5] + isi[7:]] == [None] * 10


def test_january_alone_is_all_of_it(satker, operator):
    applied(satker, template(bulan=1), operator, bulan=1)
    assert bulanan(satker, TAHUN, LAMA)[0].sebulan == 650_000


def test_a_month_counts_with_the_pagu_of_the_last_revision_that_knows_it(satker, operator):
    applied(satker, template(), operator)
    applied(satker, template(NEW, bulan=7, revisi=1), operator, bulan=7, revisi=1, tanggal=date(2023, 7, 3))
    isi = bulanan(satker, TAHUN, LAMA)
    assert [(satu.revisi, satu.serapan.pagu) for satu in isi[5:7]] == [(0, 1_160_000), (1, 1_170_000)]


def test_the_last_month_is_what_the_tree_says(satker):
    dipa = make_pohon_dipa(satker, {"CQ.1.A.1": (100, 90), "CQ.1.A.2": (50, 40)})
    tertinggal = BarisDipa.objects.get(revisi__dipa=dipa, kode="CQ.1.A.2")
    RealisasiAnggaran.objects.filter(baris=tertinggal).update(bulan=11)
    desember = bulanan(satker, TAHUN, LAMA)[11]
    assert desember.serapan == anggaran_satker(satker, TAHUN).serapan == Serapan(150, 130)
    assert desember.tertinggal == 1


def test_a_gap_is_named_and_never_nought(pembaca, satker, operator):
    applied(satker, template(), operator)
    response = page(pembaca, "bulanan", satker)
    mei, juni = response.context["baris"][4:6]
    assert (mei.kosong, mei.sampai) == ("Tidak ada angka: terlambat", "")
    assert (juni.sampai, juni.sebulan) == ("Rp650.000", "")
    assert "Tidak terhitung: bulan sebelumnya tidak ada" in response.text
    assert "Mei tidak ada; Juni 56,03%" in response.text


def test_without_realisasi_the_page_leads_to_uploading(pembaca, satker):
    make_dipa(satker, realisasi=None)
    response = page(pembaca, "bulanan", satker)
    assert "Belum ada realisasi tahun ini" in response.text
    assert response.context["bagan"] is None


def test_a_pagu_of_nought_has_no_trend(pembaca, satker):
    make_dipa(satker, pagu=0, realisasi=0)
    response = page(pembaca, "bulanan", satker)
    assert response.context["bagan"] is None
    assert "pagu bernilai nol" in response.text


# Revisions


@pytest.fixture
def dipa(satker):
    dipa = make_pohon_dipa(satker, {"CQ.1.A.1": (100, 0), "CQ.1.A.2": (50, 0)})
    make_pohon_dipa(satker, {"CQ.1.A.1": (120, 0), "WA.1.A.1": (7, 0)}, nomor=2)
    RevisiDipa.objects.create(dipa=dipa, nomor=1, tanggal=date(2023, 2, 24))
    RevisiDipa.objects.filter(dipa=dipa, nomor=2).update(
        tanggal=date(2023, 11, 13), tanggal_posting_span=date(2023, 11, 14)
    )
    return dipa


@pytest.mark.parametrize(
    ("pada", "kalimat"),
    [
        ("2023-02-23", "Yang berlaku pada 23 Februari 2023 adalah DIPA awal, tanggalnya tidak tercatat."),
        ("2023-11-13", "Yang berlaku pada 13 November 2023 adalah Revisi ke-1, "
         "sejak 24 Februari 2023 menurut tanggal revisi."),
        ("2023-11-14", "Yang berlaku pada 14 November 2023 adalah Revisi ke-2, "
         "sejak 14 November 2023 menurut tanggal posting SPAN."),
        ("kemarin", "Yang berlaku pada 31 Desember 2023 adalah Revisi ke-2, "
         "sejak 14 November 2023 menurut tanggal posting SPAN."),
    ],
)  # fmt: skip
def test_the_revision_in_force_on_a_day_and_why(pembaca, satker, dipa, pada, kalimat):
    response = page(pembaca, "revisi", satker, pada=pada)
    assert response.context["kalimat"] == kalimat


def test_dipa_awal_is_not_in_force_before_its_day(dipa):
    RevisiDipa.objects.filter(nomor=0).update(tanggal=date(2023, 1, 5))
    berlaku = revisi_berlaku(dipa.revisi.all(), date(2023, 1, 4))
    assert (berlaku.awal, berlaku.akhir, berlaku.sejak) == (None, None, (None, ""))


def test_awal_and_akhir_on_a_day(dipa):
    berlaku = revisi_berlaku(dipa.revisi.all(), date(2023, 12, 1))
    assert (berlaku.awal.nomor, berlaku.akhir.nomor) == (0, 2)


def test_the_list_of_revisions(pembaca, satker, dipa):
    response = page(pembaca, "revisi", satker)
    assert [(s.nama, s.tanggal, s.span, s.pagu, s.berlaku) for s in response.context["revisi"]] == [
        ("DIPA awal", "", "", "Rp150", False),
        ("Revisi ke-1", "24 Februari 2023", "", "", False),
        ("Revisi ke-2", "13 November 2023", "14 November 2023", "Rp127", True),
    ]


def lines(response) -> list[tuple[str, str, str, str, str]]:
    baris = response.context["banding"]["baris"]
    return [(satu.kode, satu.lama, satu.baru, satu.selisih, satu.keterangan) for satu in baris]


def test_two_revisions_line_by_line_and_in_total(pembaca, satker, dipa):
    response = page(pembaca, "revisi", satker)
    assert lines(response)[:4] == [
        ("CQ", "Rp150", "Rp120", "-Rp30", ""),
        ("CQ.1", "Rp150", "Rp120", "-Rp30", ""),
        ("CQ.1.A", "Rp150", "Rp120", "-Rp30", ""),
        ("CQ.1.A.1", "Rp100", "Rp120", "+Rp20", ""),
    ]
    assert lines(response)[4] == ("CQ.1.A.2", "Rp50", "", "-Rp50", "hilang")
    assert lines(response)[-1] == ("WA.1.A.1", "", "Rp7", "+Rp7", "baru")
    jumlah = response.context["banding"]["jumlah"]
    assert (jumlah.lama, jumlah.baru, jumlah.selisih) == ("Rp150", "Rp127", "-Rp23")


def test_the_other_way_round(pembaca, satker, dipa):
    response = page(pembaca, "revisi", satker, dari=2, ke=0)
    assert lines(response)[3] == ("CQ.1.A.1", "Rp120", "Rp100", "-Rp20", "")
    assert response.context["banding"]["nama"] == ["Revisi ke-2", "DIPA awal"]


def test_a_revision_beside_itself_does_not_differ(pembaca, satker, dipa):
    response = page(pembaca, "revisi", satker, dari=2, ke=2, berbeda=1)
    assert (lines(response), "Kedua revisi tidak berbeda." in response.text) == ([], True)


@pytest.mark.parametrize("query", [{"dari": "1"}, {"dari": "99"}, {"dari": "x", "ke": "-1"}, {}])
def test_what_is_not_known_is_the_first_and_the_last(pembaca, satker, dipa, query):
    response = page(pembaca, "revisi", satker, **query)
    assert response.context["banding"]["nama"] == ["DIPA awal", "Revisi ke-2"]


def test_without_a_dipa_there_is_nothing_to_compare(pembaca, satker):
    assert "Belum ada DIPA tahun ini" in page(pembaca, "revisi", satker).text


@pytest.mark.parametrize("name", ["bulanan", "revisi"])
@pytest.mark.parametrize("tahun", [1999, 2101, 10**20])
def test_a_year_that_a_dipa_cannot_have_is_not_found(pembaca, satker, name, tahun):
    assert pembaca.get(reverse(f"budget:{name}", args=[satker.slug, tahun])).status_code == 404
