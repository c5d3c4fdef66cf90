"""Pictures of the narrative: what is taken, what is kept of it, who sees it, how it is printed."""

import struct
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageFile, ImageOps

from accounts.permissions import Peran
from jobs.storage import BerkasDitolak
from printing.pdf import RenderFailed
from reports.build import susun
from reports.document import Dokumen, Foto, blok_dokumen
from reports.html import render_body
from reports.models import GambarNarasi, LaporanKinerja
from reports.narrative_actions import Bentrok, NarasiTerkunci, save_narasi
from reports.pdf import data_json, render_pdf
from reports.picture_actions import describe_picture, remove_picture
from reports.pictures import STORAGE, orphans, take_picture
from reports.queries import kumpulkan
from reports.states import StatusLkj
from tests.evidence_files import pdf, png
from tests.factories import make_kinerja, make_lkj, make_member, make_satker, make_tahun
from tests.strict import strict_templates

TAHUN = 2023
KUNCI = "bab1.isu-strategis"


def photo(warna: str = "navy", ukuran: tuple[int, int] = (40, 20)) -> bytes:
    """A JPG as a phone makes it: lying on its side, with the place where it was taken."""
    keluar = BytesIO()
    data = Image.Exif()
    data[0x0112] = 6
    data.get_ifd(0x8825)[1] = "S"
    data[0x010F] = "Merek Telepon"
    Image.new("RGB", ukuran, warna).save(keluar, "JPEG", exif=data)
    return keluar.getvalue()


def take(isi: bytes, nama: str = "foto.jpg"):
    return take_picture(nama, len(isi), BytesIO(isi))


# What is kept


def test_a_photo_is_kept_upright_and_without_what_the_camera_added():
    mentah = photo()
    assert b"Merek Telepon" in mentah
    hasil = take(mentah)
    assert (hasil.jenis, hasil.lebar, hasil.tinggi) == ("jpg", 20, 40)
    assert b"Merek Telepon" not in hasil.isi
    with Image.open(BytesIO(hasil.isi)) as gambar:
        assert not gambar.getexif()


def test_a_photo_whose_exif_is_damaged_is_taken_all_the_same_and_upright():
    # The direction, then a resolution that is a text.
    arah, titik = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0), struct.pack(">HHI4s", 0x011A, 2, 4, b"abc")
    data = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 2) + arah + titik + bytes(4)
    keluar = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(keluar, "JPEG", exif=data)
    with Image.open(BytesIO(keluar.getvalue())) as gambar, pytest.raises(TypeError):
        ImageOps.exif_transpose(gambar)
    hasil = take(keluar.getvalue())
    assert (hasil.lebar, hasil.tinggi) == (20, 40)


@pytest.mark.parametrize("arah", range(1, 9))
def test_every_direction_of_a_camera_is_turned_as_pillow_turns_it(arah):
    keluar, data = BytesIO(), Image.Exif()
    data[0x0112] = arah
    gambar = Image.new("RGB", (3, 2))
    gambar.putdata([(satu, 0, 0) for satu in range(6)])
    gambar.save(keluar, "PNG", exif=data)
    with Image.open(BytesIO(keluar.getvalue())) as mentah:
        tegak = ImageOps.exif_transpose(mentah)
    with Image.open(BytesIO(take(keluar.getvalue(), "a.png").isi)) as hasil:
        assert (hasil.size, hasil.tobytes()) == (tegak.size, tegak.tobytes())


def test_a_large_picture_is_made_as_large_as_print_needs():
    assert take(photo(ukuran=(4_000, 1_000))).tinggi == 1_900


def test_a_small_file_of_very_many_pixels_is_refused_before_they_are_unpacked(monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda _: pytest.fail("the pixels were read"))
    with pytest.raises(BerkasDitolak, match="8125 × 8001 titik, melebihi batas 65 juta titik"):
        take(png(8_125, 8_001), "a.png")


