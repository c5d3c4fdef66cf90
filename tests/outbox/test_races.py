"""Two senders at one time send each mail once (on SQLite the claims follow one another)."""

import threading

import pytest
from django.core import mail
from django.db import connection, connections

from outbox.actions import queue_mail, send_waiting

pytestmark = [
    pytest.mark.usefixtures("race_db"),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time"),
]


def test_two_senders_share_the_work():
    for nomor in range(40):
        queue_mail(f"surat-{nomor}", "a@uji.invalid", f"Perihal {nomor}", "Isi")
    hasil = []

    def send() -> None:
        try:
            hasil.append(send_waiting())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sum(satu.terkirim for satu in hasil) == 40
    assert sorted(surat.subject for surat in mail.outbox) == sorted(f"Perihal {nomor}" for nomor in range(40))
