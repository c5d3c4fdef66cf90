"""Evidence on the disk: missing, altered, nobody's."""

import os
from io import StringIO

import pytest
from django.core.management import call_command

from agreements.pk_scan import STORAGE as PINDAIAN
from budget.upload_plan import STORAGE as UNGGAHAN
from jobs.storage import BerkasBerubah, BerkasHilang
from measurements.evidence import STORAGE, open_checked, orphans, path_of, store
from measurements.models import BuktiDukung
from reports.pictures import STORAGE as GAMBAR
from tests.evidence_files import pdf
from tests.measurements.evidence.keeping import add, on_disk


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
    call_command("sweep_files", "--delete", stdout=StringIO())
    assert set(on_disk()) == {path_of(bukti.berkas), path_of(baru)}


def test_one_sweep_goes_through_every_folder(db):
    lepas = [satu.path_of(satu.store(b"lama")) for satu in (STORAGE, PINDAIAN, UNGGAHAN, GAMBAR)]
    for path in lepas:
        os.utime(path, (1, 1))
    call_command("sweep_files", stdout=(keluar := StringIO()))
    *paths, jumlah = keluar.getvalue().splitlines()
    assert (set(paths), jumlah) == (set(map(str, lepas)), "4 berkas tanpa catatan.")
    assert all(path.exists() for path in lepas)
