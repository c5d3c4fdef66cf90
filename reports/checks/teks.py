"""Text as the checks compare it."""

import re
from bisect import bisect_right
from functools import lru_cache

_BATAS_KALIMAT = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“\"(])")


def kalimat_di(teks: str, tempat: int) -> tuple[int, int]:
    """Start and end of the sentence that holds a place of a text."""
    awal, akhir = _kalimat(teks)
    ke = bisect_right(akhir, tempat)
    return awal[ke], akhir[ke] if ke < len(akhir) else len(teks)


@lru_cache(maxsize=500)
def _kalimat(teks: str) -> tuple[list[int], list[int]]:
    """Where the sentences of a text start, and where all but the last of them end."""
    batas = list(_BATAS_KALIMAT.finditer(teks))
    return [0, *(satu.end() for satu in batas)], [satu.start() for satu in batas]


@lru_cache(maxsize=5_000)
def ratakan(teks: str) -> str:
    """A text without what does not tell two apart: case, white space, punctuation."""
    return " ".join(re.sub(r"[^\w%#]+", " ", teks.lower()).split())
