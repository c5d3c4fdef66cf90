"""What was uploaded, and month by month; revisions beside each other and on a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from accounts.models import Satker
from budget.models import RealisasiAnggaran, RevisiDipa, Unggahan
from budget.snapshot import PotretDipa, RevisiPotret, potret
from budget.states import StatusUnggahan


@dataclass(frozen=True)
class BandingBaris:
    """A line in two revisions, in rupiah; None: it is not in that one."""

    kode: str
    uraian: str
    satu: int | None
    dua: int | None

    @property
    def selisih(self) -> int:
        """Second − first; a line that is not there counts as 0."""
        return (self.dua or 0) - (self.satu or 0)


def riwayat_unggahan(satker: Satker, tahun: int) -> list[Unggahan]:
    """The uploads of a satker and those of others that changed its DIPA (a recap), newest first.

    What is long in them (`sebelum`, `temuan`, `ringkasan`) is fetched only when it is asked for; of the
    summary each has `jumlah`, `tanpa_perubahan`, `banyak_temuan` and `sesudah`.
    """
    atas = [satu for satu in (satker.induk_id, satker.induk and satker.induk.induk_id) if satu]
    calon = (
        Unggahan.objects.filter(tahun=tahun, satker__in=[satker.pk, *atas])
        .defer("sebelum", "temuan", "ringkasan")
        .annotate(
            jumlah=F("ringkasan__jumlah"),
            tanpa_perubahan=F("ringkasan__tanpa_perubahan"),
            banyak_temuan=F("ringkasan__temuan"),
            sesudah=F("ringkasan__sesudah"),
        )
        .select_related("diunggah_oleh", "diterapkan_oleh", "dibatalkan_oleh")
    )
    return [satu for satu in calon if satu.satker_id == satker.pk or _mengubah(satu, satker.pk)]


def _mengubah(unggahan: Unggahan, satker: int) -> bool:
    return unggahan.status == StatusUnggahan.DITERAPKAN and str(satker) in unggahan.dipa_versi


def bulan_terisi(satker: Collection[Satker], tahun: int) -> dict[int, set[int]]:
    """Satker id -> the months of a year of which realisasi is known; who is silent has an empty set."""
    isi = (
        RealisasiAnggaran.objects.filter(
            baris__revisi__dipa__satker__in=satker, baris__revisi__dipa__tahun=tahun
        )
        .order_by()
        .values_list("baris__revisi__dipa__satker", "bulan")
        .distinct()
    )
    hasil: dict[int, set[int]] = {satu.pk: set() for satu in satker}
    for pk, bulan in isi:
        hasil[pk].add(bulan)
    return hasil


def banding_revisi(satker: Satker, tahun: int, satu: int, dua: int) -> list[BandingBaris]:
    """The lines of two revisions of a DIPA by their numbers, parents with their sums."""
    dipa = _potret(satker, tahun)
    sisi = [dipa.nomor(nomor) or RevisiPotret(nomor) for nomor in (satu, dua)]
    uraian = {baris.kode: baris.uraian for revisi in sisi for baris in revisi.baris}
    return [
        BandingBaris(kode, uraian[kode], sisi[0].jumlah_pagu.get(kode), sisi[1].jumlah_pagu.get(kode))
        for kode in sorted(uraian, key=lambda kode: kode.split("."))
    ]


def revisi_pada(revisi: Iterable[RevisiDipa], hari: date) -> RevisiDipa | None:
    """The revision in force on a day: the highest whose SPAN posting, or else whose date, is not after it.

    DIPA awal holds from the start, even when it bears no date; another revision without a date is not known
    to hold.
    """

    def berlaku(satu: RevisiDipa) -> bool:
        sejak = satu.tanggal_posting_span or satu.tanggal
        return satu.nomor == 0 if sejak is None else sejak <= hari

    return max((satu for satu in revisi if berlaku(satu)), key=lambda satu: satu.nomor, default=None)


def _potret(satker: Satker, tahun: int) -> PotretDipa:
    return potret([satker.pk], tahun)[satker.pk]
