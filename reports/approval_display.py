"""What the page of a sign-off shows: steps, manuscript, what changed, what is missing, versions, history."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from accounts.policy import can
from accounts.trail import history
from jobs.models import Job
from kinerja.angka import tanggal
from reports.changes import Perubahan, perubahan
from reports.checks.gate import HasilPeriksa, hasil_periksa
from reports.document import Celah, Dokumen
from reports.frozen import from_json, to_json
from reports.manuscript import KIND_NASKAH, Ketentuan, alamat_bukti, susun_naskah
from reports.models import AlasanTemuan, LaporanKinerja, Naskah, Pengesahan
from reports.queries import penyumbang
from reports.signature import Sertifikat
from reports.signing import missing_to_sign
from reports.states import ALUR_LKJ, StatusLkj
from ui.moments import day, moment

S = StatusLkj


@dataclass(frozen=True)
class TinjauanNaskah:
    """The manuscript beside what it is read with.

    basi: what is different in the figures and words of this moment; then it cannot be signed. sejak: what is
    different from `pembanding`, the one that the person looked at before.
    """

    naskah: Naskah
    hasil: HasilPeriksa
    celah: tuple[Celah, ...]
    basi: tuple[Perubahan, ...]
    pembanding: str
    sejak: tuple[Perubahan, ...]
    kurang: tuple[str, ...]

    @property
    def beralasan(self) -> list[AlasanTemuan]:
        """The reasons of the warnings that stand, each with its finding's sentence."""
        return [alasan for satu in self.hasil.temuan if (alasan := self.hasil.alasan_untuk(satu))]

    @property
    def siap(self) -> bool:
        """Whether nothing stands in the way of the signature."""
        return not (self.kurang or self.basi or self.hasil.penghalang)


def tinjau_naskah(naskah: Naskah, sertifikat: Sertifikat, *, by: User, on: date) -> TinjauanNaskah:
    """A manuscript with everything that is to be read before it is signed."""
    beku = from_json(naskah.dokumen)
    kini = susun_naskah(naskah.laporan, Ketentuan.of(naskah))
    basi = () if to_json(kini) == naskah.dokumen else perubahan(beku, kini)
    pembanding, sejak = _since(naskah, beku, by)
    kurang = missing_to_sign(naskah, sertifikat, by=by, on=on)
    hasil = hasil_periksa(naskah.laporan)
    return TinjauanNaskah(naskah, hasil, beku.celah, basi, pembanding, sejak, kurang)


def _since(naskah: Naskah, beku: Dokumen, by: User) -> tuple[str, tuple[Perubahan, ...]]:
    """What the person saw before, in words, and what differs from it; nothing before the first look."""
    dilihat = Naskah.objects.filter(laporan=naskah.laporan, dilihat_oleh=by, pk__lt=naskah.pk).first()
    if dilihat is not None:
        return f"naskah yang Anda buka {moment(dilihat.dilihat_pada)}", perubahan(
            from_json(dilihat.dokumen), beku
        )
    lama = Pengesahan.objects.filter(
        laporan__satker=naskah.laporan.satker_id,
        laporan__tahun=naskah.laporan.tahun,
        laporan__versi__lt=naskah.laporan.versi,
    )
    sah = lama.select_related("naskah", "laporan").order_by("-laporan__versi").first()
    if sah is None:
        return "", ()
    return f"versi {sah.laporan.versi} yang disahkan", perubahan(from_json(sah.naskah.dokumen), beku)


def berjalan(laporan: LaporanKinerja) -> Job | None:
    """The newest job that makes a manuscript, while it has not ended well: it runs, or it failed."""
    arguments = {"laporan": laporan.pk, "tahun": laporan.tahun}
    job = Job.objects.filter(kind=KIND_NASKAH, arguments=arguments).first()
    return None if job is None or job.status == Job.Status.DONE else job


