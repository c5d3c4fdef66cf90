"""What each page says: full, empty, and at its borders."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.models import TargetTriwulan
from agreements.states import StatusPK
from budget.models import RevisiDipa
from kinerja.hasil import Alasan
from kinerja.metode import Metode
from measurements.models import Analisis, JawabanSatker, Komponen, TabelPendukung
from tests.factories import (
    make_anggaran_program,
    make_dipa,
    make_iku,
    make_indikator,
    make_keputusan_iku,
    make_kinerja,
    make_lampiran_iku,
    make_lkj,
    make_pk,
    make_pohon_dipa,
    make_predikat,
    make_realisasi,
    make_renstra,
    make_rich_indikator,
    make_sasaran,
    make_satker,
    make_skala_akip,
    make_tahun,
)


def text(response) -> str:
    """The page's words without markup noise: one space between them."""
    assert response.status_code == 200
    return " ".join(response.text.split())


# Beranda


def test_beranda_names_method_predicate_and_serapan(masuk, provinsi):
    tahun = make_tahun()
    make_predikat(tahun, "Memuaskan", 80, 100, sementara=True)
    make_lkj(make_kinerja(provinsi, [[100, 80], [99]]))
    make_dipa(provinsi, 1_000, 995)
    halaman = text(masuk(provinsi).get(reverse("beranda", args=[provinsi.slug, 2023])))
    assert "94,50%" in halaman
    assert "Rata-rata capaian sasaran kegiatan; 3 dari 3 indikator terhitung." in halaman
    assert "Predikat: Memuaskan (rentang &gt;80–100; rentang sementara)." in halaman
    assert "1 dari 3" in halaman
    assert "99,50%" in halaman
    assert "Rp995 dari Rp1.000, sampai dengan Desember 2023" in halaman
    assert "3 dari 3 indikator terverifikasi." in halaman
    assert "Konsep" in halaman
    assert 'id="bagan-sasaran-judul"' in halaman


def test_beranda_of_an_empty_year_says_what_is_missing(masuk, provinsi):
    halaman = text(masuk(provinsi).get(reverse("beranda", args=[provinsi.slug, 2023])))
    assert "Belum ada Perjanjian Kinerja tahun 2023" in halaman
    assert "Belum ada DIPA tahun 2023" in halaman
    assert "0%" not in halaman


def test_beranda_without_any_realisasi_shows_no_figure(masuk, provinsi):
    make_kinerja(provinsi, [[None]])
    halaman = text(masuk(provinsi).get(reverse("beranda", args=[provinsi.slug, 2023])))
    assert "Belum ada capaian yang terhitung" in halaman
    assert "0 dari 1" in halaman
    assert "Belum dimulai" in halaman


def test_beranda_names_the_last_month_that_was_not_uploaded(masuk, provinsi):
    make_dipa(provinsi, realisasi=None)
    halaman = text(masuk(provinsi).get(reverse("beranda", args=[provinsi.slug, 2023])))
    assert "Belum ada realisasi. Realisasi Desember 2023 belum diunggah." in halaman


def test_beranda_of_a_pk_without_sasaran(masuk, provinsi):
    make_pk(provinsi)
    assert "Belum ada capaian yang dapat digambarkan" in text(
        masuk(provinsi).get(reverse("beranda", args=[provinsi.slug, 2023]))
    )


# Accounts


def test_my_account_shows_my_duties_and_what_each_role_may_do(masuk, provinsi):
    halaman = text(masuk(provinsi).get(reverse("accounts:me")))
    assert "1 Januari 2020 sampai ada perubahan" in halaman
    assert "satker sendiri dan satker di bawahnya" in halaman
    assert "Menyusun PDF Laporan Kinerja" in halaman


