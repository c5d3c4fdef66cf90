"""The words of people: an allow-list, bound figures, and nothing else that reaches the page."""

from contextlib import suppress
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.build import susun
from reports.composer import Penyusun
from reports.document import (
    Angka,
    Baris,
    Blok,
    Celah,
    Daftar,
    Kolom,
    Paragraf,
    Rujukan,
    Sel,
    Subjudul,
    Tabel,
    Teks,
)
from reports.html import render_body
from reports.narrative import NarasiRusak, baca_narasi, butir_teks
from reports.templatetags.lkj import gambar_blok
from tests.reports.hostile import HOSTILE

# For tests of the example: its material comes from the database, once; nothing asks it again.
with_example = pytest.mark.django_db


class NoFigures:
    """For texts whose figures do not matter."""

    def angka(self, kunci, cara=""):
        return Angka(kunci, "7")


def read(isi, figur=None, tabel=None):
    return baca_narasi(isi, figur or NoFigures(), tabel or {}.__getitem__)


# What is allowed


@pytest.mark.parametrize(
    ("isi", "blok"),
    [
        ("", ()),
        (" \n ", ()),
        ("<p>Satu.</p>", (Paragraf((Teks("Satu."),)),)),
        ("<P>Satu.</P>", (Paragraf((Teks("Satu."),)),)),
        ("<p>  dua\n  baris  </p>", (Paragraf((Teks("dua baris"),)),)),
        ("<h4>Judul</h4>", (Subjudul((Teks("Judul"),)),)),
        ("<h5>Anak judul</h5>", (Subjudul((Teks("Anak judul"),), 2),)),
        ("<p>a <em>b</em> c</p>", (Paragraf((Teks("a "), Teks("b", "em"), Teks(" c"))),)),
        ("<p><strong>b</strong></p>", (Paragraf((Teks("b", "strong"),)),)),
        ("<p><em>a <strong>b</strong></em></p>", (Paragraf((Teks("a ", "em"), Teks("b", "strong"))),)),
        ("<ul><li>a</li> <li>b</li></ul>", (Daftar(((Teks("a"),), (Teks("b"),))),)),
        ("<ol><li>a</li></ol>", (Daftar(((Teks("a"),),), urut=True),)),
        ("<ol><li>a</li></ol><ul><li>b</li></ul>",
         (Daftar(((Teks("a"),),), urut=True), Daftar(((Teks("b"),),)))),
        ("<p>a &amp; b &lt;script&gt;</p>", (Paragraf((Teks("a & b <script>"),)),)),
        ("<p>{{ pk.jumlah }}</p>", (Paragraf((Angka("pk.jumlah", "7"),)),)),
        ("<p>{{pk.jumlah}}</p>", (Paragraf((Angka("pk.jumlah", "7"),)),)),
        ("<p><strong>{{ pk.jumlah }}</strong></p>", (Paragraf((Angka("pk.jumlah", "7", gaya="strong"),)),)),
        ("<p>(<em>{{ nomor.tabel.dpt }}</em>)</p>",
         (Paragraf((Teks("("), Rujukan("dpt", gaya="em"), Teks(")"))),)),
        ("<p>{{ nomor.gambar.serapan-satker }}</p>", (Paragraf((Rujukan("serapan-satker"),)),)),
    ],
)  # fmt: skip
def test_the_markup(isi, blok):
    assert read(isi) == blok


def test_a_supporting_table_stands_where_it_is_named():
    tabel = Tabel("dpt", "DPT", (), ())
    isi = '<p>a</p><figure data-tabel="dpt"></figure><p>b</p>'
    assert read(isi, tabel={"dpt": tabel}.__getitem__) == (
        Paragraf((Teks("a"),)),
        tabel,
        Paragraf((Teks("b"),)),
    )


