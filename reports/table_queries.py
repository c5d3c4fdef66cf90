"""The tables and pictures of an indikator as their pages read them."""

from dataclasses import dataclass

from accounts.models import User
from agreements.models import Indikator
from measurements.figures import FigurIndikator
from measurements.lineage import garis
from measurements.models import DrafTabel, TabelPendukung
from measurements.tabel import Tabel as TabelData
from measurements.tabel import TabelRusak, baca_tabel
from reports.document import Celah, Tabel
from reports.linked import DataTautan, susun, tersedia
from reports.models import GambarNarasi, LaporanKinerja
from reports.narrative import ditempatkan
from reports.queries import BahanBertahap, laporan_terbaru
from reports.table_actions import draft_of, find_table, tables_of
from reports.table_edit import Ketikan
from reports.table_sheet import LembarTabel, dari_simpanan, kosong


@dataclass(frozen=True)
class BarisBahan:
    """A table on the page of an indikator: as it prints, or why it does not; whether the words place it."""

    tabel: TabelPendukung
    isi: TabelData | None
    data: Tabel | None
    galat: str
    ditempatkan: bool


@dataclass(frozen=True)
class BahanIndikator:
    """What supports an indikator: its tables, those removed, begun drafts, linkable data, pictures.

    laporan: the report that measures it, which holds the pictures; None where there is none yet.
    """

    tabel: list[BarisBahan]
    terhapus: list[TabelPendukung]
    draf_baru: list[DrafTabel]
    data: list[tuple[DataTautan, Tabel | None]]
    gambar: list[GambarNarasi]
    gambar_lain: list[GambarNarasi]
    ditempatkan: frozenset[str]
    laporan: LaporanKinerja | None


def bahan_indikator(indikator: Indikator, user: User) -> BahanIndikator:
    """Everything on the page of an indikator. The number of queries does not grow with its rows."""
    perjanjian = indikator.sasaran.perjanjian
    laporan = laporan_terbaru(perjanjian.satker, perjanjian.tahun)
    bahan, figur = material(indikator)
    semua, urut = tables_of(indikator), garis(indikator)
    letak = ditempatkan(satu.isi for satu in laporan.narasi.all()) if laporan else frozenset()
    if laporan and laporan.perjanjian_id != perjanjian.pk:
        laporan = None
    gambar = list(laporan.gambar.all()) if laporan else []
    kunci = {satu.kunci for satu in semua}
    draf = DrafTabel.objects.filter(user=user, indikator__in=urut)
    return BahanIndikator(
        [_baris(bahan, indikator, satu, letak) for satu in semua if satu.dihapus_pada is None],
        [satu for satu in semua if satu.dihapus_pada is not None],
        [satu for satu in draf if satu.kunci not in kunci],
        tersedia(bahan, figur),
        [satu for satu in gambar if satu.indikator_id == indikator.pk],
        [satu for satu in gambar if satu.indikator_id is None],
        letak,
        laporan,
    )


def material(indikator: Indikator) -> tuple[BahanBertahap, FigurIndikator]:
    """What a report on the indikator's PK is made of, read as far as it is asked for, and its figure."""
    perjanjian = indikator.sasaran.perjanjian
    bahan = BahanBertahap(
        LaporanKinerja(satker=perjanjian.satker, tahun=perjanjian.tahun, perjanjian=perjanjian)
    )
    return bahan, next(satu for satu in bahan.kinerja.indikator if satu.indikator.pk == indikator.pk)


def _baris(
    bahan: BahanBertahap, indikator: Indikator, tabel: TabelPendukung, letak: frozenset[str]
) -> BarisBahan:
    ada = tabel.kunci in letak
    if tabel.tautan:
        isi = susun(bahan, indikator.pk, tabel)
        return (
            BarisBahan(tabel, None, None, isi.pesan, ada)
            if isinstance(isi, Celah)
            else BarisBahan(tabel, None, isi, "", ada)
        )
    try:
        return BarisBahan(tabel, baca_tabel(tabel), None, "", ada)
    except TabelRusak as galat:
        return BarisBahan(tabel, None, None, str(galat), ada)


@dataclass(frozen=True)
class LembarSunting:
    """One table before the person who edits it."""

    tabel: TabelPendukung | None
    draf: DrafTabel | None

    @property
    def bertaut(self) -> bool:
        """Whether its cells are data."""
        return self.tabel is not None and bool(self.tabel.tautan)

    @property
    def tersimpan(self) -> LembarTabel | None:
        """The stored table as one would type it."""
        return dari_simpanan(self.tabel) if self.tabel else None

    @property
    def ketikan(self) -> Ketikan:
        """What the form shows: what was typed last, else what is stored."""
        if self.draf:
            return Ketikan.from_json(self.draf.isi)
        return Ketikan(self.tersimpan or kosong())

    @property
    def versi_tersimpan(self) -> int:
        """The version that is stored, 0 for none."""
        return self.tabel.versi if self.tabel else 0

    @property
    def versi(self) -> int:
        """The version on which the shown table stands."""
        return self.draf.versi if self.draf else self.versi_tersimpan

    @property
    def sumber(self) -> DrafTabel | TabelPendukung | None:
        """What the form is filled from, which names the post of the browser that brought it."""
        return self.draf or self.tabel

    @property
    def bentrok(self) -> bool:
        """Whether somebody saved after the draft was begun."""
        return self.draf is not None and self.draf.versi != self.versi_tersimpan


def lembar_sunting(indikator: Indikator, kunci: str, user: User) -> LembarSunting:
    """One table with the user's draft of it."""
    return LembarSunting(find_table(indikator, kunci), draft_of(indikator, kunci, user))
