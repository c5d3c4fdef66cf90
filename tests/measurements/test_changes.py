"""The history of a figure: what was there, what came, who, when and why."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Peran
from accounts.trail import record
from kinerja.metode import Metode
from measurements import actions
from measurements.changes import Perubahan, riwayat
from measurements.entry import Isian, IsianKomponen
from measurements.models import Realisasi
from tests.factories import make_member, make_satker, make_skala_akip
from tests.measurements.quarter import TRIWULAN, Quarter, make_complete, make_measured
from tests.strict import strict_templates


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


def save(tw: Quarter, isian: Isian, indikator=None) -> Realisasi:
    indikator = indikator or tw.indikator
    ada = indikator.realisasi.filter(triwulan=TRIWULAN).first()
    return actions.save_realisasi(
        indikator, TRIWULAN, isian, versi=ada.versi if ada else 0, by=tw.staf, on=timezone.localdate()
    )


def test_a_first_and_a_second_saving_tell_old_and_new(tw):
    save(tw, Isian(nilai=Decimal("1085.5"), upaya="Jadwal disusun."))
    realisasi = save(tw, Isian(nilai=Decimal("8.55"), upaya="Jadwal disusun.", catatan="Salah koma."))
    kedua, pertama = riwayat(realisasi)
    assert (pertama.masukan, pertama.kata) == (
        (Perubahan("Nilai", "", "1.085,5"),),
        (Perubahan("Upaya", "", "Jadwal disusun."),),
    )
    assert (kedua.masukan, kedua.kata) == (
        (Perubahan("Nilai", "1.085,5", "8,55"),),
        (Perubahan("Catatan atas nilai yang tidak biasa", "", "Salah koma."),),
    )


def test_a_figure_that_is_taken_away_leaves_its_reason(tw):
    save(tw, Isian(nilai=Decimal(90)))
    realisasi = save(tw, Isian(alasan_tidak_diukur="Tahapan belum dimulai."))
    assert riwayat(realisasi)[0].masukan == (
        Perubahan("Nilai", "90", ""),
        Perubahan("Alasan tidak diukur", "", "Tahapan belum dimulai."),
    )


def test_components_are_told_as_a_whole(tw):
    indikator = make_measured(tw.indikator.sasaran.perjanjian, metode=Metode.RASIO_GABUNGAN)
    save(tw, Isian(komponen=(IsianKomponen("Meja", Decimal(9), Decimal(10)),)), indikator)
    lagi = (
        IsianKomponen("Meja", Decimal("9.5"), Decimal(10)),
        IsianKomponen("Kursi", Decimal(1200), Decimal(1500)),
    )
    assert riwayat(save(tw, Isian(komponen=lagi), indikator))[0].masukan == (
        Perubahan("Komponen", "Meja 9 ÷ 10", "Meja 9,5 ÷ 10; Kursi 1.200 ÷ 1.500"),
    )


def test_an_answer_to_a_recap_names_its_satker(tw, client: Client):
    make_skala_akip()
    bawah = make_satker("KPU Kab. Bawah", induk=tw.satker)
    operator = make_member(bawah, Peran.OPERATOR)
    indikator = make_measured(
        tw.indikator.sasaran.perjanjian, metode=Metode.REKAP_SATKER, skala="akip", kriteria_nilai=Decimal(60)
    )
    realisasi = save(tw, Isian(), indikator)
    client.force_login(operator)
    client.post(reverse("measurements:jawab", args=[realisasi.pk, bawah.slug]), {"nilai": "59,9"})
    assert riwayat(realisasi)[0].masukan == (Perubahan("Nilai KPU Kab. Bawah", "", "59,9"),)


def test_quarters_are_named_where_several_are_told(tw):
    empat = save(tw, Isian(nilai=Decimal(90)))
    tiga = make_complete(tw.indikator, "draf", triwulan=3)
    record("Realisasi disimpan", tiga, by=tw.staf)
    assert [satu.triwulan for satu in riwayat(tw.indikator, tiga, empat)] == ["Triwulan III", "Triwulan IV"]
    assert [satu.triwulan for satu in riwayat(tw.indikator, empat)] == [""]


@pytest.mark.parametrize("halaman", ["realisasi", "indikator"])
def test_the_pages_show_old_new_who_and_why(halaman, tw, client: Client):
    save(tw, Isian(nilai=Decimal(85), upaya="<b>Lama</b>"))
    realisasi = save(
        tw, Isian(nilai=Decimal("8.5"), upaya="Baru", penyebab="p", hambatan="h", rekomendasi="r")
    )
    client.force_login(tw.staf)
    alamat = realisasi.pk if halaman == "realisasi" else tw.indikator.pk
    isi = " ".join(client.get(reverse(f"measurements:{halaman}", args=[alamat])).text.split())
    assert "Nilai: belum diisi menjadi 85</span>" in isi
    assert "Nilai: 85 menjadi 8,5</span>" in isi
    assert f"WIB, {tw.staf.nama}</span>" in isi
    assert "<summary>4 uraian berubah</summary>" in isi
    assert "<del>&lt;b&gt;Lama&lt;/b&gt;</del><ins>Baru</ins>" in isi
