"""A signed report is what was signed, whatever is changed in what lives longer than its year."""

from decimal import Decimal

import docx
import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Peran
from agreements.models import IKU, PredikatCapaian, Renstra, SkalaNilai, TahunKinerja, TargetIKU
from jobs.actions import request_job
from reports.build import document_of, susun
from reports.frozen import to_json
from reports.models import LaporanKinerja
from reports.queries import kumpulkan
from reports.word_actions import KIND_WORD, run_word, word_path
from tests.factories import (
    make_indikator,
    make_member,
    make_pk,
    make_predikat,
    make_realisasi,
    make_renstra,
    make_sasaran,
    make_satker,
    make_signed_lkj,
    make_skala_akip,
    make_tahun,
    sign_pk,
)

pytestmark = pytest.mark.django_db
#: What lives longer than a year, and a change of it that the report would print.
PERUBAHAN = {
    "visi": lambda: Renstra.objects.update(visi="Visi lain"),
    "target IKU": lambda: TargetIKU.objects.update(nilai=Decimal(50)),
    "predikat": lambda: PredikatCapaian.objects.update(nama="Sangat baik"),
    "batas rata-rata": lambda: TahunKinerja.objects.update(plafon=Decimal(120)),
    "skala": lambda: SkalaNilai.objects.filter(nama="B").update(nama="Baik"),
}


@pytest.fixture
def sah(settings, tmp_path) -> LaporanKinerja:
    settings.MEDIA_ROOT = tmp_path
    make_predikat(make_tahun(), "Memuaskan", None, None)
    make_skala_akip()
    satker = make_satker()
    make_renstra(satker)
    pk = make_pk(satker)
    iku = IKU.objects.get()
    sasaran = make_sasaran(pk, sasaran_strategis=iku.sasaran_strategis)
    make_realisasi(make_indikator(sasaran, iku=iku), nilai=Decimal(150))
    nilai = {"target": None, "target_predikat": "B", "satuan": "Predikat", "metode": "predikat"}
    make_realisasi(make_indikator(sasaran, skala="akip", **nilai), predikat="B", nilai=None)
    return make_signed_lkj(sign_pk(pk)).laporan


@pytest.mark.parametrize("apa", PERUBAHAN)
def test_nothing_outside_the_year_changes_what_was_signed(sah, apa):
    dibekukan, kini = to_json(document_of(sah)), to_json(susun(kumpulkan(sah)))
    PERUBAHAN[apa]()
    client = Client()
    client.force_login(make_member(sah.satker, Peran.PEMBACA))
    data = client.get(reverse("reports:data", args=[sah.satker.slug, sah.tahun]))
    assert to_json(document_of(sah)) == dibekukan
    assert (data.status_code, b"Sangat baik" in data.content) == (200, False)
    # The control: composed anew, the report would read otherwise.
    assert to_json(susun(kumpulkan(sah))) != kini


@pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")
def test_the_word_copy_of_a_signed_report_is_made_from_what_was_signed(sah):
    PERUBAHAN["visi"]()
    job = request_job(
        KIND_WORD, sah.satker, {"laporan": sah.pk, "tahun": sah.tahun}, lambda job: None, by=None
    )
    run_word(job.pk)
    isi = [satu.text for satu in docx.Document(word_path(job)).paragraphs]
    assert [any(kata in satu for satu in isi) for kata in ("Visi satker", "Visi lain")] == [True, False]
