"""What happens to evidence: added to a realisasi or to an answer, removed, put back, while entry is open.

Each is one transaction under a lock on the realisasi, so that nothing is removed while it is being verified.
"""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.models import Indikator
from jobs.storage import BerkasDitolak
from measurements.actions import Tertutup, ask_satker, keep_free
from measurements.evidence import BATAS_BERKAS, IsianBukti, discard, leave, open_checked, store
from measurements.lineage import garis, realisasi_dari, terkini
from measurements.models import BuktiDukung, Draf, JawabanSatker, Realisasi
from measurements.policy import require_milik
from measurements.recap_actions import hold_answer, why_answer_closed
from measurements.schedule import periode_satker
from measurements.states import BOLEH_DIUBAH, StatusRealisasi
from measurements.verify_queries import BUKTI


def why_closed(indikator: Indikator, triwulan: int, realisasi: Realisasi | None, on: date) -> str:
    """Why evidence can be neither added nor removed, and what to do; empty while it can."""
    perjanjian = indikator.sasaran.perjanjian
    periode = periode_satker(perjanjian.satker, perjanjian.tahun, triwulan)
    if alasan := periode.alasan_tertutup(on):
        return alasan
    if realisasi is None and indikator not in periode.indikator:
        return f"Menurut rencana aksi, indikator ini tidak diukur pada {periode.triwulan}."
    if realisasi is None:
        return periode.alasan_tanpa_awal(on)
    if realisasi.status in BOLEH_DIUBAH:
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

    def place() -> Realisasi:
        keep_free(indikator)
        # The indikator first, as `save_realisasi` does: two first entries have no row to wait for.
        Indikator.objects.select_for_update(no_key=True).get(pk=indikator.pk)
        # of: sorting joins the indikator, which may be locked no more than above.
        semua = Realisasi.objects.select_for_update(of=("self",))
        ada = realisasi_dari(indikator, triwulan, semua)
        if alasan := why_closed(indikator, triwulan, ada, on):
            raise Tertutup(alasan)
        return ada or _begin(indikator, triwulan, by)

    return _add(isian, place, by)


def add_answer_evidence(
    realisasi: Realisasi, satker: Satker, isian: IsianBukti, *, by: User, on: date
) -> BuktiDukung:
    """Add one piece of evidence to a satker's answer to a recap; raises as `add_evidence`."""
    require(by, Permission.ANSWER_RECAP, satker)
    return _add(isian, lambda: hold_answer(realisasi, satker, by=by, on=on), by)


def _add(isian: IsianBukti, place: Callable[[], Realisasi | JawabanSatker], by: User) -> BuktiDukung:
    """Keep the file, then its row under the lock that `place` takes."""
    berkas = store(isian.berkas.isi) if isian.berkas else ""
    try:
        with transaction.atomic():
            return _create(place(), isian, berkas, by)
    except BaseException:
        if berkas:
            discard(berkas)
        raise


