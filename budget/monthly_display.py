"""A satker's months as a table and as a trend."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from budget.display import hari_unggahan, url_unggahan
from budget.monthly_queries import Bulanan
from budget.upload_display import nama_revisi
from kinerja.angka import bulan, persen, rupiah
from ui.charts import Bagan, Seri, Titik, tren

#: Wide enough that the mark of one gap does not run into the next.
LEBAR_TREN = 1280
TANPA_BULAN_LALU = "Tidak terhitung: bulan sebelumnya tidak ada"


@dataclass(frozen=True)
class BarisBulan:
    """A month as text; `kosong` says why there are no figures, and then all others are empty."""

    nama: str
    kosong: str = ""
    sampai: str = ""
    sebulan: str = ""
    persen: str = ""
    sisa: str = ""
    pagu: str = ""
    catatan: str = ""
    unggahan: str = ""
    url: str = ""


def baris_bulan(isi: Sequence[Bulanan], terbaca: Collection[int]) -> list[BarisBulan]:
    """The twelve rows; terbaca: the satker whose uploads may be read."""
    return [_baris(satu, terbaca) for satu in isi]


def _baris(satu: Bulanan, terbaca: Collection[int]) -> BarisBulan:
    nama, serapan = bulan(satu.sel.tempo.bulan), satu.serapan
    if serapan is None:
        return BarisBulan(nama, kosong=f"Tidak ada angka: {satu.sel.keadaan.lower()}")
    catatan = nama_revisi(satu.revisi)
    if satu.tertinggal:
        catatan += f"; {satu.tertinggal} baris dengan angka terakhir sebelumnya"
    return BarisBulan(
        nama,
        "",
        rupiah(serapan.realisasi),
        "" if satu.sebulan is None else rupiah(satu.sebulan),
        "" if serapan.persen is None else persen(serapan.persen),
        rupiah(serapan.sisa),
        rupiah(serapan.pagu),
        catatan,
        hari_unggahan(satu.sel.jejak),
        url_unggahan(satu.sel.jejak, terbaca),
    )


def tren_serapan(isi: Sequence[Bulanan]) -> SafeString | None:
    """Serapan from January to the last month known; what lies ahead is no gap. None without a figure."""
    diketahui = [ke for ke, satu in enumerate(isi, start=1) if satu.serapan and satu.serapan.pagu]
    if not diketahui:
        return None
    tampil = isi[: diketahui[-1]]
    titik = tuple(Titik(satu.serapan.persen if satu.serapan else None) for satu in tampil)
    bagan = Bagan(
        "tren-serapan",
        "Serapan sampai dengan setiap bulan",
        _uraian(tampil),
        tuple(bulan(satu.sel.tempo.bulan)[:3] for satu in tampil),
        (Seri("Realisasi dibagi pagu", titik),),
    )
    return tren(bagan, lebar=LEBAR_TREN)


def _uraian(isi: Sequence[Bulanan]) -> str:
    ada = [
        f"{bulan(satu.sel.tempo.bulan)} {persen(satu.serapan.persen)}"
        if satu.serapan and satu.serapan.persen is not None
        else f"{bulan(satu.sel.tempo.bulan)} tidak ada"
        for satu in isi
    ]
    return "; ".join(ada)
