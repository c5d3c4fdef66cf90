"""The Word copy, read back with the library that opens it and in its own XML."""

from datetime import timedelta
from io import BytesIO
from typing import get_args

import docx
import pytest
from django.urls import reverse
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from PIL import Image

from accounts.models import Jejak
from accounts.permissions import Peran
from importing.confined_process import without_collector
from jobs.models import Job
from printing.pdf import Picture
from reports import word, word_actions
from reports.actions import KIND_WORD, request_render
from reports.document import (
    Bab,
    Bagian,
    Baris,
    Blok,
    Celah,
    Daftar,
    Dokumen,
    Foto,
    Gambar,
    Kolom,
    Paragraf,
    Rujukan,
    Sel,
    Tabel,
    Teks,
)
from reports.numbering import beri_nomor
from reports.tasks import enqueue_word
from reports.word import salinan_word
from reports.word_actions import FAILED, TOO_LONG, run_word, word_path
from tests.factories import make_indikator, make_lkj, make_member, make_pk, make_sasaran, make_satker
from ui.charts import Bagan, Seri, Titik, batang_kelompok

pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the closing of its colour profile to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]


def make_tabel(kunci: str, **isi) -> Tabel:
    kolom = (Kolom("No", "tengah", 10), Kolom("Uraian", lebar=60), Kolom("Nilai", "kanan", 30))
    baris = (
        Baris((sel("1", 2), sel("Dua & baris", 2), sel("12.500"))),
        Baris((sel("1", 0), sel("Dua & baris", 0), sel("=1+1"))),
        Baris((sel(""), sel("JUMLAH"), sel("12.500")), "jumlah"),
    )
    return Tabel(kunci, f"Judul {kunci}", kolom, baris, **isi)


def sel(isi: str, baris: int = 1) -> Sel:
    return Sel((Teks(isi),), baris=baris)


@pytest.fixture(scope="module")
def made() -> "docx.document.Document":
    """A report with one of everything that Word lays out otherwise than a page of a browser."""
    isi = (
        Paragraf((Teks("Lihat "), Rujukan("mendatar"), Teks(" <b>apa adanya</b>\x01."))),
        Daftar(((Teks("satu"),), (Teks("dua"),)), urut=True, huruf=True),
        Celah("Tidak tercetak."),
        make_tabel("tegak"),
        make_tabel("mendatar", orientasi="mendatar"),
    )
    bab = (
        Bab("bab1", "BAB I", "Pendahuluan", (Bagian("b1", "Latar", isi, (Bagian("a1", "Anak"),), "A."),)),
        Bab("bab2", "BAB II", "Penutup", (Bagian("b2", "Kesimpulan", (), (), "A."),)),
    )
    lampiran = (Bab("l1", "LAMPIRAN I", "Rencana", (Bagian("r", "", ()),), "mendatar"),)
    dokumen = Dokumen(
        "Laporan Kinerja Tahun 2023", "KPU Uji", "Komisi Uji", 2023, "Konsep", None,
        (Bagian("kata", "Kata Pengantar", (Paragraf((Teks("Puji."),)),)),), bab, lampiran,
    )  # fmt: skip
    return docx.Document(BytesIO(salinan_word(beri_nomor(dokumen))))


def styled(made, style: str) -> list[str]:
    return [satu.text for satu in made.paragraphs if satu.style.name == style]


def test_headings_follow_the_report(made):
    assert styled(made, "Heading 1") == [
        "Kata Pengantar", "Daftar Isi", "Daftar Tabel", "Daftar Gambar",
        "BAB I Pendahuluan", "BAB II Penutup", "LAMPIRAN I Rencana",
    ]  # fmt: skip
    assert styled(made, "Heading 2") == ["A. Latar", "A. Kesimpulan"]
    assert styled(made, "Heading 3") == ["Anak"]


def test_the_contents_are_filled_and_every_line_leads_to_its_place(made):
    styles = ("toc 1", "toc 2", "toc 3")
    lines = [(style, text.removesuffix("\t…")) for style in styles for text in styled(made, style)]
    assert ("toc 1", "BAB I Pendahuluan") in lines
    assert ("toc 2", "A. Latar") in lines
    assert ("toc 3", "Anak") in lines
    assert ("toc 2", "Tabel 1.2 Judul mendatar") in lines
    body = made.element.body
    targets = {satu.get(qn("w:anchor")) for satu in body.iter(qn("w:hyperlink"))}
    names = [satu.get(qn("w:name")) for satu in body.iter(qn("w:bookmarkStart"))]
    assert targets <= set(names)
    assert len(names) == len(set(names))
    numbered = [satu.text for satu in body.iter(qn("w:instrText")) if "PAGEREF" in satu.text]
    assert len(numbered) == len(lines)


def test_tables_have_captions_repeated_heads_and_joined_cells(made):
    assert styled(made, "Caption") == ["Tabel 1.1 Judul tegak", "Tabel 1.2 Judul mendatar"]
    for tabel in made.tables:
        assert tabel.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in tabel.rows[0].cells] == ["No", "Uraian", "Nilai"]
        assert [[cell.text for cell in row.cells] for row in tabel.rows[1:]] == [
            ["1", "Dua & baris", "12.500"], ["1", "Dua & baris", "=1+1"], ["", "JUMLAH", "12.500"],
        ]  # fmt: skip
        assert tabel.cell(1, 1)._tc is tabel.cell(2, 1)._tc


