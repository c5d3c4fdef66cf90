"""The pohon kinerja: read, written at its lowest levels, printed on one page; clashes, what is missing."""

import io
from datetime import date
from decimal import Decimal
from unittest.mock import patch

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Bagian, Jejak, Satker, User
from accounts.permissions import Peran
from agreements import tree_actions
from agreements.models import Indikator, KunciTahun, PerjanjianKinerja, Turunan
from agreements.renstra_actions import Bentrok
from agreements.tree_actions import IsiTurunan
from agreements.tree_print import rows, tree_pdf
from agreements.tree_queries import Simpul
from tests.factories import (
    make_bagian,
    make_indikator,
    make_member,
    make_pk,
    make_renstra,
    make_sasaran,
    make_satker,
    make_turunan,
    make_user,
)
from tests.strict import strict_templates
from tests.together import together

# WeasyPrint leaves the closing of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def satker(db: None) -> Satker:
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def pk(satker: Satker) -> PerjanjianKinerja:
    """A PK whose only sasaran is linked to the Renstra's only sasaran strategis."""
    strategis = make_renstra(satker).tujuan.get().sasaran_strategis.get()
    pk = make_pk(satker)
    make_indikator(
        make_sasaran(pk, uraian="Sasaran satu", sasaran_strategis=strategis), nama="Indikator satu"
    )
    return pk


@pytest.fixture
def indikator(pk: PerjanjianKinerja) -> Indikator:
    return pk.sasaran_kegiatan.get().indikator.get()


@pytest.fixture
def bagian(satker: Satker) -> Bagian:
    return make_bagian(satker, nama="Bagian Umum")


@pytest.fixture
def staf(client: Client, satker: Satker) -> Client:
    client.force_login(make_member(satker, Peran.STAF))
    return client


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(response.text.split())


def tree(satker: Satker) -> str:
    return reverse("agreements:pohon", args=[satker.slug, 2023])


def test_the_tree_goes_from_the_tujuan_to_the_subbagian(staf, satker, indikator, bagian):
    tambah = reverse("agreements:turunan_tambah", args=[indikator.pk])
    isi = {"bagian": bagian.pk, "uraian": "Menyusun laporan", "target": "2", "satuan": "Laporan"}
    assert "#turunan-" in staf.post(tambah, isi).url
    induk = Turunan.objects.get()
    sub = make_bagian(satker, nama="Subbagian Satu", induk=bagian)
    rinci = reverse("agreements:turunan_rinci", args=[induk.pk])
    assert "Bagian Umum › Subbagian Satu" in text(staf.get(rinci))
    staf.post(rinci, {"bagian": sub.pk, "uraian": "Menghimpun data", "target": "87,5", "satuan": "%"})
    halaman = text(staf.get(tree(satker)))
    urut = ["Tujuan ke-1", "Sasaran strategis", "Sasaran satu", "Indikator satu", "Menyusun laporan"]
    urut += ["2 Laporan", "Subbagian Satu", "Menghimpun data", "87,5%"]
    tempat = [halaman.index(kata) for kata in urut]
    assert tempat == sorted(tempat)
    assert [satu.peristiwa for satu in Jejak.objects.all()] == ["Turunan ditambahkan"] * 2


def test_who_only_reads_gets_no_link_to_write(client, satker, indikator):
    client.force_login(make_member(satker, Peran.PEMBACA))
    halaman = text(client.get(tree(satker)))
    assert "Belum diturunkan ke Bagian." in halaman
    assert "Turunkan ke Bagian" not in halaman


def test_an_empty_year_and_a_sasaran_without_link_are_named(staf, satker):
    assert "Belum ada Perjanjian Kinerja tahun ini" in text(staf.get(tree(satker)))
    assert staf.get(reverse("agreements:pohon_pdf", args=[satker.slug, 2023])).status_code == 404
    make_sasaran(make_pk(satker), uraian="Sasaran lepas")
    halaman = text(staf.get(tree(satker)))
    assert "Belum ditautkan ke sasaran strategis" in halaman
    assert "Belum ada indikator." in halaman


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"uraian": ""}, "Wajib diisi."),
        ({"target": "12.5"}, "Tulislah 12,5."),
        ({"target": "-1"}, "Target tidak boleh kurang dari 0."),
        ({"satuan": ""}, "Tulis satuan target ini."),
        ({"bagian": ""}, "Wajib dipilih."),
    ],
)
def test_errors_are_told_and_nothing_is_saved(staf, indikator, bagian, isi, kata):
    tambah = reverse("agreements:turunan_tambah", args=[indikator.pk])
    dasar = {"bagian": bagian.pk, "uraian": "Menyusun laporan", "target": "2", "satuan": "Laporan"}
    assert kata in text(staf.post(tambah, dasar | isi))
    assert not Turunan.objects.exists()


