"""Evidence is added and removed: by whom, until when, what the row and the trail tell."""

import os
import time
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import Jejak
from accounts.permissions import Peran
from agreements.models import Indikator
from jobs.storage import BerkasDitolak, BerkasHilang
from kinerja.metode import Metode
from measurements import actions
from measurements.actions import Tertutup
from measurements.entry import Isian
from measurements.evidence import IsianBukti, orphans, path_of
from measurements.evidence_actions import add_evidence, remove_evidence, restore_evidence
from measurements.models import BuktiDukung, Draf, Realisasi
from measurements.states import StatusRealisasi
from tests.evidence_files import pdf, png
from tests.factories import make_bagian, make_member, make_penugasan, make_satker, make_user
from tests.measurements.evidence.keeping import TW, add, berkas, on_disk

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
    actions.save_realisasi(indikator, TW, Isian(nilai=90), versi=1, by=staf, on=timezone.localdate())


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
    remove_evidence(bukti, by=staf, on=timezone.localdate())
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
        remove_evidence(bukti, by=lain, on=timezone.localdate())
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
            remove_evidence(bukti, by=siapa, on=timezone.localdate())


def test_after_the_quarter_nothing_is_added_or_removed(indikator, staf):
    bukti = add(indikator, staf)
    besok = timezone.localdate() + timedelta(1)
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
        remove_evidence(bukti, by=staf, on=timezone.localdate())
    assert str(tertutup.value).startswith(awal)
    with pytest.raises(Tertutup):
        add(indikator, staf, berkas=berkas("a.png", png()))
    assert len(on_disk()) == 1


def test_what_was_returned_may_be_mended(indikator, staf):
    bukti = add(indikator, staf)
    Realisasi.objects.update(status=StatusRealisasi.DIKEMBALIKAN)
    add(indikator, staf, berkas=berkas("a.png", png()))
    remove_evidence(bukti, by=staf, on=timezone.localdate())
    assert [satu.urutan for satu in BuktiDukung.objects.all()] == [2]


def test_removing_what_was_read_before_the_verification(indikator, staf):
    """Whoever has the old page open cannot take evidence from under the Verifikator."""
    bukti = BuktiDukung.objects.select_related("realisasi").get(pk=add(indikator, staf).pk)
    assert bukti.realisasi.status == StatusRealisasi.DRAF
    verifikator = make_member(indikator.sasaran.perjanjian.satker, Peran.VERIFIKATOR)
    Realisasi.objects.update(status=StatusRealisasi.DIAJUKAN)
    actions.verify(bukti.realisasi, by=verifikator)
    with pytest.raises(Tertutup):
        remove_evidence(bukti, by=staf, on=timezone.localdate())
    assert path_of(bukti.berkas).exists()


def test_what_was_removed_is_put_back_at_the_end(indikator, staf):
    bukti, lain = add(indikator, staf, nomor="7"), add(indikator, staf, berkas=berkas("a.png", png()))
    lama = remove_evidence(bukti, by=staf, on=timezone.localdate())
    baru = restore_evidence(lama, by=staf, on=timezone.localdate())
    sama = ("judul", "nomor", "tanggal", "berkas", "sha256", "ukuran", "diunggah_oleh_id", "diunggah_pada")
    assert [getattr(baru, nama) for nama in sama] == [getattr(bukti, nama) for nama in sama]
    assert list(BuktiDukung.objects.all()) == [lain, baru]
    assert Jejak.objects.order_by("-pk").first().peristiwa == "Bukti dukung dikembalikan"


def test_the_file_of_what_was_removed_stays_for_a_day_and_then_goes(indikator, staf):
    bukti = add(indikator, staf)
    path = path_of(bukti.berkas)
    os.utime(path, (1, 1))
    lama = remove_evidence(bukti, by=staf, on=timezone.localdate())
    assert (path.exists(), list(orphans())) == (True, [])
    assert list(orphans(time.time() + 25 * 60 * 60)) == [path]
    path.unlink()
    with pytest.raises(BerkasHilang):
        restore_evidence(lama, by=staf, on=timezone.localdate())
    assert not BuktiDukung.objects.exists()


def test_nothing_is_put_back_after_the_submission_or_beside_the_same_file(indikator, staf):
    lama = remove_evidence(add(indikator, staf), by=staf, on=timezone.localdate())
    add(indikator, staf)
    with pytest.raises(BerkasDitolak, match="sama dengan"):
        restore_evidence(lama, by=staf, on=timezone.localdate())
    Realisasi.objects.update(status=StatusRealisasi.DIAJUKAN)
    with pytest.raises(Tertutup):
        restore_evidence(lama, by=staf, on=timezone.localdate())


def test_removing_twice(indikator, staf):
    bukti = add(indikator, staf)
    remove_evidence(BuktiDukung.objects.get(), by=staf, on=timezone.localdate())
    with pytest.raises(BuktiDukung.DoesNotExist):
        remove_evidence(bukti, by=staf, on=timezone.localdate())
