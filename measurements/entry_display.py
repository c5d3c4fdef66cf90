"""The sheet of a quarter put into words: its cards, its calendar, how far it is."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.safestring import SafeString

from agreements.models import Indikator, SasaranKegiatan
from kinerja.angka import tanggal
from kinerja.jadwal import Keadaan
from kinerja.periode import Triwulan
from measurements.entry_card import BELUM_DISIMPAN, SIAP, Kartu
from measurements.entry_sheet import Halaman, Lembar
from measurements.schedule import Periode
from measurements.states import BELUM_DIISI

KEADAAN = {
    Keadaan.BELUM_DIJADWALKAN: ("Belum dijadwalkan", "netral"),
    Keadaan.BELUM_DIBUKA: ("Belum dibuka", "netral"),
    Keadaan.TERBUKA: ("Terbuka", "baik"),
    Keadaan.TERLAMBAT: ("Melewati tenggat", "perhatian"),
    Keadaan.DIVERIFIKASI: ("Masa verifikasi", "proses"),
    Keadaan.DITUTUP: ("Ditutup", "kunci"),
}

#: From what is to be done to what is done.
URUTAN = [BELUM_DIISI, BELUM_DISIMPAN, "Dikembalikan", "Draf", SIAP, "Diajukan", "Terverifikasi", "Terkunci"]


def kartu(halaman: Halaman) -> list[tuple[SasaranKegiatan, list[Kartu]]]:
    """The cards of the sheet by sasaran."""
    belum = [satu for satu in halaman.lembar if satu.belum]
    return [
        (sasaran, [Kartu(satu, _berikut(satu, belum)) for satu in isi]) for sasaran, isi in halaman.kelompok
    ]


def _berikut(lembar: Lembar, belum: Sequence[Lembar]) -> Indikator | None:
    """The next indikator on the sheet that the person has not finished, round its end."""
    lain = [satu.indikator for satu in belum if satu is not lembar]
    sesudah = (satu for satu in lain if satu.nomor > lembar.indikator.nomor)
    return next(sesudah, lain[0] if lain else None)


def keadaan(halaman: Halaman) -> tuple[str, str]:
    """Where the calendar stands: label and tone."""
    periode, hari = halaman.periode, halaman.hari
    kini = periode.keadaan(hari)
    if periode.beku:
        return "Dibekukan", "kunci"
    if periode.terbuka(hari) and not kini.boleh_isi:
        return f"Dibuka dengan pengecualian sampai {tanggal(periode.pengecualian)}", "perhatian"
    return KEADAAN[kini]


def hari_jadwal(periode: Periode) -> list[tuple[str, str]]:
    """The four days of the calendar."""
    jadwal = periode.jadwal
    if jadwal is None:
        return []
    hari = (jadwal.buka, jadwal.tenggat, jadwal.toleransi, jadwal.tutup)
    nama = ("Dibuka", "Tenggat", "Akhir toleransi", "Ditutup")
    return [(satu, tanggal(kapan)) for satu, kapan in zip(nama, hari, strict=True)]


def jumlah(kartu: Iterable[Kartu]) -> list[tuple[str, SafeString, int]]:
    """How many indikator stand where, with the signs of the list; what there is none of is left out."""
    hitung = Counter((satu.keadaan, satu.ikon) for satu in kartu)
    return sorted(((nama, ikon, banyak) for (nama, ikon), banyak in hitung.items()), key=_urutan)


def _urutan(satu: tuple[str, SafeString, int]) -> int:
    return URUTAN.index(satu[0])


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
