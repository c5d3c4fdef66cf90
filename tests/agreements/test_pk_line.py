"""An indikator goes on with one of last year's because a person says so, on its sheet."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Jejak
from accounts.permissions import Peran
from agreements.models import Indikator, PerjanjianKinerja
from agreements.pk_begin import begin_from_last
from agreements.states import StatusPK
from measurements.queries import kinerja_tahunan
from tests.factories import (
    make_indikator,
    make_kinerja,
    make_member,
    make_pk,
    make_sasaran,
    make_satker,
    sign_pk,
)
from tests.strict import strict_templates

NAMA = "Persentase pegawai yang hadir"
SHEET = {
    "nama": NAMA, "jenis": "persentase", "target": "95", "satuan": "", "polaritas": "maksimasi",
    "metode": "langsung", "agregasi": "nilai-akhir", "cara_perhitungan": "Yang hadir", "tw4": "95",
}  # fmt: skip


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def lalu(db: None) -> PerjanjianKinerja:
    """The signed PK of 2023: two indikator, with 80 and 90."""
    lalu = make_kinerja(make_satker(), [[80, 90]])
    pertama = rows(lalu)[0]
    Indikator.objects.filter(pk=pertama.pk).update(nama=NAMA)
    return sign_pk(lalu)


@pytest.fixture
def draf(lalu: PerjanjianKinerja) -> PerjanjianKinerja:
    """A draf of 2024 of which nobody has said anything."""
    draf = make_pk(lalu.satker, 2024, status=StatusPK.DRAF)
    sasaran = make_sasaran(draf)
    make_indikator(sasaran, nama=NAMA)
    make_indikator(sasaran, nama="Persentase yang lain")
    return draf


@pytest.fixture
def staf(client: Client, lalu: PerjanjianKinerja) -> Client:
    client.force_login(make_member(lalu.satker, Peran.STAF))
    return client


def rows(pk: PerjanjianKinerja) -> list[Indikator]:
    return list(Indikator.objects.filter(sasaran__perjanjian=pk).order_by("nomor"))


def sheet(indikator: Indikator) -> str:
    return reverse("agreements:pk_indikator", args=[indikator.pk])


def save(
    staf: Client, indikator: Indikator, lanjutan: Indikator | None, status: int = 302, **isi: str
) -> str:
    """Save the sheet as it was opened with another choice."""
    form = staf.get(sheet(indikator)).context["form"]
    isi = SHEET | {"lama": form["lama"].value(), "lanjutan": str(lanjutan.pk) if lanjutan else ""} | isi
    response = staf.post(sheet(indikator), isi)
    assert response.status_code == status
    return " ".join(response.text.split())


def before(pk: PerjanjianKinerja) -> list[object]:
    return [satu.capaian_lalu.persen for satu in kinerja_tahunan(pk).indikator]


def test_nothing_is_taken_for_it_until_somebody_says_so(staf, lalu, draf):
    sama, lain = rows(lalu)
    kini, _ = rows(draf)
    assert before(draf) == [None, None]
    pilihan = staf.get(sheet(kini)).context["form"]["lanjutan"]
    assert (pilihan.value(), [nama for nama, _ in pilihan.field.choices]) == (
        "", ["", "Rumusan sama", "Rumusan lain"],
    )  # fmt: skip
    assert pilihan.field.choices[1][1] == [(str(sama.pk), f"{sama.nomor}. {NAMA}")]
    assert "Rumusannya sama dengan indikator" in staf.get(reverse("agreements:pk_susun", args=[draf.pk])).text
    save(staf, kini, sama)
    assert before(draf) == [80, None]
    assert Jejak.objects.latest("nomor").data["baru"]["Lanjutan dari indikator tahun lalu"] == NAMA
    assert "Rumusannya sama" not in staf.get(reverse("agreements:pk_susun", args=[draf.pk])).text
    save(staf, kini, lain)
    assert before(draf) == [90, None]
    save(staf, kini, None)
    assert before(draf) == [None, None]


def test_two_do_not_go_on_with_one(staf, lalu, draf):
    sama, _ = rows(lalu)
    satu, dua = rows(draf)
    save(staf, satu, sama)
    assert f"Indikator {satu.nomor} sudah dinyatakan melanjutkannya." in save(
        staf, dua, sama, 200, nama="Yang lain"
    )
    assert before(draf) == [80, None]


def test_what_is_begun_from_last_years_goes_on_and_says_so(staf, lalu):
    draf = begin_from_last(lalu.satker, 2024, by=make_member(lalu.satker, Peran.STAF))
    for lama, kini in zip(rows(lalu), rows(draf), strict=True):
        assert staf.get(sheet(kini)).context["form"]["lanjutan"].value() == lama.pk
    save(staf, rows(draf)[0], rows(lalu)[0])
    assert before(draf) == [80, 90]


def test_a_sheet_that_somebody_linked_meanwhile_is_a_clash(staf, lalu, draf):
    sama, lain = rows(lalu)
    kini, _ = rows(draf)
    lama = staf.get(sheet(kini)).context["form"]["lama"].value()
    save(staf, kini, sama)
    response = staf.post(sheet(kini), SHEET | {"lama": lama, "lanjutan": str(lain.pk)})
    assert response.status_code == 409
    assert "Lanjutan dari indikator tahun lalu" in response.text
    assert before(draf) == [80, None]


def test_what_the_next_year_took_over_goes_along_while_it_is_a_draft(staf, lalu, draf):
    sama, lain = rows(lalu)
    kini, _ = rows(draf)
    depan = begin_from_last(lalu.satker, 2025, by=make_member(lalu.satker, Peran.STAF))
    save(staf, kini, sama)
    assert rows(depan)[0].akar == rows(draf)[0].akar == sama.pk
    save(staf, kini, None)
    assert (rows(draf)[0].akar, rows(depan)[0].akar) == (None, kini.pk)
    PerjanjianKinerja.objects.filter(pk=depan.pk).update(
        status=StatusPK.DIAJUKAN, diajukan_pada="2025-01-02T00:00Z"
    )
    assert "yang bukan draf lagi" in save(staf, kini, lain, 200)
    assert rows(draf)[0].akar is None


def test_without_a_pk_of_last_year_nothing_is_asked(staf, lalu):
    awal = make_pk(lalu.satker, 2030, status=StatusPK.DRAF)
    assert "Lanjutan dari" not in staf.get(sheet(make_indikator(make_sasaran(awal)))).text
