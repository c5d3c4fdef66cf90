"""The kinds of rows a Renstra is made of: what each stands under, what it holds, what uses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from django.db.models import QuerySet

from agreements.models import IKU, Misi, Renstra, SasaranStrategis, Tujuan

Node: TypeAlias = Misi | Tujuan | SasaranStrategis | IKU
#: What a row says, by field; an IKU also has `target`: year -> figure, None where none is set.
Isi: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Jenis:
    """One kind of row: its word in addresses, its name, what it stands under, the fields of its text."""

    kata: str
    nama: str
    model: type
    induk: type
    tautan: str
    ke_satker: str
    bidang: tuple[str, ...] = ("uraian",)

    @property
    def judul(self) -> str:
        """The name as a sentence begins with it."""
        return self.nama[0].upper() + self.nama[1:]


JENIS = {
    satu.kata: satu
    for satu in (
        Jenis("misi", "misi", Misi, Renstra, "renstra", "renstra__satker__induk"),
        Jenis("tujuan", "tujuan", Tujuan, Renstra, "renstra", "renstra__satker__induk"),
        Jenis(
            "sasaran-strategis",
            "sasaran strategis",
            SasaranStrategis,
            Tujuan,
            "tujuan",
            "tujuan__renstra__satker__induk",
        ),
        Jenis(
            "iku",
            "IKU",
            IKU,
            SasaranStrategis,
            "sasaran_strategis",
            "sasaran_strategis__tujuan__renstra__satker__induk",
            ("nama", "keterangan", "satuan", "polaritas"),
        ),
    )
}
#: The path from what a row stands under to the satker.
KE_SATKER = {Renstra: "satker__induk"} | {satu.model: satu.ke_satker for satu in JENIS.values()}


def jenis_of(butir: Node) -> Jenis:
    """The kind of a row."""
    return next(satu for satu in JENIS.values() if isinstance(butir, satu.model))


def induk_of(butir: Node) -> Renstra | Tujuan | SasaranStrategis:
    """What a row stands under."""
    return getattr(butir, jenis_of(butir).tautan)


def renstra_of(butir: Renstra | Node) -> Renstra:
    """The Renstra that a row belongs to."""
    return butir if isinstance(butir, Renstra) else renstra_of(induk_of(butir))


def siblings(jenis: Jenis, induk: Renstra | Node) -> QuerySet:
    """The rows of a kind under one row, in order."""
    return jenis.model.objects.filter(**{jenis.tautan: induk}).order_by("urutan")


def values(butir: Node) -> dict[str, Any]:
    """What a row says now, as `Isi`."""
    isi = {nama: getattr(butir, nama) for nama in jenis_of(butir).bidang}
    return isi | {"target": targets(butir)} if isinstance(butir, IKU) else isi


def targets(iku: IKU) -> dict[int, Decimal | None]:
    """The target of each year of the Renstra, None where none is set."""
    tersimpan = {satu.tahun: satu.nilai for satu in iku.target.all()}
    return {tahun: tersimpan.get(tahun) for tahun in renstra_of(iku).tahun}


def uses(butir: Renstra | Node) -> list[str]:
    """What stands in the way of deleting a row, as sentences; none for one that nothing uses."""
    if isinstance(butir, Renstra):
        return _holds(butir.tujuan.count(), "tujuan")
    if isinstance(butir, Tujuan):
        return _holds(butir.sasaran_strategis.count(), "sasaran strategis")
    if isinstance(butir, SasaranStrategis):
        tahun = butir.sasaran_kegiatan.values_list("perjanjian__tahun", flat=True)
        return _holds(butir.iku.count(), "IKU") + _agreements(tahun, "Sasaran kegiatan")
    if isinstance(butir, IKU):
        tahun = butir.indikator.values_list("sasaran__perjanjian__tahun", flat=True)
        nomor = butir.lampiran.values_list("keputusan__nomor", flat=True)
        keputusan = [f"Tercantum dalam lampiran Keputusan Nomor {satu}." for satu in nomor]
        return keputusan + _agreements(tahun, "Indikator")
    return []


def _holds(banyak: int, apa: str) -> list[str]:
    return [f"Masih memuat {banyak} {apa}."] if banyak else []


def _agreements(tahun: QuerySet, apa: str) -> list[str]:
    bertahun = sorted(set(tahun))
    return [f"{apa} Perjanjian Kinerja tahun {satu} merujuk kepadanya." for satu in bertahun]
