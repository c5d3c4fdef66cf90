"""The years before a PK, cell by cell: typed here, counted here, typed under an older PK, frozen."""

from dataclasses import dataclass, field

from agreements.frozen import alasan_beku
from agreements.models import Indikator, KunciTahun, PerjanjianKinerja
from measurements.figures import FigurIndikator
from measurements.models import CapaianLalu
from measurements.queries import TAHUN_LAPORAN, counted, own_years, reported
from measurements.reading import read_reported

#: Indikator and earlier year.
Sel = tuple[int, int]


@dataclass(frozen=True)
class TahunSebelum:
    """What is known of the years before a PK, newest year first.

    rumah: indikator -> the one that its figures hang on, of the first version for every version to have them.
    dihitung, warisan: what is not typed here, and why; terkunci: the signed year that printed the cell.
    """

    perjanjian: PerjanjianKinerja
    indikator: list[Indikator]
    tahun: tuple[int, ...]
    beku: str
    rumah: dict[int, int]
    isi: dict[Sel, CapaianLalu]
    dihitung: dict[Sel, FigurIndikator] = field(default_factory=dict)
    warisan: dict[Sel, CapaianLalu] = field(default_factory=dict)
    terkunci: dict[Sel, KunciTahun] = field(default_factory=dict)

    def ditolak(self, sel: Sel) -> str:
        """Why a cell is not typed here, as a sentence; empty when it is."""
        _, tahun = sel
        if self.beku:
            return self.beku
        if figur := self.dihitung.get(sel):
            return f"Tahun {figur.tahun} ada dalam aplikasi: angkanya dihitung dari realisasi, tidak diketik."
        if lama := self.warisan.get(sel):
            dari = lama.indikator.sasaran.perjanjian.tahun
            return f"Angka tahun {tahun} dicatat pada halaman tahun {dari}; ubahlah di sana."
        if kunci := self.terkunci.get(sel):
            return kunci.kalimat
        return ""


def years_before(perjanjian: PerjanjianKinerja) -> TahunSebelum:
    """The grid of a PK; the number of queries grows with neither its indikator nor its years."""
    indikator = list(
        Indikator.objects.filter(sasaran__perjanjian=perjanjian)
        .select_related("sasaran__perjanjian__satker__induk")
        .order_by("nomor")
    )
    tahun = tuple(perjanjian.tahun - ke for ke in range(1, TAHUN_LAPORAN + 1))
    lama = read_reported(indikator)
    rumah = {satu.pk: satu.pk for satu in indikator} | {kini: pk for pk, kini in lama.items()}
    hasil = TahunSebelum(
        perjanjian,
        indikator,
        tahun,
        alasan_beku(perjanjian.satker, perjanjian.tahun),
        rumah,
        {(satu.pk, baris.tahun): baris for satu in indikator for baris in satu.capaian_lalu.all()},
    )
    _fill(hasil)
    return hasil


def _fill(hasil: TahunSebelum) -> None:
    """The cells that are not typed on this page."""
    akar = {satu.akar for satu in hasil.indikator if satu.akar}
    kini, tahun = hasil.perjanjian.tahun, set(hasil.tahun)
    sendiri, warisan = own_years(akar, tahun), reported(akar, tahun)
    terkunci = _signed_after(hasil)
    for satu in hasil.indikator:
        for figur in counted(sendiri.get(satu.akar or 0, ()), kini):
            hasil.dihitung[satu.pk, figur.tahun] = figur
        for baris in warisan.get(satu.akar or 0, ()):
            if baris.indikator.sasaran.perjanjian.tahun < kini and (satu.pk, baris.tahun) not in hasil.isi:
                hasil.warisan[satu.pk, baris.tahun] = baris
        for kunci in terkunci.get(satu.garis, ()):
            for ke in tahun:
                if kunci.tahun - ke <= TAHUN_LAPORAN:
                    hasil.terkunci.setdefault((satu.pk, ke), kunci)


def _signed_after(hasil: TahunSebelum) -> dict[int, list[KunciTahun]]:
    """The signed years after this one that an indikator lives on in, by line (reports/migrations/0016)."""
    kunci = {
        satu.tahun: satu
        for satu in KunciTahun.objects.filter(
            satker=hasil.perjanjian.satker_id, tahun__gt=hasil.perjanjian.tahun
        ).select_related("satker", "oleh")
    }
    if not kunci:
        return {}
    garis = {satu.garis for satu in hasil.indikator}
    hidup = Indikator.objects.filter(akar__in=garis, sasaran__perjanjian__tahun__in=kunci)
    menurut: dict[int, list[KunciTahun]] = {}
    for akar, tahun in hidup.values_list("akar", "sasaran__perjanjian__tahun").distinct():
        menurut.setdefault(akar, []).append(kunci[tahun])
    return menurut
