"""The example's year at work, so that every page has what it shows on a busy day.

15 indikator in four quarters: I is locked, II verified, III waits for the Verifikator, IV came back and is
open under an exception. The Staf enters all 15; one draft lies unsaved. The next PK is begun, a budget file
waits. Shapes, not facts.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from importlib import import_module

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Penugasan, Satker, User
from accounts.trail import record
from agreements.models import Indikator, TargetTriwulan
from agreements.pk_begin import begin_from_last
from bench.place import SATKER, TAHUN
from budget.snapshot import potret
from budget.template_file import isi_templat
from budget.upload_actions import check, receive
from kinerja.jadwal import usulan
from kinerja.metode import Metode
from kinerja.periode import Agregasi, Tahun
from measurements.entry import isi_sekarang
from measurements.evidence import store
from measurements.forms import dari_isian
from measurements.models import (
    Analisis,
    BuktiDukung,
    CapaianLalu,
    Draf,
    JadwalTriwulan,
    Komentar,
    Komponen,
    Pengecualian,
    Pengembalian,
    Realisasi,
)
from measurements.states import KategoriPengembalian, StatusRealisasi

LOCKED, VERIFIED, SUBMITTED, OPEN = 1, 2, 3, 4
BAGIAN_ANALISIS = ("penyebab", "upaya", "hambatan", "rekomendasi")
FILE = b"%PDF-1.4\n%%EOF\n"


@transaction.atomic
def begin_year() -> None:
    """All of it."""
    staf, verifikator = (User.objects.get(username=nama) for nama in ("staf", "verifikator"))
    _open_calendar()
    with _pk_unlocked():
        _fifteenth()
    for triwulan in (LOCKED, VERIFIED, SUBMITTED):
        _quarter(triwulan, staf, verifikator)
    _send_back(staf, verifikator)
    _hang_on(staf, verifikator)
    Realisasi.objects.filter(triwulan=LOCKED).update(status=StatusRealisasi.TERKUNCI)
    begin_from_last(Satker.objects.get(slug=SATKER), TAHUN + 1, by=verifikator)
    _upload()


def _upload() -> None:
    """The budget of the year once more, as a file that was checked and waits to be applied."""
    satker = Satker.objects.get(slug=SATKER)
    isi = isi_templat(satker, potret([satker.pk], TAHUN)[satker.pk], 12)
    check(receive(satker, TAHUN, 12, "anggaran.xlsx", isi, by=None))


def _open_calendar() -> None:
    """The calendar as it was, an exception that runs today, a Staf for every Bagian."""
    provinsi = Satker.objects.get(slug=SATKER)
    for periode in Tahun(TAHUN).periode:
        hari = usulan(periode)
        JadwalTriwulan.objects.create(
            satker=provinsi, tahun=TAHUN, triwulan=periode.triwulan.value,
            buka=hari.buka, tenggat=hari.tenggat, toleransi=hari.toleransi, tutup=hari.tutup,
        )  # fmt: skip
    oleh = User.objects.get(username="administrator")
    for satker in (provinsi, Satker.objects.get(slug="kpu-kab-mesuji")):
        Pengecualian.objects.create(
            satker=satker, tahun=TAHUN, triwulan=OPEN, sampai=timezone.localdate() + timedelta(days=30),
            alasan="Data baru diterima", diberikan_oleh=oleh,
        )  # fmt: skip
    Penugasan.objects.filter(user__username="staf").update(bagian=None)


@contextmanager
def _pk_unlocked() -> Iterator[None]:
    """The example's PK is signed and locked in the database; the lock is taken off, and set again."""
    kunci = import_module("agreements.migrations.0008_pk_kunci")
    editor = connection.schema_editor(atomic=False)
    kunci.unlock(None, editor)
    yield
    kunci.lock(None, editor)


