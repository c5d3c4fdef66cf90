"""Assemble an LKj: its words, and the tables and pictures of its data, in the prescribed order.

Source of the order: the LKj's prescribed contents (domain: the LKj document).
"""

from accounts.models import Satker
from agreements.states import StatusPK
from kinerja import angka
from reports import budget_tables, charts, statements, tables
from reports.bab3 import bab3
from reports.cells import teks
from reports.composer import Isi, Penyusun, berhuruf, bertitik, daftar
from reports.document import Bab, Bagian, Blok, Celah, Daftar, Dokumen, Orientasi, Paragraf, Subjudul, Teks
from reports.figures import Figur
from reports.numbering import beri_nomor
from reports.queries import BahanLkj, kumpulkan, laporan_terbaru, tahun_laporan
from reports.states import StatusLkj


class LkjTidakAda(LookupError):
    """The satker has no LKj of that year; the message names the years it has."""


def build_document(satker: Satker, tahun: int) -> Dokumen:
    """The newest version of a satker's LKj of a year as one frozen tree.

    LkjTidakAda: none of that year. KunciGanda: two tables with one key.
    """
    laporan = laporan_terbaru(satker, tahun)
    if laporan is None:
        ada = ", ".join(str(satu) for satu in tahun_laporan(satker)) or "belum ada"
        raise LkjTidakAda(f"{satker} tidak memiliki LKj Tahun {tahun}. Tahun yang tersedia: {ada}.")
    return susun(kumpulkan(laporan))


def susun(bahan: BahanLkj) -> Dokumen:
    """The document of the material."""
    penyusun = Penyusun(bahan, Figur(bahan))
    laporan = bahan.laporan
    return beri_nomor(
        Dokumen(
            judul=f"Laporan Kinerja Tahun {bahan.tahun}",
            satker=bahan.satker.nama,
            nama_panjang=bahan.satker.nama_panjang,
            tahun=bahan.tahun,
            status=laporan.get_status_display(),
            disahkan=laporan.status == StatusLkj.DISAHKAN,
            tanggal=laporan.tanggal,
            depan=depan(penyusun),
            bab=(bab1(penyusun), bab2(penyusun), bab3(penyusun), bab4(penyusun)),
            lampiran=lampiran(penyusun),
            angka=tuple(penyusun.figur),
        )
    )


def depan(p: Penyusun) -> tuple[Bagian, ...]:
    """Kata pengantar (signed) and ikhtisar eksekutif."""
    tanda_tangan = statements.tanda_tangan_lkj(p.bahan.laporan)
    return (
        Bagian("depan.kata-pengantar", "Kata Pengantar", (*p.kata("depan.kata-pengantar"), *tanda_tangan)),
        Bagian("depan.ikhtisar-eksekutif", "Ikhtisar Eksekutif", p.kata("depan.ikhtisar-eksekutif")),
    )


def bab1(p: Penyusun) -> Bab:
    """Pendahuluan."""
    bagian = (
        p.bagian("bab1.latar-belakang", "Latar Belakang"),
        p.bagian("bab1.maksud-tujuan", "Maksud dan Tujuan"),
        p.bagian("bab1.dasar-hukum", "Dasar Hukum", dasar_hukum(p)),
        p.bagian("bab1.kedudukan-tugas-fungsi", "Kedudukan, Tugas, dan Fungsi"),
        p.bagian("bab1.struktur-organisasi", "Struktur Organisasi", (charts.bagan_organisasi(p.bahan),)),
        p.bagian("bab1.isu-strategis", "Isu Strategis"),
        p.bagian("bab1.sistematika", "Sistematika Penyajian"),
    )
    return Bab("bab1", "BAB I", "Pendahuluan", berhuruf(bagian))


def bab2(p: Penyusun) -> Bab:
    """Perencanaan kinerja."""
    tahun = p.bahan.tahun
    judul_pk = f"Perjanjian Kinerja {p.bahan.satker.nama} Tahun {tahun}"
    bagian = (
        p.bagian("bab2.rpjmn", "Arah Kebijakan Nasional"),
        p.bagian("bab2.renstra", "Rencana Strategis", renstra(p)),
        p.bagian(
            "bab2.perjanjian-kinerja",
            f"Perjanjian Kinerja Tahun {tahun}",
            (tables.tabel_pk(p.bahan, "pk", judul_pk), *versi_pk(p)),
        ),
    )
    return Bab("bab2", "BAB II", "Perencanaan Kinerja", berhuruf(bagian))