def test_satker_list_is_searched_by_name_and_shows_years(masuk, provinsi):
    mesuji = make_satker("KPU Kab. Mesuji", induk=provinsi)
    make_satker("KPU Kab. Way Kanan", induk=provinsi)
    make_satker("KPU Kab. Mesuji Lain")
    make_dipa(mesuji, tahun=2022)
    make_pk(mesuji, 2023)
    halaman = text(masuk(provinsi).get(reverse("accounts:satker_list") + "?q=mesuji"))
    assert "KPU Kab. Mesuji</a>" in halaman
    assert "Way Kanan" not in halaman
    assert "Mesuji Lain" not in halaman
    assert halaman.index("tahun 2023") < halaman.index("tahun 2022")


@pytest.mark.parametrize("cari", ["zzz", "%", "'; DROP TABLE", "z" * 101])
def test_a_search_without_a_match_says_so(masuk, provinsi, cari):
    response = masuk(provinsi).get(reverse("accounts:satker_list"), {"q": cari})
    assert "Tidak ada satker yang cocok" in text(response)


def test_a_long_satker_list_is_cut_into_pages(masuk, provinsi):
    for _ in range(60):
        make_satker(induk=provinsi)
    halaman = text(masuk(provinsi).get(reverse("accounts:satker_list")))
    assert "1 sampai 50 dari 61 satker" in halaman


# Renstra and decrees


def test_renstra_shows_the_tree_with_yearly_targets(masuk, provinsi):
    renstra = make_renstra(provinsi)
    sasaran = renstra.tujuan.get().sasaran_strategis.get()
    make_iku(sasaran, target=Decimal("4.5"), satuan="Indeks", keterangan="Hasil survei")
    halaman = text(masuk(provinsi).get(reverse("agreements:renstra", args=[provinsi.slug])))
    assert "Renstra 2020–2024" in halaman
    assert "Misi pertama" in halaman
    assert 'data-label="Target 2023">90%' in halaman
    assert 'data-label="Target 2023">4,5 Indeks' in halaman
    assert "Hasil survei" in halaman
    assert "Belum ada Keputusan IKU" in halaman


def test_a_satker_without_renstra(masuk, provinsi):
    halaman = text(masuk(provinsi).get(reverse("agreements:renstra", args=[provinsi.slug])))
    assert "Belum ada Renstra" in halaman


def test_an_empty_renstra_names_what_is_missing(masuk, provinsi):
    renstra = make_renstra(provinsi, visi="")
    renstra.misi.all().delete()
    renstra.tujuan.all().delete()
    halaman = text(masuk(provinsi).get(reverse("agreements:renstra", args=[provinsi.slug])))
    assert "Visi belum diisi." in halaman
    assert "Misi belum diisi." in halaman
    assert "Belum ada tujuan dalam Renstra ini" in halaman


def test_a_decree_shows_its_lampiran_in_order(masuk, provinsi):
    keputusan = make_keputusan_iku(provinsi)
    sasaran = make_renstra(provinsi).tujuan.get().sasaran_strategis.get()
    make_lampiran_iku(keputusan, make_iku(sasaran, nama="Indeks Reformasi"))
    halaman = text(masuk(provinsi).get(reverse("agreements:keputusan_iku", args=[keputusan.pk])))
    assert "Keputusan Nomor 32 Tahun 2024" in halaman
    assert "19 Januari 2024" in halaman
    assert "Indeks Reformasi" in halaman


def test_a_decree_without_iku(masuk, provinsi):
    keputusan = make_keputusan_iku(provinsi)
    halaman = text(masuk(provinsi).get(reverse("agreements:keputusan_iku", args=[keputusan.pk])))
    assert "Lampiran belum memuat IKU" in halaman


# Perjanjian Kinerja


def test_pk_shows_parties_targets_and_the_difference_to_the_dipa(masuk, provinsi):
    pk = make_kinerja(provinsi, [[100]])
    indikator = pk.sasaran_kegiatan.get().indikator.get()
    TargetTriwulan.objects.create(indikator=indikator, triwulan=2, nilai=50)
    make_anggaran_program(pk, "CQ", 16_469_408_000)
    make_pohon_dipa(provinsi, {"CQ.1.A.1": (38_890_622_000, 1), "WA.2.B.1": (5, 0)})
    halaman = text(masuk(provinsi).get(reverse("agreements:pk", args=[provinsi.slug, 2023])))
    assert "Nama Pejabat, Sekretaris KPU Provinsi Uji" in halaman
    assert "17 April 2023" in halaman
    assert "Bagian yang selesai dibagi seluruhnya" in halaman
    assert 'data-label="Triwulan II">50%' in halaman
    assert 'data-label="Selisih">Rp22.421.214.000' in halaman
    assert "Tidak ada dalam Perjanjian Kinerja" in halaman
    assert "Anggaran Perjanjian Kinerja berbeda dengan DIPA yang berlaku" in halaman


