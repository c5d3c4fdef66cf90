"""What a Perjanjian Kinerja promises: sasaran kegiatan, indikator, targets per triwulan, turunan."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from accounts.models import Bagian
from accounts.scope import ScopedQuerySet
from agreements.choices import AGREGASI, METODE, POLARITAS
from agreements.models.dasar import Edited, angka_field
from agreements.models.perjanjian import PerjanjianKinerja
from agreements.models.renstra import IKU, SasaranStrategis
from kinerja.capaian import Polaritas
from kinerja.metode import Metode, pembagi
from ui.addresses import address


class SasaranKegiatanQuerySet(ScopedQuerySet):
    """Sasaran kegiatan, which reach their satker through the PK."""

    satker_path = "perjanjian__satker__"


class SasaranKegiatan(models.Model):
    """An objective of a PK, linked to a strategic objective of the Renstra by link, never by text."""

    perjanjian = models.ForeignKey(PerjanjianKinerja, models.CASCADE, related_name="sasaran_kegiatan")
    urutan = models.PositiveSmallIntegerField()
    uraian = models.TextField()
    sasaran_strategis = models.ForeignKey(
        SasaranStrategis, models.PROTECT, null=True, blank=True, related_name="sasaran_kegiatan"
    )

    objects = SasaranKegiatanQuerySet.as_manager()

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
    asal = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="penerus",
        help_text="Indikator yang sama dalam versi sebelumnya",
    )  # fmt: skip
    akar = models.BigIntegerField(
        null=True, blank=True, editable=False, db_index=True,
        help_text="Id indikator pertama dari garisnya; kosong pada yang pertama",
    )  # fmt: skip
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
        return address("measurements:indikator", self.pk)

    @property
    def garis(self) -> int:
        """The line that it is in through versions and years: the id of the first."""
        return self.akar or self.pk

    @property
    def rencana(self) -> Decimal | None:
        """What the capaian of the year divides by."""
        return pembagi(self.metode, self.target)


class TurunanQuerySet(ScopedQuerySet):
    """Turunan, which reach their satker through the indikator."""

    satker_path = "indikator__sasaran__perjanjian__satker__"


class Turunan(Edited):
    """What a Bagian does for an indikator; under it, what its Subbagian do."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="turunan")
    induk = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="rincian")
    bagian = models.ForeignKey(Bagian, models.PROTECT, related_name="turunan")
    uraian = models.TextField()
    target = angka_field(null=True)
    satuan = models.CharField(max_length=40, blank=True)

    objects = TurunanQuerySet.as_manager()

    class Meta:
        ordering = ["bagian__urutan", "bagian__nama", "pk"]
        verbose_name = "turunan"
        constraints = [
            models.CheckConstraint(
                name="turunan_target_tidak_negatif", condition=Q(target__isnull=True) | Q(target__gte=0)
            ),
            models.CheckConstraint(
                name="turunan_target_bersatuan", condition=Q(target__isnull=True) | ~Q(satuan="")
            ),
        ]

    def __str__(self) -> str:
        return self.uraian


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
