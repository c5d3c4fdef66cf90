"""From a workbook to its lines: which sheet, which kind, parsed; or refused with every reason."""

from collections.abc import Callable
from dataclasses import replace

from budget.states import JenisUnggahan
from budget.uploads.fa_detail import baca_fa_detail
from budget.uploads.kinds import Calon, calon
from budget.uploads.parsed import Isi
from budget.uploads.recap import baca_rekap
from budget.uploads.template import baca_template
from importing.book import Workbook
from importing.findings import Finding, Severity

PARSER: dict[JenisUnggahan, Callable[[Calon], Isi]] = {
    JenisUnggahan.TEMPLATE: baca_template,
    JenisUnggahan.FA_DETAIL: baca_fa_detail,
    JenisUnggahan.REKAP: baca_rekap,
}


class BukanAnggaran(Exception):
    """A workbook in which no table of a known kind can be read; `temuan` says why."""

    def __init__(self, *temuan: Finding) -> None:
        """Keep the findings, all of them errors."""
        self.temuan = temuan
        super().__init__(temuan[0].reason)


def baca(workbook: Workbook) -> Isi:
    """The table of a workbook. BukanAnggaran: none, more than one, or one that lacks columns.

    A hidden sheet is read only when no visible one holds a table; that it was hidden is a finding.
    """
    ketemu = list(calon([satu for satu in workbook.sheets if not satu.hidden]))
    ketemu = ketemu or list(calon(workbook.sheets))
    if not ketemu:
        raise BukanAnggaran(_tidak_dikenal(workbook))
    if len(ketemu) > 1:
        raise BukanAnggaran(_lembar_ganda(ketemu))
    (satu,) = ketemu
    if satu.kurang or satu.kepala.ganda:
        raise BukanAnggaran(*_kolom_kurang(satu), *_kolom_ganda(satu))
    lain = tuple(lembar for lembar in workbook.sheets if lembar is not satu.lembar)
    return replace(PARSER[satu.jenis](satu), lain=lain)


def _tidak_dikenal(workbook: Workbook) -> Finding:
    nama = ", ".join(f"“{satu.name}”" for satu in workbook.sheets[:5])
    return Finding(
        "BUKAN-BERKAS-ANGGARAN", Severity.ERROR,
        "Tidak ditemukan tabel yang dikenal: templat LKj (kolom Kode dan Pagu), SAKTI Laporan FA Detail"
        " (kolom Pagu Revisi dan Periode Ini), atau rekap satker (kolom Satker dan Pagu).",
        "Unggah salah satu dari ketiga jenis berkas itu, dengan kepala tabelnya.", seen=nama,
    )  # fmt: skip


def _lembar_ganda(ketemu: list[Calon]) -> Finding:
    kedua = ketemu[1]
    return Finding(
        "LEMBAR-GANDA", Severity.ERROR,
        f"Berkas memuat {len(ketemu)} lembar berisi tabel anggaran; tidak jelas mana yang dimaksud.",
        "Sisakan satu lembar saja, lalu unggah ulang.",
        kedua.lembar.name, _alamat_kepala(kedua), ", ".join(satu.lembar.name for satu in ketemu),
    )  # fmt: skip


def _kolom_kurang(satu: Calon) -> list[Finding]:
    return [
        Finding(
            "KOLOM-TIDAK-ADA", Severity.ERROR, f"Tabel tidak memiliki kolom {kolom.value}.",
            f"Tambahkan kolom {kolom.value} dengan kepalanya, atau unggah berkas yang lengkap.",
            satu.lembar.name, _alamat_kepala(satu), "",
        )
        for kolom in satu.kurang
    ]  # fmt: skip


def _kolom_ganda(satu: Calon) -> list[Finding]:
    return [
        Finding(
            "KOLOM-GANDA", Severity.ERROR, f"Lebih dari satu kolom berkepala {kolom.value}.",
            "Sisakan satu kolom saja, lalu unggah ulang.",
            satu.lembar.name, _alamat_kepala(satu), kepala,
        )
        for kolom, kepala in satu.kepala.ganda
    ]  # fmt: skip


def _alamat_kepala(satu: Calon) -> str:
    """The first cell of the header."""
    row = next(row for row in satu.lembar.rows if row.number == satu.kepala.baris[0])
    return row.cells[0].address
