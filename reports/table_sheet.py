"""A supporting table as it is typed: a grid of texts, read strictly into plain cells, every fault at once.

The names of the fields: judul, sumber_data, orientasi, tempel; `kolom-2-judul` (kunci, jenis, jumlah,
pembilang, penyebut) and `sel-3-2`, row and column counted from 0. The grid is one field for each cell and
seven for each column, and a form has at most 1,000.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from decimal import InvalidOperation
from typing import Any, Self

from kinerja.angka import AngkaTidakSah, format_angka, parse_rupiah, parse_tanggal, tanggal
from measurements.models import TabelPendukung
from measurements.tabel import JenisKolom, Tabel, TabelRusak, baca_sel, susun_tabel
from ui.number_field import baca_angka

KOLOM_MAKSIMUM, BARIS_MAKSIMUM = 12, 70
TEKS_MAKSIMUM, JUDUL_MAKSIMUM = 400, 250
#: The first words of a row that is a total.
JUMLAH = re.compile(r"(?:jumlah|total)(?: (?:se|ke)(?:luruhnya|luruhan))?\s*:?", re.IGNORECASE)
NAMA_JENIS = {
    JenisKolom.TEKS: "Teks",
    JenisKolom.BILANGAN: "Angka",
    JenisKolom.RUPIAH: "Rupiah",
    JenisKolom.PERSEN: "Persen",
    JenisKolom.TANGGAL: "Tanggal",
    JenisKolom.RASIO: "Rasio (dihitung)",
}
DIKETIK_ANGKA = (JenisKolom.BILANGAN, JenisKolom.RUPIAH, JenisKolom.PERSEN)
Baris = tuple[str, ...]


@dataclass(frozen=True)
class KolomKetik:
    """A column as typed; `pembilang`, `penyebut`: keys of the columns that a rasio divides."""

    kunci: str
    judul: str = ""
    jenis: str = JenisKolom.TEKS
    jumlah: bool = False
    pembilang: str = ""
    penyebut: str = ""

    @property
    def rasio(self) -> bool:
        """Whether its cells are computed."""
        return self.jenis == JenisKolom.RASIO

    @property
    def angka(self) -> bool:
        """Whether its cells are typed figures."""
        return self.jenis in DIKETIK_ANGKA


@dataclass(frozen=True)
class LembarTabel:
    """The table as it stands in its form; a row has a text for every column, that of a rasio is not read."""

    judul: str = ""
    sumber_data: str = ""
    orientasi: str = TabelPendukung.Orientasi.TEGAK
    kolom: tuple[KolomKetik, ...] = ()
    baris: tuple[Baris, ...] = ()
    tempel: str = ""

    def as_json(self) -> dict[str, Any]:
        """For a draft."""
        return asdict(self)

    @classmethod
    def from_json(cls, isi: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        kolom = tuple(KolomKetik(**satu) for satu in isi["kolom"])
        return cls(**{**isi, "kolom": kolom, "baris": tuple(map(tuple, isi["baris"]))})

    def rapi(self) -> Self:
        """Without the blank rows at its end."""
        baris = self.baris
        while baris and not any(satu.strip() for satu in baris[-1]):
            baris = baris[:-1]
        return replace(self, baris=baris)


@dataclass(frozen=True)
class Bacaan:
    """What a sheet says: the columns and plain cells to be stored, or what is wrong, by field."""

    galat: dict[str, str] = field(default_factory=dict)
    kolom: list[dict[str, Any]] = field(default_factory=list)
    baris: list[list[str]] = field(default_factory=list)
    tabel: Tabel | None = None


def kosong() -> LembarTabel:
    """A table that was not begun yet."""
    return LembarTabel(kolom=(KolomKetik("k1"), KolomKetik("k2", jenis=JenisKolom.BILANGAN)))


def dari_simpanan(tabel: TabelPendukung) -> LembarTabel:
    """A stored table as one would type it; of a broken one whatever can be shown, to be mended."""
    asli = [satu for satu in tabel.kolom if isinstance(satu, dict)] if isinstance(tabel.kolom, list) else []
    kolom = tuple(_kolom(satu, ke) for ke, satu in enumerate(asli[:KOLOM_MAKSIMUM], start=1))
    baris = tabel.baris if isinstance(tabel.baris, list) else []
    isi = tuple(_baris(kolom, satu) for satu in baris if isinstance(satu, list))
    return LembarTabel(tabel.judul, tabel.sumber_data, tabel.orientasi, kolom, isi)


def _kolom(isi: dict[str, Any], ke: int) -> KolomKetik:
    def teks(nama: str) -> str:
        return str(isi.get(nama) or "")

    jenis = teks("jenis") if teks("jenis") in NAMA_JENIS else JenisKolom.TEKS
    jumlah = bool(isi.get("jumlah")) and jenis in DIKETIK_ANGKA
    return KolomKetik(
        teks("kunci") or f"k{ke}", teks("judul"), jenis, jumlah, teks("pembilang"), teks("penyebut")
    )


def _baris(kolom: tuple[KolomKetik, ...], sel: list[Any]) -> Baris:
    isi = iter(sel)
    return tuple("" if satu.rasio else _tulis(satu.jenis, next(isi, "")) for satu in kolom)


def _tulis(jenis: str, polos: Any) -> str:
    """A plain cell as one types it; one that cannot be read stays as it is."""
    teks = "" if polos is None else str(polos)
    with suppress(InvalidOperation, ValueError):
        nilai = baca_sel(JenisKolom(jenis), teks)
        if nilai is not None and jenis != JenisKolom.TEKS:
            return tanggal(nilai) if jenis == JenisKolom.TANGGAL else format_angka(nilai, None)  # type: ignore[arg-type]
    return teks


def dari_kiriman(data: Mapping[str, str]) -> LembarTabel:
    """The table as a form sent it; nothing but NUL and line ends is taken from a text."""

    def ambil(nama: str, panjang: int = TEKS_MAKSIMUM + 1) -> str:
        return " ".join(data.get(nama, "").replace("\x00", "").split())[:panjang]

    lebar = _hitung(data, "kolom-{}-kunci", KOLOM_MAKSIMUM)
    tinggi = _hitung(data, "sel-{}-0", BARIS_MAKSIMUM) if lebar else 0
    kolom = tuple(
        KolomKetik(
            ambil(f"kolom-{ke}-kunci", 40),
            ambil(f"kolom-{ke}-judul"),
            jenis if (jenis := ambil(f"kolom-{ke}-jenis")) in NAMA_JENIS else JenisKolom.TEKS,
            f"kolom-{ke}-jumlah" in data,
            ambil(f"kolom-{ke}-pembilang", 40),
            ambil(f"kolom-{ke}-penyebut", 40),
        )
        for ke in range(lebar)
    )
    baris = tuple(tuple(ambil(f"sel-{i}-{ke}") for ke in range(lebar)) for i in range(tinggi))
    arah = ambil("orientasi")
    return LembarTabel(
        ambil("judul"),
        ambil("sumber_data"),
        arah if arah in TabelPendukung.Orientasi.values else TabelPendukung.Orientasi.TEGAK,
        kolom,
        baris,
        data.get("tempel", "").replace("\x00", ""),
    ).rapi()


def _hitung(data: Mapping[str, str], nama: str, paling: int) -> int:
    return next((ke for ke in range(paling) if nama.format(ke) not in data), paling)


def baca(lembar: LembarTabel, *, bertaut: bool = False) -> Bacaan:
    """Read a sheet; every fault at once. bertaut: its cells are data, and only its title is typed."""
    galat = dict(_galat_kepala(lembar))
    if bertaut:
        return Bacaan(galat)
    galat |= dict(_galat_kolom(lembar))
    baris = [_baca_baris(lembar.kolom, ke, isi, galat) for ke, isi in _terisi(lembar)]
    if not baris:
        galat["sel-0-0"] = "Isilah sekurang-kurangnya satu baris."
    if galat:
        return Bacaan(galat)
    kolom = [{**asdict(satu), "jenis": str(satu.jenis)} for satu in lembar.kolom]
    try:
        tabel = susun_tabel("tabel", lembar.judul, lembar.orientasi, lembar.sumber_data, kolom, baris)
    except TabelRusak as rusak:
        return Bacaan({"judul": str(rusak)})
    return Bacaan({}, kolom, baris, tabel)


def _terisi(lembar: LembarTabel) -> list[tuple[int, Baris]]:
    return [(ke, isi) for ke, isi in enumerate(lembar.baris) if any(isi)]


def _galat_kepala(lembar: LembarTabel) -> Iterator[tuple[str, str]]:
    if not lembar.judul:
        yield "judul", "Tulislah judul tabel; judul tercetak di atasnya dan dalam daftar tabel."
    for nama in ("judul", "sumber_data"):
        if len(getattr(lembar, nama)) > JUDUL_MAKSIMUM:
            yield nama, f"Paling panjang {JUDUL_MAKSIMUM} karakter."


def _galat_kolom(lembar: LembarTabel) -> Iterator[tuple[str, str]]:
    if not lembar.kolom:
        yield "judul", "Tabel belum berkolom. Tambahkan kolom, atau tempelkan dari lembar kerja."
    angka = {satu.kunci for satu in lembar.kolom if satu.angka}
    for ke, satu in enumerate(lembar.kolom):
        if not satu.judul:
            yield f"kolom-{ke}-judul", "Tulislah judul kolom."
        elif len(satu.judul) > JUDUL_MAKSIMUM:
            yield f"kolom-{ke}-judul", f"Paling panjang {JUDUL_MAKSIMUM} karakter."
        if satu.jumlah and not satu.angka:
            yield (
                f"kolom-{ke}-jenis",
                "Kolom ini bukan angka. Pilih jenis angka, atau hapus centang Jumlahkan.",
            )
        if satu.rasio and (not {satu.pembilang, satu.penyebut} <= angka or satu.pembilang == satu.penyebut):
            yield f"kolom-{ke}-pembilang", "Pilihlah dua kolom angka: yang dibagi dan pembaginya."


def _baca_baris(kolom: tuple[KolomKetik, ...], ke: int, isi: Baris, galat: dict[str, str]) -> list[str]:
    """The plain cells of a row; its faults go into `galat`."""
    awal = next(iter(filter(None, isi)), "")
    if JUMLAH.fullmatch(awal):
        galat[f"sel-{ke}-{isi.index(awal)}"] = (
            "Baris jumlah tidak diketik: hapus baris ini, lalu centang Jumlahkan pada kolomnya."
        )
        return []
    hasil = []
    for j, (satu, teks) in enumerate(zip(kolom, isi, strict=True)):
        if satu.rasio:
            continue
        try:
            hasil.append(_polos(satu.jenis, teks))
        except AngkaTidakSah as salah:
            galat[f"sel-{ke}-{j}"] = str(salah)
        if len(teks) > TEKS_MAKSIMUM:
            galat[f"sel-{ke}-{j}"] = f"Paling panjang {TEKS_MAKSIMUM} karakter."
    return hasil


def _polos(jenis: str, teks: str) -> str:
    """A typed cell as it is stored. AngkaTidakSah: it is not what its column holds."""
    if not teks or jenis == JenisKolom.TEKS:
        return teks
    if jenis == JenisKolom.TANGGAL:
        return parse_tanggal(teks).isoformat()
    if jenis == JenisKolom.RUPIAH:
        return str(parse_rupiah(teks))
    nilai = baca_angka(teks.removesuffix("%") if jenis == JenisKolom.PERSEN else teks)
    return "" if nilai is None else f"{nilai:f}"


def tempat(lembar: LembarTabel, nama: str) -> str:
    """A field in words: `Baris 3, kolom “Pagu”`."""
    jenis, _, sisa = nama.partition("-")
    if jenis == "sel":
        i, j = map(int, sisa.split("-"))
        return f"Baris {i + 1}, {_sebut(lembar, j)}"
    if jenis == "kolom":
        return f"K{_sebut(lembar, int(sisa.partition('-')[0]))[1:]}"
    return {"judul": "Judul tabel", "sumber_data": "Sumber data"}[nama]


def _sebut(lembar: LembarTabel, ke: int) -> str:
    judul = lembar.kolom[ke].judul if ke < len(lembar.kolom) else ""
    return f"kolom “{judul}”" if judul else f"kolom {ke + 1}"
