"""A section is written in Chromium: words, a figure by keyboard, a pasted table; the preview shows it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import LKJ
from tests.chromium import complaints

SECTION = f"{LKJ}narasi/bab4.saran/"
WORD = (
    "<p class=MsoNormal>Dari <b>Word</b>:<o:p></o:p></p><table class=MsoTableGrid><tr><td><p>Nama</p></td>"
    "<td><p>Nilai</p></td></tr><tr><td><p>Satu</p></td><td><p>1,5</p></td></tr></table>"
    "<p onclick='alert(1)'>Selesai<script>alert(2)</script></p>"
)
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "polos");
  document.querySelector(".ProseMirror").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
  );
}"""


def editor(page: Page):
    return page.locator(".narasi-editor .ProseMirror")


AT_THE_END = """() => {
  const { doc, selection } = document.querySelector(".ProseMirror").editor.state;
  return selection.empty && doc.textBetween(selection.to, doc.content.size) === "";
}"""


def to_the_end(page: Page) -> None:
    """The caret behind everything: the editor hears a little later where it went, and may put it back."""
    editor(page).click()
    for _ in range(100):
        page.keyboard.press("Control+End")
        page.wait_for_timeout(100)
        if page.evaluate(AT_THE_END):
            return
    raise AssertionError("the caret did not reach the end")


def opened(page: Page) -> Page:
    page.goto(SECTION)
    expect(editor(page)).to_be_visible()
    return page


def test_a_section_is_written_with_a_figure_and_found_in_the_preview(as_user):
    page = opened(as_user("staf"))
    heard = complaints(page)
    to_the_end(page)
    page.keyboard.press("Enter")
    page.keyboard.type("Saran untuk {{")
    dialog = page.get_by_role("dialog", name="Sisipkan angka")
    expect(dialog.get_by_role("option").first).to_be_visible()
    expect(dialog.get_by_role("option", selected=True)).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.type("serapan")
    expect(dialog.get_by_role("option", selected=True)).to_have_text("99,52%")
    dialog.get_by_role("combobox").fill("jumlah indikator")
    expect(dialog.get_by_role("option", selected=True)).to_contain_text("14 (empat belas)")
    page.keyboard.press("Enter")
    page.keyboard.type(" indikator.")
    expect(page.locator(".narasi-chip").last).to_have_text("14 (empat belas)")
    with page.expect_response(lambda got: got.url.endswith("/draf/") and "Nama" in got.request.post_data):
        page.evaluate(PASTE, WORD)
        expect(editor(page).locator("table th").first).to_have_text("Nama")
    expect(page.locator("[data-status]")).to_contain_text("Ketikan dicatat")
    page.close()

    page = opened(as_user("staf"))
    heard_again = complaints(page)
    expect(editor(page)).to_contain_text("Saran untuk 14 (empat belas) indikator.")
    page.get_by_role("button", name="Simpan bagian").click()
    expect(page.get_by_text("Bagian “Saran” disimpan.")).to_be_visible()
    assert "{{ pk.jumlah_indikator }}" in page.locator("#isi-narasi").input_value()

    page.goto(f"{LKJ}#bab4.saran")
    bagian = page.locator("[id='bab4.saran']")
    expect(bagian).to_contain_text("Saran untuk 14 (empat belas) indikator.")
    expect(bagian.get_by_role("link", name="14 (empat belas)")).to_be_visible()
    expect(bagian.locator("td.kanan")).to_have_text("1,5")
    expect(bagian.locator("strong").last).to_have_text("Word")
    assert bagian.locator("script, [onclick]").count() == 0

    page.goto(f"{SECTION}riwayat/?versi=1")
    page.get_by_role("button", name="Pulihkan versi 1").click()
    expect(page.get_by_text("Versi 1 dipulihkan sebagai versi terbaru.")).to_be_visible()
    expect(page.locator(".narasi-beda del", has_text="Saran untuk")).to_have_count(1)
    assert heard + heard_again == []


def test_the_editor_fits_a_narrow_screen_and_leaves_a_broken_text_alone(as_user):
    page = opened(as_user("verifikator", viewport={"width": 390, "height": 844}))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
    page = as_user("verifikator", java_script_enabled=False)
    page.goto(SECTION)
    page.locator("#isi-narasi").fill("<p>rusak")
    page.get_by_role("button", name="Simpan bagian").click()
    expect(page.locator("#ringkasan-galat")).to_contain_text("Elemen <p> tidak ditutup")
    expect(page.locator("#isi-narasi")).to_have_value(re.compile("<p>rusak"))
    page.close()
    page = as_user("verifikator")
    page.goto(f"{SECTION}?periksa=1")
    expect(page.locator("#isi-narasi")).to_be_visible()
    expect(editor(page)).to_have_count(0)
    page.get_by_role("button", name="Kembali ke teks tersimpan").click()
    expect(editor(page)).to_be_visible()


def test_a_finding_leads_to_the_editor_and_is_gone_when_the_text_is_mended(as_user):
    page = as_user("staf")
    heard = complaints(page)
    page.goto(f"{LKJ}narasi/bab1.sistematika/")
    to_the_end(page)
    page.keyboard.press("Enter")
    page.keyboard.type("Bab ini memuat 3 (empat) hal.")
    page.get_by_role("button", name="Simpan bagian").click()
    expect(page.get_by_text("Bagian “Sistematika Penyajian” disimpan.")).to_be_visible()
    page.wait_for_load_state("networkidle")

    page.goto(f"{LKJ}temuan/")
    kesalahan = page.get_by_role("article").filter(has_text="“empat” tidak sama dengan 3.")
    kesalahan.get_by_role("link", name="Perbaiki teksnya").click()
    temuan = page.get_by_role("complementary", name="Temuan pemeriksaan")
    expect(temuan).to_contain_text("“empat” tidak sama dengan 3.")
    to_the_end(page)
    for _ in "empat) hal.":
        page.keyboard.press("Backspace")
    page.keyboard.type("tiga) hal.")
    # Each draft that is kept has the whole report composed and checked again.
    expect(temuan).to_contain_text("Tidak ada.")
    expect(temuan).to_contain_text("Menurut ketikan Anda, yang belum disimpan.")
    page.get_by_role("button", name="Simpan bagian").click()
    expect(temuan).not_to_contain_text("Menurut ketikan Anda")
    expect(temuan).to_contain_text("Tidak ada.")
    page.wait_for_load_state("networkidle")
    page.goto(f"{LKJ}temuan/")
    expect(page.get_by_role("link", name="Perbaiki teksnya")).to_have_count(0)
    assert heard == []


def test_a_figure_waits_quietly_for_its_value_and_shows_its_key_where_none_comes(as_user):
    page, held = as_user("staf"), []
    page.route("**/angka.json", lambda route: held.append(route))
    page.goto(f"{LKJ}narasi/depan.ikhtisar-eksekutif/")
    chips = page.locator(".narasi-chip")
    expect(chips.first).to_have_text("…")
    expect(page.locator(".narasi-chip.menunggu")).to_have_count(chips.count())
    held[0].continue_()
    expect(chips.first).to_have_text("2023")
    expect(page.locator(".narasi-chip.menunggu")).to_have_count(0)
    page.reload()
    expect(chips.first).to_have_text("…")
    held[1].abort()
    expect(chips.first).to_have_text("tahun.ini")
    expect(page.get_by_text("Nilai angka belum dapat dimuat; kuncinya ditampilkan.")).to_be_visible()
