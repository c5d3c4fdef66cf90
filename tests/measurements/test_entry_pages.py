"""The sheet of a quarter in the browser's eyes: saving, errors, drafts, conflict, submitting, who may."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Satker, User
from accounts.permissions import Peran
from agreements.models import Indikator, TargetTriwulan
from kinerja.angka import format_angka, persen
from kinerja.capaian import Capaian
from kinerja.metode import Metode
from measurements import actions
from measurements.entry import Isian, kekurangan
from measurements.models import (
    Analisis,
    BuktiDukung,
    CapaianLalu,
    Draf,
    JadwalTriwulan,
    JawabanSatker,
    Komponen,
    Pengecualian,
    Realisasi,
)
from measurements.queries import figur_indikator
from measurements.states import KategoriPengembalian, StatusRealisasi
from tests.factories import (
    make_bagian,
    make_indikator,
    make_member,
    make_penugasan,
    make_pk,
    make_realisasi,
    make_sasaran,
    make_satker,
    make_skala_akip,
    make_user,
)
from tests.strict import strict_templates

TAHUN, TRIWULAN = 2023, 2
LENGKAP = {"penyebab": "Satu", "upaya": "Dua", "hambatan": "Tiga", "rekomendasi": "Empat"}


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    with strict_templates():
        yield


@pytest.fixture
def satker(db: None) -> Satker:
    make_skala_akip()
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def staf(satker: Satker) -> User:
    return make_member(satker, Peran.STAF, username="staf-satu", nama="Staf Satu")


@pytest.fixture
def halaman(satker: Satker, staf: User, client: Client) -> Client:
    client.force_login(staf)
    return client


def buka(satker: Satker, sampai: int = 30) -> None:
    """A calendar that is open today; a negative number of days leaves it closed since then."""
    hari = timezone.localdate() + timedelta(days=sampai)
    mulai = hari - timedelta(days=90)
    JadwalTriwulan.objects.create(
        satker=satker, tahun=TAHUN, triwulan=TRIWULAN, buka=mulai, tenggat=hari, toleransi=hari, tutup=hari
    )


def ukur(satker: Satker, metode: Metode = Metode.LANGSUNG, target: int = 75, **isi) -> Indikator:
    """One indikator that is measured in the quarter."""
    pk = satker.perjanjian_kinerja.first() or make_pk(satker)
    if metode == Metode.PREDIKAT:
        isi |= {"skala": "akip", "target": None, "target_predikat": "B", "satuan": "Predikat"}
    if metode == Metode.REKAP_SATKER:
        isi |= {"skala": "akip", "kriteria": "B", "kriteria_nilai": Decimal(60)}
    indikator = make_indikator(isi.pop("sasaran", None) or make_sasaran(pk), metode=metode, **isi)
    TargetTriwulan.objects.create(indikator=indikator, triwulan=TRIWULAN, nilai=target)
    return indikator


def url(nama: str, indikator: Indikator) -> str:
    return reverse(f"measurements:{nama}", args=[indikator.pk, TRIWULAN])


def sheet(satker: Satker, nama: str = "isi") -> str:
    return reverse(f"measurements:{nama}", args=[satker.slug, TAHUN, TRIWULAN])


def lihat(client: Client, alamat: str) -> str:
    response = client.get(alamat)
    assert response.status_code == 200
    return html.unescape(response.text)


def kirim(client: Client, indikator: Indikator, **isi) -> str:
    """Post the form and follow it to the sheet."""
    response = client.post(url("simpan", indikator), {"aksi": "simpan", "versi": "0"} | isi)
    assert response.status_code == 302
    return lihat(client, response.url)


def komponen(*baris: tuple[str, str, str]) -> dict[str, str]:
    return {
        f"komponen-{nomor}-{kolom}": isi
        for nomor, satu in enumerate(baris)
        for kolom, isi in zip(("nama", "pembilang", "penyebut"), satu, strict=True)
    }


# Saving, by metode


@pytest.mark.parametrize(
    ("metode", "isi", "tampak"),
    [
        (Metode.LANGSUNG, {"nilai": "1.234,5"}, ["1.646%", "1.234,5 ÷ 75 × 100% = 1.646%"]),
        (
            Metode.RASIO,
            {"pembilang": "22", "penyebut": "30"},
            ["97,78%", "Realisasi = 22 ÷ 30 × 100% = 73,33%"],
        ),
        (
            Metode.RATA_RATA_RASIO,
            komponen(("Meja", "1", "2"), ("", "", ""), ("Kursi", "1", "1")),
            ["100%", "Realisasi = rata-rata rasio 2 komponen = 75%"],
        ),
        (
            Metode.RASIO_GABUNGAN,
            komponen(("Meja", "1", "2"), ("Kursi", "1", "1")),
            ["88,89%", "jumlah pembilang ÷ jumlah penyebut = 2 ÷ 3 × 100% = 66,67%"],
        ),
        (Metode.REKAP_SATKER, {"penyebab": "Satu"}, ["Belum menjawab"]),
        (Metode.PREDIKAT, {"predikat": "BB"}, ["100%", "Predikat BB, target B: bernilai 100%"]),
    ],
)
def test_each_metode_saves_its_inputs_and_shows_what_they_come_to(halaman, satker, metode, isi, tampak):
    buka(satker)
    indikator = ukur(satker, metode)
    isi_halaman = kirim(halaman, indikator, **isi)
    assert "Realisasi indikator" in isi_halaman
    assert [teks for teks in tampak if teks not in isi_halaman] == []
    assert Realisasi.objects.get().versi == 1
    assert not Draf.objects.exists()


def test_a_figure_comes_back_in_indonesian_notation(halaman, satker):
    buka(satker)
    assert 'value="1.234,5"' in kirim(halaman, ukur(satker), nilai="1234,50")


def test_not_measured_is_saved_with_its_reason(halaman, satker):
    buka(satker)
    isi = kirim(halaman, ukur(satker), tidak_diukur="1", alasan_tidak_diukur="Tahapan belum dimulai")
    assert Realisasi.objects.get().alasan_tidak_diukur == "Tahapan belum dimulai"
    assert "Indikator tidak diukur pada periode ini." in isi


def test_every_error_stands_on_top_and_at_its_field_and_the_text_stays(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO)
    isi = kirim(halaman, indikator, pembilang="12.5", penyebut="0.125", keterangan="Cara saya")
    assert Realisasi.objects.count() == 0
    assert f'href="#i{indikator.pk}-pembilang">Indikator {indikator.nomor}, Pembilang: “12.5” bukan' in isi
    assert f'href="#i{indikator.pk}-penyebut">Indikator {indikator.nomor}, Penyebut: “0.125” bukan' in isi
    assert f'id="i{indikator.pk}-pembilang-galat">“12.5” bukan angka yang sah. Tulislah 12,5.' in isi
    assert 'value="12.5"' in isi
    assert "Cara saya</textarea>" in isi
    assert "Galat: Isi realisasi" in isi
    kembali = lihat(halaman, sheet(satker))
    assert 'value="12.5"' in kembali
    assert "Draf belum disimpan, dari" in kembali
    assert "Realisasi belum disimpan. Perbaiki" not in kembali


def test_unusual_values_ask_for_a_note(halaman, satker):
    buka(satker)
    indikator = ukur(satker)
    CapaianLalu.objects.create(indikator=indikator, tahun=TAHUN - 1, realisasi=90, capaian=90)
    isi = kirim(halaman, indikator, nilai="90")
    assert "Capaian 120% melebihi 100%. Jelaskan dalam catatan." in isi
    assert "Nilai sama persis dengan tahun lalu. Jelaskan dalam catatan." in isi
    assert "90% (2022)" in isi


# The grid


def test_rows_are_added_and_taken_away_without_javascript(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO_GABUNGAN)
    tiga = komponen(("Meja", "x", "2"), ("Kursi", "1", "1"), ("", "", ""))
    tambah = kirim(halaman, indikator, aksi="tambah", **tiga)
    assert tambah.count('-nama" value=') == 8
    hapus = kirim(halaman, indikator, aksi="hapus:0", **tiga)
    assert 'value="Meja"' not in hapus
    assert f'id="i{indikator.pk}-komponen-0-nama" name="komponen-0-nama" value="Kursi"' in hapus
    assert Realisasi.objects.count() == 0


def test_pasted_rows_are_shown_before_they_are_used(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO_GABUNGAN)
    tempel = "Nama\tBaik\tJumlah\nMeja\t1.234\t2.000\nKursi\t1,5\t2.5"
    cuplik = kirim(halaman, indikator, aksi="cuplik", tempel=tempel, **komponen(("Lama", "1", "1")))
    assert "Pratinjau: 2 baris, 1 bermasalah." in cuplik
    assert "Judul kolom, tidak dipakai." in cuplik
    assert 'value="Lama"' in cuplik
    isi = kirim(halaman, indikator, aksi="sambung", tempel=tempel, **komponen(("Lama", "1", "1")))
    assert [nama for nama in ("Lama", "Meja", "Kursi") if f'value="{nama}"' not in isi] == []
    assert "“2.5” bukan angka yang sah. Tulislah 2,5." in isi
    ganti = kirim(halaman, indikator, aksi="ganti", tempel=tempel, **komponen(("Lama", "1", "1")))
    assert 'value="Lama"' not in ganti
    assert "Pratinjau" not in ganti.replace("Lihat pratinjau", "")


def test_an_unknown_button_is_not_found(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO_GABUNGAN)
    assert halaman.post(url("simpan", indikator), {"aksi": "lain"}).status_code == 404
    assert halaman.post(url("simpan", indikator), {"aksi": "hapus:x"}).status_code == 404


# Conflict


def test_two_people_on_one_figure_the_second_sees_both_and_chooses(halaman, satker, staf):
    buka(satker)
    indikator = ukur(satker)
    lain = make_member(satker, Peran.STAF, nama="Staf Dua")
    actions.save_realisasi(
        indikator, TRIWULAN, Isian(nilai=Decimal(50)), versi=0, by=lain, on=timezone.localdate()
    )
    isi = kirim(halaman, indikator, nilai="60", versi="0")
    assert "Ada dua versi: pilih salah satu" in isi
    assert "disimpan oleh Staf Dua" in isi
    assert re.search(r"<dt>Nilai</dt><dd><span>50</span>", isi)
    assert re.search(r"<dt>Nilai</dt><dd><span>60</span>", isi)
    assert 'name="versi_terkini" value="1"' in isi
    assert 'name="nilai" value="60"' in isi
    assert Realisasi.objects.get().nilai == 50
    simpan = kirim(halaman, indikator, nilai="60", versi="0", versi_terkini="1", aksi="timpa")
    assert "Ada dua versi" not in simpan
    baris = Realisasi.objects.get()
    assert (baris.nilai, baris.versi, baris.diisi_oleh) == (60, 2, staf)


def test_taking_the_stored_version_drops_the_typed_one(halaman, satker):
    buka(satker)
    indikator = ukur(satker)
    Draf.objects.create(
        user=User.objects.get(username="staf-satu"), indikator=indikator, triwulan=TRIWULAN,
        isi={"nilai": "60"}, versi=0,
    )  # fmt: skip
    make_realisasi(indikator, triwulan=TRIWULAN, status=StatusRealisasi.DRAF, nilai=50)
    assert "Ada dua versi" in lihat(halaman, sheet(satker))
    response = halaman.post(url("buang_draf", indikator))
    isi = lihat(halaman, response.url)
    assert "Ada dua versi" not in isi
    assert 'name="nilai" value="50"' in isi


def test_the_same_form_sent_twice_is_no_conflict(halaman, satker):
    buka(satker)
    indikator = ukur(satker)
    kirim(halaman, indikator, nilai="60")
    assert "Ada dua versi" not in kirim(halaman, indikator, nilai="60")
    assert Realisasi.objects.get().versi == 1
    assert not Draf.objects.exists()


# Drafts


def autosave(client: Client, indikator: Indikator, **isi) -> dict:
    response = client.post(url("draf", indikator), {"versi": "0"} | isi)
    assert response.status_code == 200
    return response.json()


def test_a_draft_comes_back_invalid_text_included_until_it_is_dropped(halaman, satker):
    buka(satker)
    indikator = ukur(satker)
    jawaban = autosave(halaman, indikator, nilai="12.5", penyebab="Belum selesai")
    assert jawaban["saved_at"].endswith("WIB")
    assert jawaban["alasan"].startswith("Belum dapat dihitung. Nilai: “12.5” bukan angka")
    isi = lihat(halaman, sheet(satker))
    assert 'name="nilai" value="12.5"' in isi
    assert "Belum selesai</textarea>" in isi
    assert "Draf belum disimpan, dari " in isi
    assert 'value="12.5"' not in lihat(halaman, halaman.post(url("buang_draf", indikator)).url)


def test_a_draft_is_one_s_own(halaman, satker, client):
    buka(satker)
    indikator = ukur(satker)
    autosave(halaman, indikator, nilai="77")
    client = Client()
    client.force_login(make_member(satker, Peran.STAF))
    assert 'value="77"' not in lihat(client, sheet(satker))


def test_text_equal_to_what_is_stored_leaves_no_draft(halaman, satker):
    buka(satker)
    indikator = ukur(satker)
    kirim(halaman, indikator, nilai="12,50")
    assert autosave(halaman, indikator, nilai="12,5")["saved_at"] == ""
    assert not Draf.objects.exists()


def test_a_draft_survives_the_closing_of_the_quarter(halaman, satker):
    buka(satker, -1)
    indikator = ukur(satker)
    assert autosave(halaman, indikator, nilai="77")["saved_at"]
    isi = lihat(halaman, sheet(satker))
    assert "Ketikan Anda dari" in isi
    assert "<span>77</span>" in isi


ANGKA = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=6, allow_nan=False)
POSITIF = st.decimals(min_value=0, max_value=1_000_000, places=6, allow_nan=False)


METODE = [Metode.LANGSUNG, Metode.RASIO, Metode.RATA_RATA_RASIO, Metode.RASIO_GABUNGAN]


def test_the_preview_is_the_saved_capaian(halaman, satker):
    buka(satker)
    semua = [ukur(satker, metode, polaritas=arah) for metode in METODE for arah in ("maksimasi", "minimasi")]

    @given(st.data())
    @settings(max_examples=200, deadline=None)
    def same(data):
        indikator = data.draw(st.sampled_from(semua))
        TargetTriwulan.objects.filter(indikator=indikator).update(nilai=data.draw(st.integers(0, 500)))
        lama = Realisasi.objects.filter(indikator=indikator).first()
        isi = {"versi": str(lama.versi if lama else 0)} | ketik(indikator.metode, data)
        pratinjau = autosave(halaman, indikator, **isi)
        halaman.post(url("simpan", indikator), isi)
        baris = Realisasi.objects.get(indikator=indikator)
        assert baris.versi == int(isi["versi"]) + 1
        capaian = stored_capaian(baris)
        assert pratinjau["capaian"] == ("" if capaian.persen is None else persen(capaian.persen))
        assert pratinjau["alasan"] == ("" if capaian.alasan is None else capaian.alasan.kalimat)

    same()


def stored_capaian(realisasi: Realisasi) -> Capaian:
    """The capaian of the stored row, as the page of the indikator counts it."""
    return next(
        satu for satu in figur_indikator(realisasi.indikator).triwulan if satu.triwulan == TRIWULAN
    ).capaian


def ketik(metode: Metode, data) -> dict[str, str]:
    def teks(angka: Decimal) -> str:
        return format_angka(angka, None)

    if metode == Metode.LANGSUNG:
        return {"nilai": teks(data.draw(ANGKA))}
    if metode == Metode.RASIO:
        return {"pembilang": teks(data.draw(ANGKA)), "penyebut": teks(data.draw(POSITIF))}
    baris = data.draw(st.lists(st.tuples(ANGKA, POSITIF), min_size=0, max_size=4))
    return komponen(*[(f"Komponen {n}", teks(a), teks(b)) for n, (a, b) in enumerate(baris)])


# Closed, returned, whose it is


def test_a_closed_quarter_says_why_and_shows_text(halaman, satker):
    buka(satker, -5)
    indikator = ukur(satker)
    isi = lihat(halaman, sheet(satker))
    assert "Pengisian tertutup" in isi
    assert "Mintalah pengecualian kepada KPU Provinsi bila perlu." in isi
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
    assert "Diisi oleh Bagian Hukum." in isi
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


# Submitting


def isi_lengkap(satker: Satker, staf: User, **isi) -> Realisasi:
    indikator = ukur(satker, **isi)
    baris = make_realisasi(
        indikator, triwulan=TRIWULAN, status=StatusRealisasi.DRAF, nilai=75, diisi_oleh=staf
    )
    Analisis.objects.create(realisasi=baris, **LENGKAP)
    BuktiDukung.objects.create(realisasi=baris, urutan=1, judul="Laporan")
    return baris


def test_the_list_of_what_is_missing_is_the_gate(halaman, satker, staf):
    buka(satker)
    indikator = ukur(satker)
    baris = make_realisasi(indikator, triwulan=TRIWULAN, status=StatusRealisasi.DRAF, nilai=Decimal(80))
    kurang = kekurangan(baris)
    isi = lihat(halaman, sheet(satker, "ajukan"))
    assert [satu.bidang for satu in kurang] == ["penyebab", "upaya", "catatan", "bukti"]
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
    isi = lihat(halaman, sheet(satker, "ajukan"))
    assert "Ajukan 1 indikator yang lengkap" in isi
    assert "Tidak ikut diajukan karena belum lengkap:" in isi
    assert "Realisasi belum disimpan." in isi
    assert f"#indikator-{kosong.pk}" in isi
    response = halaman.post(sheet(satker, "kirim"), {f"versi-{siap.indikator_id}": "1"})
    assert "1 realisasi diajukan kepada Verifikator" in lihat(halaman, response.url)
    siap.refresh_from_db()
    assert siap.status == StatusRealisasi.DIAJUKAN
    assert "Tarik kembali" in lihat(halaman, sheet(satker))
    halaman.post(url("tarik", siap.indikator))
    siap.refresh_from_db()
    assert siap.status == StatusRealisasi.DRAF
    assert "tidak dapat dilakukan" in lihat(halaman, halaman.post(url("tarik", siap.indikator)).url)


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


# Cost


@pytest.mark.parametrize("nama", ["isi", "ajukan"])
def test_query_count_is_equal_for_one_and_fifteen_indikator(satker, nama, db):
    assert hitung_query(nama, 1) == hitung_query(nama, 15)


def hitung_query(nama: str, banyak: int) -> int:
    satker = make_satker(f"KPU Provinsi {banyak}")
    buka(satker)
    sasaran = make_sasaran(make_pk(satker))
    user = make_member(satker, Peran.STAF)
    metode = [Metode.RASIO_GABUNGAN, Metode.LANGSUNG, Metode.PREDIKAT, Metode.REKAP_SATKER]
    for n in range(banyak):
        indikator = ukur(satker, metode[n % 4], sasaran=sasaran, penanggung_jawab=make_bagian(satker))
        CapaianLalu.objects.create(indikator=indikator, tahun=TAHUN - 1, capaian=90)
        make_realisasi(indikator, triwulan=1, predikat="B" if n % 4 == 2 else "")
        baris = make_realisasi(indikator, triwulan=TRIWULAN, status=StatusRealisasi.DIKEMBALIKAN)
        baris.pengembalian.create(kategori="lain", alasan="Periksa lagi", oleh=user)
        Komponen.objects.create(realisasi=baris, urutan=1, nama="Meja", pembilang=1, penyebut=2)
        Analisis.objects.create(realisasi=baris, **LENGKAP)
        BuktiDukung.objects.create(realisasi=baris, urutan=1, judul="Laporan")
        JawabanSatker.objects.create(realisasi=baris, satker=satker, nilai=70)
        Draf.objects.create(user=user, indikator=indikator, triwulan=TRIWULAN, isi={"nilai": "1"}, versi=0)
    client = Client()
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(sheet(satker, nama)).status_code == 200
    return len(queries)
