"""Beginning the LKj of a year, and the texts that the application offers."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Jejak
from accounts.permissions import Peran
from agreements.states import StatusPK
from measurements.models import TabelPendukung
from reports.beginning import TidakDapatDimulai, begin_lkj, fill_offers
from reports.build import susun
from reports.checks.gate import hasil_periksa
from reports.document import Celah
from reports.models import GambarNarasi, LaporanKinerja, Narasi
from reports.narrative import baca_narasi
from reports.narrative_actions import NarasiTerkunci, save_draft, save_narasi
from reports.offers import UMUM, tawaran, tawaran_sasaran
from reports.picture_actions import describe_picture
from reports.pictures import STORAGE, discard_unused
from reports.queries import kumpulkan
from reports.sections import bagian_narasi, kunci_sasaran
from reports.states import AsalNarasi, StatusLkj
from reports.table_actions import save_table
from reports.table_sheet import dari_simpanan
from tests.factories import (
    advance_lkj,
    make_kinerja,
    make_lkj,
    make_member,
    make_pk,
    make_satker,
    make_tahun,
    sign_pk,
)
from tests.strict import strict_templates

TAHUN = 2023


@pytest.fixture
def satker(db: None):
    make_tahun(TAHUN)
    make_tahun(TAHUN + 1)
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def staf(satker):
    return make_member(satker, Peran.STAF)


def make_promise(satker, tahun: int, *sasaran: str):
    pk = make_kinerja(satker, [[90]] * len(sasaran), tahun)
    for satu, uraian in zip(pk.sasaran_kegiatan.all(), sasaran, strict=True):
        satu.uraian = uraian
        satu.save()
    return sign_pk(pk)


def texts(laporan: LaporanKinerja) -> dict[str, tuple[str, str]]:
    return {satu.kunci: (satu.isi, satu.asal) for satu in laporan.narasi.all()}


def test_last_year_s_texts_come_along_and_each_sasaran_by_its_words(satker, staf):
    lalu = make_lkj(make_promise(satker, TAHUN, "Tertib anggaran", "Sasaran yang berakhir"))
    for kunci in ("bab4.saran", kunci_sasaran(1), kunci_sasaran(2)):
        save_narasi(lalu, kunci, f"<p>{kunci}</p>", versi=0, by=staf)
    make_promise(satker, TAHUN + 1, "Sasaran baru", "TERTIB anggaran")
    laporan = begin_lkj(satker, TAHUN + 1, from_last_year=True, by=staf)
    assert texts(laporan) == {
        "bab4.saran": ("<p>bab4.saran</p>", AsalNarasi.TAHUN_LALU),
        kunci_sasaran(2): (f"<p>{kunci_sasaran(1)}</p>", AsalNarasi.TAHUN_LALU),
    }
    assert laporan.status == StatusLkj.KONSEP
    assert laporan.perjanjian.tahun == TAHUN + 1
    assert Jejak.objects.filter(peristiwa="Laporan Kinerja dimulai").count() == 1


@pytest.mark.parametrize(("hari", "versi"), [(date(TAHUN, 12, 31), 2), (date(TAHUN + 1, 1, 1), 1)])
def test_it_measures_the_version_in_force_on_the_last_day_of_the_year(satker, staf, hari, versi):
    lama = make_promise(satker, TAHUN, "A")
    baru = make_pk(satker, TAHUN, versi=2, tanggal=hari, status=StatusPK.DITANDATANGANI)
    sign_pk(lama, StatusPK.DIGANTIKAN)
    sign_pk(baru)
    assert begin_lkj(satker, TAHUN, from_last_year=False, by=staf).perjanjian.versi == versi


def test_last_year_s_tables_and_pictures_come_along_marked_until_somebody_saves_them(
    client: Client, satker, staf, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    lalu = make_lkj(make_promise(satker, TAHUN, "A", "B"))
    pertama, kedua = (satu.indikator.get() for satu in lalu.perjanjian.sasaran_kegiatan.all())
    kolom = [{"kunci": "a", "judul": "A", "jenis": "bilangan"}]
    isi_tabel = ((pertama, {}), (pertama, {"tautan": "triwulan"}), (kedua, {}))
    for ke, (satu, lain) in enumerate(isi_tabel, start=1):
        isi = {"kolom": kolom, "baris": [["1"]]} | lain
        TabelPendukung.objects.create(indikator=satu, kunci=f"tabel-{ke}", urutan=ke, judul=f"T{ke}", **isi)
    gambar = GambarNarasi.objects.create(
        laporan=lalu, kunci="g-1", judul="Foto", alt="Orang", berkas=STORAGE.store(b"isi"), jenis="png",
        lebar=1, tinggi=1, sha256="0" * 64, indikator=pertama, versi=3,
    )  # fmt: skip
    save_narasi(lalu, "bab4.saran", '<p>a</p><figure data-tabel="tabel-1"></figure>', versi=0, by=staf)
    baru = make_kinerja(satker, [[90], [90]], TAHUN + 1)
    tujuan = baru.sasaran_kegiatan.first().indikator.get()
    tujuan.nama = pertama.nama.upper()
    tujuan.save()
    sign_pk(baru)
    laporan = begin_lkj(satker, TAHUN + 1, from_last_year=True, by=staf)

    assert list(tujuan.tabel_pendukung.values_list("kunci", "tahun_lalu", "baris")) == [
        ("tabel-1", True, [["1"]]), ("tabel-2", False, [["1"]]),
    ]  # fmt: skip
    dibawa = laporan.gambar.get()
    assert (dibawa.berkas, dibawa.indikator, dibawa.tahun_lalu, dibawa.versi) == (
        gambar.berkas,
        tujuan,
        True,
        1,
    )
    tempat = f"Indikator {tujuan.nomor}"
    assert sorted(unconfirmed(laporan)) == [
        (tempat, "g-1"),
        (tempat, "tabel-1"),
        ("Saran", "teks tahun lalu"),
    ]
    assert sum("laporan tahun lalu" in satu for satu in gaps(laporan)) == 3

    client.force_login(staf)
    with strict_templates():
        halaman = client.get(reverse("reports:bahan", args=[tujuan.pk])).text
        assert ("Tabel tahun lalu" in halaman, "Gambar tahun lalu" in halaman) == (True, True)
        assert (
            "Gambar tahun lalu" in client.get(reverse("reports:gambar", args=[satker.slug, TAHUN + 1])).text
        )
    save_narasi(laporan, "bab4.saran", laporan.narasi.get().isi, versi=1, by=staf)
    tabel = tujuan.tabel_pendukung.get(kunci="tabel-1")
    save_table(tujuan, "tabel-1", dari_simpanan(tabel), versi=1, by=staf)
    describe_picture(dibawa, judul="Foto", alt="Orang", versi=1, by=staf, indikator=tujuan)
    assert (unconfirmed(laporan), [satu for satu in gaps(laporan) if "tahun lalu" in satu]) == ([], [])


def unconfirmed(laporan: LaporanKinerja) -> list[tuple[str, str]]:
    return [
        (satu.tempat, satu.ada) for satu in hasil_periksa(laporan).temuan if satu.kode == "BELUM-DITINJAU"
    ]


def gaps(laporan: LaporanKinerja) -> list[str]:
    return [satu.pesan for satu in susun(kumpulkan(laporan)).celah if "laporan" in satu.pesan]


def test_a_picture_that_two_years_share_outlives_its_removal_from_one(satker, staf, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    lalu = make_lkj(make_promise(satker, TAHUN, "A"))
    berkas = STORAGE.store(b"isi")
    GambarNarasi.objects.create(
        laporan=lalu, kunci="g-1", judul="Foto", alt="Orang", berkas=berkas, jenis="png", lebar=1, tinggi=1,
        sha256="0" * 64,
    )  # fmt: skip
    make_promise(satker, TAHUN + 1, "A")
    laporan = begin_lkj(satker, TAHUN + 1, from_last_year=True, by=staf)
    discard_unused(berkas)
    laporan.gambar.all().delete()
    discard_unused(berkas)
    assert STORAGE.path_of(berkas).exists()
    lalu.gambar.all().delete()
    discard_unused(berkas)
    assert not STORAGE.path_of(berkas).exists()


def test_or_it_begins_empty(satker, staf):
    save_narasi(make_lkj(make_promise(satker, TAHUN, "A")), "bab4.saran", "<p>a</p>", versi=0, by=staf)
    make_promise(satker, TAHUN + 1, "A")
    assert texts(begin_lkj(satker, TAHUN + 1, from_last_year=False, by=staf)) == {}


def test_it_begins_once_and_on_a_pk_in_force(satker, staf):
    with pytest.raises(TidakDapatDimulai, match="Belum ada Perjanjian Kinerja"):
        begin_lkj(satker, TAHUN, from_last_year=False, by=staf)
    pk = make_promise(satker, TAHUN, "A")
    assert pk.status == StatusPK.DITETAPKAN
    begin_lkj(satker, TAHUN, from_last_year=True, by=staf)
    with pytest.raises(TidakDapatDimulai, match="sudah dimulai"):
        begin_lkj(satker, TAHUN, from_last_year=True, by=staf)


def test_the_page_leads_from_nothing_to_the_narrative(client: Client, satker, staf):
    client.force_login(staf)
    alamat = reverse("reports:mulai", args=[satker.slug, TAHUN])
    with strict_templates():
        assert f"yang berlaku pada 31 Desember {TAHUN}" in client.get(alamat).text
        make_lkj(make_promise(satker, TAHUN - 1, "A"))
        make_promise(satker, TAHUN, "A")
        assert alamat in client.get(reverse("reports:lkj", args=[satker.slug, TAHUN])).text
        assert f"Teks Laporan Kinerja Tahun {TAHUN - 1}" in client.get(alamat).text
        halaman = client.post(alamat, {"dari": "kosong"}, follow=True).text
    assert f"Laporan Kinerja Tahun {TAHUN} dimulai." in halaman
    assert "bagian kosong dengan rancangan" in halaman


# Offers


def test_offers_fill_what_is_empty_and_nothing_else(client: Client, satker, staf):
    laporan = make_lkj(make_promise(satker, TAHUN, "A", "B"))
    save_narasi(laporan, "bab4.saran", "<p>Saran saya.</p>", versi=0, by=staf)
    save_draft(laporan, "bab4.langkah", "<p>Ketikan", versi=0, by=staf)
    client.force_login(staf)
    client.post(reverse("reports:tawarkan", args=[satker.slug, TAHUN]))
    isi = texts(laporan)
    assert isi.pop("bab4.saran") == ("<p>Saran saya.</p>", AsalNarasi.DITULIS)
    assert "bab4.langkah" not in isi
    assert {asal for _, asal in isi.values()} == {AsalNarasi.DITAWARKAN}
    assert len(isi) == len(bagian_narasi(laporan.perjanjian)) - 2
    assert fill_offers(laporan, by=staf) == 0


def test_offers_are_for_a_konsep(satker, staf):
    laporan = make_lkj(make_promise(satker, TAHUN, "A"))
    advance_lkj(laporan, StatusLkj.DIPERIKSA)
    with pytest.raises(NarasiTerkunci):
        fill_offers(laporan, by=staf)
    assert not Narasi.objects.exists()


def test_there_is_an_offer_for_every_section(satker):
    pk = make_promise(satker, TAHUN, "A", "B")
    assert set(tawaran(pk)) == {satu.kunci for satu in bagian_narasi(pk)}


@pytest.mark.django_db
def test_every_offer_binds_to_the_data_of_the_example(bahan, figur):
    sasaran = {
        str(satu.sasaran.urutan): tawaran_sasaran(
            satu.sasaran.urutan, [figur.indikator.nomor for figur in satu.indikator]
        )
        for satu in bahan.kinerja.sasaran
    }
    for kunci, isi in (UMUM | sasaran).items():
        blok = baca_narasi(isi, figur, {}.__getitem__)
        assert [satu for satu in blok if isinstance(satu, Celah)] == [], kunci


def test_an_offered_report_has_no_empty_section(satker, staf):
    laporan = make_lkj(make_promise(satker, TAHUN, "A"))
    fill_offers(laporan, by=staf)
    assert [satu for satu in susun(kumpulkan(laporan)).celah if "belum ditulis" in satu.pesan] == []
