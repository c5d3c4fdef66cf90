"""Questions that busy pages ask: the SQL of each is written once in a process, not at every call."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

#: SQLite refuses to be asked for more: a year of twenty digits in an address.
LARGEST = 2**63 - 1
Row = TypeVar("Row")
M = TypeVar("M", bound=Model)
#: What a place is filled with: a value, or the list of an `__in`.
Value = int | str | Sequence[int]


class _Place(NamedTuple):
    """Where a value goes among the parameters of the statement."""

    number: int


class _Written(NamedTuple):
    """A statement, what goes with it, and what makes the answer of a row."""

    sql: str
    parameters: tuple[Any, ...]
    compiler: SQLCompiler
    row: Callable[[Sequence[Any]], Any]


class Prepared(Generic[Row]):
    """A queryset of `values_list` with places for values. Its SQL is kept; the database answers every call.

    Django takes three times as long to write a statement as the database to answer it; a page asks a dozen.

    row: what is made of a row, such as the `_make` of a NamedTuple. ask: the queryset for given values. A
    value must be one that the database takes as it is, such as an id, a year or a slug, or a list of ids for
    an `__in` (of a foreign key `satker__id__in`); no row is in an empty list.
    """

    def __init__(self, row: Callable[[Sequence[Any]], Row], ask: Callable[..., QuerySet[Any, Any]]) -> None:
        self._row: Callable[[SQLCompiler], Callable[[Sequence[Any]], Row]] = lambda _: row
        self._ask = ask
        self._written: dict[tuple[str | int, ...], _Written] = {}

    @classmethod
    def of(cls, ask: Callable[..., QuerySet[M]]) -> "Prepared[M]":
        """The same for instances, with what the queryset's `only` and `select_related` bring."""
        prepared: Prepared[M] = Prepared(tuple, ask)
        prepared._row = _instance
        return prepared

    def __call__(self, *values: Value) -> list[Row]:
        """The rows for these values, in one query; none for a number that no row can hold."""
        listed = [[satu] if isinstance(satu, int | str) else _padded(satu) for satu in values]
        if any(isinstance(satu, int) and abs(satu) > LARGEST for isi in listed for satu in isi):
            return []
        sizes = [len(isi) for isi in listed]
        key = (connection.vendor, *sizes)
        sql, parameters, compiler, row = self._written.get(key) or self._write(key, values, sizes)
        flat = [satu for isi in listed for satu in isi]
        filled = [flat[satu.number] if isinstance(satu, _Place) else satu for satu in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            return list(map(row, compiler.results_iter([cursor.fetchall()])))

    def _write(self, key: tuple[str | int, ...], values: Sequence[Value], sizes: Sequence[int]) -> _Written:
        places = iter(RawSQL("%s", [_Place(number)]) for number in range(sum(sizes)))
        asked = [
            next(places) if isinstance(satu, int | str) else [next(places) for _ in range(size)]
            for satu, size in zip(values, sizes, strict=True)
        ]
        compiler = self._ask(*asked).query.get_compiler(connection=connection)
        self._written[key] = _Written(*compiler.as_sql(), compiler, self._row(compiler))
        return self._written[key]


def _padded(ids: Sequence[int]) -> list[int | None]:
    """As many as the next power of two, so that few statements serve lists of every length.

    What is added repeats the last; an empty list gets NULL, which nothing equals.
    """
    isi: list[int | None] = list(ids) or [None]
    return isi + isi[-1:] * ((1 << (len(isi) - 1).bit_length()) - len(isi))


def _instance(compiler: SQLCompiler) -> Callable[[Sequence[Any]], Any]:
    """What makes an instance of a row, as iterating over the queryset does."""
    bidang = compiler.klass_info["select_fields"]
    mulai, akhir = bidang[0], bidang[-1] + 1
    names = [kolom.target.attname for kolom, *_ in compiler.select[mulai:akhir]]
    populators = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
    model = compiler.klass_info["model"]

    def make(row: Sequence[Any]) -> Any:
        satu = model.from_db(DEFAULT_DB_ALIAS, names, row[mulai:akhir])
        for populator in populators:
            populator.populate(row, satu)
        return satu

    return make