def _create(tempat: Realisasi | JawabanSatker, isian: IsianBukti, berkas: str, by: User) -> BuktiDukung:
    jawaban = tempat if isinstance(tempat, JawabanSatker) else None
    realisasi = tempat if jawaban is None else jawaban.realisasi
    if isian.berkas:
        _require_room(realisasi, jawaban, isian.berkas.nama, isian.berkas.sha256)
    bukti = BuktiDukung.objects.create(
        realisasi=realisasi,
        jawaban=jawaban,
        urutan=_next(realisasi),
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
    _record("ditambahkan", bukti, by)
    return bukti


@transaction.atomic
def remove_evidence(bukti: BuktiDukung, *, by: User, on: date) -> BuktiDukung:
    """Remove a piece of evidence and return it as it was, for `restore_evidence`; its file stays for a day.

    BuktiDukung.DoesNotExist: somebody removed it meanwhile. Tertutup, PermissionDenied.
    """
    realisasi = _hold(bukti, by)
    kini = realisasi.bukti.get(pk=bukti.pk)
    if alasan := why_kept(kini, on):
        raise Tertutup(alasan)
    _record("dihapus", kini, by)
    BuktiDukung.objects.filter(pk=kini.pk).delete()
    if kini.berkas:
        leave(kini.berkas)
    return kini


@transaction.atomic
def restore_evidence(bukti: BuktiDukung, *, by: User, on: date) -> BuktiDukung:
    """Put back what `remove_evidence` has taken away, at the end of the list.

    BerkasHilang, BerkasBerubah: its file is no longer what it was. BerkasDitolak, Tertutup, PermissionDenied.
    """
    # The row under the lock: what came with the session may be of an earlier state.
    bukti.realisasi = realisasi = _hold(bukti, by)
    if alasan := why_kept(bukti, on):
        raise Tertutup(alasan)
    if bukti.berkas:
        open_checked(bukti).close()
        _require_room(realisasi, bukti.jawaban, bukti.nama_asli, bukti.sha256)
    bukti.pk, bukti.urutan = None, _next(realisasi)
    bukti.save(force_insert=True)
    _record("dikembalikan", bukti, by)
    return bukti


def _hold(bukti: BuktiDukung, by: User) -> Realisasi:
    """The realisasi of a piece of evidence under a lock, for who keeps it."""
    require_keeper(by, bukti)
    keep_free(bukti.realisasi.indikator)
    return Realisasi.objects.select_for_update().get(pk=bukti.realisasi_id)


def require_keeper(by: User, bukti: BuktiDukung) -> None:
    """Raise PermissionDenied unless this person enters the figure, or answers for the satker."""
    if bukti.jawaban is None:
        require_milik(by, terkini(bukti.realisasi.indikator))
    else:
        require(by, Permission.ANSWER_RECAP, bukti.jawaban.satker)


def why_kept(bukti: BuktiDukung, on: date) -> str:
    """Why a piece of evidence cannot be removed; empty while it can."""
    realisasi = bukti.realisasi
    if bukti.jawaban is not None:
        return why_answer_closed(realisasi, bukti.jawaban.satker, on)
    return why_closed(realisasi.indikator, realisasi.triwulan, realisasi, on)


def _begin(indikator: Indikator, triwulan: int, by: User) -> Realisasi:
    """An empty realisasi; drafts that were typed on top of none are then based on it."""
    realisasi = Realisasi.objects.create(indikator=indikator, triwulan=triwulan, diisi_oleh=by)
    ask_satker(realisasi)
    Draf.objects.filter(indikator__in=garis(indikator), triwulan=triwulan, versi=0).update(
        versi=realisasi.versi
    )
    return realisasi


def _next(realisasi: Realisasi) -> int:
    return (realisasi.bukti.aggregate(akhir=Max("urutan"))["akhir"] or 0) + 1


def _require_room(realisasi: Realisasi, jawaban: JawabanSatker | None, nama: str, sha256: str) -> None:
    ada = list(realisasi.bukti.filter(jawaban=jawaban).exclude(berkas=""))
    for satu in ada:
        if satu.sha256 == sha256:
            raise BerkasDitolak(
                f"Berkas “{nama}” sama dengan “{satu.nama_asli}” yang sudah tersimpan; hapus dahulu"
                " yang lama bila keterangannya hendak diganti."
            )
    if len(ada) >= BATAS_BERKAS:
        raise BerkasDitolak(
            f"Berkas “{nama}” melebihi batas {BATAS_BERKAS} berkas untuk satu"
            f" {'jawaban' if jawaban else 'realisasi'}; hapus berkas yang tidak diperlukan atau gabungkan"
            " beberapa dokumen menjadi satu PDF."
        )


def _record(peristiwa: str, bukti: BuktiDukung, by: User) -> None:
    record(
        f"{BUKTI}{'jawaban ' if bukti.jawaban else ''}{peristiwa}",
        bukti.realisasi,
        by=by,
        satker=bukti.satker,
        note=bukti.judul,
        data={
            "bukti": bukti.pk,
            "nama_asli": bukti.nama_asli,
            "ukuran": bukti.ukuran,
            "sha256": bukti.sha256,
            "nomor": bukti.nomor,
            "tanggal": bukti.tanggal,
        },
    )
