"""Django's SQLite; a migration that makes a table anew leaves every trigger in place.

SQLite changes most columns and constraints only by a copy of the table that takes its name. With the old
table go its triggers, without a word; and as long as a trigger of another table speaks of the one that is
gone, the copy does not get its name.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base, schema
from django.db.models import Model


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    def _remake_table(self, model: type[Model], *args: Any, **kwargs: Any) -> None:
        with self.triggers_aside(model._meta.db_table):
            super()._remake_table(model, *args, **kwargs)

    @contextmanager
    def triggers_aside(self, table: str) -> Iterator[None]:
        """Drop every trigger that is on a table or speaks of it; create them again, word for word."""
        triggers = self.triggers_naming(table)
        for name, _ in triggers:
            self.execute(f"DROP TRIGGER {self.quote_name(name)}")
        yield
        for _, statement in triggers:
            self.execute(statement, params=None)

    def triggers_naming(self, table: str) -> list[tuple[str, str]]:
        """(name, statement) of each, in the order in which they were made, in which they also fire."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND instr(lower(sql), lower(%s)) "
                "ORDER BY rowid",
                [table],
            )
            return cursor.fetchall()


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
