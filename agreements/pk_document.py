"""A PK as it is printed: one frozen value, the same for the page on which it is signed and for the PDF."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from accounts.models import Pejabat
from agreements.display import target_teks
from agreements.models import PerjanjianKinerja
from agreements.pk_gate import PIHAK, NaskahPK, baca_naskah
from agreements.states import TERKUNCI, StatusPK
from kinerja.angka import rupiah, tanggal
from printing.pdf import Pdf, print_page, stylesheet

BELUM = "…"


@dataclass(frozen=True)
class PihakCetak:
    """One party: what it is called, who and in which office (an acting one with Plt. or Plh. before it)."""

    pihak: str
    nama: str
    sebutan: str


@dataclass(frozen=True)
class IndikatorCetak:
    """One row of the lampiran."""

    nama: str
    target: str
    cara: str


@dataclass(frozen=True)
class SasaranCetak:
    """A sasaran with its rows."""

    nomor: int
    uraian: str
    indikator: tuple[IndikatorCetak, ...]


@dataclass(frozen=True)
class DokumenPK:
    """The statement and the lampiran."""

    judul: str
    nomor: str
    satker: str
    nama_panjang: str
    tahun: int
    versi: int
    status: str
    resmi: bool
    perubahan: str
    pertama: PihakCetak
    kedua: PihakCetak
    tempat: str
    tanggal: str
    sasaran: tuple[SasaranCetak, ...]
    program: tuple[tuple[str, str, str], ...]
    jumlah: str


def dokumen_pk(perjanjian: PerjanjianKinerja) -> DokumenPK:
    """What is printed of a PK, in a fixed number of queries."""
    naskah = baca_naskah(perjanjian)
    pertama, kedua = (_pihak(naskah, jabatan, pihak) for jabatan, pihak in PIHAK)
    program = list(perjanjian.anggaran_program.all())
    berubah = perjanjian.versi > 1
    return DokumenPK(
        judul=perjanjian.judul,
        nomor=perjanjian.nomor,
        satker=perjanjian.satker.nama,
        nama_panjang=perjanjian.satker.nama_panjang,
        tahun=perjanjian.tahun,
        versi=perjanjian.versi,
        status=perjanjian.get_status_display(),
        resmi=perjanjian.status in (StatusPK.DITETAPKAN, StatusPK.DIGANTIKAN),
        perubahan=perjanjian.get_jenis_perubahan_display().lower() if berubah else "",
        pertama=pertama,
        kedua=kedua,
        tempat=perjanjian.tempat or BELUM,
        tanggal=tanggal(perjanjian.tanggal) if perjanjian.tanggal else BELUM,
        sasaran=tuple(_sasaran(satu) for satu in naskah.sasaran),
        program=tuple((satu.kode, satu.program, rupiah(satu.nilai)) for satu in program),
        jumlah=rupiah(sum(satu.nilai for satu in program)),
    )


def _pihak(naskah: NaskahPK, jabatan: str, pihak: str) -> PihakCetak:
    """The official kept with the signature; before it, who is in office on the day of the PK."""
    pk = naskah.perjanjian
    tersimpan = {
        Pejabat.Jabatan.SEKRETARIS: pk.pihak_pertama,
        Pejabat.Jabatan.KETUA: pk.pihak_kedua,
    }[Pejabat.Jabatan(jabatan)]
    satu = tersimpan if pk.status in TERKUNCI else naskah.pejabat.get(jabatan)
    return PihakCetak(pihak, satu.nama if satu else BELUM, satu.sebutan_lengkap if satu else BELUM)


def _sasaran(satu) -> SasaranCetak:
    return SasaranCetak(
        satu.urutan,
        satu.uraian,
        tuple(
            IndikatorCetak(ini.nama, target_teks(ini), ini.cara_perhitungan) for ini in satu.indikator.all()
        ),
    )


def render_body(dokumen: DokumenPK) -> str:
    """The paper as HTML, without the page around it."""
    return render_to_string("agreements/pk_paper.html", {"dokumen": dokumen})


def render_pdf(perjanjian: PerjanjianKinerja) -> Pdf:
    """The paper as PDF/A; the same rows give the same bytes. RenderFailed as `printing.pdf.print_page`."""
    dokumen = dokumen_pk(perjanjian)
    bertanggal = perjanjian.tanggal or date(perjanjian.tahun, 1, 1)
    konteks = {"dokumen": dokumen, "body": render_body(dokumen), "tanggal": bertanggal.isoformat()}
    html = render_to_string("agreements/pk_page.html", konteks)
    return print_page(html, stylesheet("css/pk_paper.css"), tanggal=bertanggal)