def test_a_typed_table_has_a_head_and_figures_stand_right():
    isi = (
        '<table data-kunci="t-a"><caption>Pelatihan {{ a }}</caption><tr><th>Nama</th><th>Peserta</th></tr>'
        "<tr><td>Satu <em>dua</em></td><td>1.234,5</td></tr><tr><td></td><td>{{ b }}</td></tr></table>"
    )
    assert read(isi) == (
        Tabel(
            "t-a",
            "Pelatihan 7",
            (Kolom("Nama", "kiri", 53.33), Kolom("Peserta", "kanan", 46.67)),
            (
                Baris((Sel((Teks("Satu "), Teks("dua", "em"))), Sel((Teks("1.234,5"),)))),
                Baris((Sel(()), Sel((Angka("b", "7"),)))),
            ),
        ),
    )


def test_a_typed_table_without_a_caption_has_no_number():
    (tabel,) = read("<table><tr><th>a</th></tr><tr><td>b</td></tr></table>")
    assert (tabel.bernomor, tabel.kunci) == (False, "t--1")


@with_example
def test_a_figure_that_a_table_lacks_leaves_a_gap_after_it(figur):
    isi = "<table><tr><th>a</th></tr><tr><td>{{ tidak.ada }}</td></tr></table>"
    assert [type(satu) for satu in read(isi, figur)] == [Tabel, Celah]


@with_example
def test_a_copied_table_is_numbered_as_another(bahan):
    tabel = '<table data-kunci="t-a"><caption>A</caption><tr><th>a</th></tr><tr><td>b</td></tr></table>'
    narasi = dict.fromkeys(("bab1.latar-belakang", "bab1.isu-strategis"), tabel)
    dokumen = susun(replace(bahan, narasi=bahan.narasi | narasi))
    tulis = [(satu.nomor, satu.kunci) for satu in dokumen.daftar_tabel if satu.kunci.startswith("t-")]
    assert tulis == [("Tabel 1.1", "t-a"), ("Tabel 1.2", "t-a-2")]


# What is refused, with its line

ALLOWED = {
    "p", "h4", "h5", "ul", "ol", "li", "em", "strong", "figure", "table", "caption", "tr", "th", "td",
}  # fmt: skip
ELEMENTS = [
    "a", "abbr", "address", "applet", "area", "article", "aside", "audio", "b", "base", "bdi", "bdo",
    "big", "blink", "blockquote", "body", "br", "button", "canvas", "center", "cite", "code",
    "col", "colgroup", "command", "content", "data", "datalist", "dd", "del", "details", "dfn",
    "dialog", "dir", "div", "dl", "dt", "element", "embed", "fieldset", "figcaption", "font", "footer",
    "form", "frame", "frameset", "g", "h1", "h2", "h3", "h6", "head", "header", "hgroup", "hr",
    "html", "i", "iframe", "image", "img", "input", "ins", "isindex", "kbd", "keygen", "label",
    "legend", "link", "listing", "main", "map", "mark", "marquee", "math", "menu", "menuitem", "meta",
    "meter", "nav", "nobr", "noembed", "noframes", "noscript", "object", "optgroup", "option", "output",
    "param", "picture", "plaintext", "portal", "pre", "progress", "q", "rb", "rp", "rt", "rtc", "ruby",
    "s", "samp", "script", "section", "select", "shadow", "slot", "small", "source", "spacer", "span",
    "strike", "style", "sub", "summary", "sup", "svg", "tbody", "template", "textarea",
    "tfoot", "thead", "time", "title", "track", "tt", "u", "use", "var", "video", "wbr",
    "xmp", "foreignobject", "x-khusus",
]  # fmt: skip


@pytest.mark.parametrize(
    "shape", ["<{0}>x</{0}>", "<{0}>", "<{0}/>", "<p>a <{0}>x</{0}></p>", "<ul><{0}></ul>"]
)
def test_every_other_element_is_refused_with_its_line(shape):
    assert set(ELEMENTS) & set(ALLOWED) == set()
    for tag in ELEMENTS:
        with pytest.raises(NarasiRusak, match=rf"^Elemen <{tag}> tidak diperbolehkan \(baris 3\)\.$"):
            read("<p>satu</p>\n<p>dua</p>\n" + shape.format(tag))


