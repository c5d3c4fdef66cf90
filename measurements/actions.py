"""What happens to a realisasi: saved, submitted, withdrawn, returned, verified, locked, opened again.

Each action is one transaction: who may, whether the table allows the step, what is missing, the write under a
lock on the row, the trail.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.frozen import Dibekukan, require_free
from agreements.models import Indikator
from kinerja.metode import Metode
from measurements.drafts import discard_draft
from measurements.entry import Isian, Kekurangan, isi_sekarang, kekurangan
from measurements.lineage import leluhur_dari, realisasi_dari, terkini
from measurements.models import (
    Analisis,
    JawabanSatker,
    Komponen,
    Pengembalian,
    Realisasi,
)
from measurements.policy import require_milik
from measurements.queries import give_past
from measurements.reading import held_against
from measurements.return_mail import tell_returned
from measurements.schedule import Periode, belum_berlaku, minta_pengecualian, periode_satker
from measurements.states import ALUR, BOLEH_DIUBAH, KategoriPengembalian, StatusRealisasi
from measurements.tabs import TANPA_TAB, Tanda
from measurements.verify_queries import (
    DIAJUKAN,
    DIKUNCI,
    DISIMPAN,
    IKUT_MENGISI,
    belum_terverifikasi,
    kalimat_penguncian,
    pengisi,
)

#: What a step changes: the inputs, and when they were last saved, stay.
LANGKAH = ("status", "versi", "diisi_oleh", "diajukan_pada", "diverifikasi_oleh", "diverifikasi_pada")


class Bentrok(Exception):
    """Somebody else saved this realisasi or answer meanwhile; `terkini` is what is stored now."""

    def __init__(self, terkini: Realisasi | JawabanSatker | None) -> None:
        """Keep the stored row, so that the page can show both versions."""
        self.terkini = terkini
        apa = "Jawaban" if isinstance(terkini, JawabanSatker) else "Realisasi"
        super().__init__(f"{apa} ini sudah diubah oleh orang lain sejak Anda membukanya.")


class Tertutup(Exception):
    """Entry is closed; the message says why, since when and whom to ask."""


class BelumLengkap(Exception):
    """A submission that lacks something; `kekurangan` is the list that the page shows."""

    def __init__(self, isi: Sequence[Kekurangan]) -> None:
        """Keep the list."""
        self.kekurangan = tuple(isi)
        super().__init__(f"{len(self.kekurangan)} hal belum lengkap.")


@transaction.atomic
def save_realisasi(
    indikator: Indikator,
    triwulan: int,
    isian: Isian,
    *,
    versi: int,
    by: User,
    on: date,
    tanda: Tanda = TANPA_TAB,
) -> Realisasi:
    """Store what a person entered for one indikator and quarter; the draft of it is done with.

    versi: the version the person saw, 0 for none yet. Bentrok: another version is stored. Tertutup: the
    quarter is not open, or the realisasi is not in a state that may be changed. PermissionDenied.
    tanda: of the tab in which it was typed; what another tab has drafted since stays, on the old version.
    """
    require_milik(by, indikator)
    satker = indikator.sasaran.perjanjian.satker
    keep_free(indikator)
    periode = periode_satker(satker, indikator.sasaran.perjanjian.tahun, triwulan)
    _require_open(periode, on)
    # The indikator too: two first entries of a quarter have no row of their own to wait for.
    Indikator.objects.select_for_update(no_key=True).get(pk=indikator.pk)
    # of: sorting joins the indikator, which may be locked no more than above.
    semua = Realisasi.objects.select_for_update(of=("self",))
    lama = realisasi_dari(indikator, triwulan, semua)
    if (lama.versi if lama else 0) != versi:
        raise Bentrok(lama)
    if lama is None and (alasan := periode.alasan_tanpa_awal(on)):
        raise Tertutup(alasan)
    if lama is not None and lama.status not in BOLEH_DIUBAH:
        raise Tertutup(_why_fixed(lama))
    sebelum = isi_sekarang(lama) if lama else None
    baru = _write(lama or Realisasi(indikator=indikator, triwulan=triwulan, versi=0), isian, by, tanda)
    discard_draft(indikator, triwulan, by=by, tanda=tanda)
    record(
        DISIMPAN,
        baru,
        by=by,
        satker=satker,
        data={"lama": _as_data(sebelum), "baru": _as_data(isi_sekarang(baru)), "versi": baru.versi},
    )
    return baru


def _write(realisasi: Realisasi, isian: Isian, by: User, tanda: Tanda) -> Realisasi:
    for nama in (
        "nilai",
        "pembilang",
        "penyebut",
        "predikat",
        "alasan_tidak_diukur",
        "keterangan",
        "catatan",
    ):
        setattr(realisasi, nama, getattr(isian, nama))
    realisasi.versi += 1
    realisasi.diisi_oleh = by
    realisasi.tab, realisasi.ke = tanda.nama, tanda.ke
    realisasi.save()
    ask_satker(realisasi)
    realisasi.komponen.all().delete()
    Komponen.objects.bulk_create(
        Komponen(
            realisasi=realisasi, urutan=ke, nama=satu.nama, pembilang=satu.pembilang, penyebut=satu.penyebut
        )
        for ke, satu in enumerate(isian.komponen, start=1)
    )
    Analisis.objects.update_or_create(
        realisasi=realisasi,
        defaults={nama: getattr(isian, nama) for nama in ("penyebab", "upaya", "hambatan", "rekomendasi")},
    )
    return Realisasi.objects.get(pk=realisasi.pk)


def satker_ditanya(pemilik: Satker) -> list[Satker]:
    """Who answers a recap indikator: the satker of the PK and those directly under it."""
    return list(Satker.objects.filter(Q(pk=pemilik.pk) | Q(induk=pemilik)))


def ask_satker(realisasi: Realisasi) -> None:
    """Give every satker that a recap asks a row, so that who is silent shows; done again it adds nothing."""
    if realisasi.indikator.metode != Metode.REKAP_SATKER:
        return
    pemilik = realisasi.indikator.sasaran.perjanjian.satker
    JawabanSatker.objects.bulk_create(
        [JawabanSatker(realisasi=realisasi, satker=satu) for satu in satker_ditanya(pemilik)],
        ignore_conflicts=True,
    )


def keep_free(indikator: Indikator) -> None:
    """Inside a transaction: keep the year of an indikator from being signed. Tertutup: it is frozen."""
    perjanjian = indikator.sasaran.perjanjian
    try:
        require_free(perjanjian.satker, perjanjian.tahun)
    except Dibekukan as beku:
        raise Tertutup(str(beku)) from beku


@transaction.atomic
def submit(realisasi: Realisasi, *, by: User, on: date, versi: int | None = None) -> Realisasi:
    """Hand a realisasi to the Verifikator. BelumLengkap: with what is missing. Tertutup, PermissionDenied.

    versi: the version that was read before submitting; Bentrok: another one is stored.
    """
    kini = _step(realisasi, "ajukan", by=by, versi=versi)
    perjanjian = kini.indikator.sasaran.perjanjian
    _require_open(periode_satker(perjanjian.satker, perjanjian.tahun, kini.triwulan), on)
    if alasan := belum_berlaku(perjanjian):
        raise Tertutup(alasan)
    held_against([kini])
    give_past([kini.indikator])
    if kurang := kekurangan(kini):
        raise BelumLengkap(kurang)
    kini.diajukan_pada = timezone.now()
    # A recap is computed, not saved by anybody: whoever hands it in answers for it.
    kini.diisi_oleh = kini.diisi_oleh or by
    return _done(kini, DIAJUKAN, by)


@transaction.atomic
def withdraw(realisasi: Realisasi, *, by: User) -> Realisasi:
    """Take a submission back before it is verified."""
    kini = _step(realisasi, "tarik", by=by)
    kini.diajukan_pada = None
    return _done(kini, "Pengajuan ditarik kembali", by)


@transaction.atomic
def send_back(
    realisasi: Realisasi,
    kategori: KategoriPengembalian,
    alasan: str,
    *,
    by: User,
    versi: int | None = None,
) -> Pengembalian:
    """Return a submission with a reason. ValueError: no reason. `versi`, Bentrok as `verify`."""
    if not alasan.strip():
        raise ValueError("Alasan pengembalian wajib diisi.")
    kini = _step(realisasi, "kembalikan", by=by, versi=versi)
    kini = _done(kini, "Realisasi dikembalikan", by, note=alasan)
    pengembalian = Pengembalian.objects.create(
        realisasi=kini, kategori=kategori, alasan=alasan.strip(), oleh=by
    )
    tell_returned(pengembalian)
    return pengembalian


@transaction.atomic
def verify(realisasi: Realisasi, *, by: User, versi: int | None = None) -> Realisasi:
    """Verify a submission. PermissionDenied: also for everybody who had a part in entering it.

    versi: the version that was read; Bentrok: it was withdrawn, changed and submitted again since.
    """
    kini = _step(realisasi, "verifikasi", by=by, versi=versi)
    if by.pk in pengisi(kini):
        raise PermissionDenied(IKUT_MENGISI)
    kini.diverifikasi_oleh, kini.diverifikasi_pada = by, timezone.now()
    return _done(kini, "Realisasi diverifikasi", by)


@transaction.atomic
def undo_verify(realisasi: Realisasi, alasan: str, *, by: User) -> Pengembalian:
    """Take a verification back while the quarter is not locked. ValueError: no reason."""
    if not alasan.strip():
        raise ValueError("Alasan pembatalan wajib diisi.")
    kini = _step(realisasi, "batalkan", by=by)
    kini.diverifikasi_oleh = kini.diverifikasi_pada = None
    kini = _done(kini, "Verifikasi dibatalkan", by, note=alasan)
    return Pengembalian.objects.create(
        realisasi=kini, kategori=KategoriPengembalian.BATAL, alasan=alasan.strip(), oleh=by
    )


@transaction.atomic
def close_quarter(satker: Satker, tahun: int, triwulan: int, *, by: User) -> int:
    """Lock a quarter of which everything is verified; how many realisasi it holds.

    BelumLengkap: with every indikator that is not verified yet. Tertutup: nothing is measured in it.
    """
    require(by, Permission.VERIFY_REALISASI, satker)
    periode = periode_satker(satker, tahun, triwulan)
    if not periode.indikator:
        raise Tertutup(f"Tidak ada indikator yang diukur pada {periode.triwulan}; tidak ada yang dikunci.")
    lama = leluhur_dari(periode.indikator)
    baris = list(
        # of: with the indikator and the satker locked too, whoever saves or verifies meanwhile waits for this
        # and this for them.
        Realisasi.objects.select_for_update(of=("self",))
        .filter(indikator__in=[*(satu.pk for satu in periode.indikator), *lama], triwulan=triwulan)
        .select_related("indikator__sasaran__perjanjian__satker")
    )
    if belum := belum_terverifikasi(periode, baris, lama):
        raise BelumLengkap(belum)
    for satu in baris:
        if satu.status == StatusRealisasi.TERVERIFIKASI:
            _done(_step(satu, "kunci", by=by), DIKUNCI, by)
    return len(baris)


@transaction.atomic
def reopen(realisasi: Realisasi, alasan: str, *, by: User, on: date) -> Realisasi:
    """Open a locked realisasi again while an exception of its satker is in force, else Tertutup."""
    kini = _step(realisasi, "buka", by=by)
    perjanjian = kini.indikator.sasaran.perjanjian
    periode = periode_satker(perjanjian.satker, perjanjian.tahun, kini.triwulan)
    if periode.pengecualian is None or periode.pengecualian < on:
        raise Tertutup("Realisasi terkunci hanya dapat dibuka selama pengecualian untuk satker ini berlaku.")
    kini.diverifikasi_oleh = kini.diverifikasi_pada = kini.diajukan_pada = None
    kini = _done(kini, "Realisasi dibuka kembali", by, note=alasan)
    Pengembalian.objects.create(realisasi=kini, kategori=KategoriPengembalian.LAIN, alasan=alasan, oleh=by)
    return kini


def _step(realisasi: Realisasi, langkah: str, *, by: User, versi: int | None = None) -> Realisasi:
    """The row under a lock, moved one step; saved by `_done`. IllegalTransition, Tertutup.

    versi: what must be stored (None: whatever is), else Bentrok.
    """
    keep_free(realisasi.indikator)
    kini = (
        Realisasi.objects.select_for_update(of=("self",))
        .select_related("indikator__sasaran__perjanjian__satker__induk", "indikator__penanggung_jawab")
        .get(pk=realisasi.pk)
    )
    baris = ALUR.find(StatusRealisasi(kini.status), langkah)
    if baris.permission == Permission.ENTER_REALISASI:
        # Who enters it now: a change of the PK may have given it to another Bagian.
        require_milik(by, terkini(kini.indikator))
    else:
        require(by, Permission(baris.permission), kini.indikator.sasaran.perjanjian.satker)
    if versi is not None and kini.versi != versi:
        raise Bentrok(kini)
    kini.status = baris.target
    return kini


def _done(kini: Realisasi, peristiwa: str, by: User, note: str = "") -> Realisasi:
    kini.versi += 1
    kini.save(update_fields=LANGKAH)
    record(peristiwa, kini, by=by, satker=kini.indikator.sasaran.perjanjian.satker, note=note)
    return kini


def _require_open(periode: Periode, on: date) -> None:
    if not periode.terbuka(on):
        raise Tertutup(periode.alasan_tertutup(on))


def _why_fixed(realisasi: Realisasi) -> str:
    """Why a realisasi cannot be changed, since when, by whom and what to do."""
    satker = realisasi.indikator.sasaran.perjanjian.satker
    return {
        StatusRealisasi.DIAJUKAN: "Realisasi ini sudah diajukan. Tarik kembali pengajuannya untuk mengubah.",
        StatusRealisasi.TERVERIFIKASI: "Realisasi ini sudah diverifikasi. Mintalah Verifikator membatalkan.",
        StatusRealisasi.TERKUNCI: f"{kalimat_penguncian([realisasi])} {minta_pengecualian(satker)}",
    }[StatusRealisasi(realisasi.status)]


def _as_data(isian: Isian | None) -> dict[str, object] | None:
    return None if isian is None else asdict(isian)