def test_a_bagian_of_another_satker_and_a_third_level_are_not_offered(staf, indikator, bagian):
    asing = make_bagian(make_satker())
    tambah = reverse("agreements:turunan_tambah", args=[indikator.pk])
    isi = {"bagian": asing.pk, "uraian": "Menyusun", "target": "", "satuan": ""}
    assert "Pilihan ini tidak tersedia." in text(staf.post(tambah, isi))
    induk = make_turunan(indikator, bagian=bagian, uraian="Satu")
    anak = make_turunan(indikator, induk=induk, bagian=bagian, uraian="Dua")
    assert staf.get(reverse("agreements:turunan_rinci", args=[anak.pk])).status_code == 404


def test_a_clash_shows_both_texts_and_what_has_rows_under_it_is_not_deleted(staf, satker, indikator, bagian):
    induk = make_turunan(indikator, bagian=bagian, uraian="Satu")
    sub = make_bagian(satker, induk=bagian)
    make_turunan(indikator, induk=induk, bagian=sub, uraian="Rinci")
    ubah = reverse("agreements:turunan_ubah", args=[induk.pk])
    isi = {"bagian": bagian.pk, "uraian": "Dua", "target": "", "satuan": "", "versi": "1"}
    assert staf.post(ubah, isi).status_code == 302
    halaman = text(staf.post(ubah, isi | {"uraian": "Tiga"}), 409)
    assert "<dd>Dua</dd>" in halaman
    assert "<dd>Tiga</dd>" in halaman
    hapus = reverse("agreements:turunan_hapus", args=[induk.pk])
    assert "Masih memuat 1 turunan Subbagian." in text(staf.get(hapus))
    assert staf.post(hapus, {"versi": "2"}).status_code == 409
    anak = induk.rincian.get()
    assert staf.post(reverse("agreements:turunan_hapus", args=[anak.pk]), {"versi": "1"}).status_code == 302
    assert staf.post(hapus, {"versi": "2"}).status_code == 302
    assert not Turunan.objects.exists()


def test_turunan_are_copied_once_into_the_next_pk_by_the_name_of_the_indikator(
    staf, satker, indikator, bagian
):
    induk = make_turunan(indikator, bagian=bagian, uraian="Menyusun", target=Decimal(2), satuan="Laporan")
    make_turunan(indikator, induk=induk, bagian=make_bagian(satker, induk=bagian), uraian="Merinci")
    make_turunan(make_indikator(indikator.sasaran, nama="Indikator lama"), bagian=bagian)
    baru = make_pk(satker, 2024)
    sama = make_indikator(make_sasaran(baru), nama=indikator.nama)
    halaman = reverse("agreements:pohon", args=[satker.slug, 2024])
    salin = reverse("agreements:turunan_salin", args=[baru.pk])
    assert "Salin turunan tahun 2023, versi 1" in text(staf.get(halaman))
    jawaban = text(staf.post(salin, follow=True))
    assert "2 turunan disalin." in jawaban
    assert "1 lainnya tidak disalin" in jawaban
    [atas] = sama.turunan.filter(induk=None)
    assert (atas.uraian, atas.target, [satu.uraian for satu in atas.rincian.all()]) == (
        "Menyusun", Decimal(2), ["Merinci"],
    )  # fmt: skip
    assert "Salin turunan" not in text(staf.get(halaman))
    assert "Tidak ada turunan yang dapat disalin" in text(staf.post(salin, follow=True))
    assert sama.turunan.count() == 2


def test_turunan_are_not_copied_into_a_frozen_year(staf, satker, indikator, bagian):
    make_turunan(indikator, bagian=bagian)
    baru = make_pk(satker, 2024)
    sama = make_indikator(make_sasaran(baru), nama=indikator.nama)
    KunciTahun.objects.create(
        satker=satker, tahun=2024, dasar="Laporan Kinerja versi 1", oleh=make_user(), sejak=timezone.now()
    )
    jawaban = text(staf.post(reverse("agreements:turunan_salin", args=[baru.pk]), follow=True))
    assert "Laporan Kinerja versi 1" in jawaban
    assert not sama.turunan.exists()


