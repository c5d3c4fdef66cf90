"""Uploads against a real database: applied whole or not at all, twice, by two at once, and undone."""

from datetime import date
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Jejak
from accounts.permissions import Peran
from budget import upload_actions
from budget.models import BarisDipa, Dipa, RealisasiAnggaran, RevisiDipa, Unggahan
from budget.queries import anggaran_satker, rekap_satker
from budget.snapshot import PotretDipa
from budget.upload_actions import (
    BelumDijelaskan,
    Bentrok,
    TidakDapatDiterapkan,
    apply,
    apply_read,
    cancel,
    check,
    check_read,
    declare,
    receive,
)
from budget.upload_plan import STORAGE, Bacaan, plan
from budget.uploads.read import baca
from jobs.storage import BerkasBerubah, BerkasHilang
from kinerja.serapan import Serapan
from kinerja.workflow import IllegalTransition
from tests.budget.books import BULAN, NAMA, RO, TAHUN, csv, fa_detail, template, xlsx
from tests.budget.faults import CASES
from tests.budget.stored import NAIK, NEW, TURUN, applied, dump, recap_of, state, upload
from tests.factories import make_dipa, make_member, make_pohon_dipa, make_satker

# Receiving


def test_a_file_is_kept_with_its_digest_and_who_brought_it(satker, operator):
    unggahan = receive(satker, TAHUN, BULAN, "../Realisasi\u202e Juni.csv", b"isi", by=operator)
    assert STORAGE.path_of(unggahan.berkas).read_bytes() == b"isi"
    assert (unggahan.nama_asli, unggahan.ukuran) == ("Realisasi Juni.csv", 3)
    assert (unggahan.sha256, unggahan.diunggah_oleh) == (sha256(b"isi").hexdigest(), operator)
    assert (unggahan.status, unggahan.jenis) == ("diterima", "")
    assert Jejak.objects.get().data["sha256"] == unggahan.sha256


@pytest.mark.parametrize(
    "peran", [Peran.ADMINISTRATOR, Peran.SEKRETARIS, Peran.KETUA, Peran.PEREVIU, Peran.PEMBACA]
)
def test_who_may_not_upload_leaves_nothing(satker, peran):
    with pytest.raises(PermissionDenied):
        receive(satker, TAHUN, BULAN, "x.csv", b"isi", by=make_member(satker, peran))
    assert not STORAGE.folder().exists()
    assert Unggahan.objects.count() == 0


def test_nobody_uploads_the_file_of_another_satker(satker):
    kab = make_satker(induk=satker)
    for peran in (Peran.OPERATOR, Peran.STAF):
        with pytest.raises(PermissionDenied):
            receive(kab, TAHUN, BULAN, "x.csv", b"isi", by=make_member(satker, peran))


def test_a_row_that_cannot_be_made_takes_its_file_away(satker, operator, monkeypatch):
    monkeypatch.setattr(upload_actions, "record", broken)
    with pytest.raises(OSError, match="disk"):
        receive(satker, TAHUN, BULAN, "x.csv", b"isi", by=operator)
    assert [path for path in STORAGE.folder().rglob("*") if path.is_file()] == []


def broken(*args: object, **kwargs: object) -> None:
    raise OSError("disk full")


# Checking


def test_a_check_keeps_what_was_found_and_what_it_was_made_on(satker, operator):
    unggahan = upload(satker, template(), operator)
    assert (unggahan.status, unggahan.jenis) == ("diperiksa", "template")
    assert unggahan.dipa_versi == {str(satker.pk): 0}
    assert unggahan.ringkasan["jumlah"][-4:] == [0, 1_160_000, 0, 650_000]
    assert (unggahan.ringkasan["revisi"], unggahan.ringkasan["revisi_baru"]) == (0, True)
    assert len(unggahan.ringkasan["baris"]) == 12
    assert dump() == [[], [], [], []]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"PK\x03\x04 rusak", "BERKAS-DITOLAK"), (b"a;b\n1;2\n", "BUKAN-BERKAS-ANGGARAN")],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_sentence(satker, operator, content, code):
    unggahan = receive(satker, TAHUN, BULAN, "x.csv", content, by=operator)
    check(unggahan)
    unggahan.refresh_from_db()
    assert (unggahan.status, unggahan.jenis) == ("ditolak", "")
    (satu,) = unggahan.temuan
    assert (satu["code"], satu["reason"][-1], satu["remedy"][-1]) == (code, ".", ".")
    assert satu["remedy"][0].isupper()
    with pytest.raises(IllegalTransition):
        apply(unggahan, by=operator, alasan={})


