"""Chromium before the running application: who is logged in, and what the page complains about."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from examples.people import PASSWORD
from tests.conftest import ExampleServer

PROVINSI = "kpu-provinsi-lampung"
LKJ = f"/satker/{PROVINSI}/2023/lkj/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_context_args(
    browser_context_args: dict[str, Any], example_server: ExampleServer
) -> dict[str, Any]:
    # Without a graphics card a smooth scroll over the whole report takes longer than a test waits.
    return browser_context_args | {"base_url": example_server.url, "reduced_motion": "reduce"}


def log_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in the login form of the page one is on, or of the login page."""
    if page.url == "about:blank":
        page.goto("/akun/masuk/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()


@pytest.fixture(scope="session")
def sessions(browser: Browser, browser_context_args: dict[str, Any]) -> Callable[[str], dict[str, Any]]:
    """The cookies of a user, who logs in once."""
    known: dict[str, Any] = {}

    def of(username: str) -> dict[str, Any]:
        if username not in known:
            context = browser.new_context(**browser_context_args)
            page = context.new_page()
            log_in(page, username)
            known[username] = context.storage_state()
            context.close()
        return known[username]

    return of


@pytest.fixture
def as_user(new_context: Callable[..., BrowserContext], sessions) -> Callable[..., Page]:
    """A page of a browser in which a user is logged in."""

    def open_page(username: str, **arguments: Any) -> Page:
        return new_context(storage_state=sessions(username), **arguments).new_page()

    return open_page


def complaints(page: Page) -> list[str]:
    """What goes wrong on a page from now on: console, scripts, requests, the content security policy."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("requestfailed", lambda request: heard.append(f"{request.url}: {request.failure}"))
    page.on("response", lambda got: heard.append(f"{got.url}: {got.status}") if got.status >= 400 else None)
    return heard
