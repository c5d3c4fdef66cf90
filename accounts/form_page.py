"""The page of one form whose action may refuse."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from accounts.actions import Ditolak
from accounts.people_forms import ActionForm
from accounts.structure import Bentrok


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, however little; None when nothing was."""
    return request.POST if request.method == "POST" else None


def attempt(request: HttpRequest, form: ActionForm, action: Callable[[], object]) -> bool:
    """Whether the form was sent, is valid and its action taken; a refusal becomes an error of the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        action()
    except Ditolak as error:
        form.refuse(error)
        return False
    return True


def form_page(
    request: HttpRequest,
    form: ActionForm,
    *,
    title: str,
    lead: str,
    button: str,
    back: tuple[str, str],
    bentrok: Bentrok | None = None,
) -> HttpResponse:
    """The page of one form; `back`: address and name of the page above it."""
    context = {"form": form, "title": title, "lead": lead, "button": button, "bentrok": bentrok}
    context |= {"back_url": back[0], "back_label": back[1]}
    return render(request, "accounts/people_form.html", context, status=409 if bentrok else 200)
