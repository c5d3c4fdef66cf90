"""A step locks the rows that it decides on and no other, so that two steps cannot wait for each other."""

import pytest
from django.db import connection, models, transaction
from django.db.utils import OperationalError
from django.utils import timezone

from measurements import actions
from measurements.entry import Isian
from measurements.models import Realisasi
from measurements.states import StatusRealisasi
from tests.measurements.quarter import TAHUN, TRIWULAN, Quarter, make_quarter
from tests.together import together

pytestmark = [
    pytest.mark.usefixtures("race_db"),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite locks no rows"),
]


@pytest.fixture
def tw(race_db: None) -> Quarter:
    return make_quarter()


def could_lock(row: models.Model, strength: str) -> bool:
    """Whether another transaction gets a lock on the row at once."""

    def ask() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            table = connection.ops.quote_name(row._meta.db_table)
            cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR {strength} NOWAIT", [row.pk])

    [outcome] = together(ask)
    assert isinstance(outcome.error, OperationalError | None)
    return outcome.error is None


def test_closing_a_quarter_holds_up_neither_an_entry_nor_the_trail(tw):
    satu = tw.realisasi(StatusRealisasi.TERVERIFIKASI)
    with transaction.atomic():
        actions.close_quarter(tw.satker, TAHUN, TRIWULAN, by=tw.verifikator)
        assert not could_lock(satu, "UPDATE")
        assert could_lock(tw.indikator, "NO KEY UPDATE")
        assert could_lock(tw.satker, "KEY SHARE")
        # A table with a locked row in it lets nobody empty it for the next test.
        transaction.set_rollback(True)


def test_an_entry_holds_up_a_second_one_and_no_draft(tw):
    satu = tw.realisasi(StatusRealisasi.DRAF)
    with transaction.atomic():
        actions.save_realisasi(
            tw.indikator, TRIWULAN, Isian(), versi=satu.versi, by=tw.staf, on=timezone.localdate()
        )
        assert not could_lock(Realisasi.objects.get(pk=satu.pk), "UPDATE")
        assert not could_lock(tw.indikator, "NO KEY UPDATE")
        assert could_lock(tw.indikator, "KEY SHARE")
