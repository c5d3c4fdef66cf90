"""Saving what earlier reports say: only the cells that a person changed, and none over another's."""

from collections.abc import Mapping

from django.db import transaction

from accounts.actions import Ditolak
from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.frozen import refuse_frozen
from agreements.grid import Teks, refuse_clash
from agreements.models import PerjanjianKinerja
from agreements.renstra_actions import HILANG
from measurements.models import CapaianLalu
from measurements.past_queries import Sel, TahunSebelum, years_before
from measurements.past_sheet import KOSONG, IsiLalu, as_typed, stored


@transaction.atomic
def save_past(
    perjanjian: PerjanjianKinerja, baru: Mapping[Sel, IsiLalu], *, lama: Mapping[Sel, Teks], by: User
) -> int:
    """Write the changed cells of the years before a PK, an empty one by deleting it; how many differ now.

    lama: the texts that the person saw. KisiBentrok: a cell reads otherwise, nothing is written. Ditolak: the
    year is signed, the cell is counted or was typed under an older PK, an indikator is gone.
    """
    satker = perjanjian.satker
    require(by, Permission.COMPOSE_REPORT, satker)
    refuse_frozen(satker, perjanjian.tahun)
    Satker.objects.select_for_update(no_key=True).get(pk=satker.pk)
    kini = years_before(perjanjian)
    ada = {satu.pk for satu in kini.indikator}
    if any(pk not in ada or tahun not in kini.tahun for pk, tahun in baru):
        raise Ditolak(HILANG)
    if alasan := [alasan for sel in baru if (alasan := kini.ditolak(sel))]:
        raise Ditolak(alasan[0])
    sebelum = {sel: stored(kini.isi.get(sel)) for sel in baru}
    beda = {sel: isi for sel, isi in baru.items() if isi != sebelum[sel]}
    refuse_clash({sel: as_typed(sebelum[sel]) for sel in beda}, lama)
    for sel, isi in beda.items():
        _write(kini, sel, isi)
    for sel, isi in beda.items():
        _tell(kini, sel, sebelum[sel], isi, by)
    return len(beda)


def _write(kini: TahunSebelum, sel: Sel, isi: IsiLalu) -> None:
    pk, tahun = sel
    baris = kini.isi.get(sel)
    if isi == KOSONG:
        CapaianLalu.objects.filter(pk=baris.pk if baris else None).delete()
    elif baris:
        CapaianLalu.objects.filter(pk=baris.pk).update(**isi._asdict())
    else:
        CapaianLalu.objects.create(indikator_id=kini.rumah[pk], tahun=tahun, **isi._asdict())


def _tell(kini: TahunSebelum, sel: Sel, sebelum: IsiLalu, isi: IsiLalu, by: User) -> None:
    pk, tahun = sel
    indikator = next(satu for satu in kini.indikator if satu.pk == pk)
    record(
        "Capaian tahun lalu dihapus" if isi == KOSONG else "Capaian tahun lalu dicatat",
        indikator, by=by, satker=kini.perjanjian.satker, note=f"Indikator {indikator.nomor}, tahun {tahun}",
        data={"lama": sebelum._asdict(), "baru": isi._asdict()},
    )  # fmt: skip
