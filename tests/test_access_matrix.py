"""Who gets what: every URL of the site has a row here, and every role really asks for it.

The sets of roles are written out on purpose: they do not read accounts/permissions.py.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts import permissions, policy
from accounts.models import Satker, User
from accounts.permissions import Peran
from agreements.models import Indikator, PerjanjianKinerja, PindaianPK, TargetTriwulan
from agreements.pk_scan import STORAGE as PINDAIAN
from budget.models import Unggahan
from budget.upload_actions import receive
from jobs.files import write_whole
from jobs.models import Job
from kinerja.metode import Metode
from measurements.evidence import store
from measurements.models import BuktiDukung, Komentar, Realisasi, TabelPendukung
from reports.actions import KIND, KIND_WORD
from reports.models import Cetakan, GambarNarasi, LaporanKinerja, Narasi, VersiNarasi
from reports.pictures import STORAGE
from reports.word_actions import word_path
from tests.factories import (
    make_bagian,
    make_dipa,
    make_indikator,
    make_keputusan_iku,
    make_kinerja,
    make_lkj,
    make_member,
    make_pk,
    make_realisasi,
    make_renstra,
    make_sasaran,
    make_satker,
    make_signed_lkj,
    make_skala_akip,
    make_tahun,
    make_turunan,
)
from tests.kept import kept
from tests.strict import strict_templates

TAHUN = 2023
EVERYONE = set(Peran)
TREE = EVERYONE - {Peran.OPERATOR}
COMPOSERS = {Peran.STAF, Peran.VERIFIKATOR}
RENDERERS = {Peran.STAF, Peran.VERIFIKATOR, Peran.SEKRETARIS}
RELATIONS = ("own", "child", "other")


@dataclass(frozen=True)
class World:
    """One satker with one row of each thing that has a page."""

    satker: Satker
    draf: int
    draf_sasaran: int
    draf_indikator: int
    indikator: int
    perjanjian: int
    keputusan: int
    renstra: int
    misi: int
    turunan: int
    job: int
    gambar: int
    salinan: int
    orang: int
    tugas: int
    bagian: int
    pejabat: int
    realisasi: int
    komentar: int
    indikator_rekap: int
    rekap: int
    bukti: int
    pindaian: int
    diisi: int
    unggahan: int
    naskah: int
    job_naskah: int


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


def part(world: World) -> list:
    return [world.turunan]


def decree(world: World) -> list:
    return [world.keputusan]


def misi(world: World) -> list:
    return ["misi", world.misi]


def picture(world: World) -> list:
    return [world.gambar]


def section(world: World) -> list:
    return [world.satker.slug, TAHUN, "bab1.isu-strategis"]


def indikator(world: World) -> list:
    return [world.indikator]


def supporting(world: World) -> list:
    return [world.indikator, "tabel-00000001"]


def upload(world: World) -> list:
    return [world.unggahan]


def draft(world: World) -> list:
    return [world.draf]


def draft_sasaran(world: World) -> list:
    return [world.draf_sasaran]


def draft_indikator(world: World) -> list:
    return [world.draf_indikator]


def signed_version(world: World) -> list:
    return [world.satker.slug, TAHUN - 1, 1]


ADMINISTRATOR = {Peran.ADMINISTRATOR}
VERIFIKATOR = {Peran.VERIFIKATOR}
COMPOSERS = {Peran.STAF, Peran.VERIFIKATOR}
MATRIX = {
    "home": Row(ok=302),
    "satker": Row(satker, ok=302),
    "beranda": Row(year),
    "accounts:login": Row(ok=302, public=True),
    "accounts:logout": Row(ok=302, method="post"),
    "accounts:me": Row(),
    # Logged in with both steps, one is led on.
    "accounts:kode": Row(ok=302),
    "accounts:kode_pasang": Row(who={Peran.ADMINISTRATOR, Peran.VERIFIKATOR, Peran.SEKRETARIS, Peran.KETUA}),
    "accounts:kode_pemulihan": Row(ok=302),
    "accounts:people_reset_code": Row(person, who=ADMINISTRATOR),
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
    "agreements:renstra_baru": Row(satker, who=set(), here=COMPOSERS),
    "agreements:renstra_susun": Row(lambda world: [world.renstra], who=set(), here=COMPOSERS),
    "agreements:renstra_ubah": Row(lambda world: [world.renstra], who=set(), here=COMPOSERS),
    "agreements:renstra_hapus": Row(lambda world: [world.renstra], who=set(), here=COMPOSERS),
    "agreements:renstra_tambah": Row(lambda world: ["misi", world.renstra], who=set(), here=COMPOSERS),
    "agreements:renstra_ubah_butir": Row(misi, who=set(), here=COMPOSERS),
    "agreements:renstra_geser": Row(misi, ok=302, who=set(), here=COMPOSERS, method="post"),
    "agreements:renstra_hapus_butir": Row(misi, who=set(), here=COMPOSERS),
    "agreements:keputusan_iku": Row(decree),
    "agreements:keputusan_iku_pdf": Row(decree, method="head"),
    "agreements:keputusan_iku_baru": Row(satker, who=set(), here=COMPOSERS),
    "agreements:keputusan_iku_ubah": Row(decree, who=set(), here=COMPOSERS),
    "agreements:keputusan_iku_lampiran": Row(decree, who=set(), here=COMPOSERS),
    "agreements:keputusan_iku_hapus": Row(decree, who=set(), here=COMPOSERS),
    "agreements:pk": Row(year),
    "agreements:rencana_aksi": Row(lambda world: [world.perjanjian], who=set(), here=COMPOSERS),
    "agreements:pohon": Row(year),
    "agreements:pohon_pdf": Row(year, method="head"),
    "agreements:turunan_tambah": Row(lambda world: [world.indikator], who=set(), here=COMPOSERS),
    "agreements:turunan_salin": Row(
        lambda world: [world.perjanjian], ok=302, who=set(), here=COMPOSERS, method="post"
    ),
    "agreements:turunan_rinci": Row(part, who=set(), here=COMPOSERS),
    "agreements:turunan_ubah": Row(part, who=set(), here=COMPOSERS),
    "agreements:turunan_hapus": Row(part, who=set(), here=COMPOSERS),
    "agreements:pk_daftar": Row(satker),
    "agreements:pk_mulai": Row(year, ok=302, who=set(), here=COMPOSERS),
    "agreements:pk_templat": Row(year, who=set(), here=COMPOSERS),
    "agreements:pk_unggah": Row(year, ok=422, who=set(), here=COMPOSERS, method="post"),
    "agreements:pk_susun": Row(draft, who=set(), here=COMPOSERS),
    "agreements:pk_kepala": Row(draft, who=set(), here=COMPOSERS),
    "agreements:pk_hapus": Row(draft, who=set(), here=COMPOSERS),
    "agreements:pk_kesampingkan": Row(
        lambda world: [world.draf, "tidak-ada"], ok=302, who=set(), here=COMPOSERS
    ),
    "agreements:pk_sasaran_baru": Row(draft, who=set(), here=COMPOSERS),
    "agreements:pk_sasaran": Row(draft_sasaran, who=set(), here=COMPOSERS),
    "agreements:pk_sasaran_pindah": Row(draft_sasaran, ok=404, who=set(), here=COMPOSERS, method="post"),
    "agreements:pk_sasaran_hapus": Row(draft_sasaran, who=set(), here=COMPOSERS),
    "agreements:pk_indikator_baru": Row(draft_sasaran, who=set(), here=COMPOSERS),
    "agreements:pk_indikator": Row(draft_indikator, who=set(), here=COMPOSERS),
    "agreements:pk_indikator_pindah": Row(draft_indikator, ok=404, who=set(), here=COMPOSERS, method="post"),
    "agreements:pk_indikator_hapus": Row(draft_indikator, who=set(), here=COMPOSERS),
    # Taken with nothing typed: the page says what is missing.
    "agreements:pk_ajukan": Row(draft, ok=409, who=set(), here=COMPOSERS, method="post"),
    "agreements:pk_tarik": Row(draft, ok=409, who=set(), here=COMPOSERS, method="post"),
    # A draf waits for nobody; who signs what: tests/agreements/test_pk_pages.py.
    "agreements:pk_kembalikan": Row(draft, ok=409, who=set(), here={Peran.SEKRETARIS, Peran.KETUA}),
    "agreements:pk_tanda_tangan": Row(draft, ok=409, who=set(), here={Peran.SEKRETARIS, Peran.KETUA}),
    "agreements:pk_pdf": Row(draft, method="head"),
    "agreements:pk_pindaian": Row(draft),
    "agreements:pk_unduh_pindaian": Row(lambda world: [world.pindaian]),
    "agreements:pk_perubahan": Row(draft, who=set(), here=COMPOSERS),
    "agreements:pk_banding": Row(draft, ok=302),
    "measurements:indikator": Row(lambda world: [world.indikator]),
    "measurements:capaian_lalu": Row(year),
    "measurements:capaian": Row(year),
    "measurements:isi": Row(quarter),
    "measurements:ajukan": Row(quarter, who=set(), here={Peran.STAF}),
    "measurements:kirim": Row(quarter, ok=302, who=set(), here={Peran.STAF}, method="post"),
    # A link leads to the form in the sheet; who may save: tests/measurements/entry/test_closed.py.
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
    "tugas": Row(),
    "measurements:verifikasi": Row(),
    "measurements:verifikasi_banyak": Row(ok=302),
    "measurements:realisasi": Row(figure),
    "measurements:verifikasi_satu": Row(figure, ok=302, who=VERIFIKATOR, method="post"),
    "measurements:batalkan": Row(figure, who=VERIFIKATOR),
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
    # Nothing was removed: everybody is told so.
    "measurements:bukti_kembalikan": Row(ok=302, method="post"),
    "measurements:bukti_hapus": Row(lambda world: [world.bukti], who=set(), here={Peran.STAF}),
    "measurements:rekap": Row(lambda world: [world.rekap]),
    "measurements:jawab": Row(lambda world: [world.rekap, world.satker.slug], who={Peran.OPERATOR}),
    "measurements:jawab_bukti": Row(lambda world: [world.rekap, world.satker.slug], who={Peran.OPERATOR}),
    # Evidence of an answer, by who answers and who does not: tests/measurements/test_recap_evidence.py.
    "measurements:buka_rekap": Row(
        lambda world: [world.indikator_rekap, 4, world.satker.slug],
        ok=302,
        who={Peran.OPERATOR},
        here={Peran.STAF},
        method="post",
    ),
    "budget:rekap": Row(),
    "budget:peta": Row(),
    "budget:unduh_rekap": Row(),
    "budget:satker": Row(year),
    "budget:bulanan": Row(year),
    "budget:revisi": Row(year),
    "budget:unduh_satker": Row(year),
    "budget:pk_ambil": Row(draft, ok=302, who=set(), here=COMPOSERS, method="post"),
    # Who uploads what: tests/budget/test_upload_pages.py.
    "budget:unggah": Row(year),
    "budget:templat": Row(lambda world: [world.satker.slug, TAHUN, 6]),
    "budget:unggahan": Row(upload),
    "budget:unggahan_status": Row(upload),
    "budget:nyatakan": Row(upload, ok=422, who=VERIFIKATOR, here={Peran.STAF, Peran.OPERATOR}, method="post"),
    "budget:terapkan": Row(upload, ok=302, who=VERIFIKATOR, here={Peran.STAF, Peran.OPERATOR}, method="post"),
    "budget:batalkan_unggahan": Row(
        upload, ok=302, who=VERIFIKATOR, here={Peran.STAF, Peran.OPERATOR}, method="post"
    ),
    "budget:pulihkan": Row(upload, who=VERIFIKATOR, here={Peran.STAF, Peran.OPERATOR}),
    "budget:berkas_unggahan": Row(upload),
    "budget:salinan_bertanda": Row(upload),
    "reports:lkj": Row(year),
    "reports:pengesahan": Row(year),
    "reports:periksa": Row(year, ok=302, who=set(), here=VERIFIKATOR, method="post"),
    "reports:tarik": Row(year, who=set(), here=VERIFIKATOR),
    "reports:kembalikan": Row(year, who=set(), here={Peran.SEKRETARIS}),
    "reports:siapkan": Row(year, ok=302, who=set(), here={Peran.SEKRETARIS}, method="post"),
    "reports:sahkan": Row(year, ok=302, who=set(), here={Peran.SEKRETARIS}, method="post"),
    "reports:terima": Row(year, ok=302, who=set(), here={Peran.KETUA}, method="post"),
    "reports:buka": Row(year, who=set(), here={Peran.SEKRETARIS}),
    "reports:naskah": Row(lambda world: [world.naskah], who=RENDERERS),
    "reports:buka_naskah": Row(
        lambda world: [world.naskah], ok=302, who=set(), here={Peran.SEKRETARIS}, method="post"
    ),
    "reports:naskah_status": Row(lambda world: [world.job_naskah]),
    "reports:versi": Row(signed_version),
    "reports:unduh_sah": Row(signed_version),
    "reports:bukti": Row(ok=404, public=True, stranger=404),
    "reports:cetak": Row(year, ok=302, who=RENDERERS, method="post"),
    "reports:data": Row(year),
    "reports:tabel": Row(year),
    "reports:angka": Row(year),
    "reports:angka_data": Row(year),
    "reports:tempel": Row(year, who=set(), here=COMPOSERS, method="post"),
    "reports:mulai": Row(year, who=set(), here=COMPOSERS),
    "reports:tawarkan": Row(year, ok=302, who=set(), here=COMPOSERS, method="post"),
    "reports:gambar": Row(year, who=set(), here=COMPOSERS),
    "reports:gambar_berkas": Row(picture),
    "reports:gambar_ubah": Row(picture, ok=422, who=set(), here=COMPOSERS, method="post"),
    "reports:gambar_hapus": Row(picture, ok=302, who=set(), here=COMPOSERS, method="post"),
    # What each does, and who from afar: tests/reports/test_table_pages.py.
    "reports:bahan": Row(indikator, who=set(), here=COMPOSERS),
    "reports:tabel_tautkan": Row(indikator, ok=302, who=set(), here=COMPOSERS, method="post"),
    "reports:tabel_sunting": Row(supporting, who=set(), here=COMPOSERS),
    "reports:tabel_draf": Row(supporting, who=set(), here=COMPOSERS, method="post"),
    "reports:tabel_buang_draf": Row(supporting, ok=302, who=set(), here=COMPOSERS, method="post"),
    "reports:tabel_geser": Row(supporting, ok=302, who=set(), here=COMPOSERS, method="post"),
    "reports:tabel_hapus": Row(supporting, ok=302, who=set(), here=COMPOSERS, method="post"),
    "reports:tabel_pulihkan": Row(supporting, ok=302, who=set(), here=COMPOSERS, method="post"),
    "reports:narasi": Row(year),
    # Who writes: tests/reports/test_writing.py.
    "reports:sunting": Row(section, who=set(), here=COMPOSERS),
    "reports:draf_narasi": Row(section, who=set(), here=COMPOSERS, method="post"),
    "reports:buang_draf_narasi": Row(section, ok=302, who=set(), here=COMPOSERS, method="post"),
    "reports:riwayat": Row(section),
    "reports:pulihkan_narasi": Row(
        lambda world: [*section(world), 1], ok=302, who=set(), here=COMPOSERS, method="post"
    ),
    "reports:temuan": Row(year),
    # An empty form: what is refused stands on the page again.
    "reports:temuan_alasan": Row(year, ok=422, who=set(), here=COMPOSERS, method="post"),
    "reports:temuan_bagian": Row(lambda world: [*year(world), "bab4.saran"]),
    "reports:reviu": Row(year),
    "reports:reviu_buka": Row(year, ok=302, who={Peran.PEREVIU}, method="post"),
    "reports:cetakan": Row(lambda world: [world.job]),
    "reports:cetakan_status": Row(lambda world: [world.job]),
    "reports:unduh": Row(lambda world: [world.job]),
    "reports:salin": Row(year, ok=302, who=RENDERERS, method="post"),
    "reports:salinan": Row(lambda world: [world.salinan]),
    "reports:salinan_status": Row(lambda world: [world.salinan]),
    "reports:unduh_salinan": Row(lambda world: [world.salinan]),
    # Only under DEBUG.
    "gallery": Row(public=True),
}
ALL_SATKER = ("budget:rekap", "budget:peta", "budget:unduh_rekap")
ARGUMENTS_WITHOUT_SATKER = {name: [TAHUN] for name in ALL_SATKER} | {
    "accounts:undangan": ["tidak-dikenal"],
    "reports:bukti": ["tidak-dikenal"],
}
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


def make_pindaian(pk: PerjanjianKinerja, oleh: User) -> PindaianPK:
    isi = b"%PDF-1.7"
    return PindaianPK.objects.create(
        perjanjian=pk,
        berkas=PINDAIAN.store(isi),
        nama_asli="pk.pdf",
        jenis="pdf",
        ukuran=len(isi),
        sha256=sha256(isi).hexdigest(),
        diunggah_oleh=oleh,
    )


def make_narasi(laporan: LaporanKinerja) -> LaporanKinerja:
    """The LKj with one section that has a version."""
    narasi = Narasi.objects.create(laporan=laporan, kunci="bab1.isu-strategis", isi="<p>Isu.</p>")
    VersiNarasi.objects.create(narasi=narasi, nomor=1, isi=narasi.isi, asal=narasi.asal)
    return laporan


def make_gambar(laporan: LaporanKinerja) -> GambarNarasi:
    isi = b"gambar"
    return GambarNarasi.objects.create(
        laporan=laporan,
        kunci="g-1",
        judul="Foto",
        alt="Orang berdiri",
        berkas=STORAGE.store(isi),
        jenis="png",
        lebar=2,
        tinggi=2,
        sha256=sha256(isi).hexdigest(),
    )


def make_cetakan(laporan: LaporanKinerja) -> Job:
    """A job that is done, and its file."""
    job = Job.objects.create(
        kind=KIND,
        arguments={"laporan": laporan.pk, "tahun": TAHUN},
        satker=laporan.satker,
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
    return job


def make_salinan(laporan: LaporanKinerja) -> Job:
    """A job of a Word copy that is done, and its file."""
    job = Job.objects.create(
        kind=KIND_WORD,
        arguments={"laporan": laporan.pk, "tahun": TAHUN},
        satker=laporan.satker,
        status=Job.Status.DONE,
        percent=100,
        finished_at=timezone.now(),
    )
    write_whole(word_path(job), b"PK")
    return job


def make_world(satker: Satker) -> World:
    pk = make_kinerja(satker, [[91], [None]], TAHUN)
    renstra = make_renstra(satker)
    make_dipa(satker, tahun=TAHUN)
    indikator = pk.sasaran_kegiatan.first().indikator.first()
    realisasi = indikator.realisasi.get()
    TabelPendukung.objects.create(
        indikator=indikator, kunci="tabel-00000001", urutan=1, judul="Tabel", kolom=[], baris=[]
    )
    orang, lkj = make_member(satker, Peran.STAF), make_lkj(pk)
    draf = make_pk(satker, TAHUN + 1, status="draf")
    draf_indikator = make_indikator(make_sasaran(draf))
    naskah = make_signed_lkj(make_pk(satker, TAHUN - 1)).naskah
    rekap = make_indikator(indikator.sasaran, metode=Metode.REKAP_SATKER, kriteria_nilai=60, skala="akip")
    return World(
        satker,
        draf=draf.pk,
        draf_sasaran=draf_indikator.sasaran_id,
        draf_indikator=draf_indikator.pk,
        indikator=indikator.pk,
        perjanjian=pk.pk,
        keputusan=make_keputusan_iku(satker).pk,
        renstra=renstra.pk,
        misi=renstra.misi.get().pk,
        turunan=make_turunan(indikator).pk,
        job=make_cetakan(lkj).pk,
        salinan=make_salinan(lkj).pk,
        gambar=make_gambar(make_narasi(lkj)).pk,
        orang=orang.pk,
        tugas=orang.penugasan.get().pk,
        bagian=make_bagian(satker).pk,
        pejabat=pk.pihak_pertama_id,
        realisasi=realisasi.pk,
        komentar=Komentar.objects.create(indikator=indikator, triwulan=4, isi="Periksa.", oleh=orang).pk,
        indikator_rekap=rekap.pk,
        rekap=make_realisasi(rekap, status="draf").pk,
        bukti=make_bukti(realisasi).pk,
        pindaian=make_pindaian(pk, orang).pk,
        diisi=make_entry(pk).pk,
        unggahan=make_unggahan(satker).pk,
        naskah=naskah.pk,
        job_naskah=naskah.job_id,
    )


def make_unggahan(satker: Satker) -> Unggahan:
    return receive(satker, TAHUN, 6, "realisasi.csv", b"Kode;Uraian;Pagu;Realisasi", by=None)


def make_entry(pk: PerjanjianKinerja) -> Indikator:
    """An indikator to enter in the first quarter, submitted in the second."""
    indikator = make_indikator(make_sasaran(pk))
    for triwulan in (1, 2):
        TargetTriwulan.objects.create(indikator=indikator, triwulan=triwulan, nilai=50)
    make_realisasi(indikator, triwulan=2, status="diajukan", nilai=40)
    return indikator


def make_worlds() -> dict[str, World]:
    make_tahun(TAHUN)
    make_skala_akip()
    own = make_satker("KPU Provinsi Sendiri")
    child = make_satker("KPU Kab. Bawahan", induk=own)
    other = make_satker("KPU Provinsi Lain")
    return {
        relation: make_world(satker) for relation, satker in zip(RELATIONS, (own, child, other), strict=True)
    }


@pytest.fixture(scope="module")
def made_worlds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, World]]:
    with kept(django_db_blocker, make_worlds) as worlds:
        yield worlds


@pytest.fixture
def worlds(made_worlds: dict[str, World], db: None) -> dict[str, World]:
    return made_worlds


def ask(client: Client, name: str, row: Row, world: World, method: str = "") -> Any:
    arguments = row.arguments(world) if row.arguments else ARGUMENTS_WITHOUT_SATKER.get(name, [])
    response = getattr(client, method or row.method)(reverse(name, args=arguments))
    if response.streaming:
        b"".join(response.streaming_content)
    return response


@pytest.fixture(scope="module")
def sessions(made_worlds: dict[str, World], django_db_blocker: DjangoDbBlocker) -> dict[Peran, Client]:
    """Who is logged in in each role; made once, for logging in takes longer than many a page."""
    clients = {peran: Client(raise_request_exception=False) for peran in Peran}
    with django_db_blocker.unblock():
        for peran, client in clients.items():
            client.force_login(make_member(made_worlds["own"].satker, peran))
    return clients


def client_of(peran: Peran, sessions: dict[Peran, Client]) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies = deepcopy(sessions[peran].cookies)
    return client


def test_every_url_has_a_row_and_every_row_a_url():
    debug_only = set() if settings.DEBUG else {"gallery"}
    assert set(SITE) | debug_only == set(MATRIX)


@pytest.mark.parametrize("peran", list(Peran))
@pytest.mark.parametrize("name", [name for name in SITE if name in SATKER_ROWS])
def test_a_role_gets_what_the_table_says(name, peran, worlds, sessions):
    client = client_of(peran, sessions)
    row = MATRIX[name]
    with strict_templates():
        got = {relation: ask(client, name, row, worlds[relation]).status_code for relation in RELATIONS}
    assert got == {relation: row.expected(peran, relation) for relation in RELATIONS}


@pytest.mark.parametrize("peran", list(Peran))
@pytest.mark.parametrize("name", [name for name in SITE if name not in SATKER_ROWS])
def test_a_page_of_no_satker_is_for_every_role(name, peran, worlds, sessions):
    client = client_of(peran, sessions)
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
        everyone = (dict.fromkeys(ALL_SATKER, 403) | {"home": 200}).get(name, row.ok)
        assert got == (everyone if row.who == EVERYONE else 403)


def test_head_is_answered_as_get_is(worlds, sessions):
    client = client_of(Peran.VERIFIKATOR, sessions)
    for name in SITE:
        if MATRIX[name].method == "get":
            status = ask(client, name, MATRIX[name], worlds["own"], "head").status_code
            assert (name, status) == (name, MATRIX[name].expected(Peran.VERIFIKATOR, "own"))


@pytest.mark.parametrize("name", [name for name in SITE if MATRIX[name].method == "post"])
def test_a_change_is_not_made_by_following_a_link(name, worlds, sessions):
    client = client_of(Peran.VERIFIKATOR, sessions)
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
        ("agreements:pk_daftar", "READ_AGREEMENT"),
        ("agreements:pk_banding", "READ_AGREEMENT"),
        ("agreements:pk_pdf", "READ_AGREEMENT"),
        ("agreements:pk_pindaian", "READ_AGREEMENT"),
        ("agreements:pk_unduh_pindaian", "READ_AGREEMENT"),
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
        ("budget:peta", "READ_BUDGET"),
        ("budget:bulanan", "READ_BUDGET"),
        ("budget:revisi", "READ_BUDGET"),
        ("budget:unduh_rekap", "READ_BUDGET"),
        ("budget:unduh_satker", "READ_BUDGET"),
        ("reports:lkj", "READ_REPORT"),
        ("reports:data", "READ_REPORT"),
        ("reports:tabel", "READ_REPORT"),
        ("reports:angka", "READ_REPORT"),
        ("reports:angka_data", "READ_REPORT"),
        ("reports:tempel", "READ_REPORT"),
        ("reports:mulai", "READ_REPORT"),
        ("reports:bahan", "READ_REPORT"),
        ("reports:tabel_sunting", "READ_REPORT"),
        ("reports:gambar", "READ_REPORT"),
        ("reports:gambar_berkas", "READ_REPORT"),
        ("reports:narasi", "READ_REPORT"),
        ("reports:sunting", "READ_REPORT"),
        ("reports:riwayat", "READ_REPORT"),
        ("reports:temuan", "READ_REPORT"),
        ("reports:reviu", "READ_REPORT"),
        ("reports:temuan_bagian", "READ_REPORT"),
        ("reports:cetakan", "READ_REPORT"),
        ("reports:cetakan_status", "READ_REPORT"),
        ("reports:unduh", "READ_REPORT"),
        ("reports:pengesahan", "READ_REPORT"),
        ("reports:naskah_status", "READ_REPORT"),
        ("reports:versi", "READ_REPORT"),
        ("reports:unduh_sah", "READ_REPORT"),
        ("reports:salinan", "READ_REPORT"),
        ("reports:salinan_status", "READ_REPORT"),
        ("reports:unduh_salinan", "READ_REPORT"),
    ],
)
def test_one_s_own_without_the_permission_is_403(name, permission, worlds, sessions, monkeypatch):
    lean = permissions.Role(permissions.READ - {permissions.Permission[permission]}, permissions.Reach.TREE)
    monkeypatch.setitem(policy.ROLES, Peran.PEMBACA, lean)
    client = client_of(Peran.PEMBACA, sessions)
    assert ask(client, name, MATRIX[name], worlds["own"]).status_code == 403
