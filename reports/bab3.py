"""BAB III, Akuntabilitas Kinerja: measurement, analysis per sasaran, money, efficiency."""

from kinerja import angka
from kinerja.metode import Metode
from measurements.display import batas_teks
from measurements.figures import FigurIndikator, FigurSasaran
from reports import budget_tables, charts, tables
from reports.cells import teks
from reports.composer import Isi, Penyusun, berhuruf, bernomor
from reports.document import Angka, Bab, Bagian, Blok, Celah, Daftar, Paragraf, Rumus, Subjudul, Teks
from reports.narrative import butir_teks

#: How the heading of an indikator's own words begins.
AWALAN_ANALISIS = "Analisis: "
MAKSIMASI = Rumus("Maksimasi", "Capaian", "Realisasi", "Rencana")
MINIMASI = Rumus("Minimasi", "Capaian", "Rencana − (Realisasi − Rencana)", "Rencana")


def bab3(p: Penyusun) -> Bab:
    """Akuntabilitas kinerja: measurement, analysis per sasaran, money, efficiency."""
    bagian = (pengukuran(p), analisis(p), keuangan(p), efisiensi(p))
    return Bab("bab3", "BAB III", "Akuntabilitas Kinerja", berhuruf(bagian))


def pengukuran(p: Penyusun) -> Bagian:
    """A: formulas, the measurement table, what it shows, and what each kegiatan spent."""
    bahan = p.bahan
    anak = [
        Bagian(
            "bab3.hasil-pengukuran",
            "Hasil Pengukuran",
            (
                bahan.dari(tables.tabel_pengukuran),
                kalimat_rata(p),
                *tidak_terhitung(p),
                *p.kata("bab3.hasil-pengukuran"),
                bahan.dari(charts.gambar_capaian),
            ),
        )
    ]
    if bahan.anggaran:
        isi = (*p.kata("bab3.realisasi-kegiatan"), bahan.dari(budget_tables.tabel_kegiatan))
        anak.append(Bagian("bab3.realisasi-kegiatan", "Realisasi Anggaran menurut Kegiatan", isi))
    rumus = (*p.kata("bab3.pengukuran"), MAKSIMASI, MINIMASI)
    return Bagian("bab3.pengukuran", "Capaian Kinerja", rumus, bernomor(tuple(anak)))


def kalimat_rata(p: Penyusun) -> Paragraf:
    """The overall line: the mean, its method, its predicate, and how rows were bounded."""
    kinerja = p.bahan.kinerja
    isi: list[Teks | Angka] = [
        Teks("Rata-rata capaian kinerja Tahun ", "strong"),
        Teks(f"{p.bahan.tahun}: ", "strong"),
        _tebal(p.figur.angka("capaian.rata_rata")),
        Teks(" (metode: "),
        p.figur.angka("capaian.metode"),
        Teks(f"; {batas_teks(kinerja.aturan)}"),
    ]
    if kinerja.predikat:
        isi += [Teks("; predikat "), p.figur.angka("capaian.predikat")]
        isi += [Teks(", rentang "), p.figur.angka("capaian.rentang")]
        isi += [Teks(" yang masih sementara")] if kinerja.predikat_sementara else []
    return Paragraf((*isi, Teks(").")))


def tidak_terhitung(p: Penyusun) -> Isi:
    """The indikator that no mean counts, by name with the reason; and a year without rules of its own."""
    kinerja = p.bahan.kinerja
    butir = tuple(
        teks(f"{satu.indikator.nama}: {satu.capaian.alasan.kalimat}")
        for satu in kinerja.indikator
        if satu.capaian.alasan
    )
    isi: Isi = (
        (Paragraf(teks("Indikator yang tidak diikutkan dalam rata-rata:")), Daftar(butir)) if butir else ()
    )
    if kinerja.predikat is None and kinerja.rata.persen is not None:
        isi += (
            Celah(
                f"Tabel predikat capaian Tahun {p.bahan.tahun} belum ada, bercelah, atau bertumpang tindih."
            ),
        )
    if not kinerja.aturan.ditetapkan:
        isi += (Celah(f"Ketentuan hitung Tahun {p.bahan.tahun} belum ditetapkan."),)
    return isi


