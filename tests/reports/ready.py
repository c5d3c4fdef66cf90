"""A small report that has all its words, or nothing in the way of signing."""

from importing.findings import Severity
from reports.checks.gate import hasil_periksa
from reports.models import AlasanTemuan, LaporanKinerja, Narasi
from reports.sections import bagian_narasi
from tests.factories import make_user


def write_narrative(laporan: LaporanKinerja) -> LaporanKinerja:
    """A sentence in every section that has no words yet."""
    ada = set(laporan.narasi.values_list("kunci", flat=True))
    kosong = [satu.kunci for satu in bagian_narasi(laporan.perjanjian) if satu.kunci not in ada]
    Narasi.objects.bulk_create(
        Narasi(laporan=laporan, kunci=kunci, isi="<p>Uraian bagian ini.</p>") for kunci in kosong
    )
    return laporan


def write_section(laporan: LaporanKinerja, kunci: str, isi: str) -> None:
    """The words of one section, whatever stood there."""
    Narasi.objects.update_or_create(laporan=laporan, kunci=kunci, defaults={"isi": isi})


def ready_to_sign(laporan: LaporanKinerja) -> LaporanKinerja:
    """Words in every section and a reason for every warning."""
    kini, oleh = LaporanKinerja.objects.get(pk=write_narrative(laporan).pk), make_user()
    AlasanTemuan.objects.bulk_create(
        AlasanTemuan(
            laporan=laporan, sidik=satu.sidik, kode=satu.kode, kalimat=satu.kalimat, tempat=satu.tempat,
            alasan="Sesuai dokumen sumbernya.", oleh=oleh,
        )
        for satu in hasil_periksa(kini).temuan
        if satu.tingkat is Severity.WARNING
    )  # fmt: skip
    return laporan
