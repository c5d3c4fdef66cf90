"""The promise of 2024 for Lampung: begun from 2023, returned, signed by two, and changed after a revision."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import log_in
from tests.conftest import ExampleServer, served
from tests.journeys.conftest import VIEWPORT

pytestmark = pytest.mark.browser

YEAR = "/satker/kpu-provinsi-lampung/2024/"
DIPA = """
from accounts.models import Satker
from tests.factories import make_pohon_dipa
satker = Satker.objects.get(slug="kpu-provinsi-lampung")
make_pohon_dipa(satker, {{"CQ.6709.QGE.004": ({cq}, 0), "WA.3355.EBA.962": ({wa}, 0)}}, 2024, nomor={nomor})
"""


@pytest.fixture
def server(example_year: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExampleServer]:
    with served(example_year, tmp_path_factory.mktemp("promise"), DEBUG="false") as server:
        yield server


@pytest.fixture
def people(browser: Browser, browser_context_args: dict, server: ExampleServer) -> Iterator[Callable]:
    pages: dict[str, Page] = {}

    def page_of(username: str) -> Page:
        if username not in pages:
            arguments = {"base_url": server.url, "reduced_motion": "reduce", "viewport": VIEWPORT}
            page = browser.new_context(**(browser_context_args | arguments)).new_page()
            log_in(page, username)
            pages[username] = page
        return pages[username]

    yield page_of
    for page in pages.values():
        page.context.close()


def test_a_promise_is_made_and_changed(people: Callable[[str], Page], server: ExampleServer) -> None:
    staf, sekretaris, ketua = (people(nama) for nama in ("staf", "sekretaris", "ketua"))
    server.manage("shell", "--verbosity", "0", "--command", DIPA.format(cq=700_000, wa=300_000, nomor=0))
    begin_from_last_year(staf)
    what_is_missing_is_mended_where_it_is_missing(staf)
    a_sheet_is_written_with_the_keyboard(staf)
    press(staf, "Ajukan")
    the_paper_comes_back(sekretaris, staf)
    press(staf, "Ajukan")
    sign(sekretaris, "Periksa dan tanda tangani", "Tanda tangani sebagai Pihak Pertama")
    sign(ketua, "Periksa dan tetapkan", "Tetapkan sebagai Pihak Kedua")
    nobody_changes_it_any_more(staf)
    the_paper_is_the_form_of_the_kpu(
        staf, ["Rp700.000", "Rp300.000", "Rp1.000.000"], "PERJANJIAN KINERJA TAHUN"
    )

    server.manage("shell", "--verbosity", "0", "--command", DIPA.format(cq=900_000, wa=300_000, nomor=1))
    a_change_begins_where_the_difference_is_told(staf)
    press(staf, "Ajukan")
    sign(sekretaris, "Periksa dan tanda tangani", "Tanda tangani sebagai Pihak Pertama", versi=2)
    sign(ketua, "Periksa dan tetapkan", "Tetapkan sebagai Pihak Kedua", versi=2)
    the_paper_is_the_form_of_the_kpu(
        staf, ["Rp900.000", "Rp300.000", "Rp1.200.000", "Nomor 12/PK/2024"], "PERJANJIAN KINERJA PERUBAHAN"
    )
    staf.goto(f"{YEAR}pk/?versi=1")
    expect(staf.get_by_text("Versi ini sudah digantikan pada")).to_be_visible()
    expect(staf.get_by_text("Rp1.000.000")).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def begin_from_last_year(staf: Page) -> None:
    staf.goto(f"{YEAR}pk/")
    staf.get_by_role("link", name="Mulai menyusun").click()
    press(staf, "Mulai dari tahun 2023")
    expect(staf.get_by_role("heading", level=1)).to_have_text("Perjanjian Kinerja tahun 2024")
    expect(staf.get_by_role("heading", name=re.compile("^Sasaran 9"))).to_be_visible()


def what_is_missing_is_mended_where_it_is_missing(staf: Page) -> None:
    press(staf, "Ajukan")
    summary = staf.get_by_role("alert")
    expect(summary.get_by_role("listitem")).to_have_text(
        ["Tanggal penandatanganan belum diisi.", "Program dan anggaran belum diambil dari DIPA."]
    )
    summary.get_by_role("link", name="Tanggal penandatanganan belum diisi.").click()
    staf.get_by_label("Tanggal", exact=False).first.fill("2024-01-15")
    press(staf, "Simpan")
    press(staf, "Ambil dari DIPA yang berlaku")
    expect(staf.get_by_text("Semua yang dipersyaratkan sudah lengkap")).to_be_visible()


def a_sheet_is_written_with_the_keyboard(staf: Page) -> None:
    turun = staf.get_by_role("button", name="Turunkan indikator 2")
    turun.focus()
    turun.press("Enter")
    expect(staf.get_by_text("Urutan indikator diubah.")).to_be_visible()
    expect(staf.get_by_role("link", name="Ubah indikator 2")).to_be_visible()
    staf.get_by_role("link", name="Ubah indikator 1", exact=True).click()
    target = staf.get_by_label("Target setahun")
    target.fill("97.5")
    press(staf, "Simpan")
    staf.get_by_role("alert").get_by_role("link", name=re.compile("^Target setahun")).click()
    expect(target).to_be_focused()
    target.fill("97,5")
    press(staf, "Simpan")
    expect(staf.get_by_text("Target 97,5%")).to_be_visible()
    expect(staf.get_by_text("Sekarang 100%, target setahun 97,5%.").first).to_be_visible()
    staf.get_by_role("link", name="Ubah indikator 1", exact=True).click()
    staf.get_by_label("Triwulan IV", exact=True).fill("97,5")
    press(staf, "Simpan")
    expect(staf.get_by_text("target setahun 97,5%.")).to_have_count(0)


def the_paper_comes_back(sekretaris: Page, staf: Page) -> None:
    sekretaris.goto(f"{YEAR}pk/")
    sekretaris.get_by_role("link", name="Periksa dan tanda tangani").click()
    expect(sekretaris.get_by_text("Mashur Sampurna Jaya").first).to_be_visible()
    sekretaris.get_by_role("link", name="Kembalikan").click()
    sekretaris.get_by_label("Apa yang harus diperbaiki").fill("Target indikator 1 belum disepakati.")
    press(sekretaris, "Kembalikan")
    expect(sekretaris.get_by_text("dikembalikan kepada penyusunnya")).to_be_visible()
    staf.goto(f"{YEAR}pk/")
    staf.get_by_role("link", name="Susun", exact=True).click()
    expect(staf.get_by_text("Target indikator 1 belum disepakati.")).to_be_visible()


def sign(page: Page, link: str, button: str, versi: int = 1) -> None:
    page.goto(f"{YEAR}pk/?versi={versi}")
    page.get_by_role("link", name=link).click()
    press(page, button)
    # The page of the signature bears the same heading: only the address tells that the step was taken.
    page.wait_for_url(f"**{YEAR}pk/?versi={versi}")


def nobody_changes_it_any_more(staf: Page) -> None:
    staf.goto(f"{YEAR}pk/")
    expect(staf.get_by_text("terkunci sejak ditetapkan oleh Ketua (contoh)")).to_be_visible()
    expect(staf.get_by_role("link", name="Susun", exact=True)).to_have_count(0)


def the_paper_is_the_form_of_the_kpu(page: Page, words: list[str], judul: str) -> None:
    page.goto(f"{YEAR}pk/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh PDF").click()
    pdf = pypdfium2.PdfDocument(Path(waiting.value.path()).read_bytes())
    try:
        pages = [satu.get_textpage() for satu in pdf]
        teks = [" ".join(satu.get_text_bounded().split()) for satu in pages]
        assert judul in teks[0]
        assert "Bandar Lampung, 15 Januari 2024" in teks[0] or "Bandar Lampung, 20 Juni 2024" in teks[0]
        assert left_of(pages[0], "Pihak Kedua,") < left_of(pages[0], "Pihak Pertama,")
        assert left_of(pages[0], "Erwan Bustami", 1) < left_of(pages[0], "Mashur Sampurna Jaya", 1)
        semua = " ".join(teks)
        for kata in ["Sasaran Kegiatan Indikator Kinerja Target Cara Perhitungan", "97,5%", *words]:
            assert kata in semua
    finally:
        pdf.close()


def left_of(page, words: str, ke: int = 0) -> float:
    """Where words begin, in points from the left; `ke`: the how-manieth time they stand on the page."""
    finder = page.search(words, match_case=True)
    for _ in range(ke + 1):
        index, _ = finder.get_next()
    return page.get_charbox(index)[0]


def a_change_begins_where_the_difference_is_told(staf: Page) -> None:
    staf.goto(YEAR)
    expect(staf.get_by_text("Anggaran dalam Perjanjian Kinerja Rp1.000.000")).to_be_visible()
    staf.get_by_role("link", name="Mulai perubahan").click()
    staf.get_by_label("Alasan perubahan").fill("Pagu bertambah melalui revisi pertama.")
    press(staf, "Mulai perubahan")
    press(staf, "Ambil dari DIPA yang berlaku")
    staf.get_by_role("link", name="Ubah", exact=True).click()
    staf.get_by_label("Tanggal", exact=False).first.fill("2024-06-20")
    staf.get_by_label("Nomor").fill("12/PK/2024")
    press(staf, "Simpan")
