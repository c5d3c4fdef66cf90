"""A closed quarter is locked below the forms: by the database itself, on both engines, by every path."""

from collections.abc import Callable, Iterator
from copy import copy
from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.models.base import ModelState
from django.utils import timezone

from measurements import actions
from measurements.models import (
    Analisis,
    BuktiDukung,
    JawabanSatker,
    Komponen,
    Pengembalian,
    Realisasi,
)
from measurements.states import StatusRealisasi
from tests.factories import make_satker
from tests.measurements.quarter import (
    TAHUN,
    TRIWULAN,
    Quarter,
    make_complete,
    make_exception,
    make_measured,
    make_quarter,
)

S = StatusRealisasi
LOCKED = pytest.raises(DatabaseError, match="sudah dikunci")
migration = import_module("measurements.migrations.0003_kunci_triwulan")


@pytest.fixture
def satu(tw: Quarter) -> Realisasi:
    """A locked realisasi with one row of everything that hangs on it."""
    satu = make_complete(tw.indikator, S.TERVERIFIKASI, by=tw.staf)
    Komponen.objects.create(realisasi=satu, urutan=1, nama="Meja", pembilang=1, penyebut=2)
    JawabanSatker.objects.create(realisasi=satu, satker=tw.satker, nilai=70)
    Pengembalian.objects.create(realisasi=satu, kategori="angka", alasan="Lama.", oleh=tw.verifikator)
    actions.close_quarter(tw.satker, TAHUN, TRIWULAN, by=tw.verifikator)
    satu.refresh_from_db()
    assert satu.status == S.TERKUNCI
    return satu


