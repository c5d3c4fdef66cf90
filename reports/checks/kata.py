"""Words: regulations, personal data, years in titles, names of sasaran and indikator, copied text."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import unescape

from importing.findings import Severity
from reports.bab3 import AWALAN_ANALISIS
from reports.checks.alat import temuan_di
from reports.checks.data import Data, PeraturanResmi, Sebutan
from reports.checks.naskah import BagianNaskah, Potongan, TabelNaskah
from reports.checks.teks import ratakan
from reports.checks.temuan import KONTAK, NOMOR_INDUK, Temuan, samarkan
from reports.document import Baris
from reports.narrative import TOKEN
from reports.queries import BahanLkj

MIRIP = 0.8
MIRIP_NOMOR = 0.85
#: From how many characters on a paragraph is one that nobody writes twice.
PANJANG_SALINAN = 100

_PERATURAN = re.compile(
    r"\b(?P<jenis>Undang-Undang|UU|PP|PKPU|Perpres|Permen\s?PAN\s?-?RB|(?:Peraturan|Keputusan)(?:\s+[A-Z][\w]*(?:\s+dan)?)+)"
    r"(?:\s+Republik\s+Indonesia)?(?:\s+RI)?\s+(?:Nomor|No\.?)\s*:?\s*(?P<nomor>\d[\w./-]*\w|\d)"
    r"(?:\s+[Tt]ahun\s+(?P<tahun>\d{4}))?"
)
_SINGKATAN = {
    "uu": "undang undang", "pp": "peraturan pemerintah", "perpres": "peraturan presiden",
    "pkpu": "peraturan komisi pemilihan umum", "peraturan kpu": "peraturan komisi pemilihan umum",
    "keputusan kpu": "keputusan komisi pemilihan umum",
}  # fmt: skip
_TAHUN = re.compile(r"(?<![\d/.])(?:19|20)\d{2}(?:\s?[-–/]\s?(?:19|20)\d{2})?(?![\d/.])")
_TAHUN_LAIN = re.compile(
    r"(?:Pemilu|Pemilihan(?:\s+Umum)?|Nomor\s+\S+)(?:\s+Tahun)?\s+(?:19|20)\d{2}", re.IGNORECASE
)
_PERIODE_LAIN = re.compile(r"Laporan\s+Kinerja[^.;]*?\b(?:Triwulan|Semester)\s+[IVX\d]+", re.IGNORECASE)
_BERNOMOR = re.compile(
    r"(?P<jenis>Sasaran|Indikator)(?:\s+(?:kegiatan|kinerja))?\s+(?P<nomor>\d+)\s*[:.–-]\s*(?P<nama>\S.{8,})",
    re.IGNORECASE | re.DOTALL,
)
_DALAM_KALIMAT = re.compile(
    r"\bindikator\s+(?:kinerja\s+)?[“\"]?(?P<nama>(?:Persentase|Jumlah|Tersusunnya|Terwujudnya|Penetapan|Capaian"
    r"|Nilai|Indeks)\s[^.;”\"]{20,})"
)
_PEMISAH = re.compile(r"\s*</?(?:p|li|ul|ol|h\d|td|th|tr|figure|table)\b[^>]*>\s*|\s*\n\s*")
_UNSUR = re.compile(r"<[^>]*>")
_KUTIPAN = re.compile(r"[“\"]([^”\"]{20,})[”\"]")


def peraturan_beda(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """PERATURAN-BEDA: a typed citation that differs from the one spelling of the register."""
    for potongan in bagian.prosa:
        for cocok in _PERATURAN.finditer(potongan.teks):
            if not potongan.mengikat(cocok.start(), cocok.end()):
                yield from _sitasi(potongan, cocok, data)


def _sitasi(potongan: Potongan, cocok: re.Match[str], data: Data) -> Iterator[Temuan]:
    tertulis = " ".join(cocok[0].split())
    resmi = _yang_dimaksud(cocok, data.peraturan)
    if resmi is None:
        yield temuan_di(
            potongan, None, "PERATURAN-BEDA", Severity.NOTE,
            f"{tertulis} belum ada dalam daftar peraturan.", ada=tertulis,
        )  # fmt: skip
    elif not tertulis.startswith(resmi.singkat):
        yield temuan_di(
            potongan, None, "PERATURAN-BEDA", Severity.WARNING,
            f"Peraturan ini ditulis {resmi.singkat} dalam daftar peraturan.",
            ada=tertulis, seharusnya=resmi.singkat,
        )  # fmt: skip


def _yang_dimaksud(cocok: re.Match[str], daftar: Sequence[PeraturanResmi]) -> PeraturanResmi | None:
    """The regulation meant: of the same number and year, of nearly the same long number, or the year off."""
    jenis, nomor, tahun = _jenis(cocok["jenis"]), cocok["nomor"], cocok["tahun"]
    for satu in daftar:
        if satu.nomor == nomor and _jenis(satu.jenis) == jenis and tahun in (None, str(satu.tahun or "")):
            return satu
    for satu in daftar:
        if "/" in nomor and SequenceMatcher(None, nomor.lower(), satu.nomor.lower()).ratio() >= MIRIP_NOMOR:
            return satu
    sama = [satu for satu in daftar if satu.nomor == nomor and _jenis(satu.jenis) == jenis]
    return sama[0] if len(sama) == 1 and sama[0].tahun else None


def _jenis(jenis: str) -> str:
    rata = ratakan(jenis)
    return _SINGKATAN.get(rata, rata)


def data_pribadi(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """DATA-PRIBADI: NIP and NIK anywhere in the report; telephone numbers and mail addresses as a warning.

    A finding masks what it found, in its quotation too: more people see it than write the report.
    """
    for potongan in bagian.potongan:
        for pola, tingkat, hal in (
            (NOMOR_INDUK, Severity.ERROR, "Nomor induk pegawai atau kependudukan"),
            (KONTAK, Severity.WARNING, "Nomor telepon atau alamat surel"),
        ):
            for cocok in pola.finditer(potongan.teks):
                yield temuan_di(
                    potongan, None, "DATA-PRIBADI", tingkat,
                    f"{hal} tidak dimuat dalam laporan yang diumumkan.", ada=samarkan(cocok[0]),
                )  # fmt: skip


def tahun_salah(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """TAHUN-SALAH: a title that names another year, or a quarter in the report of a year."""
    for potongan in bagian.potongan:
        if potongan.jenis in ("judul", "subjudul"):
            bersih = _TAHUN_LAIN.sub("", potongan.teks)
            tahun = [_rentang(satu) for satu in _TAHUN.findall(bersih)]
            if tahun and not any(awal <= data.tahun <= akhir for awal, akhir in tahun):
                yield temuan_di(
                    potongan, None, "TAHUN-SALAH", Severity.WARNING,
                    f"Judul menyebut Tahun {tahun[0][0]}, sedangkan laporan ini Tahun {data.tahun}.",
                    ada=str(tahun[0][0]), seharusnya=str(data.tahun),
                )  # fmt: skip
        if periode := _PERIODE_LAIN.search(potongan.teks):
            yield temuan_di(
                potongan, None, "TAHUN-SALAH", Severity.WARNING,
                f"Laporan ini meliput seluruh Tahun {data.tahun}, bukan sebagian.",
                ada=periode[0], seharusnya=f"Laporan Kinerja Tahun {data.tahun}",
            )  # fmt: skip


def _rentang(teks: str) -> tuple[int, int]:
    tahun = [int(satu) for satu in re.findall(r"\d{4}", teks)]
    return tahun[0], tahun[-1]


def nama_beda(bagian: BagianNaskah, data: Data) -> Iterator[Temuan]:
    """NAMA-BEDA: a sasaran or indikator under another name than in the PK.

    Headings, quotations, "Indikator 2: …", "indikator Persentase …" and the columns Sasaran and Indikator of
    typed tables; the tables of the application take their names from the PK.
    """
    for potongan in bagian.potongan:
        if potongan.jenis != "sel":
            yield from _nama_dalam_kata(potongan, data)
    for tabel in bagian.tabel:
        yield from _nama_dalam_tabel(tabel, data)


def _nama_dalam_kata(potongan: Potongan, data: Data) -> Iterator[Temuan]:
    teks = potongan.teks.removeprefix(AWALAN_ANALISIS).strip()
    if bernomor := _BERNOMOR.match(teks):
        jenis, nomor = bernomor["jenis"].lower(), int(bernomor["nomor"])
        resmi = next((satu for satu in data.sebutan if (satu.jenis, satu.nomor) == (jenis, nomor)), None)
        if resmi and not ratakan(bernomor["nama"]).startswith(resmi.rata):
            yield _lain_nama(potongan, resmi, bernomor["nama"])
        return
    calon = [teks] if potongan.jenis == "subjudul" else _KUTIPAN.findall(teks)
    for satu in calon:
        if resmi := _mirip(satu, data.sebutan):
            yield _lain_nama(potongan, resmi, satu)
    if potongan.jenis in ("paragraf", "butir"):
        for cocok in _DALAM_KALIMAT.finditer(potongan.teks):
            if potongan.mengikat(cocok.start("nama"), cocok.start("nama") + 1):
                continue
            nama = ratakan(cocok["nama"])
            indikator = [satu for satu in data.sebutan if satu.jenis == "indikator"]
            if indikator and not any(nama.startswith(satu.rata) for satu in indikator):
                yield _lain_nama(potongan, _terdekat(nama, indikator), cocok["nama"].strip())


def _nama_dalam_tabel(isi: TabelNaskah, data: Data) -> Iterator[Temuan]:
    """Cells in the columns of names; the other names of the row, or the section, tell which one is meant."""
    resmi = {satu.rata: satu for satu in data.sebutan}
    kolom = {
        ke: jenis
        for ke, satu in enumerate(isi.tabel.kolom)
        for jenis in ("sasaran", "indikator")
        if satu.judul.lower().startswith(jenis)
    }
    for nomor, baris in enumerate(isi.tabel.baris, start=1):
        sel = {ke: _teks_sel(baris, ke) for ke in kolom}
        dikenal = {resmi[ratakan(satu)].sasaran for satu in sel.values() if ratakan(satu) in resmi}
        for ke, teks in sel.items():
            if len(teks.split()) < 3 or baris.gaya == "jumlah" or ratakan(teks) in resmi:
                continue
            sebutan = [satu for satu in data.sebutan if satu.jenis == kolom[ke]]
            dekat = [satu for satu in sebutan if satu.sasaran in (dikenal or _sasaran_bagian(isi.bagian))]
            if sebutan:
                potongan = Potongan(isi.bagian, f"{isi.tempat}, baris {nomor}", "sel", teks, (), isi.url)
                yield _lain_nama(potongan, _terdekat(ratakan(teks), dekat or sebutan), teks)


def _teks_sel(baris: Baris, ke: int) -> str:
    sel = baris.sel[ke] if ke < len(baris.sel) else None
    return "".join(satu.isi for satu in sel.isi).strip() if sel and sel.baris else ""


def _sasaran_bagian(kunci: str) -> set[int]:
    """The sasaran that a section is about."""
    cocok = re.fullmatch(r"bab3\.sasaran-(\d+)", kunci)
    return {int(cocok[1])} if cocok else set()


def _mirip(teks: str, sebutan: Sequence[Sebutan]) -> Sebutan | None:
    """The sasaran or indikator whose name a text nearly is; None when it is one, or like none."""
    rata = ratakan(teks)
    if any(rata == satu.rata for satu in sebutan):
        return None
    dekat = [satu for satu in sebutan if _serupa(rata, satu.rata)]
    return _terdekat(rata, dekat) if dekat else None


def _serupa(satu: str, lain: str) -> bool:
    """Whether two names are nearly one; by their lengths alone most are not."""
    if 2 * min(len(satu), len(lain)) < MIRIP * (len(satu) + len(lain)):
        return False
    return SequenceMatcher(None, satu, lain).ratio() >= MIRIP


def _terdekat(rata: str, sebutan: Sequence[Sebutan]) -> Sebutan:
    return max(sebutan, key=lambda satu: SequenceMatcher(None, rata, satu.rata).ratio())


def _lain_nama(potongan: Potongan, resmi: Sebutan, ada: str) -> Temuan:
    return temuan_di(
        potongan, None, "NAMA-BEDA", Severity.WARNING,
        f"Perjanjian Kinerja menyebut {resmi.jenis} {resmi.nomor}: {resmi.nama}.",
        ada=ada, seharusnya=resmi.nama,
    )  # fmt: skip


def salin_tempel(naskah: Sequence[BagianNaskah], bahan: BahanLkj) -> Iterator[Temuan]:
    """SALIN-TEMPEL: a paragraph or table that stands in the report before, or in last year's same section."""
    kata_lalu = {kunci: paragraf_rata(isi) for kunci, isi in bahan.narasi_lalu.items()}
    pertama: dict[str, str] = {}
    for bagian in naskah:
        for satu in bagian.prosa:
            isi = ketikan_rata(satu)
            if len(isi) < PANJANG_SALINAN:
                continue
            if isi in pertama:
                kalimat = f"Teks ini sudah ada pada {pertama[isi]}."
            elif isi in kata_lalu.get(bagian.kunci, ()):
                kalimat = "Teks ini sama dengan teks laporan tahun lalu."
            else:
                pertama[isi] = satu.tempat
                continue
            yield temuan_di(satu, None, "SALIN-TEMPEL", Severity.WARNING, kalimat)
        for tabel in bagian.tabel:
            yield from _tabel_kembar(tabel, pertama)


