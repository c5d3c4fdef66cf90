"""A hundred and fifty texts and more that mean harm, through the narrative into page, preview and print."""

from dataclasses import replace
from html import escape
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Peran
from reports import composer
from reports.build import susun
from reports.document import Paragraf, Teks
from reports.html import render_body, render_page
from reports.models import DrafNarasi, Narasi, VersiNarasi
from reports.states import AsalNarasi
from reports.templatetags import lkj
from tests.factories import make_kinerja, make_lkj, make_member, make_satker, make_tahun
from tests.reports.hostile import HOSTILE

TAHUN = 2023
KUNCI = "bab1.isu-strategis"
SHAPES = [
    "{0}",
    "<p>{0}</p>",
    "<table><caption>{0}</caption><tr><th>a</th></tr><tr><td>b</td></tr></table>",
    "<table><tr><th>{0}</th></tr><tr><td>{0}</td></tr></table>",
]
PAYLOADS = [
    *(shape.format(satu) for shape in SHAPES for satu in HOSTILE),
    *(f"<p>{escape(satu)}</p>" for satu in HOSTILE),
    *(f"<p>{{{{ {escape(satu)} }}}}</p>" for satu in HOSTILE),
    *(f'<figure data-gambar="{escape(satu)}"></figure>' for satu in HOSTILE),
]
# What a browser would run, fetch or send.
HARMFUL = {
    "script", "style", "iframe", "object", "embed", "form", "base", "link", "meta", "svg", "math", "video",
    "audio", "img", "input", "button", "template", "body", "details", "applet", "frame",
}  # fmt: skip


class Seen(HTMLParser):
    """The elements and the attributes that mean harm, with what surely is of our own left out."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        for nama, nilai in attrs:
            polos = (nilai or "").strip().lower()
            if (
                nama.startswith("on")
                or nama == "style"
                or polos.startswith(("javascript:", "file:", "data:text"))
            ):
                self.attributes.add(f"{nama}={polos}")


def harm(html: str) -> tuple[dict[str, int], set[str]]:
    """How often each harmful element stands in a page, and its harmful attributes."""
    pembaca = Seen()
    pembaca.feed(html)
    return {tag: pembaca.elements.count(tag) for tag in HARMFUL & set(pembaca.elements)}, pembaca.attributes


@pytest.fixture(scope="module")
def batches(bahan) -> list[dict[str, str]]:
    """Whole reports of which every section is one of the payloads."""
    kunci = list(bahan.narasi)
    return [
        dict(zip(kunci, PAYLOADS[awal : awal + len(kunci)], strict=False))
        for awal in range(0, len(PAYLOADS), len(kunci))
    ]


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) >= 150


@pytest.mark.django_db
@pytest.mark.parametrize("draw", [lambda dokumen: render_body(dokumen, links=True), render_page])
def test_no_payload_reaches_preview_or_print(draw, bahan, dokumen, batches):
    """As many harmful elements as the charts of an honest report have, and no harmful attribute."""
    honest = harm(draw(dokumen))
    for narasi in batches:
        assert harm(draw(susun(replace(bahan, narasi=narasi)))) == honest


@pytest.mark.django_db
def test_with_the_markup_and_the_escaping_off_they_would(bahan, dokumen, batches, monkeypatch):
    honest = harm(render_body(dokumen, links=True))
    monkeypatch.setattr(composer, "baca_narasi", lambda isi, *rest: (Paragraf((Teks(isi),)),))
    monkeypatch.setattr(lkj, "escape", str)
    elements, attributes = harm(render_body(susun(replace(bahan, narasi=batches[0])), links=True))
    assert elements["script"] > honest[0].get("script", 0)
    assert any(satu.startswith("onerror=") for satu in attributes)


def test_no_payload_reaches_the_pages_that_show_texts(client: Client, db: None):
    make_tahun(TAHUN)
    laporan = make_lkj(make_kinerja(make_satker("KPU Provinsi Uji"), [[91]], TAHUN))
    staf = make_member(laporan.satker, Peran.STAF)
    client.force_login(staf)
    # A NUL cannot be stored on PostgreSQL by whatever path.
    semua = "\n".join(PAYLOADS).replace("\0", "")

    def pages() -> list[str]:
        nama = ("sunting", "riwayat")
        alamat = [reverse(f"reports:{satu}", args=[laporan.satker.slug, TAHUN, KUNCI]) for satu in nama]
        alamat.append(reverse("reports:narasi", args=[laporan.satker.slug, TAHUN]))
        return [client.get(satu).text for satu in alamat]

    # As if somebody had written past the application: what is stored is not trusted either.
    narasi = Narasi.objects.create(laporan=laporan, kunci=KUNCI, isi=semua, versi=2)
    for nomor, isi in enumerate(("<p>a</p>", semua), start=1):
        VersiNarasi.objects.create(narasi=narasi, nomor=nomor, isi=isi, asal=AsalNarasi.DITULIS)
    DrafNarasi.objects.create(user=staf, laporan=laporan, kunci=KUNCI, isi=semua, versi=1)
    for halaman in pages():
        assert harm(halaman)[1] == set()
        assert [satu for satu in HOSTILE if "<" in satu and satu in halaman] == []
    # They are there, as words.
    assert all(escape(HOSTILE[0]) in halaman for halaman in pages()[:2])
