"""What takes long to make from the database, kept with every question that was asked for it and its answer.

It is given out again only after all these questions were asked anew and answered alike. What is made asks
them one by one and depends on nothing else, so that the same answers give the same result: nothing stale can
be given out, whichever row was changed and by whatever path. Asking costs a tenth of making.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from django.db import connection

T = TypeVar("T")


@dataclass
class Question:
    """A statement, its parameters and the rows that were read of its answer."""

    sql: str
    params: Any
    rows: list[Any] = field(default_factory=list)

    @property
    def digest(self) -> bytes:
        """The rows in few bytes; two decimals or two types that are merely equal differ."""
        return blake2b(repr(self.rows).encode(), digest_size=16).digest()


@dataclass(frozen=True)
class _Kept(Generic[T]):
    value: T
    asked: tuple[tuple[str, Any, bytes], ...]

    def holds(self) -> bool:
        """Whether every question is answered as it was."""
        with connection.cursor() as cursor:
            return all(_ask(cursor, sql, params) == digest for sql, params, digest in self.asked)


def _ask(cursor: Any, sql: str, params: Any) -> bytes:
    cursor.execute(sql, params)
    return Question(sql, params, list(cursor.fetchall())).digest


class Remembered(Generic[T]):
    """What was made last for each of a few keys."""

    def __init__(self, most: int) -> None:
        """most: how many keys are kept, those asked for last."""
        self._kept: OrderedDict[Hashable, _Kept[T]] = OrderedDict()
        self._most = most

    def __call__(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives for a key: a pure function of the key and of what it reads."""
        kept = self._kept.get(key)
        if kept is None or not kept.holds():
            with listening() as questions:
                value = make()
            kept = _Kept(value, tuple((satu.sql, satu.params, satu.digest) for satu in questions))
            self._kept[key] = kept
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return kept.value

    def forget(self) -> None:
        """Keep nothing."""
        self._kept.clear()


@contextmanager
def listening() -> Iterator[list[Question]]:
    """Every question that this thread asks the database meanwhile, with what it read of the answer."""
    questions: list[Question] = []
    create_cursor = connection.create_cursor

    def listen(name: str | None = None) -> "_Cursor":
        return _Cursor(create_cursor(name), questions)

    connection.create_cursor = listen  # type: ignore[method-assign]
    try:
        yield questions
    finally:
        connection.create_cursor = create_cursor  # type: ignore[method-assign]


class _Cursor:
    """A cursor of the driver that writes down what it is asked and what is read from it."""

    def __init__(self, cursor: Any, questions: list[Question]) -> None:
        self._cursor, self._questions = cursor, questions

    def execute(self, sql: str, params: Any = None) -> Any:
        self._questions.append(Question(sql, params))
        return self._cursor.execute(sql) if params is None else self._cursor.execute(sql, params)

    def fetchone(self) -> Any:
        row = self._cursor.fetchone()
        self._note([] if row is None else [row])
        return row

    def fetchmany(self, *size: int) -> Any:
        return self._note(self._cursor.fetchmany(*size))

    def fetchall(self) -> Any:
        return self._note(self._cursor.fetchall())

    def __iter__(self) -> Iterator[Any]:
        for row in self._cursor:
            yield self._note([row])[0]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def _note(self, rows: Any) -> Any:
        self._questions[-1].rows.extend(rows)
        return rows
