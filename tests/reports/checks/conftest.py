"""The command's answer for the example as it is and for the spoiled one, each read once."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from examples.loader import load_example
from examples.reader import Example
from reports.models import LaporanKinerja
from reports.queries import WITH_PARTIES
from tests.conftest import EXAMPLE
from tests.reports.checks.spoiled import spoil
from tests.reports.conftest import PROVINSI, TAHUN

Jawaban = tuple[int, Any]


def check_lkj(*arguments: str) -> tuple[int, str]:
    """Run the command; its exit code and what it printed."""
    out = StringIO()
    with pytest.raises(SystemExit) as exit_:
        call_command("check_lkj", *arguments, stdout=out, stderr=out)
    return exit_.value.code, out.getvalue()


@pytest.fixture(scope="session")
def jawaban(django_db_setup: None, django_db_blocker: Any) -> dict[str, Jawaban]:
    """ "bersih" and "buruk" -> exit code and findings."""
    hasil = {}
    with django_db_blocker.unblock(), transaction.atomic():
        load_example(Example(EXAMPLE))
        for nama in ("bersih", "buruk"):
            if nama == "buruk":
                spoil(LaporanKinerja.objects.select_related(*WITH_PARTIES).get())
            kode, isi = check_lkj(f"--satker={PROVINSI}", f"--tahun={TAHUN}", "--format=json")
            hasil[nama] = kode, json.loads(isi)
        transaction.set_rollback(True)
    return hasil
