"""The manuscript: an LKj frozen as a tree and rendered to the very bytes that a signature will be added to.

Rendering takes seconds and holds no lock. What is signed is held together afterwards: under the lock of the
year the tree is composed once more and must be the one that was frozen (reports/signing.py).
"""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Pejabat, User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import kepala, record
from jobs.actions import Enqueue, finish, report, request_job, still_mine
from jobs.files import write_whole
from jobs.models import Job
from jobs.running import run_job
from kinerja import angka
from printing.pdf import Pdf, RenderFailed
from reports.build import susun
from reports.document import Dokumen, LembarPengesahan
from reports.frozen import from_json, sidik, to_json
from reports.models import LaporanKinerja, Naskah
from reports.pdf import render_pdf
from reports.queries import WITH_PARTIES, kumpulkan
from reports.signature import SertifikatTidakDapatDipakai
from reports.signer import penanda_terpasang
from reports.states import ALUR_LKJ, StatusLkj
from ui.qr import qr_svg

KIND_NASKAH = "naskah-lkj"
FAILED = (
    "Naskah tidak dapat disiapkan karena kesalahan pada sistem. Administrator dapat melihat rinciannya"
    " di log."
)
TOO_LONG = (
    "Naskah tidak selesai disiapkan dalam 10 menit. Kurangi isi yang sangat panjang, lalu siapkan ulang."
)


class BelumAdaPejabat(Exception):
    """Nobody is recorded who could be named as the one who signs; the message says what to do."""


@dataclass(frozen=True)
class Ketentuan:
    """What a signature adds to an LKj: the address that proves it, the day, who signs, the trail's head."""

    token: str
    tanggal: date
    penandatangan: Pejabat
    jejak: str
    uji: bool

    @classmethod
    def of(cls, naskah: Naskah) -> "Ketentuan":
        """Those of a manuscript."""
        return cls(naskah.token, naskah.tanggal, naskah.penandatangan, naskah.jejak_kepala, naskah.uji)


def alamat_bukti(token: str) -> str:
    """Where anybody can check a signed LKj."""
    return f"{settings.SITE_URL}{reverse('reports:bukti', args=[token])}"


def susun_naskah(laporan: LaporanKinerja, ketentuan: Ketentuan) -> Dokumen:
    """The document as it would be signed, from the figures of this moment; `laporan` stays as it is."""
    kini = LaporanKinerja.objects.select_related(*WITH_PARTIES).get(pk=laporan.pk)
    kini.status, kini.tanggal = StatusLkj.DISAHKAN, ketentuan.tanggal
    kini.penandatangan = ketentuan.penandatangan
    alamat = alamat_bukti(ketentuan.token)
    lembar = LembarPengesahan(
        tempat_tanggal=f"{kini.tempat}, {angka.tanggal(ketentuan.tanggal)}",
        sebutan=ketentuan.penandatangan.sebutan_lengkap,
        nama=ketentuan.penandatangan.nama,
        versi=kini.versi,
        alamat=alamat,
        qr=qr_svg(alamat, "Kode QR alamat bukti pengesahan"),
        jejak=ketentuan.jejak,
        uji=ketentuan.uji,
    )
    return susun(kumpulkan(kini), lembar)


def penandatangan_pada(laporan: LaporanKinerja, hari: date) -> Pejabat | None:
    """The Sekretaris in office on a day, whose name is printed."""
    sekretaris = Pejabat.objects.filter(satker=laporan.satker, jabatan=Pejabat.Jabatan.SEKRETARIS)
    return sekretaris.in_office(hari).order_by("-mulai").first()


