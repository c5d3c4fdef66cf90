"""Who gets what: every URL of the site has a row here, and every role really asks for it.

The sets of roles are written out on purpose: they do not read accounts/permissions.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts import permissions, policy
from accounts.models import Satker, User
from accounts.permissions import Peran
from jobs.models import Job
from reports.actions import KIND
from reports.models import Cetakan
from tests.factories import (
    make_dipa,
    make_keputusan_iku,
    make_kinerja,
    make_lkj,
    make_member,
    make_renstra,
    make_satker,
    make_tahun,
)
from tests.strict import strict_templates

TAHUN = 2023
EVERYONE = set(Peran)
TREE = EVERYONE - {Peran.OPERATOR}
RENDERERS = {Peran.STAF, Peran.VERIFIKATOR, Peran.SEKRETARIS}
RELATIONS = ("own", "child", "other")


@dataclass(frozen=True)
class World:
    """One satker with one row of each thing that has a page."""

    satker: Satker
    indikator: int
    keputusan: int
    job: int


@dataclass(frozen=True)
class Row:
    """A URL: its arguments in a world (None: it belongs to no satker), who gets `ok`; the others get 403."""

    arguments: Callable[[World], list] | None = None
    ok: int = 200
    who: set[Peran] = field(default_factory=lambda: EVERYONE)
    method: str = "get"
    public: bool = False

    def expected(self, peran: Peran, relation: str) -> int:
        if self.arguments is None:
            return self.ok
        if relation == "other" or (relation == "child" and peran not in TREE):
            return 404
        return self.ok if peran in self.who else 403


def satker(world: World) -> list:
    return [world.satker.slug]


def year(world: World) -> list:
    return [world.satker.slug, TAHUN]


MATRIX = {
    "home": Row(ok=302),
    "satker": Row(satker, ok=302),
    "beranda": Row(year),
    "accounts:login": Row(ok=302, public=True),
    "accounts:logout": Row(ok=302, method="post"),
    "accounts:me": Row(),
    "accounts:satker_list": Row(),
    "agreements:renstra": Row(satker),
    "agreements:keputusan_iku": Row(lambda world: [world.keputusan]),
    "agreements:pk": Row(year),
    "measurements:indikator": Row(lambda world: [world.indikator]),
    "measurements:capaian": Row(year),
    "budget:rekap": Row(),
    "budget:satker": Row(year),
    "reports:lkj": Row(year),
    "reports:cetak": Row(year, ok=302, who=RENDERERS, method="post"),
    "reports:data": Row(year),
    "reports:cetakan": Row(lambda world: [world.job]),
    "reports:cetakan_status": Row(lambda world: [world.job]),
    "reports:unduh": Row(lambda world: [world.job]),
    # Only under DEBUG.
    "gallery": Row(public=True),
}
ARGUMENTS_WITHOUT_SATKER = {"budget:rekap": [TAHUN]}
SATKER_ROWS = [name for name, row in MATRIX.items() if row.arguments]


def named_urls(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named_urls(entry, inner)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name"
            yield f"{namespace}{entry.name}"


SITE = sorted(set(named_urls(get_resolver())))


def make_world(satker: Satker) -> World:
    pk = make_kinerja(satker, [[91], [None]], TAHUN)
    make_renstra(satker)
    make_dipa(satker, tahun=TAHUN)
    laporan = make_lkj(pk)
    job = Job.objects.create(
        kind=KIND,
        arguments={"laporan": laporan.pk, "tahun": TAHUN},
        satker=satker,
        status=Job.Status.DONE,
        percent=100,
        finished_at=timezone.now(),
    )
    isi = b"%PDF-1.7"
    Cetakan.objects.create(
        laporan=laporan,
        job=job,
        berkas=ContentFile(isi, name="lkj.pdf"),
        sha256=sha256(isi).hexdigest(),
        halaman=1,
        ukuran=len(isi),
    )
    indikator = pk.sasaran_kegiatan.first().indikator.first()
    return World(satker, indikator.pk, make_keputusan_iku(satker).pk, job.pk)


@pytest.fixture
def worlds(db: None) -> dict[str, World]:
    make_tahun(TAHUN)
    own = make_satker("KPU Provinsi Sendiri")
    child = make_satker("KPU Kab. Bawahan", induk=own)
    other = make_satker("KPU Provinsi Lain")
    return {
        relation: make_world(satker) for relation, satker in zip(RELATIONS, (own, child, other), strict=True)
    }


def ask(client: Client, name: str, row: Row, world: World, method: str = "") -> Any:
    arguments = row.arguments(world) if row.arguments else ARGUMENTS_WITHOUT_SATKER.get(name, [])
    response = getattr(client, method or row.method)(reverse(name, args=arguments))
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def client_of(peran: Peran, worlds: dict[str, World]) -> tuple[Client, User]:
    user = make_member(worlds["own"].satker, peran)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client, user


def test_every_url_has_a_row_and_every_row_a_url():
    debug_only = set() if settings.DEBUG else {"gallery"}
    assert set(SITE) | debug_only == set(MATRIX)


@pytest.mark.parametrize("peran", list(Peran))
@pytest.mark.parametrize("name", [name for name in SITE if name in SATKER_ROWS])
def test_a_role_gets_what_the_table_says(name, peran, worlds):
    client, _ = client_of(peran, worlds)
    row = MATRIX[name]
    with strict_templates():
        got = {relation: ask(client, name, row, worlds[relation]).status_code for relation in RELATIONS}
    assert got == {relation: row.expected(peran, relation) for relation in RELATIONS}


@pytest.mark.parametrize("peran", list(Peran))
@pytest.mark.parametrize("name", [name for name in SITE if name not in SATKER_ROWS])
def test_a_page_of_no_satker_is_for_every_role(name, peran, worlds):
    client, _ = client_of(peran, worlds)
    with strict_templates():
        assert ask(client, name, MATRIX[name], worlds["own"]).status_code == MATRIX[name].ok


@pytest.mark.parametrize("name", SITE)
def test_a_stranger_is_sent_to_the_login_page(name, worlds):
    response = ask(Client(), name, MATRIX[name], worlds["own"])
    if MATRIX[name].public:
        assert response.status_code == 200
    else:
        assert (response.status_code, response.url.split("?")[0]) == (302, reverse("accounts:login"))


@pytest.mark.parametrize("name", SITE)
def test_who_has_no_duty_sees_no_satker(name, worlds, django_user_model):
    client = Client()
    client.force_login(django_user_model.objects.create(username="tanpa-tugas", nama="Tanpa Tugas"))
    row = MATRIX[name]
    got = ask(client, name, row, worlds["own"]).status_code
    if row.arguments:
        assert got == 404
    else:
        assert got == {"budget:rekap": 403, "home": 200}.get(name, row.ok)


@pytest.mark.parametrize("name", [name for name in SITE if MATRIX[name].method == "post"])
def test_a_change_is_not_made_by_following_a_link(name, worlds):
    client, _ = client_of(Peran.VERIFIKATOR, worlds)
    assert ask(client, name, MATRIX[name], worlds["own"], "get").status_code == 405


@pytest.mark.parametrize("name", [name for name in SITE if MATRIX[name].method == "post"])
def test_a_change_needs_the_csrf_token(name, worlds):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_member(worlds["own"].satker, Peran.VERIFIKATOR))
    assert ask(client, name, MATRIX[name], worlds["own"]).status_code == 403


@pytest.mark.parametrize(
    ("name", "permission"),
    [
        ("agreements:renstra", "READ_AGREEMENT"),
        ("agreements:keputusan_iku", "READ_AGREEMENT"),
        ("agreements:pk", "READ_AGREEMENT"),
        ("measurements:capaian", "READ_MEASUREMENT"),
        ("measurements:indikator", "READ_MEASUREMENT"),
        ("budget:satker", "READ_BUDGET"),
        ("budget:rekap", "READ_BUDGET"),
        ("reports:lkj", "READ_REPORT"),
        ("reports:data", "READ_REPORT"),
        ("reports:cetakan", "READ_REPORT"),
        ("reports:cetakan_status", "READ_REPORT"),
        ("reports:unduh", "READ_REPORT"),
    ],
)
def test_one_s_own_without_the_permission_is_403(name, permission, worlds, monkeypatch):
    lean = permissions.Role(permissions.READ - {permissions.Permission[permission]}, permissions.Reach.TREE)
    monkeypatch.setitem(policy.ROLES, Peran.PEMBACA, lean)
    client, _ = client_of(Peran.PEMBACA, worlds)
    assert ask(client, name, MATRIX[name], worlds["own"]).status_code == 403
