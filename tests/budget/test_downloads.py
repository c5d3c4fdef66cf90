"""The recap and the tree as .xlsx, read back with another reader than the one that wrote them."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from budget.models import BarisDipa
from tests.budget.books import NAMA, TAHUN
from tests.factories import make_dipa, make_member, make_pohon_dipa

RO = {"CQ.1.A.1": (100, 90), "CQ.1.B.2": (50, 60), "WA.3.B.1": (1_000, 500)}


@pytest.fixture
def pembaca(client, satker):
    client.force_login(make_member(satker))
    return client


def sheet(client, name: str, *arguments, **query: str):
    response = client.get(reverse(f"budget:{name}", args=arguments), query)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment; filename=")
    return openpyxl.load_workbook(BytesIO(response.content)).active


def rows(found) -> list[tuple]:
    return [tuple(row) for row in found.iter_rows(min_row=5, values_only=True)]


def test_the_recap_has_numbers_and_its_sum(pembaca, satker, kab):
    make_dipa(satker, 50_342_000_000, 50_101_361_013)
    make_dipa(kab[0], 1_000, 0)
    found = rows(sheet(pembaca, "unduh_rekap", TAHUN))
    assert found[0][:5] == (satker.kode, NAMA, 50_342_000_000, 50_101_361_013, 240_638_987)
    assert round(found[0][5], 6) == 0.995220
    assert found[0][6] == "Desember"
    # Without a DIPA there is nothing, not 0.
    assert found[2][1:6] == (kab[1].nama, None, None, None, None)
    assert found[-1][1:5] == ("JUMLAH", 50_342_001_000, 50_101_361_013, 240_639_987)


def test_the_recap_is_narrowed_as_the_page_is(pembaca, satker, kab):
    make_dipa(kab[1])
    found = rows(sheet(pembaca, "unduh_rekap", TAHUN, cari="Dua"))
    assert [row[1] for row in found] == [kab[1].nama, "JUMLAH"]


def test_the_tree_has_numbers_down_to_the_level(pembaca, satker):
    make_pohon_dipa(satker, RO)
    found = rows(sheet(pembaca, "unduh_satker", satker.slug, TAHUN, sampai="kegiatan"))
    assert [(row[0], *row[2:7]) for row in found] == [
        ("CQ", 150, 150, 0, 1, "Program"),
        ("CQ.1", 150, 150, 0, 1, "Kegiatan"),
        ("WA", 1_000, 500, 500, 0.5, "Program"),
        ("WA.3", 1_000, 500, 500, 0.5, "Kegiatan"),
        (None, 1_150, 650, 500, pytest.approx(650 / 1_150), None),
    ]


def test_the_tree_is_narrowed_as_the_page_is(pembaca, satker):
    make_pohon_dipa(satker, RO)
    found = rows(sheet(pembaca, "unduh_satker", satker.slug, TAHUN, cari="CQ.1.B.2"))
    assert [row[0] for row in found] == ["CQ", "CQ.1", "CQ.1.B", "CQ.1.B.2", None]
    assert found[-1][2] == 1_150


@pytest.mark.parametrize("mark", "=+-@")
def test_a_text_that_begins_like_a_formula_stays_a_text(pembaca, satker, mark):
    make_pohon_dipa(satker, {"CQ.1.A.1": (100, 90)})
    jahat = f"{mark}HYPERLINK(A1)"
    BarisDipa.objects.filter(kode="CQ").update(uraian=jahat)
    type(satker).objects.filter(pk=satker.pk).update(nama=jahat)
    for found in (sheet(pembaca, "unduh_satker", satker.slug, TAHUN), sheet(pembaca, "unduh_rekap", TAHUN)):
        sel = found.cell(5, 2)
        assert (sel.value, sel.data_type, sel.quotePrefix) == (jahat, "s", True)


def test_a_satker_without_a_dipa_has_nothing_to_download(pembaca, satker):
    assert pembaca.get(reverse("budget:unduh_satker", args=[satker.slug, TAHUN])).status_code == 404
