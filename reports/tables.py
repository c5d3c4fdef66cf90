"""The tables of the LKj, from data alone."""

from collections.abc import Iterable
from decimal import Decimal

from budget.queries import Simpul
from kinerja import angka
from kinerja.periode import Triwulan
from kinerja.serapan import Serapan, jumlah
from measurements.queries import FigurIndikator, FigurSasaran
from measurements.tabel import Tabel as TabelData
from reports.document import Angka, Baris, Kalimat, Kolom, Sel, Tabel, Teks
from reports.figures import tulis_capaian, tulis_nilai, tulis_realisasi, tulis_target
from reports.queries import BahanLkj

BELUM_TERSEDIA = "belum tersedia"


def teks(isi: object) -> Kalimat:
    """Plain words as inline content."""
    return (Teks(str(isi)),)


def sel(isi: object, *, baris: int = 1) -> Sel:
    """A cell of plain words."""
    return Sel(teks(isi), baris=baris)


def sel_angka(isi: str, url: str = "", asal: str = "", kunci: str = "") -> Sel:
    """A cell with a bound figure."""
    return Sel((Angka(kunci, isi, url, asal),))


def kosong(isi: str = BELUM_TERSEDIA) -> Sel:
    """A cell for something that is not there, said in words."""
    return Sel(teks(isi), redup=True)


def sel_serapan(serapan: Serapan, url: str = "", asal: str = "") -> tuple[Sel, ...]:
    """Pagu, realisasi, persen, sisa."""
    persen = "–" if serapan.persen is None else angka.persen(serapan.persen)
    isi = (_rupiah(serapan.pagu), _rupiah(serapan.realisasi), persen, _rupiah(serapan.sisa))
    return tuple(sel_angka(satu, url, asal) for satu in isi)


def _rupiah(nilai: int) -> str:
    """Rupiah in a table whose head names the unit: grouped digits only."""
    return angka.format_angka(nilai, 0)


KOLOM_SERAPAN = (("Pagu (Rp)", 17), ("Realisasi (Rp)", 17), ("%", 9), ("Sisa (Rp)", 15))


def kolom(*isi: tuple[str, float] | tuple[str, float, str]) -> tuple[Kolom, ...]:
    """Columns from (head, width) or (head, width, alignment)."""
    return tuple(Kolom(satu[0], satu[2] if len(satu) > 2 else "kiri", satu[1]) for satu in isi)


def kolom_serapan() -> tuple[Kolom, ...]:
    """The four figure columns of a serapan table."""
    return tuple(Kolom(judul, "kanan", lebar) for judul, lebar in KOLOM_SERAPAN)


