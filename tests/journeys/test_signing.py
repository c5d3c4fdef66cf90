"""A report is examined, signed, proved to a stranger, opened again and signed once more."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from examples.people import PASSWORD
from tests.chromium import complaints, log_in, next_code
from tests.conftest import ExampleServer, served

pytestmark = pytest.mark.browser
PENGESAHAN = "/satker/kpu-provinsi-lampung/2023/lkj/pengesahan/"
Desk = Callable[..., Page]
RENDER_MS = 120_000
#: Every warning of the example gets its reason.
REASONS = """
from accounts.models import User
from reports.check_actions import explain
from reports.checks.gate import penghalang
from reports.models import LaporanKinerja
laporan, by = LaporanKinerja.objects.get(), User.objects.get(username="verifikator")
for satu in penghalang(laporan):
    explain(laporan, satu.sidik, "Sudah ditelaah; sesuai dokumen sumbernya.", 0, by=by)
"""
ALASAN = "Realisasi indikator 7 diperbaiki setelah reviu."


@pytest.fixture(scope="module")
def signing_server(example_year: dict[str, str], tmp_path_factory) -> Iterator[ExampleServer]:
    """A server of its own: the year is frozen on it."""
    folder = tmp_path_factory.mktemp("signing")
    prepare = ["make_test_certificate"], ["shell", "--verbosity", "0", "--command", REASONS]
    with served(example_year, folder, *prepare, DEBUG="false") as server:
        yield server


@pytest.fixture
def at_desk(browser: Browser, browser_context_args: dict, signing_server: ExampleServer) -> Iterator[Desk]:
    """A page of a person who has logged in; without a name a stranger's, without JavaScript."""
    contexts = []

    def open_page(username: str = "") -> Page:
        arguments = {"base_url": signing_server.url, "java_script_enabled": bool(username)}
        context = browser.new_context(**(browser_context_args | arguments))
        contexts.append(context)
        page = context.new_page()
        if username:
            log_in(page, username)
        return page

    yield open_page
    for context in contexts:
        context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def sign(page: Page, server: ExampleServer) -> bytes:
    """Have the manuscript made, open it, sign it; the signed file."""
    page.goto(PENGESAHAN)
    press(page, "Siapkan naskah")
    link = page.get_by_role("button", name="Unduh PDF", exact=True)
    expect(link).to_be_visible(timeout=RENDER_MS)
    naskah = saved(page, link)
    page.reload()
    page.get_by_label("Kata sandi Anda").fill(PASSWORD)
    page.get_by_label("Kode dari aplikasi").fill(next_code((server.url, "sekretaris")))
    press(page, "Sahkan Laporan Kinerja")
    expect(page.get_by_role("heading", name="Dokumen yang disahkan")).to_be_visible()
    berkas = saved(page, page.get_by_role("link", name="Unduh PDF yang disahkan"))
    assert berkas.startswith(naskah)
    return berkas


def saved(page: Page, link: Locator) -> bytes:
    with page.expect_download() as waiting:
        link.click()
    return Path(waiting.value.path()).read_bytes()


def proof_of(page: Page) -> str:
    return urlsplit(page.locator("dl.rincian a").get_attribute("href")).path


def compare(page: Page, isi: bytes) -> None:
    page.set_input_files("#berkas", {"name": "lkj.pdf", "mimeType": "application/pdf", "buffer": isi})
    press(page, "Bandingkan")


def test_from_draft_to_a_second_signed_version(
    at_desk: Desk, signing_server: ExampleServer, tmp_path: Path
) -> None:
    verifikator, sekretaris, orang = at_desk("verifikator"), at_desk("sekretaris"), at_desk()
    heard = complaints(sekretaris)
    verifikator.goto(PENGESAHAN)
    press(verifikator, "Nyatakan diperiksa")
    expect(verifikator.get_by_text("Menunggu langkah berikutnya")).to_be_visible()

    pertama = sign(sekretaris, signing_server)
    lama = proof_of(sekretaris)
    orang.goto(lama)
    expect(orang.get_by_text("Laporan ini disahkan dan versi ini berlaku.")).to_be_visible()
    compare(orang, pertama)
    expect(orang.get_by_text("Sah: berkas ini sama persis dengan berkas yang disahkan")).to_be_visible()
    compare(orang, pertama[:-1] + b"\r")
    expect(orang.get_by_text("Tidak sah: berkas ini bukan berkas yang disahkan")).to_be_visible()

    sekretaris.goto(PENGESAHAN)
    sekretaris.get_by_role("link", name="Buka kembali laporan").click()
    sekretaris.get_by_label("Alasan").fill(ALASAN)
    press(sekretaris, "Buka kembali laporan")
    verifikator.goto(PENGESAHAN)
    expect(verifikator.get_by_text(f"Dibuka kembali: {ALASAN}")).to_be_visible()
    press(verifikator, "Nyatakan diperiksa")
    kedua = sign(sekretaris, signing_server)

    orang.goto(lama)
    expect(orang.get_by_text("Versi ini tidak berlaku lagi.")).to_be_visible()
    orang.get_by_role("link", name="Lihat versi yang berlaku").click()
    expect(orang.get_by_text("Laporan ini disahkan dan versi ini berlaku.")).to_be_visible()
    assert urlsplit(orang.url).path == proof_of(sekretaris)
    sekretaris.get_by_role("link", name="Versi 1").click()
    expect(sekretaris.get_by_text("Versi ini digantikan")).to_be_visible()
    assert heard == []
    the_file_proves_itself(signing_server, tmp_path, kedua)


def the_file_proves_itself(server: ExampleServer, folder: Path, berkas: bytes) -> None:
    """It is signed, still tagged and an archive's PDF, and its QR page is not the first version's."""
    path = folder / "lkj.pdf"
    path.write_bytes(berkas)
    assert server.manage("verify_lkj", str(path)).splitlines()[-1] == "Berkas ini sah."
    with pikepdf.open(BytesIO(berkas)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert re.search(rb'pdfaid:part="3" pdfaid:conformance="A"', pdf.Root.Metadata.read_bytes())
        assert "/StructTreeRoot" in pdf.Root
