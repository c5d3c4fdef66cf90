"""Evidence of an answer to a recap: who gives and reads it, what the province sees, what the lock holds."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Jejak, User
from accounts.permissions import Peran
from jobs.storage import BerkasDitolak
from measurements import actions
from measurements.actions import Tertutup
from measurements.entry import kekurangan
from measurements.evidence import folder, path_of
from measurements.evidence_actions import add_answer_evidence, remove_evidence
from measurements.models import BuktiDukung, JadwalTriwulan, JawabanSatker, Realisasi
from measurements.recap_actions import save_answer
from measurements.states import StatusRealisasi
from tests.evidence_files import docx, pdf, png
from tests.factories import make_member, make_satker
from tests.measurements.quarter import TRIWULAN
from tests.measurements.recap import Recap, evidence, make_recap
from tests.strict import strict_templates

HANDED_IN = sorted(set(StatusRealisasi) - {StatusRealisasi.DRAF, StatusRealisasi.DIKEMBALIKAN})


@pytest.fixture(autouse=True)
def strict(settings, tmp_path) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    with strict_templates():
        yield


@pytest.fixture
def rekap(db: None) -> Recap:
    return make_recap()


@pytest.fixture
def bukti(rekap: Recap) -> BuktiDukung:
    """Evidence of the answer of the first kabupaten."""
    return rekap.add(rekap.satu, rekap.operator)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(rekap: Recap) -> str:
    return reverse("measurements:jawab_bukti", args=[rekap.realisasi.pk, rekap.satu.slug])


def download(user: User, bukti: BuktiDukung) -> int:
    """The status of the answer, which is read to its end."""
    response = client_of(user).get(reverse("measurements:bukti", args=[bukti.pk]))
    assert b"".join(response).startswith(b"%PDF-" if response.status_code == 200 else b"")
    return response.status_code


def words(response) -> str:
    return " ".join(response.text.split())


def hand_in(rekap: Recap, status: str = StatusRealisasi.DIAJUKAN) -> None:
    Realisasi.objects.filter(pk=rekap.realisasi.pk).update(
        status=status, diverifikasi_oleh=rekap.verifikator, diverifikasi_pada=timezone.now()
    )


# Adding and removing


def test_evidence_belongs_to_the_answer_and_the_trail_names_its_satker(rekap, bukti):
    assert (bukti.jawaban.satker, bukti.realisasi, bukti.satker) == (rekap.satu, rekap.realisasi, rekap.satu)
    assert path_of(bukti.berkas).read_bytes() == pdf()
    remove_evidence(bukti, by=rekap.operator, on=timezone.localdate())
    jejak = Jejak.objects.filter(peristiwa__startswith="Bukti").order_by("pk")
    assert [(satu.peristiwa, satu.satker, satu.oleh, satu.keterangan) for satu in jejak] == [
        (f"Bukti dukung jawaban {apa}", rekap.satu, rekap.operator, "Laporan SAKIP")
        for apa in ("ditambahkan", "dihapus")
    ]
    assert not BuktiDukung.objects.exists()


def test_evidence_leaves_the_version_of_the_answer_and_of_the_figure(rekap, bukti):
    assert JawabanSatker.objects.get(satker=rekap.satu).versi == 0
    assert Realisasi.objects.get(pk=rekap.realisasi.pk).versi == rekap.realisasi.versi
    save_answer(rekap.realisasi, rekap.satu, 70, versi=0, by=rekap.operator, on=timezone.localdate())


def test_the_first_piece_asks_a_satker_that_was_not_asked_yet(rekap):
    JawabanSatker.objects.all().delete()
    assert rekap.add(rekap.satu, rekap.operator).jawaban.satker == rekap.satu
    assert rekap.realisasi.jawaban.count() == 3


@pytest.mark.parametrize("siapa", ["tetangga", "staf", "verifikator"])
def test_nobody_gives_or_takes_evidence_for_another_satker(siapa, rekap, bukti):
    lain = getattr(rekap, siapa)
    with pytest.raises(PermissionDenied):
        rekap.add(rekap.satu, lain, png())
    with pytest.raises(PermissionDenied):
        remove_evidence(bukti, by=lain, on=timezone.localdate())
    assert len([path for path in folder().rglob("*") if path.is_file()]) == 1


def test_a_satker_that_is_not_asked_gives_none(rekap):
    asing = make_satker("KPU Provinsi Lain")
    with pytest.raises(PermissionDenied, match="tidak menanyakan"):
        rekap.add(asing, make_member(asing, Peran.OPERATOR))
    assert not folder().exists() or not any(path.is_file() for path in folder().rglob("*"))


@pytest.mark.parametrize("status", HANDED_IN)
def test_what_the_province_has_handed_in_keeps_its_evidence(status, rekap, bukti):
    hand_in(rekap, status)
    for step in (
        lambda: rekap.add(rekap.satu, rekap.operator, png()),
        lambda: remove_evidence(bukti, by=rekap.operator, on=timezone.localdate()),
    ):
        with pytest.raises(Tertutup, match="sudah menyampaikan rekap ini"):
            step()
    assert BuktiDukung.objects.get() == bukti
    assert download(rekap.operator, bukti) == 200
    client = client_of(rekap.operator)
    assert "sudah menyampaikan rekap ini" in client.get(page(rekap)).text
    hapus = reverse("measurements:bukti_hapus", args=[bukti.pk])
    assert "tidak dihapus. KPU Provinsi sudah" in words(client.post(hapus, follow=True))


def test_after_the_quarter_nothing_is_added_or_removed(rekap, bukti):
    hari = timezone.localdate()
    besok = hari + timedelta(days=1)
    JadwalTriwulan.objects.update(tenggat=hari, toleransi=hari, tutup=hari)
    with pytest.raises(Tertutup, match="ditutup pada"):
        add_answer_evidence(rekap.realisasi, rekap.satu, evidence(png()), by=rekap.operator, on=besok)
    with pytest.raises(Tertutup, match="ditutup pada"):
        remove_evidence(bukti, by=rekap.operator, on=besok)


def test_ten_files_for_each_answer_and_for_the_figure(rekap):
    for nomor in range(10):
        rekap.add(rekap.satu, rekap.operator, png(nomor + 1, 1))
    with pytest.raises(BerkasDitolak, match=r"batas 10 berkas untuk satu jawaban;"):
        rekap.add(rekap.satu, rekap.operator)
    rekap.add(rekap.dua, rekap.tetangga)
    assert rekap.add_own().jawaban is None
    assert sorted(BuktiDukung.objects.values_list("urutan", flat=True)) == list(range(1, 13))


def test_the_same_file_twice_at_one_answer_but_not_at_two(rekap, bukti):
    with pytest.raises(BerkasDitolak, match="yang sudah tersimpan"):
        rekap.add(rekap.satu, rekap.operator)
    rekap.add(rekap.dua, rekap.tetangga)
    rekap.add_own()
    assert BuktiDukung.objects.count() == 3


# Who reads it


def test_only_the_answering_satker_and_who_is_above_find_it(rekap, bukti):
    """Nobody else finds the file, the province's own Operator neither."""
    tetangga = rekap.add(rekap.dua, rekap.tetangga)
    sendiri = rekap.add_own()
    found = {
        nama: [download(siapa, satu) for satu in (bukti, tetangga, sendiri)]
        for nama, siapa in {
            "operator": rekap.operator,
            "tetangga": rekap.tetangga,
            "pembaca kabupaten": make_member(rekap.satu, Peran.PEMBACA),
            "staf provinsi": rekap.staf,
            "verifikator provinsi": rekap.verifikator,
            "operator provinsi": make_member(rekap.provinsi, Peran.OPERATOR),
            "orang lain": make_member(make_satker(), Peran.VERIFIKATOR),
        }.items()
    }
    assert found == {
        "operator": [200, 404, 404],
        "tetangga": [404, 200, 404],
        "pembaca kabupaten": [200, 404, 404],
        "staf provinsi": [200, 200, 200],
        "verifikator provinsi": [200, 200, 200],
        "operator provinsi": [404, 404, 200],
        "orang lain": [404, 404, 404],
    }


