"""The steps around the signature: who may, from which state, who is told."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import Jejak
from accounts.permissions import Peran
from kinerja.workflow import IllegalTransition
from outbox.models import SuratKeluar
from reports import approval
from reports.models import LaporanKinerja
from reports.states import ALUR_LKJ
from tests.factories import VERIFIKASI, make_lkj, make_member, make_pk, make_satker, make_user

pytestmark = pytest.mark.django_db
ALASAN = "Tabel 3.1 belum lengkap."


@pytest.fixture
def laporan() -> LaporanKinerja:
    return make_lkj(make_pk(make_satker()))


@pytest.fixture
def orang(laporan):
    return {peran: make_member(laporan.satker, peran) for peran in Peran}


def test_the_table_is_the_order_of_the_house():
    assert [(satu.name, sorted(satu.source), satu.target) for satu in ALUR_LKJ.transitions] == [
        ("periksa", ["konsep"], "diperiksa"),
        ("tarik", ["diperiksa"], "konsep"),
        ("kembalikan", ["diperiksa"], "konsep"),
        ("sahkan", ["diperiksa"], "disahkan"),
        ("terima", ["disahkan"], "disampaikan"),
        ("buka", ["disahkan", "disampaikan"], "digantikan"),
    ]
    assert ALUR_LKJ.final == ("digantikan",)


@pytest.mark.parametrize("peran", [peran for peran in Peran if peran != Peran.VERIFIKATOR])
def test_only_the_verifikator_examines(laporan, orang, peran):
    with pytest.raises(PermissionDenied):
        approval.examine(laporan, by=orang[peran])
    assert LaporanKinerja.objects.get().status == "konsep"


def test_examined_the_sekretaris_is_told(laporan, orang):
    kini = approval.examine(laporan, by=orang[Peran.VERIFIKATOR])
    assert (kini.status, kini.diperiksa_oleh) == ("diperiksa", orang[Peran.VERIFIKATOR])
    surat = SuratKeluar.objects.get()
    assert (surat.kepada, surat.perihal) == (
        orang[Peran.SEKRETARIS].email, f"{laporan} menunggu pengesahan",
    )  # fmt: skip
    with pytest.raises(IllegalTransition):
        approval.examine(laporan, by=orang[Peran.VERIFIKATOR])


@pytest.mark.parametrize(
    ("langkah", "peran", "peristiwa"),
    [
        (approval.withdraw, Peran.VERIFIKATOR, "Pemeriksaan LKj ditarik"),
        (approval.send_back, Peran.SEKRETARIS, "LKj dikembalikan"),
    ],
)
def test_it_goes_back_with_a_reason(laporan, orang, langkah, peran, peristiwa):
    approval.examine(laporan, by=orang[Peran.VERIFIKATOR])
    kini = langkah(laporan, ALASAN, by=orang[peran])
    assert (kini.status, kini.diperiksa_oleh, kini.diperiksa_pada) == ("konsep", None, None)
    assert Jejak.objects.get(peristiwa=peristiwa).keterangan == ALASAN
    assert ALASAN in SuratKeluar.objects.order_by("pk").last().isi


def test_a_draft_is_neither_received_nor_opened(laporan, orang):
    with pytest.raises(IllegalTransition):
        approval.receive(laporan, by=orang[Peran.KETUA])
    with pytest.raises(IllegalTransition):
        approval.reopen(laporan, "Alasan yang cukup panjang.", by=orang[Peran.SEKRETARIS])


@pytest.mark.parametrize(
    "isi",
    [
        {"status": "diperiksa"},
        {"diperiksa_pada": VERIFIKASI},
        {"status": "disahkan", "tanggal": "2024-01-15"},
        {"status": "lain"},
        {"alasan_pembukaan": "x", "dibuka_pada": VERIFIKASI},
    ],
)
def test_a_state_is_tied_to_who_and_when(laporan, isi):
    with pytest.raises(IntegrityError), transaction.atomic():
        LaporanKinerja.objects.update(**isi)


def test_who_examined_cannot_stand_as_who_signed(laporan):
    satu = make_user()
    with pytest.raises(IntegrityError), transaction.atomic():
        LaporanKinerja.objects.update(
            status="disahkan", tanggal="2024-01-15", penandatangan=laporan.perjanjian.pihak_pertama,
            diperiksa_oleh=satu, diperiksa_pada=VERIFIKASI, disahkan_oleh=satu, disahkan_pada=VERIFIKASI,
        )  # fmt: skip
