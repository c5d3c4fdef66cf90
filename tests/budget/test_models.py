"""What the database itself refuses about the budget."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from budget.models import BarisDipa, RealisasiAnggaran, RevisiDipa
from budget.queries import anggaran_satker
from tests.factories import make_baris_dipa, make_dipa, make_satker, make_unggahan


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


# A line and its parent


def test_a_parent_stands_in_the_same_revision(revisi):
    lain = RevisiDipa.objects.create(dipa=revisi.dipa, nomor=2)
    induk = make_baris_dipa(lain, "CQ", "program")
    with refused("revisi yang sama"), transaction.atomic():
        make_baris_dipa(revisi, "CQ.1", "kegiatan", induk=induk)


def test_a_parent_does_not_move_away_from_its_children(revisi):
    lain = RevisiDipa.objects.create(dipa=revisi.dipa, nomor=2)
    induk = make_baris_dipa(revisi, "CQ", "program")
    make_baris_dipa(revisi, "CQ.1", "kegiatan", induk=induk)
    with refused("revisi yang sama"), transaction.atomic():
        BarisDipa.objects.filter(pk=induk.pk).update(revisi=lain)


@pytest.mark.parametrize(("atas", "bawah"), [("ro", "kro"), ("kegiatan", "kegiatan"), ("program", "total")])
def test_a_parent_stands_on_a_higher_level(revisi, atas, bawah):
    induk = make_baris_dipa(revisi, "A", atas, pagu=1)
    with refused("tingkat yang lebih tinggi"), transaction.atomic():
        make_baris_dipa(revisi, "B", bawah, induk=induk, pagu=1)


def test_a_line_is_not_its_own_ancestor(revisi):
    atas = make_baris_dipa(revisi, "CQ", "program")
    bawah = make_baris_dipa(revisi, "CQ.1", "kegiatan", induk=atas)
    with refused("tingkat yang lebih tinggi"), transaction.atomic():
        BarisDipa.objects.filter(pk=atas.pk).update(induk=bawah)


def test_the_control_without_the_guard_such_a_line_vanishes(revisi):
    lain = RevisiDipa.objects.create(dipa=revisi.dipa, nomor=2)
    induk = make_baris_dipa(revisi, "CQ", "program")
    with connection.cursor() as cursor:
        cursor.execute(drop_guard("insert"))
        make_baris_dipa(lain, "CQ.1.A.1", "ro", induk=induk, pagu=5)
    assert anggaran_satker(revisi.dipa.satker, 2023).serapan.pagu == 0


def drop_guard(verb: str) -> str:
    table = " ON budget_barisdipa" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER budget_barisdipa_induk_{verb}{table}"


# An upload

PADA = datetime(2023, 7, 5, 3, 0, tzinfo=UTC)
PEMULIHAN = {"jenis": "pemulihan", "berkas": "", "sha256": "", "ukuran": None}


@pytest.mark.parametrize(
    ("name", "isi"),
    [
        ("unggahan_bulan_1_12", {"bulan": 13}),
        ("unggahan_jenis_dikenal", {"jenis": "pok"}),
        ("unggahan_status_dikenal", {"status": "selesai", "diperiksa_pada": PADA}),
        ("unggahan_berkas_utuh", {"berkas": ""}),
        ("unggahan_berkas_utuh", {"sha256": ""}),
        ("unggahan_berkas_utuh", {"ukuran": 0}),
        ("unggahan_berkas_utuh", PEMULIHAN),
        ("unggahan_diperiksa_tercatat", {"status": "diperiksa"}),
        ("unggahan_diperiksa_tercatat", {"status": "ditolak"}),
        ("unggahan_diterapkan_tercatat", {"status": "diterapkan", "diperiksa_pada": PADA, "jenis": "rekap"}),
        (
            "unggahan_diterapkan_tercatat",
            {"status": "diterapkan", "diperiksa_pada": PADA, "diterapkan_pada": PADA, "jenis": ""},
        ),
        ("unggahan_diterapkan_tercatat", {"diterapkan_pada": PADA}),
        ("unggahan_dibatalkan_tercatat", {"status": "dibatalkan"}),
        ("unggahan_dibatalkan_tercatat", {"dibatalkan_pada": PADA}),
        (
            "unggahan_revisi_posting_tidak_mendahului",
            {"revisi_tanggal": date(2023, 2, 24), "revisi_tanggal_span": date(2023, 2, 23)},
        ),
    ],
)
def test_an_upload_is_possible(revisi, name, isi):
    with refused(name), transaction.atomic():
        make_unggahan(revisi.dipa.satker, **isi)
