"""What a signature finds, and what only the hash finds: flips, additions, foreign certificates."""

import random
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest

from importing.confined import confined
from importing.refused import FileRefused
from reports.signature import Pkcs12, SertifikatTidakDapatDipakai, inspect
from tests.reports.signed import KETERANGAN, SANDI, certificate, signer, small_pdf

FLIPS = 80


@pytest.fixture(scope="module")
def penanda(tmp_path_factory) -> Pkcs12:
    return signer(tmp_path_factory.mktemp("sertifikat"))


@pytest.fixture(scope="module")
def berkas(penanda) -> bytes:
    return penanda.sign(small_pdf(), KETERANGAN)


def verdict(content: bytes) -> bool:
    try:
        return inspect(content).sah
    except FileRefused:
        return False


def test_the_signed_file_begins_with_the_bytes_that_were_read(berkas, penanda):
    assert berkas.startswith(small_pdf())
    putusan = inspect(berkas)
    assert (putusan.ada, putusan.utuh, putusan.seluruhnya) == (True, True, True)
    assert putusan.sertifikat == penanda.sertifikat
    assert putusan.sertifikat.uji


def test_the_signature_allows_no_change_and_is_a_pades(berkas):
    with pikepdf.open(BytesIO(berkas)) as pdf:
        [isian] = pdf.Root.AcroForm.Fields
        tanda_tangan = isian.V
        assert (tanda_tangan.SubFilter, tanda_tangan.Name) == ("/ETSI.CAdES.detached", "Nama Pejabat")
        assert pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P == 1


def test_an_unsigned_file_says_so():
    assert (inspect(small_pdf()).ada, inspect(small_pdf()).sah) == (False, False)


@pytest.mark.parametrize("isi", [b"", b"bukan pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_refused(isi):
    with pytest.raises(FileRefused):
        inspect(isi)


def test_every_flipped_bit_is_found_and_the_signature_alone_misses_some(berkas):
    acak = random.Random(2023)
    # Half of them inside the container of the signature, where a bit may mean nothing to it.
    mulai, akhir = berkas.index(b"/Contents <"), berkas.index(b">", berkas.index(b"/Contents <"))
    luput = 0
    for ke in range(FLIPS):
        letak = acak.randrange(mulai, akhir) if ke % 2 else acak.randrange(len(berkas))
        rusak = bytearray(berkas)
        rusak[letak] ^= 1 << acak.randrange(8)
        luput += verdict(bytes(rusak))
        assert sha256(rusak).digest() != sha256(berkas).digest()
    # The control: without the hash these would have passed.
    assert 0 < luput < FLIPS


def test_every_appended_edit_is_found(berkas):
    for ke in range(5):
        with pikepdf.open(BytesIO(berkas)) as pdf:
            pdf.add_blank_page(page_size=(100, 100 + ke))
            aliran = BytesIO()
            pdf.save(aliran)
        assert not verdict(aliran.getvalue())
        assert not verdict(berkas + b"\n" * (ke + 1))
        assert not verdict(berkas + small_pdf())


def test_a_second_signature_is_something_added(berkas, penanda):
    with pytest.raises(Exception, match=r".+"):
        penanda.sign(berkas, KETERANGAN)


def test_a_stranger_s_file_is_looked_at_in_a_confined_process(berkas):
    assert confined(inspect, berkas).sah


def test_another_passphrase_does_not_open_the_certificate(tmp_path):
    path = tmp_path / "uji.p12"
    path.write_bytes(certificate())
    with pytest.raises(SertifikatTidakDapatDipakai, match="frasa sandi"):
        Pkcs12(path, SANDI + "x")
    with pytest.raises(SertifikatTidakDapatDipakai, match="tidak ditemukan"):
        Pkcs12(tmp_path / "tidak-ada.p12", SANDI)
