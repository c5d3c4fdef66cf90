"""The whole country: KPU RI, 37 more provinces, 499 more kabupaten/kota, so that 552 satker are in reach.

Shapes, not facts: each has a PK and a DIPA of 80 lines in each of five years, both with realisasi; what the
example has of its own year stays.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product

from django.db import transaction
from django.utils import timezone

from accounts.models import Pejabat, Penugasan, Satker, User
from accounts.permissions import Peran
from agreements.models import Indikator, PerjanjianKinerja, SasaranKegiatan
from agreements.states import StatusPK
from bench.place import SATKER, TAHUN
from budget.models import BarisDipa, Dipa, RealisasiAnggaran, RevisiDipa
from kinerja.metode import Metode
from kinerja.periode import Agregasi
from measurements.models import Realisasi
from measurements.states import StatusRealisasi

COUNT, PROVINCES = 552, 38
YEARS = range(TAHUN - 3, TAHUN + 2)
LEVELS = ("program", "kegiatan", "kro", "ro")
BATCH = 2_000


@transaction.atomic
def add_crowd() -> dict[str, str]:
    """Fill the country around the example.

    Returns who stands in for an account of the example: with a duty at the top, all 552 satker in reach.
    """
    root = _satker()
    for tahun in YEARS:
        _budgets(tahun)
        _agreements(tahun)
    stand_in = {}
    for peran in (Peran.VERIFIKATOR, Peran.ADMINISTRATOR):
        user = User.objects.create_user(f"bench-{peran}", f"{peran}@contoh.invalid", nama=f"{peran.label} RI")
        Penugasan.objects.create(user=user, satker=root, peran=peran, mulai=date(2020, 1, 1))
        seen = Satker.objects.visible_to(user).count()
        assert seen == COUNT, f"{seen} satker in reach instead of {COUNT}"
        stand_in[peran.value] = user.username
    return stand_in


def _satker() -> Satker:
    root = Satker.objects.create(**_one(0, "KPU Republik Uji", Satker.Jenis.PROVINSI))
    Satker.objects.filter(slug=SATKER).update(induk=root)
    provinces = Satker.objects.bulk_create(
        Satker(induk=root, **_one(n, f"KPU Provinsi Uji {n}", Satker.Jenis.PROVINSI))
        for n in range(1, PROVINCES)
    )
    rest = COUNT - Satker.objects.count()
    Satker.objects.bulk_create(
        Satker(induk=provinces[n % len(provinces)], **_one(1_000 + n, f"KPU Kab. Uji {n}", "kabupaten"))
        for n in range(rest)
    )
    return root


def _one(number: int, nama: str, jenis: str) -> dict[str, object]:
    return {
        "kode": f"{number:06d}",
        "nama": nama,
        "slug": f"uji-{number}",
        "nama_panjang": nama.replace("KPU", "Komisi Pemilihan Umum"),
        "jenis": jenis,
        "wilayah": nama.removeprefix("KPU "),
        "ibu_kota": "Ibu Kota",
        "urutan": 100 + number,
    }


def _budgets(tahun: int) -> None:
    satker = Satker.objects.exclude(dipa__tahun=tahun)
    dipa = Dipa.objects.bulk_create(Dipa(satker=satu, tahun=tahun) for satu in satker)
    revisi = RevisiDipa.objects.bulk_create(RevisiDipa(dipa=satu, nomor=0) for satu in dipa)
    above: dict[tuple[int, str], BarisDipa] = {}
    for depth, level in enumerate(LEVELS, start=1):
        codes = [kode for kode in _codes() if kode.count(".") == depth - 1]
        lines = [
            BarisDipa(
                revisi=satu, induk=above.get((satu.pk, kode.rpartition(".")[0])), urutan=urutan, level=level,
                kode=kode, uraian=f"Uraian {kode}", pagu=1_000_000 + urutan if level == "ro" else None,
            )
            for satu in revisi
            for urutan, kode in enumerate(codes, start=100 * depth)
        ]  # fmt: skip
        made = BarisDipa.objects.bulk_create(lines, BATCH)
        above = {(satu.revisi_id, satu.kode): satu for satu in made}
    leaves = [satu.pk for satu in above.values()]
    RealisasiAnggaran.objects.bulk_create(
        (
            RealisasiAnggaran(baris_id=pk, bulan=bulan, nilai=80_000 * bulan)
            for pk in leaves
            for bulan in (6, 12)
        ),
        BATCH,
    )


def _codes() -> Iterator[str]:
    """2 program, 6 kegiatan, 18 kro, 54 ro: 80 lines."""
    for depth in range(len(LEVELS)):
        for parts in product("12", *["123"] * depth):
            yield ".".join(parts)


def _agreements(tahun: int) -> None:
    """PK of 9 sasaran, each with one indikator and its realisasi."""
    satker = list(Satker.objects.exclude(perjanjian_kinerja__tahun=tahun))
    tanda = Pejabat.objects.order_by("pk")[0]
    pk = PerjanjianKinerja.objects.bulk_create(
        PerjanjianKinerja(
            satker=satu, tahun=tahun, tanggal=date(tahun, 1, 15), pihak_pertama=tanda, pihak_kedua=tanda
        )
        for satu in satker
    )  # fmt: skip
    sasaran = SasaranKegiatan.objects.bulk_create(
        SasaranKegiatan(perjanjian=satu, urutan=urutan, uraian=f"Meningkatnya hal ke-{urutan}")
        for satu in pk
        for urutan in range(1, 10)
    )
    indikator = Indikator.objects.bulk_create(
        Indikator(
            sasaran=satu, nomor=satu.urutan, nama=f"Persentase hal ke-{satu.urutan}", target=Decimal(100),
            satuan="%", metode=Metode.LANGSUNG.value, agregasi=Agregasi.NILAI_AKHIR.value,
            cara_perhitungan="Bagian yang selesai dibagi seluruhnya",
        )
        for satu in sasaran
    )  # fmt: skip
    Realisasi.objects.bulk_create(
        Realisasi(indikator=satu, triwulan=4, status=StatusRealisasi.DRAF, nilai=Decimal(90 + satu.nomor))
        for satu in indikator
    )
    # The signatures last: a signed PK takes nothing in.
    kini = timezone.now()
    PerjanjianKinerja.objects.filter(pk__in=[satu.pk for satu in pk]).update(
        status=StatusPK.DITETAPKAN, diajukan_pada=kini, ditandatangani_pada=kini, ditetapkan_pada=kini
    )
