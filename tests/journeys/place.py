"""Where a year is lived: a province and one kabupaten with their PK, their people, an LKj to be written.

`python manage.py shell -c "from tests.journeys.place import prepare; prepare()"` runs it beside the server.
"""

from decimal import Decimal

from accounts.models import Satker
from accounts.permissions import Peran
from agreements.models import SasaranKegiatan, TargetTriwulan
from tests.factories import (
    make_indikator,
    make_lkj,
    make_member,
    make_pk,
    make_predikat,
    make_sasaran,
    make_satker,
    make_skala_akip,
    make_tahun,
    sign_pk,
)

TAHUN = 2024
PROVINSI, DAERAH = "KPU Provinsi Uji", "KPU Kab. Uji"
#: Username, name, role, satker.
ORANG = [
    ("administrator", "Adi Administrator", Peran.ADMINISTRATOR, PROVINSI),
    ("staf", "Sari Staf", Peran.STAF, PROVINSI),
    ("rekan", "Rudi Rekan", Peran.STAF, PROVINSI),
    ("verifikator", "Vina Verifikator", Peran.VERIFIKATOR, PROVINSI),
    ("operator", "Oki Operator", Peran.OPERATOR, PROVINSI),
    ("staf-daerah", "Dewi Daerah", Peran.STAF, DAERAH),
    ("operator-daerah", "Odi Operator", Peran.OPERATOR, DAERAH),
]


def prepare() -> None:
    """Everything but the calendar and the figures."""
    tahun = make_tahun(TAHUN)
    make_predikat(tahun, "Cukup", None, 80)
    make_predikat(tahun, "Memuaskan", 80, 100)
    make_predikat(tahun, "Istimewa", 100, None)
    make_skala_akip()
    provinsi = make_satker(PROVINSI)
    daerah = make_satker(DAERAH, induk=provinsi)
    satker = {satu.nama: satu for satu in (provinsi, daerah)}
    for username, nama, peran, di in ORANG:
        make_member(satker[di], peran, username=username, nama=nama)
    _promise_of_the_province(provinsi)
    _promise_of_the_kabupaten(daerah)


def _promise_of_the_province(provinsi: Satker) -> None:
    pk = make_pk(provinsi, TAHUN)
    satu = make_sasaran(pk, uraian="Meningkatnya layanan informasi kepada masyarakat")
    _add(
        satu,
        1,
        "Persentase permohonan informasi yang dilayani",
        {1: 40, 2: 60, 3: 80, 4: 100},
        metode="rasio",
    )
    _add(
        satu, 2, "Jumlah laporan pelayanan yang disusun", {1: 1, 2: 1, 3: 1, 4: 1},
        target=4, satuan="Laporan", agregasi="jumlah",
    )  # fmt: skip
    dua = make_sasaran(pk, uraian="Meningkatnya akuntabilitas kinerja")
    _add(
        dua, 3, "Predikat evaluasi akuntabilitas kinerja", {4: 100},
        target=None, target_predikat="B", satuan="Predikat", metode="predikat", skala="akip",
        agregasi="tahunan",
    )  # fmt: skip
    _add(
        dua, 4, "Persentase satker dengan nilai akuntabilitas paling rendah B", {4: 100},
        metode="rekap-satker", skala="akip", kriteria="B", kriteria_nilai=Decimal(60), agregasi="tahunan",
    )  # fmt: skip
    make_lkj(sign_pk(pk))


def _promise_of_the_kabupaten(daerah: Satker) -> None:
    pk = make_pk(daerah, TAHUN)
    satu = make_sasaran(pk, uraian="Menurunnya keluhan atas pelayanan")
    _add(
        satu, 1, "Persentase keluhan yang berulang", {1: 10, 2: 10, 3: 10, 4: 10},
        target=10, polaritas="minimasi", agregasi="rata-rata",
    )  # fmt: skip
    dua = make_sasaran(pk, uraian="Meningkatnya kualitas data dan sarana")
    _add(
        dua, 2, "Persentase sarana kerja yang berfungsi", {2: 90, 4: 95}, target=95, metode="rata-rata-rasio"
    )
    _add(
        dua, 3, "Persentase data pemilih yang diperbarui", {4: 90},
        target=90, metode="rasio-gabungan", agregasi="tahunan",
    )  # fmt: skip
    make_lkj(sign_pk(pk))


def _add(sasaran: SasaranKegiatan, nomor: int, nama: str, rencana: dict[int, int], **isi: object) -> None:
    """An indikator with its target of every quarter in which it is measured."""
    indikator = make_indikator(sasaran, nomor=nomor, nama=nama, **isi)
    for triwulan, nilai in rencana.items():
        TargetTriwulan.objects.create(indikator=indikator, triwulan=triwulan, nilai=Decimal(nilai))
