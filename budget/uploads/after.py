"""The DIPA years as an upload would leave them. Pure: what is written is the difference to what is."""

from dataclasses import replace

from budget.snapshot import BarisPotret, PotretDipa, RevisiPotret
from budget.uploads.check_recap import dirinci
from budget.uploads.material import Bahan
from budget.uploads.parsed import DALAM, BarisBerkas, Isi, Kolom, Tingkat

SELURUH = "Seluruh program"


def sesudah(bahan: Bahan) -> dict[int, PotretDipa]:
    """Satker id -> its DIPA year afterwards, for every satker that a file without errors writes."""
    if bahan.rekap:
        return {
            satker.pk: _total_sesudah(bahan, bahan.dipa[satker.pk], baris)
            for baris, satker in bahan.satker_rekap
            if not dirinci(bahan.dipa[satker.pk])
        }
    return {bahan.permintaan.satker.pk: _dipa_sesudah(bahan)}


def _dipa_sesudah(bahan: Bahan) -> PotretDipa:
    sasaran, isi = bahan.sasaran, bahan.isi
    lama = sasaran.lama or RevisiPotret(sasaran.nomor)
    dirinci_lagi = sasaran.hanya_jumlah and not isi.hanya_jumlah
    if sasaran.berisi and not dirinci_lagi:
        baris = _dengan_realisasi(lama, bahan)
    else:
        baris = _baris_baru(isi, bahan.permintaan.bulan)
    baru = replace(
        lama,
        baris=baris,
        tanggal=lama.tanggal or bahan.permintaan.tanggal,
        tanggal_posting_span=lama.tanggal_posting_span or bahan.permintaan.tanggal_posting_span,
    )
    return _dengan_revisi(bahan.potret, baru)


def _dengan_realisasi(lama: RevisiPotret, bahan: Bahan) -> tuple[BarisPotret, ...]:
    """The lines as they are, with the realisasi of the month that the file is of."""
    bulan = bahan.permintaan.bulan
    if bahan.isi.hanya_jumlah:
        (jumlah,) = bahan.isi.daun()
        nilai = dict.fromkeys(lama.daun, _realisasi(jumlah))
    else:
        nilai = {satu.kode: _realisasi(satu) for satu in bahan.isi.daun()}
    return tuple(
        replace(satu, realisasi=satu.realisasi | {bulan: nilai[satu.kode]}) if satu.kode in nilai else satu
        for satu in lama.baris
    )


def _baris_baru(isi: Isi, bulan: int) -> tuple[BarisPotret, ...]:
    """The lines of the file down to RO, or its total alone."""
    if isi.hanya_jumlah:
        (jumlah,) = isi.daun()
        return (_baris_total(jumlah, bulan),)
    return tuple(
        BarisPotret(
            satu.kode,
            satu.tingkat.value,
            satu.uraian,
            urutan,
            None if satu.induk is None else isi.baris[satu.induk].kode,
            satu.rupiah(Kolom.PAGU) if satu.tingkat is Tingkat.RO else None,
            {bulan: _realisasi(satu)} if satu.tingkat is Tingkat.RO else {},
        )
        for urutan, satu in enumerate(disimpan(isi), start=1)
    )


def disimpan(isi: Isi) -> list[BarisBerkas]:
    """The lines that are stored: those down to RO."""
    return [satu for satu in isi.baris if DALAM[satu.tingkat] <= DALAM[Tingkat.RO]]


def _total_sesudah(bahan: Bahan, potret: PotretDipa, baris: BarisBerkas) -> PotretDipa:
    """A satker of a recap: its one line with the realisasi of the month, made when it is not there."""
    bulan = bahan.permintaan.bulan
    berlaku = potret.berlaku
    if berlaku is None:
        awal = potret.nomor(0) or RevisiPotret(0)
        return _dengan_revisi(potret, replace(awal, baris=(_baris_total(baris, bulan),)))
    (total,) = berlaku.baris
    baru = replace(total, realisasi=total.realisasi | {bulan: _realisasi(baris)})
    return _dengan_revisi(potret, replace(berlaku, baris=(baru,)))


def _baris_total(baris: BarisBerkas, bulan: int) -> BarisPotret:
    return BarisPotret(
        "", Tingkat.TOTAL.value, SELURUH, 1, None, baris.rupiah(Kolom.PAGU), {bulan: _realisasi(baris)}
    )


def _realisasi(baris: BarisBerkas) -> int:
    nilai = baris.rupiah(Kolom.REALISASI)
    if nilai is None:
        raise ValueError(f"row {baris.nomor} has no realisasi: a file with errors is never applied")
    return nilai


def _dengan_revisi(potret: PotretDipa, revisi: RevisiPotret) -> PotretDipa:
    lain = [satu for satu in potret.revisi if satu.nomor != revisi.nomor]
    return replace(potret, revisi=tuple(sorted([*lain, revisi], key=lambda satu: satu.nomor)))
