"""The entry page in Chromium: what is typed survives, two people on one figure, and the keyboard alone."""

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from examples.people import PASSWORD
from tests.conftest import ExampleServer

pytestmark = pytest.mark.browser

SATKER, TAHUN, TRIWULAN, NOMOR = "kpu-provinsi-lampung", 2023, 2, 14
SETUP = f"""
import json
from datetime import timedelta
from django.utils import timezone
from accounts.models import Penugasan, Satker
from agreements.models import Indikator
from measurements.models import Draf, JadwalTriwulan, Realisasi
satker = Satker.objects.get(slug="{SATKER}")
hari = timezone.localdate()
JadwalTriwulan.objects.update_or_create(
    satker=satker, tahun={TAHUN}, triwulan={TRIWULAN},
    defaults=dict(buka=hari - timedelta(9), tenggat=hari + timedelta(9), toleransi=hari + timedelta(9),
                  tutup=hari + timedelta(9)))
Penugasan.objects.filter(user__username="staf").update(bagian=None)
indikator = Indikator.objects.get(sasaran__perjanjian__satker=satker, nomor={NOMOR})
Draf.objects.filter(indikator=indikator).delete()
Realisasi.objects.filter(indikator=indikator, triwulan={TRIWULAN}).delete()
print(json.dumps(indikator.pk))
"""
STORED = f"""
import json
from measurements.models import Realisasi
print(json.dumps([format(satu.nilai.normalize(), "f") for satu in Realisasi.objects.filter(
    indikator__nomor={NOMOR}, triwulan={TRIWULAN})]))
"""
DRAFTED = f"""
import json
from measurements.models import Draf
print(json.dumps([satu.isi["keterangan"] for satu in Draf.objects.filter(
    indikator__nomor={NOMOR}, triwulan={TRIWULAN})]))
"""
OTHER = f"""
from datetime import timedelta
from decimal import Decimal
from django.utils import timezone
from accounts.models import Penugasan, User
from agreements.models import Indikator
from measurements import actions
from measurements.entry import Isian
lain, _ = User.objects.get_or_create(username="staf-lain", defaults=dict(nama="Staf Lain"))
satker = Penugasan.objects.filter(user__username="staf").first().satker
Penugasan.objects.get_or_create(user=lain, satker=satker, peran="staf", mulai="2020-01-01")
indikator = Indikator.objects.get(sasaran__perjanjian__satker=satker, nomor={NOMOR})
actions.save_realisasi(
    indikator, {TRIWULAN}, Isian(nilai=Decimal(40)), versi=0, by=lain, on=timezone.localdate())
"""
ENDED = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import Penugasan
tugas = Penugasan.objects.get(user__username="staf")
if {}:
    Penugasan.objects.create(user=tugas.user, satker=tugas.satker, peran="pembaca", mulai=tugas.mulai)
