"""What the entry page shows: the sheet of a satker's quarter, in a fixed number of reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from accounts.models import User
from agreements.display import nilai_teks
from agreements.models import Indikator, SasaranKegiatan
from kinerja.angka import AngkaTidakSah, bersatuan, format_angka, parse_angka, persen, tanggal
from kinerja.jadwal import Keadaan
from kinerja.metode import Metode, SkalaPredikat
from kinerja.periode import Triwulan
from measurements.drafts import drafts_of
from measurements.entry import (
    Isian,
    bidang_nilai,
    isi_sekarang,
    kekurangan,
    target_triwulan,
)
from measurements.entry_count import Hitungan, hasil_teks, hitung, hitung_isian
from measurements.forms import (
    BERKOMPONEN,
    KOLOM,
    LABEL,
    Bacaan,
    BarisKomponen,
    Ketikan,
    baca,
    dari_isian,
    dari_json,
    label,
)
from measurements.models import Draf, JawabanSatker, Pengembalian, Realisasi
from measurements.moments import moment
from measurements.paste import Tempelan, baca_tempel
from measurements.policy import milik
from measurements.queries import hitung_realisasi, jawaban_memenuhi, skala_predikat
from measurements.schedule import Periode
from measurements.states import BOLEH_DIUBAH, StatusRealisasi

BARIS_CADANGAN = 2
BELUM = "Belum diisi"
BAGIAN_ANALISIS = ("penyebab", "upaya", "hambatan", "rekomendasi")
KEADAAN = {
    Keadaan.BELUM_DIJADWALKAN: ("Belum dijadwalkan", "netral"),
    Keadaan.BELUM_DIBUKA: ("Belum dibuka", "netral"),
    Keadaan.TERBUKA: ("Terbuka", "baik"),
    Keadaan.TERLAMBAT: ("Melewati tenggat", "perhatian"),
    Keadaan.DIVERIFIKASI: ("Masa verifikasi", "proses"),
    Keadaan.DITUTUP: ("Ditutup", "kunci"),
}


@dataclass(frozen=True)
class Bidang:
    """One field of a form: its address in the page, what is typed, what is wrong."""

    id: str
    nama: str
    label: str
    isi: str
    galat: str = ""


@dataclass(frozen=True)
class BarisKisi:
    """One row of the grid of components."""

    nomor: int
    sel: tuple[Bidang, ...]


@dataclass(frozen=True)
class BarisCuplikan:
    """One pasted row in its preview, with the numbers as they are read."""

    nomor: int
    nama: str
    pembilang: str
    penyebut: str
    keterangan: str
    masalah: bool


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
    target: str
    triwulan_lalu: str
    tahun_lalu: str
    tingkat: tuple[str, ...]
    skala: dict[str, SkalaPredikat]

    @property
    def id(self) -> str:
        """The address of the indikator in the page."""
        return f"indikator-{self.indikator.pk}"

    @property
    def alamat(self) -> str:
        """Where its form goes; the addresses of its draft stand under it (entry_urls)."""
        return reverse("measurements:simpan", args=[self.indikator.pk, self.triwulan])

    @property
    def awalan(self) -> str:
        """What the addresses of its fields begin with."""
        return f"i{self.indikator.pk}"

    @property
    def metode(self) -> str:
        """Which inputs are shown: a name of a template's stem."""
        return "komponen" if self.indikator.metode in BERKOMPONEN else self.indikator.metode

    @property
    def status(self) -> str:
        """The state's label."""
        return self.realisasi.get_status_display() if self.realisasi else "Belum disimpan"

    @property
    def dapat_diubah(self) -> bool:
        """Whether the form is shown."""
        boleh = self.realisasi is None or self.realisasi.status in BOLEH_DIUBAH
        return self.milik and self.terbuka and boleh

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
        """Why it came back, while it is returned."""
        if self.realisasi is None or self.realisasi.status != StatusRealisasi.DIKEMBALIKAN:
            return None
        return next(iter(self.realisasi.pengembalian.all()), None)

    @property
    def dapat_ditarik(self) -> bool:
        """Whether the submission can be taken back."""
        return self.milik and self.realisasi is not None and self.realisasi.status == StatusRealisasi.DIAJUKAN

    @property
    def penanggung(self) -> str:
        """Who is responsible."""
        bagian = self.indikator.penanggung_jawab
        return bagian.nama if bagian else "Seluruh Bagian"

    @property
    def pengisi(self) -> str:
        """Who saved last and when."""
        if self.realisasi is None:
            return ""
        oleh = self.realisasi.diisi_oleh.nama if self.realisasi.diisi_oleh else "aplikasi"
        return f"{oleh}, {moment(self.realisasi.diubah_pada)}"

    @property
    def draf_pada(self) -> str:
        """When the draft was kept."""
        return moment(self.draf.disimpan_pada) if self.draf else ""

    @property
    def masukan(self) -> dict[str, Bidang]:
        """The fields of the inputs by name."""
        nama = ("nilai", "pembilang", "penyebut", "predikat", "tidak_diukur")
        return {satu: self._bidang(satu) for satu in nama}

    @property
    def cara(self) -> list[Bidang]:
        """How the figure was counted, and the note on what is unusual."""
        return [self._bidang(satu) for satu in ("keterangan", "catatan")]

    @property
    def alasan(self) -> list[Bidang]:
        """Why it was not measured."""
        return [self._bidang("alasan_tidak_diukur")]

    @property
    def analisis(self) -> list[Bidang]:
        """The parts of the analysis."""
        return [self._bidang(satu) for satu in BAGIAN_ANALISIS]

    @property
    def kisi(self) -> list[BarisKisi]:
        """The grid with spare rows at its end."""
        baris = [*self.ketikan.komponen]
        if not baris or not baris[-1].kosong:
            baris += [BarisKomponen()] * BARIS_CADANGAN
        return [
            BarisKisi(nomor, tuple(self._sel(nomor, kolom, satu) for kolom in KOLOM))
            for nomor, satu in enumerate(baris)
        ]

    @property
    def galat_komponen(self) -> str:
        """What is wrong with the grid as a whole."""
        return self.bacaan.galat.get("komponen", "")

    @property
    def tempelan(self) -> Tempelan | None:
        """The pasted rows, read."""
        return baca_tempel(self.ketikan.tempel) if self.ketikan.tempel.strip() else None

    @property
    def cuplikan(self) -> list[BarisCuplikan]:
        """The pasted rows as the preview prints them."""
        tempelan = self.tempelan
        if tempelan is None:
            return []
        return [
            BarisCuplikan(
                satu.nomor,
                satu.baris.nama,
                _terbaca(satu.baris.pembilang),
                _terbaca(satu.baris.penyebut),
                "Judul kolom, tidak dipakai." if satu.judul else " ".join(satu.masalah),
                bool(satu.masalah),
            )
            for satu in tempelan.baris
        ]

    @property
    def jawaban(self) -> list[tuple[str, str, str]]:
        """The answers to a recap: satker, score, whether it meets the criterion."""
        baris = list(self.realisasi.jawaban.all()) if self.realisasi else []
        arti = jawaban_memenuhi(self.indikator, baris)
        kata = {True: "Ya", False: "Tidak", None: "Belum menjawab"}
        return [
            (satu.satker.nama, "" if satu.nilai is None else format_angka(satu.nilai, None), kata[apa])
            for satu, apa in zip(baris, arti, strict=True)
        ]

    @property
    def tersimpan(self) -> list[tuple[str, list[str]]]:
        """What is stored, field by field as lines, for reading."""
        return jawaban_teks(self.indikator, isi_sekarang(self.realisasi)) if self.realisasi else []

    @property
    def hitungan_tersimpan(self) -> Hitungan:
        """What the stored inputs come to."""
        isian = isi_sekarang(self.realisasi) if self.realisasi else Isian()
        return hitung_isian(self.indikator, self.triwulan, isian, self.skala)

    @property
    def diketik(self) -> list[tuple[str, list[str]]]:
        """What was typed, field by field as lines, for holding it against what is stored."""
        return ketikan_teks(self.indikator, self.ketikan)

    def _bidang(self, nama: str) -> Bidang:
        isi = getattr(self.ketikan, nama)
        return Bidang(
            f"{self.awalan}-{nama}",
            nama,
            LABEL[nama],
            isi if isinstance(isi, str) else "",
            self.bacaan.galat.get(nama, ""),
        )

    def _sel(self, nomor: int, kolom: str, baris: BarisKomponen) -> Bidang:
        nama = f"komponen-{nomor}-{kolom}"
        judul = f"{kolom.capitalize()} komponen baris {nomor + 1}"
        isi, galat = getattr(baris, kolom), self.bacaan.galat.get(nama, "")
        return Bidang(f"{self.awalan}-{nama}", nama, judul, isi, galat)


