"""SAKTI's "Laporan FA Detail (16 Segmen)", GLP039: its lines as a tree. `s.d. Periode` is the realisasi."""

from budget.uploads.fa_rows import BarisFa, pilah_fa
from budget.uploads.identity import baca_identitas
from budget.uploads.kinds import Calon
from budget.uploads.parsed import DALAM, Angka, BarisBerkas, Cacat, Isi, Kolom, Tingkat
from budget.uploads.table import baca_angka, gaya_kolom
from importing.findings import Finding, Severity

_INDUK = {
    Tingkat.KEGIATAN: Tingkat.PROGRAM,
    Tingkat.KRO: Tingkat.KEGIATAN,
    Tingkat.RO: Tingkat.KRO,
}


def baca_fa_detail(calon: Calon) -> Isi:
    """Parse a sheet that was recognised as FA Detail."""
    pemilah = pilah_fa(calon)
    semua = [*pemilah.baris, *([pemilah.total] if pemilah.total else [])]
    gaya = gaya_kolom([satu.letak for satu in semua])
    angka = [_nol_terbukti(baca_angka(satu.letak, calon.kepala, gaya)) for satu in semua]
    temuan = list(pemilah.temuan)
    baris = _pohon(calon, pemilah.baris, angka, temuan)
    total = None
    if pemilah.total is not None:
        cetak = pemilah.total
        total = BarisBerkas(cetak.letak.row.number, Tingkat.TOTAL, "", "", cetak.alamat, angka[-1])
    identitas = baca_identitas(calon.lembar, calon.kepala)
    return Isi(calon.jenis, calon.lembar, calon.kepala, identitas, tuple(baris), total, tuple(temuan))


def _pohon(
    calon: Calon, cetak: list[BarisFa], angka: list[dict[Kolom, Angka]], temuan: list[Finding]
) -> list[BarisBerkas]:
    """The lines with whole codes and parents; a line stands under the last one of a higher level."""
    baris: list[BarisBerkas] = []
    jalur: list[int] = []
    for ke, satu in enumerate(cetak):
        while jalur and DALAM[baris[jalur[-1]].tingkat] >= DALAM[satu.tingkat]:
            jalur.pop()
        induk = baris[jalur[-1]] if jalur else None
        if not _berinduk(satu, induk):
            temuan.append(_tanpa_induk(calon, satu))
        baris.append(
            BarisBerkas(
                satu.letak.row.number,
                satu.tingkat,
                _kode_lengkap(satu, induk),
                satu.uraian,
                satu.alamat,
                angka[ke],
                jalur[-1] if jalur else None,
            )
        )
        jalur.append(len(baris) - 1)
    return baris


def _kode_lengkap(satu: BarisFa, induk: BarisBerkas | None) -> str:
    """The code with those above it: `QGE.004` under `CQ.6709.QGE` is `CQ.6709.QGE.004`."""
    if induk is None or satu.tingkat in (Tingkat.PROGRAM, Tingkat.KEGIATAN):
        return satu.kode
    akhir = satu.kode.rpartition(".")[2] if satu.tingkat is Tingkat.RO else satu.kode
    return f"{induk.kode}.{akhir}"


def _berinduk(satu: BarisFa, induk: BarisBerkas | None) -> bool:
    """Whether a line stands under the line that its level and code ask for."""
    if satu.tingkat is Tingkat.PROGRAM:
        return True
    if induk is None:
        return False
    if satu.tingkat not in _INDUK:
        return DALAM[induk.tingkat] >= DALAM[Tingkat.RO]
    if induk.tingkat is not _INDUK[satu.tingkat]:
        return False
    depan = satu.kode.rpartition(".")[0]
    return not depan or induk.kode.rpartition(".")[2] == depan


def _nol_terbukti(angka: dict[Kolom, Angka]) -> dict[Kolom, Angka]:
    """A realisasi that is left empty is 0 where the row's own sisa proves it, and unknown elsewhere."""
    nyata, pagu, sisa = (angka.get(kolom) for kolom in (Kolom.REALISASI, Kolom.PAGU, Kolom.SISA))
    if nyata is None or pagu is None or sisa is None or nyata.cacat is not Cacat.KOSONG:
        return angka
    if pagu.nilai is not None and pagu.nilai == sisa.nilai:
        return angka | {Kolom.REALISASI: Angka(nyata.alamat, "", 0)}
    return angka


def _tanpa_induk(calon: Calon, satu: BarisFa) -> Finding:
    return Finding(
        "INDUK-TIDAK-ADA", Severity.ERROR,
        f"{satu.tingkat.upper() if satu.tingkat in ('kro', 'ro') else satu.tingkat.capitalize()} ini tidak"
        " berada di bawah baris induk yang sesuai dengan kodenya.",
        "Unduh ulang laporan dari SAKTI, lalu unggah berkasnya tanpa diubah.",
        calon.lembar.name, satu.alamat, satu.kode,
    )  # fmt: skip
