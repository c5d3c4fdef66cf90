"""Where a page is: its satker and year. Views enter it; the menu and the switcher read it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import reach, require, within
from accounts.prepared import Prepared

View = Callable[..., HttpResponse]

_in_reach = Prepared.of(
    lambda own, trees, slug: Satker.objects.filter(within(own, trees), slug=slug).select_related("induk")
)
_names: Prepared[tuple[str, str]] = Prepared(
    tuple, lambda own, trees: Satker.objects.filter(within(own, trees)).values_list("slug", "nama")
)


@dataclass(frozen=True)
class Place:
    """The satker and, where the page has one, the year."""

    satker: Satker
    tahun: int | None


def enter(request: HttpRequest, slug: str, permission: Permission, tahun: int | None = None) -> Satker:
    """The satker of a page. Http404: out of the user's reach; PermissionDenied: in reach, not allowed."""
    found = _in_reach(*reach(request.user), slug)
    if not found:
        raise Http404
    return step_into(request, found[0], permission, tahun)


def step_into(request: HttpRequest, satker: Satker, permission: Permission, tahun: int | None) -> Satker:
    """The same for a satker found through one of its own rows, fetched from the satker in reach."""
    require(request.user, permission, satker)
    request.place = Place(satker, tahun)
    return satker


def switchable(view: View) -> View:
    """Answer the switcher's form (?satker=…&tahun=…) by a redirect to the same page of what was chosen."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        chosen = {name: request.GET[name] for name in kwargs if request.GET.get(name)}
        if not chosen:
            return view(request, **kwargs)
        try:
            return redirect(reverse(request.resolver_match.view_name, kwargs={**kwargs, **chosen}))
        except NoReverseMatch as error:
            raise Http404 from error

    return wrapped


def switcher(user: User, satker: Satker, tahun: int | None, years: Iterable[int] = ()) -> list[dict]:
    """Fields of components/switcher.html; empty where there is nothing to choose from."""
    fields = [_field("satker", "Satker", _names(*reach(user)), satker.slug)]
    if tahun is not None:
        pilihan = [(satu, str(satu)) for satu in sorted({tahun, *years}, reverse=True)]
        fields.append(_field("tahun", "Tahun", pilihan, tahun))
    return [field for field in fields if len(field["choices"]) > 1]


def _field(name: str, label: str, pairs: Iterable[tuple[Any, str]], now: Any) -> dict:
    choices = [{"value": value, "label": text, "selected": value == now} for value, text in pairs]
    return {"name": name, "label": label, "choices": choices}
