"""The plan of the report: all its parts, in order, for a full satker and for one with nothing but a PK."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from agreements.models import Indikator, PerjanjianKinerja
from agreements.states import StatusPK
from measurements.models import Analisis
from reports.build import LkjTidakAda, build_document, susun
from reports.document import (
    Angka,
    BaganOrganisasi,
    Bagian,
    Blok,
    Celah,
    Daftar,
    Dokumen,
    Gambar,
    Identitas,
    Paragraf,
    Rumus,
    Subjudul,
    Tabel,
    TandaTangan,
    Teks,
    blok_bagian,
    blok_dokumen,
)
from reports.html import render_body
from reports.models import LaporanKinerja, Narasi
from tests.factories import (
    make_dipa,
    make_indikator,
    make_lkj,
    make_pk,
    make_pohon_dipa,
    make_realisasi,
    make_rich_indikator,
    make_sasaran,
    make_satker,
    make_tahun,
    sign_pk,
)

pytestmark = pytest.mark.django_db
TAHUN = 2023


def sections(dokumen: Dokumen) -> Iterator[Bagian]:
    def walk(bagian: tuple[Bagian, ...]) -> Iterator[Bagian]:
        for satu in bagian:
            yield satu
            yield from walk(satu.anak)

    yield from walk(dokumen.depan)
    for bab in (*dokumen.bab, *dokumen.lampiran):
        yield from walk(bab.bagian)


def section(dokumen: Dokumen, kunci: str) -> Bagian:
    (satu,) = [bagian for bagian in sections(dokumen) if bagian.kunci == kunci]
    return satu


def kinds(blok: tuple[Blok, ...]) -> list[type]:
    return [type(satu) for satu in blok]


def words(blok: Blok) -> str:
    return "".join(satu.isi for satu in blok.isi)


def gaps(dokumen: Dokumen) -> list[str]:
    return [satu.pesan for satu in dokumen.celah]


# The example: every part of domain § 7


def test_the_four_chapters_and_three_lampiran(dokumen):
    assert [(bab.nomor, bab.judul, bab.orientasi) for bab in (*dokumen.bab, *dokumen.lampiran)] == [
        ("BAB I", "Pendahuluan", "tegak"),
        ("BAB II", "Perencanaan Kinerja", "tegak"),
        ("BAB III", "Akuntabilitas Kinerja", "tegak"),
        ("BAB IV", "Penutup", "tegak"),
        ("LAMPIRAN I", "Perjanjian Kinerja", "tegak"),
        ("LAMPIRAN II", "Rencana Kinerja Tahun 2023", "mendatar"),
        ("LAMPIRAN III", "Rincian Realisasi Anggaran Tahun 2023", "mendatar"),
    ]


def test_the_sections_in_order(dokumen):
    assert [f"{bagian.nomor} {bagian.kunci}".strip() for bagian in sections(dokumen)] == [
        "depan.kata-pengantar",
        "depan.ikhtisar-eksekutif",
        "A. bab1.latar-belakang",
        "B. bab1.maksud-tujuan",
        "C. bab1.dasar-hukum",
        "D. bab1.kedudukan-tugas-fungsi",
        "E. bab1.struktur-organisasi",
        "F. bab1.isu-strategis",
        "G. bab1.sistematika",
        "A. bab2.rpjmn",
        "B. bab2.renstra",
        "C. bab2.perjanjian-kinerja",
        "A. bab3.pengukuran",
        "1. bab3.hasil-pengukuran",
        "2. bab3.realisasi-kegiatan",
        "B. bab3.analisis",
        *(f"{n}. bab3.sasaran-{n}" for n in range(1, 10)),
        "C. bab3.keuangan",
        "1. bab3.keuangan-dipa",
        "2. bab3.keuangan-program",
        "3. bab3.keuangan-wilayah",
        "D. bab3.efisiensi",
        "A. bab4.kesimpulan",
        "B. bab4.langkah",
        "C. bab4.saran",
        "lampiran.pernyataan",
        "lampiran.tabel-pk",
        "lampiran.rencana",
        "lampiran.anggaran",
    ]


def test_keys_of_sections_tables_and_pictures_are_unique(dokumen):
    kunci = [bagian.kunci for bagian in sections(dokumen)]
    kunci += [
        satu.kunci for satu in blok_dokumen(dokumen) if isinstance(satu, Tabel | Gambar | BaganOrganisasi)
    ]
    assert len(kunci) == len(set(kunci))


def test_no_section_is_empty(dokumen):
    assert [bagian.kunci for bagian in sections(dokumen) if not list(blok_bagian(bagian))] == []


def test_the_kata_pengantar_is_signed_by_the_sekretaris(dokumen):
    tanda_tangan = section(dokumen, "depan.kata-pengantar").blok[-1]
    assert tanda_tangan.tempat_tanggal == "Bandar Lampung, 15 Januari 2024"
    assert [satu.nama for satu in tanda_tangan.penanda] == ["Mashur Sampurna Jaya"]


def test_the_statement_is_signed_kedua_left_pertama_right(dokumen):
    tanda_tangan = section(dokumen, "lampiran.pernyataan").blok[-1]
    assert [satu.peran for satu in tanda_tangan.penanda] == ["Pihak Kedua", "Pihak Pertama"]
    assert [satu.nama for satu in tanda_tangan.penanda] == ["Erwan Bustami", "Mashur Sampurna Jaya"]
    assert tanda_tangan.tempat_tanggal == "Bandar Lampung, 17 April 2023"


def test_the_measurement_holds_both_formulas_the_table_and_the_overall_line(dokumen):
    assert [satu.nama for satu in section(dokumen, "bab3.pengukuran").blok if isinstance(satu, Rumus)] == [
        "Maksimasi", "Minimasi",
    ]  # fmt: skip
    tabel, kalimat, *_ = section(dokumen, "bab3.hasil-pengukuran").blok
    assert (tabel.kunci, tabel.nomor) == ("pengukuran", "Tabel 3.1")
    assert words(kalimat) == (
        "Rata-rata capaian kinerja Tahun 2023: 99,40% (metode: rata-rata capaian sasaran kegiatan; "
        "batas bawah 0%, tanpa batas atas; predikat Memuaskan, rentang >80–100)."
    )


@pytest.mark.parametrize("urutan", range(1, 10))
def test_each_sasaran_has_its_comparison_its_words_and_its_analysis(dokumen, bahan, urutan):
    bagian = section(dokumen, f"bab3.sasaran-{urutan}")
    figur = bahan.kinerja.sasaran[urutan - 1]
    assert bagian.blok[0].kunci == f"perbandingan-sasaran-{urutan}"
    judul = [words(satu) for satu in bagian.blok if isinstance(satu, Subjudul)]
    assert [satu for satu in judul if satu.startswith("Analisis: ")] == [
        f"Analisis: {satu.indikator.nama}" for satu in figur.indikator
    ]
    assert [satu for satu in judul if satu == "Program dan kegiatan yang mendukung"] == [
        "Program dan kegiatan yang mendukung"
    ]


def test_the_numbers_of_the_conclusion_are_bound(dokumen):
    bound = {
        satu.kunci: satu.isi
        for blok in section(dokumen, "bab4.kesimpulan").blok
        for kalimat in (
            [blok.isi] if isinstance(blok, Paragraf) else blok.butir if isinstance(blok, Daftar) else []
        )
        for satu in kalimat
        if isinstance(satu, Angka)
    }
    wanted = {
        "pk.jumlah_sasaran": "9 (sembilan)",
        "pk.jumlah_indikator": "14 (empat belas)",
        "capaian.rata_rata": "99,40%",
        "capaian.metode": "rata-rata capaian sasaran kegiatan",
        "capaian.predikat": "Memuaskan",
        "anggaran.realisasi": "Rp50.101.361.013",
        "anggaran.pagu": "Rp50.342.000.000",
        "anggaran.persen": "99,52%",
    }
    assert {kunci: bound.get(kunci) for kunci in wanted} == wanted


def test_no_percentage_or_rupiah_is_typed_in_bab_iv(dokumen):
    typed = [
        satu.isi
        for bagian in dokumen.bab[3].bagian
        for blok in bagian.blok
        for kalimat in ([blok.isi] if isinstance(blok, Paragraf | Subjudul) else blok.butir)
        for satu in kalimat
        if isinstance(satu, Teks) and ("%" in satu.isi or "Rp" in satu.isi)
    ]
    assert typed == []


def test_the_only_gaps_of_the_example_are_comparisons_that_do_not_exist(dokumen):
    assert gaps(dokumen) == [
        *(f"Indikator {n} belum memiliki: target Renstra, standar nasional." for n in range(1, 6)),
        "Indikator 6 belum memiliki: capaian tahun lalu, target Renstra, standar nasional.",
        "Indikator 7 belum memiliki: standar nasional.",
        *(f"Indikator {n} belum memiliki: target Renstra, standar nasional." for n in range(8, 15)),
    ]


def test_the_document_carries_every_figure(dokumen, figur):
    assert dokumen.angka == tuple(figur)
    assert dict(dokumen.angka)["anggaran.realisasi"] == "Rp50.101.361.013"


def test_the_same_material_gives_the_same_tree(bahan, dokumen):
    assert susun(bahan) == dokumen


# What is missing is a gap, never an empty section and never an error


@pytest.mark.parametrize(
    "kunci",
    [
        "depan.kata-pengantar",
        "depan.ikhtisar-eksekutif",
        "bab1.latar-belakang",
        "bab1.dasar-hukum",
        "bab2.renstra",
        "bab3.pengukuran",
        "bab3.hasil-pengukuran",
        "bab3.realisasi-kegiatan",
        "bab3.analisis",
        "bab3.keuangan",
        "bab3.keuangan-program",
        "bab3.keuangan-wilayah",
        "bab3.efisiensi",
        "bab4.kesimpulan",
        "bab4.saran",
        "lampiran.pengantar",
    ],
)
@pytest.mark.parametrize("isi", [None, " \n"])
def test_a_missing_narrative_is_one_gap(bahan, dokumen, kunci, isi):
    narasi = {k: v for k, v in bahan.narasi.items() if k != kunci} | ({} if isi is None else {kunci: isi})
    assert set(gaps(susun(replace(bahan, narasi=narasi)))) - set(gaps(dokumen)) == {
        f"Narasi bagian {kunci} belum ditulis."
    }


def test_a_supporting_table_that_cannot_be_read_is_a_gap_in_its_place(bahan):
    narasi = bahan.narasi | {"bab1.maksud-tujuan": '<p>a</p><figure data-tabel="x"></figure><p>b</p>'}
    dokumen = susun(replace(bahan, narasi=narasi, tabel_rusak={"x": (1, "Tabel x: rusak.")}))
    assert section(dokumen, "bab1.maksud-tujuan").blok == (
        Paragraf((Teks("a"),)), Celah("Tabel x: rusak.", "/indikator/1/#tabel-x"), Paragraf((Teks("b"),)),
    )  # fmt: skip


def test_a_broken_narrative_is_one_gap_that_says_why(bahan):
    rusak = replace(bahan, narasi=bahan.narasi | {"bab1.maksud-tujuan": "<p>a</p>\n<script>"})
    assert section(susun(rusak), "bab1.maksud-tujuan").blok == (
        Celah(
            "Narasi bagian bab1.maksud-tujuan tidak dapat dibaca: "
            "Elemen <script> tidak diperbolehkan (baris 2).",
            "/satker/kpu-provinsi-lampung/2023/lkj/narasi/bab1.maksud-tujuan/",
            rusak=True,
        ),
    )


def test_a_reference_to_no_table_is_a_gap(bahan):
    rusak = replace(bahan, narasi=bahan.narasi | {"bab1.maksud-tujuan": "<p>{{ nomor.tabel.tidak-ada }}</p>"})
    assert section(susun(rusak), "bab1.maksud-tujuan").blok[-1] == Celah(
        "Rujukan ke tidak-ada tidak ada dalam dokumen.", rusak=True
    )


def test_a_table_stands_once(bahan):
    dua = '<figure data-tabel="dpt"></figure>'
    rusak = replace(bahan, narasi={"bab1.maksud-tujuan": dua, "bab1.latar-belakang": dua})
    pesan = gaps(susun(rusak))
    assert [satu for satu in pesan if "dpt" in satu] == [
        "Narasi bagian bab1.maksud-tujuan tidak dapat dibaca: Tabel dpt sudah ditempatkan sebelumnya."
    ]


def test_without_a_renstra_there_is_a_gap(bahan):
    assert section(susun(replace(bahan, renstra=None)), "bab2.renstra").blok[-1] == Celah(
        "Renstra yang mencakup Tahun 2023 belum dimuat."
    )


def test_without_regulations_there_is_a_gap(bahan):
    narasi = dict.fromkeys(bahan.narasi, "")
    dokumen = susun(replace(bahan, peraturan=(), narasi=narasi))
    assert section(dokumen, "bab1.dasar-hukum").blok[-1] == Celah(
        "Belum ada peraturan yang ditandai sebagai dasar hukum."
    )


# A satker with nothing but a PK


@pytest.fixture
def bare(db) -> Dokumen:
    pk = make_pk(make_satker("KPU Provinsi Kosong"))
    make_indikator(make_sasaran(pk), nomor=1)
    make_lkj(pk)
    return build_document(pk.satker, TAHUN)


def test_a_satker_with_nothing_but_a_pk_has_a_report(bare):
    assert [bab.nomor for bab in (*bare.bab, *bare.lampiran)] == [
        "BAB I", "BAB II", "BAB III", "BAB IV", "LAMPIRAN I", "LAMPIRAN II",
    ]  # fmt: skip
    assert dict(bare.angka)["capaian.rata_rata"] == "belum dapat dihitung"
    assert bare.tanggal is None


def test_its_gaps_name_everything_that_is_missing(bare):
    assert [satu for satu in gaps(bare) if not satu.startswith("Narasi bagian")] == [
        "Penandatangan dan tanggal LKj belum ditetapkan.",
        "Belum ada peraturan yang ditandai sebagai dasar hukum.",
        "Renstra yang mencakup Tahun 2023 belum dimuat.",
        "Ketentuan hitung Tahun 2023 belum ditetapkan.",
        "Indikator 1 belum memiliki: realisasi, capaian tahun lalu, target Renstra, standar nasional, "
        "kegiatan pendukung.",
        "Sasaran 1 belum dikaitkan dengan kegiatan DIPA.",
        "Indikator 1 belum memiliki analisis.",
        "DIPA Tahun 2023 belum dimuat.",
        "Efisiensi belum dapat dihitung karena DIPA belum dimuat.",
    ]
    assert len([satu for satu in gaps(bare) if satu.startswith("Narasi bagian")]) == 20


def test_a_draft_pk_without_parties_has_a_report():
    pk = make_pk(make_satker("KPU Provinsi Konsep"), status="draf")
    make_lkj(pk)
    dokumen = build_document(pk.satker, TAHUN)
    assert (
        section(dokumen, "lampiran.pernyataan").blok[-1].pesan
        == "Para pihak Perjanjian Kinerja belum lengkap."
    )
    assert section(dokumen, "lampiran.tabel-pk").blok[-1].pesan == (
        "Pihak Pertama Perjanjian Kinerja belum ditetapkan."
    )


@pytest.mark.parametrize(
    ("hari", "celah"),
    [
        (
            date(TAHUN, 12, 31),
            {
                "Pada 31 Desember 2023 berlaku Perjanjian Kinerja versi 2, sedangkan laporan ini mengukur"
                " versi 1."
            },
        ),
        (date(TAHUN + 1, 1, 1), set()),
    ],
)
def test_a_report_on_a_pk_that_was_replaced_within_its_year_says_so(bare, hari, celah):
    lama = PerjanjianKinerja.objects.get()
    sign_pk(lama)
    baru = make_pk(lama.satker, versi=2, tanggal=hari, status=StatusPK.DITANDATANGANI)
    sign_pk(lama, StatusPK.DIGANTIKAN)
    sign_pk(baru)
    assert set(gaps(build_document(lama.satker, TAHUN))) - set(gaps(bare)) == celah


def test_a_report_on_a_changed_pk_names_the_version_and_the_reason(bare):
    lama = PerjanjianKinerja.objects.get()
    sign_pk(lama)
    baru = make_pk(lama.satker, versi=2, nomor="7/PK/2023", status=StatusPK.DITANDATANGANI)
    sign_pk(lama, StatusPK.DIGANTIKAN)
    LaporanKinerja.objects.update(perjanjian=sign_pk(baru))
    sesudah = build_document(lama.satker, TAHUN)
    kalimat = [
        words(blok) for bagian in sections(sesudah) for blok in bagian.blok if isinstance(blok, Paragraf)
    ]
    assert [satu for satu in kalimat if "Perjanjian Kinerja Perubahan" in satu] == [
        "Laporan ini mengukur Perjanjian Kinerja Perubahan Nomor 7/PK/2023 tanggal 17 April 2023 (versi 2), "
        "yang berlaku pada 31 Desember 2023. Alasan perubahannya: Anggaran berubah."
    ]


@pytest.mark.parametrize("apa", ["satker", "tahun"])
def test_a_report_on_the_pk_of_another_satker_or_year_is_refused_by_the_database(db, apa):
    pk = make_pk(make_satker())
    lain = {"satker": make_satker(), "tahun": 2022}
    with pytest.raises(DatabaseError, match="satker dan tahun yang sama"), transaction.atomic():
        make_lkj(pk, **{apa: lain[apa]})
    laporan = make_lkj(pk)
    setattr(laporan, apa, lain[apa])
    with pytest.raises(DatabaseError, match="satker dan tahun yang sama"), transaction.atomic():
        laporan.save()


def test_an_analysis_with_holes_has_a_gap_for_each():
    pk = make_pk(make_satker("KPU Provinsi Bolong"))
    indikator = make_indikator(make_sasaran(pk), nomor=1)
    Analisis.objects.create(
        realisasi=make_realisasi(indikator, nilai=Decimal(90)), penyebab="Satu.", hambatan="Dua."
    )
    make_lkj(pk)
    pesan = gaps(build_document(pk.satker, TAHUN))
    assert [satu for satu in pesan if satu.startswith("Indikator 1 belum memiliki ")] == [
        "Indikator 1 belum memiliki upaya yang dilakukan.", "Indikator 1 belum memiliki rekomendasi.",
    ]  # fmt: skip


def test_what_people_typed_anywhere_is_escaped():
    jahat = "<script>alert(1)</script>"
    pk = make_pk(make_satker("KPU Provinsi Jahat", nama_panjang=jahat, wilayah=jahat), tempat=jahat)
    indikator = make_rich_indikator(pk)
    Indikator.objects.update(nama=jahat, cara_perhitungan=jahat, satuan=jahat)
    indikator.tabel_pendukung.update(judul=jahat, sumber_data=jahat, baris=[[jahat, "108"]])
    make_pohon_dipa(pk.satker, {"CQ.1.A.1": (10, 5)}).revisi.get().baris.update(uraian=jahat)
    Analisis.objects.update(penyebab=jahat, upaya=jahat, hambatan=jahat, rekomendasi=jahat)
    laporan = make_lkj(pk, tempat=jahat)
    Narasi.objects.create(
        laporan=laporan, kunci="bab1.latar-belakang",
        isi=f"<p>{{{{ {jahat.replace('<', '&lt;')} }}}}{{{{ satker.wilayah }}}}</p>"
        "<figure data-tabel='fasilitas'></figure>",
    )  # fmt: skip
    for links in (True, False):
        html = render_body(build_document(pk.satker, TAHUN), links=links)
        assert html.count("<script") == 0
        assert html.count("&lt;script&gt;") > 15


def test_a_satker_without_children_has_no_regional_section():
    pk = make_pk(make_satker("KPU Kab. Sendiri"))
    make_dipa(pk.satker)
    make_lkj(pk)
    dokumen = build_document(pk.satker, TAHUN)
    assert [satu.kunci for satu in section(dokumen, "bab3.keuangan").anak] == [
        "bab3.keuangan-dipa",
        "bab3.keuangan-program",
    ]


@pytest.mark.parametrize(
    ("plafon", "batas"),
    [(None, "batas bawah 0%, tanpa batas atas"), (Decimal(110), "batas bawah 0%, batas atas 110%")],
)
def test_the_bounds_of_the_year_stand_beside_the_mean(plafon, batas):
    make_tahun(TAHUN, plafon=plafon)
    pk = make_pk(make_satker("KPU Provinsi Batas"), metode_rata_rata="indikator")
    make_realisasi(make_indikator(make_sasaran(pk)), nilai=Decimal(150))
    make_lkj(pk)
    kalimat = section(build_document(pk.satker, TAHUN), "bab3.hasil-pengukuran").blok[1]
    rata = "150%" if plafon is None else "110%"
    assert words(kalimat) == (
        f"Rata-rata capaian kinerja Tahun 2023: {rata} (metode: rata-rata capaian indikator; {batas})."
    )


def test_the_newest_version_is_the_report():
    pk = make_pk(make_satker("KPU Provinsi Dua"))
    for versi, tempat in ((1, "Lama"), (3, "Terbaru"), (2, "Tengah")):
        make_lkj(pk, versi=versi, tempat=tempat)
    assert dict(build_document(pk.satker, TAHUN).angka)["lkj.tempat"] == "Terbaru"


def test_a_year_without_a_report_names_those_that_exist():
    satker = make_satker("KPU Provinsi Tiga")
    for tahun in (2023, 2021):
        make_lkj(make_pk(satker, tahun))
    with pytest.raises(LkjTidakAda) as galat:
        build_document(satker, 2022)
    assert (
        str(galat.value)
        == "KPU Provinsi Tiga tidak memiliki LKj Tahun 2022. Tahun yang tersedia: 2021, 2023."
    )


def test_signed_documents_have_signature_blocks_and_parties(dokumen):
    assert kinds(section(dokumen, "lampiran.pernyataan").blok).count(Identitas) == 2
    assert [type(satu) for satu in blok_dokumen(dokumen)].count(TandaTangan) == 3
