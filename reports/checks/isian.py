"""What the data itself lacks or contradicts: realisasi, analysis, evidence, components, last year, budget.

Where a figure cannot be wrong by construction there is nothing to check: the value of a computed metode, sisa
and percentages of the DIPA are never stored. A typed value beside its supporting table can be.
"""

from collections.abc import Iterator

from importing.findings import Severity
from kinerja import angka
from kinerja.angka import bulatkan, persen
from kinerja.hasil import Alasan
from kinerja.metode import Metode
from kinerja.serapan import Serapan
from measurements.display import realisasi_teks
from measurements.figures import SAH, FigurIndikator, FigurSasaran
from measurements.tabel import JenisKolom, Tabel
from reports.checks.temuan import Temuan
from reports.queries import BahanLkj, tabel_milik
from reports.sections import bagian_menurut
from reports.states import AsalNarasi

#: How what was taken from last year becomes a person's.
SIMPAN = "perbarui seperlunya, lalu simpan, atau hapus."


def _pada(
    sasaran: FigurSasaran, figur: FigurIndikator, kode: str, tingkat: Severity, kalimat: str,
    ada: str = "", seharusnya: str = "",
) -> Temuan:  # fmt: skip
    indikator = figur.indikator
    return Temuan(
        kode, tingkat, kalimat, f"bab3.sasaran-{sasaran.sasaran.urutan}", f"Indikator {indikator.nomor}",
        kutipan=indikator.nama, ada=ada, seharusnya=seharusnya, url=indikator.get_absolute_url(),
    )  # fmt: skip


def _indikator(bahan: BahanLkj) -> Iterator[tuple[FigurSasaran, FigurIndikator]]:
    for sasaran in bahan.kinerja.sasaran:
        for figur in sasaran.indikator:
            yield sasaran, figur


def realisasi_kosong(bahan: BahanLkj) -> Iterator[Temuan]:
    """REALISASI-KOSONG: no realisasi, one that nobody verified, or no words about it."""
    for sasaran, figur in _indikator(bahan):
        if figur.hasil.alasan is Alasan.TIDAK_DIUKUR:
            continue
        nomor = figur.indikator.nomor
        if figur.hasil.nilai is None:
            kalimat = f"Realisasi indikator {nomor} belum ada: {figur.hasil.alasan.kalimat}"
            yield _pada(sasaran, figur, "REALISASI-KOSONG", Severity.ERROR, kalimat, seharusnya="realisasi")
            continue
        if not figur.terverifikasi:
            kalimat = f"Realisasi indikator {nomor} belum terverifikasi."
            yield _pada(sasaran, figur, "REALISASI-KOSONG", Severity.ERROR, kalimat, seharusnya="verifikasi")
        analisis = getattr(figur.realisasi, "analisis", None)
        if analisis is None or not (analisis.penyebab.strip() and analisis.upaya.strip()):
            kalimat = f"Indikator {nomor} belum memiliki analisis penyebab dan upaya."
            yield _pada(sasaran, figur, "REALISASI-KOSONG", Severity.ERROR, kalimat, seharusnya="analisis")


def bukti_kosong(bahan: BahanLkj) -> Iterator[Temuan]:
    """BUKTI-KOSONG: a realisasi that was verified without any evidence."""
    for sasaran, figur in _indikator(bahan):
        for satu in figur.dipakai:
            if satu.realisasi.status in SAH and not satu.realisasi.bukti.all():
                kalimat = f"Realisasi {satu.triwulan} terverifikasi tanpa bukti dukung."
                yield _pada(
                    sasaran, figur, "BUKTI-KOSONG", Severity.WARNING, kalimat,
                    seharusnya=f"bukti dukung {satu.triwulan}",
                )  # fmt: skip


