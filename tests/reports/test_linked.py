"""What a report shows of data: how each metode came to its figure, and the tables that are linked to data."""

from decimal import Decimal

import pytest

from agreements.models import KegiatanPendukung, TargetTriwulan
from kinerja.metode import Metode
from kinerja.periode import Agregasi
from measurements.models import CapaianLalu, JawabanSatker, Komponen
from reports.build import susun
from reports.document import Kalimat, Tabel, blok_dokumen
from reports.linked import DATA, tersedia
from reports.models import LaporanKinerja
from reports.queries import kumpulkan
from tests.factories import (
    make_indikator,
    make_lkj,
    make_pk,
    make_pohon_dipa,
    make_realisasi,
    make_sasaran,
    make_satker,
    make_skala_akip,
    make_tahun,
)

TAHUN = 2023
MASUKAN = {
    Metode.LANGSUNG: {"nilai": Decimal("81.5")},
    Metode.RASIO: {"pembilang": 2, "penyebut": 3},
    Metode.PREDIKAT: {"predikat": "B"},
}


def make_report(**isi: object) -> LaporanKinerja:
    """A report on one indikator with a figure in the fourth quarter, two components and one answer."""
    make_tahun(TAHUN)
    make_skala_akip()
    pk = make_pk(make_satker(), TAHUN)
    satu = make_indikator(make_sasaran(pk), **isi)
    TargetTriwulan.objects.create(indikator=satu, triwulan=4, nilai=100)
    realisasi = make_realisasi(satu, triwulan=4, **MASUKAN.get(satu.metode, {}))
    for ke, atas in enumerate((1, 2), start=1):
        Komponen.objects.create(
            realisasi=realisasi, urutan=ke, nama=f"Bagian {ke}", pembilang=atas, penyebut=2 * ke
        )
    JawabanSatker.objects.create(realisasi=realisasi, satker=make_satker("KPU Kota Satu"), nilai=Decimal(70))
    return make_lkj(pk)


def words(isi: Kalimat) -> str:
    return "".join(satu.isi for satu in isi)


def rows(tabel: Tabel) -> list[list[str]]:
    return [[words(sel.isi) for sel in baris.sel] for baris in tabel.baris]


def printed(laporan: LaporanKinerja) -> dict[str, Tabel]:
    return {satu.kunci: satu for satu in blok_dokumen(susun(kumpulkan(laporan))) if isinstance(satu, Tabel)}


@pytest.mark.parametrize(
    ("metode", "kalimat", "hasil"),
    [
        (Metode.LANGSUNG, "Nilai dimasukkan langsung, tanpa penghitungan oleh aplikasi.", "81,5%"),
        (Metode.RASIO, "Pembilang ÷ penyebut × 100% = 2 ÷ 3 × 100% = 66,67%", "66,67%"),
        (
            Metode.RATA_RATA_RASIO,
            "Rata-rata dari rasio setiap komponen; setiap komponen berbobot sama.",
            "50%",
        ),
        (Metode.RASIO_GABUNGAN, "Jumlah pembilang seluruh komponen dibagi jumlah penyebutnya.", "50%"),
        (Metode.REKAP_SATKER, "1 dari 1 satker memenuhi kriteria nilai di atas 60.", "100%"),
        (Metode.PREDIKAT, "Predikat yang diperoleh: B. Target: B.", "B"),
    ],
)
def test_every_metode_shows_its_working_in_the_report(db, metode, kalimat, hasil):
    lain = {"skala": "akip", "kriteria_nilai": Decimal(60)}
    if metode is Metode.PREDIKAT:
        lain = {"skala": "akip", "target": None, "target_predikat": "B", "satuan": "Predikat"}
    tabel = printed(make_report(metode=metode, **lain))
    [[_, _, perhitungan, realisasi]] = rows(tabel["perhitungan-sasaran-1"])
    assert (perhitungan, realisasi) == (f"Triwulan IV: {kalimat}", hasil)
    rincian = {satu for satu in tabel if satu.startswith(("komponen-", "rekap-"))}
    assert len(rincian) == (metode in (Metode.RATA_RATA_RASIO, Metode.RASIO_GABUNGAN, Metode.REKAP_SATKER))


