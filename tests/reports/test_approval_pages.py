"""The pages of the sign-off: who sees which step, what is told, signed files, the forms of a frozen year."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Satker, User
from accounts.permissions import Peran
from importing.confined_process import without_collector
from jobs.models import Job
from reports import approval
from reports.manuscript import FAILED, TOO_LONG, run_manuscript
from reports.models import LaporanKinerja, Narasi, Naskah, Pengesahan
from reports.signature import inspect
from reports.signer import penanda_terpasang
from tests.accounts.test_second_step import code
from tests.factories import (
    PASSWORD,
    make_dipa,
    make_kinerja,
    make_lkj,
    make_member,
    make_naskah,
    make_pk,
    make_rich_indikator,
    make_satker,
    make_signed_lkj,
    make_totp,
)
from tests.reports.ready import ready_to_sign, write_section
from tests.reports.signed import SANDI, certificate, small_pdf
from tests.strict import strict_templates

pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the closing of its colour profile to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]
ALASAN = "Realisasi indikator pertama keliru."


@pytest.fixture(autouse=True)
def installed(settings, tmp_path) -> Path:
    """Files in a folder of this test, a certificate."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SIGNING_PKCS12 = str(tmp_path / "uji.p12")
    settings.SIGNING_PASSPHRASE = SANDI
    Path(settings.SIGNING_PKCS12).write_bytes(certificate())
    return tmp_path


@pytest.fixture
def satker() -> Satker:
    return make_satker()


@pytest.fixture
def laporan(satker) -> LaporanKinerja:
    pk = make_pk(satker)
    make_rich_indikator(pk)
    make_dipa(satker)
    return ready_to_sign(make_lkj(pk))


@pytest.fixture
def masuk(client, satker):
    def become(peran: Peran):
        client.force_login(make_member(satker, peran))
        return client

    return become


def at(name: str, satker: Satker, *lagi: object) -> str:
    return reverse(f"reports:{name}", args=[satker.slug, 2023, *lagi])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def examined(laporan: LaporanKinerja) -> LaporanKinerja:
    return approval.examine(laporan, by=make_member(laporan.satker, Peran.VERIFIKATOR))


def page(client, satker) -> str:
    with strict_templates():
        return text(client.get(at("pengesahan", satker)))


@pytest.mark.parametrize(
    ("peran", "sees"),
    [(Peran.VERIFIKATOR, "Nyatakan diperiksa"), (Peran.SEKRETARIS, "Menunggu langkah berikutnya")],
)
def test_a_draft_offers_the_next_step_to_whose_turn_it_is(masuk, satker, laporan, peran, sees):
    isi = page(masuk(peran), satker)
    assert sees in isi
    assert ("Nyatakan diperiksa" in isi) is (peran == Peran.VERIFIKATOR)


def test_a_manuscript_is_asked_for_made_opened_and_signed(masuk, satker, laporan):
    examined(laporan)
    sekretaris = masuk(Peran.SEKRETARIS)
    assert "Belum ada naskah" in page(sekretaris, satker)
    sekretaris.post(at("siapkan", satker))
    assert "Naskah sedang disiapkan" in page(sekretaris, satker)
    run_manuscript(Job.objects.get().pk)
    naskah = Naskah.objects.get()
    isi = page(sekretaris, satker)
    assert naskah.sha256 in isi
    assert "Anda belum membuka PDF yang akan disahkan." in isi
    alamat = reverse("reports:naskah", args=[naskah.pk])
    assert b"".join(sekretaris.get(alamat).streaming_content)
    assert "Anda belum membuka" in page(sekretaris, satker)
    pdf = opened(sekretaris, naskah)
    assert "Anda belum membuka" not in page(sekretaris, satker)
    assert sekretaris.post(at("sahkan", satker), confirmation(sekretaris, naskah)).status_code == 302
    sah = Pengesahan.objects.get()
    assert sah.sha256 in page(sekretaris, satker)
    signed = b"".join(sekretaris.get(at("unduh_sah", satker, 1)).streaming_content)
    assert signed.startswith(pdf)
    assert inspect(signed).sah


