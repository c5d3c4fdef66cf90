"""Typed tables: broken cells, sums, sisa and percentages, units in one comparison.

The tables of the application compute these themselves, from figures that are bound; here a cell is looked at
only when somebody typed it: in a supporting table or in a table of the narrative.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from importing.findings import Severity
from importing.numbers import Reading, Style, column_readings, readings
from kinerja.angka import bulatkan, format_angka, persen
from reports.checks.naskah import BagianNaskah, TabelNaskah
from reports.checks.temuan import Temuan
from reports.document import Baris, Sel, Tabel
from reports.unchanged import sekali

_KOSONG = frozenset({"", "-", "–", "—", "nihil", "belum tersedia", "tidak ada"})
_RUPIAH = re.compile(r"\b(?:rp|rupiah|pagu|anggaran|realisasi|sisa)\b", re.IGNORECASE)
_PERSEN = re.compile(r"%|persen|serapan", re.IGNORECASE)
_JUMLAH = re.compile(r"(?:jumlah|total)\b", re.IGNORECASE)
_SATUAN = re.compile(r"\s*-?\d[\d.,]*\s*(%|[A-Za-z]+)")
_NOMOR = ("no", "no.", "nomor")
SERIBU = 1000


@dataclass(frozen=True)
class SelTabel:
    """A cell as text, with what it can be read as; `ketikan`: somebody typed it."""

    teks: str
    bacaan: tuple[Reading, ...]
    ketikan: bool

    @property
    def nilai(self) -> Decimal | None:
        """The number, where the cell holds one."""
        return Decimal(self.bacaan[0].value) if self.bacaan else None

    @property
    def kosong(self) -> bool:
        """Whether it says that there is nothing."""
        return self.teks.lower() in _KOSONG


@dataclass(frozen=True)
class Kisi:
    """A table as a grid of texts and numbers."""

    asal: TabelNaskah
    judul: tuple[str, ...]
    baris: tuple[tuple[SelTabel, ...], ...]

    def kolom(self, pola: str, *, persen: bool = False) -> int | None:
        """The first column whose head matches, among those of percentages or among the others."""
        for ke, judul in enumerate(self.judul):
            if re.search(pola, judul, re.IGNORECASE) and bool(_PERSEN.search(judul)) is persen:
                return ke
        return None

    def label(self, ke: int) -> str:
        """The first words of a row."""
        return next(
            (satu.teks for satu in self.baris[ke] if satu.teks and not satu.bacaan and not satu.kosong), ""
        )

    def jumlah(self, ke: int) -> bool:
        """Whether a row is a total."""
        return bool(_JUMLAH.match(self.label(ke)))

    def temuan(
        self, kode: str, baris: int, kolom: int, kalimat: str, seharusnya: str = "",
        tingkat: Severity = Severity.ERROR,
    ) -> Temuan:  # fmt: skip
        """A finding at a cell."""
        sel = self.baris[baris][kolom]
        return Temuan(
            kode, tingkat, kalimat, self.asal.bagian,
            f"{self.asal.tempat}, baris {baris + 1}, kolom {self.judul[kolom]}",
            kutipan=" · ".join(satu.teks for satu in self.baris[baris] if satu.teks), ada=sel.teks,
            seharusnya=seharusnya, url=self.asal.url,
        )  # fmt: skip


def baca_kisi(asal: TabelNaskah) -> Kisi:
    """The grid of a table, whose cells are read once; those that another covers are empty."""
    tabel = asal.tabel
    judul = tuple(satu.judul for satu in tabel.kolom)
    return Kisi(asal, judul, sekali(tabel, "kisi", lambda: _baris(tabel, judul)))


def _baris(tabel: Tabel, judul: Sequence[str]) -> tuple[tuple[SelTabel, ...], ...]:
    kolom = [_kolom(satu, [_sel(baris, ke) for baris in tabel.baris]) for ke, satu in enumerate(judul)]
    return tuple(zip(*kolom, strict=True)) if kolom else ()


def _sel(baris: Baris, ke: int) -> Sel | None:
    return baris.sel[ke] if ke < len(baris.sel) and baris.sel[ke].baris else None


def _kolom(judul: str, sel: Sequence[Sel | None]) -> list[SelTabel]:
    teks = ["".join(satu.isi for satu in isi.isi).strip() if isi else "" for isi in sel]
    return [
        SelTabel(satu, bacaan, bool(isi) and not any(bagian.jenis == "angka" for bagian in isi.isi))
        for satu, bacaan, isi in zip(teks, _bacaan(judul, teks), sel, strict=True)
    ]


def _bacaan(judul: str, teks: Sequence[str]) -> list[tuple[Reading, ...]]:
    """What the texts of a column can be read as.

    Among amounts `200.000` is two hundred thousand and `94,539` ninety-four thousand, whichever sign the
    others group with: no amount of rupiah has decimals. Elsewhere the column decides, and where it says
    nothing the grammar of the report does.
    """
    semua = [readings(satu) for satu in teks]
    tunggal = [satu[0] for satu in semua if len(satu) == 1 and not satu[0].percent]
    uang = [satu for satu in tunggal if abs(satu.value) >= SERIBU]
    rupiah = _RUPIAH.search(judul) and not _PERSEN.search(judul)
    if len(uang) * 2 > len(tunggal) or (not tunggal and rupiah):
        return [(max(satu, key=lambda b: abs(b.value)),) if len(satu) > 1 else satu for satu in semua]
    return [
        tuple(b for b in satu if b.style is Style.INDONESIAN) if len(satu) > 1 else satu
        for satu in column_readings(teks)
    ]


def kisi_ketikan(bagian: BagianNaskah) -> Iterator[Kisi]:
    """The tables of a section in which somebody typed a digit; the others are bound to the data."""
    for satu in bagian.tabel:
        isi = (bagian for baris in satu.tabel.baris for sel in baris.sel for bagian in sel.isi)
        if any(bagian.jenis == "teks" and any(map(str.isdigit, bagian.isi)) for bagian in isi):
            yield baca_kisi(satu)


def sel_rusak(kisi: Kisi) -> Iterator[Temuan]:
    """SEL-RUSAK: in a column of amounts a percentage, words, or digits whose groups are broken."""
    for kolom, judul in enumerate(kisi.judul):
        if not _RUPIAH.search(judul) or _PERSEN.search(judul) or not _rupiah(kisi, kolom):
            continue
        for ke, baris in enumerate(kisi.baris):
            sel = baris[kolom]
            if not sel.ketikan or sel.kosong:
                continue
            if not sel.bacaan:
                kalimat = f"“{sel.teks}” bukan jumlah rupiah: setiap kelompok ribuan berisi tiga angka."
            elif sel.bacaan[0].percent:
                kalimat = f"“{sel.teks}” adalah persentase dalam kolom rupiah."
            else:
                continue
            yield kisi.temuan("SEL-RUSAK", ke, kolom, kalimat)


def _rupiah(kisi: Kisi, kolom: int) -> bool:
    """Whether most cells of a column are amounts."""
    isi = [baris[kolom] for baris in kisi.baris if not baris[kolom].kosong]
    uang = [b for satu in isi for b in satu.bacaan[:1] if not b.percent and abs(b.value) >= SERIBU]
    return len(uang) * 2 > len(isi)


def sisa_beda(kisi: Kisi) -> Iterator[Temuan]:
    """SISA-BEDA: sisa is not pagu − realisasi of its row."""
    kolom = kisi.kolom("sisa")
    for ke, pagu, nyata in _serapan(kisi):
        if kolom is None or not (sel := kisi.baris[ke][kolom]).ketikan or sel.nilai is None:
            continue
        if sel.nilai != pagu - nyata:
            benar = format_angka(pagu - nyata, 0)
            kalimat = f"Pagu dikurangi realisasi baris ini adalah {benar}."
            yield kisi.temuan("SISA-BEDA", ke, kolom, kalimat, benar)


def persen_beda(kisi: Kisi) -> Iterator[Temuan]:
    """PERSEN-BEDA in tables: the percentage is not realisasi / pagu, half-up to the decimals printed."""
    kolom = kisi.kolom(r"^(?!.*sisa)", persen=True)
    for ke, pagu, nyata in _serapan(kisi):
        if kolom is None or not pagu or not (sel := kisi.baris[ke][kolom]).ketikan or sel.nilai is None:
            continue
        desimal = max(-int(sel.nilai.as_tuple().exponent), 0)
        if bulatkan(nyata / pagu * 100, desimal) != sel.nilai:
            benar = persen(nyata / pagu * 100)
            yield kisi.temuan("PERSEN-BEDA", ke, kolom, f"Realisasi dibagi pagu adalah {benar}.", benar)


def lebih_pagu(kisi: Kisi) -> Iterator[Temuan]:
    """LEBIH-PAGU in tables: more was spent than granted."""
    kolom = kisi.kolom("realisasi")
    for ke, pagu, nyata in _serapan(kisi):
        if kolom is not None and kisi.baris[ke][kolom].ketikan and nyata > pagu:
            kalimat = f"Realisasi melebihi pagu {format_angka(pagu, 0)}."
            yield kisi.temuan(
                "LEBIH-PAGU", ke, kolom, kalimat, f"paling banyak {format_angka(pagu, 0)}", Severity.WARNING
            )


def _serapan(kisi: Kisi) -> Iterator[tuple[int, Decimal, Decimal]]:
    """Rows that have both a pagu and a realisasi in rupiah, with the two."""
    pagu, nyata = kisi.kolom("pagu|anggaran"), kisi.kolom("realisasi")
    if pagu is None or nyata is None or pagu == nyata:
        return
    for ke, baris in enumerate(kisi.baris):
        a, b = baris[pagu], baris[nyata]
        if a.nilai is None or b.nilai is None or a.bacaan[0].percent or b.bacaan[0].percent:
            continue
        yield ke, a.nilai, b.nilai


def jumlah_anak(kisi: Kisi) -> Iterator[Temuan]:
    """JUMLAH-ANAK: a parent by its code, or a total row, is not the sum of what stands under or above it.

    A total row may also print the mean of its column. A column with a cell that cannot be read is left to
    SEL-RUSAK.
    """
    anak = _anak(kisi)
    daun = [ke for ke in range(len(kisi.baris)) if ke not in anak and not kisi.jumlah(ke)]
    induk = dict(anak) | {ke: [d for d in daun if d < ke] for ke in range(len(kisi.baris)) if kisi.jumlah(ke)}
    for ke, bawah in induk.items():
        for kolom, judul in enumerate(kisi.judul):
            if judul.lower() not in _NOMOR and not _PERSEN.search(judul):
                yield from _jumlah(kisi, ke, kolom, bawah)


def _jumlah(kisi: Kisi, induk: int, kolom: int, bawah: Sequence[int]) -> Iterator[Temuan]:
    sel = kisi.baris[induk][kolom]
    isi = [kisi.baris[ke][kolom] for ke in bawah if not kisi.baris[ke][kolom].kosong]
    nilai = [satu.nilai for satu in isi]
    if not sel.ketikan or sel.nilai is None or len(nilai) < 2 or None in nilai:
        return
    if any(satu.bacaan[0].percent for satu in (sel, *isi)):
        return
    jumlah = sum(nilai, Decimal(0))  # type: ignore[arg-type]
    rata = bulatkan(jumlah / len(nilai), max(-int(sel.nilai.as_tuple().exponent), 0))
    if sel.nilai not in (jumlah, rata):
        benar = format_angka(jumlah, None)
        yield kisi.temuan("JUMLAH-ANAK", induk, kolom, f"Jumlah rinciannya adalah {benar}.", benar)


def _anak(kisi: Kisi) -> dict[int, list[int]]:
    """Row of a parent -> rows right under it, by codes such as CQ.6710.QGE and CQ.6710.QGE.004."""
    kolom = kisi.kolom(r"^kode\b")
    hasil: dict[int, list[int]] = {}
    terbuka: list[int] = []
    for ke, baris in enumerate(kisi.baris if kolom is not None else ()):
        kode = baris[kolom].teks
        while terbuka and not kode.startswith(f"{kisi.baris[terbuka[-1]][kolom].teks}."):
            terbuka.pop()
        if terbuka and kode:
            hasil.setdefault(terbuka[-1], []).append(ke)
        if kode:
            terbuka.append(ke)
    return hasil


def satuan_campur(kisi: Kisi) -> Iterator[Temuan]:
    """SATUAN-CAMPUR: in one row the capaian of two years, or target and realisasi, in different units."""
    capaian = [ke for ke, judul in enumerate(kisi.judul) if re.search("capaian", judul, re.IGNORECASE)]
    ukuran = [
        ke for ke, judul in enumerate(kisi.judul)
        if re.search("target|realisasi", judul, re.IGNORECASE) and ke not in capaian
    ]  # fmt: skip
    for ke, baris in enumerate(kisi.baris):
        for kolom in (capaian, ukuran):
            satuan = {satu: _satuan(baris[satu].teks) for satu in kolom if baris[satu].ketikan}
            jelas = {satu: isi for satu, isi in satuan.items() if isi}
            if len(set(jelas.values())) > 1:
                awal, akhir = next(iter(jelas)), list(jelas)[-1]
                yield kisi.temuan(
                    "SATUAN-CAMPUR", ke, awal,
                    f"{baris[awal].teks} dibandingkan dengan {baris[akhir].teks}: satuannya berbeda.",
                    f"satuan {jelas[akhir]}", Severity.WARNING,
                )  # fmt: skip


def _satuan(teks: str) -> str:
    cocok = _SATUAN.fullmatch(teks)
    return cocok[1].lower() if cocok else ""
