"""Two texts of a section, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.difference import baris_polos, beda

T, P, M = "tetap", "tambah", "hapus"


@pytest.mark.parametrize(
    ("lama", "baru", "hasil"),
    [
        ("", "", []),
        ("", "<p>a b</p>", [[(P, "a b")]]),
        ("<p>a b</p>", "", [[(M, "a b")]]),
        ("<p>a b</p>", "<p>a <strong>b</strong></p>", [[(T, "a b")]]),
        (
            "<p>satu dua tiga</p>",
            "<p>satu lima tiga</p>",
            [[(T, "satu"), (M, "dua"), (P, "lima"), (T, "tiga")]],
        ),
        ("<p>a</p>", "<p>a</p><p>b</p>", [[(T, "a")], [(P, "b")]]),
        ("<p>a</p><p>b</p>", "<p>b</p>", [[(M, "a")], [(T, "b")]]),
        ("<p>{{ a.b }} x</p>", "<p>{{ a.c }} x</p>", [[(M, "{{ a.b }}"), (P, "{{ a.c }}"), (T, "x")]]),
        ("<p>({{ a.b }}, x)</p>", "<p>({{ a.b }}, y)</p>", [[(T, "({{ a.b }},"), (M, "x)"), (P, "y)")]]),
        ("<ul><li>a</li></ul>", "<ol><li>a</li></ol>", [[(M, "•"), (P, "1."), (T, "a")]]),
    ],
)
def test_words_that_stay_come_and_go(lama, baru, hasil):
    assert [[(satu.nada, satu.teks) for satu in paragraf] for paragraf in beda(lama, baru)] == hasil


def test_tables_pictures_and_broken_texts_are_read_as_lines():
    tabel = "<table><caption>J</caption><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    assert baris_polos(f'<h4>H</h4>{tabel}<figure data-gambar="g"></figure>') == [
        "H", "Tabel: J", "a | b", "1 | 2", "[gambar g]",
    ]  # fmt: skip
    assert baris_polos("<p>a\nb") == ["<p>a", "b"]


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_without_what_came_it_is_the_old_text_and_without_what_went_the_new(lama, baru):
    def tulis(kata):
        return f"<p>{' '.join(kata)}</p>"

    def tanpa(nada):
        return " ".join(s.teks for par in beda(tulis(lama), tulis(baru)) for s in par if s.nada != nada)

    assert (tanpa(P), tanpa(M)) == (" ".join(lama), " ".join(baru))
