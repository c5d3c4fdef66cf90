"""Two uploads for one DIPA at one moment, where two transactions may run (SQLite runs one after another)."""

import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.db.models.query import QuerySet

from accounts.models import Satker
from accounts.permissions import Peran
from budget import upload_actions
from budget.models import Dipa, Unggahan
from budget.restore_actions import restore
from budget.upload_actions import apply
from tests.budget.books import RO, TAHUN, template
from tests.budget.stored import applied, recap_of, state, upload
from tests.factories import make_member, make_satker
from tests.together import together

pytestmark = [
    pytest.mark.usefixtures("race_db"),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="IMMEDIATE transactions of SQLite run one after another"
    ),
]
TRIALS = 10
LAIN = {code: (pagu, nyata // 2) for code, (pagu, nyata) in RO.items()}


def two_files() -> Iterator[tuple[Satker, list[Unggahan]]]:
    """Two files of one satker for its second month, each checked on the same DIPA."""
    for _ in range(TRIALS):
        satker = make_satker()
        operator = make_member(satker, Peran.OPERATOR)
        identity = (satker.kode, satker.nama)
        nol = {code: (pagu, 0) for code, (pagu, _) in RO.items()}
        applied(satker, template(nol, satker=identity), operator)
        yield (
            satker,
            [upload(satker, template(ro, satker=identity, bulan=7), operator, bulan=7) for ro in (RO, LAIN)],
        )


def apply_together(files: list[Unggahan]) -> list[BaseException | None]:
    return errors_of(*(lambda satu=satu: apply(satu, by=satu.diunggah_oleh, alasan={}) for satu in files))


def errors_of(*steps: Callable[[], object]) -> list[BaseException | None]:
    """What each step raised when they ran at one moment."""
    return [satu.error for satu in together(*steps)]


def outcome(raised: list[BaseException | None]) -> list[str]:
    return sorted(type(satu).__name__ for satu in raised)


def test_one_whole_file_wins_and_the_other_is_told():
    for satker, files in two_files():
        raised = apply_together(files)
        assert outcome(raised) == ["Bentrok", "NoneType"]
        menang, isi = [(files[0], RO), (files[1], LAIN)][raised.index(None)]
        assert {kode: satu.realisasi[7] for kode, satu in state(satker)[0].daun.items()} == {
            kode: nyata for kode, (_, nyata) in isi.items()
        }
        menang.refresh_from_db()
        assert (menang.status, Dipa.objects.get(satker=satker).versi) == ("diterapkan", 2)


def test_the_control_without_the_version_both_are_told_that_theirs_is_stored(monkeypatch):
    monkeypatch.setattr(upload_actions, "_require_same", lambda *args: None)
    assert [outcome(apply_together(files)) for _, files in two_files()] == [["NoneType"] * 2] * TRIALS


def test_the_control_without_the_lock_the_second_is_not_told(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **kwargs: self)
    monkeypatch.setattr(upload_actions, "write_all", slowly(upload_actions.write_all))
    outcomes = [outcome(apply_together(files)) for _, files in two_files()]
    assert any("Bentrok" not in satu for satu in outcomes)


def slowly(action: Callable[..., None]) -> Callable[..., None]:
    def later(*args: object) -> None:
        time.sleep(0.2)
        action(*args)

    return later


def test_a_return_and_an_upload_at_one_moment_leave_the_one_or_the_other():
    for _ in range(TRIALS):
        satker = make_satker()
        operator = make_member(satker, Peran.OPERATOR)
        identity = (satker.kode, satker.nama)
        awal = applied(satker, template(satker=identity), operator)
        juli = upload(satker, template(satker=identity, bulan=7), operator, bulan=7)
        raised = errors_of(
            lambda awal=awal, operator=operator: restore(awal, by=operator, versi=1),
            lambda juli=juli, operator=operator: apply(juli, by=operator, alasan={}),
        )
        assert outcome(raised) == ["Bentrok", "NoneType"]
        bulan = [satu.bulan_terakhir for satu in state(satker)]
        assert bulan == ([] if raised[0] is None else [7])


def test_a_recap_and_a_file_of_its_satker_never_wait_for_each_other():
    for _ in range(TRIALS):
        provinsi = make_satker()
        kab = [make_satker(induk=provinsi) for _ in range(3)]
        rekap = upload(provinsi, recap_of(provinsi, kab), make_member(provinsi, Peran.VERIFIKATOR))
        operator = make_member(kab[1], Peran.OPERATOR)
        berkas = upload(kab[1], template(satker=(kab[1].kode, kab[1].nama)), operator)
        raised = apply_together([rekap, berkas])
        assert outcome(raised) == ["Bentrok", "NoneType"]
        assert Dipa.objects.filter(tahun=TAHUN, satker__in=kab, versi=1).count() in (1, 3)