@pytest.mark.parametrize("attribute", [
    "id=a", "class=a", "style='color:red'", "onclick=alert(1)", "onmouseover='x'", "data-tabel=dpt",
    "lang=id", "hidden", "href=javascript:alert(1)", "src=file:///etc/passwd",
])  # fmt: skip
@pytest.mark.parametrize(
    "shape", ["<p {0}>x</p>", "<p><em {0}>x</em></p>", "<ul {0}></ul>", "<ul><li {0}>x</li></ul>"]
)
def test_every_attribute_is_refused(attribute, shape):
    with pytest.raises(NarasiRusak, match=r"tidak diperbolehkan \(baris 1\)\.$"):
        read(shape.format(attribute))


@pytest.mark.parametrize(
    ("isi", "sebab"),
    [
        ("lepas", "Teks “lepas” berada di luar paragraf (baris 1)."),
        ("<p>a</p>\nlepas", "Teks “lepas” berada di luar paragraf (baris 1)."),
        ("<ul>a</ul>", "Teks “a” berada di luar paragraf (baris 1)."),
        ("<p>a", "Elemen <p> tidak ditutup (baris 1)."),
        ("<ul><li>a</li>", "Elemen <ul> tidak ditutup (baris 1)."),
        ("</p>", "Penutup </p> tidak berpasangan (baris 1)."),
        ("<p>a</em></p>", "Penutup </em> tidak berpasangan (baris 1)."),
        ("<p><em>a</p></em>", "Penutup </p> tidak berpasangan (baris 1)."),
        ("<em>a</em>", "Elemen <em> tidak pada tempatnya (baris 1)."),
        ("<li>a</li>", "Elemen <li> tidak pada tempatnya (baris 1)."),
        ("<p>a<p>b</p></p>", "Elemen <p> tidak pada tempatnya (baris 1)."),
        ("<p><ul></ul></p>", "Elemen <ul> tidak pada tempatnya (baris 1)."),
        ("<ul><li><ul></ul></li></ul>", "Elemen <ul> tidak pada tempatnya (baris 1)."),
        ("<ul><p>a</p></ul>", "Elemen <p> tidak pada tempatnya (baris 1)."),
        ("<h4><h4>a</h4></h4>", "Elemen <h4> tidak pada tempatnya (baris 1)."),
        ("<figure></figure>", "Elemen <figure> tidak diperbolehkan (baris 1)."),
        ('<figure data-tabel="dpt" id="x"></figure>', "Elemen <figure> tidak diperbolehkan (baris 1)."),
        ('<p><figure data-tabel="dpt"></figure></p>', "Elemen <figure> tidak pada tempatnya (baris 1)."),
        ('<figure data-tabel="dpt"><p>a</p></figure>', "Elemen <p> tidak pada tempatnya (baris 1)."),
        ('<figure data-tabel="dpt">a</figure>', "Teks “a” berada di luar paragraf (baris 1)."),
        ('<figure data-tabel="dpt">', "Elemen <figure> tidak ditutup (baris 1)."),
        ('<figure data-tabel="tidak-ada"></figure>', "Tabel tidak-ada tidak dikenal."),
        ("<figure data-tabel></figure>", "Kunci “” tidak dapat dipakai (baris 1)."),
        ('<figure data-tabel="Besar"></figure>', "Kunci “Besar” tidak dapat dipakai (baris 1)."),
        ('<figure data-gambar="g"></figure>', "Gambar g tidak dikenal."),
        ('<table data-kunci="pk"></table>', "Kunci “pk” tidak dapat dipakai (baris 1)."),
        ('<table class="x"></table>', "Elemen <table> tidak diperbolehkan (baris 1)."),
        ('<table><tr><td colspan="2">', "Elemen <td> tidak diperbolehkan (baris 1)."),
        ("<table><tr><th>a</th></tr></table>",
         "Tabel memerlukan baris kepala dan sekurang-kurangnya satu baris isi (baris 1)."),
        ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>",
         "Baris pertama tabel terdiri atas sel kepala (<th>) (baris 1)."),
        ("<table><tr></tr><tr></tr></table>",
         "Baris pertama tabel terdiri atas sel kepala (<th>) (baris 1)."),
        ("<table><tr><th>a</th></tr><tr><td>b</td><td>c</td></tr></table>",
         "Baris 2 tabel memuat 2 sel, sedangkan kepalanya 1 (baris 1)."),
        ("<table><tr><th>a</th></tr><caption>b</caption></table>",
         "Judul tabel (<caption>) berdiri sekali, sebelum baris pertama (baris 1)."),
        ("<table>a</table>", "Teks “a” berada di luar paragraf (baris 1)."),
        ("<tr></tr>", "Elemen <tr> tidak pada tempatnya (baris 1)."),
        ("<table><td>a</td></table>", "Elemen <td> tidak pada tempatnya (baris 1)."),
        ("<p><table></table></p>", "Elemen <table> tidak pada tempatnya (baris 1)."),
        ("<table><tr><th><p>a</p></th></tr></table>", "Elemen <p> tidak pada tempatnya (baris 1)."),
        (f"<p>&#{'9' * 5000};</p>", "Acuan karakter tidak dapat dibaca (baris 1)."),
        ("<!-- a -->", "Komentar HTML tidak diperbolehkan (baris 1)."),
        ("<p>a</p>\n<!doctype html>", "Deklarasi tidak diperbolehkan (baris 2)."),
        ("<![CDATA[<script>]]>", "Deklarasi tidak diperbolehkan (baris 1)."),
        ("<![if IE]><p>a</p><![endif]>", "Deklarasi tidak diperbolehkan (baris 1)."),
        ("<![salah[x]]>", "Deklarasi tidak diperbolehkan (baris 1)."),
        ("<p>a<![ 0</p>", "Deklarasi tidak diperbolehkan (baris 1)."),
        ("<?php echo 1 ?>", "Perintah pemrosesan tidak diperbolehkan (baris 1)."),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(isi, sebab):
    with pytest.raises(NarasiRusak) as rusak:
        read(isi)
    assert str(rusak.value) == sebab


# Figures


@with_example
def test_a_bound_figure_knows_where_it_comes_from(figur):
    (paragraf,) = read("<p>Capaian {{ capaian.rata_rata }}.</p>", figur)
    assert paragraf.isi[1].isi == "99,40%"
    assert paragraf.isi[1].asal == "Pengukuran kinerja"
    assert paragraf.isi[1].url == "/satker/kpu-provinsi-lampung/2023/capaian/?versi=1"


@with_example
@pytest.mark.parametrize(
    ("token", "teks"),
    [
        ("pk.jumlah_indikator", "14 (empat belas)"),
        ("pk.jumlah_indikator|angka", "14"),
        ("pk.jumlah_indikator|terbilang", "empat belas"),
        ("pk.jumlah_indikator | terbilang", "empat belas"),
        ("anggaran.pagu", "Rp50.342.000.000"),
        ("anggaran.pagu|angka", "50.342.000.000"),
        ("anggaran.pagu|terbilang", "lima puluh miliar tiga ratus empat puluh dua juta rupiah"),
    ],
)
def test_a_figure_is_written_as_asked(figur, token, teks):
    (paragraf,) = read(f"<p>{{{{ {token} }}}}</p>", figur)
    assert [satu.isi for satu in paragraf.isi] == [teks]


@with_example
@pytest.mark.parametrize(
    ("token", "kunci"),
    [
        ("tidak.ada", "tidak.ada"),
        ("indikator.99.capaian", "indikator.99.capaian"),
        ("capaian.rata_rata|terbilang", "capaian.rata_rata|terbilang"),
        ("satker.nama|angka", "satker.nama|angka"),
        ("anggaran.pagu|besar", "anggaran.pagu|besar"),
        ("anggaran.pagu|angka|terbilang", "anggaran.pagu|angka|terbilang"),
        ("tabel.dpt.jumlah.tidak_ada", "tabel.dpt.jumlah.tidak_ada"),
        ("tabel.dpt.baris.99.lp", "tabel.dpt.baris.99.lp"),
        ("anggaran pagu", "anggaran pagu"),
        ("", ""),
    ],
)
def test_an_unknown_figure_prints_as_dots_and_leaves_a_gap(figur, token, kunci):
    assert read(f"<p>Jumlah {{{{ {token} }}}} orang.</p>", figur) == (
        Paragraf((Teks("Jumlah "), Teks("…"), Teks(" orang."))),
        Celah(f"Angka “{kunci}” tidak tersedia dalam data.", rusak=True),
    )


@with_example
def test_every_unknown_figure_of_a_list_leaves_its_own_gap(figur):
    daftar, *celah = read("<ul><li>{{ a.b }}</li><li>{{ tahun.ini }} {{ c.d }}</li></ul>", figur)
    assert [tuple(satu.isi for satu in butir) for butir in daftar.butir] == [("…",), ("2023", " ", "…")]
    assert [satu.pesan for satu in celah] == [
        f"Angka “{kunci}” tidak tersedia dalam data." for kunci in ("a.b", "c.d")
    ]


@with_example
def test_plain_text_has_one_item_per_line(figur):
    butir, celah = butir_teks(" satu\n\n{{ tahun.ini }} dua \r\n<b>tiga</b> {{ tidak.ada }}", figur)
    assert [[satu.isi for satu in kalimat] for kalimat in butir] == [
        ["satu"],
        ["2023", " dua"],
        ["<b>tiga</b> ", "…"],
    ]
    assert celah == (Celah("Angka “tidak.ada” tidak tersedia dalam data.", rusak=True),)


# Hostile texts


class Tags(HTMLParser):
    """Which elements and attributes a browser would see in the report."""

    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attrs):
        self.seen |= {tag} | {f"{tag}[{name}]" for name, _ in attrs}


