"""The page of a rencana aksi: typed, pasted, checked, closed with the PK; two people at one row."""

from decimal import Decimal
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Jejak, Satker, User
from accounts.permissions import Peran
from agreements import plan_actions
from agreements.grid import KisiBentrok
from agreements.models import Indikator, PerjanjianKinerja, TargetTriwulan
from agreements.plan_sheet import BarisRencana
from agreements.states import StatusPK
from kinerja.periode import Agregasi
from tests.factories import make_indikator, make_member, make_pk, make_sasaran, make_satker, sign_pk
from tests.strict import strict_templates
from tests.together import together


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def satker(db: None) -> Satker:
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def pk(satker: Satker) -> PerjanjianKinerja:
    return make_pk(satker, status=StatusPK.DRAF)


@pytest.fixture
def indikator(pk: PerjanjianKinerja) -> Indikator:
    return make_indikator(make_sasaran(pk), target=4, satuan="Laporan", agregasi=Agregasi.JUMLAH.value)


@pytest.fixture
def staf(client: Client, satker: Satker) -> Client:
    client.force_login(make_member(satker, Peran.STAF, username="rina"))
    return client


def url(pk: PerjanjianKinerja) -> str:
    return reverse("agreements:rencana_aksi", args=[pk.pk])


def name(indikator: Indikator, ke: int, awalan: str = "t") -> str:
    return BarisRencana(indikator, (), ()).name(ke, awalan)


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(response.text.split())


def typed(indikator: Indikator, *teks: str, lama: tuple[str, ...] = ("", "", "", "")) -> dict[str, str]:
    isi = {name(indikator, ke): satu for ke, satu in enumerate(teks, start=1)}
    return isi | {name(indikator, ke, "lama"): satu for ke, satu in enumerate(lama, start=1)}


def stored(indikator: Indikator) -> dict[int, Decimal]:
    return dict(TargetTriwulan.objects.filter(indikator=indikator).values_list("triwulan", "nilai"))


def test_a_grid_is_saved_and_an_empty_quarter_is_not_measured(staf, pk, indikator):
    halaman = text(staf.post(url(pk), typed(indikator, "1,5", "", "", "2,5"), follow=True))
    assert "Rencana aksi disimpan: 1 indikator berubah." in halaman
    assert stored(indikator) == {1: Decimal("1.5"), 4: Decimal("2.5")}
    assert "Sesuai" in halaman
    assert Jejak.objects.get().data["baru"] == {str(indikator.nomor): ["1,5", "", "", "2,5"]}


def test_a_plan_that_does_not_make_the_year_is_saved_and_named(staf, pk, indikator):
    halaman = text(staf.post(url(pk), typed(indikator, "1", "1", "", ""), follow=True))
    assert "Jumlah target triwulan tidak sama dengan target setahun. Sekarang 2 Laporan, " in halaman
    assert "target setahun 4 Laporan." in halaman
    assert stored(indikator) == {1: Decimal(1), 2: Decimal(1)}


def test_wrong_numbers_are_kept_told_all_at_once_and_nothing_is_saved(staf, pk, indikator):
    halaman = text(staf.post(url(pk), typed(indikator, "1.5", "dua", "1", "")))
    assert f'href="#{name(indikator, 1)}"' in halaman
    assert f'href="#{name(indikator, 2)}"' in halaman
    assert 'value="1.5"' in halaman
    assert 'value="dua"' in halaman
    assert stored(indikator) == {}


def test_a_paste_is_looked_at_first_then_comes_into_the_grid_and_is_saved_by_hand(staf, pk, indikator):
    tempel = f"No\tI\tII\tIII\tIV\n{indikator.nomor}\t1\t1\t1\t1"
    halaman = text(staf.post(url(pk), typed(indikator) | {"aksi": "cuplik", "tempel": tempel}))
    assert "Dapat dipakai" in halaman
    assert "Masukkan ke kisi" in halaman
    halaman = text(staf.post(url(pk), typed(indikator) | {"aksi": "pakai", "tempel": tempel}))
    assert "Tempelan ada di kisi dan belum disimpan" in halaman
    assert halaman.count('value="1"') == 4
    assert stored(indikator) == {}
    salah = text(staf.post(url(pk), typed(indikator) | {"aksi": "pakai", "tempel": "999999\t1"}))
    assert "Tidak ada indikator nomor 999999." in salah
    assert "Masukkan ke kisi" not in salah


