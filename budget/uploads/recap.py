"""The province's recap: one row per satker."""

from budget.uploads.identity import baca_identitas
from budget.uploads.kinds import Calon
from budget.uploads.parsed import BarisBerkas, Isi, Kolom, Tingkat
from budget.uploads.table import Letak, baca_angka, gaya_kolom, jumlah, pilah


def baca_rekap(calon: Calon) -> Isi:
    """Parse a sheet that was recognised as a recap."""
    lembar, kepala = calon.lembar, calon.kepala
    letak, temuan = pilah(lembar, kepala, calon.kamus, lambda satu: satu.berangka)
    gaya = gaya_kolom(letak)
    baris: list[BarisBerkas] = []
    total = None
    for satu in letak:
        cell = satu.sel.get(Kolom.SATKER) or satu.row.cells[0]
        baru = BarisBerkas(
            satu.row.number, Tingkat.TOTAL, satu.teks(Kolom.KODE), satu.teks(Kolom.SATKER), cell.address,
            baca_angka(satu, kepala, gaya),
        )  # fmt: skip
        if _total(satu):
            total = baru
        else:
            baris.append(baru)
    identitas = baca_identitas(lembar, kepala)
    return Isi(calon.jenis, lembar, kepala, identitas, tuple(baris), total, tuple(temuan))


def _total(letak: Letak) -> bool:
    """The word may stand in the column of the satker or in that of the numbers."""
    return jumlah(letak.teks(Kolom.SATKER)) or (
        not letak.teks(Kolom.SATKER) and any(jumlah(str(cell.value)) for cell in letak.row.cells)
    )