def analisis(p: Penyusun) -> Bagian:
    """B: one section per sasaran."""
    anak = tuple(analisis_sasaran(p, satu) for satu in p.bahan.kinerja.sasaran)
    return p.bagian("bab3.analisis", "Analisis Capaian Kinerja", anak=bernomor(anak))


def analisis_sasaran(p: Penyusun, satu: FigurSasaran) -> Bagian:
    """The comparison table, the words, how each figure was counted, then per indikator its analysis and
    the tables and pictures that support it.
    """
    kunci = f"bab3.sasaran-{satu.sasaran.urutan}"
    rekap = [
        p.bahan.dari_figur(tables.tabel_rekap, figur)
        for figur in satu.indikator
        if figur.indikator.metode == Metode.REKAP_SATKER and figur.realisasi
    ]
    analisis = [
        blok for figur in satu.indikator for blok in (*analisis_indikator(p, figur), *p.pendukung(figur))
    ]
    isi = (
        p.bahan.dari_figur(tables.tabel_perbandingan, satu),
        *celah_perbandingan(p, satu),
        *p.kata(kunci),
        p.bahan.dari_figur(tables.tabel_perhitungan, satu),
        *(tabel for figur in satu.indikator for tabel in p.bahan.dari_figur(tables.tabel_komponen, figur)),
        *rekap,
        *sumber_daya(p, satu),
        *analisis,
    )
    return Bagian(kunci, satu.sasaran.uraian, isi)


def celah_perbandingan(p: Penyusun, sasaran: FigurSasaran) -> Isi:
    """What each indikator lacks: comparisons (domain: BAB III must hold, 1-4 and 7), verification."""
    celah: list[Blok] = []
    for satu in sasaran.indikator:
        tidak_ada = [nama for nama, ada in _pembanding(satu) if not ada]
        if tidak_ada:
            pesan = f"Indikator {satu.indikator.nomor} belum memiliki: {', '.join(tidak_ada)}."
            celah.append(Celah(pesan, satu.indikator.get_absolute_url()))
        if satu.dipakai and not satu.terverifikasi:
            pesan = f"Realisasi indikator {satu.indikator.nomor} belum terverifikasi."
            celah.append(Celah(pesan, satu.indikator.get_absolute_url()))
    return tuple(celah)


def sumber_daya(p: Penyusun, sasaran: FigurSasaran) -> Isi:
    """The kegiatan behind a sasaran with their serapan, and its efficiency (domain: BAB III, 6 and 7)."""
    milik = next(satu for satu in p.bahan.kegiatan if satu.figur is sasaran)
    if not milik.kode:
        return (Celah(f"Sasaran {sasaran.sasaran.urutan} belum dikaitkan dengan kegiatan DIPA."),)
    butir = tuple(kalimat_kegiatan(p, kode) for kode in milik.kode)
    efisiensi = milik.efisiensi(p.bahan.kinerja.aturan.batas_efisiensi)
    urutan = sasaran.sasaran.urutan
    if efisiensi.e is None:
        akhir = Celah(f"Efisiensi sasaran {urutan}: {efisiensi.alasan.kalimat}")
    else:
        figur = p.figur.angka(f"efisiensi.sasaran.{urutan}")
        akhir = Paragraf((Teks("Tingkat efisiensi sasaran ini "), figur, Teks(".")))
    return (Subjudul((Teks("Program dan kegiatan yang mendukung"),)), Daftar(butir), akhir)


def kalimat_kegiatan(p: Penyusun, kode: str) -> tuple[Teks | Angka, ...]:
    """Code, name, pagu, realisasi and serapan of one kegiatan."""
    awalan = f"anggaran.baris.{kode}"
    return (
        Teks(f"{kode} "),
        p.figur.angka(f"{awalan}.uraian"),
        Teks(": pagu "),
        p.figur.angka(f"{awalan}.pagu"),
        Teks(", realisasi "),
        p.figur.angka(f"{awalan}.realisasi"),
        Teks(", serapan "),
        p.figur.angka(f"{awalan}.persen"),
        Teks("."),
    )


