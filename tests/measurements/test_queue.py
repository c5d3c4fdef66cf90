"""The queue is walked through: what comes before and after, where a decision leads, the calm end."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Peran
from measurements.models import Realisasi
from measurements.states import StatusRealisasi
from tests.factories import make_penugasan, make_satker
from tests.measurements.quarter import TAHUN, TRIWULAN, Quarter, make_complete, make_measured, make_quarter
from tests.strict import strict_templates

S = StatusRealisasi
KEMBALI = {"kategori": "angka", "alasan": "Angka berbeda dengan laporan."}


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def verifikator(client: Client, tw: Quarter) -> Client:
    client.force_login(tw.verifikator)
    return client


def queue_of(tw: Quarter, jumlah: int) -> list[Realisasi]:
    """Figures that wait, in the order of the queue."""
    pk = tw.indikator.sasaran.perjanjian
    return [make_complete(make_measured(pk), S.DIAJUKAN, by=tw.staf) for _ in range(jumlah)]


def at(realisasi: Realisasi, name: str = "realisasi", query: str = "") -> str:
    return reverse(f"measurements:{name}", args=[realisasi.pk]) + query


def sent(realisasi: Realisasi) -> dict[str, int]:
    return {"versi": realisasi.versi}


def said(response) -> list[str]:
    return [str(satu) for satu in response.context["messages"]]


def test_the_page_leads_to_what_comes_before_and_after(verifikator, tw):
    satu, dua, tiga = queue_of(tw, 3)
    for found, ke, sebelum, sesudah in ((satu, 1, None, dua), (dua, 2, satu, tiga), (tiga, 3, dua, satu)):
        giliran = verifikator.get(at(found)).context["giliran"]
        assert (giliran.ke, giliran.jumlah, giliran.sebelum, giliran.sesudah) == (ke, 3, sebelum, sesudah)


def test_the_walk_is_in_the_order_of_the_queue(verifikator, tw):
    satu, dua, tiga = queue_of(tw, 3)
    Realisasi.objects.filter(pk=satu.pk).update(diajukan_pada="2024-03-01T00:00Z")
    tinjauan = verifikator.get(reverse("measurements:verifikasi")).context["tinjauan"]
    assert [t.realisasi for t in tinjauan] == [dua, tiga, satu]
    assert [verifikator.get(at(r)).context["giliran"].ke for r in (dua, tiga, satu)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "isi", "berhasil"),
    [
        ("verifikasi_satu", {}, "Realisasi diverifikasi."),
        ("kembalikan", KEMBALI, "Realisasi dikembalikan kepada pengisi."),
    ],
)
def test_a_decision_leads_to_the_next_one_until_none_is_left(name, isi, berhasil, verifikator, tw):
    satu, dua, tiga = queue_of(tw, 3)
    for found, sesudah, sisa in ((dua, tiga, 2), (tiga, satu, 1)):
        response = verifikator.post(at(found, name), isi | sent(found), follow=True)
        assert response.redirect_chain == [(at(sesudah), 302)]
        assert said(response) == [f"{berhasil} Berikutnya: {sesudah.sebutan}; {sisa} menunggu."]
    assert "Semua sudah diperiksa" not in response.text
    response = verifikator.post(at(satu, name), isi | sent(satu), follow=True)
    assert response.redirect_chain == [(at(satu), 302)]
    assert said(response) == [berhasil]
    assert "Semua sudah diperiksa" in response.text
    assert "Tidak ada lagi realisasi yang menunggu verifikasi." in response.text
    assert f'href="{reverse("measurements:kunci", args=[tw.satker.slug, TAHUN, TRIWULAN])}"' in response.text


def test_a_figure_is_named_with_satker_and_quarter(tw):
    assert tw.realisasi(S.DIAJUKAN).sebutan == (
        f"indikator {tw.indikator.nomor}, KPU Provinsi Uji, Triwulan IV Tahun 2023"
    )


def test_a_refused_decision_stays_with_its_figure(verifikator, tw):
    satu, dua = queue_of(tw, 2)
    verifikator.post(at(satu, "verifikasi_satu"), sent(satu))
    response = verifikator.post(at(satu, "verifikasi_satu"), sent(satu), follow=True)
    assert response.redirect_chain == [(at(satu), 302)]
    giliran = response.context["giliran"]
    assert (giliran.ke, giliran.sesudah, giliran.sisa) == (0, dua, 1)


def test_the_walk_stays_in_the_part_that_was_chosen(verifikator, tw):
    pertama, terakhir = queue_of(tw, 2)
    bawah = make_quarter(make_satker("KPU Kab. Bawah", induk=tw.satker))
    satu, dua = queue_of(bawah, 2)
    lain = make_complete(bawah.indikator, S.DIAJUKAN, by=bawah.staf, triwulan=3)
    query = f"?satker={bawah.satker.slug}&triwulan={TRIWULAN}"
    daftar = verifikator.get(reverse("measurements:verifikasi") + query)
    assert [t.realisasi for t in daftar.context["tinjauan"]] == [satu, dua]
    assert f'href="{at(satu, query=query.replace("&", "&amp;"))}"' in daftar.text
    response = verifikator.post(at(satu, "verifikasi_satu", query), sent(satu), follow=True)
    assert response.redirect_chain == [(at(dua, query=query), 302)]
    response = verifikator.post(at(dua, "kembalikan", query), KEMBALI | sent(dua), follow=True)
    assert response.redirect_chain == [(at(dua, query=query), 302)]
    assert "Semua sudah diperiksa" in response.text
    assert "3 realisasi lain masih dalam antrean" in response.text
    # What is chosen still is, when nothing of it waits any more.
    kosong = verifikator.get(reverse("measurements:verifikasi") + query)
    assert kosong.context["tinjauan"] == []
    assert [satu["label"] for satu in kosong.context["pilihan"][0]["choices"] if satu["selected"]] == [
        "KPU Kab. Bawah"
    ]
    assert {pertama, terakhir, lain} == {
        t.realisasi for t in verifikator.get(reverse("measurements:verifikasi")).context["tinjauan"]
    }


def test_the_checklist_returns_to_the_part_that_was_chosen(verifikator, tw):
    [satu] = queue_of(tw, 1)
    query = f"?satker={tw.satker.slug}&r={satu.pk}"
    isi = {"periksa": satu.pk, f"{satu.pk}-versi": satu.versi}
    response = verifikator.post(reverse("measurements:verifikasi_banyak") + query, isi)
    assert response.url == f"{reverse('measurements:verifikasi')}?satker={tw.satker.slug}"


def test_what_one_entered_oneself_is_no_stop(verifikator, tw):
    satu, dua = queue_of(tw, 2)
    make_penugasan(tw.verifikator, tw.satker, Peran.STAF)
    sendiri = make_complete(make_measured(tw.indikator.sasaran.perjanjian), S.DIAJUKAN, by=tw.verifikator)
    response = verifikator.post(at(dua, "verifikasi_satu"), sent(dua))
    assert response.url == at(satu)
    response = verifikator.post(at(satu, "verifikasi_satu"), sent(satu), follow=True)
    assert "1 realisasi lain masih dalam antrean" in response.text
    assert "Semua sudah diperiksa" not in verifikator.get(at(sendiri)).text


@pytest.mark.parametrize(("peran", "state"), [("staf", S.DIAJUKAN), ("verifikator", S.DRAF)])
def test_there_is_no_queue_for_others_and_for_what_is_not_handed_in(peran, state, client, tw):
    satu = tw.realisasi(state)
    client.force_login(tw.person(peran))
    response = client.get(at(satu))
    assert response.context["giliran"] is None
    assert "Antrean verifikasi" not in response.text


def test_from_the_page_that_closes_one_walks_through_that_quarter(verifikator, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    kunci = verifikator.get(reverse("measurements:kunci", args=[tw.satker.slug, TAHUN, TRIWULAN]))
    query = f"?satker={tw.satker.slug}&amp;triwulan={TRIWULAN}"
    assert f'href="{at(satu, query=query)}"' in kunci.text
