"""Run every check over a report; a section is looked at again only when it or the data has changed."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from reports.checks.data import Data, data_pemeriksaan
from reports.checks.naskah import BagianNaskah, baca_naskah
from reports.checks.registry import PEMERIKSAAN
from reports.checks.tabel import kisi_ketikan
from reports.checks.temuan import URUTAN, Temuan
from reports.document import Dokumen
from reports.figures import Figur
from reports.queries import BahanLkj

#: Raised when a check changes what it finds, so that nothing that an older one kept is shown.
VERSI = 6
LAMA_DISIMPAN = 24 * 3600


def periksa(bahan: BahanLkj, dokumen: Dokumen) -> tuple[Temuan, ...]:
    """Every finding, in the order of the document, the most grave of a section first."""
    data = data_pemeriksaan(bahan, Figur.dari(bahan))
    indikator = {satu.nama: satu.url for satu in data.sebutan if satu.jenis == "indikator"}
    naskah = baca_naskah(dokumen, indikator)
    temuan = [
        *_per_bagian(naskah, data),
        *(satu for kode in PEMERIKSAAN for fungsi in kode.naskah for satu in fungsi(naskah, bahan)),
        *(satu for kode in PEMERIKSAAN for fungsi in kode.bahan for satu in fungsi(bahan)),
    ]
    return tuple(_urut(dict.fromkeys(satu.tersamar() for satu in temuan), naskah))


def periksa_bagian(bagian: BagianNaskah, data: Data) -> list[Temuan]:
    """What the checks find in one section."""
    kisi = list(kisi_ketikan(bagian))
    temuan: list[Temuan] = []
    for pemeriksaan in PEMERIKSAAN:
        for fungsi in pemeriksaan.bagian:
            temuan += fungsi(bagian, data)
        for fungsi_tabel in pemeriksaan.tabel:
            temuan += (satu for tabel in kisi for satu in fungsi_tabel(tabel))
    return temuan


def _per_bagian(naskah: Sequence[BagianNaskah], data: Data) -> list[Temuan]:
    """The findings of all sections; those of a section that did not change come from the cache."""
    kunci = {bagian.kunci: _kunci(bagian, data) for bagian in naskah}
    tersimpan: dict[str, list[dict[str, Any]]] = cache.get_many(kunci.values())
    baru, hasil = {}, []
    for bagian in naskah:
        isi = tersimpan.get(kunci[bagian.kunci])
        if isi is None:
            isi = [satu.as_json() for satu in periksa_bagian(bagian, data)]
            baru[kunci[bagian.kunci]] = isi
        hasil += [Temuan.from_json(satu) for satu in isi]
    if baru:
        cache.set_many(baru, LAMA_DISIMPAN)
    return hasil


def _kunci(bagian: BagianNaskah, data: Data) -> str:
    """The same section and the same data have one name."""
    isi = f"{VERSI}\x1f{data.sidik}\x1f{bagian!r}"
    return f"temuan:{sha256(isi.encode()).hexdigest()}"


def _urut(temuan: Iterable[Temuan], naskah: Sequence[BagianNaskah]) -> list[Temuan]:
    tempat = {bagian.kunci: ke for ke, bagian in enumerate(naskah)}
    kode = {satu.kode: ke for ke, satu in enumerate(PEMERIKSAAN)}
    return sorted(
        temuan,
        key=lambda satu: (tempat.get(satu.bagian, -1), URUTAN.index(satu.tingkat), kode[satu.kode]),
    )
