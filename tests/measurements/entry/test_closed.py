"""The sheet when it is closed or given back, and to whom it belongs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Peran
from agreements.models import KunciTahun
from kinerja.angka import tanggal
from measurements import actions
from measurements.models import Draf, Pengecualian, Realisasi
from measurements.states import KategoriPengembalian, StatusRealisasi
from tests.factories import (
    make_bagian,
    make_member,
    make_penugasan,
    make_pk,
    make_realisasi,
    make_sasaran,
    make_satker,
    make_user,
)
from tests.measurements.entry.sheet import (
    TAHUN,
    TRIWULAN,
    buka,
    isi_lengkap,
    kirim,
    lihat,
    sheet,
    tetapkan,
    ukur,
    url,
)


def test_a_closed_quarter_says_why_and_shows_text(halaman, satker):
    buka(satker, -5)
    indikator = ukur(satker)
    isi = lihat(halaman, sheet(satker))
    assert "Pengisian tertutup" in isi
    assert "Bila perlu, mintalah pengecualian kepada Administrator KPU Provinsi Uji." in isi
    assert 'name="nilai"' not in isi
    response = halaman.post(url("simpan", indikator), {"nilai": "5", "versi": "0"})
    assert "belum disimpan. Triwulan II ditutup pada" in lihat(halaman, response.url)
    assert not Realisasi.objects.exists()
    assert Draf.objects.get().isi["nilai"] == "5"


def test_an_exception_opens_it_again(halaman, satker, staf):
    buka(satker, -5)
    ukur(satker)
    Pengecualian.objects.create(
        satker=satker, tahun=TAHUN, triwulan=TRIWULAN, alasan="Bencana", diberikan_oleh=staf,
        sampai=timezone.localdate() + timedelta(days=1),
    )  # fmt: skip
    isi = lihat(halaman, sheet(satker))
    assert "Dibuka dengan pengecualian sampai" in isi
    assert 'name="nilai"' in isi


def test_without_calendar_or_indikator_it_says_so(halaman, satker):
    isi = lihat(halaman, sheet(satker))
    assert "belum ditetapkan oleh KPU Provinsi" in isi
    assert "Tidak ada indikator yang diukur pada triwulan ini" in isi
    assert "Tidak ada indikator Bagian Anda" in lihat(halaman, sheet(satker, "ajukan"))


def test_what_came_back_says_why_at_the_form(halaman, satker, staf):
    buka(satker)
    indikator = ukur(satker)
    verifikator = make_member(satker, Peran.VERIFIKATOR, nama="Verifikator Uji")
    baris = make_realisasi(indikator, triwulan=TRIWULAN, status=StatusRealisasi.DIAJUKAN, nilai=5)
    actions.send_back(baris, KategoriPengembalian.ANGKA, "Penyebut keliru.", by=verifikator)
    isi = lihat(halaman, sheet(satker))
    assert "Dikembalikan: Angka atau masukan" in isi
    assert "Penyebut keliru." in isi
    assert "Verifikator Uji" in isi


def test_a_form_says_where_it_stands_that_it_was_saved(halaman, satker):
    buka(satker)
    indikator = ukur(satker)
    isi = kirim(halaman, indikator, nilai="5")
    judul, simpan = isi.index(f'id="i{indikator.pk}-judul"'), isi.index("Simpan indikator")
    assert "Tersimpan: Staf Satu, " in isi[judul:simpan]
    assert "Tersimpan: Staf Satu" not in lihat(halaman, sheet(satker))


def test_verified_and_locked_say_why_since_when_by_whom_and_whom_to_ask(halaman, satker, staf):
    buka(satker)
    realisasi = isi_lengkap(satker, staf)
    verifikator = make_member(satker, Peran.VERIFIKATOR, nama="Verifikator Uji")
    hari = timezone.localdate()
    tetapkan(satker)
    actions.submit(realisasi, by=staf, on=hari)
    actions.verify(realisasi, by=verifikator)
    isi = lihat(halaman, sheet(satker))
    assert "Realisasi ini sudah diverifikasi." in isi
    assert "<dt>Bukti dukung</dt><dd><span>Laporan</span></dd>" in isi
    actions.close_quarter(satker, TAHUN, TRIWULAN, by=verifikator)
    kalimat = (
        f"Dikunci oleh Verifikator Uji, {tanggal(hari)}."
        " Bila perlu, mintalah pengecualian kepada Administrator KPU Provinsi Uji."
    )
    assert kalimat in lihat(halaman, sheet(satker))
    versi = str(Realisasi.objects.get().versi)
    assert f"belum disimpan. {kalimat}" in kirim(halaman, realisasi.indikator, nilai="5", versi=versi)
    tahap = halaman.get(reverse("measurements:realisasi", args=[realisasi.pk])).context["langkah"]
    assert tahap[-1]["note"] == f"Verifikator Uji, {tanggal(hari)}"


def test_what_was_not_begun_before_the_lock_says_so_and_waits_for_an_exception(halaman, satker, staf):
    buka(satker)
    realisasi = isi_lengkap(satker, staf)
    verifikator = make_member(satker, Peran.VERIFIKATOR)
    Realisasi.objects.update(
        status=StatusRealisasi.TERVERIFIKASI,
        diverifikasi_oleh=verifikator,
        diverifikasi_pada=timezone.now(),
    )
    actions.close_quarter(satker, TAHUN, TRIWULAN, by=verifikator)
    baru = ukur(satker, sasaran=realisasi.indikator.sasaran)
    kalimat = "Triwulan II sudah dikunci; indikator yang belum terisi saat itu tidak dapat diisi lagi."
    isi = lihat(halaman, sheet(satker))
    assert f"Realisasi triwulan ini belum disimpan. {kalimat}" in isi
    assert 'name="nilai"' not in isi
    assert f"belum disimpan. {kalimat}" in kirim(halaman, baru, nilai="5")
    assert Draf.objects.get().isi["nilai"] == "5"
    bukti = reverse("measurements:bukti_tambah", args=[baru.pk, TRIWULAN])
    assert kalimat in halaman.post(bukti, {"judul": "Surat"}).text
    Pengecualian.objects.create(
        satker=satker, tahun=TAHUN, triwulan=TRIWULAN, alasan="Bencana", diberikan_oleh=staf,
        sampai=timezone.localdate(),
    )  # fmt: skip
    assert "Realisasi indikator" in kirim(halaman, baru, nilai="5")
    assert Realisasi.objects.get(indikator=baru).nilai == 5


def test_a_frozen_year_lets_nothing_be_taken_back_and_says_why(halaman, satker, staf):
    buka(satker)
    realisasi = isi_lengkap(satker, staf)
    Realisasi.objects.update(status=StatusRealisasi.DIAJUKAN)
    KunciTahun.objects.create(
        satker=satker, tahun=TAHUN, dasar="Laporan Kinerja", oleh=staf, sejak=timezone.now()
    )
    response = halaman.post(url("tarik", realisasi.indikator))
    assert "dibekukan sejak" in lihat(halaman, response.url)


def test_the_indikator_of_another_bagian_are_read_only(satker, client):
    buka(satker)
    umum, hukum = make_bagian(satker, nama="Bagian Umum"), make_bagian(satker, nama="Bagian Hukum")
    sasaran = make_sasaran(make_pk(satker))
    sendiri = ukur(satker, sasaran=sasaran, penanggung_jawab=umum)
    lain = ukur(satker, sasaran=sasaran, penanggung_jawab=hukum)
    user = make_user()
    make_penugasan(user, satker, Peran.STAF, bagian=umum)
    client.force_login(user)
    isi = lihat(client, sheet(satker))
    assert f'id="i{sendiri.pk}-nilai"' in isi
    assert f'id="i{lain.pk}-nilai"' not in isi
    assert "Diisi oleh Staf Bagian Hukum." in isi
    for nama in ("simpan", "draf", "buang_draf", "tarik"):
        assert client.post(url(nama, lain), {"nilai": "1"}).status_code == 403
    assert lain.nama not in lihat(client, sheet(satker, "ajukan"))


@pytest.mark.parametrize("nama", ["simpan", "draf", "buang_draf", "tarik"])
def test_who_may_post(nama, satker, client):
    buka(satker)
    indikator = ukur(satker)
    client.force_login(make_member(satker, Peran.VERIFIKATOR))
    assert client.post(url(nama, indikator)).status_code == 403
    client.force_login(make_member(make_satker("KPU Provinsi Lain"), Peran.STAF))
    assert client.post(url(nama, indikator)).status_code == 404


def test_a_quarter_that_is_not_measured_is_not_found(halaman, satker):
    indikator = ukur(satker)
    assert halaman.get(reverse("measurements:isi", args=[satker.slug, TAHUN, 5])).status_code == 404
    assert halaman.post(reverse("measurements:simpan", args=[indikator.pk, 3])).status_code == 404


def test_the_address_of_a_form_leads_to_it_in_the_sheet(halaman, satker):
    indikator = ukur(satker)
    assert halaman.get(url("simpan", indikator)).url == f"{sheet(satker)}#indikator-{indikator.pk}"
