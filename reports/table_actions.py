"""What happens to the supporting tables of an indikator: saved, linked, moved, removed, restored, drafted.

Each is one transaction that holds the report of the year, as its words do (narrative_actions.hold): a table
is in what is signed, or refused.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.models import Indikator, PerjanjianKinerja
from measurements.drafts import drop_draft, locked_draft, require_known, write_draft
from measurements.lineage import garis
from measurements.models import DrafTabel, TabelPendukung
from measurements.tabs import TANPA_TAB, Tanda
from reports.linked import DATA
from reports.narrative_actions import Bentrok, hold, why_locked
from reports.queries import laporan_terbaru
from reports.table_edit import Ketikan
from reports.table_sheet import Bacaan, LembarTabel, baca, dari_simpanan


class TabelBelumBenar(Exception):
    """The typed table has faults; `bacaan` names them all."""

    def __init__(self, bacaan: Bacaan) -> None:
        """Keep what was read."""
        self.bacaan = bacaan
        super().__init__("Tabel belum dapat disimpan.")


def new_key() -> str:
    """The key of a table that is begun."""
    return f"tabel-{secrets.token_hex(4)}"


def why_closed(perjanjian: PerjanjianKinerja) -> str:
    """Why the tables of a year cannot be changed, and whom to ask; empty while they can."""
    laporan = laporan_terbaru(perjanjian.satker, perjanjian.tahun)
    return why_locked(laporan, "tabel dan gambarnya") if laporan else ""


def tables_of(indikator: Indikator) -> list[TabelPendukung]:
    """The tables of an indikator and its forebears in their order, those removed included."""
    semua = TabelPendukung.objects.filter(indikator__in=garis(indikator)).select_related("diubah_oleh")
    return sorted(semua, key=lambda satu: satu.tempat)


def find_table(indikator: Indikator, kunci: str) -> TabelPendukung | None:
    """The table with a key, entered under this version of the PK or an older one."""
    return next((satu for satu in tables_of(indikator) if satu.kunci == kunci), None)


@transaction.atomic
def save_table(
    indikator: Indikator, kunci: str, lembar: LembarTabel, *, versi: int, by: User, tanda: Tanda = TANPA_TAB
) -> TabelPendukung:
    """Save a table on top of a version (0: there was none). What says the same as what is stored is no clash.

    One that was taken from last year becomes a person's. TabelBelumBenar: it has faults. NarasiTerkunci,
    Bentrok, PermissionDenied. DrafLain: another tab has gone on with the person's draft.
    """
    _hold(indikator, by)
    tabel = find_table(indikator, kunci)
    bacaan = baca(lembar, bertaut=bool(tabel and tabel.tautan))
    if bacaan.galat:
        raise TabelBelumBenar(bacaan)
    sama = tabel is not None and tabel.dihapus_pada is None and dari_simpanan(tabel) == lembar
    if not sama:
        _require_version(tabel, versi)
    _release_draft(indikator, kunci, lembar, by, tanda)
    if sama and not tabel.tahun_lalu:
        return tabel
    baru = tabel or TabelPendukung(indikator=indikator, kunci=kunci, urutan=_next_place(indikator), versi=0)
    baru.judul, baru.sumber_data, baru.orientasi = lembar.judul, lembar.sumber_data, lembar.orientasi
    baru.kolom, baru.baris = bacaan.kolom, bacaan.baris
    baru.tab, baru.ke = tanda.nama, tanda.ke
    return _store(baru, "Tabel pendukung disimpan", by)


@transaction.atomic
def link_table(indikator: Indikator, data: str, *, by: User) -> TabelPendukung:
    """A table that always shows data of the register.

    KeyError: no such data. NarasiTerkunci, PermissionDenied.
    """
    _hold(indikator, by)
    tabel = TabelPendukung(
        indikator=indikator, kunci=new_key(), urutan=_next_place(indikator), versi=0, tautan=data,
        judul=f"{DATA[data].judul} indikator {indikator.nomor}", kolom=[], baris=[],
    )  # fmt: skip
    return _store(tabel, "Tabel pendukung ditautkan", by)


@transaction.atomic
def remove_table(tabel: TabelPendukung, *, versi: int, by: User) -> None:
    """Take a table out of the report; its row stays, to be restored.

    Bentrok, NarasiTerkunci, PermissionDenied.
    """
    kini = _held(tabel, by)
    _require_version(kini, versi)
    kini.dihapus_pada = timezone.now()
    _store(kini, "Tabel pendukung dihapus", by, keep_mark=True)


@transaction.atomic
def restore_table(tabel: TabelPendukung, *, by: User) -> None:
    """Put a removed table back, at the end. NarasiTerkunci, PermissionDenied."""
    kini = _held(tabel, by)
    if kini.dihapus_pada is None:
        return
    kini.dihapus_pada, kini.urutan = None, _next_place(kini.indikator)
    _store(kini, "Tabel pendukung dipulihkan", by, keep_mark=True)


@transaction.atomic
def move_table(indikator: Indikator, kunci: str, langkah: int, *, by: User) -> None:
    """One place up (-1) or down (1) among the tables of its indikator. NarasiTerkunci, PermissionDenied."""
    _hold(indikator, by)
    urut = [satu for satu in tables_of(indikator) if satu.dihapus_pada is None]
    dari = next((ke for ke, satu in enumerate(urut) if satu.kunci == kunci), None)
    if dari is None or not 0 <= dari + langkah < len(urut):
        return
    urut.insert(dari + langkah, urut.pop(dari))
    for ke, satu in enumerate(urut, start=1):
        if satu.urutan != ke:
            TabelPendukung.objects.filter(pk=satu.pk).update(urutan=ke)
    _record("Urutan tabel pendukung diubah", urut[dari + langkah], by)


@transaction.atomic
def save_draft(
    indikator: Indikator,
    kunci: str,
    ketikan: Ketikan,
    *,
    versi: int,
    by: User,
    keep: bool = False,
    tanda: Tanda = TANPA_TAB,
) -> DrafTabel | None:
    """Keep what was typed, right or wrong, locked or not.

    None: it is what is stored, or was sent before that, so there is no draft; keep: store it all the same.
    DrafLain: another tab has stored another text. PermissionDenied.
    """
    require(by, Permission.COMPOSE_REPORT, indikator.sasaran.perjanjian.satker)
    # As a saving does: a draft comes before it and is dropped by it, or after it and sees what it stored.
    Indikator.objects.select_for_update(no_key=True).get(pk=indikator.pk)
    kunci_draf, tabel = _draft_key(indikator, kunci, by), find_table(indikator, kunci)
    if tanda.terlampaui(tabel):
        return None
    if not keep and tabel is not None and dari_simpanan(tabel) == ketikan.kini:
        require_known(locked_draft(DrafTabel, kunci_draf), tanda, _same(ketikan.kini))
        drop_draft(DrafTabel, kunci_draf, TANPA_TAB)
        return None
    isi, sama = ketikan.as_json(), _same(ketikan.kini)
    return write_draft(DrafTabel, kunci_draf, isi, versi=versi, tanda=tanda, sama=sama)


@transaction.atomic
def discard_draft(indikator: Indikator, kunci: str, *, by: User, tanda: Tanda = TANPA_TAB) -> bool:
    """Back to what is stored; False: another tab has gone on with the draft, which stays."""
    require(by, Permission.COMPOSE_REPORT, indikator.sasaran.perjanjian.satker)
    return drop_draft(DrafTabel, _draft_key(indikator, kunci, by), tanda)


def draft_of(indikator: Indikator, kunci: str, user: User) -> DrafTabel | None:
    """The user's draft of a table; one typed under an older version of the PK counts too."""
    urut = garis(indikator)
    ada = {
        satu.indikator_id: satu
        for satu in DrafTabel.objects.filter(user=user, indikator__in=urut, kunci=kunci)
    }
    return next((ada[pk] for pk in urut if pk in ada), None)


