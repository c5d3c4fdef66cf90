"""What checks and plan look at: the parsed file, what was asked for, the DIPA as it is."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import Satker
from accounts.permissions import Permission
from budget.snapshot import PotretDipa, RevisiPotret
from budget.states import JenisUnggahan
from budget.uploads.parsed import BarisBerkas, Isi

_SINGKATAN = (
    (re.compile(r"\bkomisi pemilihan umum\b"), "kpu"),
    (re.compile(r"\b(?:kabupaten|kab)\b"), "kab"),
    (re.compile(r"\b(?:provinsi|propinsi|prov|prop)\b"), "provinsi"),
)


@dataclass(frozen=True)
class Permintaan:
    """What somebody asks for with a file.

    revisi: the DIPA revision that it belongs to, None for the one in force; the dates make a new one.
    jangkauan: the satker and all below it; boleh: what whoever uploads may do there.
    """

    satker: Satker
    tahun: int
    bulan: int
    revisi: int | None = None
    tanggal: date | None = None
    tanggal_posting_span: date | None = None
    jangkauan: tuple[Satker, ...] = ()
    boleh: frozenset[Permission] = frozenset()


@dataclass(frozen=True)
class Sasaran:
    """The revision that an upload writes to. lama: as it is stored; None when it is not there yet."""

    nomor: int
    lama: RevisiPotret | None

    @property
    def berisi(self) -> bool:
        """Whether it has lines, so that the pagu of the file must be its pagu."""
        return self.lama is not None and bool(self.lama.daun)

    @property
    def hanya_jumlah(self) -> bool:
        """Whether it is known by its total alone."""
        return self.lama is not None and [satu.level for satu in self.lama.baris] == ["total"]


@dataclass(frozen=True)
class Bahan:
    """Everything together. dipa: satker id -> its DIPA year; sama: when the same bytes were applied."""

    isi: Isi
    permintaan: Permintaan
    dipa: dict[int, PotretDipa]
    sama: str = ""

    @property
    def potret(self) -> PotretDipa:
        """The DIPA year of the satker itself."""
        return self.dipa[self.permintaan.satker.pk]

    @cached_property
    def sasaran(self) -> Sasaran:
        """Where a template or an FA Detail goes: the revision named, the one in force, or DIPA awal."""
        nomor = self.permintaan.revisi
        if nomor is None:
            nomor = self.potret.berlaku.nomor if self.potret.berlaku else 0
        return Sasaran(nomor, self.potret.nomor(nomor))

    @property
    def rekap(self) -> bool:
        """Whether the file speaks for many satker."""
        return self.isi.jenis == JenisUnggahan.REKAP

    @cached_property
    def satker_rekap(self) -> list[tuple[BarisBerkas, Satker]]:
        """The rows of a recap whose satker is known, each satker once."""
        return satker_dalam_rekap(self.isi, self.permintaan)


def satker_dalam_rekap(isi: Isi, permintaan: Permintaan) -> list[tuple[BarisBerkas, Satker]]:
    """The rows of a recap whose satker is among those below, each satker once; by code, else by name."""
    dikenal = {satu.kode: satu for satu in permintaan.jangkauan}
    dikenal |= {nama: satu for satu in permintaan.jangkauan for nama in nama_satker(satu)}
    hasil: dict[int, tuple[BarisBerkas, Satker]] = {}
    for baris in isi.baris:
        satker = dikenal.get(baris.kode) or dikenal.get(ringkas(baris.uraian))
        if satker is not None:
            hasil.setdefault(satker.pk, (baris, satker))
    return list(hasil.values())


def ringkas(nama: str) -> str:
    """A satker's name as it is compared: `KPU Kabupaten X` is `KPU Kab. X`."""
    polos = " ".join(re.sub(r"[^\w]+", " ", nama.casefold()).split())
    for pola, singkat in _SINGKATAN:
        polos = pola.sub(singkat, polos)
    return polos


def nama_satker(satker: Satker) -> set[str]:
    """The names by which a satker is known."""
    return {ringkas(satker.nama), ringkas(satker.nama_panjang)}
