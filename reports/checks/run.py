"""Run every check; each looks at a section again only when that or what it reads of the data has changed."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from reports.checks.data import Data, data_pemeriksaan
from reports.checks.naskah import BagianNaskah, baca_naskah
from reports.checks.registry import PEMERIKSAAN, PerBagian, PerTabel
from reports.checks.tabel import kisi_ketikan
from reports.checks.temuan import URUTAN, Temuan
from reports.document import Dokumen
from reports.queries import BahanLkj
from reports.unchanged import dari, sekali, seperti_dulu


def periksa(bahan: BahanLkj, dokumen: Dokumen) -> tuple[Temuan, ...]:
    """Every finding, in the order of the document, the most grave of a section first."""
    laporan = bahan.laporan.pk
    data = seperti_dulu(laporan, bahan.dari(data_pemeriksaan))
    indikator = {satu.nama: satu.url for satu in data.sebutan if satu.jenis == "indikator"}
    naskah = baca_naskah(seperti_dulu(laporan, dokumen), indikator)
    temuan = [
        *(satu for bagian in naskah for satu in periksa_bagian(bagian, data)),
        *(satu for kode in PEMERIKSAAN for fungsi in kode.naskah for satu in fungsi(naskah, bahan)),
        *(satu for kode in PEMERIKSAAN for fungsi in kode.bahan for satu in fungsi(bahan)),
    ]
    return tuple(_urut(dict.fromkeys(satu.tersamar() for satu in temuan), naskah))


def periksa_bagian(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """What the checks find in one section."""
    for pemeriksaan in PEMERIKSAAN:
        for fungsi in pemeriksaan.bagian:
            yield from dari(bagian, fungsi, data, partial(_per_bagian, fungsi, bagian))
        for fungsi_tabel in pemeriksaan.tabel:
            yield from sekali(bagian, fungsi_tabel, partial(_per_tabel, fungsi_tabel, bagian))


def _per_bagian(fungsi: PerBagian, bagian: BagianNaskah, data: Data) -> tuple[Temuan, ...]:
    return tuple(fungsi(bagian, data))


def _per_tabel(fungsi: PerTabel, bagian: BagianNaskah) -> tuple[Temuan, ...]:
    kisi = sekali(bagian, kisi_ketikan, lambda: tuple(kisi_ketikan(bagian)))
    return tuple(satu for tabel in kisi for satu in fungsi(tabel))


def _urut(temuan: Iterable[Temuan], naskah: Sequence[BagianNaskah]) -> list[Temuan]:
    tempat = {bagian.kunci: ke for ke, bagian in enumerate(naskah)}
    kode = {satu.kode: ke for ke, satu in enumerate(PEMERIKSAAN)}
    return sorted(
        temuan,
        key=lambda satu: (tempat.get(satu.bagian, -1), URUTAN.index(satu.tingkat), kode[satu.kode]),
    )
