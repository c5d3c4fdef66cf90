"""A recap that is open: a province that asks, two kabupaten that answer, and who does it for them."""

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from django.utils import timezone

from accounts.models import Satker, User
from accounts.permissions import Peran
from agreements.models import Indikator
from importing.upload import take_upload
from kinerja.metode import Metode
from measurements.evidence import IsianBukti
from measurements.evidence_actions import add_answer_evidence, add_evidence
from measurements.models import BuktiDukung, Realisasi
from measurements.recap_actions import open_recap
from tests.evidence_files import pdf
from tests.factories import make_member, make_pk, make_satker, make_skala_akip
from tests.measurements.quarter import TRIWULAN, make_jadwal, make_measured


@dataclass(frozen=True)
class Recap:
    """The recap with its people; `operator` answers for `satu`, `tetangga` for `dua`."""

    realisasi: Realisasi
    provinsi: Satker
    satu: Satker
    dua: Satker
    operator: User
    tetangga: User
    staf: User
    verifikator: User

    @property
    def indikator(self) -> Indikator:
        return self.realisasi.indikator

    def add(self, satker: Satker, by: User, isi: bytes = b"", **teks: str) -> BuktiDukung:
        """Evidence of the answer of a satker."""
        return add_answer_evidence(
            self.realisasi, satker, evidence(isi, **teks), by=by, on=timezone.localdate()
        )

    def add_own(self, isi: bytes = b"") -> BuktiDukung:
        """Evidence of the figure itself, by the province."""
        isian = evidence(isi, judul="Surat provinsi")
        return add_evidence(self.indikator, TRIWULAN, isian, by=self.staf, on=timezone.localdate())


def evidence(isi: bytes = b"", nama: str = "laporan", judul: str = "Laporan SAKIP") -> IsianBukti:
    isi = isi or pdf()
    return IsianBukti(judul, berkas=take_upload(nama, len(isi), BytesIO(isi)))


def make_recap() -> Recap:
    make_skala_akip()
    provinsi = make_satker("KPU Provinsi Uji")
    satu, dua = (make_satker(f"KPU Kab. {nama}", induk=provinsi) for nama in ("Satu", "Dua"))
    make_jadwal(provinsi)
    indikator = make_measured(
        make_pk(provinsi), metode=Metode.REKAP_SATKER, kriteria="B", kriteria_nilai=Decimal(60), skala="akip"
    )
    staf = make_member(provinsi, Peran.STAF)
    return Recap(
        open_recap(indikator, TRIWULAN, by=staf, on=timezone.localdate()),
        provinsi,
        satu,
        dua,
        make_member(satu, Peran.OPERATOR),
        make_member(dua, Peran.OPERATOR),
        staf,
        make_member(provinsi, Peran.VERIFIKATOR),
    )
