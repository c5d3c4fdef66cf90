"""The scan of a signed PK: who attaches it, what is taken, and that none is ever lost."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Jejak, User
from accounts.permissions import Peran
from agreements.models import PerjanjianKinerja, PindaianPK
from agreements.pk_scan import STORAGE, attach_scan, orphans, take_scan
from jobs.storage import BerkasDitolak
from tests.agreements.promise import Promise, make_draft, make_promise, signed
from tests.evidence_files import docx, pdf, png
from tests.factories import make_member
from tests.strict import strict_templates


@pytest.fixture(autouse=True)
def own_disk(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def janji(db: None) -> Promise:
    return make_promise()


@pytest.fixture
def pk(janji: Promise) -> PerjanjianKinerja:
    return signed(make_draft(janji))


def masuk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def upload(user: User, pk: PerjanjianKinerja, isi: bytes, nama: str = "pk.pdf"):
    with strict_templates():
        return masuk(user).post(
            reverse("agreements:pk_pindaian", args=[pk.pk]), {"berkas": SimpleUploadedFile(nama, isi)}
        )


def page(user: User, pk: PerjanjianKinerja) -> str:
    with strict_templates():
        return masuk(user).get(reverse("agreements:pk_pindaian", args=[pk.pk])).content.decode()


def attach(pk: PerjanjianKinerja, by: User, isi: bytes, nama: str = "pk.pdf") -> PindaianPK:
    return attach_scan(pk, take_scan(nama, len(isi), BytesIO(isi)), by=by)


def on_disk() -> list[Path]:
    return [path for path in STORAGE.folder().rglob("*") if path.is_file()]


def test_a_scan_is_attached_replaced_and_every_one_stays_readable(pk, janji):
    assert "Belum ada salinan basah" in page(janji.staf, pk)
    assert upload(janji.staf, pk, pdf()).status_code == 302
    assert upload(janji.sekretaris, pk, png(), "pk.png").status_code == 302
    baru, lama = PindaianPK.objects.all()
    assert [(satu.jenis, satu.diunggah_oleh) for satu in (lama, baru)] == [
        ("pdf", janji.staf),
        ("png", janji.sekretaris),
    ]
    pembaca = make_member(janji.satker, Peran.PEMBACA)
    isi_halaman = page(pembaca, pk)
    assert isi_halaman.index("pk.png") < isi_halaman.index("pk.pdf")
    assert "Simpan salinan" not in isi_halaman
    for satu, isi, mime in ((lama, pdf(), "application/pdf"), (baru, png(), "image/png")):
        response = masuk(pembaca).get(reverse("agreements:pk_unduh_pindaian", args=[satu.pk]))
        assert b"".join(response.streaming_content) == isi
        assert response["Content-Type"] == mime
        assert response["Content-Disposition"].startswith("attachment")
        assert satu.sha256 == sha256(isi).hexdigest()
    assert list(Jejak.objects.order_by("pk").values_list("peristiwa", flat=True))[-2:] == [
        "Salinan basah Perjanjian Kinerja dilampirkan",
        "Salinan basah Perjanjian Kinerja diganti",
    ]


@pytest.mark.parametrize("peran", [Peran.KETUA, Peran.OPERATOR, Peran.PEMBACA, Peran.ADMINISTRATOR])
def test_who_neither_composes_nor_signs_attaches_nothing(pk, janji, peran):
    assert upload(make_member(janji.satker, peran), pk, pdf()).status_code == 403
    assert not PindaianPK.objects.exists()
    assert on_disk() == []


def test_a_pk_that_is_not_established_takes_no_scan(janji):
    draf = make_draft(janji)
    response = upload(janji.staf, draf, pdf())
    assert response.status_code == 409
    assert "setelah Pihak Kedua menetapkannya" in response.content.decode()
    assert "Simpan salinan" not in page(janji.staf, draf)
    assert on_disk() == []


@pytest.mark.parametrize(
    ("isi", "nama", "kalimat"),
    [
        (docx(), "pk.docx", "bukan hasil pindai"),
        (b"", "pk.pdf", "kosong"),
        (b"<script>alert(1)</script>", "pk.pdf", "bukan hasil pindai"),
        (b"\x00\x01\x02", "pk.pdf", "sebagai PDF, JPG, atau PNG, lalu unggah ulang."),
        (png(), "pk.pdf", "isinya PNG"),
    ],
)
def test_what_is_no_scan_is_refused_with_how_to_mend_it(pk, janji, isi, nama, kalimat):
    response = upload(janji.staf, pk, isi, nama)
    assert response.status_code == 422
    assert kalimat in response.content.decode()
    assert 'href="#id_berkas"' in response.content.decode()
    assert on_disk() == []


def test_more_than_ten_megabytes_are_refused_unread():
    with pytest.raises(BerkasDitolak, match="melebihi batas 10 MB"):
        take_scan("pk.pdf", 10 * 1024 * 1024 + 1, None)


def test_the_same_file_again_is_refused_and_leaves_nothing_on_the_disk(pk, janji):
    attach(pk, janji.staf, pdf())
    response = upload(janji.staf, pk, pdf(), "lain.pdf")
    assert "sudah terlampir" in response.content.decode()
    assert len(on_disk()) == PindaianPK.objects.count() == 1


def test_a_lost_or_altered_scan_is_never_sent(pk, janji):
    satu = attach(pk, janji.staf, pdf())
    alamat = reverse("agreements:pk_unduh_pindaian", args=[satu.pk])
    STORAGE.path_of(satu.berkas).write_bytes(b"%PDF-1.7 lain")
    assert masuk(janji.staf).get(alamat).status_code == 500
    STORAGE.discard(satu.berkas)
    assert masuk(janji.staf).get(alamat).status_code == 410


def test_the_database_neither_changes_nor_deletes_nor_replaces_a_scan(pk, janji):
    satu = attach(pk, janji.staf, pdf())
    table = PindaianPK._meta.db_table
    replace = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    statements = [f"UPDATE {table} SET sha256 = 'x'", f"DELETE FROM {table}"]
    statements.append(replace if connection.vendor == "sqlite" else f"TRUNCATE {table} CASCADE")
    for statement in statements:
        with pytest.raises(DatabaseError, match="hanya dapat ditambah"), transaction.atomic():
            connection.cursor().execute(statement)
    assert PindaianPK.objects.values().get() == PindaianPK.objects.filter(pk=satu.pk).values().get()


def test_a_file_without_a_row_is_swept_after_a_day(pk, janji):
    attach(pk, janji.staf, pdf())
    lepas = STORAGE.store(b"setengah")
    assert [path.name for path in orphans(now=2**40)] == [lepas]


def test_a_disk_that_takes_nothing_is_told_beside_the_file(pk, janji):
    STORAGE.folder().write_text("bukan folder")
    halaman = upload(janji.staf, pk, pdf())
    assert halaman.status_code == 422
    assert "penyimpanan server penuh atau tidak dapat ditulis" in halaman.text
    assert not PindaianPK.objects.exists()
