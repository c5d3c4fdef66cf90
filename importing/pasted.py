"""Rows copied out of a spreadsheet and pasted into a page: text with tabs between cells."""

import csv
from collections.abc import Iterator
from io import StringIO

#: Said of the last row of a text that is longer than what is read.
TERPOTONG = "Tempelan terlalu panjang dan hanya terbaca sampai di sini. Tempelkan dalam beberapa bagian."


def pasted_rows(teks: str, terpanjang: int) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers in the text, from 1; blank rows and blank cells at the end do not count.

    terpanjang: characters that are read; what is beyond is left out, and for the caller to tell.
    """
    for nomor, sel in enumerate(csv.reader(StringIO(teks[:terpanjang]), delimiter="\t"), start=1):
        isi = [" ".join(satu.split()) for satu in sel]
        while isi and not isi[-1]:
            isi.pop()
        if isi:
            yield nomor, isi
