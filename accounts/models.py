"""Satker and its divisions, users and their duties, officials in office, the audit trail."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Case, F, Q, When

from accounts.permissions import Peran, Permission
from accounts.policy import satker_filter


class SatkerQuerySet(models.QuerySet["Satker"]):
    """Many satker."""

    def visible_to(self, user: "User", permission: Permission | None = None) -> "SatkerQuerySet":
        """The satker at which the user may use the permission (any permission when None)."""
        return self.filter(satker_filter(user, permission))


class Satker(models.Model):
    """A working unit with its own budget: the province, a kota or a kabupaten."""

    class Jenis(models.TextChoices):
        """Kinds of satker."""

        PROVINSI = "provinsi", "Provinsi"
        KOTA = "kota", "Kota"
        KABUPATEN = "kabupaten", "Kabupaten"

    kode = models.CharField("kode satker", max_length=6, unique=True)
    nama = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    nama_panjang = models.CharField(max_length=200)
    jenis = models.CharField(max_length=10, choices=Jenis.choices)
    kode_wilayah = models.CharField(max_length=5, blank=True)
    wilayah = models.CharField(max_length=120)
    ibu_kota = models.CharField("tempat kedudukan", max_length=80)
    induk = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="bawahan")
    urutan = models.PositiveSmallIntegerField(default=0)

    objects = SatkerQuerySet.as_manager()

    class Meta:
        ordering = ["urutan", "nama"]
        verbose_name = "satker"
        constraints = [
            models.CheckConstraint(
                name="satker_bukan_induk_sendiri", condition=Q(induk__isnull=True) | ~Q(induk=F("id"))
            )
        ]

    def __str__(self) -> str:
        return self.nama


class Bagian(models.Model):
    """A division of a secretariat; one with an induk is a Subbagian."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="bagian")
    kode = models.SlugField(max_length=60)
    nama = models.CharField(max_length=200)
    induk = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subbagian")
    urutan = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["satker", "urutan"]
        verbose_name = "bagian"
        constraints = [models.UniqueConstraint(fields=["satker", "kode"], name="bagian_kode_per_satker")]

    def __str__(self) -> str:
        return self.nama


class User(AbstractUser):
    """A person who logs in; rights come from Penugasan alone, never from is_superuser."""

    first_name = None
    last_name = None
    nama = models.CharField("nama lengkap", max_length=150)

    REQUIRED_FIELDS = ["nama", "email"]

    class Meta:
        ordering = ["username"]
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    def __str__(self) -> str:
        return self.nama

    def get_full_name(self) -> str:
        return self.nama

    def get_short_name(self) -> str:
        return self.nama


class PenugasanQuerySet(models.QuerySet["Penugasan"]):
    """Many duties."""

    def in_force(self, on: date) -> "PenugasanQuerySet":
        """Those that hold on that day; one ended on that very day holds no more, its time was recorded."""
        return self.filter(
            Q(selesai__isnull=True) | Q(selesai__gt=on) | Q(selesai=on, diakhiri_pada__isnull=True),
            mulai__lte=on,
        )

    def managed_by(self, user: "User") -> "PenugasanQuerySet":
        """Those at the satker where the user manages accounts."""
        return self.filter(satker_filter(user, Permission.MANAGE_ACCOUNTS, "satker__"))


class Penugasan(models.Model):
    """A user's role at a satker, for a time."""

    user = models.ForeignKey(User, models.PROTECT, related_name="penugasan")
    satker = models.ForeignKey(Satker, models.PROTECT, related_name="penugasan")
    bagian = models.ForeignKey(Bagian, models.PROTECT, null=True, blank=True, related_name="penugasan")
    peran = models.CharField(max_length=20, choices=Peran.choices)
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)
    diakhiri_pada = models.DateTimeField(null=True, blank=True)

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "user", "mulai"]
        verbose_name = "penugasan"
        constraints = [
            models.CheckConstraint(
                name="penugasan_selesai_setelah_mulai",
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")),
            ),
            models.CheckConstraint(
                name="penugasan_diakhiri_berselesai",
                condition=Q(diakhiri_pada__isnull=True) | Q(selesai__isnull=False),
            ),
            models.CheckConstraint(name="penugasan_peran_dikenal", condition=Q(peran__in=Peran.values)),
            models.UniqueConstraint(
                fields=["user", "satker", "peran", "mulai"],
                condition=Q(bagian__isnull=True),
                name="penugasan_sekali_tanpa_bagian",
            ),
            models.UniqueConstraint(
                fields=["user", "satker", "peran", "bagian", "mulai"], name="penugasan_sekali_per_bagian"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_peran_display()} pada {self.satker}"


class UndanganQuerySet(models.QuerySet["Undangan"]):
    """Many invitations."""

    def open(self) -> "UndanganQuerySet":
        """Those neither accepted nor revoked, expired ones included."""
        return self.filter(diterima_pada__isnull=True, dicabut_pada__isnull=True)


class Undangan(models.Model):
    """A link with which its holder sets a password once; only the SHA-256 of its token is kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="undangan")
    token_sha256 = models.CharField(max_length=64, unique=True)
    dibuat_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    berlaku_sampai = models.DateTimeField()
    diterima_pada = models.DateTimeField(null=True, blank=True)
    dicabut_pada = models.DateTimeField(null=True, blank=True)

    objects = UndanganQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "undangan"
        verbose_name_plural = "undangan"
        constraints = [
            models.CheckConstraint(
                name="undangan_diterima_atau_dicabut",
                condition=Q(diterima_pada__isnull=True) | Q(dicabut_pada__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(diterima_pada__isnull=True, dicabut_pada__isnull=True),
                name="undangan_terbuka_satu_per_orang",
            ),
        ]

    def __str__(self) -> str:
        return f"Undangan {self.user}"


class KodePemulihan(models.Model):
    """A code that opens the second step once, when the phone is lost; only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="kode_pemulihan")
    sha256 = models.CharField(max_length=64, unique=True)
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    dipakai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "kode pemulihan"
        verbose_name_plural = "kode pemulihan"

    def __str__(self) -> str:
        return f"Kode pemulihan {self.user}"