def test_pk_equal_to_its_dipa_raises_no_notice(masuk, provinsi):
    pk = make_pk(provinsi)
    make_anggaran_program(pk, "CQ", 5)
    make_pohon_dipa(provinsi, {"CQ.1.A.1": (5, 1)})
    halaman = text(masuk(provinsi).get(reverse("agreements:pk", args=[provinsi.slug, 2023])))
    assert "berbeda dengan DIPA" not in halaman


def test_pk_without_a_dipa_does_not_invent_a_difference(masuk, provinsi):
    make_anggaran_program(make_pk(provinsi), "CQ", 5)
    halaman = text(masuk(provinsi).get(reverse("agreements:pk", args=[provinsi.slug, 2023])))
    assert "belum ada DIPA" in halaman
    assert 'data-label="Selisih"><span class="alasan">tidak terhitung' in halaman


def test_no_pk_this_year(masuk, provinsi):
    halaman = text(masuk(provinsi).get(reverse("agreements:pk", args=[provinsi.slug, 2023])))
    assert "Belum ada Perjanjian Kinerja tahun 2023" in halaman


def test_pk_shows_the_version_in_force_and_keeps_the_old_one(masuk, provinsi):
    lama = make_pk(provinsi, status=StatusPK.DIGANTIKAN)
    make_pk(provinsi, versi=2, menggantikan=lama, alasan_perubahan="Pejabat berganti")
    client, url = masuk(provinsi), reverse("agreements:pk", args=[provinsi.slug, 2023])
    halaman = text(client.get(url))
    assert "Pejabat berganti" in halaman
    assert "Versi ini bukan yang berlaku" not in halaman
    assert "Versi ini bukan yang berlaku" in text(client.get(url + "?versi=1"))
    assert client.get(url + "?versi=99").status_code == 404


def test_a_draft_pk_has_no_parties_yet(masuk, provinsi):
    make_pk(provinsi, status=StatusPK.DRAF)
    halaman = text(masuk(provinsi).get(reverse("agreements:pk", args=[provinsi.slug, 2023])))
    assert "Ditentukan oleh tanggal" in halaman
    assert "Belum ditandatangani" in halaman
    assert "Perjanjian Kinerja ini belum memuat sasaran kegiatan" in halaman


# Capaian and indikator


def test_measurement_table_shows_reasons_instead_of_zero(masuk, provinsi):
    make_kinerja(provinsi, [["198.576", None], [-3]])
    halaman = text(masuk(provinsi).get(reverse("measurements:capaian", args=[provinsi.slug, 2023])))
    assert "198,58%" in halaman
    assert "-3%" in halaman
    assert "Realisasi untuk periode ini belum diisi." in halaman
    assert "2 dari 3 indikator terhitung." in halaman
    assert "Batas bawah 0%, tanpa batas atas" in halaman


def test_measurement_table_without_pk_leads_to_it(masuk, provinsi):
    response = masuk(provinsi).get(reverse("measurements:capaian", args=[provinsi.slug, 2023]))
    assert "Belum ada Perjanjian Kinerja tahun 2023" in text(response)
    assert reverse("agreements:pk", args=[provinsi.slug, 2023]) in response.text


def page_of(masuk, indikator) -> str:
    satker = indikator.sasaran.perjanjian.satker
    return text(masuk(satker).get(reverse("measurements:indikator", args=[indikator.pk])))