def tabel_pk(bahan: BahanLkj, kunci: str, judul: str, *, bernomor: bool = True) -> Tabel:
    """No · Sasaran Kegiatan · Indikator Kinerja · Target · Cara Perhitungan."""
    isi = [
        Baris((*awal, sel(f.indikator.nama), sel_angka(tulis_target(f)), sel(f.indikator.cara_perhitungan)))
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


def tabel_anggaran_pk(bahan: BahanLkj) -> Tabel:
    """No · Program · Anggaran, with the total the signed paper lacks."""
    isi = [
        Baris((sel(satu.urutan), sel(satu.program), sel_angka(angka.rupiah(satu.nilai))))
        for satu in bahan.anggaran_pk
    ]
    total = sum(satu.nilai for satu in bahan.anggaran_pk)
    isi.append(Baris((sel(""), sel("Jumlah"), sel_angka(angka.rupiah(total))), "jumlah"))
    lajur = kolom(("No", 8, "tengah"), ("Program", 62), ("Anggaran", 30, "kanan"))
    return Tabel("pk-anggaran", "Anggaran program", lajur, tuple(isi), bernomor=False)


def _per_indikator(sasaran: Iterable[FigurSasaran]) -> Iterable[tuple[tuple[Sel, ...], FigurIndikator]]:
    """The two cells of the sasaran, over all its rows, then each of its indikator."""
    for satu in sasaran:
        for ke, figur in enumerate(satu.indikator):
            tinggi = len(satu.indikator) if ke == 0 else 0
            yield (sel(satu.sasaran.urutan, baris=tinggi), sel(satu.sasaran.uraian, baris=tinggi)), figur


def tabel_pengukuran(bahan: BahanLkj) -> Tabel:
    """Every sasaran and indikator with target, realisasi and capaian; the mean as last row."""
    isi = [
        Baris((*awal, sel(f.indikator.nama), sel_angka(tulis_target(f)), *_hasil(f)))
        for awal, f in _per_indikator(bahan.kinerja.sasaran)
    ]
    rata = bahan.kinerja.rata.persen
    ringkas = "Rata-rata capaian sasaran kegiatan"
    if bahan.laporan.perjanjian.metode_rata_rata != "sasaran":
        ringkas = "Rata-rata capaian indikator"
    akhir = "belum dapat dihitung" if rata is None else angka.persen(rata)
    penutup = (sel(""), sel(ringkas), sel(""), sel(""), sel(""), sel_angka(akhir))
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
    url, asal = figur.indikator.get_absolute_url(), f"Indikator {figur.indikator.nomor}"
    if figur.capaian.persen is None:
        return kosong("belum ada"), kosong("belum ada")
    return (
        sel_angka(tulis_realisasi(figur), url, asal),
        sel_angka(tulis_capaian(figur.capaian), url, asal),
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
    return Tabel(f"perbandingan-sasaran-{urutan}", judul, lajur, isi)


def _baris_perbandingan(figur: FigurIndikator) -> tuple[Sel, ...]:
    indikator = figur.indikator
    realisasi, capaian = _hasil(figur)
    lalu = figur.capaian_lalu
    return (
        sel(indikator.nama),
        sel_angka(tulis_target(figur)),
        realisasi,
        kosong("belum diukur") if lalu.persen is None else sel_angka(tulis_capaian(lalu)),
        capaian,
        _pembanding(figur.target_renstra, indikator.iku.satuan if indikator.iku else ""),
        _pembanding(indikator.standar_nasional, indikator.satuan),
    )


def _pembanding(nilai: Decimal | None, satuan: str) -> Sel:
    return kosong() if nilai is None else sel_angka(tulis_nilai(nilai, satuan))


def tabel_rencana_aksi(bahan: BahanLkj) -> Tabel:
    """The target of every indikator, per triwulan and for the year."""
    isi = []
    for awal, figur in _per_indikator(bahan.kinerja.sasaran):
        per = {satu.triwulan: satu.target for satu in figur.triwulan}
        sel_tw = [_target_tw(per.get(tw), figur) for tw in Triwulan]
        isi.append(Baris((*awal, sel(figur.indikator.nama), *sel_tw, sel_angka(tulis_target(figur)))))
    lajur = kolom(
        ("No", 5, "tengah"),
        ("Sasaran Kegiatan", 25),
        ("Indikator Kinerja", 30),
        *((f"TW {tw.romawi}", 8, "kanan") for tw in Triwulan),
        ("Tahun", 8, "kanan"),
    )
    judul = f"Rencana kinerja Tahun {bahan.tahun} menurut triwulan"
    return Tabel("rencana-aksi", judul, lajur, tuple(isi))


def _target_tw(nilai: Decimal | None, figur: FigurIndikator) -> Sel:
    return kosong("–") if nilai is None else sel_angka(tulis_nilai(nilai, figur.indikator.satuan))


def tabel_kegiatan(bahan: BahanLkj) -> Tabel:
    """Programmes and kegiatan with their serapan, and the total."""
    baris = [satu for satu in bahan.anggaran.telusuri() if satu.kedalaman < 2]
    judul = f"Realisasi anggaran menurut program dan kegiatan Tahun {bahan.tahun}"
    return _tabel_pohon("kegiatan", judul, baris, bahan, lebar_kode=11)


def tabel_rincian(bahan: BahanLkj) -> Tabel:
    """The whole tree down to RO, and the total."""
    judul = f"Rincian realisasi anggaran menurut program, kegiatan, KRO, dan RO Tahun {bahan.tahun}"
    return _tabel_pohon("rincian-anggaran", judul, list(bahan.anggaran.telusuri()), bahan, lebar_kode=14)


def _tabel_pohon(kunci: str, judul: str, simpul: list[Simpul], bahan: BahanLkj, *, lebar_kode: int) -> Tabel:
    url = bahan.anggaran.dipa.get_absolute_url()
    terdalam = max((satu.kedalaman for satu in simpul), default=0)
    isi = [
        Baris(
            (
                sel(satu.baris.kode),
                sel(satu.baris.uraian),
                *sel_serapan(satu.serapan, f"{url}#baris-{satu.baris.kode}", "DIPA dan realisasi anggaran"),
            ),
            _gaya(satu, terdalam),
            satu.kedalaman,
        )
        for satu in simpul
    ]
    isi.append(Baris((sel(""), sel("JUMLAH"), *sel_serapan(bahan.anggaran.serapan, url)), "jumlah"))
    lajur = (*kolom(("Kode", lebar_kode, "kode"), ("Uraian", 42 - lebar_kode)), *kolom_serapan())
    return Tabel(kunci, judul, lajur, tuple(isi))


def _gaya(simpul: Simpul, terdalam: int) -> str:
    """Programmes stand out; kegiatan only where the table goes deeper."""
    if simpul.kedalaman == 0:
        return "kelompok"
    return "induk" if simpul.kedalaman == 1 and terdalam > 1 else ""


def tabel_dipa(bahan: BahanLkj) -> Tabel:
    """Pagu per programme: DIPA awal, akhir, and the change between."""
    isi = []
    for satu in bahan.anggaran.akar:
        awal, akhir = bahan.riwayat.awal.get(satu.baris.kode, 0), satu.serapan.pagu
        isi.append(Baris((sel(satu.baris.uraian), *_tiga(awal, akhir))))
    awal, akhir = bahan.riwayat.pagu_awal, bahan.anggaran.serapan.pagu
    isi.append(Baris((sel("JUMLAH"), *_tiga(awal, akhir)), "jumlah"))
    lajur = kolom(
        ("Program", 40), ("DIPA Awal (Rp)", 20, "kanan"), ("DIPA Akhir (Rp)", 20, "kanan"),
        ("Perubahan (Rp)", 20, "kanan"),
    )  # fmt: skip
    return Tabel("dipa", f"Pagu DIPA awal dan akhir Tahun {bahan.tahun}", lajur, tuple(isi))


def _tiga(awal: int, akhir: int) -> tuple[Sel, ...]:
    return tuple(sel_angka(_rupiah(satu)) for satu in (awal, akhir, akhir - awal))


def tabel_revisi(bahan: BahanLkj) -> Tabel:
    """The revisions with both dates."""
    isi = tuple(
        Baris(
            (
                sel(satu.nomor),
                sel(angka.tanggal(satu.tanggal) if satu.tanggal else BELUM_TERSEDIA),
                sel(
                    angka.tanggal(satu.tanggal_posting_span) if satu.tanggal_posting_span else BELUM_TERSEDIA
                ),
            )
        )
        for satu in bahan.riwayat.perubahan
    )
    lajur = kolom(("Revisi", 14, "tengah"), ("Tanggal Revisi", 43), ("Tanggal Pembukuan SPAN", 43))
    return Tabel("revisi-dipa", f"Revisi DIPA Tahun {bahan.tahun}", lajur, isi)


def tabel_program(bahan: BahanLkj) -> Tabel:
    """Serapan per programme, and the total."""
    url = bahan.anggaran.dipa.get_absolute_url()
    isi = [Baris((sel(s.baris.uraian), *sel_serapan(s.serapan, url))) for s in bahan.anggaran.akar]
    isi.append(Baris((sel("JUMLAH"), *sel_serapan(bahan.anggaran.serapan, url)), "jumlah"))
    lajur = (*kolom(("Program", 42)), *kolom_serapan())
    return Tabel("program", f"Realisasi anggaran menurut program Tahun {bahan.tahun}", lajur, tuple(isi))


def tabel_wilayah(bahan: BahanLkj) -> Tabel:
    """Every satker of the region with its serapan, and the JUMLAH row."""
    isi = []
    for ke, satu in enumerate(bahan.wilayah, start=1):
        figur = sel_serapan(satu.serapan) if satu.serapan else (kosong(), kosong(), kosong(), kosong())
        isi.append(Baris((sel(ke), sel(satu.satker.nama), *figur)))
    isi.append(Baris((sel(""), sel("JUMLAH"), *sel_serapan(bahan.serapan_wilayah)), "jumlah"))
    lajur = (*kolom(("No", 6, "tengah"), ("Satuan Kerja", 36)), *kolom_serapan())
    judul = f"Pagu, realisasi SP2D, dan sisa anggaran menurut satuan kerja Tahun {bahan.tahun}"
    return Tabel("satker-wilayah", judul, lajur, tuple(isi))


def tabel_efisiensi(bahan: BahanLkj) -> Tabel:
    """Capaian beside the serapan of the kegiatan behind each sasaran."""
    isi = []
    for satu in bahan.kegiatan:
        rata = satu.figur.rata.persen
        capaian = kosong("belum ada") if rata is None else sel_angka(angka.persen(rata))
        kegiatan = ", ".join(satu.kode) or BELUM_TERSEDIA
        figur = sel_serapan(satu.serapan)[:3] if satu.kode else (kosong(), kosong(), kosong())
        isi.append(Baris((sel(satu.figur.sasaran.urutan), capaian, sel(kegiatan), *figur)))
    semua = jumlah(satu.serapan for satu in bahan.kegiatan)
    rata = bahan.kinerja.rata.persen
    rerata = kosong("belum ada") if rata is None else sel_angka(angka.persen(rata))
    isi.append(Baris((sel(""), rerata, sel("JUMLAH"), *sel_serapan(semua)[:3]), "jumlah"))
    lajur = kolom(
        ("Sasaran", 11, "tengah"), ("Capaian", 12, "kanan"), ("Kegiatan DIPA", 30),
        ("Pagu (Rp)", 18, "kanan"), ("Realisasi (Rp)", 18, "kanan"), ("%", 11, "kanan"),
    )  # fmt: skip
    judul = f"Capaian sasaran dan serapan kegiatan pendukungnya Tahun {bahan.tahun}"
    return Tabel("efisiensi", judul, lajur, tuple(isi))


def tabel_rekap(bahan: BahanLkj, figur: FigurIndikator) -> Tabel:
    """The answers of a recap indikator: satker, score, grade, whether it meets the criterion."""
    skala = bahan.skala[figur.indikator.skala]
    jawaban = sorted(figur.realisasi.jawaban.all(), key=lambda satu: -(satu.nilai or 0))
    isi = []
    for ke, satu in enumerate(jawaban, start=1):
        if satu.nilai is None:
            akhir = (kosong("belum menjawab"), kosong(), kosong())
        else:
            memenuhi = "ya" if satu.nilai > figur.indikator.kriteria_nilai else "tidak"
            kategori = skala.untuk(satu.nilai)
            akhir = (
                sel_angka(angka.format_angka(satu.nilai)),
                sel(kategori.nama if kategori else BELUM_TERSEDIA),
                sel(memenuhi),
            )
        isi.append(Baris((sel(ke), sel(satu.satker.nama), *akhir)))
    lajur = kolom(
        ("No", 8, "tengah"), ("Satuan Kerja", 44), ("Nilai", 16, "kanan"), ("Kategori", 16, "tengah"),
        (f"Minimal {figur.indikator.kriteria}", 16, "tengah"),
    )  # fmt: skip
    judul = "Nilai akuntabilitas kinerja satuan kerja"
    return Tabel("sakip", judul, lajur, tuple(isi))


def tabel_pendukung(indikator: int, data: TabelData) -> Tabel:
    """A supporting table as it prints; widths follow the longest cell of each column."""
    lebar = _lebar(data)
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
    return Tabel(data.kunci, data.judul, nomor + lajur, bernomor, orientasi, data.sumber_data)


def _lebar(data: TabelData) -> list[float]:
    """Widths in percent that add up to 95 (5 are the number's), by the longest cell, within bounds.

    A word or a figure is never broken: the narrowest column holds the longest word of its head.
    """
    semua = [*data.baris, *([data.jumlah] if data.jumlah else [])]
    bobot = []
    for ke, kolom_data in enumerate(data.kolom):
        kata = max((len(satu) for satu in kolom_data.judul.split()), default=0)
        isi = max((len(baris[ke].teks) for baris in semua), default=0)
        bobot.append(min(max(isi, kata, 6) + 3, 42))
    return [round(95 * satu / sum(bobot), 2) for satu in bobot]
