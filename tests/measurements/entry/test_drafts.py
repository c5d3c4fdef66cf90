"""What is typed: two people on one figure, drafts, and the preview that is the saved capaian."""

import re
from decimal import Decimal

from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.permissions import Peran
from agreements.models import TargetTriwulan
from kinerja.angka import format_angka, persen
from kinerja.capaian import Capaian
from kinerja.metode import Metode
from measurements import actions
from measurements.entry import Isian
from measurements.models import Draf, Realisasi
from measurements.queries import figur_indikator
from measurements.states import StatusRealisasi
from tests.factories import make_member, make_realisasi
from tests.measurements.entry.sheet import TRIWULAN, autosave, buka, kirim, komponen, lihat, sheet, ukur, url

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


def test_a_draft_comes_back_invalid_text_included_until_it_is_dropped(halaman, satker):
    buka(satker)
    indikator = ukur(satker)
    jawaban = autosave(halaman, indikator, nilai="12.5", penyebab="Belum selesai")
    assert jawaban["saved_at"].endswith("WIB")
    assert jawaban["alasan"].startswith("Belum dapat dihitung. Nilai: “12.5” bukan angka")
    isi = lihat(halaman, sheet(satker))
    assert 'name="nilai" value="12.5"' in isi
    assert "Belum selesai</textarea>" in isi
    assert "Ketikan belum disimpan, dari " in isi
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


# The preview

ANGKA = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=6, allow_nan=False)
POSITIF = st.decimals(min_value=0, max_value=1_000_000, places=6, allow_nan=False)


METODE = [Metode.LANGSUNG, Metode.RASIO, Metode.RATA_RATA_RASIO, Metode.RASIO_GABUNGAN]


def test_the_preview_is_the_saved_capaian(halaman, satker):
    buka(satker)
    semua = [ukur(satker, metode, polaritas=arah) for metode in METODE for arah in ("maksimasi", "minimasi")]

    @given(st.data())
    @settings(max_examples=80, deadline=None)
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


def test_a_row_that_was_struck_out_before_it_was_saved_can_be_taken_back(halaman, satker):
    buka(satker)
    indikator = ukur(satker, Metode.RASIO_GABUNGAN)
    isi = komponen(("", "1,5", "2"))
    kirim(halaman, indikator, **isi, aksi="hapus:0")
    autosave(halaman, indikator, **isi, **{"komponen-0-hapus": "1"})
    assert "Batalkan penghapusan komponen baris 1" in lihat(halaman, sheet(satker))
    kirim(halaman, indikator, **isi, **{"komponen-0-hapus": "1"}, aksi="hapus:0")
    assert 'value="1,5"' in lihat(halaman, sheet(satker))
