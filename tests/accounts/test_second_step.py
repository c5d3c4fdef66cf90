"""The second step: who is asked, setting up, codes that open once, recovery, a lost phone."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_step
from accounts.actions import Ditolak
from accounts.models import Jejak, KodePemulihan, User
from accounts.permissions import Peran
from accounts.second_step import KodeDitolak, check_code, confirm_enrolment, digest
from outbox.models import SuratKeluar
from tests.factories import PASSWORD, make_member, make_penugasan, make_satker, make_totp
from tests.strict import strict_templates

ASKED = {Peran.ADMINISTRATOR, Peran.VERIFIKATOR, Peran.SEKRETARIS, Peran.KETUA}
MASUK, KODE, PASANG = (reverse(f"accounts:{name}") for name in ("login", "kode", "kode_pasang"))
ME = reverse("accounts:me")


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def ketua(db) -> User:
    return make_member(make_satker(), Peran.KETUA, username="ketua")


def code(device: TOTPDevice, steps: int = 0) -> str:
    """The code of an app whose clock is that many steps ahead."""
    totp = TOTP(device.bin_key)
    totp.time = timezone.now().timestamp() + steps * device.step
    return f"{totp.token():06d}"


def with_password(user: User) -> Client:
    client = Client()
    response = client.post(MASUK, {"username": user.username, "password": PASSWORD})
    assert response.status_code == 302
    return client


def forget_waiting(device: TOTPDevice) -> None:
    lama = timezone.now() - timedelta(days=1)
    TOTPDevice.objects.filter(pk=device.pk).update(throttling_failure_timestamp=lama)


@pytest.mark.parametrize("peran", list(Peran))
def test_the_role_decides_who_is_asked(db, peran):
    client = with_password(make_member(make_satker(), peran))
    response = client.get(ME)
    if peran in ASKED:
        assert (response.status_code, response.url) == (302, f"{KODE}?next=/akun/")
    else:
        assert response.status_code == 200


def test_between_the_steps_nothing_else_is_open(ketua):
    client = with_password(ketua)
    make_totp(ketua)
    pages = [reverse("home"), reverse("accounts:satker_list"), reverse("accounts:kode_pemulihan")]
    assert [client.get(page).url.split("?")[0] for page in pages] == [KODE] * 3
    assert client.post(reverse("accounts:kode_pemulihan"), {}).url == KODE
    halaman = client.get(KODE)
    assert (halaman.context["nav"]["items"], halaman["Cache-Control"].split(",")[-1]) == ([], " private")
    assert client.post(reverse("accounts:logout")).status_code == 302


def test_a_code_of_the_app_opens_and_the_session_gets_a_new_key(ketua):
    device = make_totp(ketua)
    client = with_password(ketua)
    lama = client.session.session_key
    kode = code(device)
    response = client.post(f"{KODE}?next=/akun/", {"kode": f"{kode[:3]} {kode[3:]}"})
    assert (response.status_code, response.url) == (302, "/akun/")
    assert client.session.session_key != lama
    assert client.get(ME).status_code == 200


@pytest.mark.parametrize("tujuan", ["https://lain.invalid/", "//lain.invalid", "javascript:alert(1)"])
def test_one_is_not_led_off_the_site(ketua, tujuan):
    device = make_totp(ketua)
    response = with_password(ketua).post(f"{KODE}?next={tujuan}", {"kode": code(device)})
    assert response.url == reverse("home")


def test_an_address_that_is_no_page_is_a_page_not_found_and_no_error_500(ketua):
    response = with_password(ketua).post(f"{KODE}?next=tidak-ada", {"kode": code(make_totp(ketua))})
    assert (response.status_code, response.url) == (302, "tidak-ada")


def test_a_role_that_is_gained_later_is_asked_at_the_next_page(db):
    user = make_member(make_satker(), Peran.STAF)
    client = with_password(user)
    assert client.get(ME).status_code == 200
    make_penugasan(user, make_satker(), Peran.VERIFIKATOR)
    assert client.get(ME).url == f"{KODE}?next=/akun/"
    assert client.get(KODE).url == PASANG


def test_setting_up_shows_secret_and_codes_once(ketua):
    client = with_password(ketua)
    halaman = client.get(PASANG)
    device = TOTPDevice.objects.get(user=ketua, confirmed=False)
    assert halaman.context["rahasia"] == second_step.secret_text(device) in halaman.text
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in halaman.text
    assert "style=" not in halaman.context["qr"]
    assert client.get(PASANG).context["rahasia"] == halaman.context["rahasia"]
    response = client.post(PASANG, {"kode": code(device)})
    kode = response.context["kode"]
    assert len(set(kode)) == 10
    assert all(re.fullmatch(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", satu) for satu in kode)
    assert set(KodePemulihan.objects.values_list("sha256", flat=True)) == {digest(satu) for satu in kode}
    assert client.get(PASANG).url == ME
    assert "Kode pemulihan yang belum dipakai: 10 dari 10" in client.get(ME).text
    assert Jejak.objects.first().peristiwa == "Verifikasi dua langkah dipasang"


def test_a_wrong_code_sets_nothing_up_and_is_told(ketua):
    client = with_password(ketua)
    client.get(PASANG)
    response = client.post(PASANG, {"kode": "abc"})
    assert response.context["form"].errors["kode"] == [second_step.WRONG]
    assert second_step.device_of(ketua) is None
    assert client.get(ME).url.startswith(KODE)


def test_a_code_opens_once_and_none_before_it_afterwards(ketua):
    device = make_totp(ketua)
    sekarang, lalu = code(device), code(device, -1)
    check_code(ketua, sekarang)
    for lama in (sekarang, lalu):
        with pytest.raises(KodeDitolak, match="sudah dipakai"):
            check_code(ketua, lama)
        forget_waiting(device)


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_off(ketua, steps, opens, monkeypatch):
    device = make_totp(ketua)
    # In the middle of a step, whenever the test runs.
    tengah = timezone.now().timestamp() // 30 * 30 + 15
    monkeypatch.setattr("django_otp.plugins.otp_totp.models.time.time", lambda: tengah)
    totp = TOTP(device.bin_key)
    totp.time = tengah + steps * 30
    try:
        check_code(ketua, f"{totp.token():06d}")
    except KodeDitolak:
        assert not opens
    else:
        assert opens


def test_wrong_codes_wait_longer_and_longer_and_a_right_one_does_too(ketua):
    device = make_totp(ketua)
    for _ in range(3):
        forget_waiting(device)
        with pytest.raises(KodeDitolak, match="tidak sesuai"):
            check_code(ketua, "000000" if code(device) != "000000" else "111111")
    for satu in (code(device), "AAAA-AAAA-AAAA-AAAA"):
        with pytest.raises(KodeDitolak, match=r"^Terlalu banyak kode yang salah\. Coba lagi sesudah pukul"):
            check_code(ketua, satu)
    device.refresh_from_db()
    assert device.throttling_failure_count == 3
    forget_waiting(device)
    check_code(ketua, code(device))


@pytest.mark.parametrize(
    ("teks", "kalimat"), [("12345", "Kode tidak sesuai"), ("abc", "Kode pemulihan tidak")]
)
def test_what_is_wrong_is_told_by_what_was_typed(ketua, teks, kalimat):
    make_totp(ketua)
    with pytest.raises(KodeDitolak, match=f"^{kalimat}"):
        check_code(ketua, teks)


def test_a_recovery_code_opens_once_however_it_is_typed(ketua):
    device = TOTPDevice.objects.create(user=ketua, confirmed=False, name="Uji")
    kode = confirm_enrolment(ketua, code(device))
    check_code(ketua, kode[0].lower().replace("-", " "))
    assert Jejak.objects.first().peristiwa == "Kode pemulihan dipakai"
    with pytest.raises(KodeDitolak, match="hanya berlaku satu kali"):
        check_code(ketua, kode[0])
    forget_waiting(device)
    client = with_password(ketua)
    assert client.post(KODE, {"kode": kode[1]}).status_code == 302
    assert "Kode pemulihan yang belum dipakai: 8 dari 10" in client.get(ME).text


def test_another_administrator_takes_a_lost_phone_off(db):
    satker = make_satker()
    admin, ketua = make_member(satker, Peran.ADMINISTRATOR), make_member(satker, Peran.KETUA)
    milik = make_totp(admin)
    client, korban = Client(), Client()
    client.force_login(admin)
    korban.force_login(ketua)
    confirm_enrolment(ketua, code(second_step.begin_enrolment(ketua)))
    halaman = reverse("accounts:people_reset_code", args=[ketua.pk])
    assert halaman in client.get(reverse("accounts:people_detail", args=[ketua.pk])).text
    salah = client.post(halaman, {"password": "salah", "kode": code(milik)})
    assert list(salah.context["form"].errors) == ["password"]
    assert second_step.device_of(ketua) is not None
    response = client.post(halaman, {"password": PASSWORD, "kode": code(milik)})
    assert (response.status_code, second_step.device_of(ketua)) == (302, None)
    assert korban.get(ME).url.startswith(MASUK)
    assert (ketua.kode_pemulihan.count(), mail.outbox) == (0, [])
    assert SuratKeluar.objects.get().kepada == ketua.email
    jejak = Jejak.objects.first()
    assert (jejak.peristiwa, jejak.oleh) == ("Verifikasi dua langkah diatur ulang", admin)
    assert with_password(ketua).get(KODE).url == PASANG


def test_nobody_takes_the_own_phone_off(db):
    admin = make_member(make_satker(), Peran.ADMINISTRATOR)
    device = make_totp(admin)
    with pytest.raises(Ditolak, match="Mintalah Administrator lain"):
        second_step.reset(admin, by=admin, on=timezone.localdate())
    client = Client()
    client.force_login(admin)
    halaman = reverse("accounts:people_reset_code", args=[admin.pk])
    response = client.post(halaman, {"password": PASSWORD, "kode": code(device)})
    assert "Mintalah Administrator lain" in response.context["form"].non_field_errors()[0]
    assert second_step.device_of(admin) == device


def test_new_recovery_codes_need_password_and_code(ketua):
    device = TOTPDevice.objects.create(user=ketua, confirmed=False, name="Uji")
    lama = confirm_enrolment(ketua, code(device, -1))
    client = Client()
    client.force_login(ketua)
    halaman = reverse("accounts:kode_pemulihan")
    assert client.get(halaman).status_code == 200
    kode = client.post(halaman, {"password": PASSWORD, "kode": code(device)}).context["kode"]
    assert set(kode) & set(lama) == set()
    with pytest.raises(KodeDitolak):
        check_code(ketua, lama[0])
