"""Going back: exactly to an earlier state, from any state, and back again; the history only grows."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Jejak
from accounts.permissions import Peran
from budget.models import Dipa, RealisasiAnggaran, RevisiDipa, Unggahan
from budget.queries import rekap_satker
from budget.restore_actions import TidakDapatDipulihkan, restore
from budget.snapshot import BarisPotret, PotretDipa, RevisiPotret, potret
from budget.upload_actions import Bentrok, cancel
from budget.writer import tulis
from kinerja.serapan import Serapan
from tests.budget.books import RO, TAHUN, template
from tests.budget.stored import NAIK, NEW, applied, recap_of, state, upload
from tests.factories import make_dipa, make_member, make_pohon_dipa, make_satker


@pytest.fixture
def tiga(satker, operator) -> list[Unggahan]:
    """June, July, and July on a new revision; with a revision known by its date before all of them."""
    dipa = Dipa.objects.create(satker=satker, tahun=TAHUN)
    RevisiDipa.objects.create(dipa=dipa, nomor=0, tanggal=date(2023, 1, 2))
    return [
        applied(satker, template(), operator),
        applied(satker, template(NAIK, bulan=7), operator, bulan=7),
        applied(
            satker, template(NEW, bulan=7, revisi=1), operator, bulan=7, revisi=1, tanggal=date(2023, 7, 3)
        ),
    ]


@pytest.fixture
def states(satker, operator, tiga) -> list[tuple]:
    """The states before the first, between, and after the last."""
    sebelum = [PotretDipa.from_json(satu.sebelum[str(satker.pk)]).revisi for satu in tiga]
    return [*sebelum, state(satker)]


def test_the_states_differ_so_that_going_back_can_be_seen(states):
    assert len({repr(satu) for satu in states}) == 4


@pytest.mark.parametrize("ke", [0, 1, 2])
def test_one_goes_back_to_before_an_upload_exactly(satker, operator, tiga, states, ke):
    pulih = restore(tiga[ke], by=operator)
    assert state(satker) == states[ke]
    assert (pulih.jenis, pulih.status, pulih.memulihkan) == ("pemulihan", "diterapkan", tiga[ke])
    assert Unggahan.objects.count() == 4
    assert Dipa.objects.get().versi == 4
    assert Jejak.objects.first().peristiwa == "DIPA dipulihkan"


@pytest.mark.parametrize("ke", [0, 1])
def test_one_goes_back_to_right_after_an_earlier_upload(satker, operator, tiga, states, ke):
    restore(tiga[ke], by=operator, sesudah=True)
    assert state(satker) == states[ke + 1]


def test_after_the_latest_there_is_nothing_to_go_back_to(satker, operator, tiga, states):
    with pytest.raises(TidakDapatDipulihkan, match="sudah sama"):
        restore(tiga[2], by=operator, sesudah=True)
    assert (state(satker), Unggahan.objects.count()) == (states[3], 3)


def test_a_return_is_an_upload_that_one_goes_back_from(satker, operator, tiga, states):
    pulih = restore(tiga[0], by=operator)
    restore(pulih, by=operator)
    assert state(satker) == states[3]
    restore(pulih, by=operator, sesudah=True)
    assert state(satker) == states[0]


def test_an_upload_after_a_return_goes_on_from_there(satker, operator, tiga, states):
    restore(tiga[1], by=operator)
    lagi = applied(satker, template(NAIK, bulan=7), operator, bulan=7)
    assert state(satker) == states[2]
    restore(lagi, by=operator)
    assert state(satker) == states[1]


def test_whoever_looked_at_another_version_is_told(satker, operator, tiga):
    with pytest.raises(Bentrok):
        restore(tiga[0], by=operator, versi=2)
    restore(tiga[0], by=operator, versi=3)


def test_only_what_was_applied_and_changed_something_is_gone_back_from(satker, operator, tiga):
    batal = cancel(upload(satker, template(NAIK, bulan=8), operator, bulan=8), by=operator)
    with pytest.raises(TidakDapatDipulihkan, match="diterapkan"):
        restore(batal, by=operator)
    sama = applied(satker, template(NEW, bulan=7, revisi=1), operator, bulan=7)
    with pytest.raises(TidakDapatDipulihkan, match="tidak mengubah"):
        restore(sama, by=operator)


@pytest.mark.parametrize("peran", [Peran.KETUA, Peran.VERIFIKATOR, Peran.ADMINISTRATOR])
def test_who_may_not_upload_does_not_go_back(satker, tiga, peran):
    with pytest.raises(PermissionDenied):
        restore(tiga[0], by=make_member(satker, peran))


# A recap


def test_a_recap_goes_back_as_a_whole(satker, kab, verifikator):
    make_dipa(kab[0], 1_000, None)
    rekap = applied(satker, recap_of(satker, kab), verifikator)
    restore(rekap, by=verifikator)
    serapan = {satu.satker: satu.serapan for satu in rekap_satker([satker, *kab], TAHUN)}
    assert serapan == {satker: None, kab[0]: Serapan(1_000, 0), kab[1]: None, kab[2]: None}


def test_a_recap_that_others_built_upon_goes_back_for_none(satker, kab, verifikator):
    rekap = applied(satker, recap_of(satker, kab), verifikator)
    operator = make_member(kab[1], Peran.OPERATOR)
    rows = template({"CQ.6709.QGE.001": (1_000, 400)}, satker=(kab[1].kode, kab[1].nama))
    applied(kab[1], rows, operator)
    sebelum = {satu: state(satu) for satu in (satker, *kab)}
    with pytest.raises(Bentrok, match="Dua"):
        restore(rekap, by=verifikator)
    assert {satu: state(satu) for satu in (satker, *kab)} == sebelum


def test_a_satker_goes_back_from_a_recap_by_itself(satker, kab, verifikator):
    rekap = applied(satker, recap_of(satker, kab), verifikator)
    lain = state(kab[2])
    with pytest.raises(PermissionDenied):
        restore(rekap, by=make_member(kab[0], Peran.OPERATOR), satker=kab[1])
    restore(rekap, by=make_member(kab[1], Peran.OPERATOR), satker=kab[1])
    assert (state(kab[1]), state(kab[2])) == ((), lain)


# What a snapshot holds


def test_a_snapshot_survives_being_stored(satker):
    make_pohon_dipa(satker, RO, nomor=3)
    dipa = potret([satker.pk], TAHUN)[satker.pk]
    assert PotretDipa.from_json(dipa.as_json()).revisi == dipa.revisi


TREES = st.dictionaries(
    st.sampled_from([f"{program}.{kegiatan}.QGE.00{ro}" for program in ("CQ", "WA") for kegiatan in (1, 2)
                     for ro in (1, 2)]),
    st.tuples(st.integers(0, 10**12), st.dictionaries(st.integers(1, 12), st.integers(-(10**9), 10**12),
                                                      max_size=3)),
    max_size=6,
)  # fmt: skip
DAYS = st.none() | st.dates(date(2023, 1, 1), date(2023, 12, 31))


def revision(nomor: int, tanggal: date | None, ro: dict) -> RevisiPotret:
    codes = sorted({".".join(kode.split(".")[:dalam]) for kode in ro for dalam in range(1, 5)})
    levels = ("program", "kegiatan", "kro", "ro")
    return RevisiPotret(
        nomor,
        tanggal,
        None,
        tuple(
            BarisPotret(kode, levels[kode.count(".")], f"Uraian {kode}", urutan,
                        kode.rpartition(".")[0] or None, *ro.get(kode, (None, {})))
            for urutan, kode in enumerate(codes, start=1)
        ),
    )  # fmt: skip


YEARS = st.lists(st.tuples(DAYS, TREES), max_size=3).map(
    lambda revisions: tuple(revision(nomor, *isi) for nomor, isi in enumerate(revisions))
)


@given(dari=YEARS, ke=YEARS)
@settings(max_examples=60, deadline=None)
def test_the_writer_turns_any_year_into_any_other(django_db_setup, django_db_blocker, dari, ke):
    with django_db_blocker.unblock(), transaction.atomic():
        satker = make_satker()
        dipa = Dipa.objects.create(satker=satker, tahun=TAHUN)
        kosong, pertama = PotretDipa(satker.pk, TAHUN), PotretDipa(satker.pk, TAHUN, revisi=dari)
        tulis(dipa, kosong, pertama)
        assert state(satker) == dari
        tulis(dipa, pertama, PotretDipa(satker.pk, TAHUN, revisi=ke))
        assert state(satker) == ke
        transaction.set_rollback(True)


def test_only_months_that_differ_are_written(satker, operator):
    applied(satker, template(), operator)
    lama = set(RealisasiAnggaran.objects.values_list("pk", flat=True))
    applied(satker, template(NAIK, bulan=7), operator, bulan=7)
    assert lama < set(RealisasiAnggaran.objects.values_list("pk", flat=True))
