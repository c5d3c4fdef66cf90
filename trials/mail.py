"""kill -9 of the worker in the middle of the outbox: every mail goes out, one at most twice and as one."""

import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from email import message_from_string
from itertools import count
from typing import BinaryIO

from django.utils import timezone

from outbox.actions import queue_mail
from outbox.models import SuratKeluar
from tests.mail_server import SmallServer
from trials.campaign import Campaign, Turn
from trials.worker import DEADLINE_SECONDS, wait_for, working

MAILS = 4
numbers = count(1)
#: When the worker dies, by what the server has just heard or said of the second mail.
MOMENTS = (b"RCPT", b".\r\n", b"250 AFTER .\r\n")


class Overheard:
    """A connection whose every line is told to somebody, and every answer after it was sent."""

    def __init__(self, stream: BinaryIO, tell: Callable[[bytes], None]) -> None:
        self.stream, self.tell, self.last = stream, tell, b""

    def readline(self) -> bytes:
        self.last = self.stream.readline()
        self.tell(self.last)
        return self.last

    def write(self, data: bytes) -> None:
        self.stream.write(data)

    def flush(self) -> None:
        self.stream.flush()
        self.tell(b"250 AFTER " + self.last)


class OverheardServer(SmallServer):
    """A mail server that tells what it hears; a client that dies does not end it."""

    def __init__(self, tell: Callable[[bytes], None]) -> None:
        self.tell = tell
        super().__init__()

    def _serve(self) -> None:
        while self._listener.fileno() >= 0:
            with suppress(OSError):
                super()._serve()
                return

    def _talk(self, stream: BinaryIO) -> None:
        super()._talk(Overheard(stream, self.tell))


def killed_outbox(turn: Turn) -> list[str]:
    """The worker dies at its second mail; another one sends what is left."""
    kunci = [f"coba-{next(numbers)}" for _ in range(MAILS)]
    for satu in kunci:
        queue_mail(satu, "a@uji.invalid", satu, "Isi")
    heard: list[bytes] = []
    killing: list[subprocess.Popen[bytes]] = []

    def tell(line: bytes) -> None:
        heard.extend([line] * line.upper().startswith(MOMENTS[turn.number % len(MOMENTS)]))
        if len(heard) == 2 and killing:
            killing.pop().kill()

    with closing(OverheardServer(tell)) as server:
        url = f"smtp://127.0.0.1:{server.port}"
        with working(turn.arms, EMAIL_URL=url) as process:
            killing.append(process)
            process.wait(DEADLINE_SECONDS)
        told = [f"{satu!r} is recorded, the server has not got it" for satu in recorded(kunci) - got(server)]
        # Rather than wait for the claim of the dead worker to end.
        SuratKeluar.objects.filter(kunci__in=kunci, dikirim_pada=None).update(coba_lagi_pada=timezone.now())
        with working(turn.arms, EMAIL_URL=url):
            wait_for(lambda: len(recorded(kunci)) == MAILS)
    told += [f"{satu!r} was never sent" for satu in set(kunci) - got(server)]
    return told + [f"{len(kali)} times {satu!r}" for satu, kali in copies(server).items() if not once(kali)]


def recorded(kunci: Sequence[str]) -> set[str]:
    """The keys of the mails that are recorded as sent."""
    sent = SuratKeluar.objects.filter(kunci__in=kunci, dikirim_pada__isnull=False)
    return set(sent.values_list("kunci", flat=True))


def got(server: SmallServer) -> set[str]:
    """The subjects, which are the keys, of the mails that the server has got."""
    return set(copies(server))


def copies(server: SmallServer) -> dict[str, list[str]]:
    """The Message-ID of each copy of a mail, by its subject."""
    mails: dict[str, list[str]] = {}
    for satu in map(message_from_string, list(server.received)):
        mails.setdefault(satu["Subject"], []).append(satu["Message-ID"])
    return mails


def once(ids: Sequence[str]) -> bool:
    """A mail came once, or twice as the same one."""
    return len(ids) <= 2 and len(set(ids)) == 1


MAIL = (Campaign("kill in the outbox", ("recorded-first",), killed_outbox),)
