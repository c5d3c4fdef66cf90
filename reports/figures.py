"""Every figure a report may print, by key: its value, its text, the page it comes from.

Keys, all lower case save budget codes: satker.*, tahun.*, lkj.*, renstra.*, pejabat.*, organisasi.*, pk.*,
capaian.*, sasaran.N.*, indikator.N.*, anggaran.*, efisiensi.*, tabel.KEY.*, peraturan.KEY[.singkat].
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from agreements.choices import METODE_RATA_RATA
from agreements.display import nilai_teks, target_teks
from kinerja import angka
from kinerja.capaian import Capaian
from kinerja.metode import Metode
from kinerja.serapan import Serapan
from measurements.display import realisasi_teks
from measurements.figures import FigurIndikator, jawaban_memenuhi
from measurements.tabel import JenisKolom, Tabel
from reports.document import Angka
from reports.queries import BahanLkj
from ui.words import jumlah_kata, terbilang

BELUM_DIUKUR = "belum diukur"


class FigurTidakDikenal(KeyError):
    """No figure has this key, or it cannot be written in the way asked for."""


@dataclass(frozen=True)
class Nilai:
    """A figure: its text, its whole number where it has one, and where it comes from."""

    teks: str
    bulat: int | None = None
    satuan: str = ""
    url: str = ""
    asal: str = ""


class Figur:
    """The figures of one report, each family counted when its first figure is asked for."""

    def __init__(self, bahan: BahanLkj) -> None:
        self._bahan = bahan
        self._per_keluarga: dict[str, dict[str, Nilai]] = {}

    @classmethod
    def dari(cls, bahan: BahanLkj) -> "Figur":
        """The figures of a material, counted once for all who ask."""
        return vars(bahan).setdefault("_figur", cls(bahan))

    def angka(self, kunci: str, cara: str = "") -> Angka:
        """The figure as inline content; `cara` is "", "terbilang" or "angka".

        FigurTidakDikenal: no such key, no such way of writing, or one that needs a whole number.
        """
        nilai = self._keluarga(kunci.partition(".")[0]).get(kunci) or self._tabel(kunci)
        if nilai is None:
            raise FigurTidakDikenal(kunci)
        return Angka(kunci, _tulis(kunci, nilai, cara), nilai.url, nilai.asal)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """(key, text) of every figure, sorted; cells of supporting tables are in their tables."""
        return ((kunci, nilai.teks) for kunci, nilai in self.nilai())

    def nilai(self) -> Iterator[tuple[str, Nilai]]:
        """(key, figure) of every figure, sorted: what typed numbers are compared with."""
        return iter(self._bahan.dari(_urut))

    def _keluarga(self, nama: str) -> dict[str, Nilai]:
        """The figures whose keys begin with one word."""
        if nama not in self._per_keluarga:
            self._per_keluarga[nama] = self._bahan.dari(_hitung, nama)
        return self._per_keluarga[nama]

    def _tabel(self, kunci: str) -> Nilai | None:
        bagian = kunci.split(".")
        if bagian[0] != "tabel" or len(bagian) < 3 or bagian[1] not in self._bahan.tabel:
            return None
        _, tabel = self._bahan.tabel[bagian[1]]
        return _nilai_tabel(tabel, bagian[2:], self._bahan.alamat_tabel[tabel.kunci])


def _urut(bahan: BahanLkj) -> list[tuple[str, Nilai]]:
    figur = Figur.dari(bahan)
    semua = (satu for nama in KELUARGA for satu in figur._keluarga(nama).items())
    return sorted(semua, key=lambda satu: satu[0])


def _hitung(bahan: BahanLkj, nama: str) -> dict[str, Nilai]:
    return _tanpa_ganda(KELUARGA[nama](bahan)) if nama in KELUARGA else {}


def _tulis(kunci: str, nilai: Nilai, cara: str) -> str:
    if not cara:
        return nilai.teks
    if nilai.bulat is None or cara not in ("angka", "terbilang"):
        raise FigurTidakDikenal(f"{kunci}|{cara}")
    if cara == "angka":
        return angka.format_angka(nilai.bulat, 0)
    return f"{terbilang(nilai.bulat)} {nilai.satuan}".strip()


def _tanpa_ganda(isi: Iterator[tuple[str, Nilai]]) -> dict[str, Nilai]:
    """Figures by key; a key with two meanings has none (two indikator of one number, six Anggota)."""
    hasil: dict[str, Nilai] = {}
    ganda: set[str] = set()
    for kunci, nilai in isi:
        if kunci in hasil and hasil[kunci] != nilai:
            ganda.add(kunci)
        hasil[kunci] = nilai
    return {kunci: nilai for kunci, nilai in hasil.items() if kunci not in ganda}


def _teks(isi: object, url: str = "", asal: str = "") -> Nilai:
    return Nilai(str(isi), url=url, asal=asal)


def _banyak(isi: int, url: str = "", asal: str = "") -> Nilai:
    return Nilai(jumlah_kata(isi), isi, "", url, asal)


def _rupiah(isi: int, url: str = "", asal: str = "") -> Nilai:
    return Nilai(angka.rupiah(isi), isi, "rupiah", url, asal)


def _persen(isi: Decimal | None, url: str = "", asal: str = "") -> Nilai:
    return Nilai("belum dapat dihitung" if isi is None else angka.persen(isi), url=url, asal=asal)


def _tanggal(isi: date | None) -> Nilai:
    return Nilai("belum ditetapkan" if isi is None else angka.tanggal(isi))


def _satker(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    satker = bahan.satker
    yield "satker.nama", _teks(satker.nama)
    yield "satker.sekretariat", _teks(f"Sekretariat {satker.nama}")
    yield "satker.nama_panjang", _teks(satker.nama_panjang)
    yield "satker.wilayah", _teks(satker.wilayah)
    yield "satker.ibu_kota", _teks(satker.ibu_kota)
    yield "satker.jumlah_bawahan", _banyak(bahan.banyak_wilayah - 1)
    yield "satker.jumlah_wilayah", _banyak(bahan.banyak_wilayah)


def _tahun(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    yield "tahun.ini", _teks(bahan.tahun)
    yield "tahun.lalu", _teks(bahan.tahun - 1)
    yield "tahun.depan", _teks(bahan.tahun + 1)


def _lkj(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    yield "lkj.tempat", _teks(bahan.laporan.tempat)
    yield "lkj.tanggal", _tanggal(bahan.laporan.tanggal)


def _pejabat(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    for pejabat in bahan.pejabat:
        yield f"pejabat.{pejabat.jabatan}", _teks(pejabat.nama)


def _organisasi(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    yield "organisasi.jumlah_bagian", _banyak(sum(satu.induk_id is None for satu in bahan.bagian))
    yield "organisasi.jumlah_subbagian", _banyak(sum(satu.induk_id is not None for satu in bahan.bagian))


def _renstra(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    renstra = bahan.renstra
    if renstra is None:
        return
    tujuan = list(renstra.tujuan.all())
    url = reverse("agreements:renstra", args=[bahan.satker.slug])
    yield "renstra.periode", _teks(renstra.periode, url, "Renstra")
    yield "renstra.visi", _teks(renstra.visi, url, "Renstra")
    yield "renstra.jumlah_misi", _banyak(len(renstra.misi.all()), url, "Renstra")
    yield "renstra.jumlah_tujuan", _banyak(len(tujuan), url, "Renstra")
    sasaran = sum(len(satu.sasaran_strategis.all()) for satu in tujuan)
    yield "renstra.jumlah_sasaran", _banyak(sasaran, url, "Renstra")


def _perjanjian(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    perjanjian = bahan.laporan.perjanjian
    url, asal = bahan.alamat_pk, "Perjanjian Kinerja"
    yield "pk.tanggal", Nilai(_tanggal(perjanjian.tanggal).teks, url=url, asal=asal)
    for peran, pejabat in (("pertama", perjanjian.pihak_pertama), ("kedua", perjanjian.pihak_kedua)):
        if pejabat:
            yield f"pk.pihak_{peran}", _teks(pejabat.nama, url, asal)
    yield "pk.versi", Nilai(str(perjanjian.versi), perjanjian.versi, "", url, asal)
    yield "pk.jumlah_sasaran", _banyak(len(bahan.kinerja_ringkas.sasaran), url, asal)
    yield "pk.jumlah_indikator", _banyak(len(bahan.kinerja_ringkas.indikator), url, asal)
    yield "pk.anggaran", _rupiah(sum(satu.nilai for satu in bahan.anggaran_pk), url, asal)


def _capaian(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    kinerja = bahan.kinerja_ringkas
    url, asal = bahan.alamat_capaian, "Pengukuran kinerja"
    yield "capaian.rata_rata", _persen(kinerja.rata.persen, url, asal)
    yield "capaian.rata_rata_indikator", _persen(kinerja.rata_indikator.persen, url, asal)
    metode = dict(METODE_RATA_RATA)[bahan.laporan.perjanjian.metode_rata_rata]
    yield "capaian.metode", _teks(metode, url, asal)
    if kinerja.predikat:
        yield "capaian.predikat", _teks(kinerja.predikat.nama, url, asal)
        yield "capaian.rentang", _teks(kinerja.predikat.teks, url, asal)
    yield "capaian.jumlah_memenuhi", _banyak(kinerja.memenuhi, url, asal)
    yield "capaian.jumlah_di_bawah", _banyak(kinerja.di_bawah, url, asal)
    yield "capaian.jumlah_tidak_terhitung", _banyak(kinerja.tidak_terhitung, url, asal)


def _sasaran(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    url, asal = bahan.alamat_capaian, "Pengukuran kinerja"
    for satu in bahan.kinerja_ringkas.sasaran:
        awalan = f"sasaran.{satu.sasaran.urutan}"
        yield f"{awalan}.uraian", _teks(satu.sasaran.uraian, url, asal)
        yield f"{awalan}.capaian", _persen(satu.rata.persen, url, asal)


def _indikator(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    renstra = bahan.target_renstra
    for figur in bahan.kinerja_ringkas.indikator:
        url, asal = figur.indikator.get_absolute_url(), f"Indikator {figur.indikator.nomor}"
        for nama, teks in _teks_indikator(figur):
            yield f"indikator.{figur.indikator.nomor}.{nama}", _teks(teks, url, asal)
        if figur.indikator.pk in renstra:
            teks = nilai_teks(*renstra[figur.indikator.pk])
            yield f"indikator.{figur.indikator.nomor}.target_renstra", _teks(teks, url, asal)
        for nama, banyak in _banyak_indikator(figur):
            yield f"indikator.{figur.indikator.nomor}.{nama}", _banyak(banyak, url, asal)


def _teks_indikator(figur: FigurIndikator) -> Iterator[tuple[str, str]]:
    indikator, realisasi = figur.indikator, figur.realisasi
    yield "nama", indikator.nama
    yield "target", target_teks(indikator)
    yield "realisasi", realisasi_teks(figur) or BELUM_DIUKUR
    yield "capaian", tulis_capaian(figur.capaian)
    yield "capaian_lalu", tulis_capaian_lalu(figur)
    if realisasi and realisasi.pembilang is not None:
        yield "pembilang", angka.format_angka(realisasi.pembilang, None)
        yield "penyebut", angka.format_angka(realisasi.penyebut, None)


def _banyak_indikator(figur: FigurIndikator) -> Iterator[tuple[str, int]]:
    if figur.indikator.metode != Metode.REKAP_SATKER or figur.realisasi is None:
        return
    jawaban = jawaban_memenuhi(figur.indikator, figur.realisasi.jawaban.all())
    yield "memenuhi", sum(satu is True for satu in jawaban)
    yield "satker", len(jawaban)


def tulis_capaian(capaian: Capaian, tanpa: str = BELUM_DIUKUR) -> str:
    """A percentage, or that there is none."""
    return tanpa if capaian.persen is None else angka.persen(capaian.persen)


def tulis_capaian_lalu(figur: FigurIndikator) -> str:
    """Last year's capaian, or what was noted in its place."""
    return tulis_capaian(figur.capaian_lalu, (figur.lalu.catatan if figur.lalu else "") or BELUM_DIUKUR)


