"""Reasons for warnings: who may write them, for which finding they hold, what two people see."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Jejak
from accounts.permissions import Peran
from importing.findings import Severity
from reports.check_actions import AlasanBentrok, AlasanBersamaDitolak, AlasanDitolak, explain, withdraw
from reports.checks.gate import hasil_periksa, penghalang
from reports.models import AlasanTemuan, LaporanKinerja, Narasi
from reports.states import StatusLkj
from tests.factories import (
    advance_lkj,
    make_anggaran_program,
    make_dipa,
    make_indikator,
    make_lkj,
    make_member,
    make_pk,
    make_sasaran,
    make_satker,
)
from tests.reports.ready import write_narrative, write_section

pytestmark = pytest.mark.django_db
ALASAN = "Perubahan Perjanjian Kinerja diajukan pada tahun berikutnya."


@pytest.fixture
def laporan() -> LaporanKinerja:
    """A report with one warning: the PK's budget is not that of the DIPA."""
    pk = make_pk(make_satker("KPU Provinsi Uji"))
    make_anggaran_program(pk, "CQ", 800)
    make_dipa(pk.satker, pagu=1_000)
    return write_narrative(make_lkj(pk))


@pytest.fixture
def staf(laporan):
    return make_member(laporan.satker, Peran.STAF)


def warning(laporan):
    (satu,) = [t for t in hasil_periksa(laporan).temuan if t.tingkat is Severity.WARNING]
    return satu


def test_a_warning_stands_in_the_way_until_it_has_a_reason(laporan, staf):
    assert [satu.kode for satu in penghalang(laporan)] == ["PK-DIPA"]
    satu = explain(laporan, warning(laporan).sidik, f"  {ALASAN} ", 0, by=staf)
    assert penghalang(laporan) == []
    assert (satu.alasan, satu.oleh, satu.versi, satu.kode) == (ALASAN, staf, 1, "PK-DIPA")
    jejak = Jejak.objects.first()
    assert (jejak.peristiwa, jejak.keterangan, jejak.oleh) == ("Alasan peringatan ditulis", ALASAN, staf)


def test_who_comes_second_with_a_short_reason_is_shown_the_first(laporan, staf):
    """Told of the length alone, the page would stand on the first reason without a word about it."""
    explain(laporan, warning(laporan).sidik, ALASAN, 0, by=make_member(laporan.satker, Peran.STAF))
    with pytest.raises(AlasanBentrok, match=f"telah menulis: “{ALASAN}”"):
        explain(laporan, warning(laporan).sidik, "Benar.", 0, by=staf)


def test_a_place_may_name_many_indikator(laporan, staf):
    """On PostgreSQL a column of 300 letters would be an error 500."""
    make_sasaran(laporan.perjanjian)
    for _ in range(80):
        make_indikator(laporan.perjanjian.sasaran_kegiatan.get())
    kini = LaporanKinerja.objects.get(pk=laporan.pk)
    temuan = next(t for t in hasil_periksa(kini).temuan if t.kalimat.startswith("Capaian tahun lalu"))
    assert len(temuan.tempat) > 300
    assert explain(laporan, temuan.sidik, "Semua indikatornya baru.", 0, by=staf).tempat == temuan.tempat


def test_a_reason_is_void_as_soon_as_its_finding_changes(laporan, staf):
    explain(laporan, warning(laporan).sidik, ALASAN, 0, by=staf)
    laporan.perjanjian.anggaran_program.update(nilai=900)
    hasil = hasil_periksa(LaporanKinerja.objects.get())
    assert [satu.kode for satu in hasil.penghalang] == ["PK-DIPA"]
    assert [satu.alasan for satu in hasil.gugur] == [ALASAN]


def test_a_reason_outlives_text_that_is_written_above_it(laporan, staf):
    isi = "<p>Serapan tercatat 42,17% menurut catatan lama.</p>"
    write_section(laporan, "bab4.saran", isi)
    satu = Narasi.objects.get(kunci="bab4.saran")
    temuan = next(t for t in hasil_periksa(laporan).temuan if t.kode == "ANGKA-NARASI")
    explain(laporan, temuan.sidik, "Angka itu dikutip dari dokumen lain.", 0, by=staf)
    Narasi.objects.filter(pk=satu.pk).update(isi=f"<p>Kalimat baru di atasnya.</p>{isi}")
    assert "ANGKA-NARASI" not in [t.kode for t in penghalang(LaporanKinerja.objects.get())]
    Narasi.objects.filter(pk=satu.pk).update(isi=isi.replace("42,17", "42,18"))
    assert "ANGKA-NARASI" in [t.kode for t in penghalang(LaporanKinerja.objects.get())]


@pytest.mark.parametrize("alasan", ["", "   ", "singkat"])
def test_a_tick_is_no_reason(laporan, staf, alasan):
    with pytest.raises(AlasanDitolak, match="sekurang-kurangnya 10 karakter"):
        explain(laporan, warning(laporan).sidik, alasan, 0, by=staf)
    assert not AlasanTemuan.objects.exists()


