"""What a confined process is asked to do in tests: good and bad."""

import os
import signal
import subprocess
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from importing.refused import FileRefused


def count(content: bytes, *arguments: object) -> tuple[int, tuple[object, ...]]:
    print("what is printed is no answer")
    return len(content), arguments


def refuse(_: bytes) -> None:
    raise FileRefused("Berkas ini ditolak.")


def allocate(_: bytes) -> int:
    return len(bytearray(300 * 1024**2))


def grow(_: bytes) -> int:
    held = []
    while True:
        held.append("x" * 1_000_000 + str(len(held)))


def spin(_: bytes) -> None:
    while True:
        pass


def sleep(_: bytes) -> None:
    time.sleep(600)


def kill(_: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash(_: bytes) -> None:
    os.abort()


def fail(_: bytes) -> None:
    raise ZeroDivisionError("nobody foresaw this")


def recurse(content: bytes) -> object:
    return recurse(content)


def write_file(path: bytes) -> None:
    Path(os.fsdecode(path)).write_bytes(b"x" * 10)


def environment(_: bytes) -> list[str]:
    return sorted(os.environ)


class Trap:
    """Pickled by a child that was taken over: opening it would run a command."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return subprocess.call, (["touch", self.path],)


def made_up(answer: bytes) -> None:
    os.write(1, answer)
    os._exit(0)


def trap(path: bytes) -> Trap:
    return Trap(os.fsdecode(path))


def plain(_: bytes) -> object:
    return {"a": [Decimal("1.5"), {1}, None, b"x"]}
