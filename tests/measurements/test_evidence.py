"""Evidence as rows and files: who adds and removes it, when, what is on the disk, what a reader gets."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Jejak
from accounts.permissions import Peran
from agreements.models import Indikator, TargetTriwulan
from kinerja.metode import Metode
from measurements import actions
from measurements.actions import Tertutup
from measurements.entry import Isian
from measurements.evidence import (
    BerkasBerubah,
    BerkasDitolak,
    BerkasHilang,
    IsianBukti,
    folder,
    open_checked,
    orphans,
    path_of,
    store,
    take_upload,
)
from measurements.evidence_actions import add_evidence, remove_evidence
from measurements.models import BuktiDukung, Draf, JadwalTriwulan, Realisasi
from measurements.states import StatusRealisasi
from tests.conftest import ROOT, new_database, run_manage
from tests.evidence_files import JPG, docx, pdf, png, xlsx
from tests.factories import (
    make_bagian,
    make_indikator,
    make_member,
    make_penugasan,
    make_pk,
    make_sasaran,
    make_satker,
    make_user,
)
from tests.strict import strict_templates

HARI = timezone.localdate()
TAHUN, TW = 2023, 4


@pytest.fixture(autouse=True)
def strict(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with strict_templates():
        yield


@pytest.fixture
def indikator(db) -> Indikator:
    """An indikator that is measured in an open quarter."""
    satker = make_satker("KPU Provinsi Uji")
    JadwalTriwulan.objects.create(
        satker=satker, tahun=TAHUN, triwulan=TW,
        buka=HARI - timedelta(9), tenggat=HARI, toleransi=HARI, tutup=HARI,
    )  # fmt: skip
    found = make_indikator(make_sasaran(make_pk(satker, TAHUN)))
    TargetTriwulan.objects.create(indikator=found, triwulan=TW, nilai=100)
    return found


@pytest.fixture
def staf(indikator):
    return make_member(indikator.sasaran.perjanjian.satker, Peran.STAF, username="rina")


@pytest.fixture
def masuk(client, staf) -> Client:
    client.force_login(staf)
    return client


def berkas(nama="laporan.pdf", isi=None):
    isi = isi or pdf()
    return take_upload(nama, len(isi), BytesIO(isi))


def add(indikator, by, **isi) -> BuktiDukung:
    isian = IsianBukti(**({"judul": "Laporan", "berkas": berkas()} | isi))
    return add_evidence(indikator, TW, isian, by=by, on=HARI)


def on_disk() -> list[Path]:
    return [path for path in folder().rglob("*") if path.is_file()]


def page(indikator) -> str:
    return reverse("measurements:bukti_tambah", args=[indikator.pk, TW])


def upload(client, indikator, *files, **teks):
    isian = [SimpleUploadedFile(nama, isi) for nama, isi in files]
    return client.post(page(indikator), {"berkas": isian, **teks})


def words(response) -> str:
    return " ".join(response.text.split())


# Adding


def test_a_file_is_kept_under_a_random_name_with_its_digest(indikator, staf):
    bukti = add(indikator, staf, nomor="12/PR.01", tanggal=date(2024, 1, 5), keterangan="Asli")
    path = path_of(bukti.berkas)
    assert path == Path(settings.DATA_DIR) / "bukti" / bukti.berkas[:2] / bukti.berkas
    assert path.read_bytes() == pdf()
    assert (bukti.sha256, bukti.ukuran, bukti.jenis) == (sha256(pdf()).hexdigest(), len(pdf()), "pdf")
    assert (bukti.nama_asli, bukti.judul, bukti.urutan) == ("laporan.pdf", "Laporan", 1)
    assert (bukti.diunggah_oleh, bukti.nomor, bukti.keterangan) == (staf, "12/PR.01", "Asli")
    assert on_disk() == [path]


def test_a_realisasi_that_is_not_there_yet_is_made_empty(indikator, staf):
    draf = Draf.objects.create(user=staf, indikator=indikator, triwulan=TW, isi={"nilai": "12.5"}, versi=0)
    realisasi = add(indikator, staf).realisasi
    assert (realisasi.status, realisasi.versi, realisasi.nilai) == (StatusRealisasi.DRAF, 1, None)
    assert realisasi.diisi_oleh == staf
    draf.refresh_from_db()
    assert (draf.versi, draf.isi) == (1, {"nilai": "12.5"})
    actions.save_realisasi(indikator, TW, Isian(nilai=90), versi=1, by=staf, on=HARI)


def test_a_second_piece_joins_the_first_and_leaves_the_version(indikator, staf):
    add(indikator, staf)
    bukti = add(indikator, staf, berkas=berkas("foto.png", png()))
    assert bukti.urutan == 2
    assert Realisasi.objects.get().versi == 1


def test_a_recap_that_begins_with_evidence_asks_every_satker(indikator, staf):
    Indikator.objects.filter(pk=indikator.pk).update(metode=Metode.REKAP_SATKER, kriteria_nilai=60)
    make_satker(induk=indikator.sasaran.perjanjian.satker)
    indikator.refresh_from_db()
    assert add(indikator, staf).realisasi.jawaban.count() == 2


def test_a_document_without_a_file(indikator, staf):
    bukti = add(indikator, staf, judul="Berita acara", nomor="7", berkas=None)
    assert (bukti.berkas, bukti.sha256, bukti.ukuran, bukti.jenis) == ("", "", None, "")
    assert on_disk() == []


def test_the_trail_tells_what_was_added_and_removed(indikator, staf):
    bukti = add(indikator, staf)
    remove_evidence(bukti, by=staf, on=HARI)
    hapus, tambah = Jejak.objects.filter(objek=f"measurements.realisasi:{bukti.realisasi_id}")
    assert [tambah.peristiwa, hapus.peristiwa] == ["Bukti dukung ditambahkan", "Bukti dukung dihapus"]
    assert tambah.data == hapus.data
    assert tambah.data["sha256"] == bukti.sha256
    assert (tambah.oleh, tambah.keterangan) == (staf, "Laporan")


def test_the_same_file_is_not_kept_twice(indikator, staf):
    add(indikator, staf)
    with pytest.raises(BerkasDitolak) as ditolak:
        add(indikator, staf, berkas=berkas("salinan.pdf"))
    assert str(ditolak.value) == (
        "Berkas “salinan.pdf” sama dengan “laporan.pdf” yang sudah tersimpan; hapus dahulu yang lama bila"
        " keterangannya hendak diganti."
    )
    assert len(on_disk()) == 1


def test_ten_files_and_no_more_but_still_a_document_without_one(indikator, staf):
    for nomor in range(1, 11):
        add(indikator, staf, berkas=berkas("foto.png", png(nomor, 1)))
    with pytest.raises(BerkasDitolak) as ditolak:
        add(indikator, staf)
    assert str(ditolak.value) == (
        "Berkas “laporan.pdf” melebihi batas 10 berkas untuk satu realisasi; hapus berkas yang tidak"
        " diperlukan atau gabungkan beberapa dokumen menjadi satu PDF."
    )
    assert len(on_disk()) == 10
    assert add(indikator, staf, berkas=None).urutan == 11


# Who and when


@pytest.mark.parametrize("peran", [peran for peran in Peran if peran != Peran.STAF])
def test_only_staf_adds_and_removes(indikator, staf, peran):
    lain = make_member(indikator.sasaran.perjanjian.satker, peran)
    bukti = add(indikator, staf)
    with pytest.raises(PermissionDenied):
        add(indikator, lain, berkas=berkas("a.png", png()))
    with pytest.raises(PermissionDenied):
        remove_evidence(bukti, by=lain, on=HARI)
    assert len(on_disk()) == 1


def test_staf_of_another_bagian_and_of_another_satker(indikator, staf):
    satker = indikator.sasaran.perjanjian.satker
    indikator.penanggung_jawab = make_bagian(satker)
    indikator.save()
    sebelah, luar = make_user("sebelah"), make_member(make_satker(induk=satker), Peran.STAF)
    make_penugasan(sebelah, satker, Peran.STAF, bagian=make_bagian(satker, nama="Bagian Lain"))
    bukti = add(indikator, staf)
    for siapa in (sebelah, luar):
        with pytest.raises(PermissionDenied):
            add(indikator, siapa, berkas=berkas("a.png", png()))
        with pytest.raises(PermissionDenied):
            remove_evidence(bukti, by=siapa, on=HARI)


def test_after_the_quarter_nothing_is_added_or_removed(indikator, staf):
    bukti = add(indikator, staf)
    besok = HARI + timedelta(1)
    isian = IsianBukti("Surat", berkas=berkas("a.png", png()))
    with pytest.raises(Tertutup, match="ditutup pada"):
        add_evidence(indikator, TW, isian, by=staf, on=besok)
    with pytest.raises(Tertutup, match="ditutup pada"):
        remove_evidence(bukti, by=staf, on=besok)
    assert len(on_disk()) == 1


def test_a_quarter_that_does_not_measure_the_indikator(indikator, staf):
    indikator.target_triwulan.all().delete()
    with pytest.raises(Tertutup, match=r"^Menurut rencana aksi, .* tidak diukur pada Triwulan IV\.$"):
        add(indikator, staf)
    assert not Realisasi.objects.exists()
    assert on_disk() == []


@pytest.mark.parametrize(
    ("status", "awal"),
    [("diajukan", "Realisasi ini sudah diajukan."), ("terverifikasi", "Realisasi ini sudah diverifikasi."),
     ("terkunci", "Triwulan ini dikunci.")],
)  # fmt: skip
def test_what_was_handed_in_keeps_its_evidence(indikator, staf, status, awal):
    bukti = add(indikator, staf)
    lain = make_user()
    Realisasi.objects.update(status=status, diverifikasi_oleh=lain, diverifikasi_pada=timezone.now())
    with pytest.raises(Tertutup) as tertutup:
        remove_evidence(bukti, by=staf, on=HARI)
    assert str(tertutup.value).startswith(awal)
    with pytest.raises(Tertutup):
        add(indikator, staf, berkas=berkas("a.png", png()))
    assert len(on_disk()) == 1


def test_what_was_returned_may_be_mended(indikator, staf, django_capture_on_commit_callbacks):
    bukti = add(indikator, staf)
    Realisasi.objects.update(status=StatusRealisasi.DIKEMBALIKAN)
    add(indikator, staf, berkas=berkas("a.png", png()))
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(bukti, by=staf, on=HARI)
    assert [satu.urutan for satu in BuktiDukung.objects.all()] == [2]
    assert not path_of(bukti.berkas).exists()


def test_removing_what_was_read_before_the_verification(indikator, staf):
    """Whoever has the old page open cannot take evidence from under the Verifikator."""
    bukti = BuktiDukung.objects.select_related("realisasi").get(pk=add(indikator, staf).pk)
    assert bukti.realisasi.status == StatusRealisasi.DRAF
    verifikator = make_member(indikator.sasaran.perjanjian.satker, Peran.VERIFIKATOR)
    Realisasi.objects.update(status=StatusRealisasi.DIAJUKAN)
    actions.verify(bukti.realisasi, by=verifikator)
    with pytest.raises(Tertutup):
        remove_evidence(bukti, by=staf, on=HARI)
    assert path_of(bukti.berkas).exists()


def test_a_file_that_another_row_names_stays(indikator, staf, django_capture_on_commit_callbacks):
    bukti = add(indikator, staf)
    kembar = BuktiDukung.objects.get(pk=bukti.pk)
    kembar.pk, kembar.urutan = None, 2
    kembar.save()
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(bukti, by=staf, on=HARI)
    assert path_of(kembar.berkas).exists()
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(kembar, by=staf, on=HARI)
    assert on_disk() == []


def test_removing_twice(indikator, staf):
    bukti = add(indikator, staf)
    remove_evidence(BuktiDukung.objects.get(), by=staf, on=HARI)
    with pytest.raises(BuktiDukung.DoesNotExist):
        remove_evidence(bukti, by=staf, on=HARI)


# On the disk


def test_a_missing_and_an_altered_file_are_told_apart(indikator, staf):
    bukti = add(indikator, staf)
    path = path_of(bukti.berkas)
    with open_checked(bukti) as stream:
        assert stream.read() == pdf()
    isi = path.read_bytes()
    path.write_bytes(isi[:40] + bytes([isi[40] ^ 1]) + isi[41:])
    with pytest.raises(BerkasBerubah):
        open_checked(bukti)
    path.unlink()
    with pytest.raises(BerkasHilang):
        open_checked(bukti)


@pytest.mark.parametrize("nama", ["../../etc/passwd", "", "a" * 63, "A" * 64, "a" * 64 + "\n", "/etc/passwd"])
def test_a_name_in_the_row_leads_nowhere_else(nama):
    with pytest.raises(ValueError, match="not the name of a stored file"):
        path_of(nama)
    with pytest.raises(BerkasHilang):
        open_checked(BuktiDukung(berkas=nama, sha256="0"))


def test_the_sweep_takes_old_files_without_a_row_and_no_others(indikator, staf):
    bukti, baru, lama = add(indikator, staf), store(b"baru"), store(b"lama")
    setengah = path_of(lama).with_name(f".{lama}.1.tmp")
    setengah.write_bytes(b"la")
    for path in (path_of(lama), path_of(bukti.berkas), setengah):
        os.utime(path, (1, 1))
    assert set(orphans()) == {path_of(lama), setengah}
    keluar = StringIO()
    call_command("sweep_evidence", stdout=keluar)
    assert keluar.getvalue().splitlines()[-1] == "2 berkas tanpa catatan."
    call_command("sweep_evidence", "--delete", stdout=StringIO())
    assert set(on_disk()) == {path_of(bukti.berkas), path_of(baru)}


SCENE = """
import os, signal, sys, threading
from datetime import timedelta
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from io import BytesIO
from accounts.permissions import Peran
from agreements.models import TargetTriwulan
from measurements import actions
from measurements.evidence import IsianBukti, folder, take_upload
from measurements.evidence_actions import add_evidence, remove_evidence
from measurements.models import Analisis, BuktiDukung, JadwalTriwulan, Realisasi
from tests.evidence_files import pdf, png
from tests.factories import *
HARI = timezone.localdate()
satker = make_satker()
JadwalTriwulan.objects.create(
    satker=satker, tahun=2023, triwulan=4, buka=HARI, tenggat=HARI, toleransi=HARI, tutup=HARI)
