"""A step locks the rows that it decides on and no other, so that two steps cannot wait for each other."""

from threading import Event

import pytest
from django.db import connection, models, transaction
from django.db.utils import OperationalError
from django.utils import timezone

from agreements.frozen import hold_year
from agreements.models import KunciTahun
from measurements import actions
from measurements.entry import Isian
from measurements.evidence import IsianBukti
from measurements.evidence_actions import add_evidence
from measurements.models import Realisasi
from measurements.states import StatusRealisasi
from tests.measurements.quarter import TAHUN, TRIWULAN, Quarter, make_quarter
from tests.together import END_SECONDS, together, wait_until_one_waits

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


def test_evidence_that_comes_while_the_year_is_signed_waits_and_is_told(tw):
    """Not refused by the trigger alone, which has no sentence for a person."""
    year_is_held = Event()

    def signing() -> None:
        with transaction.atomic():
            hold_year(tw.satker, TAHUN)
            year_is_held.set()
            wait_until_one_waits()
            KunciTahun.objects.create(
                satker=tw.satker, tahun=TAHUN, dasar="Laporan", oleh=tw.verifikator, sejak=timezone.now()
            )

    def adding() -> None:
        year_is_held.wait(END_SECONDS)
        add_evidence(tw.indikator, TRIWULAN, IsianBukti("Surat"), by=tw.staf, on=timezone.localdate())

    signed, added = together(signing, adding)
    assert signed.error is None
    assert type(added.error) is actions.Tertutup
    KunciTahun.objects.all().delete()


def test_an_entry_holds_up_a_second_one_and_no_draft(tw):
    satu = tw.realisasi(StatusRealisasi.DRAF)
    with transaction.atomic():
        actions.save_realisasi(
            tw.indikator, TRIWULAN, Isian(), versi=satu.versi, by=tw.staf, on=timezone.localdate()
        )
        assert not could_lock(Realisasi.objects.get(pk=satu.pk), "UPDATE")
        assert not could_lock(tw.indikator, "NO KEY UPDATE")
        assert could_lock(tw.indikator, "KEY SHARE")
