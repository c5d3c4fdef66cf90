"""The kinds of file that are taken as evidence, and why one is not taken."""

from enum import StrEnum

BATAS_PIKSEL = 200_000_000
#: What may stand around a file without being a part of it.
SELA = b" \t\r\n\f\0"


class Jenis(StrEnum):
    """A kind of file that is taken as evidence; the value is its extension."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    XLSX = "xlsx"
    DOCX = "docx"

    @property
    def mime(self) -> str:
        """The media type under which it is sent."""
        return MIME[self]

    @property
    def akhiran(self) -> tuple[str, ...]:
        """The extensions that a name may bear."""
        return ("jpg", "jpeg", "jpe", "jfif") if self is Jenis.JPG else (self.value,)


MIME = {
    Jenis.PDF: "application/pdf",
    Jenis.JPG: "image/jpeg",
    Jenis.PNG: "image/png",
    Jenis.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Jenis.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Cacat(Exception):
    """Why a file is not taken; the message continues a sentence that begins with the file's name."""


class Asing(Cacat):
    """It is of another kind, whole or not."""


def rusak(jenis: str, sebab: str) -> Cacat:
    """A file that is broken or cut off."""
    return Cacat(
        f"rusak atau terpotong ({sebab}); buka berkas aslinya, simpan kembali sebagai {jenis}, lalu unggah"
        " ulang."
    )


GANDA = (
    "memuat isi lain yang menempel pada berkas; buka berkas itu, simpan salinan barunya, lalu unggah salinan"
    " itu."
)
TERKUNCI = "dikunci dengan kata sandi; simpan salinan tanpa kata sandi, lalu unggah salinan itu."
MAKRO = "memuat makro; simpan salinan tanpa makro sebagai .docx atau .xlsx, lalu unggah salinan itu."
MEKAR = (
    "memuat terlalu banyak data termampat; bagi isinya menjadi beberapa berkas atau simpan sebagai PDF, lalu"
    " unggah ulang."
)
SARANG = (
    "memuat arsip lain di dalamnya; keluarkan lampiran itu dari dokumen, lalu unggah masing-masing sebagai"
    " berkas tersendiri."
)
SEBARAN = "keluarkan isinya, lalu unggah setiap dokumen satu per satu."
KE_GAMBAR = "simpan sebagai JPG atau PNG, lalu unggah ulang."
KE_PDF = "simpan atau cetak sebagai PDF, lalu unggah ulang."
KE_OFFICE = "simpan sebagai .docx, .xlsx, atau PDF, lalu unggah ulang."


def bukan(nama: str, saran: str) -> Asing:
    """A file of a kind that is known and not taken."""
    return Asing(f"adalah {nama}, jenis yang tidak diterima; {saran}")


def require_size(jenis: str, tinggi: int, lebar: int) -> None:
    """Cacat: a picture without a surface, or one that would fill the memory of whoever opens it."""
    if not (tinggi and lebar):
        raise rusak(jenis, "ukuran gambarnya nol")
    if tinggi * lebar > BATAS_PIKSEL:
        raise Cacat(
            f"memuat gambar {lebar} × {tinggi} piksel, melebihi batas 200 juta piksel; perkecil gambarnya,"
            " lalu unggah ulang."
        )
