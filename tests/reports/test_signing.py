"""Signing: everything at once or nothing; what was read is what is signed; a frozen year."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.actions import Ditolak
from accounts.models import Jejak
from accounts.permissions import Peran
from agreements.frozen import Dibekukan, require_free
from agreements.models import Indikator, KunciTahun
from agreements.pk_actions import hold
from agreements.pk_begin import begin_change
from agreements.pk_lock import Terkunci
from agreements.states import JenisPerubahan
from kinerja.workflow import IllegalTransition
from measurements.models import Realisasi
from outbox.models import SuratKeluar
from reports import approval, signing
from reports.approval_display import tombol
from reports.frozen import from_json
from reports.manuscript import mark_seen
from reports.models import (
    AlasanTemuan,
    GambarNarasi,
    JawabanReviu,
    LaporanKinerja,
    Narasi,
    Naskah,
    Pengesahan,
    Reviu,
    VersiNarasi,
)
from reports.signature import inspect
from reports.signing import BahanBerubah, BelumDapatDisahkan, sign
from tests.factories import (
    make_dipa,
    make_kinerja,
    make_lkj,
    make_member,
    make_naskah,
    make_pk,
    make_rich_indikator,
    make_satker,
    make_user,
)
from tests.reports.ready import ready_to_sign
from tests.reports.signed import signer, small_pdf

pytestmark = pytest.mark.django_db
ALASAN = "Realisasi indikator pertama keliru."


@pytest.fixture(scope="module")
def penanda(tmp_path_factory):
    return signer(tmp_path_factory.mktemp("sertifikat"))


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def orang(laporan):
    return {peran: make_member(laporan.satker, peran) for peran in Peran}


@pytest.fixture
def laporan(media) -> LaporanKinerja:
    """A small report with a figure, words and money."""
    return make_report()


def make_report() -> LaporanKinerja:
    pk = make_pk(make_satker())
    make_rich_indikator(pk)
    make_dipa(pk.satker)
    laporan = make_lkj(pk)
    narasi = Narasi.objects.create(laporan=laporan, kunci="bab4.saran", isi="<p>Saran yang lama.</p>")
    VersiNarasi.objects.create(narasi=narasi, nomor=1, isi=narasi.isi, asal=narasi.asal)
    GambarNarasi.objects.create(
        laporan=laporan, kunci="rapat", judul="Rapat", alt="Orang duduk", berkas="0" * 64, jenis="png",
        lebar=1, tinggi=1, sha256="0" * 64,
    )  # fmt: skip
    AlasanTemuan.objects.create(
        laporan=laporan, sidik="0" * 64, kode="PK-DIPA", kalimat="Lama.", tempat="BAB II", alasan=ALASAN,
        oleh=make_user(),
    )  # fmt: skip
    reviu = Reviu.objects.create(laporan=laporan, versi=1)
    JawabanReviu.objects.create(reviu=reviu, butir="format-bahasa", jawaban="ya")
    return ready_to_sign(laporan)


@pytest.fixture
def naskah(laporan, orang, penanda) -> Naskah:
    """A manuscript of the examined report that the Sekretaris has opened."""
    approval.examine(laporan, by=orang[Peran.VERIFIKATOR])
    return new_manuscript(laporan, orang, penanda)


def new_manuscript(laporan, orang, penanda, **isi) -> Naskah:
    naskah = make_naskah(laporan, small_pdf(), sertifikat=penanda.sertifikat.sidik, **isi)
    mark_seen(naskah, by=orang[Peran.SEKRETARIS])
    naskah.refresh_from_db()
    return naskah


def signed_now(naskah, penanda, orang) -> Pengesahan:
    return sign(naskah, penanda, by=orang[Peran.SEKRETARIS], on=timezone.localdate())


def nothing_happened(laporan: LaporanKinerja) -> bool:
    laporan.refresh_from_db()
    return (laporan.status, Pengesahan.objects.count(), KunciTahun.objects.count()) == ("diperiksa", 0, 0)


# Signed


def test_a_signature_is_file_rows_lock_trail_and_mail(naskah, laporan, orang, penanda, media):
    sah = signed_now(naskah, penanda, orang)
    isi = (media / sah.berkas).read_bytes()
    laporan.refresh_from_db()
    assert (laporan.status, laporan.disahkan_oleh, laporan.tanggal) == (
        "disahkan", orang[Peran.SEKRETARIS], timezone.localdate(),
    )  # fmt: skip
    assert (sah.sha256, sah.ukuran) == (sha256(isi).hexdigest(), len(isi))
    assert isi.startswith((media / naskah.berkas).read_bytes())
    assert inspect(isi).sah
    kunci = KunciTahun.objects.get()
    assert (kunci.satker, kunci.tahun, kunci.oleh) == (laporan.satker, 2023, orang[Peran.SEKRETARIS])
    jejak = Jejak.objects.get(peristiwa="LKj disahkan")
    assert (jejak.data["sha256"], jejak.data["sidik"]) == (sah.sha256, naskah.sidik)
    perihal = SuratKeluar.objects.filter(perihal__endswith="disahkan").values_list("kepada", flat=True)
    assert set(perihal) == {orang[Peran.KETUA].email, orang[Peran.VERIFIKATOR].email}


def test_what_is_frozen_is_what_the_sheet_says(naskah):
    [lembar] = from_json(naskah.dokumen).depan[0].blok
    assert (lembar.nama, lembar.versi, lembar.uji) == ("Nama Pejabat", 1, True)
    assert lembar.alamat.endswith(f"/keaslian/{naskah.token}/")
    assert from_json(naskah.dokumen).disahkan


@pytest.mark.parametrize(
    ("peran", "error"),
    [(peran, PermissionDenied) for peran in Peran if peran != Peran.SEKRETARIS],
)
def test_only_the_sekretaris_signs(naskah, laporan, orang, penanda, peran, error):
    with pytest.raises(error):
        sign(naskah, penanda, by=orang[peran], on=timezone.localdate())
    assert nothing_happened(laporan)


def test_nobody_examines_and_signs_the_same(laporan, orang, penanda):
    keduanya = orang[Peran.SEKRETARIS]
    make_user()
    approval.examine(laporan, by=orang[Peran.VERIFIKATOR])
    LaporanKinerja.objects.update(diperiksa_oleh=keduanya)
    with pytest.raises(PermissionDenied, match="orang lain"):
        signed_now(new_manuscript(laporan, orang, penanda), penanda, orang)


@pytest.mark.parametrize("langkah", ["diisi_oleh", "diverifikasi_oleh"])
def test_nobody_enters_or_verifies_and_signs_the_same(naskah, laporan, orang, penanda, langkah):
    laporan.refresh_from_db()
    assert "sahkan" in tombol(laporan, orang[Peran.SEKRETARIS])
    Realisasi.objects.update(diisi_oleh=None, diverifikasi_oleh=None, status="draf", diverifikasi_pada=None)
    Realisasi.objects.update(**{langkah: orang[Peran.SEKRETARIS]})
    assert "sahkan" not in tombol(laporan, orang[Peran.SEKRETARIS])
    with pytest.raises(PermissionDenied, match="orang lain"):
        signed_now(naskah, penanda, orang)
    assert nothing_happened(laporan)


def test_a_draft_is_not_signed_and_nothing_is_signed_twice(naskah, laporan, orang, penanda):
    signed_now(naskah, penanda, orang)
    with pytest.raises(IllegalTransition):
        signed_now(naskah, penanda, orang)
    assert Pengesahan.objects.count() == 1


# What stands in the way


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"tanggal": timezone.localdate() - timedelta(days=1)}, "Naskah ini bertanggal"),
        ({"sertifikat": "1" * 64}, "Sertifikat penandatangan berganti"),
        ({"dilihat_oleh": None, "dilihat_pada": None}, "Anda belum membuka PDF"),
    ],
)
def test_what_is_missing_is_told(naskah, laporan, orang, penanda, isi, kalimat):
    Naskah.objects.update(**isi)
    with pytest.raises(BelumDapatDisahkan) as error:
        signed_now(naskah, penanda, orang)
    assert [satu[: len(kalimat)] for satu in error.value.kekurangan] == [kalimat]
    assert nothing_happened(laporan)


def test_an_older_manuscript_is_not_signed(naskah, laporan, orang, penanda):
    new_manuscript(laporan, orang, penanda)
    with pytest.raises(BelumDapatDisahkan) as error:
        signed_now(naskah, penanda, orang)
    assert error.value.kekurangan == ("Sudah ada naskah yang lebih baru.",)


@pytest.mark.parametrize("isi", [b"%PDF-1.7 lain", None])
def test_a_manuscript_whose_file_changed_is_not_signed(naskah, laporan, orang, penanda, media, isi):
    path = media / naskah.berkas
    path.unlink() if isi is None else path.write_bytes(isi)
    with pytest.raises(BelumDapatDisahkan) as error:
        signed_now(naskah, penanda, orang)
    assert error.value.kekurangan[0].startswith("Berkas naskah tidak lagi")
    assert nothing_happened(laporan)


def test_what_changed_since_the_manuscript_is_not_signed_and_is_named(naskah, laporan, orang, penanda):
    Narasi.objects.filter(kunci="bab4.saran").update(isi="<p>Saran yang baru.</p>")
    with pytest.raises(BahanBerubah) as error:
        signed_now(naskah, penanda, orang)
    [beda] = error.value.perubahan
    assert (beda.kunci, beda.hilang, beda.baru) == (
        "bab4.saran", ("Saran yang lama.",), ("Saran yang baru.",),
    )  # fmt: skip
    assert nothing_happened(laporan)


@pytest.mark.parametrize("langkah", ["_signed", "_write", "tell", "record", "write_whole"])
def test_when_a_step_fails_nothing_is_signed(naskah, laporan, orang, penanda, monkeypatch, langkah):
    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(signing, langkah, broken)
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        signed_now(naskah, penanda, orang)
    assert nothing_happened(laporan)


# Frozen


#: One column of every table that is frozen, to be set to itself.
FROZEN = {
    "agreements_perjanjiankinerja": "tempat", "agreements_sasarankegiatan": "uraian",
    "agreements_indikator": "nama", "agreements_targettriwulan": "nilai",
    "measurements_realisasi": "nilai", "measurements_analisis": "penyebab",
    "measurements_buktidukung": "judul", "measurements_capaianlalu": "capaian",
    "measurements_tabelpendukung": "judul", "budget_dipa": "nomor", "budget_revisidipa": "tanggal",
    "budget_barisdipa": "uraian", "budget_realisasianggaran": "nilai", "reports_narasi": "isi",
    "reports_versinarasi": "isi", "reports_gambarnarasi": "judul",
    "reports_alasantemuan": "alasan", "reports_reviu": "versi", "reports_jawabanreviu": "catatan",
    "reports_laporankinerja": "tempat", "reports_naskah": "dokumen", "reports_pengesahan": "sha256",
    "agreements_kuncitahun": "dasar",
}  # fmt: skip


REFUSALS = (
    "dibekukan", "sudah disahkan", "hanya dapat ditambah", "tidak dapat ditimpa", "Versi narasi tidak dapat",
)  # fmt: skip


def refused(*statements: str) -> list[str]:
    """The statements that the database lets through, or refuses for another reason."""
    through = []
    for statement in statements:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
                through.append(statement)
        except IntegrityError as error:
            if not any(satu in str(error) for satu in REFUSALS):
                through.append(f"{statement}: {error}")
    return through


def attacks() -> list[str]:
    statements = []
    for table, column in FROZEN.items():
        statements.append(f"UPDATE {table} SET {column} = {column}")
        statements.append(f"DELETE FROM {table}")
        if connection.vendor == "sqlite":
            statements.append(f"REPLACE INTO {table} SELECT * FROM {table}")
        else:
            statements.append(f"TRUNCATE {table} CASCADE")
    return statements


def test_a_signed_year_is_frozen_below_the_models_and_free_again(naskah, laporan, orang, penanda):
    lain = make_kinerja(make_satker(), [[80]])
    signed_now(naskah, penanda, orang)
    assert refused(*attacks()) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        make_rich_indikator(laporan.perjanjian)
    with pytest.raises(Dibekukan, match=f"oleh {orang[Peran.SEKRETARIS]}.*mintalah Sekretaris"):
        require_free(laporan.satker, 2023)
    # Another satker and another year are as they were.
    make_rich_indikator(lain)
    make_rich_indikator(make_kinerja(laporan.satker, [[70]], 2024))
    require_free(laporan.satker, 2024)
    approval.reopen(laporan, ALASAN, by=orang[Peran.SEKRETARIS])
    make_rich_indikator(laporan.perjanjian)
    require_free(laporan.satker, 2023)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="UPDATE OR REPLACE is SQLite's")
def test_no_row_of_another_report_takes_the_place_of_a_frozen_one(naskah, orang, penanda):
    """From any client: with the usual settings REPLACE deletes without firing the guard of DELETE."""
    signed_now(naskah, penanda, orang)
    make_naskah(make_report(), small_pdf())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
        try:
            for table in FROZEN:
                cursor.execute(f"SELECT min(id), max(id), count(*) FROM {table}")
                beku, bebas, banyak = cursor.fetchone()
                if beku != bebas:
                    assert refused(f"UPDATE OR REPLACE {table} SET id = {beku} WHERE id = {bebas}") == []
                    cursor.execute(f"SELECT count(*) FROM {table}")
                    assert (table, cursor.fetchone()[0]) == (table, banyak)
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="UPDATE OR REPLACE is SQLite's")
@pytest.mark.parametrize(
    "set",
    ["versi = 1", "versi = 9, status = 'disahkan', tanggal = '2024-01-15', diperiksa_pada = '2024-01-15'"],
)
def test_no_other_version_takes_the_place_of_a_signed_one(naskah, laporan, orang, penanda, set):
    signed_now(naskah, penanda, orang)
    lain = LaporanKinerja.objects.create(
        satker=laporan.satker, tahun=laporan.tahun, versi=2, perjanjian=laporan.perjanjian
    )
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
        try:
            assert refused(f"UPDATE OR REPLACE reports_laporankinerja SET {set} WHERE id = {lain.pk}") == []
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")
    assert LaporanKinerja.objects.filter(pk=laporan.pk).exists()


def test_a_signed_report_only_goes_on(naskah, laporan, orang, penanda):
    signed_now(naskah, penanda, orang)
    for isi in ({"status": "konsep"}, {"tanggal": "2020-01-01"}, {"disahkan_oleh": orang[Peran.STAF]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LaporanKinerja.objects.filter(pk=laporan.pk).update(**isi)
    approval.receive(laporan, by=orang[Peran.KETUA])
    laporan.refresh_from_db()
    assert (laporan.status, laporan.diterima_oleh) == ("disampaikan", orang[Peran.KETUA])


def test_the_control_without_its_triggers_a_signed_year_can_be_changed(naskah, orang, penanda):
    signed_now(naskah, penanda, orang)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER agreements_indikator_beku_update")
        else:
            cursor.execute("ALTER TABLE agreements_indikator DISABLE TRIGGER USER")
    assert Indikator.objects.update(nama="Diubah diam-diam") == 1


# Opened again


def test_opened_again_there_is_a_draft_and_the_signed_version_stays(naskah, laporan, orang, penanda, media):
    sah = signed_now(naskah, penanda, orang)
    baru = approval.reopen(laporan, ALASAN, by=orang[Peran.SEKRETARIS])
    laporan.refresh_from_db()
    assert (laporan.status, laporan.alasan_pembukaan) == ("digantikan", ALASAN)
    assert (baru.versi, baru.status) == (2, "konsep")
    assert list(baru.narasi.values_list("kunci", "isi")) == list(laporan.narasi.values_list("kunci", "isi"))
    assert baru.narasi.get(kunci="bab4.saran").isi == "<p>Saran yang lama.</p>"
    assert (media / sah.berkas).exists()
    # The old words stay, the new ones are free.
    with pytest.raises(IntegrityError), transaction.atomic():
        laporan.narasi.update(isi="<p>Lain.</p>")
    assert baru.narasi.filter(kunci="bab4.saran").update(isi="<p>Saran yang baru.</p>") == 1
    approval.examine(baru, by=orang[Peran.VERIFIKATOR])
    signed_now(new_manuscript(baru, orang, penanda), penanda, orang)
    assert list(LaporanKinerja.objects.order_by("versi").values_list("status", flat=True)) == [
        "digantikan", "disahkan",
    ]  # fmt: skip


def test_a_reason_of_a_few_words_does_not_open_it(naskah, laporan, orang, penanda):
    signed_now(naskah, penanda, orang)
    with pytest.raises(ValueError, match="20 karakter"):
        approval.reopen(laporan, "keliru", by=orang[Peran.SEKRETARIS])
    with pytest.raises(PermissionDenied):
        approval.reopen(laporan, ALASAN, by=orang[Peran.VERIFIKATOR])


def test_a_finding_stands_in_the_way_and_is_told(naskah, laporan, orang, penanda):
    laporan.perjanjian.sasaran_kegiatan.get().indikator.get().realisasi.get().analisis.delete()
    with pytest.raises(BelumDapatDisahkan) as error:
        signed_now(new_manuscript(laporan, orang, penanda), penanda, orang)
    [kalimat] = error.value.kekurangan
    assert kalimat.endswith("belum memiliki analisis penyebab dan upaya.")
    assert nothing_happened(laporan)


def test_the_promise_of_a_signed_year_cannot_be_begun_anew(naskah, laporan, orang, penanda):
    signed_now(naskah, penanda, orang)
    with pytest.raises(Ditolak, match="mintalah Sekretaris"):
        begin_change(laporan.perjanjian, JenisPerubahan.PEJABAT, "Pejabat berganti", by=orang[Peran.STAF])
    draf = make_pk(make_satker(), status="draf")
    KunciTahun.objects.create(
        satker=draf.satker, tahun=draf.tahun, dasar="Laporan Kinerja versi 1", oleh=orang[Peran.SEKRETARIS],
        sejak=timezone.now(),
    )  # fmt: skip
    with pytest.raises(Terkunci, match="mintalah Sekretaris"):
        hold(draf, by=make_member(draf.satker, Peran.STAF))
