"""`python -m bench.pages {16|552}`: every GET page as its reader, in this process and through gunicorn.

Prints JSON: per page the seconds, the seconds through gunicorn, the queries and the bytes of its answer.
Each page is measured in turns with all others, so that a busy moment of the machine meets them all. 16 is the
example's year at work; 552 is the same with the country around it and has to follow it.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING, Any

import django
from django.conf import settings
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from bench.place import ROOT

if TYPE_CHECKING:
    from bench.visits import Visit

TURNS, TURNS_GUNICORN = 15, 7


def forgotten(measured: set[str], no_page: set[str]) -> list[str]:
    """Names in the URLconf that are neither measured nor known to be no page."""
    return sorted(set(_names(get_resolver())) - measured - no_page)


def _names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield prefix + pattern.name


def rounds(visits: "list[Visit]", get: "Callable[[Visit], object]", turns: int) -> dict[str, float]:
    """Median seconds per page; each was fetched twice before the clock started."""
    for visit in visits * 2:
        get(visit)
    taken: dict[str, list[float]] = {visit.label: [] for visit in visits}
    for _ in range(turns):
        for visit in visits:
            start = time.perf_counter()
            get(visit)
            taken[visit.label].append(time.perf_counter() - start)
    return {label: median(seconds) for label, seconds in taken.items()}


def in_process(visits: "list[Visit]", clients: dict[str, Client]) -> tuple[dict[str, float], dict[str, dict]]:
    """Seconds, then queries, bytes and status of each page."""
    from django.db import connection  # noqa: PLC0415  (it exists after the setup)

    def get(visit: "Visit") -> tuple[Any, int]:
        response = clients[visit.who].get(visit.url, headers={"host": "localhost"})
        size = len(b"".join(response)) if response.streaming else len(response.content)
        return response, size

    seconds, facts = rounds(visits, get, TURNS), {}
    for visit in visits:
        with CaptureQueriesContext(connection) as queries:
            response, size = get(visit)
        assert response.status_code in (200, 302), f"{visit.url}: {response.status_code}"
        facts[visit.label] = {"queries": len(queries), "bytes": size, "status": response.status_code}
    return seconds, facts


@contextmanager
def gunicorn() -> Iterator[int]:
    """One sync worker as the Procfile runs it; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "lkj.wsgi", "--worker-class", "sync", "--workers", "1"]
    process = subprocess.Popen(
        [*command, "--no-control-socket", "--log-level", "error", "--bind", f"127.0.0.1:{port}"], cwd=ROOT
    )
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def through_gunicorn(visits: "list[Visit]", clients: dict[str, Client]) -> dict[str, float]:
    """Median seconds of each page, connection and all."""
    with gunicorn() as port:

        def get(visit: "Visit") -> None:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", visit.url, headers=_session(clients[visit.who]))
            response = connection.getresponse()
            response.read()
            assert response.status in (200, 302), f"{visit.url}: {response.status}"
            connection.close()

        return rounds(visits, get, TURNS_GUNICORN)


def _session(client: Client) -> dict[str, str]:
    name = settings.SESSION_COOKIE_NAME
    return {"Cookie": f"{name}={client.cookies[name].value}"} if name in client.cookies else {}


def main(satker: int) -> None:
    django.setup()
    from accounts.models import Satker, User  # noqa: PLC0415
    from accounts.second_step_middleware import SESSION_KEY  # noqa: PLC0415
    from bench.crowd import add_crowd  # noqa: PLC0415
    from bench.visits import ACCOUNTS, NO_PAGE, VERIFIKATOR, VISITOR, visits  # noqa: PLC0415
    from bench.work import begin_year  # noqa: PLC0415

    stand_in: dict[str, str] = {}
    if satker == 552:
        stand_in = add_crowd()
    else:
        begin_year()
    pages, clients = visits(), {VISITOR: Client()}
    for who in {visit.who for visit in pages} - {VISITOR}:
        clients[who] = Client()
        account = stand_in.get(who) or ACCOUNTS.get(who, who)
        clients[who].force_login(User.objects.get(username=account))
        session = clients[who].session
        session[SESSION_KEY] = True
        session.save()
    seconds, facts = in_process(pages, clients)
    served = through_gunicorn(pages, clients)
    verifikator = User.objects.get(username=stand_in.get(VERIFIKATOR, VERIFIKATOR))
    result = {
        "satker": Satker.objects.visible_to(verifikator).count(),
        "pages": {
            visit.label: {
                "seconds": seconds[visit.label],
                "gunicorn": served[visit.label],
                "empty": visit.empty,
                **facts[visit.label],
            }
            for visit in pages
        },
        "forgotten": forgotten({visit.name for visit in pages}, NO_PAGE),
    }
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    main(int(sys.argv[1]))
