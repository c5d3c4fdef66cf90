"""Who may what at which satker: by own duty, by a tree above, in its time."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from accounts.models import Satker
from accounts.permissions import ROLES, Peran, Permission, Reach, access_table
from accounts.policy import can, duties, require
from tests.factories import make_member, make_penugasan, make_satker, make_user

# Who holds what, beside reading, which everyone does; written out on purpose.
HOLDERS = {
    Permission.RENDER_REPORT: {Peran.STAF, Peran.VERIFIKATOR, Peran.SEKRETARIS},
    Permission.ENTER_REALISASI: {Peran.STAF},
    Permission.ANSWER_RECAP: {Peran.OPERATOR},
    Permission.VERIFY_REALISASI: {Peran.VERIFIKATOR},
    Permission.UPLOAD_BUDGET: {Peran.OPERATOR, Peran.STAF},
    Permission.UPLOAD_RECAP: {Peran.VERIFIKATOR},
    Permission.COMPOSE_AGREEMENT: {Peran.STAF, Peran.VERIFIKATOR},
    Permission.SIGN_AGREEMENT: {Peran.SEKRETARIS},
    Permission.APPROVE_AGREEMENT: {Peran.KETUA},
    Permission.COMPOSE_REPORT: {Peran.STAF, Peran.VERIFIKATOR},
    Permission.EXAMINE_REPORT: {Peran.VERIFIKATOR},
    Permission.REVIEW_REPORT: {Peran.PEREVIU},
    Permission.SIGN_REPORT: {Peran.SEKRETARIS},
    Permission.RECEIVE_REPORT: {Peran.KETUA},
    Permission.SET_CALENDAR: {Peran.ADMINISTRATOR},
    Permission.MANAGE_ACCOUNTS: {Peran.ADMINISTRATOR},
}


@pytest.fixture
def pohon(db) -> dict[str, Satker]:
    """KPU RI, a province under it with a kabupaten, and another province."""
    ri = make_satker("KPU RI")
    provinsi = make_satker("KPU Provinsi A", induk=ri)
    return {
        "ri": ri,
        "provinsi": provinsi,
        "kabupaten": make_satker("KPU Kab. A1", induk=provinsi),
        "lain": make_satker("KPU Provinsi B", induk=ri),
    }


def seen(user) -> set[str]:
    return set(Satker.objects.visible_to(user).values_list("nama", flat=True))


@pytest.mark.parametrize("peran", list(Peran))
def test_every_role_reads_and_only_some_do_more(peran, pohon):
    user = make_member(pohon["provinsi"], peran)
    for permission in Permission:
        expected = peran in HOLDERS.get(permission, set(Peran))
        assert can(user, permission, pohon["provinsi"]) is expected


@pytest.mark.parametrize(
    ("di", "terlihat"),
    [
        ("ri", {"KPU RI", "KPU Provinsi A", "KPU Kab. A1", "KPU Provinsi B"}),
        ("provinsi", {"KPU Provinsi A", "KPU Kab. A1"}),
        ("kabupaten", {"KPU Kab. A1"}),
    ],
)
def test_a_role_with_a_tree_sees_everything_below(di, terlihat, pohon):
    user = make_member(pohon[di], Peran.VERIFIKATOR)
    assert seen(user) == terlihat
    assert {satker.nama for satker in pohon.values() if can(user, Permission.READ_BUDGET, satker)} == terlihat


def test_an_operator_sees_the_own_satker_only(pohon):
    user = make_member(pohon["provinsi"], Peran.OPERATOR)
    assert seen(user) == {"KPU Provinsi A"}
    assert not can(user, Permission.READ_BUDGET, pohon["kabupaten"])


def test_duties_add_up_and_do_not_mix(pohon):
    user = make_member(pohon["kabupaten"], Peran.STAF)
    make_penugasan(user, pohon["lain"], Peran.OPERATOR)
    assert seen(user) == {"KPU Kab. A1", "KPU Provinsi B"}
    assert can(user, Permission.RENDER_REPORT, pohon["kabupaten"])
    assert not can(user, Permission.RENDER_REPORT, pohon["lain"])


@pytest.mark.parametrize(
    ("mulai", "selesai", "berlaku"),
    [
        (date(2023, 5, 1), None, True),
        (date(2023, 5, 2), None, False),
        (date(2023, 1, 1), date(2023, 5, 1), True),
        (date(2023, 1, 1), date(2023, 4, 30), False),
    ],
)
def test_a_duty_holds_from_its_first_to_its_last_day(mulai, selesai, berlaku, pohon):
    user = make_user()
    make_penugasan(user, pohon["provinsi"], mulai=mulai, selesai=selesai)
    assert bool(duties(user, date(2023, 5, 1))) is berlaku


def test_an_inactive_user_and_a_superuser_have_no_rights_of_their_own(pohon):
    inactive = make_member(pohon["provinsi"], is_active=False)
    superuser = make_user(is_superuser=True, is_staff=True)
    assert (seen(inactive), seen(superuser)) == (set(), set())
    assert not can(superuser, Permission.READ_REPORT, pohon["provinsi"])


def test_require_names_the_permission_and_the_satker(pohon):
    user = make_member(pohon["provinsi"], Peran.KETUA)
    with pytest.raises(PermissionDenied, match="menyusun PDF Laporan Kinerja pada KPU Provinsi A"):
        require(user, Permission.RENDER_REPORT, pohon["provinsi"])


def test_duties_are_read_once_per_user_object(pohon, django_assert_num_queries):
    user = make_member(pohon["provinsi"])
    with django_assert_num_queries(1):
        for _ in range(3):
            can(user, Permission.READ_BUDGET, pohon["provinsi"])


def test_every_role_is_in_the_table_and_an_operator_alone_stays_at_home():
    assert list(ROLES) == list(Peran)
    assert [peran for peran, role in ROLES.items() if role.reach is Reach.OWN] == [Peran.OPERATOR]
    assert len(access_table()) == len(Peran)


def test_print_access_is_the_table(capsys):
    call_command("print_access")
    head, _, reach, *lines = capsys.readouterr().out.splitlines()
    assert head == f"| kewenangan | {' | '.join(peran.label for peran in Peran)} |"
    assert reach.startswith("| jangkauan | satker sendiri dan satker di bawahnya |")
    assert "| mengisi dan mengajukan realisasi |  | ya |  |  |  |  |  |  |" in lines
    assert len(lines) == len(Permission)
