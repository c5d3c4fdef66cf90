"""Every page, wide and narrow: axe finds nothing, nothing overflows, nothing complains."""

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from scripts.serve import read_procfile
from tests.browser.conftest import LKJ, PROVINSI
from tests.chromium import complaints
from tests.conftest import ROOT, ExampleServer, free_port, running, wait_until_it_answers

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# Of what a template draws again and again three are enough: axe needs half a minute for the whole report.
REPEATED = ", ".join(
    [
        "tbody tr:nth-child(n+4)",
        ".lkj p:nth-of-type(n+4)",
        ".lkj li:nth-child(n+4)",
        ".lkj-anak:nth-of-type(n+4)",
        ".lkj svg text:nth-of-type(n+9)",
    ]
)
YEAR = f"/satker/{PROVINSI}/2023/"
# A job that is done, without the long way to it, and the ids of what has none in its address.
PREPARE = """
import json
from hashlib import sha256
from accounts.models import User
from agreements.models import Indikator, KeputusanIKU
from agreements.pk_begin import begin_from_last
from tests.factories import sign_pk
from jobs.actions import begin, fail, request_job
from reports.actions import KIND, keep
from reports.models import LaporanKinerja
from printing.pdf import Pdf
laporan = LaporanKinerja.objects.get()
def job(pk=laporan.pk):
    arguments = {"laporan": pk, "tahun": 2023}
    return request_job(KIND, laporan.satker, arguments, lambda job: None, by=None)
done, failed, running = begin(job().pk), begin(job().pk), begin(job(0).pk)
staf = User.objects.get(username="staf")
draf, diajukan = (begin_from_last(laporan.satker, tahun, by=staf) for tahun in (2024, 2025))
diajukan.tanggal = diajukan.satker.perjanjian_kinerja.get(tahun=2023).tanggal
sign_pk(diajukan, "diajukan")
keep(done, laporan, Pdf(b"%PDF-1.7", 69, sha256(b"%PDF-1.7").hexdigest()))
fail(failed, "Dokumen memuat sumber luar yang tidak diperbolehkan.")
print(json.dumps({
    "done": done.pk, "failed": failed.pk, "running": running.pk, "keputusan": KeputusanIKU.objects.get().pk,
    "draf": draf.pk, "diajukan": diajukan.pk, "lembar": draf.sasaran_kegiatan.first().indikator.first().pk,
    **{
        f"indikator{satu.nomor}": satu.pk
        for satu in Indikator.objects.filter(sasaran__perjanjian__tahun=2023)
    },
}))
"""
# The other modules stand in the year 2023 alone.
CLEAR = """
from agreements.models import PerjanjianKinerja
PerjanjianKinerja.objects.filter(tahun__gt=2023).delete()
"""
PAGES = {
    "login": "/akun/masuk/",
    "beranda": YEAR,
    "renstra": f"/satker/{PROVINSI}/renstra/",
    "keputusan": "/keputusan-iku/{keputusan}/",
    "pk": f"{YEAR}pk/",
    "pk begin": f"/satker/{PROVINSI}/2026/pk/mulai/",
    "pk compose": "/pk/{draf}/susun/",
    "pk indikator": "/indikator/{lembar}/lembar/",
    "pk rencana aksi": "/perjanjian-kinerja/{draf}/rencana-aksi/",
    "pk sign": "/pk/{diajukan}/tanda-tangan/",
    "capaian": f"{YEAR}capaian/",
    "capaian lalu": f"{YEAR}capaian/sebelumnya/",
    "indikator with recap": "/indikator/{indikator4}/",
    "indikator with tables": "/indikator/{indikator3}/",
    "indikator with many tables": "/indikator/{indikator13}/",
    "supporting material": "/indikator/{indikator3}/bahan/",
    "supporting grid": "/indikator/{indikator3}/bahan/fasilitas/",
    "anggaran rekap": "/anggaran/2023/",
    "anggaran uploads": "/anggaran/2023/unggahan/",
    "anggaran search": "/anggaran/2023/?cari=tidak+ada",
    "anggaran tree": f"{YEAR}anggaran/",
    "anggaran tree search": f"{YEAR}anggaran/?cari=QGE",
    "anggaran months": f"{YEAR}anggaran/bulanan/",
    "anggaran months empty": f"/satker/{PROVINSI}/2022/anggaran/bulanan/",
    "anggaran revisions": f"{YEAR}anggaran/revisi/",
    "lkj": LKJ,
    "lkj empty": "/satker/kpu-kab-mesuji/2023/lkj/",
    "job done": "/cetakan/{done}/",
    "job failed": "/cetakan/{failed}/",
    "job running": "/cetakan/{running}/",
    "akun": "/akun/",
    "satker list": "/satker/",
    "gallery": "/galeri/",
}


WHO = {"pk sign": "sekretaris"}


@pytest.fixture(scope="module")
def ids(example_server) -> Iterator[dict[str, int]]:
    yield json.loads(example_server.manage("shell", "--verbosity", "0", "-c", PREPARE))
    example_server.manage("shell", "--verbosity", "0", "-c", CLEAR)


@pytest.fixture(scope="module")
def without_debug(example_server: ExampleServer) -> Iterator[str]:
    """The same application with DEBUG off: it shows its own error pages in place of Django's."""
    port = free_port()
    env = example_server.env | {"DEBUG": "false", "PORT": str(port)}
    with running(read_procfile(ROOT / "Procfile")["web"], env, example_server.data_dir / "bare.log") as web:
        wait_until_it_answers(f"http://127.0.0.1:{port}", {"bare": web}, example_server.data_dir)
        yield f"http://127.0.0.1:{port}"


def violations(page: Page) -> list[tuple[str, str]]:
    page.evaluate(f"document.querySelectorAll('{REPEATED}').forEach(part => part.remove())")
    found = Axe().run(page).response["violations"]
    return [(rule["id"], node["html"][:150]) for rule in found for node in rule["nodes"]]


def check(page: Page, heard: list[str], expected: list[str]) -> None:
    """Axe wide and narrow, nothing wider than the screen, no complaint but the expected ones."""
    page.wait_for_load_state("networkidle")
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"]
    found = {"narrow": violations(page)}
    page.set_viewport_size(WIDE)
    found["wide"] = violations(page)
    assert found == {"narrow": [], "wide": []}
    assert sorted(heard) == expected


@pytest.mark.parametrize("name", PAGES)
def test_a_page_wide_and_narrow(name, as_user, page, ids):
    page = page if name == "login" else as_user(WHO.get(name, "staf"))
    heard = complaints(page)
    assert page.goto(PAGES[name].format(**ids)).status == 200
    check(page, heard, [])


def test_the_page_of_an_unknown_address(as_user, without_debug):
    page = as_user("staf")
    heard = complaints(page)
    assert page.goto(f"{without_debug}/tidak-ada/").status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Halaman tidak ditemukan")
    check(
        page,
        heard,
        [
            "Failed to load resource: the server responded with a status of 404 (Not Found)",
            f"{page.url}: 404",
        ],
    )


SPOIL = """
document.body.insertAdjacentHTML('beforeend', '<p>x</p><img src="https://jahat.invalid/x.png">');
document.body.lastElementChild.previousElementSibling.style.width = '2000px'"""


def test_the_control_faults_are_found(as_user):
    page = as_user("staf")
    heard = complaints(page)
    page.goto("/akun/")
    page.evaluate(SPOIL)
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.scrollingElement.scrollWidth") > NARROW["width"]
    assert "image-alt" in {rule for rule, _ in violations(page)}
    assert [satu for satu in heard if "Content Security Policy" in satu] != []
