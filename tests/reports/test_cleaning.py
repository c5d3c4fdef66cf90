"""What is pasted: Word, LibreOffice, Google Docs, a browser, a spreadsheet, and texts that mean harm."""

from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.cleaning import bersihkan
from reports.narrative import baca_markup
from tests.reports.hostile import HOSTILE

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} @list l0:level1 {} --></style></head>
<body lang=IN style='tab-interval:36.0pt;word-wrap:break-word'><!--StartFragment-->
"""
WORD_END = "<!--EndFragment--></body></html>"
IGNORE = (
    "<![if !supportLists]><span lang=IN style='font-family:Symbol'><span style='mso-list:Ignore'>{0}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>"
)


def word(isi: str) -> str:
    return bersihkan(WORD + isi + WORD_END).isi


def item(tanda: str, teks: str, bagian: str = "") -> str:
    return (
        f"<p class=MsoListParagraphCxSp{bagian} style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>"
        f"{IGNORE.format(tanda)}<span lang=IN>{teks}<o:p></o:p></span></p>\n"
    )


@pytest.mark.parametrize(
    ("isi", "hasil"),
    [
        ("<p class=MsoNormal style='text-align:justify'><span lang=IN style='font-size:12.0pt'>Satu\n dua"
         "<o:p></o:p></span></p>", "<p>Satu dua</p>"),
        ("<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>a</p>", "<p>a</p>"),
        ("<p class=MsoNormal>a <b style='mso-bidi-font-weight:normal'>tebal</b> <i>miring</i></p>",
         "<p>a <strong>tebal</strong> <em>miring</em></p>"),
        ("<p class=MsoNormal><b><span lang=IN>ta</span></b><b>hun </b>ini</p>",
         "<p><strong>tahun</strong> ini</p>"),
        ("<h1><a name='_Toc1'></a>Judul<o:p></o:p></h1><h2>Kedua</h2>", "<h4>Judul</h4>\n<h4>Kedua</h4>"),
        ("<h5>Anak</h5>", "<h5>Anak</h5>"),
        ("<p class=MsoTitle>Judul</p>", "<h4>Judul</h4>"),
        (item("·", "satu", "First") + item("·", "dua", "Last") + "<p class=MsoNormal>akhir</p>",
         "<ul><li>satu</li><li>dua</li></ul>\n<p>akhir</p>"),
        (item("1.", "satu") + item("2.", "dua"), "<ol><li>satu</li><li>dua</li></ol>"),
        (item("a)", "satu") + item("§", "dua"), "<ol><li>satu</li></ol>\n<ul><li>dua</li></ul>"),
        ("<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-yfti-tbllook:1184'><tr>"
         "<td width=200 valign=top style='width:1cm'><p class=MsoNormal><b>Nama<o:p></o:p></b></p></td>"
         "<td><p class=MsoNormal>Jumlah</p></td></tr><tr><td><p>A</p><p>B</p></td><td align=right>1</td></tr>"
         "</table>",
         "<table><tr><th><strong>Nama</strong></th><th>Jumlah</th></tr>"
         "<tr><td>A B</td><td>1</td></tr></table>"),
        ("<table><tr><td colspan=2>x</td></tr><tr><td>1</td><td>2</td></tr></table>",
         "<table><tr><th>x</th><th></th></tr><tr><td>1</td><td>2</td></tr></table>"),
        ("<table><tr><td><p>bingkai</p></td></tr></table>", "<p>bingkai</p>"),
        ("<p class=MsoNormal>Tahun{{ tahun.ini }} &lt;b&gt; &amp; Co</p>",
         "<p>Tahun{{ tahun.ini }} &lt;b&gt; &amp; Co</p>"),
        ("<p class=MsoFootnoteText><a href='#_ftnref1'>[1]</a> catatan</p>", "<p>[1] catatan</p>"),
    ],
)  # fmt: skip
def test_word_is_cleaned(isi, hasil):
    assert word(isi) == hasil


@pytest.mark.parametrize(
    ("isi", "hasil"),
    [
        ("", ""),
        ("lepas", "<p>lepas</p>"),
        ("a<br>b", "<p>a b</p>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        # Google Docs wraps all in a bold that is none.
        ('<b style="font-weight:normal" id="docs-internal-guid-1"><p dir="ltr">'
         '<span style="font-weight:700">a</span><span style="font-style:italic"> b</span></p></b>',
         "<p><strong>a</strong> <em>b</em></p>"),
        ("<ul><li><p>a</p><ul><li>b</li></ul></li><li>c</li></ul>",
         "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("<ol><li>a</li></ol>b", "<ol><li>a</li></ol>\n<p>b</p>"),
        # LibreOffice
        ('<p style="line-height: 100%"><font face="Arial"><font size="2">a <u>b</u></font></font></p>',
         "<p>a b</p>"),
        # A spreadsheet
        ('<google-sheets-html-origin><table cellspacing="0" dir="ltr"><colgroup><col width="100"/></colgroup>'
         '<tbody><tr><td data-sheets-value="x">a</td><td>b</td></tr><tr><td>1</td></tr></tbody></table>',
         "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td></td></tr></table>"),
        ("<table><caption>Judul</caption><tr><th>a</th><th>b</th></tr><tr><td>1<table><tr><td>2</td></tr>"
         "</table></td><td>3</td></tr></table>",
         "<table><caption>Judul</caption><tr><th>a</th><th>b</th></tr>"
         "<tr><td>1 2</td><td>3</td></tr></table>"),
    ],
)  # fmt: skip
def test_other_sources_are_cleaned(isi, hasil):
    assert bersihkan(isi).isi == hasil


def test_pictures_are_counted_and_told():
    bersih = bersihkan('<p>a<img src="file:///C:/x.png"></p><p><v:shape></v:shape><img src="data:x"></p>')
    assert (bersih.isi, bersih.gambar) == ("<p>a</p>", 2)
    assert bersih.catatan.startswith("2 gambar tidak ikut ditempel.")
    assert bersihkan("<p>a</p>").catatan == ""


class Elements(HTMLParser):
    """The elements and attributes of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(f"[{nama}]" for nama, _ in attrs)}


def elements(isi: str) -> set[str]:
    pembaca = Elements()
    pembaca.feed(isi)
    return pembaca.seen


MARKUP = {"p", "h4", "h5", "ul", "ol", "li", "em", "strong", "table", "caption", "tr", "th", "td"}


@pytest.mark.parametrize("isi", HOSTILE, ids=range(len(HOSTILE)))
def test_what_means_harm_leaves_words_at_most(isi):
    hasil = bersihkan(isi).isi
    assert elements(hasil) <= MARKUP
    baca_markup(hasil)


def test_without_cleaning_harm_would_stay():
    assert {"script", "[onerror]", "iframe"} <= set().union(*map(elements, HOSTILE))
    assert nh3.clean("<img src=x onerror=alert(1)>") == '<img src="x">'


PIECES = [
    "<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<b>",
    "</b>", "<i>", "<h1>", "</h1>", "<p style='mso-list:l0 level1 lfo1'>", "<span style='mso-list:Ignore'>",
    "</span>", "1.", "a", " ", "&lt;", "&", "{{ x }}", "<caption>", "<th colspan=3>", "<br>", "<div>",
    "</div>",
]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_what_is_cleaned_can_always_be_read_and_is_clean(isi):
    hasil = bersihkan(isi).isi
    baca_markup(hasil)
    assert elements(hasil) <= MARKUP
