"""What happens to an upload: received, checked, applied, cancelled.

Reading takes seconds and needs no lock, since the bytes never change; looking at the DIPA and writing it is
one transaction under its lock.
"""

from collections.abc import Collection, Mapping
from datetime import date
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Satker, User
from accounts.policy import can, require
from accounts.trail import record
from agreements.frozen import require_free
from budget.models import Dipa, Unggahan
from budget.snapshot import PotretDipa
from budget.states import ALUR_UNGGAHAN, StatusUnggahan, permission_for
from budget.upload_plan import (
    STORAGE,
    UPLOADING,
    Bacaan,
    permintaan,
    plan_read,
    read_stored,
    speaks_for,
)
from budget.uploads.plan import Rencana
from budget.writer import tulis
from importing.findings import Finding
from jobs.storage import clean_name


class Bentrok(Exception):
    """The DIPA was changed since the preview was made; the message tells whoever comes second."""

    def __init__(self, satker: Collection[Satker]) -> None:
        """satker: whose DIPA has changed."""
        self.satker = tuple(satker)
        nama = ", ".join(satu.nama for satu in self.satker)
        super().__init__(
            f"DIPA {nama} sudah diubah oleh unggahan lain sejak pratinjau ini dibuat. Tidak ada yang"
            " diterapkan; periksa ulang berkas ini, lalu terapkan."
        )


class TidakDapatDiterapkan(Exception):
    """Errors stand in the way; `temuan` are these."""

    def __init__(self, temuan: Collection[Finding]) -> None:
        """Keep the errors."""
        self.temuan = tuple(temuan)
        super().__init__(f"{len(self.temuan)} kesalahan harus diperbaiki sebelum berkas dapat diterapkan.")


class BelumDijelaskan(Exception):
    """Warnings without a reason; `temuan` are these."""

    def __init__(self, temuan: Collection[Finding]) -> None:
        """Keep the warnings."""
        self.temuan = tuple(temuan)
        super().__init__(f"{len(self.temuan)} peringatan belum dicentang dengan alasannya.")


class PratinjauLama(Exception):
    """The file was checked anew since the preview that the person saw; what it would change may be other."""

    def __init__(self) -> None:
        super().__init__(
            "Berkas ini sudah diperiksa sekali lagi sejak halaman itu dibuka, sehingga belum diterapkan."
            " Periksa hasilnya sekarang, lalu terapkan."
        )


def cap_pratinjau(unggahan: Unggahan) -> str:
    """What tells one check of a file, and so its preview, from the next; empty while it is unchecked."""
    return unggahan.diperiksa_pada.isoformat() if unggahan.diperiksa_pada else ""


def require_preview(unggahan: Unggahan, pratinjau: str | None) -> None:
    """PratinjauLama: the preview is another than the one that was seen; None asks for none."""
    if pratinjau is not None and pratinjau != cap_pratinjau(unggahan):
        raise PratinjauLama


def require_uploader(by: User | None, satker: Satker) -> None:
    """PermissionDenied: the person may upload neither a satker's own file nor a recap here."""
    if by is not None and not any(can(by, satu, satker) for satu in UPLOADING):
        raise PermissionDenied(f"Peran Anda tidak mencakup kewenangan mengunggah anggaran pada {satker}.")


def receive(
    satker: Satker,
    tahun: int,
    bulan: int,
    nama: str,
    content: bytes,
    *,
    by: User | None,
    revisi: int | None = None,
    tanggal: date | None = None,
    tanggal_posting_span: date | None = None,
) -> Unggahan:
    """Keep an uploaded file, unread. PermissionDenied, BerkasDitolak. The file is on the disk before its row.

    revisi: the DIPA revision that it belongs to, None for the one in force; a date makes it a new one.
    """
    require_uploader(by, satker)
    berkas = STORAGE.store(content)
    try:
        with transaction.atomic():
            unggahan = Unggahan.objects.create(
                satker=satker, tahun=tahun, bulan=bulan, revisi=revisi, revisi_tanggal=tanggal,
                revisi_tanggal_span=tanggal_posting_span, berkas=berkas, nama_asli=clean_name(nama),
                ukuran=len(content), sha256=sha256(content).hexdigest(), diunggah_oleh=by,
            )  # fmt: skip
            _record("Berkas anggaran diunggah", unggahan, by)
    except BaseException:
        STORAGE.discard(berkas)
        raise
    return unggahan


