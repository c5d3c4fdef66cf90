"""A fresh installation with its mail server, and people who log in once and stay."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.chromium import log_in
from tests.conftest import ExampleServer, served
from tests.factories import PASSWORD
from tests.mail_server import SmallServer

PREPARE = "from tests.journeys.place import prepare; prepare()"
#: As wide as the menu needs: what is not drawn costs no time.
VIEWPORT = {"width": 1024, "height": 600}
People = Callable[[str], Page]


@pytest.fixture
def mail() -> Iterator[SmallServer]:
    with closing(SmallServer()) as server:
        yield server


@pytest.fixture
def server(
    empty_database: dict[str, str], tmp_path_factory: pytest.TempPathFactory, mail: SmallServer
) -> Iterator[ExampleServer]:
    prepare = ["shell", "--verbosity", "0", "--command", PREPARE]
    smtp = f"smtp://127.0.0.1:{mail.port}"
    # As in production: with DEBUG every page would fetch its style sheets and fonts anew.
    folder = tmp_path_factory.mktemp("journey")
    with served(empty_database, folder, prepare, EMAIL_URL=smtp, DEBUG="false") as server:
        yield server


@pytest.fixture
def people(browser: Browser, browser_context_args: dict, server: ExampleServer) -> Iterator[People]:
    """The page of a person, in a browser of the own, logged in from the first time on."""
    pages: dict[str, Page] = {}

    def page_of(username: str) -> Page:
        if username not in pages:
            arguments = {"base_url": server.url, "reduced_motion": "reduce", "viewport": VIEWPORT}
            page = browser.new_context(**(browser_context_args | arguments)).new_page()
            log_in(page, username, PASSWORD)
            pages[username] = page
        return pages[username]

    yield page_of
    for page in pages.values():
        page.context.close()


@pytest.fixture
def hari() -> date:
    """Today in WIB."""
    return timezone.localdate()
