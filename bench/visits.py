"""Who opens which page: every GET page of the site, as the person whose page it is."""

from dataclasses import dataclass
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts import invitations
from accounts.models import Bagian, Pejabat, Satker, User
from agreements.models import Indikator, KeputusanIKU, PerjanjianKinerja
from bench.place import SATKER, TAHUN
from bench.work import LOCKED, OPEN, SUBMITTED, VERIFIED
from budget.models import Unggahan
from jobs.files import write_whole
from jobs.models import Job
from kinerja.metode import Metode
from measurements.models import BuktiDukung, Realisasi
from reports.actions import KIND, KIND_WORD
from reports.models import Cetakan, LaporanKinerja
from reports.word_actions import word_path

EMPTY = "bench_empty"
#: The report after a change; the pages of the site that follow show it as it then is.
CHANGED = ("bench_first", "bench_edited", "bench_measured", "bench_data", "bench_tabel")
VERIFIKATOR, STAF, ADMINISTRATOR, OPERATOR = "verifikator", "staf", "administrator", "operator-mesuji"
PLACE = [SATKER, TAHUN]
#: A sasaran of BAB III, whose text names many figures.
SECTION = "bab3.sasaran-1"
#: Nobody logged in.
VISITOR = "tamu"
#: The Verifikator of the province itself, who composes: for the whole country another stands in.
PENYUSUN = "penyusun"
ACCOUNTS = {PENYUSUN: "verifikator"}
# Not a page to read: it changes something and answers POST alone, or it is there only under DEBUG.
NO_PAGE = {
    "accounts:logout", "accounts:people_deactivate", "accounts:people_reactivate", "accounts:people_renew",
    "accounts:people_revoke", "gallery", "measurements:buang_draf",
    "measurements:buka_rekap", "measurements:draf", "measurements:kirim", "measurements:komentar",
    "measurements:komentar_selesai", "measurements:tarik", "measurements:verifikasi_satu", "reports:cetak",
    "reports:salin",
}  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """A page, opened by somebody."""

    who: str
    name: str
    url: str

    @property
    def label(self) -> str:
        """What the page is called in the table: a Verifikator's by its name alone."""
        return _label(self.name, self.who)

    @property
    def empty(self) -> str:
        """The label of the page it is held against: the same person's empty one."""
        return _label(EMPTY, VERIFIKATOR if self.who == VISITOR else self.who)


def _label(name: str, who: str) -> str:
    return name if who == VERIFIKATOR else f"{name} ({who})"


def visits() -> list[Visit]:
    """Every page, in the order of the site; each person's empty page first."""
    arguments = {
        VERIFIKATOR: _of_the_verifikator(),
        PENYUSUN: _of_the_penyusun(),
        STAF: _of_the_staf(),
        ADMINISTRATOR: _of_the_administrator(),
        OPERATOR: _of_the_operator(),
        VISITOR: _of_a_visitor(),
    }
    return [
        Visit(who, name, url if isinstance(url, str) else reverse(name, args=url))
        for who, pages in arguments.items()
        for name, url in pages.items()
    ]


def _of_the_verifikator() -> dict[str, list | str]:
    job, salinan = make_printed_job(), make_copied_job()
    rekap = _realisasi(Metode.REKAP_SATKER, OPEN)
    menunggu = list(Realisasi.objects.filter(triwulan=SUBMITTED, indikator__in=_indikator()).order_by("pk"))
    periksa = "&".join(f"r={satu.pk}" for satu in menunggu)
    bukti = BuktiDukung.objects.exclude(berkas="").order_by("pk")[0]
    keputusan = KeputusanIKU.objects.order_by("pk")[0]
    unggahan = Unggahan.objects.get(satker__slug=SATKER)
    return {
        EMPTY: [], "home": [], "satker": [SATKER], "beranda": PLACE, "accounts:me": [],
        "accounts:satker_list": [], "agreements:renstra": [SATKER],
        "agreements:keputusan_iku": [keputusan.pk], "agreements:pk": PLACE,
        "agreements:pohon": PLACE, "measurements:capaian": PLACE,
        "measurements:indikator": [rekap.indikator_id], "measurements:rekap": [rekap.pk],
        "tugas": [], "measurements:verifikasi": [],
        "measurements:verifikasi_banyak": f"{reverse('measurements:verifikasi_banyak')}?{periksa}",
        "measurements:realisasi": [menunggu[0].pk], "measurements:kembalikan": [menunggu[0].pk],
        "measurements:batalkan": [_realisasi(Metode.LANGSUNG, VERIFIED).pk],
        "measurements:bukti": [bukti.pk], "measurements:pengisian": PLACE,
        "measurements:kunci": [*PLACE, SUBMITTED], "budget:rekap": [TAHUN], "budget:peta": [TAHUN],
        "budget:satker": PLACE, "budget:bulanan": PLACE, "budget:revisi": PLACE,
        "budget:unggahan": [unggahan.pk],
        "reports:narasi": PLACE, "reports:riwayat": [*PLACE, SECTION],
        "reports:pengesahan": PLACE,
        **dict.fromkeys(CHANGED, PLACE),
        "reports:lkj": PLACE, "reports:data": PLACE, "reports:tabel": PLACE,
        "reports:salinan": [salinan], "reports:salinan_status": [salinan], "reports:unduh_salinan": [salinan],
        "reports:cetakan": [job], "reports:cetakan_status": [job], "reports:unduh": [job],
    }  # fmt: skip


