"""What the lines of a file say about each other: parents, totals, sisa, percentages, codes.

An amount with two readings takes part with both: a sum is wrong only when no reading makes it right.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product

from budget.states import JenisUnggahan
from budget.uploads.material import Bahan
from budget.uploads.parsed import DALAM, DISIMPAN, Angka, BarisBerkas, Cacat, Isi, Kolom, Tingkat
from importing.findings import Finding, Severity
from kinerja.angka import persen, rupiah
from kinerja.serapan import Serapan

#: More readings than this together are not tried out; the cells are findings of their own.
_BACAAN_TERBANYAK = 1024
#: Half of the last decimal of a percentage with one.
_TERJAUH = Decimal("0.05")


def jumlah_anak(bahan: Bahan) -> Iterator[Finding]:
    """A parent is the sum of what stands directly under it."""
    for ke, baris in enumerate(bahan.isi.baris):
        anak = bahan.isi.anak.get(ke)
        for kolom in DISIMPAN:
            if anak and kolom in baris.angka:
                yield from _beda_jumlah(bahan, "JUMLAH-ANAK", baris, kolom, anak)


def jumlah_total(bahan: Bahan) -> Iterator[Finding]:
    """The total row is the sum of the lines with nothing above them."""
    total = bahan.isi.total
    if total is not None and bahan.isi.baris:
        akar = [ke for ke, baris in enumerate(bahan.isi.baris) if baris.induk is None]
        for kolom in DISIMPAN:
            yield from _beda_jumlah(bahan, "JUMLAH-TOTAL", total, kolom, akar)


def _beda_jumlah(
    bahan: Bahan, kode: str, baris: BarisBerkas, kolom: Kolom, anak: Iterable[int]
) -> Iterator[Finding]:
    angka = baris.angka[kolom]
    jumlah = _jumlah(_rincian(bahan.isi, anak, kolom))
    if not jumlah or not angka.mungkin or jumlah & set(angka.mungkin):
        return
    seharusnya = int(max(jumlah))
    tertulis = angka.nilai if angka.nilai is not None else max(angka.mungkin)
    nama = "Jumlah seluruhnya" if kode == "JUMLAH-TOTAL" else "Baris ini"
    yield bahan.isi.temuan_di(
        kode, Severity.ERROR, angka.alamat, angka.terlihat,
        f"{nama} menyebut {kolom.value} {rupiah(int(tertulis))}, sedangkan jumlah rinciannya"
        f" {rupiah(seharusnya)} (selisih {rupiah(int(tertulis) - seharusnya)}).",
        "Perbaiki baris ini atau rinciannya.",
    )  # fmt: skip


def _rincian(isi: Isi, anak: Iterable[int], kolom: Kolom) -> Iterator[Angka]:
    """The amounts of lines by their index; for a parent that was left empty, those of its own lines."""
    for ke in anak:
        angka = isi.baris[ke].angka[kolom]
        if angka.cacat is Cacat.KOSONG and ke in isi.anak:
            yield from _rincian(isi, isi.anak[ke], kolom)
        else:
            yield angka


def _jumlah(angka: Iterable[Angka]) -> set[int | Decimal]:
    """Every sum that the readings allow; empty when one of them cannot be read or there are too many."""
    jumlah: set[int | Decimal] = {0}
    for satu in angka:
        jumlah = {awal + nilai for awal, nilai in product(jumlah, satu.mungkin)}
        if not 0 < len(jumlah) <= _BACAAN_TERBANYAK:
            return set()
    return jumlah


def total_tidak_ada(bahan: Bahan) -> Iterator[Finding]:
    """No total row: SAKTI always prints one, our template has one, a recap may do without."""
    if bahan.isi.total is not None or not bahan.isi.baris:
        return
    berat = {
        JenisUnggahan.FA_DETAIL: Severity.ERROR,
        JenisUnggahan.TEMPLATE: Severity.WARNING,
        JenisUnggahan.REKAP: Severity.NOTE,
    }[bahan.isi.jenis]
    yield Finding(
        "TOTAL-TIDAK-ADA", berat, "Tabel tidak memiliki baris jumlah, sehingga tidak dapat dicocokkan.",
        "Pastikan berkas tidak terpotong; tambahkan baris JUMLAH.", bahan.isi.lembar.name,
    )  # fmt: skip


def sisa_beda(bahan: Bahan) -> Iterator[Finding]:
    """Pagu − realisasi = sisa, on every row and in the total."""
    for baris in bahan.isi.semua():
        pagu, nyata = _mungkin(baris, Kolom.PAGU), _mungkin(baris, Kolom.REALISASI)
        sisa = _mungkin(baris, Kolom.SISA)
        # The first readings, which nearly every row has alone, before all of them.
        if not (pagu and nyata and sisa) or pagu[0] - nyata[0] == sisa[0]:
            continue
        if any(p - n == s for p, n, s in product(pagu, nyata, sisa)):
            continue
        angka = baris.angka[Kolom.SISA]
        yield bahan.isi.temuan_di(
            "SISA-BEDA", Severity.ERROR, angka.alamat, angka.terlihat,
            f"Sisa tertulis {rupiah(int(sisa[0]))}, sedangkan pagu dikurangi realisasi adalah"
            f" {rupiah(int(pagu[0] - nyata[0]))}.",
            "Periksa pagu, realisasi, dan sisa baris ini menurut SP2D; salah satunya keliru.",
        )  # fmt: skip


def persen_beda(bahan: Bahan) -> Iterator[Finding]:
    """A printed percentage is realisasi / pagu, rounded half-up to the decimals that are printed."""
    for baris in bahan.isi.semua():
        pagu, nyata = _mungkin(baris, Kolom.PAGU), _mungkin(baris, Kolom.REALISASI)
        tertulis = _mungkin(baris, Kolom.PERSEN)
        hitung = [Decimal(100 * n) / Decimal(p) for p, n in product(pagu, nyata) if p]
        if not (hitung and tertulis) or any(_sama(t, h) for t, h in product(tertulis, hitung)):
            continue
        angka = baris.angka[Kolom.PERSEN]
        yield bahan.isi.temuan_di(
            "PERSEN-BEDA", Severity.WARNING, angka.alamat, angka.terlihat,
            f"Persentase tertulis {angka.terlihat}, sedangkan realisasi dibagi pagu adalah"
            f" {persen(hitung[0])}.",
            "Persentase tidak disimpan dan selalu dihitung ulang; jelaskan atau perbaiki.",
        )  # fmt: skip


def _sama(tertulis: int | Decimal, hitung: Decimal) -> bool:
    """Whether a printed percentage is the computed one, at one or two decimals."""
    if abs(tertulis - hitung) > _TERJAUH:
        return False
    desimal = -int(Decimal(tertulis).normalize().as_tuple().exponent)
    setengah = Decimal(5).scaleb(-1 - min(max(desimal, 1), 2))
    return -setengah < Decimal(tertulis) - hitung <= setengah


def lebih_pagu(bahan: Bahan) -> Iterator[Finding]:
    """More was spent than granted; said at the deepest line where it shows."""
    lebih = [_lebih(satu) for satu in bahan.isi.baris]
    for ke, baris in enumerate(bahan.isi.baris):
        if lebih[ke] and not any(lebih[satu] for satu in bahan.isi.anak.get(ke, [])):
            yield _temuan_lebih(bahan, baris)
    if bahan.isi.hanya_jumlah and bahan.isi.total is not None and _lebih(bahan.isi.total):
        yield _temuan_lebih(bahan, bahan.isi.total)


def _lebih(baris: BarisBerkas) -> bool:
    pagu, nyata = baris.rupiah(Kolom.PAGU), baris.rupiah(Kolom.REALISASI)
    return pagu is not None and nyata is not None and pagu >= 0 and Serapan(pagu, nyata).lebih_pagu


def _temuan_lebih(bahan: Bahan, baris: BarisBerkas) -> Finding:
    angka = baris.angka[Kolom.REALISASI]
    return bahan.isi.temuan_di(
        "LEBIH-PAGU", Severity.WARNING, angka.alamat, angka.terlihat,
        f"Realisasi melebihi pagu {rupiah(baris.rupiah(Kolom.PAGU) or 0)}.",
        "Jelaskan pagu minus ini, atau perbaiki angkanya.",
    )  # fmt: skip


def jumlah_periode(bahan: Bahan) -> Iterator[Finding]:
    """Last period + this period = up to this period."""
    for baris in bahan.isi.semua():
        lalu, ini = _mungkin(baris, Kolom.LALU), _mungkin(baris, Kolom.INI)
        nyata = _mungkin(baris, Kolom.REALISASI)
        if not (lalu and ini and nyata) or lalu[0] + ini[0] == nyata[0]:
            continue
        if not any(a + b == c for a, b, c in product(lalu, ini, nyata)):
            angka = baris.angka[Kolom.REALISASI]
            yield bahan.isi.temuan_di(
                "JUMLAH-PERIODE", Severity.ERROR, angka.alamat, angka.terlihat,
                f"Periode lalu ditambah periode ini adalah {rupiah(int(lalu[0] + ini[0]))}, bukan"
                f" {rupiah(int(nyata[0]))}.",
                "Unduh ulang laporan dari SAKTI, lalu unggah berkasnya tanpa diubah.",
            )  # fmt: skip


def lock_pagu(bahan: Bahan) -> Iterator[Finding]:
    """A part of the pagu is locked in a proposed revision: it is about to change."""
    for baris in bahan.isi.daun():
        lock, pagu = baris.rupiah(Kolom.LOCK), baris.rupiah(Kolom.PAGU)
        if not lock or lock < 0 or pagu is None:
            continue
        angka = baris.angka[Kolom.LOCK]
        lebih = lock > pagu
        yield bahan.isi.temuan_di(
            "LOCK-PAGU", Severity.ERROR if lebih else Severity.WARNING, angka.alamat, angka.terlihat,
            f"Lock pagu melebihi pagu {rupiah(pagu)}." if lebih else
            f"{rupiah(lock)} dari pagu {rupiah(pagu)} sedang dikunci dalam usulan revisi, sehingga pagu dapat"
            " berubah.",
            "Unggah ulang setelah revisi DIPA selesai, atau jelaskan.",
        )  # fmt: skip


def kode_ganda(bahan: Bahan) -> Iterator[Finding]:
    """A code stands once; below RO one akun may be paid from several sources."""
    dulu: dict[str, BarisBerkas] = {}
    for baris in bahan.isi.baris:
        if DALAM[baris.tingkat] > DALAM[Tingkat.RO]:
            continue
        if baris.kode in dulu:
            yield bahan.isi.temuan_di(
                "KODE-GANDA", Severity.ERROR, baris.alamat, baris.kode,
                f"Kode {baris.kode} sudah ada pada sel {dulu[baris.kode].alamat}.",
                "Hapus atau perbaiki salah satunya.",
            )  # fmt: skip
        dulu.setdefault(baris.kode, baris)


def induk_tidak_ada(bahan: Bahan) -> Iterator[Finding]:
    """In a template a line stands under the line of its code; the FA Detail was looked at while reading."""
    if bahan.isi.jenis != JenisUnggahan.TEMPLATE:
        return
    for baris in bahan.isi.baris:
        if baris.induk is None and baris.tingkat is not Tingkat.PROGRAM:
            induk = baris.kode.rpartition(".")[0]
            yield bahan.isi.temuan_di(
                "INDUK-TIDAK-ADA", Severity.ERROR, baris.alamat, baris.kode,
                f"Baris induknya, {induk}, tidak ada di atas baris ini.", f"Tambahkan baris {induk}.",
            )  # fmt: skip


def tidak_dirinci(bahan: Bahan) -> Iterator[Finding]:
    """Money is kept at RO: whatever stands above one needs lines under it."""
    if not bahan.isi.baris and (bahan.isi.total is None or bahan.isi.jenis == JenisUnggahan.FA_DETAIL):
        yield Finding(
            "TABEL-KOSONG", Severity.ERROR, "Tabel tidak memuat satu pun baris anggaran.",
            "Pastikan berkas berisi data, lalu unggah ulang.", bahan.isi.lembar.name,
        )  # fmt: skip
    for ke, baris in enumerate(bahan.isi.baris):
        if DALAM[baris.tingkat] < DALAM[Tingkat.RO] and ke not in bahan.isi.anak:
            yield bahan.isi.temuan_di(
                "TIDAK-DIRINCI", Severity.ERROR, baris.alamat, baris.kode,
                "Baris ini tidak dirinci sampai dengan RO.", "Lengkapi rinciannya.",
            )  # fmt: skip


def _mungkin(baris: BarisBerkas, kolom: Kolom) -> tuple[int | Decimal, ...]:
    angka = baris.angka.get(kolom)
    return angka.mungkin if angka else ()
