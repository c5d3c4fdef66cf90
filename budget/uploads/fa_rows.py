"""Rows of SAKTI's FA Detail told apart: codes, wrapped names, the total, repeated headers, footnotes.

What is known of the layout (GLP039, no file of it is public): a code stands in the column of its level, its
name in another column to the right, values under a header of two rows; a name that does not fit goes on in
the next row, which may repeat code and values; everything repeats on each page.
"""

import re
from dataclasses import dataclass, field

from budget.uploads.amounts import bersih, terisi, terlihat
from budget.uploads.columns import Penempat
from budget.uploads.header import batas, kepala_ulang, rapikan
from budget.uploads.kinds import Calon
from budget.uploads.parsed import Kolom, Tingkat
from budget.uploads.table import Letak, dilewati, jumlah, rows_bawah
from importing.book import Cell, Row
from importing.findings import Finding, Severity

POLA = {
    Tingkat.PROGRAM: re.compile(r"[A-Z]{2}"),
    Tingkat.KEGIATAN: re.compile(r"[A-Z]{2}\.[0-9]{4}"),
    Tingkat.KRO: re.compile(r"[A-Z]{3}"),
    Tingkat.RO: re.compile(r"[A-Z]{3}\.[0-9A-Z]{3}"),
    Tingkat.KOMPONEN: re.compile(r"[0-9]{3}"),
    Tingkat.SUBKOMPONEN: re.compile(r"(?:[0-9]{3}\.)?[0-9]?[A-Z]{1,2}"),
    Tingkat.AKUN: re.compile(r"[0-9]{6}"),
}
_ITEM = re.compile(r"([0-9]{6})\.\s*(.*)", re.DOTALL)
_JUDUL = re.compile(r"(?:laporan|per program|periode|kementerian|unit organisasi|satuan kerja|halaman)\b")
_BERKODE = re.compile(r"(?:kementerian|unit organisasi|satuan kerja)\b")


@dataclass
class BarisFa:
    """A line as it stands: its level, the code as printed, its name and its cells."""

    letak: Letak
    tingkat: Tingkat
    kode: str
    uraian: str
    alamat: str
    kolom_nama: int

    def lanjutan_dari(self, lain: "BarisFa") -> bool:
        """Whether this is the other line once more, printed again for the rest of its name."""
        return (self.tingkat, self.kode) == (lain.tingkat, lain.kode) and self._nilai() == lain._nilai()

    def _nilai(self) -> dict[Kolom, object]:
        return {kolom: cell.value for kolom, cell in self.letak.sel.items()}


