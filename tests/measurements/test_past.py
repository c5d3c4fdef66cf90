"""A year beside the one before it: the application's own figures, else what was reported then."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.permissions import Peran
from agreements.models import Indikator, PerjanjianKinerja, TargetTriwulan
from agreements.pk_begin import begin_change, begin_from_last
from agreements.states import JenisPerubahan, StatusPK
from kinerja.hasil import Alasan
from measurements.entry import pembanding
from measurements.entry_sheet import susun
from measurements.models import CapaianLalu, Realisasi
from measurements.queries import figur_indikator, kinerja_lengkap, kinerja_tahunan
from measurements.schedule import periode_satker
from measurements.states import StatusRealisasi
from measurements.verify_queries import lengkap, tinjau
from tests.factories import make_kinerja, make_member, make_realisasi, make_satker, sign_pk

joined = import_module("agreements.migrations.0011_akar").lines


def two_years(capaian: list[list[object]]) -> tuple[PerjanjianKinerja, PerjanjianKinerja]:
    """The PK 2023, measured and signed, and the draf of 2024 that was begun from it."""
    lama = make_kinerja(make_satker(), capaian)
    sign_pk(lama)
    return lama, begin_from_last(lama.satker, 2024, by=make_member(lama.satker, Peran.STAF))


def indikator(pk: PerjanjianKinerja) -> list[Indikator]:
    return list(Indikator.objects.filter(sasaran__perjanjian=pk).order_by("nomor"))


def before(pk: PerjanjianKinerja) -> list[Decimal | None]:
    """Last year's capaian of each indikator, alike by every way to it."""
    singkat, utuh = kinerja_tahunan(pk), kinerja_lengkap(pk)
    satu_satu = [figur_indikator(satu) for satu in indikator(pk)]
    for semua in (utuh.indikator, satu_satu):
        assert [satu.capaian_lalu for satu in semua] == [satu.capaian_lalu for satu in singkat.indikator]
    return [satu.capaian_lalu.persen for satu in singkat.indikator]


def test_the_year_before_is_what_its_own_page_shows(db):
    lama, baru = two_years([[80, "91.19"], [100]])
    dulu, kini = kinerja_tahunan(lama), kinerja_tahunan(baru)
    assert before(baru) == [satu.capaian.persen for satu in dulu.indikator] == [80, Decimal("91.19"), 100]
    assert [satu.rata_lalu for satu in kini.sasaran] == [satu.rata for satu in dulu.sasaran]
    assert [satu.lalu.realisasi for satu in kini.indikator] == [satu.hasil.nilai for satu in dulu.indikator]


def test_a_change_of_the_year_before_is_seen_at_once(db):
    lama, baru = two_years([[80]])
    Realisasi.objects.filter(indikator__sasaran__perjanjian=lama).update(nilai=Decimal(70))
    assert before(baru) == [70]


def test_what_was_reported_stands_where_the_application_knows_nothing(db):
    """An indikator of no line, one whose year was not measured; never in the place of our own figure."""
    _, baru = two_years([[80, 81, None]])
    semua = indikator(baru)
    Indikator.objects.filter(pk=semua[0].pk).update(akar=None)
    for satu in semua:
        CapaianLalu.objects.create(indikator=satu, tahun=2023, capaian=Decimal(55))
    assert before(baru) == [55, 81, 55]


def test_without_either_the_year_before_is_not_known(db):
    _, baru = two_years([[None]])
    [figur] = kinerja_tahunan(baru).indikator
    assert (figur.lalu, figur.capaian_lalu.alasan) == (None, Alasan.BELUM_ADA_REALISASI)


def test_a_promise_that_nobody_signed_is_not_compared_with(db):
    lama = make_kinerja(make_satker(), [[80]])
    baru = begin_from_last(lama.satker, 2024, by=make_member(lama.satker, Peran.STAF))
    assert before(baru) == [None]
    sign_pk(lama)
    assert before(baru) == [80]


