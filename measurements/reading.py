"""Rows that hang on many indikator, read all at once and handed out, in a fixed number of queries."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet, prefetch_related_objects

from agreements.models import (
    Indikator,
    KegiatanPendukung,
    PerjanjianKinerja,
    SasaranKegiatan,
    TargetTriwulan,
)
from measurements.lineage import leluhur_dari, penerus, terbaru
from measurements.models import (
    BuktiDukung,
    CapaianLalu,
    JawabanSatker,
    Komentar,
    Komponen,
    Realisasi,
    TabelPendukung,
)
from measurements.rows import KOSONG, before, hanging, inherited


def for_report(perjanjian: PerjanjianKinerja) -> list[SasaranKegiatan]:
    """The sasaran of a PK with their indikator and everything that is known of them."""
    semua = SasaranKegiatan.objects.order_by("urutan").select_related("sasaran_strategis__tujuan")
    sasaran = hand_out([perjanjian], "sasaran_kegiatan", semua)
    promised = Indikator.objects.order_by("nomor").select_related("penanggung_jawab", "iku")
    read_whole(hand_out(sasaran, "indikator", promised))
    return sasaran


def read_whole(indikator: Sequence[Indikator]) -> None:
    """Words, evidence and tables, the kegiatan and the Renstra behind them, beside what figures need."""
    whole = Realisasi.objects.order_by("triwulan").select_related("analisis", "diverifikasi_oleh")
    lama = leluhur_dari(indikator)
    realisasi = hand_down(indikator, "realisasi", whole, lama, "triwulan")
    jawaban = JawabanSatker.objects.order_by("satker__urutan").select_related("satker")
    hand_out(realisasi, "komponen", Komponen.objects.order_by("urutan"))
    hand_out(realisasi, "bukti", BuktiDukung.objects.order_by("urutan").select_related("diunggah_oleh"))
    hand_out(realisasi, "jawaban", jawaban)
    hand_out(indikator, "target_triwulan", TargetTriwulan.objects.order_by("triwulan"))
    hand_down(indikator, "capaian_lalu", CapaianLalu.objects.order_by("tahun"), lama, "tahun")
    tabel = TabelPendukung.objects.filter(dihapus_pada=None).order_by("urutan", "kunci")
    hand_down(indikator, "tabel_pendukung", tabel, lama, "tempat")
    hand_out(indikator, "kegiatan_pendukung", KegiatanPendukung.objects.order_by("kode"))
    prefetch_related_objects(indikator, "iku__target")


def read_inputs(indikator: Sequence[Indikator], kini: QuerySet[Realisasi], triwulan: int) -> list[Realisasi]:
    """What a quarter of these indikator of one PK is counted from and held against.

    Their realisasi are those up to the quarter: the quarter's own, read as `kini` and returned, and before it
    plain rows.
    """
    if not indikator:
        return []
    perjanjian = indikator[0].sasaran.perjanjian
    isi, warisan = hanging(perjanjian), inherited(perjanjian)
    lalu = before(perjanjian, triwulan, isi)
    semua = hand_down(indikator, "realisasi", kini.filter(triwulan=triwulan), warisan.lama, "triwulan")
    for satu in indikator:
        give(satu, "target_triwulan", isi.target.get(satu.pk, KOSONG))
        urut = [satu.pk, *(pk for pk, penerus in warisan.lama.items() if penerus == satu.pk)]
        sendiri = [(satu.pk, ini) for ini in isi.lalu.get(satu.pk, KOSONG)]
        give(satu, "capaian_lalu", terbaru([*sendiri, *warisan.lalu], urut, "tahun"))
        dulu = [(satu.pk, ini) for ini in lalu.get(satu.pk, ())]
        dulu += [(pk, ini) for pk, ini in warisan.realisasi if ini.triwulan < triwulan]
        give(satu, "realisasi", [*terbaru(dulu, urut, "triwulan"), *satu.realisasi.all()])
    komponen, jawaban = isi.komponen | warisan.isi.komponen, isi.jawaban | warisan.isi.jawaban
    for realisasi in semua:
        give(realisasi, "komponen", komponen.get(realisasi.pk, KOSONG))
        give(realisasi, "jawaban", jawaban.get(realisasi.pk, KOSONG))
    return semua


def held_against(realisasi: Sequence[Realisasi]) -> None:
    """Give figures the indikator that they belong to in the PK in force, with what they are held against.

    Targets, the other quarters, earlier years and remarks, those of older versions of the PK included.
    realisasi: with their indikator and PK.
    """
    asal = {satu.indikator_id: satu.indikator for satu in realisasi}
    kini = penerus(asal.values())
    baru = Indikator.objects.filter(pk__in=kini.values()).select_related(
        "sasaran__perjanjian__satker__induk", "penanggung_jawab"
    )
    semua = asal | {satu.pk: satu for satu in (baru if kini else ())}
    milik = Realisasi._meta.get_field("indikator")
    for satu in realisasi:
        # In memory alone: the row stays where it was entered.
        milik.set_cached_value(satu, semua[kini.get(satu.indikator_id, satu.indikator_id)])
    indikator = list({satu.indikator.pk: satu.indikator for satu in realisasi}.values())
    lama = read_counted(indikator)
    hand_down(indikator, "capaian_lalu", CapaianLalu.objects.order_by("tahun"), lama, "tahun")
    hand_down(indikator, "komentar", Komentar.objects.select_related("oleh", "selesai_oleh"), lama, "pk")


def read_counted(indikator: Sequence[Indikator]) -> dict[int, int]:
    """What the figures of indikator are counted from, those of older versions included: these as `lama`."""
    lama = leluhur_dari(indikator)
    semua = hand_down(indikator, "realisasi", Realisasi.objects.order_by("triwulan"), lama, "triwulan")
    hand_out(semua, "komponen", Komponen.objects.order_by("urutan"))
    hand_out(semua, "jawaban", JawabanSatker.objects.order_by("satker__urutan"))
    hand_out(indikator, "target_triwulan", TargetTriwulan.objects.order_by("triwulan"))
    return lama


def hand_down(
    indikator: Sequence[Indikator], name: str, rows: QuerySet[Any], lama: dict[int, int], sekali: str
) -> list[Any]:
    """`hand_out` for rows of indikator, those of their forebears included.

    lama: forebear -> indikator (measurements.lineage). sekali: the field of which each value comes once, from
    the nearest version.
    """
    semua = hand_out(indikator, name, rows)
    if not lama:
        return semua
    key = indikator[0]._meta.get_field(name).field
    menurut = {satu.pk: satu for satu in indikator}
    baris = [(satu.indikator_id, satu) for satu in [*semua, *rows.filter(indikator__in=lama)]]
    for milik, satu in baris:
        key.set_cached_value(satu, menurut[lama.get(milik, milik)])
    hasil = []
    for satu in indikator:
        urut = [satu.pk, *(pk for pk, penerus in lama.items() if penerus == satu.pk)]
        give(satu, name, pilihan := terbaru(baris, urut, sekali))
        hasil += pilihan
    return hasil


def hand_out(parents: Sequence[Model], name: str, rows: QuerySet[Any]) -> list[Any]:
    """Read a reverse relation of all parents at once; each manager then answers `.all()` from memory.

    It does what prefetch_related does, but for the queryset that it builds for each parent: that took most of
    the time of a page. The answer is a list in the order of `rows`: nothing else may be asked of the manager.
    """
    if not parents:
        return []
    key = parents[0]._meta.get_field(name).field
    menurut = {satu.pk: satu for satu in parents}
    isi: dict[int, list[Any]] = {pk: [] for pk in menurut}
    semua = list(rows.filter(**{f"{key.name}__in": list(menurut)}))
    for row in semua:
        pk = getattr(row, key.attname)
        key.set_cached_value(row, menurut[pk])
        isi[pk].append(row)
    for satu in parents:
        give(satu, name, isi[satu.pk])
    return semua


def give(parent: Model, name: str, rows: Sequence[Any]) -> None:
    """What the manager of a relation answers from now on; where prefetch_related leaves it too."""
    parent.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows
