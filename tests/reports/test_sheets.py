"""The tables of the report as a workbook, read back with another reader than the one that wrote it."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from reports.document import Bab, Bagian, Baris, Dokumen, Kolom, Sel, Tabel, Teks, blok_dokumen
from reports.numbering import beri_nomor
from reports.sheets import INDEKS, angka_tercetak, isi_tabel

pytestmark = pytest.mark.django_db


def make_dokumen(*tabel: Tabel) -> Dokumen:
    bab = Bab("bab1", "BAB I", "Uji", (Bagian("b", "Bagian", tabel),))
    return beri_nomor(
        Dokumen("Laporan Kinerja Tahun 2023", "KPU Uji", "Komisi Uji", 2023, "Konsep", None, (), (bab,), ())
    )


def make_tabel(kunci: str, *sel: str, rata: str = "kanan", **isi) -> Tabel:
    baris = tuple(Baris((Sel((Teks(satu),)),)) for satu in sel)
    return Tabel(kunci, f"Judul {kunci}", (Kolom("=Kepala", rata, 100),), baris, **isi)


def book(dokumen: Dokumen) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(isi_tabel(dokumen)))


@pytest.mark.parametrize(
    ("teks", "nilai", "bentuk"),
    [
        ("50.342.000.000", "50342000000", "#,##0"),
        ("Rp1.000", "1000", '"Rp"#,##0'),
        ("-Rp1.000", "-1000", '"Rp"#,##0'),
        ("99,52%", "0.9952", "#,##0.00%"),
        ("100%", "1", "#,##0%"),
        ("98,075%", "0.98075", "#,##0.000%"),
        ("2 Laporan", "2", '#,##0" Laporan"'),
        ("0,5", "0.5", "#,##0.0"),
    ],
)
def test_a_printed_figure_is_a_number_that_is_shown_so(teks, nilai, bentuk):
    assert angka_tercetak(teks) == (Decimal(nilai), bentuk)


@pytest.mark.parametrize(
    "teks",
    ["", "–", "belum diukur", "B", "66,67% (95,24%)", "12.5", "1.2.3", "526,177,00", "007", '1 "x"', "3 A 4"],
)
def test_anything_else_stays_words(teks):
    assert angka_tercetak(teks) is None


def test_figures_are_read_in_columns_of_figures_alone():
    found = book(make_dokumen(make_tabel("a", "12.500"), make_tabel("b", "12.500", rata="kiri")))
    assert [found[nama]["A5"].value for nama in ("Tabel 1.1", "Tabel 1.2")] == [12500, "12.500"]


@pytest.mark.parametrize("teks", ["=1+1", "+1", "-1 (x)", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_a_text_never_becomes_a_formula(teks):
    dokumen = make_dokumen(make_tabel("a", teks))
    cell = book(dokumen)["Tabel 1.1"]["A5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (teks, "s", True)
    with ZipFile(BytesIO(isi_tabel(dokumen))) as arsip:
        assert not [nama for nama in arsip.namelist() if "sheet" in nama and b"<f>" in arsip.read(nama)]


def test_the_index_leads_to_every_table_and_back(dokumen):
    found = book(dokumen)
    tabel = [satu for satu in blok_dokumen(dokumen) if isinstance(satu, Tabel)]
    assert found.sheetnames[0] == INDEKS
    assert len(found.sheetnames) == 1 + len(tabel) == len(set(found.sheetnames))
    for nomor, (nama, satu) in enumerate(zip(found.sheetnames[1:], tabel, strict=True), start=5):
        baris = found[INDEKS][nomor]
        assert (baris[1].value, baris[2].value, baris[4].value) == (nama, satu.judul, len(satu.baris))
        assert baris[1].hyperlink.location == f"'{nama}'!A1"
        assert found[nama]["A2"].hyperlink.location == f"'{INDEKS}'!A1"


def test_the_recap_of_the_region_is_there_in_numbers(dokumen):
    found = book(dokumen)
    [wilayah] = [satu for satu in found if str(satu["A1"].value).endswith("menurut satuan kerja Tahun 2023")]
    akhir = [cell.value for cell in list(wilayah.rows)[-1]]
    kepala = [cell.value for cell in wilayah[4]]
    assert kepala == ["No", "Satuan Kerja", "Pagu (Rp)", "Realisasi (Rp)", "%", "Sisa (Rp)"]
    assert akhir[1] == "JUMLAH"
    assert akhir[2] - akhir[3] == akhir[5]
    assert sum(wilayah.cell(baris, 3).value for baris in range(5, 21)) == akhir[2]
    assert wilayah["E5"].number_format == "#,##0.00%"


def test_a_row_under_a_joined_cell_is_complete():
    sel = (
        (Sel((Teks("Sasaran"),), baris=2), Sel((Teks("1"),))),
        (Sel((Teks("Sasaran"),), baris=0), Sel((Teks("2"),))),
    )
    tabel = Tabel("a", "A", (Kolom("S", lebar=50), Kolom("N", "kanan", 50)), tuple(map(Baris, sel)))
    found = book(make_dokumen(tabel))["Tabel 1.1"]
    assert [[c.value for c in row] for row in found.iter_rows(min_row=5)] == [["Sasaran", 1], ["Sasaran", 2]]
