"""Parts of a document: kept as long as they are the same, never a moment longer, never without bound."""

from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest

from jobs.limits import TooLong
from printing import parts
from printing.parts import Part, printing
from printing.pdf import Pdf, Picture, RenderFailed
from tests.evidence_files import png

# WeasyPrint leaves the closing of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")

CSS = """
@page { size: 100mm 100mm; margin: 20mm; @bottom-center { content: counter(page) } }
@page lebar { size: 120mm 100mm }
p { font: 10pt 'Source Sans Pro' }
.baru { break-before: page }
.lebar { page: lebar }
"""


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    parts.forget()
    yield
    parts.forget()


def page(*isi: str) -> str:
    return f'<!doctype html><html lang="id"><head><title>x</title></head><body>{"".join(isi)}</body></html>'


def sheets(*isi: str) -> str:
    return page(*(f'<p class="baru" id="k{ke}">{satu}</p>' for ke, satu in enumerate(isi)))


def work(css: str = CSS, pictures: dict[str, Picture] | None = None):
    return printing(css, tanggal=date(2024, 1, 15), pictures=pictures or {}, progress=lambda *_: None)


def lay_out(html: str, css: str = CSS, pictures: dict[str, Picture] | None = None) -> Part:
    with work(css, pictures) as cetak:
        return cetak.lay_out(html)


def join(frame: str, *html: str) -> Pdf:
    with work() as cetak:
        return cetak.join(frame, [cetak.lay_out(satu) for satu in html])


def words(pdf: Pdf) -> list[list[str]]:
    berkas = pypdfium2.PdfDocument(pdf.isi)
    try:
        return [satu.get_textpage().get_text_bounded().split() for satu in berkas]
    finally:
        berkas.close()


def test_a_part_is_kept_from_one_printing_to_the_next():
    assert lay_out(sheets("a")) is lay_out(sheets("a"))


@pytest.mark.parametrize("lain", [sheets("b"), sheets("a", "a")])
def test_other_html_is_laid_out(lain):
    assert lay_out(sheets("a")) is not lay_out(lain)


def test_with_another_stylesheet_all_is_laid_out_anew():
    lama = lay_out(sheets("a"))
    assert lay_out(sheets("a"), CSS + "p { color: red }") is not lama
    assert len(parts.kept()) == 1


def test_another_picture_of_the_same_name_is_laid_out_and_an_unseen_one_is_not():
    html = page('<img src="picture:satu" alt="x">')
    satu, lain = Picture(png(), "image/png"), Picture(png() + b"\0", "image/png")
    lama = lay_out(html, pictures={"satu": satu})
    assert lay_out(html, pictures={"satu": satu, "dua": lain}) is lama
    assert lay_out(html, pictures={"satu": lain}) is not lama


def test_the_frame_gives_the_numbers_and_the_parts_the_words():
    with work() as cetak:
        isi = [cetak.lay_out(sheets("pertama", "kedua")), cetak.lay_out(sheets("ketiga"))]
        pertama = cetak.join(sheets("x", "x", "x"), isi)
        kedua = cetak.join(sheets("x", "x", "x"), isi[::-1])
    assert words(pertama) == [["pertama", "1"], ["kedua", "2"], ["ketiga", "3"]]
    assert words(kedua) == [["ketiga", "1"], ["pertama", "2"], ["kedua", "3"]]


def test_the_same_parts_give_the_same_bytes_again():
    pertama, kedua = (join(sheets("x", "x"), sheets("a"), sheets("b")) for _ in range(2))
    parts.forget()
    assert pertama == kedua == join(sheets("x", "x"), sheets("a"), sheets("b"))


def test_a_sheet_tells_its_keys_its_headings_and_how_it_lies():
    part = lay_out(page('<h1 id="a">Satu</h1>', '<div class="lebar"><h1 id="b">Dua</h1><h2>Tiga</h2></div>'))
    assert [(satu.keys, satu.headings, satu.sideways) for satu in part.sheets] == [
        (("a",), ("Satu",), False),
        (("b",), ("Dua",), True),
    ]


@pytest.mark.parametrize("frame", [sheets("x", "x"), page('<p class="lebar">x</p>')])
def test_a_frame_that_does_not_fit_is_an_error(frame):
    with pytest.raises(ValueError, match=r"^zip|differ in size"):
        join(frame, sheets("a"))


def test_what_was_used_longest_ago_goes_when_there_is_too_much(monkeypatch):
    monkeypatch.setattr(parts, "MOST_SHEETS", 2)
    lama, muda = lay_out(sheets("a")), lay_out(sheets("b"))
    assert lay_out(sheets("a")) is lama
    lay_out(sheets("c"))
    assert len(parts.kept()) == 2
    assert lay_out(sheets("a")) is lama
    assert lay_out(sheets("b")) is not muda


def test_a_document_larger_than_the_bound_is_printed_and_not_kept(monkeypatch):
    monkeypatch.setattr(parts, "MOST_SHEETS", 1)
    assert len(lay_out(sheets("a", "b")).sheets) == 2
    assert parts.kept() == ()


@pytest.mark.parametrize(("idle", "sisa"), [(3_600, 1), (-1, 0)])
def test_a_worker_that_waits_gives_the_memory_back(monkeypatch, idle, sisa):
    monkeypatch.setattr(parts, "IDLE", idle)
    lay_out(sheets("a"))
    parts.forget_idle()
    assert len(parts.kept()) == sisa


def refuse() -> None:
    join(sheets("x", "x"), sheets("a"), page('<img src="file:///etc/passwd">'))


def stop() -> None:
    with work() as cetak:
        cetak.lay_out(sheets("a"))
        raise TooLong


@pytest.mark.parametrize(("apa", "galat"), [(refuse, RenderFailed), (stop, TooLong)])
def test_after_an_error_nothing_is_kept_and_the_next_printing_begins_anew(apa, galat):
    lay_out(sheets("a"))
    assert len(parts.kept()) == 1
    with pytest.raises(galat):
        apa()
    assert parts.kept() == ()
    assert words(join(sheets("x"), sheets("a"))) == [["a", "1"]]