def test_rows_of_the_table_span_their_leaves():
    daun = [Simpul(5, "Subbagian", nama) for nama in "ab"]
    indikator = Simpul(3, "Indikator", "i", anak=(Simpul(4, "Bagian", "x", anak=tuple(daun)),))
    tabel = rows([indikator, Simpul(3, "Indikator", "j")])
    bentuk = [
        [(sel.simpul.teks if sel.simpul else "", sel.tinggi, sel.lebar) for sel in satu] for satu in tabel
    ]
    assert bentuk == [
        [("i", 2, 1), ("x", 2, 1), ("a", 1, 1)],
        [("b", 1, 1)],
        [("j", 1, 1), ("", 1, 2)],
    ]


def pages(isi: bytes) -> tuple[int, tuple[int, int], str]:
    """Pages, size of the first in points, the words of all."""
    dokumen = pypdfium2.PdfDocument(io.BytesIO(isi))
    kata = " ".join(" ".join(satu.get_textpage().get_text_bounded().split()) for satu in dokumen)
    lebar, tinggi = dokumen[0].get_size()
    hasil = len(dokumen), (round(lebar), round(tinggi)), kata
    dokumen.close()
    return hasil


def test_a_small_tree_is_one_a4_page_and_holds_every_word(staf, satker, indikator, bagian):
    make_turunan(indikator, bagian=bagian, uraian="Menyusun laporan", target=Decimal(2), satuan="Laporan")
    berkas = staf.get(reverse("agreements:pohon_pdf", args=[satker.slug, 2023]))
    banyak, ukuran, kata = pages(berkas.content)
    assert (banyak, ukuran) == (1, (842, 595))
    for potongan in (
        "Tujuan ke-1",
        "Sasaran satu",
        "Indikator satu",
        "(100%)",
        "Bagian Umum:",
        "(2 Laporan)",
    ):
        assert potongan in kata
    assert "Tidak muat" not in kata


@pytest.mark.parametrize(
    ("banyak", "halaman", "kata"), [(50, 1, "cetaklah pada kertas A3"), (150, 3, "berlanjut")]
)
def test_a_tree_that_is_too_large_says_so_and_loses_nothing(satker, banyak, halaman, kata):
    pk = make_pk(satker)
    isi = tuple(Simpul(3, "Indikator", f"Indikator ke-{nomor}.", target="100%") for nomor in range(banyak))
    akar = [
        Simpul(0, "Tujuan", "Satu", anak=(Simpul(1, "", "Dua", anak=(Simpul(2, "", "Tiga", anak=isi),)),))
    ]
    jadi = pages(tree_pdf(pk, akar, on=date(2024, 1, 2)).isi)
    assert (jadi[0], jadi[1]) == (halaman, (1191, 842))
    assert kata in jadi[2]
    assert [nomor for nomor in range(banyak) if f"Indikator ke-{nomor}." not in jadi[2]] == []


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="IMMEDIATE transactions of SQLite run one after another"
)
@pytest.mark.usefixtures("race_db")
def test_of_two_who_save_at_one_time_one_is_told_and_the_control_without_the_version_loses_a_text():
    assert save_at_once() == ["Bentrok", "NoneType"]
    guarded = tree_actions.edit_turunan

    def overwriting(turunan, isi, *, versi, by):
        try:
            return guarded(turunan, isi, versi=versi, by=by)
        except Bentrok as galat:
            return guarded(turunan, isi, versi=galat.versi, by=by)

    with patch.object(tree_actions, "edit_turunan", overwriting):
        assert save_at_once() == ["NoneType", "NoneType"]


def save_at_once() -> list[str]:
    """Two save one turunan on the version that both saw: what each was told."""
    satker = make_satker()
    bagian = make_bagian(satker)
    indikator = make_indikator(make_sasaran(make_pk(satker)))
    turunan = make_turunan(indikator, bagian=bagian, uraian="Awal")
    orang = [make_member(satker, Peran.STAF) for _ in range(2)]

    def save(by: User, uraian: str) -> None:
        seen = Turunan.objects.select_related("indikator__sasaran__perjanjian__satker").get(pk=turunan.pk)
        tree_actions.edit_turunan(seen, IsiTurunan(bagian, uraian, None, ""), versi=1, by=by)

    outcomes = together(*[lambda by=by, ke=ke: save(by, f"Teks {ke}") for ke, by in enumerate(orang)])
    return sorted(type(satu.error).__name__ for satu in outcomes)
