"""The Perjanjian Kinerja in versions: parties, steps, budget, returns, overruled advice, scans."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import Pejabat, Satker, User
from accounts.scope import ScopedQuerySet
from agreements.choices import METODE_RATA_RATA
from agreements.models.dasar import TAHUN_VALIDATORS
from agreements.states import TERKUNCI, JenisPerubahan, StatusPK
from kinerja.capaian import MetodeRataRata
from ui.addresses import address

#: The moment of a step -> the states in which it stands.
SEJAK = {
    "diajukan": (StatusPK.DIAJUKAN, *TERKUNCI),
    "ditandatangani": TERKUNCI,
    "ditetapkan": (StatusPK.DITETAPKAN, StatusPK.DIGANTIKAN),
    "digantikan": (StatusPK.DIGANTIKAN,),
}


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
    jenis_perubahan = models.CharField(max_length=12, choices=JenisPerubahan.choices, blank=True)
    alasan_perubahan = models.TextField(blank=True)
    metode_rata_rata = models.CharField(
        max_length=10, choices=METODE_RATA_RATA, default=MetodeRataRata.SASARAN.value
    )
    suntingan = models.PositiveIntegerField(
        default=0, help_text="Berapa kali isi dan keadaannya berubah: yang ditandatangani adalah yang dilihat"
    )
    # Who took a step; None for a PK that was signed on paper before it came in here.
    diajukan_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    diajukan_pada = models.DateTimeField(null=True, blank=True)
    ditandatangani_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ditandatangani_pada = models.DateTimeField(null=True, blank=True)
    ditetapkan_oleh = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ditetapkan_pada = models.DateTimeField(null=True, blank=True)
    digantikan_pada = models.DateTimeField(null=True, blank=True)

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
                condition=~Q(status__in=TERKUNCI)
                | Q(tanggal__isnull=False, pihak_pertama__isnull=False, pihak_kedua__isnull=False),
            ),
            models.CheckConstraint(
                name="pk_perubahan_beralasan",
                condition=Q(versi=1, menggantikan__isnull=True)
                | (Q(versi__gt=1, menggantikan__isnull=False) & ~Q(alasan_perubahan="")),
            ),
            models.CheckConstraint(
                name="pk_jenis_perubahan_dikenal",
                condition=Q(jenis_perubahan="") | Q(versi__gt=1, jenis_perubahan__in=JenisPerubahan.values),
            ),
            *(
                models.CheckConstraint(
                    name=f"pk_{langkah}_berwaktu",
                    condition=Q(status__in=sesudah, **{f"{langkah}_pada__isnull": False})
                    | (~Q(status__in=sesudah) & Q(**{f"{langkah}_pada__isnull": True})),
                )
                for langkah, sesudah in SEJAK.items()
            ),
            *(
                models.CheckConstraint(
                    name=f"pk_{langkah}_berorang",
                    condition=Q(**{f"{langkah}_oleh__isnull": True})
                    | Q(**{f"{langkah}_pada__isnull": False}),
                )
                for langkah in ("diajukan", "ditandatangani", "ditetapkan")
            ),
            models.CheckConstraint(
                name="pk_dua_orang", condition=~Q(ditandatangani_oleh=F("ditetapkan_oleh"))
            ),
        ]

    def __str__(self) -> str:
        return f"Perjanjian Kinerja {self.satker} Tahun {self.tahun}"

    def get_absolute_url(self) -> str:
        return address("agreements:pk", self.satker.slug, self.tahun)

    @property
    def judul(self) -> str:
        """What the paper is called, a changed one by its own name."""
        return "Perjanjian Kinerja" if self.versi == 1 else "Perjanjian Kinerja Perubahan"


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


class PengembalianPK(models.Model):
    """A PK sent back to who composes it, and what is to be mended."""

    perjanjian = models.ForeignKey(PerjanjianKinerja, models.CASCADE, related_name="pengembalian")
    alasan = models.TextField()
    oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "pengembalian Perjanjian Kinerja"

    def __str__(self) -> str:
        return self.alasan


class Pertimbangan(models.Model):
    """Why an advice was not followed; it counts while the advice reads as it did then."""

    perjanjian = models.ForeignKey(PerjanjianKinerja, models.CASCADE, related_name="pertimbangan")
    kunci = models.CharField(max_length=60, help_text="Jenis saran dan hal yang disarankan")
    saran = models.TextField()
    alasan = models.TextField()
    oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    pada = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "pertimbangan"
        verbose_name_plural = "pertimbangan"
        constraints = [
            models.UniqueConstraint(fields=["perjanjian", "kunci"], name="pertimbangan_sekali_per_saran")
        ]

    def __str__(self) -> str:
        return self.alasan


class PindaianPKQuerySet(ScopedQuerySet):
    """Scans, which reach their satker through the PK."""

    satker_path = "perjanjian__satker__"


class PindaianPK(models.Model):
    """A scan of the paper that both parties signed by hand; the newest counts, the older ones are kept.

    Append-only: triggers refuse change and deletion (migration 0010_pindaian_pk).
    """

    perjanjian = models.ForeignKey(PerjanjianKinerja, models.PROTECT, related_name="pindaian")
    berkas = models.CharField(max_length=64, unique=True, help_text="Nama acak dalam penyimpanan")
    nama_asli = models.CharField(max_length=160)
    jenis = models.CharField(max_length=4)
    ukuran = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    diunggah_oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    diunggah_pada = models.DateTimeField(auto_now_add=True)

    objects = PindaianPKQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "pindaian Perjanjian Kinerja"
        verbose_name_plural = "pindaian Perjanjian Kinerja"

    def __str__(self) -> str:
        return self.nama_asli
