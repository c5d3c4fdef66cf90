"""What several checks share: the words before a number, a finding at a place."""

from importing.findings import Severity
from reports.checks.ketikan import AngkaKetik
from reports.checks.naskah import Potongan
from reports.checks.teks import kalimat_di
from reports.checks.temuan import Temuan


def sebelum(potongan: Potongan, ketikan: AngkaKetik) -> str:
    """The words of its sentence before a number, from the number before it on."""
    awal, _ = kalimat_di(potongan.teks, ketikan.awal)
    for lain in potongan.angka_di(awal, ketikan.awal)[-1:]:
        awal = lain.akhir
    return potongan.teks[awal : ketikan.awal]


def temuan_di(
    potongan: Potongan,
    ketikan: AngkaKetik | None,
    kode: str,
    tingkat: Severity,
    kalimat: str,
    *,
    ada: str = "",
    seharusnya: str = "",
) -> Temuan:
    """A finding at a number of a text, or at the text as a whole; it quotes the sentence."""
    awal, akhir = kalimat_di(potongan.teks, ketikan.awal) if ketikan else (0, len(potongan.teks))
    return Temuan(
        kode=kode,
        tingkat=tingkat,
        kalimat=kalimat,
        bagian=potongan.bagian,
        tempat=potongan.tempat,
        kutipan=potongan.teks[awal:akhir].strip(),
        ada=ada or (ketikan.teks if ketikan else ""),
        seharusnya=seharusnya,
        url=potongan.url,
    )
