"""What the stylesheet keeps together at the foot of a page, however full that page is."""

from datetime import date

import pypdfium2
import pytest

from printing.pdf import Press, working
from reports.html import stylesheet

# WeasyPrint leaves the closing of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")

#: Of the 250 mm of a page, what is taken when the words begin: they end on the first or on the next one.
TAKEN = range(196, 250, 4)
DAY = date(2024, 1, 15)


def items(*kata: str) -> str:
    return f'<ol class="lkj-butir">{"".join(f"<li>{satu}</li>" for satu in kata)}</ol>'


def rows(*baris: tuple[str, str]) -> str:
    isi = "".join(f'<tr class="{kelas}"><td>{kata}</td></tr>' for kata, kelas in baris)
    return f'<figure class="lkj-tabel"><table><tbody>{isi}</tbody></table></figure>'


def splits(html: str) -> set[tuple[str, str]]:
    """What the foot of the page and the head of the next one read, over all that may stand above."""
    press, hasil = Press(stylesheet()), set()
    for tinggi in TAKEN:
        isi = f'<article class="lkj"><div style="height: {tinggi}mm"></div>{html}</article>'
        page = f'<!doctype html><html lang="id"><title>x</title><body class="lkj-lembar">{isi}</body></html>'
        with working(DAY):
            hasil.add(words(press.write(press.lay_out(page, {}), DAY).isi))
    return hasil


def words(isi: bytes) -> tuple[str, str]:
    pdf = pypdfium2.PdfDocument(isi)
    try:
        teks = [page.get_textpage().get_text_bounded().split() for page in pdf]
    finally:
        pdf.close()
    kata = [" ".join(satu for satu in page if satu.isalpha()) for page in teks]
    return kata[0], kata[1] if len(kata) > 1 else ""


def test_a_list_parts_between_items_and_not_from_the_words_around_it():
    html = f"<p>Awal</p>{items('satu', 'dua', 'tiga', 'empat', 'lima', 'enam')}<p>Akhir</p>"
    assert splits(html) == {
        ("Awal satu dua tiga empat lima enam Akhir", ""),
        ("Awal satu dua tiga empat", "lima enam Akhir"),
        ("Awal satu dua tiga", "empat lima enam Akhir"),
        ("Awal satu dua", "tiga empat lima enam Akhir"),
        ("Awal satu", "dua tiga empat lima enam Akhir"),
        ("", "Awal satu dua tiga empat lima enam Akhir"),
    }


def test_a_short_list_under_a_line_of_its_own_is_on_one_page():
    upaya = f"<p><strong>Upaya</strong></p>{items('satu', 'dua', 'tiga')}"
    hambatan = f"<p><strong>Hambatan</strong></p>{items('empat', 'lima')}"
    assert splits(upaya + hambatan) == {
        ("Upaya satu dua tiga Hambatan empat lima", ""),
        ("Upaya satu dua tiga", "Hambatan empat lima"),
        ("", "Upaya satu dua tiga Hambatan empat lima"),
    }


def test_no_row_stands_alone_and_no_total_with_one():
    baris = [(kata, "") for kata in ("satu", "dua", "tiga", "empat", "lima")]
    assert {kepala for _, kepala in splits(rows(*baris))} == {
        "",
        "empat lima",
        "tiga empat lima",
        "satu dua tiga empat lima",
    }
    assert {kepala for _, kepala in splits(rows(*baris, ("Jumlah", "jumlah")))} == {
        "",
        "empat lima Jumlah",
        "tiga empat lima Jumlah",
        "satu dua tiga empat lima Jumlah",
    }


@pytest.mark.parametrize("kelas", ["kelompok", "induk"])
def test_a_heading_of_rows_stays_with_the_first_of_them(kelas):
    baris = [("satu", ""), ("dua", ""), ("Program", kelas), ("tiga", ""), ("empat", ""), ("lima", "")]
    kaki = {kaki for kaki, kepala in splits(rows(*baris)) if kepala}
    assert kaki == {"", "satu dua", "satu dua Program tiga"}