@pytest.mark.parametrize(
    ("harm", "raised"),
    [(lambda path: path.unlink(), BerkasHilang), (lambda path: path.write_bytes(b"lain"), BerkasBerubah)],
)
def test_bytes_that_are_not_those_that_were_uploaded_are_never_read(satker, operator, harm, raised):
    unggahan = receive(satker, TAHUN, BULAN, "x.csv", csv(template()), by=operator)
    harm(STORAGE.path_of(unggahan.berkas))
    with pytest.raises(raised):
        check(unggahan)


def test_what_is_missing_can_be_declared_without_uploading_again(satker, operator):
    applied(satker, template(), operator)
    unggahan = upload(satker, template(NEW, revisi=1), operator)
    assert unggahan.status == "ditolak"
    assert {satu["code"] for satu in unggahan.temuan} == {"PAGU-BEDA", "REVISI-BEDA"}
    declare(unggahan, bulan=BULAN, revisi=1, tanggal=date(2023, 7, 1), by=operator)
    assert check(unggahan).kesalahan == []
    unggahan.refresh_from_db()
    assert (unggahan.status, unggahan.revisi) == ("diperiksa", 1)


# Applying


@pytest.mark.parametrize("rows", [template(), fa_detail()])
def test_a_first_file_makes_dipa_awal(satker, operator, rows):
    unggahan = applied(satker, rows, operator)
    anggaran = anggaran_satker(satker, TAHUN)
    assert (anggaran.revisi.nomor, anggaran.bulan) == (0, BULAN)
    assert anggaran.serapan == Serapan(1_160_000, 650_000)
    assert {satu.baris.kode: satu.serapan for satu in anggaran.telusuri()}["CQ.6709"] == Serapan(
        150_000, 140_000
    )
    assert BarisDipa.objects.filter(pagu__isnull=False).count() == len(RO)
    assert (unggahan.status, unggahan.diterapkan_oleh) == ("diterapkan", operator)
    assert unggahan.sebelum == {str(satker.pk): PotretDipa(satker.pk, TAHUN).as_json()}
    assert Dipa.objects.get().versi == 1
    assert Jejak.objects.first().peristiwa == "Unggahan diterapkan"


def test_the_two_kinds_store_the_same(satker, operator):
    applied(satker, template(), operator)
    dari_template = state(satker)
    unggahan = upload(satker, fa_detail(), operator)
    rencana = apply(unggahan, by=operator, alasan={})
    assert rencana.tanpa_perubahan
    assert state(satker) == dari_template


def test_a_real_xlsx_is_read_as_its_rows(satker, operator):
    unggahan = receive(satker, TAHUN, BULAN, "x.xlsx", xlsx(template()), by=operator)
    check(unggahan)
    apply(unggahan, by=operator, alasan={})
    assert anggaran_satker(satker, TAHUN).serapan == Serapan(1_160_000, 650_000)


def test_the_same_content_again_changes_nothing_and_says_so(satker, operator):
    applied(satker, template(), operator)
    sebelum = dump()
    lagi = upload(satker, template(), operator)
    assert [satu["code"] for satu in lagi.temuan] == ["BERKAS-SAMA"]
    assert apply(lagi, by=operator, alasan={}).tanpa_perubahan
    assert dump() == sebelum
    lagi.refresh_from_db()
    assert (lagi.status, lagi.sebelum, lagi.ringkasan["tanpa_perubahan"]) == ("diterapkan", {}, True)
    assert Jejak.objects.first().peristiwa == "Unggahan tidak mengubah apa pun"


def test_the_next_month_stands_beside_the_last(satker, operator):
    applied(satker, template(), operator)
    applied(satker, fa_detail(NAIK, periode="Periode Juli 2023"), operator, bulan=7)
    nilai = RealisasiAnggaran.objects.filter(baris__kode="CQ.6709.QGE.001").values_list("bulan", "nilai")
    assert list(nilai) == [(6, 90_000), (7, 91_000)]
    assert RevisiDipa.objects.count() == 1


