"""The number of queries of a page does not grow with its rows."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Satker
from accounts.permissions import Peran
from agreements.models import KegiatanPendukung, TargetTriwulan
from kinerja.metode import Metode
from measurements.models import BuktiDukung, CapaianLalu, JawabanSatker, TabelPendukung
from tests.factories import (
    make_anggaran_program,
    make_dipa,
    make_iku,
    make_indikator,
    make_keputusan_iku,
    make_lkj,
    make_member,
    make_pk,
    make_pohon_dipa,
    make_realisasi,
    make_renstra,
    make_sasaran,
    make_sasaran_strategis,
    make_satker,
    make_tahun,
    make_tujuan,
)

TAHUN = 2023


def many_satker(satker: Satker, rows: int) -> None:
    make_dipa(satker)
    for _ in range(rows):
        bawahan = make_satker(induk=satker)
        make_dipa(bawahan)
        make_pk(bawahan)


def recap(satker: Satker, rows: int) -> str:
    many_satker(satker, rows)
    return reverse("budget:rekap", args=[TAHUN])


def satker_list(satker: Satker, rows: int) -> str:
    many_satker(satker, rows)
    return reverse("accounts:satker_list")


def tree(satker: Satker, rows: int) -> str:
    make_pohon_dipa(satker, {f"CQ.{n}.A.{n}": (10, 5) for n in range(rows)})
    return reverse("budget:satker", args=[satker.slug, TAHUN])


def many_indikator(satker: Satker, rows: int) -> None:
    pk = make_pk(satker)
    make_dipa(satker)
    make_lkj(pk)
    for n in range(rows):
        make_anggaran_program(pk, f"P{n}", 10)
        indikator = make_indikator(make_sasaran(pk))
        TargetTriwulan.objects.create(indikator=indikator, triwulan=4, nilai=100)
        CapaianLalu.objects.create(indikator=indikator, tahun=TAHUN - 1, capaian=Decimal(90))
        make_realisasi(indikator, nilai=Decimal(95))


def beranda(satker: Satker, rows: int) -> str:
    many_indikator(satker, rows)
    return reverse("beranda", args=[satker.slug, TAHUN])


def capaian(satker: Satker, rows: int) -> str:
    many_indikator(satker, rows)
    return reverse("measurements:capaian", args=[satker.slug, TAHUN])


def perjanjian(satker: Satker, rows: int) -> str:
    many_indikator(satker, rows)
    return reverse("agreements:pk", args=[satker.slug, TAHUN])


def indikator(satker: Satker, rows: int) -> str:
    pk = make_pk(satker)
    make_pohon_dipa(satker, {f"CQ.{n}.A.{n}": (10, 5) for n in range(rows)})
    satu = make_indikator(make_sasaran(pk), metode=Metode.REKAP_SATKER, kriteria_nilai=Decimal(60))
    realisasi = make_realisasi(satu)
    for n in range(rows):
        JawabanSatker.objects.create(realisasi=realisasi, satker=make_satker(), nilai=Decimal(70))
        BuktiDukung.objects.create(realisasi=realisasi, urutan=n, judul="Laporan")
        KegiatanPendukung.objects.create(indikator=satu, kode=f"CQ.{n}")
        TabelPendukung.objects.create(
            indikator=satu, kunci=f"tabel-{n}", urutan=n, judul="Tabel", baris=[["a"]],
            kolom=[{"kunci": "a", "judul": "A", "jenis": "teks"}],
        )  # fmt: skip
    return reverse("measurements:indikator", args=[satu.pk])


def renstra(satker: Satker, rows: int) -> str:
    rencana = make_renstra(satker)
    for n in range(rows):
        make_iku(make_sasaran_strategis(make_tujuan(rencana)), target=Decimal(90))
        make_keputusan_iku(satker, nomor=str(n))
    return reverse("agreements:renstra", args=[satker.slug])


def decree(satker: Satker, rows: int) -> str:
    keputusan = make_keputusan_iku(satker)
    sasaran = make_renstra(satker).tujuan.get().sasaran_strategis.get()
    for _ in range(rows):
        make_iku(sasaran, keputusan=keputusan)
    return reverse("agreements:keputusan_iku", args=[keputusan.pk])


PAGES = [recap, satker_list, tree, beranda, capaian, perjanjian, indikator, renstra, decree]


@pytest.mark.parametrize("build", PAGES, ids=lambda build: build.__name__)
def test_query_count_is_equal_for_one_and_thirty_rows(build: Callable[[Satker, int], str], db: None):
    make_tahun(TAHUN)
    assert count(build, 1) == count(build, 30)


def count(build: Callable[[Satker, int], str], rows: int) -> int:
    satker = make_satker(f"KPU Provinsi {rows}")
    url = build(satker, rows)
    client = Client()
    client.force_login(make_member(satker, Peran.VERIFIKATOR))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)