def test_removal_is_offered_to_the_answering_satker_alone(rekap, bukti):
    sendiri = rekap.add_own()
    found = {
        nama: [
            client_of(getattr(rekap, nama))
            .get(reverse("measurements:bukti_hapus", args=[satu.pk]))
            .status_code
            for satu in (bukti, sendiri)
        ]
        for nama in ("operator", "tetangga", "staf", "verifikator")
    }
    assert found == {
        "operator": [200, 404],
        "tetangga": [404, 404],
        "staf": [403, 200],
        "verifikator": [403, 403],
    }


def test_the_page_is_the_answering_operators(rekap):
    status = {
        nama: client_of(getattr(rekap, nama)).get(page(rekap)).status_code
        for nama in ("operator", "tetangga", "staf", "verifikator")
    }
    assert status == {"operator": 200, "tetangga": 404, "staf": 403, "verifikator": 403}
    asing = make_satker("KPU Provinsi Lain")
    luar = client_of(make_member(asing, Peran.OPERATOR))
    alamat = reverse("measurements:jawab_bukti", args=[rekap.realisasi.pk, asing.slug])
    assert luar.get(alamat).status_code == 404


# In the browser


def test_an_upload_keeps_the_good_lists_the_bad_and_leads_back(rekap):
    client = client_of(rekap.operator)
    berkas = [SimpleUploadedFile("nilai.docx", docx()), SimpleUploadedFile("catatan.txt", b"halo")]
    response = client.post(page(rekap), {"berkas": berkas, "nomor": "7/PR"})
    assert response.status_code == 200
    assert "Berkas “catatan.txt” adalah berkas teks" in response.text
    assert 'value="7/PR"' in response.text
    assert client.post(page(rekap), {"judul": "Surat"}).status_code == 302
    jawab = reverse("measurements:jawab", args=[rekap.realisasi.pk, rekap.satu.slug])
    halaman = words(client.get(jawab))
    assert re.findall(r"Bukti dukung jawaban ditambahkan: (.*?)<br>", halaman) == ["Surat", "nilai.docx"]
    docx_row = BuktiDukung.objects.get(nama_asli="nilai.docx")
    for nama in ("bukti", "bukti_hapus"):
        assert reverse(f"measurements:{nama}", args=[docx_row.pk]) in halaman
    hapus = reverse("measurements:bukti_hapus", args=[docx_row.pk])
    assert client.post(hapus).url == page(rekap)
    kembalikan = reverse("measurements:bukti_kembalikan")
    assert f'action="{kembalikan}"' in client.get(jawab).text
    assert client.post(kembalikan).url == page(rekap)
    assert BuktiDukung.objects.get(nama_asli="nilai.docx").jawaban == docx_row.jawaban


