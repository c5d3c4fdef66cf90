"""A person of each role logs in and sees what the table allows."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LKJ
from tests.chromium import log_in

# The whole menu in order; an entry with names stands there for those users alone.
MENU = {
    "Beranda": None,
    "Tugas saya": {"staf", "verifikator", "sekretaris", "ketua", "operator-mesuji"},
    "Verifikasi": {"verifikator"},
    "Renstra": None,
    "Perjanjian Kinerja": None,
    "Capaian": None,
    "Pengisian": None,
    "Anggaran": None,
    "Laporan Kinerja": None,
    "Satker": None,
    "Orang": {"administrator"},
    "Akun saya": None,
}
# User, what the head of the page says, own satker, may render, sees the province.
PEOPLE = [
    ("administrator", "Administrator, KPU Provinsi Lampung", "kpu-provinsi-lampung", False, True),
    ("staf", "Staf, KPU Provinsi Lampung", "kpu-provinsi-lampung", True, True),
    ("verifikator", "Verifikator, KPU Provinsi Lampung", "kpu-provinsi-lampung", True, True),
    ("sekretaris", "Sekretaris, KPU Provinsi Lampung", "kpu-provinsi-lampung", True, True),
    ("ketua", "Ketua, KPU Provinsi Lampung", "kpu-provinsi-lampung", False, True),
    ("pereviu", "Pereviu, KPU Provinsi Lampung", "kpu-provinsi-lampung", False, True),
    ("pembaca", "Pembaca, KPU Provinsi Lampung", "kpu-provinsi-lampung", False, True),
    ("operator-mesuji", "Operator, KPU Kab. Mesuji", "kpu-kab-mesuji", False, False),
]


@pytest.mark.parametrize(
    ("username", "duty", "own", "renders", "province"), PEOPLE, ids=[p[0] for p in PEOPLE]
)
def test_a_person_of_each_role(page: Page, username, duty, own, renders, province):
    page.goto("/")
    log_in(page, username)
    expect(page).to_have_url(f"/satker/{own}/2023/")
    expect(page.locator(".pemakai-satker").first).to_have_text(duty)
    menu = [label for label, users in MENU.items() if users is None or username in users]
    expect(page.locator(".menu-lebar a")).to_have_text(menu)
    preview = page.goto(LKJ)
    assert preview.status == (200 if province else 404)
    expect(page.get_by_role("button", name="Susun PDF")).to_have_count(1 if renders else 0)
    expect(page.get_by_role("link", name="Unduh data (JSON)")).to_have_count(1 if province else 0)
    page.goto(f"/satker/{own}/2023/lkj/")
    expect(page.get_by_role("heading", level=1).first).to_have_text("Laporan Kinerja Tahun 2023")


def test_an_operator_is_offered_the_own_satker_alone(as_user):
    page = as_user("operator-mesuji")
    page.goto("/satker/")
    expect(page.locator("main")).to_contain_text("KPU Kab. Mesuji")
    expect(page.locator("main")).not_to_contain_text("KPU Kota Metro")
    page.goto("/satker/kpu-kab-mesuji/2023/lkj/")
    expect(page.locator("main")).to_contain_text("Belum ada Laporan Kinerja Tahun 2023")


def test_a_wrong_password_is_told_and_the_name_is_kept(page: Page):
    log_in(page, "staf", "salah-sama-sekali")
    expect(page.locator("main")).to_contain_text("Nama pengguna atau kata sandi tidak sesuai")
    expect(page).to_have_url("/akun/masuk/")
    expect(page.get_by_label("Nama pengguna")).to_have_value("staf")
    expect(page.get_by_label("Kata sandi")).to_have_value("")


def test_who_asked_for_a_page_is_led_there_after_login_and_out_again(page: Page):
    page.goto(LKJ)
    expect(page).to_have_url(f"/akun/masuk/?next={LKJ}")
    log_in(page, "pembaca")
    expect(page).to_have_url(LKJ)
    page.get_by_role("button", name="Keluar").click()
    expect(page).to_have_url("/akun/masuk/")
    page.goto(LKJ)
    expect(page).to_have_url(f"/akun/masuk/?next={LKJ}")
