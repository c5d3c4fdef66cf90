"""A promise to write on: a satker with officials and a Renstra, and people in every role that matters."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.models import Bagian, Pejabat, Satker, User
from accounts.permissions import Peran
from agreements.models import (
    AnggaranProgram,
    Indikator,
    PerjanjianKinerja,
    Renstra,
    SasaranKegiatan,
    TargetTriwulan,
)
from agreements.pk_gate import pejabat_pada
from tests.factories import (
    make_bagian,
    make_indikator,
    make_member,
    make_pejabat,
    make_pk,
    make_renstra,
    make_sasaran,
    make_satker,
    sign_pk,
)

TAHUN = 2023
HARI = date(2023, 4, 17)


@dataclass(frozen=True)
class Promise:
    satker: Satker
    renstra: Renstra
    bagian: Bagian
    staf: User
    sekretaris: User
    ketua: User


def make_promise(nama: str = "KPU Provinsi Uji") -> Promise:
    satker = make_satker(nama)
    make_pejabat(satker, nama="Siti Rahma", pelaksana="plt", sebutan="Sekretaris KPU Provinsi Uji")
    make_pejabat(satker, Pejabat.Jabatan.KETUA, nama="Budi Santoso", sebutan="Ketua KPU Provinsi Uji")
    return Promise(
        satker,
        make_renstra(satker),
        make_bagian(satker),
        *(make_member(satker, peran) for peran in (Peran.STAF, Peran.SEKRETARIS, Peran.KETUA)),
    )


def make_draft(promise: Promise, **isi) -> PerjanjianKinerja:
    """A draf that lacks nothing: one sasaran, one indikator that serves the IKU, one programme."""
    pk = make_pk(
        promise.satker,
        TAHUN,
        status="draf",
        tanggal=HARI,
        tempat="Ibu Kota",
        metode_rata_rata="sasaran",
        **isi,
    )
    iku = promise.renstra.tujuan.get().sasaran_strategis.get().iku.get()
    sasaran = make_sasaran(pk, sasaran_strategis=iku.sasaran_strategis)
    make_full_indikator(sasaran, promise, iku=iku)
    AnggaranProgram.objects.create(perjanjian=pk, urutan=1, kode="CQ", program="Program CQ", nilai=1_000)
    return pk


def signed(pk: PerjanjianKinerja) -> PerjanjianKinerja:
    """In force, by the officials of its satker, signed on paper."""
    pejabat = pejabat_pada(pk.satker, pk.tanggal)
    pk.pihak_pertama, pk.pihak_kedua = pejabat["sekretaris"], pejabat["ketua"]
    return sign_pk(pk)


def make_full_indikator(sasaran: SasaranKegiatan, promise: Promise, **isi) -> Indikator:
    nomor = Indikator.objects.filter(sasaran__perjanjian=sasaran.perjanjian).count() + 1
    dasar = {"nomor": nomor, "penanggung_jawab": promise.bagian, "sumber_data": "Daftar hadir"}
    indikator = make_indikator(sasaran, **(dasar | isi))
    TargetTriwulan.objects.create(indikator=indikator, triwulan=4, nilai=Decimal(100))
    return indikator
