"""The answers to a recap as they are read: what each means, and the evidence of it."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Jejak, Satker, User
from accounts.permissions import Permission
from accounts.policy import can
from accounts.trail import history
from measurements.figures import jawaban_memenuhi
from measurements.models import BuktiDukung, JawabanSatker, Realisasi
from measurements.queries import skala_nilai
from measurements.verify_queries import BUKTI, DIJAWAB


@dataclass(frozen=True)
class BarisRekap:
    """One satker: its answer, its grade, whether it meets the criterion, its evidence, who may open that."""

    jawaban: JawabanSatker
    predikat: str
    memenuhi: bool | None
    bukti: tuple[BuktiDukung, ...]
    terbaca: bool

    @property
    def diam(self) -> bool:
        """Whether the satker has not answered."""
        return self.jawaban.nilai is None

    @property
    def tanpa_bukti(self) -> bool:
        """Whether the satker has answered and shown nothing for it."""
        return not self.diam and not self.bukti


def baris_rekap(realisasi: Realisasi, user: User) -> list[BarisRekap]:
    """Every satker that a recap of `lengkap` asks, in one query more."""
    jawaban = list(realisasi.jawaban.all())
    skala = skala_nilai().get(realisasi.indikator.skala)
    bukti: dict[int, list[BuktiDukung]] = {}
    for satu in realisasi.bukti_jawaban:
        bukti.setdefault(satu.jawaban_id, []).append(satu)
    return [
        BarisRekap(
            satu,
            getattr(skala.untuk(satu.nilai), "nama", "") if skala and satu.nilai is not None else "",
            arti,
            tuple(bukti.get(satu.pk, ())),
            can(user, Permission.READ_MEASUREMENT, satu.satker),
        )
        for satu, arti in zip(jawaban, jawaban_memenuhi(realisasi.indikator, jawaban), strict=True)
    ]


def answer_evidence(realisasi: Realisasi, satker: Satker) -> list[BuktiDukung]:
    """The evidence of one satker's answer, in order."""
    return list(realisasi.bukti.filter(jawaban__satker=satker).select_related("diunggah_oleh"))


def answer_history(realisasi: Realisasi, satker: Satker) -> list[Jejak]:
    """What happened to one satker's answer and its evidence, newest first."""
    tentang = Q(peristiwa=DIJAWAB) | Q(peristiwa__startswith=f"{BUKTI}jawaban ")
    return list(history(realisasi).filter(tentang, satker=satker))
