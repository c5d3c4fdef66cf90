"""The pages of an upload: who may, what is asked again, what is shown, what is downloaded."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.permissions import Peran
from budget.models import Unggahan
from budget.snapshot import potret
from budget.template_file import isi_templat
from budget.upload_jobs import PERIKSA, TERAPKAN, job_of, run_apply, run_check
from budget.upload_plan import STORAGE
from importing.workbook import read_workbook
from jobs.models import Job
from tests.budget.books import BULAN, RO, TAHUN, csv, template, xlsx
from tests.budget.stored import NAIK, applied, dump, upload
from tests.factories import make_dipa, make_member, make_satker
from tests.strict import strict_templates

LEBIH = RO | {"CQ.6709.QGE.004": (50_000, 60_000)}


def page(name: str, *args: object) -> str:
    return reverse(f"budget:{name}", args=args)


@pytest.fixture
def client(operator) -> Client:
    client = Client()
    client.force_login(operator)
    return client


def send(client: Client, satker, content: bytes, **data: object):
    berkas = SimpleUploadedFile("realisasi.csv", content)
    with strict_templates():
        return client.post(page("unggah", satker.slug, TAHUN), {"berkas": berkas, "bulan": BULAN, **data})


def read(client: Client, unggahan: Unggahan, query: str = "") -> str:
    with strict_templates():
        return client.get(page("unggahan", unggahan.pk) + query).content.decode()


def confirm(client: Client, unggahan: Unggahan, **isi: str):
    """Press the button of the page as it stands now."""
    dilihat = Unggahan.objects.get(pk=unggahan.pk).diperiksa_pada.isoformat()
    return client.post(page("terapkan", unggahan.pk), {"pratinjau": dilihat} | isi)


def test_a_file_is_uploaded_checked_confirmed_and_shown(client, satker, operator):
    response = send(client, satker, csv(template()))
    unggahan = Unggahan.objects.get()
    assert response.url == page("unggahan", unggahan.pk)
    assert "Berkas sedang diolah" in read(client, unggahan)
    run_check(job_of(unggahan, PERIKSA).pk)
    isi = read(client, unggahan)
    assert "Terapkan berkas ini" in isi
    assert "Rp1.160.000" in isi
    confirm(client, unggahan)
    run_apply(job_of(unggahan, TERAPKAN).pk)
    unggahan.refresh_from_db()
    assert (unggahan.status, unggahan.diterapkan_oleh) == ("diterapkan", operator)
    assert "Yang diubah berkas ini" in read(client, unggahan)


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"berkas": SimpleUploadedFile("kosong.csv", b"")}, "Berkas ini kosong"),
        ({"berkas": ""}, "Pilih berkasnya."),
        ({"bulan": "13"}, "Pilih salah satu bulan."),
        ({"revisi": "tiga"}, "Nomor revisi adalah bilangan bulat"),
        ({"tanggal": "24/02/2023"}, "Isi nomor revisi yang bertanggal itu"),
        (
            {"revisi": "1", "tanggal": "24/02/2023", "tanggal_posting_span": "23/02/2023"},
            "tidak boleh mendahului",
        ),
        ({"revisi": "1", "tanggal": "kemarin"}, "Tulis tanggal dengan bentuk 31-12-2026"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_form_is_said_and_nothing_is_kept(client, satker, isian, kalimat):
    response = send(client, satker, b"x", **isian)
    assert response.status_code == 422
    assert kalimat in response.content.decode()
    assert Unggahan.objects.count() == 0


def test_a_disk_that_takes_nothing_is_told_and_nothing_is_kept(client, satker, operator):
    STORAGE.folder().write_text("bukan folder")
    response = send(client, satker, csv(template()))
    assert response.status_code == 422
    assert "penyimpanan server penuh atau tidak dapat ditulis" in response.content.decode()
    assert not Unggahan.objects.exists()


def test_a_refused_file_lists_every_finding_and_offers_the_marked_copy(client, satker, operator):
    rows = template()
    rows[-2]["C"] = "#REF!"
    rows[-1]["D"] = 7
    before = dump()
    unggahan = upload(satker, rows, by=operator)
    isi = read(client, unggahan)
    assert "Berkas ini belum dapat diterapkan" in isi
    assert page("salinan_bertanda", unggahan.pk) in isi
    for satu in unggahan.temuan:
        assert satu["code"] in isi
    assert "Terapkan berkas ini" not in isi
    assert dump() == before
    copy = client.get(page("salinan_bertanda", unggahan.pk)).content
    first = load_workbook(BytesIO(copy)).worksheets[0]
    assert first["A1"].value == f"{len(unggahan.temuan)} temuan"


def test_a_warning_needs_its_tick_and_its_reason_and_what_was_typed_stays(client, satker, operator):
    unggahan = upload(satker, template(LEBIH), by=operator)
    [peringatan] = [satu for satu in unggahan.temuan if satu["severity"] == "peringatan"]
    response = confirm(client, unggahan, **{"alasan-1": "Pagu minus <sah>."})
    isi = response.content.decode()
    assert response.status_code == 422
    assert "Centang peringatan ini" in isi
    assert "Pagu minus &lt;sah&gt;." in isi
    assert job_of(unggahan, TERAPKAN) is None
    response = confirm(client, unggahan, **{"centang-1": "1", "alasan-1": "  "})
    assert "Tuliskan mengapa angkanya benar." in response.content.decode()
    confirm(client, unggahan, **{"centang-1": "1", "alasan-1": "Pagu minus."})
    run_apply(job_of(unggahan, TERAPKAN).pk)
    unggahan.refresh_from_db()
    assert list(unggahan.alasan.values()) == ["Pagu minus."]
    isi = read(client, unggahan)
    assert peringatan["reason"] in isi
    assert "Pagu minus." in isi


def test_the_date_of_a_new_revision_is_said_once(client, satker, operator):
    unggahan = upload(satker, template(revisi=1), by=operator, revisi=1, tanggal=date(2023, 3, 5))
    assert read(client, unggahan).count("5 Maret 2023") == 1


def test_another_month_is_declared_without_uploading_again(client, satker, operator):
    unggahan = upload(satker, template(bulan=7), by=operator)
    assert unggahan.status == "ditolak"
    client.post(page("nyatakan", unggahan.pk), {"bulan": 7})
    run_check(job_of(unggahan, PERIKSA).pk)
    unggahan.refresh_from_db()
    assert (unggahan.status, unggahan.bulan) == ("diperiksa", 7)


def test_who_comes_second_is_told_and_may_check_again(client, satker, operator):
    unggahan = upload(satker, template(NAIK), by=operator)
    applied(satker, template(), by=operator)
    confirm(client, unggahan)
    run_apply(job_of(unggahan, TERAPKAN).pk)
    isi = read(client, unggahan)
    assert "sudah diubah oleh unggahan lain" in isi
    client.post(page("nyatakan", unggahan.pk), {"bulan": BULAN})
    run_check(job_of(unggahan, PERIKSA).pk)
    unggahan.refresh_from_db()
    assert unggahan.status == "diperiksa"


def test_what_is_applied_is_what_was_previewed(client, satker, operator):
    """Neither an old page nor the job that it asked for applies a file that was declared and checked anew."""
    unggahan = upload(satker, template(), by=operator)
    confirm(client, unggahan)
    client.post(page("nyatakan", unggahan.pk), {"bulan": BULAN})
    run_check(job_of(unggahan, PERIKSA).pk)
    run_apply(job_of(unggahan, TERAPKAN).pk)
    unggahan.refresh_from_db()
    assert unggahan.status == "diperiksa"
    assert "diperiksa sekali lagi sejak halaman itu dibuka" in job_of(unggahan, TERAPKAN).error
    lama = client.post(page("terapkan", unggahan.pk), {"pratinjau": "2023-01-01"}, follow=True)
    assert "diperiksa sekali lagi sejak halaman itu dibuka" in lama.content.decode()
    confirm(client, unggahan)
    run_apply(job_of(unggahan, TERAPKAN).pk)
    unggahan.refresh_from_db()
    assert unggahan.status == "diterapkan"


def test_an_upload_is_put_aside_and_cannot_be_applied_any_more(client, satker, operator):
    unggahan = upload(satker, template(), by=operator)
    client.post(page("batalkan_unggahan", unggahan.pk))
    response = client.post(page("terapkan", unggahan.pk), follow=True)
    assert job_of(unggahan, TERAPKAN) is None
    assert "Dibatalkan" in response.content.decode()


def test_going_back_names_what_is_left_behind_and_restores_it_exactly(client, satker, operator):
    satu = applied(satker, template(), by=operator)
    keadaan = potret([satker.pk], TAHUN)[satker.pk].revisi
    dua = applied(satker, template(NAIK), by=operator)
    isi = client.get(page("pulihkan", satu.pk)).content.decode()
    assert f"Nomor {dua.pk}" in isi
    response = client.post(page("pulihkan", dua.pk), {"ke": "sebelum", "versi": 2}, follow=True)
    assert "Keadaan anggaran dipulihkan." in response.content.decode()
    assert potret([satker.pk], TAHUN)[satker.pk].revisi == keadaan


def test_going_back_from_an_old_page_is_refused(client, satker, operator):
    satu = applied(satker, template(), by=operator)
    applied(satker, template(NAIK), by=operator)
    before = dump()
    response = client.post(page("pulihkan", satu.pk), {"ke": "sebelum", "versi": 1}, follow=True)
    assert "sudah diubah" in response.content.decode()
    assert dump() == before


def test_only_who_uploads_here_does_so(satker):
    lain = make_satker("KPU Kab. Lain", induk=satker)
    client = Client()
    client.force_login(make_member(satker, Peran.STAF))
    assert send(client, lain, csv(template())).status_code == 403
    assert Unggahan.objects.count() == 0


def test_a_job_that_failed_says_why_and_asks_for_another_try(client, satker, operator):
    unggahan = upload(satker, template(), by=operator)
    Job.objects.create(
        kind=TERAPKAN, satker=satker, arguments={"unggahan": unggahan.pk}, status=Job.Status.FAILED,
        error="Kalimat galat.", finished_at=unggahan.diunggah_pada,
    )  # fmt: skip
    assert "Kalimat galat." in read(client, unggahan)


def test_the_file_comes_back_byte_for_byte_as_a_download(client, satker, operator):
    unggahan = upload(satker, template(), by=operator)
    response = client.get(page("berkas_unggahan", unggahan.pk))
    assert response.content == csv(template())
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_template_that_is_filled_comes_back_without_a_finding(client, satker, operator):
    applied(satker, template(), by=operator)
    response = client.get(page("templat", satker.slug, TAHUN, 7))
    book = load_workbook(BytesIO(response.content))
    sheet = book.active
    assert sheet.protection.sheet
    filled = fill(sheet, {code: nyata + 500 for code, (pagu, nyata) in RO.items() if nyata + 500 <= pagu} | {
        code: nyata for code, (pagu, nyata) in RO.items() if nyata + 500 > pagu
    })  # fmt: skip
    stream = BytesIO()
    filled.parent.save(stream)
    send(client, satker, stream.getvalue(), bulan=7)
    unggahan = Unggahan.objects.first()
    run_check(job_of(unggahan, PERIKSA).pk)
    unggahan.refresh_from_db()
    assert (unggahan.status, unggahan.temuan) == ("diperiksa", [])


def test_a_template_for_the_next_revision_takes_another_pagu(client, satker, operator):
    applied(satker, template(), by=operator)
    alamat = f"{page('templat', satker.slug, TAHUN, 7)}?revisi=berikut"
    assert alamat in client.get(page("unggah", satker.slug, TAHUN)).text
    sheet = load_workbook(BytesIO(client.get(alamat).content)).active
    assert not sheet.protection.sheet
    filled = fill(sheet, {code: nyata for code, (_, nyata) in RO.items()})
    stream = BytesIO()
    filled.parent.save(stream)
    send(client, satker, stream.getvalue(), bulan=7, revisi="1", tanggal="2023-07-01")
    unggahan = Unggahan.objects.first()
    run_check(job_of(unggahan, PERIKSA).pk)
    unggahan.refresh_from_db()
    assert (unggahan.status, unggahan.temuan) == ("diperiksa", [])


def fill(sheet, realisasi: dict[str, int]):
    """What a spreadsheet's save leaves: typed cells, and the formulas with their results as values."""
    for row in sheet.iter_rows(min_row=9):
        code, name = row[0].value, row[1].value
        below = [one for one in realisasi if name == "JUMLAH" or f"{one}.".startswith(f"{code}.")]
        pagu, nyata = sum(RO[one][0] for one in below), sum(realisasi[one] for one in below)
        if code in realisasi:
            assert not row[3].protection.locked
        else:
            assert row[3].data_type == "f"
        for cell, value in zip(row[2:6], (pagu, nyata, pagu - nyata, nyata / pagu), strict=True):
            cell.value = value
    return sheet


