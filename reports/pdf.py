"""The LKj as a PDF: its page and the tree it was made from, attached as JSON."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from kinerja.angka import romawi
from printing.parts import Part, Printing, Progress, Sheet, printing
from printing.pdf import Attached, Pdf, RenderFailed
from reports.document import Dokumen
from reports.html import render_frame, render_part, stylesheet
from reports.parts import Potongan, potong_bab
from reports.pictures import foto_dokumen

DATA_NAME = "data-lkj.json"
#: How often the lists are laid out at most: the numbers of their own pages settle at the second or third.
SETTLED = 4


def render_pdf(dokumen: Dokumen, progress: Progress = lambda percent, step: None) -> Pdf:
    """Lay out and write the report; `progress` is told percent (0-100) and the step in words.

    Only the parts that differ from what this process printed before are laid out. The PDF bears the date of
    the report, so that the same data gives the same bytes. RenderFailed.
    """
    data = lampiran_data(dokumen)
    with printing(
        stylesheet(), tanggal=dokumen.tanggal_berkas, pictures=foto_dokumen(dokumen), progress=progress
    ) as cetak:
        muka = cetak.lay_out(render_part(dokumen, Potongan(sampul=True, depan=dokumen.depan)))
        potongan = [satu for bab in (*dokumen.bab, *dokumen.lampiran) for satu in potong_bab(bab)]
        isi = [cetak.lay_out(render_part(dokumen, satu)) for satu in potongan]
        badan = [lembar for satu in isi for lembar in satu.sheets]
        daftar = _daftar(cetak, dokumen, muka.sheets[1:], badan)
        bingkai = render_frame(
            dokumen,
            list(_judul_berjalan([*muka.sheets[1:], *daftar.sheets])),
            [(judul, satu.sideways) for judul, satu in zip(_judul_berjalan(badan), badan, strict=True)],
        )
        return cetak.join(bingkai, [muka, daftar, *isi], [data])


def _daftar(cetak: Printing, dokumen: Dokumen, muka: Sequence[Sheet], badan: Sequence[Sheet]) -> Part:
    """The lists of contents, tables and pictures with the page of each entry; they list themselves too.

    RenderFailed: they grow and shrink by the numbers they print, so that no numbers are right.
    """
    nomor_badan = _nomor(badan, str)
    nomor: dict[str, str] = {}
    for _ in range(SETTLED):
        daftar = cetak.lay_out(render_part(dokumen, Potongan(daftar=True), nomor))
        kini = nomor_badan | _nomor([*muka, *daftar.sheets], lambda ke: romawi(ke).lower())
        if kini == nomor:
            return daftar
        nomor = kini
    raise RenderFailed(
        "Nomor halaman pada Daftar Isi berubah-ubah pada setiap penataan. Persingkat atau perpanjang salah"
        " satu judul bagian, tabel, atau gambar, lalu buat PDF lagi."
    )


def _nomor(lembar: Sequence[Sheet], tulis: Callable[[int], str]) -> dict[str, str]:
    """The printed number of the sheet on which each key begins."""
    nomor: dict[str, str] = {}
    for ke, satu in enumerate(lembar, start=1):
        for kunci in satu.keys:
            nomor.setdefault(kunci, tulis(ke))
    return nomor


def _judul_berjalan(lembar: Sequence[Sheet]) -> Iterator[str]:
    """The running head of each sheet: the first chapter that begins on it, else the one it belongs to."""
    kini = ""
    for satu in lembar:
        yield satu.headings[0] if satu.headings else kini
        kini = satu.headings[-1] if satu.headings else kini


def lampiran_data(dokumen: Dokumen) -> Attached:
    """The tree of the document as a file inside the PDF."""
    return Attached(DATA_NAME, "Data Laporan Kinerja", data_json(dokumen))


def data_json(dokumen: Dokumen) -> bytes:
    """The document's tree as JSON, keys sorted: attached to the PDF and offered as a download.

    Without addresses of pages: they hold ids, which differ between databases with the same data.
    """
    isi = json.dumps(
        _tanpa_alamat(dokumen),
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return isi.encode()


def _tanpa_alamat(simpul: Any) -> Any:
    """The tree as lists and dicts; `asdict` would copy every word of it."""
    if isinstance(simpul, tuple):
        return [_tanpa_alamat(satu) for satu in simpul]
    nama = _bidang(type(simpul))
    return {satu: _tanpa_alamat(getattr(simpul, satu)) for satu in nama} if nama else simpul


@cache
def _bidang(kelas: type) -> tuple[str, ...]:
    """The fields of a class of the document that are no address; none of what is no dataclass."""
    return tuple(satu.name for satu in fields(kelas) if satu.name != "url") if is_dataclass(kelas) else ()
