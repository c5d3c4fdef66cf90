"""The frame of a Word document (styles, pages, bookmarks, fields): the one door to python-docx."""

from typing import Any

from importing.values import clean
from reports.document import Dokumen, Kalimat, Rujukan
from reports.word_xml import NAVY, W, bidang, nama_penanda, perintah, run

#: Twips: the width of the text of a page, upright and on its side.
LEBAR = {"tegak": 9070, "mendatar": 13890}


class Kerangka:
    """An empty document with its styles, to which sections, headings and words are added."""

    def __init__(self, dokumen: Dokumen) -> None:
        import docx  # noqa: PLC0415  (an extra, and slow)

        self._docx: Any = docx
        self._isi: Any = docx.Document()
        self._dokumen = dokumen
        self._orientasi = "tegak"
        self._penanda = 0
        self._gaya()

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

    def _tulis(self, paragraf: Any, isi: Kalimat) -> None:
        for satu in isi:
            if isinstance(satu, Rujukan):
                anchor = f'w:anchor="{nama_penanda(satu.sasaran)}"'
                paragraf._p.append(self._elemen(f"<w:hyperlink {W} {anchor}>{run(satu.isi)}</w:hyperlink>"))
            else:
                huruf = paragraf.add_run(clean(satu.isi))
                huruf.bold, huruf.italic = satu.gaya == "strong" or None, satu.gaya == "em" or None

    def _tandai(self, paragraf: Any, kunci: str) -> None:
        """A bookmark around a heading or caption."""
        self._penanda += 1
        mulai = f'<w:bookmarkStart {W} w:id="{self._penanda}" w:name="{nama_penanda(kunci)}"/>'
        paragraf._p.insert(1 if paragraf._p.pPr is not None else 0, self._elemen(mulai))
        paragraf._p.append(self._elemen(f'<w:bookmarkEnd {W} w:id="{self._penanda}"/>'))

    def _bidang(self, paragraf: Any, petunjuk: str, isi: str) -> None:
        for xml in (bidang("begin"), perintah(petunjuk), bidang("separate"), run(isi), bidang("end")):
            paragraf._p.append(self._elemen(xml))

    def _elemen(self, xml: str) -> Any:
        return self._docx.oxml.parse_xml(xml.replace("<w:r>", f"<w:r {W}>", 1) if W not in xml else xml)

    def _q(self, nama: str) -> str:
        return self._docx.oxml.ns.qn(nama)
