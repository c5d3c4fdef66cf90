"""The pages on which people are administered: list, person, invitation, forms with their errors."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Bagian, Pejabat, Penugasan, Satker, User
from accounts.permissions import Peran
from kinerja.angka import tanggal
from outbox.models import SuratKeluar
from tests.factories import make_bagian, make_member, make_pejabat, make_penugasan, make_satker, make_user
from tests.strict import strict_templates


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def provinsi(db: None) -> Satker:
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def kabupaten(provinsi: Satker) -> Satker:
    return make_satker("KPU Kab. Uji", induk=provinsi)


@pytest.fixture
def admin(provinsi: Satker) -> User:
    return make_member(provinsi, Peran.ADMINISTRATOR, username="admin")


@pytest.fixture
def masuk(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def url(name: str, *arguments: object) -> str:
    return reverse(f"accounts:{name}", args=arguments)


def names(response) -> list[str]:
    return [orang.nama for orang, _ in response.context["baris"]]


def test_the_list_shows_the_people_of_one_s_reach(masuk, provinsi, kabupaten):
    make_member(kabupaten, Peran.OPERATOR, username="operator")
    make_member(make_satker("KPU Provinsi Lain"), username="orang-lain")
    make_user("tanpa-tugas")
    assert names(masuk.get(url("people_list"))) == ["Admin", "Operator"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "OPER"}, ["Operator"]),
        ({"satker": "kpu-kab-uji"}, ["Operator"]),
        ({"peran": "administrator"}, ["Admin"]),
        ({"satker": "kpu-kab-uji", "peran": "administrator"}, []),
        ({"satker": "kpu-provinsi-lain"}, ["Admin", "Operator"]),
        ({"peran": "raja", "q": "\x00"}, ["Admin", "Operator"]),
        ({"page": "99"}, ["Admin", "Operator"]),
    ],
)
def test_the_list_is_searched_and_filtered(masuk, kabupaten, query, expected):
    make_member(kabupaten, Peran.OPERATOR, username="operator")
    make_satker("KPU Provinsi Lain")
    assert names(masuk.get(url("people_list"), query)) == expected


def test_an_ended_duty_does_not_answer_a_filter_but_the_person_stays(masuk, kabupaten):
    make_penugasan(make_user("lama"), kabupaten, Peran.STAF, selesai=date(2021, 1, 1))
    assert names(masuk.get(url("people_list"))) == ["Admin", "Lama"]
    assert names(masuk.get(url("people_list"), {"peran": "staf"})) == []


def test_an_inactive_account_is_marked(masuk, kabupaten):
    make_member(kabupaten, Peran.STAF, username="pergi", is_active=False)
    page = masuk.get(url("people_list"))
    assert [keadaan.label for _, keadaan in page.context["baris"]] == ["Aktif", "Tidak aktif"]


def test_the_menu_offers_people_to_administrators_alone(masuk, provinsi):
    items = masuk.get("/akun/").context["nav"]["items"]
    assert "Orang" in [item["label"] for item in items]
    lain = Client()
    lain.force_login(make_member(provinsi, Peran.VERIFIKATOR))
    assert "Orang" not in [item["label"] for item in lain.get("/akun/").context["nav"]["items"]]


def test_people_are_marked_in_the_menu(masuk, admin):
    items = masuk.get(url("people_detail", admin.pk)).context["nav"]["items"]
    assert [item["label"] for item in items if item["active"]] == ["Orang"]


def invitation(satker: Satker, **change: object) -> dict:
    dasar = {"nama": "Rina", "username": "rina", "email": "rina@uji.invalid", "satker": satker.pk}
    return dasar | {"peran": "staf", "mulai": "2026-01-02"} | change


def test_inviting_shows_the_link_once_and_mails_it(masuk, kabupaten):
    response = masuk.post(url("people_invite"), invitation(kabupaten))
    tautan = response.context["tautan"]
    assert tautan in response.text
    assert tautan in SuratKeluar.objects.get().isi
    user = User.objects.get(username="rina")
    again = masuk.get(url("people_detail", user.pk))
    assert "Menunggu undangan diterima" in again.text
    assert tautan not in again.text
    assert not any(tautan in str(sesi.get_decoded()) for sesi in Session.objects.all())


def test_every_error_of_an_invitation_is_shown_at_once_and_nothing_typed_is_lost(masuk, kabupaten):
    isi = invitation(kabupaten, username="dua kata", email="rina", mulai="31.12", peran="")
    response = masuk.post(url("people_invite"), isi)
    assert set(response.context["form"].errors) == {"username", "email", "mulai", "peran"}
    assert 'value="dua kata"' in response.text
    assert "Tulis tanggal dengan bentuk" in response.text


@pytest.mark.parametrize("mulai", ["2026-01-02", "02-01-2026", "2/1/2026"])
def test_a_day_is_read_as_people_write_it(masuk, kabupaten, mulai):
    masuk.post(url("people_invite"), invitation(kabupaten, mulai=mulai))
    assert User.objects.get(username="rina").penugasan.get().mulai == date(2026, 1, 2)


def test_an_address_longer_than_a_mail_server_takes_is_refused(masuk, kabupaten):
    response = masuk.post(url("people_invite"), invitation(kabupaten, email=f"{'x' * 250}@x.id"))
    assert list(response.context["form"].errors) == ["email"]


@pytest.mark.parametrize("mulai", ["0026-01-05", "1944-12-31", "31-12-2101", "9999-12-31"])
def test_a_day_of_a_year_that_was_not_typed_out_is_refused(masuk, kabupaten, mulai):
    response = masuk.post(url("people_invite"), invitation(kabupaten, mulai=mulai))
    assert response.context["form"].errors == {"mulai": ["Tulis tahunnya lengkap, antara 1945 dan 2100."]}
    assert not User.objects.filter(username="rina").exists()


def test_a_satker_out_of_reach_is_no_choice(masuk, kabupaten):
    response = masuk.post(url("people_invite"), invitation(make_satker("KPU Provinsi Lain")))
    assert list(response.context["form"].errors) == ["satker"]


def test_a_refusal_of_the_action_stands_beside_its_field(masuk, kabupaten):
    make_user("rina")
    response = masuk.post(url("people_invite"), invitation(kabupaten))
    assert list(response.context["form"].errors) == ["username"]
    assert "sudah dipakai" in response.text


def test_duties_are_added_and_ended_on_pages(masuk, kabupaten):
    user = make_member(kabupaten, Peran.STAF)
    bagian = make_bagian(kabupaten)
    isi = {
        "satker": kabupaten.pk,
        "peran": "pembaca",
        "bagian": bagian.pk,
        "mulai": "2026-01-02",
        "selesai": "",
    }
    assert masuk.post(url("people_add_duty", user.pk), isi).url == url("people_detail", user.pk)
    duty = user.penugasan.get(peran="pembaca")
    assert (duty.bagian, duty.selesai) == (bagian, None)
    hari = timezone.localdate()
    masuk.post(url("people_end_duty", user.pk, duty.pk), {"selesai": hari.isoformat()})
    duty.refresh_from_db()
    assert (duty.selesai, duty.diakhiri_pada is not None) == (hari, True)
    assert [keadaan for _, keadaan in masuk.get(url("people_detail", user.pk)).context["tugas"]] == [
        "Berakhir",
        "Berlaku",
    ]


def test_two_administrators_end_one_duty_and_the_second_sees_both_days(masuk, kabupaten):
    user = make_member(kabupaten, Peran.STAF)
    duty, hari = user.penugasan.get(), timezone.localdate()
    alamat = url("people_end_duty", user.pk, duty.pk)
    dibuka = masuk.get(alamat).context["form"]
    assert dibuka["lama"].value() is None
    lain, saya = hari + timedelta(days=30), hari + timedelta(days=9)
    Penugasan.objects.filter(pk=duty.pk).update(selesai=lain)
    bentrok = masuk.post(alamat, {"selesai": saya.isoformat(), "lama": ""})
    assert bentrok.status_code == 409
    assert f"<strong>{tanggal(lain)}</strong>" in bentrok.text
    assert f'value="{saya.isoformat()}"' in bentrok.text
    assert Penugasan.objects.get(pk=duty.pk).selesai == lain
    isi = {"selesai": saya.isoformat(), "lama": bentrok.context["form"]["lama"].value()}
    assert masuk.post(alamat, isi).url == url("people_detail", user.pk)
    assert Penugasan.objects.get(pk=duty.pk).selesai == saya
    assert f'name="lama" value="{saya.isoformat()}"' in masuk.get(alamat).text


def test_the_duty_of_another_person_is_not_found(masuk, kabupaten):
    user, lain = make_member(kabupaten), make_member(kabupaten)
    assert masuk.get(url("people_end_duty", user.pk, lain.penugasan.get().pk)).status_code == 404


def test_a_person_of_two_trees_shows_only_one_s_own_and_says_so(masuk, kabupaten):
    user = make_member(kabupaten)
    make_penugasan(user, make_satker("KPU Provinsi Rahasia"))
    page = masuk.get(url("people_detail", user.pk))
    assert "KPU Provinsi Rahasia" not in page.text
    assert "1 penugasan lain" in page.text
    assert "di luar jangkauan Anda. Akhiri" in page.text
    assert url("people_deactivate", user.pk) not in page.text


def test_one_s_own_page_says_who_may_change_it(masuk, admin):
    page = masuk.get(url("people_detail", admin.pk))
    assert "Ini akun Anda sendiri" in page.text


def test_closing_and_opening_an_account_on_its_page(masuk, kabupaten):
    user = make_member(kabupaten)
    masuk.post(url("people_deactivate", user.pk))
    page = masuk.get(url("people_detail", user.pk))
    assert "Akun dinonaktifkan" in page.text
    assert "Aktifkan kembali" in page.text
    masuk.post(url("people_reactivate", user.pk))
    assert User.objects.get(pk=user.pk).is_active


def test_a_refused_step_is_told_on_the_page(masuk, admin):
    page = masuk.post(url("people_deactivate", admin.pk), follow=True)
    assert "Anda tidak dapat menonaktifkan akun sendiri" in page.text


def test_a_new_link_and_its_revocation(masuk, kabupaten):
    user = make_member(kabupaten)
    assert "undangan/" in masuk.post(url("people_renew", user.pk)).context["tautan"]
    assert "Tautan dicabut" in masuk.post(url("people_revoke", user.pk), follow=True).text
    assert "Tidak ada tautan" in masuk.post(url("people_revoke", user.pk), follow=True).text


# Satker, Bagian, Pejabat


def test_officials_stand_by_rank_and_of_one_office_the_newest_first(masuk, provinsi):
    Pejabat.objects.filter(satker=provinsi).delete()
    for nama, jabatan, mulai in (
        ("Kasubbag", "kepala-subbagian", 2020),
        ("Sekretaris", "sekretaris", 2021),
        ("Ketua lama", "ketua", 2014),
        ("Anggota", "anggota", 2019),
        ("Kabag", "kepala-bagian", 2018),
        ("Ketua", "ketua", 2019),
    ):
        make_pejabat(provinsi, jabatan, nama=nama, mulai=date(mulai, 1, 1))
    pejabat = masuk.get(url("people_satker", provinsi.slug)).context["pejabat"]
    assert [satu.nama for satu, _ in pejabat] == [
        "Ketua", "Ketua lama", "Anggota", "Sekretaris", "Kabag", "Kasubbag",
    ]  # fmt: skip


def test_an_empty_satker_says_what_to_do(masuk, provinsi):
    page = masuk.get(url("people_satker", provinsi.slug))
    assert "Belum ada Bagian" in page.text
    assert "Belum ada pejabat" in page.text


def test_a_bagian_and_a_subbagian_are_added_and_shown_as_a_tree(masuk, provinsi):
    masuk.post(url("people_bagian_add", provinsi.slug), {"nama": "Bagian Umum", "induk": ""})
    induk = Bagian.objects.get()
    masuk.post(url("people_bagian_add", provinsi.slug), {"nama": "Subbagian Umum", "induk": induk.pk})
    page = masuk.get(url("people_satker", provinsi.slug))
    assert [(i.nama, [a.nama for a in anak]) for i, anak in page.context["bagian"]] == [
        ("Bagian Umum", ["Subbagian Umum"])
    ]


def test_a_name_is_used_once_at_one_place(masuk, provinsi):
    for _ in range(2):
        response = masuk.post(url("people_bagian_add", provinsi.slug), {"nama": "Bagian Umum", "induk": ""})
    assert list(response.context["form"].errors) == ["nama"]
    assert Bagian.objects.count() == 1


def test_equal_names_at_two_places_get_codes_of_their_own(masuk, provinsi):
    induk = make_bagian(provinsi, nama="Bagian Satu")
    for di in ("", induk.pk):
        masuk.post(url("people_bagian_add", provinsi.slug), {"nama": "Umum", "induk": di})
    assert sorted(Bagian.objects.filter(nama="Umum").values_list("kode", flat=True)) == ["umum", "umum-2"]


def test_a_rename_keeps_the_code(masuk, provinsi):
    bagian = make_bagian(provinsi, kode="umum")
    masuk.post(url("people_bagian", provinsi.slug, bagian.pk), {"nama": "Bagian Baru", "lama": "Bagian Umum"})
    bagian.refresh_from_db()
    assert (bagian.nama, bagian.kode) == ("Bagian Baru", "umum")


@pytest.mark.parametrize("name", ["seat", "bagian", "pejabat"])
def test_a_clash_shows_both_and_the_second_saving_decides(masuk, provinsi, name):
    bagian, pejabat = make_bagian(provinsi), make_pejabat(provinsi)
    alamat, isi, orang_lain, nilai = {
        "seat": (
            url("people_seat", provinsi.slug),
            {"ibu_kota": "Ketikan saya", "lama": provinsi.ibu_kota},
            lambda: Satker.objects.filter(pk=provinsi.pk).update(ibu_kota="Simpanan lain"),
            lambda: Satker.objects.get(pk=provinsi.pk).ibu_kota,
        ),
        "bagian": (
            url("people_bagian", provinsi.slug, bagian.pk),
            {"nama": "Ketikan saya", "lama": bagian.nama},
            lambda: Bagian.objects.update(nama="Simpanan lain"),
            lambda: Bagian.objects.get().nama,
        ),
        "pejabat": (
            url("people_pejabat", provinsi.slug, pejabat.pk),
            {"selesai": "2021-01-02", "lama": ""},
            lambda: provinsi.pejabat.update(selesai=date(2021, 2, 3)),
            lambda: provinsi.pejabat.get().selesai,
        ),
    }[name]
    orang_lain()
    clash = masuk.post(alamat, isi)
    assert clash.status_code == 409
    assert ("3 Februari 2021" if name == "pejabat" else "Simpanan lain") in clash.text
    assert ("2021-01-02" if name == "pejabat" else "Ketikan saya") in clash.text
    lama = clash.context["form"]["lama"].value()
    masuk.post(alamat, isi | {"lama": lama})
    assert nilai() == (date(2021, 1, 2) if name == "pejabat" else "Ketikan saya")


def official(**change: str) -> dict[str, str]:
    dasar = {"jabatan": "ketua", "nama": "Nama Baru", "sebutan": "Ketua", "bagian": "", "mulai": "2026-01-01"}
    return dasar | {"selesai": ""} | change


@pytest.mark.parametrize(
    ("change", "saved"),
    [
        ({}, False),
        ({"mulai": "2024-06-30"}, False),
        ({"mulai": "2024-07-01"}, True),
        ({"mulai": "2019-01-01", "selesai": "2019-12-31"}, True),
        ({"mulai": "2019-01-01", "selesai": "2020-01-01"}, False),
        ({"jabatan": "anggota"}, True),
        ({"jabatan": "sekretaris"}, True),
    ],
)
def test_one_ketua_at_one_time(masuk, provinsi, change, saved):
    akhir = None if change == {} else date(2024, 6, 30)
    make_pejabat(provinsi, "ketua", nama="Nama Lama", selesai=akhir)
    response = masuk.post(url("people_pejabat_add", provinsi.slug), official(**change))
    assert (provinsi.pejabat.count() == 2) is saved
    if not saved:
        assert "Nama Lama menjabat Ketua sejak 1 Januari 2020" in response.text


def test_a_nip_is_refused(masuk, provinsi):
    isi = official(nama="Nama, NIP 19700101 199503 1 001")
    response = masuk.post(url("people_pejabat_add", provinsi.slug), isi)
    assert list(response.context["form"].errors) == ["nama"]


def test_an_acting_official_is_chosen_and_named_as_such(masuk, provinsi):
    isi = official(nama="Rina Sari", sebutan="Ketua KPU Uji", pelaksana="plh")
    masuk.post(url("people_pejabat_add", provinsi.slug), isi)
    assert str(provinsi.pejabat.get(nama="Rina Sari")) == "Rina Sari, Plh. Ketua KPU Uji"
    assert "Plh. Ketua KPU Uji" in masuk.get(url("people_satker", provinsi.slug)).text


@pytest.mark.parametrize("sebutan", ["Plt. Ketua", "plh Ketua", "Pelaksana Tugas Ketua"])
def test_an_acting_office_is_not_typed(masuk, provinsi, sebutan):
    response = masuk.post(url("people_pejabat_add", provinsi.slug), official(sebutan=sebutan))
    assert list(response.context["form"].errors) == ["sebutan"]
    assert not provinsi.pejabat.filter(nama="Nama Baru").exists()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Plt. Sekretaris KPU", ("plt", "Sekretaris KPU")),
        ("PLH Ketua KPU", ("plh", "Ketua KPU")),
        ("Pelaksana Harian Ketua KPU", ("plh", "Ketua KPU")),
        ("Sekretaris KPU", ("", "Sekretaris KPU")),
        ("Plt.", ("", "Plt.")),
        ("Pltu Ketua", ("", "Pltu Ketua")),
    ],
)
def test_what_was_typed_before_is_recognised(typed, read):
    assert import_module("accounts.migrations.0006_pejabat_pelaksana").split(typed) == read


def test_a_term_is_shortened_never_lengthened(masuk, provinsi):
    pejabat = make_pejabat(provinsi, selesai=date(2024, 1, 1))
    alamat = url("people_pejabat", provinsi.slug, pejabat.pk)
    response = masuk.post(alamat, {"selesai": "2025-01-01", "lama": "2024-01-01"})
    assert "hanya dapat dimajukan" in response.text
    response = masuk.post(alamat, {"selesai": "2019-01-01", "lama": "2024-01-01"})
    assert "dimulai pada 1 Januari 2020" in response.text


def test_what_belongs_to_another_satker_is_not_found(masuk, provinsi, kabupaten):
    bagian, pejabat = make_bagian(kabupaten), make_pejabat(kabupaten)
    assert masuk.get(url("people_bagian", provinsi.slug, bagian.pk)).status_code == 404
    assert masuk.get(url("people_pejabat", provinsi.slug, pejabat.pk)).status_code == 404


@pytest.mark.parametrize("name", ["people_list", "people_satker"])
def test_the_number_of_queries_does_not_grow(masuk, provinsi, kabupaten, name):
    alamat = url(name) if name == "people_list" else url(name, provinsi.slug)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert masuk.get(alamat).status_code == 200
        return len(queries)

    def more(rows: int) -> None:
        for _ in range(rows):
            make_penugasan(make_member(provinsi), kabupaten)
            make_bagian(provinsi, induk=make_bagian(provinsi))
            make_pejabat(provinsi, "anggota")

    more(1)
    one = count()
    more(29)
    assert count() == one
