"""The plan of an upload, which preview and confirmation both make: what is wrong, what would change."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from budget.snapshot import PotretDipa
from budget.states import JenisUnggahan
from budget.uploads.after import sesudah
from budget.uploads.checks import penolakan, periksa
from budget.uploads.diff import JenisPerubahan, Perubahan, jumlah_perubahan, perubahan
from budget.uploads.material import Bahan
from importing.findings import Finding, Severity, blocking, warnings


@dataclass(frozen=True)
class Rencana:
    """What would happen.

    dilihat: the DIPA years that it was made on, by satker id. sebelum, sesudah: of those, the ones that would
    change, as they are and as they would be; both empty while errors stand in the way.
    """

    jenis: JenisUnggahan | None
    temuan: tuple[Finding, ...]
    dilihat: dict[int, PotretDipa]
    revisi: int | None = None
    revisi_baru: bool = False
    baris: tuple[Perubahan, ...] = ()
    jumlah: Perubahan | None = None
    sebelum: dict[int, PotretDipa] | None = None
    sesudah: dict[int, PotretDipa] | None = None

    @property
    def kesalahan(self) -> list[Finding]:
        """What keeps it from being applied."""
        return blocking(self.temuan)

    @property
    def peringatan(self) -> list[Finding]:
        """What somebody has to tick, each with a reason."""
        return warnings(self.temuan)

    @property
    def tanpa_perubahan(self) -> bool:
        """Whether everything that the file says is stored already."""
        return not self.kesalahan and not self.sesudah

    @property
    def versi(self) -> dict[str, int]:
        """Satker id as text -> the version of its DIPA that was looked at."""
        return {str(pk): potret.versi for pk, potret in self.dilihat.items()}

    def ringkasan(self) -> dict[str, Any]:
        """For storing: counts, sums and every line."""
        banyak = Counter(satu.jenis for satu in self.baris)
        return {
            "revisi": self.revisi,
            "revisi_baru": self.revisi_baru,
            "tanpa_perubahan": self.tanpa_perubahan,
            "satker": sorted(self.sesudah or {}),
            "banyak": {jenis.value: banyak[jenis] for jenis in JenisPerubahan},
            "temuan": {berat.value: _hitung(self.temuan, berat) for berat in Severity},
            "jumlah": self.jumlah and self.jumlah.as_json(),
            "baris": [satu.as_json() for satu in self.baris],
        }


def _hitung(temuan: tuple[Finding, ...], berat: Severity) -> int:
    return sum(1 for satu in temuan if satu.severity is berat)


def susun(bahan: Bahan) -> Rencana:
    """The plan for a parsed file."""
    if ditolak := penolakan(bahan):
        return Rencana(bahan.isi.jenis, ditolak, bahan.dipa)
    temuan = periksa(bahan)
    baris = perubahan(bahan)
    sebelum: dict[int, PotretDipa] = {}
    baru: dict[int, PotretDipa] = {}
    if not blocking(temuan):
        baru = {pk: nanti for pk, nanti in sesudah(bahan).items() if nanti != bahan.dipa[pk]}
        sebelum = {pk: bahan.dipa[pk] for pk in baru}
    return Rencana(
        jenis=bahan.isi.jenis,
        temuan=temuan,
        dilihat=bahan.dipa,
        revisi=None if bahan.rekap else bahan.sasaran.nomor,
        revisi_baru=not bahan.rekap and not bahan.sasaran.berisi,
        baris=baris,
        jumlah=jumlah_perubahan(bahan, baris) if baris else None,
        sebelum=sebelum,
        sesudah=baru,
    )


def rencana_ditolak(temuan: tuple[Finding, ...], dilihat: dict[int, PotretDipa]) -> Rencana:
    """The plan for a file in which no table can be read."""
    return Rencana(None, temuan, dilihat)
