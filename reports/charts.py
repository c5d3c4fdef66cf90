"""The pictures of the LKj, from data alone."""

from decimal import Decimal

from kinerja.capaian import RataRata
from kinerja.serapan import Serapan
from reports.document import BaganOrganisasi, Gambar, Kotak
from reports.queries import BahanLkj
from ui.charts import Bagan, Garis, Seri, Titik, batang_kelompok

SERATUS = Garis("target", Decimal(100))


def gambar_capaian(bahan: BahanLkj) -> Gambar:
    """Capaian per sasaran against target, this year and last."""
    judul = f"Capaian sasaran kegiatan Tahun {bahan.tahun - 1} dan {bahan.tahun}"
    bagan = Bagan(
        "capaian-sasaran",
        judul,
        "Persentase capaian setiap sasaran kegiatan dibandingkan dengan target 100%.",
        tuple(f"Sasaran {satu.sasaran.urutan}" for satu in bahan.kinerja.sasaran),
        (
            Seri(f"Tahun {bahan.tahun}", tuple(_titik(satu.rata) for satu in bahan.kinerja.sasaran)),
            Seri(f"Tahun {bahan.tahun - 1}", tuple(_titik(satu.rata_lalu) for satu in bahan.kinerja.sasaran)),
        ),
        SERATUS,
    )
    return Gambar("capaian-sasaran", judul, batang_kelompok(bagan))


def gambar_program(bahan: BahanLkj) -> Gambar:
    """Serapan per programme."""
    isi = [(satu.baris.uraian, satu.serapan) for satu in bahan.anggaran.akar]
    return _serapan("serapan-program", f"Serapan anggaran menurut program Tahun {bahan.tahun}", isi)


def gambar_satker(bahan: BahanLkj) -> Gambar:
    """Serapan per satker of the region."""
    isi = [(satu.satker.nama, satu.serapan) for satu in bahan.wilayah]
    return _serapan("serapan-satker", f"Serapan anggaran menurut satuan kerja Tahun {bahan.tahun}", isi)


def _serapan(kunci: str, judul: str, isi: list[tuple[str, Serapan | None]]) -> Gambar:
    titik = tuple(Titik(satu.persen if satu else None, "belum ada DIPA") for _, satu in isi)
    bagan = Bagan(
        kunci,
        judul,
        "Persentase realisasi SP2D terhadap pagu.",
        tuple(nama for nama, _ in isi),
        (Seri("Serapan", titik),),
        Garis("pagu", Decimal(100)),
    )
    return Gambar(kunci, judul, batang_kelompok(bagan))


def _titik(rata: RataRata) -> Titik:
    return Titik(rata.persen, "belum diukur")


def bagan_organisasi(bahan: BahanLkj) -> BaganOrganisasi:
    """Sekretaris, Bagian, Subbagian."""
    nama = {satu.jabatan: satu.nama for satu in bahan.pejabat}
    bagian = tuple(
        Kotak(
            satu.nama,
            anak=tuple(Kotak(sub.nama) for sub in bahan.bagian if sub.induk_id == satu.pk),
        )
        for satu in bahan.bagian
        if satu.induk_id is None
    )
    akar = Kotak(f"Sekretaris {bahan.satker.nama}", nama.get("sekretaris", ""), bagian)
    return BaganOrganisasi(
        "struktur-organisasi", f"Struktur organisasi Sekretariat {bahan.satker.nama}", akar
    )
