"""The three kinds of file and the words by which their columns are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budget.states import JenisUnggahan
from budget.uploads.header import Kamus, cari_kepala
from budget.uploads.parsed import Kepala, Kolom
from importing.book import Sheet

_PAGU = dict.fromkeys(("pagu", "pagu anggaran", "pagu dipa", "pagu revisi", "jumlah pagu"), Kolom.PAGU)
_REALISASI = dict.fromkeys(
    (
        "realisasi", "realisasi anggaran", "realisasi sp2d", "sp2d", "realisasi sd bulan ini",
        "realisasi sd bulan", "realisasi sd periode",
    ),
    Kolom.REALISASI,
)  # fmt: skip
_PERSEN = dict.fromkeys(
    (
        "%", "persen", "persentase", "% realisasi", "realisasi %", "persen realisasi", "persentase realisasi",
        "% serapan", "serapan", "persentase serapan",
    ),
    Kolom.PERSEN,
)  # fmt: skip
_SISA = dict.fromkeys(
    ("sisa", "sisa anggaran", "sisa pagu", "sisa dana", "sisa anggaran sp2d", "sisa sp2d"), Kolom.SISA
)

KAMUS: dict[JenisUnggahan, Kamus] = {
    JenisUnggahan.FA_DETAIL: Kamus(
        {
            **dict.fromkeys(("pagu revisi", "pagu"), Kolom.PAGU),
            "lock pagu": Kolom.LOCK,
            "periode lalu": Kolom.LALU,
            "periode ini": Kolom.INI,
            **dict.fromkeys(("sd periode", "sampai dengan periode"), Kolom.REALISASI),
            **_PERSEN,
            **_SISA,
        },
        frozenset({Kolom.PAGU, Kolom.INI}),
        frozenset({Kolom.PAGU, Kolom.REALISASI, Kolom.SISA}),
    ),
    JenisUnggahan.REKAP: Kamus(
        {
            **dict.fromkeys(("satker", "nama satker", "satuan kerja", "nama satuan kerja"), Kolom.SATKER),
            **dict.fromkeys(("kode satker", "kode"), Kolom.KODE),
            **_PAGU,
            **_REALISASI,
            **_PERSEN,
            **_SISA,
        },
        frozenset({Kolom.SATKER, Kolom.PAGU}),
        frozenset({Kolom.SATKER, Kolom.PAGU, Kolom.REALISASI}),
    ),
    JenisUnggahan.TEMPLATE: Kamus(
        {
            **dict.fromkeys(("kode", "kode lengkap"), Kolom.KODE),
            **dict.fromkeys(("uraian", "uraian kegiatan"), Kolom.URAIAN),
            **_PAGU,
            **_REALISASI,
            **_PERSEN,
            **_SISA,
        },
        frozenset({Kolom.KODE, Kolom.PAGU}),
        frozenset({Kolom.KODE, Kolom.URAIAN, Kolom.PAGU, Kolom.REALISASI}),
    ),
}


@dataclass(frozen=True)
class Calon:
    """A sheet whose header tells its kind."""

    jenis: JenisUnggahan
    lembar: Sheet
    kepala: Kepala

    @property
    def kamus(self) -> Kamus:
        """The words of its kind."""
        return KAMUS[self.jenis]

    @property
    def kurang(self) -> list[Kolom]:
        """The columns that it cannot do without and does not have."""
        return sorted(self.kamus.wajib - self.kepala.kolom.keys(), key=list(Kolom).index)


def calon(lembar: Sequence[Sheet]) -> Iterator[Calon]:
    """The sheets that hold a table of a known kind; each is of one kind, the most telling first."""
    for satu in lembar:
        for jenis, kamus in KAMUS.items():
            if kepala := cari_kepala(satu, kamus):
                yield Calon(jenis, satu, kepala)
                break