def tags(html: str) -> set[str]:
    pembaca = Tags()
    pembaca.feed(html)
    return pembaca.seen


def drawn(blok: tuple[Blok, ...]) -> str:
    return gambar_blok(blok, links=True, tingkat=3)


LINK = {"a", "a[class]", "a[href]", "a[title]"}
MARKUP = LINK | {"p", "h3", "h3[class]", "ul", "ul[class]", "ol", "ol[class]", "li", "em", "strong"}
MARKUP |= {"aside", "aside[class]"}


def test_there_are_enough_hostile_texts():
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("isi", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_refused_or_read_as_words(isi):
    try:
        blok = read(isi)
    except NarasiRusak:
        return
    assert {type(satu) for satu in blok} <= {Paragraf, Daftar, Subjudul}


@with_example
@pytest.mark.parametrize("isi", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_section_adds_no_element(isi, bahan, figur):
    html = drawn(Penyusun(replace(bahan, narasi={"bagian": isi}), figur).kata("bagian"))
    assert tags(html) - MARKUP == set()
    assert html.strip() != ""


@with_example
@pytest.mark.parametrize("isi", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_analysis_adds_no_element(isi, figur):
    assert tags(drawn(tuple(Paragraf(butir) for butir in butir_teks(isi, figur)[0]))) - LINK - {"p"} == set()


@with_example
def test_a_report_of_hostile_sections_has_the_elements_of_an_honest_one(bahan, dokumen):
    texts = [isi for isi in HOSTILE if "nomor.tabel" not in isi]
    jahat = dict(zip(bahan.narasi, texts, strict=False))
    honest = tags(render_body(dokumen, links=True))
    assert tags(render_body(susun(replace(bahan, narasi=jahat)), links=True)) - honest == set()


PIECES = [
    '<', '>', '</', '/>', '<!', '<!--', '-->', '<![', ']]>', '<?', '&', '&lt;', '&#', '{{', '}}', '|',
    '.', 'p', 'em', 'li', 'ul', 'figure', 'data-tabel', '=', "'", '"', 'script', 'nomor.tabel.a', '\n',
    ' ', 'a', '\x00', '\ud800',
]  # fmt: skip


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from(PIECES)).map("".join), st.text(alphabet="<>/!?&;[]-= p{}|'\"")
    )
)
def test_no_text_raises_anything_but_the_named_error(isi):
    with suppress(NarasiRusak):
        read(isi)


@given(st.text())
def test_words_without_markup_come_back_as_they_are(kata):
    aman = "".join(satu for satu in kata if satu not in "<&{}").replace("\r", "")
    (paragraf,) = read(f"<p>{aman}</p>")
    assert " ".join("".join(satu.isi for satu in paragraf.isi).split()) == " ".join(aman.split())
