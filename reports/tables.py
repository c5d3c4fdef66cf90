"""The tables of the LKj about performance, from data alone."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from agreements.display import nilai_teks, target_teks
from kinerja import angka
from kinerja.capaian import Capaian, TabelPredikat
from kinerja.metode import Metode
from kinerja.periode import Triwulan
from measurements.display import realisasi_teks, triwulan_teks
from measurements.explain import asal, asal_triwulan
from measurements.figures import FigurIndikator, FigurSasaran, FigurTriwulan, jawaban_memenuhi
from measurements.models import JawabanSatker
from measurements.tabel import Sel as SelData
from measurements.tabel import Tabel as TabelData
from reports.cells import (
    Asal,
    asal_capaian,
    asal_indikator,
    asal_pk,
    kolom,
    kosong,
    sel,
    sel_angka,
)
from reports.document import Baris, Kolom, Sel, Tabel
from reports.figures import BELUM_DIUKUR, tulis_capaian, tulis_capaian_lalu
from reports.queries import BahanLkj
from ui.addresses import address


def tabel_pk(bahan: BahanLkj, kunci: str, judul: str, bernomor: bool = True) -> Tabel:
    """No · Sasaran Kegiatan · Indikator Kinerja · Target · Cara Perhitungan."""
    isi = [
        Baris(
            (
                *awal,
                sel(f.indikator.nama),
                sel_angka(target_teks(f.indikator), asal_pk(bahan)),
                sel(f.indikator.cara_perhitungan),
            )
        )
        for awal, f in _per_indikator(bahan.kinerja.sasaran)
    ]
    lajur = kolom(
        ("No", 6, "tengah"),
        ("Sasaran Kegiatan", 22),
        ("Indikator Kinerja", 28),
        ("Target", 11, "tengah"),
        ("Cara Perhitungan", 33),
    )
    return Tabel(kunci, judul, lajur, tuple(isi), bernomor=bernomor)


def _per_indikator(sasaran: Iterable[FigurSasaran]) -> Iterable[tuple[tuple[Sel, ...], FigurIndikator]]:
    """The two cells of the sasaran, over all its rows, then each of its indikator."""
    for satu in sasaran:
        for ke, figur in enumerate(satu.indikator):
            tinggi = len(satu.indikator) if ke == 0 else 0
            yield (sel(satu.sasaran.urutan, baris=tinggi), sel(satu.sasaran.uraian, baris=tinggi)), figur


def tabel_pengukuran(bahan: BahanLkj) -> Tabel:
    """Every sasaran and indikator with target, realisasi and capaian; the mean as last row."""
    isi = [
        Baris((*awal, sel(f.indikator.nama), sel_angka(target_teks(f.indikator), asal_pk(bahan)), *_hasil(f)))
        for awal, f in _per_indikator(bahan.kinerja.sasaran)
    ]
    rata = bahan.kinerja.rata.persen
    ringkas = bahan.laporan.perjanjian.get_metode_rata_rata_display().capitalize()
    akhir = "belum dapat dihitung" if rata is None else angka.persen(rata)
    penutup = (sel(""), sel(ringkas), sel(""), sel(""), sel(""), sel_angka(akhir, asal_capaian(bahan)))
    isi.append(Baris(penutup, "jumlah"))
    lajur = kolom(
        ("No", 6, "tengah"),
        ("Sasaran Kegiatan", 28),
        ("Indikator Kinerja", 33),
        ("Target", 11, "kanan"),
        ("Realisasi", 11, "kanan"),
        ("Capaian", 11, "kanan"),
    )
    judul = f"Pengukuran kinerja terhadap Perjanjian Kinerja Tahun {bahan.tahun}"
    return Tabel("pengukuran", judul, lajur, tuple(isi))


def _hasil(figur: FigurIndikator) -> tuple[Sel, Sel]:
    """Realisasi and capaian, each where it is known; a missing one says why."""
    asal = asal_indikator(figur.indikator)
    realisasi, capaian = realisasi_teks(figur), figur.capaian
    return (
        sel_angka(realisasi, asal) if realisasi else kosong(BELUM_DIUKUR),
        kosong(capaian.alasan.kalimat) if capaian.alasan else sel_angka(tulis_capaian(capaian), asal),
    )


def tabel_perbandingan(bahan: BahanLkj, sasaran: FigurSasaran) -> Tabel:
    """One sasaran: target, realisasi, capaian last year and this, Renstra target, national standard."""
    lajur = kolom(
        ("Indikator Kinerja", 31),
        (f"Target {bahan.tahun}", 11, "kanan"),
        (f"Realisasi {bahan.tahun}", 12, "kanan"),
        (f"Capaian {bahan.tahun - 1}", 12, "kanan"),
        (f"Capaian {bahan.tahun}", 12, "kanan"),
        ("Target Renstra", 11, "kanan"),
        ("Standar Nasional", 11, "kanan"),
    )
    urutan = sasaran.sasaran.urutan
    judul = f"Perbandingan capaian sasaran kegiatan {urutan}"
    isi = tuple(Baris(_baris_perbandingan(satu)) for satu in sasaran.indikator)
    return Tabel(
        f"perbandingan-sasaran-{urutan}",
        judul,
        lajur,
        isi,
        sumber=sumber_lalu(bahan.tahun, sasaran.indikator),
    )


def sumber_lalu(tahun: int, indikator: Sequence[FigurIndikator]) -> str:
    """The documents that the figures of the year before a year were taken from, each once."""
    lalu = [satu.lalu for satu in indikator]
    sumber = dict.fromkeys(satu.sumber for satu in lalu if satu and satu.sumber)
    return f"capaian {tahun - 1} menurut {'; '.join(sumber)}" if sumber else ""


def _baris_perbandingan(figur: FigurIndikator) -> tuple[Sel, ...]:
    indikator, asal = figur.indikator, asal_indikator(figur.indikator)
    realisasi, capaian = _hasil(figur)
    lalu = figur.capaian_lalu.persen
    return (
        sel(indikator.nama),
        sel_angka(target_teks(figur.indikator), asal),
        realisasi,
        kosong(tulis_capaian_lalu(figur)) if lalu is None else sel_angka(tulis_capaian_lalu(figur), asal),
        capaian,
        _pembanding(
            figur.target_renstra, figur.capaian_renstra, indikator.iku.satuan if indikator.iku else "", asal
        ),
        _pembanding(indikator.standar_nasional, figur.capaian_standar, indikator.satuan, asal),
    )


def _pembanding(nilai: Decimal | None, capaian: Capaian, satuan: str, asal: Asal) -> Sel:
    """A yardstick in its unit and, in brackets, this year's capaian against it."""
    if nilai is None:
        return kosong()
    return sel_angka(f"{nilai_teks(nilai, satuan)} ({tulis_capaian(capaian)})", asal)