@dataclass
class Pemilah:
    """Walks down the rows of a sheet."""

    calon: Calon
    baris: list[BarisFa] = field(default_factory=list)
    total: BarisFa | None = None
    temuan: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with the header that was found first."""
        self._penempat = Penempat(self.calon.kepala)
        self._gabung = [batas(satu) for satu in self.calon.lembar.merged]
        self._dasar, self._output = self._kolom_kode()
        self._kepala_sampai = self.calon.kepala.baris[-1]

    def jalan(self) -> "Pemilah":
        """Sort every row under the header."""
        rows = self.calon.lembar.rows
        for ke, row in enumerate(rows):
            bawah = rows[ke + 1] if ke + 1 < len(rows) else None
            if row.number > self._kepala_sampai and not self._kepala_lagi(row, bawah):
                self._satu(row)
        return self

    def _kolom_kode(self) -> tuple[int, int]:
        """The columns in which kegiatan and RO stand; program and KRO share them."""
        return self._kolom_berpola(Tingkat.KEGIATAN), self._kolom_berpola(Tingkat.RO)

    def _kolom_berpola(self, tingkat: Tingkat) -> int:
        pola = POLA[tingkat]
        for row in rows_bawah(self.calon.lembar, self.calon.kepala):
            for cell in row.cells:
                if isinstance(cell.value, str) and pola.fullmatch(bersih(cell.value)):
                    return cell.column
        return 0

    def _kepala_lagi(self, row: Row, bawah: Row | None) -> bool:
        """Whether a row begins the header of another page, whose columns count from here on."""
        kepala = kepala_ulang(row, bawah, self.calon.kamus, self._gabung)
        if kepala is None:
            return False
        self._penempat = Penempat(kepala)
        self._kepala_sampai = kepala.baris[-1]
        self._lewati(row, "kepala tabel diulang")
        return True

    def _satu(self, row: Row) -> None:
        kiri, kanan = self._belah(row)
        if not kiri and not kanan:
            return
        if not kiri:
            self._tanpa_kode(row, kanan)
            return
        teks = kiri[0][1]
        if kode := self._kode(*kiri[0]):
            self._tambah(self._buat(row, kiri, kanan, *kode))
        elif kiri[0][0] > self._output > 0 and self.baris and _ITEM.match(teks):
            self._tambah(self._item(row, kiri, kanan))
        else:
            self._tanpa_pola(row, kiri, kanan)

    def _tanpa_pola(self, row: Row, kiri: list[tuple[int, str, Cell]], kanan: list[Cell]) -> None:
        """A row that begins with no code: the total, the rest of a name, an item, or what is skipped."""
        teks, label = kiri[0][1], rapikan(kiri[0][1])
        if jumlah(teks):
            self.total = self._buat(row, kiri, kanan, Tingkat.TOTAL, "") or self.total
        elif teks.startswith("*"):
            self._lewati(row, "catatan kaki")
        elif not kanan and self._lanjutan_nama(kiri[0]):
            self.baris[-1].uraian += f" {teks}"
        elif _BERKODE.match(label) or (not kanan and _JUDUL.match(label)):
            self._lewati(row, "judul halaman diulang")
        elif not kanan:
            self._lewati(row, "bukan baris anggaran")
        elif kiri[0][0] > self._output > 0 and self.baris:
            self._tambah(self._item(row, kiri, kanan))
        else:
            self._tanpa_kode(row, [kiri[0][2], *kanan])

    def _belah(self, row: Row) -> tuple[list[tuple[int, str, Cell]], list[Cell]]:
        """The texts that stand left of the values, and the values."""
        mulai = self._penempat.mulai
        kiri, kanan = [], []
        for cell in filter(terisi, row.cells):
            if cell.column > mulai or (cell.column == mulai and not _huruf(terlihat(cell))):
                kanan.append(cell)
            else:
                kiri.append((cell.column, _kode_angka(cell, bersih(terlihat(cell))), cell))
        return kiri, kanan

    def _kode(self, kolom: int, teks: str, _: Cell) -> tuple[Tingkat, str] | None:
        """The level of a code by the column in which it stands; None when it is none."""
        if kolom == self._dasar:
            calon = [Tingkat.KEGIATAN if "." in teks else Tingkat.PROGRAM]
        elif kolom == self._output:
            calon = [Tingkat.RO if "." in teks else Tingkat.KRO]
        elif kolom > self._output:
            calon = [Tingkat.AKUN, Tingkat.KOMPONEN, Tingkat.SUBKOMPONEN]
        else:
            return None
        return next(((satu, teks) for satu in calon if POLA[satu].fullmatch(teks)), None)

    def _buat(
        self, row: Row, kiri: list[tuple[int, str, Cell]], kanan: list[Cell], tingkat: Tingkat, kode: str
    ) -> BarisFa | None:
        """A line with its values under their headers; None, and an error, when they cannot be placed."""
        letak = tuple(cell.column for cell in kanan)
        kolom = self._penempat.kolom_dari(letak)
        if kolom is None:
            self._tak_terletak(row, kanan)
            return None
        nama = kiri[1] if len(kiri) > 1 else (0, "", None)
        sel = dict(zip(kolom, kanan, strict=True))
        return BarisFa(Letak(row, sel), tingkat, kode, nama[1], kiri[0][2].address, nama[0])

    def _item(self, row: Row, kiri: list[tuple[int, str, Cell]], kanan: list[Cell]) -> BarisFa | None:
        """A line without a code of its own; its number stands before its name."""
        baru = self._buat(row, kiri, kanan, Tingkat.ITEM, "")
        if baru is not None:
            bernomor = _ITEM.fullmatch(kiri[0][1])
            baru.kode, baru.uraian = (bernomor[1], bernomor[2]) if bernomor else ("", kiri[0][1])
            baru.kolom_nama = kiri[0][0]
            if not bernomor and self.baris[-1].tingkat is Tingkat.ITEM and self._sama_nilai(baru):
                self.baris[-1].uraian += f" {baru.uraian}"
                return None
        return baru

    def _sama_nilai(self, baru: BarisFa) -> bool:
        return baru._nilai() == self.baris[-1]._nilai()

    def _tambah(self, baru: BarisFa | None) -> None:
        if baru is None:
            return
        if self.baris and baru.tingkat is not Tingkat.ITEM and baru.lanjutan_dari(self.baris[-1]):
            self.baris[-1].uraian += f" {baru.uraian}".rstrip()
        else:
            self.baris.append(baru)

    def _lanjutan_nama(self, kiri: tuple[int, str, Cell]) -> bool:
        return bool(self.baris) and kiri[0] == self.baris[-1].kolom_nama

    def _lewati(self, row: Row, alasan: str) -> None:
        self.temuan.append(dilewati(self.calon.lembar, row, alasan))

    def _tanpa_kode(self, row: Row, cells: list[Cell]) -> None:
        self.temuan.append(
            Finding(
                "KODE-TIDAK-DIKENAL",
                Severity.ERROR,
                f"Baris {row.number} berisi angka, tetapi tidak berkode yang dikenal pada kolomnya.",
                "Unduh ulang laporan dari SAKTI, lalu unggah berkasnya tanpa diubah.",
                self.calon.lembar.name,
                cells[0].address,
                bersih(terlihat(cells[0])),
            )
        )

    def _tak_terletak(self, row: Row, cells: list[Cell]) -> None:
        self.temuan.append(
            Finding(
                "KOLOM-BERGESER",
                Severity.ERROR,
                f"Nilai pada baris {row.number} tidak dapat dipasangkan dengan kepala kolomnya.",
                "Unduh ulang laporan dari SAKTI, lalu unggah berkasnya tanpa diubah.",
                self.calon.lembar.name,
                cells[0].address,
                bersih(terlihat(cells[0])),
            )
        )


def _huruf(teks: str) -> bool:
    return any(satu.isalpha() for satu in teks)


def _kode_angka(cell: Cell, teks: str) -> str:
    """A code that a spreadsheet took for a number has lost its leading zeros: komponen have three digits."""
    if isinstance(cell.value, int) and not isinstance(cell.value, bool):
        return f"{cell.value:03d}"
    return teks


def pilah_fa(calon: Calon) -> Pemilah:
    """The rows of a sheet that was recognised as FA Detail."""
    return Pemilah(calon).jalan()
