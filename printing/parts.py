"""A document laid out in parts that are kept: what was not changed is not laid out again.

A part is an HTML page whose content begins on a new sheet. Its sheets depend on its HTML, its pictures and
the stylesheet alone, for running heads and page numbers are put on last, from a frame: the same document with
nothing on its sheets. So a part is kept under the digest of all that it depends on and is never stale.

What is kept lives in the process that prints; a worker that is killed loses it, and nothing else. It is
bounded (MOST_SHEETS), given back by a worker that waits (forget_idle), and gone after any error.
"""

import gc
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import Any

from printing.pdf import Attached, Pdf, Picture, Press, working

#: Sheets in memory, some 2 MB each: two reports of the usual length.
MOST_SHEETS = 150
#: Seconds without printing after which nothing is kept any more; longer than any printing may take.
IDLE = 15 * 60
#: With fewer new sheets than this the litter is not worth a search through all that is kept.
LITTER = 30

Progress = Callable[[int, str], None]


@dataclass(frozen=True)
class Sheet:
    """One sheet: the ids on it, headings of the first level that begin on it, whether it lies on its side."""

    keys: tuple[str, ...]
    headings: tuple[str, ...]
    sideways: bool


@dataclass(frozen=True)
class Part:
    """What was laid out of one HTML page; `document` is WeasyPrint's."""

    document: Any
    sheets: tuple[Sheet, ...]


@dataclass
class _Kept:
    """Parts by digest, those used last at the end, and the last frame; all of one press."""

    press: Press | None = None
    parts: OrderedDict[bytes, Part] = field(default_factory=OrderedDict)
    frame: tuple[bytes, Any] | None = None
    used: float = 0.0

    def press_for(self, css: str) -> Press:
        """The press of a stylesheet; with another one everything else is forgotten."""
        if self.press is None or self.press.css != css:
            self.forget()
            self.press = Press(css)
        return self.press

    def trim(self) -> None:
        """Let go of what was used longest ago until the rest is within bounds."""
        while sum(len(satu.sheets) for satu in self.parts.values()) > MOST_SHEETS:
            self.parts.popitem(last=False)
        self.used = time.monotonic()

    def forget(self) -> None:
        self.press = self.frame = None
        self.parts.clear()


_KEPT, _BUSY = _Kept(), Lock()


def kept() -> tuple[Part, ...]:
    """What is kept, the parts used last at the end."""
    return tuple(_KEPT.parts.values())


def forget() -> None:
    """Keep nothing, once nothing is being printed."""
    with _BUSY:
        _KEPT.forget()
        gc.collect()


def forget_idle() -> None:
    """Give the memory back when nothing was printed for a while."""
    if _KEPT.press is not None and time.monotonic() - _KEPT.used > IDLE:
        forget()


@contextmanager
def printing(
    css: str, *, tanggal: date, pictures: Mapping[str, Picture], progress: Progress
) -> Iterator["Printing"]:
    """The printing of one document; `progress` is told percent (0-100) and the step in words. RenderFailed.

    An error, or the end of the time given, may leave the press half-way: nothing is kept then.
    """
    with _BUSY, working(tanggal):
        try:
            yield Printing(_KEPT.press_for(css), tanggal, pictures, progress)
            _KEPT.trim()
        except BaseException:
            _KEPT.forget()
            raise


class Printing:
    """Parts one after another, then the file."""

    def __init__(
        self, press: Press, tanggal: date, pictures: Mapping[str, Picture], progress: Progress
    ) -> None:
        self._press, self._tanggal, self._pictures, self._progress = press, tanggal, pictures, progress
        self._done = self._new = 0
        progress(20, "Menyusun dokumen")

    def lay_out(self, html: str) -> Part:
        """The sheets of a part: the kept ones where there are."""
        digest = self._digest(html)
        if (part := _KEPT.parts.get(digest)) is None:
            part = _KEPT.parts[digest] = _part(self._press.lay_out(html, self._pictures))
            self._new += len(part.sheets)
        _KEPT.parts.move_to_end(digest)
        self._done += len(part.sheets)
        # A report is some 60 pages long; more only slows the bar down.
        self._progress(20 + 65 * self._done // (self._done + 30), f"Menata halaman {self._done}")
        return part

    def join(self, frame: str, parts: Sequence[Part], attached: Sequence[Attached] = ()) -> Pdf:
        """The file: the sheets of all parts, each with the margins of the frame's sheet in its place."""
        bingkai = self._frame(frame)
        pages = [page for part in parts for page in part.document.pages]
        hasil = bingkai.copy([_framed(*satu) for satu in zip(pages, bingkai.pages, strict=True)])
        documents = [bingkai, *(part.document for part in parts)]
        hasil.identifier = sha256(b"".join(satu.identifier for satu in documents)).digest()
        if self._new > LITTER:
            gc.collect()  # the boxes as they were before the layout make room for the writing
        self._progress(88, "Menulis PDF")
        return self._press.write(hasil, self._tanggal, attached)

    def _frame(self, html: str) -> Any:
        digest = self._digest(html)
        if _KEPT.frame is None or _KEPT.frame[0] != digest:
            _KEPT.frame = digest, self._press.lay_out(html, self._pictures)
        return _KEPT.frame[1]

    def _digest(self, html: str) -> bytes:
        shown = sorted(nama for nama in self._pictures if f"picture:{nama}" in html)
        return sha256(
            b"".join([html.encode(), *(sha256(self._pictures[nama].isi).digest() for nama in shown)])
        ).digest()


def _part(document: Any) -> Part:
    sheets = [
        Sheet(
            tuple(page.anchors),
            tuple(judul for tingkat, judul, *_ in page.bookmarks if tingkat == 1),
            page.width > page.height,
        )
        for page in document.pages
    ]
    return Part(document, tuple(sheets))


def _framed(page: Any, bingkai: Any) -> Any:
    """A page with the margin boxes of another in place of its own; the page itself stays as it is kept.

    The boxes of a page are no public part of WeasyPrint: a test compares what comes of it, byte for byte,
    with a document that was laid out whole.
    """
    if (page.width, page.height) != (bingkai.width, bingkai.height):
        raise ValueError("A page and its frame differ in size.")
    isi = [box for box in page._page_box.children if not _in_margin(box)]
    tepi = [box for box in bingkai._page_box.children if _in_margin(box)]
    hasil = copy(page)
    hasil._page_box = page._page_box.copy_with_children([*isi, *tepi])
    return hasil


def _in_margin(box: Any) -> bool:
    return hasattr(box, "at_keyword")
