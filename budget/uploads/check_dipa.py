"""A template or an FA Detail against the DIPA: revision, pagu, lines, earlier months."""

from collections.abc import Iterator

from budget.snapshot import BarisPotret, RevisiPotret
from budget.uploads.fa_rows import POLA
from budget.uploads.material import Bahan
from budget.uploads.parsed import DALAM, BarisBerkas, Kolom, Tingkat
from importing.findings import Finding, Severity
from kinerja.angka import bulan as nama_bulan
from kinerja.angka import rupiah, tanggal

#: Under which `riwayat` holds the line of a satker that is known by its total; no code is like it.
TOTAL = "TOTAL"
REVISI_BARU = "Bila pagu memang berubah, nyatakan revisi DIPA baru dengan nomor dan tanggalnya."


def _umum(kode: str, alasan: str, perbaikan: str, terlihat: str = "") -> Finding:
    """An error about what was chosen, not about a cell."""
    return Finding(kode, Severity.ERROR, alasan, perbaikan, seen=terlihat)


def revisi(bahan: Bahan) -> Iterator[Finding]:
    """A new revision has a date, and dates follow the numbers."""
    minta, sasaran = bahan.permintaan, bahan.sasaran
    if sasaran.lama is not None:
        ada = sasaran.lama.tanggal
        if minta.tanggal and ada and minta.tanggal != ada:
            yield _umum(
                "REVISI-SUDAH-ADA", f"Revisi DIPA ke-{sasaran.nomor} sudah ada, tertanggal {tanggal(ada)}.",
                "Pilih nomor revisi yang baru, atau kosongkan tanggalnya.", str(sasaran.nomor),
            )  # fmt: skip
        return
    if sasaran.nomor and minta.tanggal is None:
        yield _umum(
            "REVISI-TANPA-TANGGAL", f"Revisi DIPA ke-{sasaran.nomor} belum tercatat.",
            "Isilah tanggal revisinya, atau pilih revisi yang sudah ada.", str(sasaran.nomor),
        )  # fmt: skip
    if minta.tanggal is None:
        return
    for lain in bahan.potret.revisi:
        if lain.tanggal is None or lain.tanggal == minta.tanggal:
            continue
        if (lain.nomor < sasaran.nomor) != (lain.tanggal < minta.tanggal):
            yield _umum(
                "REVISI-TIDAK-URUT",
                f"Tanggal {tanggal(minta.tanggal)} tidak sejalan dengan revisi ke-{lain.nomor} tertanggal"
                f" {tanggal(lain.tanggal)}.",
                "Periksa nomor dan tanggal revisinya.", minta.tanggal.isoformat(),
            )  # fmt: skip


def revisi_melompat(bahan: Bahan) -> Iterator[Finding]:
    """A number that skips others may be a slip."""
    akhir = max((satu.nomor for satu in bahan.potret.revisi), default=None)
    if akhir is not None and bahan.sasaran.nomor > akhir + 1:
        yield Finding(
            "REVISI-MELOMPAT", Severity.WARNING,
            f"Revisi terakhir yang tercatat adalah ke-{akhir}, sedangkan berkas ini dinyatakan sebagai revisi"
            f" ke-{bahan.sasaran.nomor}.",
            "Periksa nomor revisinya, atau jelaskan.", seen=str(bahan.sasaran.nomor),
        )  # fmt: skip


def bulan_mendahului(bahan: Bahan) -> Iterator[Finding]:
    """Lines of a new revision would take the place of months that are known already."""
    if bahan.sasaran.berisi:
        return
    for lain in bahan.potret.revisi:
        akhir = lain.bulan_terakhir
        if lain.nomor < bahan.sasaran.nomor and akhir and akhir > bahan.permintaan.bulan:
            yield _umum(
                "BULAN-MENDAHULUI",
                f"Realisasi sampai dengan {nama_bulan(akhir)} sudah tercatat pada revisi ke-{lain.nomor};"
                f" revisi ke-{bahan.sasaran.nomor} tidak dapat dimulai pada"
                f" {nama_bulan(bahan.permintaan.bulan)}.",
                f"Unggah berkas {nama_bulan(akhir)} atau sesudahnya untuk revisi itu.",
                str(bahan.permintaan.bulan),
            )  # fmt: skip


