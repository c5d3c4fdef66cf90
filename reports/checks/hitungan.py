"""Typed numbers against the data: the overall capaian, every other figure, words beside digits."""

import re
from collections.abc import Iterator

from importing.findings import Severity
from kinerja.angka import persen
from reports.checks.acuan import Acuan
from reports.checks.alat import sebelum, temuan_di
from reports.checks.data import Data
from reports.checks.ketikan import AngkaKetik, Jenis
from reports.checks.naskah import BagianNaskah, Potongan
from reports.checks.teks import kalimat_di
from reports.checks.temuan import Temuan
from ui.words import terbilang

_SELURUHNYA = re.compile(
    r"rata-rata\s+capaian|capaian\s+rata-rata|capaian(?:nya)?\s+kinerja|secara\s+keseluruhan", re.IGNORECASE
)
_SATU_SASARAN = re.compile(r"\bsasaran\s+(?:ke|ini|tersebut|\d)", re.IGNORECASE)
_TAHUN_LALU = re.compile(r"tahun\s+(?:lalu|sebelumnya)", re.IGNORECASE)
#: A noun that tells which amount is meant: the last one before the number counts.
_UANG = re.compile(
    r"\b(penambahan|tambahan|bertambah|sisa|pagu awal|dipa awal|selisih"
    r"|menjadi|pagu|dipa|realisasi|terserap|belanja)\b",
    re.IGNORECASE,
)
_AKHIRAN = {
    "penambahan": ".tambahan", "tambahan": ".tambahan", "bertambah": ".tambahan", "sisa": ".sisa",
    "pagu awal": ".pagu_awal", "dipa awal": ".pagu_awal",
}  # fmt: skip


