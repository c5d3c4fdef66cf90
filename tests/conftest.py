"""What every test shares: settings for tests, Chromium, and the application running with its example year."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.db import connection
from django.test import override_settings

from scripts.serve import read_procfile, stop

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


# Transactions that really run at one time


@pytest.fixture
def trail_armed_again(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        set_truncate_trigger("ENABLE")


@pytest.fixture
def race_db(trail_armed_again: None, transactional_db: None) -> Iterator[None]:
    """Committed rows for tests with threads; the trail lets itself be emptied only between the tests."""
    yield
    set_truncate_trigger("DISABLE")


def set_truncate_trigger(verb: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE accounts_jejak {verb} TRIGGER jejak_append_only_truncate")


# Chromium: the system's, through pytest-playwright


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
        "executable_path": "/usr/bin/chromium",
        "args": [*root, "--disable-gpu", *quiet],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "id-ID", "timezone_id": "Asia/Jakarta"}


# The application as `make demo` runs it


@dataclass(frozen=True)
class ExampleServer:
    """Web and worker of the Procfile with the example year, on a database and in a folder of their own."""

    url: str
    env: dict[str, str]
    data_dir: Path

    def manage(self, *arguments: str) -> str:
        """Run a management command beside the server and return what it printed."""
        return run_manage(self.env, *arguments)


@pytest.fixture(scope="session")
def example_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExampleServer]:
    data_dir = tmp_path_factory.mktemp("example")
    port = free_port()
    with ExitStack() as stack:
        env = os.environ | {
            "LKJ_DATA_DIR": str(data_dir),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PORT": str(port),
            "PYTHONUNBUFFERED": "1",
        }
        if "DATABASE_URL" in os.environ:
            env["DATABASE_URL"] = stack.enter_context(new_database(os.environ["DATABASE_URL"]))
        run_manage(env, "migrate", "--verbosity", "0")
        run_manage(env, "load_example", EXAMPLE)
        url = f"http://127.0.0.1:{port}"
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
def new_database(server_url: str) -> Iterator[str]:
    """Create an empty database on the PostgreSQL in use; drop it at the end."""
    name = f"lkj_example_{os.getpid()}_{next(databases)}"
    url = urlsplit(server_url)

    def execute(statement: str) -> None:
        with closing(psycopg2.connect(server_url)) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement)

    execute(f'CREATE DATABASE "{name}"')
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
