"""A real worker is killed in the middle of a report; the next one finishes it, and nothing half is left."""

import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256

import psycopg2
import pytest

from tests.reports.process import WAIT, in_another_mood

ASK = """
from accounts.models import User
from reports.actions import request_render
from reports.models import LaporanKinerja
from reports.tasks import enqueue_render
print(request_render(LaporanKinerja.objects.get(), enqueue_render, by=User.objects.get(username="staf")).pk)
"""


@pytest.fixture
def query(example_database) -> Callable[[str], list[tuple]]:
    """Ask the database that the worker works on, past Django."""

    def ask(sql: str) -> list[tuple]:
        url = example_database.env.get("DATABASE_URL")
        if url:
            connection = psycopg2.connect(url)
        else:
            connection = sqlite3.connect(example_database.data_dir / "lkj.sqlite3", timeout=20)
        with closing(connection), connection:
            cursor = connection.cursor()
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    return ask


@pytest.fixture
def start_worker(example_database) -> Iterator[Callable[[int], subprocess.Popen]]:
    """Start workers; whatever becomes of the test, none is left behind."""
    started = []

    def start(mood: int) -> subprocess.Popen:
        started.append(example_database.popen("worker", **in_another_mood(mood)))
        return started[-1]

    yield start
    for worker in started:
        worker.kill()
        worker.communicate()


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_finishes(
    printed, example_database, query, start_worker
):
    asked = example_database.popen("shell", "--verbosity", "0", "-c", ASK)
    job = int(asked.communicate(timeout=WAIT)[0])
    media = example_database.data_dir / "media"

    first = start_worker(2)
    wait_for(lambda: query(f"SELECT percent FROM jobs_job WHERE id = {job}")[0][0] >= 20)
    first.send_signal(signal.SIGKILL)
    assert first.wait() == -signal.SIGKILL

    assert query("SELECT status, attempt FROM jobs_job") == [("running", 1)]
    assert query("SELECT count(*) FROM reports_cetakan") == [(0,)]
    assert [path for path in media.rglob("*") if path.is_file()] == []

    # Rather than wait for 30 seconds: the heart stopped a day ago.
    query("UPDATE jobs_job SET heartbeat_at = '2024-01-01 00:00:00+00:00'")
    start_worker(3)
    wait_for(lambda: query(f"SELECT status FROM jobs_job WHERE id = {job}")[0][0] in ("done", "failed"))

    assert query("SELECT status, attempt, percent, error FROM jobs_job") == [("done", 2, 100, "")]
    ((berkas, hash_, halaman),) = query("SELECT berkas, sha256, halaman FROM reports_cetakan")
    assert [str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()] == [berkas]
    isi = (media / berkas).read_bytes()
    assert sha256(isi).hexdigest() == hash_
    assert halaman == int(re.search(r"(\d+) halaman", printed.keluaran)[1])
    # Another process, hash seed, time zone and language: the same data, the same bytes.
    assert isi == printed.isi
