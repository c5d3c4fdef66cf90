"""The pages and components render without a database and without an undefined variable."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory
from django.urls import path
from django.views import defaults

from ui import gallery
from ui.charts import svg

FOLDER = Path(settings.BASE_DIR) / "templates"
OWN = sorted([*(FOLDER / "components").glob("*.html"), *(FOLDER / "ui").glob("*.html")])
STATIC = Path(settings.BASE_DIR) / "static"
UNDEFINED = "VARIABEL-TAK-DIKENAL"
urlpatterns = [path("", lambda request: HttpResponse(), name="home")]
pytestmark = pytest.mark.urls(__name__)


class MasukForm(forms.Form):
    username = forms.CharField(label="Nama pengguna")
    password = forms.CharField(label="Kata sandi", widget=forms.PasswordInput)

    def clean(self):
        self.add_error(None, "Nama pengguna atau kata sandi salah.")


@pytest.fixture(scope="module")
def engine():
    """Templates that print a marker for every undefined variable, with no context processor."""
    pilihan = {"string_if_invalid": UNDEFINED, "context_processors": []}
    return DjangoTemplates({"NAME": "strict", "DIRS": [FOLDER], "APP_DIRS": True, "OPTIONS": pilihan})


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def render(engine, nama, **isi):
    html = engine.get_template(nama).render(isi)
    assert UNDEFINED not in html
    assert " style=" not in html
    return html


def component(engine, nama, **isi):
    return words(render(engine, f"components/{nama}.html", **isi))


def test_gallery(engine):
    html = render(engine, "ui/gallery.html", csrf_token="x", **gallery.gallery_context())
    dipakai = set(re.findall(r'id="([^"]+)"', html))
    assert len(dipakai) == len(re.findall(r'\bid="([^"]+)"', html)), "an id occurs twice"
    for gambar in re.findall(r"<svg.*?</svg>", html, re.S):
        ElementTree.fromstring(gambar)


def test_gallery_shows_every_component():
    nama = {berkas.name for berkas in (FOLDER / "components").glob("*.html")}
    sumber = "".join(berkas.read_text() for berkas in FOLDER.rglob("*.html"))
    assert [satu for satu in sorted(nama) if f"components/{satu}" not in sumber] == []


@pytest.mark.parametrize(
    ("nama", "isi", "teks"),
    [
        ("page_head", {"title": "Realisasi"}, "Realisasi"),
        ("page_head", {"title": "A", "lead": "B", "state": "Draf"}, "A B Draf"),
        ("page_head", {"title": "A", "state": "Khusus", "nada": "baik"}, "A Khusus"),
        ("breadcrumb", {"label": "Triwulan II"}, "Triwulan II"),
        ("breadcrumb", {"label": "C", "url1": "/a", "label1": "A", "url2": "/b", "label2": "B"}, "A B C"),
        ("breadcrumb", {"label": "C", "items": [{"url": "/a", "label": "A"}]}, "A C"),
        ("chip", {"label": "<b>"}, "&lt;b&gt;"),
        ("card_head", {"title": "A"}, "A"),
        ("card_head", {"title": "A", "id": "a", "note": "N", "url": "/", "link_label": "L"}, "A L N"),
        ("stat", {"label": "Serapan", "value": "99,52%"}, "Serapan 99,52%"),
        ("stat", {"label": "A", "value": "2", "unit": "Orang", "url": "/"}, "A 2 Orang Lihat asal angka"),
        ("stat", {"label": "A", "missing": "Tidak terhitung"}, "A Tidak terhitung"),
        ("table_caption", {"title": "A"}, "A"),
        ("table_caption", {"title": "A", "note": "dalam rupiah", "id": "a"}, "A dalam rupiah"),
        ("empty", {"title": "Belum ada data"}, "Belum ada data"),
        ("empty", {"title": "A", "text": "B", "url": "/", "link_label": "C"}, "A B C"),
        ("notice", {"text": "A", "level": "error"}, "A"),
        ("notice", {"text": "A", "level": "", "title": "T", "url": "/", "link_label": "L"}, "T A L"),
        ("error_summary", {}, ""),
        ("error_summary", {"errors": []}, ""),
        ("error_summary", {"errors": [{"text": "A"}, {"text": "B", "url": "#b"}], "title": "T"}, "T A B"),
        ("definition_list", {"items": [{"label": "A", "value": "B"}]}, "A B"),
        ("definition_list", {"items": [{"label": "C", "value": "D", "url": "/"}]}, "C D"),
        ("progress", {"id": "p", "label": "PDF", "percent": 0}, "PDF 0% 0%"),
        ("progress", {"id": "p", "label": "A", "percent": 6, "message": "M", "poll_url": "/p"}, "A 6% 6% M"),
        ("tabs", {"label": "T", "items": [{"label": "A", "url": "/"}]}, "A"),
        ("steps", {"label": "T", "items": [{"label": "A", "status": "selesai"}]}, "Selesai: A"),
        ("steps", {"label": "T", "items": [{"label": "A", "status": "kini", "note": "N"}]}, "A N"),
        ("switcher", {"fields": []}, "Tampilkan"),
        ("chart", {"chart": "X", "id": "x"}, "X"),
        ("identity", {"url": ""}, "LKj Laporan Kinerja Sekretariat KPU"),
    ],
)  # fmt: skip
def test_component(engine, nama, isi, teks):
    assert component(engine, nama, **isi) == teks


@pytest.mark.parametrize(
    ("nomor", "teks"),
    [
        (1, "1 sampai 50 dari 120 baris Halaman 1 dari 3 Berikutnya"),
        (2, "51 sampai 100 dari 120 baris Halaman 2 dari 3 Sebelumnya Berikutnya"),
        (3, "101 sampai 120 dari 120 baris Halaman 3 dari 3 Sebelumnya"),
    ],
)
def test_pagination(engine, nomor, teks):
    assert component(engine, "pagination", page=Paginator(range(120), 50).page(nomor)) == teks


def test_pagination_keeps_the_other_parameters(engine):
    html = render(
        engine, "components/pagination.html", page=Paginator(range(99), 50).page(1), query="tahun=2023&"
    )
    assert re.findall(r'href="([^"]+)"', html) == ["?tahun=2023&amp;page=2"]


def test_error_summary_links_to_the_fields(engine):
    html = render(engine, "components/error_summary.html", form=MasukForm({"username": "rina"}))
    assert re.findall(r'href="([^"]+)"', html) == ["#id_password"]
    assert "Nama pengguna atau kata sandi salah." in html


@pytest.mark.parametrize("data", [None, {"username": ""}])
def test_login(engine, data):
    html = render(engine, "accounts/login.html", form=MasukForm(data), next="/realisasi/")
    assert '<input type="hidden" name="next" value="/realisasi/">' in html


def test_page_of_a_person_offers_logout_by_post(engine):
    nav = {"items": [{"label": "Realisasi", "url": "/r/", "active": True}], "user_label": "Rina",
           "satker_label": "KPU Kota Metro", "logout_url": "/keluar/"}  # fmt: skip
    html = render(engine, "base.html", nav=nav, csrf_token="rahasia", messages=[])
    assert html.count('<form method="post" action="/keluar/">') == 2
    assert html.count('value="rahasia"') == 2
    assert html.count('<a href="/r/" aria-current="page">Realisasi</a>') == 2


@pytest.mark.parametrize("nama", ["403.html", "404.html", "400.html", "500.html", "base.html"])
def test_page_without_any_context(engine, nama):
    html = render(engine, nama)
    assert '<html lang="id">' in html
    assert html.count('<main id="isi"') == 1


def test_reason_of_a_refusal_is_shown(engine):
    assert "Keterangan: Hanya Sekretaris." in words(render(engine, "403.html", exception="Hanya Sekretaris."))


@pytest.mark.urls("no.such.module")
def test_server_error_needs_no_urls():
    jawaban = defaults.server_error(RequestFactory().get("/"))
    assert jawaban.status_code == 500
    assert "Terjadi kesalahan pada aplikasi" in jawaban.content.decode()


@pytest.mark.parametrize("nama", ["NAVY", "NAVY_PALE", "RED", "INK", "MUTED", "RULE", "TRACK", "PAPER"])
def test_chart_colours_equal_the_tokens(nama):
    token = nama.lower().replace("_", "-")
    assert f"--{token}: {getattr(svg, nama)};" in (STATIC / "css" / "tokens.css").read_text()


def test_css_uses_only_defined_tokens():
    css = "".join((STATIC / "css" / f"{nama}.css").read_text() for nama in ("tokens", "base", "components"))
    ada = set(re.findall(r"(--[a-z0-9-]+):", css))
    dipakai = {nama for nama in re.findall(r"var\((--[a-z0-9-]+)", css) if not nama.startswith("--bs-")}
    assert dipakai - ada == set()


def _luminance(warna):
    kanal = [int(warna[awal : awal + 2], 16) / 255 for awal in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in kanal]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("depan", "belakang", "paling_sedikit"),
    [
        ("ink", "ground", 7), ("muted", "ground", 4.5), ("muted", "paper", 4.5), ("muted", "navy-wash", 4.5),
        ("navy-link", "ground", 4.5), ("paper", "navy", 7), ("amber", "amber-wash", 4.5),
        ("amber", "paper", 4.5),
        ("green", "green-wash", 4.5), ("red-dark", "red-wash", 4.5), ("red", "paper", 4.5),
        ("navy", "navy-wash", 4.5),
        ("field-rule", "paper", 3), ("navy", "track", 3), ("navy", "navy-pale", 3),
    ],
)  # fmt: skip
def test_contrast(depan, belakang, paling_sedikit):
    token = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", (STATIC / "css" / "tokens.css").read_text()))
    terang, gelap = sorted((_luminance(token[depan]), _luminance(token[belakang])), reverse=True)
    assert (terang + 0.05) / (gelap + 0.05) >= paling_sedikit