def request_manuscript(laporan: LaporanKinerja, enqueue: Enqueue, *, by: User) -> Job:
    """Ask for a manuscript; the job that is waiting or running for it already is returned instead.

    PermissionDenied; IllegalTransition: the report is not examined; BelumAdaPejabat.
    """
    require(by, Permission.SIGN_REPORT, laporan.satker)
    arguments = {"laporan": laporan.pk, "tahun": laporan.tahun}
    with transaction.atomic():
        kini = LaporanKinerja.objects.select_for_update(of=("self",)).get(pk=laporan.pk)
        ALUR_LKJ.find(StatusLkj(kini.status), "sahkan")
        if penandatangan_pada(kini, timezone.localdate()) is None:
            raise BelumAdaPejabat(
                f"Belum ada Sekretaris {laporan.satker.nama} yang tercatat menjabat hari ini. Mintalah"
                " Administrator melengkapinya pada halaman pejabat."
            )
        belum = Job.objects.filter(kind=KIND_NASKAH, arguments=arguments)
        job = belum.filter(status__in=[Job.Status.WAITING, Job.Status.RUNNING]).first()
        if job is None:
            job = request_job(KIND_NASKAH, laporan.satker, arguments, enqueue, by=by)
            record("Naskah LKj diminta", laporan, by=by, satker=laporan.satker, data={"job": job.pk})
    return job


def run_manuscript(job_id: int) -> None:
    """Make the manuscript of a job, if it is still waiting; every outcome ends in the job's row."""
    run_job(
        job_id,
        _make,
        lambda job, made: keep_manuscript(job, *made),
        told=(RenderFailed, SertifikatTidakDapatDipakai, BelumAdaPejabat),
        too_long=TOO_LONG,
        failed=FAILED,
    )


def _make(job: Job) -> tuple[LaporanKinerja, Ketentuan, str, Pdf, str]:
    report(job, 5, "Membekukan isi laporan")
    laporan = LaporanKinerja.objects.select_related("satker").get(pk=job.arguments["laporan"])
    hari = timezone.localdate()
    penandatangan = penandatangan_pada(laporan, hari)
    if penandatangan is None:
        raise BelumAdaPejabat(f"Belum ada Sekretaris {laporan.satker.nama} yang tercatat menjabat hari ini.")
    sertifikat = penanda_terpasang().sertifikat
    jejak = str(kepala())
    ketentuan = Ketentuan(secrets.token_urlsafe(32), hari, penandatangan, jejak, sertifikat.uji)
    isi = to_json(susun_naskah(laporan, ketentuan))
    pdf = render_pdf(from_json(isi), lambda percent, step: report(job, percent, step))
    return laporan, ketentuan, isi, pdf, sertifikat.sidik


def keep_manuscript(
    job: Job, laporan: LaporanKinerja, ketentuan: Ketentuan, isi: str, pdf: Pdf, sertifikat: str
) -> Naskah | None:
    """Store tree and file and finish the job together; None when another attempt has taken the job over."""
    with transaction.atomic():
        if not still_mine(job):
            return None
        berkas = f"naskah/{laporan.tahun}/{laporan.satker.slug}-{job.pk}.pdf"
        write_whole(Path(default_storage.path(berkas)), pdf.isi)
        naskah = Naskah.objects.create(
            laporan=laporan,
            job=job,
            token=ketentuan.token,
            tanggal=ketentuan.tanggal,
            penandatangan=ketentuan.penandatangan,
            dokumen=isi,
            sidik=sidik(isi),
            berkas=berkas,
            sha256=pdf.sha256,
            halaman=pdf.halaman,
            ukuran=len(pdf.isi),
            sertifikat=sertifikat,
            uji=ketentuan.uji,
            jejak_kepala=ketentuan.jejak,
        )
        finish(job)
        record("Naskah LKj siap", laporan, by=None, satker=laporan.satker, data={"sha256": pdf.sha256})
    return naskah


def mark_seen(naskah: Naskah, *, by: User) -> None:
    """Note that whoever is to sign opened the manuscript; the first look counts, others note nothing."""
    require(by, Permission.SIGN_REPORT, naskah.laporan.satker)
    with transaction.atomic():
        belum = Naskah.objects.filter(pk=naskah.pk, dilihat_oleh=None, pengesahan=None)
        if belum.update(dilihat_oleh=by, dilihat_pada=timezone.now()):
            laporan = naskah.laporan
            record("Naskah LKj dibuka", laporan, by=by, satker=laporan.satker, data={"sha256": naskah.sha256})