def test_a_pk_that_is_no_draft_says_why_and_saves_nothing(staf, satker):
    pk = make_pk(satker)
    indikator = make_indikator(make_sasaran(pk))
    sign_pk(pk)
    halaman = text(staf.get(url(pk)))
    assert "Perjanjian Kinerja ini terkunci sejak ditetapkan" in halaman
    assert "Simpan rencana aksi" not in halaman
    assert staf.post(url(pk), typed(indikator, "1", "", "", "")).status_code == 409
    assert stored(indikator) == {}


def test_the_pk_page_leads_to_the_grid_while_it_is_a_draft(staf, satker, pk, indikator):
    assert url(pk) in staf.get(pk.get_absolute_url()).text
    pk.delete()
    lain = make_pk(satker)
    make_indikator(make_sasaran(lain))
    sign_pk(lain)
    assert url(lain) not in staf.get(lain.get_absolute_url()).text


def test_a_row_that_another_changed_shows_both_and_other_rows_are_no_clash(staf, pk, indikator):
    lain = make_indikator(indikator.sasaran)
    TargetTriwulan.objects.create(indikator=indikator, triwulan=1, nilai=3)
    TargetTriwulan.objects.create(indikator=lain, triwulan=1, nilai=5)
    assert (
        staf.post(url(pk), typed(indikator, "3", "", "", "") | typed(lain, "", "", "", "")).status_code == 302
    )
    halaman = text(staf.post(url(pk), typed(indikator, "2", "", "", "")), 409)
    assert "Tersimpan: 3" in halaman
    assert f'name="{name(indikator, 1, "lama")}" value="3"' in halaman
    assert stored(indikator) == {1: Decimal(3)}
    again = typed(indikator, "2", "", "", "", lama=("3", "", "", ""))
    assert staf.post(url(pk), again).status_code == 302
    assert (stored(indikator), stored(lain)) == ({1: Decimal(2)}, {1: Decimal(5)})


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="IMMEDIATE transactions of SQLite run one after another"
)
@pytest.mark.usefixtures("race_db")
def test_of_two_who_save_at_one_time_one_is_told_and_the_control_without_the_check_loses_a_figure():
    assert save_at_once() == ["KisiBentrok", "NoneType"]
    guarded = plan_actions.save_plan

    def overwriting(perjanjian, baru, *, lama, by):
        try:
            return guarded(perjanjian, baru, lama=lama, by=by)
        except KisiBentrok as galat:
            return guarded(perjanjian, baru, lama=galat.terkini, by=by)

    with patch.object(plan_actions, "save_plan", overwriting):
        assert save_at_once() == ["NoneType", "NoneType"]


def save_at_once() -> list[str]:
    """Two save one row on the texts that both saw: what each was told."""
    satker = make_satker()
    pk = make_pk(satker, status=StatusPK.DRAF)
    indikator = make_indikator(make_sasaran(pk))
    orang = [make_member(satker, Peran.STAF) for _ in range(2)]

    def save(by: User, nilai: int) -> None:
        seen = PerjanjianKinerja.objects.select_related("satker").get(pk=pk.pk)
        baru = {indikator.pk: (Decimal(nilai), None, None, None)}
        plan_actions.save_plan(seen, baru, lama={indikator.pk: ("", "", "", "")}, by=by)

    outcomes = together(*[lambda by=by, ke=ke: save(by, ke + 1) for ke, by in enumerate(orang)])
    return sorted(type(satu.error).__name__ for satu in outcomes)
