"""Submitting a quarter: the list of what is missing is the gate."""

from decimal import Decimal

import pytest
from django.utils import timezone

from kinerja.metode import Metode
from measurements import actions
from measurements.entry import KETENTUAN_ANALISIS, kekurangan
from measurements.models import Analisis, BuktiDukung, JawabanSatker, Realisasi
from measurements.states import StatusRealisasi
from tests.factories import make_lkj, make_pk, make_realisasi, make_sasaran, make_satker
from tests.measurements.entry.sheet import (
    LENGKAP,
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


def test_the_list_of_what_is_missing_is_the_gate(halaman, satker, staf):
    buka(satker)
    indikator = ukur(satker)
    baris = make_realisasi(indikator, triwulan=TRIWULAN, status=StatusRealisasi.DRAF, nilai=Decimal(80))
    kurang = kekurangan(baris)
    tetapkan(satker)
    isi = lihat(halaman, sheet(satker, "ajukan"))
    assert [satu.bidang for satu in kurang] == ["penyebab", "upaya", "catatan", "bukti"]
    assert f'<p class="form-text">{KETENTUAN_ANALISIS}</p>' in lihat(halaman, sheet(satker))
    for satu in kurang:
        assert f'href="{sheet(satker)}#i{indikator.pk}-{satu.bidang}">{satu.kalimat}<' in isi
    with pytest.raises(actions.BelumLengkap) as tertahan:
        actions.submit(baris, by=staf, on=timezone.localdate())
    assert list(tertahan.value.kekurangan) == kurang
    formulir = lihat(halaman, sheet(satker))
    for satu in kurang:
        assert f'id="i{indikator.pk}-{satu.bidang}"' in formulir


def test_complete_ones_are_submitted_and_the_others_named(halaman, satker, staf):
    buka(satker)
    sasaran = make_sasaran(make_pk(satker))
    siap = isi_lengkap(satker, staf, sasaran=sasaran)
    kosong = ukur(satker, sasaran=sasaran)
    belum = lihat(halaman, sheet(satker, "ajukan"))
    assert "Perjanjian Kinerja Tahun 2023 belum ditetapkan (keadaannya: draf)." in belum
    assert "Ajukan 1 indikator yang lengkap" not in belum
    tetapkan(satker)
    isi = lihat(halaman, sheet(satker, "ajukan"))
    assert "Ajukan 1 indikator yang lengkap" in isi
    assert "<dt>Bukti dukung</dt><dd><span>Laporan</span></dd>" in isi
    assert "Tidak ikut diajukan karena belum lengkap:" in isi
    assert "Realisasi belum disimpan." in isi
    assert f"#indikator-{kosong.pk}" in isi
    response = halaman.post(sheet(satker, "kirim"), {f"versi-{siap.indikator_id}": "1"})
    assert "1 realisasi diajukan kepada Verifikator" in lihat(halaman, response.url)
    siap.refresh_from_db()
    assert siap.status == StatusRealisasi.DIAJUKAN
    assert "Semua indikator Anda pada triwulan ini sudah diajukan." not in lihat(
        halaman, sheet(satker, "ajukan")
    )
    make_realisasi(kosong, triwulan=TRIWULAN, status=StatusRealisasi.DIAJUKAN, nilai=75)
    semua = lihat(halaman, sheet(satker, "ajukan"))
    assert "Semua indikator Anda pada triwulan ini sudah diajukan." in semua
    assert '<a href="/tugas/">Kembali ke Tugas saya</a>' in semua
    assert "Tarik kembali" in lihat(halaman, sheet(satker))
    halaman.post(url("tarik", siap.indikator))
    siap.refresh_from_db()
    assert siap.status == StatusRealisasi.DRAF
    assert "tidak dapat dilakukan" in lihat(halaman, halaman.post(url("tarik", siap.indikator)).url)


def test_of_what_was_not_offered_nothing_is_said(halaman, satker, staf):
    buka(satker)
    siap = isi_lengkap(satker, staf)
    belum = ukur(satker, sasaran=siap.indikator.sasaran, nomor=2)
    make_realisasi(belum, triwulan=TRIWULAN, status=StatusRealisasi.DRAF, nilai=75)
    tetapkan(satker)
    response = halaman.post(sheet(satker, "kirim"), {f"versi-{siap.indikator_id}": "1"})
    pesan = [str(satu) for satu in halaman.get(response.url).context["messages"]]
    assert pesan == [f"1 realisasi diajukan kepada Verifikator: indikator {siap.indikator.nomor}."]


def test_the_analysis_is_read_with_its_figures_before_it_is_handed_in(halaman, satker, staf):
    buka(satker)
    isi_lengkap(satker, staf)
    tetapkan(satker)
    Analisis.objects.update(penyebab="Disusun di {{ lkj.tempat }} & sekitarnya.")
    assert "<dd><span>Disusun di … & sekitarnya.</span></dd>" in lihat(halaman, sheet(satker, "ajukan"))
    make_lkj(satker.perjanjian_kinerja.get())
    assert "<dd><span>Disusun di Ibu Kota & sekitarnya.</span></dd>" in lihat(
        halaman, sheet(satker, "ajukan")
    )


def test_what_changed_after_reading_is_not_submitted(halaman, satker, staf):
    buka(satker)
    siap = isi_lengkap(satker, staf)
    Realisasi.objects.update(versi=2)
    response = halaman.post(sheet(satker, "kirim"), {f"versi-{siap.indikator_id}": "1"})
    assert "tidak diajukan. Realisasi ini sudah diubah oleh orang lain" in lihat(halaman, response.url)
    siap.refresh_from_db()
    assert siap.status == StatusRealisasi.DRAF


def test_a_predicate_below_the_target_can_be_submitted(halaman, satker, staf):
    buka(satker)
    indikator = ukur(satker, Metode.PREDIKAT)
    baris = make_realisasi(indikator, triwulan=TRIWULAN, status=StatusRealisasi.DRAF, predikat="CC")
    assert [satu.bidang for satu in kekurangan(baris)] == [
        "penyebab",
        "upaya",
        "hambatan",
        "rekomendasi",
        "bukti",
    ]


def test_recap_shows_the_answers(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.REKAP_SATKER)
    baris = make_realisasi(indikator, triwulan=TRIWULAN, status=StatusRealisasi.DRAF)
    JawabanSatker.objects.create(realisasi=baris, satker=make_satker("KPU Kota Diam", induk=satker))
    JawabanSatker.objects.create(
        realisasi=baris, satker=make_satker("KPU Kota Jawab", induk=satker), nilai=70
    )
    isi = lihat(halaman, sheet(satker))
    assert "Belum menjawab" in isi
    assert '<th scope="row">KPU Kota Jawab</th><td class="num">70</td><td>Ya</td>' in isi


# The list of the sheet


def test_the_list_says_how_each_stands_and_leads_to_the_next_that_is_not_finished(halaman, satker, staf):
    buka(satker)
    kosong, typed, siap, diajukan = (ukur(satker, nomor=nomor) for nomor in (1, 2, 3, 4))
    kirim(halaman, typed, nilai="12.5")
    isian = {"nilai": "75"} | LENGKAP
    for indikator in (siap, diajukan):
        kirim(halaman, indikator, **isian)
        BuktiDukung.objects.create(realisasi=indikator.realisasi.get(), urutan=1, judul="Laporan")
    tetapkan(satker)
    actions.submit(diajukan.realisasi.get(), by=staf, on=timezone.localdate())
    isi = halaman.get(sheet(satker)).context
    keadaan = ["Belum diisi", "Belum disimpan", "Siap diajukan", "Diajukan"]
    assert [satu.keadaan for satu in isi["daftar"]] == keadaan
    assert [(nama, banyak) for nama, _, banyak in isi["jumlah_status"]] == [(nama, 1) for nama in keadaan]
    assert [satu.berikut for satu in isi["daftar"]] == [typed, kosong, kosong, kosong]


def test_what_came_back_is_not_finished_before_it_is_handed_in_again(halaman, satker, staf):
    buka(satker)
    indikator = ukur(satker)
    kirim(halaman, indikator, nilai="75", **LENGKAP)
    BuktiDukung.objects.create(realisasi=indikator.realisasi.get(), urutan=1, judul="Laporan")
    Realisasi.objects.update(status=StatusRealisasi.DIKEMBALIKAN)
    [satu] = halaman.get(sheet(satker)).context["daftar"]
    assert (satu.keadaan, satu.lembar.belum) == ("Dikembalikan", True)
