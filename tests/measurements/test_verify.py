"""Verifying in the browser's place: the queue, one figure, several at once, closing, comments."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from accounts.models import Jejak, User
from accounts.permissions import Peran
from agreements.models import Indikator
from measurements import actions
from measurements.models import Komentar, Pengembalian, Realisasi
from measurements.states import StatusRealisasi
from tests.factories import make_bagian, make_member, make_penugasan, make_satker
from tests.measurements.quarter import (
    TAHUN,
    TRIWULAN,
    make_complete,
    make_exception,
    make_measured,
    make_quarter,
)
from tests.strict import strict_templates

S = StatusRealisasi
BATAL = {"alasan": "Bukti yang dilampirkan belum ditandatangani."}


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def masuk(client: Client) -> Callable[[User], Client]:
    def log_in(user: User) -> Client:
        client.force_login(user)
        return client

    return log_in


def page(name: str, *arguments: object) -> str:
    return reverse(f"measurements:{name}", args=arguments)


def state_of(realisasi: Realisasi) -> str:
    return Realisasi.objects.get(pk=realisasi.pk).status


def read(realisasi: Realisasi) -> dict[str, int]:
    """What a page of the figure sends along: the version that it showed."""
    return {"versi": Realisasi.objects.get(pk=realisasi.pk).versi}


def said(response) -> list[str]:
    return [str(satu) for satu in response.context["messages"]]


def test_the_queue_shows_what_waits_oldest_first_with_what_is_unusual(masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    baru = make_complete(make_measured(tw.indikator.sasaran.perjanjian), S.DIAJUKAN)
    Realisasi.objects.filter(pk=baru.pk).update(nilai=130, diajukan_pada=timezone.now())
    make_complete(make_measured(tw.indikator.sasaran.perjanjian), S.DRAF)
    Komentar.objects.create(indikator=tw.indikator, triwulan=TRIWULAN, isi="Periksa.", oleh=tw.staf)
    response = masuk(tw.verifikator).get(page("verifikasi"))
    tinjauan = response.context["tinjauan"]
    assert [t.realisasi for t in tinjauan] == [satu, baru]
    assert [t.komentar for t in tinjauan] == [1, 0]
    assert [t.tidak_biasa for t in tinjauan] == [(), ("Capaian 130% melebihi 100%.",)]


@pytest.mark.parametrize("pilihan", [{"triwulan": "3"}, {"satker": "kpu-kab-bawah"}])
def test_the_queue_is_filtered(pilihan, masuk, tw):
    tw.realisasi(S.DIAJUKAN)
    bawah = make_quarter(make_satker("KPU Kab. Bawah", induk=tw.satker))
    dicari = make_complete(bawah.indikator, S.DIAJUKAN, triwulan=3)
    response = masuk(tw.verifikator).get(page("verifikasi"), pilihan)
    assert [t.realisasi for t in response.context["tinjauan"]] == [dicari]


@pytest.mark.parametrize(
    "pilihan", [{}, {"triwulan": "2"}, {"satker": "tidak-ada", "page": "x"}, {"satker": "\0"}]
)
def test_an_empty_queue_says_so(pilihan, masuk, tw):
    assert masuk(tw.verifikator).get(page("verifikasi"), pilihan).status_code == 200


def test_the_queue_of_another_province_is_not_shown(masuk, tw):
    tw.realisasi(S.DIAJUKAN)
    lain = make_member(make_satker("KPU Provinsi Lain"), Peran.VERIFIKATOR)
    assert masuk(lain).get(page("verifikasi")).context["tinjauan"] == []


@pytest.mark.parametrize("state", list(S))
def test_the_figure_has_the_buttons_of_its_state(state, masuk, tw):
    satu = tw.realisasi(state)
    tindakan = masuk(tw.verifikator).get(page("realisasi", satu.pk)).context["tindakan"]
    assert {nama for nama, boleh in tindakan.items() if boleh} == {
        S.DIAJUKAN: {"verifikasi", "kembalikan"},
        S.TERVERIFIKASI: {"batalkan"},
    }.get(state, set())


def test_the_figure_leads_to_its_form(masuk, tw):
    satu = tw.realisasi(S.DIKEMBALIKAN)
    lembar = page("isi", tw.satker.slug, TAHUN, TRIWULAN)
    response = masuk(tw.staf).get(page("realisasi", satu.pk))
    assert f'<a href="{lembar}#indikator-{tw.indikator.pk}">Isian Triwulan IV</a>' in response.text


def test_one_s_own_entry_has_no_button_and_says_why(masuk, tw):
    make_penugasan(tw.staf, tw.satker, Peran.VERIFIKATOR)
    satu = tw.realisasi(S.DIAJUKAN)
    client = masuk(tw.staf)
    response = client.get(page("realisasi", satu.pk))
    assert not response.context["tindakan"]["verifikasi"]
    assert "verifikasi dilakukan oleh orang lain" in response.text
    assert client.post(page("verifikasi_satu", satu.pk), read(satu)).status_code == 403
    assert state_of(satu) == S.DIAJUKAN


def test_verify_undo_and_verify_again(masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    client = masuk(tw.verifikator)
    for name, state in (
        ("verifikasi_satu", S.TERVERIFIKASI),
        ("batalkan", S.DIAJUKAN),
        ("verifikasi_satu", S.TERVERIFIKASI),
    ):
        response = client.post(page(name, satu.pk), BATAL | read(satu), follow=True)
        assert response.redirect_chain == [(page("realisasi", satu.pk), 302)]
        assert state_of(satu) == state


def test_a_double_click_is_a_sentence_with_who_was_first(masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    lain = make_member(tw.satker, Peran.VERIFIKATOR, nama="Verifikator Kedua")
    actions.verify(satu, by=lain)
    response = masuk(tw.verifikator).post(page("verifikasi_satu", satu.pk), read(satu), follow=True)
    [kalimat] = said(response)
    assert "tidak dapat dilakukan" in kalimat
    assert "realisasi diverifikasi oleh Verifikator Kedua" in kalimat
    assert Realisasi.objects.get(pk=satu.pk).diverifikasi_oleh == lain


@pytest.mark.parametrize("state", list(S))
def test_verifying_from_any_state_is_answered_with_a_sentence(state, masuk, tw):
    satu = tw.realisasi(state)
    response = masuk(tw.verifikator).post(page("verifikasi_satu", satu.pk), read(satu), follow=True)
    assert response.status_code == 200
    assert len(said(response)) == 1


@pytest.mark.parametrize("name", ["kembalikan", "batalkan", "buka"])
@pytest.mark.parametrize("state", list(S))
def test_a_reason_is_taken_or_shown_again_with_why_it_was_not(name, state, masuk, tw):
    make_penugasan(tw.verifikator, tw.satker, Peran.ADMINISTRATOR)
    satu = tw.realisasi(state)
    isi = {"kategori": "angka", "alasan": "Angka berbeda dengan <laporan>."} | read(satu)
    response = masuk(tw.verifikator).post(page(name, satu.pk), isi, follow=True)
    if (name, state) in (("kembalikan", S.DIAJUKAN), ("batalkan", S.TERVERIFIKASI)):
        assert response.redirect_chain == [(page("realisasi", satu.pk), 302)]
        assert Pengembalian.objects.get().alasan == isi["alasan"]
        return
    # A locked one without an exception is refused as well.
    assert response.status_code == 409
    assert len(response.context["form"].non_field_errors()) == 1
    assert "Angka berbeda dengan &lt;laporan&gt;." in response.text
    assert (state_of(satu), Pengembalian.objects.count()) == (state, 0)


@pytest.mark.parametrize("again", [False, True])
def test_a_figure_that_was_submitted_anew_is_read_before_it_is_verified(again, masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    lama = read(satu)
    actions.withdraw(satu, by=tw.staf)
    tw.in_force()
    actions.submit(satu, by=tw.staf, on=timezone.localdate())
    client = masuk(tw.verifikator)
    response = client.post(page("verifikasi_satu", satu.pk), read(satu) if again else lama, follow=True)
    assert state_of(satu) == (S.TERVERIFIKASI if again else S.DIAJUKAN)
    [kalimat] = said(response)
    assert ("diubah oleh orang lain" in kalimat) is not again
    assert (f"realisasi diajukan oleh {tw.staf.nama}" in kalimat) is not again


@pytest.mark.parametrize("versi", [{}, {"versi": ""}, {"versi": "x"}, {"versi": "-1"}, {"versi": "9" * 30}])
def test_a_step_that_names_no_version_is_refused(versi, masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    masuk(tw.verifikator).post(page("verifikasi_satu", satu.pk), versi)
    assert state_of(satu) == S.DIAJUKAN


def test_a_return_of_a_figure_that_was_submitted_anew_keeps_its_reason_and_can_be_sent_again(masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    client, isi = masuk(tw.verifikator), {"kategori": "angka", "alasan": "Angka berbeda."} | read(satu)
    actions.withdraw(satu, by=tw.staf)
    tw.in_force()
    actions.submit(satu, by=tw.staf, on=timezone.localdate())
    response = client.post(page("kembalikan", satu.pk), isi)
    form = response.context["form"]
    assert (response.status_code, state_of(satu)) == (409, S.DIAJUKAN)
    assert (form["alasan"].value(), form["kategori"].value()) == ("Angka berbeda.", "angka")
    client.post(page("kembalikan", satu.pk), {nama: form[nama].value() for nama in form.fields})
    assert state_of(satu) == S.DIKEMBALIKAN


def test_a_return_shows_its_category_and_reason(masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    isi = {"kategori": "bukti", "alasan": "Laporan belum ditandatangani."} | read(satu)
    response = masuk(tw.verifikator).post(page("kembalikan", satu.pk), isi, follow=True)
    assert state_of(satu) == S.DIKEMBALIKAN
    assert "Laporan belum ditandatangani." in response.text
    assert Pengembalian.objects.get().kategori == "bukti"


@pytest.mark.parametrize(
    ("isi", "bidang"),
    [
        ({}, {"kategori", "alasan"}),
        ({"kategori": "angka", "alasan": "pendek"}, {"alasan"}),
        ({"kategori": "lupa", "alasan": " " * 40}, {"kategori", "alasan"}),
    ],
)
def test_a_return_without_a_reason_names_everything_at_once(isi, bidang, masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    response = masuk(tw.verifikator).post(page("kembalikan", satu.pk), isi)
    assert set(response.context["form"].errors) == bidang
    assert state_of(satu) == S.DIAJUKAN


def test_a_verification_is_undone_on_a_page_that_asks_why(masuk, tw):
    satu = tw.realisasi(S.TERVERIFIKASI)
    client = masuk(tw.verifikator)
    assert f'href="{page("batalkan", satu.pk)}"' in client.get(page("realisasi", satu.pk)).text
    assert client.get(page("batalkan", satu.pk)).context["boleh"]
    for isi in ({}, {"alasan": "pendek"}, {"alasan": " " * 40}):
        assert set(client.post(page("batalkan", satu.pk), isi).context["form"].errors) == {"alasan"}
    assert (state_of(satu), Pengembalian.objects.count()) == (S.TERVERIFIKASI, 0)
    client.post(page("batalkan", satu.pk), BATAL)
    assert state_of(satu) == S.DIAJUKAN
    assert Jejak.objects.get(peristiwa="Verifikasi dibatalkan").keterangan == BATAL["alasan"]


def test_why_a_verification_was_undone_stands_before_the_staf_until_the_next_submission(masuk, tw):
    satu = tw.realisasi(S.TERVERIFIKASI)
    actions.undo_verify(satu, BATAL["alasan"], by=tw.verifikator)
    lembar = page("isi", tw.satker.slug, TAHUN, TRIWULAN)
    pemberitahuan = "<strong>Verifikasi dibatalkan</strong>"
    for alamat in (lembar, page("realisasi", satu.pk)):
        isi = masuk(tw.staf).get(alamat).text
        assert pemberitahuan in isi
        assert BATAL["alasan"] in isi
    tw.in_force()
    actions.withdraw(satu, by=tw.staf)
    actions.submit(satu, by=tw.staf, on=timezone.localdate())
    assert pemberitahuan not in masuk(tw.staf).get(lembar).text
    # It stays among what was ever said of the figure.
    assert BATAL["alasan"] in masuk(tw.staf).get(page("realisasi", satu.pk)).text


def test_nobody_picks_the_category_of_an_undone_verification(masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    isi = {"kategori": "batal"} | BATAL | read(satu)
    assert set(masuk(tw.verifikator).post(page("kembalikan", satu.pk), isi).context["form"].errors) == {
        "kategori"
    }


def test_opening_a_locked_figure_needs_an_exception(masuk, tw):
    satu = tw.realisasi(S.TERKUNCI)
    client = masuk(tw.administrator)
    alamat = f"{page('pengecualian', tw.satker.slug, TAHUN)}?satker={tw.satker.slug}&triwulan={TRIWULAN}"
    assert client.get(page("buka", satu.pk)).context["url_pengecualian"] == alamat
    client.post(page("buka", satu.pk), {"alasan": "Koreksi hasil pemeriksaan."})
    assert state_of(satu) == S.TERKUNCI
    make_exception(tw.satker, tw.administrator)
    assert not client.get(page("buka", satu.pk)).context["url_pengecualian"]
    client.post(page("buka", satu.pk), {"alasan": "Koreksi hasil pemeriksaan."})
    assert state_of(satu) == S.DIKEMBALIKAN


def test_several_at_once_each_on_its_own(masuk, tw):
    pk = tw.indikator.sasaran.perjanjian
    satu = tw.realisasi(S.DIAJUKAN)
    sendiri = make_complete(make_measured(pk), S.DIAJUKAN, by=tw.verifikator)
    client = masuk(tw.verifikator)
    alamat = f"{page('verifikasi_banyak')}?r={satu.pk}&r={sendiri.pk}&r=x&r=999999"
    tinjauan = client.get(alamat).context["tinjauan"]
    assert [t.realisasi for t in tinjauan] == [satu, sendiri]
    dibaca = {f"{t.realisasi.pk}-versi": t.realisasi.versi for t in tinjauan}
    response = client.post(alamat, {"periksa": [satu.pk, sendiri.pk]} | dibaca, follow=True)
    assert (state_of(satu), state_of(sendiri)) == (S.TERVERIFIKASI, S.DIAJUKAN)
    gagal, berhasil = said(response)
    assert f"Indikator {sendiri.indikator.nomor}" in gagal
    assert "orang lain" in gagal
    assert berhasil == "1 realisasi diverifikasi."


def test_of_several_the_one_that_was_submitted_anew_is_named(masuk, tw):
    satu, dua = (
        make_complete(make_measured(tw.indikator.sasaran.perjanjian), S.DIAJUKAN, by=tw.staf)
        for _ in range(2)
    )
    client, alamat = masuk(tw.verifikator), f"{page('verifikasi_banyak')}?r={satu.pk}&r={dua.pk}"
    isi = {"periksa": [satu.pk, dua.pk]} | {f"{r.pk}-versi": r.versi for r in (satu, dua)}
    actions.withdraw(satu, by=tw.staf)
    tw.in_force()
    actions.submit(satu, by=tw.staf, on=timezone.localdate())
    gagal, berhasil = said(client.post(alamat, isi, follow=True))
    assert (state_of(satu), state_of(dua)) == (S.DIAJUKAN, S.TERVERIFIKASI)
    assert f"Indikator {satu.indikator.nomor}" in gagal
    assert "diubah oleh orang lain" in gagal
    assert berhasil == "1 realisasi diverifikasi."


def test_of_several_what_is_not_ticked_stays_in_the_queue(masuk, tw):
    satu, dua = (
        make_complete(make_measured(tw.indikator.sasaran.perjanjian), S.DIAJUKAN, by=tw.staf)
        for _ in range(2)
    )
    alamat = f"{page('verifikasi_banyak')}?r={satu.pk}&r={dua.pk}"
    isi = {"periksa": [dua.pk], f"{dua.pk}-versi": dua.versi}
    response = masuk(tw.verifikator).post(alamat, isi, follow=True)
    assert said(response) == ["1 realisasi diverifikasi. 1 yang tidak dicentang tetap dalam antrean."]
    assert (state_of(satu), state_of(dua)) == (S.DIAJUKAN, S.TERVERIFIKASI)


def test_a_checklist_without_a_tick_says_so(masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    alamat = f"{page('verifikasi_banyak')}?r={satu.pk}"
    response = masuk(tw.verifikator).post(alamat, {})
    assert [error["url"] for error in response.context["errors"]] == [f"#periksa-{satu.pk}"]
    assert state_of(satu) == S.DIAJUKAN


@pytest.mark.parametrize("query", ["", "?r=", "?r=abc&r=99999999999999999999"])
def test_nothing_chosen_leads_back_to_the_queue(query, masuk, tw):
    response = masuk(tw.verifikator).get(page("verifikasi_banyak") + query)
    assert (response.status_code, response.url) == (302, page("verifikasi"))


def test_closing_lists_what_the_gate_lists_then_locks(masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    client = masuk(tw.verifikator)
    alamat = page("kunci", tw.satker.slug, TAHUN, TRIWULAN)
    with pytest.raises(actions.BelumLengkap) as gate:
        actions.close_quarter(tw.satker, TAHUN, TRIWULAN, by=tw.verifikator)
    assert [kurang for kurang, _ in client.get(alamat).context["kurang"]] == list(gate.value.kekurangan)
    assert "Penanggung jawab: semua Bagian." in client.get(alamat).text
    bagian = make_bagian(tw.satker, nama="Bagian Hukum")
    Indikator.objects.filter(pk=satu.indikator_id).update(penanggung_jawab=bagian)
    assert "Penanggung jawab: Bagian Hukum." in client.get(alamat).text
    assert "belum dapat dikunci" in said(client.post(alamat, follow=True))[0]
    actions.verify(satu, by=tw.verifikator)
    response = client.post(alamat, follow=True)
    assert state_of(satu) == S.TERKUNCI
    assert "Triwulan ini sudah dikunci" in response.text
    assert str(tw.verifikator) in response.context["dikunci_pada"]
    assert client.post(alamat, follow=True).status_code == 200


@pytest.mark.parametrize(("tahun", "triwulan"), [(TAHUN, 0), (TAHUN, 5), (1900, 1), (10**20, 1)])
def test_a_quarter_that_cannot_be_is_not_found(tahun, triwulan, masuk, tw):
    assert masuk(tw.verifikator).get(page("kunci", tw.satker.slug, tahun, triwulan)).status_code == 404


def test_a_quarter_without_indikator_is_said_to_be_empty(masuk, tw):
    client, kunci = masuk(tw.verifikator), page("kunci", tw.satker.slug, TAHUN, 1)
    assert "Tidak ada indikator yang diukur" in client.get(kunci).text
    sesudah = client.post(kunci, follow=True).text
    assert "Tidak ada indikator yang diukur pada Triwulan I; tidak ada yang dikunci." in sesudah
    assert "Triwulan I Tahun 2023 dikunci." not in sesudah


def test_a_comment_is_written_counted_and_resolved(masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    client = masuk(tw.verifikator)
    tulis = page("komentar", tw.indikator.pk, TRIWULAN)
    kembali = page("realisasi", satu.pk)
    response = client.post(tulis, {"isi": "Periksa penyebut.", "kembali": kembali}, follow=True)
    assert response.redirect_chain == [(kembali, 302)]
    assert "Periksa penyebut." in response.text
    komentar = Komentar.objects.get()
    assert client.get(page("verifikasi")).context["tinjauan"][0].komentar == 1
    response = client.post(page("komentar_selesai", komentar.pk), {"kembali": "https://jahat.invalid/"})
    assert response.url == f"{kembali}#komentar"
    assert client.get(page("verifikasi")).context["tinjauan"][0].komentar == 0


@pytest.mark.parametrize("kembali", ["tidak-ada", "home", "\ufffd"])
def test_after_a_comment_what_is_no_address_is_not_taken_for_the_name_of_a_view(masuk, tw, kembali):
    kiriman = {"isi": "Periksa penyebut.", "kembali": kembali}
    response = masuk(tw.verifikator).post(page("komentar", tw.indikator.pk, TRIWULAN), kiriman)
    assert (response.status_code, response.url) == (302, iri_to_uri(kembali))


def test_an_empty_comment_is_refused_with_a_sentence(masuk, tw):
    response = masuk(tw.staf).post(page("komentar", tw.indikator.pk, TRIWULAN), {"isi": " "})
    assert response.status_code == 422
    assert "Komentar belum ditulis." in response.text


def test_a_comment_without_a_figure_leads_to_the_indikator(masuk, tw):
    response = masuk(tw.staf).post(page("komentar", tw.indikator.pk, TRIWULAN), {"isi": "Ada data?"})
    assert response.url == page("indikator", tw.indikator.pk)


def count(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_queries_of_the_queue_do_not_grow(masuk, tw):
    pk = tw.indikator.sasaran.perjanjian
    tw.realisasi(S.DIAJUKAN)
    client = masuk(tw.verifikator)
    satu = count(client, page("verifikasi"))
    for _ in range(15):
        make_complete(make_measured(pk), S.DIAJUKAN)
    assert count(client, page("verifikasi")) == satu


def test_the_queries_of_a_figure_do_not_grow(masuk, tw):
    satu = tw.realisasi(S.DIAJUKAN)
    client = masuk(tw.verifikator)
    client.get(page("realisasi", satu.pk))
    Komentar.objects.create(indikator=tw.indikator, triwulan=TRIWULAN, isi="Satu.", oleh=tw.staf)
    make_complete(make_measured(tw.indikator.sasaran.perjanjian), S.DIAJUKAN)
    sedikit = count(client, page("realisasi", satu.pk))
    for n in range(10):
        satu.bukti.create(urutan=n + 2, judul="Laporan")
        Komentar.objects.create(indikator=tw.indikator, triwulan=TRIWULAN, isi=f"{n}.", oleh=tw.staf)
        make_complete(make_measured(tw.indikator.sasaran.perjanjian), S.DIAJUKAN)
    assert count(client, page("realisasi", satu.pk)) == sedikit
