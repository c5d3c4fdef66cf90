"""The parts of a Word document that python-docx has no words for, as text of WordprocessingML."""

from collections.abc import Sequence
from hashlib import blake2b
from html import escape

from importing.values import clean
from reports.document import Baris, Sel, Tabel

NAVY, GARIS, DASAR = "12355B", "B8C2CC", "EEF2F6"
RATA = {"kiri": "left", "kanan": "right", "tengah": "center", "kode": "left"}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def nama_penanda(kunci: str) -> str:
    """The name of a bookmark: letters, digits and low lines, 40 at most; two keys have never one."""
    polos = "".join(huruf if huruf.isalnum() else "_" for huruf in kunci)
    return f"k_{polos}"[:40] if len(polos) <= 38 else f"k_{polos[:28]}_{_sidik(kunci)}"


def _sidik(teks: str) -> str:
    return blake2b(teks.encode(), digest_size=4).hexdigest()


def run(teks: str, *, tebal: bool = False, warna: str = "", besar: int = 0) -> str:
    """Words; besar: their height in half points."""
    sifat = "<w:b/>" if tebal else ""
    sifat += f'<w:color w:val="{warna}"/>' if warna else ""
    sifat += f'<w:sz w:val="{besar}"/>' if besar else ""
    return f'<w:r><w:rPr>{sifat}</w:rPr><w:t xml:space="preserve">{escape(clean(teks))}</w:t></w:r>'


def bidang(jenis: str) -> str:
    """An edge of a field: "begin", "separate" or "end"."""
    return f'<w:r><w:fldChar w:fldCharType="{jenis}"/></w:r>'


def perintah(isi: str) -> str:
    """What a field is to show."""
    return f'<w:r><w:instrText xml:space="preserve"> {escape(isi)} </w:instrText></w:r>'


def tabel_xml(blok: Tabel, lebar: int) -> str:
    """A table as XML: python-docx takes a second for each thousand cells."""
    kolom = [round(satu.lebar * lebar / 100) for satu in blok.kolom]
    grid = "".join(f'<w:gridCol w:w="{satu}"/>' for satu in kolom)
    garis = "".join(
        f'<w:{sisi} w:val="single" w:sz="4" w:space="0" w:color="{GARIS}"/>'
        for sisi in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    kepala = "".join(
        _sel(run(satu.judul, tebal=True, warna="FFFFFF", besar=17), "center", w, dasar=NAVY)
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
        run(satu.isi, tebal=tebal or satu.gaya == "strong", warna=warna, besar=17) for satu in sel.isi
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
