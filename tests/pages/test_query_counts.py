"""The number of queries of a page does not grow with its rows."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Satker
from accounts.permissions import Peran
from agreements.models import Indikator, KegiatanPendukung, PerjanjianKinerja, TargetTriwulan
from agreements.pk_begin import begin_from_last
from agreements.states import StatusPK
from kinerja.metode import Metode
from measurements.models import BuktiDukung, CapaianLalu, JawabanSatker, TabelPendukung
from reports.models import GambarNarasi
from tests.factories import (
    make_anggaran_program,
    make_dipa,
    make_iku,
    make_indikator,
    make_keputusan_iku,
    make_lampiran_iku,
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
    make_turunan,
    make_unggahan,
    sign_pk,
)

TAHUN = 2023


def many_satker(satker: Satker, rows: int) -> None:
    make_dipa(satker)
    for _ in range(rows):
        bawahan = make_satker(induk=satker)
        make_dipa(bawahan)
        make_pk(bawahan)
        make_applied(bawahan)


def make_applied(satker: Satker) -> None:
    """An upload that was applied: of its satker's own file."""
    pada = datetime(2024, 1, 5, tzinfo=UTC)
    make_unggahan(
        satker, bulan=12, jenis="template", status="diterapkan", diperiksa_pada=pada, diterapkan_pada=pada,
        dipa_versi={str(satker.pk): 0},
    )  # fmt: skip


def recap(satker: Satker, rows: int) -> str:
    many_satker(satker, rows)
    return reverse("budget:rekap", args=[TAHUN])


def recap_of_who_is_late(satker: Satker, rows: int) -> str:
    return f"{recap(satker, rows)}?belum=1"


def upload_map(satker: Satker, rows: int) -> str:
    many_satker(satker, rows)
    return reverse("budget:peta", args=[TAHUN])


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


def past(satker: Satker, rows: int) -> str:
    """Half of the indikator have a year that is counted, the others one that was typed under its PK."""
    lama = make_pk(satker, TAHUN - 1)
    for n in range(2 * rows):
        satu = make_indikator(make_sasaran(lama))
        if n % 2:
            make_realisasi(satu, nilai=Decimal(90))
        CapaianLalu.objects.create(indikator=satu, tahun=TAHUN - 2, capaian=Decimal(90))
    sign_pk(lama)
    begin_from_last(satker, TAHUN, by=make_member(satker, Peran.STAF))
    return reverse("measurements:capaian_lalu", args=[satker.slug, TAHUN])


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


def supporting(satker: Satker, rows: int) -> str:
    many_indikator(satker, rows)
    satu = Indikator.objects.filter(sasaran__perjanjian__satker=satker).first()
    laporan = satker.laporan_kinerja.get()
    for n in range(rows):
        for kunci, isi in (("a", {}), ("b", {"tautan": "triwulan"}), ("c", {"dihapus_pada": timezone.now()})):
            TabelPendukung.objects.create(
                indikator=satu, kunci=f"{kunci}-{n}", urutan=n, judul="Tabel", baris=[["a"]],
                kolom=[{"kunci": "a", "judul": "A", "jenis": "teks"}], **isi,
            )  # fmt: skip
        GambarNarasi.objects.create(
            laporan=laporan, kunci=f"g-{n}", judul="Foto", alt="Orang", berkas="x", jenis="png", lebar=1,
            tinggi=1, sha256=str(n), indikator=satu if n % 2 else None,
        )  # fmt: skip
    return reverse("reports:bahan", args=[satu.pk])


def renstra(satker: Satker, rows: int) -> str:
    rencana = make_renstra(satker)
    for n in range(rows):
        make_iku(make_sasaran_strategis(make_tujuan(rencana)), target=Decimal(90))
        make_keputusan_iku(satker, nomor=str(n))
    return reverse("agreements:renstra", args=[satker.slug])


def compose(satker: Satker, rows: int) -> str:
    rencana = make_renstra(satker)
    for _ in range(rows):
        make_iku(make_sasaran_strategis(make_tujuan(rencana)), target=Decimal(90))
    return reverse("agreements:renstra_susun", args=[rencana.pk])


def plan(satker: Satker, rows: int) -> str:
    pk = make_pk(satker, status=StatusPK.DRAF)
    for _ in range(rows):
        TargetTriwulan.objects.create(indikator=make_indikator(make_sasaran(pk)), triwulan=4, nilai=100)
    return reverse("agreements:rencana_aksi", args=[pk.pk])


def cascade(satker: Satker, rows: int) -> str:
    pk = make_pk(satker)
    for _ in range(rows):
        make_turunan(make_indikator(make_sasaran(pk)))
    return reverse("agreements:pohon", args=[satker.slug, TAHUN])


def decree(satker: Satker, rows: int) -> str:
    keputusan = make_keputusan_iku(satker)
    sasaran = make_renstra(satker).tujuan.get().sasaran_strategis.get()
    for _ in range(rows):
        make_lampiran_iku(keputusan, make_iku(sasaran))
    return reverse("agreements:keputusan_iku", args=[keputusan.pk])


def many_promised(satker: Satker, rows: int) -> PerjanjianKinerja:
    """A draf with advice on every row, that changes a version with as many."""
    lama = make_pk(satker)
    for _ in range(rows):
        make_indikator(make_sasaran(lama), nama="Persentase sengketa")
    sign_pk(lama)
    baru = make_pk(satker, versi=2)
    for asal in Indikator.objects.filter(sasaran__perjanjian=lama):
        satu = make_indikator(make_sasaran(baru), nama="Persentase sengketa", asal=asal)
        TargetTriwulan.objects.create(indikator=satu, triwulan=4, nilai=100)
        make_anggaran_program(baru, f"P{satu.pk}", 10)
    return baru


def writing(satker: Satker, rows: int) -> str:
    return reverse("agreements:pk_susun", args=[many_promised(satker, rows).pk])


def comparing(satker: Satker, rows: int) -> str:
    return reverse("agreements:pk_banding", args=[many_promised(satker, rows).pk])


def promises(satker: Satker, rows: int) -> str:
    for n in range(rows):
        make_pk(satker, 2030 + n)
    return reverse("agreements:pk_daftar", args=[satker.slug])


PAGES = [
    writing,
    comparing,
    promises,
    recap,
    recap_of_who_is_late,
    upload_map,
    satker_list,
    tree,
    beranda,
    capaian,
    past,
    perjanjian,
    indikator,
    supporting,
    renstra,
    compose,
    plan,
    cascade,
    decree,
]


@pytest.mark.parametrize("build", PAGES, ids=lambda build: build.__name__)
def test_query_count_is_equal_for_one_and_thirty_rows(build: Callable[[Satker, int], str], db: None):
    make_tahun(TAHUN)
    assert count(build, 1) == count(build, 30)


@pytest.mark.parametrize("build", [recap, upload_map], ids=lambda build: build.__name__)
def test_query_count_is_equal_for_the_province_and_for_the_country(
    build: Callable[[Satker, int], str], db: None
):
    assert count(build, 15) == count(build, 551)


def count(build: Callable[[Satker, int], str], rows: int) -> int:
    satker = make_satker(f"KPU Provinsi {rows}")
    url = build(satker, rows)
    client = Client()
    client.force_login(make_member(satker, Peran.VERIFIKATOR))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)
