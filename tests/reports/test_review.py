"""The reviu: what the application tells, what the Pereviu answers, the statement in the report."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Jejak
from accounts.permissions import Peran
from reports import approval
from reports.build import susun
from reports.checks.run import periksa
from reports.frozen import from_json
from reports.models import JawabanReviu, LaporanKinerja, Narasi, Reviu
from reports.queries import kumpulkan
from reports.review_actions import (
    Isian,
    ReviuBelumLengkap,
    ReviuBentrok,
    ReviuDitolak,
    keadaan_butir,
    missing_to_finish,
    reopen_review,
    save_review,
)
from reports.review_items import BUTIR, Keadaan
from reports.states import StatusLkj, StatusReviu
from tests.factories import (
    advance_lkj,
    make_indikator,
    make_lkj,
    make_member,
    make_naskah,
    make_pk,
    make_sasaran,
    make_satker,
    sign_pk,
)
from tests.strict import strict_templates

pytestmark = pytest.mark.django_db
LENGKAP = {satu.kunci: Isian("" if satu.penilai else "ya", "Dicatat dalam berita acara.") for satu in BUTIR}


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def laporan() -> LaporanKinerja:
    return make_lkj(make_pk(make_satker("KPU Provinsi Uji")))


@pytest.fixture
def pereviu(laporan):
    return make_member(laporan.satker, Peran.PEREVIU, nama="Nama Pereviu")


def url(nama: str, laporan) -> str:
    return reverse(f"reports:{nama}", args=[laporan.satker.slug, laporan.tahun])


def sent(isian: dict[str, Isian], versi: int, **lain: str) -> dict[str, str]:
    isi = {f"jawaban-{kunci}": satu.jawaban for kunci, satu in isian.items()}
    return isi | {f"catatan-{kunci}": satu.catatan for kunci, satu in isian.items()} | {"versi": versi} | lain


def test_every_item_has_a_key_of_its_own_and_each_aspect_leaves_something_to_a_person():
    assert len({satu.kunci for satu in BUTIR}) == len(BUTIR)
    assert len({satu.aspek for satu in BUTIR if satu.penilai is None}) == 3


def test_what_the_data_tells_follows_the_data(laporan):
    assert not keadaan_butir(laporan)["format-identitas"].terpenuhi
    LaporanKinerja.objects.update(tanggal="2024-01-15", penandatangan=laporan.perjanjian.pihak_pertama)
    assert keadaan_butir(LaporanKinerja.objects.get())["format-identitas"] == Keadaan(
        True, "3 dari 3 keterangan identitas"
    )


def test_an_item_that_the_application_tells_cannot_be_ticked(laporan, pereviu):
    save_review(laporan, {"format-identitas": Isian("ya", "")}, 0, by=pereviu)
    assert JawabanReviu.objects.get(butir="format-identitas").jawaban == ""


def test_finishing_names_every_item_that_lacks_an_answer_or_a_note(laporan, pereviu):
    kosong = {satu.kunci: Isian("", "") for satu in BUTIR}
    kurang = dict(missing_to_finish(kosong, keadaan_butir(laporan)))
    assert kurang["format-bahasa"] == "belum dijawab"
    assert kurang["format-identitas"] == "belum terpenuhi dan belum diberi catatan"
    assert "format-perjanjian" in kurang
    sign_pk(laporan.perjanjian)
    laporan = LaporanKinerja.objects.get()
    assert "format-perjanjian" not in dict(missing_to_finish(kosong, keadaan_butir(laporan)))
    with pytest.raises(ReviuBelumLengkap):
        save_review(laporan, kosong, 0, by=pereviu, finish=True)
    assert not Reviu.objects.exists()


def test_a_finished_reviu_has_person_and_date_and_its_statement_stands_first(laporan, pereviu):
    assert susun(kumpulkan(laporan)).depan[0].kunci == "depan.kata-pengantar"
    reviu = save_review(laporan, LENGKAP, 0, by=pereviu, finish=True)
    assert (reviu.status, reviu.selesai_oleh, reviu.versi) == (StatusReviu.SELESAI, pereviu, 1)
    pernyataan = susun(kumpulkan(laporan)).depan[0]
    assert (pernyataan.kunci, pernyataan.judul) == ("depan.pernyataan-reviu", "Pernyataan Telah Direviu")
    assert pernyataan.blok[-1].penanda[0].nama == "Nama Pereviu"
    assert Jejak.objects.first().peristiwa == "Reviu diselesaikan"


def test_a_finished_reviu_is_opened_again_before_it_is_changed(laporan, pereviu):
    save_review(laporan, LENGKAP, 0, by=pereviu, finish=True)
    with pytest.raises(ReviuDitolak, match="telah selesai"):
        save_review(laporan, LENGKAP, 1, by=pereviu)
    assert reopen_review(laporan, 1, by=pereviu).status == StatusReviu.BERJALAN
    assert susun(kumpulkan(laporan)).depan[0].kunci == "depan.kata-pengantar"
    with pytest.raises(ReviuDitolak, match="belum selesai"):
        reopen_review(laporan, 2, by=pereviu)


def test_two_pereviu_do_not_write_over_each_other(laporan, pereviu):
    save_review(laporan, LENGKAP, 0, by=pereviu)
    with pytest.raises(ReviuBentrok):
        save_review(laporan, {}, 0, by=make_member(laporan.satker, Peran.PEREVIU))


@pytest.mark.parametrize("peran", sorted(set(Peran) - {Peran.PEREVIU}))
def test_nobody_but_the_pereviu_writes_a_reviu(laporan, peran):
    siapa = make_member(laporan.satker, peran)
    with pytest.raises(PermissionDenied):
        save_review(laporan, LENGKAP, 0, by=siapa)
    with pytest.raises(PermissionDenied):
        reopen_review(laporan, 0, by=siapa)


def test_the_reviu_of_a_signed_report_does_not_change(laporan, pereviu):
    advance_lkj(laporan, StatusLkj.DISAHKAN)
    with pytest.raises(ReviuDitolak, match="berstatus Disahkan"):
        save_review(laporan, LENGKAP, 0, by=pereviu)


def printed(laporan) -> list[str]:
    """The parts before BAB I of the report as it is now, and what the checker says of its reviu."""
    bahan = kumpulkan(LaporanKinerja.objects.get(pk=laporan.pk))
    dokumen = susun(bahan)
    temuan = [satu.kode for satu in periksa(bahan, dokumen) if satu.kode == "REVIU-USANG"]
    return [satu.kunci for satu in dokumen.depan] + temuan


def test_the_statement_stands_in_the_reviewed_text_alone(laporan, pereviu):
    save_review(laporan, LENGKAP, 0, by=pereviu, finish=True)
    lengkap = ["depan.pernyataan-reviu", "depan.kata-pengantar", "depan.ikhtisar-eksekutif"]
    assert printed(laporan) == lengkap
    saran = Narasi.objects.create(laporan=laporan, kunci="bab4.saran", isi="<p>Saran baru.</p>")
    assert printed(laporan) == [*lengkap[1:], "REVIU-USANG"]
    awal = susun(kumpulkan(laporan)).depan[0].blok[0]
    assert (awal.hal, awal.url) == ("usang", url("reviu", laporan))
    saran.delete()
    assert printed(laporan) == lengkap


def test_what_a_signature_adds_leaves_the_reviu_as_it_is(laporan, pereviu):
    save_review(laporan, LENGKAP, 0, by=pereviu, finish=True)
    depan = [satu.kunci for satu in from_json(make_naskah(laporan).dokumen).depan]
    assert depan == [
        "depan.pengesahan", "depan.pernyataan-reviu", "depan.kata-pengantar", "depan.ikhtisar-eksekutif",
    ]  # fmt: skip
    advance_lkj(laporan, StatusLkj.DISAHKAN)
    assert printed(laporan) == depan[1:]


def test_a_version_that_was_opened_again_brings_its_reviu_along(laporan, pereviu):
    save_review(laporan, LENGKAP, 0, by=pereviu, finish=True)
    advance_lkj(laporan, StatusLkj.DISAHKAN)
    sekretaris = make_member(laporan.satker, Peran.SEKRETARIS)
    baru = approval.reopen(laporan, "Realisasi indikator diperbaiki setelah reviu.", by=sekretaris)
    lengkap = printed(baru)
    assert lengkap[0] == "depan.pernyataan-reviu"
    Narasi.objects.create(laporan=baru, kunci="bab4.saran", isi="<p>Saran baru.</p>")
    assert printed(baru) == [*lengkap[1:], "REVIU-USANG"]
    reopen_review(baru, 1, by=pereviu)
    assert list(baru.reviu.jawaban.values_list("butir", "jawaban", "catatan")) == list(
        laporan.reviu.jawaban.values_list("butir", "jawaban", "catatan")
    )
    assert Reviu.objects.get(laporan=laporan).status == StatusReviu.SELESAI


def test_a_reviu_belongs_to_the_text_that_it_was_finished_on(client, laporan, pereviu):
    """The control: a step of the workflow and the reviu itself leave the fingerprint as it is."""
    usang = "Laporan berubah setelah reviu ini diselesaikan."
    save_review(laporan, LENGKAP, 0, by=pereviu, finish=True)
    client.force_login(pereviu)
    approval.examine(laporan, by=make_member(laporan.satker, Peran.VERIFIKATOR))
    assert usang not in client.get(url("reviu", laporan)).text
    Narasi.objects.create(laporan=laporan, kunci="bab4.saran", isi="<p>Saran baru.</p>")
    assert usang in client.get(url("reviu", laporan)).text
    reopen_review(laporan, 1, by=pereviu)
    save_review(laporan, LENGKAP, 2, by=pereviu, finish=True)
    assert usang not in client.get(url("reviu", laporan)).text


# The page


def test_a_clash_shows_what_is_stored_beside_what_was_typed(client, laporan, pereviu):
    lain = LENGKAP | {"format-bahasa": Isian("tidak", "Masih ada istilah asing.")}
    save_review(laporan, lain, 0, by=make_member(laporan.satker, Peran.PEREVIU))
    client.force_login(pereviu)
    halaman = client.post(url("reviu", laporan), sent(LENGKAP, 0))
    assert halaman.status_code == 422
    (beda,) = [satu for _, baris in halaman.context["kelompok"] for satu in baris if satu.tersimpan]
    assert (beda.butir.kunci, beda.isian, beda.tersimpan) == (
        "format-bahasa", LENGKAP["format-bahasa"], lain["format-bahasa"],
    )  # fmt: skip
    assert "Masih ada istilah asing." in halaman.text
    assert client.post(url("reviu", laporan), sent(LENGKAP, 1)).status_code == 302


def test_the_page_keeps_answers_and_ends_the_reviu(client, laporan, pereviu):
    client.force_login(pereviu)
    assert "Belum dimulai" in client.get(url("reviu", laporan)).text
    assert client.post(url("reviu", laporan), sent(LENGKAP, 0)).status_code == 302
    halaman = client.get(url("reviu", laporan))
    assert halaman.text.count('value="ya" checked') == sum(satu.penilai is None for satu in BUTIR)
    assert client.post(url("reviu", laporan), sent(LENGKAP, 1, selesai="1")).status_code == 302
    akhir = client.get(url("reviu", laporan)).text
    assert "Diselesaikan oleh <strong>Nama Pereviu</strong>" in akhir
    assert "<textarea" not in akhir
    assert client.post(url("reviu_buka", laporan), {"versi": 2}).status_code == 302
    assert Reviu.objects.get().status == StatusReviu.BERJALAN


def test_what_is_missing_is_told_all_at_once_and_what_was_typed_stays(client, laporan, pereviu):
    client.force_login(pereviu)
    jawab = client.post(
        url("reviu", laporan),
        {"versi": 0, "selesai": "1", "catatan-format-bahasa": "Masih ada \x00salah ketik."},
    )
    assert jawab.status_code == 422
    assert 'href="#format-bahasa"' in jawab.text
    assert ">Masih ada salah ketik.</textarea>" in jawab.text
    assert not Reviu.objects.exists()


def test_a_reviu_that_lacks_something_is_still_of_the_version_that_was_read(client, laporan, pereviu):
    """Else the completed one would be saved over answers that its page never showed."""
    lain = LENGKAP | {"format-bahasa": Isian("tidak", "Masih ada istilah asing.")}
    save_review(laporan, lain, 0, by=make_member(laporan.satker, Peran.PEREVIU))
    client.force_login(pereviu)
    kurang = client.post(url("reviu", laporan), {"versi": 0, "selesai": "1"})
    assert (kurang.status_code, kurang.context["versi"]) == (422, 0)
    lengkap = client.post(url("reviu", laporan), sent(LENGKAP, kurang.context["versi"], selesai="1"))
    assert lengkap.status_code == 422
    assert "Masih ada istilah asing." in lengkap.text
    assert JawabanReviu.objects.get(butir="format-bahasa").jawaban == "tidak"


def test_a_clash_keeps_what_was_typed(client, laporan, pereviu):
    save_review(laporan, LENGKAP, 0, by=pereviu)
    client.force_login(pereviu)
    jawab = client.post(url("reviu", laporan), sent({"format-bahasa": Isian("tidak", "Perlu disunting.")}, 0))
    assert jawab.status_code == 422
    assert "telah disimpan orang lain" in jawab.text
    assert ">Perlu disunting.</textarea>" in jawab.text


def test_who_only_reads_sees_the_checklist_without_fields(client, laporan):
    client.force_login(make_member(laporan.satker, Peran.PEMBACA))
    teks = client.get(url("reviu", laporan)).text
    assert "<textarea" not in teks
    assert 'type="radio"' not in teks
    assert "menurut data" in teks


def test_the_page_asks_as_often_for_many_indikator_as_for_one(client, laporan, pereviu):
    client.force_login(pereviu)

    def queries() -> int:
        with CaptureQueriesContext(connection) as semua:
            client.get(url("reviu", laporan))
        return len(semua)

    make_indikator(make_sasaran(laporan.perjanjian))
    satu = queries()
    for _ in range(8):
        make_indikator(make_sasaran(laporan.perjanjian))
    assert queries() == satu
