"""The files of a report: rendered, frozen to be signed, signed; and who asked for their proof."""

from django.db import models
from django.db.models import Q

from accounts.models import Pejabat, User
from jobs.models import Job
from reports.models.laporan import LaporanKinerja


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
