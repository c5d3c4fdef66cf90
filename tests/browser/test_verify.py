"""Return, mend, verify, lock in Chromium, by a Staf, a Verifikator and an Administrator."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from examples.people import PASSWORD
from tests.chromium import log_in
from tests.conftest import ExampleServer

pytestmark = pytest.mark.browser

SATKER, TAHUN, TRIWULAN = "kpu-kab-way-kanan", 2023, 3
ALASAN = "Nilai berbeda dengan laporan bulanan."
SETUP = f"""
from datetime import timedelta
from decimal import Decimal
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from accounts.models import Penugasan, Satker, User
from agreements.models import Indikator, SasaranKegiatan, TargetTriwulan
from measurements.models import Analisis, BuktiDukung, JadwalTriwulan, Realisasi
from tests.factories import make_pk, sign_pk
satker, hari = Satker.objects.get(slug="{SATKER}"), timezone.localdate()
JadwalTriwulan.objects.update_or_create(
    satker=satker.induk, tahun={TAHUN}, triwulan={TRIWULAN},
    defaults=dict(buka=hari - timedelta(9), tenggat=hari + timedelta(9), toleransi=hari + timedelta(9),
                  tutup=hari + timedelta(9)))
staf = User.objects.create(username="staf-way-kanan", nama="Staf Way Kanan", email="wk@uji.invalid",
                           password=make_password("{PASSWORD}"))
Penugasan.objects.create(user=staf, satker=satker, peran="staf", mulai=hari - timedelta(9))
pk = make_pk(satker, {TAHUN})
sasaran = SasaranKegiatan.objects.create(perjanjian=pk, urutan=1, uraian="Meningkatnya layanan")
satu = Indikator.objects.create(
    sasaran=sasaran, nomor=1, nama="Persentase permohonan yang dilayani", target=100, satuan="%",
    metode="langsung", agregasi="nilai-akhir", cara_perhitungan="Yang dilayani dibagi seluruhnya")
TargetTriwulan.objects.create(indikator=satu, triwulan={TRIWULAN}, nilai=100)
r = Realisasi.objects.create(indikator=satu, triwulan={TRIWULAN}, status="diajukan", nilai=Decimal(90),
                             diisi_oleh=staf, diajukan_pada=timezone.now())
Analisis.objects.create(realisasi=r, penyebab="a", upaya="b", hambatan="c", rekomendasi="d")
BuktiDukung.objects.create(realisasi=r, urutan=1, judul="Laporan bulanan")
sign_pk(pk)
print(r.pk)
"""


@pytest.fixture
def realisasi(example_server: ExampleServer) -> str:
    printed = example_server.manage("shell", "-v", "0", "-c", SETUP)
    return printed.split()[-1]


@pytest.fixture
def as_person(browser: Browser, browser_context_args: dict, example_server: ExampleServer):
    """A page in which a person is logged in; each in a browser of the own."""
    contexts = []

    def open_page(username: str, **arguments: object) -> Page:
        context = browser.new_context(**(browser_context_args | {"base_url": example_server.url} | arguments))
        contexts.append(context)
        page = context.new_page()
        log_in(page, username)
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_return_mend_verify_lock(as_person: Callable[..., Page], realisasi: str):
    verifikator, staf = (
        as_person("verifikator"),
        as_person("staf-way-kanan", viewport={"width": 390, "height": 844}),
    )

    verifikator.goto("/verifikasi/?satker=" + SATKER)
    verifikator.get_by_role("link", name="1. Persentase permohonan yang dilayani").click()
    verifikator.get_by_role("link", name="Kembalikan").click()
    verifikator.get_by_role("button", name="Kembalikan").click()
    expect(verifikator.get_by_role("alert")).to_contain_text("Jenis perbaikan belum dipilih.")
    verifikator.get_by_label("Jenis perbaikan").select_option("angka")
    verifikator.get_by_label("Apa yang harus diperbaiki").fill(ALASAN)
    verifikator.get_by_role("button", name="Kembalikan").click()
    expect(verifikator.get_by_text("Realisasi dikembalikan kepada pengisi.")).to_be_visible()

    staf.goto("/tugas/")
    expect(staf.get_by_text(ALASAN)).to_be_visible()
    staf.get_by_role("link", name="Persentase permohonan yang dilayani").click()
    expect(staf.get_by_text(ALASAN).first).to_be_visible()
    staf.locator("[name=nilai]").first.fill("92,5")
    staf.get_by_role("button", name="Simpan indikator 1").click()
    expect(staf.get_by_text("Realisasi indikator 1 disimpan.")).to_be_visible()
    staf.goto(f"/satker/{SATKER}/{TAHUN}/triwulan/{TRIWULAN}/ajukan/")
    staf.get_by_role("button", name="Ajukan 1 indikator").click()
    expect(staf.get_by_text("1 realisasi diajukan kepada Verifikator")).to_be_visible()

    kunci = f"/satker/{SATKER}/{TAHUN}/triwulan/{TRIWULAN}/kunci/"
    verifikator.goto(kunci)
    verifikator.get_by_role("link", name="sudah diajukan, belum diverifikasi").click()
    expect(verifikator.get_by_text("92,5%").first).to_be_visible()
    verifikator.get_by_role("button", name="Verifikasi").click()
    expect(verifikator.get_by_text("Realisasi diverifikasi.", exact=True)).to_be_visible()
    verifikator.goto(kunci)
    verifikator.get_by_role("button", name="Kunci triwulan").click()
    expect(verifikator.get_by_text("Triwulan ini sudah dikunci")).to_be_visible()

    administrator = as_person("administrator")
    administrator.goto(f"/realisasi/{realisasi}/")
    administrator.get_by_role("link", name="Buka kembali").click()
    expect(administrator.get_by_text("Belum ada pengecualian yang berlaku")).to_be_visible()
