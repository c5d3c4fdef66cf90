"""`python -m bench.pages {16|552}`: every GET page for a Verifikator, in this process and through gunicorn.

Prints JSON: per page the seconds, the seconds through gunicorn, the queries and the bytes of its answer.
Each page is measured in turns with all others, so that a busy moment of the machine meets them all.
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

import django
from django.conf import settings
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from bench.place import ROOT, SATKER, TAHUN

EMPTY = "bench_empty"
# Not a page to read: it changes something (POST), or answers only whoever is not logged in.
NO_PAGE = {"reports:cetak", "accounts:login", "accounts:logout", "gallery"}
TURNS, TURNS_GUNICORN = 15, 7


def addresses() -> dict[str, str]:
    """URL by name: the example's own pages, in the order of the site."""
    from agreements.models import Indikator, KeputusanIKU  # noqa: PLC0415  (models exist after the setup)

    job = make_printed_job()
    decree = KeputusanIKU.objects.order_by("pk").first()
    recap = Indikator.objects.get(sasaran__perjanjian__satker__slug=SATKER, metode="rekap-satker")
    place = [SATKER, TAHUN]
    arguments = {
        EMPTY: [], "home": [], "satker": [SATKER], "beranda": place, "accounts:me": [],
        "accounts:satker_list": [], "agreements:renstra": [SATKER], "agreements:keputusan_iku": [decree.pk],
        "agreements:pk": place, "measurements:capaian": place, "measurements:indikator": [recap.pk],
        "budget:rekap": [TAHUN], "budget:satker": place, "reports:lkj": place, "reports:data": place,
        "reports:cetakan": [job], "reports:cetakan_status": [job], "reports:unduh": [job],
    }  # fmt: skip
    return {name: reverse(name, args=args) for name, args in arguments.items()}


def make_printed_job() -> int:
    """A finished render job with a small file, made once: its pages are measured, not the rendering."""
    from django.core.files.base import ContentFile  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from jobs.models import Job  # noqa: PLC0415
    from reports.actions import KIND  # noqa: PLC0415
    from reports.models import Cetakan, LaporanKinerja  # noqa: PLC0415

    done = Job.objects.filter(kind=KIND).first()
    if done is not None:
        return done.pk
    laporan = LaporanKinerja.objects.get(satker__slug=SATKER, tahun=TAHUN)
    job = Job.objects.create(
        kind=KIND, satker=laporan.satker, arguments={"laporan": laporan.pk, "tahun": TAHUN},
        status=Job.Status.DONE, percent=100, finished_at=timezone.now(),
    )  # fmt: skip
    hasil = Cetakan(laporan=laporan, job=job, sha256="0" * 64, halaman=1, ukuran=4)
    hasil.berkas.save("bench.pdf", ContentFile(b"%PDF"))
    return job.pk


def forgotten(measured: set[str]) -> list[str]:
    """Names in the URLconf that are neither measured nor known to be no page."""
    return sorted(set(_names(get_resolver())) - measured - NO_PAGE)


def _names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield prefix + pattern.name


def rounds(urls: dict[str, str], get: Callable[[str], object], turns: int) -> dict[str, float]:
    """Median seconds per page; each was fetched twice before the clock started."""
    for url in [*urls.values()] * 2:
        get(url)
    taken: dict[str, list[float]] = {name: [] for name in urls}
    for _ in range(turns):
        for name, url in urls.items():
            start = time.perf_counter()
            get(url)
            taken[name].append(time.perf_counter() - start)
    return {name: median(seconds) for name, seconds in taken.items()}


def in_process(urls: dict[str, str], user) -> tuple[dict[str, float], dict[str, dict[str, int]], str]:
    """Seconds, then queries, bytes and status of each page, and the session's key."""
    from django.db import connection  # noqa: PLC0415

    client = Client()
    client.force_login(user)

    def get(url: str):
        response = client.get(url, headers={"host": "localhost"})
        size = len(b"".join(response)) if response.streaming else len(response.content)
        return response, size

    seconds, facts = rounds(urls, get, TURNS), {}
    for name, url in urls.items():
        with CaptureQueriesContext(connection) as queries:
            response, size = get(url)
        assert response.status_code in (200, 302), f"{url}: {response.status_code}"
        facts[name] = {"queries": len(queries), "bytes": size, "status": response.status_code}
    return seconds, facts, client.cookies[settings.SESSION_COOKIE_NAME].value


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


def through_gunicorn(urls: dict[str, str], session: str) -> dict[str, float]:
    """Median seconds of each page, connection and all."""
    with gunicorn() as port:

        def get(url: str) -> None:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", url, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"})
            response = connection.getresponse()
            response.read()
            assert response.status in (200, 302), f"{url}: {response.status}"
            connection.close()

        return rounds(urls, get, TURNS_GUNICORN)


def main(satker: int) -> None:
    django.setup()
    from accounts.models import Satker, User  # noqa: PLC0415

    if satker == 552:
        from bench.crowd import add_crowd  # noqa: PLC0415

        user = add_crowd()
    else:
        user = User.objects.get(username="verifikator")
    urls = addresses()
    seconds, facts, session = in_process(urls, user)
    served = through_gunicorn(urls, session)
    result = {
        "satker": Satker.objects.visible_to(user).count(),
        "pages": {name: {"seconds": seconds[name], "gunicorn": served[name], **facts[name]} for name in urls},
        "forgotten": forgotten(set(urls)),
    }
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    main(int(sys.argv[1]))
