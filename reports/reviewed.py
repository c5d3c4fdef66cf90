"""Which text a finished reviu is of: its statement stands in that one report and in no later text."""

from dataclasses import replace

from django.urls import reverse

from reports import statements
from reports.document import Bagian, Celah, Dokumen, TandaTangan
from reports.frozen import sidik, to_json
from reports.models import LaporanKinerja, Reviu

PERNYATAAN = "depan.pernyataan-reviu"
#: What a signature and the reviu itself add, which no reviu reads.
DI_LUAR_REVIU = (PERNYATAAN, "depan.pengesahan")
USANG = "Pernyataan Telah Direviu tidak dimuat, karena reviu yang selesai adalah atas teks yang lama."


def sidik_reviu(dokumen: Dokumen) -> str:
    """The fingerprint of all that a reviu reads: the same before and after the report is signed."""
    depan = tuple(_tanpa_penanda(satu) for satu in dokumen.depan if satu.kunci not in DI_LUAR_REVIU)
    dibaca = replace(dokumen, depan=depan, status="", disahkan=False, uji=False, tanggal=None, angka=())
    return sidik(to_json(dibaca))


def _tanpa_penanda(bagian: Bagian) -> Bagian:
    """A section without its signature, or the gap that stands in its place, which come last."""
    if bagian.kunci == "depan.kata-pengantar" and isinstance(bagian.blok[-1], TandaTangan | Celah):
        return replace(bagian, blok=bagian.blok[:-1])
    return bagian


def dengan_reviu(dokumen: Dokumen, laporan: LaporanKinerja, reviu: Reviu) -> Dokumen:
    """The document with the statement of its finished reviu, or with a gap when that is of another text."""
    *awal, pengantar, ikhtisar = dokumen.depan
    if reviu.sidik_naskah == sidik_reviu(dokumen):
        isi = statements.pernyataan_reviu(laporan, reviu)
        awal.append(Bagian(PERNYATAAN, "Pernyataan Telah Direviu", isi))
    else:
        url = reverse("reports:reviu", args=[laporan.satker.slug, laporan.tahun])
        pengantar = replace(pengantar, blok=(Celah(USANG, url, hal="usang"), *pengantar.blok))
    return replace(dokumen, depan=(*awal, pengantar, ikhtisar))