def tabel_rencana_aksi(bahan: BahanLkj) -> Tabel:
    """The target of every indikator, per triwulan and for the year."""
    isi = []
    for awal, figur in _per_indikator(bahan.kinerja.sasaran):
        per = {satu.triwulan: satu.target for satu in figur.triwulan}
        sel_tw = [_target_tw(per.get(tw), figur, asal_pk(bahan)) for tw in Triwulan]
        isi.append(
            Baris(
                (
                    *awal,
                    sel(figur.indikator.nama),
                    *sel_tw,
                    sel_angka(target_teks(figur.indikator), asal_pk(bahan)),
                )
            )
        )
    lajur = kolom(
        ("No", 5, "tengah"),
        ("Sasaran Kegiatan", 25),
        ("Indikator Kinerja", 30),
        *((f"TW {tw.romawi}", 8, "kanan") for tw in Triwulan),
        ("Tahun", 8, "kanan"),
    )
    judul = f"Rencana kinerja Tahun {bahan.tahun} menurut triwulan"
    return Tabel("rencana-aksi", judul, lajur, tuple(isi))


def _target_tw(nilai: Decimal | None, figur: FigurIndikator, asal: Asal) -> Sel:
    return (
        kosong("tidak diukur")
        if nilai is None
        else sel_angka(nilai_teks(nilai, figur.indikator.satuan), asal)
    )


def tabel_perhitungan(bahan: BahanLkj, sasaran: FigurSasaran) -> Tabel:
    """How the realisasi of each indikator was counted: metode, the formula with its inputs, the result."""
    lajur = kolom(("Indikator Kinerja", 30), ("Metode", 15), ("Perhitungan", 40), ("Realisasi", 15, "kanan"))
    urutan = sasaran.sasaran.urutan
    isi = [baris for satu in sasaran.indikator for baris in _baris_perhitungan(bahan, satu)]
    judul = f"Perhitungan realisasi sasaran kegiatan {urutan}"
    return Tabel(f"perhitungan-sasaran-{urutan}", judul, lajur, tuple(isi))


def _baris_perhitungan(bahan: BahanLkj, figur: FigurIndikator) -> list[Baris]:
    """A row for each quarter that makes the figure; several are followed by what they make."""
    asal_angka = asal_indikator(figur.indikator)
    langkah = [_langkah(bahan, satu) for satu in figur.dipakai]
    if len(langkah) != 1:
        langkah.append((asal(figur, bahan.skala).kalimat, realisasi_teks(figur)))
    return [
        Baris(
            (
                sel(figur.indikator.nama, baris=0 if ke else len(langkah)),
                sel(figur.indikator.get_metode_display(), baris=0 if ke else len(langkah)),
                sel_angka(kalimat, asal_angka),
                sel_angka(hasil, asal_angka) if hasil else kosong(BELUM_DIUKUR),
            )
        )
        for ke, (kalimat, hasil) in enumerate(langkah)
    ]


def _langkah(bahan: BahanLkj, satu: FigurTriwulan) -> tuple[str, str]:
    kalimat = asal_triwulan(satu, bahan.skala).kalimat
    return f"{satu.triwulan}: {kalimat}", triwulan_teks(satu)


