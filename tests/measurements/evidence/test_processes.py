"""Evidence and processes that are killed or meet."""

import signal
import subprocess
import sys

import pytest

from tests.conftest import ROOT, copied_database, run_manage
from tests.evidence_files import pdf

SCENE = """
import os, signal, sys, threading
from datetime import timedelta
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from io import BytesIO
from accounts.permissions import Peran
from agreements.models import TargetTriwulan
from measurements import actions
from importing.upload import take_upload
from measurements.evidence import IsianBukti, folder
from measurements.evidence_actions import add_evidence, remove_evidence
from measurements.models import Analisis, BuktiDukung, JadwalTriwulan, Realisasi
from tests.evidence_files import pdf, png
from tests.factories import *
HARI = timezone.localdate()
satker = make_satker()
JadwalTriwulan.objects.create(
    satker=satker, tahun=2023, triwulan=4, buka=HARI, tenggat=HARI, toleransi=HARI, tutup=HARI)
staf, kedua = make_member(satker, Peran.STAF), make_member(satker, Peran.STAF)
def indikator():
    satu = make_indikator(make_sasaran(PK))
    TargetTriwulan.objects.create(indikator=satu, triwulan=4, nilai=100)
    return satu
def add(indikator, isi, by):
    return add_evidence(
        indikator, 4, IsianBukti("Bukti", berkas=take_upload("a", len(isi), BytesIO(isi))), by=by, on=HARI)
PK = make_pk(satker)
"""
KILL = (
    SCENE
    + """
with transaction.atomic():
    add(indikator(), pdf(), staf)
    os.kill(os.getpid(), signal.SIGKILL)
"""
)
RACE = (
    SCENE
    + """
def together(*works):
    gate, outcomes = threading.Barrier(len(works)), [None] * len(works)
    def run(at, work):
        try:
            connection.ensure_connection()
            gate.wait()
            work()
            outcomes[at] = "ok"
        except Exception as error:
            outcomes[at] = type(error).__name__
        finally:
            connection.close()
    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return tuple(outcomes)
seen = set()
pairs = [(indikator(), indikator()) for trial in range(20)]
sign_pk(PK)
for one, two in pairs:
    evidence = add(one, pdf(), staf)
    Analisis.objects.create(
        realisasi=evidence.realisasi, penyebab="a", upaya="b", hambatan="c", rekomendasi="d")
    Realisasi.objects.filter(pk=evidence.realisasi_id).update(nilai=99)
    got = together(
        lambda: actions.submit(evidence.realisasi, by=staf, on=HARI),
        lambda: remove_evidence(evidence, by=kedua, on=HARI),
    )
    seen.add(got)
    status = Realisasi.objects.get(indikator=one).status
    rows = BuktiDukung.objects.filter(realisasi__indikator=one).count()
    assert (got, status, rows) in {
        (("ok", "Tertutup"), "diajukan", 1), (("BelumLengkap", "ok"), "draf", 0)}, (got, status, rows)
    got = together(
        lambda: add(two, pdf(), staf), lambda: add(two, png(), kedua), lambda: add(two, png(9, 9), staf))
    assert got == ("ok", "ok", "ok"), got
    urutan = list(BuktiDukung.objects.filter(realisasi__indikator=two).values_list("urutan", flat=True))
    assert sorted(urutan) == [1, 2, 3], urutan
files = {path.name for path in folder().glob("*/*")}
assert files >= set(BuktiDukung.objects.values_list("berkas", flat=True))
print("seen", sorted(seen))
"""
)


@pytest.fixture
def own_database(empty_database, tmp_path):
    """The environment of processes on a database and in a folder of their own."""
    with copied_database(empty_database, tmp_path) as env:
        yield env | {"PYTHONPATH": str(ROOT)}


def test_a_kill_before_the_commit_leaves_a_file_and_no_row(own_database, tmp_path):
    tewas = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", KILL], cwd=ROOT, env=own_database, check=False
    )
    assert tewas.returncode == -signal.SIGKILL
    hitung = (
        "from measurements.models import *; print(*(m.objects.count() for m in (BuktiDukung, Realisasi)))"
    )
    assert run_manage(own_database, "shell", "-v", "0", "-c", hitung).split() == ["0", "0"]
    assert [path.read_bytes() for path in (tmp_path / "bukti").glob("*/*")] == [pdf()]


def test_removing_while_somebody_submits_and_adding_at_once(own_database):
    seen = run_manage(own_database, "shell", "-v", "0", "-c", RACE)
    assert seen.startswith("seen ")


GUARDS = """
from django.db import connection
tables = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
          "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"}
with connection.cursor() as cursor:
    cursor.execute(tables[connection.vendor])
    print(*sorted(name for [name] in cursor.fetchall()))
"""


#: The freezing of a signed year, and what keeps the versions of a narrative, stand on what goes.
GO_TOO = (
    "_bersama_", "_beku_", "_nomor_tetap", "_tanpa_timpa_", "_kunci_timpa", "_kekal_",
    "versi_narasi_append_only", "versi_narasi_tanpa_",
)  # fmt: skip


def test_migrating_back_and_forth_leaves_every_guard_in_place(own_database):
    def guards() -> list[str]:
        return run_manage(own_database, "shell", "-v", "0", "-c", GUARDS).split()

    before = guards()
    assert "measurements_buktidukung_kunci_delete" in before
    run_manage(own_database, "migrate", "measurements", "0003", "--verbosity", "0")
    assert guards() == [name for name in before if not any(part in name for part in GO_TOO)]
    run_manage(own_database, "migrate", "--verbosity", "0")
    assert guards() == before