@dataclass(frozen=True)
class Halaman:
    """The sheet of a quarter: the indikator by sasaran, and how far they are."""

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

    @property
    def keadaan(self) -> tuple[str, str]:
        """Where the calendar stands: label and tone."""
        keadaan = self.periode.keadaan(self.hari)
        if self.periode.terbuka(self.hari) and not keadaan.boleh_isi:
            return (
                f"Dibuka dengan pengecualian sampai {tanggal(self.periode.pengecualian.sampai)}",
                "perhatian",
            )
        return KEADAAN[keadaan]

    @property
    def jadwal(self) -> list[tuple[str, str]]:
        """The four days of the calendar."""
        jadwal = self.periode.jadwal
        if jadwal is None:
            return []
        hari = (jadwal.buka, jadwal.tenggat, jadwal.toleransi, jadwal.tutup)
        nama = ("Dibuka", "Tenggat", "Akhir toleransi", "Ditutup")
        return [(satu, tanggal(kapan)) for satu, kapan in zip(nama, hari, strict=True)]

    @property
    def jumlah(self) -> list[tuple[str, int]]:
        """How many indikator stand in each state."""
        status = [satu.realisasi.status if satu.realisasi else "" for satu in self.lembar]
        terverifikasi = (StatusRealisasi.TERVERIFIKASI, StatusRealisasi.TERKUNCI)
        return [
            ("Belum disimpan", status.count("")),
            ("Draf", status.count(StatusRealisasi.DRAF)),
            ("Diajukan", status.count(StatusRealisasi.DIAJUKAN)),
            ("Dikembalikan", status.count(StatusRealisasi.DIKEMBALIKAN)),
            ("Terverifikasi", sum(satu in terverifikasi for satu in status)),
        ]