def test_landscape_has_its_own_sections_and_pages_are_numbered(made):
    sections = [
        (
            satu.orientation == WD_ORIENT.LANDSCAPE,
            satu._sectPr.find(qn("w:pgNumType")).get(qn("w:fmt")),
            satu._sectPr.find(qn("w:pgNumType")).get(qn("w:start")),
        )
        for satu in list(made.sections)[1:]
    ]
    assert sections == [
        (False, "lowerRoman", "1"), (False, "decimal", "1"), (True, "decimal", None),
        (False, "decimal", None), (True, "decimal", None),
    ]  # fmt: skip
    for satu in list(made.sections)[1:]:
        assert round(satu.page_width.mm) == (297 if satu.orientation else 210)
        assert "PAGE" in "".join(run.text for run in satu.footer._element.iter(qn("w:instrText")))
    assert next(iter(made.sections)).footer.paragraphs[0].text == ""


def test_words_stay_words_and_gaps_are_left_out(made):
    text = "\n".join(satu.text for satu in made.paragraphs)
    assert "Lihat Tabel 1.2 <b>apa adanya</b>�." in text
    assert "a.\tsatu\nb.\tdua" in text
    assert "Tidak tercetak" not in text


def test_a_chart_is_a_picture_with_words_for_who_cannot_see_it():
    bagan = Bagan("c", "Capaian", "Uraian.", ("A",), (Seri("Tahun 2023", (Titik(None, "belum"),)),))
    bab = (Bab("bab1", "BAB I", "X", (Bagian("b", "B", (Gambar("c", "Capaian", batang_kelompok(bagan)),)),)),)
    dokumen = beri_nomor(Dokumen("L", "KPU", "Komisi", 2023, "Konsep", None, (), bab, ()))
    made = docx.Document(BytesIO(salinan_word(dokumen)))
    [picture] = made.inline_shapes
    assert picture._inline.docPr.get("descr") == "Capaian"
    assert picture.width > 3 * picture.height > 0
    assert styled(made, "Caption") == ["Gambar 1.1 Capaian"]


def test_every_block_of_a_report_is_written_but_a_gap():
    written = {satu for satu in get_args(Blok) if hasattr(word._Penulis, f"_{satu.templat}")}
    assert set(get_args(Blok)) - written == {Celah}


def test_an_uploaded_picture_is_no_wider_than_the_page(monkeypatch):
    stream = BytesIO()
    Image.new("RGB", (1_900, 400), "navy").save(stream, "PNG")
    monkeypatch.setattr(word, "foto_dokumen", lambda _: {"a": Picture(stream.getvalue(), "image/png")})
    foto = Foto("f", "Rapat", "Orang di ruang rapat", "a", 1_900, 400)
    bab = (Bab("bab1", "BAB I", "X", (Bagian("b", "B", (foto,)),)),)
    dokumen = beri_nomor(Dokumen("L", "KPU", "Komisi", 2023, "Konsep", None, (), bab, ()))
    made = docx.Document(BytesIO(salinan_word(dokumen)))
    [picture] = made.inline_shapes
    assert picture._inline.docPr.get("descr") == "Orang di ruang rapat"
    assert (round(picture.width.mm), round(picture.height.mm)) == (160, 34)
    assert styled(made, "Caption") == ["Gambar 1.1 Rapat"]


# The job


@pytest.fixture
def laporan(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    pk = make_pk(make_satker())
    make_indikator(make_sasaran(pk))
    return make_lkj(pk)


def ask(laporan) -> Job:
    return request_render(laporan, enqueue_word, by=make_member(laporan.satker, Peran.STAF), kind=KIND_WORD)


def test_the_copy_is_made_and_downloaded(laporan, client):
    job = ask(laporan)
    assert ask(laporan) == job
    run_word(job.pk)
    job.refresh_from_db()
    assert (job.status, job.percent, job.error) == ("done", 100, "")
    client.force_login(make_member(laporan.satker))
    answer = client.get(reverse("reports:unduh_salinan", args=[job.pk]))
    assert docx.Document(BytesIO(b"".join(answer))).core_properties.title == "Laporan Kinerja Tahun 2023"
    assert answer["Content-Disposition"] == f'attachment; filename="lkj-2023-{laporan.satker.slug}.docx"'
    events = Jejak.objects.order_by("pk").values_list("peristiwa", flat=True)
    assert list(events) == ["Salinan Word diminta", "Salinan Word selesai"]
    preview = client.get(laporan.get_absolute_url()).content.decode()
    assert reverse("reports:unduh_salinan", args=[job.pk]) in preview
    word_path(job).unlink()
    assert client.get(reverse("reports:unduh_salinan", args=[job.pk])).status_code == 404


@pytest.mark.parametrize(("fault", "error"), [(OSError("disk"), FAILED), (None, TOO_LONG)])
def test_what_goes_wrong_is_told_and_leaves_no_file(laporan, monkeypatch, fault, error):
    def make(*_):
        if fault:
            raise fault
        while True:
            pass

    monkeypatch.setattr(word_actions, "salinan_word", make)
    monkeypatch.setattr("jobs.running.LIMIT", timedelta(seconds=60 if fault else 0.05))
    job = ask(laporan)
    with without_collector():  # Hypothesis counts its time in a callback, where the end of the time is lost
        run_word(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error, word_path(job).exists()) == ("failed", error, False)


def test_without_the_extra_nothing_is_offered(laporan, client, monkeypatch):
    client.force_login(make_member(laporan.satker, Peran.STAF))
    address = reverse("reports:salin", args=[laporan.satker.slug, 2023])
    assert address in client.get(laporan.get_absolute_url()).content.decode()
    job = ask(laporan)
    monkeypatch.setattr(word, "find_spec", lambda name: None)
    assert "Word" not in client.get(laporan.get_absolute_url()).content.decode()
    assert client.post(address).status_code == 404
    run_word(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error) == ("failed", word_actions.ABSENT)