@pytest.mark.parametrize(
    ("metode", "akhir"),
    [
        (Metode.RATA_RATA_RASIO, ["RATA-RATA", "", "", "50%"]),
        (Metode.RASIO_GABUNGAN, ["JUMLAH", "3", "6", "50%"]),
    ],
)
def test_components_are_printed_one_by_one_with_what_they_come_to(db, metode, akhir):
    laporan = make_report(metode=metode)
    nomor = laporan.perjanjian.sasaran_kegiatan.get().indikator.get().nomor
    assert rows(printed(laporan)[f"komponen-{nomor}-4"]) == [
        ["Bagian 1", "1", "2", "50%"],
        ["Bagian 2", "2", "4", "50%"],
        akhir,
    ]


def test_quarters_that_make_a_year_are_shown_each_and_together(db):
    laporan = make_report(metode=Metode.LANGSUNG, agregasi=Agregasi.JUMLAH)
    indikator = laporan.perjanjian.sasaran_kegiatan.get().indikator.get()
    TargetTriwulan.objects.create(indikator=indikator, triwulan=1, nilai=10)
    make_realisasi(indikator, triwulan=1, nilai=Decimal("10"))
    tabel = printed(laporan)["perhitungan-sasaran-1"]
    assert [sel[-1] for sel in rows(tabel)] == ["10%", "81,5%", "91,5%"]
    assert [baris.sel[0].baris for baris in tabel.baris] == [3, 0, 0]


def test_what_is_not_measured_yet_says_why(db):
    make_tahun(TAHUN)
    pk = make_pk(make_satker(), TAHUN)
    make_indikator(make_sasaran(pk))
    [baris] = printed(make_lkj(pk))["perhitungan-sasaran-1"].baris
    assert baris.sel[-1].redup


def test_the_register_shows_what_an_indikator_has(db):
    laporan = make_report(metode=Metode.REKAP_SATKER, skala="akip", kriteria_nilai=Decimal(60))
    indikator = laporan.perjanjian.sasaran_kegiatan.get().indikator.get()
    CapaianLalu.objects.create(indikator=indikator, tahun=2017, capaian=Decimal(1))
    CapaianLalu.objects.create(indikator=indikator, tahun=2021, target=90, capaian=Decimal("88.5"))
    bahan = kumpulkan(laporan)
    isi = {satu.kunci: tabel for satu, tabel in tersedia(bahan, bahan.kinerja.indikator[0])}
    assert list(isi) == list(DATA)
    assert rows(isi["triwulan"])[-1] == ["Tahun 2023", "100%", "100%", "100%"]
    assert rows(isi["tahunan"]) == [
        ["2021", "90%", "tidak tercatat", "88,50%"],
        ["2023", "100%", "100%", "100%"],
    ]
    assert rows(isi["rekap"])[0][1] == "KPU Kota Satu"
    assert (isi["anggaran"], isi["renstra"]) == (None, None)


def test_the_budget_of_the_kegiatan_behind_an_indikator_is_summed(db):
    laporan = make_report(metode=Metode.LANGSUNG)
    make_pohon_dipa(laporan.satker, {"CQ.1.QGE.001": (1_000, 900), "CQ.2.QGE.001": (500, 100)})
    indikator = laporan.perjanjian.sasaran_kegiatan.get().indikator.get()
    for kode in ("CQ.1", "CQ.2", "CQ.9"):
        KegiatanPendukung.objects.create(indikator=indikator, kode=kode)
    bahan = kumpulkan(laporan)
    assert rows(DATA["anggaran"].susun(bahan, bahan.kinerja.indikator[0])) == [
        ["CQ.1", "Uraian CQ.1", "1.000", "900", "90%", "100"],
        ["CQ.2", "Uraian CQ.2", "500", "100", "20%", "400"],
        ["", "JUMLAH", "1.500", "1.000", "66,67%", "500"],
    ]
