"""What all charts share: fills, legend, labels, the closed figure."""

from django.utils.safestring import SafeString

from ui.charts import svg
from ui.charts.data import Bagan, cetak
from ui.charts.svg import INK, NAVY, NAVY_PALE, PAPER

# Dark, pale, white: told apart by lightness alone when printed in black and white.
ISI = (NAVY, NAVY_PALE, PAPER)


def legend(bagan: Bagan, y: int = 4) -> SafeString:
    """The legend: one swatch a series, from the left."""
    isi, x = [], 4
    for nomor, seri in enumerate(bagan.seri):
        isi.append(svg.rect(x, y, 14, 14, fill=ISI[nomor], stroke=NAVY, stroke_width=1))
        isi.append(svg.text(x + 20, y + 12, seri.nama, fill=INK))
        x += 44 + 7 * len(seri.nama)
    return svg.join(isi)


def line_name(bagan: Bagan) -> str:
    """Name and value of the reference line."""
    return f"{bagan.garis.nama} {cetak(bagan.garis.nilai, bagan.satuan)}"


def label(x, y, isi: str, **rupa: object) -> SafeString:
    """A value on a white ground, so that grid and target lines do not cross its digits."""
    lebar, anchor = 6.4 * len(isi) + 4, rupa.get("anchor", "start")
    kiri = float(x) - {"start": 2, "middle": lebar / 2, "end": lebar - 2}[anchor]
    return svg.rect(kiri, y - 12, lebar, 15, fill=PAPER) + svg.text(x, y, isi, **rupa)


def close(bagan: Bagan, lebar: int, tinggi: int, isi: list[SafeString]) -> SafeString:
    """The finished picture under the title and description of the chart."""
    return svg.figure(bagan.id, bagan.judul, bagan.uraian, lebar, tinggi, svg.join(isi))
