"""The uploads that a signed year came by, met by raw SQL: nothing is taken out, altered or added."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Satker
from agreements.models import KunciTahun
from budget.models import Unggahan
from tests.budget.books import TAHUN, template
from tests.budget.stored import NAIK, applied, recap_of, upload
from tests.factories import make_member

STATEMENTS = [
    "UPDATE budget_unggahan SET sebelum = '{{}}' WHERE id = {0}",
    "UPDATE budget_unggahan SET sha256 = 'lain' WHERE id = {0}",
    "UPDATE budget_unggahan SET tahun = tahun + 1 WHERE id = {0}",
    "UPDATE budget_unggahan SET status = 'ditolak', diterapkan_pada = NULL, diterapkan_oleh_id = NULL"
    " WHERE id = {0}",
    "DELETE FROM budget_unggahan WHERE id = {0}",
]
FROZEN = import_module("reports.migrations.0009_tahun_beku").FROZEN
COLUMNS = ", ".join(satu.column for satu in Unggahan._meta.fields if satu.column != "id")


def lock(satker: Satker, tahun: int = TAHUN) -> None:
    """What signing the LKj of a year leaves."""
    KunciTahun.objects.create(
        satker=satker, tahun=tahun, dasar="Laporan Kinerja versi 1", oleh=make_member(satker),
        sejak=datetime(2024, 1, 15, tzinfo=UTC),
    )  # fmt: skip


def answer(statement: str) -> str:
    """Why the database refuses a statement, empty where it lets it through; it is taken back in any case."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
    except IntegrityError as error:
        return str(error).partition("\n")[0]
    return ""


@pytest.mark.parametrize("statement", STATEMENTS)
def test_an_applied_upload_of_a_signed_year_stays_as_it_was(satker, operator, statement):
    unggahan = applied(satker, template(), operator)
    lock(satker, TAHUN - 1)
    assert answer(statement.format(unggahan.pk)) == ""
    lock(satker)
    assert answer(statement.format(unggahan.pk)) == FROZEN


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_recap_stays_as_it_was_for_a_satker_that_it_changed(satker, kab, verifikator, statement):
    rekap = applied(satker, recap_of(satker, kab), verifikator)
    lain = applied(satker, recap_of(satker, kab, Dua=(1_000, 500)), verifikator)
    lock(kab[0])
    assert answer(statement.format(rekap.pk)) == FROZEN
    assert answer(statement.format(lain.pk)) == ""


def test_none_comes_in_that_says_it_changed_a_signed_year(satker, kab, operator):
    unggahan = applied(satker, template(), operator)
    masuk = f"INSERT INTO budget_unggahan ({COLUMNS}) SELECT {COLUMNS} FROM budget_unggahan WHERE id = "
    belum = upload(satker, template(NAIK, bulan=7), operator, bulan=7)
    terapkan = (
        "UPDATE budget_unggahan SET status = 'diterapkan', diterapkan_pada = diperiksa_pada"
        f" WHERE id = {belum.pk}"
    )
    assert answer(f"{masuk}{unggahan.pk}") == ""
    assert answer(terapkan) == ""
    lock(satker)
    assert answer(f"{masuk}{unggahan.pk}") == FROZEN
    assert answer(terapkan) == FROZEN


def test_what_was_not_applied_goes_on(satker, operator):
    belum = upload(satker, template(), operator)
    lock(satker)
    assert answer(f"UPDATE budget_unggahan SET nama_asli = 'lain' WHERE id = {belum.pk}") == ""
    assert answer(f"DELETE FROM budget_unggahan WHERE id = {belum.pk}") == ""


def test_a_file_that_changes_nothing_is_still_taken(satker, operator):
    applied(satker, template(), operator)
    lock(satker)
    assert applied(satker, template(), operator).dipa_versi == {}


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's")
def test_none_is_replaced(satker, operator):
    unggahan = applied(satker, template(), operator)
    belum = upload(satker, template(NAIK, bulan=7), operator, bulan=7)
    ganti = [
        f"REPLACE INTO budget_unggahan (id, {COLUMNS}) SELECT {unggahan.pk}, {COLUMNS} FROM budget_unggahan"
        f" WHERE id = {belum.pk}",
        f"UPDATE OR REPLACE budget_unggahan SET id = {unggahan.pk} WHERE id = {belum.pk}",
    ]
    assert [answer(satu) for satu in ganti] == ["", ""]
    lock(satker)
    assert [answer(satu) for satu in ganti] == [FROZEN, FROZEN]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="TRUNCATE is PostgreSQL's")
def test_the_history_is_not_emptied(satker, operator):
    applied(satker, template(), operator)
    assert answer("TRUNCATE budget_unggahan") == ""
    lock(satker)
    assert answer("TRUNCATE budget_unggahan") == FROZEN
