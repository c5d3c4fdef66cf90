"""Budget files in Chromium: template, mistakes, mended, confirmed, the next month; the province sees it."""

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.budget.books import RO, fa_detail, total, tree, xlsx

MESUJI, KODE, NAMA = "kpu-kab-mesuji", "680718", "KPU Kab. Mesuji"
UNGGAH = f"/satker/{MESUJI}/2024/anggaran/unggah/"
FEBRUARI = {code: (pagu, min(pagu, nyata + 5_000)) for code, (pagu, nyata) in RO.items()}
CLEAR = """
from accounts.models import Satker
from budget.models import Dipa, Unggahan
satker = Satker.objects.get(slug="kpu-kab-mesuji")
semua = Unggahan.objects.filter(satker=satker, tahun=2024)
semua.filter(memulihkan__isnull=False).delete()
semua.delete()
Dipa.objects.filter(satker=satker, tahun=2024).delete()
"""


@pytest.fixture
def empty_year(example_server):
    """A year of Mesuji in which nothing was uploaded, and nothing is afterwards."""
    yield
    example_server.manage("shell", "--verbosity", "0", "-c", CLEAR)


def rupiah(nilai: int) -> str:
    return f"Rp{nilai:,}".replace(",", ".")


def check(page: Page) -> None:
    """Axe finds nothing and nothing is wider than the screen, at 390 and at 1280 pixels."""
    page.wait_for_load_state()  # a click goes on when the next page begins
    for lebar in (390, 1280):
        page.set_viewport_size({"width": lebar, "height": 900})
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], node["html"][:150]) for rule in found for node in rule["nodes"]] == []
        assert page.evaluate("document.scrollingElement.scrollWidth") <= lebar


def send(page: Page, name: str, content: bytes, bulan: str) -> None:
    page.get_by_label("Berkas", exact=False).first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_label("Realisasi sampai dengan bulan").select_option(label=bulan)
    page.get_by_role("button", name="Unggah dan periksa").click()


def read_state(page: Page, status: str) -> None:
    """The page renews itself when the worker is done."""
    expect(page.locator(".judul-halaman .chip")).to_have_text(status)
    expect(page.locator("progress")).to_have_count(0)


def fill_template(page: Page, bulan: str, wrong: dict[str, object]) -> bytes:
    """Download the template of a month and fill it as a person would; `wrong`: cells that are mistaken."""
    with page.expect_download() as waiting:
        page.locator(".daftar-bulan").get_by_role("link", name=bulan).click()
    book = load_workbook(BytesIO(waiting.value.path().read_bytes()))
    sheet = book.active
    rows = [*tree(RO).items(), ("JUMLAH", total(RO))]
    for number, (code, (pagu, nyata)) in enumerate(rows, start=9):
        is_total = code == "JUMLAH"
        sheet.cell(number, 1).value = None if is_total else code
        sheet.cell(number, 2).value = "JUMLAH" if is_total else f"Uraian {code}"
        sheet.cell(number, 3).value, sheet.cell(number, 4).value = pagu, nyata
    # The sum below, too: openpyxl leaves a formula without its result, which no spreadsheet does.
    for number in range(9 + len(rows), sheet.max_row + 1):
        for column in range(1, 7):
            sheet.cell(number, column).value = None
    for address, value in wrong.items():
        sheet[address] = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sakti(bulan: str) -> bytes:
    rows = fa_detail(FEBRUARI, satker=(KODE, NAMA), periode=f"Periode {bulan} 2024")
    return xlsx([{letter: _of_2024(isi) for letter, isi in row.items()} for row in rows])


def _of_2024(isi: object) -> object:
    return isi.replace("2023", "2024") if isinstance(isi, str) else isi


@pytest.mark.usefixtures("empty_year")
def test_an_operator_uploads_two_months_and_the_province_sees_them(as_user):
    page = as_user("operator-mesuji")
    page.goto(UNGGAH)
    check(page)
    send(page, "januari.xlsx", fill_template(page, "Januari", {"D12": "1,5", "C9": 7}), "Januari")
    read_state(page, "Ditolak")
    expect(page.get_by_text("Berkas ini belum dapat diterapkan")).to_be_visible()
    expect(page.locator("#temuan-kesalahan")).to_contain_text("D12")
    expect(page.locator("#temuan-kesalahan")).to_contain_text("C9")
    check(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Salinan dengan temuan").click()
    assert "Temuan" in load_workbook(BytesIO(waiting.value.path().read_bytes())).sheetnames
    page.get_by_role("link", name="Unggah berkas yang sudah diperbaiki").click()
    send(page, "januari.xlsx", fill_template(page, "Januari", {}), "Januari")
    read_state(page, "Diperiksa")
    expect(page.locator("#perubahan tfoot")).to_contain_text(rupiah(total(RO)[1]))
    check(page)
    page.get_by_role("button", name="Terapkan berkas ini").press("Enter")
    read_state(page, "Diterapkan")

    page.goto(UNGGAH)
    send(page, "GLP039.xlsx", sakti("Februari"), "Februari")
    read_state(page, "Diperiksa")
    page.get_by_role("button", name="Terapkan berkas ini").click()
    read_state(page, "Diterapkan")
    check(page)
    page.goto(UNGGAH)
    expect(page.locator("#riwayat tbody tr")).to_have_count(3)

    provinsi = as_user("verifikator")
    provinsi.goto("/anggaran/2024/")
    baris = provinsi.get_by_role("row").filter(has_text=NAMA)
    expect(baris).to_contain_text(rupiah(total(RO)[0]))
    expect(baris).to_contain_text(rupiah(total(FEBRUARI)[1]))
    expect(provinsi.locator("tfoot")).to_contain_text(rupiah(total(FEBRUARI)[1]))
    check(provinsi)
    page.goto(f"/satker/{MESUJI}/2024/anggaran/")
    expect(page.locator(".deret-angka")).to_contain_text(rupiah(total(FEBRUARI)[1]))


@pytest.mark.usefixtures("empty_year")
def test_all_of_it_without_javascript_and_back_again(as_user):
    page = as_user("operator-mesuji", java_script_enabled=False)
    page.goto(UNGGAH)
    send(page, "januari.xlsx", fill_template(page, "Januari", {}), "Januari")
    read_state(page, "Diperiksa")
    page.get_by_role("button", name="Terapkan berkas ini").click()
    read_state(page, "Diterapkan")
    page.get_by_role("link", name="Kembali ke keadaan").click()
    page.get_by_role("button", name="Kembali ke sebelum unggahan ini").click()
    expect(page.get_by_text("Keadaan anggaran dipulihkan.")).to_be_visible()
    page.goto(f"/satker/{MESUJI}/2024/anggaran/")
    expect(page.get_by_text("Belum ada DIPA tahun 2024")).to_be_visible()
