"""Renstra down to IKU; the Perjanjian Kinerja down to targets per triwulan; the rules of a year."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Bagian, Pejabat, Satker
from accounts.scope import ScopedQuerySet
from agreements.choices import AGREGASI, METODE, METODE_RATA_RATA, POLARITAS
from agreements.states import StatusPK
from kinerja.capaian import MetodeRataRata, Polaritas
from kinerja.metode import Metode

TAHUN_VALIDATORS = [MinValueValidator(2000), MaxValueValidator(2100)]


def angka_field(*, null: bool = False) -> models.DecimalField:
    """An exact figure that is not rupiah: up to 14 digits before and 6 after the comma."""
    return models.DecimalField(max_digits=20, decimal_places=6, null=null, blank=null)


class TahunKinerja(models.Model):
    """The rules that hold for one year: floor and cap of means, limit of the efficiency index."""

    tahun = models.PositiveSmallIntegerField(primary_key=True, validators=TAHUN_VALIDATORS)
    lantai = angka_field()
    plafon = angka_field(null=True)
    batas_efisiensi = angka_field()

    class Meta:
        ordering = ["tahun"]
        verbose_name = "tahun kinerja"
        constraints = [
            models.CheckConstraint(
                name="tahun_plafon_di_atas_lantai",
                condition=Q(plafon__isnull=True) | Q(plafon__gt=F("lantai")),
            ),
            models.CheckConstraint(name="tahun_batas_efisiensi_positif", condition=Q(batas_efisiensi__gt=0)),
        ]

    def __str__(self) -> str:
        return str(self.tahun)


class PredikatCapaian(models.Model):
    """One band (bawah, atas] of a year's predicate table; `sementara` marks a band no source confirms."""

    tahun = models.ForeignKey(TahunKinerja, models.CASCADE, related_name="predikat")
    bawah = angka_field(null=True)
    atas = angka_field(null=True)
    nama = models.CharField(max_length=60)
    sementara = models.BooleanField(default=False)

    class Meta:
        ordering = ["tahun", F("bawah").asc(nulls_first=True)]
        verbose_name = "predikat capaian"
        constraints = [
            models.UniqueConstraint(fields=["tahun", "nama"], name="predikat_nama_per_tahun"),
            models.CheckConstraint(
                name="predikat_atas_di_atas_bawah",
                condition=Q(bawah__isnull=True) | Q(atas__isnull=True) | Q(atas__gt=F("bawah")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.tahun_id})"


class SkalaNilai(models.Model):
    """One band (bawah, atas] of an ordinal scale such as AKIP grades AA … D, lowest first."""

    skala = models.SlugField(max_length=30)
    bawah = angka_field(null=True)
    atas = angka_field(null=True)
    nama = models.CharField(max_length=20)

    class Meta:
        ordering = ["skala", F("bawah").asc(nulls_first=True)]
        verbose_name = "skala nilai"
        constraints = [
            models.UniqueConstraint(fields=["skala", "nama"], name="skala_nama_sekali"),
            models.CheckConstraint(
                name="skala_atas_di_atas_bawah",
                condition=Q(bawah__isnull=True) | Q(atas__isnull=True) | Q(atas__gt=F("bawah")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skala} {self.nama}"


class Renstra(models.Model):
    """A satker's strategic plan of five years."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="renstra")
    tahun_mulai = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    tahun_selesai = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    visi = models.TextField(blank=True)
    nomor = models.CharField("nomor keputusan", max_length=120, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-tahun_mulai"]
        verbose_name = "Renstra"
        constraints = [
            models.UniqueConstraint(fields=["satker", "tahun_mulai"], name="renstra_sekali_per_periode"),
            models.CheckConstraint(
                name="renstra_selesai_setelah_mulai", condition=Q(tahun_selesai__gte=F("tahun_mulai"))
            ),
        ]

    def __str__(self) -> str:
        return f"Renstra {self.satker} {self.periode}"

    @property
    def periode(self) -> str:
        """The years, joined by an en dash."""
        return f"{self.tahun_mulai}–{self.tahun_selesai}"


class Misi(models.Model):
    """One mission of a Renstra."""

    renstra = models.ForeignKey(Renstra, models.CASCADE, related_name="misi")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.TextField()

    class Meta:
        ordering = ["renstra", "urutan"]
        verbose_name = "misi"
        constraints = [models.UniqueConstraint(fields=["renstra", "urutan"], name="misi_urutan")]

    def __str__(self) -> str:
        return self.uraian


class Tujuan(models.Model):
    """One goal of a Renstra."""

    renstra = models.ForeignKey(Renstra, models.CASCADE, related_name="tujuan")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.TextField()

    class Meta:
        ordering = ["renstra", "urutan"]
        verbose_name = "tujuan"
        constraints = [models.UniqueConstraint(fields=["renstra", "urutan"], name="tujuan_urutan")]

    def __str__(self) -> str:
        return self.uraian


class SasaranStrategis(models.Model):
    """One strategic objective under a goal."""

    tujuan = models.ForeignKey(Tujuan, models.CASCADE, related_name="sasaran_strategis")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.TextField()

    class Meta:
        ordering = ["tujuan", "urutan"]
        verbose_name = "sasaran strategis"
        constraints = [models.UniqueConstraint(fields=["tujuan", "urutan"], name="sasaran_strategis_urutan")]

    def __str__(self) -> str:
        return self.uraian


class KeputusanIKU(models.Model):
    """The decree by which a satker sets its IKU of a year."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="keputusan_iku")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    nomor = models.CharField(max_length=60)
    tanggal = models.DateField()
    tempat = models.CharField(max_length=80)
    tentang = models.CharField(max_length=300)
    penandatangan = models.CharField(max_length=150)
    jabatan_penandatangan = models.CharField(max_length=200)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-tahun"]
        verbose_name = "Keputusan IKU"
        constraints = [
            models.UniqueConstraint(fields=["satker", "tahun", "nomor"], name="keputusan_iku_sekali")
        ]

    def __str__(self) -> str:
        return f"Keputusan Nomor {self.nomor} Tahun {self.tanggal.year}"


class IKU(models.Model):
    """A key performance indicator of a strategic objective; `keterangan` says how it is measured."""

    sasaran_strategis = models.ForeignKey(SasaranStrategis, models.CASCADE, related_name="iku")
    keputusan = models.ForeignKey(KeputusanIKU, models.PROTECT, null=True, blank=True, related_name="iku")
    urutan = models.PositiveSmallIntegerField()
    nama = models.TextField()
    keterangan = models.TextField(blank=True)
    satuan = models.CharField(max_length=40)
    polaritas = models.CharField(max_length=10, choices=POLARITAS, default=Polaritas.MAKSIMASI.value)

    class Meta:
        ordering = ["urutan"]
        verbose_name = "IKU"
        verbose_name_plural = "IKU"
        constraints = [
            models.CheckConstraint(
                name="iku_polaritas_dikenal", condition=Q(polaritas__in=[value for value, _ in POLARITAS])
            )
        ]

    def __str__(self) -> str:
        return self.nama


class TargetIKU(models.Model):
    """The target of an IKU for one year."""

    iku = models.ForeignKey(IKU, models.CASCADE, related_name="target")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    nilai = angka_field()

    class Meta:
        ordering = ["iku", "tahun"]
        verbose_name = "target IKU"
        constraints = [models.UniqueConstraint(fields=["iku", "tahun"], name="target_iku_sekali_per_tahun")]

    def __str__(self) -> str:
        return f"{self.iku} {self.tahun}"


class PerjanjianKinerja(models.Model):
    """A satker's performance agreement of a year, in one version."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="perjanjian_kinerja")
    tahun = models.PositiveSmallIntegerField(validators=TAHUN_VALIDATORS)
    versi = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    status = models.CharField(max_length=20, choices=StatusPK.choices, default=StatusPK.DRAF)
    nomor = models.CharField(max_length=120, blank=True)
    tanggal = models.DateField(null=True, blank=True)
    tempat = models.CharField(max_length=80, blank=True)
    pihak_pertama = models.ForeignKey(Pejabat, models.PROTECT, null=True, blank=True, related_name="+")
    pihak_kedua = models.ForeignKey(Pejabat, models.PROTECT, null=True, blank=True, related_name="+")
    menggantikan = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="digantikan_oleh"
    )
    alasan_perubahan = models.TextField(blank=True)
    metode_rata_rata = models.CharField(
        max_length=10, choices=METODE_RATA_RATA, default=MetodeRataRata.SASARAN.value
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["satker", "-tahun", "-versi"]
        verbose_name = "Perjanjian Kinerja"
        constraints = [
            models.UniqueConstraint(fields=["satker", "tahun", "versi"], name="pk_versi_sekali"),
            models.UniqueConstraint(
                fields=["satker", "tahun"],
                condition=Q(status=StatusPK.DITETAPKAN),
                name="pk_satu_yang_ditetapkan",
            ),
            models.CheckConstraint(name="pk_status_dikenal", condition=Q(status__in=StatusPK.values)),
            models.CheckConstraint(
                name="pk_ditandatangani_lengkap",
                condition=~Q(status__in=[StatusPK.DITANDATANGANI, StatusPK.DITETAPKAN, StatusPK.DIGANTIKAN])
                | Q(tanggal__isnull=False, pihak_pertama__isnull=False, pihak_kedua__isnull=False),
            ),
            models.CheckConstraint(
                name="pk_perubahan_beralasan",
                condition=Q(versi=1, menggantikan__isnull=True)
                | (Q(versi__gt=1, menggantikan__isnull=False) & ~Q(alasan_perubahan="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Perjanjian Kinerja {self.satker} Tahun {self.tahun}"

    def get_absolute_url(self) -> str:
        return reverse("agreements:pk", args=[self.satker.slug, self.tahun])


class SasaranKegiatan(models.Model):
    """An objective of a PK, linked to a strategic objective of the Renstra by link, never by text."""

    perjanjian = models.ForeignKey(PerjanjianKinerja, models.CASCADE, related_name="sasaran_kegiatan")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.TextField()
    sasaran_strategis = models.ForeignKey(
        SasaranStrategis, models.PROTECT, null=True, blank=True, related_name="sasaran_kegiatan"
    )

    class Meta:
        ordering = ["perjanjian", "urutan"]
        verbose_name = "sasaran kegiatan"
        constraints = [
            models.UniqueConstraint(fields=["perjanjian", "urutan"], name="sasaran_kegiatan_urutan")
        ]

    def __str__(self) -> str:
        return self.uraian


class IndikatorQuerySet(ScopedQuerySet):
    """Indikator, which reach their satker through the PK."""

    satker_path = "sasaran__perjanjian__satker__"


class Indikator(models.Model):
    """An indicator of a PK: what is promised and how it is counted."""

    sasaran = models.ForeignKey(SasaranKegiatan, models.CASCADE, related_name="indikator")
    nomor = models.PositiveSmallIntegerField(help_text="Nomor urut dalam satu Perjanjian Kinerja")
    nama = models.TextField()
    target = angka_field(null=True)
    target_predikat = models.CharField(max_length=20, blank=True)
    satuan = models.CharField(max_length=40)
    polaritas = models.CharField(max_length=10, choices=POLARITAS, default=Polaritas.MAKSIMASI.value)
    metode = models.CharField(max_length=20, choices=METODE)
    agregasi = models.CharField(max_length=20, choices=AGREGASI)
    cara_perhitungan = models.TextField()
    sumber_data = models.TextField(blank=True)
    penanggung_jawab = models.ForeignKey(
        Bagian, models.PROTECT, null=True, blank=True, related_name="indikator"
    )
    iku = models.ForeignKey(IKU, models.PROTECT, null=True, blank=True, related_name="indikator")
    skala = models.SlugField(
        max_length=30, blank=True, help_text="Skala nilai untuk rekap satker dan predikat"
    )
    kriteria = models.CharField(max_length=20, blank=True, help_text="Predikat paling rendah yang memenuhi")
    kriteria_nilai = angka_field(null=True)
    standar_nasional = angka_field(null=True)
    sumber_standar = models.CharField(max_length=200, blank=True)

    objects = IndikatorQuerySet.as_manager()

    class Meta:
        ordering = ["nomor"]
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        constraints = [
            models.UniqueConstraint(fields=["sasaran", "nomor"], name="indikator_nomor"),
            models.CheckConstraint(
                name="indikator_satu_target",
                condition=Q(target__isnull=False, target_predikat="")
                | (Q(target__isnull=True) & ~Q(target_predikat="")),
            ),
            models.CheckConstraint(
                name="indikator_metode_dikenal", condition=Q(metode__in=[value for value, _ in METODE])
            ),
            models.CheckConstraint(
                name="indikator_agregasi_dikenal", condition=Q(agregasi__in=[value for value, _ in AGREGASI])
            ),
            models.CheckConstraint(
                name="indikator_polaritas_dikenal",
                condition=Q(polaritas__in=[value for value, _ in POLARITAS]),
            ),
            models.CheckConstraint(
                name="indikator_predikat_berskala",
                condition=~Q(metode=Metode.PREDIKAT.value) | (~Q(skala="") & ~Q(target_predikat="")),
            ),
            models.CheckConstraint(
                name="indikator_rekap_berkriteria",
                condition=~Q(metode=Metode.REKAP_SATKER.value) | Q(kriteria_nilai__isnull=False),
            ),
            models.CheckConstraint(
                name="indikator_target_tidak_negatif", condition=Q(target__isnull=True) | Q(target__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("measurements:indikator", args=[self.pk])

    @property
    def rencana(self) -> Decimal | None:
        """What the capaian divides by: the target, or 100 for a predikat (its value is in percent of it)."""
        return Decimal(100) if self.metode == Metode.PREDIKAT else self.target


class TargetTriwulan(models.Model):
    """Rencana aksi: the target of an indikator for one quarter."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="target_triwulan")
    triwulan = models.PositiveSmallIntegerField()
    nilai = angka_field()

    class Meta:
        ordering = ["indikator", "triwulan"]
        verbose_name = "target triwulan"
        constraints = [
            models.UniqueConstraint(fields=["indikator", "triwulan"], name="target_triwulan_sekali"),
            models.CheckConstraint(
                name="target_triwulan_1_4", condition=Q(triwulan__gte=1) & Q(triwulan__lte=4)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indikator} triwulan {self.triwulan}"


class KegiatanPendukung(models.Model):
    """A kegiatan of the DIPA, by its code, that serves an indikator (BAB III: the programmes behind it)."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="kegiatan_pendukung")
    kode = models.CharField(max_length=40)

    class Meta:
        ordering = ["indikator", "kode"]
        verbose_name = "kegiatan pendukung"
        constraints = [
            models.UniqueConstraint(fields=["indikator", "kode"], name="kegiatan_pendukung_sekali")
        ]

    def __str__(self) -> str:
        return self.kode


class AnggaranProgram(models.Model):
    """A programme's budget as the PK states it, in whole rupiah."""

    perjanjian = models.ForeignKey(PerjanjianKinerja, models.CASCADE, related_name="anggaran_program")
    urutan = models.PositiveSmallIntegerField()
    kode = models.CharField(max_length=10)
    program = models.CharField(max_length=200)
    nilai = models.BigIntegerField()

    class Meta:
        ordering = ["perjanjian", "urutan"]
        verbose_name = "anggaran program"
        constraints = [
            models.UniqueConstraint(fields=["perjanjian", "urutan"], name="anggaran_program_urutan"),
            models.CheckConstraint(name="anggaran_program_tidak_negatif", condition=Q(nilai__gte=0)),
        ]

    def __str__(self) -> str:
        return self.program
