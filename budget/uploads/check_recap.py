"""A recap against the DIPA of its satker. It writes totals alone, and only where nothing finer is known."""

from collections.abc import Iterator

from accounts.models import Satker
from budget.snapshot import PotretDipa
from budget.uploads.check_dipa import TOTAL, riwayat, turun
from budget.uploads.material import Bahan, ringkas
from budget.uploads.parsed import BarisBerkas, Kolom
from importing.findings import Finding, Severity
from kinerja.angka import bulan as nama_bulan
from kinerja.angka import rupiah


def dirinci(potret: PotretDipa) -> bool:
    """Whether a satker has a tree, so that a recap does not write it."""
    berlaku = potret.berlaku
    return berlaku is not None and any(satu.level != "total" for satu in berlaku.baris)


def _baris(bahan: Bahan) -> Iterator[tuple[BarisBerkas, Satker, PotretDipa]]:
    for baris, satker in bahan.satker_rekap:
        yield baris, satker, bahan.dipa[satker.pk]


def satker_tidak_dikenal(bahan: Bahan) -> Iterator[Finding]:
    """A row whose satker is not one of those that the recap may speak for, or stands twice."""
    dikenal = {baris.nomor: satker for baris, satker in bahan.satker_rekap}
    nama = {ringkas(baris.uraian): baris for baris, _ in bahan.satker_rekap}
    for baris in bahan.isi.baris:
        if baris.nomor in dikenal:
            continue
        dulu = nama.get(ringkas(baris.uraian))
        yield bahan.isi.temuan_di(
            "SATKER-GANDA" if dulu else "SATKER-TIDAK-DIKENAL", Severity.ERROR, baris.alamat, baris.uraian,
            f"Satker ini sudah ada pada sel {dulu.alamat}." if dulu else
            f"“{baris.uraian}” bukan {bahan.permintaan.satker} maupun satker di bawahnya.",
            "Hapus atau perbaiki salah satunya." if dulu else "Perbaiki namanya sesuai daftar satker.",
        )  # fmt: skip


def satker_hilang(bahan: Bahan) -> Iterator[Finding]:
    """A satker that the recap leaves out."""
    ada = {satker.pk for _, satker in bahan.satker_rekap}
    for satker in bahan.permintaan.jangkauan:
        if satker.pk not in ada:
            yield Finding(
                "SATKER-HILANG", Severity.WARNING, f"{satker} tidak ada dalam rekap.",
                "Tambahkan barisnya, atau jelaskan mengapa tidak ada.", bahan.isi.lembar.name,
                seen=satker.nama,
            )  # fmt: skip


def pagu_beda(bahan: Bahan) -> Iterator[Finding]:
    """A total that differs from the revision in force; a recap declares no revision."""
    for baris, satker, potret in _baris(bahan):
        berlaku, pagu = potret.berlaku, baris.rupiah(Kolom.PAGU)
        if berlaku is None or pagu is None or pagu == berlaku.pagu:
            continue
        rinci = dirinci(potret)
        angka = baris.angka[Kolom.PAGU]
        yield bahan.isi.temuan_di(
            "PAGU-BEDA", Severity.WARNING if rinci else Severity.ERROR, angka.alamat, angka.terlihat,
            f"Pagu {satker} dalam rekap {rupiah(pagu)}, sedangkan pada revisi DIPA ke-{berlaku.nomor}"
            f" {rupiah(berlaku.pagu)}.",
            "Rincian satker itu tidak diubah oleh rekap; mintalah satker itu mengunggah berkasnya."
            if rinci else "Mintalah satker itu mengunggah revisi DIPA-nya, atau perbaiki rekap.",
        )  # fmt: skip


def realisasi_beda(bahan: Bahan) -> Iterator[Finding]:
    """A satker with a tree has its realisasi from its own file; the recap is only held against it."""
    kini = bahan.permintaan.bulan
    for baris, satker, potret in _baris(bahan):
        berlaku, baru = potret.berlaku, baris.rupiah(Kolom.REALISASI)
        if berlaku is None or not dirinci(potret) or baru is None:
            continue
        angka = baris.angka[Kolom.REALISASI]
        lama = [satu.realisasi.get(kini) for satu in berlaku.daun.values()]
        diketahui = [satu for satu in lama if satu is not None]
        if len(diketahui) == len(lama) and sum(diketahui) != baru:
            yield bahan.isi.temuan_di(
                "REALISASI-BEDA", Severity.WARNING, angka.alamat, angka.terlihat,
                f"Realisasi {satker} dalam rekap {rupiah(baru)}, sedangkan menurut rinciannya"
                f" {rupiah(sum(diketahui))}.",
                "Rincian satker itu tidak diubah oleh rekap; periksa mana yang benar.",
            )  # fmt: skip
        elif len(diketahui) < len(lama):
            yield bahan.isi.temuan_di(
                "BELUM-MENGUNGGAH", Severity.NOTE, angka.alamat, angka.terlihat,
                f"{satker} memiliki rincian, tetapi belum mengunggah realisasi {nama_bulan(kini)}; rekap"
                " tidak menggantikannya.",
                "Mintalah satker itu mengunggah berkasnya.",
            )  # fmt: skip


def realisasi_turun(bahan: Bahan) -> Iterator[Finding]:
    """The total of a satker falls since an earlier month."""
    for baris, _, potret in _baris(bahan):
        if not dirinci(potret):
            yield from turun(bahan, baris, riwayat(potret.revisi).get(TOTAL, {}))
