"""One person in two tabs: what one has typed is never written over by the other without a word."""

import html
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agreements.models import Indikator
from measurements import actions
from measurements.drafts import DrafLain, discard_draft, save_draft
from measurements.entry import Isian
from measurements.forms import Ketikan
from measurements.models import Draf, Realisasi
from measurements.tabs import TANPA_TAB, Tanda, tanda_kiriman
from tests.measurements.quarter import TAHUN, TRIWULAN, Quarter, make_quarter
from tests.strict import strict_templates
from tests.together import together

TRIALS = 20


@pytest.fixture
def masuk(client: Client, tw: Quarter) -> Client:
    client.force_login(tw.staf)
    return client


def url(nama: str, tw: Quarter) -> str:
    return reverse(f"measurements:{nama}", args=[tw.indikator.pk, TRIWULAN])


def post(client: Client, tw: Quarter, keterangan: str, draf: str = "", tab: str = "", **isi: str):
    return client.post(
        url("draf", tw), {"versi": "0", "keterangan": keterangan, "draf": draf, "tab": tab, **isi}
    )


def typed() -> list[str]:
    return [satu.isi["keterangan"] for satu in Draf.objects.all()]


# What a tab knows


@pytest.mark.parametrize(
    ("tanda", "kenal"),
    [
        (Tanda("7-3", ("a",)), True),
        (Tanda("7-2", ("a",)), False),
        (Tanda("", ("a",)), False),
        (Tanda("6-3", ("a",)), False),
        (Tanda("7-2", ("b",)), True),
        (Tanda("", ("a", "b")), True),
        (Tanda("", ("a",), ambil=True), True),
        (Tanda(""), True),
    ],
)
def test_a_tab_knows_the_draft_it_saw_or_wrote(tanda, kenal):
    assert tanda.kenal(Draf(pk=7, nomor=3, tab="b")) is kenal
    assert tanda.kenal(None)


def test_a_draft_saved_without_a_name_is_nobody_s():
    assert not Tanda("7-2", ("a",)).kenal(Draf(pk=7, nomor=3, tab=""))


@pytest.mark.parametrize(
    ("tanda", "terlampaui"),
    [
        (Tanda("", ("a",), ke=2), True),
        (Tanda("", ("a",), ke=3), False),
        (Tanda("", ("a",), ke=4), False),
        (Tanda("", ("b", "a"), ke=2), False),
        (TANPA_TAB, False),
    ],
)
def test_a_saving_overtakes_what_its_page_has_sent_before(tanda, terlampaui):
    assert tanda.terlampaui(Realisasi(tab="a", ke=3)) is terlampaui
    assert not tanda.terlampaui(None)


@pytest.mark.parametrize(
    ("kiriman", "tanda"),
    [
        ({}, TANPA_TAB),
        ({"draf": "7-3", "tab": "ab-1 cd-2"}, Tanda("7-3", ("ab-1", "cd-2"))),
        ({"tab": "a b c"}, Tanda("", ("a", "b"))),
        ({"tab": f"{'a' * 37} <b> ü"}, TANPA_TAB),
        ({"tab": "a", "ambil": "1"}, Tanda("", ("a",), True)),
        ({"tab": "a", "ke": "12"}, Tanda("", ("a",), ke=12)),
        ({"tab": "a", "ke": "²"}, Tanda("", ("a",))),
        ({"tab": "a", "ke": "9" * 10}, Tanda("", ("a",))),
    ],
)
def test_what_a_form_says_of_its_tab(kiriman, tanda):
    assert tanda_kiriman(kiriman) == tanda


# Autosave


def test_the_second_tab_is_told_and_writes_over_nothing(masuk, tw):
    satu = post(masuk, tw, "Tab pertama", tab="a").json()
    dua = post(masuk, tw, "Tab kedua", tab="b")
    assert (dua.status_code, dua.json()) == (409, {"saved_at": satu["saved_at"]})
    assert typed() == ["Tab pertama"]
    lanjut = post(masuk, tw, "Tab pertama, lagi", draf=satu["draf"], tab="a").json()
    assert lanjut["draf"] != satu["draf"]
    assert typed() == ["Tab pertama, lagi"]
    assert post(masuk, tw, "Tab kedua", draf=satu["draf"], tab="b").status_code == 409