def _tabel_kembar(isi: TabelNaskah, pertama: dict[str, str]) -> Iterator[Temuan]:
    """A typed table with the same cells as one before; the application's own never come twice by mistake."""
    sel = [satu for baris in isi.tabel.baris for sel in baris.sel for satu in sel.isi]
    if len(isi.tabel.baris) < 2 or any(satu.jenis == "angka" for satu in sel):
        return
    rata = "tabel " + "|".join(satu.isi.strip().lower() for satu in sel)
    if rata in pertama:
        yield Temuan(
            "SALIN-TEMPEL", Severity.WARNING, f"Tabel ini sudah ada pada {pertama[rata]}.", isi.bagian,
            isi.tempat, kutipan=isi.tabel.judul, url=isi.url,
        )  # fmt: skip
    else:
        pertama[rata] = isi.tempat


def paragraf_rata(isi: str) -> frozenset[str]:
    """The paragraphs of a stored text as `ketikan_rata` would give them."""
    polos = unescape(_UNSUR.sub(" ", TOKEN.sub("#", _PEMISAH.sub("\n", isi))))
    return frozenset(map(ratakan, polos.splitlines()))


def ketikan_rata(potongan: Potongan) -> str:
    """The typed words of a text, every bound part as `#`."""
    teks, akhir = "", 0
    for awal, selesai in potongan.terikat:
        teks += f"{potongan.teks[akhir:awal]}#"
        akhir = selesai
    return ratakan(teks + potongan.teks[akhir:])
