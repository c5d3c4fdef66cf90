"""What the database itself refuses about the budget."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from budget.models import RealisasiAnggaran, RevisiDipa
from tests.factories import make_baris_dipa, make_dipa, make_satker


def refused(name: str):
    return pytest.raises(IntegrityError, match=name)


@pytest.fixture
def revisi(db):
    return RevisiDipa.objects.create(dipa=make_dipa(make_satker()), nomor=1)


@pytest.mark.parametrize(
    ("name", "level", "pagu"),
    [
        ("baris_dipa_pagu_tidak_negatif", "ro", -1),
        ("baris_dipa_level_dikenal", "akun", 1),
        ("baris_dipa_ro_dan_total_berpagu", "ro", None),
        ("baris_dipa_ro_dan_total_berpagu", "total", None),
    ],
)
def test_a_line_is_possible(revisi, name, level, pagu):
    with refused(name), transaction.atomic():
        make_baris_dipa(revisi, "CQ.1.A.1", level, pagu=pagu)


def test_a_code_stands_once_in_a_revision(revisi):
    make_baris_dipa(revisi, "CQ", "program")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_baris_dipa(revisi, "CQ", "program")


def test_span_does_not_post_before_the_revision(revisi):
    revisi.tanggal, revisi.tanggal_posting_span = date(2023, 2, 24), date(2023, 2, 23)
    with refused("revisi_dipa_posting_tidak_mendahului"), transaction.atomic():
        revisi.save()


@pytest.mark.parametrize("bulan", [0, 13])
def test_a_year_has_twelve_months(revisi, bulan):
    baris = make_baris_dipa(revisi, "CQ.1.A.1", "ro", pagu=1)
    with refused("realisasi_anggaran_bulan_1_12"), transaction.atomic():
        RealisasiAnggaran.objects.create(baris=baris, bulan=bulan, nilai=1)


def test_a_satker_has_one_dipa_a_year(revisi):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_dipa(revisi.dipa.satker)
