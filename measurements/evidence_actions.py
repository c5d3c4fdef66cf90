"""What happens to evidence: added to a realisasi, removed from it, while entry is open.

Each is one transaction under a lock on the realisasi, so that nothing is removed while it is being verified.
"""

from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.trail import record
from agreements.models import Indikator
from measurements.actions import Tertutup, ask_satker
from measurements.evidence import (
    BATAS_BERKAS,
    Berkas,
    BerkasDitolak,
    IsianBukti,
    discard,
    discard_unused,
    store,
)
from measurements.models import BuktiDukung, Draf, Realisasi
from measurements.policy import require_milik
from measurements.schedule import periode_satker
from measurements.states import BOLEH_DIUBAH, StatusRealisasi


def why_closed(indikator: Indikator, triwulan: int, realisasi: Realisasi | None, on: date) -> str:
    """Why evidence can be neither added nor removed, and what to do; empty while it can."""
    perjanjian = indikator.sasaran.perjanjian
    periode = periode_satker(perjanjian.satker, perjanjian.tahun, triwulan)
    if alasan := periode.alasan_tertutup(on):
        return alasan
    if realisasi is None and indikator not in periode.indikator:
        return f"Menurut rencana aksi, indikator ini tidak diukur pada {periode.triwulan}."
    if realisasi is None or realisasi.status in BOLEH_DIUBAH:
        return ""
    return {
        StatusRealisasi.DIAJUKAN: (
            "Realisasi ini sudah diajukan. Tarik kembali pengajuannya untuk mengubah bukti dukung."
        ),
        StatusRealisasi.TERVERIFIKASI: (
            "Realisasi ini sudah diverifikasi. Mintalah Verifikator membatalkan verifikasinya."
        ),
        StatusRealisasi.TERKUNCI: "Triwulan ini dikunci. Mintalah pengecualian kepada KPU Provinsi.",
    }[StatusRealisasi(realisasi.status)]


def add_evidence(
    indikator: Indikator, triwulan: int, isian: IsianBukti, *, by: User, on: date
) -> BuktiDukung:
    """Add one piece of evidence; a realisasi that does not exist yet is made first, empty.

    BerkasDitolak: the same file is there already, or too many are. Tertutup, PermissionDenied. The file is on
    the disk before the row; a refused row takes it away again, a killed process leaves it as an orphan.
    """
    require_milik(by, indikator)
    berkas = store(isian.berkas.isi) if isian.berkas else ""
    try:
        return _add(indikator, triwulan, isian, berkas, by=by, on=on)
    except BaseException:
        if berkas:
            discard(berkas)
        raise


@transaction.atomic
def _add(
    indikator: Indikator, triwulan: int, isian: IsianBukti, berkas: str, *, by: User, on: date
) -> BuktiDukung:
    # The indikator first, as `save_realisasi` does: two first entries have no row of their own to wait for.
    Indikator.objects.select_for_update(no_key=True).get(pk=indikator.pk)
    realisasi = Realisasi.objects.select_for_update().filter(indikator=indikator, triwulan=triwulan).first()
    if alasan := why_closed(indikator, triwulan, realisasi, on):
        raise Tertutup(alasan)
    realisasi = realisasi or _begin(indikator, triwulan, by)
    if isian.berkas:
        _require_room(realisasi, isian.berkas)
    bukti = BuktiDukung.objects.create(
        realisasi=realisasi,
        urutan=(realisasi.bukti.aggregate(akhir=Max("urutan"))["akhir"] or 0) + 1,
        judul=isian.judul,
        nomor=isian.nomor,
        tanggal=isian.tanggal,
        keterangan=isian.keterangan,
        berkas=berkas,
        nama_asli=isian.berkas.nama if isian.berkas else "",
        jenis=isian.berkas.jenis if isian.berkas else "",
        ukuran=len(isian.berkas.isi) if isian.berkas else None,
        sha256=isian.berkas.sha256 if isian.berkas else "",
        diunggah_oleh=by,
        diunggah_pada=timezone.now(),
    )
    _record("Bukti dukung ditambahkan", bukti, realisasi, by)
    return bukti


@transaction.atomic
def remove_evidence(bukti: BuktiDukung, *, by: User, on: date) -> None:
    """Remove a piece of evidence; its file goes after the commit, unless another row names it.

    BuktiDukung.DoesNotExist: somebody removed it meanwhile. Tertutup, PermissionDenied.
    """
    indikator = bukti.realisasi.indikator
    require_milik(by, indikator)
    realisasi = Realisasi.objects.select_for_update().get(pk=bukti.realisasi_id)
    if alasan := why_closed(indikator, realisasi.triwulan, realisasi, on):
        raise Tertutup(alasan)
    kini = realisasi.bukti.get(pk=bukti.pk)
    _record("Bukti dukung dihapus", kini, realisasi, by)
    berkas = kini.berkas
    kini.delete()
    if berkas:
        transaction.on_commit(partial(discard_unused, berkas))


def _begin(indikator: Indikator, triwulan: int, by: User) -> Realisasi:
    """An empty realisasi; drafts that were typed on top of none are then based on it."""
    realisasi = Realisasi.objects.create(indikator=indikator, triwulan=triwulan, diisi_oleh=by)
    ask_satker(realisasi)
    Draf.objects.filter(indikator=indikator, triwulan=triwulan, versi=0).update(versi=realisasi.versi)
    return realisasi


def _require_room(realisasi: Realisasi, berkas: Berkas) -> None:
    ada = list(realisasi.bukti.exclude(berkas=""))
    for satu in ada:
        if satu.sha256 == berkas.sha256:
            raise BerkasDitolak(
                f"Berkas “{berkas.nama}” sama dengan “{satu.nama_asli}” yang sudah tersimpan; hapus dahulu"
                " yang lama bila keterangannya hendak diganti."
            )
    if len(ada) >= BATAS_BERKAS:
        raise BerkasDitolak(
            f"Berkas “{berkas.nama}” melebihi batas {BATAS_BERKAS} berkas untuk satu realisasi; hapus berkas"
            " yang tidak diperlukan atau gabungkan beberapa dokumen menjadi satu PDF."
        )


def _record(peristiwa: str, bukti: BuktiDukung, realisasi: Realisasi, by: User) -> None:
    record(
        peristiwa,
        realisasi,
        by=by,
        satker=realisasi.indikator.sasaran.perjanjian.satker,
        note=bukti.judul[:300],
        data={
            "bukti": bukti.pk,
            "nama_asli": bukti.nama_asli,
            "ukuran": bukti.ukuran,
            "sha256": bukti.sha256,
            "nomor": bukti.nomor,
            "tanggal": bukti.tanggal,
        },
    )
