"""What a chart is given: frozen values, checked once."""

from dataclasses import dataclass
from decimal import Decimal

from kinerja import angka

TIDAK_TERHITUNG = "tidak terhitung"
MAX_SERIES = 3


@dataclass(frozen=True, slots=True)
class Titik:
    """One value, or None with the reason why there is none."""

    nilai: Decimal | None
    alasan: str = ""


@dataclass(frozen=True, slots=True)
class Seri:
    """A row of values under one name, in the order of the categories."""

    nama: str
    titik: tuple[Titik, ...]


@dataclass(frozen=True, slots=True)
class Garis:
    """A reference line, usually the target."""

    nama: str
    nilai: Decimal


@dataclass(frozen=True, slots=True)
class Bagan:
    """What a chart shows. `id` is unique in the page; `satuan` is "%", "Rp" or a word such as "Laporan"."""

    id: str
    judul: str
    uraian: str
    kategori: tuple[str, ...]
    seri: tuple[Seri, ...]
    garis: Garis | None = None
    satuan: str = "%"

    def __post_init__(self) -> None:
        if not 1 <= len(self.seri) <= MAX_SERIES:
            raise ValueError(f"a chart holds 1 to {MAX_SERIES} series, got {len(self.seri)}")
        for seri in self.seri:
            if len(seri.titik) != len(self.kategori):
                raise ValueError(
                    f"series {seri.nama!r} has {len(seri.titik)} values for {len(self.kategori)} categories"
                )

    def nilai(self) -> list[Decimal]:
        """Every known value, the line included."""
        ada = [titik.nilai for seri in self.seri for titik in seri.titik if titik.nilai is not None]
        return [*ada, self.garis.nilai] if self.garis else ada


@dataclass(frozen=True, slots=True)
class Sasaran:
    """One value against its target, for a bullet; `id` is unique in the page."""

    id: str
    judul: str
    uraian: str
    titik: Titik
    target: Decimal
    satuan: str = "%"


def cetak(nilai: Decimal, satuan: str) -> str:
    """A value as the tables print it: 99,40%, Rp1.000, 2 Laporan."""
    if satuan == "%":
        return angka.persen(nilai)
    if satuan == "Rp":
        return angka.rupiah(int(nilai))
    return f"{angka.format_angka(nilai, None)} {satuan}".strip()


def reason(titik: Titik) -> str:
    """Why a value is missing, in words."""
    return f"{TIDAK_TERHITUNG}: {titik.alasan}" if titik.alasan else TIDAK_TERHITUNG
