"""A job of the worker, as people see it."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Satker, User
from accounts.scope import ScopedQuerySet

LONG_WAIT = timedelta(seconds=30)
NOBODY = "Pekerjaan ini menunggu giliran. Bila tidak kunjung dimulai, hubungi Administrator."


class Job(models.Model):
    """One piece of background work: percent, heartbeat and attempt beside the queue's own row.

    A killed worker leaves the queue's row RUNNING for ever; the heartbeat tells, the sweep acts.
    """

    class Status(models.TextChoices):
        """waiting → running → done or failed."""

        WAITING = "waiting", "Menunggu"
        RUNNING = "running", "Dikerjakan"
        DONE = "done", "Selesai"
        FAILED = "failed", "Gagal"

    kind = models.SlugField(max_length=40)
    satker = models.ForeignKey(Satker, models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    requeued_at = models.DateTimeField(default=timezone.now, help_text="Sejak kapan dalam antrean")
    arguments = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=120, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "pekerjaan"
        verbose_name_plural = "pekerjaan"
        constraints = [
            models.CheckConstraint(name="job_percent_0_100", condition=Q(percent__lte=100)),
            models.CheckConstraint(
                name="job_status_known", condition=Q(status__in=["waiting", "running", "done", "failed"])
            ),
            models.CheckConstraint(
                name="job_finished_at_tied",
                condition=Q(status__in=["done", "failed"], finished_at__isnull=False)
                | Q(status__in=["waiting", "running"], finished_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_finished(self) -> bool:
        """Whether nothing will happen any more."""
        return self.status in (self.Status.DONE, self.Status.FAILED)

    @property
    def message(self) -> str:
        """Where it stands, in words; a job that nobody takes says whom to ask."""
        if self.status == self.Status.WAITING and timezone.now() - self.requeued_at > LONG_WAIT:
            return NOBODY
        return self.error or self.step or self.get_status_display()

    @property
    def progress(self) -> dict[str, object]:
        """What a progress bar asks for (static/js/job_progress.js)."""
        return {"percent": self.percent, "message": self.message, "finished": self.is_finished}