def _revisi_tetap(bahan: Bahan) -> RevisiPotret | None:
    """The revision whose pagu must be that of the file; None when lines are made anew."""
    return bahan.sasaran.lama if bahan.sasaran.berisi else None


def pagu_beda(bahan: Bahan) -> Iterator[Finding]:
    """Pagu changes only with a revision that is declared."""
    tetap = _revisi_tetap(bahan)
    if tetap is None:
        return
    if bahan.sasaran.hanya_jumlah or bahan.isi.hanya_jumlah:
        yield from _pagu_jumlah_beda(bahan, tetap)
        return
    for baris in bahan.isi.daun():
        lama, baru = tetap.daun.get(baris.kode), baris.rupiah(Kolom.PAGU)
        if lama is not None and baru is not None and baru != lama.pagu:
            yield _pagu_beda(bahan, baris, baru, lama.pagu or 0)


def _pagu_jumlah_beda(bahan: Bahan, tetap: RevisiPotret) -> Iterator[Finding]:
    """One of the two sides is known by its total alone: the totals are compared."""
    daun = list(bahan.isi.daun())
    angka = [satu.rupiah(Kolom.PAGU) for satu in daun]
    jumlah = sum(satu or 0 for satu in angka)
    if daun and None not in angka and jumlah != tetap.pagu:
        yield _pagu_beda(bahan, bahan.isi.total or daun[0], jumlah, tetap.pagu)


def _pagu_beda(bahan: Bahan, baris: BarisBerkas, baru: int, lama: int) -> Finding:
    angka = baris.angka[Kolom.PAGU]
    return bahan.isi.temuan_di(
        "PAGU-BEDA", Severity.ERROR, angka.alamat, angka.terlihat,
        f"Pagu dalam berkas {rupiah(baru)}, sedangkan pada revisi DIPA ke-{bahan.sasaran.nomor}"
        f" {rupiah(lama)}.",
        REVISI_BARU,
    )  # fmt: skip


def kode_tidak_dikenal(bahan: Bahan) -> Iterator[Finding]:
    """A line that the revision does not have; in a new one, a code that is none."""
    tetap = None if bahan.sasaran.hanya_jumlah else _revisi_tetap(bahan)
    dikenal = {satu.kode for satu in tetap.baris} if tetap else set()
    for baris in bahan.isi.baris:
        if DALAM[baris.tingkat] > DALAM[Tingkat.RO] or baris.kode in dikenal:
            continue
        if tetap is not None:
            yield bahan.isi.temuan_di(
                "KODE-TIDAK-DIKENAL", Severity.ERROR, baris.alamat, baris.kode,
                f"Kode {baris.kode} tidak ada pada revisi DIPA ke-{bahan.sasaran.nomor}.",
                "Perbaiki kodenya, atau nyatakan revisi DIPA baru dengan nomor dan tanggalnya.",
            )  # fmt: skip
        elif not _bentuk_sah(baris):
            yield bahan.isi.temuan_di(
                "KODE-TIDAK-DIKENAL", Severity.ERROR, baris.alamat, baris.kode,
                f"{baris.kode} bukan kode {baris.tingkat.value} yang sah.",
                "Tulislah seperti CQ, CQ.6709, CQ.6709.QGE, atau CQ.6709.QGE.004.",
            )  # fmt: skip


def _bentuk_sah(baris: BarisBerkas) -> bool:
    """Whether the last parts of a whole code have the form that SAKTI prints at its level."""
    bagian = baris.kode.split(".")
    akhir = ".".join(bagian[-2:]) if baris.tingkat in (Tingkat.KEGIATAN, Tingkat.RO) else bagian[-1]
    return POLA[baris.tingkat].fullmatch(akhir) is not None


def baris_hilang(bahan: Bahan) -> Iterator[Finding]:
    """Lines that the file does not have any more."""
    ada = {satu.kode for satu in bahan.isi.baris}
    tetap = _revisi_tetap(bahan)
    acuan = tetap or bahan.potret.berlaku
    if acuan is None or bahan.sasaran.hanya_jumlah or _hanya_jumlah(acuan):
        return
    if bahan.isi.hanya_jumlah:
        yield _umum(
            "RINCIAN-HILANG",
            "DIPA satker ini dirinci sampai dengan RO, sedangkan berkas hanya memuat jumlah.",
            "Unggah berkas yang memuat rinciannya.",
        )  # fmt: skip
        return
    for kode, lama in acuan.daun.items():
        if kode not in ada:
            yield _baris_hilang(bahan, lama, tetap is not None)