def test_indikator_shows_how_its_figure_came_about(masuk, provinsi):
    halaman = page_of(masuk, make_rich_indikator(make_pk(provinsi)))
    assert "98,075 ÷ 100 × 100% = 98,08%" in halaman
    assert "Dihitung dari daftar." in halaman
    assert "10 Januari 2024" in halaman
    assert "66,67%" in halaman
    assert "108,97%" in halaman
    assert "belum ditautkan dengan target IKU Renstra" in halaman
    assert "<li>Satu.</li><li>Dua.</li>" in halaman
    assert "Belum diisi." in halaman
    assert '<tr class="baris-jumlah"><td>JUMLAH</td><td class="num">393</td></tr>' in halaman
    assert 'id="tabel-fasilitas"' in halaman
    assert "Belum ada peristiwa yang tercatat" in halaman


def test_each_quarter_leads_to_its_figure(masuk, provinsi):
    indikator = make_indikator(make_sasaran(make_pk(provinsi)))
    TargetTriwulan.objects.create(indikator=indikator, triwulan=3, nilai=80)
    realisasi = make_realisasi(indikator, nilai=Decimal(90))
    halaman = page_of(masuk, indikator)
    tautan = reverse("measurements:realisasi", args=[realisasi.pk])
    assert re.findall(r'<a href="(/realisasi/[^"]+)">([^<]+)</a>', halaman) == [(tautan, "Triwulan IV")]


def test_an_empty_indikator_shows_what_is_missing(masuk, provinsi):
    halaman = page_of(masuk, make_indikator(make_sasaran(make_pk(provinsi))))
    assert "Realisasi untuk periode ini belum diisi." in halaman
    assert "Belum ada target dan realisasi triwulan" in halaman
    assert "Capaian tahun 2022 belum tercatat." in halaman
    assert "Standar nasional untuk indikator ini belum tercatat." in halaman
    assert "Analisis belum diisi" in halaman
    assert "Belum ada bukti dukung" in halaman
    assert "Belum ada kegiatan yang ditautkan" in halaman


def test_minimasi_is_written_out_with_its_own_formula(masuk, provinsi):
    indikator = make_indikator(make_sasaran(make_pk(provinsi)), polaritas="minimasi", target=Decimal(10))
    make_realisasi(indikator, nilai=Decimal(8))
    assert "(10 − (8 − 10)) ÷ 10 × 100% = 120%" in page_of(masuk, indikator)


def test_rasio_shows_pembilang_and_penyebut(masuk, provinsi):
    indikator = make_indikator(make_sasaran(make_pk(provinsi)), metode=Metode.RASIO)
    make_realisasi(indikator, pembilang=Decimal(2), penyebut=Decimal(3))
    halaman = page_of(masuk, indikator)
    assert "2 ÷ 3 × 100% = 66,67%" in halaman
    assert "66,67 ÷ 100 × 100% = 66,67%" in halaman


@pytest.mark.parametrize(
    ("metode", "akhir"),
    [(Metode.RATA_RATA_RASIO, ("RATA-RATA", "75%")), (Metode.RASIO_GABUNGAN, ("JUMLAH", "66,67%"))],
)
def test_components_end_in_the_row_that_the_metode_takes(masuk, provinsi, metode, akhir):
    indikator = make_indikator(make_sasaran(make_pk(provinsi)), metode=metode)
    realisasi = make_realisasi(indikator)
    for urutan, (atas, bawah) in enumerate([(1, 2), (1, 1)]):
        Komponen.objects.create(
            realisasi=realisasi, urutan=urutan, nama=f"Meja {urutan}", pembilang=atas, penyebut=bawah
        )
    halaman = page_of(masuk, indikator)
    label, angka = akhir
    jumlah = halaman[halaman.index('<tr class="baris-jumlah">') :]
    assert label in jumlah[:200]
    assert angka in jumlah[:300]