def test_a_new_revision_has_lines_of_its_own(satker, operator):
    applied(satker, template(), operator)
    lama = list(BarisDipa.objects.order_by("pk").values_list("pk", flat=True))
    applied(satker, template(NEW, bulan=7, revisi=1), operator, bulan=7, revisi=1, tanggal=date(2023, 7, 3))
    anggaran = anggaran_satker(satker, TAHUN)
    assert (anggaran.revisi.nomor, anggaran.revisi.tanggal) == (1, date(2023, 7, 3))
    assert anggaran.serapan == Serapan(1_170_000, 650_000)
    assert list(BarisDipa.objects.filter(revisi__nomor=0).order_by("pk").values_list("pk", flat=True)) == lama


def test_a_file_with_errors_changes_nothing(satker, operator):
    applied(satker, template(), operator)
    sebelum = dump()
    unggahan = upload(satker, template(NEW), operator)
    with pytest.raises(IllegalTransition):
        apply(unggahan, by=operator, alasan={})
    assert dump() == sebelum


@pytest.mark.usefixtures("kab")
def test_no_bad_file_changes_the_database(satker):
    """Past the reader: every bad file of `tests.budget.faults`, with every right to apply it."""
    make_pohon_dipa(satker, RO)
    sebelum = dump()
    for case in CASES:
        bacaan = Bacaan(baca(case.workbook))
        unggahan = receive(satker, TAHUN, BULAN, "buruk.xlsx", b"x", by=None)
        check_read(unggahan, bacaan)
        if case.bad:
            with pytest.raises((IllegalTransition, BelumDijelaskan)):
                apply_read(unggahan, bacaan, by=None, alasan={})
    assert dump() == sebelum


def test_errors_that_appear_after_the_preview_stop_it_as_well(satker, operator):
    unggahan = upload(satker, template(), operator)
    make_pohon_dipa(satker, NEW)
    sebelum = dump()
    with pytest.raises(TidakDapatDiterapkan) as caught:
        apply(unggahan, by=operator, alasan={})
    assert [satu.code for satu in caught.value.temuan] == ["PAGU-BEDA"]
    assert dump() == sebelum


def test_every_warning_needs_its_reason(satker, operator):
    applied(satker, template(), operator)
    unggahan = upload(satker, template(TURUN, bulan=7), operator, bulan=7)
    keys = [satu.key for satu in plan(unggahan).peringatan]
    assert len(keys) == len(RO)
    sebelum = dump()
    for alasan in ({}, dict.fromkeys(keys[1:], "Koreksi"), dict.fromkeys(keys, "  ")):
        with pytest.raises(BelumDijelaskan):
            apply(unggahan, by=operator, alasan=alasan)
    assert dump() == sebelum
    apply(unggahan, by=operator, alasan=dict.fromkeys([*keys, "lain"], " Koreksi "))
    unggahan.refresh_from_db()
    assert unggahan.alasan == dict.fromkeys(keys, "Koreksi")


def test_detail_takes_the_place_of_a_total(satker, operator):
    make_dipa(satker, 1_160_000, 700_000)
    applied(satker, template(), operator)
    anggaran = anggaran_satker(satker, TAHUN)
    assert (anggaran.bulan, anggaran.serapan) == (BULAN, Serapan(1_160_000, 650_000))
    assert not BarisDipa.objects.filter(level="total").exists()


def test_a_failure_in_the_middle_leaves_nothing(satker, operator, monkeypatch):
    applied(satker, template(), operator)
    unggahan = upload(satker, template(NAIK, bulan=7), operator, bulan=7)
    sebelum = dump()
    monkeypatch.setattr(upload_actions, "record", broken)
    with pytest.raises(OSError, match="disk"):
        apply(unggahan, by=operator, alasan={})
    assert dump() == sebelum
    unggahan.refresh_from_db()
    assert unggahan.status == "diperiksa"