def ready(laporan: LaporanKinerja, sekretaris) -> Naskah:
    naskah = make_naskah(examined(laporan), small_pdf(), sertifikat=fingerprint())
    opened(sekretaris, naskah)
    return naskah


def opened(client, naskah: Naskah) -> bytes:
    """The PDF of the manuscript as its button opens it."""
    return b"".join(
        client.post(reverse("reports:buka_naskah", args=[naskah.pk]), follow=True).streaming_content
    )


def fingerprint() -> str:
    return penanda_terpasang().sertifikat.sidik


def confirmation(client, naskah: Naskah, **lain: object) -> dict[str, object]:
    """What who is logged in types to sign a manuscript."""
    user = User.objects.get(pk=client.session["_auth_user_id"])
    return {"naskah": naskah.pk, "password": PASSWORD, "kode": code(make_totp(user))} | lain


def test_without_password_and_code_nothing_is_signed(masuk, satker, laporan):
    sekretaris = masuk(Peran.SEKRETARIS)
    naskah = ready(laporan, sekretaris)
    for lain, kalimat in (
        ({"password": "salah"}, "Kata sandi tidak sesuai."),
        ({"password": ""}, "Wajib diisi."),
        ({"kode": ""}, "Wajib diisi."),
        ({"kode": "000000"}, "Kode"),
    ):
        with strict_templates():
            response = sekretaris.post(at("sahkan", satker), confirmation(sekretaris, naskah, **lain))
        assert response.status_code == 400
        assert kalimat in text(response)
    assert sekretaris.post(at("sahkan", satker), {"naskah": "x"}).status_code == 302
    assert Pengesahan.objects.count() == 0


def test_what_changed_meanwhile_is_told_and_not_signed(masuk, satker, laporan):
    sekretaris = masuk(Peran.SEKRETARIS)
    write_section(laporan, "bab4.saran", "<p>Saran lama.</p>")
    naskah = ready(laporan, sekretaris)
    Narasi.objects.update(isi="<p>Saran baru.</p>")
    isi = page(sekretaris, satker)
    assert "Data berubah setelah naskah ini disiapkan" in isi
    assert "<del>Saran lama.</del>" in isi
    assert "<ins>Saran baru.</ins>" in isi
    with strict_templates():
        response = sekretaris.post(at("sahkan", satker), confirmation(sekretaris, naskah))
    assert response.status_code == 409
    assert "Data atau narasi berubah sejak naskah disiapkan" in text(response)


def test_the_next_manuscript_tells_what_changed_since_the_last_look(masuk, satker, laporan):
    sekretaris = masuk(Peran.SEKRETARIS)
    write_section(laporan, "bab4.saran", "<p>Saran lama.</p>")
    ready(laporan, sekretaris)
    Narasi.objects.update(isi="<p>Saran baru.</p>")
    make_naskah(LaporanKinerja.objects.get(), small_pdf(), sertifikat=fingerprint())
    isi = page(sekretaris, satker)
    assert "Perubahan sejak naskah yang Anda buka" in isi
    assert "<ins>Saran baru.</ins>" in isi


def test_without_a_certificate_it_is_said(masuk, satker, laporan, settings):
    settings.SIGNING_PKCS12 = ""
    examined(laporan)
    assert "Sertifikat penandatangan belum dipasang" in page(masuk(Peran.SEKRETARIS), satker)


@pytest.mark.parametrize(("seconds", "told"), [(60, FAILED), (0.05, TOO_LONG)])
def test_a_manuscript_that_cannot_be_made_says_so(masuk, satker, laporan, monkeypatch, caplog, seconds, told):
    examined(laporan)
    sekretaris = masuk(Peran.SEKRETARIS)
    sekretaris.post(at("siapkan", satker))

    def broken(*args):
        time.sleep(0.1)
        raise RuntimeError("x")

    monkeypatch.setattr("reports.manuscript.render_pdf", broken)
    monkeypatch.setattr("jobs.running.LIMIT", timedelta(seconds=seconds))
    with without_collector():  # Hypothesis counts its time in a callback, where the end of the time is lost
        run_manuscript(Job.objects.get().pk)
    assert told in page(sekretaris, satker)
    assert "Siapkan naskah" in page(sekretaris, satker)


