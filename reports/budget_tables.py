"""The tables of the LKj about money: every parent and total is summed from what stands under it."""

from decimal import Decimal

from budget.queries import RekapSatker, Simpul
from kinerja import angka
from kinerja.serapan import Efisiensi, Serapan, jumlah
from reports.cells import (
    BELUM_TERSEDIA,
    KOLOM_SERAPAN,
    Asal,
    asal_dipa,
    asal_pk,
    asal_wilayah,
    digit,
    kolom,
    kosong,
    sel,
    sel_angka,
    sel_serapan,
    teks,
)
from reports.document import Baris, Kalimat, Sel, Tabel
from reports.queries import BahanLkj, KegiatanSasaran
from ui.addresses import address


def tabel_anggaran_pk(bahan: BahanLkj) -> Tabel:
    """No · Program · Anggaran, with the total the signed paper lacks."""
    isi = [
        Baris((sel(satu.urutan), sel(satu.program), sel_angka(angka.rupiah(satu.nilai), asal_pk(bahan))))
        for satu in bahan.anggaran_pk
    ]
    total = sum(satu.nilai for satu in bahan.anggaran_pk)
    isi.append(Baris((sel(""), sel("Jumlah"), sel_angka(angka.rupiah(total), asal_pk(bahan))), "jumlah"))
    lajur = kolom(("No", 8, "tengah"), ("Program", 62), ("Anggaran", 30, "kanan"))
    return Tabel("pk-anggaran", "Anggaran program", lajur, tuple(isi), bernomor=False)


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
    terdalam = max((satu.kedalaman for satu in simpul), default=0)
    isi = [
        Baris(
            (
                sel(satu.baris.kode),
                sel(satu.baris.uraian),
                *sel_serapan(satu.serapan, asal_dipa(bahan, satu.baris.kode)),
            ),
            _gaya(satu, terdalam),
            satu.kedalaman,
        )
        for satu in simpul
    ]
    isi.append(
        Baris((sel(""), sel("JUMLAH"), *sel_serapan(bahan.anggaran.serapan, asal_dipa(bahan))), "jumlah")
    )
    lajur = (*kolom(("Kode", lebar_kode, "kode"), ("Uraian", 42 - lebar_kode)), *KOLOM_SERAPAN)
    return Tabel(kunci, judul, lajur, tuple(isi))


def _gaya(simpul: Simpul, terdalam: int) -> str:
    """Programmes stand out; kegiatan only where the table goes deeper."""
    if simpul.kedalaman == 0:
        return "kelompok"
    return "induk" if simpul.kedalaman == 1 and terdalam > 1 else ""


def tabel_dipa(bahan: BahanLkj) -> Tabel:
    """Pagu per programme: DIPA awal, akhir, and the change between; a programme of either stands here."""
    awal, akhir, asal = bahan.riwayat.awal, bahan.riwayat.akhir, asal_dipa(bahan)
    nama = {satu.baris.kode: satu.baris.uraian for satu in bahan.anggaran.akar}
    isi = [
        Baris((sel(nama.get(kode, kode)), *_tiga(awal.get(kode, 0), akhir.get(kode, 0), asal)))
        for kode in dict.fromkeys([*akhir, *awal])
    ]
    isi.append(
        Baris((sel("JUMLAH"), *_tiga(bahan.riwayat.pagu_awal, bahan.riwayat.pagu_akhir, asal)), "jumlah")
    )
    lajur = kolom(
        ("Program", 40), ("DIPA Awal (Rp)", 20, "kanan"), ("DIPA Akhir (Rp)", 20, "kanan"),
        ("Perubahan (Rp)", 20, "kanan"),
    )  # fmt: skip
    return Tabel("dipa", f"Pagu DIPA awal dan akhir Tahun {bahan.tahun}", lajur, tuple(isi))


def _tiga(awal: int, akhir: int, asal: Asal) -> tuple[Sel, ...]:
    return tuple(sel_angka(digit(satu), asal) for satu in (awal, akhir, akhir - awal))


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
    lajur = kolom(("Revisi", 14, "tengah"), ("Tanggal Revisi", 43), ("Tanggal Posting SPAN", 43))
    judul = f"Revisi DIPA Tahun {bahan.tahun}"
    return Tabel("revisi-dipa", judul, lajur, isi, url=asal_dipa(bahan).url)


def tabel_program(bahan: BahanLkj) -> Tabel:
    """Serapan per programme, and the total."""
    isi = [
        Baris((sel(s.baris.uraian), *sel_serapan(s.serapan, asal_dipa(bahan, s.baris.kode))))
        for s in bahan.anggaran.akar
    ]
    isi.append(Baris((sel("JUMLAH"), *sel_serapan(bahan.anggaran.serapan, asal_dipa(bahan))), "jumlah"))
    lajur = (*kolom(("Program", 42)), *KOLOM_SERAPAN)
    return Tabel("program", f"Realisasi anggaran menurut program Tahun {bahan.tahun}", lajur, tuple(isi))