def test_a_template_without_a_dipa_has_rows_to_fill(satker):
    isi = isi_templat(satker, potret([satker.pk], TAHUN)[satker.pk], 3)
    [sheet] = read_workbook(isi).sheets
    assert [cell.value for cell in sheet.rows[4].cells] == ["Sampai dengan bulan", 3]
    assert sheet.rows[-1].cells[0].value == "JUMLAH"


def test_a_template_of_a_satker_known_by_its_total_has_the_total_to_fill(client, satker, operator):
    make_dipa(satker, tahun=TAHUN)
    isi = isi_templat(satker, potret([satker.pk], TAHUN)[satker.pk], 3)
    sheet = load_workbook(BytesIO(isi)).active
    assert sheet["B9"].value == "JUMLAH"
    assert not sheet["D9"].protection.locked


def test_a_thousand_lines_stay_under_300_kilobytes(client, satker, operator):
    ro = {f"CQ.67{n // 30:02}.QGE.{n % 30:03}": (1_000_000 + n, 900_000 + n) for n in range(1_000)}
    unggahan = upload(satker, template(ro), by=operator)
    assert unggahan.status == "diperiksa"
    assert len(unggahan.ringkasan["baris"]) > 1_000
    for query in ("", "?tampil=semua", "?tampil=semua&page=3"):
        assert len(read(client, unggahan, query).encode()) < 300_000


def test_a_real_workbook_is_told_by_its_content_not_by_its_name(client, satker, operator):
    send(client, satker, xlsx(template()))
    unggahan = Unggahan.objects.get()
    run_check(job_of(unggahan, PERIKSA).pk)
    unggahan.refresh_from_db()
    assert (unggahan.status, unggahan.jenis) == ("diperiksa", "template")
