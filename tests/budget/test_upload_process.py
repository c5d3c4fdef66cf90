"""A real worker is killed while it applies an upload: nothing half is left, and the next one finishes it."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from tests.conftest import ROOT, copied_database, run_manage

WAIT = 120
# 400 lines, so that writing takes several statements.
UPLOAD = """
from accounts.permissions import Peran
from budget.models import Unggahan
from budget.upload_actions import check, receive
from budget.upload_jobs import request_apply
from budget.upload_tasks import enqueue_apply
from tests.budget.books import csv, template
from tests.factories import make_member, make_satker
satker = make_satker()
operator = make_member(satker, Peran.OPERATOR)
ro = {f"CQ.6709.QGE.{number:03d}": (1_000, 500) for number in range(400)}
rows = template(ro, satker=(satker.kode, satker.nama))
unggahan = receive(satker, 2023, 6, "realisasi.csv", csv(rows), by=operator)
check(unggahan)
unggahan.refresh_from_db()
print(request_apply(unggahan, {}, enqueue_apply, by=operator).pk)
"""
# The worker's own step, but it stops for good when all lines are written and their realisasi is not.
HANG = """
import sys, time
from budget import writer
from budget.upload_jobs import run_apply
{guard}
def hang(isi):
    print("half", flush=True)
    time.sleep(600)
writer._tulis_realisasi = hang
run_apply({job})
"""
# The guard off: every statement is committed by itself.
NO_TRANSACTION = """
from django.db import transaction
transaction.Atomic.__enter__ = lambda self: None
transaction.Atomic.__exit__ = lambda self, *exc: None
from django.db.models.query import QuerySet
QuerySet.select_for_update = lambda self, **kwargs: self
"""


@dataclass(frozen=True)
class World:
    """An empty database that several processes can open."""

    env: dict[str, str]
    data_dir: Path

    def shell(self, script: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", script],
            cwd=ROOT, env=self.env, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        )  # fmt: skip

    def query(self, sql: str) -> list[tuple]:
        """Ask the database past Django."""
        url = self.env.get("DATABASE_URL")
        if url:
            connection = psycopg2.connect(url)
        else:
            connection = sqlite3.connect(self.data_dir / "lkj.sqlite3", timeout=20)
        with closing(connection), connection:
            cursor = connection.cursor()
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def counts(self) -> list[int]:
        tables = ("dipa", "revisidipa", "barisdipa", "realisasianggaran")
        return [self.query(f"SELECT count(*) FROM budget_{table}")[0][0] for table in tables]


@pytest.fixture
def world(empty_database: dict[str, str], tmp_path: Path) -> Iterator[World]:
    with copied_database(empty_database, tmp_path) as env:
        yield World(env, tmp_path)


def kill_half_way(world: World, job: int, guard: str = "") -> None:
    """Run a job in a process of its own and kill it between its lines and their realisasi."""
    worker = world.shell(HANG.format(job=job, guard=guard))
    try:
        assert worker.stdout.readline() == "half\n"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
    assert worker.returncode == -signal.SIGKILL


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_finishes(world):
    job = int(run_manage(world.env, "shell", "--verbosity", "0", "-c", UPLOAD))
    kill_half_way(world, job)
    assert world.query("SELECT status, attempt FROM jobs_job") == [("running", 1)]
    assert world.query("SELECT status FROM budget_unggahan") == [("diperiksa",)]
    assert world.counts() == [0, 0, 0, 0]

    # Rather than wait for 30 seconds: the heart stopped a day ago.
    world.query("UPDATE jobs_job SET heartbeat_at = '2024-01-01 00:00:00+00:00'")
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=ROOT, env=world.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        wait_for(lambda: world.query("SELECT status FROM jobs_job")[0][0] in ("done", "failed"))
    finally:
        worker.kill()
        worker.communicate()
    assert world.query("SELECT status, attempt, percent, error FROM jobs_job") == [("done", 2, 100, "")]
    assert world.query("SELECT status FROM budget_unggahan") == [("diterapkan",)]
    assert world.counts() == [1, 1, 403, 400]


def test_the_control_without_a_transaction_half_is_left(world):
    job = int(run_manage(world.env, "shell", "--verbosity", "0", "-c", UPLOAD))
    kill_half_way(world, job, guard=NO_TRANSACTION)
    assert world.counts() == [1, 1, 403, 0]
