"""What is not there: sections without words, and the seven things that BAB III holds of an indikator."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from agreements.models import Indikator, KegiatanPendukung, Renstra
from measurements.models import Analisis, CapaianLalu
from reports.checks.gate import hasil_periksa
from reports.models import LaporanKinerja, Narasi
from tests.factories import make_lkj, make_pk, make_pohon_dipa, make_renstra, make_rich_indikator, make_satker
from tests.reports.ready import write_narrative, write_section

pytestmark = pytest.mark.django_db
KEGIATAN, KEGIATAN_DIPA = "CQ.6709", "Kegiatan pendukung dalam DIPA"


@pytest.fixture
def laporan() -> LaporanKinerja:
    """A report with all its words and one indikator that has everything."""
    pk = make_pk(make_satker("KPU Provinsi Uji"))
    indikator = make_rich_indikator(pk)
    make_renstra(pk.satker)
    make_pohon_dipa(pk.satker, {f"{KEGIATAN}.QGE.004": (1_000, 900)})
    KegiatanPendukung.objects.create(indikator=indikator, kode=KEGIATAN)
    Indikator.objects.update(iku=Renstra.objects.get().tujuan.get().sasaran_strategis.get().iku.get())
    Analisis.objects.update(hambatan="Satu.", rekomendasi="Dua.")
    return write_narrative(make_lkj(pk))


def missing(kode: str) -> list[tuple[str, str, str]]:
    """Gravity, place and first sentence of the findings of a code."""
    temuan = hasil_periksa(LaporanKinerja.objects.get()).temuan
    return [
        (satu.tingkat.value, satu.tempat, satu.kalimat.split(". ")[0]) for satu in temuan if satu.kode == kode
    ]


def test_a_whole_report_lacks_nothing(laporan):
    assert missing("BAGIAN-KOSONG") + missing("ISI-KURANG") == []


@pytest.mark.parametrize(
    ("kunci", "tingkat", "tempat"),
    [
        ("bab1.latar-belakang", "kesalahan", "BAB I A"),
        ("depan.kata-pengantar", "kesalahan", "Kata Pengantar"),
        ("bab2.perjanjian-kinerja", "peringatan", "BAB II C"),
        ("bab3.sasaran-1", "peringatan", "BAB III B.1"),
        ("lampiran.pengantar", "catatan", "LAMPIRAN I"),
    ],
)
@pytest.mark.parametrize("isi", ["", "<p> </p><ul><li></li></ul>"])
def test_a_section_without_words(laporan, kunci, tingkat, tempat, isi):
    """Figures, tables and pictures of the application let a reason follow; a signature is no content."""
    write_section(laporan, kunci, isi)
    assert missing("BAGIAN-KOSONG") == [(tingkat, tempat, f"{tempat} belum ditulis")]


def test_a_section_without_data_is_empty_too(laporan):
    laporan.satker.dipa.all().delete()
    assert missing("BAGIAN-KOSONG")[0] == ("kesalahan", "BAB III C", "BAB III C tidak memuat apa pun")


def test_a_request_of_an_offered_text_is_no_text(laporan):
    write_section(laporan, "bab4.saran", "<p>[Tulis saran kepada pihak yang berwenang.]</p>")
    assert [satu[:2] for satu in missing("BAGIAN-KOSONG")] == [("kesalahan", "BAB IV C, paragraf 1")]
    write_section(laporan, "bab4.saran", "<p>Menurut pedoman [1], anggaran ditambah.</p>")
    assert missing("BAGIAN-KOSONG") == []


@pytest.mark.parametrize(
    ("lepas", "tingkat", "hal"),
    [
        (lambda: CapaianLalu.objects.all().delete(), "peringatan", "Capaian tahun lalu"),
        (lambda: Indikator.objects.update(iku=None), "peringatan", "Target Renstra"),
        (lambda: Indikator.objects.update(standar_nasional=None), "catatan", "Standar nasional"),
        (lambda: Analisis.objects.update(hambatan=" "), "catatan", "Hambatan"),
        (lambda: Analisis.objects.update(rekomendasi=""), "catatan", "Rekomendasi"),
        (lambda: KegiatanPendukung.objects.update(kode="WA.1"), "peringatan", KEGIATAN_DIPA),
    ],
)
def test_each_of_the_seven_is_missed(laporan, lepas: Callable[[], object], tingkat, hal):
    lepas()
    nomor = Indikator.objects.get().nomor
    semua = [satu for satu in missing("ISI-KURANG") if not satu[2].startswith("Efisiensi")]
    assert semua == [(tingkat, f"Indikator {nomor}", f"{hal} belum ada pada 1 indikator")]


def test_an_efficiency_that_cannot_be_computed_is_missed(laporan):
    Indikator.objects.update(target=Decimal(0))
    assert [satu[0] for satu in missing("ISI-KURANG") if satu[2].startswith("Efisiensi")] == ["peringatan"]


@pytest.mark.parametrize("hilang", ["penyebab", "upaya"])
def test_causes_and_what_was_done_are_both_owed(laporan, hilang):
    Analisis.objects.update(**{hilang: " "})
    assert [satu[0] for satu in missing("REALISASI-KOSONG")] == ["kesalahan"]


def test_what_many_lack_alike_is_one_finding(laporan):
    nomor = [make_rich_indikator(laporan.perjanjian).nomor for _ in range(2)]
    write_narrative(laporan)
    renstra = [satu for satu in missing("ISI-KURANG") if satu[2].startswith("Target Renstra")]
    assert [satu[1] for satu in renstra] == [f"Indikator {nomor[0]}, {nomor[1]}"]
    assert Narasi.objects.filter(laporan=laporan, kunci="bab3.sasaran-3").exists()
