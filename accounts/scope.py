"""Fetching is checking: querysets of rows that belong to a satker."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from accounts.permissions import Permission
from accounts.policy import satker_filter

if TYPE_CHECKING:
    from accounts.models import User


class ScopedQuerySet(models.QuerySet):
    """Rows that reach their satker by `satker_path`; reading them takes `read_permission`."""

    satker_path: ClassVar[str] = "satker__"
    read_permission: ClassVar[Permission]

    def visible_to(self, user: "User") -> Self:
        """The rows of those satker at which the user may read this kind of row."""
        return self.filter(satker_filter(user, self.read_permission, self.satker_path))
