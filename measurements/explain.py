"""Where a figure comes from: the formula with its numbers, the inputs of each metode as a small table."""

from dataclasses import dataclass

from agreements.models import Indikator
from kinerja.angka import bersatuan, format_angka, persen
from kinerja.capaian import Polaritas, TabelPredikat
from kinerja.hasil import Alasan
from kinerja.metode import Metode, Pecahan, rasio
from kinerja.periode import Agregasi
from measurements.figures import FigurIndikator, FigurTriwulan, jawaban_memenuhi
from measurements.models import JawabanSatker, Realisasi
from measurements.queries import skala_nilai
from measurements.rows import IndikatorUkur
from measurements.tabel import KOSONG, Baris, JenisKolom, Kolom, Sel, Tabel, susun_tabel

RUMUS = {
    Polaritas.MAKSIMASI: "realisasi ÷ target × 100%",
    Polaritas.MINIMASI: "(target − (realisasi − target)) ÷ target × 100%",
}


@dataclass(frozen=True)
class Rumus:
    """The formula in words and with the numbers in their places; `angka` is empty when not computable."""

    kata: str
    angka: str


@dataclass(frozen=True)
class Asal:
    """Where a realisasi comes from: one sentence and, for a computed metode, its inputs as a table."""

    kalimat: str
    tabel: Tabel | None = None


def rumus(figur: FigurIndikator) -> Rumus:
    """The formula of the capaian, written out with this year's numbers."""
    kata = RUMUS[Polaritas(figur.indikator.polaritas)]
    rencana, nyata, capaian = figur.indikator.rencana, figur.hasil.nilai, figur.capaian.persen
    if rencana is None or nyata is None or capaian is None or rencana == 0:
        return Rumus(kata, "")
    t, r = bersatuan(rencana, ""), bersatuan(nyata, "")
    if figur.indikator.polaritas == Polaritas.MAKSIMASI:
        return Rumus(kata, f"{r} ÷ {t} × 100% = {persen(capaian)}")
    return Rumus(kata, f"({t} − ({r} − {t})) ÷ {t} × 100% = {persen(capaian)}")


def asal(figur: FigurIndikator, skala: dict[str, TabelPredikat] | None = None) -> Asal:
    """How the figure of the year was counted: from its one quarter, or from several by the aggregation."""
    if len(figur.dipakai) > 1:
        return Asal(_kalimat_agregasi(figur))
    ada = [satu for satu in (figur.dipakai or figur.triwulan) if satu.realisasi]
    return asal_triwulan(ada[-1], skala) if ada else Asal(Alasan.BELUM_ADA_REALISASI.kalimat)


def asal_triwulan(satu: FigurTriwulan, skala: dict[str, TabelPredikat] | None = None) -> Asal:
    """The same for one quarter that has a realisasi. skala: the scales, where they were read already."""
    realisasi, metode = satu.realisasi, Metode(satu.indikator.metode)
    if realisasi.alasan_tidak_diukur:
        return Asal(f"Indikator tidak diukur: {realisasi.alasan_tidak_diukur}")
    match metode:
        case Metode.LANGSUNG:
            return Asal("Nilai dimasukkan langsung, tanpa penghitungan oleh aplikasi.")
        case Metode.RASIO:
            return Asal(_kalimat_rasio(realisasi))
        case Metode.RATA_RATA_RASIO:
            kalimat = "Rata-rata dari rasio setiap komponen; setiap komponen berbobot sama."
            return Asal(kalimat, _tabel_komponen(satu, gabungan=False))
        case Metode.RASIO_GABUNGAN:
            kalimat = "Jumlah pembilang seluruh komponen dibagi jumlah penyebutnya."
            return Asal(kalimat, _tabel_komponen(satu, gabungan=True))
        case Metode.REKAP_SATKER:
            return _asal_rekap(satu, skala_nilai() if skala is None else skala)
        case Metode.PREDIKAT:
            diperoleh, target = realisasi.predikat or "belum diisi", satu.indikator.target_predikat
            return Asal(f"Predikat yang diperoleh: {diperoleh}. Target: {target}.")


