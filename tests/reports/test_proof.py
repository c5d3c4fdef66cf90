"""The public page behind the QR code, and the same offline."""

import re
from functools import partial
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db.models import F
from django.urls import reverse

from accounts.permissions import Peran
from reports import approval, proof, proof_views, throttle
from reports.certificate import make_test_certificate
from reports.models import Kunjungan
from reports.signature import Pkcs12
from reports.signer import penanda_terpasang
from tests.factories import make_kinerja, make_member, make_naskah, make_satker, make_signed_lkj
from tests.reports.signed import KETERANGAN, SANDI, certificate, small_pdf
from tests.strict import strict_templates

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def installed(settings, tmp_path) -> Path:
    """A certificate, files in a folder of this test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SIGNING_PKCS12, settings.SIGNING_PASSPHRASE = str(tmp_path / "uji.p12"), SANDI
    Path(settings.SIGNING_PKCS12).write_bytes(certificate())
    return tmp_path


@pytest.fixture
def berkas(installed) -> bytes:
    return penanda_terpasang().sign(small_pdf(), KETERANGAN)


@pytest.fixture
def sah(berkas):
    sah = make_signed_lkj(make_kinerja(make_satker(), [[90]]), berkas)
    sah.naskah.refresh_from_db()
    return sah


def ask(client, sah, isi: bytes | None = None, **extra):
    alamat = reverse("reports:bukti", args=[sah.naskah.token])
    with strict_templates():
        if isi is None:
            return client.get(alamat, **extra)
        return client.post(alamat, {"berkas": SimpleUploadedFile("lkj.pdf", isi)}, **extra)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_stranger_learns_what_the_document_says_itself_and_no_more(client, sah):
    response = ask(client, sah)
    isi = text(response)
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    for satu in (
        "Laporan ini disahkan dan versi ini berlaku.",
        sah.sha256,
        "Nama Pejabat",
        "10 Januari 2024",
    ):
        assert satu in isi
    for rahasia in (sah.laporan.disahkan_oleh.username, sah.laporan.disahkan_oleh.email, "NIP"):
        assert rahasia not in isi


def test_a_replaced_version_is_said_to_be_replaced(client, sah, berkas):
    satker = sah.laporan.satker
    approval.reopen(sah.laporan, "Realisasi keliru dan diperbaiki.", by=make_member(satker, Peran.SEKRETARIS))
    isi = text(ask(client, sah))
    assert "Versi ini tidak berlaku lagi." in isi
    assert "Lihat versi yang berlaku" not in isi
    diperiksa = text(ask(client, sah, berkas))
    assert "Tidak berlaku lagi: berkas ini pernah disahkan, tetapi versinya digantikan" in diperiksa
    assert tones(diperiksa) == ["perhatian"]


def test_an_unknown_address_is_said_to_be_unknown(client, sah):
    with strict_templates():
        response = client.get(reverse("reports:bukti", args=["tidak-ada"]))
    assert response.status_code == 404
    assert "Tidak dikenal" in text(response)


def test_a_manuscript_that_nobody_signed_proves_nothing(client, sah):
    naskah = make_naskah(sah.laporan)
    assert client.get(reverse("reports:bukti", args=[naskah.token])).status_code == 404


def tones(isi: str) -> list[str]:
    """The notices of the page, but that of the test certificate, and the chip beside its title."""
    return [
        nada
        for nada, judul in re.findall(
            r'class="pemberitahuan pemberitahuan-(\w+)">.*?<strong>(.*?)</strong>', isi
        )
        if judul != "Sertifikat uji"
    ] + re.findall(r'class="chip chip-(\w+)"', isi)


def test_the_signed_file_is_told_from_every_other(client, sah, berkas):
    sama = text(ask(client, sah, berkas))
    assert "Sah: berkas ini sama persis dengan berkas yang disahkan" in sama
    assert tones(sama) == ["baik"]
    lain = text(ask(client, sah, berkas + b"\n"))
    assert "Tidak sah: berkas ini bukan berkas yang disahkan" in lain
    assert "Isi ditambahkan ke berkas ini setelah ditandatangani." in lain
    assert "tidak dapat dibaca sebagai PDF" in text(ask(client, sah, b"bukan pdf"))
    assert "tidak memuat tanda tangan elektronik" in text(ask(client, sah, small_pdf()))


@pytest.mark.parametrize("isi", [b"", b"bukan pdf", small_pdf()])
def test_no_word_of_validity_stands_beside_a_file_that_is_not_valid(client, sah, isi):
    """The record says of itself that it counts, as one fact of several; the control is the page alone."""
    assert tones(text(ask(client, sah))) == ["baik", "baik"]
    assert tones(text(ask(client, sah, isi))) == ["bahaya"]


def test_a_strangers_own_signature_is_no_reason_to_believe_his_file(client, sah, tmp_path):
    palsu = tmp_path / "palsu.p12"
    palsu.write_bytes(make_test_certificate("x"))
    isi = text(ask(client, sah, Pkcs12(palsu, "x").sign(small_pdf(), KETERANGAN)))
    assert tones(isi) == ["bahaya"]
    assert proof.ASING in isi
    assert "utuh" not in isi


def test_another_signed_report_is_told_from_that_of_the_address(client, sah, berkas):
    lain = make_signed_lkj(
        make_kinerja(make_satker(), [[90]]), penanda_terpasang().sign(small_pdf(), KETERANGAN)
    )
    lain.naskah.refresh_from_db()
    isi = text(ask(client, lain, berkas))
    assert "Berkas ini sah, tetapi bukan dokumen yang ditunjuk alamat ini" in isi
    assert sah.laporan.satker.nama_panjang in isi
    assert tones(isi) == ["perhatian"]


def test_a_file_that_is_missing_or_too_large_is_told(client, sah, monkeypatch):
    assert "Pilih dahulu berkas PDF" in text(ask(client, sah, b""))
    monkeypatch.setattr(proof_views, "MAX_BYTES", 10)
    response = ask(client, sah, b"x" * 11)
    assert (response.status_code, "lebih besar dari" in text(response)) == (413, True)
    monkeypatch.setattr(proof_views, "ENVELOPE", 0)
    assert ask(client, sah, b"x").status_code == 413


def test_who_asks_too_often_waits_a_minute_and_nobody_else_does(client, sah, monkeypatch):
    for _ in range(proof_views.PER_MINUTE):
        assert ask(client, sah, REMOTE_ADDR="203.0.113.1").status_code == 200
    response = ask(client, sah, REMOTE_ADDR="203.0.113.1")
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert ask(client, sah, REMOTE_ADDR="203.0.113.2").status_code == 200
    Kunjungan.objects.update(mulai=F("mulai") - throttle.WINDOW)
    assert ask(client, sah, REMOTE_ADDR="203.0.113.1").status_code == 200
    # Of the minute that is over nothing is kept, and never an address.
    assert [(satu.jumlah, "203" in satu.kunci) for satu in Kunjungan.objects.all()] == [(1, False)]


def test_files_are_compared_less_often_than_the_page_is_read(client, sah):
    """One that is made for it takes seconds: as many as may be read would keep every web process busy."""
    kirim = partial(client.post, reverse("reports:bukti", args=[sah.naskah.token]), REMOTE_ADDR="203.0.113.1")
    status = [kirim().status_code for _ in range(proof_views.POSTS_PER_MINUTE + 1)]
    assert status == [400] * proof_views.POSTS_PER_MINUTE + [429]
    assert ask(client, sah, REMOTE_ADDR="203.0.113.1").status_code == 200


def test_behind_a_proxy_of_our_own_everybody_is_counted_for_himself(client, sah, settings, monkeypatch):
    """The control: without the setting all of them are the proxy."""
    dibatasi = partial(ask, client, sah, REMOTE_ADDR="192.0.2.1")
    for proxies, status in ((1, 200), (0, 429)):
        Kunjungan.objects.all().delete()
        settings.TRUSTED_PROXIES = proxies
        for ke in range(proof_views.PER_MINUTE):
            dibatasi(HTTP_X_FORWARDED_FOR=f"203.0.113.{ke}")
        assert dibatasi(HTTP_X_FORWARDED_FOR="203.0.113.99").status_code == status
    # What the client wrote itself makes nobody of him.
    settings.TRUSTED_PROXIES = 1
    for ke in range(proof_views.PER_MINUTE):
        dibatasi(HTTP_X_FORWARDED_FOR=f"10.9.9.{ke}, 203.0.113.7")
    assert dibatasi(HTTP_X_FORWARDED_FOR="10.9.9.99, 203.0.113.7").status_code == 429


# Offline


def verify(path: Path, *arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_lkj", str(path), *arguments, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue() + str(error)
    return 0, out.getvalue()


def test_verify_lkj_says_the_same_offline(sah, berkas, tmp_path):
    path = tmp_path / "lkj.pdf"
    path.write_bytes(berkas)
    code, said = verify(path)
    assert (code, said.splitlines()[-1]) == (0, "Berkas ini sah.")
    assert "versi 1, disahkan" in said
    path.write_bytes(berkas + b"\n")
    assert verify(path)[0] == 1
    path.write_bytes(b"bukan pdf")
    assert verify(path)[0] == 1
    assert verify(tmp_path / "tidak-ada.pdf")[0] == 2


def test_another_certificate_of_the_same_name_is_not_known(sah, tmp_path, settings):
    palsu = tmp_path / "palsu.p12"
    palsu.write_bytes(make_test_certificate("x"))
    path = tmp_path / "lkj.pdf"
    path.write_bytes(Pkcs12(palsu, "x").sign(small_pdf(), KETERANGAN))
    code, said = verify(path)
    assert code == 1
    assert "TIDAK dikenal" in said


def test_the_test_certificate_is_made_once_and_never_in_production(settings, tmp_path):
    settings.SIGNING_PKCS12 = str(tmp_path / "baru.p12")
    out = StringIO()
    call_command("make_test_certificate", stdout=out)
    isi = Path(settings.SIGNING_PKCS12).read_bytes()
    call_command("make_test_certificate", stdout=out)
    assert Path(settings.SIGNING_PKCS12).read_bytes() == isi
    assert penanda_terpasang().sertifikat.uji
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="produksi"):
        call_command("make_test_certificate", stdout=out)