def execute(statement: str, *parameters: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def save_value(satu: Realisasi) -> None:
    satu.nilai = Decimal(1)
    satu.save()


def save_status(satu: Realisasi) -> None:
    satu.status = S.TERVERIFIKASI
    satu.save()


def bulk(satu: Realisasi) -> None:
    satu.nilai = Decimal(1)
    Realisasi.objects.bulk_update([satu], ["nilai"])


def upsert(satu: Realisasi) -> None:
    satu.nilai = Decimal(1)
    Realisasi.objects.bulk_create(
        [satu], update_conflicts=True, unique_fields=["indikator", "triwulan"], update_fields=["nilai"]
    )


COLUMNS = ", ".join(field.column for field in Realisasi._meta.concrete_fields)


def replace_sql(table: str, change: str, columns: str) -> str:
    """SQLite's way of overwriting a row without UPDATE or DELETE."""
    name = change.split(" AS ")[-1]
    chosen = ", ".join(
        change.split(" AS ")[0] if column == name else column for column in columns.split(", ")
    )
    return f"REPLACE INTO {table} ({columns}) SELECT {chosen} FROM {table} WHERE id = %s"


PATHS: dict[str, Callable[[Realisasi], object]] = {
    "save": save_value,
    "save of the status": save_status,
    "update": lambda satu: Realisasi.objects.filter(pk=satu.pk).update(nilai=1),
    "update of the status": lambda satu: Realisasi.objects.filter(pk=satu.pk).update(status=S.DRAF),
    "update of all": lambda satu: Realisasi.objects.update(nilai=1),
    "bulk_update": bulk,
    "upsert": upsert,
    "delete": lambda satu: satu.delete(),
    "delete of all": lambda satu: Realisasi.objects.all().delete(),
    "delete of the indikator": lambda satu: satu.indikator.delete(),
    "raw update": lambda satu: execute("UPDATE measurements_realisasi SET nilai = 1 WHERE id = %s", satu.pk),
    "raw move": lambda satu: execute("UPDATE measurements_realisasi SET triwulan = 1 WHERE id = %s", satu.pk),
    "raw key": lambda satu: execute("UPDATE measurements_realisasi SET id = id + 9 WHERE id = %s", satu.pk),
    "raw delete": lambda satu: execute("DELETE FROM measurements_realisasi WHERE id = %s", satu.pk),
}
CHILDREN = (Komponen, JawabanSatker, Analisis, BuktiDukung, Pengembalian)


@pytest.mark.parametrize("name", list(PATHS))
def test_a_locked_figure_is_not_changed_by_any_path(name, satu):
    with LOCKED, transaction.atomic():
        PATHS[name](satu)
    kini = Realisasi.objects.get(pk=satu.pk)
    assert (kini.nilai, kini.status, kini.triwulan) == (Decimal(95), S.TERKUNCI, TRIWULAN)


@pytest.mark.parametrize("model", CHILDREN, ids=lambda model: model.__name__)
def test_what_hangs_on_it_is_locked_too(model, satu):
    table = model._meta.db_table
    anak = model.objects.get(realisasi=satu)
    for change in (
        anak.save,
        anak.delete,
        lambda: model.objects.update(realisasi=satu),
        lambda: model.objects.all().delete(),
        lambda: execute(f"UPDATE {table} SET realisasi_id = realisasi_id"),
        lambda: execute(f"DELETE FROM {table} WHERE id = %s", anak.pk),
    ):
        with LOCKED, transaction.atomic():
            change()
    assert model.objects.get() == anak


@pytest.mark.parametrize("model", CHILDREN, ids=lambda model: model.__name__)
def test_nothing_is_added_to_it_nor_moved_onto_or_off_it(model, satu, tw):
    lain = make_complete(tw.indikator, S.DRAF, triwulan=3)
    anak = model.objects.get(realisasi=satu)
    with LOCKED, transaction.atomic():
        model.objects.filter(pk=anak.pk).update(realisasi=lain)
    model.objects.filter(realisasi=lain).delete()
    sendiri = copy_onto(anak, lain)
    with LOCKED, transaction.atomic():
        model.objects.filter(pk=sendiri.pk).update(realisasi=satu)
    if model is not Analisis:
        # A second analysis is refused by its own constraint already.
        with LOCKED, transaction.atomic():
            copy_onto(anak, satu)


def copy_onto(anak: models.Model, realisasi: Realisasi) -> models.Model:
    """Store a copy of what hangs on one realisasi on another."""
    baru = copy(anak)
    baru.pk, baru.realisasi = None, realisasi
    baru._state = ModelState()
    if hasattr(baru, "urutan"):
        baru.urutan += 1
    if isinstance(baru, JawabanSatker):
        baru.satker = make_satker()
    baru.save()
    return baru


def test_nothing_new_is_slipped_into_a_closed_quarter(satu, tw):
    lain = make_measured(tw.indikator.sasaran.perjanjian)
    with LOCKED, transaction.atomic():
        Realisasi.objects.create(indikator=lain, triwulan=TRIWULAN, nilai=1)
    Realisasi.objects.create(indikator=lain, triwulan=3, nilai=1)


def test_another_quarter_and_another_satker_are_free(satu, tw):
    bebas = make_complete(tw.indikator, S.DRAF, triwulan=3)
    Realisasi.objects.filter(pk=bebas.pk).update(nilai=1)
    Komponen.objects.create(realisasi=bebas, urutan=1, nama="Meja", pembilang=1, penyebut=2)
    bebas.delete()
    lain = make_quarter(make_satker("KPU Provinsi Lain"))
    Realisasi.objects.create(indikator=lain.indikator, triwulan=TRIWULAN, nilai=1)


@pytest.mark.parametrize("berlaku", [False, True])
def test_an_exception_allows_the_return_and_nothing_else(berlaku, satu, tw):
    hari = timezone.localdate()
    make_exception(tw.satker, tw.administrator, sampai=hari if berlaku else hari - timedelta(days=1))
    for name, change in PATHS.items():
        with LOCKED, transaction.atomic():
            change(Realisasi.objects.get(pk=satu.pk))
            pytest.fail(f"{name} was let through")
    for status in set(S) - {S.DIKEMBALIKAN}:
        with LOCKED, transaction.atomic():
            Realisasi.objects.filter(pk=satu.pk).update(status=status, nilai=1)
    with LOCKED, transaction.atomic():
        Realisasi.objects.filter(pk=satu.pk).update(status=S.DIKEMBALIKAN, triwulan=1)
    kembali = Realisasi.objects.filter(pk=satu.pk)
    if berlaku:
        kembali.update(status=S.DIKEMBALIKAN)
        Realisasi.objects.filter(pk=satu.pk).update(nilai=2)
        BuktiDukung.objects.filter(realisasi=satu).delete()
    else:
        with LOCKED, transaction.atomic():
            kembali.update(status=S.DIKEMBALIKAN)


@pytest.mark.parametrize("ubah", [{"triwulan": 3}, {"tahun": TAHUN + 1}, {"satker": "lain"}])
def test_an_exception_for_something_else_opens_nothing(ubah, satu, tw):
    satker = tw.satker
    if "satker" in ubah:
        ubah = {}
        satker = make_quarter(make_satker("KPU Provinsi Lain")).satker
    make_exception(satker, tw.administrator, **ubah)
    with LOCKED, transaction.atomic():
        Realisasi.objects.filter(pk=satu.pk).update(status=S.DIKEMBALIKAN)


def test_the_engine_s_own_way_round_is_refused(satu):
    """REPLACE overwrites without UPDATE; TRUNCATE empties without DELETE."""
    if connection.vendor == "sqlite":
        statements = [(replace_sql("measurements_realisasi", "1 AS nilai", COLUMNS), [satu.pk])]
        for model in CHILDREN:
            kolom = ", ".join(field.column for field in model._meta.concrete_fields)
            table = model._meta.db_table
            anak = model.objects.get(realisasi=satu)
            statements.append((replace_sql(table, "realisasi_id AS realisasi_id", kolom), [anak.pk]))
    else:
        connection.check_constraints()
        statements = [("TRUNCATE measurements_realisasi CASCADE", [])]
        statements += [(f"TRUNCATE {model._meta.db_table} CASCADE", []) for model in CHILDREN]
    for statement, parameters in statements:
        with LOCKED:
            execute(statement, *parameters)
    assert Realisasi.objects.get(pk=satu.pk).nilai == Decimal(95)
    assert all(model.objects.filter(realisasi=satu).exists() for model in CHILDREN)


@pytest.fixture
def usual_client(db: None) -> Iterator[None]:
    """SQLite as its own shell opens it: REPLACE fires no guard of the row that it deletes."""
    execute("PRAGMA recursive_triggers = OFF")
    yield
    execute("PRAGMA recursive_triggers = ON")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's")
@pytest.mark.parametrize("change", ["2 AS triwulan", "1 AS nilai", "id + 9 AS id"])
def test_replace_is_refused_under_an_exception_too(change, satu, tw, usual_client):
    """Its place in the quarter, its number for another quarter, its quarter under another number."""
    make_exception(tw.satker, tw.administrator)
    with LOCKED:
        execute(replace_sql("measurements_realisasi", change, COLUMNS), satu.pk)
    lain = make_complete(tw.indikator, S.DRAF, triwulan=3)
    for model in CHILDREN:
        kolom = ", ".join(field.column for field in model._meta.concrete_fields)
        model.objects.filter(realisasi=lain).delete()
        anak = model.objects.get(realisasi=satu)
        with LOCKED:
            execute(replace_sql(model._meta.db_table, f"{lain.pk} AS realisasi_id", kolom), anak.pk)
    assert Realisasi.objects.get(pk=satu.pk).nilai == Decimal(95)


def test_without_the_triggers_the_harm_is_done(satu):
    """The control: it is these triggers that refuse, not the way these tests ask."""
    for table, verb, _ in migration.guards(connection.vendor):
        on = "" if connection.vendor == "sqlite" else f" ON {table}"
        execute(f"DROP TRIGGER {migration.name(table, verb)}{on}")
    Realisasi.objects.filter(pk=satu.pk).update(nilai=1)
    assert Realisasi.objects.get(pk=satu.pk).nilai == 1
    execute("UPDATE measurements_realisasi SET nilai = 2 WHERE id = %s", satu.pk)
    assert Realisasi.objects.get(pk=satu.pk).nilai == 2
    satu.delete()
    assert not Realisasi.objects.filter(pk=satu.pk).exists()
