"""What was uploaded and when, month by month, and revisions beside each other."""

from datetime import date

import pytest

from budget.models import RevisiDipa
from budget.restore_actions import restore
from budget.upload_queries import (
    banding_revisi,
    bulan_terisi,
    revisi_pada,
    riwayat_unggahan,
)
from tests.budget.books import TAHUN, template
from tests.budget.stored import NAIK, applied, recap_of, upload
from tests.factories import make_pohon_dipa


def test_a_satker_sees_its_uploads_and_what_a_recap_did_to_it(satker, kab, verifikator):
    rekap = applied(satker, recap_of(satker, kab), verifikator)
    belum = upload(satker, recap_of(satker, kab, Satu=(1_000, 500)), verifikator)
    sendiri = upload(kab[0], template(satker=(kab[0].kode, kab[0].nama)))
    pulih = restore(rekap, by=None, satker=kab[0])
    assert riwayat_unggahan(kab[0], TAHUN) == [pulih, sendiri, rekap]
    assert riwayat_unggahan(kab[1], TAHUN) == [rekap]
    assert riwayat_unggahan(satker, TAHUN) == [belum, rekap]
    assert riwayat_unggahan(kab[1], 2022) == []


def test_who_has_which_months(satker, kab, operator):
    applied(satker, template(), operator)
    applied(satker, template(NAIK, bulan=7), operator, bulan=7)
    assert bulan_terisi([satker, kab[0]], TAHUN) == {satker.pk: {6, 7}, kab[0].pk: set()}


def test_two_revisions_beside_each_other(satker):
    make_pohon_dipa(satker, {"CQ.1.A.1": (100, 0), "CQ.1.A.2": (50, 0)})
    make_pohon_dipa(satker, {"CQ.1.A.1": (120, 0), "WA.1.A.1": (7, 0)}, nomor=2)
    beda = {satu.kode: (satu.satu, satu.dua, satu.selisih) for satu in banding_revisi(satker, TAHUN, 0, 2)}
    assert beda["CQ"] == (150, 120, -30)
    assert beda["CQ.1.A.2"] == (50, None, -50)
    assert beda["WA.1.A.1"] == (None, 7, 7)
    assert list(beda) == sorted(beda, key=lambda kode: kode.split("."))


@pytest.mark.parametrize(
    ("hari", "nomor"),
    [(date(2023, 1, 1), 0), (date(2023, 2, 23), 0), (date(2023, 2, 24), 1), (date(2023, 11, 13), 1),
     (date(2023, 11, 14), 2), (date(2023, 12, 31), 2)],
)  # fmt: skip
def test_the_revision_in_force_on_a_day(hari, nomor):
    revisi = [
        RevisiDipa(nomor=0),
        RevisiDipa(nomor=1, tanggal=date(2023, 2, 24)),
        RevisiDipa(nomor=2, tanggal=date(2023, 11, 13), tanggal_posting_span=date(2023, 11, 14)),
        RevisiDipa(nomor=3),
    ]
    assert revisi_pada(revisi, hari).nomor == nomor


def test_no_revision_was_in_force_before_the_first():
    assert revisi_pada([RevisiDipa(nomor=1, tanggal=date(2023, 2, 24))], date(2023, 1, 1)) is None


# The template of a satker comes back
