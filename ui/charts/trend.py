"""Lines over quarters or years."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.safestring import SafeString

from ui.charts import svg
from ui.charts.data import TIDAK_TERHITUNG, Bagan, Seri, cetak
from ui.charts.parts import ISI, close, label
from ui.charts.svg import MUTED, NAVY, Skala
from ui.charts.upright import KIRI, frame, target_line


def tren(bagan: Bagan, *, lebar: int = 720) -> SafeString:
    """Lines over quarters or years; a missing value breaks the line and is marked in its place."""
    y, lajur, isi, tinggi = frame(bagan, lebar)
    isi.append(target_line(bagan, y, lebar))
    for nomor, seri in reversed(list(enumerate(bagan.seri))):
        isi.append(_jalur(seri, nomor, y, lambda urut: KIRI + lajur * urut + lajur / 2, bagan.satuan))
    return close(bagan, lebar, tinggi, isi)


def _jalur(seri: Seri, nomor: int, y: Skala, x: Callable[[int], Decimal], satuan: str) -> SafeString:
    garis, titik, sebelum = [], [], None
    for urut, satu in enumerate(seri.titik):
        if satu.nilai is None:
            sebelum = None
            titik.append(_titik_kosong(x(urut), y(y.bawah)))
            continue
        kini = (x(urut), y(satu.nilai))
        if sebelum is not None:
            garis.append(_ruas(sebelum, kini, nomor))
        titik.append(_titik(kini, nomor, cetak(satu.nilai, satuan)))
        sebelum = kini
    return svg.join([*garis, *titik])


def _ruas(dari, ke, nomor: int) -> SafeString:
    putus = {"stroke_dasharray": "2 4"} if nomor else {}
    return svg.line(*dari, *ke, stroke=NAVY, stroke_width=1.5 if nomor else 2.5, **putus)


def _titik(tempat, nomor: int, nilai: str) -> SafeString:
    x, y = tempat
    bulat = svg.element(
        "circle", cx=svg.px(x), cy=svg.px(y), r=4.5, fill=ISI[nomor], stroke=NAVY, stroke_width=1.5
    )
    atas = y + 20 if nomor else y - 10
    return svg.join([bulat, label(x, atas, nilai, anchor="middle", size=12, weight=400 if nomor else 600)])


def _titik_kosong(x: Decimal, dasar: Decimal) -> SafeString:
    tulisan = label(x, dasar - 22, TIDAK_TERHITUNG, anchor="middle", size=11, fill=MUTED)
    return svg.join([svg.hatched(x - 12, dasar - 16, 24, 16), tulisan])