@transaction.atomic
def declare(
    unggahan: Unggahan,
    *,
    bulan: int,
    revisi: int | None = None,
    tanggal: date | None = None,
    tanggal_posting_span: date | None = None,
    by: User | None,
) -> Unggahan:
    """Say again what a file is for, without uploading it again; it has to be checked anew.

    IllegalTransition, PermissionDenied.
    """
    kini = _lock(unggahan, "periksa", by=by)
    kini.status, kini.bulan, kini.revisi = StatusUnggahan.DITERIMA, bulan, revisi
    kini.revisi_tanggal, kini.revisi_tanggal_span = tanggal, tanggal_posting_span
    kini.temuan, kini.ringkasan, kini.dipa_versi = [], {}, {}
    kini.save()
    _record("Unggahan dinyatakan ulang", kini, by)
    return kini


def check(unggahan: Unggahan) -> Rencana:
    """Plan an upload and keep what was found. BerkasHilang, BerkasBerubah, IllegalTransition."""
    return check_read(unggahan, read_stored(unggahan))


@transaction.atomic
def check_read(unggahan: Unggahan, bacaan: Bacaan) -> Rencana:
    """Plan an upload whose file was read; refused when errors stand in the way."""
    kini = _lock(unggahan, "periksa", by=None)
    rencana = plan_read(bacaan, permintaan(kini, kini.diunggah_oleh))
    langkah = "tolak" if rencana.kesalahan else "periksa"
    kini.status = ALUR_UNGGAHAN.step(StatusUnggahan(kini.status), langkah)
    kini.diperiksa_pada = timezone.now()
    _keep(kini, rencana)
    kini.save()
    return rencana


def apply(unggahan: Unggahan, *, by: User | None, alasan: Mapping[str, str]) -> Rencana:
    """Apply an upload as a whole, or not at all.

    alasan: the key of every warning -> why it is right. Bentrok, TidakDapatDiterapkan, BelumDijelaskan,
    IllegalTransition, PermissionDenied, BerkasHilang, BerkasBerubah.
    """
    return apply_read(unggahan, read_stored(unggahan), by=by, alasan=alasan)


@transaction.atomic
def apply_read(
    unggahan: Unggahan,
    bacaan: Bacaan,
    *,
    by: User | None,
    alasan: Mapping[str, str],
    pratinjau: str | None = None,
) -> Rencana:
    """Apply an upload whose file was read, in one transaction under the lock of every DIPA it touches.

    pratinjau: `cap_pratinjau` of what the person saw. PratinjauLama, and what `apply` raises.
    """
    kini = _lock(unggahan, "terapkan", by=by)
    require_preview(kini, pratinjau)
    if by is not None:
        require(by, permission_for(kini.jenis), kini.satker)
    diminta = permintaan(kini, by)
    dipa = lock_dipa(speaks_for(bacaan.isi, diminta) if bacaan.isi else [], kini.tahun)
    rencana = plan_read(bacaan, diminta)
    _require_same(kini, rencana, dipa)
    if rencana.kesalahan:
        raise TidakDapatDiterapkan(rencana.kesalahan)
    _require_reasons(rencana, alasan)
    write_all(dipa, rencana.sebelum or {}, rencana.sesudah or {})
    kini.status = ALUR_UNGGAHAN.step(StatusUnggahan(kini.status), "terapkan")
    kini.diterapkan_oleh, kini.diterapkan_pada = by, timezone.now()
    kini.alasan = {satu.key: alasan[satu.key].strip() for satu in rencana.peringatan if satu.key in alasan}
    _keep(kini, rencana)
    kini.sebelum = as_json(rencana.sebelum or {})
    kini.dipa_versi = versions(rencana.sebelum or {})
    kini.save()
    _record("Unggahan tidak mengubah apa pun" if rencana.tanpa_perubahan else "Unggahan diterapkan", kini, by)
    return rencana


