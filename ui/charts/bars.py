"""Grouped bars: lying for long names, standing for quarters and years."""

from decimal import Decimal

from django.utils.safestring import SafeString

from ui.charts import svg
from ui.charts.data import TIDAK_TERHITUNG, Bagan, Titik, cetak, reason
from ui.charts.parts import ISI, close, label, legend, line_name
from ui.charts.svg import MUTED, NAVY, RED, RULE, Skala
from ui.charts.upright import KIRI, frame, target_line

_TEBAL, _SELA, _BARIS = 18, 4, 17


def batang_kelompok(bagan: Bagan, *, lebar: int = 720, arah: str = "mendatar") -> SafeString:
    """Bars side by side per category: `mendatar` for long names, `tegak` for quarters and years.

    A missing value is a hatched box with its reason; values below 0 and above 100 keep their true length.
    """
    gambar = {"mendatar": _mendatar, "tegak": _tegak}[arah]
    return gambar(bagan, lebar)


def _mendatar(bagan: Bagan, lebar: int) -> SafeString:
    tanda = svg.ticks(bagan.nilai())
    x = Skala(tanda[0], tanda[-1], Decimal(86 if tanda[0] < 0 else 4), Decimal(lebar - 86))
    kisi = [(x(satu), RULE if satu else MUTED) for satu in tanda]
    isi, y = [legend(bagan), _nama_target(bagan, x, lebar)], 52 if bagan.garis else 34
    for urut in range(len(bagan.kategori)):
        potongan, y = _kelompok_mendatar(bagan, urut, kisi, x, y)
        isi.append(potongan)
    isi += [_angka_sumbu(satu, x, y, bagan.satuan) for satu in tanda]
    return close(bagan, lebar, y + 14, isi)


def _kelompok_mendatar(
    bagan: Bagan, urut: int, kisi: list[tuple[Decimal, str]], x: Skala, y: int
) -> tuple[SafeString, int]:
    """The name and the bars of one category, and where the next one starts.

    kisi: where its grid lines stand, and their colour. From the back: grid, bars, target, values; so that no
    line crosses a name or a digit.
    """
    isi = []
    for baris in svg.wrap(bagan.kategori[urut], int(x.akhir + 70) // 7, 2):
        y += _BARIS
        isi.append(svg.text(4, y - 5, baris, weight=600))
    bawah = y + len(bagan.seri) * (_TEBAL + _SELA)
    tempat = [
        (seri.titik[urut], nomor, y + nomor * (_TEBAL + _SELA)) for nomor, seri in enumerate(bagan.seri)
    ]
    isi += [svg.line(tegak, y - 2, tegak, bawah, stroke=warna) for tegak, warna in kisi]
    isi += [_batang_mendatar(titik, nomor, x, atas) for titik, nomor, atas in tempat]
    if bagan.garis:
        tengah = x(bagan.garis.nilai)
        isi.append(
            svg.line(tengah, y - 2, tengah, bawah, stroke=RED, stroke_width=1.5, stroke_dasharray="5 3")
        )
    isi += [_nilai_mendatar(titik, nomor, x, atas, bagan.satuan) for titik, nomor, atas in tempat]
    return svg.join(isi), bawah + 10


def _batang_mendatar(titik: Titik, nomor: int, x: Skala, y: int) -> SafeString:
    nol = x(Decimal(0))
    if titik.nilai is None:
        return svg.hatched(nol, y, 40, _TEBAL)
    ujung = x(titik.nilai)
    kiri, panjang = min(nol, ujung), abs(ujung - nol)
    return svg.rect(kiri, y, panjang, _TEBAL, fill=ISI[nomor], stroke=NAVY, stroke_width=1)


def _nilai_mendatar(titik: Titik, nomor: int, x: Skala, y: int, satuan: str) -> SafeString:
    dasar, tebal = y + _TEBAL - 5, 400 if nomor else 600
    if titik.nilai is None:
        return label(x(Decimal(0)) + 46, dasar, reason(titik), fill=MUTED)
    ujung, tulisan = x(titik.nilai), cetak(titik.nilai, satuan)
    if titik.nilai < 0:
        return label(ujung - 6, dasar, tulisan, anchor="end", weight=tebal)
    return label(ujung + 6, dasar, tulisan, weight=tebal)


def _angka_sumbu(nilai: Decimal, x: Skala, bawah: int, satuan: str) -> SafeString:
    anchor = "start" if x(nilai) <= 4 else "middle"
    return svg.text(x(nilai), bawah + 4, cetak(nilai, satuan), anchor=anchor, size=12, fill=MUTED)


def _nama_target(bagan: Bagan, x: Skala, lebar: int) -> SafeString:
    """The name of the target with an arrow that points down to its line."""
    if bagan.garis is None:
        return SafeString("")
    ujung, tulisan = x(bagan.garis.nilai), line_name(bagan)
    separuh = Decimal(len(tulisan) * 33) / 10
    tengah = min(max(ujung, separuh), lebar - separuh)
    panah = svg.polygon([(ujung - 5, 44), (ujung + 5, 44), (ujung, 51)], fill=RED)
    return svg.join([svg.text(tengah, 40, tulisan, anchor="middle", size=12, fill=RED, weight=600), panah])


def _tegak(bagan: Bagan, lebar: int) -> SafeString:
    y, lajur, isi, tinggi = frame(bagan, lebar)
    tebal = min(lajur * 8 / 10 / len(bagan.seri), Decimal(44))
    isi.append(target_line(bagan, y, lebar))
    for urut in range(len(bagan.kategori)):
        awal = KIRI + lajur * urut + (lajur - tebal * len(bagan.seri)) / 2
        for nomor, seri in enumerate(bagan.seri):
            isi.append(_batang_tegak(seri.titik[urut], nomor, y, awal + tebal * nomor, tebal, bagan.satuan))
    return close(bagan, lebar, tinggi, isi)


def _batang_tegak(titik: Titik, nomor: int, y: Skala, x: Decimal, tebal: Decimal, satuan: str) -> SafeString:
    nol, tengah = y(Decimal(0)), x + tebal / 2
    if titik.nilai is None:
        kotak = svg.hatched(x + 2, nol - 30, tebal - 4, 30)
        kata = TIDAK_TERHITUNG.split()
        baris = [
            label(tengah, nol - 48 + 13 * ke, satu, anchor="middle", size=11, fill=MUTED)
            for ke, satu in enumerate(kata)
        ]
        return svg.join([kotak, *baris])
    ujung = y(titik.nilai)
    batang = svg.rect(
        x + 2, min(nol, ujung), tebal - 4, abs(ujung - nol), fill=ISI[nomor], stroke=NAVY, stroke_width=1
    )
    atas = ujung + 15 if titik.nilai < 0 else ujung - 6
    return svg.join([batang, label(tengah, atas, cetak(titik.nilai, satuan), anchor="middle", size=12)])
