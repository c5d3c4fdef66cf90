"""What stands above a table: whose file it is, of which year and month, in which scale."""

import re
from collections.abc import Iterator

from budget.uploads.amounts import bersih, terlihat
from budget.uploads.header import rapikan
from budget.uploads.parsed import Identitas, Kepala, Tertulis
from importing.book import Cell, Row, Sheet
from kinerja.angka import bulan as nama_bulan

_BULAN = {nama_bulan(ke).casefold(): ke for ke in range(1, 13)}
_NAMA_BULAN = re.compile(rf"\b({'|'.join(_BULAN)})\b")
_KODE = re.compile(r"\b[0-9]{6}\b")
_TAHUN = re.compile(r"\b(20[0-9]{2})\b")
_HARI = re.compile(r"\b[0-3]?[0-9][-/](0?[1-9]|1[0-2])[-/]20[0-9]{2}\b")
_BERTAHUN = re.compile(r"\b(?:ta|tahun|periode|bulan)\b|^sd ")
_BERBULAN = re.compile(r"\b(?:periode|bulan)\b|^sd ")
_SATKER = re.compile(r"^(?:kode |nama )?(?:satuan kerja|satker)\b")
_SKALA = re.compile(
    r"\bribuan\b|\bribu rupiah\b|\bjutaan\b|\bjuta rupiah\b|\brp ?000\b|\bx ?1000\b|\b1000 rupiah\b"
)
#: The line that tells when a report was printed names a day that is not the report's.
_CETAK = re.compile(r"\b(?:dicetak|tanggal cetak|dibuat|diunduh)\b")


def baca_identitas(lembar: Sheet, kepala: Kepala) -> Identitas:
    """From the rows above a table, and the header itself for the scale."""
    di_kepala = [row for row in lembar.rows if row.number in kepala.baris]
    atas = (row for row in lembar.rows if row.number < kepala.baris[0])
    rows = [row for row in atas if not _CETAK.search(_teks(row))]
    return Identitas(
        kode_satker=_pertama(_kode_satker(rows)),
        nama_satker=_pertama(_nama_satker(rows)),
        tahun=_pertama(_tahun(rows)),
        bulan=_pertama(_bulan(rows)),
        revisi=_pertama(_revisi(rows)),
        skala=_pertama(_skala([*rows, *di_kepala])),
    )


def _pertama(ketemu: Iterator[Tertulis]) -> Tertulis | None:
    return next(ketemu, None)


def _teks(row: Row) -> str:
    return " ".join(rapikan(terlihat(cell)) for cell in row.cells)


def _baris_satker(rows: list[Row]) -> Iterator[Cell]:
    """The cells of the rows that name a satker."""
    for row in rows:
        if any(_SATKER.search(rapikan(terlihat(cell))) for cell in row.cells):
            yield from row.cells


def _kode_satker(rows: list[Row]) -> Iterator[Tertulis]:
    for cell in _baris_satker(rows):
        if kode := _KODE.search(terlihat(cell)):
            yield Tertulis(kode[0], cell.address, terlihat(cell))


def _nama_satker(rows: list[Row]) -> Iterator[Tertulis]:
    """What is left of the row when the label, the code and separators are taken away."""
    for cell in _baris_satker(rows):
        polos = _KODE.sub(" ", terlihat(cell))
        nama = bersih(
            re.sub(r"^\s*(?:kode |nama )?(?:satuan kerja|satker)\b", " ", polos, flags=re.IGNORECASE)
        )
        if nama := nama.strip(" :-–"):
            yield Tertulis(nama, cell.address, terlihat(cell))


def _tahun(rows: list[Row]) -> Iterator[Tertulis]:
    for row in rows:
        if not _BERTAHUN.search(_teks(row)):
            continue
        for cell in row.cells:
            if tahun := _TAHUN.findall(terlihat(cell)):
                yield Tertulis(int(tahun[-1]), cell.address, terlihat(cell))


def _bulan(rows: list[Row]) -> Iterator[Tertulis]:
    """The last month named: `Januari s.d. Juni` is a period up to June."""
    for row in rows:
        if not _BERBULAN.search(_teks(row)):
            continue
        for cell in reversed(row.cells):
            if nama := _NAMA_BULAN.findall(terlihat(cell).casefold()):
                yield Tertulis(_BULAN[nama[-1]], cell.address, terlihat(cell))
            elif hari := _HARI.findall(terlihat(cell)):
                yield Tertulis(int(hari[-1]), cell.address, terlihat(cell))
            elif re.fullmatch(r"0?[1-9]|1[0-2]", terlihat(cell).strip()):
                yield Tertulis(int(terlihat(cell)), cell.address, terlihat(cell))


def _revisi(rows: list[Row]) -> Iterator[Tertulis]:
    for row in rows:
        if not row.cells or not rapikan(terlihat(row.cells[0])).startswith("revisi dipa"):
            continue
        for cell in row.cells[1:]:
            if re.fullmatch(r"[0-9]{1,3}", terlihat(cell).strip()):
                yield Tertulis(int(terlihat(cell)), cell.address, terlihat(cell))


def _skala(rows: list[Row]) -> Iterator[Tertulis]:
    for row in rows:
        for cell in row.cells:
            # Not through `rapikan`, which drops what stands in brackets: that is where a scale is told.
            polos = " ".join(re.sub(r"[^\w]+", " ", terlihat(cell).casefold().replace(".", "")).split())
            if _SKALA.search(polos):
                yield Tertulis(bersih(terlihat(cell)), cell.address, terlihat(cell))