staf, kedua = make_member(satker, Peran.STAF), make_member(satker, Peran.STAF)
def indikator():
    satu = make_indikator(make_sasaran(PK))
    TargetTriwulan.objects.create(indikator=satu, triwulan=4, nilai=100)
    return satu
def add(indikator, isi, by):
    return add_evidence(
        indikator, 4, IsianBukti("Bukti", berkas=take_upload("a", len(isi), BytesIO(isi))), by=by, on=HARI)
PK = make_pk(satker)
"""
KILL = (
    SCENE
    + """
with transaction.atomic():
    add(indikator(), pdf(), staf)
    os.kill(os.getpid(), signal.SIGKILL)
"""
)
RACE = (
    SCENE
    + """
def together(*works):
    gate, outcomes = threading.Barrier(len(works)), [None] * len(works)
    def run(at, work):
        try:
            connection.ensure_connection()
            gate.wait()
            work()
            outcomes[at] = "ok"
        except Exception as error:
            outcomes[at] = type(error).__name__
        finally:
            connection.close()
    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return tuple(outcomes)
seen = set()
for trial in range(20):
    one = indikator()
    evidence = add(one, pdf(), staf)
    Analisis.objects.create(
        realisasi=evidence.realisasi, penyebab="a", upaya="b", hambatan="c", rekomendasi="d")
    Realisasi.objects.filter(pk=evidence.realisasi_id).update(nilai=99)
    got = together(
        lambda: actions.submit(evidence.realisasi, by=staf, on=HARI),
        lambda: remove_evidence(evidence, by=kedua, on=HARI),
    )
    seen.add(got)
    status = Realisasi.objects.get(indikator=one).status
    rows = BuktiDukung.objects.filter(realisasi__indikator=one).count()
    assert (got, status, rows) in {
        (("ok", "Tertutup"), "diajukan", 1), (("BelumLengkap", "ok"), "draf", 0)}, (got, status, rows)
    two = indikator()
    got = together(
        lambda: add(two, pdf(), staf), lambda: add(two, png(), kedua), lambda: add(two, png(9, 9), staf))
    assert got == ("ok", "ok", "ok"), got
    urutan = list(BuktiDukung.objects.filter(realisasi__indikator=two).values_list("urutan", flat=True))
    assert sorted(urutan) == [1, 2, 3], urutan
