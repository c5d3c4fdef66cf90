"""Writing the reason for which a warning of the checker may stand, and taking it back."""

from collections.abc import Sequence

from django.db import transaction

from accounts.actions import ALASAN_MINIMUM, too_short
from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from importing.findings import Severity
from reports.checks.gate import hasil_periksa
from reports.checks.temuan import Temuan, menurut_tingkat
from reports.models import AlasanTemuan, LaporanKinerja
from reports.states import StatusLkj

#: A reason is a sentence, not a tick.
TERBUKA = (StatusLkj.KONSEP, StatusLkj.DIPERIKSA)


class AlasanDitolak(ValueError):
    """A reason that cannot be kept; `str()` is a sentence that says why and how to go on."""


class AlasanBentrok(AlasanDitolak):
    """Somebody else wrote or took back the reason meanwhile; `kini` is what is stored, None: nothing."""

    def __init__(self, kini: AlasanTemuan | None) -> None:
        self.kini = kini
        isi = f"{kini.oleh} telah menulis: “{kini.alasan}”" if kini else "Alasan ini telah ditarik"
        super().__init__(f"{isi}. Ketikan Anda masih ada di bawah; simpan lagi bila tetap berlaku.")


class AlasanBersamaDitolak(AlasanDitolak):
    """One reason for several warnings that cannot be kept; `galat`: fingerprint -> what is wrong there."""

    def __init__(self, galat: dict[str, str]) -> None:
        self.galat = galat
        super().__init__(" ".join(galat.values()))


def explain(
    laporan: LaporanKinerja, sidik: str, alasan: str, versi: int, *, by: User, juga: Sequence[str] = ()
) -> AlasanTemuan:
    """Keep why a warning may stand. `versi`: of the reason that the person saw; 0: none.

    juga: other warnings of its code that had no reason yet and that the same words answer; each gets a row of
    its own, and either all are kept or none.
    PermissionDenied. AlasanDitolak: too short, the finding is not there any more, the report is signed.
    AlasanBentrok: the stored reason is another version. AlasanBersamaDitolak: any of these, with `juga`.
    """
    require(by, Permission.COMPOSE_REPORT, laporan.satker)
    alasan = alasan.strip()
    peringatan = _peringatan(laporan, sidik)
    lama: dict[str, AlasanTemuan | None] = {}
    galat: dict[str, AlasanDitolak] = {}
    with transaction.atomic():
        kini = _lock(laporan)
        for satu, dilihat in ({sidik: versi} | {lain: 0 for lain in juga if lain != sidik}).items():
            try:
                _require_there(satu in peringatan)
                # Before the length: the page that comes back is of the stored reason, and has to show it.
                lama[satu] = _stored(kini, satu, dilihat)
                _require_length(alasan if satu == sidik else None)
            except AlasanDitolak as ditolak:
                galat[satu] = ditolak
        if galat:
            raise _refusal(galat, juga)
        tersimpan = [_keep(kini, peringatan[satu], baris, alasan, by=by) for satu, baris in lama.items()]
    return tersimpan[0]


def _require_there(ada: bool) -> None:
    if not ada:
        raise AlasanDitolak("Peringatan ini sudah tidak ada atau telah berubah. Periksa daftar yang baru.")


def _require_length(alasan: str | None) -> None:
    """AlasanDitolak: too short a reason; None: told elsewhere."""
    if alasan is not None and len(alasan) < ALASAN_MINIMUM:
        raise AlasanDitolak(too_short(ALASAN_MINIMUM))


def _refusal(galat: dict[str, AlasanDitolak], juga: Sequence[str]) -> AlasanDitolak:
    if juga:
        return AlasanBersamaDitolak({sidik: str(satu) for sidik, satu in galat.items()})
    return next(iter(galat.values()))


def _keep(
    laporan: LaporanKinerja, temuan: Temuan, lama: AlasanTemuan | None, alasan: str, *, by: User
) -> AlasanTemuan:
    satu = lama or AlasanTemuan(laporan=laporan, sidik=temuan.sidik, versi=0)
    satu.kode, satu.kalimat, satu.tempat = temuan.kode, temuan.kalimat, temuan.tempat
    satu.alasan, satu.oleh, satu.versi = alasan, by, satu.versi + 1
    satu.save()
    _record("Alasan peringatan ditulis", satu, by=by)
    return satu


def withdraw(laporan: LaporanKinerja, sidik: str, versi: int, *, by: User) -> None:
    """Take a reason back: the warning stands in the way again. Errors as `explain`."""
    require(by, Permission.COMPOSE_REPORT, laporan.satker)
    with transaction.atomic():
        satu = _stored(_lock(laporan), sidik, versi)
        if satu is None:
            raise AlasanDitolak("Alasan ini sudah tidak ada.")
        _record("Alasan peringatan ditarik", satu, by=by)
        satu.delete()


def _peringatan(laporan: LaporanKinerja, sidik: str) -> dict[str, Temuan]:
    """That warning and the others of its code by fingerprint, as the report is now; none if it is gone."""
    semua = {satu.sidik: satu for satu in menurut_tingkat(hasil_periksa(laporan).temuan, Severity.WARNING)}
    kode = semua[sidik].kode if sidik in semua else None
    return {kunci: satu for kunci, satu in semua.items() if satu.kode == kode}


def _lock(laporan: LaporanKinerja) -> LaporanKinerja:
    """The report under its lock. AlasanDitolak: its reasons do not change any more."""
    kini = LaporanKinerja.objects.select_for_update().get(pk=laporan.pk)
    if kini.status not in TERBUKA:
        status = kini.get_status_display()
        raise AlasanDitolak(f"Laporan ini berstatus {status}; alasannya tidak berubah lagi.")
    return kini


def _stored(laporan: LaporanKinerja, sidik: str, versi: int) -> AlasanTemuan | None:
    """The stored reason. AlasanBentrok: it is not the version that the person saw."""
    satu = AlasanTemuan.objects.filter(laporan=laporan, sidik=sidik).select_related("oleh").first()
    if (satu.versi if satu else 0) != versi:
        raise AlasanBentrok(satu)
    return satu


def _record(peristiwa: str, satu: AlasanTemuan, *, by: User) -> None:
    record(
        peristiwa,
        satu.laporan,
        by=by,
        satker=satu.laporan.satker,
        note=satu.alasan,
        data={"kode": satu.kode, "tempat": satu.tempat, "sidik": satu.sidik, "versi": satu.versi},
    )
