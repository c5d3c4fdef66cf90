"""Assemble an LKj: its words, and the tables and pictures of its data, in the prescribed order.

Source of the order: the LKj's prescribed contents (domain: the LKj document).
"""

from datetime import date

from accounts.models import Satker
from kinerja import angka
from reports import budget_tables, charts, statements, tables
from reports.bab3 import bab3
from reports.cells import teks
from reports.composer import Isi, Penyusun, berhuruf, bertitik, daftar
from reports.document import (
    Bab,
    Bagian,
    Blok,
    Celah,
    Daftar,
    Dokumen,
    LembarPengesahan,
    Orientasi,
    Paragraf,
    Subjudul,
    Teks,
)
from reports.figures import Figur
from reports.frozen import from_json
from reports.models import LaporanKinerja, Pengesahan
from reports.numbering import beri_nomor
from reports.queries import BahanLkj, kumpulkan, laporan_terbaru, tahun_laporan
from reports.reviewed import dengan_reviu
from reports.states import TERTANDA


class LkjTidakAda(LookupError):
    """The satker has no LKj of that year; the message names the years it has."""


def build_document(satker: Satker, tahun: int) -> Dokumen:
    """The newest version of a satker's LKj of a year as one frozen tree.

    LkjTidakAda: none of that year. KunciGanda: two tables with one key.
    """
    return susun(kumpulkan(laporan_atau_tolak(satker, tahun)))


def document_of(laporan: LaporanKinerja) -> Dokumen:
    """The document of a version: as it was signed, whatever became of its data since; else as it is now."""
    sah = Pengesahan.objects.filter(laporan=laporan).select_related("naskah").first()
    return susun(kumpulkan(laporan)) if sah is None else from_json(sah.naskah.dokumen)


def laporan_atau_tolak(satker: Satker, tahun: int) -> LaporanKinerja:
    """The newest version of a satker's LKj of a year. LkjTidakAda: none of that year."""
    laporan = laporan_terbaru(satker, tahun)
    if laporan is None:
        ada = ", ".join(str(satu) for satu in tahun_laporan(satker)) or "belum ada"
        raise LkjTidakAda(f"{satker} tidak memiliki LKj Tahun {tahun}. Tahun yang tersedia: {ada}.")
    return laporan


def susun(bahan: BahanLkj, lembar: LembarPengesahan | None = None) -> Dokumen:
    """The document of the material; with the sheet of a signature, where it is to be signed."""
    penyusun = Penyusun(bahan, Figur.dari(bahan))
    laporan = bahan.laporan
    dokumen = beri_nomor(
        Dokumen(
            judul=f"Laporan Kinerja Tahun {bahan.tahun}",
            satker=bahan.satker.nama,
            nama_panjang=bahan.satker.nama_panjang,
            tahun=bahan.tahun,
            status=laporan.get_status_display(),
            disahkan=laporan.status in TERTANDA,
            tanggal=laporan.tanggal,
            depan=depan(penyusun, lembar),
            bab=(bab1(penyusun), bab2(penyusun), bab3(penyusun), bab4(penyusun)),
            lampiran=lampiran(penyusun),
            angka=tuple(penyusun.figur),
            uji=lembar is not None and lembar.uji,
        )
    )
    return dengan_reviu(dokumen, laporan, bahan.reviu) if bahan.reviu else dokumen


def depan(p: Penyusun, lembar: LembarPengesahan | None) -> tuple[Bagian, ...]:
    """The sheet of the signature; kata pengantar (signed), ikhtisar."""
    tanda_tangan = statements.tanda_tangan_lkj(p.bahan.laporan)
    pengesahan = (Bagian("depan.pengesahan", "Lembar Pengesahan", (lembar,)),) if lembar else ()
    return (
        *pengesahan,
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
        p.bagian("bab1.struktur-organisasi", "Struktur Organisasi", (p.bahan.dari(charts.bagan_organisasi),)),
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
            (p.bahan.dari(tables.tabel_pk, "pk", judul_pk), *versi_pk(p)),
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
    rencana = (Bagian("lampiran.rencana", "", (p.bahan.dari(tables.tabel_rencana_aksi),)),)
    susunan: list[tuple[str, tuple[Bagian, ...], Orientasi]] = [
        ("Perjanjian Kinerja", lampiran_pk(p), "tegak"),
        (f"Rencana Kinerja Tahun {tahun}", rencana, "mendatar"),
    ]
    if p.bahan.anggaran:
        rincian = (Bagian("lampiran.anggaran", "", (p.bahan.dari(budget_tables.tabel_rincian),)),)
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
    """Which version the report measures, where there are several; a gap when it is not the one to measure."""
    perjanjian = p.bahan.laporan.perjanjian
    berlaku = p.bahan.pk_akhir_tahun
    if berlaku is None or berlaku.versi == perjanjian.versi == 1:
        return ()
    hari = angka.tanggal(date(p.bahan.tahun, 12, 31))
    if berlaku.versi != perjanjian.versi:
        pesan = (
            f"Pada {hari} berlaku Perjanjian Kinerja versi {berlaku.versi}, sedangkan laporan ini mengukur "
            f"versi {perjanjian.versi}."
        )
        return (Celah(pesan, perjanjian.get_absolute_url()),)
    nomor = f" Nomor {perjanjian.nomor}" if perjanjian.nomor else ""
    kalimat = (
        f"Laporan ini mengukur Perjanjian Kinerja Perubahan{nomor} tanggal "
        f"{angka.tanggal(perjanjian.tanggal)} (versi {perjanjian.versi}), yang berlaku pada {hari}. "
        f"Alasan perubahannya: {perjanjian.alasan_perubahan}"
    )
    return (Paragraf(teks(bertitik(kalimat))),)


def lampiran_pk(p: Penyusun) -> tuple[Bagian, ...]:
    """The statement of both parties on one page, then the signed table and budgets."""
    judul = f"Perjanjian Kinerja Tahun {p.bahan.tahun}"
    tabel = (
        p.bahan.dari(tables.tabel_pk, "lampiran-pk", judul, False),
        p.bahan.dari(budget_tables.tabel_anggaran_pk),
        statements.tanda_tangan_lampiran_pk(p.bahan.laporan.perjanjian),
    )
    pernyataan = statements.pernyataan_pk(p.bahan.laporan.perjanjian)
    return (
        Bagian("lampiran.pernyataan", "", (*p.kata("lampiran.pengantar"), *pernyataan)),
        Bagian("lampiran.tabel-pk", judul, tabel),
    )
