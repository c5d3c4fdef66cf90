"""Pictures of the narrative: taken by their content, written anew, kept as `jobs.storage` does.

What is kept is the picture alone, upright and not larger than print needs: where it was taken, with what and
when stays out of the report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from importing.recognise import Jenis
from importing.upload import take_upload
from jobs.storage import BerkasBerubah, BerkasDitolak, BerkasHilang, Storage
from printing.pdf import Picture, RenderFailed
from reports.document import Dokumen, Foto, blok_dokumen
from reports.models import GambarNarasi

#: The longer side in pixels: 16 cm at 300 dots an inch.
SISI = 1_900
MUTU_JPG = 88
#: A PNG of half a megabyte may hold twice as many, and fill the memory of a process.
BATAS_PIKSEL = 65_000_000

STORAGE = Storage("gambar")


@dataclass(frozen=True)
class IsiGambar:
    """A picture as it is kept."""

    isi: bytes
    jenis: Jenis
    lebar: int
    tinggi: int

    @property
    def sha256(self) -> str:
        """The digest in hex."""
        return sha256(self.isi).hexdigest()


def take_picture(nama: str, ukuran: int, stream: BinaryIO) -> IsiGambar:
    """An uploaded JPG or PNG, written anew. BerkasDitolak: with the sentence for who uploaded it."""
    from PIL import Image  # noqa: PLC0415  (30 ms of every web process)

    berkas = take_upload(nama, ukuran, stream)
    if berkas.jenis not in (Jenis.JPG, Jenis.PNG):
        raise BerkasDitolak(
            f"Berkas “{berkas.nama}” bukan gambar; simpan sebagai JPG atau PNG, lalu unggah ulang."
        )
    try:
        with Image.open(BytesIO(berkas.isi), formats=["JPEG", "PNG"]) as mentah:
            _require_few_pixels(berkas.nama, mentah.size)
            # Made small first: a JPG is then never read whole, and turning it costs nothing.
            mentah.thumbnail((SISI, SISI))
            gambar = _upright(mentah)
            isi = _write(gambar, berkas.jenis)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as galat:
        raise BerkasDitolak(
            f"Berkas “{berkas.nama}” tidak dapat dibuka sebagai gambar; simpan ulang dari aplikasinya, lalu"
            " unggah ulang."
        ) from galat
    return IsiGambar(isi, berkas.jenis, *gambar.size)


def _require_few_pixels(nama: str, ukuran: tuple[int, int]) -> None:
    if ukuran[0] * ukuran[1] > BATAS_PIKSEL:
        raise BerkasDitolak(
            f"Gambar “{nama}” berukuran {ukuran[0]} × {ukuran[1]} titik, melebihi batas"
            f" {BATAS_PIKSEL // 1_000_000} juta titik; perkecil ukurannya, lalu unggah ulang."
        )


def _upright(gambar):
    """The picture as its camera was held.

    Pillow's own `exif_transpose` writes the rest of the EXIF anew as well, which is not kept and fails on a
    damaged one with whatever error comes first.
    """
    from PIL import ExifTags, Image  # noqa: PLC0415

    putar = Image.Transpose
    arah = {
        2: putar.FLIP_LEFT_RIGHT,
        3: putar.ROTATE_180,
        4: putar.FLIP_TOP_BOTTOM,
        5: putar.TRANSPOSE,
        6: putar.ROTATE_270,
        7: putar.TRANSVERSE,
        8: putar.ROTATE_90,
    }.get(gambar.getexif().get(ExifTags.Base.Orientation))
    return gambar if arah is None else gambar.transpose(arah)


def _write(gambar, jenis: Jenis) -> bytes:
    """The pixels alone as a new file: no place, no camera, no comment."""
    keluar = BytesIO()
    if jenis == Jenis.JPG:
        gambar.convert("RGB").save(keluar, "JPEG", quality=MUTU_JPG, optimize=True)
    else:
        mode = "RGBA" if "A" in gambar.getbands() or "transparency" in gambar.info else "RGB"
        polos = gambar.convert(mode)
        polos.info = {}
        polos.save(keluar, "PNG", optimize=True)
    return keluar.getvalue()


def discard_unused(nama: str) -> None:
    """Delete a stored file that no row names any more."""
    if not GambarNarasi.objects.filter(berkas=nama).exists():
        STORAGE.discard(nama)


def orphans(now: float | None = None) -> Iterator[Path]:
    """Files older than a day that no row names."""
    return STORAGE.orphans(GambarNarasi.objects.values_list("berkas", flat=True), now)


def open_picture(gambar: GambarNarasi) -> BinaryIO:
    """The stored file, found to be what was uploaded. BerkasHilang, BerkasBerubah."""
    return STORAGE.open_checked(gambar.berkas, gambar.sha256)


def foto_dokumen(dokumen: Dokumen) -> dict[str, Picture]:
    """The pictures of a report by their digest, for the printer. RenderFailed: one is missing or changed."""
    foto = {satu.sha256: satu for satu in blok_dokumen(dokumen) if isinstance(satu, Foto)}
    baris = {satu.sha256: satu for satu in GambarNarasi.objects.filter(sha256__in=foto)} if foto else {}
    return {sidik: _picture(satu, baris.get(sidik)) for sidik, satu in foto.items()}


def _picture(foto: Foto, gambar: GambarNarasi | None) -> Picture:
    try:
        if gambar is None:
            raise BerkasHilang(foto.sha256)
        with open_picture(gambar) as stream:
            return Picture(stream.read(), Jenis(gambar.jenis).mime)
    except (BerkasHilang, BerkasBerubah) as galat:
        raise RenderFailed(
            f"Gambar “{foto.judul}” tidak ada lagi di penyimpanan atau telah berubah. Unggah ulang."
        ) from galat
