"""Questions that busy pages ask: the SQL of each is written once in a process, not at every call."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

#: SQLite refuses to be asked for more: a year of twenty digits in an address.
LARGEST = 2**63 - 1
Row = TypeVar("Row")
M = TypeVar("M", bound=Model)


class _Place(NamedTuple):
    """Where a value goes among the parameters of the statement."""

    number: int


class Prepared(Generic[Row]):
    """A queryset of `values_list` with places for values. Its SQL is kept; the database answers every call.

    Django takes three times as long to write a statement as the database to answer it; a page asks a dozen.

    row: what is made of a row, such as the `_make` of a NamedTuple. ask: the queryset for given values. A
    value must be one that the database takes as it is, such as an id or a year.
    """

    def __init__(self, row: Callable[[Sequence[Any]], Row], ask: Callable[..., QuerySet[Any, Any]]) -> None:
        self._row, self._ask = row, ask
        self._written: dict[str, tuple[str, tuple[Any, ...], SQLCompiler]] = {}

    @classmethod
    def of(cls, model: type[M], fields: Collection[str], ask: Callable[..., QuerySet[M]]) -> "Prepared[M]":
        """The same for instances with these fields alone, as `only` gives them.

        fields: their attnames (`satker_id`), the id among them.
        """
        names = [satu.attname for satu in model._meta.concrete_fields if satu.attname in fields]
        return Prepared(
            lambda row: model.from_db(DEFAULT_DB_ALIAS, names, row),
            lambda *values: ask(*values).values_list(*names),
        )

    def __call__(self, *values: int) -> list[Row]:
        """The rows for these values, in one query; none for a number that no row can hold."""
        if any(abs(satu) > LARGEST for satu in values):
            return []
        sql, parameters, compiler = self._written.get(connection.vendor) or self._write(len(values))
        filled = [values[satu.number] if isinstance(satu, _Place) else satu for satu in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            return list(map(self._row, compiler.results_iter([cursor.fetchall()])))

    def _write(self, places: int) -> tuple[str, tuple[Any, ...], SQLCompiler]:
        rows = self._ask(*(RawSQL("%s", [_Place(number)]) for number in range(places)))
        compiler = rows.query.get_compiler(connection=connection)
        self._written[connection.vendor] = (*compiler.as_sql(), compiler)
        return self._written[connection.vendor]
