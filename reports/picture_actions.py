"""What happens to the pictures of an LKj while it is a konsep: added, described anew, removed."""

import secrets
from functools import partial

from django.db import transaction

from accounts.models import User
from accounts.trail import record
from agreements.models import Indikator
from jobs.storage import BerkasDitolak
from reports.models import GambarNarasi, LaporanKinerja
from reports.narrative_actions import Bentrok, hold
from reports.pictures import STORAGE, IsiGambar, discard_unused

BATAS_GAMBAR = 60


def add_picture(
    laporan: LaporanKinerja,
    gambar: IsiGambar,
    *,
    judul: str,
    alt: str,
    by: User,
    indikator: Indikator | None = None,
) -> GambarNarasi:
    """Keep a picture under a key of its own, for an indikator or for none.

    BerkasDitolak: too many, or the same one is there. NarasiTerkunci, PermissionDenied. The file is on the
    disk before the row; a refused row takes it away again, a killed process leaves it as an orphan.
    """
    berkas = STORAGE.store(gambar.isi)
    try:
        with transaction.atomic():
            return _create(laporan, gambar, berkas, judul, alt, indikator, by)
    except BaseException:
        STORAGE.discard(berkas)
        raise


def _create(
    laporan: LaporanKinerja,
    gambar: IsiGambar,
    berkas: str,
    judul: str,
    alt: str,
    indikator: Indikator | None,
    by: User,
) -> GambarNarasi:
    hold(laporan, by)
    ada = list(laporan.gambar.all())
    if len(ada) >= BATAS_GAMBAR:
        raise BerkasDitolak(f"Laporan ini sudah memuat {BATAS_GAMBAR} gambar; hapus yang tidak dipakai.")
    for satu in ada:
        if satu.sha256 == gambar.sha256:
            raise BerkasDitolak(f"Gambar ini sudah ada sebagai “{satu.judul}”.")
    dibuat = GambarNarasi.objects.create(
        laporan=laporan,
        kunci=f"g-{secrets.token_hex(4)}",
        judul=judul,
        alt=alt,
        berkas=berkas,
        jenis=gambar.jenis,
        lebar=gambar.lebar,
        tinggi=gambar.tinggi,
        sha256=gambar.sha256,
        indikator=indikator,
        diunggah_oleh=by,
    )
    _record("Gambar ditambahkan", dibuat, by)
    return dibuat


@transaction.atomic
def describe_picture(
    gambar: GambarNarasi, *, judul: str, alt: str, versi: int, by: User, indikator: Indikator | None = None
) -> None:
    """Another caption, text in its place or indikator, on top of the version the person saw.

    One that was taken from last year becomes a person's.

    Bentrok: somebody changed or removed it meanwhile. NarasiTerkunci, PermissionDenied.
    """
    hold(gambar.laporan, by)
    kini = _stored(gambar, versi)
    kini.judul, kini.alt, kini.versi = judul, alt, versi + 1
    kini.indikator, kini.tahun_lalu = indikator, False
    kini.save()
    _record("Keterangan gambar diubah", kini, by)


@transaction.atomic
def remove_picture(gambar: GambarNarasi, *, versi: int, by: User) -> None:
    """Remove a picture; where it stood the preview shows a gap. Its file goes after the commit.

    Bentrok: somebody changed or removed it meanwhile. NarasiTerkunci, PermissionDenied.
    """
    hold(gambar.laporan, by)
    kini = _stored(gambar, versi)
    _record("Gambar dihapus", kini, by)
    kini.delete()
    transaction.on_commit(partial(discard_unused, gambar.berkas))


def _stored(gambar: GambarNarasi, versi: int) -> GambarNarasi:
    """The picture as it is stored. Bentrok: it is gone, or not the version that the person saw."""
    kini = GambarNarasi.objects.filter(pk=gambar.pk).first()
    if kini is None:
        raise Bentrok(f"Gambar “{gambar.judul}” telah dihapus orang lain.")
    if kini.versi != versi:
        raise Bentrok(f"Gambar ini telah diubah orang lain menjadi “{kini.judul}”.")
    return kini


def _record(peristiwa: str, gambar: GambarNarasi, by: User) -> None:
    record(
        peristiwa,
        gambar.laporan,
        by=by,
        satker=gambar.laporan.satker,
        note=gambar.judul,
        data={"kunci": gambar.kunci, "sha256": gambar.sha256, "alt": gambar.alt},
    )