@transaction.atomic
def cancel(unggahan: Unggahan, *, by: User | None) -> Unggahan:
    """Put an upload aside that was not applied; its file is kept. IllegalTransition, PermissionDenied."""
    kini = _lock(unggahan, "batalkan", by=by)
    kini.status = ALUR_UNGGAHAN.step(StatusUnggahan(kini.status), "batalkan")
    kini.dibatalkan_oleh, kini.dibatalkan_pada = by, timezone.now()
    kini.save()
    _record("Unggahan dibatalkan", kini, by)
    return kini


def lock_dipa(satker: Collection[int], tahun: int) -> dict[int, Dipa]:
    """Satker id -> its DIPA under a lock, made where there is none; always in the same order. Dibekukan."""
    isi = Dipa.objects.filter(satker__in=satker, tahun=tahun)
    baru = Satker.objects.filter(pk__in=set(satker) - set(isi.values_list("satker_id", flat=True)))
    for satu in baru.order_by("pk"):
        require_free(satu, tahun)
    Dipa.objects.bulk_create(
        [Dipa(satker=satu, tahun=tahun) for satu in baru.order_by("pk")], ignore_conflicts=True
    )
    terkunci = isi.select_for_update(of=("self",)).select_related("satker").order_by("pk")
    return {satu.satker_id: satu for satu in terkunci}


def write_all(dipa: Mapping[int, Dipa], dari: Mapping[int, PotretDipa], ke: Mapping[int, PotretDipa]) -> None:
    """Turn DIPA years that are locked into others; each counts one change. Dibekukan: one is frozen."""
    for pk, baru in ke.items():
        require_free(dipa[pk].satker, dipa[pk].tahun)
        tulis(dipa[pk], dari[pk], baru)
        dipa[pk].versi += 1
        dipa[pk].save(update_fields=["versi"])


def as_json(dipa: Mapping[int, PotretDipa]) -> dict[str, object]:
    """For `Unggahan.sebelum`."""
    return {str(pk): potret.as_json() for pk, potret in dipa.items()}


def versions(dipa: Mapping[int, PotretDipa]) -> dict[str, int]:
    """For `Unggahan.dipa_versi` of what was applied: the satker that were changed alone."""
    return {str(pk): potret.versi for pk, potret in dipa.items()}


def _lock(unggahan: Unggahan, langkah: str, *, by: User | None) -> Unggahan:
    """The row under a lock, if the table allows the step from its state. IllegalTransition."""
    kini = (
        Unggahan.objects.select_for_update(of=("self",))
        .select_related("satker__induk", "diunggah_oleh")
        .get(pk=unggahan.pk)
    )
    ALUR_UNGGAHAN.find(StatusUnggahan(kini.status), langkah)
    require_uploader(by, kini.satker)
    return kini


def _keep(kini: Unggahan, rencana: Rencana) -> None:
    kini.jenis = rencana.jenis or ""
    kini.temuan = [satu.as_json() for satu in rencana.temuan]
    kini.ringkasan = rencana.ringkasan()
    kini.dipa_versi = rencana.versi


def _require_same(kini: Unggahan, rencana: Rencana, dipa: Mapping[int, Dipa]) -> None:
    """Bentrok: the preview was made on another version of a DIPA."""
    versi = rencana.versi
    beda = [pk for pk in versi.keys() | kini.dipa_versi.keys() if versi.get(pk) != kini.dipa_versi.get(pk)]
    if beda:
        raise Bentrok([dipa[int(pk)].satker for pk in sorted(beda) if int(pk) in dipa])


def _require_reasons(rencana: Rencana, alasan: Mapping[str, str]) -> None:
    """BelumDijelaskan. A file that changes nothing needs no reasons."""
    kurang = [satu for satu in rencana.peringatan if not alasan.get(satu.key, "").strip()]
    if kurang and not rencana.tanpa_perubahan:
        raise BelumDijelaskan(kurang)


def _record(peristiwa: str, unggahan: Unggahan, by: User | None) -> None:
    record(
        peristiwa,
        unggahan,
        by=by,
        satker=unggahan.satker,
        note=unggahan.nama_asli,
        data={
            "tahun": unggahan.tahun,
            "bulan": unggahan.bulan,
            "jenis": unggahan.jenis,
            "sha256": unggahan.sha256,
            "dipa_versi": unggahan.dipa_versi,
            "jumlah": unggahan.ringkasan.get("jumlah"),
            "alasan": unggahan.alasan,
        },
    )