def _of_the_penyusun() -> dict[str, list | str]:
    draf = PerjanjianKinerja.objects.get(satker__slug=SATKER, tahun=TAHUN + 1)
    lembar = Indikator.objects.filter(sasaran__perjanjian=draf).order_by("nomor")[0]
    return {
        EMPTY: [], "agreements:pk_susun": [draf.pk], "agreements:pk_indikator": [lembar.pk],
        "agreements:rencana_aksi": [draf.pk], "measurements:capaian_lalu": PLACE,
        "reports:sunting": [*PLACE, SECTION],
        "reports:temuan": PLACE,
    }  # fmt: skip


def _of_the_staf() -> dict[str, list | str]:
    satu = _realisasi(Metode.LANGSUNG, OPEN)
    bukti = BuktiDukung.objects.filter(realisasi=satu).exclude(berkas="")[0]
    alamat = [satu.indikator_id, OPEN]
    return {
        EMPTY: [], "tugas": [], "measurements:isi": [*PLACE, OPEN],
        "measurements:simpan": alamat, "measurements:ajukan": [*PLACE, OPEN],
        "measurements:bukti_tambah": alamat, "measurements:bukti_hapus": [bukti.pk],
    }  # fmt: skip


def _of_the_administrator() -> dict[str, list | str]:
    staf = User.objects.get(username=STAF)
    tugas = staf.penugasan.get().pk
    bagian = Bagian.objects.filter(satker__slug=SATKER).order_by("pk")[0]
    pejabat = Pejabat.objects.filter(satker__slug=SATKER, selesai__isnull=True).order_by("pk")[0]
    return {
        EMPTY: [], "measurements:jadwal": PLACE, "measurements:pengecualian": PLACE,
        "measurements:buka": [_realisasi(Metode.LANGSUNG, LOCKED).pk], "accounts:people_list": [],
        "accounts:people_invite": [], "accounts:people_detail": [staf.pk],
        "accounts:people_add_duty": [staf.pk], "accounts:people_end_duty": [staf.pk, tugas],
        "accounts:people_satker": [SATKER], "accounts:people_seat": [SATKER],
        "accounts:people_bagian_add": [SATKER], "accounts:people_bagian": [SATKER, bagian.pk],
        "accounts:people_pejabat_add": [SATKER], "accounts:people_pejabat": [SATKER, pejabat.pk],
    }  # fmt: skip


def _of_the_operator() -> dict[str, list | str]:
    satker = Satker.objects.get(slug="kpu-kab-mesuji")
    rekap = _realisasi(Metode.REKAP_SATKER, OPEN)
    return {EMPTY: [], "tugas": [], "measurements:jawab": [rekap.pk, satker.slug]}


def _of_a_visitor() -> dict[str, list | str]:
    """A link is made anew each time: only its digest is kept."""
    tautan = invitations.issue(User.objects.get(username="pembaca"), by=None)
    return {"accounts:login": [], "accounts:undangan": [tautan.url.rstrip("/").rpartition("/")[2]]}


def _indikator() -> QuerySet[Indikator]:
    jalur = "sasaran__perjanjian__"
    return Indikator.objects.filter(**{f"{jalur}satker__slug": SATKER, f"{jalur}tahun": TAHUN})


def _realisasi(metode: Metode, triwulan: int) -> Realisasi:
    """The example's first of a metode in a quarter."""
    indikator = _indikator().filter(metode=metode.value)
    return Realisasi.objects.filter(indikator__in=indikator, triwulan=triwulan).order_by("indikator__nomor")[
        0
    ]


def make_copied_job() -> int:
    """The same of a Word copy."""
    laporan = LaporanKinerja.objects.get(satker__slug=SATKER, tahun=TAHUN)
    job = Job.objects.create(
        kind=KIND_WORD, satker=laporan.satker, arguments={"laporan": laporan.pk, "tahun": TAHUN},
        status=Job.Status.DONE, percent=100, finished_at=timezone.now(),
    )  # fmt: skip
    write_whole(word_path(job), b"PK")
    return job.pk


def make_printed_job() -> int:
    """A finished render job with a small file, made once: its pages are measured, not the rendering."""
    done = Job.objects.filter(kind=KIND).first()
    if done is not None:
        return done.pk
    laporan = LaporanKinerja.objects.get(satker__slug=SATKER, tahun=TAHUN)
    job = Job.objects.create(
        kind=KIND, satker=laporan.satker, arguments={"laporan": laporan.pk, "tahun": TAHUN},
        status=Job.Status.DONE, percent=100, finished_at=timezone.now(),
    )  # fmt: skip
    hasil = Cetakan(laporan=laporan, job=job, sha256=sha256(b"%PDF").hexdigest(), halaman=1, ukuran=4)
    hasil.berkas.save("bench.pdf", ContentFile(b"%PDF"))
    return job.pk