def tabel_komponen(bahan: BahanLkj, figur: FigurIndikator) -> list[Tabel]:
    """The components of a mean of ratios or a pooled ratio, a table for each quarter that counts."""
    if figur.indikator.metode not in (Metode.RATA_RATA_RASIO, Metode.RASIO_GABUNGAN):
        return []
    nomor = figur.indikator.nomor
    return [
        terikat(
            f"komponen-{nomor}-{satu.triwulan.value}",
            f"Komponen realisasi indikator {nomor}, {satu.triwulan} Tahun {bahan.tahun}",
            data,
            asal_indikator(figur.indikator),
        )
        for satu in figur.dipakai
        if (data := asal_triwulan(satu).tabel)
    ]


def terikat(kunci: str, judul: str, data: TabelData, dari: Asal) -> Tabel:
    """A table of data as it prints: every figure in it is bound to where it comes from."""
    lebar = _lebar(data, 100)
    lajur = tuple(
        Kolom(satu.judul, "kanan" if satu.angka else "kiri", lebar[ke]) for ke, satu in enumerate(data.kolom)
    )
    isi = [Baris(_terikat(baris, dari)) for baris in data.baris]
    if data.jumlah:
        isi.append(Baris(_terikat(data.jumlah, dari), "jumlah"))
    return Tabel(kunci, judul, lajur, tuple(isi))


def _terikat(baris: Sequence[SelData], dari: Asal) -> tuple[Sel, ...]:
    return tuple(sel_angka(satu.teks, dari) if satu.angka and satu.teks else sel(satu.teks) for satu in baris)


def tabel_rekap(bahan: BahanLkj, figur: FigurIndikator) -> Tabel:
    """The answers of a recap indikator: satker, score, grade, whether it meets the criterion."""
    indikator, skala = figur.indikator, bahan.skala.get(figur.indikator.skala)
    jawaban = sorted(figur.realisasi.jawaban.all(), key=lambda satu: (satu.nilai is None, -(satu.nilai or 0)))
    memenuhi = jawaban_memenuhi(indikator, jawaban)
    isi = tuple(
        Baris((sel(ke), sel(satu.satker.nama), *_jawaban(satu, arti, skala, asal_indikator(indikator))))
        for ke, (satu, arti) in enumerate(zip(jawaban, memenuhi, strict=True), start=1)
    )
    lajur = kolom(
        ("No", 8, "tengah"), ("Satuan Kerja", 42), ("Nilai", 15, "kanan"), ("Predikat", 16, "tengah"),
        ("Memenuhi", 19, "tengah"),
    )  # fmt: skip
    judul = f"Rekapitulasi satuan kerja untuk indikator {indikator.nomor} Tahun {bahan.tahun}"
    return Tabel(f"rekap-{indikator.nomor}", judul, lajur, isi)


def _jawaban(
    jawaban: JawabanSatker, memenuhi: bool | None, skala: TabelPredikat | None, asal: Asal
) -> tuple[Sel, ...]:
    if jawaban.nilai is None:
        return kosong("belum menjawab"), kosong(), kosong()
    rentang = skala.untuk(jawaban.nilai) if skala else None
    return (
        sel_angka(angka.format_angka(jawaban.nilai), asal),
        sel(rentang.nama) if rentang else kosong(),
        sel("Ya" if memenuhi else "Tidak"),
    )


def tabel_pendukung(indikator: int, data: TabelData) -> Tabel:
    """A supporting table as it prints; widths follow the longest cell of each column."""
    lebar = _lebar(data, 95)
    lajur = tuple(
        Kolom(satu.judul, "kanan" if satu.angka else "kiri", lebar[ke]) for ke, satu in enumerate(data.kolom)
    )
    isi = [Baris(tuple(sel(satu.teks) for satu in baris)) for baris in data.baris]
    if data.jumlah:
        isi.append(Baris(tuple(sel(satu.teks) for satu in data.jumlah), "jumlah"))
    nomor = (Kolom("No", "tengah", 5),)
    bernomor = tuple(
        Baris((sel(ke if not baris.gaya else ""), *baris.sel), baris.gaya)
        for ke, baris in enumerate(isi, start=1)
    )
    orientasi = "mendatar" if data.orientasi == "mendatar" else "tegak"
    url = f"{address('measurements:indikator', indikator)}#tabel-{data.kunci}"
    return Tabel(data.kunci, data.judul, nomor + lajur, bernomor, orientasi, data.sumber_data, url=url)


def _lebar(data: TabelData, jumlah: int) -> list[float]:
    """Widths in percent that add up to `jumlah`, by the longest cell, within bounds.

    A word or a figure is never broken: the narrowest column holds the longest word of its head.
    """
    semua = [*data.baris, *([data.jumlah] if data.jumlah else [])]
    bobot = []
    for ke, kolom_data in enumerate(data.kolom):
        kata = max((len(satu) for satu in kolom_data.judul.split()), default=0)
        isi = max((len(baris[ke].teks) for baris in semua), default=0)
        bobot.append(min(max(isi, kata, 6) + 3, 42))
    return [round(jumlah * satu / sum(bobot), 2) for satu in bobot]
