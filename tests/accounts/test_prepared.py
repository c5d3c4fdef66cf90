"""A prepared question answers what its queryset would, from the rows of the moment."""

from typing import NamedTuple

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from accounts.models import Satker
from accounts.prepared import Prepared
from agreements.models import Indikator
from tests.factories import make_indikator, make_pk, make_sasaran, make_satker


class Baris(NamedTuple):
    nomor: int
    target: object
    sasaran__perjanjian__tahun: int


def of_a_satker(satker, tahun):
    """Values in another order than in the statement, a constant between them."""
    return (
        Indikator.objects.filter(sasaran__perjanjian__tahun=tahun, satuan="%")
        .filter(sasaran__perjanjian__satker=satker)
        .order_by("-nomor")
        .values_list(*Baris._fields)
    )


@pytest.fixture
def asked(db: None) -> Prepared[Baris]:
    return Prepared(Baris._make, of_a_satker)


def fill(satker: Satker, tahun: int, rows: int) -> None:
    sasaran = make_sasaran(make_pk(satker, tahun))
    for nomor in range(rows):
        make_indikator(sasaran, nomor=nomor, target="98.075000")
    make_indikator(sasaran, satuan="Laporan")


def test_the_rows_are_those_of_the_queryset(asked):
    satu, lain = make_satker(), make_satker()
    for satker, tahun, rows in ((satu, 2022, 1), (satu, 2023, 3), (lain, 2023, 2)):
        fill(satker, tahun, rows)
    for satker, tahun, rows in ((satu, 2022, 1), (satu, 2023, 3), (lain, 2023, 2), (lain, 2022, 0)):
        expected = [Baris._make(row) for row in of_a_satker(satker.pk, tahun)]
        assert asked(satker.pk, tahun) == expected
        assert len(expected) == rows


def test_a_figure_keeps_its_type_and_its_decimals(asked):
    satker = make_satker()
    fill(satker, 2023, 1)
    [baris] = asked(satker.pk, 2023)
    assert (type(baris.target), str(baris.target)) == (
        type(Indikator.objects.get(nomor=0).target),
        "98.075000",
    )


def test_every_call_asks_the_database_once(asked):
    satker = make_satker()
    assert asked(satker.pk, 2023) == []
    fill(satker, 2023, 1)
    with CaptureQueriesContext(connection) as queries:
        assert [baris.nomor for baris in asked(satker.pk, 2023)] == [0]
        Indikator.objects.filter(nomor=0).update(nomor=7)
        assert [baris.nomor for baris in asked(satker.pk, 2023)] == [7]
    assert len(queries) == 3


def test_instances_hold_the_fields_asked_for_and_fetch_others(db):
    satker = make_satker()
    fill(satker, 2023, 2)
    dipilih = ("target", "id", "nomor")
    asked = Prepared.of(
        lambda tahun: (
            Indikator.objects.filter(sasaran__perjanjian__tahun=tahun, satuan="%")
            .order_by("-nomor")
            .only(*dipilih)
        )
    )
    with CaptureQueriesContext(connection) as queries:
        satu, dua = asked(2023)
        assert [(satu.nomor, str(satu.target)), (dua.nomor, str(dua.target))] == [
            (1, "98.075000"),
            (0, "98.075000"),
        ]
    assert len(queries) == 1
    assert satu == Indikator.objects.get(nomor=1)
    semua = {bidang.attname for bidang in Indikator._meta.concrete_fields}
    assert satu.get_deferred_fields() == semua - set(dipilih)
    assert satu.satuan == "%"


@pytest.mark.parametrize("tahun", [2**63, -(2**63), 10**20])
def test_a_number_beyond_the_database_has_no_rows(asked, tahun):
    satker = make_satker()
    fill(satker, 2023, 1)
    assert asked(satker.pk, tahun) == [Baris._make(row) for row in of_a_satker(satker.pk, tahun)] == []


def test_instances_bring_what_they_are_selected_with(db):
    fill(make_satker(), 2023, 2)
    asked = Prepared.of(
        lambda tahun: (
            Indikator.objects.filter(sasaran__perjanjian__tahun=tahun)
            .select_related("sasaran__perjanjian", "penanggung_jawab")
            .order_by("pk")
        )
    )
    with CaptureQueriesContext(connection) as queries:
        semua = asked(2023)
        assert [satu.sasaran.perjanjian.tahun for satu in semua] == [2023, 2023, 2023]
        assert [satu.penanggung_jawab for satu in semua] == [None, None, None]
    assert len(queries) == 1
    assert semua == list(Indikator.objects.order_by("pk"))


@pytest.mark.parametrize("jumlah", range(6))
def test_a_list_holds_as_many_as_are_asked_for(db, jumlah):
    fill(make_satker(), 2023, 5)
    semua = list(Indikator.objects.order_by("nomor"))
    asked = Prepared.of(
        lambda satuan, ids, sasaran: Indikator.objects.filter(
            pk__in=ids, sasaran__id__in=sasaran, satuan=satuan
        ).order_by("nomor")
    )
    dipilih = [satu.pk for satu in semua[:jumlah]]
    assert asked("%", dipilih, [semua[0].sasaran_id]) == [
        satu for satu in semua[:jumlah] if satu.satuan == "%"
    ]
    assert asked("%", dipilih, []) == []
    assert asked("%", dipilih, [2**63]) == []


def test_who_is_in_no_list_is_found_by_another(db):
    """An empty list in one half of an OR leaves the other half as it is."""
    fill(make_satker(), 2023, 2)
    asked = Prepared.of(
        lambda ids, nomor: Indikator.objects.filter(Q(pk__in=ids) | Q(nomor=nomor, satuan="%"))
    )
    assert [satu.nomor for satu in asked([], 1)] == [1]
