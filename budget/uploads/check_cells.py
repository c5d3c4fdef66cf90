"""Cells: what is no amount, what cannot be seen at a glance, what was cleaned away."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import product

from budget.uploads.amounts import SPASI_KHUSUS
from budget.uploads.header import batas
from budget.uploads.material import Bahan
from budget.uploads.parsed import DISIMPAN, Angka, Cacat, Kolom
from importing.findings import Finding, Severity
from kinerja.angka import format_angka

# Code, why and how to mend; {kolom} is the column's name.
_CACAT = {
    Cacat.KOSONG: (
        "SEL-KOSONG", "Kolom {kolom} kosong.", "Isilah angkanya; tulislah 0 bila memang belum ada."
    ),
    Cacat.RUMUS: (
        "RUMUS-TANPA-NILAI",
        "Sel {kolom} berisi rumus yang hasilnya belum tersimpan.",
        "Buka lalu simpan di Excel atau LibreOffice, dan unggah ulang; atau tulislah angkanya.",
    ),
    Cacat.GALAT: (
        "SEL-GALAT",
        "Sel {kolom} berisi galat, bukan angka.",
        "Perbaiki rumusnya atau tulislah angkanya.",
    ),
    Cacat.TANGGAL: ("SEL-RUSAK", "Sel {kolom} berisi tanggal, bukan rupiah.", "Tulislah angka rupiahnya."),
    Cacat.LOGIKA: ("SEL-RUSAK", "Sel {kolom} berisi BENAR/SALAH, bukan rupiah.", "Tulislah angka rupiahnya."),
    Cacat.PERSEN: ("SEL-RUSAK", "Sel {kolom} berisi persentase, bukan rupiah.", "Tulislah angka rupiahnya."),
    Cacat.TEKS: (
        "SEL-RUSAK",
        "Isi sel {kolom} tidak dapat dibaca sebagai angka.",
        "Tulislah angka utuh, misalnya 526.177.000.",
    ),
    Cacat.PECAHAN: (
        "PECAHAN-RUPIAH",
        "Sel {kolom} memuat pecahan rupiah.",
        "Tulislah rupiah bulat.",
    ),
}  # fmt: skip


def angka_tak_terbaca(bahan: Bahan) -> Iterator[Finding]:
    """Cells that hold no amount. What is stored must be there; the other columns only help to check."""
    disimpan = {id(satu) for satu in bahan.isi.daun()}
    for baris, kolom, angka in bahan.isi.janggal:
        if angka.cacat is None or angka.cacat is Cacat.DUA_BACAAN:
            continue
        wajib = kolom in DISIMPAN and id(baris) in disimpan
        if angka.cacat is Cacat.KOSONG and not wajib:
            continue
        yield _cacat(bahan, kolom, angka)


def _cacat(bahan: Bahan, kolom: Kolom, angka: Angka) -> Finding:
    kode, alasan, perbaikan = _CACAT[angka.cacat or Cacat.TEKS]
    berat = Severity.ERROR if kolom in DISIMPAN else Severity.WARNING
    return bahan.isi.temuan_di(
        kode, berat, angka.alamat, angka.terlihat, alasan.format(kolom=kolom.value), perbaikan
    )


def angka_ganda(bahan: Bahan) -> Iterator[Finding]:
    """Texts with two readings in their column; both are shown, none is chosen."""
    for _, kolom, angka in bahan.isi.janggal:
        if angka.cacat is Cacat.DUA_BACAAN:
            bacaan = " atau ".join(format_angka(satu, None) for satu in sorted(angka.bacaan))
            yield bahan.isi.temuan_di(
                "ANGKA-GANDA", Severity.ERROR if kolom in DISIMPAN else Severity.WARNING,
                angka.alamat, angka.terlihat,
                f"Teks pada kolom {kolom.value} dapat berarti {bacaan}.",
                "Tulislah sebagai angka, atau dengan pemisah ribuan yang sama seperti sel lain di kolomnya.",
            )  # fmt: skip


def tanda_strip(bahan: Bahan) -> Iterator[Finding]:
    """A lone hyphen is how bookkeeping writes nothing; that it was read so is said."""
    for _, kolom, angka in bahan.isi.janggal:
        if angka.strip:
            yield bahan.isi.temuan_di(
                "TANDA-STRIP", Severity.NOTE, angka.alamat, angka.terlihat,
                f"Tanda strip pada kolom {kolom.value} dibaca sebagai 0.", "Tidak ada yang perlu dilakukan.",
            )  # fmt: skip


def negatif(bahan: Bahan) -> Iterator[Finding]:
    """A pagu is never below 0; a realisasi may be, when more was paid back than spent."""
    for baris, kolom in product(bahan.isi.semua(), (*DISIMPAN, Kolom.LOCK)):
        nilai = baris.rupiah(kolom)
        if nilai is None or nilai >= 0:
            continue
        angka, boleh = baris.angka[kolom], kolom is Kolom.REALISASI
        yield bahan.isi.temuan_di(
            "NEGATIF", Severity.WARNING if boleh else Severity.ERROR, angka.alamat, angka.terlihat,
            f"Angka pada kolom {kolom.value} negatif.",
            "Jelaskan pengembalian belanja yang melebihi realisasi, atau perbaiki angkanya."
            if boleh else "Perbaiki angkanya.",
        )  # fmt: skip


def spasi_khusus(bahan: Bahan) -> Iterator[Finding]:
    """Blanks that are no spaces: taken out before reading."""
    for cell in bahan.isi.lembar.cells():
        nilai = cell.value
        if isinstance(nilai, str) and not nilai.isascii() and any(satu in nilai for satu in SPASI_KHUSUS):
            yield bahan.isi.temuan_di(
                "SPASI-KHUSUS", Severity.NOTE, cell.address, nilai,
                "Sel ini memuat spasi tak-putus, yang diabaikan.", "Tidak ada yang perlu dilakukan.",
            )  # fmt: skip


def baris_tersembunyi(bahan: Bahan) -> Iterator[Finding]:
    """Hidden rows count as well; whoever confirms should know."""
    tersembunyi = {row.number for row in bahan.isi.lembar.rows if row.hidden}
    for baris in bahan.isi.semua():
        if baris.nomor in tersembunyi:
            yield bahan.isi.temuan_di(
                "BARIS-TERSEMBUNYI", Severity.WARNING, baris.alamat, baris.kode or baris.uraian,
                f"Baris {baris.nomor} tersembunyi, tetapi ikut dihitung.",
                "Tampilkan baris itu dan pastikan angkanya, atau hapus.",
            )  # fmt: skip


def kolom_tersembunyi(bahan: Bahan) -> Iterator[Finding]:
    """Columns that are read but not seen."""
    for kolom, (kiri, kanan) in bahan.isi.kepala.kolom.items():
        tersembunyi = bahan.isi.lembar.hidden_columns & set(range(kiri, kanan + 1))
        if len(tersembunyi) == kanan - kiri + 1:
            yield bahan.isi.temuan_di(
                "KOLOM-TERSEMBUNYI", Severity.WARNING, _kepala(bahan, kiri), kolom.value,
                f"Kolom {kolom.value} tersembunyi, tetapi ikut dibaca.",
                "Tampilkan kolom itu dan pastikan angkanya.",
            )  # fmt: skip


def _kepala(bahan: Bahan, kolom: int) -> str:
    """The header cell of a column."""
    rows = (row for row in bahan.isi.lembar.rows if row.number in bahan.isi.kepala.baris)
    return next(cell.address for row in rows for cell in row.cells if cell.column == kolom)


def lembar_tersembunyi(bahan: Bahan) -> Iterator[Finding]:
    """Sheets that nobody sees: one that is read needs a reason, the others are not read."""
    if bahan.isi.lembar.hidden:
        yield Finding(
            "LEMBAR-TERSEMBUNYI", Severity.WARNING, "Lembar yang dibaca tersembunyi.",
            "Tampilkan lembar itu dan pastikan isinya.", bahan.isi.lembar.name,
        )  # fmt: skip
    for lain in bahan.isi.lain:
        if lain.hidden and lain.rows:
            yield Finding(
                "LEMBAR-TERSEMBUNYI", Severity.NOTE, "Lembar tersembunyi ini tidak dibaca.",
                "Tidak ada yang perlu dilakukan.", lain.name,
            )  # fmt: skip


def sel_gabung(bahan: Bahan) -> Iterator[Finding]:
    """A merged cell over several lines or several amounts hides what stands below it."""
    nomor = sorted(satu.nomor for satu in bahan.isi.semua())
    rentang = [bahan.isi.kepala.kolom[kolom] for kolom in bahan.isi.kepala.kolom if kolom not in _TEKS]
    for gabung in bahan.isi.lembar.merged:
        atas, kiri, bawah, kanan = batas(gabung)
        baris = bisect_right(nomor, bawah) - bisect_left(nomor, atas)
        kolom = sum(1 for awal, akhir in rentang if awal <= kanan and kiri <= akhir)
        if baris and kolom and (baris > 1 or kolom > 1):
            yield bahan.isi.temuan_di(
                "SEL-GABUNG", Severity.ERROR, gabung.split(":")[0], gabung,
                f"Sel {gabung} digabung, sehingga tidak jelas baris atau kolom mana yang dimaksud.",
                "Pisahkan selnya dan isilah angka setiap baris.",
            )  # fmt: skip


_TEKS = (Kolom.KODE, Kolom.URAIAN, Kolom.SATKER)
