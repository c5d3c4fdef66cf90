"""Which PK is in force, and how the promise reads as text."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.display import nilai_teks, target_teks
from agreements.models import Indikator, KeputusanIKU, PerjanjianKinerja
from agreements.queries import (
    akhir_tahun,
    keputusan_iku,
    perjanjian_akhir_tahun,
    perjanjian_berlaku,
    renstra_dipilih,
    tahun_perjanjian,
)
from agreements.states import StatusPK
from tests.factories import make_keputusan_iku, make_member, make_pk, make_renstra, make_satker, sign_pk


def test_the_pk_in_force_is_the_one_ditetapkan(db):
    satker = make_satker()
    lama = make_pk(satker, status=StatusPK.DIGANTIKAN)
    berlaku = make_pk(satker, versi=2, menggantikan=lama, status=StatusPK.DITETAPKAN)
    make_pk(satker, versi=3, status=StatusPK.DRAF)
    assert perjanjian_berlaku(satker, 2023) == berlaku


def test_before_one_is_ditetapkan_the_newest_version_stands(db):
    satker = make_satker()
    make_pk(satker, status=StatusPK.DRAF)
    baru = make_pk(satker, versi=2, status=StatusPK.DIAJUKAN)
    assert perjanjian_berlaku(satker, 2023) == baru


def test_the_version_in_force_at_the_end_of_the_year(db):
    """The newest that both parties signed, if its day lies in the year or before it."""
    satker = make_satker()
    assert perjanjian_akhir_tahun(satker, 2023) is None
    make_pk(satker, status=StatusPK.DIGANTIKAN)
    baru = make_pk(satker, versi=2, tanggal=date(2023, 12, 31), status=StatusPK.DIGANTIKAN)
    make_pk(satker, versi=3, tanggal=date(2024, 1, 1))
    make_pk(make_satker(), versi=2, status=StatusPK.DITETAPKAN)
    sign_pk(PerjanjianKinerja.objects.get(satker=satker, versi=3))
    make_pk(satker, versi=4, tanggal=date(2023, 10, 1), status=StatusPK.DITANDATANGANI)
    assert perjanjian_akhir_tahun(satker, 2023) == baru
    assert list(akhir_tahun().filter(satker=satker)) == [baru]
    assert perjanjian_akhir_tahun(satker, 2024) is None


def test_no_pk_is_none_and_other_years_and_satker_do_not_count(db):
    satker = make_satker()
    make_pk(satker, 2022)
    make_pk(make_satker(), 2023)
    assert perjanjian_berlaku(satker, 2023) is None


def test_years_come_once_and_newest_first(db):
    satker = make_satker()
    make_pk(satker, 2022)
    make_pk(satker, 2023, status=StatusPK.DRAF)
    make_pk(satker, 2023, versi=2, status=StatusPK.DRAF)
    assert tahun_perjanjian(satker) == [2023, 2022]


def test_the_newest_renstra_is_shown(db):
    satker = make_satker()
    make_renstra(satker, tahun_mulai=2015, tahun_selesai=2019)
    baru = make_renstra(satker)
    assert renstra_dipilih(satker) == baru
    assert baru.periode == "2020–2024"


def test_decrees_come_newest_first(db):
    satker = make_satker()
    lama = make_keputusan_iku(satker, tahun=2023)
    baru = make_keputusan_iku(satker, tahun=2024)
    assert keputusan_iku(satker) == [baru, lama]


def test_rows_of_another_satker_are_not_visible(db):
    satker, lain = make_satker(), make_satker()
    user = make_member(satker)
    for milik in (satker, lain):
        make_pk(milik)
        make_keputusan_iku(milik)
    assert [pk.satker for pk in PerjanjianKinerja.objects.visible_to(user)] == [satker]
    assert [satu.satker for satu in KeputusanIKU.objects.visible_to(user)] == [satker]


@pytest.mark.parametrize(
    ("nilai", "satuan", "teks"),
    [
        (Decimal(100), "%", "100%"),
        (Decimal("98.075"), "%", "98,075%"),
        (Decimal("2.000000"), "Laporan", "2 Laporan"),
        (Decimal("4.5"), "Indeks", "4,5 Indeks"),
        (Decimal(0), "Dokumen", "0 Dokumen"),
        (Decimal(1234), "", "1.234"),
        (None, "%", ""),
    ],
)
def test_a_figure_is_written_with_its_unit(nilai, satuan, teks):
    assert nilai_teks(nilai, satuan) == teks


def test_a_target_is_a_figure_or_a_predicate():
    assert target_teks(Indikator(target=Decimal(2), satuan="Laporan")) == "2 Laporan"
    assert target_teks(Indikator(target_predikat="B", satuan="Predikat")) == "B"
