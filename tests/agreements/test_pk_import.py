"""A PK from a filled template: what comes out of it goes in again, and every fault is told with its cell."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agreements.models import Indikator, PerjanjianKinerja
from agreements.pk_import import BARIS_JUDUL, KOLOM, LEMBAR, baca_buku
from agreements.pk_sheet import lembar_indikator
from importing.workbook import read_workbook
from tests.agreements.promise import TAHUN, Promise, make_draft, make_promise, signed
from tests.strict import strict_templates

PERTAMA = BARIS_JUDUL + 1


@pytest.fixture
def janji(db) -> Promise:
    return make_promise()


@pytest.fixture
def lalu(janji) -> PerjanjianKinerja:
    return signed(make_draft(janji))


def client_of(janji: Promise) -> Client:
    client = Client()
    client.force_login(janji.staf)
    return client


def template(janji: Promise, **cells: object) -> bytes:
    """The template of the next year with some cells of the first row typed over."""
    alamat = reverse("agreements:pk_templat", args=[janji.satker.slug, TAHUN + 1])
    book = openpyxl.load_workbook(io.BytesIO(client_of(janji).get(alamat).content))
    sheet = book[LEMBAR]
    for nama, nilai in cells.items():
        sheet.cell(PERTAMA, list(KOLOM).index(nama) + 1).value = nilai
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def upload(janji: Promise, isi: bytes):
    berkas = SimpleUploadedFile("pk.xlsx", isi)
    alamat = reverse("agreements:pk_unggah", args=[janji.satker.slug, TAHUN + 1])
    with strict_templates():
        return client_of(janji).post(alamat, {"berkas": berkas})


def test_the_template_of_last_year_is_taken_back_unchanged(janji, lalu):
    assert upload(janji, template(janji)).status_code == 302
    baru = PerjanjianKinerja.objects.get(tahun=TAHUN + 1)
    lama, salinan = (Indikator.objects.get(sasaran__perjanjian=pk) for pk in (lalu, baru))
    assert lembar_indikator(salinan) == lembar_indikator(lama)
    assert baru.sasaran_kegiatan.get().sasaran_strategis == lalu.sasaran_kegiatan.get().sasaran_strategis


def test_numbers_and_percentages_of_excel_are_read_as_they_are(janji, lalu):
    assert upload(janji, template(janji, target=97.5, tw4=1234.25)).status_code == 302
    satu = Indikator.objects.get(sasaran__perjanjian__tahun=TAHUN + 1)
    assert (satu.target, satu.target_triwulan.get().nilai) == (Decimal("97.5"), Decimal("1234.25"))


def test_every_fault_is_told_at_once_with_its_cell_and_nothing_is_saved(janji, lalu):
    isi = template(
        janji, target="12.5", metode="Kira-kira", penanggung_jawab="Bagian Lain", nama=None, tw1="x"
    )
    response = upload(janji, isi)
    assert response.status_code == 422
    temuan = {(satu.cell, satu.seen) for satu in response.context["temuan"]}
    assert temuan == {("C6", ""), ("E6", "12.5"), ("H6", "Kira-kira"), ("L6", "Bagian Lain"), ("N6", "x")}
    saran = {satu.cell: satu.remedy for satu in response.context["temuan"] if satu.remedy}
    assert saran == {
        "H6": "Pilihannya ada pada lembar “Pilihan”, kolom “Metode”.",
        "L6": "Pilihannya ada pada lembar “Pilihan”, kolom “Bagian penanggung jawab”.",
    }
    assert not PerjanjianKinerja.objects.filter(tahun=TAHUN + 1).exists()


def test_a_template_of_another_satker_is_refused(janji, lalu):
    lain = make_promise("KPU Provinsi Lain")
    buku = read_workbook(template(janji))
    _, temuan = baca_buku(buku, lain.satker, TAHUN + 1)
    assert ("B2", janji.satker.kode) in {(satu.cell, satu.seen) for satu in temuan}


@pytest.mark.parametrize("isi", [b"bukan berkas", b""])
def test_a_file_that_is_no_workbook_is_a_sentence(janji, lalu, isi):
    assert upload(janji, isi).status_code == 422
