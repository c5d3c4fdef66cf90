"""The upright frame that standing bars and the trend share: value axis, names, target line."""

from decimal import Decimal

from django.utils.safestring import SafeString

from ui.charts import svg
from ui.charts.data import Bagan, cetak
from ui.charts.parts import legend, line_name
from ui.charts.svg import INK, MUTED, RED, RULE, Skala

ATAS, DASAR, KIRI, KANAN = 52, 262, 58, 8


def frame(bagan: Bagan, lebar: int) -> tuple[Skala, Decimal, list[SafeString], int]:
    """Value scale, width of a category, the drawn axes with legend and names, and the whole height."""
    tanda = svg.ticks(bagan.nilai())
    y = Skala(tanda[0], tanda[-1], Decimal(DASAR), Decimal(ATAS))
    lajur = Decimal(lebar - KIRI - KANAN) / max(len(bagan.kategori), 1)
    isi = [legend(bagan)]
    for nilai in tanda:
        isi.append(svg.line(KIRI, y(nilai), lebar - KANAN, y(nilai), stroke=RULE if nilai else MUTED))
        isi.append(
            svg.text(KIRI - 8, y(nilai) + 4, cetak(nilai, bagan.satuan), anchor="end", size=12, fill=MUTED)
        )
    nama = [svg.wrap(kategori, max(int(lajur / 7), 4), 3) for kategori in bagan.kategori]
    for urut, baris in enumerate(nama):
        for ke, potong in enumerate(baris):
            tengah = KIRI + lajur * urut + lajur / 2
            isi.append(svg.text(tengah, DASAR + 20 + 15 * ke, potong, anchor="middle", fill=INK))
    return y, lajur, isi, DASAR + 14 + 15 * max(map(len, nama), default=1)


def target_line(bagan: Bagan, y: Skala, lebar: int) -> SafeString:
    """The dashed line at the target, with its name above the plot."""
    if bagan.garis is None:
        return SafeString("")
    tempat, ujung = y(bagan.garis.nilai), lebar - KANAN
    garis = svg.line(KIRI, tempat, ujung, tempat, stroke=RED, stroke_width=1.5, stroke_dasharray="5 3")
    panah = svg.polygon([(ujung, tempat - 5), (ujung, tempat + 5), (ujung - 7, tempat)], fill=RED)
    tulisan = svg.text(ujung, 16, line_name(bagan), anchor="end", size=12, fill=RED, weight=600)
    return svg.join([garis, panah, tulisan])
