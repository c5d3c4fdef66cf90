"""The Word copy of the LKj, made with python-docx, which an installation may do without.

A copy to work on, not the report: what is signed and can be checked is the PDF. It is made from the same
tree: headings with a table of contents that is filled, captions, repeated table heads, landscape sections.
"""

from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from importing.values import clean
from reports.document import (
    Bab,
    BaganOrganisasi,
    Bagian,
    Blok,
    Celah,
    Daftar,
    Dokumen,
    Entri,
    Foto,
    Gambar,
    Identitas,
    Kalimat,
    Kotak,
    LembarPengesahan,
    Paragraf,
    Rumus,
    Subjudul,
    Tabel,
    TandaTangan,
    Teks,
    blok_dokumen,
)
from reports.pictures import foto_dokumen
from reports.word_frame import LEBAR, Kerangka
from reports.word_pictures import pictures
from reports.word_xml import W, bidang, nama_penanda, perintah, run, tabel_xml

Progress = Callable[[int, str], None]


def available() -> bool:
    """Whether the extra `docx` is installed."""
    return all(find_spec(name) for name in ("docx", "pypdfium2"))


def salinan_word(dokumen: Dokumen, progress: Progress = lambda percent, step: None) -> bytes:
    """The report as .docx; `progress` is told percent (0-100) and the step in words."""
    progress(20, "Menggambar grafik")
    svg = [satu.svg for satu in blok_dokumen(dokumen) if isinstance(satu, Gambar)]
    penulis = _Penulis(dokumen, dict(zip(svg, pictures(svg, dokumen.tanggal_berkas), strict=True)))
    progress(60, "Menulis dokumen Word")
    return penulis.tulis()


