"""Jobs in processes of their own, on a database that several can open.

Not in the test database: what a test writes there is never committed, and the trail lets nobody flush it.
"""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT, copied_database, run_manage

# Both wait for each other at the start, and save slowly, so that they meet on every job.
WORKER = """
import sys, time
from django.utils import timezone
from jobs import actions
from jobs.models import Job

save = Job.save

def slow(self, *args, **kwargs):
    time.sleep(0.01)
    save(self, *args, **kwargs)

Job.save = slow

def without_lock(pk):
    job = Job.objects.get(pk=pk)
    if job.status != Job.Status.WAITING:
        return None
    job.status, job.attempt, job.heartbeat_at = Job.Status.RUNNING, job.attempt + 1, timezone.now()
    job.save()
    return job

begin = {begin}
print("ready", flush=True)
sys.stdin.readline()
print(*[pk for pk in {pks} if begin(pk)])
"""
JOBS = """
from accounts.models import Satker
from jobs.models import Job
from tests.factories import make_satker
satker = Satker.objects.first() or make_satker()
print(*[Job.objects.create(kind="uji", satker=satker).pk for _ in range(30)])
"""


HEART = """
import time
from accounts.models import Satker
from jobs import actions
from jobs.models import Job
from tests.factories import make_satker

actions.HEARTBEAT_SECONDS = 0.05
satker = Satker.objects.first() or make_satker()
job = actions.begin(Job.objects.create(kind="uji", satker=satker).pk)

def beats(seconds):
    first, deadline = last(), time.monotonic() + seconds
    while last() == first and time.monotonic() < deadline:
        time.sleep(0.02)
    return last() > first

def last():
    return Job.objects.values_list("heartbeat_at", flat=True).get(pk=job.pk)

with actions.Heartbeat(job):
    alive = beats(20)
after = beats(0.3)
with actions.Heartbeat(job):
    Job.objects.filter(pk=job.pk).update(attempt=2)
    time.sleep(0.2)
    lost = beats(0.3)
print(alive, after, lost)
"""


@pytest.fixture(scope="module")
def env(empty_database: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An empty database that several processes can open."""
    with copied_database(empty_database, tmp_path_factory.mktemp("race")) as env:
        yield env


def race(env: dict[str, str], begin: str) -> tuple[list[int], list[int]]:
    """The jobs, and those that the two workers together have taken."""
    pks = [int(pk) for pk in run_manage(env, "shell", "--verbosity", "0", "-c", JOBS).split()]
    skrip = WORKER.format(begin=begin, pks=pks)
    workers = [
        subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", skrip],
            cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]  # fmt: skip
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    taken = [int(pk) for worker in workers for pk in worker.communicate(timeout=60)[0].split()]
    assert [worker.returncode for worker in workers] == [0, 0]
    return pks, sorted(taken)


def test_two_workers_never_take_one_job(env):
    pks, taken = race(env, "actions.begin")
    assert taken == pks


def test_the_control_without_a_lock_they_do(env):
    pks, taken = race(env, "without_lock")
    assert len(taken) > len(pks)


def test_a_heart_beats_while_the_worker_is_busy_but_not_after_it_nor_for_the_next_attempt(env):
    assert run_manage(env, "shell", "--verbosity", "0", "-c", HEART) == "True False False\n"
