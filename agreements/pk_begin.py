"""How a PK begins: from last year's, from the Renstra, from sheets that were read, or as a change of one.

Copies are new rows: what they were copied from stays as it was signed.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from accounts.actions import Ditolak
from accounts.models import Satker, User
from accounts.permissions import Permission
from accounts.policy import require
from accounts.trail import record
from agreements.frozen import refuse_frozen
from agreements.models import (
    AnggaranProgram,
    Indikator,
    PerjanjianKinerja,
    Renstra,
    SasaranKegiatan,
    SasaranStrategis,
    Turunan,
)
from agreements.pk_actions import number, write_indikator
from agreements.pk_sheet import LembarIndikator, LembarSasaran, lembar_indikator
from agreements.queries import pk_tahun_lalu, renstra_tahun
from agreements.states import JenisPerubahan, StatusPK
from kinerja.metode import Metode
from kinerja.periode import Agregasi

#: A PK as sheets: each sasaran with its indikator, in order.
Isi = Sequence[tuple[LembarSasaran, Sequence[LembarIndikator]]]


@transaction.atomic
def begin_from_last(satker: Satker, tahun: int, *, by: User) -> PerjanjianKinerja:
    """A draf with the sasaran, indikator and targets of the year before. Ditolak: it has no PK."""
    lama = pk_tahun_lalu(satker, tahun)
    if lama is None:
        raise Ditolak(f"{satker} belum mempunyai Perjanjian Kinerja tahun {tahun - 1}.")
    baru = _new(satker, tahun, by=by)
    _copy(lama, baru, strategis=_strategis(satker, tahun))
    return _begun(baru, f"Perjanjian Kinerja tahun {tahun - 1}", by)


@transaction.atomic
def begin_from_renstra(satker: Satker, tahun: int, *, by: User) -> PerjanjianKinerja:
    """A draf with the sasaran strategis and IKU of the Renstra that holds in the year, and their targets.

    Ditolak: no Renstra covers the year, or none of its IKU has a target for it.
    """
    renstra = renstra_tahun(satker, tahun)
    if renstra is None:
        raise Ditolak(f"{satker} belum mempunyai Renstra yang mencakup tahun {tahun}.")
    isi = isi_renstra(renstra, tahun)
    if not isi:
        raise Ditolak(f"Renstra {renstra.periode} belum memuat IKU dengan target tahun {tahun}.")
    return _begun(_write(_new(satker, tahun, by=by), isi), f"Renstra {renstra.periode}", by)


@transaction.atomic
def begin_from_sheets(satker: Satker, tahun: int, isi: Isi, *, by: User, nama: str) -> PerjanjianKinerja:
    """A draf with sheets that were read from a file of that name."""
    return _begun(_write(_new(satker, tahun, by=by), isi), f"berkas {nama}", by)


@transaction.atomic
def begin_change(
    perjanjian: PerjanjianKinerja, jenis: JenisPerubahan, alasan: str, *, by: User
) -> PerjanjianKinerja:
    """A draf that is to replace a PK in force, with its rows and, for each indikator, where it comes from.

    Ditolak: the PK is not in force, or a change of it has begun already.
    """
    lama = (
        PerjanjianKinerja.objects.select_for_update(of=("self",))
        .select_related("satker__induk")
        .get(pk=perjanjian.pk)
    )
    require(by, Permission.COMPOSE_AGREEMENT, lama.satker)
    refuse_frozen(lama.satker, lama.tahun)
    if lama.status != StatusPK.DITETAPKAN:
        raise Ditolak("Perubahan hanya dapat dibuat dari Perjanjian Kinerja yang sudah ditetapkan.")
    if PerjanjianKinerja.objects.filter(menggantikan=lama).exists():
        raise Ditolak("Perubahan Perjanjian Kinerja ini sudah dimulai. Lanjutkan draf yang ada.")
    if not alasan.strip():
        raise Ditolak("Alasan perubahan wajib diisi.", "alasan")
    baru = PerjanjianKinerja.objects.create(
        satker=lama.satker, tahun=lama.tahun, versi=lama.versi + 1, menggantikan=lama, jenis_perubahan=jenis,
        alasan_perubahan=alasan.strip(), tempat=lama.tempat, metode_rata_rata=lama.metode_rata_rata,
    )  # fmt: skip
    _copy(lama, baru, lineage=True)
    AnggaranProgram.objects.bulk_create(
        AnggaranProgram(
            perjanjian=baru, urutan=satu.urutan, kode=satu.kode, program=satu.program, nilai=satu.nilai
        )
        for satu in lama.anggaran_program.all()
    )
    record("Perubahan Perjanjian Kinerja dimulai", baru, by=by, satker=baru.satker, note=alasan.strip())
    return baru


def isi_renstra(renstra: Renstra, tahun: int) -> list[tuple[LembarSasaran, list[LembarIndikator]]]:
    """The sasaran strategis with an IKU that has a target for the year, as the sheets of a PK."""
    hasil = []
    for tujuan in renstra.tujuan.all():
        for sasaran in tujuan.sasaran_strategis.all():
            lembar = [
                _dari_iku(iku, target.nilai)
                for iku in sasaran.iku.all()
                for target in iku.target.all()
                if target.tahun == tahun
            ]
            if lembar:
                hasil.append((LembarSasaran(sasaran.uraian, sasaran), lembar))
    return hasil


def _dari_iku(iku, target) -> LembarIndikator:
    return LembarIndikator(
        nama=iku.nama, target=target, target_predikat="", satuan=iku.satuan, polaritas=iku.polaritas,
        metode=Metode.LANGSUNG.value, agregasi=Agregasi.NILAI_AKHIR.value,
        cara_perhitungan=iku.keterangan or "Belum diuraikan", sumber_data="", penanggung_jawab=None, iku=iku,
        triwulan=(None, None, None, target),
    )  # fmt: skip


def _new(satker: Satker, tahun: int, *, by: User) -> PerjanjianKinerja:
    """An empty first version. Ditolak: the year has a PK."""
    require(by, Permission.COMPOSE_AGREEMENT, satker)
    refuse_frozen(satker, tahun)
    Satker.objects.select_for_update(no_key=True).get(pk=satker.pk)
    if PerjanjianKinerja.objects.filter(satker=satker, tahun=tahun).exists():
        raise Ditolak(f"Perjanjian Kinerja tahun {tahun} sudah ada. Buka yang ada untuk melanjutkannya.")
    return PerjanjianKinerja.objects.create(satker=satker, tahun=tahun, tempat=satker.ibu_kota)


def _begun(pk: PerjanjianKinerja, asal: str, by: User) -> PerjanjianKinerja:
    record("Perjanjian Kinerja dimulai", pk, by=by, satker=pk.satker, note=f"Dari {asal}")
    return pk


def _write(pk: PerjanjianKinerja, isi: Isi) -> PerjanjianKinerja:
    nomor = 0
    for urutan, (sasaran, indikator) in enumerate(isi, start=1):
        induk = SasaranKegiatan.objects.create(perjanjian=pk, urutan=urutan, **vars(sasaran))
        for lembar in indikator:
            nomor += 1
            write_indikator(Indikator(sasaran=induk, nomor=nomor), lembar)
    return pk


def _copy(
    lama: PerjanjianKinerja,
    baru: PerjanjianKinerja,
    *,
    lineage: bool = False,
    strategis: set[int] | None = None,
) -> None:
    """Copy the rows. lineage: each indikator knows which it comes from; its line it always keeps.

    strategis: the ids of sasaran strategis that hold in the new year; a link to another one, and to its IKU,
    is left out, so that a person sets it.
    """
    for sasaran in lama.sasaran_kegiatan.prefetch_related(
        "indikator__target_triwulan", "indikator__kegiatan_pendukung", "indikator__iku", "indikator__turunan"
    ):
        sah = strategis is None or sasaran.sasaran_strategis_id in strategis
        induk = SasaranKegiatan.objects.create(
            perjanjian=baru,
            urutan=sasaran.urutan,
            uraian=sasaran.uraian,
            sasaran_strategis_id=sasaran.sasaran_strategis_id if sah else None,
        )
        for satu in sasaran.indikator.all():
            lembar = lembar_indikator(satu)
            if strategis is not None and satu.iku and satu.iku.sasaran_strategis_id not in strategis:
                lembar = replace(lembar, iku=None)
            asal, akar = satu if lineage else None, satu.garis
            salinan = Indikator(sasaran=induk, nomor=satu.nomor, asal=asal, akar=akar)
            write_indikator(salinan, lembar)
            _copy_turunan(satu, salinan)
    number(baru)


def _copy_turunan(asal: Indikator, salinan: Indikator) -> None:
    """What each Bagian does for the indikator, and under it what its Subbagian do."""
    baru: dict[int | None, Turunan | None] = {None: None}
    for satu in sorted(asal.turunan.all(), key=lambda satu: satu.induk_id is not None):
        baru[satu.pk] = Turunan.objects.create(
            indikator=salinan, induk=baru[satu.induk_id], bagian_id=satu.bagian_id, uraian=satu.uraian,
            target=satu.target, satuan=satu.satuan,
        )  # fmt: skip


def _strategis(satker: Satker, tahun: int) -> set[int]:
    """The sasaran strategis of the Renstra that holds in a year."""
    return set(
        SasaranStrategis.objects.filter(
            tujuan__renstra__satker=satker,
            tujuan__renstra__tahun_mulai__lte=tahun,
            tujuan__renstra__tahun_selesai__gte=tahun,
        ).values_list("pk", flat=True)
    )
