"""Rows that hang on many indikator, read all at once and handed out, in a fixed number of queries."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.db.models import Model, QuerySet, prefetch_related_objects

from accounts.prepared import Prepared
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
    Pengembalian,
    Realisasi,
    TabelPendukung,
)
from measurements.rows import KOSONG, before, hanging, inherited

#: The rows that hang on parents with these ids.
Ask = Callable[[list[int]], Iterable[Any]]


def _on(parent: str, rows: QuerySet[Any]) -> Prepared[Any]:
    """The rows of a queryset by the ids of what they hang on; `parent` is their key to it."""
    return Prepared.of(lambda ids: rows.filter(**{f"{parent}__id__in": ids}))


_sasaran = _on(
    "perjanjian",
    SasaranKegiatan.objects.order_by("urutan").select_related("sasaran_strategis__tujuan"),
)
_janji = _on("sasaran", Indikator.objects.order_by("nomor").select_related("penanggung_jawab", "iku"))
_target = _on("indikator", TargetTriwulan.objects.order_by("triwulan"))
_kegiatan = _on("indikator", KegiatanPendukung.objects.order_by("kode"))
_lalu = _on("indikator", CapaianLalu.objects.order_by("tahun"))
_komentar = _on("indikator", Komentar.objects.select_related("oleh", "selesai_oleh"))
_tabel = _on("indikator", TabelPendukung.objects.filter(dihapus_pada=None).order_by("urutan", "kunci"))
_realisasi = _on("indikator", Realisasi.objects.order_by("triwulan"))
_realisasi_utuh = _on(
    "indikator", Realisasi.objects.order_by("triwulan").select_related("analisis", "diverifikasi_oleh")
)
_komponen = _on("realisasi", Komponen.objects.order_by("urutan"))
_jawaban = _on("realisasi", JawabanSatker.objects.order_by("satker__urutan").select_related("satker"))
_bukti = _on("realisasi", BuktiDukung.objects.order_by("urutan").select_related("diunggah_oleh"))
_pengembalian = _on("realisasi", Pengembalian.objects.order_by("-pk").select_related("oleh"))
# What the sheet of a quarter shows.
_isian = Prepared.of(
    lambda triwulan, ids: (
        Realisasi.objects.filter(indikator__id__in=ids, triwulan=triwulan)
        .select_related("analisis", "diisi_oleh")
        .order_by()
    )
)
_judul_bukti = _on(
    "realisasi", BuktiDukung.objects.order_by("urutan").only("realisasi", "jawaban", "judul", "berkas")
)


def for_report(perjanjian: PerjanjianKinerja) -> list[SasaranKegiatan]:
    """The sasaran of a PK with their indikator and everything that is known of them."""
    sasaran = hand_out([perjanjian], "sasaran_kegiatan", _sasaran)
    read_whole(hand_out(sasaran, "indikator", _janji))
    return sasaran


def read_whole(indikator: Sequence[Indikator]) -> None:
    """Words, evidence and tables, the kegiatan and the Renstra behind them, beside what figures need."""
    lama = leluhur_dari(indikator)
    realisasi = hand_down(indikator, "realisasi", _realisasi_utuh, lama, "triwulan")
    hand_out(realisasi, "komponen", _komponen)
    hand_out(realisasi, "bukti", _bukti)
    hand_out(realisasi, "jawaban", _jawaban)
    hand_out(indikator, "target_triwulan", _target)
    hand_down(indikator, "capaian_lalu", _lalu, lama, "tahun")
    hand_down(indikator, "tabel_pendukung", _tabel, lama, "tempat")
    hand_out(indikator, "kegiatan_pendukung", _kegiatan)
    prefetch_related_objects(indikator, "iku__target")


def read_entry(indikator: Sequence[Indikator], triwulan: int) -> None:
    """What the sheet of a quarter shows of these indikator of one PK.

    Their realisasi are those up to the quarter: the quarter's own whole, and before it plain rows.
    """
    if not indikator:
        return
    perjanjian = indikator[0].sasaran.perjanjian
    isi, warisan = hanging(perjanjian), inherited(perjanjian)
    lalu = before(perjanjian, triwulan, isi)
    kini = hand_down(indikator, "realisasi", partial(_isian, triwulan), warisan.lama, "triwulan")
    for satu in indikator:
        give(satu, "target_triwulan", isi.target.get(satu.pk, KOSONG))
        urut = [satu.pk, *(pk for pk, penerus in warisan.lama.items() if penerus == satu.pk)]
        sendiri = [(satu.pk, ini) for ini in isi.lalu.get(satu.pk, KOSONG)]
        give(satu, "capaian_lalu", terbaru([*sendiri, *warisan.lalu], urut, "tahun"))
        dulu = [(satu.pk, ini) for ini in lalu.get(satu.pk, ())]
        dulu += [(pk, ini) for pk, ini in warisan.realisasi if ini.triwulan < triwulan]
        give(satu, "realisasi", [*terbaru(dulu, urut, "triwulan"), *satu.realisasi.all()])
    komponen, jawaban = isi.komponen | warisan.isi.komponen, isi.jawaban | warisan.isi.jawaban
    for realisasi in kini:
        give(realisasi, "komponen", komponen.get(realisasi.pk, KOSONG))
        give(realisasi, "jawaban", jawaban.get(realisasi.pk, KOSONG))
    hand_out(kini, "bukti", _judul_bukti)
    hand_out(kini, "pengembalian", _pengembalian)


def read_standing(indikator: Sequence[Indikator]) -> None:
    """Where each quarter stands: its realisasi with the answers and why it came back."""
    semua = hand_down(indikator, "realisasi", _realisasi, leluhur_dari(indikator), "triwulan")
    hand_out(semua, "pengembalian", _pengembalian)
    hand_out(semua, "jawaban", _jawaban)


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
    hand_down(indikator, "capaian_lalu", _lalu, lama, "tahun")
    hand_down(indikator, "komentar", _komentar, lama, "pk")


def read_counted(indikator: Sequence[Indikator]) -> dict[int, int]:
    """What the figures of indikator are counted from, those of older versions included: these as `lama`."""
    lama = leluhur_dari(indikator)
    semua = hand_down(indikator, "realisasi", _realisasi, lama, "triwulan")
    hand_out(semua, "komponen", _komponen)
    hand_out(semua, "jawaban", _jawaban)
    hand_out(indikator, "target_triwulan", _target)
    return lama


def read_reported(indikator: Sequence[Indikator]) -> dict[int, int]:
    """What was reported of earlier years, under older versions too: these as `lama`."""
    lama = leluhur_dari(indikator)
    hand_down(indikator, "capaian_lalu", _lalu, lama, "tahun")
    return lama


def hand_down(
    indikator: Sequence[Indikator], name: str, rows: Ask, lama: dict[int, int], sekali: str
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
    baris = [(satu.indikator_id, satu) for satu in [*semua, *rows(list(lama))]]
    for milik, satu in baris:
        key.set_cached_value(satu, menurut[lama.get(milik, milik)])
    hasil = []
    for satu in indikator:
        urut = [satu.pk, *(pk for pk, penerus in lama.items() if penerus == satu.pk)]
        give(satu, name, pilihan := terbaru(baris, urut, sekali))
        hasil += pilihan
    return hasil


def hand_out(parents: Sequence[Model], name: str, rows: Ask) -> list[Any]:
    """Read a reverse relation of all parents at once; each manager then answers `.all()` from memory.

    It does what prefetch_related does, but for the queryset that it builds for each parent: that took most of
    the time of a page. The answer is a list in the order of `rows`: nothing else may be asked of the manager.
    """
    if not parents:
        return []
    key = parents[0]._meta.get_field(name).field
    menurut = {satu.pk: satu for satu in parents}
    isi: dict[int, list[Any]] = {pk: [] for pk in menurut}
    semua = list(rows(list(menurut)))
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
