"""What a person enters for a realisasi, what is still missing in it, and what is unusual about it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from agreements.models import Indikator
from kinerja.angka import bersatuan, persen
from kinerja.capaian import SERATUS, Capaian, Polaritas, capaian_dari_hasil
from kinerja.hasil import Alasan, Hasil
from kinerja.metode import Metode, SkalaPredikat, pembagi
from kinerja.periode import Agregasi
from measurements.figures import hitung_realisasi
from measurements.models import CapaianLalu, JawabanSatker, Realisasi
from measurements.queries import skala_predikat
from measurements.rows import Rows

BAGIAN_ANALISIS = ("penyebab", "upaya", "hambatan", "rekomendasi")


@dataclass(frozen=True)
class IsianKomponen:
    """One row of the grid of components."""

    nama: str
    pembilang: Decimal
    penyebut: Decimal


@dataclass(frozen=True)
class Isian:
    """The inputs and the words of one realisasi, parsed."""

    nilai: Decimal | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    predikat: str = ""
    komponen: tuple[IsianKomponen, ...] = ()
    alasan_tidak_diukur: str = ""
    keterangan: str = ""
    catatan: str = ""
    penyebab: str = ""
    upaya: str = ""
    hambatan: str = ""
    rekomendasi: str = ""


@dataclass(frozen=True)
class Kekurangan:
    """Something that is missing: of which indikator, in which field, in words."""

    indikator: Indikator
    bidang: str
    kalimat: str


def isi_sekarang(realisasi: Realisasi) -> Isian:
    """What is stored, in the shape in which it is entered."""
    analisis = getattr(realisasi, "analisis", None)
    return Isian(
        nilai=realisasi.nilai,
        pembilang=realisasi.pembilang,
        penyebut=realisasi.penyebut,
        predikat=realisasi.predikat,
        komponen=tuple(
            IsianKomponen(satu.nama, satu.pembilang, satu.penyebut) for satu in realisasi.komponen.all()
        ),
        alasan_tidak_diukur=realisasi.alasan_tidak_diukur,
        keterangan=realisasi.keterangan,
        catatan=realisasi.catatan,
        **{nama: getattr(analisis, nama, "") for nama in BAGIAN_ANALISIS},
    )


@dataclass(frozen=True)
class Pembanding:
    """What a quarter's value is held against; None where it is not known.

    capaian_lalu: last year's in per cent, which is all that is known of some years.
    sebelumnya: the values of the earlier quarters in proportion to the target of this one:
    what is planned to grow is not far from its trend because it grows.
    """

    triwulan_lalu: Decimal | None = None
    tahun_lalu: Decimal | None = None
    capaian_lalu: Decimal | None = None
    sebelumnya: tuple[Decimal, ...] = field(default=())


class Diketik(NamedTuple):
    """What was entered, in the shape of a realisasi: a preview is counted by the code of the stored ones."""

    indikator: Indikator
    triwulan: int
    nilai: Decimal | None
    pembilang: Decimal | None
    penyebut: Decimal | None
    predikat: str
    alasan_tidak_diukur: str
    komponen: Rows[IsianKomponen]
    jawaban: Rows[JawabanSatker]


def sebagai_realisasi(indikator: Indikator, triwulan: int, isian: Isian) -> Diketik:
    """What was entered with the answers of the satker that the stored row has."""
    lama = next((satu for satu in indikator.realisasi.all() if satu.triwulan == triwulan), None)
    return Diketik(
        indikator,
        triwulan,
        isian.nilai,
        isian.pembilang,
        isian.penyebut,
        isian.predikat,
        isian.alasan_tidak_diukur,
        Rows(isian.komponen),
        Rows(lama.jawaban.all() if lama else ()),
    )


def target_triwulan(indikator: Indikator, triwulan: int) -> Decimal | None:
    """The target of the rencana aksi for a quarter."""
    return next((satu.nilai for satu in indikator.target_triwulan.all() if satu.triwulan == triwulan), None)


def hasil_dan_capaian(
    realisasi: Realisasi | Diketik, target: Decimal | None, skala: dict[str, SkalaPredikat] | None = None
) -> tuple[Hasil, Capaian]:
    """The quarter's value by its metode and its capaian against the quarter's target.

    skala: every ordinal scale, where the caller has read them already.
    """
    indikator = realisasi.indikator
    hasil = hitung_realisasi(indikator, realisasi, skala_predikat() if skala is None else skala)
    rencana = pembagi(indikator.metode, target)
    return hasil, capaian_dari_hasil(Polaritas(indikator.polaritas), rencana, hasil)


def kekurangan(realisasi: Realisasi, skala: dict[str, SkalaPredikat] | None = None) -> list[Kekurangan]:
    """Everything a realisasi lacks before it may be submitted; the page and the gate ask here.

    Without further queries where the indikator's rows were read before.
    """
    indikator = realisasi.indikator
    if realisasi.alasan_tidak_diukur:
        return []
    skala = skala_predikat() if skala is None else skala
    hasil, capaian = hasil_dan_capaian(realisasi, target_triwulan(indikator, realisasi.triwulan), skala)
    kurang = []
    # A predicate that misses the target has no percentage, yet it is an answer.
    if hasil.alasan not in (None, Alasan.PREDIKAT_TIDAK_BERNILAI):
        kurang.append(Kekurangan(indikator, bidang_nilai(indikator), hasil.alasan.kalimat))
    analisis = getattr(realisasi, "analisis", None)
    kurang += [
        Kekurangan(indikator, nama, f"{label} belum diisi.")
        for nama, label in analisis_wajib(capaian)
        if not getattr(analisis, nama, "").strip()
    ]
    if not realisasi.catatan.strip():
        for sebab in tidak_biasa(realisasi, hasil, capaian, pembanding(realisasi, skala)):
            kurang.append(Kekurangan(indikator, "catatan", f"{sebab} Jelaskan dalam catatan."))
    if not realisasi.bukti.all():
        kurang.append(Kekurangan(indikator, "bukti", "Belum ada bukti dukung."))
    return kurang


#: What `analisis_wajib` asks for, said before anything is typed.
KETENTUAN_ANALISIS = (
    "Penyebab dan upaya wajib diisi sebelum diajukan;"
    " hambatan dan rekomendasi juga, bila target tidak tercapai."
)


def analisis_wajib(capaian: Capaian) -> list[tuple[str, str]]:
    """The parts of the analysis that must be written: more of them where the target is missed."""
    wajib = [("penyebab", "Penyebab keberhasilan atau kegagalan"), ("upaya", "Upaya")]
    luput = capaian.persen is not None and capaian.persen < SERATUS
    if luput or capaian.alasan is Alasan.PREDIKAT_TIDAK_BERNILAI:
        wajib += [("hambatan", "Hambatan"), ("rekomendasi", "Rekomendasi dan tindak lanjut")]
    return wajib


def tidak_biasa(
    realisasi: Realisasi | Diketik, hasil: Hasil, capaian: Capaian, banding: Pembanding
) -> list[str]:
    """What is unusual about a value, each as a sentence; nothing is changed, a note is asked for."""
    if hasil.nilai is None:
        return []
    indikator = realisasi.indikator
    sebab = _komponen_lebih(realisasi)
    if capaian.persen is not None and capaian.persen > SERATUS:
        sebab.append(f"Capaian {persen(capaian.persen)} melebihi 100%.")
    if banding.triwulan_lalu is not None and _memburuk(indikator, hasil.nilai, banding.triwulan_lalu):
        lalu = bersatuan(banding.triwulan_lalu, indikator.satuan)
        sebab.append(f"Nilai lebih buruk daripada triwulan sebelumnya ({lalu}).")
    if _seperti_tahun_lalu(hasil.nilai, capaian, banding):
        sebab.append("Nilai sama persis dengan tahun lalu.")
    if _jauh(hasil.nilai, banding.sebelumnya):
        sebab.append("Nilai jauh dari kecenderungan triwulan sebelumnya.")
    return sebab


def pembanding(realisasi: Realisasi | Diketik, skala: dict[str, SkalaPredikat] | None = None) -> Pembanding:
    """The earlier quarters of the same indikator and last year's figure."""
    indikator = realisasi.indikator
    skala = skala_predikat() if skala is None else skala
    urut = sorted(indikator.realisasi.all(), key=lambda satu: satu.triwulan)
    lalu = [
        (satu.triwulan, nilai)
        for satu in urut
        if satu.triwulan < realisasi.triwulan
        and (nilai := hitung_realisasi(indikator, satu, skala).nilai) is not None
    ]
    riwayat = tahun_sebelumnya(indikator)
    target = {satu.triwulan: satu.nilai for satu in indikator.target_triwulan.all()}
    kini = target.get(realisasi.triwulan)
    sebelumnya = tuple(_sepadan(nilai, target.get(ke), kini) for ke, nilai in lalu)
    return Pembanding(
        lalu[-1][1] if lalu else None,
        riwayat.realisasi if riwayat else None,
        riwayat.capaian if riwayat else None,
        sebelumnya,
    )


def tahun_sebelumnya(indikator: Indikator) -> CapaianLalu | None:
    """What is recorded of the year before; `capaian_lalu` is prefetched."""
    tahun = indikator.sasaran.perjanjian.tahun - 1
    return next((satu for satu in indikator.capaian_lalu.all() if satu.tahun == tahun), None)


def _seperti_tahun_lalu(nilai: Decimal, capaian: Capaian, banding: Pembanding) -> bool:
    """Equal to the last decimal, and not because the target was met; like is held against like."""
    if capaian.persen == SERATUS:
        return False
    if banding.tahun_lalu is not None:
        return nilai == banding.tahun_lalu
    return capaian.persen is not None and capaian.persen == banding.capaian_lalu


def _sepadan(nilai: Decimal, target: Decimal | None, kini: Decimal | None) -> Decimal:
    """A value of another quarter as it would be with this quarter's target."""
    return nilai * kini / target if target and kini else nilai


def bidang_nilai(indikator: Indikator) -> str:
    """The field of the entry form that holds the inputs of a metode."""
    return {
        Metode.LANGSUNG: "nilai",
        Metode.RASIO: "pembilang",
        Metode.RATA_RATA_RASIO: "komponen",
        Metode.RASIO_GABUNGAN: "komponen",
        Metode.REKAP_SATKER: "rekap",
        Metode.PREDIKAT: "predikat",
    }[Metode(indikator.metode)]