def capaian_beda(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """CAPAIAN-BEDA: an overall capaian that is neither of the means of the measurement."""
    for potongan in bagian.prosa if data.capaian else ():
        satu_sasaran = bagian.kunci.startswith("bab3.sasaran-") or _SATU_SASARAN.search(potongan.teks)
        for ketikan in _keseluruhan(potongan):
            if any(ketikan.cocok(satu) for satu in data.capaian):
                continue
            if satu_sasaran and any(ketikan.cocok(satu) for satu in data.capaian_sasaran):
                continue
            benar = persen(data.capaian[0])
            yield temuan_di(
                potongan, ketikan, "CAPAIAN-BEDA", Severity.ERROR,
                f"Capaian keseluruhan menurut pengukuran adalah {benar}.", seharusnya=benar,
            )  # fmt: skip


def _keseluruhan(potongan: Potongan) -> Iterator[AngkaKetik]:
    """The typed percentage that a sentence tells as the overall capaian of this year."""
    for sebutan in _SELURUHNYA.finditer(potongan.teks):
        if potongan.mengikat(sebutan.start(), sebutan.end()):
            continue
        _, akhir = kalimat_di(potongan.teks, sebutan.start())
        for satu in potongan.angka_di(sebutan.end(), akhir):
            if satu.jenis is not Jenis.PERSEN:
                continue
            antara = potongan.teks[sebutan.end() : satu.awal]
            if antara.lower().rstrip().endswith("target"):
                continue
            if not satu.terikat and not re.search(r"indikator|anggaran|serapan", antara, re.IGNORECASE):
                yield satu
            break


def angka_narasi(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """ANGKA-NARASI: a typed number that no figure of the data has, an earlier one, or one misnamed."""
    for potongan in (satu for satu in bagian.prosa if satu.ketikan):
        milik_lain = {id(satu) for satu in _keseluruhan(potongan)} if data.capaian else set()
        for ketikan in potongan.ketikan:
            if id(ketikan) not in milik_lain and not _dihitung_lain(potongan, ketikan):
                yield from _angka(potongan, ketikan, data)


def _dihitung_lain(potongan: Potongan, ketikan: AngkaKetik) -> bool:
    """Whether another check looks at it: counts of sasaran and indikator, fractions, their results."""
    return (
        ketikan.jenis is Jenis.PECAHAN
        or ketikan.dalam_kata
        or (ketikan.jenis is Jenis.BANYAK and ketikan.benda.startswith(("sasaran", "indikator")))
        or potongan.teks[: ketikan.awal].rstrip().endswith("=")
    )


def _angka(potongan: Potongan, ketikan: AngkaKetik, data: Data) -> Iterator[Temuan]:
    tingkat = Severity.NOTE if ketikan.jenis is Jenis.BANYAK else Severity.WARNING
    if ketikan.nilai is None:
        kalimat = (
            f"“{ketikan.teks}” bukan penulisan angka yang sah; tulislah misalnya 1.234,56 atau Rp12.500."
        )
        yield temuan_di(potongan, ketikan, "ANGKA-NARASI", tingkat, kalimat)
        return
    cocok = data.acuan.cocok(ketikan)
    if not cocok:
        yield _tanpa_acuan(potongan, ketikan, data, tingkat)
    elif bentrok := _salah_sebut(potongan, ketikan, cocok, data):
        yield bentrok
    elif all(satu.lama for satu in cocok) and not _menyebut_lama(potongan, ketikan, cocok[0]):
        kini = next(
            (satu for satu in data.acuan.isi if satu.kunci == _kini(cocok[0]) and not satu.lama), None
        )
        kalimat = f"{ketikan.teks} adalah {cocok[0].sebutan}, bukan angka Tahun {data.tahun}."
        yield temuan_di(
            potongan, ketikan, "ANGKA-NARASI", Severity.WARNING, kalimat, seharusnya=kini.teks if kini else ""
        )


def _tanpa_acuan(potongan: Potongan, ketikan: AngkaKetik, data: Data, tingkat: Severity) -> Temuan:
    sasaran = re.fullmatch(r"bab3\.(sasaran-\d+)", potongan.bagian)
    dekat = data.acuan.terdekat(ketikan, sasaran[1].replace("-", ".") if sasaran else "")
    kalimat = f"{ketikan.teks} tidak ditemukan dalam data."
    if dekat:
        kalimat += f" Mungkin yang dimaksud {dekat.sebutan}, yaitu {dekat.teks}."
    return temuan_di(
        potongan, ketikan, "ANGKA-NARASI", tingkat, kalimat, seharusnya=dekat.teks if dekat else ""
    )


def _salah_sebut(potongan: Potongan, ketikan: AngkaKetik, cocok: list[Acuan], data: Data) -> Temuan | None:
    """An amount of the data under the noun of another one: the whole pagu called the addition to it."""
    sebutan = _UANG.findall(sebelum(potongan, ketikan)) if ketikan.jenis is Jenis.RUPIAH else []
    akhiran = _AKHIRAN.get(sebutan[-1].lower()) if sebutan else None
    if akhiran is None or any(satu.kunci.endswith(akhiran) for satu in cocok):
        return None
    calon = [satu for satu in data.acuan.isi if satu.kunci.endswith(akhiran)]
    if not calon:
        return None
    benar = min(calon, key=lambda satu: (satu.kunci != f"anggaran{akhiran}", satu.kunci))
    kalimat = f"{ketikan.teks} adalah {cocok[0].sebutan}, sedangkan {benar.sebutan} adalah {benar.teks}."
    return temuan_di(potongan, ketikan, "ANGKA-NARASI", Severity.ERROR, kalimat, seharusnya=benar.teks)


def _kini(acuan: Acuan) -> str:
    return acuan.kunci.removesuffix("_lalu")


def _menyebut_lama(potongan: Potongan, ketikan: AngkaKetik, acuan: Acuan) -> bool:
    """Whether the sentence says of itself that the figure is an earlier one."""
    awal, akhir = kalimat_di(potongan.teks, ketikan.awal)
    kalimat = potongan.teks[awal:akhir]
    return acuan.lama.split()[-1] in kalimat or bool(_TAHUN_LALU.search(kalimat))


def terbilang_beda(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """TERBILANG-BEDA: words in brackets that are another number than the digits before them, or none."""
    for potongan in bagian.potongan:
        for ketikan in potongan.angka if "(" in potongan.teks else ():
            if not ketikan.kata or ketikan.jumlah is None or _kata_terikat(potongan, ketikan):
                continue
            if ketikan.nilai_kata is None:
                kalimat = f"“{ketikan.kata}” tidak membentuk bilangan; angkanya {ketikan.teks}."
            elif ketikan.nilai_kata != ketikan.jumlah:
                kalimat = f"“{ketikan.kata}” tidak sama dengan {ketikan.teks}."
            else:
                continue
            yield temuan_di(
                potongan, ketikan, "TERBILANG-BEDA", Severity.ERROR, kalimat,
                ada=ketikan.kata, seharusnya=_dalam_kata(ketikan),
            )  # fmt: skip


def _kata_terikat(potongan: Potongan, ketikan: AngkaKetik) -> bool:
    tempat = potongan.teks.find(ketikan.kata, ketikan.akhir)
    return potongan.mengikat(tempat, tempat + 1)


def _dalam_kata(ketikan: AngkaKetik) -> str:
    jumlah = ketikan.jumlah
    return terbilang(int(jumlah)) if jumlah == jumlah.to_integral_value() else ""
