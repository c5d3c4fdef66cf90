"""The Laporan Kinerja, its narrative, the register of regulations, rendered PDFs."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse

from accounts.models import Pejabat, Satker, User
from accounts.scope import ScopedQuerySet
from agreements.models import TAHUN_VALIDATORS, Indikator, PerjanjianKinerja
from jobs.models import Job
from measurements.models import DrafDasar
from reports.states import ALASAN_PEMBUKAAN, BERLAKU, TERTANDA, AsalNarasi, Jawaban, StatusLkj, StatusReviu


class Peraturan(models.Model):
    """A regulation in its one spelling; the report cites it by key."""

    kunci = models.SlugField(max_length=60, unique=True)
    urutan = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=150)
    nomor = models.CharField(max_length=80)
    tahun = models.PositiveSmallIntegerField(null=True, blank=True)
    tentang = models.TextField()
    dasar_hukum = models.BooleanField("tercantum dalam dasar hukum LKj", default=False)

    class Meta:
        ordering = ["urutan"]
        verbose_name = "peraturan"
        verbose_name_plural = "peraturan"

    def __str__(self) -> str:
        return self.sitasi

    @property
    def singkat(self) -> str:
        """The citation without its subject."""
        tahun = f" Tahun {self.tahun}" if self.tahun else ""
        return f"{self.jenis} Nomor {self.nomor}{tahun}"

    @property
    def sitasi(self) -> str:
        """The full citation."""
        return f"{self.singkat} tentang {self.tentang}"


def _tercatat(langkah: str, berlaku: Q) -> models.CheckConstraint:
    """Who took a step and when are known exactly while the status says that it was taken."""
    oleh, pada = f"{langkah}_oleh__isnull", f"{langkah}_pada__isnull"
    return models.CheckConstraint(
        name=f"lkj_{langkah}_tercatat",
        condition=berlaku & Q(**{oleh: False, pada: False}) | ~berlaku & Q(**{oleh: True, pada: True}),
    )


class LaporanKinerja(models.Model):
    """A satker's LKj of a year, in one version; it measures one version of the PK."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="laporan_kinerja")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    versi = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    status = models.CharField(max_length=12, choices=StatusLkj.choices, default=StatusLkj.KONSEP)
    perjanjian = models.ForeignKey(PerjanjianKinerja, models.PROTECT, related_name="laporan_kinerja")
    tempat = models.CharField(max_length=80)
    tanggal = models.DateField(null=True, blank=True)
    penandatangan = models.ForeignKey(Pejabat, models.PROTECT, null=True, blank=True, related_name="+")
    diperiksa_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    diperiksa_pada = models.DateTimeField(null=True, blank=True)
    disahkan_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    disahkan_pada = models.DateTimeField(null=True, blank=True)
    diterima_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    diterima_pada = models.DateTimeField(null=True, blank=True)
    dibuka_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    dibuka_pada = models.DateTimeField(null=True, blank=True)
    alasan_pembukaan = models.TextField(blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-tahun", "-versi"]
        verbose_name = "Laporan Kinerja"
        verbose_name_plural = "Laporan Kinerja"
        constraints = [
            models.UniqueConstraint(fields=["satker", "tahun", "versi"], name="lkj_versi_sekali"),
            models.UniqueConstraint(
                fields=["satker", "tahun"],
                condition=Q(status__in=BERLAKU),
                name="lkj_satu_yang_disahkan",
            ),
            models.CheckConstraint(name="lkj_status_dikenal", condition=Q(status__in=StatusLkj.values)),
            models.CheckConstraint(
                name="lkj_disahkan_lengkap",
                condition=~Q(status__in=TERTANDA) | Q(tanggal__isnull=False, penandatangan__isnull=False),
            ),
            _tercatat("diperiksa", ~Q(status=StatusLkj.KONSEP)),
            _tercatat("disahkan", Q(status__in=TERTANDA)),
            _tercatat("dibuka", Q(status=StatusLkj.DIGANTIKAN)),
            models.CheckConstraint(
                name="lkj_diterima_tercatat",
                condition=Q(status__in=[StatusLkj.DISAMPAIKAN, StatusLkj.DIGANTIKAN])
                & Q(diterima_oleh__isnull=False, diterima_pada__isnull=False)
                | ~Q(status=StatusLkj.DISAMPAIKAN)
                & Q(diterima_oleh__isnull=True, diterima_pada__isnull=True),
            ),
            models.CheckConstraint(
                name="lkj_pembukaan_beralasan",
                condition=~Q(status=StatusLkj.DIGANTIKAN)
                | Q(GreaterThanOrEqual(Length("alasan_pembukaan"), ALASAN_PEMBUKAAN)),
            ),
            models.CheckConstraint(
                name="lkj_pengesah_bukan_pemeriksa",
                condition=Q(disahkan_oleh__isnull=True) | ~Q(disahkan_oleh=F("diperiksa_oleh")),
            ),
        ]

    def __str__(self) -> str:
        return f"Laporan Kinerja {self.satker} Tahun {self.tahun}"

    def get_absolute_url(self) -> str:
        return reverse("reports:lkj", args=[self.satker.slug, self.tahun])


class GambarQuerySet(ScopedQuerySet):
    """Pictures, which reach their satker through the LKj."""

    satker_path = "laporan__satker__"


class Narasi(models.Model):
    """The words of one section, in the small markup that reports/narrative.py reads; figures are bound."""

    laporan = models.ForeignKey(LaporanKinerja, models.CASCADE, related_name="narasi")
    kunci = models.CharField(max_length=80)
    isi = models.TextField()
    versi = models.PositiveIntegerField(default=1, help_text="Berapa kali disimpan")
    asal = models.CharField(max_length=10, choices=AsalNarasi.choices, default=AsalNarasi.DITULIS)
    tab = models.CharField("tab yang menyimpan", max_length=36, blank=True)
    ke = models.PositiveIntegerField("kiriman keberapa dari tab itu", default=0)

    class Meta:
        ordering = ["laporan", "kunci"]
        verbose_name = "narasi"
        verbose_name_plural = "narasi"
        constraints = [
            models.UniqueConstraint(fields=["laporan", "kunci"], name="narasi_sekali_per_bagian"),
            models.CheckConstraint(name="narasi_asal_dikenal", condition=Q(asal__in=AsalNarasi.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kunci} {self.laporan}"


class VersiNarasi(models.Model):
    """A section's text as it once stood; never changed, so that every text can be read and restored."""

    narasi = models.ForeignKey(Narasi, models.CASCADE, related_name="riwayat")
    nomor = models.PositiveIntegerField()
    isi = models.TextField()
    asal = models.CharField(max_length=10, choices=AsalNarasi.choices)
    dipulihkan_dari = models.PositiveIntegerField(null=True, blank=True)
    oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["narasi", "-nomor"]
        verbose_name = "versi narasi"
        verbose_name_plural = "versi narasi"
        constraints = [models.UniqueConstraint(fields=["narasi", "nomor"], name="versi_narasi_sekali")]

    def __str__(self) -> str:
        return f"{self.narasi} versi {self.nomor}"


class DrafNarasi(DrafDasar):
    """What a person has typed for a section and not saved yet."""

    laporan = models.ForeignKey(LaporanKinerja, models.CASCADE, related_name="draf_narasi")
    kunci = models.CharField(max_length=80)
    versi = models.PositiveIntegerField(help_text="Versi narasi yang menjadi dasar ketikan")

    class Meta:
        ordering = ["laporan", "kunci"]
        verbose_name = "draf narasi"
        verbose_name_plural = "draf narasi"
        constraints = [
            models.UniqueConstraint(fields=["user", "laporan", "kunci"], name="draf_narasi_sekali")
        ]

    def __str__(self) -> str:
        return f"Draf {self.kunci} {self.user}"


class GambarNarasi(models.Model):
    """A picture of an LKj's narrative, with its caption and what is read out in its place.

    The file is kept as `jobs.storage` does, written anew: only the picture, nothing that a camera added; two
    reports may share one. indikator: under whose analysis it prints where the words place it nowhere.
    tahun_lalu: taken from last year's report and confirmed by nobody.
    """

    laporan = models.ForeignKey(LaporanKinerja, models.CASCADE, related_name="gambar")
    kunci = models.SlugField(max_length=60)
    judul = models.CharField(max_length=250)
    alt = models.CharField("teks pengganti", max_length=300)
    berkas = models.CharField("nama berkas di penyimpanan", max_length=80)
    jenis = models.CharField(max_length=10)
    lebar = models.PositiveIntegerField(help_text="Piksel")
    tinggi = models.PositiveIntegerField(help_text="Piksel")
    sha256 = models.CharField(max_length=64)
    versi = models.PositiveIntegerField(default=1)
    indikator = models.ForeignKey(Indikator, models.SET_NULL, null=True, blank=True, related_name="gambar")
    tahun_lalu = models.BooleanField("diambil dari tahun lalu dan belum diperiksa", default=False)
    diunggah_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    diunggah_pada = models.DateTimeField(auto_now_add=True)

    objects = GambarQuerySet.as_manager()

    class Meta:
        ordering = ["laporan", "pk"]
        verbose_name = "gambar narasi"
        verbose_name_plural = "gambar narasi"
        constraints = [
            models.UniqueConstraint(fields=["laporan", "kunci"], name="gambar_narasi_kunci"),
            models.CheckConstraint(name="gambar_narasi_berjudul", condition=~Q(judul="") & ~Q(alt="")),
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("reports:gambar_berkas", args=[self.pk])


class Cetakan(models.Model):
    """A rendered PDF of an LKj: the file appears whole, with its hash, or not at all."""

    laporan = models.ForeignKey(LaporanKinerja, models.PROTECT, related_name="cetakan")
    job = models.OneToOneField(Job, models.PROTECT, null=True, blank=True, related_name="cetakan")
    berkas = models.FileField(max_length=200)
    sha256 = models.CharField(max_length=64)
    halaman = models.PositiveIntegerField()
    ukuran = models.PositiveIntegerField(help_text="Bita")
    dibuat_pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "cetakan"
        verbose_name_plural = "cetakan"

    def __str__(self) -> str:
        return f"{self.laporan}, {self.dibuat_pada:%Y-%m-%d %H:%M}"

    @property
    def nama(self) -> str:
        """The file's name without its folder, as a download is called."""
        return f"lkj-{self.laporan.tahun}-{self.laporan.satker.slug}.pdf"


class AlasanTemuan(models.Model):
    """Why a warning of the checker may stand: for the finding with this fingerprint and no other.

    kode, kalimat and tempat are the finding's when the reason was written; a reason whose finding has changed
    stays to be read and counts no more.
    """

    laporan = models.ForeignKey(LaporanKinerja, models.CASCADE, related_name="alasan_temuan")
    sidik = models.CharField(max_length=64)
    kode = models.CharField(max_length=20)
    kalimat = models.TextField()
    tempat = models.TextField()
    alasan = models.TextField()
    versi = models.PositiveIntegerField(default=1)
    oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["laporan", "pk"]
        verbose_name = "alasan temuan"
        verbose_name_plural = "alasan temuan"
        constraints = [
            models.UniqueConstraint(fields=["laporan", "sidik"], name="alasan_temuan_sekali"),
            models.CheckConstraint(name="alasan_temuan_berisi", condition=~Q(alasan="")),
        ]

    def __str__(self) -> str:
        return f"{self.kode}: {self.alasan}"


class Reviu(models.Model):
    """The reviu of one version of a report by its Pereviu.

    belum_terpenuhi, sidik_naskah: items, and the fingerprint of the report, when it was finished.
    """

    laporan = models.OneToOneField(LaporanKinerja, models.CASCADE, related_name="reviu")
    status = models.CharField(max_length=10, choices=StatusReviu.choices, default=StatusReviu.BERJALAN)
    versi = models.PositiveIntegerField(default=0)
    belum_terpenuhi = models.PositiveSmallIntegerField(default=0)
    sidik_naskah = models.CharField(max_length=64, blank=True)
    selesai_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    selesai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["laporan"]
        verbose_name = "reviu"
        verbose_name_plural = "reviu"
        constraints = [
            models.CheckConstraint(
                name="reviu_selesai_tercatat",
                condition=Q(
                    status=StatusReviu.SELESAI, selesai_oleh__isnull=False, selesai_pada__isnull=False
                )
                | Q(status=StatusReviu.BERJALAN, selesai_oleh__isnull=True, selesai_pada__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"Reviu {self.laporan}"


class JawabanReviu(models.Model):
    """The answer and note to one item of the checklist; no answer where the application tells it."""

    reviu = models.ForeignKey(Reviu, models.CASCADE, related_name="jawaban")
    butir = models.SlugField(max_length=40)
    jawaban = models.CharField(max_length=5, choices=Jawaban.choices, blank=True)
    catatan = models.TextField(blank=True)

    class Meta:
        ordering = ["reviu", "pk"]
        verbose_name = "jawaban reviu"
        verbose_name_plural = "jawaban reviu"
        constraints = [
            models.UniqueConstraint(fields=["reviu", "butir"], name="jawaban_reviu_sekali"),
            models.CheckConstraint(
                name="jawaban_reviu_dikenal", condition=Q(jawaban__in=["", *Jawaban.values])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.butir}: {self.jawaban}"


class Naskah(models.Model):
    """An LKj as it would be signed: the frozen tree and the PDF made from it, before any signature.

    dokumen: the tree as canonical JSON (reports/frozen.py), sidik its SHA-256. token: of the address that
    the PDF shows. sertifikat: SHA-256 of the certificate that was meant to sign it. jejak_kepala: the head of
    the audit trail that the PDF prints. Once signed nothing of it changes; triggers hold it.
    """

    laporan = models.ForeignKey(LaporanKinerja, models.PROTECT, related_name="naskah")
    job = models.OneToOneField(Job, models.PROTECT, related_name="naskah")
    token = models.CharField(max_length=43, unique=True)
    tanggal = models.DateField()
    penandatangan = models.ForeignKey(Pejabat, models.PROTECT, related_name="+")
    dokumen = models.TextField()
    sidik = models.CharField(max_length=64)
    berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    halaman = models.PositiveIntegerField()
    ukuran = models.PositiveIntegerField(help_text="Bita")
    sertifikat = models.CharField(max_length=64)
    uji = models.BooleanField("sertifikat uji")
    jejak_kepala = models.CharField(max_length=90, blank=True)
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    dilihat_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    dilihat_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "naskah"
        verbose_name_plural = "naskah"
        constraints = [
            models.CheckConstraint(
                name="naskah_dilihat_tercatat",
                condition=Q(dilihat_oleh__isnull=True, dilihat_pada__isnull=True)
                | Q(dilihat_oleh__isnull=False, dilihat_pada__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Naskah {self.laporan}, {self.dibuat_pada:%Y-%m-%d %H:%M}"


class Pengesahan(models.Model):
    """The signed PDF of an LKj: the file, its SHA-256, whose certificate signed it. Never changed.

    Who signed and when: `laporan.disahkan_oleh` and `disahkan_pada`; the official's name as it is printed:
    `naskah.penandatangan`.
    """

    laporan = models.OneToOneField(LaporanKinerja, models.PROTECT, related_name="pengesahan")
    naskah = models.OneToOneField(Naskah, models.PROTECT, related_name="pengesahan")
    berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    ukuran = models.PositiveIntegerField(help_text="Bita")
    sertifikat_nama = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "pengesahan"
        verbose_name_plural = "pengesahan"

    def __str__(self) -> str:
        return f"Pengesahan {self.laporan}"

    @property
    def nama(self) -> str:
        """The file's name as a download is called."""
        laporan = self.laporan
        return f"lkj-{laporan.tahun}-{laporan.satker.slug}-versi-{laporan.versi}.pdf"


class Kunjungan(models.Model):
    """How often an address asked the public page since a moment; only a keyed hash of it is kept."""

    kunci = models.CharField(max_length=64, unique=True)
    mulai = models.DateTimeField(db_index=True)
    jumlah = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        verbose_name = "kunjungan"
        verbose_name_plural = "kunjungan"

    def __str__(self) -> str:
        return f"{self.jumlah} sejak {self.mulai}"