def _draft_key(indikator: Indikator, kunci: str, by: User) -> dict[str, Any]:
    """One of an older version of the PK is gone on with where it lies."""
    ada = draft_of(indikator, kunci, by)
    return {"user": by, "indikator_id": ada.indikator_id if ada else indikator.pk, "kunci": kunci}


def _release_draft(indikator: Indikator, kunci: str, lembar: LembarTabel, by: User, tanda: Tanda) -> None:
    """The draft that is being saved goes. DrafLain: it is another tab's and says something else."""
    kunci_draf = _draft_key(indikator, kunci, by)
    require_known(locked_draft(DrafTabel, kunci_draf), tanda, _same(lembar))
    drop_draft(DrafTabel, kunci_draf, TANPA_TAB)


def _same(lembar: LembarTabel) -> Callable[[Any], bool]:
    return lambda lama: Ketikan.from_json(lama).kini == lembar


def _hold(indikator: Indikator, by: User) -> None:
    """May this person write, is the report of the year a konsep; and the indikator's tables are held."""
    perjanjian = indikator.sasaran.perjanjian
    require(by, Permission.COMPOSE_REPORT, perjanjian.satker)
    laporan = laporan_terbaru(perjanjian.satker, perjanjian.tahun)
    if laporan is not None:
        hold(laporan, by)
    Indikator.objects.select_for_update(no_key=True).get(pk=indikator.pk)


def _held(tabel: TabelPendukung, by: User) -> TabelPendukung:
    _hold(tabel.indikator, by)
    return TabelPendukung.objects.select_related("indikator__sasaran__perjanjian__satker").get(pk=tabel.pk)


def _require_version(tabel: TabelPendukung | None, versi: int) -> None:
    """Bentrok, unless this is the version that the person saw."""
    if tabel is not None and tabel.dihapus_pada is not None:
        raise Bentrok("Tabel ini telah dihapus orang lain. Pulihkan dahulu, lalu simpan lagi.")
    if versi != (tabel.versi if tabel else 0):
        raise Bentrok("Tabel ini telah disimpan orang lain sejak Anda membukanya.")


def _next_place(indikator: Indikator) -> int:
    return max((satu.urutan for satu in tables_of(indikator)), default=0) + 1


def _store(tabel: TabelPendukung, peristiwa: str, by: User, *, keep_mark: bool = False) -> TabelPendukung:
    tabel.versi += 1
    tabel.diubah_oleh = by
    tabel.tahun_lalu = keep_mark and tabel.tahun_lalu
    tabel.save()
    _record(peristiwa, tabel, by)
    return tabel


def _record(peristiwa: str, tabel: TabelPendukung, by: User) -> None:
    satker = tabel.indikator.sasaran.perjanjian.satker
    data = {"kunci": tabel.kunci, "versi": tabel.versi, "tautan": tabel.tautan}
    record(peristiwa, tabel.indikator, by=by, satker=satker, note=tabel.judul, data=data)
