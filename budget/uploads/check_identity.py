"""Whose file it is and of when: what is refused before anything else is looked at, and what is not said."""

from collections.abc import Iterator

from budget.states import JenisUnggahan, permission_for
from budget.uploads.material import Bahan, nama_satker, ringkas
from budget.uploads.parsed import Kolom, Tertulis
from importing.findings import Finding, Severity
from kinerja.angka import bulan as nama_bulan
from kinerja.angka import rupiah

GANTI_BERKAS = "Pilih berkas yang benar, lalu unggah ulang."


def _di(bahan: Bahan, kode: str, tempat: Tertulis, alasan: str, perbaikan: str) -> Finding:
    return bahan.isi.temuan_di(kode, Severity.ERROR, tempat.alamat, tempat.terlihat, alasan, perbaikan)


def kewenangan(bahan: Bahan) -> Iterator[Finding]:
    """The kind of file asks for a permission of its own."""
    perlu = permission_for(bahan.isi.jenis)
    if perlu not in bahan.permintaan.boleh:
        yield Finding(
            "TIDAK-BERWENANG", Severity.ERROR,
            f"Peran Anda tidak mencakup kewenangan {perlu.value} pada {bahan.permintaan.satker}.",
            "Mintalah yang berwenang mengunggah berkas ini.", seen=bahan.isi.jenis,
        )  # fmt: skip


def satker(bahan: Bahan) -> Iterator[Finding]:
    """A file of another satker; one whose code differs but whose name agrees is only worth a reason."""
    if bahan.rekap:
        return
    kode, nama = bahan.isi.identitas.kode_satker, bahan.isi.identitas.nama_satker
    sendiri = bahan.permintaan.satker
    if kode is not None and kode.nilai == sendiri.kode:
        return
    tempat = kode or nama
    if tempat is None:
        yield Finding(
            "SATKER-TIDAK-TERTULIS", Severity.ERROR,
            "Berkas tidak menyebut kode maupun nama satkernya di atas tabel.",
            f"Pastikan baris satker memuat {sendiri.kode} {sendiri.nama}, lalu unggah ulang.",
            bahan.isi.lembar.name,
        )  # fmt: skip
    elif nama is None or ringkas(str(nama.nilai)) not in nama_satker(sendiri):
        lain = " ".join(str(satu.nilai) for satu in (kode, nama) if satu)
        yield _di(
            bahan, "SATKER-BEDA", tempat,
            f"Berkas ini milik {lain}, sedangkan yang dipilih {sendiri.kode} {sendiri.nama}.", GANTI_BERKAS,
        )  # fmt: skip


def tahun(bahan: Bahan) -> Iterator[Finding]:
    """A file of another year."""
    tertulis = bahan.isi.identitas.tahun
    if tertulis is not None and tertulis.nilai != bahan.permintaan.tahun:
        yield _di(
            bahan, "TAHUN-BEDA", tertulis,
            f"Berkas ini untuk tahun {tertulis.nilai}, sedangkan yang dipilih tahun"
            f" {bahan.permintaan.tahun}.", GANTI_BERKAS,
        )  # fmt: skip


def bulan(bahan: Bahan) -> Iterator[Finding]:
    """A file of another period."""
    tertulis = bahan.isi.identitas.bulan
    if tertulis is not None and tertulis.nilai != bahan.permintaan.bulan:
        yield _di(
            bahan, "PERIODE-BEDA", tertulis,
            f"Berkas ini sampai dengan {nama_bulan(int(tertulis.nilai))}, sedangkan yang dipilih"
            f" {nama_bulan(bahan.permintaan.bulan)}.", "Pilih bulan yang sesuai, atau berkas yang benar.",
        )  # fmt: skip


def skala(bahan: Bahan) -> Iterator[Finding]:
    """A file that says its amounts are in thousands."""
    if tertulis := bahan.isi.identitas.skala:
        yield _di(
            bahan, "SKALA-RIBUAN", tertulis, "Angka dalam berkas ini bukan rupiah penuh.",
            "Unduh ulang laporan dalam rupiah penuh, lalu unggah ulang.",
        )  # fmt: skip