def _fifteenth() -> None:
    """An indikator with a grid of eight components beside the example's 14."""
    contoh = Realisasi.objects.select_related("analisis", "indikator").order_by("-indikator__nomor")[0]
    satu = Indikator.objects.create(
        sasaran=contoh.indikator.sasaran, nomor=15, nama="Persentase fasilitas yang berfungsi per kelompok",
        target=Decimal(100), satuan="%", metode=Metode.RATA_RATA_RASIO.value,
        agregasi=Agregasi.NILAI_AKHIR.value, cara_perhitungan="Rata-rata rasio delapan kelompok fasilitas",
        penanggung_jawab=contoh.indikator.penanggung_jawab,
    )  # fmt: skip
    TargetTriwulan.objects.bulk_create(
        TargetTriwulan(indikator=satu, triwulan=ke, nilai=Decimal(25 * ke)) for ke in (1, 2, 3, 4)
    )
    CapaianLalu.objects.create(indikator=satu, tahun=TAHUN - 1, capaian=Decimal(90))
    isi = Realisasi.objects.create(indikator=satu, triwulan=OPEN, keterangan=contoh.keterangan)
    Analisis.objects.create(realisasi=isi, **_words(contoh))
    Komponen.objects.bulk_create(
        Komponen(
            realisasi=isi, urutan=n, nama=f"Kelompok {n}", pembilang=Decimal(10 + n), penyebut=Decimal(20)
        )
        for n in range(1, 9)
    )


def _quarter(triwulan: int, staf: User, verifikator: User) -> None:
    """Every indikator with a target in the quarter has reached it, with words and a piece of evidence."""
    now = timezone.now()
    verified = {"diverifikasi_oleh": verifikator, "diverifikasi_pada": now} if triwulan != SUBMITTED else {}
    status = StatusRealisasi.TERVERIFIKASI if verified else StatusRealisasi.DIAJUKAN
    asal = Realisasi.objects.filter(triwulan=OPEN, indikator__target_triwulan__triwulan=triwulan)
    for lama in asal.select_related("indikator__sasaran__perjanjian__satker", "analisis"):
        isi = Realisasi.objects.create(
            indikator=lama.indikator, triwulan=triwulan, status=status, keterangan=lama.keterangan,
            diisi_oleh=staf, diajukan_pada=now, **_inputs(lama.indikator, triwulan), **verified,
        )  # fmt: skip
        Analisis.objects.create(realisasi=isi, **_words(lama))
        BuktiDukung.objects.create(realisasi=isi, urutan=1, judul="Laporan triwulan")
        for satu in lama.komponen.all():
            satu.pk, satu.realisasi = None, isi
            satu.save()
        record("Realisasi diajukan", isi, by=staf, satker=lama.indikator.sasaran.perjanjian.satker)


def _inputs(indikator: Indikator, triwulan: int) -> dict[str, Decimal]:
    target = indikator.target_triwulan.get(triwulan=triwulan).nilai
    pecahan = {"pembilang": target, "penyebut": Decimal(100)}
    return {Metode.RASIO: pecahan, Metode.LANGSUNG: {"nilai": target}}.get(Metode(indikator.metode), {})


def _words(realisasi: Realisasi) -> dict[str, str]:
    return {nama: getattr(realisasi.analisis, nama) for nama in BAGIAN_ANALISIS}


def _send_back(staf: User, verifikator: User) -> None:
    """The open quarter: everything came back, with a reason."""
    semua = Realisasi.objects.filter(triwulan=OPEN)
    semua.update(
        status=StatusRealisasi.DIKEMBALIKAN, diisi_oleh=staf, diverifikasi_oleh=None, diverifikasi_pada=None
    )
    Pengembalian.objects.bulk_create(
        Pengembalian(
            realisasi=satu, kategori=KategoriPengembalian.values[0], alasan="Lengkapi sumber angkanya.",
            oleh=verifikator,
        )
        for satu in semua
    )  # fmt: skip


def _hang_on(staf: User, verifikator: User) -> None:
    """What hangs on the open quarter: a file and a remark each, one draft."""
    semua: Sequence[Realisasi] = list(
        Realisasi.objects.filter(triwulan=OPEN).select_related("indikator").order_by("indikator__nomor")
    )
    for satu in semua:
        BuktiDukung.objects.create(
            realisasi=satu, urutan=90, judul="Laporan", berkas=store(FILE), nama_asli="laporan.pdf",
            jenis="pdf", ukuran=len(FILE), sha256=sha256(FILE).hexdigest(), diunggah_oleh=staf,
            diunggah_pada=timezone.now(),
        )  # fmt: skip
        Komentar.objects.create(
            indikator=satu.indikator, triwulan=OPEN, isi="Apakah ini angka akhir?", oleh=verifikator
        )
    pertama = semua[0]
    diketik = dari_isian(isi_sekarang(pertama)).sebagai_json() | {"catatan": "Belum selesai"}
    Draf.objects.create(
        user=staf, indikator=pertama.indikator, triwulan=OPEN, isi=diketik, versi=pertama.versi
    )
