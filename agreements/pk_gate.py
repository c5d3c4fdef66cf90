"""What a PK lacks before it can be handed in; page and gate ask the same function."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from accounts.models import Pejabat, Satker
from agreements.models import IKU, Indikator, PerjanjianKinerja, Pertimbangan, SasaranKegiatan
from agreements.pk_advice import IkuDiuji, IndikatorDiuji, LaluDiuji, Saran, saran
from agreements.pk_line import last_years
from agreements.pk_sheet import empat_target
from agreements.queries import isi_perjanjian, strategis_tahun
from kinerja.angka import tanggal

#: The two parties: office, and what the party is called.
PIHAK = (
    (Pejabat.Jabatan.SEKRETARIS, "Pihak Pertama"),
    (Pejabat.Jabatan.KETUA, "Pihak Kedua"),
)


@dataclass(frozen=True)
class Kekurangan:
    """One thing that is missing: a sentence, and the page on which it is mended."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Nasihat:
    """An advice with the reason for which it was overruled, None while there is none."""

    saran: Saran
    pertimbangan: Pertimbangan | None


@dataclass(frozen=True)
class NaskahPK:
    """A PK read whole: its rows, the parties in office on its day, the advice on it."""

    perjanjian: PerjanjianKinerja
    sasaran: tuple[SasaranKegiatan, ...]
    pejabat: dict[str, Pejabat]
    nasihat: tuple[Nasihat, ...]

    @property
    def indikator(self) -> list[Indikator]:
        """All, in order."""
        return [satu for sasaran in self.sasaran for satu in sasaran.indikator.all()]

    def tentang(self, indikator: Indikator) -> list[Nasihat]:
        """The advice on one indikator, overruled or not."""
        return [satu for satu in self.nasihat if satu.saran.indikator == indikator.pk]

    @property
    def terbuka(self) -> list[Nasihat]:
        """The advice that is neither followed nor overruled."""
        return [satu for satu in self.nasihat if satu.pertimbangan is None]


def baca_naskah(perjanjian: PerjanjianKinerja) -> NaskahPK:
    """Read a PK whole, in a fixed number of queries."""
    sasaran = tuple(isi_perjanjian(perjanjian))
    return NaskahPK(
        perjanjian,
        sasaran,
        pejabat_pada(perjanjian.satker, perjanjian.tanggal) if perjanjian.tanggal else {},
        tuple(_nasihat(perjanjian, sasaran)),
    )


def pejabat_pada(satker: Satker, hari: date) -> dict[str, Pejabat]:
    """Office -> who holds it on a day; of two the one who began last (Plt. and Plh. are such terms)."""
    menjabat = Pejabat.objects.filter(satker=satker, jabatan__in=[jabatan for jabatan, _ in PIHAK])
    return {satu.jabatan: satu for satu in menjabat.in_office(hari).order_by("mulai", "pk")}


def _nasihat(perjanjian: PerjanjianKinerja, sasaran: Sequence[SasaranKegiatan]) -> Iterable[Nasihat]:
    alasan = {satu.kunci: satu for satu in perjanjian.pertimbangan.select_related("oleh")}
    diuji = [diuji_dari(satu) for per_sasaran in sasaran for satu in per_sasaran.indikator.all()]
    lalu = [LaluDiuji(satu.nomor, satu.nama, satu.garis) for satu in last_years(perjanjian)]
    for satu in [*saran(diuji, _iku(perjanjian), lalu), *_from_others(perjanjian)]:
        kenal = alasan.get(satu.kunci)
        yield Nasihat(satu, kenal if kenal and kenal.saran == satu.kalimat else None)


def _from_others(perjanjian: PerjanjianKinerja) -> Iterable[Saran]:
    """The advice of apps that know what this one does not, such as the DIPA (settings.PK_ADVISERS)."""
    for nama in settings.PK_ADVISERS:
        yield from import_string(nama)(perjanjian)


def diuji_dari(satu: Indikator) -> IndikatorDiuji:
    """What advice is given on."""
    return IndikatorDiuji(
        satu.pk, satu.nomor, satu.nama, satu.target, satu.satuan, satu.polaritas, satu.metode,
        satu.cara_perhitungan, satu.agregasi, satu.rencana, empat_target(satu), satu.iku_id, satu.garis,
    )  # fmt: skip


