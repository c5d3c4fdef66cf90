"""Chromium before the running application: who is logged in, and what the page complains about."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.chromium import log_in
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