def langkah(laporan: LaporanKinerja) -> list[dict[str, str]]:
    """The states on the way, for components/steps.html."""
    urutan = [S.KONSEP, S.DIPERIKSA, S.DISAHKAN, S.DISAMPAIKAN]
    kini = {S.DIGANTIKAN: len(urutan)}.get(laporan.status)
    kini = urutan.index(laporan.status) if kini is None else kini
    catatan = {
        S.DIPERIKSA: (laporan.diperiksa_oleh, laporan.diperiksa_pada),
        S.DISAHKAN: (laporan.disahkan_oleh, laporan.disahkan_pada),
        S.DISAMPAIKAN: (laporan.diterima_oleh, laporan.diterima_pada),
    }
    hasil = []
    for ke, status in enumerate(urutan):
        oleh, pada = catatan.get(status, (None, None))
        keadaan = "selesai" if ke < kini or pada else "kini" if ke == kini else "nanti"
        keadaan = "kini" if ke == kini else keadaan
        note = f"{day(pada)}, {oleh.nama}" if oleh else ""
        hasil.append({"label": status.label, "status": keadaan, "note": note})
    return hasil


def tombol(laporan: LaporanKinerja, user: User) -> set[str]:
    """The names of the steps that this person may take now."""
    tersedia = ALUR_LKJ.available(S(laporan.status))
    boleh = {satu.name for satu in tersedia if can(user, Permission(satu.permission), laporan.satker)}
    if laporan.diperiksa_oleh_id == user.pk or ("sahkan" in boleh and user.pk in penyumbang(laporan)):
        boleh.discard("sahkan")
    if laporan.disahkan_oleh_id == user.pk:
        boleh.discard("terima")
    return boleh


def rincian_naskah(naskah: Naskah) -> list[dict[str, str]]:
    """The facts of a manuscript, for components/definition_list.html."""
    return [
        {"label": "Disiapkan", "value": moment(naskah.dibuat_pada)},
        {"label": "Tanggal pada laporan", "value": tanggal(naskah.tanggal)},
        {"label": "Penandatangan", "value": str(naskah.penandatangan)},
        {"label": "Halaman", "value": str(naskah.halaman)},
        {"label": "SHA-256 naskah", "value": naskah.sha256},
    ]


def rincian_pengesahan(pengesahan: Pengesahan) -> list[dict[str, str]]:
    """The facts of a signature, for components/definition_list.html."""
    laporan, naskah = pengesahan.laporan, pengesahan.naskah
    alamat = alamat_bukti(naskah.token)
    uji = " (sertifikat uji)" if naskah.uji else ""
    return [
        {"label": "Disahkan", "value": moment(laporan.disahkan_pada)},
        {"label": "Penandatangan", "value": str(naskah.penandatangan)},
        {"label": "Sertifikat", "value": f"{pengesahan.sertifikat_nama}{uji}"},
        {"label": "SHA-256 berkas", "value": pengesahan.sha256},
        {"label": "Halaman bukti", "value": alamat, "url": alamat},
    ]


def versi_laporan(laporan: LaporanKinerja) -> list[dict[str, Any]]:
    """Every version of the year, newest first, with where it can be read."""
    semua = LaporanKinerja.objects.filter(satker=laporan.satker, tahun=laporan.tahun)
    return [
        {
            "laporan": satu,
            "disahkan": day(satu.disahkan_pada),
            "url": reverse("reports:versi", args=[laporan.satker.slug, laporan.tahun, satu.versi])
            if satu.disahkan_pada
            else reverse("reports:lkj", args=[laporan.satker.slug, laporan.tahun]),
        }
        for satu in semua.order_by("-versi")
    ]


def riwayat(laporan: LaporanKinerja) -> list[dict[str, str]]:
    """The steps of every version of the year, newest first: what, when, by whom, why."""
    semua = LaporanKinerja.objects.filter(satker=laporan.satker, tahun=laporan.tahun)
    kejadian = history(*semua).filter(peristiwa__in=LANGKAH).order_by("-pk")
    return [
        {
            "peristiwa": satu.peristiwa,
            "pada": moment(satu.pada),
            "oleh": satu.oleh.nama if satu.oleh else "Aplikasi",
            "alasan": satu.data.get("alasan", satu.keterangan),
        }
        for satu in kejadian
    ]


LANGKAH = (
    "LKj diperiksa",
    "Pemeriksaan LKj ditarik",
    "LKj dikembalikan",
    "LKj disahkan",
    "LKj diterima",
    "LKj dibuka kembali",
)