def _hanya_jumlah(acuan: RevisiPotret) -> bool:
    return [satu.level for satu in acuan.baris] == ["total"]


def _baris_hilang(bahan: Bahan, lama: BarisPotret, tetap: bool) -> Finding:
    """Without a new revision nothing may vanish; with one, money that was spent there needs a reason."""
    nyata = lama.realisasi[max(lama.realisasi)] if lama.realisasi else 0
    berat = Severity.ERROR if tetap else Severity.WARNING if nyata else Severity.NOTE
    return Finding(
        "BARIS-HILANG", berat,
        f"{lama.kode} {lama.uraian} (pagu {rupiah(lama.pagu or 0)}, realisasi {rupiah(nyata)}) tidak ada"
        " dalam berkas.",
        REVISI_BARU if tetap else "Pastikan baris ini memang dihapus oleh revisi DIPA.",
        bahan.isi.lembar.name, seen=lama.kode,
    )  # fmt: skip


def rincian_mengganti_jumlah(bahan: Bahan) -> Iterator[Finding]:
    """Detail takes the place of a total: months that are known by their total alone are then not shown."""
    lama = bahan.sasaran.lama
    if lama is None or not bahan.sasaran.hanya_jumlah or bahan.isi.hanya_jumlah:
        return
    bulan = [satu for satu in lama.baris[0].realisasi if satu != bahan.permintaan.bulan]
    nama = ", ".join(nama_bulan(satu) for satu in sorted(bulan))
    yield Finding(
        "RINCIAN-MENGGANTI-JUMLAH", Severity.WARNING if bulan else Severity.NOTE,
        "DIPA satker ini baru dikenal jumlahnya; kini dirinci menurut berkas."
        + (f" Jumlah realisasi {nama} tidak lagi ditampilkan." if bulan else ""),
        f"Unggah juga berkas {nama}." if bulan else "Tidak ada yang perlu dilakukan.",
        bahan.isi.lembar.name,
    )  # fmt: skip


def realisasi_turun(bahan: Bahan) -> Iterator[Finding]:
    """What was spent up to a month is seldom less than up to an earlier one."""
    dikenal = riwayat(bahan.potret.revisi)
    for baris in bahan.isi.daun():
        kode = TOTAL if bahan.isi.hanya_jumlah else baris.kode
        yield from turun(bahan, baris, dikenal.get(kode, {}))


def kunci(baris: BarisPotret) -> str:
    """What a line is found by in another revision: its code, or that it is the total."""
    return TOTAL if baris.level == Tingkat.TOTAL else baris.kode


def riwayat(revisi: tuple[RevisiPotret, ...]) -> dict[str, dict[int, int]]:
    """`kunci` -> month -> rupiah up to it; where two revisions know a month, the later one counts."""
    hasil: dict[str, dict[int, int]] = {}
    for satu in revisi:
        for baris in satu.daun.values():
            hasil.setdefault(kunci(baris), {}).update(baris.realisasi)
    return hasil


def turun(bahan: Bahan, baris: BarisBerkas, dikenal: dict[int, int]) -> Iterator[Finding]:
    """The finding when the nearest month before is higher, or the nearest after is lower."""
    baru, kini = baris.rupiah(Kolom.REALISASI), bahan.permintaan.bulan
    if baru is None:
        return
    angka = baris.angka[Kolom.REALISASI]
    dulu = max((satu for satu in dikenal if satu < kini), default=None)
    nanti = min((satu for satu in dikenal if satu > kini), default=None)
    tidak_sejalan = [dulu] if dulu is not None and dikenal[dulu] > baru else []
    if nanti is not None and dikenal[nanti] < baru:
        tidak_sejalan.append(nanti)
    for lain in tidak_sejalan:
        yield bahan.isi.temuan_di(
            "REALISASI-TURUN", Severity.WARNING, angka.alamat, angka.terlihat,
            f"Realisasi sampai dengan {nama_bulan(kini)} {rupiah(baru)}, sedangkan sampai dengan"
            f" {nama_bulan(lain)} tercatat {rupiah(dikenal[lain])}.",
            "Jelaskan pengembalian atau koreksinya, atau perbaiki angkanya.",
        )  # fmt: skip