def test_recap_shows_every_satker_against_the_criterion(masuk, provinsi):
    make_skala_akip()
    indikator = make_indikator(
        make_sasaran(make_pk(provinsi)),
        metode=Metode.REKAP_SATKER,
        skala="akip",
        kriteria="B",
        kriteria_nilai=Decimal(60),
    )
    realisasi = make_realisasi(indikator)
    for nilai in (Decimal("70.75"), Decimal(60), None):
        JawabanSatker.objects.create(realisasi=realisasi, satker=make_satker(induk=provinsi), nilai=nilai)
    halaman = page_of(masuk, indikator)
    assert "1 dari 3 satker memenuhi kriteria predikat paling rendah B (nilai di atas 60)." in halaman
    assert "Masih ada satuan kerja yang belum menyampaikan jawaban." in halaman
    assert '<td class="num">70,75</td><td>BB</td><td>Ya</td>' in halaman
    assert '<td class="num">60,00</td><td>CC</td><td>Tidak</td>' in halaman
    assert "Belum menjawab" in halaman


def test_predikat_shows_the_word_reached_and_the_word_promised(masuk, provinsi):
    make_skala_akip()
    indikator = make_indikator(
        make_sasaran(make_pk(provinsi)),
        metode=Metode.PREDIKAT, skala="akip", target=None, target_predikat="B", satuan="Predikat",
    )  # fmt: skip
    make_realisasi(indikator, predikat="BB")
    halaman = page_of(masuk, indikator)
    assert "Predikat yang diperoleh: BB. Target: B." in halaman


@pytest.mark.parametrize(
    ("skala", "target", "diperoleh"), [("akip", "A", "AB"), ("akip", "AB", "A"), ("opini", "WTP", "WTP")]
)
def test_a_predikat_that_no_scale_knows_is_a_reason(masuk, provinsi, skala, target, diperoleh):
    make_skala_akip()
    pk = make_pk(provinsi)
    isi = {"metode": Metode.PREDIKAT, "skala": skala, "target": None, "target_predikat": target}
    indikator = make_indikator(make_sasaran(pk), **isi)
    make_realisasi(indikator, nilai=None, predikat=diperoleh)
    client = masuk(provinsi)
    for alamat in (
        reverse("measurements:indikator", args=[indikator.pk]),
        reverse("measurements:capaian", args=[provinsi.slug, 2023]),
    ):
        assert Alasan.PREDIKAT_TIDAK_DIKENAL.kalimat in text(client.get(alamat))


def test_a_supporting_table_that_cannot_be_read_says_why_in_its_place(masuk, provinsi):
    indikator = make_rich_indikator(make_pk(provinsi))
    TabelPendukung.objects.update(baris=[["Meja", "seratus"]])
    halaman = text(masuk(provinsi).get(reverse("measurements:indikator", args=[indikator.pk])))
    assert "Tabel fasilitas, baris 1, kolom “Baik”: “seratus” bukan bilangan." in halaman


def test_an_indikator_that_was_not_measured_says_why(masuk, provinsi):
    indikator = make_indikator(make_sasaran(make_pk(provinsi)))
    make_realisasi(indikator, alasan_tidak_diukur="Tahapan belum dimulai")
    halaman = page_of(masuk, indikator)
    assert "Indikator tidak diukur: Tahapan belum dimulai" in halaman
    assert 'data-label="Realisasi">tidak diukur</td>' in halaman


def test_figures_in_the_analysis_are_bound_when_there_is_an_lkj(masuk, provinsi):
    make_tahun()
    indikator = make_rich_indikator(make_pk(provinsi))
    Analisis.objects.update(penyebab="Tahun {{ tahun.ini }} tercatat.")
    assert "<li>Tahun … tercatat.</li>" in page_of(masuk, indikator)
    make_lkj(indikator.sasaran.perjanjian)
    assert "<li>Tahun 2023 tercatat.</li>" in page_of(masuk, indikator)


# Budget