class Konfirmasi(models.Model):
    """Password and code given again for one purpose; spent once (accounts/confirm.py)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="konfirmasi")
    keperluan = models.CharField(max_length=120)
    diberikan_pada = models.DateTimeField()
    dipakai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "konfirmasi"
        verbose_name_plural = "konfirmasi"

    def __str__(self) -> str:
        return f"{self.user}: {self.keperluan}"


class PejabatQuerySet(models.QuerySet["Pejabat"]):
    """Many terms of office."""

    def in_office(self, on: date) -> "PejabatQuerySet":
        """Those whose term holds on that day."""
        return self.filter(Q(selesai__isnull=True) | Q(selesai__gte=on), mulai__lte=on)

    def by_rank(self) -> "PejabatQuerySet":
        """In the order of `Jabatan`, Ketua first; of one office the newest term first."""
        urutan = [When(jabatan=satu, then=ke) for ke, satu in enumerate(Pejabat.Jabatan.values)]
        return self.order_by("satker", Case(*urutan), "-mulai", "pk")


class Pejabat(models.Model):
    """An official and the term of office; never with a NIP (reports are public)."""

    class Jabatan(models.TextChoices):
        """Offices that sign or answer for something, by rank."""

        KETUA = "ketua", "Ketua"
        ANGGOTA = "anggota", "Anggota"
        SEKRETARIS = "sekretaris", "Sekretaris"
        KEPALA_BAGIAN = "kepala-bagian", "Kepala Bagian"
        KEPALA_SUBBAGIAN = "kepala-subbagian", "Kepala Subbagian"

    class Pelaksana(models.TextChoices):
        """How somebody holds an office that is not theirs; who holds their own has none of these."""

        PLT = "plt", "Plt. (Pelaksana Tugas)"
        PLH = "plh", "Plh. (Pelaksana Harian)"

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="pejabat")
    bagian = models.ForeignKey(Bagian, models.PROTECT, null=True, blank=True, related_name="pejabat")
    jabatan = models.CharField(max_length=20, choices=Jabatan.choices)
    nama = models.CharField(max_length=150)
    pelaksana = models.CharField(max_length=3, choices=Pelaksana.choices, blank=True)
    sebutan = models.CharField(max_length=200, help_text="Sebutan jabatan, tanpa Plt. atau Plh.")
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)

    objects = PejabatQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "jabatan", "mulai"]
        verbose_name = "pejabat"
        verbose_name_plural = "pejabat"
        constraints = [
            models.CheckConstraint(
                name="pejabat_selesai_setelah_mulai",
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")),
            ),
            models.CheckConstraint(
                name="pejabat_pelaksana_dikenal", condition=Q(pelaksana__in=["", "plt", "plh"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama}, {self.sebutan_lengkap}"

    @property
    def sebutan_lengkap(self) -> str:
        """The office as every document prints it: an acting one with Plt. or Plh. before it."""
        return f"{self.pelaksana.capitalize()}. {self.sebutan}" if self.pelaksana else self.sebutan


class Jejak(models.Model):
    """One event of the audit trail: append-only (triggers, migration 0004), a hash chain (accounts/chain.py).

    Made by `accounts.trail.record` alone, which knows the number, the moment and the hash.
    """

    nomor = models.BigIntegerField(primary_key=True)
    pada = models.DateTimeField()
    oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="jejak")
    satker = models.ForeignKey(Satker, models.PROTECT, null=True, blank=True, related_name="jejak")
    peristiwa = models.CharField(max_length=80)
    objek = models.CharField(max_length=80, help_text="app.model:id")
    keterangan = models.CharField(max_length=300, blank=True)
    data: Any = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "jejak"
        verbose_name_plural = "jejak"
        indexes = [models.Index(fields=["objek"], name="jejak_objek")]

    def __str__(self) -> str:
        return f"{self.peristiwa} {self.objek}"