def _komponen_lebih(realisasi: Realisasi | Diketik) -> list[str]:
    """Components of which more is counted than there is: a mean or a sum of many would hide them."""
    if realisasi.indikator.metode not in (Metode.RATA_RATA_RASIO, Metode.RASIO_GABUNGAN):
        return []
    return [
        f"Pembilang komponen {satu.nama} ({bersatuan(satu.pembilang, '')}) melebihi penyebutnya"
        f" ({bersatuan(satu.penyebut, '')})."
        for satu in realisasi.komponen.all()
        if satu.pembilang > satu.penyebut
    ]


def _memburuk(indikator: Indikator, nilai: Decimal, lalu: Decimal) -> bool:
    """A fall only means something for values that stand for the year so far."""
    if indikator.agregasi != Agregasi.NILAI_AKHIR:
        return False
    return nilai < lalu if indikator.polaritas == Polaritas.MAKSIMASI else nilai > lalu


def _jauh(nilai: Decimal, sebelumnya: tuple[Decimal, ...]) -> bool:
    """More than half away from the mean of at least two earlier quarters."""
    if len(sebelumnya) < 2:
        return False
    rata = sum(sebelumnya, Decimal(0)) / len(sebelumnya)
    return rata != 0 and abs(nilai - rata) > abs(rata) / 2
