"""`python -m bench.signing ROUNDS`: how long the signature of the example's LKj takes beyond its rendering.

The manuscript is rendered once; each round signs it as the page does, from the lock to the last row, and
takes it back. Prints the seconds as JSON.
"""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

import django

from bench.place import ROOT, SATKER, TAHUN

LIMIT = 3


def measure_signing(env: Mapping[str, str], rounds: int) -> list[float]:
    """Seconds of each signature, in a process of its own: it needs the settings before the first import."""
    print("Pengesahan", file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "bench.signing", str(rounds)],
        cwd=ROOT, env=dict(env), check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    return json.loads(done.stdout)


def signing_lines(seconds: list[float]) -> list[list[str]]:
    """Heading and row: median, range, bound."""
    kini = median(seconds)
    good = "dalam batas" if kini <= LIMIT else "di atas batas"
    return [
        ["Pengesahan", "median", "terendah–tertinggi", "batas", "keterangan"],
        ["di luar PDF", f"{kini:.2f} s", f"{min(seconds):.2f}–{max(seconds):.2f} s", f"{LIMIT} s",
         f"n={len(seconds)}: {good}"],
        [],
    ]  # fmt: skip


def main(rounds: int) -> None:
    django.setup()
    from django.db import transaction  # noqa: PLC0415  (models exist only after the setup)
    from django.utils import timezone  # noqa: PLC0415

    from reports.manuscript import mark_seen  # noqa: PLC0415
    from reports.signer import penanda_terpasang  # noqa: PLC0415
    from reports.signing import sign  # noqa: PLC0415

    naskah, sekretaris = prepare()
    mark_seen(naskah, by=sekretaris)
    penanda, seconds = penanda_terpasang(), []
    for _ in range(rounds):
        start = time.perf_counter()
        with transaction.atomic():
            sign(naskah, penanda, by=sekretaris, on=timezone.localdate())
            seconds.append(time.perf_counter() - start)
            transaction.set_rollback(True)
    print(json.dumps(seconds))


def prepare():
    """The example's LKj examined, its manuscript rendered, and who signs it."""
    from django.conf import settings  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415
    from accounts.permissions import Peran  # noqa: PLC0415
    from reports import approval  # noqa: PLC0415
    from reports.certificate import make_test_certificate  # noqa: PLC0415
    from reports.check_actions import explain  # noqa: PLC0415
    from reports.checks.gate import penghalang  # noqa: PLC0415
    from reports.manuscript import request_manuscript, run_manuscript  # noqa: PLC0415
    from reports.models import LaporanKinerja  # noqa: PLC0415

    Path(settings.SIGNING_PKCS12).write_bytes(make_test_certificate(settings.SIGNING_PASSPHRASE))
    laporan = LaporanKinerja.objects.get(satker__slug=SATKER, tahun=TAHUN)
    orang = User.objects.filter(penugasan__satker=laporan.satker)
    verifikator = orang.filter(penugasan__peran=Peran.VERIFIKATOR).first()
    for satu in penghalang(laporan):
        explain(laporan, satu.sidik, "Sudah ditelaah; sesuai dokumen sumbernya.", 0, by=verifikator)
    if laporan.status == "konsep":
        approval.examine(laporan, by=verifikator)
    sekretaris = orang.filter(penugasan__peran=Peran.SEKRETARIS).first()
    job = request_manuscript(laporan, lambda job: None, by=sekretaris)
    run_manuscript(job.pk)
    return laporan.naskah.select_related("laporan").get(job=job), sekretaris


if __name__ == "__main__":
    main(int(sys.argv[1]))