def skala_dari_pagu(bahan: Bahan) -> Iterator[Finding]:
    """A file whose pagu, times a thousand, is the pagu that is known."""
    if bahan.rekap or bahan.isi.identitas.skala or bahan.potret.berlaku is None:
        return
    daun = list(bahan.isi.daun())
    angka = [satu.rupiah(Kolom.PAGU) for satu in daun]
    pagu = sum(satu or 0 for satu in angka)
    dikenal = bahan.potret.berlaku.pagu
    # Each amount in thousands was rounded by itself.
    if pagu and None not in angka and abs(pagu * 1000 - dikenal) <= 1000 * len(daun):
        yield bahan.isi.temuan_di(
            "SKALA-RIBUAN", Severity.ERROR, daun[0].angka[Kolom.PAGU].alamat,
            daun[0].angka[Kolom.PAGU].terlihat,
            f"Jumlah pagu dalam berkas {rupiah(pagu)}, yaitu seperseribu dari pagu yang berlaku"
            f" {rupiah(dikenal)}: angkanya dalam ribuan rupiah.",
            "Unduh ulang laporan dalam rupiah penuh, lalu unggah ulang.",
        )  # fmt: skip


def tanpa_bawahan(bahan: Bahan) -> Iterator[Finding]:
    """A recap of a satker that has none below it."""
    if bahan.rekap and len(bahan.permintaan.jangkauan) < 2:
        yield Finding(
            "REKAP-TANPA-BAWAHAN", Severity.ERROR,
            f"Rekap hanya dapat diunggah oleh satker yang membawahi satker lain; {bahan.permintaan.satker}"
            " tidak.",
            "Unggah templat atau SAKTI Laporan FA Detail satker sendiri.",
        )  # fmt: skip


def kode_satker_beda(bahan: Bahan) -> Iterator[Finding]:
    """The name is that of the satker, the code is not: codes of satker are not verified."""
    kode = bahan.isi.identitas.kode_satker
    if kode is None or kode.nilai == bahan.permintaan.satker.kode:
        return
    yield bahan.isi.temuan_di(
        "KODE-SATKER-BEDA", Severity.WARNING, kode.alamat, kode.terlihat,
        f"Nama satkernya cocok, tetapi kodenya {kode.nilai}, bukan {bahan.permintaan.satker.kode}.",
        "Pastikan berkas ini milik satker Anda; mintalah Administrator memeriksa kode satker.",
    )  # fmt: skip


def periode_tidak_tertulis(bahan: Bahan) -> Iterator[Finding]:
    """Year or month are taken from what was chosen, because the file says nothing."""
    identitas = bahan.isi.identitas
    for nama, tertulis in (("tahun", identitas.tahun), ("bulan", identitas.bulan)):
        # A recap for the year often names no month.
        if tertulis is None and not (bahan.rekap and nama == "bulan" and bahan.permintaan.bulan == 12):
            yield Finding(
                "PERIODE-TIDAK-TERTULIS", Severity.WARNING,
                f"Berkas tidak menyebut {nama} di atas tabelnya, sehingga tidak dapat dicocokkan.",
                f"Pastikan {nama} yang dipilih sesuai dengan isi berkas.",
                bahan.isi.lembar.name, seen=nama,
            )  # fmt: skip


def revisi_beda(bahan: Bahan) -> Iterator[Finding]:
    """A template that was made for another revision."""
    tertulis = bahan.isi.identitas.revisi
    if bahan.isi.jenis != JenisUnggahan.TEMPLATE or tertulis is None:
        return
    if tertulis.nilai != bahan.sasaran.nomor:
        yield _di(
            bahan, "REVISI-BEDA", tertulis,
            f"Templat ini dibuat untuk revisi DIPA ke-{tertulis.nilai}, sedangkan yang dituju revisi"
            f" ke-{bahan.sasaran.nomor}.",
            "Unduh templat untuk revisi itu, atau sebutkan revisi yang sesuai.",
        )  # fmt: skip