def test_the_version_in_force_at_the_end_of_the_year_counts(db):
    """Begun from the first version of 2023, which a second one replaced and corrected."""
    lama, baru = two_years([[80, 80]])
    versi = begin_change(
        lama, JenisPerubahan.ANGGARAN, "Pagu bertambah.", by=make_member(lama.satker, Peran.STAF)
    )
    satu, dua = indikator(versi)
    Indikator.objects.filter(pk=satu.pk).update(target=Decimal(160))
    dua.delete()
    versi.tanggal, versi.pihak_pertama, versi.pihak_kedua = (
        lama.tanggal, lama.pihak_pertama, lama.pihak_kedua,
    )  # fmt: skip
    sign_pk(versi, StatusPK.DITANDATANGANI)
    assert before(baru) == [80, 80]
    sign_pk(lama, StatusPK.DIGANTIKAN)
    sign_pk(versi)
    assert before(baru) == [50, None]


def test_a_realisasi_in_another_unit_is_told_in_words(db):
    _, baru = two_years([[80]])
    Indikator.objects.filter(sasaran__perjanjian=baru).update(satuan="Dokumen")
    [figur] = kinerja_tahunan(baru).indikator
    assert (figur.lalu.realisasi, figur.lalu.catatan, figur.capaian_lalu.persen) == (
        None, "Realisasi 80%.", 80,
    )  # fmt: skip


def test_who_enters_and_who_verifies_see_the_year_before(db):
    lama, baru = two_years([[80]])
    [satu] = indikator(baru)
    kini = make_realisasi(satu, nilai=Decimal(90), status=StatusRealisasi.DRAF)
    TargetTriwulan.objects.create(indikator=satu, triwulan=4, nilai=Decimal(100))
    sign_pk(dated(baru, lama))
    [tinjauan] = tinjau(lengkap(Realisasi.objects.filter(pk=kini.pk)))
    assert tinjauan.banding.tahun_lalu == 80
    staf = make_member(lama.satker, Peran.STAF)
    [lembar] = susun(periode_satker(lama.satker, 2024, 4), staf, timezone.localdate()).lembar
    assert pembanding(lembar.realisasi).tahun_lalu == 80


def dated(baru: PerjanjianKinerja, lama: PerjanjianKinerja) -> PerjanjianKinerja:
    baru.tanggal = lama.tanggal.replace(year=baru.tahun)
    baru.pihak_pertama, baru.pihak_kedua = lama.pihak_pertama, lama.pihak_kedua
    return baru


def test_queries_grow_neither_with_the_indikator_nor_with_the_years_known(db):
    def queries(rows: int) -> int:
        _, baru = two_years([[80] * rows])
        with CaptureQueriesContext(connection) as seen:
            kinerja_tahunan(baru)
            kinerja_lengkap(baru)
        return len(seen)

    assert queries(1) == queries(12)


@pytest.mark.parametrize(
    ("rows", "akar"),
    [
        ([(1, None, 1, 2023, 1, "a"), (2, None, 1, 2024, 1, "a"), (3, None, 1, 2025, 1, "a")], {2: 1, 3: 1}),
        ([(1, None, 1, 2023, 1, "a"), (2, 1, 1, 2023, 2, "a"), (3, None, 1, 2024, 1, "a")], {2: 1, 3: 1}),
        ([(1, None, 1, 2023, 1, "a"), (2, None, 2, 2024, 1, "a"), (3, None, 1, 2025, 1, "a")], {}),
        ([(1, None, 1, 2023, 1, "a"), (2, None, 1, 2023, 1, "a"), (3, None, 1, 2024, 1, "a")], {}),
    ],
    ids=["years", "a version", "another satker or a gap", "not clear"],
)
def test_the_lines_of_what_was_begun_before(rows, akar):
    assert joined(rows) == akar