def test_a_lost_file_leads_each_person_back_to_a_page_of_theirs(rekap, bukti):
    path_of(bukti.berkas).unlink()
    for siapa, nama, argumen in (
        (rekap.operator, "tugas", []),
        (rekap.verifikator, "measurements:rekap", [rekap.realisasi.pk]),
    ):
        client = client_of(siapa)
        response = client.get(reverse("measurements:bukti", args=[bukti.pk]))
        kembali = reverse(nama, args=argumen)
        assert response.status_code == 410
        assert f'href="{kembali}">Kembali' in response.text
        assert client.get(kembali).status_code == 200


# What the province sees


def test_the_evidence_of_an_answer_is_evidence_of_the_recap(rekap):
    def missing() -> bool:
        found = Realisasi.objects.get(pk=rekap.realisasi.pk)
        return "bukti" in [satu.bidang for satu in kekurangan(found)]

    assert missing()
    bukti = rekap.add(rekap.satu, rekap.operator)
    assert not missing()
    remove_evidence(bukti, by=rekap.operator, on=timezone.localdate())
    assert missing()


def test_the_recap_shows_evidence_by_satker_and_who_answered_without(rekap, bukti):
    for satker, oleh in ((rekap.satu, rekap.operator), (rekap.dua, rekap.tetangga)):
        save_answer(rekap.realisasi, satker, 70, versi=0, by=oleh, on=timezone.localdate())
    lagi = rekap.add(rekap.satu, rekap.operator, png(), judul="Foto")
    alamat = reverse("measurements:rekap", args=[rekap.realisasi.pk])
    response = client_of(rekap.verifikator).get(alamat)
    assert response.context["tanpa_bukti"] == ["KPU Kab. Dua"]
    assert "Menjawab tanpa bukti dukung" in response.text
    assert re.findall(r"(\d) bukti <ul>", words(response)) == ["2"]
    unduh = [reverse("measurements:bukti", args=[satu.pk]) for satu in (bukti, lagi)]
    assert [satu for satu in unduh if satu not in response.text] == []
    tertutup = client_of(make_member(rekap.provinsi, Peran.OPERATOR)).get(alamat)
    assert "2 bukti" in tertutup.text
    assert [satu for satu in unduh if satu in tertutup.text] == []


def test_the_figure_s_own_evidence_and_that_of_the_answers_are_told_apart(rekap, bukti):
    sendiri = rekap.add_own()
    verifikator, staf = client_of(rekap.verifikator), client_of(rekap.staf)
    periksa = verifikator.get(reverse("measurements:realisasi", args=[rekap.realisasi.pk]))
    assert periksa.context["bukti"] == [sendiri]
    assert [(satu.jawaban.satker, satu.bukti) for satu in periksa.context["bukti_rekap"]] == [
        (rekap.satu, (bukti,))
    ]
    assert reverse("measurements:bukti", args=[bukti.pk]) in periksa.text
    perjanjian = rekap.indikator.sasaran.perjanjian
    for client, nama, argumen in (
        (staf, "bukti_tambah", [rekap.indikator.pk, TRIWULAN]),
        (staf, "isi", [rekap.provinsi.slug, perjanjian.tahun, TRIWULAN]),
        (verifikator, "indikator", [rekap.indikator.pk]),
    ):
        halaman = words(client.get(reverse(f"measurements:{nama}", args=argumen)))
        assert "Jawaban satker Triwulan 4 disertai 1 bukti dukung." in halaman
        assert reverse("measurements:bukti", args=[sendiri.pk]) in halaman
        assert reverse("measurements:bukti", args=[bukti.pk]) not in halaman


