"""The tables of the LKj: sums are those of the rows, every satker has its row."""

from collections.abc import Iterable
from decimal import Decimal

import pytest

from agreements.models import KegiatanPendukung
from kinerja.angka import parse_angka, persen
from kinerja.hasil import Alasan
from kinerja.metode import Metode
from measurements.models import JawabanSatker
from reports.build import build_document
from reports.document import Angka, Baris, Dokumen, Sel, Tabel, Teks, blok_dokumen
from tests.factories import (
    make_dipa,
    make_indikator,
    make_lkj,
    make_pk,
    make_pohon_dipa,
    make_realisasi,
    make_sasaran,
    make_satker,
    make_skala_akip,
)

pytestmark = pytest.mark.django_db


def text(sel: Sel) -> str:
    return "".join(satu.isi for satu in sel.isi)


def cells(baris: Baris) -> list[str]:
    return [text(sel) for sel in baris.sel]


def table(dokumen: Dokumen, kunci: str) -> Tabel:
    (satu,) = [blok for blok in blok_dokumen(dokumen) if isinstance(blok, Tabel) and blok.kunci == kunci]
    return satu


def tables(dokumen: Dokumen) -> list[Tabel]:
    return [blok for blok in blok_dokumen(dokumen) if isinstance(blok, Tabel)]


def rupiah(kata: str) -> int:
    return int(parse_angka(kata.removeprefix("Rp")))


def column(baris: Iterable[Baris], ke: int) -> list[int]:
    return [rupiah(text(satu.sel[ke])) for satu in baris]


def level(tabel: Tabel, takuk: int) -> list[Baris]:
    return [satu for satu in tabel.baris[:-1] if satu.takuk == takuk]


# The example


def test_every_row_fills_every_column_and_widths_add_up(dokumen):
    for tabel in tables(dokumen):
        assert {len(baris.sel) for baris in tabel.baris} == {len(tabel.kolom)}, tabel.kunci
        assert round(sum(satu.lebar for satu in tabel.kolom), 1) == 100, tabel.kunci


def test_no_cell_is_blank_but_those_of_a_total_row(dokumen):
    blank = [
        (tabel.kunci, nomor)
        for tabel in tables(dokumen)
        for nomor, baris in enumerate(tabel.baris)
        for sel in baris.sel
        if not text(sel).strip() and sel.baris and baris.gaya != "jumlah"
    ]
    assert blank == []


@pytest.mark.parametrize(
    ("kunci", "takuk", "kolom"),
    [
        ("satker-wilayah", 0, (2, 3, 5)),
        ("program", 0, (1, 2, 4)),
        ("dipa", 0, (1, 2, 3)),
        ("pk-anggaran", 0, (2,)),
        ("kegiatan", 0, (2, 3, 5)),
        ("kegiatan", 1, (2, 3, 5)),
        ("rincian-anggaran", 0, (2, 3, 5)),
        ("rincian-anggaran", 1, (2, 3, 5)),
        ("rincian-anggaran", 2, (2, 3, 5)),
        ("rincian-anggaran", 3, (2, 3, 5)),
    ],
)
def test_the_total_row_is_the_sum_of_its_rows(dokumen, kunci, takuk, kolom):
    tabel = table(dokumen, kunci)
    total = tabel.baris[-1]
    assert total.gaya == "jumlah"
    for ke in kolom:
        assert rupiah(text(total.sel[ke])) == sum(column(level(tabel, takuk), ke))


@pytest.mark.parametrize(
    ("kunci", "total"),
    [
        ("satker-wilayah", ["", "JUMLAH", "553.497.880.695", "551.242.399.483", "99,59%", "2.255.481.212"]),
        ("program", ["JUMLAH", "50.342.000.000", "50.101.361.013", "99,52%", "240.638.987"]),
        ("rincian-anggaran", ["", "JUMLAH", "50.342.000.000", "50.101.361.013", "99,52%", "240.638.987"]),
        ("dipa", ["JUMLAH", "21.477.726.000", "50.342.000.000", "28.864.274.000"]),
    ],
)
def test_the_total_rows_of_the_example(dokumen, kunci, total):
    assert cells(table(dokumen, kunci).baris[-1]) == total