def _iku(perjanjian: PerjanjianKinerja) -> list[IkuDiuji]:
    """The IKU of the Renstra that holds in the year."""
    return [
        IkuDiuji(pk, nama)
        for pk, nama in IKU.objects.filter(sasaran_strategis__in=strategis_tahun(perjanjian)).values_list(
            "pk", "nama"
        )
    ]


def missing_to_submit(naskah: NaskahPK) -> list[Kekurangan]:
    """Everything that keeps a PK from being handed in, in the order of the paper."""
    return [*_kepala(naskah), *_isi(naskah), *_anggaran(naskah), *_saran_terbuka(naskah)]


def _kepala(naskah: NaskahPK) -> Iterable[Kekurangan]:
    pk = naskah.perjanjian
    kepala = reverse("agreements:pk_kepala", args=[pk.pk])
    if not pk.tempat:
        yield Kekurangan("Tempat penandatanganan belum diisi.", kepala)
    if pk.tanggal is None:
        yield Kekurangan("Tanggal penandatanganan belum diisi.", kepala)
        return
    if pk.versi > 1 and not pk.nomor:
        yield Kekurangan("Nomor Perjanjian Kinerja Perubahan belum diisi.", kepala)
    for jabatan, pihak in PIHAK:
        if jabatan not in naskah.pejabat:
            yield Kekurangan(
                f"Belum ada {jabatan.label} yang menjabat pada {tanggal(pk.tanggal)} sebagai {pihak}. "
                f"Mintalah Administrator {pk.satker} mencatatnya, atau ubah tanggal penandatanganan.",
                kepala,
            )


def _isi(naskah: NaskahPK) -> Iterable[Kekurangan]:
    susun = reverse("agreements:pk_susun", args=[naskah.perjanjian.pk])
    if not naskah.sasaran:
        yield Kekurangan("Belum ada sasaran kegiatan.", susun)
    for sasaran in naskah.sasaran:
        ubah = reverse("agreements:pk_sasaran", args=[sasaran.pk])
        if sasaran.sasaran_strategis_id is None:
            yield Kekurangan(
                f"Sasaran {sasaran.urutan} belum dihubungkan dengan sasaran strategis Renstra.", ubah
            )
        if not sasaran.indikator.all():
            yield Kekurangan(f"Sasaran {sasaran.urutan} belum memiliki indikator.", ubah)
    for indikator in naskah.indikator:
        yield from _indikator(indikator)


def _indikator(satu: Indikator) -> Iterable[Kekurangan]:
    ubah = reverse("agreements:pk_indikator", args=[satu.pk])
    if satu.penanggung_jawab_id is None:
        yield Kekurangan(f"Indikator {satu.nomor} belum memiliki Bagian penanggung jawab.", ubah)
    if not satu.target_triwulan.all():
        yield Kekurangan(f"Indikator {satu.nomor} belum memiliki target pada satu triwulan pun.", ubah)
    if not satu.sumber_data:
        yield Kekurangan(f"Sumber data indikator {satu.nomor} belum diisi.", ubah)


def _anggaran(naskah: NaskahPK) -> Iterable[Kekurangan]:
    if not naskah.perjanjian.anggaran_program.exists():
        susun = reverse("agreements:pk_susun", args=[naskah.perjanjian.pk])
        yield Kekurangan("Program dan anggaran belum diambil dari DIPA.", f"{susun}#anggaran")


def _saran_terbuka(naskah: NaskahPK) -> Iterable[Kekurangan]:
    susun = reverse("agreements:pk_susun", args=[naskah.perjanjian.pk])
    nomor = {satu.pk: satu.nomor for satu in naskah.indikator}
    for satu in naskah.terbuka:
        siapa = f"Indikator {nomor[satu.saran.indikator]}: " if satu.saran.indikator else ""
        yield Kekurangan(
            f"{siapa}{satu.saran.kalimat} Perbaiki atau beri alasan.", f"{susun}#saran-{satu.saran.kunci}"
        )
