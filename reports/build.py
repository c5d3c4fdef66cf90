"""Assemble an LKj: the plan of its sections, the words of its people, the tables and pictures of its data."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from accounts.models import Satker
from kinerja import angka
from measurements.queries import FigurIndikator, FigurSasaran
from reports import charts, statements, tables
from reports.document import (
    Angka,
    Bab,
    Bagian,
    Blok,
    Celah,
    Daftar,
    Dokumen,
    Orientasi,
    Paragraf,
    Rumus,
    Subjudul,
    Teks,
    beri_nomor,
)
from reports.figures import Figur
from reports.narrative import NarasiRusak, baca_narasi, butir_teks
from reports.queries import BahanLkj, kumpulkan, laporan_terbaru, tahun_laporan

Isi = tuple[Blok, ...]
MAKSIMASI = Rumus("Maksimasi", "Capaian", "Realisasi", "Rencana")
MINIMASI = Rumus("Minimasi", "Capaian", "Rencana − (Realisasi − Rencana)", "Rencana")


class LkjTidakAda(LookupError):
    """The satker has no LKj of that year; the message names the years it has."""


def build_document(satker: Satker, tahun: int) -> Dokumen:
    """The newest version of a satker's LKj of a year as one frozen tree.

    LkjTidakAda: none of that year. RujukanTidakDikenal: the words refer to a table that is not there.
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
            tanggal=laporan.tanggal,
            depan=penyusun.depan(),
            bab=(penyusun.bab1(), penyusun.bab2(), penyusun.bab3(), penyusun.bab4()),
            lampiran=penyusun.lampiran(),
            angka=tuple(penyusun.figur),
        )
    )


