"""Files that the application writes: whole or not at all."""

import os
from errno import EISDIR
from pathlib import Path
from tempfile import TemporaryFile


def check_writable(path: Path) -> None:
    """Find out before long work whether its file can be written at all. OSError: it cannot."""
    if path.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=path.parent):
        pass


def write_whole(path: Path, isi: bytes) -> None:
    """Write a file so that it appears whole or not at all, also when the process dies half-way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sementara = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with sementara.open("wb") as stream:
            stream.write(isi)
            stream.flush()
            os.fsync(stream.fileno())
        sementara.replace(path)
    finally:
        sementara.unlink(missing_ok=True)
