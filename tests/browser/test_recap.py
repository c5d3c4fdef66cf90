"""Answering a recap in Chromium: two Operators at one answer, its evidence, what the province sees of it."""

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.evidence_files import pdf

pytestmark = pytest.mark.browser
SATKER = "kpu-kab-mesuji"
# A recap of a year of its own, in a quarter that is open today.
PREPARE = """
import json
from datetime import timedelta
from django.utils import timezone
from accounts.models import Satker, User
from agreements.models import Indikator, TargetTriwulan
from measurements.models import JadwalTriwulan
from measurements.recap_actions import open_recap
from tests.factories import make_indikator, make_pk, make_sasaran
hari = timezone.localdate()
satker = Satker.objects.get(slug="kpu-provinsi-lampung")
JadwalTriwulan.objects.update_or_create(
    satker=satker, tahun=2025, triwulan=3,
    defaults={nama: hari + timedelta(1) for nama in ("tenggat", "toleransi", "tutup")} | {"buka": hari})
indikator = Indikator.objects.filter(sasaran__perjanjian__tahun=2025).first()
if indikator is None:
    indikator = make_indikator(make_sasaran(make_pk(satker, 2025)), metode="rekap-satker", kriteria="B",
                               kriteria_nilai=60, skala="akip")
    TargetTriwulan.objects.create(indikator=indikator, triwulan=3, nilai=50)
operator = User.objects.get(username="operator-mesuji")
rekap = open_recap(indikator, 3, by=operator, on=hari, satker=operator.penugasan.get().satker)
print(json.dumps(rekap.pk))
"""
CLEAR = "from measurements.models import Realisasi; Realisasi.objects.filter(pk={0}).delete()"


@pytest.fixture
def rekap(example_server) -> Iterator[int]:
    """A recap nobody has answered, which is gone again afterwards."""
    nomor = json.loads(example_server.manage("shell", "--verbosity", "0", "-c", PREPARE))
    yield nomor
    example_server.manage("shell", "--verbosity", "0", "-c", CLEAR.format(nomor))


def check(page: Page) -> None:
    """Axe finds nothing and nothing is wider than the screen, at 390 and at 1280 pixels."""
    page.wait_for_load_state()  # a click goes on when the next page begins
    for lebar in (390, 1280):
        page.set_viewport_size({"width": lebar, "height": 900})
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], node["html"][:150]) for rule in found for node in rule["nodes"]] == []
        assert page.evaluate("document.scrollingElement.scrollWidth") <= lebar


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_second_of_two_operators_sees_both_answers_and_chooses(as_user, rekap, scripts):
    alamat = f"/rekap/{rekap}/satker/{SATKER}/"
    satu, dua = (as_user("operator-mesuji", java_script_enabled=scripts) for _ in range(2))
    satu.goto(alamat)
    dua.goto(alamat)
    answer(satu, "71,5")
    expect(satu.get_by_text("Jawaban disimpan.")).to_be_visible()
    answer(dua, "66,15")
    expect(dua.get_by_role("alert")).to_contain_text("Ada dua jawaban: pilih salah satu")
    expect(dua.get_by_role("definition")).to_have_text(["71,5", "66,15"])
    expect(dua.get_by_label("Nilai satker")).to_have_value("66,15")
    if scripts:
        check(dua)
    dua.get_by_role("link", name="Pakai yang tersimpan").press("Enter")
    expect(dua.get_by_label("Nilai satker")).to_have_value("71,5")
    answer(satu, "70")
    expect(satu.get_by_text("71,5 menjadi 70")).to_be_visible()
    answer(dua, "66,15")
    dua.get_by_role("button", name="Simpan ketikan saya").press("Enter")
    expect(dua.get_by_text("70 menjadi 66,15")).to_be_visible()


def answer(page: Page, teks: str) -> None:
    page.get_by_label("Nilai satker").fill(teks)
    page.get_by_role("button", name="Simpan jawaban").press("Enter")


def test_an_answer_s_evidence_is_given_and_seen(as_user, rekap):
    page = as_user("operator-mesuji")
    page.goto(f"/rekap/{rekap}/satker/{SATKER}/")
    check(page)
    page.get_by_role("link", name="Tambah bukti dukung").click()
    check(page)
    page.get_by_label("Berkas").set_input_files(
        [{"name": "nilai.pdf", "mimeType": "application/octet-stream", "buffer": pdf()}]
    )
    page.get_by_role("button", name="Simpan bukti dukung").click()
    expect(page.get_by_text("1 bukti dukung tersimpan.")).to_be_visible()
    page.get_by_role("link", name="Selesai, kembali").click()
    check(page)
    verifikator = as_user("verifikator")
    verifikator.goto(f"/rekap/{rekap}/")
    baris = verifikator.get_by_role("row", name="KPU Kab. Mesuji")
    with verifikator.expect_download() as waiting:
        baris.get_by_role("link", name="Unduh nilai.pdf").click()
    assert waiting.value.suggested_filename == "nilai.pdf"
    check(verifikator)
    verifikator.goto(f"/realisasi/{rekap}/")
    expect(verifikator.get_by_role("link", name="Unduh nilai.pdf")).to_be_visible()
    check(verifikator)
    page.get_by_role("link", name="Hapus nilai.pdf").click()
    page.get_by_role("button", name="Hapus bukti dukung").click()
    expect(page.get_by_text("Belum ada bukti dukung")).to_be_visible()
