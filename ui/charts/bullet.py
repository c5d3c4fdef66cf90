"""One value against its target: a bullet, and a small bar for a table cell."""

from decimal import Decimal

from django.utils.safestring import SafeString

from ui.charts import svg
from ui.charts.data import Sasaran, Titik, cetak, reason
from ui.charts.svg import NAVY, RED, TRACK, Skala


def bullet(sasaran: Sasaran, *, lebar: int = 360) -> SafeString:
    """A bar on a track with a mark at the target; value above at the left, target at the right."""
    ada = [] if sasaran.titik.nilai is None else [sasaran.titik.nilai]
    tanda = svg.ticks([*ada, sasaran.target * 11 / 10])
    x = Skala(min(tanda[0], Decimal(0)), tanda[-1], Decimal(2), Decimal(lebar - 2))
    target = f"Target {cetak(sasaran.target, sasaran.satuan)}"
    isi = [
        svg.text(2, 16, _nilai_bullet(sasaran), size=15, weight=600),
        svg.text(lebar - 2, 16, target, anchor="end", fill=RED, weight=600),
        svg.rect(2, 26, lebar - 4, 18, fill=TRACK),
        _isi_bullet(sasaran.titik, x),
        svg.line(x(sasaran.target), 22, x(sasaran.target), 48, stroke=RED, stroke_width=3),
    ]
    return svg.figure(sasaran.id, sasaran.judul, sasaran.uraian, lebar, 52, svg.join(isi))


def _nilai_bullet(sasaran: Sasaran) -> str:
    titik = sasaran.titik
    return reason(titik) if titik.nilai is None else cetak(titik.nilai, sasaran.satuan)


def _isi_bullet(titik: Titik, x: Skala) -> SafeString:
    nol = x(Decimal(0))
    if titik.nilai is None:
        return svg.hatched(nol, 29, 60, 12)
    ujung = x(titik.nilai)
    return svg.rect(min(nol, ujung), 29, abs(ujung - nol), 12, fill=NAVY)


def bilah(nilai: Decimal | None, target: Decimal = Decimal(100)) -> SafeString:
    """A small bar for a table cell, hidden from screen readers because the figure stands beside it.

    The track ends at 125% of the target; a longer value ends in an arrow instead of being cut silently.
    """
    lebar, tinggi = 72, 12
    x = Skala(Decimal(0), (target or Decimal(100)) * 5 / 4, Decimal(0), Decimal(lebar))
    isi = [svg.rect(0, 3, lebar, 6, fill=TRACK)]
    if nilai is None:
        isi.append(svg.hatched(0, 3, lebar, 6))
    elif nilai > x.atas:
        isi += [svg.rect(0, 3, lebar - 6, 6, fill=NAVY), svg.polygon([(66, 0), (72, 6), (66, 12)], fill=NAVY)]
    elif nilai > 0:
        isi.append(svg.rect(0, 3, x(nilai), 6, fill=NAVY))
    elif nilai < 0:
        isi.append(svg.polygon([(6, 0), (0, 6), (6, 12)], fill=RED))
    isi.append(svg.line(x(target), 1, x(target), 11, stroke=RED, stroke_width=1.5))
    return svg.element(
        "svg",
        svg.join(isi),
        class_="bilah",
        width=lebar,
        height=tinggi,
        viewBox=f"0 0 {lebar} {tinggi}",
        aria_hidden="true",
        focusable="false",
    )
