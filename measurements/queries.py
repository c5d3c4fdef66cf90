"""The year's performance of a PK: reads inputs once, hands them to the rules, keeps how it came about."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from agreements.models import Indikator, PerjanjianKinerja, SasaranKegiatan
from agreements.queries import akhir_tahun
from kinerja.angka import bersatuan
from kinerja.capaian import (
    MetodeRataRata,
    RataRata,
    Rentang,
    TabelPredikat,
    TabelTidakSah,
    rata_rata,
)
from kinerja.hasil import Alasan
from kinerja.metode import (
    Metode,
    SkalaPredikat,
    Tingkat,
)
from measurements.figures import (
    FigurIndikator,
    KinerjaTahunan,
    hitung_indikator,
    hitung_sasaran,
)
from measurements.models import CapaianLalu
from measurements.reading import for_report, give, read_counted, read_whole
from measurements.rows import (
    IndikatorUkur,
    LaluUkur,
    Pita,
    Rows,
    SasaranUkur,
    for_figures,
    scale_bands,
    year_rules,
)

#: How many years before its own a report can show (domain: last year and earlier).
TAHUN_LAPORAN = 4


def kinerja_tahunan(perjanjian: PerjanjianKinerja) -> KinerjaTahunan:
    """The performance of a PK in its year; the number of queries does not grow with the rows.

    Without words: analyses, evidence and tables are not read. Means use the year's floor and cap
    (TahunKinerja); a year without a row has floor 0 and no cap.
    """
    isi = for_figures(perjanjian)
    akar = {satu.akar for sasaran in isi for satu in sasaran.indikator if satu.akar}
    if sendiri := own_years(akar, {perjanjian.tahun - 1}):
        isi = [satu._replace(indikator=_with_past(satu, perjanjian.tahun, sendiri)) for satu in isi]
    return _kinerja(perjanjian, isi)


def kinerja_lengkap(perjanjian: PerjanjianKinerja) -> KinerjaTahunan:
    """The same with everything that a report tells of each indikator."""
    isi = for_report(perjanjian)
    give_past([satu for sasaran in isi for satu in sasaran.indikator.all()], TAHUN_LAPORAN)
    return _kinerja(perjanjian, isi)


def figur_indikator(indikator: Indikator) -> FigurIndikator:
    """One indikator with everything `kinerja_lengkap` would know of it."""
    tahun = indikator.sasaran.perjanjian.tahun
    dengan = ("penanggung_jawab", "iku", "sasaran__perjanjian")
    lengkap = Indikator.objects.select_related(*dengan).get(pk=indikator.pk)
    read_whole([lengkap])
    give_past([lengkap], TAHUN_LAPORAN)
    return hitung_indikator(lengkap, tahun, skala_predikat())


def give_past(indikator: Sequence[Indikator], years: int = 1) -> None:
    """Put what this application knows of the years before in the place of what was reported for them.

    The one door: `capaian_lalu` of these indikator answers so from now on. Theirs were read, with their PK.
    """
    tahun = {satu.sasaran.perjanjian.tahun - ke for satu in indikator for ke in range(1, years + 1)}
    akar = {satu.akar for satu in indikator if satu.akar}
    sendiri = own_years(akar, tahun)
    # Under an older PK nothing is reported of the year just before this one.
    warisan = reported(akar, tahun) if years > 1 else {}
    for satu in indikator if sendiri or warisan else ():
        give(satu, "capaian_lalu", _past(satu, satu.sasaran.perjanjian.tahun, sendiri, warisan))


def reported(akar: set[int], tahun: set[int]) -> dict[int, list[CapaianLalu]]:
    """What was reported for years, by line, under whichever PK it was entered: with it, oldest first."""
    if not akar:
        return {}
    baris = (
        CapaianLalu.objects.filter(Q(indikator__in=akar) | Q(indikator__akar__in=akar), tahun__in=tahun)
        .select_related("indikator__sasaran__perjanjian__satker")
        .order_by("indikator__sasaran__perjanjian__tahun", "indikator__sasaran__perjanjian__versi")
    )
    hasil: dict[int, list[CapaianLalu]] = {}
    for satu in baris:
        hasil.setdefault(satu.indikator.garis, []).append(satu)
    return hasil


def own_years(akar: set[int], tahun: set[int]) -> dict[int, list[FigurIndikator]]:
    """The figures of lines of indikator in these years, under the PK in force on 31 December, by line.

    Counted anew as the pages of those years do; the number of queries grows with neither lines nor years.
    """
    if not akar:
        return {}
    ada = Indikator.objects.filter(Q(pk__in=akar) | Q(akar__in=akar))
    berlaku = akhir_tahun().filter(tahun__in=tahun).order_by().values("pk")
    dulu = list(ada.filter(sasaran__perjanjian__in=berlaku).select_related("sasaran__perjanjian"))
    read_counted(dulu)
    skala = skala_predikat() if dulu else {}
    hasil: dict[int, list[FigurIndikator]] = {}
    for satu in dulu:
        figur = hitung_indikator(satu, satu.sasaran.perjanjian.tahun, skala)
        hasil.setdefault(satu.garis, []).append(figur)
    return hasil


def _with_past(sasaran: SasaranUkur, tahun: int, sendiri: dict[int, list[FigurIndikator]]) -> Rows:
    """The indikator of a sasaran, each with the years before."""
    return Rows(
        satu._replace(capaian_lalu=Rows(_past(satu, tahun, sendiri, {}))) for satu in sasaran.indikator
    )


def _past(
    indikator: Indikator | IndikatorUkur,
    tahun: int,
    sendiri: dict[int, list[FigurIndikator]],
    warisan: dict[int, list[CapaianLalu]],
) -> list[CapaianLalu | LaluUkur]:
    """The years before: our own where any realisasi was entered, else as reported; the nearest PK speaks."""
    akar = indikator.akar or 0
    isi: dict[int, CapaianLalu | LaluUkur] = {
        satu.tahun: satu for satu in warisan.get(akar, ()) if satu.indikator.sasaran.perjanjian.tahun < tahun
    }
    isi |= {satu.tahun: satu for satu in indikator.capaian_lalu.all()}
    isi |= {figur.tahun: _as_past(indikator, figur) for figur in counted(sendiri.get(akar, ()), tahun)}
    return [isi[satu] for satu in sorted(isi)]


def counted(sendiri: Iterable[FigurIndikator], tahun: int) -> list[FigurIndikator]:
    """Of the figures of a line those before a year that anything was entered for: they are never typed."""
    return [
        figur
        for figur in sendiri
        if figur.tahun < tahun and figur.hasil.alasan is not Alasan.BELUM_ADA_REALISASI
    ]


def _as_past(indikator: Indikator | IndikatorUkur, figur: FigurIndikator) -> LaluUkur:
    """A figure of ours beside another year. In another unit it is told in words: nothing compares with it."""
    dulu, nilai, alasan = figur.indikator, figur.hasil.nilai, figur.capaian.alasan
    catatan = alasan.kalimat if alasan else ""
    if dulu.metode == Metode.PREDIKAT or dulu.satuan != indikator.satuan:
        teks = figur.realisasi.predikat if figur.realisasi else ""
        catatan = catatan or f"Realisasi {teks or bersatuan(nilai, dulu.satuan)}."
        return LaluUkur(indikator.pk, figur.tahun, None, None, figur.capaian.persen, catatan, alasan)
    return LaluUkur(indikator.pk, figur.tahun, dulu.target, nilai, figur.capaian.persen, catatan, alasan)


def _kinerja(
    perjanjian: PerjanjianKinerja, isi: Sequence[SasaranKegiatan] | Sequence[SasaranUkur]
) -> KinerjaTahunan:
    aturan, pita = year_rules(perjanjian.tahun)
    batas = (aturan.lantai, aturan.plafon)
    skala = skala_predikat()
    sasaran = tuple(hitung_sasaran(satu, perjanjian.tahun, skala, batas) for satu in isi)
    per_sasaran = [[satu.capaian for satu in satu_sasaran.indikator] for satu_sasaran in sasaran]
    rata = rata_rata(MetodeRataRata(perjanjian.metode_rata_rata), per_sasaran, *batas)
    rentang, sementara = _predikat(pita, rata)
    return KinerjaTahunan(perjanjian, aturan, sasaran, rata, rentang, sementara)


def _predikat(baris: Sequence[Pita], rata: RataRata) -> tuple[Rentang | None, bool]:
    if rata.persen is None or not baris:
        return None, False
    tabel = _tabel_predikat([Rentang(satu.bawah, satu.atas, satu.nama) for satu in baris])
    if tabel is None:
        return None, False
    rentang = tabel.untuk(rata.persen)
    sementara = any(satu.sementara for satu in baris if rentang and satu.nama == rentang.nama)
    return rentang, sementara


def _tabel_predikat(rentang: list[Rentang]) -> TabelPredikat | None:
    """None with gaps or overlaps: no word is better than a wrong one, and the report names the gap."""
    try:
        return TabelPredikat(rentang)
    except TabelTidakSah:
        return None


def skala_nilai() -> dict[str, TabelPredikat]:
    """Every ordinal scale as bands of scores, by key; one with gaps or overlaps is left out."""
    rentang: dict[str, list[Rentang]] = {}
    for satu in scale_bands():
        rentang.setdefault(satu.skala, []).append(Rentang(satu.bawah, satu.atas, satu.nama))
    tabel = {kunci: _tabel_predikat(isi) for kunci, isi in rentang.items()}
    return {kunci: isi for kunci, isi in tabel.items() if isi}


def skala_predikat() -> dict[str, SkalaPredikat]:
    """Every ordinal scale, best level first."""
    return {
        kunci: SkalaPredikat([Tingkat(satu.nama) for satu in reversed(tabel.rentang)])
        for kunci, tabel in skala_nilai().items()
    }