@dataclass(frozen=True)
class Penyusun:
    """Builds the parts of one report from its material and figures."""

    bahan: BahanLkj
    figur: Figur

    # --- parts of the report

    def depan(self) -> tuple[Bagian, ...]:
        """Kata pengantar (signed) and ikhtisar eksekutif."""
        tanda_tangan = statements.tanda_tangan_lkj(self.bahan.laporan)
        return (
            Bagian(
                "depan.kata-pengantar", "Kata Pengantar", (*self.kata("depan.kata-pengantar"), *tanda_tangan)
            ),
            Bagian("depan.ikhtisar-eksekutif", "Ikhtisar Eksekutif", self.kata("depan.ikhtisar-eksekutif")),
        )

    def bab1(self) -> Bab:
        """Pendahuluan."""
        bagian = (
            self.bagian("bab1.latar-belakang", "Latar Belakang"),
            self.bagian("bab1.maksud-tujuan", "Maksud dan Tujuan"),
            self.bagian("bab1.dasar-hukum", "Dasar Hukum", self.dasar_hukum()),
            self.bagian("bab1.kedudukan-tugas-fungsi", "Kedudukan, Tugas, dan Fungsi"),
            self.bagian(
                "bab1.struktur-organisasi", "Struktur Organisasi", (charts.bagan_organisasi(self.bahan),)
            ),
            self.bagian("bab1.isu-strategis", "Isu Strategis"),
            self.bagian("bab1.sistematika", "Sistematika Penyajian"),
        )
        return Bab("bab1", "BAB I", "Pendahuluan", berhuruf(bagian))

    def bab2(self) -> Bab:
        """Perencanaan kinerja."""
        tahun = self.bahan.tahun
        judul_pk = f"Perjanjian Kinerja {self.bahan.satker.nama} Tahun {tahun}"
        bagian = (
            self.bagian("bab2.rpjmn", "Arah Kebijakan Nasional"),
            self.bagian("bab2.renstra", "Rencana Strategis", self.renstra()),
            self.bagian(
                "bab2.perjanjian-kinerja",
                f"Perjanjian Kinerja Tahun {tahun}",
                (tables.tabel_pk(self.bahan, "pk", judul_pk),),
            ),
        )
        return Bab("bab2", "BAB II", "Perencanaan Kinerja", berhuruf(bagian))

    def bab3(self) -> Bab:
        """Akuntabilitas kinerja: measurement, analysis per sasaran, money, efficiency."""
        bagian = (self.pengukuran(), self.analisis(), self.keuangan(), self.efisiensi())
        return Bab("bab3", "BAB III", "Akuntabilitas Kinerja", berhuruf(bagian))

    def bab4(self) -> Bab:
        """Penutup."""
        bagian = (
            self.bagian("bab4.kesimpulan", "Kesimpulan"),
            self.bagian("bab4.langkah", "Langkah ke Depan"),
            self.bagian("bab4.saran", "Saran"),
        )
        return Bab("bab4", "BAB IV", "Penutup", berhuruf(bagian))

    def lampiran(self) -> tuple[Bab, ...]:
        """The PK (statement, table, programme budgets), the yearly plan, the budget down to RO."""
        tahun = self.bahan.tahun
        rencana = (Bagian("lampiran.rencana", "", (tables.tabel_rencana_aksi(self.bahan),)),)
        daftar: list[tuple[str, tuple[Bagian, ...], Orientasi]] = [
            ("Perjanjian Kinerja", self.lampiran_pk(), "tegak"),
            (f"Rencana Kinerja Tahun {tahun}", rencana, "mendatar"),
        ]
        if self.bahan.anggaran:
            rincian = (Bagian("lampiran.anggaran", "", (tables.tabel_rincian(self.bahan),)),)
            daftar.append((f"Rincian Realisasi Anggaran Tahun {tahun}", rincian, "mendatar"))
        return tuple(
            Bab(f"lampiran{ke}", f"LAMPIRAN {angka.romawi(ke)}", judul, bagian, orientasi)
            for ke, (judul, bagian, orientasi) in enumerate(daftar, start=1)
        )

    # --- BAB I and II

    def dasar_hukum(self) -> Isi:
        """The register's regulations that are legal bases."""
        butir = tuple(
            (self.figur.angka(f"peraturan.{satu.kunci}"),)
            for satu in self.bahan.peraturan
            if satu.dasar_hukum
        )
        if not butir:
            return (Celah("Belum ada peraturan yang ditandai sebagai dasar hukum."),)
        return (Daftar(butir, urut=True, huruf=True),)

    def renstra(self) -> Isi:
        """Visi, misi, tujuan and sasaran strategis."""
        renstra = self.bahan.renstra
        if renstra is None:
            return (Celah(f"Renstra yang mencakup Tahun {self.bahan.tahun} belum dimuat."),)
        blok: list[Blok] = []
        if renstra.visi:
            blok += [Subjudul(tables.teks("Visi")), Paragraf((Teks(f"“{renstra.visi}”", "em"),))]
        if misi := [satu.uraian for satu in renstra.misi.all()]:
            blok += [Subjudul(tables.teks("Misi")), _daftar(misi)]
        blok.append(Subjudul(tables.teks("Tujuan dan sasaran strategis")))
        for tujuan in renstra.tujuan.all():
            blok.append(Paragraf((Teks(f"Tujuan {tujuan.urutan}: ", "strong"), Teks(_titik(tujuan.uraian)))))
            blok.append(_daftar([satu.uraian for satu in tujuan.sasaran_strategis.all()], urut=False))
        return tuple(blok)

    # --- BAB III

    def pengukuran(self) -> Bagian:
        """A: formulas, the measurement table, what it shows, and what each kegiatan spent."""
        bahan = self.bahan
        anak = [
            Bagian(
                "bab3.hasil-pengukuran",
                "Hasil Pengukuran",
                (
                    tables.tabel_pengukuran(bahan),
                    self.kalimat_rata(),
                    *self.kata("bab3.hasil-pengukuran"),
                    charts.gambar_capaian(bahan),
                ),
            )
        ]
        if bahan.anggaran:
            isi = (*self.kata("bab3.realisasi-kegiatan"), tables.tabel_kegiatan(bahan))
            anak.append(Bagian("bab3.realisasi-kegiatan", "Realisasi Anggaran menurut Kegiatan", isi))
        rumus = (*self.kata("bab3.pengukuran"), MAKSIMASI, MINIMASI)
        return Bagian("bab3.pengukuran", "Capaian Kinerja", rumus, bernomor(tuple(anak)))

    def kalimat_rata(self) -> Paragraf:
        """The overall line: the mean, its method, its predicate, and how rows were bounded."""
        kinerja = self.bahan.kinerja
        isi: list[Teks | Angka] = [
            Teks("Rata-rata capaian kinerja Tahun ", "strong"),
            Teks(f"{self.bahan.tahun}: ", "strong"),
            _tebal(self.figur.angka("capaian.rata_rata")),
            Teks(" (metode: "),
            self.figur.angka("capaian.metode"),
            Teks(f"; {batas_rata(self.bahan)}"),
        ]
        if kinerja.predikat:
            isi += [Teks("; predikat "), self.figur.angka("capaian.predikat")]
            isi += [Teks(", rentang "), self.figur.angka("capaian.rentang")]
        return Paragraf((*isi, Teks(").")))

    def analisis(self) -> Bagian:
        """B: one section per sasaran."""
        anak = tuple(self.analisis_sasaran(satu) for satu in self.bahan.kinerja.sasaran)
        return self.bagian("bab3.analisis", "Analisis Capaian Kinerja", anak=bernomor(anak))

    def analisis_sasaran(self, satu: FigurSasaran) -> Bagian:
        """The comparison table, the words, the recap behind it, then the analysis per indikator."""
        kunci = f"bab3.sasaran-{satu.sasaran.urutan}"
        rekap = [
            tables.tabel_rekap(self.bahan, figur)
            for figur in satu.indikator
            if figur.indikator.metode == "rekap-satker" and figur.realisasi
        ]
        analisis = [blok for figur in satu.indikator for blok in self.analisis_indikator(figur)]
        isi = (
            tables.tabel_perbandingan(self.bahan, satu),
            *self.celah_perbandingan(satu),
            *self.kata(kunci),
            *rekap,
            *self.sumber_daya(satu),
            *analisis,
        )
        return Bagian(kunci, satu.sasaran.uraian, isi)

    def celah_perbandingan(self, sasaran: FigurSasaran) -> Isi:
        """What comparison each indikator lacks (domain: BAB III must hold, 1-4 and 7)."""
        celah: list[Blok] = []
        for satu in sasaran.indikator:
            tidak_ada = [nama for nama, ada in _pembanding(satu) if not ada]
            if tidak_ada:
                pesan = f"Indikator {satu.indikator.nomor} belum memiliki: {', '.join(tidak_ada)}."
                celah.append(Celah(pesan, satu.indikator.get_absolute_url()))
        return tuple(celah)

    def sumber_daya(self, sasaran: FigurSasaran) -> Isi:
        """The kegiatan behind a sasaran with their serapan, and its efficiency (domain: BAB III, 6 and 7)."""
        milik = next(satu for satu in self.bahan.kegiatan if satu.figur is sasaran)
        if not milik.kode:
            return (Celah(f"Sasaran {sasaran.sasaran.urutan} belum dikaitkan dengan kegiatan DIPA."),)
        butir = tuple(self.kalimat_kegiatan(kode) for kode in milik.kode)
        efisiensi = milik.efisiensi(self.bahan.kinerja.aturan.batas_efisiensi)
        if efisiensi.e is None:
            akhir = Celah(f"Efisiensi sasaran {sasaran.sasaran.urutan}: {efisiensi.alasan.kalimat}")
        else:
            isi = f"Tingkat efisiensi sasaran ini {angka.persen(efisiensi.e)}."
            akhir = Paragraf((Teks(isi),))
        return (Subjudul((Teks("Program dan kegiatan yang mendukung"),)), Daftar(butir), akhir)

    def kalimat_kegiatan(self, kode: str) -> tuple[Teks | Angka, ...]:
        """Code, name, pagu, realisasi and serapan of one kegiatan."""
        awalan = f"anggaran.baris.{kode}"
        return (
            Teks(f"{kode} "),
            self.figur.angka(f"{awalan}.uraian"),
            Teks(": pagu "),
            self.figur.angka(f"{awalan}.pagu"),
            Teks(", realisasi "),
            self.figur.angka(f"{awalan}.realisasi"),
            Teks(", serapan "),
            self.figur.angka(f"{awalan}.persen"),
            Teks("."),
        )

    def analisis_indikator(self, satu: FigurIndikator) -> Isi:
        """Causes, efforts, obstacles, recommendations of one indikator."""
        analisis = getattr(satu.realisasi, "analisis", None)
        nomor, url = satu.indikator.nomor, satu.indikator.get_absolute_url()
        if analisis is None:
            return (Celah(f"Indikator {nomor} belum memiliki analisis.", url),)
        blok: list[Blok] = [Subjudul((Teks(f"Analisis: {satu.indikator.nama}"),))]
        if analisis.penyebab:
            blok += [Paragraf(kalimat) for kalimat in butir_teks(analisis.penyebab, self.figur)]
        for judul, isi in (
            ("Upaya yang dilakukan:", analisis.upaya),
            ("Hambatan:", analisis.hambatan),
            ("Rekomendasi:", analisis.rekomendasi),
        ):
            if butir := butir_teks(isi, self.figur):
                blok += [Paragraf((Teks(judul, "strong"),)), Daftar(butir, urut=True)]
            else:
                blok.append(Celah(f"Indikator {nomor} belum memiliki {judul.lower().rstrip(':')}.", url))
        return tuple(blok)

    def keuangan(self) -> Bagian:
        """C: DIPA, revisions, programmes, all satker of the region."""
        bahan = self.bahan
        if bahan.anggaran is None or bahan.riwayat is None:
            celah = Celah(f"DIPA Tahun {bahan.tahun} belum dimuat.")
            return Bagian("bab3.keuangan", "Akuntabilitas Keuangan", (celah,))
        dipa = (*self.kata("bab3.keuangan"), tables.tabel_dipa(bahan))
        if bahan.riwayat.perubahan:
            dipa += (tables.tabel_revisi(bahan),)
        program = (
            *self.kata("bab3.keuangan-program"),
            tables.tabel_program(bahan),
            charts.gambar_program(bahan),
        )
        anak = [
            Bagian("bab3.keuangan-dipa", "DIPA dan Revisinya", dipa),
            Bagian("bab3.keuangan-program", "Realisasi menurut Program", program),
        ]
        if len(bahan.wilayah) > 1:
            wilayah = (
                *self.kata("bab3.keuangan-wilayah"),
                tables.tabel_wilayah(bahan),
                charts.gambar_satker(bahan),
            )
            anak.append(Bagian("bab3.keuangan-wilayah", "Realisasi menurut Satuan Kerja", wilayah))
        return Bagian("bab3.keuangan", "Akuntabilitas Keuangan", (), bernomor(tuple(anak)))

    def efisiensi(self) -> Bagian:
        """D: capaian beside the serapan of the kegiatan behind it."""
        if self.bahan.anggaran is None:
            celah = Celah("Efisiensi belum dapat dihitung karena DIPA belum dimuat.")
            return Bagian("bab3.efisiensi", "Efisiensi Penggunaan Sumber Daya", (celah,))
        tabel = tables.tabel_efisiensi(self.bahan)
        return self.bagian("bab3.efisiensi", "Efisiensi Penggunaan Sumber Daya", (tabel,))

    # --- Lampiran

    def lampiran_pk(self) -> tuple[Bagian, ...]:
        """The statement of both parties on one page, then the signed table and budgets."""
        judul = f"Perjanjian Kinerja Tahun {self.bahan.tahun}"
        tabel = (
            tables.tabel_pk(self.bahan, "lampiran-pk", judul, bernomor=False),
            tables.tabel_anggaran_pk(self.bahan),
            statements.tanda_tangan_lampiran_pk(self.bahan.laporan.perjanjian),
        )
        pernyataan = statements.pernyataan_pk(self.bahan.laporan.perjanjian)
        return (
            Bagian("lampiran.pernyataan", "", (*self.kata("lampiran.pengantar"), *pernyataan)),
            Bagian("lampiran.tabel-pk", judul, tabel),
        )

    # --- words

    def bagian(self, kunci: str, judul: str, sesudah: Isi = (), anak: tuple[Bagian, ...] = ()) -> Bagian:
        """A section: its words, then what the application adds."""
        return Bagian(kunci, judul, (*self.kata(kunci), *sesudah), anak)

    def kata(self, kunci: str) -> Isi:
        """The words of a section; a missing or broken text is a gap, never an empty section."""
        isi = self.bahan.narasi.get(kunci, "")
        if not isi.strip():
            return (Celah(f"Narasi bagian {kunci} belum ditulis."),)
        try:
            return baca_narasi(isi, self.figur, self.tabel)
        except NarasiRusak as galat:
            return (Celah(f"Narasi bagian {kunci} tidak dapat dibaca: {galat}"),)

    def tabel(self, kunci: str) -> Blok:
        """A supporting table by key. KeyError: none."""
        return tables.tabel_pendukung(*self.bahan.tabel[kunci])