def _anggaran(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    rekap = bahan.alamat_wilayah
    yield from _serapan("anggaran.wilayah", bahan.serapan_wilayah, rekap, "Anggaran satker")
    if bahan.anggaran is None or bahan.riwayat is None:
        return
    url, asal = _asal_dipa(bahan)
    yield from _serapan("anggaran", bahan.anggaran.serapan, url, asal)
    yield from _riwayat(bahan, url, asal)
    for simpul in bahan.anggaran.telusuri():
        awalan = f"anggaran.baris.{simpul.baris.kode}"
        yield f"{awalan}.uraian", _teks(simpul.baris.uraian, url, asal)
        yield from _serapan(awalan, simpul.serapan, f"{url}#baris-{simpul.baris.kode}", asal)
    for akar in bahan.anggaran.akar:
        awalan = f"anggaran.program.{akar.baris.kode}"
        yield f"{awalan}.nama", _teks(nama_program(akar.baris.uraian), url, asal)
        yield f"{awalan}.pagu_awal", _rupiah(bahan.riwayat.awal.get(akar.baris.kode, 0), url, asal)
        yield from _serapan(awalan, akar.serapan, url, asal)


def _efisiensi(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    if bahan.anggaran is None or bahan.riwayat is None:
        return
    url, asal = _asal_dipa(bahan)
    efisiensi = bahan.efisiensi
    yield "efisiensi.persen", _persen(efisiensi.e, url, asal)
    if efisiensi.nilai is not None:
        yield "efisiensi.nilai", _teks(angka.format_angka(efisiensi.nilai), url, asal)
    for satu in bahan.kegiatan:
        e = satu.efisiensi(bahan.kinerja.aturan.batas_efisiensi).e
        if satu.kode and e is not None:
            yield f"efisiensi.sasaran.{satu.figur.sasaran.urutan}", _persen(e, url, asal)


def _asal_dipa(bahan: BahanLkj) -> tuple[str, str]:
    return bahan.alamat_dipa, "DIPA dan realisasi anggaran"


def nama_program(uraian: str) -> str:
    """The name of a programme without the word itself, so that a sentence may say "Program {nama}"."""
    return uraian.removeprefix("Program ")


def _serapan(awalan: str, serapan: Serapan, url: str, asal: str) -> Iterator[tuple[str, Nilai]]:
    yield f"{awalan}.pagu", _rupiah(serapan.pagu, url, asal)
    yield f"{awalan}.realisasi", _rupiah(serapan.realisasi, url, asal)
    yield f"{awalan}.sisa", _rupiah(serapan.sisa, url, asal)
    yield f"{awalan}.persen", _persen(serapan.persen, url, asal)
    yield f"{awalan}.persen_sisa", _persen(serapan.persen_sisa, url, asal)


def _riwayat(bahan: BahanLkj, url: str, asal: str) -> Iterator[tuple[str, Nilai]]:
    riwayat, pagu = bahan.riwayat, bahan.anggaran.serapan.pagu
    yield "anggaran.pagu_awal", _rupiah(riwayat.pagu_awal, url, asal)
    yield "anggaran.tambahan", _rupiah(pagu - riwayat.pagu_awal, url, asal)
    yield "anggaran.selisih_pk", _rupiah(pagu - sum(satu.nilai for satu in bahan.anggaran_pk), url, asal)
    yield "anggaran.jumlah_revisi", _banyak(len(riwayat.perubahan), url, asal)
    if riwayat.perubahan:
        yield "anggaran.revisi_pertama", _tanggal(riwayat.perubahan[0].tanggal)
        yield "anggaran.revisi_terakhir", _tanggal(riwayat.perubahan[-1].tanggal)


def _peraturan(bahan: BahanLkj) -> Iterator[tuple[str, Nilai]]:
    for satu in bahan.peraturan:
        yield f"peraturan.{satu.kunci}", _teks(satu.sitasi)
        yield f"peraturan.{satu.kunci}.singkat", _teks(satu.singkat)


#: What counts the figures of a key's first word.
KELUARGA: dict[str, Callable[[BahanLkj], Iterator[tuple[str, Nilai]]]] = {
    "satker": _satker,
    "tahun": _tahun,
    "lkj": _lkj,
    "pejabat": _pejabat,
    "organisasi": _organisasi,
    "renstra": _renstra,
    "pk": _perjanjian,
    "capaian": _capaian,
    "sasaran": _sasaran,
    "indikator": _indikator,
    "anggaran": _anggaran,
    "efisiensi": _efisiensi,
    "peraturan": _peraturan,
}


def _nilai_tabel(tabel: Tabel, bagian: list[str], url: str) -> Nilai | None:
    """The figure of a supporting table that the rest of a key names; None when it names none."""
    asal = tabel.judul
    try:
        match bagian:
            case ["jumlah_baris"]:
                return _banyak(len(tabel.baris), url, asal)
            case ["jumlah", kolom]:
                return _nilai_kolom(tabel, kolom, tabel.jumlah_kolom, url)
            case ["rata_rata", kolom]:
                return _nilai_kolom(tabel, kolom, tabel.rata_rata, url)
            case ["baris", nomor, kolom]:
                return _teks(tabel.sel(int(nomor), kolom).teks, url, asal)
    except (KeyError, IndexError, ValueError):
        return None
    return None


def _nilai_kolom(tabel: Tabel, kunci: str, hitung: Callable[[str], Decimal], url: str) -> Nilai:
    nilai = hitung(kunci)
    jenis = next(satu.jenis for satu in tabel.kolom if satu.kunci == kunci)
    if jenis is JenisKolom.RUPIAH:
        return _rupiah(int(angka.bulatkan(nilai, 0)), url, tabel.judul)
    if jenis in (JenisKolom.RASIO, JenisKolom.PERSEN):
        return _persen(nilai, url, tabel.judul)
    bulat = int(nilai) if nilai == nilai.to_integral_value() else None
    return Nilai(angka.format_angka(nilai, None if bulat is not None else 2), bulat, "", url, tabel.judul)