Penugasan.objects.filter(pk=tugas.pk).update(selesai=timezone.localdate() - timedelta(1))
"""
BACK = """
from accounts.models import Penugasan
Penugasan.objects.filter(user__username="staf", peran="pembaca").delete()
Penugasan.objects.filter(user__username="staf").update(selesai=None)
"""


def shell(server: ExampleServer, code: str) -> object:
    """Run Python beside the server; what it printed last as JSON, None for nothing."""
    lines = server.manage("shell", "-v", "0", "-c", code).strip().splitlines()
    return json.loads(lines[-1]) if lines else None


@pytest.fixture
def indikator(example_server: ExampleServer) -> int:
    return shell(example_server, SETUP)


@pytest.fixture
def context(browser: Browser, example_server: ExampleServer) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=example_server.url, locale="id-ID", timezone_id="Asia/Jakarta")
    yield context
    context.close()


@pytest.fixture
def sheet(context: BrowserContext, indikator: int) -> Page:
    page = context.new_page()
    log_in(page)
    page.goto(f"/satker/{SATKER}/{TAHUN}/triwulan/{TRIWULAN}/")
    return page


def log_in(page: Page) -> None:
    page.goto("/akun/masuk/")
    fill_login(page)


def fill_login(page: Page) -> None:
    page.fill("[name=username]", "staf")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/akun/masuk/" not in url)


def nilai(page: Page, indikator: int):
    return page.locator(f"#i{indikator}-nilai")


def status(page: Page, indikator: int):
    return page.locator(f"#indikator-{indikator} [data-status]")


def test_invalid_text_is_there_again_after_a_reload(sheet, indikator):
    nilai(sheet, indikator).fill("12.5")
    expect(status(sheet, indikator)).to_contain_text("Ketikan dicatat")
    expect(sheet.locator(f"#indikator-{indikator} [data-alasan]")).to_contain_text("bukan angka yang sah")
    sheet.reload()
    expect(nilai(sheet, indikator)).to_have_value("12.5")
    expect(sheet.locator(f"#i{indikator}-nilai-galat")).to_contain_text("Tulislah 12,5")


def test_the_capaian_follows_what_is_typed(sheet, indikator):
    nilai(sheet, indikator).fill("25")
    expect(sheet.locator(f"#indikator-{indikator} [data-rumus]")).to_contain_text("25 ÷")
    expect(sheet.locator(f"#indikator-{indikator} [data-capaian]")).to_contain_text("%")


def test_the_keyboard_alone_saves(sheet, indikator, example_server):
    nilai(sheet, indikator).focus()
    sheet.keyboard.type("33,5")
    sheet.keyboard.press("Enter")
    sheet.wait_for_url("**/triwulan/2/**")
    expect(sheet.get_by_text(f"Realisasi indikator {NOMOR} disimpan.")).to_be_visible()
    assert shell(example_server, STORED) == ["33.5"]
    expect(nilai(sheet, indikator)).to_have_value("33,5")
    assert sheet.evaluate("Object.keys(localStorage).length") == 0
    assert "disimpan=" not in sheet.url


def test_two_people_on_one_figure_the_second_chooses(sheet, indikator, example_server):
    nilai(sheet, indikator).fill("60")
    shell(example_server, OTHER)
    nilai(sheet, indikator).press("Enter")
    expect(sheet.get_by_text("Ada dua versi: pilih salah satu")).to_be_visible()
    expect(sheet.get_by_text("disimpan oleh Staf Lain")).to_be_visible()
    expect(nilai(sheet, indikator)).to_have_value("60")
    sheet.get_by_role("button", name="Simpan ketikan saya").click()
    expect(sheet.get_by_text(f"Realisasi indikator {NOMOR} disimpan.")).to_be_visible()
    assert shell(example_server, STORED) == ["60"]


def test_the_text_survives_the_end_of_the_session(sheet, indikator, context):
    context.clear_cookies(name="sessionid")
    nilai(sheet, indikator).fill("44,4")
    expect(status(sheet, indikator)).to_contain_text("Sesi Anda berakhir")
    sheet.get_by_role("link", name="Masuk kembali").click()
    fill_login(sheet)
    expect(nilai(sheet, indikator)).to_have_value("44,4")
    expect(status(sheet, indikator)).to_contain_text("Ketikan dicatat")


def test_the_text_survives_a_server_that_is_away(sheet, indikator, context):
    context.set_offline(True)
    nilai(sheet, indikator).fill("55,5")
    expect(status(sheet, indikator)).to_contain_text("Server tidak menjawab")
    context.set_offline(False)
    sheet.reload()
    expect(nilai(sheet, indikator)).to_have_value("55,5")
    expect(status(sheet, indikator)).to_contain_text("Ketikan dicatat")
    assert sheet.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.parametrize("lain", [False, True], ids=["the only duty", "another duty stays"])
def test_after_the_duty_has_ended_it_says_so_and_the_text_stays(lain, sheet, indikator, example_server):
    """404 and 403: neither is a server that is away, and nothing is sent again and again."""
    shell(example_server, ENDED.format(lain))
    try:
        nilai(sheet, indikator).fill("66,6")
        expect(status(sheet, indikator)).to_contain_text("tidak lagi diterima dari Anda")
        kept = sheet.evaluate("localStorage.getItem(Object.keys(localStorage)[0])")
        assert '["nilai","66,6"]' in kept
    finally:
        shell(example_server, BACK)
    sheet.reload()
    expect(nilai(sheet, indikator)).to_have_value("66,6")
    expect(status(sheet, indikator)).to_contain_text("Ketikan dicatat")


# Two tabs of one person


@pytest.fixture
def tabs(sheet: Page, context: BrowserContext) -> tuple[Page, Page]:
    """The form of one indikator in two tabs of one browser."""
    return sheet, second_tab(context, sheet)


def second_tab(context: BrowserContext, sheet: Page) -> Page:
    page = context.new_page()
    page.goto(sheet.url)
    return page


def words(page: Page, indikator: int):
    return page.locator(f"#i{indikator}-keterangan")


def autosaved(page: Page, indikator: int) -> None:
    expect(status(page, indikator)).to_contain_text("Ketikan dicatat")


def asked(page: Page, indikator: int) -> None:
    expect(status(page, indikator)).to_contain_text("juga diisi di tab lain")


def choose(page: Page, indikator: int, label: str) -> None:
    status(page, indikator).get_by_role("button", name=label).click()


def test_the_second_tab_is_asked_and_writes_over_nothing(tabs, indikator, example_server):
    pertama, kedua = tabs
    words(pertama, indikator).fill("Dari tab pertama")
    autosaved(pertama, indikator)
    words(kedua, indikator).fill("Dari tab kedua")
    asked(kedua, indikator)
    sent = []
    kedua.on("request", lambda request: sent.append(request.url))
    nilai(kedua, indikator).fill("41")
    nilai(kedua, indikator).press("Enter")
    expect(status(kedua, indikator).get_by_role("button", name="Lanjutkan di sini")).to_be_focused()
    # As long as an autosave takes.
    with pertama.expect_response("**/draf/"):
        words(pertama, indikator).press("!")
    assert sent == []
    kedua.keyboard.press("Enter")
    autosaved(kedua, indikator)
    assert shell(example_server, DRAFTED) == ["Dari tab kedua"]
    words(pertama, indikator).fill("Dari tab pertama, lagi dan lagi")
    asked(pertama, indikator)
    choose(pertama, indikator, "Pakai ketikan tab lain")
    expect(words(pertama, indikator)).to_have_value("Dari tab kedua")
    expect(nilai(pertama, indikator)).to_have_value("41")
    assert pertama.evaluate("Object.keys(localStorage).length") == 0


def test_what_one_tab_could_not_save_takes_no_other_tab_s_place(tabs, indikator, example_server):
    """The button is faster than the autosave that would have asked."""
    pertama, kedua = tabs
    words(pertama, indikator).fill("Dari tab pertama")
    autosaved(pertama, indikator)
    nilai(kedua, indikator).fill("4.5")
    nilai(kedua, indikator).press("Enter")
    expect(kedua.get_by_text("belum disimpan, karena diisi juga di tab lain")).to_be_visible(timeout=10_000)
    asked(kedua, indikator)
    expect(nilai(kedua, indikator)).to_have_value("4.5")
    assert shell(example_server, DRAFTED) == ["Dari tab pertama"]


def test_with_the_counter_ignored_the_text_of_the_first_tab_is_lost(tabs, indikator, example_server):
    """The control: the same, when the second tab does not say who it is."""
    pertama, kedua = tabs
    kedua.evaluate("document.querySelectorAll('[name=tab]').forEach((field) => (field.disabled = true))")
    words(pertama, indikator).fill("Dari tab pertama")
    autosaved(pertama, indikator)
    words(kedua, indikator).fill("Dari tab kedua")
    autosaved(kedua, indikator)
    assert shell(example_server, DRAFTED) == ["Dari tab kedua"]


def test_what_a_tab_holds_back_is_there_after_it_is_closed(tabs, indikator, context, example_server):
    pertama, kedua = tabs
    words(pertama, indikator).fill("Dari tab pertama")
    autosaved(pertama, indikator)
    words(kedua, indikator).fill("Dari tab kedua")
    asked(kedua, indikator)
    kedua.reload()
    asked(kedua, indikator)
    expect(words(kedua, indikator)).to_have_value("Dari tab kedua")
    kedua.close()
    pertama.reload()
    expect(words(pertama, indikator)).to_have_value("Dari tab pertama")
    expect(status(pertama, indikator)).to_be_empty()
    ketiga = second_tab(context, pertama)
    asked(ketiga, indikator)
    expect(words(ketiga, indikator)).to_have_value("Dari tab kedua")
    assert shell(example_server, DRAFTED) == ["Dari tab pertama"]
    choose(ketiga, indikator, "Lanjutkan di sini")
    autosaved(ketiga, indikator)
    assert shell(example_server, DRAFTED) == ["Dari tab kedua"]
    nilai(ketiga, indikator).fill("42")
    nilai(ketiga, indikator).press("Enter")
    expect(ketiga.get_by_text(f"Realisasi indikator {NOMOR} disimpan.")).to_be_visible()
    assert ketiga.evaluate("Object.keys(localStorage).length") == 0


def test_an_answer_that_was_lost_raises_no_question(sheet, indikator):
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    sheet.route("**/draf/", lose_the_answer)
    words(sheet, indikator).fill("Terkirim, tanpa jawaban")
    expect(status(sheet, indikator)).to_contain_text("Server tidak menjawab")
    sheet.unroute("**/draf/")
    words(sheet, indikator).fill("Terkirim, lalu diketik lagi")
    autosaved(sheet, indikator)
    sheet.route("**/draf/", lose_the_answer)
    words(sheet, indikator).fill("Tanpa jawaban lagi")
    expect(status(sheet, indikator)).to_contain_text("Server tidak menjawab")
    words(sheet, indikator).press_sequentially(", dan dimuat ulang")
    sheet.unroute("**/draf/")
    sheet.reload()
    autosaved(sheet, indikator)
    expect(words(sheet, indikator)).to_have_value("Tanpa jawaban lagi, dan dimuat ulang")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_question_is_read_and_answered_on_every_screen(tabs, indikator, width):
    pertama, kedua = tabs
    kedua.set_viewport_size({"width": width, "height": 900})
    words(pertama, indikator).fill("Dari tab pertama")
    autosaved(pertama, indikator)
    words(kedua, indikator).fill("Dari tab kedua")
    asked(kedua, indikator)
    assert [rule["id"] for rule in Axe().run(kedua).response["violations"]] == []
    assert kedua.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_overflows(sheet, indikator, width):
    sheet.set_viewport_size({"width": width, "height": 900})
    assert sheet.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
