"""A signed PK is locked below the forms: by the database itself, on both engines, by every path."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from agreements import pk_signing
from agreements.models import (
    AnggaranProgram,
    Indikator,
    KegiatanPendukung,
    PerjanjianKinerja,
    Pertimbangan,
    SasaranKegiatan,
    TargetTriwulan,
)
from agreements.states import StatusPK
from tests.agreements.promise import Promise, make_draft, make_promise, signed
from tests.factories import make_pejabat, make_pk, sign_pk

S = StatusPK
LOCKED = pytest.raises(DatabaseError, match="sudah ditandatangani")
migration = import_module("agreements.migrations.0008_pk_kunci")
CHILDREN = (SasaranKegiatan, Indikator, TargetTriwulan, KegiatanPendukung, AnggaranProgram, Pertimbangan)
PK = PerjanjianKinerja._meta.db_table


@pytest.fixture
def janji(db: None) -> Promise:
    return make_promise()


@pytest.fixture
def pk(janji: Promise) -> PerjanjianKinerja:
    """A PK in force with one row of everything that hangs on it."""
    satu = make_draft(janji)
    KegiatanPendukung.objects.create(indikator=Indikator.objects.get(), kode="CQ.6709")
    Pertimbangan.objects.create(perjanjian=satu, kunci="a", saran="b", alasan="c", oleh=janji.staf)
    return signed(satu)


def execute(statement: str, *parameters: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def save(pk: PerjanjianKinerja, **isi: object) -> None:
    for nama, nilai in isi.items():
        setattr(pk, nama, nilai)
    pk.save()


PATHS: dict[str, Callable[[PerjanjianKinerja], object]] = {
    "save": lambda pk: save(pk, nomor="9"),
    "save of the day": lambda pk: save(pk, tanggal=pk.tanggal.replace(day=1)),
    "save of a party": lambda pk: save(pk, pihak_pertama=make_pejabat(pk.satker)),
    "save of who signed": lambda pk: save(pk, ditandatangani_pada=timezone.now()),
    "back to a draf": lambda pk: sign_pk(pk, S.DRAF),
    "back to diajukan": lambda pk: sign_pk(pk, S.DIAJUKAN),
    "back to one signature": lambda pk: sign_pk(pk, S.DITANDATANGANI),
    "replaced by nothing": lambda pk: sign_pk(pk, S.DIGANTIKAN),
    "update": lambda pk: PerjanjianKinerja.objects.filter(pk=pk.pk).update(tempat="Metro"),
    "bulk_update": lambda pk: PerjanjianKinerja.objects.bulk_update(
        [PerjanjianKinerja(pk=pk.pk, tempat="Metro")], ["tempat"]
    ),
    "raw update": lambda pk: execute(f"UPDATE {PK} SET tempat = 'Metro' WHERE id = %s", pk.pk),
    "raw key": lambda pk: execute(f"UPDATE {PK} SET id = id + 9 WHERE id = %s", pk.pk),
    "raw delete": lambda pk: execute(f"DELETE FROM {PK} WHERE id = %s", pk.pk),
    "delete": lambda pk: pk.delete(),
}


@pytest.mark.parametrize("name", list(PATHS))
def test_a_signed_pk_is_not_changed_by_any_path(name, pk):
    sebelum = PerjanjianKinerja.objects.filter(pk=pk.pk).values().get()
    with LOCKED, transaction.atomic():
        PATHS[name](pk)
    assert PerjanjianKinerja.objects.filter(pk=pk.pk).values().get() == sebelum


def row_of(model: type[models.Model]) -> models.Model:
    return model.objects.get()


@pytest.mark.parametrize("model", CHILDREN, ids=lambda model: model.__name__)
def test_what_hangs_on_it_is_neither_changed_nor_deleted_nor_added_to(model, pk):
    table, baris = model._meta.db_table, row_of(model)
    column = next(f.column for f in model._meta.concrete_fields if f.is_relation)
    for change in (
        baris.save,
        baris.delete,
        lambda: model.objects.all().delete(),
        lambda: execute(f"UPDATE {table} SET {column} = {column}"),
        lambda: execute(f"UPDATE {table} SET id = id + 9"),
        lambda: execute(f"DELETE FROM {table} WHERE id = %s", baris.pk),
        lambda: copy_of(baris).save(force_insert=True),
    ):
        with LOCKED, transaction.atomic():
            change()
    assert row_of(model) == baris


def copy_of(baris: models.Model) -> models.Model:
    """A second row beside it that no unique constraint would mind."""
    isi = {f.attname: getattr(baris, f.attname) for f in baris._meta.concrete_fields}
    isi |= {"id": None} | {nama: 7 for nama in ("urutan", "nomor") if nama in isi}
    isi |= {"kode": "WA", "triwulan": 1, "kunci": "lain"}
    dikenal = {f.attname for f in baris._meta.concrete_fields}
    return type(baris)(**{nama: nilai for nama, nilai in isi.items() if nama in dikenal})


@pytest.mark.parametrize("model", CHILDREN, ids=lambda model: model.__name__)
def test_nothing_is_moved_onto_it_or_off_it(model, pk, janji):
    lain = make_draft(make_promise("KPU Provinsi Lain"))
    KegiatanPendukung.objects.create(
        indikator=Indikator.objects.get(sasaran__perjanjian=lain), kode="CQ.6709"
    )
    Pertimbangan.objects.create(perjanjian=lain, kunci="a", saran="b", alasan="c", oleh=janji.staf)
    terkunci, bebas = model.objects.order_by("pk")
    induk = next(f.attname for f in model._meta.concrete_fields if f.is_relation)
    for satu, kepada in ((terkunci, bebas), (bebas, terkunci)):
        with LOCKED, transaction.atomic():
            model.objects.filter(pk=satu.pk).update(**{induk: getattr(kepada, induk)})
    if connection.vendor == "sqlite":
        with LOCKED:
            execute(f"REPLACE INTO {model._meta.db_table} SELECT {moved(model)}", terkunci.pk, bebas.pk)
    bebas.delete()
    assert row_of(model) == terkunci


def moved(model: type[models.Model]) -> str:
    """The free row under the key of the locked one: what REPLACE would put in its place."""
    columns = [f.column for f in model._meta.concrete_fields]
    chosen = ["%s" if column == "id" else column for column in columns]
    return f"{', '.join(chosen)} FROM {model._meta.db_table} WHERE id = %s"


def test_replace_does_not_get_round_the_lock_even_without_recursive_triggers(pk):
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is SQLite's")
    columns = [f.column for f in PerjanjianKinerja._meta.concrete_fields]
    for key in ("id", "id + 9"):
        chosen = ", ".join(
            {"id": key, "status": "'draf'", "tempat": "'Metro'"}.get(column, column) for column in columns
        )
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = OFF")
        try:
            with LOCKED:
                execute(
                    f"REPLACE INTO {PK} ({', '.join(columns)}) SELECT {chosen} FROM {PK} WHERE id = %s", pk.pk
                )
        finally:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA recursive_triggers = ON")
    assert PerjanjianKinerja.objects.get().tempat == "Ibu Kota"


@pytest.mark.parametrize("table", [PK, *migration.CHILDREN])
def test_a_table_is_not_emptied_over_it(table, pk):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's")
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    with LOCKED:
        execute(f"TRUNCATE {table} CASCADE")


def test_the_control_is_changed_by_the_same_paths(janji):
    """The same statements on a draf succeed: it is the lock that refuses, not the statement."""
    pk = make_draft(janji)
    for name in ("save", "update", "bulk_update", "raw update"):
        PATHS[name](pk)
    assert PerjanjianKinerja.objects.get().tempat == "Metro"
    for model in (AnggaranProgram, TargetTriwulan, Indikator, SasaranKegiatan):
        model.objects.all().delete()
    pk.delete()


def test_the_legal_steps_pass(janji):
    pk = make_draft(janji)
    pk = pk_signing.submit(pk, suntingan=0, by=janji.staf)
    pk = pk_signing.sign(pk, suntingan=1, by=janji.sekretaris, on=pk.tanggal)
    pk_signing.send_back(pk, "Tanggalnya keliru.", suntingan=2, by=janji.ketua)
    kini = PerjanjianKinerja.objects.get(pk=pk.pk)
    assert (kini.status, kini.pihak_pertama, kini.ditandatangani_pada) == (S.DRAF, None, None)
    kini.sasaran_kegiatan.update(uraian="Boleh diubah lagi")


def test_without_the_triggers_the_harm_is_done(pk):
    """The control: it is these triggers that refuse, not the way these tests ask."""
    for table, verb, _ in migration.guards(connection.vendor):
        on = "" if connection.vendor == "sqlite" else f" ON {table}"
        execute(f"DROP TRIGGER {migration.name(table, verb)}{on}")
    PATHS["raw update"](pk)
    Indikator.objects.update(nama="Lain sama sekali")
    assert PerjanjianKinerja.objects.get().tempat == "Metro"
    AnggaranProgram.objects.all().delete()
    PerjanjianKinerja.objects.all().delete()


def test_a_second_version_takes_the_place_of_the_first_alone(janji):
    pk = signed(make_draft(janji))
    baru = make_pk(janji.satker, pk.tahun, versi=2, status=S.DITANDATANGANI)
    sign_pk(pk, S.DIGANTIKAN)
    sign_pk(baru)
    with LOCKED, transaction.atomic():
        sign_pk(pk)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="UPDATE OR REPLACE is SQLite's")
@pytest.mark.parametrize("isi", ["versi = 1", "status = 'ditetapkan'"])
def test_no_draft_takes_the_place_of_a_signed_pk(isi, pk):
    draf = make_pk(pk.satker, pk.tahun, versi=2, status=S.DRAF)
    execute("PRAGMA recursive_triggers = OFF")
    try:
        with pytest.raises(DatabaseError, match="tidak dapat ditimpa"):
            execute(f"UPDATE OR REPLACE {PK} SET {isi} WHERE id = %s", draf.pk)
    finally:
        execute("PRAGMA recursive_triggers = ON")
    assert PerjanjianKinerja.objects.filter(pk=pk.pk).exists()
