"""The narrative as its pages read it: the sections with their state, one section with its draft."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, QuerySet

from accounts.models import User
from reports.difference import baris_polos
from reports.models import DrafNarasi, LaporanKinerja, Narasi, VersiNarasi
from reports.narrative import NarasiRusak, NarasiTerlaluPanjang, baca_markup, dari_teks
from reports.sections import BagianNarasi, bagian_narasi
from reports.states import AsalNarasi


@dataclass(frozen=True)
class BarisNarasi:
    """A section in the list: what stands in it, who wrote last, whether this person has a draft of it."""

    bagian: BagianNarasi
    narasi: Narasi | None
    akhir: VersiNarasi | None
    ada_draf: bool

    @property
    def kosong(self) -> bool:
        """Whether nothing stands in it."""
        return self.narasi is None or not self.narasi.isi.strip()

    @property
    def ditulis(self) -> bool:
        """Whether a person has written it."""
        return not self.kosong and self.narasi.asal == AsalNarasi.DITULIS

    @property
    def kata(self) -> int:
        """How many words it has."""
        return len(" ".join(baris_polos(self.narasi.isi)).split()) if self.narasi else 0

    @property
    def keadaan(self) -> tuple[str, str]:
        """Its state and the tone of the chip."""
        if self.kosong:
            return "Belum ditulis", "netral"
        if self.ditulis:
            return "Ditulis", "baik"
        return AsalNarasi(self.narasi.asal).label, "perhatian"


def daftar_narasi(laporan: LaporanKinerja, user: User) -> list[tuple[str, list[BarisNarasi]]]:
    """The sections by chapter. The number of queries does not grow with them."""
    narasi = {satu.kunci: satu for satu in laporan.narasi.all()}
    akhir = {satu.narasi_id: satu for satu in _versi_akhir(laporan)}
    draf = set(DrafNarasi.objects.filter(laporan=laporan, user=user).values_list("kunci", flat=True))
    semua = [
        BarisNarasi(
            satu, (isi := narasi.get(satu.kunci)), akhir.get(isi.pk) if isi else None, satu.kunci in draf
        )
        for satu in bagian_narasi(laporan.perjanjian)
    ]
    return [(bab, list(isi)) for bab, isi in groupby(semua, key=lambda satu: satu.bagian.bab)]


def _versi_akhir(laporan: LaporanKinerja) -> QuerySet[VersiNarasi]:
    """The version that stands of each section, without its text."""
    semua = VersiNarasi.objects.filter(narasi__laporan=laporan, nomor=F("narasi__versi"))
    return semua.select_related("oleh").defer("isi")


@dataclass(frozen=True)
class LembarNarasi:
    """One section before the person who writes it."""

    laporan: LaporanKinerja
    bagian: BagianNarasi
    narasi: Narasi | None
    akhir: VersiNarasi | None
    draf: DrafNarasi | None

    @property
    def versi_tersimpan(self) -> int:
        """The version that is stored, 0 for none."""
        return self.narasi.versi if self.narasi else 0

    @property
    def versi(self) -> int:
        """The version on which the shown text stands."""
        return self.draf.versi if self.draf else self.versi_tersimpan

    @property
    def tersimpan(self) -> str:
        """The stored text."""
        return self.narasi.isi if self.narasi else ""

    @property
    def sumber(self) -> DrafNarasi | Narasi | None:
        """What the text of the form comes from, which names the post of the browser that brought it."""
        return self.draf or self.narasi

    @property
    def isi(self) -> str:
        """The text that the form shows: what was typed last, else what is stored."""
        return self.draf.isi if self.draf else self.tersimpan

    @property
    def bentrok(self) -> bool:
        """Whether somebody saved after the draft was begun."""
        return self.draf is not None and self.draf.versi != self.versi_tersimpan

    @property
    def asal(self) -> AsalNarasi:
        """Where the stored text comes from."""
        return AsalNarasi(self.narasi.asal) if self.narasi else AsalNarasi.DITULIS

    @property
    def galat(self) -> str:
        """What is wrong with the shown text and how it is mended; empty when it can be saved."""
        try:
            baca_markup(dari_teks(self.isi))
        except NarasiTerlaluPanjang as galat:
            return str(galat)
        except NarasiRusak as galat:
            return f"{galat} Perbaiki baris itu, atau tekan “Rapikan penanda”."
        return ""


def lembar_narasi(laporan: LaporanKinerja, kunci: str, user: User) -> LembarNarasi:
    """One section. LookupError: the LKj has no such section."""
    bagian = cari_bagian(laporan, kunci)
    narasi = laporan.narasi.filter(kunci=kunci).first()
    akhir = narasi.riwayat.select_related("oleh").defer("isi").first() if narasi else None
    draf = DrafNarasi.objects.filter(laporan=laporan, kunci=kunci, user=user).first()
    return LembarNarasi(laporan, bagian, narasi, akhir, draf)


def cari_bagian(laporan: LaporanKinerja, kunci: str) -> BagianNarasi:
    """The section with a key. LookupError: the LKj has none."""
    for satu in bagian_narasi(laporan.perjanjian):
        if satu.kunci == kunci:
            return satu
    raise LookupError(kunci)


def riwayat_narasi(laporan: LaporanKinerja, kunci: str) -> list[VersiNarasi]:
    """Every version of a section, newest first."""
    semua = VersiNarasi.objects.filter(narasi__laporan=laporan, narasi__kunci=kunci)
    return list(semua.select_related("oleh").order_by("-nomor"))
