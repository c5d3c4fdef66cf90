"""Every action from every state, by the right and the wrong people; what each refuses leaves no trace."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import Jejak, User
from accounts.permissions import Peran
from accounts.trail import record
from kinerja.workflow import IllegalTransition
from measurements import actions, comment_actions
from measurements.evidence import IsianBukti
from measurements.evidence_actions import add_evidence
from measurements.models import Pengembalian, Realisasi
from measurements.states import ALUR, KategoriPengembalian, StatusRealisasi
from outbox.models import SuratKeluar
from tests.factories import make_member, make_penugasan, make_satker
from tests.measurements.quarter import (
    TAHUN,
    TRIWULAN,
    make_complete,
    make_exception,
    make_measured,
    make_quarter,
)

S = StatusRealisasi
ALASAN = "Angka tidak sesuai dengan laporan."


def today() -> date:
    return timezone.localdate()


def lock(realisasi: Realisasi, by: User) -> Any:
    perjanjian = realisasi.indikator.sasaran.perjanjian
    return actions.close_quarter(perjanjian.satker, perjanjian.tahun, realisasi.triwulan, by=by)


#: Step of the table -> (the action, who may).
STEPS: dict[str, tuple[Callable[[Realisasi, User], Any], str]] = {
    "ajukan": (lambda satu, by: actions.submit(satu, by=by, on=today()), "staf"),
    "tarik": (lambda satu, by: actions.withdraw(satu, by=by), "staf"),
    "kembalikan": (
        lambda satu, by: actions.send_back(satu, KategoriPengembalian.ANGKA, ALASAN, by=by),
        "verifikator",
    ),
    "verifikasi": (lambda satu, by: actions.verify(satu, by=by), "verifikator"),
    "batalkan": (lambda satu, by: actions.undo_verify(satu, ALASAN, by=by), "verifikator"),
    "kunci": (lock, "verifikator"),
    "buka": (lambda satu, by: actions.reopen(satu, ALASAN, by=by, on=today()), "administrator"),
}
TABLE = [(step, state) for step in STEPS for state in S]


def state_of(realisasi: Realisasi) -> str:
    return Realisasi.objects.get(pk=realisasi.pk).status


def test_every_step_of_the_table_has_an_action():
    assert {row.name for row in ALUR.transitions} == set(STEPS)


@pytest.mark.parametrize(("step", "state"), TABLE)
def test_an_action_does_what_the_table_says(step, state, tw):
    tw.in_force()
    satu = tw.realisasi(state)
    if step == "buka":
        make_exception(tw.satker, tw.administrator)
    action, who = STEPS[step]
    legal = any(row.name == step for row in ALUR.available(state))
    before = Jejak.objects.count()
    if legal:
        action(satu, tw.person(who))
        assert state_of(satu) == ALUR.step(state, step)
        assert Jejak.objects.count() == before + 1
        kini = Realisasi.objects.get(pk=satu.pk)
        # What was entered is as old as it was.
        assert (kini.versi, kini.diubah_pada) == (satu.versi + 1, satu.diubah_pada)
        return
    if step == "kunci" and state == S.TERKUNCI:
        # Closing what is closed changes nothing.
        assert action(satu, tw.person(who)) == 1
    else:
        with pytest.raises(actions.BelumLengkap if step == "kunci" else IllegalTransition):
            action(satu, tw.person(who))
    assert state_of(satu) == state
    assert Jejak.objects.count() == before


@pytest.mark.parametrize("peran", list(Peran))
@pytest.mark.parametrize("step", list(STEPS))
def test_an_action_is_for_its_role_alone(step, peran, tw):
    source = next(iter(next(row for row in ALUR.transitions if row.name == step).source))
    tw.in_force()
    satu = tw.realisasi(source)
    make_exception(tw.satker, tw.administrator)
    action, who = STEPS[step]
    user = make_member(tw.satker, peran)
    if peran == who:
        action(satu, user)
        assert state_of(satu) != source
    else:
        with pytest.raises(PermissionDenied):
            action(satu, user)
        assert state_of(satu) == source


@pytest.mark.parametrize("step", list(STEPS))
def test_an_action_is_refused_to_the_same_role_elsewhere(step, tw):
    source = next(iter(next(row for row in ALUR.transitions if row.name == step).source))
    satu = tw.realisasi(source)
    make_exception(tw.satker, tw.administrator)
    action, who = STEPS[step]
    stranger = make_member(make_satker("KPU Provinsi Lain"), Peran(who))
    with pytest.raises(PermissionDenied):
        action(satu, stranger)
    assert state_of(satu) == source


@pytest.mark.parametrize("step", ["kembalikan", "verifikasi", "batalkan", "kunci"])
def test_the_province_oversees_its_kabupaten(step, tw):
    kabupaten = make_satker(induk=tw.satker)
    bawah = make_quarter(kabupaten)
    source = next(iter(next(row for row in ALUR.transitions if row.name == step).source))
    satu = bawah.realisasi(source)
    STEPS[step][0](satu, tw.verifikator)
    assert state_of(satu) != source


def test_nobody_verifies_the_own_entry_whatever_the_roles(tw):
    both = make_member(tw.satker, Peran.STAF)
    make_penugasan(both, tw.satker, Peran.VERIFIKATOR)
    satu = make_complete(tw.indikator, S.DIAJUKAN, by=both)
    with pytest.raises(PermissionDenied, match="orang lain"):
        actions.verify(satu, by=both)
    assert state_of(satu) == S.DIAJUKAN
    actions.verify(satu, by=tw.verifikator)


def test_who_entered_first_and_was_mended_by_another_does_not_verify_either(tw):
    both = make_member(tw.satker, Peran.STAF)
    make_penugasan(both, tw.satker, Peran.VERIFIKATOR)
    satu = make_complete(tw.indikator, S.DIAJUKAN, by=tw.staf)
    record("Realisasi disimpan", satu, by=both, satker=tw.satker)
    with pytest.raises(PermissionDenied, match="orang lain"):
        actions.verify(satu, by=both)
    actions.verify(satu, by=tw.verifikator)


@pytest.mark.parametrize("part", ["evidence", "handed in"])
def test_who_had_a_part_in_entering_does_not_verify(part, tw):
    both = make_member(tw.satker, Peran.STAF)
    make_penugasan(both, tw.satker, Peran.VERIFIKATOR)
    satu = make_complete(tw.indikator, S.DRAF, by=tw.staf)
    tw.in_force()
    if part == "evidence":
        add_evidence(tw.indikator, TRIWULAN, IsianBukti("Surat"), by=both, on=today())
    actions.submit(satu, by=both if part == "handed in" else tw.staf, on=today())
    with pytest.raises(PermissionDenied, match="orang lain"):
        actions.verify(satu, by=both)
    actions.verify(satu, by=tw.verifikator)


def test_nothing_is_handed_in_before_the_pk_is_in_force(tw):
    satu = tw.realisasi(S.DRAF)
    with pytest.raises(actions.Tertutup, match="belum ditetapkan"):
        actions.submit(satu, by=tw.staf, on=today())
    assert state_of(satu) == S.DRAF
    tw.in_force()
    actions.submit(satu, by=tw.staf, on=today())
    assert state_of(satu) == S.DIAJUKAN


def test_who_hands_in_what_nobody_saved_answers_for_it(tw):
    both = make_member(tw.satker, Peran.STAF)
    make_penugasan(both, tw.satker, Peran.VERIFIKATOR)
    satu = make_complete(tw.indikator, S.DRAF, by=None)
    tw.in_force()
    actions.submit(satu, by=both, on=today())
    with pytest.raises(PermissionDenied, match="orang lain"):
        actions.verify(satu, by=both)


def test_a_return_keeps_its_category_and_reason(tw):
    satu = tw.realisasi(S.DIAJUKAN)
    actions.send_back(satu, KategoriPengembalian.BUKTI, f"  {ALASAN} ", by=tw.verifikator)
    kembali = Pengembalian.objects.get()
    assert (kembali.kategori, kembali.alasan, kembali.oleh) == ("bukti", ALASAN, tw.verifikator)
    with pytest.raises(ValueError, match="Alasan"):
        actions.send_back(satu, KategoriPengembalian.BUKTI, "   ", by=tw.verifikator)


def test_a_verification_is_not_undone_without_a_reason(tw):
    satu = tw.realisasi(S.TERVERIFIKASI)
    with pytest.raises(ValueError, match="Alasan"):
        actions.undo_verify(satu, "   ", by=tw.verifikator)
    assert state_of(satu) == S.TERVERIFIKASI
    kembali = actions.undo_verify(satu, f"  {ALASAN} ", by=tw.verifikator)
    assert (kembali.kategori, kembali.alasan, kembali.oleh) == ("batal", ALASAN, tw.verifikator)


def test_closing_names_every_indikator_that_is_not_verified(tw):
    tw.realisasi(S.DIAJUKAN)
    pk = tw.indikator.sasaran.perjanjian
    lain = [make_measured(pk) for _ in range(3)]
    make_complete(lain[0], S.DRAF)
    make_complete(lain[1], S.TERVERIFIKASI)
    with pytest.raises(actions.BelumLengkap) as caught:
        actions.close_quarter(tw.satker, TAHUN, TRIWULAN, by=tw.verifikator)
    assert [satu.kalimat for satu in caught.value.kekurangan] == [
        f"Indikator {tw.indikator.nomor}: sudah diajukan, belum diverifikasi.",
        f"Indikator {lain[0].nomor}: masih draf, belum diajukan.",
        f"Indikator {lain[2].nomor}: belum diisi.",
    ]
    assert not Realisasi.objects.filter(status=S.TERKUNCI).exists()


def test_closing_leaves_other_quarters_alone(tw):
    tw.realisasi(S.TERVERIFIKASI)
    lain = make_complete(tw.indikator, S.TERVERIFIKASI, triwulan=3)
    actions.close_quarter(tw.satker, TAHUN, TRIWULAN, by=tw.verifikator)
    assert state_of(lain) == S.TERVERIFIKASI


@pytest.mark.parametrize(("hari", "terbuka"), [(-1, False), (0, True), (1, True)])
def test_a_locked_figure_is_opened_to_the_last_day_of_an_exception(hari, terbuka, tw):
    satu = tw.realisasi(S.TERKUNCI)
    besok = today() + timedelta(days=1)
    make_exception(tw.satker, tw.administrator, sampai=besok)
    kapan = besok - timedelta(days=hari)
    if terbuka:
        actions.reopen(satu, ALASAN, by=tw.administrator, on=kapan)
        kini = Realisasi.objects.get(pk=satu.pk)
        assert (kini.status, kini.diverifikasi_oleh, kini.diajukan_pada) == (S.DIKEMBALIKAN, None, None)
        assert Pengembalian.objects.get().alasan == ALASAN
    else:
        with pytest.raises(actions.Tertutup, match="pengecualian"):
            actions.reopen(satu, ALASAN, by=tw.administrator, on=kapan)
        assert state_of(satu) == S.TERKUNCI


def test_a_comment_is_resolved_once(tw):
    komentar = comment_actions.comment(tw.indikator, TRIWULAN, "Periksa penyebut.", by=tw.verifikator)
    pertama = comment_actions.resolve(komentar, by=tw.staf)
    kedua = comment_actions.resolve(komentar, by=tw.verifikator)
    assert (kedua.selesai_oleh, kedua.selesai_pada) == (tw.staf, pertama.selesai_pada)


@pytest.mark.parametrize("peran", sorted(set(Peran) - {Peran.STAF, Peran.VERIFIKATOR}))
def test_a_comment_is_for_who_enters_or_verifies(peran, tw):
    with pytest.raises(PermissionDenied):
        comment_actions.comment(tw.indikator, TRIWULAN, "Periksa.", by=make_member(tw.satker, peran))


def test_who_entered_is_told_of_a_return_once(tw):
    satu = tw.realisasi(S.DIAJUKAN)
    pengembalian = actions.send_back(satu, KategoriPengembalian.BUKTI, ALASAN, by=tw.verifikator)
    surat = SuratKeluar.objects.get(kunci=f"kembali:{pengembalian.pk}")
    assert surat.kepada == satu.diisi_oleh.email
    assert ALASAN in surat.isi
    assert f"Triwulan IV Tahun {TAHUN}, {tw.satker}" in surat.isi
    assert f"#indikator-{satu.indikator_id}" in surat.isi


def test_after_who_entered_has_left_who_enters_now_is_told_of_a_return(tw):
    penerus = make_member(tw.satker, Peran.STAF)
    satu = tw.realisasi(S.DIAJUKAN)
    tw.staf.penugasan.update(selesai=today() - timedelta(days=1))
    actions.send_back(satu, KategoriPengembalian.BUKTI, ALASAN, by=tw.verifikator)
    surat = SuratKeluar.objects.get()
    assert (surat.kepada, ALASAN in surat.isi) == (penerus.email, True)
    assert surat.isi.startswith(f"Yth. {penerus.nama},")
