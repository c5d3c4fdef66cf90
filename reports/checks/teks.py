"""Text as the checks compare it."""

import re
from functools import lru_cache

_BATAS_KALIMAT = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“\"(])")


def kalimat_di(teks: str, tempat: int) -> tuple[int, int]:
    """Start and end of the sentence that holds a place of a text."""
    awal = 0
    for batas in _BATAS_KALIMAT.finditer(teks):
        if batas.start() > tempat:
            return awal, batas.start()
        awal = batas.end()
    return awal, len(teks)


@lru_cache(maxsize=5_000)
def ratakan(teks: str) -> str:
    """A text without what does not tell two apart: case, white space, punctuation."""
    return " ".join(re.sub(r"[^\w%#]+", " ", teks.lower()).split())
