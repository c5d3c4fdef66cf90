"""Evidence in Chromium: several files at once, without JavaScript, by keyboard, wide and narrow."""

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.chromium import complaints
from tests.evidence_files import docx, pdf, png, xlsx

pytestmark = pytest.mark.browser
# A quarter of next to nothing: open today, measured, of an indikator that the example's Staf enters.
PREPARE = """
import json
from datetime import timedelta
from django.utils import timezone
from accounts.models import Satker, User
from agreements.models import Indikator, TargetTriwulan
from measurements.models import JadwalTriwulan
from measurements.policy import milik
hari, staf = timezone.localdate(), User.objects.get(username="staf")
satker = Satker.objects.get(slug="kpu-provinsi-lampung")
JadwalTriwulan.objects.update_or_create(
    satker=satker, tahun=2023, triwulan=2,
    defaults={nama: hari + timedelta(1) for nama in ("tenggat", "toleransi", "tutup")} | {"buka": hari})
semua = Indikator.objects.select_related("sasaran__perjanjian__satker", "penanggung_jawab").order_by("nomor")
punya = [satu for satu in semua.filter(sasaran__perjanjian__satker=satker) if milik(staf, satu)][-1]
TargetTriwulan.objects.get_or_create(indikator=punya, triwulan=2, defaults={"nilai": 50})
print(json.dumps(punya.pk))
"""
CLEAR = """
from measurements.models import Realisasi
Realisasi.objects.filter(indikator={0}, triwulan=2).delete()
"""


@pytest.fixture
def address(example_server) -> Iterator[str]:
    """The page of evidence of an empty quarter, which is empty again afterwards."""
    nomor = json.loads(example_server.manage("shell", "--verbosity", "0", "-c", PREPARE))
    yield f"/realisasi/{nomor}/2/bukti/"
    example_server.manage("shell", "--verbosity", "0", "-c", CLEAR.format(nomor))


def a_file(nama: str, isi: bytes) -> dict:
    return {"name": nama, "mimeType": "application/octet-stream", "buffer": isi}


def send(page: Page, *files: dict) -> None:
    page.get_by_label("Berkas").set_input_files(list(files))
    page.get_by_role("button", name="Simpan bukti dukung").click()


def check(page: Page) -> None:
    """Axe finds nothing and nothing is wider than the screen, at 390 and at 1280 pixels."""
    page.wait_for_load_state()  # a click goes on when the next page begins
    for lebar in (390, 1280):
        page.set_viewport_size({"width": lebar, "height": 900})
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], node["html"][:150]) for rule in found for node in rule["nodes"]] == []
        assert page.evaluate("document.scrollingElement.scrollWidth") <= lebar


def test_the_pages_empty_with_errors_and_with_data(as_user, address):
    page = as_user("staf")
    heard = complaints(page)
    page.goto(address)
    expect(page.get_by_text("Belum ada bukti dukung")).to_be_visible()
    check(page)
    panjang = f"{'laporan_monitoring_' * 7}2023"
    page.get_by_label("Nomor dokumen").fill("12/PR.01")
    send(page, a_file(f"{panjang}.pdf", pdf()), a_file("kosong.pdf", b""), a_file(f"{panjang}.png", docx()))
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("listitem")).to_have_count(2)
    expect(summary).to_contain_text("Berkas “kosong.pdf” kosong; periksa isinya, lalu unggah ulang.")
    expect(page.get_by_label("Nomor dokumen")).to_have_value("12/PR.01")
    check(page)
    send(page, a_file("rekap.xlsx", xlsx()))
    expect(page.get_by_text("1 bukti dukung tersimpan.")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(3)
    check(page)
    page.get_by_role("link", name="Hapus rekap.xlsx").click()
    check(page)
    assert heard == []


def test_what_was_uploaded_comes_back_and_goes_by_keyboard(as_user, address, tmp_path):
    page = as_user("staf")
    page.goto(address)
    send(page, a_file("foto rapat.png", png()))
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh foto rapat.png").press("Enter")
    assert waiting.value.suggested_filename == "foto rapat.png"
    waiting.value.save_as(tmp_path / "foto.png")
    assert (tmp_path / "foto.png").read_bytes() == png()
    page.get_by_role("link", name="Hapus foto rapat.png").press("Enter")
    page.get_by_role("button", name="Hapus bukti dukung").press("Enter")
    expect(page.get_by_text("Bukti dukung “foto rapat.png” dihapus.")).to_be_visible()
    expect(page.get_by_text("Belum ada bukti dukung")).to_be_visible()


def test_all_of_it_without_javascript(as_user, address):
    page = as_user("staf", java_script_enabled=False)
    page.goto(address)
    send(page, a_file("laporan.pdf", pdf()), a_file("surat.docx", docx()), a_file("x.txt", b"halo"))
    expect(page.get_by_text("2 bukti dukung tersimpan.")).to_be_visible()
    expect(page.get_by_text("1 bukti dukung tidak disimpan:")).to_be_visible()
    page.get_by_role("link", name="Hapus laporan.pdf").click()
    page.get_by_role("button", name="Hapus bukti dukung").click()
    expect(page.get_by_role("row")).to_have_count(2)


def test_the_verifikator_reads_and_may_not_add(as_user, address):
    staf, verifikator = as_user("staf"), as_user("verifikator")
    staf.goto(address)
    send(staf, a_file("laporan.pdf", pdf()))
    tautan = staf.get_by_role("link", name="Unduh laporan.pdf").get_attribute("href")
    assert verifikator.goto(address).status == 403
    assert verifikator.request.get(tautan).body() == pdf()
    assert as_user("operator-mesuji").request.get(tautan).status == 404