files = {path.name for path in folder().glob("*/*")}
assert files == set(BuktiDukung.objects.values_list("berkas", flat=True))
print("seen", sorted(seen))
"""
)


@pytest.fixture
def own_database(tmp_path):
    """The environment of processes on a database and in a folder of their own."""
    with ExitStack() as stack:
        env = os.environ | {"LKJ_DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
        if "DATABASE_URL" in os.environ:
            env["DATABASE_URL"] = stack.enter_context(new_database(os.environ["DATABASE_URL"]))
        run_manage(env, "migrate", "--verbosity", "0")
        yield env


def test_a_kill_before_the_commit_leaves_a_file_and_no_row(own_database, tmp_path):
    tewas = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", KILL], cwd=ROOT, env=own_database, check=False
    )
    assert tewas.returncode == -signal.SIGKILL
    hitung = (
        "from measurements.models import *; print(*(m.objects.count() for m in (BuktiDukung, Realisasi)))"
    )
    assert run_manage(own_database, "shell", "-v", "0", "-c", hitung).split() == ["0", "0"]
    assert [path.read_bytes() for path in (tmp_path / "bukti").glob("*/*")] == [pdf()]


def test_removing_while_somebody_submits_and_adding_at_once(own_database):
    seen = run_manage(own_database, "shell", "-v", "0", "-c", RACE)
    assert seen.startswith("seen ")


# In the browser


def test_an_upload_of_several_files_keeps_the_good_and_lists_the_bad(indikator, masuk):
    response = upload(
        masuk, indikator,
        ("laporan.pdf", pdf()), ("catatan.txt", b"halo"), ("foto.pdf", png()), ("foto.jpg", JPG),
        judul="Rapat", nomor="3", tanggal="2024-01-05", keterangan="Notula & foto",
    )  # fmt: skip
    assert response.status_code == 200
    halaman = words(response)
    assert "2 bukti dukung tersimpan." in halaman
    assert "2 bukti dukung tidak disimpan:" in halaman
    assert "Berkas “catatan.txt” adalah berkas teks, jenis yang tidak diterima;" in halaman
    assert "Berkas “foto.pdf” bernama .pdf, tetapi isinya PNG;" in halaman
    for teks in ('value="Rapat"', 'value="3"', 'value="2024-01-05"', "Notula &amp; foto"):
        assert teks in halaman
    assert [satu.judul for satu in BuktiDukung.objects.all()] == ["Rapat (laporan.pdf)", "Rapat (foto.jpg)"]
    assert {satu.tanggal for satu in BuktiDukung.objects.all()} == {date(2024, 1, 5)}


def test_a_good_upload_is_answered_by_a_redirect_and_listed(indikator, masuk):
    response = upload(masuk, indikator, ("laporan.pdf", pdf()))
    assert (response.status_code, response.url) == (302, page(indikator))
    halaman = words(masuk.get(page(indikator)))
    assert "1 bukti dukung tersimpan." in halaman
    bukti = BuktiDukung.objects.get()
    assert bukti.judul == "laporan.pdf"
    assert reverse("measurements:bukti", args=[bukti.pk]) in halaman
    assert reverse("measurements:bukti_hapus", args=[bukti.pk]) in halaman


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ({}, "Berkas: Pilih berkas, atau isi judul bila dokumennya tidak berupa berkas."),
        ({"judul": "a" * 201}, "Judul dokumen: Tulisan melebihi 200 karakter; ringkaslah."),
        (
            {"judul": "a", "tanggal": "31/02/2024"},
            "Tanggal dokumen: Tanggal tidak dikenali; tulis misalnya 15/01/2024.",
        ),
    ],
)
def test_what_is_typed_wrongly_is_said_and_kept(indikator, masuk, teks, kalimat):
    halaman = words(upload(masuk, indikator, nomor="3/PR", **teks))
    assert kalimat in halaman
    assert 'value="3/PR"' in halaman
    assert not BuktiDukung.objects.exists()


def test_a_document_without_a_file_by_its_title(indikator, masuk):
    assert upload(masuk, indikator, judul="Berita acara", tanggal="05/01/2024").status_code == 302
    bukti = BuktiDukung.objects.get()
    assert (bukti.judul, bukti.tanggal, bukti.berkas) == ("Berita acara", date(2024, 1, 5), "")
    assert masuk.get(reverse("measurements:bukti", args=[bukti.pk])).status_code == 404


def test_an_upload_after_the_quarter_says_so_and_keeps_nothing(indikator, masuk):
    JadwalTriwulan.objects.all().delete()
    halaman = words(upload(masuk, indikator, ("laporan.pdf", pdf())))
    assert "Jadwal Triwulan IV Tahun 2023 belum ditetapkan oleh KPU Provinsi." in halaman
    assert on_disk() == []
    assert "Tambah bukti dukung" not in halaman


@pytest.mark.parametrize("triwulan", [0, 5, 44])
def test_there_are_four_quarters(indikator, masuk, triwulan):
    assert masuk.get(reverse("measurements:bukti_tambah", args=[indikator.pk, triwulan])).status_code == 404


def test_a_download_is_the_file_and_nothing_a_browser_would_run(indikator, staf, masuk):
    bukti = add(indikator, staf, berkas=berkas("Surat “Dinas”; é.docx", docx()))
    response = masuk.get(reverse("measurements:bukti", args=[bukti.pk]))
    assert b"".join(response.streaming_content) == docx()
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Surat%20%E2%80%9CDinas%E2%80%9D%3B%20%C3%A9.docx"
    )
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["Content-Length"] == str(len(docx()))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("peran", list(Peran))
def test_who_reads_the_satker_downloads_and_strangers_do_not_find_it(indikator, staf, peran):
    bukti = add(indikator, staf)
    for satker, status in ((indikator.sasaran.perjanjian.satker, 200), (make_satker(), 404)):
        client = Client()
        client.force_login(make_member(satker, peran))
        response = client.get(reverse("measurements:bukti", args=[bukti.pk]))
        assert response.status_code == status
        assert b"".join(response).startswith(b"%PDF-" if status == 200 else b"")


def test_a_kabupaten_does_not_find_the_file_of_its_province_or_its_neighbour(indikator, staf):
    bukti = add(indikator, staf)
    client = Client()
    client.force_login(make_member(make_satker(induk=indikator.sasaran.perjanjian.satker), Peran.OPERATOR))
    for nama in ("bukti", "bukti_hapus"):
        assert client.get(reverse(f"measurements:{nama}", args=[bukti.pk])).status_code == 404
        assert client.post(reverse(f"measurements:{nama}", args=[bukti.pk])).status_code in (404, 405)


def test_no_address_leads_to_the_stored_file(indikator, staf, masuk):
    nama = add(indikator, staf).berkas
    for awal in ("/static/", "/media/", "/", "/bukti/", "/static/../", "/static/%2e%2e/"):
        for jalan in (f"bukti/{nama[:2]}/{nama}", f"{nama[:2]}/{nama}", nama):
            assert masuk.get(awal + jalan).status_code == 404
    assert folder() not in Path(settings.STATIC_ROOT).parents
    assert not folder().is_relative_to(settings.STATIC_ROOT)
    assert not folder().is_relative_to(settings.MEDIA_ROOT)


@pytest.mark.parametrize(("rusak", "status", "sebab"), [
    (lambda path: path.unlink(), 410, "tidak ditemukan di penyimpanan"),
    (lambda path: path.write_bytes(b"%PDF-palsu"), 500, "berubah sejak diunggah"),
])  # fmt: skip
def test_a_lost_or_altered_file_is_never_sent(indikator, staf, masuk, caplog, rusak, status, sebab):
    bukti = add(indikator, staf)
    rusak(path_of(bukti.berkas))
    response = masuk.get(reverse("measurements:bukti", args=[bukti.pk]))
    assert response.status_code == status
    assert f"Berkas “laporan.pdf” {sebab}" in words(response)
    assert "Diunggah oleh Rina" in words(response)
    assert f"evidence {bukti.pk}: file {bukti.berkas}" in caplog.text


def test_removal_is_asked_about_and_then_done(indikator, staf, masuk, django_capture_on_commit_callbacks):
    bukti = add(indikator, staf)
    alamat = reverse("measurements:bukti_hapus", args=[bukti.pk])
    tanya = words(masuk.get(alamat))
    assert "Berkas “laporan.pdf” dihapus dari penyimpanan dan tidak dapat dikembalikan." in tanya
    assert BuktiDukung.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        response = masuk.post(alamat, {"kembali": "/indikator/1/?a=b#bukti"})
    assert response.url == "/indikator/1/?a=b#bukti"
    assert on_disk() == []
    assert masuk.post(alamat).status_code == 404


@pytest.mark.parametrize("jahat", ["https://x.invalid/", "//x.invalid", "javascript:alert(1)", "\\\\x"])
def test_removal_leads_back_only_to_this_site(indikator, staf, masuk, jahat):
    bukti = add(indikator, staf)
    response = masuk.post(reverse("measurements:bukti_hapus", args=[bukti.pk]), {"kembali": jahat})
    assert response.url == page(indikator)
    assert f'href="{jahat}"' not in masuk.get(page(indikator), {"kembali": jahat}).text


def test_removal_from_an_old_page_says_why_not(indikator, staf, masuk):
    bukti = add(indikator, staf)
    alamat = reverse("measurements:bukti_hapus", args=[bukti.pk])
    Realisasi.objects.update(status=StatusRealisasi.DIAJUKAN)
    assert "Realisasi ini sudah diajukan." in words(masuk.get(alamat))
    assert "tidak dihapus. Realisasi ini sudah diajukan." in words(masuk.post(alamat, follow=True))
    assert BuktiDukung.objects.exists()


def test_the_list_shows_markup_as_text(indikator, staf, masuk):
    add(indikator, staf, judul="<b>Tebal</b>", keterangan="<script>1</script>")
    halaman = masuk.get(page(indikator)).text
    assert "&lt;b&gt;Tebal&lt;/b&gt;" in halaman
    assert "<script>1" not in halaman


def test_the_pages_ask_the_same_number_of_questions_for_one_and_ten(indikator, staf, masuk):
    def questions(alamat):
        with CaptureQueriesContext(connection) as asked:
            assert masuk.get(alamat).status_code == 200
        return len(asked)

    halaman = [page(indikator), reverse("measurements:indikator", args=[indikator.pk])]
    add(indikator, staf, berkas=berkas("a.xlsx", xlsx()))
    satu = [questions(alamat) for alamat in halaman]
    for nomor in range(1, 10):
        lain = make_member(indikator.sasaran.perjanjian.satker, Peran.STAF)
        add(indikator, lain, berkas=berkas("a.png", png(nomor, 1)))
    assert [questions(alamat) for alamat in halaman] == satu
