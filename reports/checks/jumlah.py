"""Counts of sasaran and indikator in prose: of the whole PK, of those that meet their target or do not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from importing.findings import Severity
from reports.checks.alat import temuan_di
from reports.checks.data import Data, Hitungan
from reports.checks.ketikan import AngkaKetik, Jenis
from reports.checks.naskah import BagianNaskah, Potongan
from reports.checks.teks import kalimat_di
from reports.checks.temuan import Temuan
from ui.words import jumlah_kata

MEMENUHI, BELUM, TAK_TERHITUNG = "memenuhi target", "belum memenuhi target", "belum dapat dihitung"
_TARGET = r"(?:memenuhi|mencapai|melampaui|melebihi)\s+(?:\w+\s+){0,3}?(?:target|100\s?(?:%|persen))"
_TERCAPAI = r"tercapai|terpenuhi|berhasil(?=\s*$|\s+(?:dicapai|dipenuhi|penuh))|sesuai\s+(?:dengan\s+)?target"
_BUKAN = r"\b(?:belum|tidak|tak|gagal)\b"
_HINGGA_100 = r"capaian(?:nya)?\s+(?:\w+\s+){0,2}?100\s?(?:%|persen)"
#: The words that tell which count is meant, the first that fits.
_KELAS = (
    (None, r"\b(?:tidak|tak|belum)\s+(?:ada|satu)\b"),
    (TAK_TERHITUNG, rf"{_BUKAN}\s+(?:dapat\s+|bisa\s+)?(?:dihitung|terhitung|diukur|terukur)"),
    (
        BELUM,
        rf"\bdi\s?bawah\s+(?:target|100)|kurang\s+dari\s+(?:target|100)|\b(?:belum|gagal)\s*$"
        rf"|{_BUKAN}\s+(?:(?!semua|seluruh)\w+\s+){{0,2}}?(?:{_TARGET}|{_TERCAPAI})",
    ),
    (None, rf"{_BUKAN}|\b(?:bukan|hampir|nyaris)\b"),
    (MEMENUHI, rf"\b(?:{_TARGET}|{_TERCAPAI}|{_HINGGA_100})"),
)
#: Where the words about a count end: another clause, or an aim instead of a result.
_BATAS = re.compile(
    r"[,;:]|\b(?:dan(?!\s+(?:memenuhi|mencapai|melampaui|melebihi)|/atau)|serta|sedangkan|sementara|namun|tetapi"
    r"|untuk|agar|guna|supaya|harus|wajib|akan|diharapkan|rangka|jika|bila|apabila|karena|sehingga)\b",
    re.IGNORECASE,
)
_DEPAN = re.compile(r"\b(?:dari|pada|dalam)\s+(?:(?:seluruh|total|jumlah|keseluruhan)\s+)*$", re.IGNORECASE)
#: Longer than "dari seluruh jumlah keseluruhan"; what stands before it is not looked at.
PANJANG_DEPAN = 60
_KURUNG = re.compile(r"^\s*\([^)]*\)")
_YANG = re.compile(r"^\s*(?:indikator|sasaran)(?:\s+(?:kinerja|kegiatan))*\s+yang\b", re.IGNORECASE)
_DARI = re.compile(r"^\s*(?:di antara|dari)\b", re.IGNORECASE)
_WAKTU_LAIN = re.compile(r"tahun\s+(?:lalu|sebelumnya)|\b(?:triwulan|semester)\b", re.IGNORECASE)
_SATU_SASARAN = re.compile(r"\bsasaran\s+(?:ke\w+|ini|itu|tersebut|\d|pertama)", re.IGNORECASE)


@dataclass(frozen=True)
class _Sebutan:
    """A typed count with the words after it up to the next count, and whether it is "dari 14 indikator"."""

    potongan: Potongan
    ketikan: AngkaKetik
    kalimat: str
    ekor: str
    di_depan: bool

    def kelas(self, tahun: int) -> str | None:
        """Which count its words speak of; None: they do not tell, or speak of another time."""
        if (self.di_depan and not _YANG.match(self.ekor)) or _lain_waktu(self.kalimat, tahun):
            return None
        klausa = _BATAS.split(self.ekor)[0].strip(" .!")
        return next((kelas for kelas, pola in _KELAS if re.search(pola, klausa, re.IGNORECASE)), None)

    @property
    def melampaui(self) -> bool:
        """Whether it counts those above their target, some of those that meet it."""
        return bool(re.search(r"melampaui|melebihi|di atas", self.ekor)) and "memenuhi" not in self.ekor


def hitung_sasaran(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """HITUNG-SASARAN: a count of sasaran that is not that of the PK, or of the Renstra for strategic ones."""
    for satu in _hitungan(bagian, "sasaran"):
        if not satu.ketikan.benda.startswith("sasaran strategis"):
            yield from _hitung(satu, "HITUNG-SASARAN", "sasaran", "indikator", [data.sasaran], data)
        elif data.jumlah_sasaran_strategis not in (None, satu.ketikan.nilai):
            jumlah = data.jumlah_sasaran_strategis
            kalimat = f"Jumlah sasaran strategis dalam Renstra adalah {jumlah_kata(jumlah)}."
            yield _temuan(satu, "HITUNG-SASARAN", Severity.ERROR, kalimat, [jumlah])


def hitung_indikator(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """HITUNG-INDIKATOR: a count of indikator that is not the one its words speak of."""
    for satu in _hitungan(bagian, "indikator"):
        if not satu.ketikan.benda.startswith("indikator kinerja utama"):
            calon = [data.indikator, *_sasaran_terkait(bagian, satu, data)]
            yield from _hitung(satu, "HITUNG-INDIKATOR", "indikator", "sasaran", calon, data)


def _hitungan(bagian: BagianNaskah, benda: str) -> Iterator[_Sebutan]:
    """Every typed count of a thing: "12 indikator", "12 dari 14 indikator", "Dari 14 indikator, 12 belum"."""
    for potongan in (satu for satu in bagian.prosa if benda in satu.teks.lower()):
        terakhir: AngkaKetik | None = None
        banyak = (ketikan for ketikan in potongan.angka if ketikan.jenis is Jenis.BANYAK)
        for satu in (_sebutan(potongan, ketikan) for ketikan in banyak):
            if _menghitung(satu, benda, terakhir):
                terakhir = satu.ketikan
                if not terakhir.terikat and terakhir.nilai is not None:
                    yield satu


def _menghitung(satu: _Sebutan, benda: str, terakhir: AngkaKetik | None) -> bool:
    if satu.ketikan.benda.startswith(benda):
        return True
    if _DARI.match(satu.ekor):
        return bool(re.match(rf"[^,;:]{{0,60}}?\b{benda}\b", satu.ekor))
    awal, _ = kalimat_di(satu.potongan.teks, satu.ketikan.awal)
    langsung = re.match(
        r"\s*(?:yang\s+|telah\s+|sudah\s+)*(?:memenuhi|mencapai|belum|tidak|di bawah)\b", satu.ekor
    )
    return bool(terakhir and terakhir.awal >= awal and langsung)


def _sebutan(potongan: Potongan, ketikan: AngkaKetik) -> _Sebutan:
    """The words about a count run on over "dari 14 indikator" and "100%" behind it."""
    awal, akhir = kalimat_di(potongan.teks, ketikan.awal)
    berikut = (
        lain.awal
        for lain in potongan.angka_di(ketikan.akhir, akhir)
        if not _di_depan(potongan, lain) and not _seratus(lain)
    )
    ekor = potongan.teks[ketikan.akhir : next(berikut, akhir)]
    return _Sebutan(
        potongan, ketikan, potongan.teks[awal:akhir], _KURUNG.sub("", ekor), _di_depan(potongan, ketikan)
    )


def _di_depan(potongan: Potongan, ketikan: AngkaKetik) -> bool:
    return bool(_DEPAN.search(potongan.teks[max(0, ketikan.awal - PANJANG_DEPAN) : ketikan.awal]))


def _seratus(ketikan: AngkaKetik) -> bool:
    return ketikan.jenis is Jenis.PERSEN and ketikan.nilai == 100


# A sentence of many counts is asked once for each of them.
@lru_cache(maxsize=100)
def _lain_waktu(kalimat: str, tahun: int) -> bool:
    tahun_lain = [satu for satu in re.findall(r"\b20\d\d\b", kalimat) if satu != str(tahun)]
    return bool(tahun_lain) or bool(_WAKTU_LAIN.search(kalimat))


@lru_cache(maxsize=100)
def _satu_sasaran(kalimat: str) -> bool:
    return bool(_SATU_SASARAN.search(kalimat))


def _sasaran_terkait(bagian: BagianNaskah, satu: _Sebutan, data: Data) -> list[Hitungan]:
    """The counts within the sasaran of a section, or within any where the sentence speaks of one."""
    if bagian.kunci.startswith("bab3.sasaran-"):
        nomor = bagian.kunci.removeprefix("bab3.sasaran-")
        return [hitungan for ke, hitungan in data.indikator_sasaran if str(ke) == nomor]
    if _satu_sasaran(satu.kalimat):
        return [hitungan for _, hitungan in data.indikator_sasaran]
    return []


def _hitung(
    satu: _Sebutan, kode: str, benda: str, pasangan: str, calon: list[Hitungan], data: Data
) -> Iterator[Temuan]:
    """A part that nobody can count asks for a reason; more than there are is wrong."""
    nilai, kelas = satu.ketikan.nilai, satu.kelas(data.tahun)
    if kelas is None:
        yield from _tanpa_kelas(satu, kode, benda, pasangan, data)
        return
    benar = [jumlah for hitungan in calon for jumlah in _menurut(hitungan, kelas)]
    if nilai in benar or (satu.melampaui and nilai <= max(benar)):
        return
    tingkat = Severity.ERROR if nilai > max(benar) else Severity.WARNING
    lain = ", ".join(str(_menurut(hitungan, kelas)[0]) for hitungan in dict.fromkeys(calon[1:]))
    kalimat = f"Menurut data, {jumlah_kata(benar[0])} dari {calon[0].seluruh} {benda} {kelas}"
    kalimat += f"; dalam satu sasaran {lain}." if lain else "."
    yield _temuan(satu, kode, tingkat, kalimat, benar)


def _menurut(hitungan: Hitungan, kelas: str) -> list[int]:
    """The counts that a word may mean: one without capaian does not meet its target either."""
    if kelas == MEMENUHI:
        return [hitungan.memenuhi]
    if kelas == TAK_TERHITUNG:
        return [hitungan.tidak_terhitung]
    return [hitungan.di_bawah, hitungan.di_bawah + hitungan.tidak_terhitung]


def _tanpa_kelas(satu: _Sebutan, kode: str, benda: str, pasangan: str, data: Data) -> Iterator[Temuan]:
    """The whole, where it is meant; else any count that the data knows."""
    hitungan = data.indikator if benda == "indikator" else data.sasaran
    nilai, seluruh = satu.ketikan.nilai, hitungan.seluruh
    kalimat = f"Jumlah {benda} dalam Perjanjian Kinerja adalah {jumlah_kata(seluruh)}"
    if nilai == seluruh:
        return
    if nilai > seluruh or _bersama(satu, pasangan):
        yield _temuan(satu, kode, Severity.ERROR, f"{kalimat}.", [seluruh])
        return
    sebutan = {MEMENUHI: hitungan.memenuhi, BELUM: hitungan.di_bawah, TAK_TERHITUNG: hitungan.tidak_terhitung}
    per_sasaran = [isi.seluruh for _, isi in data.indikator_sasaran] if benda == "indikator" else []
    if nilai in (*sebutan.values(), *per_sasaran, hitungan.di_bawah + hitungan.tidak_terhitung):
        return
    rincian = "; ".join(f"yang {nama} {jumlah_kata(isi)}" for nama, isi in sebutan.items())
    hal = f"{kalimat}; {rincian}. Tulislah {benda} mana yang dihitung, atau betulkan angkanya."
    yield _temuan(satu, kode, Severity.WARNING, hal, [seluruh, *sebutan.values()])


def _bersama(satu: _Sebutan, benda: str) -> bool:
    """Whether the sentence counts the other kind too, or says "jumlah": then the whole PK is meant."""
    awal, akhir = kalimat_di(satu.potongan.teks, satu.ketikan.awal)
    return satu.ketikan.teks.lower().startswith("jumlah") or any(
        lain.benda.startswith(benda) for lain in satu.potongan.angka_di(awal, akhir)
    )


def _temuan(satu: _Sebutan, kode: str, tingkat: Severity, kalimat: str, benar: list[int]) -> Temuan:
    ketikan = satu.ketikan
    return temuan_di(
        satu.potongan, ketikan, kode, tingkat, kalimat,
        ada=f"{ketikan.teks} ({ketikan.kata})" if ketikan.kata else ketikan.teks,
        seharusnya=" atau ".join(jumlah_kata(jumlah) for jumlah in dict.fromkeys(benar)),
    )  # fmt: skip
