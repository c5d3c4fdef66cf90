"""The process of `importing.confined`: it limits itself before it imports the function, and answers once.

It imports no more than it needs: a third of a short file's time is the start of this process.
"""

import gc
import importlib
import os
import pickle
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from importing.refused import FileRefused

OUT_OF_MEMORY = 77


@contextmanager
def without_collector() -> Iterator[None]:
    """No search for cycles meanwhile: a workbook is a hundred thousand objects without one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _limit_myself(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Whoever started this may be dead: then nobody else ends a process that only waits.
    signal.alarm(seconds + 5)


def _answer(module: str, name: str) -> bytes:
    function = getattr(importlib.import_module(module), name)
    content, arguments = pickle.load(sys.stdin.buffer)
    try:
        with without_collector():
            return pickle.dumps(function(content, *arguments), pickle.HIGHEST_PROTOCOL)
    except FileRefused as refused:
        return pickle.dumps(refused)


def main() -> None:
    """`python -m importing.confined_process MODULE FUNCTION BYTES SECONDS`, from standard input to output."""
    module, name, memory, seconds = sys.argv[1:]
    _limit_myself(int(memory), int(seconds))
    # What the function prints must not end up in the answer.
    out, sys.stdout = sys.stdout, sys.stderr
    try:
        out.buffer.write(_answer(module, name))
        out.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
