"""The charts: valid XML, named, escaped, complete, and the same each time."""

from decimal import Decimal
from functools import partial
from xml.etree import ElementTree

import pytest

from ui.charts import Bagan, Garis, Sasaran, Seri, Titik, batang_kelompok, bilah, bullet, tren
from ui.charts.svg import ticks

SVG = "{http://www.w3.org/2000/svg}"
JAHAT = "<script>alert(1)</script> \"'&\x00\x1b]]>"
KELOMPOK = [batang_kelompok, partial(batang_kelompok, arah="tegak"), tren]


def titik(*nilai):
    return tuple(Titik(None if satu is None else Decimal(satu)) for satu in nilai)


def bagan(*nilai, **lain):
    isi = {
        "id": "b1",
        "judul": "Capaian",
        "uraian": "Capaian tiga indikator.",
        "kategori": tuple(f"Indikator {urut}" for urut in range(len(nilai))),
        "seri": (Seri("2023", titik(*nilai)),),
        "garis": Garis("Target", Decimal(100)),
    }
    return Bagan(**{**isi, **lain})


def sasaran(nilai, **lain):
    isi = {"id": "s1", "judul": "Serapan", "uraian": "Serapan 2023.", "target": Decimal(95)}
    return Sasaran(**{**isi, "titik": Titik(nilai and Decimal(nilai)), **lain})