def susun(periode: Periode, user: User, hari: date) -> Halaman:
    """The sheet of a satker's quarter as one person sees it."""
    muat(periode.indikator)
    draf = drafts_of(user, periode.indikator, periode.triwulan)
    skala = skala_predikat()
    terbuka = periode.terbuka(hari)
    kelompok = tuple(
        (
            sasaran,
            tuple(
                _lembar(satu, periode.triwulan.value, milik(user, satu), terbuka, draf.get(satu.pk), skala)
                for satu in isi
            ),
        )
        for sasaran, isi in groupby(periode.indikator, key=lambda satu: satu.sasaran)
    )
    return Halaman(periode, hari, kelompok)


def muat(indikator: Sequence[Indikator]) -> None:
    """Read everything the sheet needs of the indikator at once."""
    realisasi = Realisasi.objects.select_related("analisis", "diisi_oleh").prefetch_related(
        "komponen",
        "bukti",
        Prefetch("jawaban", JawabanSatker.objects.select_related("satker")),
        Prefetch("pengembalian", Pengembalian.objects.select_related("oleh")),
    )
    prefetch_related_objects(
        list(indikator), Prefetch("realisasi", realisasi), "target_triwulan", "capaian_lalu"
    )


def kurang(lembar: Lembar) -> list[tuple[str, str]]:
    """What a stored realisasi lacks before it may be submitted: the sentence and the address of its field."""
    if lembar.realisasi is None:
        return [("Realisasi belum disimpan.", lembar.id)]
    return [
        (satu.kalimat, f"{lembar.awalan}-{satu.bidang}")
        for satu in kekurangan(lembar.realisasi, lembar.skala)
    ]


def jawaban_teks(indikator: Indikator, isian: Isian) -> list[tuple[str, list[str]]]:
    """What was entered, field by field as lines, for reading."""
    return ketikan_teks(indikator, dari_isian(isian))