def komponen_beda(bahan: BahanLkj) -> Iterator[Temuan]:
    """KOMPONEN-BEDA: a typed percentage that its supporting table gives neither as mean nor pooled.

    A reason may follow it: the application cannot know that the table holds every component.
    """
    tabel: dict[int, list[Tabel]] = {}
    for pk, satu in bahan.tabel.values():
        tabel.setdefault(pk, []).append(satu)
    for sasaran, figur in _indikator(bahan):
        if (
            figur.indikator.metode != Metode.LANGSUNG
            or figur.indikator.satuan != "%"
            or not figur.hasil.nilai
        ):
            continue
        for satu in tabel.get(figur.indikator.pk, ()):
            for kolom in satu.kolom:
                if kolom.jenis is JenisKolom.RASIO:
                    yield from _komponen(sasaran, figur, satu, kolom.kunci)


def _komponen(sasaran: FigurSasaran, figur: FigurIndikator, tabel: Tabel, kolom: str) -> Iterator[Temuan]:
    try:
        rata, gabungan = tabel.rata_rata(kolom), tabel.jumlah_kolom(kolom)
    except ValueError:  # no row is known yet
        return
    nilai = figur.hasil.nilai
    if bulatkan(nilai, 2) in (bulatkan(rata, 2), bulatkan(gabungan, 2)):
        return
    kalimat = (
        f"Tabel {tabel.judul} memberi rata-rata {persen(rata)} dan gabungan {persen(gabungan)}, "
        f"sedangkan realisasi tertulis {realisasi_teks(figur)}."
    )
    yield _pada(
        sasaran, figur, "KOMPONEN-BEDA", Severity.WARNING, kalimat,
        ada=realisasi_teks(figur), seharusnya=f"{persen(rata)} atau {persen(gabungan)}",
    )  # fmt: skip


def sama_tahun_lalu(bahan: BahanLkj) -> Iterator[Temuan]:
    """SAMA-TAHUN-LALU: the same as last year to the last decimal; reaching the target twice is no wonder."""
    for sasaran, figur in _indikator(bahan):
        capaian, lalu = figur.capaian.persen, figur.capaian_lalu.persen
        if capaian is None or lalu is None or capaian == 100 or capaian != lalu:
            continue
        tercetak = persen(capaian)
        kalimat = f"Capaian {tercetak} sama persis dengan Tahun {bahan.tahun - 1}."
        yield _pada(sasaran, figur, "SAMA-TAHUN-LALU", Severity.WARNING, kalimat, ada=tercetak)


def satuan_acuan(bahan: BahanLkj) -> Iterator[Temuan]:
    """SATUAN-CAMPUR in the data: an indikator is compared with a Renstra target in another unit."""
    for sasaran, figur in _indikator(bahan):
        iku = figur.indikator.iku
        if iku and figur.target_renstra is not None and iku.satuan != figur.indikator.satuan:
            kalimat = (
                f"Indikator bersatuan {figur.indikator.satuan} dibandingkan dengan target Renstra "
                f"bersatuan {iku.satuan}."
            )
            yield _pada(
                sasaran, figur, "SATUAN-CAMPUR", Severity.WARNING, kalimat,
                ada=iku.satuan, seharusnya=figur.indikator.satuan,
            )  # fmt: skip


def tabel_rusak(bahan: BahanLkj) -> Iterator[Temuan]:
    """SEL-RUSAK in the data: a supporting table that holds what its column cannot, and so is not printed."""
    for kunci, (_, sebab) in bahan.tabel_rusak.items():
        yield Temuan(
            "SEL-RUSAK", Severity.ERROR, sebab, "bab3.analisis", f"Tabel pendukung {kunci}", ada=kunci,
            url=bahan.alamat_tabel[kunci],
        )  # fmt: skip