def test_a_png_keeps_what_is_transparent():
    keluar = BytesIO()
    Image.new("RGBA", (3, 2), (1, 2, 3, 4)).save(keluar, "PNG")
    with Image.open(BytesIO(take(keluar.getvalue(), "a.png").isi)) as gambar:
        assert (gambar.mode, gambar.getpixel((0, 0))) == ("RGBA", (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("nama", "isi", "sebab"),
    [
        ("a.pdf", pdf(), "bukan gambar"),
        ("a.png", b"<svg onload=alert(1)>", "tidak diterima"),
        ("a.png", png()[:-8], "rusak atau terpotong"),
        ("a.jpg", png(), "isinya PNG"),
        ("a.png", b"", "kosong"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(nama, isi, sebab):
    with pytest.raises(BerkasDitolak, match=sebab):
        take(isi, nama)


# The pages


@pytest.fixture
def laporan(db: None, settings, tmp_path) -> LaporanKinerja:
    settings.DATA_DIR = tmp_path
    make_tahun(TAHUN)
    return make_lkj(make_kinerja(make_satker("KPU Provinsi Uji"), [[91]], TAHUN))


@pytest.fixture
def staf(laporan):
    return make_member(laporan.satker, Peran.STAF)


@pytest.fixture
def masuk(client: Client, staf) -> Client:
    client.force_login(staf)
    return client


def upload(client: Client, laporan: LaporanKinerja, isi: bytes | None = None, **lagi: str):
    kiriman = {"judul": "Rapat <b>kerja</b>", "alt": "Orang duduk melingkar"} | lagi
    if isi is not None:
        kiriman["berkas"] = SimpleUploadedFile("foto.jpg", isi)
    alamat = reverse("reports:gambar", args=[laporan.satker.slug, TAHUN])
    with strict_templates():
        return client.post(alamat, kiriman, follow=True)


def files() -> list[str]:
    return [satu.name for satu in STORAGE.folder().glob("*/*")]


def place(laporan: LaporanKinerja, staf, gambar: GambarNarasi) -> Dokumen:
    isi = f'<p>Lihat {{{{ nomor.gambar.{gambar.kunci} }}}}.</p><figure data-gambar="{gambar.kunci}"></figure>'
    save_narasi(laporan, KUNCI, isi, versi=0, by=staf)
    return susun(kumpulkan(laporan))


def test_a_picture_is_uploaded_placed_numbered_and_shown(masuk, laporan, staf):
    assert "disimpan. Sisipkan ke dalam bagian" in upload(masuk, laporan, photo()).text
    gambar = GambarNarasi.objects.get()
    dokumen = place(laporan, staf, gambar)
    foto = next(satu for satu in blok_dokumen(dokumen) if isinstance(satu, Foto))
    assert (foto.nomor, foto.alt) == ("Gambar 1.2", "Orang duduk melingkar")
    assert (foto.kunci, "Gambar 1.2") in [(satu.kunci, satu.nomor) for satu in dokumen.daftar_gambar]
    halaman = render_body(dokumen, links=True)
    assert f'<img src="/gambar-narasi/{gambar.pk}/" alt="Orang duduk melingkar"' in halaman
    assert "Rapat &lt;b&gt;kerja&lt;/b&gt;" in halaman
    assert f'src="picture:{gambar.sha256}"' in render_body(dokumen, links=False)
    assert gambar.berkas.encode() not in data_json(dokumen)


def test_every_fault_of_the_form_is_told_and_nothing_is_kept(masuk, laporan):
    halaman = upload(masuk, laporan, judul="", alt="")
    assert halaman.status_code == 422
    assert halaman.text.count("Bidang ini tidak boleh kosong.") >= 3
    assert "sudah ada sebagai" not in upload(masuk, laporan, photo()).text
    assert "sudah ada sebagai" in upload(masuk, laporan, photo()).text
    assert len(files()) == 1


def test_a_picture_is_shown_to_who_reads_the_report(masuk, laporan):
    upload(masuk, laporan, photo())
    alamat = GambarNarasi.objects.get().get_absolute_url()
    response = masuk.get(alamat)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    asing = Client()
    asing.force_login(make_member(make_satker("KPU Provinsi Lain"), Peran.STAF))
    assert asing.get(alamat).status_code == 404
    STORAGE.path_of(GambarNarasi.objects.get().berkas).write_bytes(b"lain")
    assert masuk.get(alamat).status_code == 404


def test_a_caption_is_changed_by_one_person_at_a_time(masuk, laporan, staf):
    upload(masuk, laporan, photo())
    gambar = GambarNarasi.objects.get()
    ubah = reverse("reports:gambar_ubah", args=[gambar.pk])
    kiriman = {"judul": "Judul baru", "alt": "Teks baru", "versi": "1"}
    assert "Keterangan gambar disimpan." in masuk.post(ubah, kiriman, follow=True).text
    bentrok = masuk.post(ubah, kiriman | {"alt": "Teks ketiga"})
    assert bentrok.status_code == 409
    assert "diubah orang lain menjadi “Judul baru”" in bentrok.text
    assert 'value="Teks ketiga"' in bentrok.text
    kosong = masuk.post(ubah, {"judul": "", "alt": "Diketik", "versi": "1"}).text
    assert "Keterangan gambar belum disimpan" in kosong
    assert 'value="Diketik"' in kosong
    # Completed, it is still of the version that was read: the other's caption is not written over unseen.
    assert '<input type="hidden" name="versi" value="1">' in kosong
    with pytest.raises(Bentrok):
        describe_picture(gambar, judul="a", alt="b", versi=1, by=staf)


def test_a_removed_picture_leaves_a_gap_and_no_file(masuk, laporan, staf, django_capture_on_commit_callbacks):
    upload(masuk, laporan, photo())
    gambar = GambarNarasi.objects.get()
    place(laporan, staf, gambar)
    with django_capture_on_commit_callbacks(execute=True):
        masuk.post(reverse("reports:gambar_hapus", args=[gambar.pk]), {"versi": "1"})
    assert files() == []
    pesan = [satu.pesan for satu in susun(kumpulkan(laporan)).celah]
    assert f"Narasi bagian {KUNCI} tidak dapat dibaca: Gambar {gambar.kunci} tidak dikenal." in pesan
    with pytest.raises(Bentrok, match="telah dihapus orang lain"):
        describe_picture(gambar, judul="a", alt="b", versi=1, by=staf)
    with pytest.raises(Bentrok, match="telah dihapus orang lain"):
        remove_picture(gambar, versi=1, by=staf)


def test_a_picture_that_somebody_described_anew_is_not_removed_unseen(masuk, laporan, staf):
    upload(masuk, laporan, photo())
    gambar = GambarNarasi.objects.get()
    describe_picture(gambar, judul="Rapat pleno", alt="Orang duduk", versi=1, by=staf)
    hapus = masuk.post(reverse("reports:gambar_hapus", args=[gambar.pk]), {"versi": "1"}, follow=True)
    assert "diubah orang lain menjadi “Rapat pleno”" in hapus.text
    assert GambarNarasi.objects.exists()


def test_pictures_belong_to_a_konsep_and_a_lone_file_is_swept(masuk, laporan, staf):
    upload(masuk, laporan, photo())
    gambar = GambarNarasi.objects.get()
    LaporanKinerja.objects.update(
        status=StatusLkj.DIPERIKSA, diperiksa_oleh=staf, diperiksa_pada=timezone.now()
    )
    assert "narasinya tidak dapat diubah" in upload(masuk, laporan, photo("red")).text
    with pytest.raises(NarasiTerkunci):
        remove_picture(gambar, versi=1, by=staf)
    assert len(files()) == 1
    lepas = STORAGE.store(b"lepas")
    assert [satu.name for satu in orphans(now=2**40)] == [lepas]


# Print


@pytest.mark.parametrize(
    ("lebar", "tinggi", "persen"),
    [
        (1_900, 1_000, "100%"),
        (1_000, 1_900, "49%"),
        (1_000, 1_000, "93.2%"),
        (190, 100, "20%"),
        (1, 1_900, "0%"),
    ],
)
def test_a_picture_keeps_its_proportion_and_is_no_larger_than_its_dots(lebar, tinggi, persen):
    assert Foto("g", "J", "A", "s", lebar, tinggi).lebar_persen == persen


def one_section(dokumen: Dokumen) -> Dokumen:
    bab = replace(dokumen.bab[0], bagian=tuple(satu for satu in dokumen.bab[0].bagian if satu.kunci == KUNCI))
    return replace(
        dokumen, depan=(), bab=(bab,), lampiran=(), daftar_tabel=(), daftar_gambar=dokumen.daftar_gambar[1:2]
    )


@pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")
def test_a_picture_is_printed_with_its_text_and_a_missing_one_stops_the_printing(masuk, laporan, staf):
    upload(masuk, laporan, photo())
    gambar = GambarNarasi.objects.get()
    dokumen = one_section(place(laporan, staf, gambar))
    with pikepdf.open(BytesIO(render_pdf(dokumen).isi)) as berkas:
        gambar_pdf = [
            o for o in berkas.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"
        ]
        alt = [str(o.Alt) for o in berkas.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    assert [(int(satu.Width), int(satu.Height)) for satu in gambar_pdf] == [(20, 40)]
    assert "Orang duduk melingkar" in alt
    STORAGE.discard(gambar.berkas)
    with pytest.raises(RenderFailed, match="tidak ada lagi di penyimpanan"):
        render_pdf(dokumen)
