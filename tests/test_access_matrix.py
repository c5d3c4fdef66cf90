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
from agreements.models import Indikator, PerjanjianKinerja, TargetTriwulan
from jobs.models import Job
from kinerja.metode import Metode
from measurements.evidence import store
from measurements.models import BuktiDukung, Komentar, Realisasi
from reports.actions import KIND
from reports.models import Cetakan
from tests.factories import (
    make_bagian,
    make_dipa,
    make_indikator,
    make_keputusan_iku,
    make_kinerja,
    make_lkj,
    make_member,
    make_realisasi,
    make_renstra,
    make_sasaran,
    make_satker,
    make_skala_akip,
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
    orang: int
    tugas: int
    bagian: int
    pejabat: int
    realisasi: int
    komentar: int
    indikator_rekap: int
    rekap: int
    bukti: int
    diisi: int


@dataclass(frozen=True)
class Row:
    """A URL: its arguments in a world (None: it belongs to no satker), who gets `ok`; the others get 403."""

    arguments: Callable[[World], list] | None = None
    ok: int = 200
    who: set[Peran] = field(default_factory=lambda: EVERYONE)
    # Who gets `ok` at the own satker alone.
    here: set[Peran] = field(default_factory=set)
    method: str = "get"
    public: bool = False
    # What a visitor who is not logged in gets on a public page.
    stranger: int = 200

    def expected(self, peran: Peran, relation: str) -> int:
        if self.arguments is None:
            return self.ok if peran in self.who else 403
        if relation == "other" or (relation == "child" and peran not in TREE):
            return 404
        return self.ok if peran in self.who or (relation == "own" and peran in self.here) else 403


def satker(world: World) -> list:
    return [world.satker.slug]


def year(world: World) -> list:
    return [world.satker.slug, TAHUN]


def person(world: World) -> list:
    return [world.orang]


def quarter(world: World) -> list:
    return [world.satker.slug, TAHUN, 4]


def figure(world: World) -> list:
    return [world.realisasi]


ADMINISTRATOR = {Peran.ADMINISTRATOR}
VERIFIKATOR = {Peran.VERIFIKATOR}
MATRIX = {
    "home": Row(ok=302),
    "satker": Row(satker, ok=302),
    "beranda": Row(year),
    "accounts:login": Row(ok=302, public=True),
    "accounts:logout": Row(ok=302, method="post"),
    "accounts:me": Row(),
    "accounts:satker_list": Row(),
    "accounts:undangan": Row(ok=404, public=True, stranger=404),
    "accounts:people_list": Row(who=ADMINISTRATOR),
    "accounts:people_invite": Row(who=ADMINISTRATOR),
    "accounts:people_detail": Row(person, who=ADMINISTRATOR),
    "accounts:people_add_duty": Row(person, who=ADMINISTRATOR),
    "accounts:people_end_duty": Row(lambda world: [world.orang, world.tugas], who=ADMINISTRATOR),
    "accounts:people_deactivate": Row(person, ok=302, who=ADMINISTRATOR, method="post"),
    "accounts:people_reactivate": Row(person, ok=302, who=ADMINISTRATOR, method="post"),
    "accounts:people_renew": Row(person, who=ADMINISTRATOR, method="post"),
    "accounts:people_revoke": Row(person, ok=302, who=ADMINISTRATOR, method="post"),
    "accounts:people_satker": Row(satker, who=ADMINISTRATOR),
    "accounts:people_seat": Row(satker, who=ADMINISTRATOR),
    "accounts:people_bagian_add": Row(satker, who=ADMINISTRATOR),
    "accounts:people_bagian": Row(lambda world: [world.satker.slug, world.bagian], who=ADMINISTRATOR),
    "accounts:people_pejabat_add": Row(satker, who=ADMINISTRATOR),
    "accounts:people_pejabat": Row(lambda world: [world.satker.slug, world.pejabat], who=ADMINISTRATOR),
    "agreements:renstra": Row(satker),
    "agreements:keputusan_iku": Row(lambda world: [world.keputusan]),
    "agreements:pk": Row(year),
    "measurements:indikator": Row(lambda world: [world.indikator]),
    "measurements:capaian": Row(year),
    "measurements:isi": Row(quarter),
    "measurements:ajukan": Row(quarter, who=set(), here={Peran.STAF}),
    "measurements:kirim": Row(quarter, ok=302, who=set(), here={Peran.STAF}, method="post"),
    # A link leads to the form in the sheet; who may save: tests/measurements/test_entry_pages.py.
    "measurements:simpan": Row(lambda world: [world.diisi, 1], ok=302),
    "measurements:draf": Row(lambda world: [world.diisi, 1], who=set(), here={Peran.STAF}, method="post"),
    "measurements:buang_draf": Row(
        lambda world: [world.diisi, 1], ok=302, who=set(), here={Peran.STAF}, method="post"
    ),
    "measurements:tarik": Row(
        lambda world: [world.diisi, 2], ok=302, who=set(), here={Peran.STAF}, method="post"
    ),
    "measurements:jadwal": Row(year),
    "measurements:pengecualian": Row(year, who=ADMINISTRATOR),
    "measurements:pengisian": Row(year),
    "measurements:kunci": Row(quarter, who=VERIFIKATOR),
    "measurements:tugas": Row(),
    "measurements:verifikasi": Row(),
    "measurements:verifikasi_banyak": Row(ok=302),
    "measurements:realisasi": Row(figure),
    "measurements:verifikasi_satu": Row(figure, ok=302, who=VERIFIKATOR, method="post"),
    "measurements:batalkan": Row(figure, ok=302, who=VERIFIKATOR, method="post"),
    "measurements:kembalikan": Row(figure, who=VERIFIKATOR),
    "measurements:buka": Row(figure, who=ADMINISTRATOR),
    "measurements:komentar": Row(
        lambda world: [world.indikator, 4], ok=422, who=VERIFIKATOR, here={Peran.STAF}, method="post"
    ),
    "measurements:komentar_selesai": Row(
        lambda world: [world.komentar], ok=302, who=VERIFIKATOR, here={Peran.STAF}, method="post"
    ),
    "measurements:bukti": Row(lambda world: [world.bukti]),
    "measurements:bukti_tambah": Row(lambda world: [world.indikator, 4], who=set(), here={Peran.STAF}),
    "measurements:bukti_hapus": Row(lambda world: [world.bukti], who=set(), here={Peran.STAF}),
    "measurements:rekap": Row(lambda world: [world.rekap]),
    "measurements:jawab": Row(lambda world: [world.rekap, world.satker.slug], who={Peran.OPERATOR}),
    "measurements:buka_rekap": Row(
        lambda world: [world.indikator_rekap, 4, world.satker.slug],
        ok=302,
        who={Peran.OPERATOR},
        here={Peran.STAF},
        method="post",
    ),
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
ARGUMENTS_WITHOUT_SATKER = {"budget:rekap": [TAHUN], "accounts:undangan": ["tidak-dikenal"]}
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


def make_bukti(realisasi: Realisasi) -> BuktiDukung:
    isi = b"%PDF-1.7"
    return BuktiDukung.objects.create(
        realisasi=realisasi,
        urutan=1,
        judul="Laporan",
        berkas=store(isi),
        nama_asli="laporan.pdf",
        jenis="pdf",
        ukuran=len(isi),
        sha256=sha256(isi).hexdigest(),
    )


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
    orang = make_member(satker, Peran.STAF)
    rekap = make_indikator(indikator.sasaran, metode=Metode.REKAP_SATKER, kriteria_nilai=60, skala="akip")
    return World(
        satker,
        indikator.pk,
        make_keputusan_iku(satker).pk,
        job.pk,
        orang.pk,
        orang.penugasan.get().pk,
        make_bagian(satker).pk,
        pk.pihak_pertama_id,
        indikator.realisasi.get().pk,
        Komentar.objects.create(indikator=indikator, triwulan=4, isi="Periksa.", oleh=orang).pk,
        rekap.pk,
        make_realisasi(rekap, status="draf").pk,
        make_bukti(indikator.realisasi.get()).pk,
        make_entry(pk).pk,
    )


def make_entry(pk: PerjanjianKinerja) -> Indikator:
    """An indikator to enter in the first quarter, submitted in the second."""
    indikator = make_indikator(make_sasaran(pk))
    for triwulan in (1, 2):
        TargetTriwulan.objects.create(indikator=indikator, triwulan=triwulan, nilai=50)
    make_realisasi(indikator, triwulan=2, status="diajukan", nilai=40)
    return indikator


@pytest.fixture
def worlds(db: None) -> dict[str, World]:
    make_tahun(TAHUN)
    make_skala_akip()
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
        status = ask(client, name, MATRIX[name], worlds["own"]).status_code
    assert status == MATRIX[name].expected(peran, "own")


@pytest.mark.parametrize("name", SITE)
def test_a_stranger_is_sent_to_the_login_page(name, worlds):
    response = ask(Client(), name, MATRIX[name], worlds["own"])
    if MATRIX[name].public:
        assert response.status_code == MATRIX[name].stranger
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
        everyone = {"budget:rekap": 403, "home": 200}.get(name, row.ok)
        assert got == (everyone if row.who == EVERYONE else 403)


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
        ("measurements:isi", "READ_MEASUREMENT"),
        ("measurements:indikator", "READ_MEASUREMENT"),
        ("measurements:realisasi", "READ_MEASUREMENT"),
        ("measurements:rekap", "READ_MEASUREMENT"),
        ("measurements:jadwal", "READ_MEASUREMENT"),
        ("measurements:pengisian", "READ_MEASUREMENT"),
        ("measurements:bukti", "READ_MEASUREMENT"),
        ("measurements:bukti_tambah", "READ_MEASUREMENT"),
        ("measurements:bukti_hapus", "READ_MEASUREMENT"),
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
