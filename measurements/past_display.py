"""The grid of earlier years as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agreements.display import nilai_teks, target_teks
from agreements.grid_display import Sel, cells, hidden
from agreements.models import Indikator
from kinerja.angka import persen
from measurements.display import realisasi_teks
from measurements.figures import FigurIndikator
from measurements.models import CapaianLalu
from measurements.past_queries import TahunSebelum
from measurements.past_sheet import BarisLalu, as_typed, stored
from ui.addresses import address


@dataclass(frozen=True)
class BarisTahun:
    """A row: fields where it is typed here, else the figures and why they are not (`sebab`, with a link).

    nilai: target, realisasi and capaian in words, empty where unknown.
    """

    indikator: Indikator
    sel: tuple[Sel, ...] = ()
    lama: tuple[tuple[str, str], ...] = ()
    pemeriksaan: str = ""
    bergalat: bool = False
    nilai: tuple[tuple[str, str], ...] = ()
    catatan: str = ""
    sumber: str = ""
    sebab: str = ""
    url: str = ""
    ajakan: str = ""


@dataclass(frozen=True)
class BagianTahun:
    """The rows of an earlier year, and how many of them are known."""

    tahun: int
    baris: tuple[BarisTahun, ...]
    terisi: int


def typed_rows(semua: TahunSebelum, sent: Mapping[str, str]) -> list[BarisLalu]:
    """The cells that are typed on the page, newest year first; of the others those that somebody typed in."""
    return [
        baris
        for tahun in semua.tahun
        for satu in semua.indikator
        for teks in [as_typed(stored(semua.isi.get((satu.pk, tahun))))]
        for baris in [BarisLalu(satu, teks, teks, tahun=tahun)]
        if not semua.ditolak(baris.kunci) or _typed_in(baris, sent)
    ]


def without_field(semua: TahunSebelum) -> dict[str, dict[str, str]]:
    """Of each year, by the number of the indikator, why it is not typed here."""
    return {
        str(tahun): {
            str(satu.nomor): sebab for satu in semua.indikator if (sebab := semua.ditolak((satu.pk, tahun)))
        }
        for tahun in semua.tahun
    }


def _typed_in(baris: BarisLalu, sent: Mapping[str, str]) -> bool:
    """Whether a text was sent for a cell that was closed after its page was opened: it is not lost."""
    nama = zip(baris.names(), baris.names("lama"), strict=True)
    return any(sent.get(kini, "").strip() != sent.get(lama, "") for kini, lama in nama)


def year_parts(semua: TahunSebelum, ketikan: Sequence[BarisLalu], *, boleh: bool) -> list[BagianTahun]:
    """The page, year by year. boleh: whether its reader types."""
    menurut = {satu.kunci: satu for satu in ketikan} if boleh else {}
    hasil = []
    for tahun in semua.tahun:
        sel = [(satu, (satu.pk, tahun)) for satu in semua.indikator]
        baris = tuple(
            _field_row(menurut[satu]) if satu in menurut else _plain_row(semua, indikator, satu)
            for indikator, satu in sel
        )
        terisi = sum(satu in semua.isi or satu in semua.dihitung or satu in semua.warisan for _, satu in sel)
        hasil.append(BagianTahun(tahun, baris, terisi))
    return hasil


def _field_row(baris: BarisLalu) -> BarisTahun:
    return BarisTahun(baris.indikator, cells(baris), hidden(baris), baris.pemeriksaan, any(baris.galat))


def _plain_row(semua: TahunSebelum, indikator: Indikator, sel: tuple[int, int]) -> BarisTahun:
    if figur := semua.dihitung.get(sel):
        return _counted_row(indikator, figur)
    if lama := semua.warisan.get(sel):
        dari = lama.indikator.sasaran.perjanjian
        sebab = f"Dicatat pada halaman tahun {dari.tahun}."
        url = past_url(lama.indikator, lama.tahun)
        return _reported_row(indikator, lama, sebab, url, f"Buka halaman tahun {dari.tahun}")
    kunci = semua.terkunci.get(sel)
    return _reported_row(indikator, semua.isi.get(sel), kunci.kalimat if kunci and not semua.beku else "")


def _counted_row(indikator: Indikator, figur: FigurIndikator) -> BarisTahun:
    capaian = figur.capaian
    return BarisTahun(
        indikator,
        nilai=_named(
            target_teks(figur.indikator),
            realisasi_teks(figur),
            "" if capaian.persen is None else persen(capaian.persen),
        ),
        catatan=capaian.alasan.kalimat if capaian.alasan else "",
        sebab="Dihitung dari realisasi tahun itu, tidak diketik.",
        url=figur.indikator.get_absolute_url(),
        ajakan=f"Buka indikator tahun {figur.tahun}",
    )


def _reported_row(
    indikator: Indikator, satu: CapaianLalu | None, sebab: str, url: str = "", ajakan: str = ""
) -> BarisTahun:
    if satu is None:
        return BarisTahun(indikator, nilai=_named("", "", ""), sebab=sebab)
    return BarisTahun(
        indikator,
        nilai=_named(
            nilai_teks(satu.target, indikator.satuan),
            nilai_teks(satu.realisasi, indikator.satuan),
            "" if satu.capaian is None else persen(satu.capaian),
        ),
        catatan=satu.catatan, sumber=satu.sumber, sebab=sebab, url=url, ajakan=ajakan,
    )  # fmt: skip


def _named(*nilai: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip(("Target", "Realisasi", "Capaian"), nilai, strict=True))


def past_url(indikator: Indikator, tahun: int | None = None) -> str:
    """The page of the years before the PK of an indikator, of exactly its version, at an earlier year."""
    perjanjian = indikator.sasaran.perjanjian
    halaman = address("measurements:capaian_lalu", perjanjian.satker.slug, perjanjian.tahun)
    return f"{halaman}?versi={perjanjian.versi}#tahun-{tahun or perjanjian.tahun - 1}"