def test_an_upload_is_applied_once_and_a_cancelled_one_never(satker, operator):
    unggahan = applied(satker, template(), operator)
    with pytest.raises(IllegalTransition):
        apply(unggahan, by=operator, alasan={})
    with pytest.raises(IllegalTransition):
        cancel(unggahan, by=operator)
    lain = upload(satker, template(NAIK, bulan=7), operator, bulan=7)
    cancel(lain, by=operator)
    lain.refresh_from_db()
    assert (lain.status, lain.dibatalkan_oleh) == ("dibatalkan", operator)
    with pytest.raises(IllegalTransition):
        apply(lain, by=operator, alasan={})


def test_somebody_without_the_right_does_not_apply_what_another_uploaded(satker, operator):
    unggahan = upload(satker, template(), operator)
    for peran in (Peran.KETUA, Peran.VERIFIKATOR):
        with pytest.raises(PermissionDenied):
            apply(unggahan, by=make_member(satker, peran), alasan={})
    assert dump() == [[], [], [], []]


def test_what_is_written_does_not_grow_with_the_queries(satker, operator, django_assert_max_num_queries):
    many = {f"CQ.6709.QGE.{number:03d}": (1_000, 500) for number in range(300)}
    unggahan = upload(satker, template(many), operator)
    with django_assert_max_num_queries(45):
        apply(unggahan, by=operator, alasan={})
    assert BarisDipa.objects.count() == 303


# A recap


def test_a_recap_writes_totals_where_nothing_finer_is_known(satker, kab, verifikator):
    make_pohon_dipa(kab[0], {"CQ.1.A.1": (1_000, 900)})
    make_dipa(kab[1], 1_000, None)
    unggahan = applied(satker, recap_of(satker, kab), verifikator)
    serapan = {satu.satker: satu.serapan for satu in rekap_satker([satker, *kab], TAHUN)}
    assert serapan == {
        satker: Serapan(1_000, 400),
        kab[0]: Serapan(1_000, 900),
        kab[1]: Serapan(1_000, 400),
        kab[2]: Serapan(1_000, 400),
    }
    assert set(unggahan.sebelum) == {str(satu.pk) for satu in (satker, kab[1], kab[2])}
    assert set(Dipa.objects.values_list("satker", "versi")) == {
        (satker.pk, 1), (kab[0].pk, 0), (kab[1].pk, 1), (kab[2].pk, 1),
    }  # fmt: skip


def test_an_operator_does_not_upload_a_recap_nor_a_verifikator_a_file_of_its_own(
    satker, kab, operator, verifikator
):
    for rows, by in ((recap_of(satker, kab), operator), (template(), verifikator)):
        unggahan = upload(satker, rows, by)
        assert [satu["code"] for satu in unggahan.temuan] == ["TIDAK-BERWENANG"]
        assert unggahan.status == "ditolak"


def test_queries_of_a_recap_do_not_grow_with_its_satker(satker, verifikator):
    def queries(count: int) -> int:
        many = [make_satker(f"KPU Kab. Ke {number}", induk=satker) for number in range(count)]
        unggahan = receive(satker, TAHUN, BULAN, "x.csv", csv(recap_of(satker, many)), by=verifikator)
        with CaptureQueriesContext(connection) as context:
            check(unggahan)
        for satu in many:
            satu.delete()
        return len(context)

    assert queries(2) == queries(20)


# Two at once


def test_who_comes_second_is_told_and_nothing_of_theirs_is_written(satker, operator):
    satu, dua = upload(satker, template(), operator), upload(satker, template(NEW), operator)
    apply(satu, by=operator, alasan={})
    sebelum = dump()
    with pytest.raises(Bentrok, match=f"DIPA {NAMA} sudah diubah oleh unggahan lain"):
        apply(dua, by=operator, alasan={})
    assert dump() == sebelum
    assert check(dua).kesalahan[0].code == "PAGU-BEDA"


def test_a_recap_and_a_file_of_one_of_its_satker_meet(satker, kab, verifikator):
    rekap = upload(satker, recap_of(satker, kab), verifikator)
    applied(kab[1], template(satker=(kab[1].kode, kab[1].nama)), make_member(kab[1], Peran.OPERATOR))
    with pytest.raises(Bentrok, match=r"DIPA KPU Kab\. Dua sudah"):
        apply(rekap, by=verifikator, alasan={})
    assert Dipa.objects.exclude(satker=kab[1]).count() == 0