def test_pagu_less_realisasi_is_sisa_on_every_row(dokumen):
    for kunci, awal in (("satker-wilayah", 2), ("program", 1), ("kegiatan", 2), ("rincian-anggaran", 2)):
        for baris in table(dokumen, kunci).baris:
            pagu, realisasi, sisa = (rupiah(text(baris.sel[awal + ke])) for ke in (0, 1, 3))
            assert pagu - realisasi == sisa
            assert text(baris.sel[awal + 2]) == persen(Decimal(realisasi) / pagu * 100)


def test_sixteen_satker_in_their_order_mesuji_as_the_sums_prove(dokumen, bahan):
    *baris, _ = table(dokumen, "satker-wilayah").baris
    assert [cells(satu)[:2] for satu in baris] == [
        [str(ke), satu.satker.nama] for ke, satu in enumerate(bahan.wilayah, start=1)
    ]
    assert len(baris) == 16
    mesuji = next(satu for satu in baris if cells(satu)[1] == "KPU Kab. Mesuji")
    pagu, realisasi, kata, sisa = cells(mesuji)[2:]
    assert sisa == "52.077.751"
    assert rupiah(realisasi) == rupiah(pagu) - 52_077_751
    assert kata != "99,74%"


def test_the_measurement_ends_in_the_mean_of_the_sasaran(dokumen):
    *baris, akhir = table(dokumen, "pengukuran").baris
    assert len(baris) == 14
    assert cells(akhir) == ["", "Rata-rata capaian sasaran kegiatan", "", "", "", "99,40%"]
    assert cells(baris[2])[3:] == ["100%", "91,19%", "91,19%"]
    assert [baris[n].sel[0].baris for n in range(3)] == [1, 2, 0]


def test_every_figure_of_the_measurement_leads_to_its_indikator(dokumen, bahan):
    for baris, figur in zip(table(dokumen, "pengukuran").baris, bahan.kinerja.indikator, strict=False):
        capaian = baris.sel[-1].isi[0]
        assert (type(capaian), capaian.url) == (Angka, figur.indikator.get_absolute_url())


def test_the_comparison_shows_last_year_renstra_and_what_is_not_there(dokumen):
    assert cells(table(dokumen, "perbandingan-sasaran-5").baris[0])[1:] == [
        "100%", "98,075%", "98,08%", "98,08%", "90% (108,97%)", "belum tersedia",
    ]  # fmt: skip
    assert cells(table(dokumen, "perbandingan-sasaran-4").baris[0])[3] == "tidak diukur"


def test_the_thirteen_revisions_have_both_dates(dokumen):
    baris = [cells(satu) for satu in table(dokumen, "revisi-dipa").baris]
    assert [satu[0] for satu in baris] == [str(n) for n in range(1, 14)]
    assert (baris[0][1], baris[-1][1]) == ("24 Februari 2023", "26 Desember 2023")
    assert [satu for satu in baris if "belum" in "".join(satu)] == []


def test_the_recap_is_sorted_by_score_and_all_meet_the_criterion(dokumen):
    baris = [cells(satu) for satu in table(dokumen, "rekap-4").baris]
    assert len(baris) == 16
    nilai = [parse_angka(satu[2]) for satu in baris]
    assert nilai == sorted(nilai, reverse=True)
    assert {satu[4] for satu in baris} == {"Ya"}
    assert {satu[3] for satu in baris} == {"BB", "B"}


def test_the_plan_of_the_year_has_a_column_for_each_quarter(dokumen):
    tabel = table(dokumen, "rencana-aksi")
    assert [satu.judul for satu in tabel.kolom[3:]] == ["TW I", "TW II", "TW III", "TW IV", "Tahun"]
    assert len(tabel.baris) == 14


# At the borders


def report_of(pk) -> Dokumen:
    make_lkj(pk)
    return build_document(pk.satker, pk.tahun)


def test_a_satker_without_a_dipa_keeps_its_row():
    pk = make_pk(make_satker("KPU Provinsi Uji"))
    make_dipa(pk.satker, pagu=100, realisasi=50)
    make_satker("KPU Kab. Tanpa", induk=pk.satker)
    kosong, total = table(report_of(pk), "satker-wilayah").baris[1:]
    assert cells(kosong) == ["2", "KPU Kab. Tanpa", *["belum tersedia"] * 4]
    assert cells(total) == ["", "JUMLAH", "100", "50", "50%", "50"]


def test_a_pagu_of_zero_has_no_percentage():
    pk = make_pk(make_satker("KPU Provinsi Nol"))
    make_dipa(pk.satker, pagu=0, realisasi=0)
    assert cells(table(report_of(pk), "program").baris[-1]) == ["JUMLAH", "0", "0", "–", "0"]