class _Penulis(Kerangka):
    """Writes one document, from the first section to the last."""

    def __init__(self, dokumen: Dokumen, gambar: dict[str, bytes]) -> None:
        super().__init__(dokumen)
        self._png, self._foto_isi = gambar, foto_dokumen(dokumen)

    def tulis(self) -> bytes:
        """The bytes of the whole."""
        self._sampul()
        self._lembar_baru("tegak", "lowerRoman", mulai=1)
        for ke, bagian in enumerate(self._dokumen.depan):
            self._judul(bagian.judul, 1, bagian.kunci, baru=ke > 0)
            self._blok(bagian.blok)
        self._daftar_isi()
        for ke, bab in enumerate((*self._dokumen.bab, *self._dokumen.lampiran)):
            self._bab(bab, awal=ke == 0)
        self._sifat()
        stream = BytesIO()
        self._isi.save(stream)
        return stream.getvalue()

    def _sampul(self) -> None:
        self._halaman(self._isi.sections[0], "tegak")
        isi = self._dokumen
        for teks, besar, sebelum in (
            ("Sekretariat", 14, 120), (isi.nama_panjang, 16, 0), ("LAPORAN KINERJA", 30, 140),
            (f"TAHUN {isi.tahun}", 30, 0), ("" if isi.disahkan else f"Status: {isi.status}", 11, 140),
        ):  # fmt: skip
            paragraf = self._paragraf((Teks(teks, "strong"),))
            paragraf.alignment = self._docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
            paragraf.paragraph_format.space_before = self._docx.shared.Pt(sebelum)
            for huruf in paragraf.runs:
                huruf.font.size = self._docx.shared.Pt(besar)

    # Contents

    def _daftar_isi(self) -> None:
        """The contents and both lists, filled; the numbers of their pages are fields, counted on opening."""
        self._judul("Daftar Isi", 1, "daftar-isi", baru=True)
        entri = [(1, satu.judul, satu.kunci) for satu in self._dokumen.depan]
        for bab in (*self._dokumen.bab, *self._dokumen.lampiran):
            entri.append((1, f"{bab.nomor} {bab.judul}", bab.kunci))
            entri += [baris for satu in bab.bagian if satu.judul for baris in _entri(satu, 2)]
        for tingkat, teks, kunci in entri:
            self._entri(tingkat, teks, kunci)
        for judul, kunci, daftar in (
            ("Daftar Tabel", "daftar-tabel", self._dokumen.daftar_tabel),
            ("Daftar Gambar", "daftar-gambar", self._dokumen.daftar_gambar),
        ):
            self._judul(judul, 1, kunci, baru=kunci == "daftar-tabel")
            self._daftar_entri(daftar)

    def _daftar_entri(self, daftar: Sequence[Entri]) -> None:
        for satu in daftar:
            self._entri(2, f"{satu.nomor} {satu.judul}", satu.kunci)

    def _entri(self, tingkat: int, teks: str, kunci: str) -> Any:
        """A line that leads to a heading or caption, with the number of its page."""
        paragraf = self._isi.add_paragraph(style=f"toc {tingkat}")
        halaman = "".join(
            [
                bidang("begin"),
                perintah(f"PAGEREF {nama_penanda(kunci)} \\h"),
                bidang("separate"),
                run("…"),
                bidang("end"),
            ]
        )
        paragraf._p.append(
            self._elemen(
                f'<w:hyperlink {W} w:anchor="{nama_penanda(kunci)}" w:history="1">{run(teks)}'
                f"<w:r><w:tab/></w:r>{halaman}</w:hyperlink>"
            )
        )
        return paragraf

    # The text

    def _bab(self, bab: Bab, *, awal: bool) -> None:
        lanjut = not awal and bab.orientasi == self._orientasi
        if not lanjut:
            self._lembar_baru(bab.orientasi, mulai=1 if awal else None)
        self._judul(f"{bab.nomor} {bab.judul}", 1, bab.kunci, baru=lanjut)
        for bagian in bab.bagian:
            self._bagian(bagian, 2)

    def _bagian(self, bagian: Bagian, tingkat: int) -> None:
        if bagian.judul:
            self._judul(f"{bagian.nomor} {bagian.judul}".strip(), tingkat, bagian.kunci)
        self._blok(bagian.blok)
        for anak in bagian.anak:
            self._bagian(anak, tingkat + 1)

    def _judul(self, teks: str, tingkat: int, kunci: str, *, baru: bool = False) -> None:
        judul = self._isi.add_heading(clean(teks), tingkat)
        judul.paragraph_format.page_break_before = baru
        self._tandai(judul, kunci)

    def _blok(self, blok: Iterable[Blok]) -> None:
        for satu in blok:
            if not isinstance(satu, Celah):
                getattr(self, f"_{satu.templat}")(satu)

    def _paragraf(self, isi: Kalimat | Paragraf, style: str | None = None) -> Any:
        paragraf = self._isi.add_paragraph(style=style)
        self._tulis(paragraf, isi.isi if isinstance(isi, Paragraf) else isi)
        return paragraf

    def _subjudul(self, blok: Subjudul) -> None:
        self._tulis(self._isi.add_heading("", 3 + blok.jenjang), blok.isi)

    def _daftar(self, blok: Daftar) -> None:
        """A list; its numbers are written out, so that every list begins at its own first."""
        for ke, butir in enumerate(blok.butir):
            nomor = (f"{chr(ord('a') + ke)}." if blok.huruf else f"{ke + 1}.") if blok.urut else "•"
            paragraf = self._paragraf((Teks(f"{nomor}\t"), *butir))
            paragraf.paragraph_format.left_indent = self._docx.shared.Pt(20)
            paragraf.paragraph_format.first_line_indent = self._docx.shared.Pt(-20)
            paragraf.paragraph_format.tab_stops.add_tab_stop(self._docx.shared.Pt(20))
            paragraf.paragraph_format.space_after = self._docx.shared.Pt(3)

    def _rumus(self, blok: Rumus) -> None:
        isi = f"{blok.kiri} = ({blok.pembilang}) / {blok.penyebut} × 100%"
        self._paragraf((Teks(f"{blok.nama}: ", "strong"), Teks(isi)))

    def _gambar(self, blok: Gambar) -> None:
        paragraf = self._isi.add_paragraph()
        paragraf.paragraph_format.keep_with_next = True
        lebar = self._docx.shared.Twips(LEBAR["tegak"])
        gambar = paragraf.add_run().add_picture(BytesIO(self._png[blok.svg]), width=lebar)
        gambar._inline.docPr.set("descr", blok.judul)
        self._keterangan(blok.nomor, blok.judul, blok.kunci)
        self._sumber(blok.sumber)

    def _foto(self, blok: Foto) -> None:
        """A picture that somebody uploaded, as large as the page lets it be at 150 dots an inch."""
        lebar = min(blok.lebar * 1440 // 150, LEBAR["tegak"], 10_000 * blok.lebar // blok.tinggi)
        isi = BytesIO(self._foto_isi[blok.sha256].isi)
        paragraf = self._isi.add_paragraph()
        paragraf.paragraph_format.keep_with_next = True
        gambar = paragraf.add_run().add_picture(isi, width=self._docx.shared.Twips(lebar))
        gambar._inline.docPr.set("descr", clean(blok.alt or blok.judul))
        self._keterangan(blok.nomor, blok.judul, blok.kunci)

    def _bagan(self, blok: BaganOrganisasi) -> None:
        self._kotak(blok.akar, 0)
        self._keterangan(blok.nomor, blok.judul, blok.kunci)

    def _kotak(self, kotak: Kotak, dalam: int) -> None:
        nama = f"{kotak.nama}: {kotak.keterangan}" if kotak.keterangan else kotak.nama
        paragraf = self._paragraf((Teks(nama, "" if dalam > 1 else "strong"),))
        paragraf.paragraph_format.left_indent = self._docx.shared.Pt(18 * dalam)
        paragraf.paragraph_format.space_after = self._docx.shared.Pt(1)
        for anak in kotak.anak:
            self._kotak(anak, dalam + 1)

    def _identitas(self, blok: Identitas) -> None:
        for label, isi in blok.pasangan:
            paragraf = self._paragraf((Teks(f"{label}\t: {isi}"),))
            paragraf.paragraph_format.tab_stops.add_tab_stop(self._docx.shared.Pt(90))

    def _tanda_tangan(self, blok: TandaTangan) -> None:
        """The blocks beside each other, on one page; a single one stands to the right."""
        kosong = 1 if len(blok.penanda) == 1 else 0
        tabel = self._isi.add_table(rows=1, cols=len(blok.penanda) + kosong)
        baris = tabel.rows[0]
        baris._tr.get_or_add_trPr().append(self._elemen(f"<w:cantSplit {W}/>"))
        for ke, (sel, satu) in enumerate(zip(baris.cells[kosong:], blok.penanda, strict=True)):
            akhir = ke == len(blok.penanda) - 1
            atas = [
                blok.tempat_tanggal if akhir else "",
                f"{satu.peran}," if satu.peran else "",
                satu.sebutan,
            ]
            for teks in ("\n".join(atas).strip("\n") if akhir else "\n".join(atas), "\n\n", satu.nama):
                paragraf = sel.add_paragraph()
                paragraf.alignment = self._docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
                paragraf.paragraph_format.keep_with_next = True
                paragraf.add_run(clean(teks)).bold = teks == satu.nama

    def _lembar_pengesahan(self, blok: LembarPengesahan) -> None:
        """In words: a copy that can be written in bears no code and no signature."""
        kalimat = (
            f"Laporan ini, versi {blok.versi}, disahkan secara elektronik oleh {blok.sebutan}, {blok.nama} "
            f"({blok.tempat_tanggal}). Tanda tangan elektronik melekat pada berkas PDF; naskah ini adalah "
            f"salinan. Keasliannya diperiksa di {blok.alamat}."
        )
        self._paragraf((Teks(kalimat),))

    def _tabel(self, blok: Tabel) -> None:
        sebelum = self._orientasi
        if blok.orientasi != sebelum and blok.orientasi == "mendatar":
            self._lembar_baru("mendatar")
        if blok.bernomor:
            self._keterangan(blok.nomor, blok.judul, blok.kunci, di_atas=True)
        self._isi.element.body.insert(-1, self._elemen(tabel_xml(blok, LEBAR[self._orientasi])))
        self._sumber("".join(satu.isi for satu in blok.catatan), "Catatan")
        self._sumber(blok.sumber)
        if self._orientasi != sebelum:
            self._lembar_baru(sebelum)
        else:
            self._isi.add_paragraph().paragraph_format.space_after = self._docx.shared.Pt(0)

    def _keterangan(self, nomor: str, judul: str, kunci: str, *, di_atas: bool = False) -> None:
        paragraf = self._isi.add_paragraph(clean(f"{nomor} {judul}"), style="Caption")
        paragraf.paragraph_format.keep_with_next = di_atas
        self._tandai(paragraf, kunci)

    def _sumber(self, isi: str, label: str = "Sumber") -> None:
        if isi:
            huruf = self._isi.add_paragraph().add_run(clean(f"{label}: {isi}"))
            huruf.font.size, huruf.italic = self._docx.shared.Pt(9), True


def _entri(bagian: Bagian, tingkat: int) -> list[tuple[int, str, str]]:
    """A section of the contents and those under it that have a title."""
    isi = [(tingkat, f"{bagian.nomor} {bagian.judul}".strip(), bagian.kunci)]
    return isi + [baris for anak in bagian.anak if anak.judul for baris in _entri(anak, tingkat + 1)]