def _kalimat_agregasi(figur: FigurIndikator) -> str:
    """Several quarters make the year: their values, and where each is explained."""
    cara = "Jumlah" if figur.indikator.agregasi == Agregasi.JUMLAH else "Rata-rata"
    nilai = "; ".join(f"{satu.triwulan}: {bersatuan(satu.hasil.nilai, '')}" for satu in figur.dipakai)
    return f"{cara} realisasi {len(figur.dipakai)} triwulan ({nilai})."


def _kalimat_rasio(realisasi: Realisasi) -> str:
    hasil = rasio(Pecahan(realisasi.pembilang, realisasi.penyebut))
    if hasil.alasan:
        return hasil.alasan.kalimat
    atas, bawah = bersatuan(realisasi.pembilang, ""), bersatuan(realisasi.penyebut, "")
    return f"Pembilang ÷ penyebut × 100% = {atas} ÷ {bawah} × 100% = {persen(hasil.nilai)}"


def _tabel_komponen(triwulan: FigurTriwulan, *, gabungan: bool) -> Tabel:
    kolom = [
        {"kunci": "nama", "judul": "Komponen", "jenis": "teks"},
        {"kunci": "pembilang", "judul": "Pembilang", "jenis": "bilangan", "jumlah": True},
        {"kunci": "penyebut", "judul": "Penyebut", "jenis": "bilangan", "jumlah": True},
        {
            "kunci": "rasio",
            "judul": "Rasio",
            "jenis": "rasio",
            "pembilang": "pembilang",
            "penyebut": "penyebut",
        },
    ]
    komponen = triwulan.realisasi.komponen.all()
    baris = [[satu.nama, f"{satu.pembilang:f}", f"{satu.penyebut:f}"] for satu in komponen]
    tabel = susun_tabel("komponen", "Komponen penghitungan", "tegak", "", kolom, baris)
    nilai = triwulan.hasil.nilai
    if gabungan or nilai is None:
        return tabel
    rata = (_teks("RATA-RATA"), _teks(""), _teks(""), Sel(nilai, persen(nilai), True))
    return Tabel(tabel.kunci, tabel.judul, tabel.orientasi, "", tabel.kolom, tabel.baris, rata)


def _asal_rekap(satu: FigurTriwulan, semua: dict[str, TabelPredikat]) -> Asal:
    """The answers of the satker, each against the criterion (domain: rekap satker)."""
    jawaban = list(satu.realisasi.jawaban.all())
    memenuhi = jawaban_memenuhi(satu.indikator, jawaban)
    kolom = (
        Kolom("satker", "Satker", JenisKolom.TEKS),
        Kolom("nilai", "Nilai", JenisKolom.BILANGAN),
        Kolom("predikat", "Predikat", JenisKolom.TEKS),
        Kolom("memenuhi", "Memenuhi kriteria", JenisKolom.TEKS),
    )
    skala = semua.get(satu.indikator.skala)
    baris = tuple(_baris_jawaban(isi, arti, skala) for isi, arti in zip(jawaban, memenuhi, strict=True))
    kalimat = (
        f"{memenuhi.count(True)} dari {len(jawaban)} satker memenuhi kriteria {_kriteria(satu.indikator)}."
    )
    return Asal(kalimat, Tabel("jawaban", "Jawaban satker", "tegak", "", kolom, baris, None))


def _kriteria(indikator: Indikator | IndikatorUkur) -> str:
    nilai = f"nilai di atas {bersatuan(indikator.kriteria_nilai, '')}"
    return f"predikat paling rendah {indikator.kriteria} ({nilai})" if indikator.kriteria else nilai


def _baris_jawaban(jawaban: JawabanSatker, memenuhi: bool | None, skala: TabelPredikat | None) -> Baris:
    if jawaban.nilai is None:
        return (_teks(jawaban.satker.nama), Sel(None, KOSONG, True), _teks(KOSONG), _teks("Belum menjawab"))
    rentang = skala.untuk(jawaban.nilai) if skala else None
    return (
        _teks(jawaban.satker.nama),
        Sel(jawaban.nilai, format_angka(jawaban.nilai), True),
        _teks(rentang.nama if rentang else KOSONG),
        _teks("Ya" if memenuhi else "Tidak"),
    )


def _teks(isi: str) -> Sel:
    return Sel(isi, isi)
