"""The figures of a few texts: only what they name is read, and it is what the whole report says."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from agreements.models import PerjanjianKinerja
from reports.figures import KELUARGA, Figur
from reports.queries import BahanBertahap, kumpulkan
from tests.factories import (
    make_lkj,
    make_pk,
    make_pohon_dipa,
    make_renstra,
    make_rich_indikator,
    make_satker,
    make_tahun,
)

pytestmark = pytest.mark.django_db
BUTIR = Template(
    "{% load narasi %}{% figur_terikat pk as f %}{% for b in isi|butir_terikat:f %}{{ b }}{% endfor %}"
)


@pytest.fixture
def pk() -> PerjanjianKinerja:
    make_tahun()
    satker = make_satker("KPU Provinsi Uji")
    perjanjian = make_pk(satker)
    make_rich_indikator(perjanjian)
    make_renstra(satker)
    make_pohon_dipa(satker, {"CQ.1.A.1": (10, 5)})
    make_lkj(perjanjian)
    return PerjanjianKinerja.objects.get(pk=perjanjian.pk)


def test_figures_read_one_by_one_are_those_of_the_whole(pk):
    laporan = pk.laporan_kinerja.get()
    whole = dict(Figur(kumpulkan(laporan)))
    assert {kunci.partition(".")[0] for kunci in whole} == KELUARGA.keys() - {"peraturan"}
    for kunci, isi in whole.items():
        assert Figur(BahanBertahap(laporan)).angka(kunci).isi == isi


def queries(pk: PerjanjianKinerja, isi: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        BUTIR.render(Context({"pk": pk, "isi": isi}))
    return len(asked)


@pytest.mark.parametrize("isi", ["Tanpa angka.", "Tahun {{ tahun.ini }} di {{ lkj.tempat }}."])
def test_a_text_that_names_nothing_measured_costs_the_report_alone(pk, isi):
    assert queries(pk, isi) == 1


def test_a_cell_of_a_supporting_table_reads_the_tables_alone(pk):
    assert queries(pk, "{{ tabel.fasilitas.jumlah.baik }} dan {{ tabel.fasilitas.jumlah_baris }}") == 2


def test_what_a_text_names_leads_to_its_source(pk):
    html = BUTIR.render(Context({"pk": pk, "isi": "Baik: {{ tabel.fasilitas.jumlah.baik }}."}))
    indikator = pk.sasaran_kegiatan.get().indikator.get()
    url = f"{indikator.get_absolute_url()}#tabel-fasilitas"
    assert html == f'Baik: <a class="angka" href="{url}" title="Sumber: Fasilitas">393</a>.'