def texts(svg):
    return [elemen.text for elemen in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def boxes(svg):
    return [
        (float(elemen.get("x")), float(elemen.get("width")))
        for elemen in ElementTree.fromstring(svg).iter(f"{SVG}rect")
        if elemen.get("fill") == "#12355b"
    ]


@pytest.mark.parametrize("gambar", KELOMPOK)
def test_chart_is_named_by_title_and_description(gambar):
    akar = ElementTree.fromstring(gambar(bagan("100", None, "-20")))
    assert akar.get("role") == "img"
    assert akar.get("aria-labelledby") == "b1-judul b1-uraian"
    assert [(akar[0].get("id"), akar[0].text), (akar[1].get("id"), akar[1].text)] == [
        ("b1-judul", "Capaian"),
        ("b1-uraian", "Capaian tiga indikator."),
    ]


@pytest.mark.parametrize("gambar", KELOMPOK)
def test_hostile_text_is_escaped(gambar):
    jahat = bagan(
        "1", "2", id=JAHAT, judul=JAHAT, uraian=JAHAT, kategori=(JAHAT, JAHAT),
        seri=(Seri(JAHAT, titik("1", "2")),), garis=Garis(JAHAT, Decimal(1)), satuan=JAHAT,
    )  # fmt: skip
    svg = gambar(jahat)
    nama = {elemen.tag.removeprefix(SVG) for elemen in ElementTree.fromstring(svg).iter()}
    assert "script" not in nama
    assert "\x00" not in svg


def test_hostile_reason_in_a_bullet_is_escaped():
    svg = bullet(sasaran(None, titik=Titik(None, JAHAT), judul=JAHAT))
    assert "<script" not in svg
    ElementTree.fromstring(svg)


@pytest.mark.parametrize("gambar", KELOMPOK)
def test_no_style_and_no_url(gambar):
    svg = gambar(bagan("100", None, "-20"))
    assert [kata for kata in ("style", "<image", "href", "url(", "<marker") if kata in svg] == []


@pytest.mark.parametrize("gambar", KELOMPOK)
def test_output_is_deterministic(gambar):
    assert gambar(bagan("99.4", None)) == gambar(bagan("99.4", None))


@pytest.mark.parametrize("gambar", KELOMPOK)
def test_every_value_is_printed(gambar):
    tercetak = texts(gambar(bagan("99.404", "198.58", "-20")))
    assert [nilai for nilai in ("99,40%", "198,58%", "-20%") if nilai not in tercetak] == []


def test_bars_keep_the_true_length():
    """198,58 is drawn 1,9858 times as long as 100; -20 lies left of zero."""
    _legend, seratus, lebih, negatif = boxes(batang_kelompok(bagan("100", "198.58", "-20")))
    assert lebih[1] / seratus[1] == pytest.approx(1.9858, rel=0.002)
    assert negatif[0] + negatif[1] == pytest.approx(seratus[0], abs=0.15)
    assert negatif[1] / seratus[1] == pytest.approx(0.2, rel=0.01)


def test_missing_value_names_its_reason():
    seri = (Seri("2023", (Titik(None, "belum ada realisasi"), Titik(Decimal(50)))),)
    assert "tidak terhitung: belum ada realisasi" in texts(batang_kelompok(bagan("0", "0", seri=seri)))


def test_missing_value_draws_no_bar():
    assert len(boxes(batang_kelompok(bagan(None, "50")))) == len(boxes(batang_kelompok(bagan("50")))) == 2


def test_missing_value_breaks_the_trend():
    def ruas(svg):
        garis = ElementTree.fromstring(svg).iter(f"{SVG}line")
        return len([satu for satu in garis if satu.get("stroke-width") == "2.5"])

    assert (ruas(tren(bagan("1", "2", "3", "4"))), ruas(tren(bagan("1", None, "3", "4")))) == (3, 1)


@pytest.mark.parametrize("gambar", KELOMPOK)
@pytest.mark.parametrize("nilai", [(), ("0",), (None,), (None, None), ("-5",), ("0.0001",), ("50342000000",)])
def test_odd_values_are_drawn(gambar, nilai):
    ElementTree.fromstring(gambar(bagan(*nilai, garis=None)))


@pytest.mark.parametrize(("satuan", "tercetak"), [("%", "12,50%"), ("Laporan", "12,5 Laporan"), ("", "12,5")])
def test_unit(satuan, tercetak):
    assert tercetak in texts(batang_kelompok(bagan("12.5", satuan=satuan)))


def test_rupiah_unit():
    assert "Rp50.342.000.000" in texts(batang_kelompok(bagan("50342000000", garis=None, satuan="Rp")))


def test_series_of_another_length_is_refused():
    with pytest.raises(ValueError, match="has 1 values for 2 categories"):
        bagan("1", "2", seri=(Seri("2023", titik("1")),))


@pytest.mark.parametrize("banyak", [0, 4])
def test_number_of_series_is_limited(banyak):
    with pytest.raises(ValueError, match=f"1 to 3 series, got {banyak}"):
        bagan("1", seri=(Seri("x", titik("1")),) * banyak)


@pytest.mark.parametrize(
    ("nilai", "tanda"),
    [
        (["100"], [0, 20, 40, 60, 80, 100]),
        (["198.58", "-20"], [-50, 0, 50, 100, 150, 200]),
        (["-20"], [-20, -15, -10, -5, 0]),
        (["0"], [0, "0.2", "0.4", "0.6", "0.8", 1]),
        ([], [0, "0.2", "0.4", "0.6", "0.8", 1]),
        (["0.03"], [0, "0.005", "0.010", "0.015", "0.020", "0.025", "0.030"]),
    ],
)
def test_ticks_enclose_all_values(nilai, tanda):
    dihitung = ticks([Decimal(satu) for satu in nilai])
    assert dihitung[0] == Decimal(tanda[0])
    assert dihitung[-1] >= max([Decimal(0), *map(Decimal, nilai)])
    if nilai != ["0"] and nilai:
        assert dihitung == [Decimal(satu) for satu in tanda]


@pytest.mark.parametrize(
    ("nilai", "tulisan"),
    [("99.52", "99,52%"), ("198.58", "198,58%"), ("-20", "-20%"), (None, "tidak terhitung")],
)
def test_bullet_prints_value_and_target(nilai, tulisan):
    assert texts(bullet(sasaran(nilai))) == [tulisan, "Target 95%"]


def test_bullet_with_target_zero():
    assert texts(bullet(sasaran("0", target=Decimal(0)))) == ["0%", "Target 0%"]


@pytest.mark.parametrize("nilai", [None, "-20", "0", "84.65", "100", "125", "198.58"])
def test_bilah_is_decorative_and_valid(nilai):
    akar = ElementTree.fromstring(bilah(nilai and Decimal(nilai)))
    assert (akar.get("aria-hidden"), akar.get("width")) == ("true", "72")


@pytest.mark.parametrize(("nilai", "panah"), [("125", 0), ("125.01", 1), ("-1", 1), ("100", 0)])
def test_bilah_shows_what_it_cannot_hold_by_an_arrow(nilai, panah):
    assert bilah(Decimal(nilai)).count("<polygon") == panah