@pytest.fixture
def serupa(laporan) -> list[str]:
    """Three warnings of one code in one section, by fingerprint."""
    write_section(
        laporan, "bab4.saran", "<p>Tercatat 42,17%.</p><p>Tercatat 42,18%.</p><p>Tercatat 42,19%.</p>"
    )
    return [satu.sidik for satu in hasil_periksa(laporan).temuan if satu.kode == "ANGKA-NARASI"]


def test_one_reason_answers_several_warnings_of_a_code_each_in_a_row_of_its_own(laporan, staf, serupa):
    explain(laporan, serupa[0], ALASAN, 0, by=staf, juga=serupa[1:])
    assert [satu.kode for satu in penghalang(LaporanKinerja.objects.get())] == ["PK-DIPA"]
    baris = AlasanTemuan.objects.values_list("sidik", "alasan", "versi")
    assert sorted(baris) == sorted((sidik, ALASAN, 1) for sidik in serupa)
    jejak = Jejak.objects.filter(peristiwa="Alasan peringatan ditulis")
    assert sorted(satu.data["sidik"] for satu in jejak) == sorted(serupa)


def test_one_reason_for_several_tells_all_faults_and_keeps_none(laporan, staf, serupa):
    lain = make_member(laporan.satker, Peran.VERIFIKATOR, nama="Orang Lain")
    explain(laporan, serupa[2], ALASAN, 0, by=lain)
    beda_kode = next(t.sidik for t in hasil_periksa(laporan).temuan if t.kode == "PK-DIPA")
    with pytest.raises(AlasanBersamaDitolak) as ditolak:
        explain(laporan, serupa[0], "singkat", 0, by=staf, juga=[*serupa[1:], beda_kode])
    assert {sidik: galat.split(".")[0] for sidik, galat in ditolak.value.galat.items()} == {
        serupa[0]: "Alasan terlalu pendek",
        serupa[2]: f"Orang Lain telah menulis: “{ALASAN.removesuffix('.')}",
        beda_kode: "Peringatan ini sudah tidak ada atau telah berubah",
    }
    assert [satu.sidik for satu in AlasanTemuan.objects.all()] == [serupa[2]]


def test_an_error_cannot_be_explained_away(laporan, staf):
    write_section(laporan, "bab4.saran", "<p>Memuat 3 (empat) hal.</p>")
    temuan = next(t for t in hasil_periksa(laporan).temuan if t.tingkat is Severity.ERROR)
    with pytest.raises(AlasanDitolak, match="sudah tidak ada"):
        explain(laporan, temuan.sidik, ALASAN, 0, by=staf)


def test_two_people_at_one_warning(laporan, staf):
    lain = make_member(laporan.satker, Peran.VERIFIKATOR, nama="Orang Lain")
    sidik = warning(laporan).sidik
    explain(laporan, sidik, ALASAN, 0, by=lain)
    with pytest.raises(AlasanBentrok, match=f"Orang Lain telah menulis: “{ALASAN}”") as galat:
        explain(laporan, sidik, "Alasan saya yang berbeda.", 0, by=staf)
    assert galat.value.kini.versi == 1
    assert explain(laporan, sidik, "Alasan saya yang berbeda.", 1, by=staf).versi == 2
    with pytest.raises(AlasanBentrok):
        withdraw(laporan, sidik, 1, by=lain)


def test_taking_a_reason_back_lets_the_warning_stand_in_the_way_again(laporan, staf):
    sidik = warning(laporan).sidik
    explain(laporan, sidik, ALASAN, 0, by=staf)
    withdraw(laporan, sidik, 1, by=staf)
    assert [satu.kode for satu in penghalang(laporan)] == ["PK-DIPA"]
    with pytest.raises(AlasanBentrok, match="telah ditarik"):
        explain(laporan, sidik, ALASAN, 1, by=staf)


@pytest.mark.parametrize("peran", sorted(set(Peran) - {Peran.STAF, Peran.VERIFIKATOR}))
def test_only_who_composes_the_report_may_explain(laporan, peran):
    with pytest.raises(PermissionDenied):
        explain(laporan, warning(laporan).sidik, ALASAN, 0, by=make_member(laporan.satker, peran))


def test_the_reasons_of_a_signed_report_do_not_change(laporan, staf):
    sidik = warning(laporan).sidik
    advance_lkj(laporan, StatusLkj.DISAHKAN)
    with pytest.raises(AlasanDitolak, match="berstatus Disahkan"):
        explain(laporan, sidik, ALASAN, 0, by=staf)


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ("<p>{{ angka.asing }}</p>", "Angka “angka.asing” tidak tersedia dalam data."),
        ("<p>{{ nomor.tabel.asing }}</p>", "Rujukan ke asing tidak ada dalam dokumen."),
        ("<script>", "Narasi bagian bab4.saran tidak dapat dibaca: "),
    ],
)
def test_what_would_print_broken_stands_in_the_way(laporan, staf, isi, kalimat):
    """The control: the same section with plain words does not."""
    explain(laporan, warning(laporan).sidik, ALASAN, 0, by=staf)
    assert penghalang(laporan) == []
    write_section(laporan, "bab4.saran", isi)
    (satu,) = penghalang(laporan)
    assert (satu.kode, satu.tempat, satu.kalimat[: len(kalimat)]) == ("CETAK-RUSAK", "BAB IV C", kalimat)
