"""What stands in the way of signing: the one answer that the page, the command and the sign-off ask."""

from dataclasses import dataclass, replace
from functools import cached_property

from importing.findings import Severity
from reports.build import susun
from reports.checks.run import periksa
from reports.checks.temuan import Temuan
from reports.document import Dokumen
from reports.models import AlasanTemuan, LaporanKinerja
from reports.narrative import dari_teks
from reports.queries import BahanLkj, kumpulkan
from reports.sections import BagianNarasi


@dataclass(frozen=True)
class HasilPeriksa:
    """The findings of a report as it is stored now, and every reason that was written, by fingerprint."""

    temuan: tuple[Temuan, ...]
    alasan: dict[str, AlasanTemuan]

    def alasan_untuk(self, temuan: Temuan) -> AlasanTemuan | None:
        """Why a warning may stand; None where nobody has said."""
        return self.alasan.get(temuan.sidik) if temuan.tingkat is Severity.WARNING else None

    def menghalangi(self, temuan: Temuan) -> bool:
        """A kesalahan always; a peringatan until it has a reason; a catatan never."""
        if temuan.tingkat is Severity.WARNING:
            return temuan.sidik not in self.alasan
        return temuan.tingkat is Severity.ERROR

    @cached_property
    def penghalang(self) -> list[Temuan]:
        """The findings that stand in the way of signing, in their order."""
        return [satu for satu in self.temuan if self.menghalangi(satu)]

    def bagian(self, bagian: BagianNarasi) -> "HasilPeriksa":
        """What was found in one section of the narrative."""
        return replace(self, temuan=tuple(satu for satu in self.temuan if satu.bagian == bagian.pemuat))

    @property
    def gugur(self) -> list[AlasanTemuan]:
        """Reasons whose finding is no longer there: mended, or another finding now."""
        ada = {satu.sidik for satu in self.temuan}
        return [satu for sidik, satu in self.alasan.items() if sidik not in ada]


def hasil_periksa(laporan: LaporanKinerja) -> HasilPeriksa:
    """Check a report as it is stored now. The number of queries does not grow with its rows."""
    bahan = kumpulkan(laporan)
    return hasil_periksa_dokumen(bahan, susun(bahan))


def hasil_periksa_dokumen(bahan: BahanLkj, dokumen: Dokumen) -> HasilPeriksa:
    """The same for a report that was composed already."""
    return HasilPeriksa(periksa(bahan, dokumen), alasan_tertulis(bahan.laporan))


def alasan_tertulis(laporan: LaporanKinerja) -> dict[str, AlasanTemuan]:
    """Every reason that was written for findings of a report, by the fingerprint of the finding."""
    alasan = AlasanTemuan.objects.filter(laporan=laporan).select_related("oleh").order_by("pk")
    return {satu.sidik: satu for satu in alasan}


def hasil_periksa_bagian(laporan: LaporanKinerja, bagian: BagianNarasi, isi: str) -> HasilPeriksa:
    """The same for one section alone, with `isi` as its text.

    The other sections are read from what was kept when they were checked last.
    """
    bahan = kumpulkan(laporan)
    bahan = replace(bahan, narasi=bahan.narasi | {bagian.kunci: dari_teks(isi)})
    return hasil_periksa_dokumen(bahan, susun(bahan)).bagian(bagian)


def penghalang(laporan: LaporanKinerja) -> list[Temuan]:
    """What stands in the way of signing a report; empty: nothing that the checker knows of."""
    return hasil_periksa(laporan).penghalang