@pytest.mark.parametrize("nama", ["rekap", "realisasi"])
def test_the_province_s_pages_ask_no_more_for_many_satker(nama, rekap):
    alamat = reverse(f"measurements:{nama}", args=[rekap.realisasi.pk])
    client = client_of(rekap.verifikator)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(alamat).status_code == 200
        return len(queries)

    rekap.add(rekap.satu, rekap.operator)
    one = count()
    for nomor in range(20):
        satker = make_satker(induk=rekap.provinsi)
        rekap.add(satker, make_member(satker, Peran.OPERATOR), png(nomor + 1, 1))
    assert count() == one


# Below the forms

APART = pytest.raises(DatabaseError, match="berada pada realisasi jawaban itu")
together = import_module("measurements.migrations.0005_bukti_jawaban")
OTHER_WAYS: dict[str, Callable[[BuktiDukung, Realisasi], object]] = {
    "another figure": lambda satu, lain: BuktiDukung.objects.filter(pk=satu.pk).update(realisasi=lain),
    "the answer moves": lambda satu, lain: JawabanSatker.objects.filter(pk=satu.jawaban_id).update(
        realisasi=lain
    ),
    "made apart": lambda satu, lain: BuktiDukung.objects.create(
        realisasi=lain, jawaban=satu.jawaban, urutan=9, judul="Lain"
    ),
    "raw": lambda satu, lain: execute(
        "UPDATE measurements_buktidukung SET realisasi_id = %s WHERE id = %s", lain.pk, satu.pk
    ),
}


def execute(statement: str, *parameters: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def apart() -> int:
    return BuktiDukung.objects.exclude(jawaban=None).exclude(jawaban__realisasi=F("realisasi")).count()


@pytest.mark.parametrize("way", list(OTHER_WAYS))
def test_evidence_and_answer_stay_at_one_figure(way, rekap, bukti):
    lain = Realisasi.objects.create(indikator=rekap.indikator, triwulan=1)
    with APART, transaction.atomic():
        OTHER_WAYS[way](bukti, lain)
    assert apart() == 0


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's")
def test_replace_does_not_part_them(rekap, bukti):
    lain = Realisasi.objects.create(indikator=rekap.indikator, triwulan=1)
    for model, pk in ((BuktiDukung, bukti.pk), (JawabanSatker, bukti.jawaban_id)):
        kolom = [field.column for field in model._meta.concrete_fields]
        isi = ", ".join(str(lain.pk) if satu == "realisasi_id" else satu for satu in kolom)
        table = model._meta.db_table
        with APART:
            execute(f"REPLACE INTO {table} ({', '.join(kolom)}) SELECT {isi} FROM {table} WHERE id = %s", pk)
    assert apart() == 0


@pytest.mark.parametrize("way", list(OTHER_WAYS))
def test_without_the_triggers_they_part(way, rekap, bukti):
    """The control: it is these triggers that refuse."""
    lain = Realisasi.objects.create(indikator=rekap.indikator, triwulan=1)
    for table, verb, _ in together.guards():
        on = "" if connection.vendor == "sqlite" else f" ON {table}"
        execute(f"DROP TRIGGER {together.name(table, verb)}{on}")
    OTHER_WAYS[way](bukti, lain)
    assert apart() == 1


def test_the_answer_takes_its_evidence_along(rekap, bukti):
    rekap.realisasi.delete()
    assert not BuktiDukung.objects.exists()
    assert not JawabanSatker.objects.exists()


def test_a_closed_quarter_locks_the_evidence_of_its_answers(rekap, bukti):
    hand_in(rekap, StatusRealisasi.TERVERIFIKASI)
    perjanjian = rekap.indikator.sasaran.perjanjian
    actions.close_quarter(rekap.provinsi, perjanjian.tahun, TRIWULAN, by=rekap.verifikator)
    for change in (
        bukti.delete,
        bukti.save,
        lambda: BuktiDukung.objects.filter(pk=bukti.pk).update(jawaban=None),
        lambda: BuktiDukung.objects.create(
            realisasi=rekap.realisasi, jawaban=bukti.jawaban, urutan=9, judul="Lain"
        ),
        lambda: JawabanSatker.objects.filter(pk=bukti.jawaban_id).update(versi=9),
        lambda: JawabanSatker.objects.filter(pk=bukti.jawaban_id).delete(),
    ):
        with pytest.raises(DatabaseError, match="sudah dikunci"), transaction.atomic():
            change()
    assert BuktiDukung.objects.get(jawaban__satker=rekap.satu).judul == bukti.judul