@pytest.mark.parametrize(("step", "peran"), [("tarik", Peran.VERIFIKATOR), ("kembalikan", Peran.SEKRETARIS)])
def test_a_reason_that_says_nothing_stays_on_the_page(masuk, satker, laporan, step, peran):
    examined(laporan)
    client = masuk(peran)
    with strict_templates():
        isi = text(client.post(at(step, satker), {"alasan": "keliru"}))
    assert "Alasan terlalu pendek. Tuliskan sekurang-kurangnya 10 karakter." in isi
    assert "keliru</textarea>" in isi
    assert client.post(at(step, satker), {"alasan": ALASAN}).status_code == 302
    assert LaporanKinerja.objects.get().status == "konsep"
    assert ALASAN in page(client, satker)


# Signed


@pytest.fixture
def sah(satker) -> Pengesahan:
    return make_signed_lkj(make_kinerja(satker, [[90]]))


def test_the_ketua_receives_and_the_sekretaris_opens_again(masuk, satker, sah):
    ketua = masuk(Peran.KETUA)
    assert "Nyatakan diterima" in page(ketua, satker)
    ketua.post(at("terima", satker))
    assert "Nyatakan diterima" not in page(ketua, satker)
    sekretaris = masuk(Peran.SEKRETARIS)
    with strict_templates():
        terlalu_pendek = text(sekretaris.post(at("buka", satker), {"alasan": "x" * 19}))
    assert "sekurang-kurangnya 20 karakter" in terlalu_pendek
    assert sekretaris.post(at("buka", satker), {"alasan": ALASAN}).status_code == 302
    isi = page(sekretaris, satker)
    assert "Versi 2" in isi
    assert f"Dibuka kembali: {ALASAN}" in isi
    with strict_templates():
        lama = text(sekretaris.get(at("versi", satker, 1)))
    assert "Versi ini digantikan" in lama
    assert ALASAN in lama


def test_a_signed_report_is_shown_as_it_was_frozen(masuk, satker, sah):
    Satker.objects.filter(pk=satker.pk).update(nama_panjang="Nama yang Baru")
    client = masuk(Peran.PEMBACA)
    with strict_templates():
        isi = text(client.get(at("lkj", satker)))
    assert "Susun PDF" not in isi
    assert "Unduh PDF yang disahkan" in isi
    assert client.get(at("data", satker)).json()["nama_panjang"] == satker.nama_panjang


def test_who_meets_the_lock_is_told(masuk, satker, sah):
    oleh = sah.laporan.disahkan_oleh.nama
    kalimat = (
        "dibekukan sejak 10 Januari 2024 pukul 10.00 WIB karena Laporan Kinerja versi 1 disahkan oleh " + oleh
    )
    staf = masuk(Peran.STAF)
    for alamat in (
        reverse("measurements:isi", args=[satker.slug, 2023, 4]),
        reverse("budget:unggah", args=[satker.slug, 2023]),
        reverse("agreements:pk", args=[satker.slug, 2023]),
    ):
        isi = text(staf.get(alamat))
        assert kalimat in isi
        assert f"mintalah Sekretaris {satker.nama} membuka kembali laporan itu" in isi
    berkas = SimpleUploadedFile("a.csv", b"Kode;Uraian")
    response = staf.post(reverse("budget:unggah", args=[satker.slug, 2023]), {"berkas": berkas, "bulan": 12})
    assert response.status_code == 422
    verifikator = masuk(Peran.VERIFIKATOR)
    realisasi = sah.laporan.perjanjian.sasaran_kegiatan.get().indikator.get().realisasi.get()
    response = verifikator.post(
        reverse("measurements:batalkan", args=[realisasi.pk]), {"alasan": "Bukti belum lengkap."}
    )
    assert kalimat in text(response)


def test_files_that_are_gone_are_404(masuk, satker, sah, installed):
    for path in (installed / "media").rglob("*.pdf"):
        path.unlink()
    client = masuk(Peran.VERIFIKATOR)
    assert client.get(at("unduh_sah", satker, 1)).status_code == 404
    assert client.get(reverse("reports:naskah", args=[sah.naskah.pk])).status_code == 404
