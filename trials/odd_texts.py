"""What a hand, a spreadsheet or a hostile program may put into a field, as Hypothesis draws it."""

from decimal import Decimal

from hypothesis import strategies as st

from kinerja.angka import format_angka
from measurements.forms import BARIS_MAKSIMUM, BIDANG_TEKS, TEKS_MAKSIMUM

Fields = dict[str, str]
ANY = st.characters(codec="utf-8")
#: What has broken other forms: line ends, NUL, markup, the other direction, joined signs, signs past 16 bits.
PIECES = [
    "\r\n", "\r", "\n", "\x00", "\t", "\x0b", "\x0c", "\x85", "\u2028", "\ufeff", "\u00a0", "\ufffd",
    "\u202e", "e\u0301", "\U0001f469\u200d\U0001f467", "\U0001d7d9", "</textarea>", "</form>", "<script>",
    "&amp;", "&#0;", '"', "'", "{{ x }}", "{% x %}", "%00", "\\", "\\u0000", "Sebab", " ", "  ",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(ANY, max_size=60),
    st.builds(lambda huruf, n: huruf * n, ANY, st.integers(TEKS_MAKSIMUM - 1, TEKS_MAKSIMUM + 1)),
)
#: Numbers that a reader who means well takes for others.
tricky = st.sampled_from(
    [
        "1,000",
        "1.000",
        "12.500",
        "0.125",
        "12.5",
        "1e3",
        "1_000",
        "0x10",
        "NaN",
        "Infinity",
        "½",
        "²",
        "-0",
        "1,",
    ]
)
numbers = st.one_of(
    tricky,
    tricky,
    st.just(""),
    st.decimals(-(10**14), 10**14, places=3).map(lambda angka: format_angka(Decimal(angka), None)),
    st.integers(0, 10**15).map(str),
    st.text("0123456789.,-+ %Rp", max_size=16),
    st.text("٠١٢３４５,.－−", max_size=8),
    texts,
)
few_rows = st.lists(st.tuples(texts, numbers, numbers), max_size=4)
# As many rows as a grid may have, and more.
many_rows = st.integers(BARIS_MAKSIMUM - 2, BARIS_MAKSIMUM + 60).map(
    lambda n: [(f"Baris {ke}", str(ke), str(n)) for ke in range(n)]
)
rows = st.one_of(*[few_rows] * 11, many_rows)
few_pasted = st.lists(st.tuples(texts, numbers, numbers).map("\t".join), max_size=4).map("\r\n".join)
tidy_pasted = st.one_of(st.integers(1, 12), st.integers(BARIS_MAKSIMUM - 2, BARIS_MAKSIMUM + 2)).map(
    lambda n: "".join(f"Baris {ke}\t{ke}\t{n}\n" for ke in range(n))
)
pasted = st.one_of(texts, few_pasted, tidy_pasted)
buttons = st.sampled_from(
    ["tambah", "hapus:0", "hapus:2", "hapus:999", "cuplik", "batal_tempel", "ganti", "sambung"]
)


def grid(isi: list[tuple[str, str, str]]) -> Fields:
    """The fields of a grid of components."""
    return {
        f"komponen-{ke}-{kolom}": sel
        for ke, baris in enumerate(isi)
        for kolom, sel in zip(("nama", "pembilang", "penyebut"), baris, strict=True)
    }


words = st.fixed_dictionaries(
    {}, optional=dict.fromkeys((nama for nama in BIDANG_TEKS if nama != "alasan_tidak_diukur"), texts)
)
inputs = st.fixed_dictionaries(
    dict.fromkeys(("nilai", "pembilang", "penyebut"), numbers)
    | {"predikat": st.sampled_from(["AA", "B", "Z", ""])}
)
unmeasured = st.fixed_dictionaries({}, optional={"tidak_diukur": st.just("1"), "alasan_tidak_diukur": texts})
typed = st.builds(
    lambda kata, angka, tanda, isi, tempel: kata | angka | tanda | grid(isi) | {"tempel": tempel},
    words, inputs, unmeasured, rows, st.one_of(st.just(""), pasted),
)  # fmt: skip
figures = st.builds(lambda angka, isi: angka | grid(isi), inputs, rows)
pressed = st.builds(
    lambda kata, isi, tempel, tombol: kata | grid(isi) | {"tempel": tempel, "aksi": tombol},
    words, rows, pasted, buttons,
)  # fmt: skip