def berhuruf(bagian: tuple[Bagian, ...]) -> tuple[Bagian, ...]:
    """Sections numbered A., B., C. …"""
    return _beri(bagian, lambda ke: f"{chr(ord('A') + ke)}.")


def bernomor(bagian: tuple[Bagian, ...]) -> tuple[Bagian, ...]:
    """Sections numbered 1., 2., 3. …"""
    return _beri(bagian, lambda ke: f"{ke + 1}.")


def _beri(bagian: tuple[Bagian, ...], nomor: Callable[[int], str]) -> tuple[Bagian, ...]:
    return tuple(replace(satu, nomor=nomor(ke)) for ke, satu in enumerate(bagian))


def batas_rata(bahan: BahanLkj) -> str:
    """How means bound their rows in this year, in words: each year has a floor and an optional cap."""
    aturan = bahan.kinerja.aturan
    lantai = f"batas bawah {angka.format_angka(aturan.lantai, None)}%"
    if aturan.plafon is None:
        return f"{lantai}, tanpa batas atas"
    return f"{lantai}, batas atas {angka.format_angka(aturan.plafon, None)}%"


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


def _daftar(butir: list[str], urut: bool = True) -> Daftar:
    return Daftar(tuple(tables.teks(_titik(satu)) for satu in butir), urut=urut)


def _titik(kalimat: str) -> str:
    return kalimat if kalimat.endswith(".") else f"{kalimat}."
