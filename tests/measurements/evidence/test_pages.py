"""Evidence in the browser's eyes: uploads, downloads, removal, who finds what."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Peran
from measurements.evidence import folder, path_of
from measurements.models import BuktiDukung, JadwalTriwulan, Realisasi
from measurements.states import StatusRealisasi
from tests.evidence_files import JPG, docx, pdf, png, xlsx
from tests.factories import make_member, make_satker
from tests.measurements.evidence.keeping import TW, add, berkas, on_disk


def page(indikator) -> str:
    return reverse("measurements:bukti_tambah", args=[indikator.pk, TW])


def upload(client, indikator, *files, **teks):
    isian = [SimpleUploadedFile(nama, isi) for nama, isi in files]
    return client.post(page(indikator), {"berkas": isian, **teks})


def words(response) -> str:
    return " ".join(response.text.split())


def test_an_upload_of_several_files_keeps_the_good_and_lists_the_bad(indikator, masuk):
    response = upload(
        masuk, indikator,
        ("laporan.pdf", pdf()), ("catatan.txt", b"halo"), ("foto.pdf", png()), ("foto.jpg", JPG),
        judul="Rapat", nomor="3", tanggal="2024-01-05", keterangan="Notula & foto",
    )  # fmt: skip
    assert response.status_code == 200
    halaman = words(response)
    assert "2 bukti dukung tersimpan." in halaman
    assert "2 bukti dukung tidak disimpan:" in halaman
    assert "Berkas “catatan.txt” adalah berkas teks, jenis yang tidak diterima;" in halaman
    assert "Berkas “foto.pdf” bernama .pdf, tetapi isinya PNG;" in halaman
    for teks in ('value="Rapat"', 'value="3"', 'value="2024-01-05"', "Notula &amp; foto"):
        assert teks in halaman
    assert [satu.judul for satu in BuktiDukung.objects.all()] == ["Rapat (laporan.pdf)", "Rapat (foto.jpg)"]
    assert {satu.tanggal for satu in BuktiDukung.objects.all()} == {date(2024, 1, 5)}


def test_a_good_upload_is_answered_by_a_redirect_and_listed(indikator, masuk):
    response = upload(masuk, indikator, ("laporan.pdf", pdf()))
    assert (response.status_code, response.url) == (302, page(indikator))
    halaman = words(masuk.get(page(indikator)))
    assert "1 bukti dukung tersimpan." in halaman
    bukti = BuktiDukung.objects.get()
    assert bukti.judul == "laporan.pdf"
    assert reverse("measurements:bukti", args=[bukti.pk]) in halaman
    assert reverse("measurements:bukti_hapus", args=[bukti.pk]) in halaman


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ({}, "Berkas: Pilih berkas, atau isi judul bila dokumennya tidak berupa berkas."),
        ({"judul": "a" * 201}, "Judul dokumen: Tulisan melebihi 200 karakter; ringkaslah."),
        (
            {"judul": "a", "tanggal": "31/02/2024"},
            "Tanggal dokumen: Tulis tanggal dengan bentuk 31-12-2026 atau pilih dari kalender.",
        ),
    ],
)
def test_what_is_typed_wrongly_is_said_and_kept(indikator, masuk, teks, kalimat):
    halaman = words(upload(masuk, indikator, nomor="3/PR", **teks))
    assert kalimat in halaman
    assert 'value="3/PR"' in halaman
    assert not BuktiDukung.objects.exists()


def test_a_document_without_a_file_by_its_title(indikator, masuk):
    assert upload(masuk, indikator, judul="Berita acara", tanggal="05/01/2024").status_code == 302
    bukti = BuktiDukung.objects.get()
    assert (bukti.judul, bukti.tanggal, bukti.berkas) == ("Berita acara", date(2024, 1, 5), "")
    assert masuk.get(reverse("measurements:bukti", args=[bukti.pk])).status_code == 404


def test_an_upload_after_the_quarter_says_so_and_keeps_nothing(indikator, masuk):
    JadwalTriwulan.objects.all().delete()
    halaman = words(upload(masuk, indikator, ("laporan.pdf", pdf())))
    assert "Jadwal Triwulan IV Tahun 2023 belum ditetapkan oleh KPU Provinsi." in halaman
    assert on_disk() == []
    assert "Tambah bukti dukung" not in halaman


@pytest.mark.parametrize("triwulan", [0, 5, 44])
def test_there_are_four_quarters(indikator, masuk, triwulan):
    assert masuk.get(reverse("measurements:bukti_tambah", args=[indikator.pk, triwulan])).status_code == 404


def test_a_download_is_the_file_and_nothing_a_browser_would_run(indikator, staf, masuk):
    bukti = add(indikator, staf, berkas=berkas("Surat “Dinas”; é.docx", docx()))
    response = masuk.get(reverse("measurements:bukti", args=[bukti.pk]))
    assert b"".join(response.streaming_content) == docx()
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Surat%20%E2%80%9CDinas%E2%80%9D%3B%20%C3%A9.docx"
    )
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["Content-Length"] == str(len(docx()))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("peran", list(Peran))
def test_who_reads_the_satker_downloads_and_strangers_do_not_find_it(indikator, staf, peran):
    bukti = add(indikator, staf)
    for satker, status in ((indikator.sasaran.perjanjian.satker, 200), (make_satker(), 404)):
        client = Client()
        client.force_login(make_member(satker, peran))
        response = client.get(reverse("measurements:bukti", args=[bukti.pk]))
        assert response.status_code == status
        assert b"".join(response).startswith(b"%PDF-" if status == 200 else b"")


def test_a_kabupaten_does_not_find_the_file_of_its_province_or_its_neighbour(indikator, staf):
    bukti = add(indikator, staf)
    client = Client()
    client.force_login(make_member(make_satker(induk=indikator.sasaran.perjanjian.satker), Peran.OPERATOR))
    for nama in ("bukti", "bukti_hapus"):
        assert client.get(reverse(f"measurements:{nama}", args=[bukti.pk])).status_code == 404
        assert client.post(reverse(f"measurements:{nama}", args=[bukti.pk])).status_code in (404, 405)


def test_no_address_leads_to_the_stored_file(indikator, staf, masuk):
    nama = add(indikator, staf).berkas
    for awal in ("/static/", "/media/", "/", "/bukti/", "/static/../", "/static/%2e%2e/"):
        for jalan in (f"bukti/{nama[:2]}/{nama}", f"{nama[:2]}/{nama}", nama):
            assert masuk.get(awal + jalan).status_code == 404
    assert folder() not in Path(settings.STATIC_ROOT).parents
    assert not folder().is_relative_to(settings.STATIC_ROOT)
    assert not folder().is_relative_to(settings.MEDIA_ROOT)


@pytest.mark.parametrize(("rusak", "status", "sebab"), [
    (lambda path: path.unlink(), 410, "tidak ditemukan di penyimpanan"),
    (lambda path: path.write_bytes(b"%PDF-palsu"), 500, "berubah sejak diunggah"),
])  # fmt: skip
def test_a_lost_or_altered_file_is_never_sent(indikator, staf, masuk, caplog, rusak, status, sebab):
    bukti = add(indikator, staf)
    rusak(path_of(bukti.berkas))
    response = masuk.get(reverse("measurements:bukti", args=[bukti.pk]))
    assert response.status_code == status
    assert f"Berkas “laporan.pdf” {sebab}" in words(response)
    assert "Diunggah oleh Rina" in words(response)
    assert f"BuktiDukung {bukti.pk}: file {bukti.berkas}" in caplog.text


def test_removal_is_asked_about_and_then_done(indikator, staf, masuk):
    bukti = add(indikator, staf)
    alamat = reverse("measurements:bukti_hapus", args=[bukti.pk])
    tanya = words(masuk.get(alamat))
    assert "Berkas “laporan.pdf” tidak lagi menjadi bukti." in tanya
    assert BuktiDukung.objects.exists()
    response = masuk.post(alamat, {"kembali": "/indikator/1/?a=b#bukti"})
    assert response.url == "/indikator/1/?a=b#bukti"
    assert not BuktiDukung.objects.exists()
    assert masuk.post(alamat).status_code == 404


def test_a_removal_is_taken_back_where_it_was_done(indikator, staf, masuk):
    bukti, kembalikan = add(indikator, staf), reverse("measurements:bukti_kembalikan")
    assert masuk.post(kembalikan).url == reverse("tugas")
    masuk.post(reverse("measurements:bukti_hapus", args=[bukti.pk]))
    assert f'action="{kembalikan}"' in masuk.get(page(indikator)).text
    response = masuk.post(kembalikan)
    assert response.url == page(indikator)
    halaman = masuk.get(response.url)
    assert "Bukti dukung “Laporan” dikembalikan." in words(halaman)
    assert f'action="{kembalikan}"' not in halaman.text
    assert BuktiDukung.objects.get().berkas == bukti.berkas


def test_what_was_removed_goes_with_its_realisasi(indikator, staf, masuk):
    bukti = add(indikator, staf)
    masuk.post(reverse("measurements:bukti_hapus", args=[bukti.pk]))
    Realisasi.objects.all().delete()
    assert masuk.get(page(indikator)).status_code == 200
    assert masuk.post(reverse("measurements:bukti_kembalikan")).url == reverse("tugas")


def test_a_file_that_is_gone_is_not_put_back(indikator, staf, masuk):
    bukti = add(indikator, staf)
    masuk.post(reverse("measurements:bukti_hapus", args=[bukti.pk]))
    path_of(bukti.berkas).unlink()
    response = masuk.post(reverse("measurements:bukti_kembalikan"), follow=True)
    assert "Berkas “laporan.pdf” sudah tidak ada. Unggah kembali berkasnya." in words(response)


@pytest.mark.parametrize("jahat", ["https://x.invalid/", "//x.invalid", "javascript:alert(1)", "\\\\x"])
def test_removal_leads_back_only_to_this_site(indikator, staf, masuk, jahat):
    bukti = add(indikator, staf)
    response = masuk.post(reverse("measurements:bukti_hapus", args=[bukti.pk]), {"kembali": jahat})
    assert response.url == page(indikator)
    assert f'href="{jahat}"' not in masuk.get(page(indikator), {"kembali": jahat}).text


def test_after_removal_what_is_no_address_is_not_taken_for_the_name_of_a_view(indikator, staf, masuk):
    bukti = add(indikator, staf)
    response = masuk.post(reverse("measurements:bukti_hapus", args=[bukti.pk]), {"kembali": "tidak-ada"})
    assert (response.status_code, response.url) == (302, "tidak-ada")


def test_removal_from_an_old_page_says_why_not(indikator, staf, masuk):
    bukti = add(indikator, staf)
    alamat = reverse("measurements:bukti_hapus", args=[bukti.pk])
    Realisasi.objects.update(status=StatusRealisasi.DIAJUKAN)
    assert "Realisasi ini sudah diajukan." in words(masuk.get(alamat))
    assert "tidak dihapus. Realisasi ini sudah diajukan." in words(masuk.post(alamat, follow=True))
    assert BuktiDukung.objects.exists()


def test_the_list_shows_markup_as_text(indikator, staf, masuk):
    add(indikator, staf, judul="<b>Tebal</b>", keterangan="<script>1</script>")
    halaman = masuk.get(page(indikator)).text
    assert "&lt;b&gt;Tebal&lt;/b&gt;" in halaman
    assert "<script>1" not in halaman


def test_the_pages_ask_the_same_number_of_questions_for_one_and_ten(indikator, staf, masuk):
    def questions(alamat):
        with CaptureQueriesContext(connection) as asked:
            assert masuk.get(alamat).status_code == 200
        return len(asked)

    halaman = [page(indikator), reverse("measurements:indikator", args=[indikator.pk])]
    add(indikator, staf, berkas=berkas("a.xlsx", xlsx()))
    satu = [questions(alamat) for alamat in halaman]
    for nomor in range(1, 10):
        lain = make_member(indikator.sasaran.perjanjian.satker, Peran.STAF)
        add(indikator, lain, berkas=berkas("a.png", png(nomor, 1)))
    assert [questions(alamat) for alamat in halaman] == satu


def test_a_disk_that_takes_nothing_is_told_and_what_was_typed_stays(indikator, masuk, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "bukti").write_text("bukan folder")
    halaman = words(upload(masuk, indikator, ("laporan.pdf", pdf()), judul="Rapat"))
    assert "penyimpanan server penuh atau tidak dapat ditulis" in halaman
    assert 'value="Rapat"' in halaman
    assert not BuktiDukung.objects.exists()