def belum_ditinjau(bahan: BahanLkj) -> Iterator[Temuan]:
    """BELUM-DITINJAU: words, a table or a picture of last year's report that nobody has saved since."""
    lepas = [satu for satu in bahan.gambar.values() if satu.tahun_lalu and satu.indikator_id is None]
    for bagian in bagian_menurut(satu.sasaran for satu in bahan.kinerja.sasaran):
        isi = bahan.narasi.get(bagian.kunci, "")
        for satu in lepas:
            if satu.kunci in isi:
                yield _bawaan(satu.judul, satu.kunci, bagian.pemuat, bagian.judul)
        if bahan.asal.get(bagian.kunci) == AsalNarasi.TAHUN_LALU and isi.strip():
            kalimat = f"Teks bagian “{bagian.judul}” masih teks tahun lalu; {SIMPAN}"
            yield Temuan(
                "BELUM-DITINJAU",
                Severity.WARNING,
                kalimat,
                bagian.pemuat,
                bagian.judul,
                ada="teks tahun lalu",
            )
    for sasaran, figur in _indikator(bahan):
        halaman = figur.indikator.get_absolute_url()
        tempat = (f"bab3.sasaran-{sasaran.sasaran.urutan}", f"Indikator {figur.indikator.nomor}")
        for satu in tabel_milik(figur):
            if satu.tahun_lalu:
                yield _bawaan(satu.judul, satu.kunci, *tempat, f"{halaman}#tabel-{satu.kunci}")
        for gambar in bahan.gambar_milik(figur):
            if gambar.tahun_lalu:
                yield _bawaan(gambar.judul, gambar.kunci, *tempat, f"{halaman}#bahan")


def _bawaan(judul: str, kunci: str, bagian: str, tempat: str, url: str = "") -> Temuan:
    kalimat = f"“{judul}” masih dari laporan tahun lalu; {SIMPAN}"
    return Temuan(
        "BELUM-DITINJAU", Severity.WARNING, kalimat, bagian, tempat, kutipan=judul, ada=kunci, url=url
    )


def pk_dipa(bahan: BahanLkj) -> Iterator[Temuan]:
    """PK-DIPA: the budget that the measured PK states is not the pagu of the DIPA in force."""
    if not bahan.anggaran or not bahan.anggaran_pk:
        return
    perjanjian, pagu = bahan.laporan.perjanjian, bahan.anggaran.serapan.pagu
    nilai = sum(satu.nilai for satu in bahan.anggaran_pk)
    if nilai == pagu:
        return
    yield Temuan(
        "PK-DIPA", Severity.WARNING,
        f"Anggaran Perjanjian Kinerja versi {perjanjian.versi} adalah {angka.rupiah(nilai)}, sedangkan pagu "
        f"DIPA yang berlaku {angka.rupiah(pagu)}; perubahan Perjanjian Kinerja belum ditetapkan.",
        "bab2.perjanjian-kinerja", "Perjanjian Kinerja", ada=angka.rupiah(nilai),
        seharusnya=angka.rupiah(pagu), url=perjanjian.get_absolute_url(),
    )  # fmt: skip


def lebih_pagu_dipa(bahan: BahanLkj) -> Iterator[Temuan]:
    """LEBIH-PAGU in the data: a leaf of the DIPA, or a satker of the region, spent more than its pagu."""
    for simpul in bahan.anggaran.telusuri() if bahan.anggaran else ():
        if not simpul.anak and simpul.serapan.lebih_pagu:
            url = f"{bahan.anggaran.dipa.get_absolute_url()}#baris-{simpul.baris.kode}"
            yield _lebih(f"{simpul.baris.kode} {simpul.baris.uraian}".strip(), simpul.serapan, url)
    for satu in bahan.wilayah:
        if satu.satker != bahan.satker and satu.serapan and satu.serapan.lebih_pagu:
            yield _lebih(satu.satker.nama, satu.serapan, bahan.alamat_wilayah)


def _lebih(nama: str, serapan: Serapan, url: str) -> Temuan:
    return Temuan(
        "LEBIH-PAGU", Severity.WARNING, f"Realisasi {nama} melebihi pagunya.", "bab3.keuangan",
        "Akuntabilitas Keuangan", kutipan=nama, ada=angka.rupiah(serapan.realisasi),
        seharusnya=f"paling banyak {angka.rupiah(serapan.pagu)}", url=url,
    )  # fmt: skip
