"""What the sheet of a satker's quarter is: its indikator, what is stored and typed, who may change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from accounts.models import User
from agreements.models import Indikator, SasaranKegiatan
from kinerja.metode import Metode, SkalaPredikat
from measurements.drafts import drafts_of
from measurements.entry import Isian, isi_sekarang, kekurangan
from measurements.entry_count import Hitungan, hitung, hitung_isian
from measurements.forms import Bacaan, Ketikan, baca, dari_isian, dari_json
from measurements.models import Draf, Pengembalian, Realisasi
from measurements.policy import milik
from measurements.queries import give_past, skala_predikat
from measurements.reading import read_entry
from measurements.schedule import Periode
from measurements.states import BOLEH_DIUBAH, StatusRealisasi


@dataclass(frozen=True)
class Lembar:
    """One indikator on the sheet."""

    indikator: Indikator
    triwulan: int
    milik: bool
    terbuka: bool
    realisasi: Realisasi | None
    draf: Draf | None
    ketikan: Ketikan
    bacaan: Bacaan
    hitungan: Hitungan
    tingkat: tuple[str, ...]
    skala: dict[str, SkalaPredikat]

    @property
    def id(self) -> str:
        """The address of the indikator in the page."""
        return f"indikator-{self.indikator.pk}"

    @property
    def awalan(self) -> str:
        """What the addresses of its fields begin with."""
        return f"i{self.indikator.pk}"

    @property
    def dapat_diubah(self) -> bool:
        """Whether the form is shown."""
        boleh = self.realisasi is None or self.realisasi.status in BOLEH_DIUBAH
        return self.milik and self.terbuka and boleh

    @cached_property
    def belum(self) -> bool:
        """Whether the person has still to do something: mend what came back, save, add what is missing."""
        kembali = self.realisasi is not None and self.realisasi.status == StatusRealisasi.DIKEMBALIKAN
        return self.dapat_diubah and (kembali or self.draf is not None or bool(kurang(self)))

    @property
    def boleh_diajukan(self) -> bool:
        """Whether the state allows to submit; a realisasi that was never saved is missing, not barred."""
        diajukan = (StatusRealisasi.DRAF, StatusRealisasi.DIKEMBALIKAN)
        return self.realisasi is None or self.realisasi.status in diajukan

    @property
    def dapat_ditarik(self) -> bool:
        """Whether the submission can be taken back."""
        return self.milik and self.realisasi is not None and self.realisasi.status == StatusRealisasi.DIAJUKAN

    @property
    def versi(self) -> int:
        """The version on which the shown text stands."""
        return self.draf.versi if self.draf else self.versi_tersimpan

    @property
    def versi_tersimpan(self) -> int:
        """The version that is stored, 0 for none."""
        return self.realisasi.versi if self.realisasi else 0

    @property
    def bentrok(self) -> bool:
        """Whether somebody saved after the draft was begun."""
        return self.draf is not None and self.draf.versi != self.versi_tersimpan

    @property
    def pengembalian(self) -> Pengembalian | None:
        """Why it came back, or why its verification was undone, while that holds."""
        return self.realisasi.pengembalian_kini if self.realisasi else None

    @property
    def hitungan_tersimpan(self) -> Hitungan:
        """What the stored inputs come to."""
        isian = isi_sekarang(self.realisasi) if self.realisasi else Isian()
        return hitung_isian(self.indikator, self.triwulan, isian, self.skala)


@dataclass(frozen=True)
class Halaman:
    """The sheet of a quarter: the indikator by sasaran."""

    periode: Periode
    hari: date
    kelompok: tuple[tuple[SasaranKegiatan, tuple[Lembar, ...]], ...]

    @property
    def lembar(self) -> list[Lembar]:
        """Every indikator in order."""
        return [satu for _, isi in self.kelompok for satu in isi]

    @property
    def milik(self) -> list[Lembar]:
        """Those that the person enters."""
        return [satu for satu in self.lembar if satu.milik]

    @cached_property
    def tanpa_awal(self) -> str:
        """Why what was not begun yet is not begun any more; empty while it is."""
        return self.periode.alasan_tanpa_awal(self.hari)


def susun(periode: Periode, user: User, hari: date) -> Halaman:
    """The sheet of a satker's quarter as one person sees it, in a fixed number of reads."""
    triwulan = periode.triwulan.value
    muat(periode.indikator, triwulan)
    draf = drafts_of(user, periode.indikator, periode.triwulan)
    skala = skala_predikat()

    def terbuka(satu: Indikator) -> bool:
        ada = any(ini.triwulan == triwulan for ini in satu.realisasi.all())
        return periode.terbuka(hari) and (ada or not periode.alasan_tanpa_awal(hari))

    kelompok = tuple(
        (
            sasaran,
            tuple(
                _lembar(satu, triwulan, milik(user, satu), terbuka(satu), draf.get(satu.pk), skala)
                for satu in isi
            ),
        )
        for sasaran, isi in groupby(periode.indikator, key=lambda satu: satu.sasaran)
    )
    return Halaman(periode, hari, kelompok)


def muat(indikator: Sequence[Indikator], triwulan: int) -> None:
    """Read everything the sheet of a quarter needs of the indikator at once."""
    read_entry(indikator, triwulan)
    give_past(indikator)


def kurang(lembar: Lembar) -> list[tuple[str, str]]:
    """What a stored realisasi lacks before it may be submitted: the sentence and the address of its field."""
    if lembar.realisasi is None:
        return [("Realisasi belum disimpan.", lembar.id)]
    return [
        (satu.kalimat, f"{lembar.awalan}-{satu.bidang}")
        for satu in kekurangan(lembar.realisasi, lembar.skala)
    ]


def tingkat_skala(indikator: Indikator, skala: Mapping[str, SkalaPredikat]) -> tuple[str, ...]:
    """The levels of the indikator's scale, best first; none for another metode."""
    if indikator.metode != Metode.PREDIKAT or indikator.skala not in skala:
        return ()
    return tuple(satu.nama for satu in skala[indikator.skala].tingkat)


def _lembar(
    indikator: Indikator,
    triwulan: int,
    punya: bool,
    terbuka: bool,
    draf: Draf | None,
    skala: dict[str, SkalaPredikat],
) -> Lembar:
    realisasi = next((satu for satu in indikator.realisasi.all() if satu.triwulan == triwulan), None)
    tingkat = tingkat_skala(indikator, skala)
    isian = isi_sekarang(realisasi) if realisasi else Isian()
    if draf:
        ketikan = dari_json(draf.isi)
        bacaan = baca(indikator, ketikan, tingkat)
        hitungan = hitung(indikator, triwulan, bacaan, skala)
    else:
        ketikan, bacaan = dari_isian(isian), Bacaan(isian, {})
        hitungan = hitung_isian(indikator, triwulan, isian, skala)
    return Lembar(
        indikator, triwulan, punya, terbuka, realisasi, draf, ketikan, bacaan, hitungan, tingkat, skala
    )
