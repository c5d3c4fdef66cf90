"""What every test in Chromium does: log in, and hear what a page complains about."""

import re
import time
from base64 import b32decode

from django_otp.oath import TOTP
from playwright.sync_api import Page, Request, expect

from examples.people import PASSWORD, TOTP_SECRET

#: Milliseconds: the application answers in a tenth of a second, a crowded machine does not.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
STEP = 30
#: The most that may pass from the reading of a code to its check, in seconds.
TYPING = 10
#: The secrets that were read off the page, and the last step whose code was used: a code opens once.
secrets: dict[tuple[str, str], str] = {}
used: dict[tuple[str, str], int] = {}


def log_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in the login form of the page one is on, or of the login page, and the second step where asked."""
    if page.url == "about:blank":
        page.goto("/akun/masuk/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Masuk").click()
    second_step(page, username)


def second_step(page: Page, username: str) -> None:
    """Set up the app or give a code, where the page asks for it."""
    if "/akun/kode/" not in page.url:
        return
    who = (re.match(r"[a-z]+://[^/]+", page.url)[0], username)
    if "/akun/kode/pasang/" in page.url:
        secrets[who] = page.locator("[data-rahasia]").inner_text().replace(" ", "")
        page.locator("[name=kode]").fill(next_code(who))
        page.get_by_role("button", name="Pasang dan lanjutkan").click()
        page.get_by_role("link", name="Sudah saya simpan, lanjutkan").click()
        return
    page.locator("[name=kode]").fill(next_code(who))
    with page.expect_navigation():
        page.get_by_role("button", name="Lanjutkan").click()


def next_code(who: tuple[str, str]) -> str:
    """A code that has not been used: of the step before or of this one; else one waits for the next.

    That of the step before is void once the next step begins, so it has to be typed in time. One ahead of its
    step would open too, but teach the server that this clock is fast: the step before would be too old then.
    """
    step = max(int(time.time() + TYPING) // STEP - 1, used.get(who, 0) + 1)
    while step > int(time.time()) // STEP:
        time.sleep(0.1)
    used[who] = step
    totp = TOTP(b32decode(secrets.get(who, TOTP_SECRET)))
    totp.time = step * STEP
    return f"{totp.token():06d}"


def complaints(page: Page) -> list[str]:
    """What goes wrong on a page from now on: console, scripts, requests, the content security policy.

    What the page itself gave up, for a newer request, the next page or a download, did not go wrong.
    """
    heard: list[str] = []

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            heard.append(f"{request.url}: {request.failure}")

    page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("requestfailed", failed)
    page.on("response", lambda got: heard.append(f"{got.url}: {got.status}") if got.status >= 400 else None)
    return heard
