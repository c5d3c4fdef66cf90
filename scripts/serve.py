"""Run the processes of a Procfile side by side until Ctrl-C, TERM, or a closed terminal; leave none behind.

Why not honcho: a signal in its first moments, or a closed terminal, ends it and leaves the others running.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

STOP_SECONDS = 10
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def read_procfile(path: Path) -> dict[str, str]:
    """The commands by name."""
    lines = (line.split(":", 1) for line in path.read_text().splitlines() if ":" in line)
    return {name.strip(): command.strip() for name, command in lines}


def start(command: str) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own: signals of the terminal reach it only through us."""
    return subprocess.Popen(
        # exec: the process is the command itself, and has ended when the command has, not when a shell has.
        ["sh", "-c", f"exec {command}"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip


def show(name: str, output: IO[bytes]) -> None:
    """Print each line under the name of its process; go on reading when nobody can see it any more."""
    for line in output:
        with suppress(OSError):
            os.write(sys.stdout.fileno(), name.encode() + b" | " + line)


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask every process to end, wait for it, then kill what is left of its group."""
    for process in processes:
        signal_group(process, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0, deadline - time.monotonic()))
        signal_group(process, signal.SIGKILL)
        process.wait()


def serve(procfile: Path) -> int:
    """Return 0 when stopped by a signal, else 1: a process has ended by itself, and the others with it."""
    asked: list[int] = []
    for number in SIGNALS:
        # A handler that only takes note: a signal between two starts cannot leave the first one behind.
        # (Not threading.Event: setting it in a handler can wait for itself.)
        signal.signal(number, lambda number, _: asked.append(number))
    commands = read_procfile(procfile)
    processes, readers = {}, []
    try:
        for name, command in commands.items():
            processes[name] = start(command)
            readers.append(threading.Thread(target=show, args=(name, processes[name].stdout), daemon=True))
            readers[-1].start()
        ended = []
        while not asked and not ended:
            time.sleep(0.1)
            ended = [name for name, process in processes.items() if process.poll() is not None]
    finally:
        stop(list(processes.values()))
        for reader in readers:
            reader.join(timeout=1)
    if asked:
        return 0
    for name in ended:
        print(
            f"{name} has ended with code {processes[name].returncode}; everything is stopped.",
            file=sys.stderr,
        )
    return 1


if __name__ == "__main__":
    sys.exit(serve(Path(sys.argv[1])))
