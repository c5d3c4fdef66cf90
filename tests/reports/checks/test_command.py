"""`manage.py check_lkj`: exit codes and sentences."""

import pytest

from reports.models import LaporanKinerja, Narasi
from tests.factories import make_dipa, make_kinerja, make_lkj, make_pk, make_rich_indikator, make_satker
from tests.reports.checks.conftest import check_lkj
from tests.reports.ready import write_narrative

pytestmark = pytest.mark.django_db


@pytest.fixture
def satker():
    return make_satker("KPU Provinsi Uji")


def whole_report(satker) -> LaporanKinerja:
    """A report of a PK without indikator that lacks nothing."""
    make_dipa(satker)
    return write_narrative(make_lkj(make_kinerja(satker, [])))


def test_an_unknown_satker_and_a_year_without_report_are_wrong_use(satker):
    assert check_lkj("--satker=lain", "--tahun=2023") == (
        2,
        "Satker lain tidak ada. Yang tersedia: kpu-provinsi-uji.\n",
    )
    kode, kalimat = check_lkj("--satker=kpu-provinsi-uji", "--tahun=2023")
    assert (kode, kalimat) == (
        2, "KPU Provinsi Uji tidak memiliki LKj Tahun 2023. Tahun yang tersedia: belum ada.\n",
    )  # fmt: skip


def test_a_report_without_findings_ends_well(satker):
    whole_report(satker)
    assert check_lkj("--satker=kpu-provinsi-uji", "--tahun=2023") == (0, "Tidak ada temuan.\n")


def test_notes_alone_stand_in_nobodys_way(satker):
    whole_report(satker)
    Narasi.objects.filter(kunci="bab4.saran").update(isi="<p>Dihadiri 317 orang.</p>")
    kode, kalimat = check_lkj("--satker=kpu-provinsi-uji", "--tahun=2023")
    assert (kode, kalimat.splitlines()) == (
        0,
        [
            "catatan: ANGKA-NARASI [BAB IV C, paragraf 1] (tertulis: 317) 317 tidak ditemukan dalam data.",
            "0 kesalahan, 0 peringatan, 1 catatan; 0 menghalangi pengesahan.",
        ],
    )


def test_an_indikator_without_realisasi_is_an_error_at_its_place(satker):
    make_lkj(make_kinerja(satker, [[None]]))
    kode, kalimat = check_lkj("--satker=kpu-provinsi-uji", "--tahun=2023")
    assert kode == 1
    (baris,) = [satu for satu in kalimat.splitlines() if "REALISASI-KOSONG" in satu]
    assert baris.startswith("kesalahan: REALISASI-KOSONG [Indikator ")


def test_a_supporting_table_that_cannot_be_read_is_told(satker):
    indikator = make_rich_indikator(pk := make_pk(satker))
    indikator.tabel_pendukung.update(baris=[["Meja", "12x"]])
    make_lkj(pk)
    _, kalimat = check_lkj("--satker=kpu-provinsi-uji", "--tahun=2023")
    (baris,) = [satu for satu in kalimat.splitlines() if "SEL-RUSAK" in satu]
    assert baris.startswith("kesalahan: SEL-RUSAK [Tabel pendukung fasilitas]")
    assert "“12x” bukan bilangan" in baris