def test_with_the_counter_ignored_the_first_text_is_lost(masuk, tw):
    """The control: a form that says nothing of its tab is not held up."""
    post(masuk, tw, "Tab pertama", tab="a")
    assert post(masuk, tw, "Tab kedua").status_code == 200
    assert typed() == ["Tab kedua"]


def test_going_on_here_takes_over_and_then_the_first_is_told(masuk, tw):
    satu = post(masuk, tw, "Tab pertama", tab="a").json()
    assert post(masuk, tw, "Tab kedua", tab="b", ambil="1").status_code == 200
    assert typed() == ["Tab kedua"]
    assert post(masuk, tw, "Tab pertama, lagi", draf=satu["draf"], tab="a").status_code == 409


def test_the_page_that_is_loaded_next_goes_on_with_the_draft(masuk, tw):
    post(masuk, tw, "Tab pertama", tab="a")
    with strict_templates():
        halaman = masuk.get(reverse("measurements:isi", args=[tw.satker.slug, TAHUN, TRIWULAN])).text
    tanda = Draf.objects.get().tanda
    assert f'name="draf" value="{tanda}"' in halaman
    assert post(masuk, tw, "Tab kedua", draf=tanda, tab="b").status_code == 200


def test_an_answer_that_was_lost_is_no_other_tab(masuk, tw):
    post(masuk, tw, "Terkirim", tab="a")
    assert post(masuk, tw, "Terkirim, lalu lagi", tab="a").status_code == 200
    assert post(masuk, tw, "Dimuat ulang", tab="a2 a").status_code == 200
    assert post(masuk, tw, "Halaman lama", tab="a").status_code == 409


def test_the_same_text_in_two_tabs_is_no_clash(masuk, tw):
    post(masuk, tw, "Sama", tab="a")
    assert post(masuk, tw, "Sama", tab="b").status_code == 200


def test_a_draft_begun_anew_is_not_the_one_that_was_seen(masuk, tw):
    lama = post(masuk, tw, "Tab pertama", tab="a").json()["draf"]
    masuk.post(url("buang_draf", tw), {"draf": lama, "tab": "a"})
    assert post(masuk, tw, "Dimulai lagi", tab="b").status_code == 200
    assert Draf.objects.get().nomor == 1
    assert post(masuk, tw, "Tab pertama", draf=lama, tab="a").status_code == 409


def test_text_like_what_is_stored_does_not_take_away_another_s_draft(masuk, tw):
    post(masuk, tw, "Tab pertama", tab="a")
    assert post(masuk, tw, "", tab="b").status_code == 409
    assert typed() == ["Tab pertama"]


# Saving and dropping


def save(client: Client, tw: Quarter, nilai: str, **isi: str) -> str:
    response = client.post(url("simpan", tw), {"aksi": "simpan", "versi": "0", "nilai": nilai, **isi})
    with strict_templates():
        return html.unescape(client.get(response.url).text)


def test_saving_in_one_tab_keeps_what_the_other_has_typed(masuk, tw):
    post(masuk, tw, "Tab pertama", tab="a")
    halaman = save(masuk, tw, "60", tab="b")
    assert Realisasi.objects.get().nilai == 60
    assert typed() == ["Tab pertama"]
    assert "Ada dua versi: pilih salah satu" in halaman
    assert "<span>Tab pertama</span>" in halaman


