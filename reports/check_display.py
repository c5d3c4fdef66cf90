"""The findings as their page lists them: by section, with what may be done about each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from django.urls import reverse

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import can
from importing.findings import Severity
from reports.checks.gate import HasilPeriksa
from reports.checks.registry import HAL
from reports.checks.temuan import URUTAN, Temuan, menurut_tingkat
from reports.document import Bab, Bagian, BlokDasar, Dokumen
from reports.models import AlasanTemuan, LaporanKinerja
from reports.narrative_actions import why_locked
from reports.sections import bagian_narasi
from ui.addresses import address

#: Where a supporting table is read: the page of its indikator.
TABEL = re.compile(r".*/(\d+)/#tabel-([\w-]+)")
NADA = {Severity.ERROR: "bahaya", Severity.WARNING: "perhatian", Severity.NOTE: "netral"}


@dataclass(frozen=True)
class Tujuan:
    """Where a reader mends what was found.

    penyunting: of each section of the document whose words the reader may write, the editor's page.
    """

    laporan: LaporanKinerja
    penyunting: Mapping[str, str]

    def tautan(self, temuan: Temuan) -> tuple[str, str]:
        """The page and what the link to it is called."""
        if self.penyunting and (tabel := TABEL.fullmatch(temuan.url)):
            return address("reports:tabel_sunting", int(tabel[1]), tabel[2]), "Sunting tabelnya"
        if temuan.url:
            return temuan.url, "Buka sumbernya"
        if temuan.bagian in self.penyunting:
            return self.penyunting[temuan.bagian], "Perbaiki teksnya"
        return f"{self.laporan.get_absolute_url()}#{temuan.bagian}", "Lihat dalam pratinjau"


def tujuan_pembaca(laporan: LaporanKinerja) -> Tujuan:
    """Where anybody is led: no further than the preview."""
    return Tujuan(laporan, {})


def tujuan_temuan(laporan: LaporanKinerja, user: User) -> Tujuan:
    """Where this person is led: to the editor of a section that the person may write now. One query."""
    if why_locked(laporan) or not can(user, Permission.COMPOSE_REPORT, laporan.satker):
        return tujuan_pembaca(laporan)
    tempat = [laporan.satker.slug, laporan.tahun]
    return Tujuan(
        laporan,
        {
            satu.pemuat: address("reports:sunting", *tempat, satu.kunci)
            for satu in bagian_narasi(laporan.perjanjian)
        },
    )


@dataclass(frozen=True)
class Serupa:
    """Another warning of a code without a reason, and whether the person ticked it."""

    temuan: Temuan
    dicentang: bool


@dataclass(frozen=True)
class BarisTemuan:
    """A finding with its reason; `ketikan`, `galat`: what a person just typed and why it was not kept.

    url, ajakan: the page on which its reader mends it, and what the link is called.
    serupa: what the reason typed here may answer too.
    """

    temuan: Temuan
    alasan: AlasanTemuan | None
    menghalangi: bool
    url: str
    ajakan: str
    ketikan: str
    galat: str = ""
    serupa: tuple[Serupa, ...] = ()

    @property
    def hal(self) -> str:
        """What kind of contradiction it is."""
        return HAL[self.temuan.kode]

    @property
    def nada(self) -> str:
        """The tone of its chip."""
        return "baik" if self.alasan else NADA[self.temuan.tingkat]

    @property
    def label(self) -> str:
        """Its gravity, and of a warning whether it is explained."""
        if self.alasan:
            return "Peringatan beralasan"
        return self.temuan.tingkat.value.capitalize()

    @property
    def jangkar(self) -> str:
        """Its anchor on the page."""
        return f"temuan-{self.temuan.sidik[:16]}"

    @property
    def beralasan(self) -> bool:
        """Whether it asks for a reason at all."""
        return self.temuan.tingkat is Severity.WARNING

    @property
    def versi(self) -> int:
        """The version of the reason that the form was drawn with."""
        return self.alasan.versi if self.alasan else 0


@dataclass(frozen=True)
class KelompokTemuan:
    """The findings of one section."""

    nama: str
    url: str
    baris: tuple[BarisTemuan, ...]


@dataclass(frozen=True)
class Ketikan:
    """What somebody sent for one finding and ticked besides; `galat`: fingerprint -> why it was refused."""

    sidik: str
    alasan: str
    juga: tuple[str, ...]
    galat: Mapping[str, str]


def baris_temuan(
    hasil: HasilPeriksa, temuan: Sequence[Temuan], tujuan: Tujuan, ketikan: Ketikan | None = None
) -> list[BarisTemuan]:
    """The findings given, each with its reason and where it is mended."""
    return [_baris(hasil, satu, tujuan, ketikan) for satu in temuan]


def _baris(hasil: HasilPeriksa, temuan: Temuan, tujuan: Tujuan, ketikan: Ketikan | None) -> BarisTemuan:
    alasan = hasil.alasan_untuk(temuan)
    isi, galat = (alasan.alasan if alasan else ""), ""
    if ketikan:
        isi = ketikan.alasan if temuan.sidik in (ketikan.sidik, *ketikan.galat) else isi
        galat = ketikan.galat.get(temuan.sidik, "")
    return BarisTemuan(temuan, alasan, hasil.menghalangi(temuan), *tujuan.tautan(temuan), isi, galat)


def dengan_serupa(baris: Sequence[BarisTemuan], ketikan: Ketikan | None) -> list[BarisTemuan]:
    """One row of a code, the first without a reason or the one just typed in, offers the others without.

    Only one of them: the page would otherwise grow with the square of the findings.
    """
    kosong: dict[str, list[BarisTemuan]] = {}
    for satu in baris:
        if satu.beralasan and not satu.alasan:
            kosong.setdefault(satu.temuan.kode, []).append(satu)
    pembawa = {milik[0].temuan.sidik for milik in kosong.values()}
    if ketikan and (diketik := next((satu for satu in baris if satu.temuan.sidik == ketikan.sidik), None)):
        pembawa -= {satu.temuan.sidik for satu in kosong.get(diketik.temuan.kode, [])}
        pembawa.add(ketikan.sidik)
    return [
        replace(satu, serupa=_serupa(satu, kosong.get(satu.temuan.kode, []), ketikan))
        if satu.temuan.sidik in pembawa
        else satu
        for satu in baris
    ]


def _serupa(baris: BarisTemuan, kosong: list[BarisTemuan], ketikan: Ketikan | None) -> tuple[Serupa, ...]:
    juga = ketikan.juga if ketikan else ()
    return tuple(Serupa(lain.temuan, lain.temuan.sidik in juga) for lain in kosong if lain is not baris)


def kelompok_temuan(
    laporan: LaporanKinerja, baris: Sequence[BarisTemuan], nama: Mapping[str, str]
) -> list[KelompokTemuan]:
    """Rows by section, in their order; `nama`: key of a section -> its number and title."""
    isi: dict[str, list[BarisTemuan]] = {}
    for satu in baris:
        isi.setdefault(satu.temuan.bagian, []).append(satu)
    alamat = laporan.get_absolute_url()
    return [
        KelompokTemuan(nama.get(kunci, "Seluruh laporan"), f"{alamat}#{kunci}", tuple(milik))
        for kunci, milik in isi.items()
    ]


def saringan(laporan: LaporanKinerja, temuan: Sequence[Temuan], pilihan: str) -> list[dict[str, object]]:
    """The tabs: all, and each gravity with how many."""
    dasar = reverse("reports:temuan", args=[laporan.satker.slug, laporan.tahun])
    semua = [{"label": f"Semua ({len(temuan)})", "url": dasar, "active": not pilihan}]
    return semua + [
        {
            "label": f"{tingkat.value.capitalize()} ({len(menurut_tingkat(temuan, tingkat))})",
            "url": f"{dasar}?tingkat={tingkat.value}",
            "active": pilihan == tingkat.value,
        }
        for tingkat in URUTAN
    ]


@dataclass(frozen=True)
class BlokTemuan(BlokDasar):
    """The findings of a section, drawn before its text: in the preview alone, never printed."""

    baris: tuple[BarisTemuan, ...]
    satker: Satker
    tahun: int
    templat: ClassVar[str] = "temuan"


def dengan_temuan(dokumen: Dokumen, laporan: LaporanKinerja, hasil: HasilPeriksa) -> Dokumen:
    """The document for the preview: every section begins with its findings."""
    menurut_bagian: dict[str, list[BarisTemuan]] = {}
    for satu in baris_temuan(hasil, hasil.temuan, tujuan_pembaca(laporan)):
        menurut_bagian.setdefault(satu.temuan.bagian, []).append(satu)

    def bagian(satu: Bagian) -> Bagian:
        anak = tuple(map(bagian, satu.anak))
        if satu.kunci not in menurut_bagian:
            return replace(satu, anak=anak)
        blok = BlokTemuan(tuple(menurut_bagian[satu.kunci]), laporan.satker, laporan.tahun)
        return replace(satu, blok=(blok, *satu.blok), anak=anak)

    def bab(satu: Bab) -> Bab:
        return replace(satu, bagian=tuple(map(bagian, satu.bagian)))

    return replace(
        dokumen,
        depan=tuple(map(bagian, dokumen.depan)),
        bab=tuple(map(bab, dokumen.bab)),
        lampiran=tuple(map(bab, dokumen.lampiran)),
    )
