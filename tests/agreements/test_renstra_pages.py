"""The pages on which a Renstra is made: empty, filled, with errors, after a clash."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Satker
from accounts.permissions import Peran
from agreements import renstra_actions
from agreements.models import IKU, Misi, Renstra
from tests.factories import make_member, make_renstra, make_satker
from tests.strict import strict_templates


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def satker(db: None) -> Satker:
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def staf(client: Client, satker: Satker) -> Client:
    client.force_login(make_member(satker, Peran.STAF))
    return client


def url(name: str, *arguments: object) -> str:
    return reverse(f"agreements:{name}", args=arguments)


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(response.text.split())


PERIODE = {"tahun_mulai": "2025", "tahun_selesai": "2029", "nomor": "", "visi": "Visi baru", "sumber": ""}


def test_an_empty_satker_invites_who_composes_and_tells_the_others_who_does(staf, satker):
    assert url("renstra_baru", satker.slug) in text(staf.get(url("renstra", satker.slug)))
    lain = Client()
    lain.force_login(make_member(satker, Peran.PEMBACA))
    halaman = text(lain.get(url("renstra", satker.slug)))
    assert "disusun oleh Staf atau Verifikator" in halaman
    assert url("renstra_baru", satker.slug) not in halaman


def test_a_renstra_is_begun_and_filled(staf, satker):
    response = staf.post(url("renstra_baru", satker.slug), PERIODE)
    renstra = Renstra.objects.get()
    assert response.url == url("renstra_susun", renstra.pk)
    assert "Belum ada tujuan" in text(staf.get(response.url))
    staf.post(url("renstra_tambah", "tujuan", renstra.pk), {"uraian": "Tujuan satu"})
    tujuan = renstra.tujuan.get()
    staf.post(url("renstra_tambah", "sasaran-strategis", tujuan.pk), {"uraian": "Sasaran satu"})
    isi = {"nama": "Indeks", "keterangan": "", "satuan": "Nilai", "polaritas": "maksimasi"}
    response = staf.post(
        url("renstra_tambah", "iku", tujuan.sasaran_strategis.get().pk), isi | {"target_2025": "70,5"}
    )
    iku = IKU.objects.get()
    assert response.url == f"{url('renstra_susun', renstra.pk)}#iku-{iku.pk}"
    halaman = text(staf.get(response.url))
    assert "2025: 70,5 Nilai" in halaman
    assert "Target 2026, 2027, 2028, 2029 belum diisi." in halaman


def test_errors_come_all_at_once_and_what_was_typed_stays(staf, satker):
    sasaran = make_renstra(satker).tujuan.get().sasaran_strategis.get()
    isi = {"nama": "", "satuan": "%", "polaritas": "maksimasi", "target_2020": "12.5", "target_2021": "x"}
    halaman = text(staf.post(url("renstra_tambah", "iku", sasaran.pk), isi))
    assert 'href="#id_nama"' in halaman
    assert 'href="#id_target_2020"' in halaman
    assert "Tulislah 12,5." in halaman
    assert 'href="#id_target_2021"' in halaman
    assert 'value="12.5"' in halaman


def test_a_copy_says_that_targets_stay_behind(staf, satker):
    lama = make_renstra(satker)
    response = staf.post(
        url("renstra_baru", satker.slug), PERIODE | {"sumber": lama.pk, "visi": ""}, follow=True
    )
    assert "Target tidak ikut disalin: 1 IKU menunggu targetnya." in text(response)
    assert Renstra.objects.get(tahun_mulai=2025).visi == "Visi satker"


def test_a_period_that_overlaps_is_refused_beside_its_field(staf, satker):
    make_renstra(satker)
    halaman = text(staf.post(url("renstra_baru", satker.slug), PERIODE | {"tahun_mulai": "2024"}))
    assert "Periode ini bertumpang tindih dengan Renstra 2020–2024." in halaman
    assert 'value="2024"' in halaman


def test_several_renstra_are_chosen_from_and_the_newest_is_shown(staf, satker):
    make_renstra(satker)
    make_renstra(satker, tahun_mulai=2025, tahun_selesai=2029, visi="Visi baru")
    assert "Visi baru" in text(staf.get(url("renstra", satker.slug)))
    halaman = text(staf.get(url("renstra", satker.slug), {"periode": "2020"}))
    assert "Visi satker" in halaman
    assert '<a href="?periode=2020" aria-current="page">' in halaman
    assert staf.get(url("renstra", satker.slug), {"periode": "1999"}).status_code == 404


def test_a_clash_shows_both_texts_and_saving_again_takes_one_s_own(staf, satker):
    misi = make_renstra(satker).misi.get()
    form = url("renstra_ubah_butir", "misi", misi.pk)
    lain = make_member(satker, Peran.VERIFIKATOR, username="lain")
    renstra_actions.edit_node(misi, {"uraian": "Bunyi orang lain"}, versi=1, by=lain)
    response = staf.post(form, {"uraian": "Bunyi saya", "versi": "1"})
    halaman = text(response, 409)
    assert "<dd>Bunyi orang lain</dd>" in halaman
    assert "<dd>Bunyi saya</dd>" in halaman
    assert "Disimpan oleh Lain" in halaman
    assert staf.post(form, {"uraian": "Bunyi saya", "versi": "2"}).status_code == 302
    assert Misi.objects.get().uraian == "Bunyi saya"


def test_rows_move_by_button_and_the_page_comes_back_at_the_row(staf, satker):
    renstra = make_renstra(satker)
    staf.post(url("renstra_tambah", "misi", renstra.pk), {"uraian": "Misi kedua"})
    kedua = renstra.misi.get(urutan=2)
    response = staf.post(url("renstra_geser", "misi", kedua.pk), {"arah": "naik"})
    assert response.url.endswith(f"#misi-{kedua.pk}")
    assert [satu.uraian for satu in renstra.misi.all()] == ["Misi kedua", "Misi pertama"]


def test_what_is_used_shows_by_what_and_has_no_button(staf, satker):
    tujuan = make_renstra(satker).tujuan.get()
    halaman = text(staf.get(url("renstra_hapus_butir", "tujuan", tujuan.pk)))
    assert "Masih memuat 1 sasaran strategis." in halaman
    assert '<button type="submit" class="btn btn-danger">' not in halaman
    ditolak = staf.post(url("renstra_hapus_butir", "tujuan", tujuan.pk), {"versi": "1"})
    assert "Belum dapat dihapus." in text(ditolak, 409)


def test_an_unused_row_is_deleted_after_a_question(staf, satker):
    renstra = make_renstra(satker)
    misi = renstra.misi.get()
    assert "Misi pertama" in text(staf.get(url("renstra_hapus_butir", "misi", misi.pk)))
    response = staf.post(url("renstra_hapus_butir", "misi", misi.pk), {"versi": "1"})
    assert response.url == url("renstra_susun", renstra.pk)
    assert not renstra.misi.exists()


def test_an_unknown_kind_of_row_is_not_found(staf, satker):
    assert staf.get(url("renstra_tambah", "lain", make_renstra(satker).pk)).status_code == 404


def test_period_and_visi_are_changed_and_a_clash_is_shown(staf, satker):
    renstra = make_renstra(satker)
    isi = {
        "tahun_mulai": "2020",
        "tahun_selesai": "2024",
        "nomor": "1/2020",
        "visi": "Visi lain",
        "versi": "1",
    }
    assert staf.post(url("renstra_ubah", renstra.pk), isi).status_code == 302
    halaman = text(staf.post(url("renstra_ubah", renstra.pk), isi | {"visi": "Visi ketiga"}), 409)
    assert "<dd>Visi lain</dd>" in halaman
    assert "<dd>Visi ketiga</dd>" in halaman


def test_an_empty_renstra_is_deleted(staf, satker):
    staf.post(url("renstra_baru", satker.slug), PERIODE)
    renstra = Renstra.objects.get()
    halaman = url("renstra_hapus", renstra.pk)
    assert staf.post(halaman, {"versi": renstra.versi_isi - 1}).status_code == 409
    response = staf.post(halaman, {"versi": renstra.versi_isi})
    assert (response.url, Renstra.objects.count()) == (url("renstra", satker.slug), 0)
