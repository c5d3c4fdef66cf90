"""Why a file is not read: one sentence each, what is wrong and how to mend it."""

from importing.archive import MIB, Fault
from kinerja.angka import format_angka

MOST_BYTES = 10 * MIB
MOST_PARTS = 200
MOST_OF_A_PART = 50 * MIB
MOST_UNPACKED = 100 * MIB

AGAIN = "lalu unggah ulang."
COPY = "lalu unggah salinan itu."
ACCEPTED = ".xlsx, .xls, .ods, atau CSV dengan pemisah titik koma"
SAVE_AGAIN = f"buka berkas aslinya dengan Excel atau LibreOffice, simpan kembali sebagai .xlsx, {AGAIN}"
SLIM = f"salin lembar yang diperlukan saja ke buku kerja baru, simpan sebagai .xlsx, {COPY}"


class FileRefused(Exception):
    """A file that is not read; the message is one sentence for whoever uploaded it."""


def broken(cause: str) -> FileRefused:
    """A file that is broken, cut off, or contradicts itself; the cause is a few words."""
    return FileRefused(f"Berkas ini rusak atau terpotong ({cause}); {SAVE_AGAIN}")


def unreadable_kind(name: str, advice: str = "") -> FileRefused:
    """A file of a kind that is known and not read."""
    how = advice or f"simpan datanya sebagai {ACCEPTED}, {AGAIN}"
    return FileRefused(f"Berkas ini adalah {name}, jenis yang tidak dibaca di sini; {how}")


def too_large(size: int) -> FileRefused:
    """A file of more bytes than are taken."""
    tenths = -(-size * 10 // MIB)
    return FileRefused(
        f"Berkas ini berukuran {tenths // 10},{tenths % 10} MB, melebihi batas {MOST_BYTES // MIB} MB; {SLIM}"
    )


def too_much(what: str) -> FileRefused:
    """More of something than is read; `what`: `berisi lebih dari …`."""
    return FileRefused(f"Berkas ini {what}; {SLIM}")


SENTENCES = {
    Fault.APPENDED: "memuat isi lain yang menempel padanya; buka berkas itu dengan Excel atau LibreOffice,"
    f" simpan salinan barunya, {COPY}",
    Fault.LOCKED: f"dikunci dengan kata sandi; simpan salinan tanpa kata sandi, {COPY}",
    Fault.MACROS: f"memuat makro; simpan salinan tanpa makro sebagai .xlsx, {COPY}",
    Fault.ENTITIES: "memuat definisi entitas XML (DTD), yang tidak pernah ditulis oleh program lembar kerja;"
    f" {SAVE_AGAIN}",
    Fault.NESTED: "memuat berkas atau arsip lain di dalamnya; hapus objek yang disisipkan itu, simpan,"
    f" {AGAIN}",
    Fault.LINKED: "memuat tautan ke berkas atau sumber data lain; putuskan tautan itu sehingga nilainya"
    f" tersimpan di berkas ini sendiri, simpan, {AGAIN}",
    Fault.MANY_PARTS: f"tersusun atas lebih dari {MOST_PARTS} bagian; {SLIM}",
    Fault.BIG_PART: f"memuat bagian yang lebih dari {MOST_OF_A_PART // MIB} MB setelah dimekarkan; {SLIM}",
    Fault.BIG: f"lebih dari {MOST_UNPACKED // MIB} MB setelah dimekarkan; {SLIM}",
}


def refused(fault: Fault) -> FileRefused:
    """The sentence for what is wrong with an archive."""
    return FileRefused(f"Berkas ini {SENTENCES[fault]}") if fault in SENTENCES else broken(fault)


# What is read of one file

MOST_SHEETS = 100
MOST_CELLS = 100_000
MOST_LETTERS = 5_000_000
MOST_OF_A_TEXT = 32_767
MOST_RANGES = 20_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class Allowance:
    """What may still be read of a file; every take raises FileRefused when it is used up."""

    def __init__(self) -> None:
        """Full."""
        self._cells, self._letters = MOST_CELLS, MOST_LETTERS
        self._ranges, self._sheets = MOST_RANGES, MOST_SHEETS

    def take_cell(self, letters: int) -> None:
        """One cell with so many letters of text."""
        self._cells -= 1
        self._letters -= letters
        if self._cells < 0:
            raise too_much(f"berisi lebih dari {format_angka(MOST_CELLS, 0)} sel")
        if letters > MOST_OF_A_TEXT:
            raise too_much(f"memuat sel dengan lebih dari {format_angka(MOST_OF_A_TEXT, 0)} huruf")
        if self._letters < 0:
            raise too_much(f"berisi lebih dari {format_angka(MOST_LETTERS, 0)} huruf")

    def take_range(self) -> None:
        """One merged range."""
        self._ranges -= 1
        if self._ranges < 0:
            raise too_much(f"memuat lebih dari {format_angka(MOST_RANGES, 0)} sel gabungan")

    def take_sheet(self) -> None:
        """One sheet."""
        self._sheets -= 1
        if self._sheets < 0:
            raise too_much(f"memuat lebih dari {MOST_SHEETS} lembar")