@pytest.mark.parametrize(("nilai", "isi"), [("6.5", {}), ("60", {"versi": "9"}), ("60", {"aksi": "cuplik"})])
def test_what_cannot_be_saved_takes_no_other_tab_s_place(masuk, tw, nilai, isi):
    """An error, a clash with somebody, a button of the grid: each would keep what was typed as the draft."""
    post(masuk, tw, "Tab pertama", tab="a")
    assert "belum disimpan, karena diisi juga di tab lain" in save(masuk, tw, nilai, **{"tab": "b"} | isi)
    assert typed() == ["Tab pertama"]
    assert not Realisasi.objects.exists()
    assert "tab lain" not in save(masuk, tw, nilai, **isi)
    assert typed() == [""]


@pytest.mark.parametrize("tab", ["a", ""])
def test_saving_is_done_with_the_draft_of_the_own_tab_and_without_javascript(masuk, tw, tab):
    post(masuk, tw, "Tab pertama", tab="a")
    assert "Ada dua versi" not in save(masuk, tw, "60", tab=tab)
    assert typed() == []


def test_a_draft_that_arrives_after_the_saving_that_overtook_it_is_no_draft(masuk, tw):
    post(masuk, tw, "Baru separuh", tab="a", ke="1")
    save(masuk, tw, "60", keterangan="Seluruhnya", tab="a", ke="3")
    assert post(masuk, tw, "Hampir seluruhnya", tab="a", ke="2").json()["saved_at"] == ""
    assert typed() == []
    # The control: a page that is not known to have saved leaves its user before two versions.
    post(masuk, tw, "Hampir seluruhnya", tab="b", ke="2")
    assert typed() == ["Hampir seluruhnya"]


def test_what_is_typed_after_a_saving_whose_answer_was_lost_is_kept(masuk, tw):
    save(masuk, tw, "60", tab="a", ke="3")
    assert post(masuk, tw, "Diketik sesudahnya", tab="a", ke="4").json()["saved_at"]
    assert typed() == ["Diketik sesudahnya"]


def test_dropping_a_draft_drops_no_other_tab_s(masuk, tw):
    lama = post(masuk, tw, "Tab pertama", tab="a").json()["draf"]
    post(masuk, tw, "Tab kedua", draf=lama, tab="b")
    response = masuk.post(url("buang_draf", tw), {"draf": lama, "tab": "a"}, follow=True)
    assert "tidak dibuang, karena diisi juga di tab lain" in response.text
    assert typed() == ["Tab kedua"]
    masuk.post(url("buang_draf", tw), {"draf": Draf.objects.get().tanda, "tab": "a"})
    assert typed() == []


# At one moment


def first_drafts(indikator: Indikator, staf: User, tanda: dict[str, Tanda]) -> list[type | None]:
    """Two first drafts at one moment; what each raised."""

    def step(teks: str):
        isi = Ketikan(keterangan=teks)
        return lambda: save_draft(indikator, TRIWULAN, isi, versi=0, by=staf, tanda=tanda[teks])

    discard_draft(indikator, TRIWULAN, by=staf)
    return [type(satu.error) if satu.error else None for satu in together(*map(step, tanda))]


@pytest.mark.usefixtures("race_db")
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's transactions run one after another")
def test_of_two_first_drafts_at_one_moment_one_stays_and_the_other_is_told():
    tw = make_quarter()
    staf = User.objects.get(pk=tw.staf.pk)
    for _ in range(TRIALS):
        raised = first_drafts(tw.indikator, staf, {teks: Tanda("", (teks,)) for teks in "ab"})
        assert set(raised) == {None, DrafLain}
        assert typed() == ["ab"[raised.index(None)]]
    assert first_drafts(tw.indikator, staf, dict.fromkeys("ab", TANPA_TAB)) == [None, None]
    assert len(typed()) == 1


def test_saving_by_hand_is_never_held_up(tw):
    """Actions that know of no tab, as before."""
    save_draft(tw.indikator, TRIWULAN, Ketikan(nilai="1"), versi=0, by=tw.staf, tanda=Tanda("", ("a",)))
    hari = timezone.localdate()
    isian = Isian(nilai=Decimal(2))
    actions.save_realisasi(tw.indikator, TRIWULAN, isian, versi=0, by=tw.staf, on=hari)
    assert not Draf.objects.exists()
