"""The tables and pictures of an indikator: typed, pasted, linked, moved, removed, locked, printed."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import Jejak
from accounts.permissions import Peran
from agreements.models import Indikator
from measurements.models import CapaianLalu, DrafTabel, TabelPendukung
from reports.build import susun
from reports.document import Celah, Dokumen, Foto, Tabel, blok_dokumen
from reports.models import GambarNarasi, LaporanKinerja
from reports.narrative_actions import save_narasi
from reports.queries import kumpulkan
from reports.table_display import TEMPELAN_MENUNGGU
from tests.factories import advance_lkj, make_kinerja, make_lkj, make_member, make_satker, make_tahun
from tests.strict import strict_templates

TAHUN, KUNCI = 2023, "tabel-0123abcd"


@pytest.fixture
def laporan(db: None, settings, tmp_path) -> LaporanKinerja:
    settings.DATA_DIR = tmp_path
    make_tahun(TAHUN)
    return make_lkj(make_kinerja(make_satker("KPU Provinsi Uji"), [[91]], TAHUN))


@pytest.fixture
def indikator(laporan) -> Indikator:
    return Indikator.objects.select_related("sasaran__perjanjian__satker").get()


def login(laporan: LaporanKinerja) -> Client:
    masuk = Client()
    masuk.force_login(make_member(laporan.satker, Peran.STAF))
    return masuk


@pytest.fixture
def masuk(laporan) -> Client:
    return login(laporan)


def url(nama: str, indikator: Indikator, *lagi: object) -> str:
    return reverse(f"reports:{nama}", args=[indikator.pk, *lagi])


def sheet(*sel: str, judul: str = "Fasilitas", **lagi: object) -> dict[str, object]:
    """A form of two columns, a text and a figure that is summed."""
    isi = {"judul": judul, "orientasi": "tegak", "versi": 0, "kolom-0-kunci": "k1", "kolom-1-kunci": "k2"}
    isi |= {"kolom-0-judul": "Nama", "kolom-1-judul": "Baik", "kolom-1-jenis": "bilangan"}
    isi |= {"kolom-1-jumlah": "on"}
    isi |= {f"sel-{ke // 2}-{ke % 2}": teks for ke, teks in enumerate(sel)}
    return isi | lagi


def send(masuk: Client, indikator: Indikator, isi: dict[str, object], kunci: str = KUNCI):
    with strict_templates():
        return masuk.post(url("tabel_sunting", indikator, kunci), isi, follow=True)


def stored(indikator: Indikator, judul: str = "Fasilitas", **isi: object) -> TabelPendukung:
    kolom = [{"kunci": "a", "judul": "A", "jenis": "bilangan", "jumlah": True}]
    ke = indikator.tabel_pendukung.count() + 1
    dasar = {"kunci": f"tabel-{ke:08x}", "urutan": ke, "judul": judul, "kolom": kolom, "baris": [["1"]]}
    return TabelPendukung.objects.create(indikator=indikator, **(dasar | isi))


def printed(laporan: LaporanKinerja) -> Dokumen:
    return susun(kumpulkan(laporan))


def tables(dokumen: Dokumen) -> dict[str, Tabel]:
    return {satu.kunci: satu for satu in blok_dokumen(dokumen) if isinstance(satu, Tabel)}


def gaps(dokumen: Dokumen) -> list[str]:
    return [satu.pesan for satu in blok_dokumen(dokumen) if isinstance(satu, Celah)]


# Typed


def test_a_table_is_typed_saved_printed_and_told_in_the_trail(masuk, laporan, indikator):
    with strict_templates():
        assert "Belum ada tabel pendukung" in masuk.get(url("bahan", indikator)).text
        assert "Judul kolom 1" in masuk.get(url("tabel_sunting", indikator, KUNCI)).text
    halaman = send(masuk, indikator, sheet("Meja", "1.200,5", "Kursi", "3"))
    assert "Tabel “Fasilitas” disimpan." in halaman.text
    tabel = TabelPendukung.objects.get()
    assert (tabel.kunci, tabel.versi, tabel.baris) == (KUNCI, 1, [["Meja", "1200.5"], ["Kursi", "3"]])
    assert Jejak.objects.get(peristiwa="Tabel pendukung disimpan").keterangan == "Fasilitas"
    tercetak = tables(printed(laporan))[KUNCI]
    assert tercetak.nomor.startswith("Tabel 3.")
    assert ["".join(isi.isi for isi in sel.isi) for sel in tercetak.baris[-1].sel] == [
        "",
        "JUMLAH",
        "1.203,5",
    ]


def test_every_fault_is_told_at_once_and_what_was_typed_stays(masuk, indikator):
    halaman = send(masuk, indikator, sheet("Meja", "12.5", "Jumlah", "3", judul=""))
    assert "Judul tabel: Tulislah judul tabel" in halaman.text
    assert "Baris 1, kolom “Baik”: “12.5” bukan angka yang sah" in halaman.text
    assert "Baris 2, kolom “Nama”: Baris jumlah tidak diketik" in halaman.text
    assert 'value="12.5"' in halaman.text
    assert (TabelPendukung.objects.count(), DrafTabel.objects.get().isi["kini"]["baris"][0]) == (
        0,
        ["Meja", "12.5"],
    )
    assert "Tabel baru belum disimpan" in masuk.get(url("bahan", indikator)).text


def test_rows_are_removed_and_taken_back_without_javascript(masuk, indikator):
    awal = sheet("Meja", "1", "Kursi", "2")
    assert 'value="Meja"' not in send(masuk, indikator, awal | {"aksi": "hapus-baris:0"}).text
    halaman = send(masuk, indikator, sheet("Kursi", "2") | {"aksi": "urung"}).text
    assert ('value="Meja"' in halaman, "Ulangi" in halaman) == (True, True)
    assert send(masuk, indikator, awal | {"aksi": "entah"}).status_code == 404


def test_a_paste_is_shown_first_and_applied_when_asked(masuk, indikator):
    tempel = "Nama\tBaik\nMeja\t1.000\nTotal\t1.000"
    halaman = send(masuk, indikator, sheet(judul="") | {"aksi": "cuplik", "tempel": tempel}).text
    assert "Pratinjau: 1 baris, 2 kolom." in halaman
    assert TabelPendukung.objects.count() == 0
    halaman = send(masuk, indikator, sheet(judul="T") | {"aksi": "ganti", "tempel": tempel}).text
    assert ('value="Meja"' in halaman, "Hasil dari ketikan" in halaman) == (True, True)


def test_a_table_is_not_saved_past_a_paste_that_waits(masuk, indikator):
    halaman = send(masuk, indikator, sheet(judul="T") | {"tempel": "Nama\tBaik\nMeja\t70.25"}).text
    assert TEMPELAN_MENUNGGU in halaman
    assert "Tulislah 70,25." in halaman
    assert not TabelPendukung.objects.exists()


def test_a_second_person_sees_both_texts(masuk, laporan, indikator):
    send(masuk, indikator, sheet("Meja", "1"))
    halaman = send(login(laporan), indikator, sheet("Lemari", "9"))
    assert "Ada dua versi: pilih salah satu" in halaman.text
    assert ("Meja" in halaman.text, 'value="Lemari"' in halaman.text) == (True, True)
    assert TabelPendukung.objects.get().baris == [["Meja", "1"]]


def test_the_second_person_may_save_on_top_of_what_was_shown(masuk, laporan, indikator):
    send(masuk, indikator, sheet("Meja", "1"))
    lain = login(laporan)
    send(lain, indikator, sheet("Lemari", "9"))
    send(lain, indikator, sheet("Lemari", "9") | {"aksi": "timpa", "versi_terkini": 1})
    tabel = TabelPendukung.objects.get()
    assert (tabel.versi, tabel.baris, DrafTabel.objects.count()) == (2, [["Lemari", "9"]], 0)


def test_an_autosave_keeps_a_draft_and_drops_one_that_says_what_is_stored(masuk, indikator):
    alamat = url("tabel_draf", indikator, KUNCI)
    assert masuk.post(alamat, sheet("Meja", "x")).json()["draf"] == DrafTabel.objects.get().tanda
    masuk.post(url("tabel_buang_draf", indikator, KUNCI))
    assert DrafTabel.objects.count() == 0
    send(masuk, indikator, sheet("Meja", "1"))
    assert masuk.post(alamat, sheet("Meja", "1", versi=1)).json() == {"saved_at": "", "draf": ""}


def test_another_tab_that_does_not_know_the_draft_is_asked(masuk, indikator):
    alamat = url("tabel_draf", indikator, KUNCI)
    masuk.post(alamat, sheet("Meja", "1", tab="satu", ke=1))
    assert masuk.post(alamat, sheet("Kursi", "1", tab="dua", ke=1)).status_code == 409
    assert "diisi juga di tab lain" in send(masuk, indikator, sheet("Kursi", "1", tab="dua", ke=2)).text


def test_a_broken_stored_table_ends_no_page_and_is_mended(masuk, laporan, indikator):
    tabel = stored(indikator, kolom=[5, {"kunci": "a", "judul": "A", "jenis": "rupiah"}], baris=[[7], "x"])
    with strict_templates():
        for alamat in (
            url("bahan", indikator),
            url("tabel_sunting", indikator, tabel.kunci),
            indikator.get_absolute_url(),
            reverse("measurements:capaian", args=[laporan.satker.slug, TAHUN]),
            laporan.get_absolute_url(),
            reverse("reports:temuan", args=[laporan.satker.slug, TAHUN]),
        ):
            assert masuk.get(alamat).status_code == 200
    assert any("tidak dikenal" in satu for satu in gaps(printed(laporan)))
    send(masuk, indikator, sheet("Meja", "1", versi=1), tabel.kunci)
    assert tables(printed(laporan))[tabel.kunci].judul == "Fasilitas"


def test_only_a_key_of_ours_begins_a_table(masuk, indikator):
    assert masuk.get(url("tabel_sunting", indikator, "tabel-x")).status_code == 404


def test_a_finding_in_a_table_leads_who_may_write_to_its_form(masuk, laporan, indikator):
    tabel = stored(indikator, baris=[["x"]])
    temuan = reverse("reports:temuan", args=[laporan.satker.slug, TAHUN])
    pembaca = Client()
    pembaca.force_login(make_member(laporan.satker, Peran.PEMBACA))
    sunting = f'href="{url("tabel_sunting", indikator, tabel.kunci)}"'
    baca = f'href="{indikator.get_absolute_url()}#tabel-{tabel.kunci}"'
    semua = [masuk.get(temuan).text, pembaca.get(temuan).text]
    assert [(sunting in satu, baca in satu) for satu in semua] == [(True, False), (False, True)]


# Order, removal, restoring


def test_tables_are_moved_removed_and_restored(masuk, laporan, indikator):
    satu, dua = stored(indikator, "Satu"), stored(indikator, "Dua")
    masuk.post(url("tabel_geser", indikator, dua.kunci), {"arah": "naik"})
    assert [isi.judul for isi in tables(printed(laporan)).values() if isi.judul in ("Satu", "Dua")] == [
        "Dua",
        "Satu",
    ]
    masuk.post(url("tabel_hapus", indikator, satu.kunci), {"versi": 1})
    assert satu.kunci not in tables(printed(laporan))
    with strict_templates():
        assert "Pulihkan" in masuk.get(url("bahan", indikator)).text
    masuk.post(url("tabel_pulihkan", indikator, satu.kunci))
    satu.refresh_from_db()
    assert (satu.dihapus_pada, satu.baris, satu.kunci in tables(printed(laporan))) == (None, [["1"]], True)


def test_what_another_person_changed_is_not_removed(masuk, indikator):
    tabel = stored(indikator, versi=2)
    halaman = masuk.post(url("tabel_hapus", indikator, tabel.kunci), {"versi": 1}, follow=True)
    assert "telah disimpan orang lain" in halaman.text
    tabel.refresh_from_db()
    assert tabel.dihapus_pada is None


def test_a_removed_table_is_not_saved_over(masuk, indikator):
    tabel = stored(indikator)
    masuk.post(url("tabel_hapus", indikator, tabel.kunci), {"versi": 1})
    halaman = send(masuk, indikator, sheet("Meja", "1", versi=2), tabel.kunci)
    assert "Pulihkan dahulu" in halaman.text
    assert DrafTabel.objects.count() == 1


# Linked, placed, locked


def test_a_linked_table_prints_todays_value(masuk, laporan, indikator):
    halaman = masuk.post(url("tabel_tautkan", indikator), {"data": "tahunan"}, follow=True)
    assert "isinya selalu mengikuti data" in halaman.text
    tabel = TabelPendukung.objects.get()
    assert any("belum ada" in satu for satu in gaps(printed(laporan)))
    CapaianLalu.objects.create(indikator=indikator, tahun=2022, capaian="88.5")
    isi = tables(printed(laporan))[tabel.kunci]
    assert ["".join(satu.isi for satu in baris.sel[-1].isi) for baris in isi.baris] == ["88,50%", "91%"]
    with strict_templates():
        assert "88,50%" in masuk.get(url("tabel_sunting", indikator, tabel.kunci)).text
        assert "88,50%" in masuk.get(url("bahan", indikator)).text
        assert "mengikuti data" in masuk.get(indikator.get_absolute_url()).text
    send(masuk, indikator, {"judul": "Perkembangan", "versi": 1}, tabel.kunci)
    assert tables(printed(laporan))[tabel.kunci].judul == "Perkembangan"
    assert "Pilihlah data" in masuk.post(url("tabel_tautkan", indikator), {"data": "x"}, follow=True).text


def test_a_table_that_the_words_place_is_printed_there_once(masuk, laporan, indikator):
    tabel = stored(indikator)
    staf = make_member(laporan.satker, Peran.STAF)
    isi = f'<p>Lihat tabel.</p><figure data-tabel="{tabel.kunci}"></figure>'
    save_narasi(laporan, "bab4.saran", isi, versi=0, by=staf)
    dokumen = printed(laporan)
    assert [satu.kunci for satu in blok_dokumen(dokumen) if isinstance(satu, Tabel)].count(tabel.kunci) == 1
    assert tables(dokumen)[tabel.kunci].nomor == "Tabel 4.1"
    assert "Ditempatkan dalam teks" in masuk.get(url("bahan", indikator)).text


def test_a_report_that_is_no_konsep_holds_its_tables_and_says_why(masuk, laporan, indikator):
    tabel = stored(indikator)
    advance_lkj(laporan, "diperiksa")
    with strict_templates():
        halaman = masuk.get(url("bahan", indikator)).text
    assert "sehingga tabel dan gambarnya tidak dapat diubah" in halaman
    assert "tidak dapat diubah" in send(masuk, indikator, sheet("Meja", "1", versi=1), tabel.kunci).text
    for nama in ("tabel_hapus", "tabel_pulihkan", "tabel_geser"):
        assert (
            "tidak dapat diubah"
            in masuk.post(url(nama, indikator, tabel.kunci), {"versi": 1}, follow=True).text
        )
    assert (
        "tidak dapat diubah"
        in masuk.post(url("tabel_tautkan", indikator), {"data": "tahunan"}, follow=True).text
    )
    tabel.refresh_from_db()
    assert (tabel.versi, tabel.judul, TabelPendukung.objects.count()) == (1, "Fasilitas", 1)


def test_the_tables_of_an_indikator_are_its_satkers(laporan, indikator):
    asing = Client()
    asing.force_login(make_member(make_satker("KPU Provinsi Lain"), Peran.STAF))
    assert asing.get(url("bahan", indikator)).status_code == 404
    pembaca = Client()
    pembaca.force_login(make_member(laporan.satker, Peran.PEMBACA))
    assert pembaca.get(url("bahan", indikator)).status_code == 403
    assert "Tambah atau sunting" not in pembaca.get(indikator.get_absolute_url()).text


# Pictures


def picture() -> SimpleUploadedFile:
    keluar = BytesIO()
    Image.new("RGB", (4, 3), "navy").save(keluar, "JPEG")
    return SimpleUploadedFile("foto.jpg", keluar.getvalue())


def test_a_picture_is_placed_with_its_indikator_from_the_same_page(masuk, laporan, indikator):
    gambar = reverse("reports:gambar", args=[laporan.satker.slug, TAHUN])
    isi = {
        "judul": "Rapat",
        "alt": "Orang duduk",
        "berkas": picture(),
        "indikator": indikator.pk,
        "ke_bahan": 1,
    }
    with strict_templates():
        halaman = masuk.post(gambar, isi, follow=True)
    assert halaman.redirect_chain[-1][0] == url("bahan", indikator)
    assert f"Tercetak setelah analisis indikator {indikator.nomor}." in halaman.text
    [foto] = [satu for satu in blok_dokumen(printed(laporan)) if isinstance(satu, Foto)]
    assert (foto.judul, foto.nomor.startswith("Gambar 3.")) == ("Rapat", True)
    satu = GambarNarasi.objects.get()
    keterangan = {"judul": "Rapat", "alt": "Orang duduk", "versi": 1}
    masuk.post(reverse("reports:gambar_ubah", args=[satu.pk]), keterangan)
    assert not [satu for satu in blok_dokumen(printed(laporan)) if isinstance(satu, Foto)]
    with strict_templates():
        assert "Tempatkan di indikator ini" in masuk.get(url("bahan", indikator)).text
