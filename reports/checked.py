"""The report as it stands, composed and checked: what preview, findings, editors and downloads show."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import get_script_prefix

from reports.build import document_of, susun
from reports.check_display import dengan_temuan
from reports.checks.gate import HasilPeriksa, hasil_periksa_dokumen
from reports.document import Dokumen
from reports.html import render_body
from reports.models import LaporanKinerja
from reports.pdf import data_json
from reports.queries import WITH_PARTIES, kumpulkan
from reports.remembered import Remembered
from reports.sheets import isi_tabel
from reports.states import TERTANDA


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


#: A document of 5,000 cells takes 3 MB of a web process.
terakhir: Remembered[Terperiksa] = Remembered(most=4)


def terperiksa(laporan: LaporanKinerja) -> Terperiksa:
    """A report as its data are now, made anew when anything that it was made from is another now."""

    def buat() -> Terperiksa:
        kini = _terkini(laporan)
        bahan = kumpulkan(kini)
        dokumen = susun(bahan)
        hasil = hasil_periksa_dokumen(bahan, dokumen)
        return Terperiksa(dokumen, hasil, dengan_temuan(dokumen, kini, hasil))

    return terakhir((get_script_prefix(), laporan.pk, "kini"), buat)


def pratinjau(laporan: LaporanKinerja) -> Terperiksa:
    """What the preview shows: the same, or the document as it was signed, in which nothing is found."""
    if laporan.status not in TERTANDA:
        return terperiksa(laporan)

    def buat() -> Terperiksa:
        dokumen = document_of(_terkini(laporan))
        return Terperiksa(dokumen, HasilPeriksa((), {}), dokumen)

    return terakhir((get_script_prefix(), laporan.pk, "tertanda"), buat)


def _terkini(laporan: LaporanKinerja) -> LaporanKinerja:
    return LaporanKinerja.objects.select_related(*WITH_PARTIES).get(pk=laporan.pk)
