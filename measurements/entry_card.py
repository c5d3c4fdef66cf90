"""One indikator of the sheet put into words: its figure, its fields, its evidence, why it came back."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString

from agreements.choices import METODE
from agreements.display import nilai_teks
from agreements.models import Indikator
from kinerja.angka import format_angka
from kinerja.periode import Triwulan
from measurements.entry import (
    BAGIAN_ANALISIS,
    KETENTUAN_ANALISIS,
    Isian,
    isi_sekarang,
    target_triwulan,
)
from measurements.entry_count import Hitungan, hasil_teks, tahun_lalu_teks
from measurements.entry_fields import (
    BELUM,
    BarisCuplikan,
    BarisKisi,
    Bidang,
    Uraian,
    bidang,
    cuplikan,
    kisi,
    uraian,
    uraian_masukan,
)
from measurements.entry_sheet import Lembar
from measurements.figures import hitung_realisasi, jawaban_memenuhi
from measurements.forms import BERKOMPONEN, LABEL, dari_isian
from measurements.models import Draf, Realisasi
from measurements.paste import Tempelan, baca_tempel
from measurements.states import BELUM_DIISI, StatusRealisasi
from ui.addresses import address
from ui.chips import ChipLook, chip, chip_look
from ui.icons import icon
from ui.moments import moment

NAMA_METODE = dict(METODE)
BELUM_DISIMPAN, SIAP = "Belum disimpan", "Siap diajukan"


@dataclass(frozen=True)
class Kartu:
    """One indikator of the sheet as the page shows it: everything is text, numbers too."""

    lembar: Lembar
    #: The next on the sheet that this person has not finished.
    berikut: Indikator | None = None
    ketentuan_analisis: ClassVar[str] = KETENTUAN_ANALISIS

    @property
    def awalan(self) -> str:
        """What the addresses of its fields begin with."""
        return self.lembar.awalan

    @property
    def pk(self) -> str:
        """The id of the indikator."""
        return str(self.lembar.indikator.pk)

    @property
    def nomor(self) -> str:
        """The number of the indikator."""
        return str(self.lembar.indikator.nomor)

    @property
    def nama(self) -> str:
        """Number and name."""
        return f"{self.nomor}. {self.lembar.indikator.nama}"

    @property
    def ihwal(self) -> str:
        """How it is measured, in what, and by whom."""
        indikator = self.lembar.indikator
        metode = NAMA_METODE[indikator.metode]
        return f"{metode}, satuan {indikator.satuan}. Penanggung jawab: {self.penanggung}."

    @property
    def asal(self) -> str:
        """The page of the indikator."""
        return self.lembar.indikator.get_absolute_url()

    @property
    def alamat(self) -> str:
        """Where its form goes; the addresses of its draft stand under it (entry_urls)."""
        return address("measurements:simpan", self.lembar.indikator.pk, self.lembar.triwulan)

    @property
    def tarik(self) -> str:
        """Where the submission is taken back."""
        return address("measurements:tarik", self.lembar.indikator.pk, self.lembar.triwulan)

    @property
    def kelola_bukti(self) -> str:
        """Where its evidence is added and removed."""
        alamat = address("measurements:bukti_tambah", self.lembar.indikator.pk, self.lembar.triwulan)
        return f"{alamat}?kembali={self.alamat}"

    @property
    def kunci(self) -> str:
        """What the browser keeps its text under, after the person's id."""
        return f"{self.pk}:{self.lembar.triwulan}"

    @property
    def versi(self) -> str:
        """The version on which the shown text stands."""
        return str(self.lembar.versi)

    @property
    def metode(self) -> str:
        """Which inputs are shown: a name of a template's stem."""
        metode = self.lembar.indikator.metode
        return "komponen" if metode in BERKOMPONEN else metode

    @property
    def status(self) -> str:
        """The state's label."""
        realisasi = self.lembar.realisasi
        return StatusRealisasi(realisasi.status).label if realisasi else BELUM_DIISI

    @property
    def chip(self) -> SafeString:
        """The state in its look."""
        return chip(self.status)

    @property
    def keadaan(self) -> str:
        """Where it stands on the list of the sheet: a draft says whether it may be handed in."""
        lembar = self.lembar
        if lembar.dapat_diubah and lembar.draf is not None:
            return BELUM_DISIMPAN
        if lembar.dapat_diubah and not lembar.belum:
            return SIAP
        return self.status

    @property
    def rupa(self) -> ChipLook:
        """Its look on the list of the sheet."""
        return chip_look(self.keadaan)

    @property
    def ikon(self) -> SafeString:
        """The sign of its look."""
        return icon(self.rupa.ikon) if self.rupa.ikon else SafeString("")

    @property
    def penanggung(self) -> str:
        """Who is responsible."""
        bagian = self.lembar.indikator.penanggung_jawab
        return bagian.nama if bagian else "semua Bagian"

    @property
    def pengisi(self) -> str:
        """Who saved last and when."""
        realisasi = self.lembar.realisasi
        if realisasi is None:
            return ""
        oleh = realisasi.diisi_oleh.nama if realisasi.diisi_oleh else "aplikasi"
        return f"{oleh}, {moment(realisasi.diubah_pada)}"

    @property
    def sumber(self) -> Draf | Realisasi | None:
        """What the text of the form comes from, which names the post of the browser that brought it."""
        return self.lembar.draf or self.lembar.realisasi

    @property
    def draf_pada(self) -> str:
        """When the draft was kept."""
        return moment(self.lembar.draf.disimpan_pada) if self.lembar.draf else ""

    @property
    def bukti(self) -> list[tuple[str, str]]:
        """Its own evidence: title, and where the file is; empty for one that is no file."""
        semua = self.lembar.realisasi.bukti_sendiri if self.lembar.realisasi else ()
        return [(satu.judul, address("measurements:bukti", satu.pk) if satu.berkas else "") for satu in semua]

    @property
    def banding(self) -> list[tuple[str, str]]:
        """What the figure is held against."""
        return [
            ("Target triwulan", self.target),
            ("Triwulan sebelumnya", self._triwulan_lalu() or "Belum ada"),
            tahun_lalu_teks(self.lembar.indikator),
        ]

    @property
    def target(self) -> str:
        """The target of the quarter with its unit, or its predicate."""
        indikator = self.lembar.indikator
        nilai = target_triwulan(indikator, self.lembar.triwulan)
        return indikator.target_predikat or nilai_teks(nilai, indikator.satuan) or "Belum ditetapkan"

    def _triwulan_lalu(self) -> str:
        """The last figure before this quarter, with its quarter."""
        indikator = self.lembar.indikator
        semua = (satu for satu in indikator.realisasi.all() if satu.triwulan < self.lembar.triwulan)
        for satu in sorted(semua, key=lambda satu: -satu.triwulan):
            hasil = hitung_realisasi(indikator, satu, self.lembar.skala)
            if teks := hasil_teks(indikator, satu.predikat, hasil):
                return f"{teks} ({Triwulan(satu.triwulan)})"
        return ""

    @property
    def hitungan(self) -> Hitungan:
        """What the shown inputs come to."""
        return self.lembar.hitungan

    @property
    def nilai(self) -> SafeString:
        """The field of a value."""
        return bidang(self.lembar, "nilai").angka(self.lembar.indikator.satuan)

    @property
    def pecahan(self) -> SafeString:
        """The fields of a ratio."""
        return SafeString("".join(bidang(self.lembar, nama).angka() for nama in ("pembilang", "penyebut")))

    @property
    def predikat(self) -> Bidang:
        """The field of a predicate."""
        return bidang(self.lembar, "predikat")

    @property
    def tidak_diukur(self) -> SafeString:
        """Whether it was not measured."""
        return bidang(self.lembar, "tidak_diukur").centang(self.lembar.ketikan.tidak_diukur)

    @property
    def alasan(self) -> SafeString:
        """Why it was not measured."""
        return bidang(self.lembar, "alasan_tidak_diukur").teks

    @property
    def keterangan(self) -> SafeString:
        """How the figure was counted."""
        return bidang(self.lembar, "keterangan").teks

    @property
    def catatan(self) -> SafeString:
        """The note on what is unusual."""
        return bidang(self.lembar, "catatan").teks

    @property
    def analisis(self) -> SafeString:
        """The parts of the analysis."""
        return SafeString("".join(bidang(self.lembar, satu).teks for satu in BAGIAN_ANALISIS))

    @property
    def kisi(self) -> list[BarisKisi]:
        """The grid of components."""
        return kisi(self.lembar)

    @property
    def ada_dicoret(self) -> bool:
        """Whether a row of the grid is struck out."""
        return any(satu.hapus for satu in self.lembar.ketikan.komponen)

    @property
    def galat_komponen(self) -> str:
        """What is wrong with the grid as a whole."""
        return self.lembar.bacaan.galat.get("komponen", "")

    @property
    def tempelan(self) -> Tempelan | None:
        """The pasted rows, read."""
        tempel = self.lembar.ketikan.tempel
        return baca_tempel(tempel) if tempel.strip() else None

    @property
    def cuplikan(self) -> list[BarisCuplikan]:
        """The pasted rows as the preview prints them."""
        tempelan = self.tempelan
        return cuplikan(tempelan) if tempelan else []

    @property
    def jawaban(self) -> list[tuple[str, str, str]]:
        """The answers to a recap: satker, score, whether it meets the criterion."""
        realisasi = self.lembar.realisasi
        baris = list(realisasi.jawaban.all()) if realisasi else []
        arti = jawaban_memenuhi(self.lembar.indikator, baris)
        kata = {True: "Ya", False: "Tidak", None: "Belum menjawab"}
        return [
            (satu.satker, "" if satu.nilai is None else format_angka(satu.nilai, None), kata[apa])
            for satu, apa in zip(baris, arti, strict=True)
        ]

    @property
    def tersimpan(self) -> Uraian:
        """What is stored, for reading."""
        realisasi = self.lembar.realisasi
        if realisasi is None:
            return []
        return uraian(self.lembar.indikator, dari_isian(isi_sekarang(realisasi)))

    @property
    def terisi(self) -> Uraian:
        """What is stored, without the fields that are empty."""
        return [(nama, isi) for nama, isi in self.tersimpan if isi != [BELUM]]

    @property
    def masukan(self) -> Uraian:
        """What is stored but the analysis, without the fields that are empty."""
        baris = uraian_masukan(self.lembar.indikator, dari_isian(self._isi))
        return [(nama, isi) for nama, isi in baris if isi != [BELUM]]

    @property
    def uraian_analisis(self) -> list[tuple[str, str]]:
        """The stored analysis without its empty parts, as texts that may name figures."""
        teks = ((LABEL[nama], getattr(self._isi, nama)) for nama in BAGIAN_ANALISIS)
        return [(nama, isi) for nama, isi in teks if isi]

    @property
    def _isi(self) -> Isian:
        return isi_sekarang(self.lembar.realisasi) if self.lembar.realisasi else Isian()

    @property
    def diketik(self) -> Uraian:
        """What was typed, for reading."""
        return uraian(self.lembar.indikator, self.lembar.ketikan)

    @property
    def beda(self) -> list[tuple[str, list[str], list[str]]]:
        """The fields in which what is stored and what was typed differ, with the lines of both."""
        lama, baru = dict(self.tersimpan), dict(self.diketik)
        return [
            (nama, lama.get(nama, [BELUM]), baru.get(nama, [BELUM]))
            for nama in {**lama, **baru}
            if lama.get(nama, [BELUM]) != baru.get(nama, [BELUM])
        ]
