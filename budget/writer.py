"""Writes a DIPA year as it should be: only what differs from what is there, in bulk."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from budget.models import BarisDipa, Dipa, RealisasiAnggaran, RevisiDipa
from budget.snapshot import BarisPotret, PotretDipa, RevisiPotret

BATCH = 2_000


def tulis(dipa: Dipa, dari: PotretDipa, ke: PotretDipa) -> None:
    """Turn the DIPA year that is stored (`dari`) into another; for a transaction that holds its lock.

    A revision whose lines stay the same keeps its rows; only months that differ are written.
    """
    lama = {satu.nomor: satu for satu in dari.revisi}
    baru = {satu.nomor: satu for satu in ke.revisi}
    if hilang := lama.keys() - baru.keys():
        RevisiDipa.objects.filter(dipa=dipa, nomor__in=hilang).delete()
    for nomor in sorted(baru):
        if lama.get(nomor) != baru[nomor]:
            _tulis_revisi(dipa, lama.get(nomor), baru[nomor])


def _tulis_revisi(dipa: Dipa, lama: RevisiPotret | None, baru: RevisiPotret) -> None:
    tanggal = {"tanggal": baru.tanggal, "tanggal_posting_span": baru.tanggal_posting_span}
    if lama is None:
        _tulis_baris(RevisiDipa.objects.create(dipa=dipa, nomor=baru.nomor, **tanggal), baru.baris)
        return
    revisi = RevisiDipa.objects.filter(dipa=dipa, nomor=baru.nomor)
    if (lama.tanggal, lama.tanggal_posting_span) != (baru.tanggal, baru.tanggal_posting_span):
        revisi.update(**tanggal)
    if _baris(lama) == _baris(baru):
        _tulis_bulan(BarisDipa.objects.filter(revisi__dipa=dipa, revisi__nomor=baru.nomor), lama, baru)
        return
    if lama.baris:
        BarisDipa.objects.filter(revisi__in=revisi).delete()
    _tulis_baris(revisi.get(), baru.baris)


def _baris(revisi: RevisiPotret) -> list[tuple[object, ...]]:
    """The lines without their realisasi."""
    return [(satu.kode, satu.level, satu.uraian, satu.urutan, satu.induk, satu.pagu) for satu in revisi.baris]


def _tulis_baris(revisi: RevisiDipa, baris: Sequence[BarisPotret]) -> None:
    """Every line with its realisasi, parents before their children."""
    ada: dict[str | None, int | None] = {None: None}
    sisa = list(baris)
    while sisa:
        siap = [satu for satu in sisa if satu.induk in ada]
        sisa = [satu for satu in sisa if satu.induk not in ada]
        if not siap:
            raise ValueError(f"no parent: {sisa[0].kode}")
        dibuat = BarisDipa.objects.bulk_create(
            [
                BarisDipa(
                    revisi_id=revisi.pk, induk_id=ada[satu.induk], urutan=satu.urutan, level=satu.level,
                    kode=satu.kode, uraian=satu.uraian, pagu=satu.pagu,
                )
                for satu in siap
            ],
            BATCH,
        )  # fmt: skip
        ada |= {satu.kode: satu.pk for satu in dibuat}
    _tulis_realisasi(
        RealisasiAnggaran(baris_id=ada[satu.kode], bulan=bulan, nilai=nilai)
        for satu in baris
        for bulan, nilai in satu.realisasi.items()
    )


def _tulis_bulan(baris: QuerySet[BarisDipa], lama: RevisiPotret, baru: RevisiPotret) -> None:
    """The months in which one of these lines differs, as a whole."""
    sebelum = {satu.kode: satu.realisasi for satu in lama.baris}
    sesudah = {satu.kode: satu.realisasi for satu in baru.baris}
    bulan = {
        satu
        for kode in sesudah
        for satu in sebelum[kode].keys() | sesudah[kode].keys()
        if sebelum[kode].get(satu) != sesudah[kode].get(satu)
    }
    if diganti := {satu for isi in sebelum.values() for satu in bulan & isi.keys()}:
        RealisasiAnggaran.objects.filter(baris__in=baris, bulan__in=diganti).delete()
    pk = dict(baris.order_by().values_list("kode", "pk"))
    _tulis_realisasi(
        RealisasiAnggaran(baris_id=pk[kode], bulan=satu, nilai=isi[satu])
        for kode, isi in sesudah.items()
        for satu in bulan & isi.keys()
    )


def _tulis_realisasi(isi: Iterable[RealisasiAnggaran]) -> None:
    RealisasiAnggaran.objects.bulk_create(isi, BATCH)
