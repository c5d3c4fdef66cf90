"""A function on the bytes of a stranger, in a process of its own that may neither grow nor go on for ever."""

import io
import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from importing.archive import MIB
from importing.confined_process import OUT_OF_MEMORY, without_collector
from importing.refused import SAVE_AGAIN, SLIM, FileRefused

log = logging.getLogger(__name__)
Result = TypeVar("Result")
ROOT = Path(__file__).resolve().parent.parent
MEMORY, SECONDS = 512 * MIB, 60
_PLAIN = {
    ("builtins", "set"), ("builtins", "frozenset"), ("builtins", "bytearray"), ("builtins", "complex"),
    ("decimal", "Decimal"), ("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"),
    ("datetime", "timedelta"), ("collections", "Counter"), ("collections", "defaultdict"),
}  # fmt: skip


class NeedsTooMuch(FileRefused):
    """The function asked for more memory than it was given."""


class TookTooLong(FileRefused):
    """The function was not done in time."""


class ReaderDied(FileRefused):
    """The process ended without an answer: killed, crashed, or an error that nobody foresaw."""


def confined(
    function: Callable[..., Result],
    content: bytes,
    *arguments: object,
    memory: int = MEMORY,
    seconds: int = SECONDS,
) -> Result:
    """What `function(content, *arguments)` gives, from a process with so many bytes of memory and seconds.

    The function stands at the top of a module and knows no Django; its result is made of plain values and of
    objects of this house. FileRefused: raised by the function, or by its end: NeedsTooMuch, TookTooLong,
    ReaderDied.
    """
    command = [
        sys.executable,
        "-B",
        "-m",
        "importing.confined_process",
        function.__module__,
        function.__qualname__,
    ]
    try:
        child = subprocess.run(
            [*command, str(memory), str(seconds)],
            input=pickle.dumps((content, arguments)), capture_output=True, timeout=seconds, check=False,
            cwd=ROOT, env={"PATH": os.defpath},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _too_long(seconds) from None
    if child.returncode:
        raise _failure(child, memory, seconds)
    try:
        with without_collector():
            result = _Opener(child.stdout, {"importing", "kinerja", _package(function)}).load()
    except Exception as error:  # whatever a made-up answer leads to
        raise _died(f"gave what cannot be opened: {error}") from error
    if isinstance(result, FileRefused):
        raise result
    return cast(Result, result)


def _package(function: Callable[..., object]) -> str:
    return function.__module__.split(".")[0]


class _Opener(pickle.Unpickler):
    """Opens an answer: values and objects of some packages; it never chooses what is called."""

    def __init__(self, answer: bytes, packages: set[str]) -> None:
        super().__init__(io.BytesIO(answer))
        self._packages = packages

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.split(".")[0] in self._packages:
            found = super().find_class(module, name)
            # A module of ours also leads to what it imported.
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} may not come out of a confined process")


def _failure(child: subprocess.CompletedProcess[bytes], memory: int, seconds: int) -> FileRefused:
    """What the end of the process means."""
    if child.returncode == OUT_OF_MEMORY:
        return NeedsTooMuch(
            f"Berkas ini memerlukan lebih dari {memory // MIB} MB memori untuk dibaca; {SLIM}"
        )
    if child.returncode in (-signal.SIGXCPU, -signal.SIGALRM):
        return _too_long(seconds)
    return _died(f"ended with {child.returncode}: {child.stderr[-4_000:].decode(errors='replace')}")


def _died(how: str) -> ReaderDied:
    log.error("A confined process %s", how)
    return ReaderDied(
        f"Pembaca berkas terhenti sewaktu membaca berkas ini; {SAVE_AGAIN[:-1]}; bila terjadi lagi, hubungi"
        " Administrator."
    )


def _too_long(seconds: int) -> TookTooLong:
    return TookTooLong(f"Berkas ini belum selesai dibaca setelah {seconds} detik; {SLIM}")
