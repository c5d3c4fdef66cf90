"""Fractions in prose and cells: whose they are, and what they come to."""

import re
from collections.abc import Iterator
from decimal import Decimal

from importing.findings import Severity
from kinerja.angka import AngkaTidakSah, bulatkan, parse_angka, persen
from reports.checks.alat import temuan_di
from reports.checks.data import Data, Pasangan
from reports.checks.ketikan import AngkaKetik, Jenis
from reports.checks.naskah import BagianNaskah, Potongan, TabelNaskah
from reports.checks.teks import ratakan
from reports.checks.temuan import Temuan

_HASIL = re.compile(r"\s*\)?\s*(?:[x×*]\s*100\s*%?)?\s*\)?\s*=\s*(\d[\d.,]*\d|\d)\s*%")


def rasio_asing(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """RASIO-ASING: a fraction under the name of a component whose pembilang and penyebut are others."""
    disebut: str | None = None
    kata = [satu for satu in bagian.potongan if satu.jenis != "sel"]
    for potongan in kata if any("/" in satu.teks for satu in kata) else ():
        if potongan.jenis == "subjudul":
            disebut = None
        dibaca = 0
        for ketikan in _pecahan(potongan):
            disebut = _terakhir_disebut(potongan.teks[dibaca : ketikan.awal], data) or disebut
            dibaca = ketikan.akhir
            yield from _asing(potongan, ketikan, disebut, data)
        disebut = _terakhir_disebut(potongan.teks[dibaca:], data) or disebut
    for tabel in bagian.tabel:
        yield from _asing_dalam_tabel(tabel, data)


def _pecahan(potongan: Potongan) -> Iterator[AngkaKetik]:
    for satu in potongan.ketikan:
        if satu.jenis is Jenis.PECAHAN and satu.nilai is not None and satu.bawah is not None:
            yield satu


def _terakhir_disebut(teks: str, data: Data) -> str | None:
    """The component named last in a text."""
    rata = ratakan(teks)
    tempat = {satu.nama: rata.rfind(ratakan(satu.nama)) for satu in data.pasangan}
    ada = {nama: ke for nama, ke in tempat.items() if ke >= 0}
    return max(ada, key=lambda nama: (ada[nama], len(nama))) if ada else None


def _asing(potongan: Potongan, ketikan: AngkaKetik, nama: str | None, data: Data) -> Iterator[Temuan]:
    milik = [satu for satu in data.pasangan if satu.nama == nama]
    if not milik or any(_sama(satu, ketikan) for satu in milik):
        return
    pemilik = next((satu.nama for satu in data.pasangan if _sama(satu, ketikan)), None)
    benar = f"{_tulis(milik[0].pembilang)}/{_tulis(milik[0].penyebut)}"
    lain = f"; {ketikan.teks} adalah milik {pemilik}" if pemilik else ""
    yield temuan_di(
        potongan, ketikan, "RASIO-ASING", Severity.ERROR,
        f"Pembilang dan penyebut {nama} adalah {benar}{lain}.", seharusnya=benar,
    )  # fmt: skip


def _asing_dalam_tabel(isi: TabelNaskah, data: Data) -> Iterator[Temuan]:
    nama_komponen = {satu.nama for satu in data.pasangan}
    for ke, baris in enumerate(isi.tabel.baris, start=1):
        teks = ["".join(satu.isi for satu in sel.isi) for sel in baris.sel]
        nama = next((satu for satu in teks if satu in nama_komponen), None)
        for satu in (satu for satu in teks if nama and "/" in satu):
            potongan = Potongan(isi.bagian, f"{isi.tempat}, baris {ke}", "sel", satu, (), isi.url)
            for ketikan in _pecahan(potongan):
                yield from _asing(potongan, ketikan, nama, data)


def _sama(pasangan: Pasangan, ketikan: AngkaKetik) -> bool:
    return pasangan.pembilang == ketikan.nilai and pasangan.penyebut == ketikan.bawah


def _tulis(nilai: Decimal) -> str:
    return format(nilai.normalize(), "f") if nilai % 1 else str(int(nilai))


def persen_pecahan(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """PERSEN-BEDA in prose: what is printed after a fraction is not what it comes to, half-up."""
    for potongan in bagian.prosa:
        for ketikan in potongan.angka if "=" in potongan.teks else ():
            hasil = _HASIL.match(potongan.teks, ketikan.akhir)
            if ketikan.jenis is not Jenis.PECAHAN or not hasil or ketikan.terikat:
                continue
            if not ketikan.bawah or ketikan.nilai is None or (tertulis := _baca(hasil[1])) is None:
                continue
            hitung = ketikan.nilai / ketikan.bawah * 100
            if bulatkan(hitung, max(-int(tertulis.as_tuple().exponent), 0)) != tertulis:
                yield temuan_di(
                    potongan, ketikan, "PERSEN-BEDA", Severity.ERROR,
                    f"{ketikan.teks} adalah {persen(hitung)}, bukan {hasil[1]}%.",
                    ada=f"{hasil[1]}%", seharusnya=persen(hitung),
                )  # fmt: skip


def _baca(teks: str) -> Decimal | None:
    try:
        return parse_angka(teks)
    except AngkaTidakSah:
        return None