def test_recap_sums_what_is_there_and_names_who_has_nothing(masuk, provinsi):
    make_dipa(provinsi, 1_000, 900)
    make_dipa(make_satker(induk=provinsi), 500, 600)
    make_satker("KPU Kab. Tanpa Dipa", induk=provinsi)
    make_dipa(make_satker("KPU Provinsi Lain"), 7_777, 1)
    halaman = text(masuk(provinsi).get(reverse("budget:rekap", args=[2023])))
    assert "2 satker dengan DIPA, 1 belum memiliki DIPA." in halaman
    assert "Belum ada DIPA tahun 2023." in halaman
    assert "7.777" not in halaman
    jumlah = halaman[halaman.index("JUMLAH") :]
    assert [jumlah.find(angka) > 0 for angka in ("Rp1.500", "Rp1.500", "100%", "Rp0")] == [True] * 4
    assert "-Rp100" in halaman


def test_recap_of_a_year_without_any_dipa(masuk, provinsi):
    assert "Belum ada DIPA tahun 2023" in text(masuk(provinsi).get(reverse("budget:rekap", args=[2023])))


def test_an_operator_s_recap_has_one_row(masuk, provinsi):
    kabupaten = make_satker(induk=provinsi)
    make_dipa(provinsi)
    make_dipa(kabupaten, 55, 44)
    response = masuk(kabupaten, "operator").get(reverse("budget:rekap", args=[2023]))
    assert [baris.nama for baris in response.context["baris"]] == [kabupaten.nama]


TREE = {"CQ.1.A.1": (100, 90), "CQ.1.A.2": (50, 60), "WA.2.B.1": (1_000, 500)}


def test_tree_rolls_up_to_its_programmes(masuk, provinsi):
    make_pohon_dipa(provinsi, TREE)
    response = masuk(provinsi).get(reverse("budget:satker", args=[provinsi.slug, 2023]))
    pagu = {satu.simpul.baris.kode: satu.simpul.serapan.pagu for satu in response.context["baris"]}
    assert (pagu["CQ"], pagu["CQ.1"], pagu["CQ.1.A"], pagu["WA"]) == (150, 150, 150, 1_000)
    assert "Rp1.150" in text(response)
    assert 'id="baris-CQ.1.A.2"' in response.text


@pytest.mark.parametrize(
    ("sampai", "baris"), [("program", 2), ("kegiatan", 4), ("kro", 6), ("ro", 9), ("akun", 9)]
)
def test_tree_is_shown_as_deep_as_asked(masuk, provinsi, sampai, baris):
    make_pohon_dipa(provinsi, TREE)
    url = reverse("budget:satker", args=[provinsi.slug, 2023])
    assert len(masuk(provinsi).get(url, {"sampai": sampai}).context["baris"]) == baris


def test_dipa_page_shows_both_ends_and_the_revisions_between(masuk, provinsi):
    dipa = make_pohon_dipa(provinsi, {"CQ.1.A.1": (100, 0)})
    RevisiDipa.objects.create(dipa=dipa, nomor=1, tanggal=date(2023, 2, 24))
    make_pohon_dipa(provinsi, {"CQ.1.A.1": (175, 30)}, nomor=2)
    halaman = text(masuk(provinsi).get(reverse("budget:satker", args=[provinsi.slug, 2023])))
    assert "DIPA revisi ke-2" in halaman
    assert 'data-label="Perubahan">Rp75' in halaman
    assert "24 Februari 2023" in halaman
    assert "Revisi ke-1" in halaman


def test_a_dipa_known_by_its_total_only(masuk, provinsi):
    make_dipa(provinsi, 1_000, None)
    halaman = text(masuk(provinsi).get(reverse("budget:satker", args=[provinsi.slug, 2023])))
    assert "hanya diketahui jumlahnya" in halaman
    assert "Belum ada realisasi" in halaman
    assert "DIPA ini belum pernah direvisi." in halaman


def test_a_dipa_of_zero_has_no_percentage(masuk, provinsi):
    make_dipa(provinsi, 0, 0)
    halaman = text(masuk(provinsi).get(reverse("budget:satker", args=[provinsi.slug, 2023])))
    assert "Pagu bernilai nol" in halaman


def test_no_dipa_this_year(masuk, provinsi):
    response = masuk(provinsi).get(reverse("budget:satker", args=[provinsi.slug, 2023]))
    assert "Belum ada DIPA tahun 2023" in text(response)
    assert reverse("budget:rekap", args=[2023]) in response.text
