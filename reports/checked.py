"""The report as it stands, composed and checked: what preview, findings, editors and downloads show.

What a change cannot have touched is not made again. Each part of the material is kept with the questions
that were asked for it (reports/remembered.py), each section of the document, with what was made of it, as
long as it is composed as it was (reports/unchanged.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import is_
from typing import Any

from django.urls import get_script_prefix

from reports import unchanged
from reports.build import document_of, susun
from reports.check_display import dengan_temuan
from reports.checks.gate import HasilPeriksa, alasan_tertulis
from reports.checks.run import periksa
from reports.document import Dokumen
from reports.html import render_body
from reports.models import LaporanKinerja
from reports.pdf import data_json
from reports.queries import PEMBACA, WITH_PARTIES, kumpulkan
from reports.remembered import Remembered, listening
from reports.sheets import isi_tabel
from reports.states import TERTANDA
from reports.unchanged import Dibuat, seperti_dulu


@dataclass(frozen=True)
class Terperiksa:
    """A document and what the checker finds in it; bertanda: the same with the findings in their places.

    What it is written as is made when it is first asked for: from the document alone, without the database.
    """

    dokumen: Dokumen
    hasil: HasilPeriksa
    bertanda: Dokumen

    @cached_property
    def body(self) -> str:
        """The preview."""
        return render_body(self.bertanda, links=True)

    @cached_property
    def data(self) -> bytes:
        """The document as JSON."""
        return data_json(self.dokumen)

    @cached_property
    def tabel(self) -> bytes:
        """Its tables as a workbook."""
        return isi_tabel(self.dokumen)


class Simpanan:
    """A report's row with the parts of its material that were read, and what was last made of them."""

    def __init__(self, laporan: LaporanKinerja) -> None:
        self._laporan = laporan
        self._bagian: Remembered[Any] = Remembered(most=len(PEMBACA) + 1)
        self._dibuat = Dibuat()
        # In one piece: another thread of the process never pairs these parts with what was made of others.
        self._terakhir: tuple[list[Any], Terperiksa] | None = None

    def terperiksa(self) -> Terperiksa:
        """The report of the parts as they are now; of the very same parts it is made once."""
        dari: list[Any] = []

        def ingat(nama: str, baca: Callable[[], Any]) -> Any:
            dari.append(self._bagian(nama, baca))
            return dari[-1]

        bahan = kumpulkan(self._laporan, ingat, self._dibuat)
        alasan = ingat("alasan", lambda: alasan_tertulis(self._laporan))
        if (terakhir := self._terakhir) and all(map(is_, dari, terakhir[0])):
            return terakhir[1]
        with listening() as lain:
            dokumen = seperti_dulu(self._laporan.pk, susun(bahan))
            hasil = HasilPeriksa(periksa(bahan, dokumen), alasan)
            terperiksa = Terperiksa(dokumen, hasil, dengan_temuan(dokumen, self._laporan, hasil))
        if lain:
            # The parts know now what none of their questions asks for.
            self._bagian.forget()
        else:
            self._terakhir = dari, terperiksa
        return terperiksa


#: A report of 5,000 cells takes 7 MB of a web process, its files included.
terakhir: Remembered[Simpanan] = Remembered(most=4)
tertanda: Remembered[Terperiksa] = Remembered(most=4)


def terperiksa(laporan: LaporanKinerja) -> Terperiksa:
    """A report as its data are now: of what it is made of, what is another now is made anew."""
    kunci = (get_script_prefix(), laporan.pk)
    return terakhir(kunci, lambda: Simpanan(_terkini(laporan))).terperiksa()


def pratinjau(laporan: LaporanKinerja) -> Terperiksa:
    """What the preview shows: the same, or the document as it was signed, in which nothing is found."""
    if laporan.status not in TERTANDA:
        return terperiksa(laporan)

    def buat() -> Terperiksa:
        dokumen = document_of(_terkini(laporan))
        return Terperiksa(dokumen, HasilPeriksa((), {}), dokumen)

    return tertanda((get_script_prefix(), laporan.pk), buat)


def lupakan() -> None:
    """Keep nothing of any report: the next is made of nothing but the database."""
    terakhir.forget()
    tertanda.forget()
    unchanged.forget()


def _terkini(laporan: LaporanKinerja) -> LaporanKinerja:
    return LaporanKinerja.objects.select_related(*WITH_PARTIES).get(pk=laporan.pk)
