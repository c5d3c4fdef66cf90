"""Where trials happen: a database and a folder of their own, and the web process of the Procfile on them."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.test import Client

from scripts.serve import read_procfile
from tests.conftest import ROOT, free_port, new_database, run_manage, running, wait_until_it_answers
from trials.browser import Browser


@contextmanager
def empty_place(server_url: str = "") -> Iterator[dict[str, str]]:
    """The environment of an empty database: SQLite, or a new one on the PostgreSQL of a URL."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="lkj-trials-"))
        (Path(folder) / "static").mkdir()
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        env |= {
            "DJANGO_SETTINGS_MODULE": "trials.settings",
            "LKJ_DATA_DIR": folder,
            "LKJ_ENV": "development",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        if server_url:
            env["DATABASE_URL"] = stack.enter_context(new_database(server_url))
        run_manage(env, "migrate", "--verbosity", "0")
        yield env


@dataclass(frozen=True)
class Web:
    """The web process on this process's database; a request to it may name arms (trials.wsgi)."""

    url: str
    pid: int
    log: Path

    def browser(self, user: object) -> Browser:
        """A new session of a user."""
        client = Client()
        client.force_login(user)
        return Browser(self.url, client.cookies[settings.SESSION_COOKIE_NAME].value)

    def workers(self) -> list[int]:
        """The processes that answer requests."""
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def kill_workers(self) -> None:
        """kill -9 of every worker; the master starts new ones, and a request waits for them."""
        for pid in self.workers():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@contextmanager
def serving() -> Iterator[Web]:
    """The web process of the Procfile with the arms of the trials, on the database of this environment."""
    port = free_port()
    folder = Path(os.environ["LKJ_DATA_DIR"])
    command = read_procfile(ROOT / "Procfile")["web"].replace("lkj.wsgi", "trials.wsgi")
    url, log = f"http://127.0.0.1:{port}", folder / "web.log"
    with running(command, os.environ | {"PORT": str(port)}, log) as process:
        wait_until_it_answers(url, {"web": process}, folder)
        yield Web(url, process.pid, log)
