"""The Word copy of the LKj: the one door to python-docx, which an installation may do without.

A copy to work on, not the report: what is signed and can be checked is the PDF. It is made from the same
tree: headings with a table of contents that is filled, captions, repeated table heads, landscape sections.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from html import escape
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from importing.values import clean
from reports.document import (
    Bab,
    BaganOrganisasi,
    Bagian,
    Baris,
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
    Rujukan,
    Rumus,
    Sel,
    Subjudul,
    Tabel,
    TandaTangan,
    Teks,
    blok_dokumen,
)
from reports.pictures import foto_dokumen
from reports.word_pictures import pictures

Progress = Callable[[int, str], None]
#: Twips: the width of the text of a page, upright and on its side.
LEBAR = {"tegak": 9070, "mendatar": 13890}
NAVY, GARIS, DASAR = "12355B", "B8C2CC", "EEF2F6"
RATA = {"kiri": "left", "kanan": "right", "tengah": "center", "kode": "left"}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


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


class _Penulis:
    """Writes one document, from the first section to the last."""

    def __init__(self, dokumen: Dokumen, gambar: dict[str, bytes]) -> None:
        import docx  # noqa: PLC0415  (an extra, and slow)

        self._docx: Any = docx
        self._isi: Any = docx.Document()
        self._dokumen, self._png, self._foto_isi = dokumen, gambar, foto_dokumen(dokumen)
        self._orientasi = "tegak"
        self._penanda = 0

    def tulis(self) -> bytes:
        """The bytes of the whole."""
        self._gaya()
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

    # The frame

    def _gaya(self) -> None:
        """Fonts, colours and distances of the styles that are used."""
        pt, warna = self._docx.shared.Pt, self._docx.shared.RGBColor.from_string
        biasa = self._isi.styles["Normal"]
        biasa.font.name, biasa.font.size = "Calibri", pt(11)
        biasa.paragraph_format.space_after, biasa.paragraph_format.line_spacing = pt(6), 1.15
        for nama, besar in (
            ("Heading 1", 18),
            ("Heading 2", 14),
            ("Heading 3", 12),
            ("Heading 4", 11),
            ("Heading 5", 11),
        ):
            gaya = self._isi.styles[nama]
            gaya.element.rPr.rFonts.attrib.clear()  # of the theme
            gaya.font.name, gaya.font.size, gaya.font.color.rgb = "Calibri", pt(besar), warna(NAVY)
            gaya.font.italic = False
            gaya.paragraph_format.space_before, gaya.paragraph_format.space_after = pt(14), pt(6)
        caption = self._isi.styles["Caption"]
        caption.font.size, caption.font.bold, caption.font.color.rgb = pt(10), True, warna(NAVY)
        for tingkat in (1, 2, 3):
            gaya = self._isi.styles.add_style(f"toc {tingkat}", self._docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
            gaya.base_style, gaya.font.bold = biasa, tingkat == 1
            gaya.paragraph_format.left_indent = pt(14 * (tingkat - 1))
            gaya.paragraph_format.space_after = pt(2)
            gaya.paragraph_format.tab_stops.add_tab_stop(
                self._docx.shared.Twips(LEBAR["tegak"]),
                self._docx.enum.text.WD_TAB_ALIGNMENT.RIGHT,
                self._docx.enum.text.WD_TAB_LEADER.DOTS,
            )

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
            for run in paragraf.runs:
                run.font.size = self._docx.shared.Pt(besar)

    def _halaman(self, section: Any, orientasi: str) -> None:
        """A4 with its margins, upright or on its side."""
        mm = self._docx.shared.Mm
        orient = self._docx.enum.section.WD_ORIENT
        panjang = (mm(210), mm(297)) if orientasi == "tegak" else (mm(297), mm(210))
        section.orientation = orient.PORTRAIT if orientasi == "tegak" else orient.LANDSCAPE
        section.page_width, section.page_height = panjang
        section.left_margin, section.right_margin = mm(30), mm(20)
        section.top_margin, section.bottom_margin = mm(25), mm(22)

    def _lembar_baru(self, orientasi: str, angka: str = "decimal", mulai: int | None = None) -> None:
        """A new section: its page lies so, its pages are numbered so, and count on unless told otherwise."""
        section = self._isi.add_section()
        self._halaman(section, orientasi)
        self._orientasi = orientasi
        nomor = section._sectPr.find(self._q("w:pgNumType"))
        if nomor is None:
            nomor = self._elemen(f'<w:pgNumType {W} w:fmt="{angka}"/>')
            section._sectPr.find(self._q("w:pgMar")).addnext(nomor)
        nomor.set(self._q("w:fmt"), angka)
        nomor.attrib.pop(self._q("w:start"), None)
        if mulai is not None:
            nomor.set(self._q("w:start"), str(mulai))
        section.footer.is_linked_to_previous = False
        kaki = section.footer.paragraphs[0]
        kaki.alignment = self._docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
        self._bidang(kaki, "PAGE", "1")
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = f"{self._dokumen.judul} · {self._dokumen.satker}"

    def _sifat(self) -> None:
        """Title and author of the file; page numbers are counted when it is opened."""
        sifat = self._isi.core_properties
        sifat.title, sifat.author = self._dokumen.judul, f"Sekretariat {self._dokumen.nama_panjang}"
        sifat.comments, sifat.language = "", "id-ID"
        # Word refuses settings in another order than that of its schema.
        sesudah = [self._q(f"w:{nama}") for nama in ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat")]
        tempat = next(satu for satu in self._isi.settings.element if satu.tag in sesudah)
        tempat.addprevious(self._elemen(f'<w:updateFields {W} w:val="true"/>'))

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
                _bidang("begin"),
                _perintah(f"PAGEREF {_nama(kunci)} \\h"),
                _bidang("separate"),
                _run("…"),
                _bidang("end"),
            ]
        )
        paragraf._p.append(
            self._elemen(
                f'<w:hyperlink {W} w:anchor="{_nama(kunci)}" w:history="1">{_run(teks)}<w:r><w:tab/></w:r>'
                f"{halaman}</w:hyperlink>"
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
        self._isi.element.body.insert(-1, self._elemen(_tabel(blok, LEBAR[self._orientasi])))
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
            run = self._isi.add_paragraph().add_run(clean(f"{label}: {isi}"))
            run.font.size, run.italic = self._docx.shared.Pt(9), True

    # XML that python-docx has no words for

    def _tulis(self, paragraf: Any, isi: Kalimat) -> None:
        for satu in isi:
            if isinstance(satu, Rujukan):
                anchor = f'w:anchor="{_nama(satu.sasaran)}"'
                paragraf._p.append(self._elemen(f"<w:hyperlink {W} {anchor}>{_run(satu.isi)}</w:hyperlink>"))
            else:
                run = paragraf.add_run(clean(satu.isi))
                run.bold, run.italic = satu.gaya == "strong" or None, satu.gaya == "em" or None

    def _tandai(self, paragraf: Any, kunci: str) -> None:
        """A bookmark around a heading or caption."""
        self._penanda += 1
        mulai = f'<w:bookmarkStart {W} w:id="{self._penanda}" w:name="{_nama(kunci)}"/>'
        paragraf._p.insert(1 if paragraf._p.pPr is not None else 0, self._elemen(mulai))
        paragraf._p.append(self._elemen(f'<w:bookmarkEnd {W} w:id="{self._penanda}"/>'))

    def _bidang(self, paragraf: Any, perintah: str, isi: str) -> None:
        for xml in (_bidang("begin"), _perintah(perintah), _bidang("separate"), _run(isi), _bidang("end")):
            paragraf._p.append(self._elemen(xml))

    def _elemen(self, xml: str) -> Any:
        return self._docx.oxml.parse_xml(xml.replace("<w:r>", f"<w:r {W}>", 1) if W not in xml else xml)

    def _q(self, nama: str) -> str:
        return self._docx.oxml.ns.qn(nama)


def _entri(bagian: Bagian, tingkat: int) -> list[tuple[int, str, str]]:
    """A section of the contents and those under it that have a title."""
    isi = [(tingkat, f"{bagian.nomor} {bagian.judul}".strip(), bagian.kunci)]
    return isi + [baris for anak in bagian.anak if anak.judul for baris in _entri(anak, tingkat + 1)]


def _nama(kunci: str) -> str:
    """The name of a bookmark: letters, digits and low lines, 40 at most; two keys have never one."""
    polos = "".join(huruf if huruf.isalnum() else "_" for huruf in kunci)
    return f"k_{polos}"[:40] if len(polos) <= 38 else f"k_{polos[:28]}_{_sidik(kunci)}"


def _sidik(teks: str) -> str:
    return blake2b(teks.encode(), digest_size=4).hexdigest()


def _run(teks: str, *, tebal: bool = False, warna: str = "", besar: int = 0) -> str:
    sifat = "<w:b/>" if tebal else ""
    sifat += f'<w:color w:val="{warna}"/>' if warna else ""
    sifat += f'<w:sz w:val="{besar}"/>' if besar else ""
    return f'<w:r><w:rPr>{sifat}</w:rPr><w:t xml:space="preserve">{escape(clean(teks))}</w:t></w:r>'


def _bidang(jenis: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{jenis}"/></w:r>'


def _perintah(isi: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(isi)} </w:instrText></w:r>'


def _tabel(blok: Tabel, lebar: int) -> str:
    """A table as XML: python-docx takes a second for each thousand cells."""
    kolom = [round(satu.lebar * lebar / 100) for satu in blok.kolom]
    grid = "".join(f'<w:gridCol w:w="{satu}"/>' for satu in kolom)
    garis = "".join(
        f'<w:{sisi} w:val="single" w:sz="4" w:space="0" w:color="{GARIS}"/>'
        for sisi in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    kepala = "".join(
        _sel(_run(satu.judul, tebal=True, warna="FFFFFF", besar=17), "center", w, dasar=NAVY)
        for satu, w in zip(blok.kolom, kolom, strict=True)
    )
    tubuh = "".join(_baris(satu, [satu.rata for satu in blok.kolom], kolom) for satu in blok.baris)
    return (
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="{sum(kolom)}" w:type="dxa"/><w:tblBorders>{garis}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
        f'<w:right w:w="70" w:type="dxa"/></w:tblCellMar><w:tblCaption w:val="{escape(clean(blok.judul))}"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{kepala}</w:tr>{tubuh}</w:tbl>"
    )


def _baris(baris: Baris, rata: Sequence[str], lebar: Sequence[int]) -> str:
    tebal = baris.gaya in ("jumlah", "kelompok", "induk")
    dasar = DASAR if baris.gaya in ("jumlah", "kelompok") else ""
    sel = "".join(
        _sel(_isi_sel(satu, tebal), RATA[cara], w, dasar=dasar, baris=satu.baris)
        for satu, cara, w in zip(baris.sel, rata, lebar, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{sel}</w:tr>"


def _isi_sel(sel: Sel, tebal: bool) -> str:
    if sel.baris == 0:
        return ""
    warna = "5A6570" if sel.redup else ""
    return "".join(
        _run(satu.isi, tebal=tebal or satu.gaya == "strong", warna=warna, besar=17) for satu in sel.isi
    )


def _sel(isi: str, rata: str, lebar: int, *, dasar: str = "", baris: int = 1) -> str:
    """A cell; `baris`: over how many rows it reaches, 0 where it is covered from above."""
    gabung = "" if baris == 1 else '<w:vMerge w:val="restart"/>' if baris else "<w:vMerge/>"
    latar = f'<w:shd w:val="clear" w:color="auto" w:fill="{dasar}"/>' if dasar else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{lebar}" w:type="dxa"/>{gabung}{latar}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>'
        f'<w:jc w:val="{rata}"/></w:pPr>{isi}</w:p></w:tc>'
    )
