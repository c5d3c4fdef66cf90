"""The steps of a sign-off around the signature: examined, taken back, returned, received, opened again.

Each is one transaction: whether the table allows the step, who may, the write under a lock on the row, mail,
the trail.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.actions import ALASAN_MINIMUM, too_short
from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.frozen import hold_year
from agreements.models import KunciTahun
from reports.approval_mails import tell
from reports.models import LaporanKinerja, Narasi, Reviu, VersiNarasi
from reports.states import ALASAN_PEMBUKAAN, ALUR_LKJ, StatusLkj

DIPERIKSA, DITARIK, DIKEMBALIKAN = "LKj diperiksa", "Pemeriksaan LKj ditarik", "LKj dikembalikan"
DITERIMA, DIBUKA = "LKj diterima", "LKj dibuka kembali"


@transaction.atomic
def examine(laporan: LaporanKinerja, *, by: User) -> LaporanKinerja:
    """Hand a draft to the Sekretaris. PermissionDenied, IllegalTransition."""
    kini = _step(laporan, "periksa", by)
    kini.diperiksa_oleh, kini.diperiksa_pada = by, timezone.now()
    return _done(kini, DIPERIKSA, "diperiksa", by)


@transaction.atomic
def withdraw(laporan: LaporanKinerja, alasan: str, *, by: User) -> LaporanKinerja:
    """Take an examination back, with a reason: the report is a draft again. ValueError: it is too short."""
    alasan = _reason(alasan)
    kini = _step(laporan, "tarik", by)
    kini.diperiksa_oleh = kini.diperiksa_pada = None
    return _done(kini, DITARIK, "ditarik", by, alasan)


@transaction.atomic
def send_back(laporan: LaporanKinerja, alasan: str, *, by: User) -> LaporanKinerja:
    """Return an examined report instead of signing it, with a reason. ValueError: it is too short."""
    alasan = _reason(alasan)
    kini = _step(laporan, "kembalikan", by)
    kini.diperiksa_oleh = kini.diperiksa_pada = None
    return _done(kini, DIKEMBALIKAN, "dikembalikan", by, alasan)


@transaction.atomic
def receive(laporan: LaporanKinerja, *, by: User) -> LaporanKinerja:
    """The Ketua acknowledges the signed report. PermissionDenied: also for who signed it."""
    kini = _step(laporan, "terima", by)
    if kini.disahkan_oleh_id == by.pk:
        raise PermissionDenied("Anda mengesahkan laporan ini; penerimaan dinyatakan oleh orang lain.")
    kini.diterima_oleh, kini.diterima_pada = by, timezone.now()
    return _done(kini, DITERIMA, "diterima", by)


@transaction.atomic
def reopen(laporan: LaporanKinerja, alasan: str, *, by: User) -> LaporanKinerja:
    """Replace a signed report by a draft of the next version; the year is free again. The new version.

    The signed one stays as it is, marked. ValueError: the reason is too short.
    """
    alasan = _reason(alasan, ALASAN_PEMBUKAAN)
    kini = _step(laporan, "buka", by)
    hold_year(kini.satker, kini.tahun)
    kini.dibuka_oleh, kini.dibuka_pada, kini.alasan_pembukaan = by, timezone.now(), alasan
    kini.save()
    KunciTahun.objects.filter(satker=kini.satker, tahun=kini.tahun).delete()
    baru = _next_version(kini)
    tell("dibuka", kini, by=by, alasan=alasan)
    data = {"digantikan": kini.versi, "versi": baru.versi, "alasan": alasan}
    record(DIBUKA, kini, by=by, satker=kini.satker, note=alasan, data=data)
    return baru


def _next_version(lama: LaporanKinerja) -> LaporanKinerja:
    """A draft with the words, pictures and reviu of a signed version, and the reasons of its warnings."""
    baru = LaporanKinerja.objects.create(
        satker=lama.satker,
        tahun=lama.tahun,
        versi=lama.versi + 1,
        perjanjian=lama.perjanjian,
        tempat=lama.tempat,
        tanggal=lama.tanggal,
        penandatangan=lama.penandatangan,
    )
    for satu in (*lama.gambar.all(), *lama.alasan_temuan.all()):
        satu.pk, satu.laporan = None, baru
        satu.save(force_insert=True)
    for teks in lama.narasi.all():
        narasi = Narasi.objects.create(laporan=baru, kunci=teks.kunci, isi=teks.isi, asal=teks.asal)
        VersiNarasi.objects.create(narasi=narasi, nomor=1, isi=teks.isi, asal=teks.asal)
    _bring_review(lama, baru)
    return baru


def _bring_review(lama: LaporanKinerja, baru: LaporanKinerja) -> None:
    """The reviu with its answers: of the old text, and told as such once a word or figure is another."""
    for reviu in Reviu.objects.filter(laporan=lama):
        jawaban = list(reviu.jawaban.all())
        reviu.pk, reviu.laporan = None, baru
        reviu.save(force_insert=True)
        for satu in jawaban:
            satu.pk, satu.reviu = None, reviu
            satu.save(force_insert=True)


def _reason(alasan: str, minimum: int = ALASAN_MINIMUM) -> str:
    alasan = alasan.strip()
    if len(alasan) < minimum:
        raise ValueError(too_short(minimum))
    return alasan


def _step(laporan: LaporanKinerja, langkah: str, by: User) -> LaporanKinerja:
    """The row under a lock, moved one step; saved by `_done`. IllegalTransition, PermissionDenied."""
    semua = LaporanKinerja.objects.select_for_update(of=("self",)).select_related("satker__induk")
    kini = semua.get(pk=laporan.pk)
    baris = ALUR_LKJ.find(StatusLkj(kini.status), langkah)
    require(by, Permission(baris.permission), kini.satker)
    kini.status = baris.target
    return kini


def _done(kini: LaporanKinerja, peristiwa: str, surat: str, by: User, alasan: str = "") -> LaporanKinerja:
    kini.save()
    tell(surat, kini, by=by, alasan=alasan)
    data = {"versi": kini.versi} | ({"alasan": alasan} if alasan else {})
    record(peristiwa, kini, by=by, satker=kini.satker, note=alasan, data=data)
    return kini
