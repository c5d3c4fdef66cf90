"""A Renstra is written and the pohon kinerja read with the keyboard alone, in Chromium."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PROVINSI
from tests.chromium import complaints

MISI = "Menjaga kepercayaan publik"


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def check(page: Page) -> None:
    """Axe finds nothing."""
    page.wait_for_load_state()  # a click goes on when the next page begins
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], node["html"][:150]) for rule in found for node in rule["nodes"]] == []


def test_a_misi_is_written_moved_and_deleted_with_the_keyboard(as_user):
    page = as_user("staf")
    heard = complaints(page)
    page.goto(f"/satker/{PROVINSI}/renstra/")
    page.get_by_role("link", name="Susun Renstra").press("Enter")
    page.get_by_role("link", name="Tambah misi").press("Enter")
    page.get_by_label("Uraian misi").fill(MISI)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    baris = page.locator(".susunan > li", has_text=MISI)
    expect(baris).to_contain_text(f"7. {MISI}")
    naik = page.get_by_role("button", name=f"Naikkan misi {MISI}")
    naik.press("Enter")
    expect(baris).to_contain_text(f"6. {MISI}")
    check(page)
    # The page comes back at the row: the next Tab stands on its first action.
    page.keyboard.press("Tab")
    assert focused(page) == f"Ubah misi {MISI}"
    page.get_by_role("link", name=f"Hapus misi {MISI}").press("Enter")
    page.get_by_role("button", name="Hapus").press("Enter")
    expect(page.get_by_text("Misi dihapus.")).to_be_visible()
    expect(page.locator(".susunan > li", has_text=MISI)).to_have_count(0)
    assert heard == []


def test_the_tree_folds_with_the_keyboard_on_a_narrow_screen(as_user):
    page = as_user("pembaca", viewport={"width": 390, "height": 844})
    heard = complaints(page)
    page.goto(f"/satker/{PROVINSI}/2023/pohon-kinerja/")
    cabang = page.locator(".pohon summary").first
    daun = page.locator(".pohon li li").first
    expect(daun).to_be_visible()
    check(page)
    cabang.focus()
    page.keyboard.press("Enter")
    expect(daun).to_be_hidden()
    page.keyboard.press("Space")
    expect(daun).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert heard == []
