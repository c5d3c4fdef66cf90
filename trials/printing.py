"""kill -9 of the worker in the middle of a report: no file half, no row without its file, and it is made."""

import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.permissions import Peran
from jobs.models import Job
from reports.actions import request_render
from reports.models import Cetakan
from reports.tasks import enqueue_render
from tests.factories import make_kinerja, make_lkj, make_member
from trials.campaign import Campaign, Turn
from trials.edits import new_satker
from trials.worker import wait_for, working

#: How long after its moment the worker is killed, in turns: somewhere in a transaction that is sent slowly.
AFTER_SECONDS = (0.12, 0.06, 0.18)


def killed_printing(turn: Turn) -> list[str]:
    """Killed while it lays out the pages, or while it keeps the file; another worker finishes the job."""
    satker = new_satker()
    laporan = make_lkj(make_kinerja(satker, [[90]]))
    job = request_render(laporan, enqueue_render, by=make_member(satker, Peran.VERIFIKATOR))
    berkas = Path(default_storage.path(f"cetakan/{laporan.tahun}/{satker.slug}-{job.pk}.pdf"))
    moments: tuple[Callable[[], bool], ...] = (
        berkas.exists,
        lambda: Job.objects.get(pk=job.pk).percent >= 20,
    )
    with working(("slow", *turn.arms)) as process:
        wait_for(moments[turn.number % 2])
        time.sleep(AFTER_SECONDS[turn.number // 2 % 3])
        process.kill()
    told = half(job)
    # Rather than wait for half a minute: the heart stopped long ago.
    Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING).update(
        heartbeat_at=timezone.now() - timedelta(days=1)
    )
    with working():
        wait_for(lambda: Job.objects.get(pk=job.pk).status in (Job.Status.DONE, Job.Status.FAILED))
    if Job.objects.get(pk=job.pk).status != Job.Status.DONE or Cetakan.objects.filter(job=job).count() != 1:
        told.append("the next worker did not finish it")
    left = [path.name for path in Path(settings.MEDIA_ROOT).rglob(f"*{satker.slug}*")]
    return told + half(job) + [f"files: {left}"] * (left != [berkas.name])


def half(job: Job) -> list[str]:
    """What is there in part: a report whose job is not done, or whose file is another."""
    done = Job.objects.get(pk=job.pk).status == Job.Status.DONE
    return [
        f"a report is there, its job is done: {done}"
        for satu in Cetakan.objects.filter(job=job)
        if not done or sha256(Path(satu.berkas.path).read_bytes()).hexdigest() != satu.sha256
    ]


PRINTING = (Campaign("kill in a report", ("without-transaction",), killed_printing, cost=3),)
