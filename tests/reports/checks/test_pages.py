"""The list of findings, the fragment of one section, the findings in the preview."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Peran
from reports import approval
from reports.checked import lupakan
from reports.checks import run
from reports.models import AlasanTemuan, Narasi
from tests.factories import (
    make_anggaran_program,
    make_dipa,
    make_indikator,
    make_lkj,
    make_member,
    make_pk,
    make_rich_indikator,
    make_sasaran,
    make_satker,
)
from tests.reports.ready import write_narrative, write_section
from tests.strict import strict_templates

pytestmark = pytest.mark.django_db
ALASAN = "Perubahan Perjanjian Kinerja diajukan pada tahun berikutnya."


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def laporan():
    pk = make_pk(make_satker("KPU Provinsi Uji"))
    make_anggaran_program(pk, "CQ", 800)
    make_dipa(pk.satker, pagu=1_000)
    laporan = make_lkj(pk)
    write_section(laporan, "bab4.saran", "<p>Memuat 3 (empat) hal.</p>")
    return write_narrative(laporan)


@pytest.fixture
def staf(client, laporan):
    client.force_login(make_member(laporan.satker, Peran.STAF))
    return client


def url(nama: str, laporan, *lain: str) -> str:
    return reverse(f"reports:{nama}", args=[laporan.satker.slug, laporan.tahun, *lain])


def sidik(client, laporan) -> str:
    hasil = client.get(url("temuan", laporan)).context
    return next(b.temuan.sidik for k in hasil["kelompok"] for b in k.baris if b.temuan.kode == "PK-DIPA")


def test_the_list_groups_findings_by_section_and_links_to_their_places(staf, laporan):
    halaman = staf.get(url("temuan", laporan))
    assert [satu.nama for satu in halaman.context["kelompok"]] == [
        "BAB II C Perjanjian Kinerja Tahun 2023", "BAB IV C Saran",
    ]  # fmt: skip
    assert halaman.context["penghalang"] == 2
    assert f'href="{laporan.get_absolute_url()}#bab4.saran"' in halaman.text
    assert "Semua (3)" in halaman.text
    assert "Kesalahan (1)" in halaman.text


@pytest.mark.parametrize(
    ("tingkat", "banyak"),
    [("kesalahan", 1), ("peringatan", 1), ("catatan", 1), ("lain", 3)],
)
def test_the_list_narrows_to_one_gravity(staf, laporan, tingkat, banyak):
    halaman = staf.get(url("temuan", laporan), {"tingkat": tingkat})
    assert sum(len(satu.baris) for satu in halaman.context["kelompok"]) == banyak


def test_a_report_without_findings_says_so(client):
    laporan = write_narrative(make_lkj(make_pk(make_satker())))
    make_dipa(laporan.satker)
    client.force_login(make_member(laporan.satker, Peran.PEMBACA))
    assert "Tidak ada temuan" in client.get(url("temuan", laporan)).text


def test_a_reason_is_written_changed_and_taken_back(staf, laporan):
    kunci = sidik(staf, laporan)
    jawab = staf.post(url("temuan_alasan", laporan), {"sidik": kunci, "versi": "0", "alasan": ALASAN})
    assert jawab.headers["Location"] == f"{url('temuan', laporan)}#temuan-{kunci[:16]}"
    assert ALASAN in staf.get(url("temuan", laporan)).text
    # A NUL, which PostgreSQL refuses, is left out.
    staf.post(url("temuan_alasan", laporan), {"sidik": kunci, "versi": "1", "alasan": f"{ALASAN}\x00"})
    assert AlasanTemuan.objects.get().alasan == ALASAN
    staf.post(url("temuan_alasan", laporan), {"sidik": kunci, "versi": "2", "tarik": "1"})
    assert not AlasanTemuan.objects.exists()


def test_a_reason_that_is_too_short_stays_in_its_field_and_is_told_above(staf, laporan):
    kunci = sidik(staf, laporan)
    jawab = staf.post(url("temuan_alasan", laporan), {"sidik": kunci, "versi": "0", "alasan": "ya"})
    assert jawab.status_code == 422
    assert f'href="#temuan-{kunci[:16]}"' in jawab.text
    assert ">ya</textarea>" in jawab.text


def test_a_clash_shows_both_reasons_and_the_second_saving_goes_through(staf, laporan):
    kunci = sidik(staf, laporan)
    staf.post(url("temuan_alasan", laporan), {"sidik": kunci, "versi": "0", "alasan": ALASAN})
    kedua = {"sidik": kunci, "versi": "0", "alasan": "Alasan lain yang saya tulis."}
    jawab = staf.post(url("temuan_alasan", laporan), kedua)
    assert jawab.status_code == 422
    assert jawab.text.count(ALASAN) >= 1
    assert ">Alasan lain yang saya tulis.</textarea>" in jawab.text
    assert 'name="versi" value="1"' in jawab.text
    staf.post(url("temuan_alasan", laporan), {**kedua, "versi": "1"})
    assert AlasanTemuan.objects.get().alasan == "Alasan lain yang saya tulis."


def rows(halaman, kode: str):
    return [b for k in halaman.context["kelompok"] for b in k.baris if b.temuan.kode == kode]


def test_the_first_warning_of_a_code_offers_the_others_and_keeps_the_ticks(staf, laporan):
    write_section(
        laporan, "bab4.saran", "<p>Tercatat 42,17%.</p><p>Tercatat 42,18%.</p><p>Tercatat 42,19%.</p>"
    )
    baris = rows(staf.get(url("temuan", laporan)), "ANGKA-NARASI")
    assert [[s.temuan.sidik for s in b.serupa] for b in baris] == [
        [b.temuan.sidik for b in baris[1:]], [], [],
    ]  # fmt: skip
    isi = {"sidik": baris[0].temuan.sidik, "versi": "0", "alasan": "ya", "juga": [baris[1].temuan.sidik]}
    jawab = staf.post(url("temuan_alasan", laporan), isi)
    assert [s.dicentang for s in rows(jawab, "ANGKA-NARASI")[0].serupa] == [True, False]
    assert ">ya</textarea>" in jawab.text
    jawab = staf.post(url("temuan_alasan", laporan), {**isi, "alasan": ALASAN}, follow=True)
    assert "Alasan disimpan untuk 2 temuan." in jawab.text
    assert [bool(b.alasan) for b in rows(jawab, "ANGKA-NARASI")] == [True, True, False]


def test_a_finding_that_is_gone_says_so(staf, laporan):
    jawab = staf.post(url("temuan_alasan", laporan), {"sidik": "0" * 64, "versi": "0", "alasan": ALASAN})
    assert jawab.status_code == 422
    assert "sudah tidak ada atau telah berubah" in jawab.text


def test_who_only_reads_sees_no_form(client, laporan):
    client.force_login(make_member(laporan.satker, Peran.PEMBACA))
    assert "Tulis alasan" not in client.get(url("temuan", laporan)).text


def test_one_section_is_a_fragment_for_its_editor(staf, laporan):
    isi = staf.get(url("temuan_bagian", laporan, "bab4.saran")).text
    assert "tidak sama dengan 3" in isi
    assert "<html" not in isi
    assert "Tidak ada." in staf.get(url("temuan_bagian", laporan, "bab4.langkah")).text
    assert staf.get(url("temuan_bagian", laporan, "bab9.lain")).status_code == 404


def links(halaman) -> dict[str, str]:
    """The place of each finding on a page -> where it leads."""
    baris = [satu for kelompok in halaman.context["kelompok"] for satu in kelompok.baris]
    return {satu.temuan.tempat: satu.url for satu in baris}


def test_a_finding_leads_to_where_its_reader_mends_it(client, laporan):
    write_section(laporan, "lampiran.pengantar", "<p>Memuat 5 (enam) hal.</p>")
    indikator = make_rich_indikator(laporan.perjanjian)
    indikator.tabel_pendukung.update(baris=[["Meja", "12x"]])
    client.force_login(make_member(laporan.satker, Peran.STAF))
    penyusun = links(client.get(url("temuan", laporan)))
    client.force_login(make_member(laporan.satker, Peran.PEMBACA))
    pembaca = links(client.get(url("temuan", laporan)))
    alamat = laporan.get_absolute_url()
    berbeda = {tempat: (url, pembaca[tempat]) for tempat, url in penyusun.items() if url != pembaca[tempat]}
    assert berbeda == {
        "BAB III B.1": (url("sunting", laporan, "bab3.sasaran-1"), f"{alamat}#bab3.sasaran-1"),
        "BAB IV C, paragraf 1": (url("sunting", laporan, "bab4.saran"), f"{alamat}#bab4.saran"),
        "LAMPIRAN I, paragraf 1": (
            url("sunting", laporan, "lampiran.pengantar"),
            f"{alamat}#lampiran.pernyataan",
        ),
        "Tabel pendukung fasilitas": (
            f"{indikator.get_absolute_url()}bahan/fasilitas/",
            f"{indikator.get_absolute_url()}#tabel-fasilitas",
        ),
    }
    assert pembaca["Perjanjian Kinerja"] == laporan.perjanjian.get_absolute_url()


def test_of_an_examined_report_nobody_is_led_to_the_editor(staf, laporan):
    approval.examine(laporan, by=make_member(laporan.satker, Peran.VERIFIKATOR))
    assert links(staf.get(url("temuan", laporan)))["BAB IV C, paragraf 1"].endswith("/lkj/#bab4.saran")


def test_the_editor_shows_the_findings_of_the_text_before_the_person(staf, laporan):
    halaman = staf.get(url("sunting", laporan, "bab4.saran"))
    assert "tidak sama dengan 3" in halaman.text
    assert "Menurut ketikan Anda" not in halaman.text
    staf.post(url("draf_narasi", laporan, "bab4.saran"), {"isi": "<p>Memuat 3 (tiga) hal.</p>", "versi": "1"})
    for alamat in (url("sunting", laporan, "bab4.saran"), url("temuan_bagian", laporan, "bab4.saran")):
        isi = staf.get(alamat).text
        assert "tidak sama dengan" not in isi
        assert "Menurut ketikan Anda" in isi
    assert "tidak sama dengan 3" in staf.get(url("temuan", laporan)).text


def test_the_preview_shows_the_findings_beside_the_text_and_the_print_does_not(staf, laporan):
    halaman = staf.get(url("lkj", laporan))
    assert "tidak sama dengan 3" in halaman.text
    assert halaman.text.count('<div class="temuan-samping"') == 2
    assert "tidak sama dengan 3" not in staf.get(url("data", laporan)).text


def test_only_what_a_change_can_have_touched_is_checked_again(staf, laporan, monkeypatch):
    """Each check of each section; the control: where nothing is kept all of them look anew."""
    diperiksa: set[tuple[str, str]] = set()

    def mencatat(fungsi):
        def periksa(bagian, data):
            diperiksa.add((fungsi.__name__, bagian.kunci))
            return fungsi(bagian, data)

        return periksa

    semua = [replace(satu, bagian=tuple(map(mencatat, satu.bagian))) for satu in run.PEMERIKSAAN]
    monkeypatch.setattr(run, "PEMERIKSAAN", semua)
    banyak = sum(len(satu.bagian) for satu in semua)

    def temuan() -> set[tuple[str, str]]:
        diperiksa.clear()
        staf.get(url("temuan", laporan))
        return set(diperiksa)

    lupakan()
    seluruhnya = temuan()
    assert len({kunci for _, kunci in seluruhnya}) > 20
    assert len(seluruhnya) == banyak * len({kunci for _, kunci in seluruhnya})
    assert temuan() == set()
    Narasi.objects.filter(kunci="bab4.saran").update(isi="<p>Memuat 4 (empat) hal.</p>")
    assert temuan() == {(nama, "bab4.saran") for nama, _ in seluruhnya}
    laporan.perjanjian.anggaran_program.update(nilai=900)
    # A section that prints it, and the checks that compare typed numbers with all figures.
    kini = temuan()
    assert ("angka_narasi", "bab4.saran") in kini
    assert {kunci for nama, kunci in kini if nama == "data_pribadi"} == {"lampiran.tabel-pk"}
    lupakan()
    assert temuan() == seluruhnya


def test_list_and_editor_ask_as_often_for_many_findings_as_for_few(staf, laporan):
    def queries() -> list[int]:
        return [_queries(staf, alamat) for alamat in (url("temuan", laporan), *samping)]

    samping = [url(nama, laporan, "bab4.saran") for nama in ("sunting", "temuan_bagian")]

    make_indikator(make_sasaran(laporan.perjanjian))
    sedikit = queries()
    for _ in range(12):
        make_indikator(make_sasaran(laporan.perjanjian))
    AlasanTemuan.objects.bulk_create(
        AlasanTemuan(
            laporan=laporan, sidik=f"{ke:064d}", kode="PK-DIPA", kalimat="Lama.", tempat="BAB II",
            alasan=ALASAN, oleh=make_member(laporan.satker),
        )
        for ke in range(5)
    )  # fmt: skip
    assert queries() == sedikit


def _queries(client, alamat: str) -> int:
    lupakan()
    with CaptureQueriesContext(connection) as semua:
        assert client.get(alamat).status_code == 200
    return len(semua)
