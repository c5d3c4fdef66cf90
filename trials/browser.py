"""A person's browser without its window: cookies, redirects, and the forms of a page."""

import html
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from http.client import HTTPException
from http.cookiejar import Cookie, CookieJar

SECONDS = 60


@dataclass(frozen=True)
class Form:
    """Where a form goes and what its fields hold, as a browser would send them."""

    url: str
    fields: dict[str, str] = field(default_factory=dict)

    def filled(self, **typed: str) -> "Form":
        """With what a person types; a hyphen in a field's name is written `__`."""
        return replace(
            self, fields=self.fields | {nama.replace("__", "-"): isi for nama, isi in typed.items()}
        )


@dataclass(frozen=True)
class Page:
    """An answer; status 0: the connection ended without one."""

    status: int
    url: str = ""
    text: str = ""

    def shows(self, words: Collection[str]) -> bool:
        """Whether each of the words stands in the page."""
        shown = html.unescape(self.text)
        return all(satu in shown for satu in words)

    def forms(self, with_field: str = "csrfmiddlewaretoken", action: str | None = None) -> list[Form]:
        """The forms that have a field and whose action ends so; "": that go to the page's own address."""
        reader = _Forms()
        reader.feed(self.text)
        return [
            Form(urllib.parse.urljoin(self.url, address), fields)
            for address, fields in reader.forms
            if with_field in fields
            and (action is None or (address.endswith(action) if action else not address))
        ]

    def form(self, with_field: str = "csrfmiddlewaretoken", action: str | None = None) -> Form:
        """The one of `forms`. ValueError: there is none, or there are several."""
        found = self.forms(with_field, action)
        if len(found) != 1:
            raise ValueError(f"{self.url} ({self.status}) has {len(found)} forms with {with_field}, {action}")
        return found[0]


class _Forms(HTMLParser):
    """The forms of a page: their addresses and the values of their fields."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._open: dict[str, str] | None = None
        self._select = self._area = ""
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = {}
            self.forms.append((given.get("action", ""), self._open))
        elif self._open is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "select":
            self._select = name
            self._open[name] = ""
        elif tag == "option" and "selected" in given:
            self._open[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._area, self._text = name, []
        elif tag == "input" and name and given.get("type") not in ("checkbox", "radio", "submit"):
            self._open[name] = given.get("value", "")
        elif tag == "input" and name and "checked" in given:
            self._open[name] = given.get("value", "on")

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea" and self._text is not None and self._open is not None:
            # The line end after the opening tag is none of the text's.
            self._open[self._area] = "".join(self._text).removeprefix("\n")
            self._text = None


class _Staying(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect as the answer."""

    def redirect_request(self, *args: object) -> None:
        return None


class Browser:
    """One person's session at an address; `sessionid` is the cookie of who is logged in."""

    def __init__(self, url: str, sessionid: str) -> None:
        self.url = url
        self.cookies = CookieJar()
        self.cookies.set_cookie(_cookie("sessionid", sessionid))
        keeping = urllib.request.HTTPCookieProcessor(self.cookies)
        self._following = urllib.request.build_opener(keeping)
        self._staying = urllib.request.build_opener(keeping, _Staying)

    def get(self, path: str) -> Page:
        """The page at a path, redirects followed."""
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.url, path)), self._following)

    def send(self, form: Form, arms: Collection[str] = (), *, follow: bool = True) -> Page:
        """The answer to a form; `arms`: what the server is to run it under (trials.arms)."""
        body = urllib.parse.urlencode(form.fields).encode()
        request = urllib.request.Request(form.url, body, {"X-Trials": ",".join(arms)})
        return self._open(request, self._following if follow else self._staying)

    def _open(self, request: urllib.request.Request, opener: urllib.request.OpenerDirector) -> Page:
        try:
            with opener.open(request, timeout=SECONDS) as answer:
                return Page(answer.status, answer.url, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Page(error.code, error.url, error.read().decode())
        except (OSError, HTTPException):
            return Page(0)


def _cookie(name: str, value: str) -> Cookie:
    return Cookie(
        version=0, name=name, value=value, port=None, port_specified=False, domain="127.0.0.1",
        domain_specified=False, domain_initial_dot=False, path="/", path_specified=True, secure=False,
        expires=None, discard=True, comment=None, comment_url=None, rest={},
    )  # fmt: skip
