"""How the parts of a decree are marked and grouped. No database."""

import pytest

from agreements.iku_document import Butir, butir, diktum, kelompok
from agreements.models import LampiranIKU


def huruf(teks: str) -> list[str]:
    return [satu.tanda for satu in butir(teks, diktum)]


def test_each_line_is_an_item_and_a_dash_makes_it_a_detail():
    assert butir("Satu.\n\n Dua:\n- rinci;\n-  lain.\nTiga.", str) == (
        Butir("1", "Satu."),
        Butir("2", "Dua:", (("a.", "rinci;"), ("b.", "lain."))),
        Butir("3", "Tiga."),
    )


@pytest.mark.parametrize("teks", ["", "\n \n"])
def test_nothing_typed_is_no_item(teks):
    assert butir(teks, str) == ()


def test_a_detail_without_an_item_is_an_item():
    assert butir("- sendiri", str) == (Butir("1", "sendiri"),)


@pytest.mark.parametrize(
    ("nomor", "kata"), [(1, "KESATU"), (2, "KEDUA"), (10, "KESEPULUH"), (12, "KEDUA BELAS")]
)
def test_decisions_are_called_by_their_ordinals(nomor, kata):
    assert diktum(nomor) == kata


def test_details_go_on_after_z():
    rincian = butir("Satu:\n" + "\n".join(f"- {nomor}" for nomor in range(28)), str)[0].rincian
    assert [tanda for tanda, _ in rincian[24:]] == ["y.", "z.", "aa.", "ab."]


def test_rows_are_grouped_by_tujuan_and_sasaran():
    baris = [
        LampiranIKU(tujuan=tujuan, sasaran_strategis=sasaran, nama=nama)
        for tujuan, sasaran, nama in (("A", "x", "1"), ("A", "x", "2"), ("A", "y", "3"), ("B", "z", "4"))
    ]
    satu, dua = kelompok(baris)
    assert (satu.nomor, satu.tinggi, [len(isi.baris) for isi in satu.sasaran]) == (1, 3, [2, 1])
    assert (dua.nomor, dua.tinggi, dua.sasaran[0].sasaran) == (2, 1, "z")
