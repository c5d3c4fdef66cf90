"""Fetching is checking: querysets of rows that belong to a satker."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from accounts.policy import satker_filter

if TYPE_CHECKING:
    from accounts.models import User


class ScopedQuerySet(models.QuerySet):
    """Rows that reach their satker by `satker_path`."""

    satker_path: ClassVar[str] = "satker__"

    def visible_to(self, user: "User") -> Self:
        """The rows of the satker in the user's reach; what may be done with them `require` decides.

        Kept apart so that a stranger's row is not found (404), and one's own that one may not read is
        refused (403).
        """
        return self.filter(satker_filter(user, prefix=self.satker_path))