def ketikan_teks(indikator: Indikator, ketikan: Ketikan) -> list[tuple[str, list[str]]]:
    """What was typed, field by field as lines; an empty one says so."""
    if ketikan.tidak_diukur or ketikan.alasan_tidak_diukur:
        baris = [(LABEL["alasan_tidak_diukur"], ketikan.alasan_tidak_diukur.splitlines())]
    else:
        baris = _masukan_teks(indikator, ketikan)
    for nama in ("keterangan", "catatan", *BAGIAN_ANALISIS):
        baris.append((LABEL[nama], getattr(ketikan, nama).splitlines()))
    return [(nama, isi or [BELUM]) for nama, isi in baris]


def galat_halaman(lembar: Lembar) -> list[dict[str, str]]:
    """The errors of one form as items of components/error_summary.html."""
    return [
        {
            "text": f"Indikator {lembar.indikator.nomor}, {label(nama)}: {kalimat}",
            "url": f"#{lembar.awalan}-{nama}",
        }
        for nama, kalimat in lembar.bacaan.galat.items()
    ]


def tab_triwulan(periode: Periode) -> list[dict[str, object]]:
    """The four quarters as items of components/tabs.html."""
    return [
        {
            "label": str(satu),
            "url": reverse("measurements:isi", args=[periode.satker.slug, periode.tahun, satu.value]),
            "active": satu == periode.triwulan,
        }
        for satu in Triwulan
    ]


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
        indikator,
        triwulan,
        punya,
        terbuka,
        realisasi,
        draf,
        ketikan,
        bacaan,
        hitungan,
        indikator.target_predikat or nilai_teks(target_triwulan(indikator, triwulan), indikator.satuan),
        _triwulan_lalu(indikator, triwulan, skala),
        _tahun_lalu(indikator),
        tingkat,
        skala,
    )


def tingkat_skala(indikator: Indikator, skala: Mapping[str, SkalaPredikat]) -> tuple[str, ...]:
    """The levels of the indikator's scale, best first; none for another metode."""
    if indikator.metode != Metode.PREDIKAT or indikator.skala not in skala:
        return ()
    return tuple(satu.nama for satu in skala[indikator.skala].tingkat)


def _triwulan_lalu(indikator: Indikator, triwulan: int, skala: dict[str, SkalaPredikat]) -> str:
    lalu = sorted(
        (satu for satu in indikator.realisasi.all() if satu.triwulan < triwulan),
        key=lambda satu: -satu.triwulan,
    )
    for satu in lalu:
        teks = hasil_teks(indikator, satu.predikat, hitung_realisasi(indikator, satu, skala))
        if teks:
            return f"{teks} ({Triwulan(satu.triwulan)})"
    return ""


def _tahun_lalu(indikator: Indikator) -> str:
    tahun = indikator.sasaran.perjanjian.tahun - 1
    riwayat = next((satu for satu in indikator.capaian_lalu.all() if satu.tahun == tahun), None)
    if riwayat is None:
        return ""
    if riwayat.realisasi is not None:
        return f"{bersatuan(riwayat.realisasi, indikator.satuan)} ({tahun})"
    return f"capaian {persen(riwayat.capaian)} ({tahun})" if riwayat.capaian is not None else riwayat.catatan


def _masukan_teks(indikator: Indikator, ketikan: Ketikan) -> list[tuple[str, list[str]]]:
    metode = Metode(indikator.metode)
    if metode in BERKOMPONEN:
        isi = [
            f"{satu.nama}: {satu.pembilang} ÷ {satu.penyebut}" for satu in ketikan.komponen if not satu.kosong
        ]
        return [(LABEL["komponen"], isi)]
    if metode is Metode.RASIO:
        return [(LABEL[nama], _satu(getattr(ketikan, nama))) for nama in ("pembilang", "penyebut")]
    if metode is Metode.REKAP_SATKER:
        return []
    nama = bidang_nilai(indikator)
    return [(LABEL[nama], _satu(getattr(ketikan, nama)))]


def _satu(teks: str) -> list[str]:
    return [teks] if teks.strip() else []


def _terbaca(teks: str) -> str:
    """A pasted number as it is read; a text that is no number stays as it is."""
    try:
        return format_angka(parse_angka(teks), None)
    except AngkaTidakSah:
        return teks