def test_an_indikator_without_realisasi_says_so_and_is_left_out_of_the_mean():
    pk = make_pk(make_satker("KPU Provinsi Sebagian"))
    sasaran = make_sasaran(pk)
    make_realisasi(make_indikator(sasaran), nilai=Decimal(80))
    make_indikator(sasaran)
    satu, dua, rata = table(report_of(pk), "pengukuran").baris
    assert cells(satu)[-2:] == ["80%", "80%"]
    assert cells(dua)[-2:] == ["belum diukur", Alasan.BELUM_ADA_REALISASI.kalimat]
    assert cells(rata)[-1] == "80%"


def test_a_report_without_any_realisasi_has_no_mean():
    pk = make_pk(make_satker("KPU Provinsi Kosong"), metode_rata_rata="indikator")
    make_indikator(make_sasaran(pk))
    assert cells(table(report_of(pk), "pengukuran").baris[-1]) == [
        "", "Rata-rata capaian indikator", "", "", "", "belum dapat dihitung",
    ]  # fmt: skip


def test_a_capaian_beyond_100_and_below_0_is_shown_as_it_is():
    pk = make_pk(make_satker("KPU Provinsi Lampau"))
    sasaran = make_sasaran(pk)
    make_realisasi(make_indikator(sasaran, target=Decimal("50")), nilai=Decimal("99.29"))
    make_realisasi(make_indikator(sasaran, target=Decimal("10"), polaritas="minimasi"), nilai=Decimal(30))
    assert [cells(satu)[-1] for satu in table(report_of(pk), "pengukuran").baris[:2]] == ["198,58%", "-100%"]


def recap(pk, nilai: list[int | None]):
    indikator = make_indikator(
        make_sasaran(pk), metode=Metode.REKAP_SATKER, skala="akip", kriteria="B", kriteria_nilai=Decimal(60)
    )
    realisasi = make_realisasi(indikator)
    for ke, satu in enumerate(nilai):
        JawabanSatker.objects.create(
            realisasi=realisasi, satker=make_satker(f"KPU Kab. {ke}-{indikator.nomor}"), nilai=satu
        )
    return indikator


def test_the_recap_names_who_has_not_answered_and_who_falls_short():
    make_skala_akip()
    pk = make_pk(make_satker("KPU Provinsi Rekap"))
    indikator = recap(pk, [60, None, 61])
    assert [cells(satu)[2:] for satu in table(report_of(pk), f"rekap-{indikator.nomor}").baris] == [
        ["61,00", "B", "Ya"],
        ["60,00", "CC", "Tidak"],
        ["belum menjawab", "belum tersedia", "belum tersedia"],
    ]


def test_two_recaps_have_a_table_each_also_without_a_scale():
    pk = make_pk(make_satker("KPU Provinsi Dua Rekap"))
    nomor = [recap(pk, [70]).nomor, recap(pk, [50]).nomor]
    dokumen = report_of(pk)
    assert [cells(table(dokumen, f"rekap-{satu}").baris[0])[2:] for satu in nomor] == [
        ["70,00", "belum tersedia", "Ya"],
        ["50,00", "belum tersedia", "Tidak"],
    ]


def test_one_kegiatan_behind_two_sasaran_counts_for_both():
    pk = make_pk(make_satker("KPU Provinsi Bersama"))
    make_pohon_dipa(pk.satker, {"CQ.1.A.1": (100, 50), "CQ.2.A.1": (10, 10)})
    for kode in (["CQ.1", "CQ.2"], ["CQ.1"], []):
        indikator = make_indikator(make_sasaran(pk))
        make_realisasi(indikator, nilai=Decimal(90))
        for satu in kode:
            KegiatanPendukung.objects.create(indikator=indikator, kode=satu)
    tabel = table(report_of(pk), "efisiensi")
    assert [cells(satu)[1:] for satu in tabel.baris] == [
        ["CQ.1, CQ.2", "110", "99", "60", "39,39%"],
        ["CQ.1", "100", "90", "50", "44,44%"],
        ["belum tersedia"] * 5,
        ["JUMLAH", "210", "189", "110", "41,80%"],
    ]
    assert tabel.catatan == (
        Teks("Kegiatan yang menopang beberapa sasaran dihitung pada masing-masing sasaran."),
    )
