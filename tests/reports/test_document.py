"""The tree of the LKj: walked in printing order, rows that stay together."""

import pytest

from reports.document import Bab, Bagian, Baris, Celah, Dokumen, Kolom, Sel, Tabel, blok_dokumen


def test_blocks_come_in_printing_order():
    isi = tuple(Celah(str(n)) for n in range(5))
    anak = Bagian("b1", "", (isi[2],), (Bagian("b2", "", (isi[3],)),))
    dokumen = Dokumen(
        "", "", "", 2023, "", None,
        depan=(Bagian("d", "", (isi[0],)),),
        bab=(Bab("b", "", "", (Bagian("b0", "", (isi[1],), (anak,)),)),),
        lampiran=(Bab("l", "", "", (Bagian("l0", "", (isi[4],)),)),),
    )  # fmt: skip
    assert tuple(blok_dokumen(dokumen)) == isi
    assert dokumen.celah == isi


def row(tinggi: int) -> Baris:
    return Baris((Sel((), baris=tinggi), Sel(())))


@pytest.mark.parametrize(
    ("tinggi", "sizes"),
    [([], [0]), ([1, 1, 1], [3]), ([2, 0, 1], [2, 1]), ([1, 3, 0, 0, 2, 0], [1, 3, 2])],
)
def test_rows_under_one_cell_form_a_group(tinggi, sizes):
    tabel = Tabel("t", "T", (Kolom("A"), Kolom("B")), tuple(map(row, tinggi)))
    assert [len(satu) for satu in tabel.kelompok] == sizes
    assert tuple(satu for kelompok in tabel.kelompok for satu in kelompok) == tabel.baris
    assert tabel.utuh is (len(sizes) > 1)


@pytest.mark.parametrize(
    ("gaya", "takuk", "kelas"),
    [("", 0, ""), ("jumlah", 0, "jumlah"), ("", 2, "takuk-2"), ("induk", 1, "induk takuk-1")],
)
def test_a_row_names_its_classes(gaya, takuk, kelas):
    assert Baris((), gaya, takuk).kelas == kelas
