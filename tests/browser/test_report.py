"""The report in the browser: from a figure to its source, from the button to the file, with the keyboard."""

import re
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import LKJ
from tests.chromium import complaints, log_in

RENDER_MS = 120_000
NARROW = {"width": 390, "height": 844}


def download(page: Page) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("^Unduh lkj-2023-kpu-provinsi-lampung.pdf")).click()
    return Path(waiting.value.path()).read_bytes()


def test_from_the_button_to_the_file_with_javascript_and_without(as_user, new_context):
    staf, bare = as_user("staf"), new_context(java_script_enabled=False).new_page()
    heard = complaints(staf)
    log_in(bare, "verifikator")
    for page in (staf, bare):
        page.goto(LKJ)
    staf.get_by_role("button", name="Susun PDF").click()
    # Without JavaScript, another person asks for the same report while it is made: it is one job.
    bare.get_by_role("button", name="Susun PDF").click()
    for page in (bare, staf):
        expect(page.get_by_text("PDF sedang disusun")).to_be_visible()
    expect(staf).to_have_url(re.compile(r"/cetakan/\d+/$"))
    expect(bare).to_have_url(staf.url)

    staf.wait_for_function(
        "() => { const p = document.querySelector('progress'); return !p || p.value >= 20 }"
    )
    for page in (staf, bare):
        expect(page.get_by_role("heading", name="PDF siap diunduh")).to_be_visible(timeout=RENDER_MS)
    assert heard == []
    isi = download(staf)
    assert isi.startswith(b"%PDF-1.7")
    assert staf.locator("code.sidik").inner_text() == sha256(isi).hexdigest()
    assert download(bare) == isi

    pembaca = as_user("pembaca")
    pembaca.goto(LKJ)
    with pembaca.expect_download() as waiting:
        pembaca.get_by_role("link", name="Unduh PDF terakhir").click()
    assert Path(waiting.value.path()).read_bytes() == isi


def test_a_figure_leads_to_the_page_that_shows_it(as_user):
    page = as_user("pembaca")
    page.goto(LKJ)
    figure = page.locator("a.angka", has_text=re.compile(r"^98,075%$")).first
    assert figure.get_attribute("title") == "Sumber: Indikator 7"
    figure.click()
    expect(page).to_have_url(re.compile(r"/indikator/\d+/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Persentase kesesuaian kompetensi pegawai")
    expect(page.locator("main").get_by_text("98,075%").first).to_be_visible()


def test_a_budget_figure_leads_to_its_line_in_the_tree(as_user):
    page = as_user("pembaca")
    page.goto(LKJ)
    figure = page.locator("a.angka", has_text=re.compile(r"^Rp835\.235\.000$|^835\.235\.000$")).first
    kode = figure.get_attribute("href").split("#")[1]
    figure.click()
    expect(page.locator(f"[id='{kode}']")).to_contain_text("835.235.000")


def active(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')")


def test_the_keyboard_reaches_skip_link_menu_and_contents(as_user):
    page = as_user("staf")
    page.goto(LKJ)
    page.keyboard.press("Tab")
    assert active(page) == "Langsung ke isi halaman"
    expect(page.locator(".lompat")).to_be_in_viewport()
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(active(page))
        if reached[-1] == "BAB III Akuntabilitas Kinerja":
            break
    menu = page.locator(".menu-lebar a").all_inner_texts()
    assert [satu for satu in reached if satu in menu][: len(menu)] == menu
    assert {"Susun PDF", "Isi laporan", "Kata Pengantar", "BAB I Pendahuluan"} <= set(reached)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#bab3$"))
    expect(page.locator("#bab3 > h1")).to_be_in_viewport()


def test_the_skip_link_leads_past_the_menu(as_user):
    page = as_user("staf")
    page.goto(LKJ)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return [style.outlineStyle, style.boxShadow];
}"""


def test_the_focus_is_always_to_be_seen(as_user):
    page = as_user("staf")
    page.goto(LKJ.removesuffix("lkj/"))
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINE) != ["none", "none"], active(page)


def test_on_a_narrow_screen_the_menu_opens_without_javascript(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size(NARROW)
    log_in(page, "pembaca")
    page.goto(LKJ)
    link = page.locator(".menu-sempit").get_by_role("link", name="Anggaran")
    expect(link).to_be_hidden()
    page.locator(".menu-sempit summary").click()
    link.click()
    expect(page).to_have_url(re.compile(r"/2023/anggaran/$"))
