"""Texts that mean harm, through every text field that a person fills, into every page and file with them."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from django.db import transaction
from django.db.models import Model
from django.template import engines
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoDbBlocker

from accounts.models import User
from accounts.permissions import Peran
from agreements.models import (
    IKU,
    Indikator,
    PengembalianPK,
    PerjanjianKinerja,
    Pertimbangan,
    Renstra,
    Turunan,
)
from importing.findings import Finding, Severity
from measurements.models import (
    CapaianLalu,
    Draf,
    DrafTabel,
    Komponen,
    Pengecualian,
    Pengembalian,
    Realisasi,
)
from reports.build import build_document
from reports.models import (
    AlasanTemuan,
    DrafNarasi,
    JawabanReviu,
    LaporanKinerja,
    Narasi,
    Naskah,
    Peraturan,
    Reviu,
)
from reports.pdf import render_pdf
from reports.table_edit import Ketikan
from reports.table_sheet import KolomKetik, LembarTabel
from reports.word import salinan_word
from tests.factories import (
    advance_lkj,
    make_anggaran_program,
    make_indikator,
    make_lampiran_iku,
    make_lkj,
    make_member,
    make_penugasan,
    make_pk,
    make_realisasi,
    make_rich_indikator,
    make_satker,
    make_skala_akip,
    make_tahun,
)
from tests.hostile_texts import PAYLOADS, THROUGH, alive, dealt, filled_forms, hostile, mark, typed_fields
from tests.kept import kept
from tests.test_access_matrix import ARGUMENTS_WITHOUT_SATKER, MATRIX, TAHUN, World, make_world

pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the closing of its colour profile to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]
HTML = "text/html; charset=utf-8"
#: Files as they were stored: of a world they are a few bytes.
STORED = {
    "measurements:bukti", "agreements:pk_unduh_pindaian", "reports:naskah", "reports:unduh_sah",
    "reports:unduh", "reports:unduh_salinan", "reports:gambar_berkas", "budget:berkas_unggahan",
    "budget:salinan_bertanda",
}  # fmt: skip
#: What these pages do not show: a reason that is void because what it answers reads otherwise now, words that
#: the trail tells instead, a number that only files are compared with.
UNSEEN = {
    "agreements.Pertimbangan.saran", "agreements.Pertimbangan.alasan", "budget.Unggahan.alasan",
    "reports.LaporanKinerja.alasan_pembukaan", "budget.Dipa.nomor",
}  # fmt: skip


@dataclass(frozen=True)
class Texts:
    """A world of rows whose words all mean harm, who may see them all, and what every page answers."""

    world: World
    texts: dict[str, str]
    filled: set[str]
    user: User
    answers: list[tuple[str, str, bytes]]


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Texts]:
    with kept(django_db_blocker, make_texts) as texts:
        yield texts


def make_texts() -> Texts:
    texts = dealt(typed_fields())
    with hostile(texts) as filled:
        make_tahun(TAHUN)
        make_skala_akip()
        world = make_world(make_satker("KPU Provinsi Uji"))
        make_more(world, LaporanKinerja.objects.get(satker=world.satker, tahun=TAHUN))
    user = everybody(world)
    client = Client()
    client.force_login(user)
    asked = [(alamat, client.get(alamat)) for alamat in addresses(world)]
    return Texts(world, texts, filled, user, [(alamat, r["Content-Type"], body(r)) for alamat, r in asked])


def make_more(world: World, laporan: LaporanKinerja) -> None:
    """A row of each kind that a world lacks, and words where a world has none."""
    orang, pk = make_member(world.satker, Peran.VERIFIKATOR), laporan.perjanjian
    draf = make_pk(world.satker, TAHUN + 2, status="draf", nomor="1", alasan_perubahan="Anggaran.")
    for satu in (draf.pk, world.draf):
        PengembalianPK.objects.create(perjanjian_id=satu, alasan="Mendekati.", oleh=orang)
        Pertimbangan.objects.create(
            perjanjian_id=satu, kunci="polaritas:1", saran="Periksa.", alasan="Benar.", oleh=orang
        )
    kaya = make_rich_indikator(pk)
    make_anggaran_program(pk, "CQ", 1_000)
    realisasi = Realisasi.objects.get(indikator=kaya)
    rasio = make_realisasi(make_indikator(kaya.sasaran, metode="rata-rata-rasio"))
    Komponen.objects.create(realisasi=rasio, urutan=1, nama="Meja", pembilang=1, penyebut=2)
    Pengembalian.objects.create(realisasi=realisasi, kategori="lainnya", alasan="Mendekati.", oleh=orang)
    Pengembalian.objects.create(
        realisasi_id=world.realisasi, kategori="lainnya", alasan="Mendekati.", oleh=orang
    )
    Pengecualian.objects.create(
        satker=world.satker, tahun=TAHUN, triwulan=4, sampai=date(2099, 1, 1), alasan="Listrik.",
        diberikan_oleh=orang,
    )  # fmt: skip
    CapaianLalu.objects.update_or_create(
        indikator=kaya, tahun=TAHUN - 1, defaults={"catatan": "Beda.", "sumber": "LKj."}
    )
    worded(iku := IKU.objects.get(), keterangan="Cara.")
    keputusan = world.satker.keputusan_iku.get(pk=world.keputusan)
    worded(keputusan, menimbang="Satu.", mengingat="Dua.", memutuskan="Tiga.")
    make_lampiran_iku(keputusan, iku)
    Peraturan.objects.create(
        kunci="uji", urutan=1, jenis="Peraturan", nomor="1", tentang="Uji", dasar_hukum=True
    )
    Narasi.objects.create(laporan=laporan, kunci="bab4.saran", isi="<p>Saran.</p>")
    DrafNarasi.objects.create(
        user=orang, laporan=laporan, kunci="bab1.isu-strategis", isi="<p>Isu.</p>", versi=1
    )
    Draf.objects.create(
        user=orang, indikator_id=world.diisi, triwulan=1, versi=0, isi={"keterangan": "Draf."}
    )
    lembar = LembarTabel("Draf", "Daftar.", kolom=(KolomKetik("k1", "Nama"),), baris=(("Meja",),))
    DrafTabel.objects.create(
        user=orang, indikator_id=world.indikator, kunci="tabel-00000001", versi=1,
        isi=Ketikan(lembar).as_json(),
    )  # fmt: skip
    reviu = Reviu.objects.create(laporan=laporan, versi=1)
    JawabanReviu.objects.create(reviu=reviu, butir="format-bahasa", jawaban="ya", catatan="Baku.")
    AlasanTemuan.objects.create(
        laporan=laporan, sidik="0" * 64, kode="PK-DIPA", kalimat="Beda.", tempat="BAB II", alasan="Benar.",
        oleh=orang,
    )  # fmt: skip
    for indikator in (kaya, Indikator.objects.get(pk=world.draf_indikator)):
        worded(indikator, sumber_data="Daftar.", sumber_standar="Keputusan.")
    worded(realisasi, catatan="Catatan.")
    worded(realisasi.analisis, hambatan="Satu.", rekomendasi="Dua.")
    worded(realisasi.bukti.get(), nomor="1", keterangan="Asli.")
    worded(kaya.tabel_pendukung.get(), sumber_data="Daftar.")
    worded(Turunan.objects.get(), satuan="Dokumen")
    worded(world.satker.dipa.get(), nomor="1")
    worded(Renstra.objects.get(), nomor="1")
    make_realisasi(make_indikator(kaya.sasaran), alasan_tidak_diukur="Tidak ada kegiatan.")
    advance_lkj(make_lkj(make_pk(world.satker, TAHUN - 2)), "digantikan")
    satu = world.satker.unggahan.get()
    satu.temuan = [Finding("SEL-GANDA", Severity.WARNING, "Sebab.", "Cara.", "Lembar", "B2", "1.5").as_json()]
    satu.alasan, satu.status, satu.jenis = {"a": "Benar."}, "diperiksa", "template"
    satu.diperiksa_pada = timezone.now()
    satu.save()


def worded(row: Model, **words: str) -> None:
    """Give a row words that it had not."""
    for name, text in words.items():
        setattr(row, name, text)
    row.save()


def everybody(world: World) -> User:
    """Who holds every role at the satker."""
    orang = DrafNarasi.objects.get().user
    for peran in set(Peran) - {Peran.VERIFIKATOR}:
        make_penugasan(orang, world.satker, peran)
    return orang


def addresses(world: World) -> Iterator[str]:
    """Every URL that changes nothing, and the pages of every indikator, realisasi and PK."""
    for name, row in MATRIX.items():
        if name not in STORED and name != "gallery" and row.method != "post":
            arguments = row.arguments(world) if row.arguments else ARGUMENTS_WITHOUT_SATKER.get(name, [])
            yield reverse(name, args=arguments)
    yield reverse("measurements:isi", args=[world.satker.slug, TAHUN, 1])
    yield reverse("reports:bukti", args=[Naskah.objects.get(pk=world.naskah).token])
    for indikator in Indikator.objects.all():
        yield indikator.get_absolute_url()
    for realisasi in Realisasi.objects.all():
        yield reverse("measurements:realisasi", args=[realisasi.pk])
    for pk in PerjanjianKinerja.objects.all():
        yield from (reverse(f"agreements:{name}", args=[pk.pk]) for name in ("pk_susun", "pk_pindaian"))


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def words_of(kind: str, isi: bytes) -> str:
    """What can be read in a file, once it was looked at for what would run in it."""
    if kind.startswith("application/pdf"):
        return words_of_pdf(isi)
    if "spreadsheet" in kind:
        sel = [satu for sheet in openpyxl.load_workbook(BytesIO(isi)) for baris in sheet for satu in baris]
        assert [satu.value for satu in sel if satu.data_type == "f" and "=Z" in str(satu.value)] == []
        assert {satu.hyperlink.target for satu in sel if satu.hyperlink} <= {None}
        return " ".join(str(satu.value) for satu in sel)
    if "json" in kind:
        return json.dumps(json.loads(isi), ensure_ascii=False)
    return isi.decode(errors="ignore")


def words_of_pdf(isi: bytes) -> str:
    with pikepdf.open(BytesIO(isi)) as pdf:
        benda = [satu for satu in pdf.objects if isinstance(satu, pikepdf.Dictionary)]
        tindakan = {str(satu["/S"]) for satu in benda if "/S" in satu and ("/URI" in satu or "/JS" in satu)}
        assert tindakan == set()
        assert [satu for satu in benda if {"/JS", "/JavaScript", "/Launch", "/OpenAction"} & set(satu)] == []
    with closing(pypdfium2.PdfDocument(isi)) as pdf:
        return " ".join(_words_of_page(pdf[ke]) for ke in range(len(pdf)))


def _words_of_page(page: pypdfium2.PdfPage) -> str:
    with closing(page), closing(page.get_textpage()) as teks:
        return teks.get_text_range()


def test_every_text_field_is_filled_and_every_payload_is_dealt(made):
    """A new field is a new row of `make_more`, or is named as one that no person words."""
    assert made.filled | {"measurements.Draf.isi"} == set(typed_fields())
    semua = " ".join(made.texts.values())
    assert len(set(PAYLOADS)) >= 150
    assert [satu for satu in PAYLOADS if satu not in semua] == []
    assert all(THROUGH in satu for satu in made.texts.values())


def test_no_text_comes_alive_and_every_one_is_shown_as_words(made):
    hidup = {alamat: alive(isi.decode()) for alamat, kind, isi in made.answers if kind == HTML}
    assert {alamat: satu for alamat, satu in hidup.items() if satu} == {}
    semua = " ".join(words_of(kind, isi) for _, kind, isi in made.answers)
    assert {label for ke, label in enumerate(made.texts) if mark(ke) not in semua} == UNSEEN


def test_what_is_typed_into_a_form_comes_back_as_words(made):
    """Every form of every page, once; what it wrote is taken back."""
    forms = {
        action: sent
        for alamat, kind, isi in made.answers
        if kind == HTML
        for action, sent in filled_forms(isi.decode(), alamat)
    }
    client, hidup, kembali = Client(), {}, 0
    client.force_login(made.user)
    for action, sent in forms.items():
        with transaction.atomic():
            response = client.post(action, sent, follow=True)
            transaction.set_rollback(True)
        if response["Content-Type"] == HTML:
            hidup[action] = alive(response.text)
            kembali += escape(THROUGH) in response.text
    assert {action: satu for action, satu in hidup.items() if satu} == {}
    assert kembali > 40


def test_no_text_comes_alive_in_the_files_of_the_report(made):
    dokumen = build_document(made.world.satker, TAHUN)
    assert "onerror=alert(1)" in words_of_pdf(render_pdf(dokumen).isi)
    word = docx.Document(BytesIO(salinan_word(dokumen)))
    assert [satu.reltype for satu in word.part.rels.values() if satu.is_external] == []
    assert "onerror=alert(1)" in "".join(satu.text for satu in word.paragraphs)


def test_with_the_escaping_off_the_detector_finds_it(made, monkeypatch):
    client = Client()
    client.force_login(made.user)
    alamat = reverse("agreements:renstra", args=[made.world.satker.slug])
    assert alive(client.get(alamat).text) == []
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    ditemukan = alive(client.get(alamat).text)
    assert "<img onerror=alert(1)>" in ditemukan
    assert any(satu.startswith("<script>") for satu in ditemukan)
