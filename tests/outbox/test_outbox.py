"""The outbox: one row per key, a dead server, a server that answers, a sender that is killed in between."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from outbox import actions
from outbox.actions import CLAIM, ERASED, LONGEST_DELAY, delay, queue_mail, send_waiting, withdraw_mail
from outbox.models import SuratKeluar
from tests.conftest import free_port
from tests.mail_server import SmallServer

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def at(port: int):
    return override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_TIMEOUT=5)


@pytest.fixture
def server() -> Iterator[SmallServer]:
    with closing(SmallServer(refused=("tolak@uji.invalid",))) as small, at(small.port):
        yield small


def queue(kunci: str = "satu", **isi: object) -> SuratKeluar:
    dasar = {"kepada": "a@uji.invalid", "perihal": "Perihal", "isi": "Isi"} | isi
    return queue_mail(kunci, **dasar)


def due_now() -> None:
    SuratKeluar.objects.update(coba_lagi_pada=timezone.now())


def test_the_same_key_twice_is_one_mail():
    assert queue() == queue(isi="Lain")
    assert SuratKeluar.objects.get().isi == "Isi"


def test_a_subject_of_two_lines_becomes_one():
    assert queue(perihal="Satu\r\nBcc: x@uji.invalid").perihal == "Satu Bcc: x@uji.invalid"


def test_a_mail_reaches_the_server_once(server):
    queue(isi="Baris\n.titik di depan")
    assert send_waiting() == actions.Hasil(1, 0, "")
    assert send_waiting() == actions.Hasil(0, 0, "")
    [isi] = server.received
    assert "To: a@uji.invalid" in isi
    assert "Auto-Submitted: auto-generated" in isi
    surat = SuratKeluar.objects.get()
    assert (surat.percobaan, surat.galat, surat.coba_lagi_pada) == (1, "", None)
    assert surat.dikirim_pada is not None


def test_a_dead_server_keeps_the_mail_counts_and_waits():
    queue()
    queue("dua")
    with at(free_port()):
        hasil = send_waiting()
        assert (hasil.terkirim, hasil.gagal) == (0, 1)
        assert "ConnectionRefusedError" in hasil.terhenti
        surat, kedua = SuratKeluar.objects.order_by("pk")
        assert (surat.percobaan, surat.dikirim_pada, "ConnectionRefused" in surat.galat) == (1, None, True)
        assert surat.coba_lagi_pada > timezone.now()
        # One failure is enough to know that the server is dead: the others are not tried.
        assert kedua.percobaan == 0


def test_it_is_sent_when_the_server_is_back(server):
    queue()
    with at(free_port()):
        send_waiting()
    assert send_waiting().terkirim == 0
    due_now()
    assert send_waiting().terkirim == 1
    assert len(server.received) == 1


def test_a_refused_recipient_does_not_hold_up_the_others(server):
    queue("tolak", kepada="tolak@uji.invalid")
    queue("terima")
    assert send_waiting() == actions.Hasil(1, 1, "")
    assert "550" in SuratKeluar.objects.get(kunci="tolak").galat
    assert len(server.received) == 1


def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others():
    SuratKeluar.objects.create(kunci="rusak", kepada="a@uji.invalid", perihal="Dua\nbaris", isi="Isi")
    queue()
    assert send_waiting() == actions.Hasil(1, 1, "")
    assert [surat.subject for surat in mail.outbox] == ["Perihal"]


def test_a_sender_killed_before_the_record_sends_again_after_its_claim_with_the_same_id(monkeypatch):
    queue()

    def killed(surat: SuratKeluar) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(actions, "_record_sent", killed)
        with pytest.raises(KeyboardInterrupt):
            send_waiting()
    surat = SuratKeluar.objects.get()
    assert surat.dikirim_pada is None
    assert timezone.now() < surat.coba_lagi_pada <= timezone.now() + CLAIM
    assert send_waiting().terkirim == 0
    due_now()
    assert send_waiting().terkirim == 1
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_a_claimed_mail_is_not_taken_by_a_second_sender():
    queue()
    assert actions._claim(timezone.now()) is not None
    assert actions._claim(timezone.now()) is None


def test_a_secret_is_erased_once_it_is_sent():
    queue(isi="https://rahasia", rahasia=True)
    send_waiting()
    assert SuratKeluar.objects.get().isi == ERASED
    assert mail.outbox[0].body == "https://rahasia"


def test_a_mail_that_came_to_nothing_meanwhile_is_not_sent():
    queue("lewat", sia_sia_pada=timezone.now())
    queue("masih", sia_sia_pada=timezone.now() + timedelta(hours=1))
    assert send_waiting().terkirim == 1
    assert SuratKeluar.objects.get(dikirim_pada__isnull=True).kunci == "lewat"


def test_only_what_waits_is_withdrawn():
    queue()
    queue("dua")
    withdraw_mail("dua")
    send_waiting()
    withdraw_mail("satu")
    assert [surat.kunci for surat in SuratKeluar.objects.all()] == ["satu"]


def test_the_wait_doubles_up_to_six_hours():
    assert [delay(n) for n in (1, 2, 3)] == [timedelta(minutes=n) for n in (1, 2, 4)]
    assert delay(30_000) == LONGEST_DELAY


def test_the_command_says_what_it_did(capsys):
    queue()
    call_command("send_outbox")
    with at(free_port()):
        queue("dua")
        call_command("send_outbox")
    assert capsys.readouterr().out.startswith(
        "Terkirim: 1. Gagal: 0.\nTerkirim: 0. Gagal: 1.\nDihentikan, server surat tidak menjawab:"
    )
