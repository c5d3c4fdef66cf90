"""The report in the browser: preview, job, download, data; for whom, and at what price."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Satker
from accounts.permissions import Peran
from agreements.models import KegiatanPendukung, TargetTriwulan
from jobs.models import LONG_WAIT, NOBODY, Job
from kinerja.metode import Metode
from measurements.models import Analisis, CapaianLalu, JawabanSatker, TabelPendukung
from reports.actions import KIND
from reports.build import build_document
from reports.checked import lupakan
from reports.document import Dokumen
from reports.models import Cetakan
from reports.pdf import data_json
from tests.factories import (
    make_dipa,
    make_indikator,
    make_lkj,
    make_member,
    make_pk,
    make_pohon_dipa,
    make_realisasi,
    make_renstra,
    make_rich_indikator,
    make_sasaran,
    make_satker,
    make_skala_akip,
    make_tahun,
)
from tests.strict import strict_templates

pytestmark = pytest.mark.django_db
TAHUN = 2023
ISI = b"%PDF-1.7 isi"


@pytest.fixture(autouse=True)
def strict():
    lupakan()
    with strict_templates():
        yield


@pytest.fixture
def provinsi() -> Satker:
    satker = make_satker("KPU Provinsi Uji")
    pk = make_pk(satker)
    make_rich_indikator(pk)
    make_lkj(pk)
    return satker


@pytest.fixture
def mesuji(provinsi: Satker) -> Satker:
    return make_satker("KPU Kab. Mesuji", induk=provinsi)


@pytest.fixture
def login(client: Client) -> Callable[[Satker, Peran], Client]:
    def log_in(satker: Satker, peran: Peran) -> Client:
        client.force_login(make_member(satker, peran))
        return client

    return log_in


def make_job(satker: Satker, status: str = "waiting", **isi) -> Job:
    laporan = satker.laporan_kinerja.first()
    selesai = {"finished_at": timezone.now()} if status in ("done", "failed") else {}
    arguments = {"laporan": laporan.pk if laporan else 0, "tahun": TAHUN}
    return Job.objects.create(kind=KIND, satker=satker, status=status, arguments=arguments, **(selesai | isi))


def make_cetakan(satker: Satker) -> Cetakan:
    return Cetakan.objects.create(
        laporan=satker.laporan_kinerja.first(),
        job=make_job(satker, "done", percent=100),
        berkas=ContentFile(ISI, name="lkj-uji.pdf"),
        sha256=sha256(ISI).hexdigest(),
        halaman=7,
        ukuran=len(ISI),
    )


def url(name: str, *arguments) -> str:
    return reverse(f"reports:{name}", args=arguments)


# The preview


def sections(dokumen: Dokumen) -> list[tuple[str, list[str]]]:
    return [(bab.judul, [satu.kunci for satu in bab.bagian]) for bab in (*dokumen.bab, *dokumen.lampiran)]


def test_the_preview_is_the_report_with_its_contents_beside_it(login, provinsi):
    response = login(provinsi, Peran.STAF).get(url("lkj", provinsi.slug, TAHUN))
    assert response.status_code == 200
    dokumen = response.context["dokumen"]
    assert sections(dokumen) == sections(build_document(provinsi, TAHUN))
    for bab in (*dokumen.bab, *dokumen.lampiran):
        assert f'href="#{bab.kunci}"' in response.text
        assert f'id="{bab.kunci}"' in response.text


def test_a_figure_of_the_preview_leads_to_its_indikator(login, provinsi):
    indikator = provinsi.perjanjian_kinerja.get().sasaran_kegiatan.get().indikator.get()
    teks = login(provinsi, Peran.STAF).get(url("lkj", provinsi.slug, TAHUN)).text
    link = (
        f'<a class="angka" href="{indikator.get_absolute_url()}" title="Sumber: Indikator {indikator.nomor}">'
    )
    assert teks.count(f"{link}98,075%</a>") == 3
    assert "98,075%" in login(provinsi, Peran.PEMBACA).get(indikator.get_absolute_url()).text


def test_gaps_are_seen_in_the_preview(login, provinsi):
    response = login(provinsi, Peran.STAF).get(url("lkj", provinsi.slug, TAHUN))
    assert response.text.count('<aside class="lkj-celah">') == len(response.context["dokumen"].celah) > 20


@pytest.mark.parametrize(
    ("peran", "may"),
    [
        (Peran.ADMINISTRATOR, False), (Peran.STAF, True), (Peran.VERIFIKATOR, True), (Peran.SEKRETARIS, True),
        (Peran.KETUA, False), (Peran.OPERATOR, False), (Peran.PEREVIU, False), (Peran.PEMBACA, False),
    ],
)  # fmt: skip
def test_only_who_may_render_has_the_button_and_the_right(login, provinsi, peran, may):
    client = login(provinsi, peran)
    assert ("Susun PDF" in client.get(url("lkj", provinsi.slug, TAHUN)).text) is may
    response = client.post(url("cetak", provinsi.slug, TAHUN))
    assert response.status_code == (302 if may else 403)
    assert Job.objects.count() == (1 if may else 0)


def test_a_satker_without_a_report_has_an_empty_page(login, provinsi, mesuji):
    client = login(mesuji, Peran.OPERATOR)
    response = client.get(url("lkj", mesuji.slug, TAHUN))
    assert response.status_code == 200
    assert "Belum ada Laporan Kinerja Tahun 2023" in response.text
    assert client.get(url("data", mesuji.slug, TAHUN)).status_code == 404


def test_an_operator_sees_nothing_of_the_province(login, provinsi, mesuji):
    cetakan = make_cetakan(provinsi)
    client = login(mesuji, Peran.OPERATOR)
    pages = [
        url("lkj", provinsi.slug, TAHUN), url("data", provinsi.slug, TAHUN), url("cetakan", cetakan.job.pk),
        url("cetakan_status", cetakan.job.pk), url("unduh", cetakan.job.pk),
    ]  # fmt: skip
    assert [client.get(page).status_code for page in pages] == [404] * 5
    assert client.post(url("cetak", provinsi.slug, TAHUN)).status_code == 404


# Asking for the PDF


def test_asking_leads_to_the_job_and_asking_again_to_the_same(login, provinsi):
    client = login(provinsi, Peran.STAF)
    satu, dua = (client.post(url("cetak", provinsi.slug, TAHUN)) for _ in range(2))
    job = Job.objects.get()
    assert (satu.status_code, satu.url, dua.url) == (302, url("cetakan", job.pk), url("cetakan", job.pk))


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_asking_is_a_post(login, provinsi, method):
    client = login(provinsi, Peran.STAF)
    assert getattr(client, method)(url("cetak", provinsi.slug, TAHUN)).status_code == 405
    assert not Job.objects.exists()


@pytest.mark.parametrize("name", ["lkj", "data"])
def test_reading_is_no_post(login, provinsi, name):
    assert login(provinsi, Peran.STAF).post(url(name, provinsi.slug, TAHUN)).status_code == 405


def test_a_year_without_a_report_has_none_to_print(login, provinsi):
    assert login(provinsi, Peran.STAF).post(url("cetak", provinsi.slug, 2021)).status_code == 404


# The job


@pytest.mark.parametrize("status", ["waiting", "running"])
def test_a_job_under_way_reloads_itself_without_javascript(login, provinsi, status):
    job = make_job(provinsi, status, percent=42, step="Menata halaman 9")
    response = login(provinsi, Peran.PEMBACA).get(url("cetakan", job.pk))
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in response.text
    assert "Menata halaman 9" in response.text
    assert "Unduh" not in response.text


@pytest.mark.parametrize(
    ("status", "isi", "answer"),
    [
        ("waiting", {}, {"percent": 0, "message": "Menunggu", "finished": False}),
        (
            "running",
            {"percent": 42, "step": "Menulis PDF"},
            {"percent": 42, "message": "Menulis PDF", "finished": False},
        ),
        (
            "done",
            {"percent": 100, "step": "Selesai"},
            {"percent": 100, "message": "Selesai", "finished": True},
        ),
        (
            "failed",
            {"percent": 20, "error": "Sebab."},
            {"percent": 20, "message": "Sebab.", "finished": True},
        ),
    ],
)
def test_the_state_of_a_job_as_the_bar_reads_it(login, provinsi, status, isi, answer):
    job = make_job(provinsi, status, **isi)
    assert login(provinsi, Peran.PEMBACA).get(url("cetakan_status", job.pk)).json() == answer


def test_a_job_that_nobody_takes_says_so(login, provinsi):
    job = make_job(provinsi)
    Job.objects.update(requeued_at=timezone.now() - LONG_WAIT - timedelta(seconds=1))
    assert NOBODY in login(provinsi, Peran.STAF).get(url("cetakan", job.pk)).text


@pytest.mark.parametrize(("peran", "may"), [(Peran.STAF, True), (Peran.PEMBACA, False)])
def test_a_failed_job_says_why_and_offers_another_to_who_may(login, provinsi, peran, may):
    job = make_job(provinsi, "failed", error="Dokumen memuat sumber luar.")
    teks = login(provinsi, peran).get(url("cetakan", job.pk)).text
    assert "Dokumen memuat sumber luar." in teks
    assert ("Susun ulang" in teks) is may
    assert "http-equiv" not in teks


def test_a_job_of_another_kind_is_no_print(login, provinsi):
    job = make_job(provinsi)
    Job.objects.update(kind="lain")
    client = login(provinsi, Peran.STAF)
    assert [client.get(url(name, job.pk)).status_code for name in ("cetakan", "cetakan_status", "unduh")] == [
        404
    ] * 3


# The download


@pytest.mark.parametrize("status", ["waiting", "running", "failed"])
def test_there_is_nothing_to_download_before_the_end(login, provinsi, status):
    job = make_job(provinsi, status)
    assert login(provinsi, Peran.STAF).get(url("unduh", job.pk)).status_code == 404


def test_the_download_is_the_file_with_its_hash_on_the_page(login, provinsi):
    cetakan = make_cetakan(provinsi)
    client = login(provinsi, Peran.PEMBACA)
    response = client.get(url("unduh", cetakan.job.pk))
    assert response.getvalue() == ISI
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="')
    assert response["Content-Disposition"].endswith('.pdf"')
    assert f"{sha256(ISI).hexdigest()}</code>" in client.get(url("cetakan", cetakan.job.pk)).text
    assert url("unduh", cetakan.job.pk) in client.get(url("lkj", provinsi.slug, TAHUN)).text


def test_a_pdf_that_is_gone_from_the_disk_is_not_found(login, provinsi):
    cetakan = make_cetakan(provinsi)
    Path(cetakan.berkas.path).unlink()
    assert login(provinsi, Peran.PEMBACA).get(url("unduh", cetakan.job.pk)).status_code == 404


def test_a_pdf_that_was_changed_on_the_disk_is_told_and_not_served(login, provinsi):
    cetakan = make_cetakan(provinsi)
    Path(cetakan.berkas.path).write_bytes(ISI[:-1] + b"?")
    response = login(provinsi, Peran.PEMBACA).get(url("unduh", cetakan.job.pk))
    assert response.status_code == 500
    assert "berbeda dari PDF yang disusun" in response.text


def test_the_data_are_those_the_pdf_carries(login, provinsi):
    response = login(provinsi, Peran.PEMBACA).get(url("data", provinsi.slug, TAHUN))
    assert response.content == data_json(build_document(provinsi, TAHUN))
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="lkj-2023-kpu-provinsi-uji.json"'
    assert json.loads(response.content)["satker"] == "KPU Provinsi Uji"


# The price


def price(satker: Satker, name: str) -> int:
    client = Client()
    client.force_login(make_member(satker, Peran.STAF))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url(name, satker.slug, TAHUN))
    assert response.status_code == 200
    return len(queries)


def with_satker(rows: int) -> Satker:
    satker = make_satker(f"KPU Provinsi {rows}")
    pk = make_pk(satker)
    make_rich_indikator(pk)
    make_lkj(pk)
    make_dipa(satker)
    for _ in range(rows - 1):
        make_dipa(make_satker(induk=satker))
    return satker


def with_indikator(rows: int) -> Satker:
    satker = make_satker(f"KPU Provinsi {rows}")
    pk = make_pk(satker)
    make_renstra(satker)
    make_lkj(pk)
    make_pohon_dipa(satker, {f"CQ.{n}.A.{n}": (10, 5) for n in range(rows)})
    for n in range(rows):
        indikator = make_indikator(make_sasaran(pk))
        realisasi = make_realisasi(indikator, nilai=Decimal(95))
        TargetTriwulan.objects.create(indikator=indikator, triwulan=4, nilai=100)
        CapaianLalu.objects.create(indikator=indikator, tahun=TAHUN - 1, capaian=Decimal(90))
        KegiatanPendukung.objects.create(indikator=indikator, kode=f"CQ.{n}")
        Analisis.objects.create(realisasi=realisasi, penyebab="{{ capaian.rata_rata }}", upaya="Dua.")
        TabelPendukung.objects.create(
            indikator=indikator, kunci=f"tabel-{n}", urutan=1, judul="Tabel", baris=[["a"]],
            kolom=[{"kunci": "a", "judul": "A", "jenis": "teks"}],
        )  # fmt: skip
    return satker


def with_answers(rows: int) -> Satker:
    satker = make_satker(f"KPU Provinsi {rows}")
    pk = make_pk(satker)
    make_lkj(pk)
    indikator = make_indikator(
        make_sasaran(pk), metode=Metode.REKAP_SATKER, skala="akip", kriteria="B", kriteria_nilai=Decimal(60)
    )
    realisasi = make_realisasi(indikator)
    for _ in range(rows):
        JawabanSatker.objects.create(realisasi=realisasi, satker=make_satker(), nilai=Decimal(70))
    return satker


@pytest.mark.parametrize("name", ["lkj", "data"])
@pytest.mark.parametrize(
    ("make", "few", "many"), [(with_satker, 16, 60), (with_indikator, 14, 50), (with_answers, 2, 30)]
)
def test_the_number_of_queries_does_not_grow(make, few, many, name):
    make_tahun(TAHUN)
    make_skala_akip()
    assert price(make(few), name) == price(make(many), name)
