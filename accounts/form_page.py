"""The page of one form whose action may refuse."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.action_forms import ActionForm
from accounts.actions import Bentrok, Ditolak


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, however little; None when nothing was."""
    return request.POST if request.method == "POST" else None


def version_sent(data: Mapping[str, str], name: str = "versi") -> int:
    """The version that a form was made from; what is no number is no version, 0."""
    teks = data.get(name, "")
    return int(teks) if teks.isdecimal() and len(teks) < 10 else 0


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


def edit_page(
    request: HttpRequest,
    form: ActionForm,
    action: Callable[[], object],
    *,
    title: str,
    lead: str,
    back: tuple[str, str],
    button: str = "Simpan",
    done: str = "Perubahan disimpan.",
) -> HttpResponse:
    """The page of one form that may clash: saved it leads back, after a clash it shows both versions."""
    bentrok = None
    try:
        if attempt(request, form, action):
            messages.success(request, done)
            return redirect(back[0])
    except Bentrok as error:
        form.take_over(error.nilai)
        bentrok = error
    return form_page(request, form, title=title, lead=lead, button=button, back=back, bentrok=bentrok)
