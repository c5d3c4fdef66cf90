"""The list of checks. Each is one small function that yields findings and never writes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from budget.uploads import (
    check_cells,
    check_dipa,
    check_identity,
    check_recap,
    check_sums,
)
from budget.uploads.material import Bahan
from importing.findings import Finding, Severity

Pemeriksaan = Callable[[Bahan], Iterator[Finding]]

#: Why a file is sent back before anything else is looked at: what else it holds would be beside the point.
PENOLAKAN: tuple[Pemeriksaan, ...] = (
    check_identity.kewenangan,
    check_identity.tanpa_bawahan,
    check_identity.satker,
    check_identity.tahun,
    check_identity.bulan,
    check_identity.skala,
    check_identity.skala_dari_pagu,
)

PEMERIKSAAN: tuple[Pemeriksaan, ...] = (
    check_identity.periode_tidak_tertulis,
    check_cells.angka_tak_terbaca,
    check_cells.angka_ganda,
    check_cells.tanda_strip,
    check_cells.negatif,
    check_cells.spasi_khusus,
    check_cells.baris_tersembunyi,
    check_cells.kolom_tersembunyi,
    check_cells.lembar_tersembunyi,
    check_cells.sel_gabung,
    check_sums.jumlah_anak,
    check_sums.jumlah_total,
    check_sums.total_tidak_ada,
    check_sums.sisa_beda,
    check_sums.persen_beda,
    check_sums.lebih_pagu,
    check_sums.jumlah_periode,
    check_sums.lock_pagu,
)

#: A template or an FA Detail speaks for one satker, line by line.
PEMERIKSAAN_DIPA: tuple[Pemeriksaan, ...] = (
    check_identity.kode_satker_beda,
    check_identity.revisi_beda,
    check_sums.kode_ganda,
    check_sums.induk_tidak_ada,
    check_sums.tidak_dirinci,
    check_dipa.revisi,
    check_dipa.revisi_melompat,
    check_dipa.bulan_mendahului,
    check_dipa.pagu_beda,
    check_dipa.kode_tidak_dikenal,
    check_dipa.baris_hilang,
    check_dipa.rincian_mengganti_jumlah,
    check_dipa.realisasi_turun,
)

#: A recap speaks for many, with one line each.
PEMERIKSAAN_REKAP: tuple[Pemeriksaan, ...] = (
    check_recap.satker_tidak_dikenal,
    check_recap.satker_hilang,
    check_recap.pagu_beda,
    check_recap.realisasi_beda,
    check_recap.realisasi_turun,
)

#: Findings of one code that are listed one by one; the rest is counted.
PALING_BANYAK = 100


def penolakan(bahan: Bahan) -> tuple[Finding, ...]:
    """Why a file is refused as a whole; empty when it is not."""
    return tuple(_semua(bahan, PENOLAKAN))


def periksa(bahan: Bahan) -> tuple[Finding, ...]:
    """Every finding at once in a file that is not refused."""
    daftar = PEMERIKSAAN + (PEMERIKSAAN_REKAP if bahan.rekap else PEMERIKSAAN_DIPA)
    return tuple(_ringkas([*bahan.isi.temuan, *_sama(bahan), *_semua(bahan, daftar)]))


def _semua(bahan: Bahan, daftar: tuple[Pemeriksaan, ...]) -> Iterator[Finding]:
    for satu in daftar:
        yield from satu(bahan)


def _sama(bahan: Bahan) -> Iterator[Finding]:
    if bahan.sama:
        yield Finding(
            "BERKAS-SAMA", Severity.NOTE, f"Berkas yang sama sudah diterapkan {bahan.sama}.",
            "Tidak ada yang perlu dilakukan.",
        )  # fmt: skip


def _ringkas(temuan: Iterable[Finding]) -> Iterator[Finding]:
    """A file with thousands of the same fault is told so once."""
    hitung: Counter[tuple[str, Severity]] = Counter()
    for satu in temuan:
        hitung[satu.code, satu.severity] += 1
        if hitung[satu.code, satu.severity] <= PALING_BANYAK:
            yield satu
    for (kode, berat), banyak in hitung.items():
        if banyak > PALING_BANYAK:
            yield Finding(
                kode, berat, f"Masih ada {banyak - PALING_BANYAK} temuan lain dengan kode {kode}.",
                "Perbaiki penyebabnya, lalu unggah ulang.", seen=f"+{banyak - PALING_BANYAK}",
            )  # fmt: skip
