"""What every test shares: settings for tests, Chromium, and the application running with its example year."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.db import connection
from django.test import override_settings

from scripts.serve import read_procfile, stop

pk_lock = import_module("agreements.migrations.0008_pk_kunci")

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = "lampung-2023"
START_SECONDS = 60
databases = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last.

    Playwright's synchronous API leaves an event loop running in this thread, and there Django's connections
    are others than before: a test transaction would be lost. Browser tests themselves never query; they have
    `example_server.manage(...)`.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session", autouse=True)
def test_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files go to a temporary folder, passwords hash fast, static files are looked up when asked for."""
    data_dir = tmp_path_factory.mktemp("data")
    (data_dir / "static").mkdir()
    with override_settings(
        DATA_DIR=data_dir,
        MEDIA_ROOT=data_dir / "media",
        STATIC_ROOT=data_dir / "static",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        # Without it WhiteNoise lists every static file again for each test client.
        WHITENOISE_AUTOREFRESH=True,
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def still_heart() -> Iterator[None]:
    """No job of this process beats, however long it takes: the thread would meet a test's transaction.

    And a database in memory would keep the thread's connection for ever.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("jobs.actions.HEARTBEAT_SECONDS", 600)
        yield


# Transactions that really run at one time


@pytest.fixture
def trail_armed_again(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        set_truncate_trigger("ENABLE")


@pytest.fixture
def race_db(trail_armed_again: None, transactional_db: None) -> Iterator[None]:
    """Committed rows for tests with threads; what is kept lets itself be emptied only between the tests."""
    yield
    set_truncate_trigger("DISABLE")


#: Tables that refuse to be emptied: the trail, scans, versions of texts, and every table below a signed PK.
KEPT_TABLES = {
    "accounts_jejak": "jejak_append_only_truncate",
    "agreements_pindaianpk": "pindaian_append_only_truncate",
    "measurements_komentar": "measurements_komentar_kekal_truncate",
    "measurements_pengecualian": "measurements_pengecualian_kekal_truncate",
    "reports_versinarasi": "versi_narasi_append_only_truncate",
} | {table: pk_lock.name(table, "TRUNCATE") for table in (pk_lock.PK, *pk_lock.CHILDREN)}


def set_truncate_trigger(verb: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table, trigger in KEPT_TABLES.items():
                cursor.execute(f"ALTER TABLE {table} {verb} TRIGGER {trigger}")


# Chromium without its window: the system's, through pytest-playwright


@pytest.fixture(scope="session")
def playwright(empty_database: dict[str, str], playwright: Any) -> Any:
    """Django makes its test database before the event loop begins; within it Django refuses."""
    return playwright


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    # Without these, Chromium asks its maker's servers at every start.
    quiet = [
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {
        "executable_path": "/usr/bin/chromium-headless-shell",
        "args": [*root, "--disable-gpu", *quiet],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "id-ID", "timezone_id": "Asia/Jakarta"}


# Databases that several processes can open


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The tests' own database, and a copy of it while it is new: migrating takes seconds."""
    env = os.environ | {"LKJ_DATA_DIR": str(tmp_path_factory.mktemp("empty"))}
    name = str(connection.settings_dict["NAME"])
    # pytest-django makes none for tests that all look from outside.
    made = name.startswith(("test_", "file:memorydb_"))
    with ExitStack() as stack:
        if "DATABASE_URL" in env:
            connection.close()  # a template is nobody's while it is copied
            new = new_database(env["DATABASE_URL"], name if made else "template1")
            env["DATABASE_URL"] = stack.enter_context(new)
        elif made:
            with django_db_blocker.unblock():
                connection.cursor().execute("VACUUM INTO %s", [f"{env['LKJ_DATA_DIR']}/lkj.sqlite3"])
        if not made:
            run_manage(env, "migrate", "--verbosity", "0")
        yield env


@pytest.fixture(scope="session")
def empty_database(django_db_setup: dict[str, str]) -> dict[str, str]:
    """The environment of a database with all tables and no row, to be copied."""
    return django_db_setup


@pytest.fixture(scope="session")
def example_year(
    empty_database: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The same with the example year, for copying too."""
    with copied_database(empty_database, tmp_path_factory.mktemp("year")) as env:
        run_manage(env, "load_example", EXAMPLE)
        yield env


@contextmanager
def copied_database(source: dict[str, str], data_dir: Path) -> Iterator[dict[str, str]]:
    """The environment of a copy of a database that nobody has open, in a folder of its own."""
    env = source | {"LKJ_DATA_DIR": str(data_dir)}
    # On SQLite the database is one of the files.
    shutil.copytree(source["LKJ_DATA_DIR"], data_dir, dirs_exist_ok=True)
    with ExitStack() as stack:
        if "DATABASE_URL" in source:
            template = urlsplit(source["DATABASE_URL"]).path.removeprefix("/")
            env["DATABASE_URL"] = stack.enter_context(new_database(source["DATABASE_URL"], template))
        yield env


# The application as `make demo` runs it


@dataclass(frozen=True)
class ExampleServer:
    """Web and worker of the Procfile, on a database and in a folder of their own."""

    url: str
    env: dict[str, str]
    data_dir: Path

    def manage(self, *arguments: str) -> str:
        """Run a management command beside the server and return what it printed."""
        return run_manage(self.env, *arguments)


@pytest.fixture(scope="session")
def example_server(
    example_year: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ExampleServer]:
    with served(example_year, tmp_path_factory.mktemp("example")) as server:
        yield server


@contextmanager
def served(
    source: dict[str, str], data_dir: Path, *prepare: list[str], **environment: str
) -> Iterator[ExampleServer]:
    """Web and worker on a copy of a database that management commands may fill first.

    environment: more variables.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        env = stack.enter_context(copied_database(source, data_dir)) | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PORT": str(port),
            "PYTHONUNBUFFERED": "1",
            "SITE_URL": url,
            **environment,
        }
        for command in prepare:
            run_manage(env, *command)
        started = {
            name: stack.enter_context(running(command, env, data_dir / f"{name}.log"))
            for name, command in read_procfile(ROOT / "Procfile").items()
        }
        wait_until_it_answers(url, started, data_dir)
        yield ExampleServer(url=url, env=env, data_dir=data_dir)


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return int(probe.getsockname()[1])


def run_manage(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def new_database(server_url: str, template: str = "template1") -> Iterator[str]:
    """Create a database on the PostgreSQL in use, an empty one or a copy; drop it at the end."""
    name = f"lkj_example_{os.getpid()}_{next(databases)}"
    url = urlsplit(server_url)

    def execute(statement: str) -> None:
        with closing(psycopg2.connect(server_url)) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement)

    execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        # By hand: urlunsplit drops the empty host of a socket's address.
        yield f"{url.scheme}://{url.netloc}/{name}" + (f"?{url.query}" if url.query else "")
    finally:
        execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def running(command: str, env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a line of the Procfile in a process group of its own, which is gone at the end."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["sh", "-c", f"exec {command}"], cwd=ROOT, env=env, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        yield process
    finally:
        stop([process])


def wait_until_it_answers(url: str, started: dict[str, subprocess.Popen[bytes]], data_dir: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(url):
        ended = [name for name, process in started.items() if process.poll() is not None]
        if ended or time.monotonic() > deadline:
            logs = "\n".join(f"--- {name}\n{(data_dir / f'{name}.log').read_text()}" for name in started)
            raise RuntimeError(f"{' and '.join(ended) or 'web'} did not start:\n{logs}")
        time.sleep(0.1)


def answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=START_SECONDS).close()
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return False
    return True