def analisis_indikator(p: Penyusun, satu: FigurIndikator) -> Isi:
    """Causes, efforts, obstacles, recommendations of one indikator."""
    analisis = getattr(satu.realisasi, "analisis", None)
    nomor, url = satu.indikator.nomor, satu.indikator.get_absolute_url()
    if analisis is None:
        return (Celah(f"Indikator {nomor} belum memiliki analisis.", url),)
    blok: list[Blok] = [Subjudul((Teks(f"{AWALAN_ANALISIS}{satu.indikator.nama}"),))]
    if analisis.penyebab:
        kalimat, celah = butir_teks(analisis.penyebab, p.figur)
        blok += [*map(Paragraf, kalimat), *celah]
    for judul, isi in (
        ("Upaya yang dilakukan:", analisis.upaya),
        ("Hambatan:", analisis.hambatan),
        ("Rekomendasi:", analisis.rekomendasi),
    ):
        butir, celah = butir_teks(isi, p.figur)
        if butir:
            blok += [Paragraf((Teks(judul, "strong"),)), Daftar(butir, urut=True), *celah]
        else:
            blok.append(Celah(f"Indikator {nomor} belum memiliki {judul.lower().rstrip(':')}.", url))
    return tuple(blok)


def keuangan(p: Penyusun) -> Bagian:
    """C: DIPA, revisions, programmes, all satker of the region."""
    bahan = p.bahan
    if bahan.anggaran is None or bahan.riwayat is None:
        celah = Celah(f"DIPA Tahun {bahan.tahun} belum dimuat.")
        return Bagian("bab3.keuangan", "Akuntabilitas Keuangan", (celah,))
    dipa = (*p.kata("bab3.keuangan"), bahan.dari(budget_tables.tabel_dipa))
    if bahan.riwayat.perubahan:
        dipa += (bahan.dari(budget_tables.tabel_revisi),)
    program = (
        *p.kata("bab3.keuangan-program"),
        bahan.dari(budget_tables.tabel_program),
        bahan.dari(charts.gambar_program),
    )
    anak = [
        Bagian("bab3.keuangan-dipa", "DIPA dan Revisinya", dipa),
        Bagian("bab3.keuangan-program", "Realisasi menurut Program", program),
    ]
    if len(bahan.wilayah) > 1:
        wilayah = (
            *p.kata("bab3.keuangan-wilayah"),
            bahan.dari(budget_tables.tabel_wilayah),
            bahan.dari(charts.gambar_satker),
        )
        anak.append(Bagian("bab3.keuangan-wilayah", "Realisasi menurut Satuan Kerja", wilayah))
    return Bagian("bab3.keuangan", "Akuntabilitas Keuangan", (), bernomor(tuple(anak)))


def efisiensi(p: Penyusun) -> Bagian:
    """D: capaian beside the serapan of the kegiatan behind it."""
    if p.bahan.anggaran is None:
        celah = Celah("Efisiensi belum dapat dihitung karena DIPA belum dimuat.")
        return Bagian("bab3.efisiensi", "Efisiensi Penggunaan Sumber Daya", (celah,))
    isi: Isi = (p.bahan.dari(budget_tables.tabel_efisiensi),)
    if p.bahan.efisiensi.dibatasi:
        batas = angka.bersatuan(p.bahan.kinerja.aturan.batas_efisiensi, "%")
        isi += (Paragraf((Teks(f"Dalam nilai efisiensi, tingkat efisiensi dibatasi pada ±{batas}."),)),)
    return p.bagian("bab3.efisiensi", "Efisiensi Penggunaan Sumber Daya", isi)


def _pembanding(satu: FigurIndikator) -> tuple[tuple[str, bool], ...]:
    indikator = satu.indikator
    return (
        ("realisasi", satu.hasil.nilai is not None),
        ("capaian tahun lalu", satu.capaian_lalu.persen is not None),
        ("target Renstra", satu.target_renstra is not None),
        ("standar nasional", indikator.standar_nasional is not None),
        ("kegiatan pendukung", bool(indikator.kegiatan_pendukung.all())),
    )


def _tebal(satu: Angka) -> Angka:
    return Angka(satu.kunci, satu.isi, satu.url, satu.asal, "strong")
