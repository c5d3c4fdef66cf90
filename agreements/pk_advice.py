"""Advice while a PK is written: what usually is a slip, told as a warning that a reason may overrule.

Pure: rows in, sentences out. Each advice has a key, so that a reason stays with what it was given for.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kinerja.angka import bersatuan
from kinerja.capaian import SERATUS, Polaritas
from kinerja.metode import Metode
from kinerja.periode import Agregasi
from kinerja.rencana import tegur_rencana

#: Words of what one wants less of, and of what one wants more of (domain: PK, issue 6).
MENURUNKAN = re.compile(
    r"\b(tidak|penurunan|menurunnya|berkurangnya|sengketa|sisa|pelanggaran|keluhan|temuan|keterlambatan)\b",
    re.I,
)
MENAIKKAN = re.compile(r"\b(meningkatnya|peningkatan|kenaikan|kepuasan|kepatuhan|ketepatan)\b", re.I)
#: Methods that divide, whose way of counting therefore names what is divided by what.
MEMBAGI = (Metode.RASIO, Metode.RATA_RATA_RASIO, Metode.RASIO_GABUNGAN)
PEMBAGIAN = re.compile(
    r"\b(dibagi|dibanding(?:kan)?|terhadap|per|dari (?:jumlah|seluruh|total))\b|[/÷]", re.I
)


@dataclass(frozen=True)
class IndikatorDiuji:
    """What of an indikator advice is given on; `triwulan`: four targets, None where it is not measured."""

    pk: int
    nomor: int
    nama: str
    target: Decimal | None
    satuan: str
    polaritas: str
    metode: str
    cara_perhitungan: str
    agregasi: str
    rencana: Decimal | None
    triwulan: tuple[Decimal | None, ...]
    iku: int | None = None
    garis: int = 0


@dataclass(frozen=True)
class LaluDiuji:
    """An indikator of last year's PK, and the line that it is in."""

    nomor: int
    nama: str
    garis: int


@dataclass(frozen=True)
class IkuDiuji:
    """An IKU that some indikator should serve."""

    pk: int
    nama: str


@dataclass(frozen=True)
class Saran:
    """One advice; `indikator`: the id of the one it is about, None for the PK as a whole or its budget."""

    kunci: str
    kalimat: str
    indikator: int | None
    anggaran: bool = False


def saran(
    indikator: Sequence[IndikatorDiuji], iku: Iterable[IkuDiuji] = (), lalu: Sequence[LaluDiuji] = ()
) -> list[Saran]:
    """Every advice on a PK: by indikator in order, then the IKU that nothing serves."""
    hasil = [
        Saran(f"{nama}:{satu.pk}", kalimat, satu.pk)
        for satu in indikator
        for nama, periksa in PEMERIKSAAN.items()
        if (kalimat := periksa(satu))
    ]
    return [
        *hasil,
        *_kembar(indikator),
        *_terputus(indikator, lalu),
        *_tanpa_indikator(indikator, iku),
    ]


def inti(nama: str) -> str:
    """A wording without case, spaces and punctuation."""
    return " ".join(re.findall(r"\w+", nama.lower()))


def _polaritas(satu: IndikatorDiuji) -> str:
    turun, naik = MENURUNKAN.search(satu.nama), MENAIKKAN.search(satu.nama)
    if satu.polaritas == Polaritas.MAKSIMASI and turun and not naik:
        return (
            f"Kata “{turun[0]}” biasanya berarti makin rendah makin baik, sedangkan polaritasnya maksimasi."
        )
    if satu.polaritas == Polaritas.MINIMASI and naik and not turun:
        return f"Kata “{naik[0]}” biasanya berarti makin tinggi makin baik, sedangkan polaritasnya minimasi."
    return ""


def _target(satu: IndikatorDiuji) -> str:
    if satu.target is None:
        return ""
    if satu.target == 0:
        return (
            "Target 0 tidak menghasilkan capaian bila realisasinya di atas 0. Pastikan memang itu maksudnya."
        )
    if satu.satuan == "%" and satu.target > SERATUS:
        tertulis = bersatuan(satu.target, "%")
        return f"Target {tertulis} melebihi 100%. Pastikan persentase ini memang dapat melampaui seluruhnya."
    return ""


def _cara(satu: IndikatorDiuji) -> str:
    if satu.metode not in MEMBAGI or PEMBAGIAN.search(satu.cara_perhitungan):
        return ""
    return "Cara perhitungan belum menyebut apa yang dibagi dengan apa, sedangkan metodenya membagi."


def _rencana(satu: IndikatorDiuji) -> str:
    # That no quarter is measured is a lack, which no reason overrules (pk_gate).
    if satu.rencana is None or not any(nilai is not None for nilai in satu.triwulan):
        return ""
    return tegur_rencana(Agregasi(satu.agregasi), satu.rencana, satu.satuan, satu.triwulan)


#: Key -> what is looked at in one indikator; an empty sentence is no advice.
PEMERIKSAAN: dict[str, Callable[[IndikatorDiuji], str]] = {
    "polaritas": _polaritas,
    "target": _target,
    "cara": _cara,
    "rencana": _rencana,
}


def _kembar(indikator: Sequence[IndikatorDiuji]) -> list[Saran]:
    """Indikator whose wording is that of an earlier one, but for case, spaces and punctuation."""
    dikenal: dict[str, IndikatorDiuji] = {}
    hasil = []
    for satu in indikator:
        kata = inti(satu.nama)
        if kata in dikenal:
            kalimat = f"Rumusannya sama dengan indikator {dikenal[kata].nomor}. Pastikan keduanya berbeda."
            hasil.append(Saran(f"kembar:{satu.pk}", kalimat, satu.pk))
        dikenal.setdefault(kata, satu)
    return hasil


def _terputus(indikator: Sequence[IndikatorDiuji], lalu: Sequence[LaluDiuji]) -> list[Saran]:
    """Indikator worded as one of last year's that none goes on with."""
    garis = {satu.garis for satu in indikator}
    bebas = {inti(satu.nama): satu for satu in lalu if satu.garis not in garis}
    menyambung = {satu.garis for satu in lalu}
    return [
        Saran(
            f"lanjutan:{satu.pk}",
            f"Rumusannya sama dengan indikator {lama.nomor} tahun lalu. Nyatakan pada lembarnya bahwa ini"
            " lanjutannya, supaya capaian keduanya dibandingkan.",
            satu.pk,
        )
        for satu in indikator
        if satu.garis not in menyambung and (lama := bebas.get(inti(satu.nama)))
    ]


def _tanpa_indikator(indikator: Sequence[IndikatorDiuji], iku: Iterable[IkuDiuji]) -> list[Saran]:
    dilayani = {satu.iku for satu in indikator}
    return [
        Saran(f"iku:{satu.pk}", f"Belum ada indikator yang mendukung IKU “{satu.nama}”.", None)
        for satu in iku
        if satu.pk not in dilayani
    ]
