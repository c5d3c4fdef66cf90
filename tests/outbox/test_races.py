"""Two senders at one time send each mail once (on SQLite the claims follow one another)."""

import pytest
from django.core import mail
from django.db import connection

from outbox.actions import queue_mail, send_waiting
from tests.together import together

pytestmark = [
    pytest.mark.usefixtures("race_db"),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time"),
]


def test_two_senders_share_the_work():
    for nomor in range(40):
        queue_mail(f"surat-{nomor}", "a@uji.invalid", f"Perihal {nomor}", "Isi")
    hasil = [outcome.value for outcome in together(*[send_waiting] * 3)]
    assert sum(satu.terkirim for satu in hasil) == 40
    assert sorted(surat.subject for surat in mail.outbox) == sorted(f"Perihal {nomor}" for nomor in range(40))