def tabel_wilayah(bahan: BahanLkj) -> Tabel:
    """Every satker of the region with its serapan, and the JUMLAH row."""
    isi = []
    for ke, satu in enumerate(bahan.wilayah, start=1):
        figur = (
            sel_serapan(satu.serapan, _asal_satker(satu, bahan))
            if satu.serapan
            else (kosong(), kosong(), kosong(), kosong())
        )
        isi.append(Baris((sel(ke), sel(satu.satker.nama), *figur)))
    isi.append(
        Baris((sel(""), sel("JUMLAH"), *sel_serapan(bahan.serapan_wilayah, asal_wilayah(bahan))), "jumlah")
    )
    lajur = (*kolom(("No", 6, "tengah"), ("Satuan Kerja", 36)), *KOLOM_SERAPAN)
    judul = f"Pagu, realisasi SP2D, dan sisa anggaran menurut satuan kerja Tahun {bahan.tahun}"
    return Tabel("satker-wilayah", judul, lajur, tuple(isi))


def _asal_satker(satu: RekapSatker, bahan: BahanLkj) -> Asal:
    url = address("budget:satker", satu.satker.slug, bahan.tahun)
    return Asal(url, f"DIPA dan realisasi anggaran {satu.satker}")


def tabel_efisiensi(bahan: BahanLkj) -> Tabel:
    """E of each sasaran and of all: what its capaian would have cost against what was spent.

    Pagu × capaian is shown in whole rupiah; E is computed from the exact products.
    """
    batas, asal = bahan.kinerja.aturan.batas_efisiensi, asal_dipa(bahan)
    isi = [_baris_efisiensi(satu, satu.efisiensi(batas), asal) for satu in bahan.kegiatan]
    dihitung = [satu for satu in bahan.kegiatan if satu.kode and satu.figur.rata.persen is not None]
    semua = jumlah(satu.serapan for satu in dihitung)
    harapan = sum((_harapan(satu) for satu in dihitung), Decimal(0))
    akhir = (sel(""), sel("JUMLAH"), *_angka_efisiensi(semua, harapan, bahan.efisiensi, asal))
    isi.append(Baris(akhir, "jumlah"))
    lajur = kolom(
        ("Sasaran", 10, "tengah"), ("Kegiatan DIPA", 18), ("Pagu (Rp)", 18, "kanan"),
        ("Pagu × Capaian (Rp)", 20, "kanan"), ("Realisasi (Rp)", 18, "kanan"), ("Efisiensi", 16, "kanan"),
    )  # fmt: skip
    judul = f"Efisiensi menurut sasaran dan kegiatan pendukungnya Tahun {bahan.tahun}"
    return Tabel("efisiensi", judul, lajur, tuple(isi), catatan=_di_luar(bahan))


def _baris_efisiensi(satu: KegiatanSasaran, efisiensi: Efisiensi, asal: Asal) -> Baris:
    kegiatan = sel(", ".join(satu.kode)) if satu.kode else kosong()
    if not satu.kode or satu.figur.rata.persen is None:
        return Baris((sel(satu.figur.sasaran.urutan), kegiatan, kosong(), kosong(), kosong(), kosong()))
    isi = _angka_efisiensi(satu.serapan, _harapan(satu), efisiensi, asal)
    return Baris((sel(satu.figur.sasaran.urutan), kegiatan, *isi))


def _angka_efisiensi(serapan: Serapan, harapan: Decimal, efisiensi: Efisiensi, asal: Asal) -> tuple[Sel, ...]:
    tingkat = kosong() if efisiensi.e is None else sel_angka(angka.persen(efisiensi.e), asal)
    isi = (digit(serapan.pagu), angka.format_angka(harapan, 0), digit(serapan.realisasi))
    return (*(sel_angka(satu, asal) for satu in isi), tingkat)


def _harapan(satu: KegiatanSasaran) -> Decimal:
    """Pagu × capaian in rupiah, unrounded."""
    return satu.serapan.pagu * satu.figur.rata.persen / 100


def _di_luar(bahan: BahanLkj) -> Kalimat:
    """What the table leaves out, or counts more than once; empty where neither is so."""
    pagu = {satu.baris.kode: satu.serapan.pagu for satu in bahan.anggaran.telusuri()}
    kode = [satu for milik in bahan.kegiatan for satu in milik.kode]
    kalimat = []
    if sisa := bahan.anggaran.serapan.pagu - sum(pagu[satu] for satu in set(kode)):
        kalimat.append(f"Pagu sebesar {angka.rupiah(sisa)} belum dikaitkan dengan sasaran.")
    if len(kode) > len(set(kode)):
        kalimat.append("Kegiatan yang menopang beberapa sasaran dihitung pada masing-masing sasaran.")
    return teks(" ".join(kalimat)) if kalimat else ()
