"""The search of a satker's tree, beside the choice of its level."""

import pytest
from django.urls import reverse

from tests.budget.books import TAHUN
from tests.factories import make_member, make_pohon_dipa
from tests.strict import strict_templates

RO = {"CQ.1.A.1": (100, 90), "CQ.1.B.2": (50, 60), "WA.3.B.1": (1_000, 500)}


@pytest.fixture
def pembaca(client, satker):
    make_pohon_dipa(satker, RO)
    client.force_login(make_member(satker))
    with strict_templates():
        yield client


def codes(client, satker, **query: str) -> list[str]:
    response = client.get(reverse("budget:satker", args=[satker.slug, TAHUN]), query)
    return [satu.simpul.baris.kode for satu in response.context["baris"]]


@pytest.mark.parametrize("cari", ["CQ.1.A.1", "cq.1.a.1", "uraian  CQ.1.A.1", " CQ.1.A.1 "])
def test_a_line_is_found_by_code_or_description_with_what_stands_above_it(pembaca, satker, cari):
    assert codes(pembaca, satker, cari=cari) == ["CQ", "CQ.1", "CQ.1.A", "CQ.1.A.1"]


def test_the_level_stays(pembaca, satker):
    assert codes(pembaca, satker, cari="CQ", sampai="kegiatan") == ["CQ", "CQ.1"]
    assert codes(pembaca, satker, cari="CQ.1.A.1", sampai="kegiatan") == []
    response = pembaca.get(
        reverse("budget:satker", args=[satker.slug, TAHUN]), {"cari": "a&b", "sampai": "kro"}
    )
    assert 'href="?sampai=program&amp;cari=a%26b#rincian"' in response.text


def test_the_sum_is_that_of_the_whole_dipa_and_says_so(pembaca, satker):
    response = pembaca.get(reverse("budget:satker", args=[satker.slug, TAHUN]), {"cari": "WA"})
    assert response.context["jumlah"].pagu == "Rp1.150"
    assert "JUMLAH seluruh DIPA" in response.text


@pytest.mark.parametrize("cari", ["tidak ada", "\x00", "<b>"])
def test_what_is_not_found_is_said(pembaca, satker, cari):
    response = pembaca.get(reverse("budget:satker", args=[satker.slug, TAHUN]), {"cari": cari})
    assert response.context["baris"] == []
    assert "Tidak ada baris yang memuat" in response.text
    assert "<b>" not in response.text
