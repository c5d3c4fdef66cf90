"""Gaps of the document: what would print broken, sections in which nothing is said, an old reviu."""

from collections.abc import Iterator

from importing.findings import Severity
from reports.checks.alat import temuan_di
from reports.checks.data import Data
from reports.checks.naskah import BagianNaskah
from reports.checks.temuan import Temuan
from reports.document import Celah
from reports.offers import PERMINTAAN


def cetak_rusak(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """CETAK-RUSAK: a figure without data, a reference to nothing, a text that cannot be read.

    Only mending it lets the report be signed.
    """
    for satu in bagian.celah:
        if satu.rusak:
            yield Temuan(
                "CETAK-RUSAK", Severity.ERROR, satu.pesan, bagian.kunci, bagian.nama, kutipan=satu.pesan
            )


def reviu_usang(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """REVIU-USANG: the reviu was finished on another text, so its statement is not printed."""
    for satu in bagian.celah:
        if satu.hal == "usang":
            kalimat = (
                f"{satu.pesan} Mintalah Pereviu membuka reviu, memeriksa teks ini, lalu menyelesaikannya."
            )
            yield Temuan(
                "REVIU-USANG", Severity.WARNING, kalimat, bagian.kunci, "Pernyataan Telah Direviu",
                url=satu.url,
            )  # fmt: skip


def bagian_kosong(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """BAGIAN-KOSONG: nothing is said in a section, or what an offered text asks for still stands in it.

    Where figures of the application stand in it all the same a reason may follow; the words before the
    Lampiran are nobody's duty.
    """
    for satu in bagian.celah:
        if satu.hal == "kosong":
            kalimat = f"{bagian.nama} belum ditulis. Tulislah isinya pada halaman narasi, lalu simpan."
            yield Temuan("BAGIAN-KOSONG", _tingkat(bagian), kalimat, bagian.kunci, bagian.nama)
    if (lain := _sebab_hampa(bagian)) is not None:
        kalimat = f"{bagian.nama} tidak memuat apa pun. {lain.pesan} Lengkapi datanya."
        yield Temuan("BAGIAN-KOSONG", Severity.ERROR, kalimat, bagian.kunci, bagian.nama, url=lain.url)
    for potongan in bagian.potongan:
        for cocok in PERMINTAAN.finditer(potongan.teks):
            yield temuan_di(
                potongan, None, "BAGIAN-KOSONG", Severity.ERROR,
                "Permintaan pada teks yang ditawarkan belum diisi. Gantilah dengan uraian Anda.",
                ada=cocok[0],
            )  # fmt: skip


def _tingkat(bagian: BagianNaskah) -> Severity:
    if not bagian.berisi:
        return Severity.ERROR
    return Severity.NOTE if bagian.kunci.startswith("lampiran.") else Severity.WARNING


def _sebab_hampa(bagian: BagianNaskah) -> Celah | None:
    """The gap of data for which a section prints nothing; one of words is told as such."""
    if bagian.berisi or not bagian.celah or any(satu.rusak or satu.hal for satu in bagian.celah):
        return None
    return bagian.celah[0]
