"""A place to measure in: a folder and a database of their own with the example year, gone at the end."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE, SATKER, TAHUN = "lampung-2023", "kpu-provinsi-lampung", 2023


@contextmanager
def example_place() -> Iterator[dict[str, str]]:
    """The environment of a new database with the example; SQLite unless DATABASE_URL names a server."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lkj-bench-")))
        (folder / "static").mkdir()
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DEBUG": "false",
            "LKJ_DATA_DIR": str(folder),
            "LKJ_ENV": "development",
        }
        if "DATABASE_URL" in os.environ:
            env["DATABASE_URL"] = stack.enter_context(_new_database(os.environ["DATABASE_URL"]))
        for command in (["migrate", "--verbosity", "0"], ["load_example", EXAMPLE]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True, stdout=2)
        yield env


@contextmanager
def _new_database(server: str) -> Iterator[str]:
    """Create an empty database beside the one named; drop it at the end. A SQLite URL is taken as it is."""
    if not server.startswith("postgres"):
        yield server
        return
    name, url = f"lkj_bench_{os.getpid()}", urlsplit(server)

    def execute(statement: str) -> None:
        with closing(psycopg2.connect(server)) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement)

    execute(f'CREATE DATABASE "{name}"')
    try:
        # By hand: urlunsplit drops the empty host of a socket's address.
        yield f"{url.scheme}://{url.netloc}/{name}" + (f"?{url.query}" if url.query else "")
    finally:
        execute(f'DROP DATABASE "{name}" WITH (FORCE)')
