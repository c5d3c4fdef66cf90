"""Templates under test may not use a variable that nobody gave them."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.template import engines


class UndefinedVariable(Exception):
    """A template printed or passed on a variable that is not in its context."""


class Undefined(str):
    """What Django prints for an undefined variable: here it raises, naming it."""

    def __mod__(self, name: object) -> str:
        raise UndefinedVariable(str(name))


@contextmanager
def strict_templates() -> Iterator[None]:
    with patch.object(engines["django"].engine, "string_if_invalid", Undefined("%s")):
        yield
