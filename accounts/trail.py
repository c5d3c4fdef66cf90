"""The audit trail's one door."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from accounts.models import Jejak, Satker, User


def record(
    event: str,
    subject: models.Model,
    *,
    by: User | None,
    satker: Satker | None = None,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> Jejak:
    """Append one event about a saved object; `by` None means the application itself.

    data: anything DjangoJSONEncoder writes; figures are kept as text, exactly.
    """
    return Jejak.objects.create(
        peristiwa=event,
        objek=subject_key(subject),
        oleh=by,
        satker=satker,
        keterangan=note,
        data=json.loads(DjangoJSONEncoder().encode(data or {})),
    )


def history(*subjects: models.Model) -> models.QuerySet[Jejak]:
    """The events of objects, newest first, with who."""
    return Jejak.objects.filter(objek__in=map(subject_key, subjects)).select_related("oleh")


def subject_key(subject: models.Model) -> str:
    """The name of an object in the trail: app.model:id."""
    return f"{subject._meta.label_lower}:{subject.pk}"
