"""How the texts of an LKj begin: from last year's, from what the application offers, or empty.

Either fills empty sections only, and both are marked as nobody's words until a person saves them.
"""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.models import Indikator, PerjanjianKinerja
from agreements.queries import perjanjian_akhir_tahun
from measurements.models import TabelPendukung
from measurements.queries import kinerja_lengkap
from reports.models import DrafNarasi, LaporanKinerja
from reports.narrative_actions import hold, write_version
from reports.offers import tawaran
from reports.queries import laporan_terbaru
from reports.sections import bagian_narasi, kunci_sasaran
from reports.states import AsalNarasi


class TidakDapatDimulai(Exception):
    """The LKj of a year cannot be begun; the message says why and what to do."""


@dataclass(frozen=True)
class Awal:
    """What an LKj would begin from: the PK that it measures, last year's report where there is one."""

    perjanjian: PerjanjianKinerja | None
    lalu: LaporanKinerja | None
    halangan: str = ""


def awal(satker: Satker, tahun: int) -> Awal:
    """From what the LKj of a year can be begun, or why it cannot."""
    perjanjian = perjanjian_akhir_tahun(satker, tahun)
    lalu = laporan_terbaru(satker, tahun - 1)
    if laporan_terbaru(satker, tahun) is not None:
        return Awal(perjanjian, lalu, f"Laporan Kinerja Tahun {tahun} sudah dimulai.")
    if perjanjian is None:
        kalimat = (
            f"Belum ada Perjanjian Kinerja Tahun {tahun} yang berlaku pada 31 Desember {tahun}. Tetapkan "
            "Perjanjian Kinerja lebih dahulu."
        )
        return Awal(None, lalu, kalimat)
    return Awal(perjanjian, lalu)


@transaction.atomic
def begin_lkj(satker: Satker, tahun: int, *, from_last_year: bool, by: User) -> LaporanKinerja:
    """Begin the LKj of a year on the PK in force, with last year's texts or empty.

    TidakDapatDimulai: it has begun already, or there is no PK in force. PermissionDenied.
    """
    require(by, Permission.COMPOSE_REPORT, satker)
    Satker.objects.select_for_update(of=("self",)).get(pk=satker.pk)
    mulai = awal(satker, tahun)
    if mulai.halangan:
        raise TidakDapatDimulai(mulai.halangan)
    laporan = LaporanKinerja.objects.create(
        satker=satker, tahun=tahun, perjanjian_id=mulai.perjanjian.pk, tempat=satker.ibu_kota
    )
    sumber = mulai.lalu if from_last_year else None
    record(
        "Laporan Kinerja dimulai",
        laporan,
        by=by,
        satker=satker,
        data={"perjanjian": laporan.perjanjian_id, "dari": sumber.pk if sumber else None},
    )
    if sumber:
        for kunci, isi in _teks_lalu(sumber, laporan).items():
            write_version(laporan, kunci, isi, by=by, asal=AsalNarasi.TAHUN_LALU)
        _bawa_bahan(sumber, laporan)
    return laporan


def _bawa_bahan(sumber: LaporanKinerja, laporan: LaporanKinerja) -> None:
    """Last year's tables and pictures, marked; a picture shares the file. Keys stay: the texts name them.

    An indikator is found by its words; what belonged to one that is promised no more stays behind, save
    pictures, which then belong to none.
    """
    lama = kinerja_lengkap(sumber.perjanjian).indikator
    semua = Indikator.objects.filter(sasaran__perjanjian=laporan.perjanjian_id).order_by("nomor")
    baru = {satu.nama.casefold(): satu for satu in semua}
    pindah = {satu.indikator.pk: baru.get(satu.indikator.nama.casefold()) for satu in lama}
    ada = set(TabelPendukung.objects.filter(indikator__in=semua).values_list("kunci", flat=True))
    for figur in lama:
        tujuan = pindah[figur.indikator.pk]
        for satu in figur.indikator.tabel_pendukung.all() if tujuan else ():
            if satu.kunci not in ada:
                satu.pk, satu.indikator, satu.versi = None, tujuan, 1
                satu.tahun_lalu, satu.diubah_oleh = not satu.tautan, None
                satu.save(force_insert=True)
    for gambar in sumber.gambar.all():
        gambar.pk, gambar.laporan, gambar.versi, gambar.tahun_lalu = None, laporan, 1, True
        gambar.indikator = pindah.get(gambar.indikator_id)
        gambar.save(force_insert=True)


def _teks_lalu(sumber: LaporanKinerja, laporan: LaporanKinerja) -> dict[str, str]:
    """Last year's texts by this year's sections; a sasaran is found by its words, never by its number."""
    lama = {satu.urutan: satu.uraian.casefold() for satu in sumber.perjanjian.sasaran_kegiatan.all()}
    baru = {satu.uraian.casefold(): satu.urutan for satu in laporan.perjanjian.sasaran_kegiatan.all()}
    pindah = {kunci_sasaran(ke): kunci_sasaran(baru[teks]) for ke, teks in lama.items() if teks in baru}
    dikenal = {satu.kunci for satu in bagian_narasi(sumber.perjanjian) if satu.sasaran is None}
    hasil = {}
    for satu in sumber.narasi.all():
        kunci = pindah.get(satu.kunci) or (satu.kunci if satu.kunci in dikenal else None)
        if kunci and satu.isi.strip():
            hasil[kunci] = satu.isi
    return hasil


@transaction.atomic
def fill_offers(laporan: LaporanKinerja, *, by: User) -> int:
    """Put the offered text into every section that is empty and of which nobody has a draft; how many.

    NarasiTerkunci, PermissionDenied.
    """
    hold(laporan, by)
    terisi = {satu.kunci for satu in laporan.narasi.all() if satu.isi.strip()}
    terisi |= set(DrafNarasi.objects.filter(laporan=laporan).values_list("kunci", flat=True))
    kosong = {kunci: isi for kunci, isi in tawaran(laporan.perjanjian).items() if kunci not in terisi}
    for kunci, isi in kosong.items():
        write_version(laporan, kunci, isi, by=by, asal=AsalNarasi.DITAWARKAN)
    return len(kosong)