def bab4(p: Penyusun) -> Bab:
    """Penutup."""
    bagian = (
        p.bagian("bab4.kesimpulan", "Kesimpulan"),
        p.bagian("bab4.langkah", "Langkah ke Depan"),
        p.bagian("bab4.saran", "Saran"),
    )
    return Bab("bab4", "BAB IV", "Penutup", berhuruf(bagian))


def lampiran(p: Penyusun) -> tuple[Bab, ...]:
    """The PK (statement, table, programme budgets), the yearly plan, the budget down to RO."""
    tahun = p.bahan.tahun
    rencana = (Bagian("lampiran.rencana", "", (tables.tabel_rencana_aksi(p.bahan),)),)
    susunan: list[tuple[str, tuple[Bagian, ...], Orientasi]] = [
        ("Perjanjian Kinerja", lampiran_pk(p), "tegak"),
        (f"Rencana Kinerja Tahun {tahun}", rencana, "mendatar"),
    ]
    if p.bahan.anggaran:
        rincian = (Bagian("lampiran.anggaran", "", (budget_tables.tabel_rincian(p.bahan),)),)
        susunan.append((f"Rincian Realisasi Anggaran Tahun {tahun}", rincian, "mendatar"))
    return tuple(
        Bab(f"lampiran{ke}", f"LAMPIRAN {angka.romawi(ke)}", judul, bagian, orientasi)
        for ke, (judul, bagian, orientasi) in enumerate(susunan, start=1)
    )


def dasar_hukum(p: Penyusun) -> Isi:
    """The register's regulations that are legal bases."""
    butir = tuple(
        (p.figur.angka(f"peraturan.{satu.kunci}"),) for satu in p.bahan.peraturan if satu.dasar_hukum
    )
    if not butir:
        return (Celah("Belum ada peraturan yang ditandai sebagai dasar hukum."),)
    return (Daftar(butir, urut=True, huruf=True),)


def renstra(p: Penyusun) -> Isi:
    """Visi, misi, tujuan and sasaran strategis."""
    renstra = p.bahan.renstra
    if renstra is None:
        return (Celah(f"Renstra yang mencakup Tahun {p.bahan.tahun} belum dimuat."),)
    blok: list[Blok] = []
    if renstra.visi:
        blok += [Subjudul(teks("Visi")), Paragraf((Teks(f"“{renstra.visi}”", "em"),))]
    if misi := [satu.uraian for satu in renstra.misi.all()]:
        blok += [Subjudul(teks("Misi")), daftar(misi)]
    blok.append(Subjudul(teks("Tujuan dan sasaran strategis")))
    for tujuan in renstra.tujuan.all():
        blok.append(Paragraf((Teks(f"Tujuan {tujuan.urutan}: ", "strong"), Teks(bertitik(tujuan.uraian)))))
        blok.append(daftar([satu.uraian for satu in tujuan.sasaran_strategis.all()], urut=False))
    return tuple(blok)


def versi_pk(p: Penyusun) -> Isi:
    """A gap when the PK that the report measures has been replaced by a newer version."""
    perjanjian = p.bahan.laporan.perjanjian
    if perjanjian.status != StatusPK.DIGANTIKAN:
        return ()
    pesan = f"Perjanjian Kinerja versi {perjanjian.versi}, yang diukur laporan ini, telah digantikan."
    return (Celah(pesan, perjanjian.get_absolute_url()),)


def lampiran_pk(p: Penyusun) -> tuple[Bagian, ...]:
    """The statement of both parties on one page, then the signed table and budgets."""
    judul = f"Perjanjian Kinerja Tahun {p.bahan.tahun}"
    tabel = (
        tables.tabel_pk(p.bahan, "lampiran-pk", judul, bernomor=False),
        budget_tables.tabel_anggaran_pk(p.bahan),
        statements.tanda_tangan_lampiran_pk(p.bahan.laporan.perjanjian),
    )
    pernyataan = statements.pernyataan_pk(p.bahan.laporan.perjanjian)
    return (
        Bagian("lampiran.pernyataan", "", (*p.kata("lampiran.pengantar"), *pernyataan)),
        Bagian("lampiran.tabel-pk", judul, tabel),
    )
