"""The preview that is kept: given out again only while every answer of the database is as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Model, Value
from django.db.models.functions import Concat, Replace
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Bagian, Pejabat, Satker
from agreements.models import (
    IKU,
    AnggaranProgram,
    Indikator,
    KegiatanPendukung,
    Misi,
    PerjanjianKinerja,
    PredikatCapaian,
    Renstra,
    SasaranKegiatan,
    SasaranStrategis,
    SkalaNilai,
    TahunKinerja,
    TargetIKU,
    TargetTriwulan,
    Tujuan,
)
from budget.models import BarisDipa, RealisasiAnggaran, RevisiDipa
from kinerja.metode import Metode
from measurements.models import Analisis, CapaianLalu, JawabanSatker, Komponen, Realisasi, TabelPendukung
from reports import checked, remembered, unchanged
from reports.build import susun
from reports.checked import lupakan, terperiksa
from reports.checks.run import periksa
from reports.frozen import to_json
from reports.models import AlasanTemuan, GambarNarasi, LaporanKinerja, Narasi, Peraturan, Reviu
from reports.queries import WITH_PARTIES, kumpulkan
from reports.remembered import Remembered, listening
from reports.states import StatusReviu
from tests.factories import (
    make_anggaran_program,
    make_iku,
    make_indikator,
    make_lkj,
    make_member,
    make_pejabat,
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
    make_user,
)

pytestmark = pytest.mark.django_db
#: One field of every source of the report, and what it becomes.
SOURCES: list[tuple[type[Model], dict[str, object]]] = [
    (LaporanKinerja, {"tempat": "Kota Lain"}),
    (LaporanKinerja, {"tanggal": "2024-01-16"}),
    (
        Narasi,
        {"isi": '<p>Lain.</p><figure data-tabel="fasilitas"></figure><figure data-gambar="g-1"></figure>'},
    ),
    (GambarNarasi, {"judul": "Gambar lain"}),
    (Peraturan, {"tentang": "Hal Lain"}),
    (PerjanjianKinerja, {"tempat": "Kota Lain"}),
    (SasaranKegiatan, {"uraian": "Sasaran lain"}),
    (Indikator, {"nama": "Indikator lain"}),
    (Indikator, {"target": Decimal("97.5")}),
    (TargetTriwulan, {"nilai": Decimal("97.5")}),
    (Realisasi, {"nilai": Decimal("98.074")}),
    (Realisasi, {"status": "draf"}),
    (Komponen, {"pembilang": 9}),
    (JawabanSatker, {"nilai": Decimal("61.5")}),
    (Analisis, {"upaya": "Upaya lain."}),
    (CapaianLalu, {"capaian": Decimal("66.66")}),
    (TabelPendukung, {"judul": "Tabel lain"}),
    (KegiatanPendukung, {"kode": "CQ.9"}),
    (TahunKinerja, {"plafon": Decimal(99)}),
    (PredikatCapaian, {"nama": "Cukup"}),
    (SkalaNilai, {"nama": Concat("nama", Value("x"))}),
    (Renstra, {"visi": "Visi lain"}),
    (Misi, {"uraian": "Misi lain"}),
    (Tujuan, {"uraian": "Tujuan lain"}),
    (SasaranStrategis, {"uraian": "Sasaran strategis lain"}),
    (IKU, {"satuan": "Orang"}),
    (TargetIKU, {"nilai": Decimal("4.6")}),
    (AnggaranProgram, {"nilai": 7}),
    (BarisDipa, {"uraian": "Baris lain"}),
    (RealisasiAnggaran, {"nilai": 4}),
    (RevisiDipa, {"nomor": 1}),
    (Satker, {"nama": "KPU Lain"}),
    (Bagian, {"nama": "Bagian Lain"}),
    (Pejabat, {"nama": "Nama Lain"}),
    (Reviu, {"status": StatusReviu.BERJALAN, "selesai_oleh": None, "selesai_pada": None}),
]


@pytest.fixture
def laporan() -> LaporanKinerja:
    """A report that has something of every source."""
    make_predikat(make_tahun(), "Baik", None, None)
    make_skala_akip()
    satker = make_satker("KPU Provinsi Uji")
    pk = make_pk(satker)
    rich = make_rich_indikator(pk)
    renstra = make_renstra(satker)
    Misi.objects.create(renstra=renstra, urutan=9, uraian="Misi")
    tujuan = renstra.tujuan.get()
    rich.iku = make_iku(tujuan.sasaran_strategis.get(), target=Decimal("4.5"))
    rich.save()
    rekap = make_indikator(
        make_sasaran(pk), metode=Metode.REKAP_SATKER, kriteria_nilai=Decimal(60), skala="akip"
    )
    JawabanSatker.objects.create(
        realisasi=make_realisasi(rekap), satker=make_satker(induk=satker), nilai=Decimal("70.5")
    )
    rasio = make_indikator(make_sasaran(pk), metode=Metode.RATA_RATA_RASIO)
    Komponen.objects.create(realisasi=make_realisasi(rasio), urutan=1, nama="K", pembilang=8, penyebut=10)
    make_anggaran_program(pk, "CQ", 10)
    make_pohon_dipa(satker, {"CQ.1.A.1": (10, 5)})
    KegiatanPendukung.objects.create(indikator=rich, kode="CQ.1")
    Peraturan.objects.create(
        kunci="uu", urutan=1, jenis="UU", nomor="7", tahun=2017, tentang="Pemilu", dasar_hukum=True
    )
    hasil = make_lkj(pk, tanggal="2024-01-15", penandatangan=make_pejabat(satker))
    isi = '<p>Di {{ lkj.tempat }}, {{ lkj.tanggal }}.</p><figure data-tabel="fasilitas"></figure>'
    isi += '<figure data-gambar="g-1"></figure>'
    GambarNarasi.objects.create(
        laporan=hasil, kunci="g-1", judul="G", alt="A", berkas="b", jenis="png", lebar=1, tinggi=1, sha256="s"
    )
    Narasi.objects.create(laporan=hasil, kunci="bab3.sasaran-1", isi=isi)
    Reviu.objects.create(
        laporan=hasil,
        status=StatusReviu.SELESAI,
        selesai_oleh=make_user(),
        selesai_pada=datetime(2024, 1, 12, tzinfo=UTC),
    )
    return hasil


@pytest.fixture
def preview(client: Client, laporan: LaporanKinerja) -> Callable[[], str]:
    lupakan()
    client.force_login(make_member(laporan.satker))
    url = laporan.get_absolute_url()

    def get() -> str:
        halaman = client.get(url).content.decode()
        return halaman[halaman.index('<article class="lkj">') : halaman.index("</article>")]

    return get


def change(model: type[Model], isi: dict[str, object]) -> None:
    """By SQL alone: neither a save() nor a signal tells of it."""
    assert model.objects.all().update(**isi)


def test_a_change_of_any_source_is_everywhere_at_once(preview, laporan):
    """What is kept gives the same as what is made of the database alone, findings and files included."""

    def semua() -> tuple[object, ...]:
        isi = terperiksa(laporan)
        alasan = {sidik: satu.alasan for sidik, satu in isi.hasil.alasan.items()}
        return preview(), isi.hasil.temuan, alasan, isi.data, to_json(isi.dokumen)

    AlasanTemuan.objects.create(
        laporan=laporan, sidik=terperiksa(laporan).hasil.temuan[0].sidik, kode="X", kalimat="X", tempat="X",
        alasan="Alasan lama.", oleh=make_user(),
    )  # fmt: skip
    for model, isi in [*SOURCES, (AlasanTemuan, {"alasan": "Alasan lain."})]:
        before = semua()
        change(model, isi)
        after = semua()
        lupakan()
        assert after == semua(), f"{model.__name__} {isi}"
        assert after != before, f"{model.__name__} {isi}"


@pytest.mark.parametrize("tulisan", ["body", "data", "tabel"])
def test_what_is_made_of_a_report_is_written_once_and_without_the_database(laporan, tulisan):
    isi = terperiksa(laporan)
    with CaptureQueriesContext(connection) as queries:
        ditulis = getattr(isi, tulisan)
    assert ditulis
    assert len(queries) == 0
    assert getattr(terperiksa(laporan), tulisan) is ditulis


def test_a_changed_figure_is_in_both_downloads_at_once(client, laporan):
    lupakan()
    client.force_login(make_member(laporan.satker))
    alamat = [
        reverse(f"reports:{nama}", args=[laporan.satker.slug, laporan.tahun]) for nama in ("data", "tabel")
    ]
    before = [client.get(url).content for url in alamat]
    assert [client.get(url).content for url in alamat] == before
    change(Realisasi, {"nilai": Decimal("98.074")})
    data, tabel = (client.get(url).content for url in alamat)
    assert b"98,074%" in data
    assert b"98,074%" not in before[0]
    assert tabel != before[1]


def test_the_control_that_asks_nothing_again_gives_what_is_stale(preview, monkeypatch):
    before = preview()
    change(Indikator, {"nama": "Indikator lain"})
    monkeypatch.setattr(remembered._Kept, "holds", lambda self: True)
    assert preview() == before
    monkeypatch.undo()
    assert preview() != before


def test_the_control_that_takes_no_heed_of_what_a_section_says_gives_what_is_stale(preview, monkeypatch):
    before = preview()
    change(Narasi, {"isi": Replace("isi", Value("<p>Di"), Value("<p>Ke"))})
    monkeypatch.setattr(unchanged, "_satu", lambda lama, kini: lama or kini)
    assert preview() == before
    monkeypatch.undo()
    lupakan()
    assert preview() != before


def test_what_is_made_of_the_parts_asks_the_database_nothing(laporan):
    """Else it could not be kept: nothing would tell when the answer is another."""
    kini = LaporanKinerja.objects.select_related(*WITH_PARTIES).get()
    bahan = kumpulkan(kini)
    with CaptureQueriesContext(connection) as queries:
        dokumen = susun(bahan)
        periksa(bahan, dokumen)
    assert [satu["sql"] for satu in queries] == []


def test_parts_that_learned_more_than_was_asked_for_them_are_not_kept(preview, monkeypatch):
    def bertanya(bahan):
        return replace(susun(bahan), judul=f"{Satker.objects.exclude(pk=bahan.satker.pk).count()} satker")

    monkeypatch.setattr(checked, "susun", bertanya)
    make_satker()
    for banyak in (2, 3):
        assert f"{banyak} satker" in preview()
        make_satker()


def test_every_table_that_is_read_is_among_the_sources(laporan):
    """A new source of the report has to be added to SOURCES above."""
    with listening() as questions:
        susun(kumpulkan(LaporanKinerja.objects.select_related(*WITH_PARTIES).get()))
    known = connection.introspection.table_names()
    read = {name for satu in questions for name in known if f'"{name}"' in satu.sql}
    # Read on the way to others, or for pages that show more than the report does.
    beside = {"accounts_user", "budget_dipa", "measurements_buktidukung"}
    assert read - beside == {model._meta.db_table for model, _ in SOURCES}


def test_an_unchanged_report_is_not_made_again():
    made = []
    kept: Remembered[int] = Remembered(most=2)

    def make() -> int:
        made.append(Satker.objects.count())
        return made[-1]

    assert [kept(1, make), kept(1, make)] == [0, 0]
    make_satker()
    assert [kept(1, make), kept(1, make)] == [1, 1]
    assert made == [0, 1]


def test_only_the_last_are_kept():
    made: list[str] = []
    kept: Remembered[str] = Remembered(most=2)
    for key in "abacab":
        kept(key, lambda key=key: made.append(key) or key)
    assert "".join(made) == "abcb"


def test_answers_that_are_merely_equal_differ():
    rows = [[(Decimal("1.0"),)], [(Decimal("1.00"),)], [(1,)], [(True,)]]
    assert len({remembered.Question("", None, satu).digest for satu in rows}) == 4


def test_asking_again_costs_the_same_questions_and_no_more(preview):
    with CaptureQueriesContext(connection) as first:
        preview()
    with CaptureQueriesContext(connection) as again:
        preview()
    assert len(again) == len(first)
