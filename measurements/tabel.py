"""Supporting tables as frozen values: cells are read once, totals and ratios are computed, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from kinerja import angka
from kinerja.eksak import desimal, jumlah_eksak
from kinerja.metode import Pecahan, rasio, rasio_gabungan
from measurements.models import TabelPendukung

KOSONG = "–"
LABEL_JUMLAH = "JUMLAH"

Nilai = str | Decimal | int | date | None


class JenisKolom(StrEnum):
    """What the cells of a column hold; those of a rasio are computed from two other columns."""

    TEKS = "teks"
    BILANGAN = "bilangan"
    RUPIAH = "rupiah"
    PERSEN = "persen"
    TANGGAL = "tanggal"
    RASIO = "rasio"


ANGKA = frozenset({JenisKolom.BILANGAN, JenisKolom.RUPIAH, JenisKolom.PERSEN, JenisKolom.RASIO})


class TabelRusak(ValueError):
    """A table that cannot be read; `str()` names the table, the row, the column and the value seen."""


@dataclass(frozen=True)
class Kolom:
    """A column: `jumlah` is summed in the total row; `pembilang`, `penyebut` are the keys a rasio divides.

    A rasio is pooled in the total row, whatever its `jumlah` says.
    """

    kunci: str
    judul: str
    jenis: JenisKolom
    jumlah: bool = False
    pembilang: str = ""
    penyebut: str = ""

    @property
    def angka(self) -> bool:
        """Whether its cells are figures, to be set to the right."""
        return self.jenis in ANGKA


@dataclass(frozen=True)
class Sel:
    """A cell: its value (int for rupiah, Decimal, date, str or None) and the text that is shown."""

    nilai: Nilai
    teks: str
    angka: bool = False


Baris = tuple[Sel, ...]


@dataclass(frozen=True)
class Tabel:
    """A supporting table, ready to be shown; `jumlah` is None where no column is summed."""

    kunci: str
    judul: str
    orientasi: str
    sumber_data: str
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    jumlah: Baris | None

    @property
    def sumber(self) -> str:
        """The source as it stands under the title; nothing when it is not known."""
        return f"Sumber: {self.sumber_data}" if self.sumber_data else ""

    def sel(self, nomor: int, kunci: str) -> Sel:
        """The cell of a row, counted from 1, in a column. IndexError, KeyError: there is none."""
        if not 1 <= nomor <= len(self.baris):
            raise IndexError(f"{self.kunci}: row 1-{len(self.baris)} expected, got {nomor}")
        return self.baris[nomor - 1][self._tempat(kunci)]

    def jumlah_kolom(self, kunci: str) -> Decimal:
        """The sum of the known figures of a column; of a rasio, the pooled percentage of the total row.

        KeyError: no such column. ValueError: it holds no figures, or the ratio of the sums has no value.
        """
        kolom = self.kolom[self._tempat(kunci)]
        if kolom.jenis is JenisKolom.RASIO:
            nilai = _rasio_gabungan(kolom, self.kolom, [[sel.nilai for sel in baris] for baris in self.baris])
            if nilai is None:
                raise ValueError(f"{self.kunci}.{kunci}: the ratio has no value")
            return nilai
        return sum(self._angka(kunci), Decimal(0))

    def rata_rata(self, kunci: str) -> Decimal:
        """The mean of the known figures of a column, unrounded. KeyError; ValueError: no figure is known."""
        nilai = self._angka(kunci)
        if not nilai:
            raise ValueError(f"{self.kunci}.{kunci}: no figure is known")
        return desimal(jumlah_eksak(nilai) / len(nilai))

    def _angka(self, kunci: str) -> list[Decimal]:
        tempat = self._tempat(kunci)
        if not self.kolom[tempat].angka:
            raise ValueError(f"{self.kunci}.{kunci} holds no figures")
        return [
            Decimal(baris[tempat].nilai)  # type: ignore[arg-type]
            for baris in self.baris
            if baris[tempat].nilai is not None
        ]

    def _tempat(self, kunci: str) -> int:
        for tempat, kolom in enumerate(self.kolom):
            if kolom.kunci == kunci:
                return tempat
        raise KeyError(f"{self.kunci} has no column {kunci!r}")


def baca_tabel(tabel: TabelPendukung) -> Tabel:
    """The value of a stored table. TabelRusak as `susun_tabel`."""
    return susun_tabel(tabel.kunci, tabel.judul, tabel.orientasi, tabel.sumber_data, tabel.kolom, tabel.baris)


def susun_tabel(
    kunci: str,
    judul: str,
    orientasi: str,
    sumber_data: str,
    kolom: Any,
    baris: Any,
) -> Tabel:
    """Read the columns' specification and the typed cells; compute ratios and the total row.

    kolom: a list of dicts, the fields of Kolom; baris: a list of lists of strings. Cells are plain: `1234.5`,
    whole rupiah, ISO dates, "" for unknown. TabelRusak: anything else, a row of another length, two columns
    with one key, a sum of what is no figure, a rasio of columns that do not exist.
    """
    if not isinstance(kolom, list) or not isinstance(baris, list):
        raise TabelRusak(f"Tabel {kunci}: kolom atau barisnya bukan daftar.")
    lajur = tuple(_kolom(kunci, satu) for satu in kolom)
    _periksa_lajur(kunci, lajur)
    isi = [_baris(kunci, nomor, lajur, satu) for nomor, satu in enumerate(baris, start=1)]
    return Tabel(
        kunci,
        judul,
        orientasi,
        sumber_data,
        lajur,
        tuple(_sel_baris(lajur, nilai) for nilai in isi),
        _jumlah(lajur, isi),
    )


def _kolom(tabel: str, isi: Any) -> Kolom:
    try:
        kolom = Kolom(**{**isi, "jenis": JenisKolom(isi["jenis"])})
        if not all(
            isinstance(getattr(kolom, satu), str) for satu in ("kunci", "judul", "pembilang", "penyebut")
        ):
            raise TypeError(isi)
    except (KeyError, TypeError, ValueError) as galat:
        raise TabelRusak(f"Tabel {tabel}: kolom {isi!r} tidak dikenal.") from galat
    return kolom


def _periksa_lajur(tabel: str, lajur: Sequence[Kolom]) -> None:
    """Columns that go together: each key once, sums of figures alone, a rasio of two typed columns."""
    kunci = [satu.kunci for satu in lajur]
    for satu in lajur:
        if kunci.count(satu.kunci) > 1:
            raise TabelRusak(f"Tabel {tabel}: dua kolom memakai kunci “{satu.kunci}”.")
        if satu.jumlah and not satu.angka:
            raise TabelRusak(f"Tabel {tabel}: kolom “{satu.judul}” dijumlahkan, padahal bukan angka.")
    _periksa_rasio(tabel, lajur)


def _periksa_rasio(tabel: str, lajur: Sequence[Kolom]) -> None:
    angka_ketik = {satu.kunci for satu in lajur if satu.angka and satu.jenis is not JenisKolom.RASIO}
    for satu in lajur:
        if satu.jenis is JenisKolom.RASIO and not {satu.pembilang, satu.penyebut} <= angka_ketik:
            raise TabelRusak(
                f"Tabel {tabel}: rasio “{satu.kunci}” membagi kolom “{satu.pembilang}” dengan"
                f" “{satu.penyebut}”, padahal keduanya harus kolom angka dalam tabel itu."
            )


def _baris(tabel: str, nomor: int, lajur: Sequence[Kolom], sel: Any) -> list[Nilai]:
    """The values of a row in the order of all columns, ratios computed."""
    if not isinstance(sel, list) or not all(isinstance(satu, str) for satu in sel):
        raise TabelRusak(f"Tabel {tabel}, baris {nomor}: bukan daftar teks.")
    ketik = [satu for satu in lajur if satu.jenis is not JenisKolom.RASIO]
    if len(sel) != len(ketik):
        raise TabelRusak(f"Tabel {tabel}, baris {nomor}: {len(sel)} sel untuk {len(ketik)} kolom.")
    nilai: dict[str, Nilai] = {}
    for kolom, teks in zip(ketik, sel, strict=True):
        try:
            nilai[kolom.kunci] = baca_sel(kolom.jenis, teks)
        except (InvalidOperation, ValueError, TypeError) as galat:
            raise TabelRusak(
                f"Tabel {tabel}, baris {nomor}, kolom “{kolom.judul}”: “{teks}” bukan {kolom.jenis.value}."
            ) from galat
    return [
        _rasio(nilai[satu.pembilang], nilai[satu.penyebut])
        if satu.jenis is JenisKolom.RASIO
        else nilai[satu.kunci]
        for satu in lajur
    ]


def baca_sel(jenis: JenisKolom, teks: str) -> Nilai:
    """The value of a plain cell. InvalidOperation, ValueError: it is not plain."""
    if not teks.strip():
        return None
    match jenis:
        case JenisKolom.RUPIAH:
            return int(_pendek(teks))
        case JenisKolom.TANGGAL:
            return date.fromisoformat(teks)
        case JenisKolom.BILANGAN | JenisKolom.PERSEN:
            nilai = Decimal(_pendek(teks))
            if not nilai.is_finite() or abs(nilai.adjusted()) > angka.DIGIT_MAKSIMUM:
                raise ValueError(teks)
            return nilai
        case _:
            return teks


def _pendek(teks: str) -> str:
    """A figure no longer than one that can be typed: of millions of digits none is printed or added."""
    if len(teks) > 2 * angka.DIGIT_MAKSIMUM:
        raise ValueError(teks[: angka.DIGIT_MAKSIMUM])
    return teks


def _rasio(pembilang: Nilai, penyebut: Nilai) -> Decimal | None:
    if pembilang is None or penyebut is None:
        return None
    return rasio(Pecahan(Decimal(pembilang), Decimal(penyebut))).nilai  # type: ignore[arg-type]


def _rasio_gabungan(kolom: Kolom, lajur: Sequence[Kolom], isi: Sequence[Sequence[Nilai]]) -> Decimal | None:
    """Sum over sum; rows that lack one of the two are left out, as they are from the sums of both."""
    tempat = {satu.kunci: urut for urut, satu in enumerate(lajur)}
    pasangan = [(nilai[tempat[kolom.pembilang]], nilai[tempat[kolom.penyebut]]) for nilai in isi]
    return rasio_gabungan(
        [
            Pecahan(Decimal(atas), Decimal(bawah))  # type: ignore[arg-type]
            for atas, bawah in pasangan
            if atas is not None and bawah is not None
        ]
    ).nilai


def _sel_baris(lajur: Sequence[Kolom], nilai: Sequence[Nilai]) -> Baris:
    return tuple(_sel(kolom, satu) for kolom, satu in zip(lajur, nilai, strict=True))


def _sel(kolom: Kolom, nilai: Nilai) -> Sel:
    return Sel(nilai, KOSONG if nilai is None else _cetak(kolom.jenis, nilai), kolom.angka)


def _cetak(jenis: JenisKolom, nilai: Any) -> str:
    match jenis:
        case JenisKolom.BILANGAN:
            return angka.format_angka(nilai, None)
        case JenisKolom.RUPIAH:
            return angka.rupiah(nilai)
        case JenisKolom.PERSEN | JenisKolom.RASIO:
            return angka.persen(nilai)
        case JenisKolom.TANGGAL:
            return angka.tanggal(nilai)
        case _:
            return str(nilai)


def _jumlah(lajur: Sequence[Kolom], isi: Sequence[Sequence[Nilai]]) -> Baris | None:
    """The total row: sums, pooled ratios, the label in the first column of text; other cells stay blank."""
    if not any(satu.jumlah for satu in lajur) or not isi:
        return None
    label = next((urut for urut, satu in enumerate(lajur) if satu.jenis is JenisKolom.TEKS), 0)
    sel = []
    for urut, kolom in enumerate(lajur):
        if kolom.jumlah or kolom.jenis is JenisKolom.RASIO:
            sel.append(_sel(kolom, _jumlah_nilai(kolom, lajur, [nilai[urut] for nilai in isi], isi)))
        else:
            sel.append(Sel(None, LABEL_JUMLAH if urut == label else "", kolom.angka))
    return tuple(sel)


def _jumlah_nilai(
    kolom: Kolom, lajur: Sequence[Kolom], nilai: Sequence[Any], isi: Sequence[Sequence[Nilai]]
) -> Nilai:
    if kolom.jenis is JenisKolom.RASIO:
        return _rasio_gabungan(kolom, lajur, isi)
    diketahui = [satu for satu in nilai if satu is not None]
    return sum(diketahui) if diketahui else None
