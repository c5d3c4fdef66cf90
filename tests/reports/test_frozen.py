"""The tree as JSON and back: nothing is lost, the same tree gives the same bytes."""

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import document as d
from reports.frozen import DokumenRusak, from_json, sidik, to_json

teks = st.text(max_size=12)
inline = st.one_of(
    st.builds(d.Teks, teks, st.sampled_from(["", "em", "strong"])),
    st.builds(d.Angka, teks, teks, teks, teks),
    st.builds(d.Rujukan, teks, teks),
)
kalimat = st.lists(inline, max_size=3).map(tuple)
entri = st.builds(d.Entri, teks, teks, teks)


def many(satu: Any, most: int = 3) -> Any:
    return st.lists(satu, max_size=most).map(tuple)


sel = st.builds(d.Sel, kalimat, st.integers(0, 5), st.booleans())
kolom = st.builds(d.Kolom, teks, st.sampled_from(["kiri", "kanan"]), st.floats(0, 100))
tabel = st.builds(
    d.Tabel, teks, teks, many(kolom),
    many(st.builds(d.Baris, many(sel), teks, st.integers(0, 3))), catatan=kalimat, nomor=teks,
)  # fmt: skip
kotak = st.recursive(st.builds(d.Kotak, teks, teks), lambda anak: st.builds(d.Kotak, teks, teks, many(anak)))
BLOK = {
    d.Paragraf: st.builds(d.Paragraf, kalimat),
    d.Subjudul: st.builds(d.Subjudul, kalimat, st.integers(1, 2)),
    d.Daftar: st.builds(d.Daftar, many(kalimat), st.booleans(), st.booleans()),
    d.Tabel: tabel,
    d.Gambar: st.builds(d.Gambar, teks, teks, teks),
    d.Foto: st.builds(d.Foto, teks, teks, teks, teks, st.integers(1, 9), st.integers(1, 9), teks),
    d.Rumus: st.builds(d.Rumus, teks, teks, teks, teks),
    d.Celah: st.builds(d.Celah, teks, teks),
    d.TandaTangan: st.builds(d.TandaTangan, many(st.builds(d.Penanda, teks, teks, teks)), teks),
    d.LembarPengesahan: st.builds(
        d.LembarPengesahan, teks, teks, teks, st.integers(1, 9), teks, teks, teks, st.booleans()
    ),
    d.Identitas: st.builds(d.Identitas, many(st.tuples(teks, teks))),
    d.BaganOrganisasi: st.builds(d.BaganOrganisasi, teks, teks, kotak),
}
blok = st.one_of(*BLOK.values())
bagian = st.recursive(
    st.builds(d.Bagian, teks, teks, many(blok, 2)),
    lambda anak: st.builds(d.Bagian, teks, teks, many(blok, 1), many(anak, 2), teks),
    max_leaves=4,
)
bab = st.builds(d.Bab, teks, teks, teks, many(bagian, 2), st.sampled_from(["tegak", "mendatar"]))
dokumen = st.builds(
    d.Dokumen, teks, teks, teks, st.integers(2000, 2100), teks, st.none() | st.dates(), many(bagian, 2),
    many(bab, 2), many(bab, 1), many(st.tuples(teks, teks)), many(entri), many(entri), st.booleans(),
    st.booleans(),
)  # fmt: skip


@given(dokumen)
@settings(max_examples=40, deadline=None)
def test_a_tree_comes_back_as_it_was(pohon):
    isi = to_json(pohon)
    assert from_json(isi) == pohon
    assert to_json(from_json(isi)) == isi


def test_every_kind_of_block_is_tried():
    assert set(get_args(d.Blok)) == set(BLOK)


KOSONG = d.Dokumen("LKj", "KPU", "Komisi", 2023, "Konsep", date(2024, 1, 15), (), (), ())


def test_the_keys_are_sorted_and_nothing_is_spaced():
    assert to_json(d.Teks("a")).startswith('{"_":"Teks","gaya":""')
    assert sidik(to_json(KOSONG)) == sidik(to_json(from_json(to_json(KOSONG))))


@pytest.mark.parametrize("asing", [{"a": 1}, [1], object(), b"x", float("nan")])
def test_what_is_no_part_of_a_document_is_refused(asing):
    with pytest.raises((TypeError, ValueError)):
        to_json(d.Teks(asing))


@pytest.mark.parametrize(
    "isi", ["", "{", "[]", '"x"', '{"_":"Teks","isi":"x"}', '{"_":"Popen","args":"x"}', "{}"]
)
def test_another_json_is_no_document(isi):
    with pytest.raises(DokumenRusak):
        from_json(isi)
