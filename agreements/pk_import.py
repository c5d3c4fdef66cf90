"""A PK as a workbook: our template, filled with what is known, and the way back into sheets.

A row is an indikator and is judged by the very form of its sheet, so that file and page refuse alike. Every
fault is told at once with its cell; with one, nothing is taken.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Satker
from agreements.models import IKU, PerjanjianKinerja
from agreements.pk_begin import Isi
from agreements.pk_forms import SasaranForm
from agreements.pk_indikator_form import IndikatorForm, awal_indikator
from agreements.pk_sheet import LembarIndikator, LembarSasaran
from agreements.queries import strategis_tahun
from importing.book import Cell, CellError, Row, Sheet, Workbook, column_letters
from importing.findings import Finding, Severity
from importing.writing import head, new_book, open_for_typing, put, save, widths, wrap
from kinerja.angka import format_angka

LEMBAR, DAFTAR = "Perjanjian Kinerja", "Pilihan"
#: Field of a form -> its column in the template; the first two are of the sasaran.
KOLOM = {
    "uraian": "Sasaran kegiatan",
    "sasaran_strategis": "Sasaran strategis",
    "nama": "Rumusan indikator",
    "jenis": "Jenis target",
    "target": "Target setahun",
    "satuan": "Satuan",
    "polaritas": "Polaritas",
    "metode": "Metode",
    "agregasi": "Agregasi triwulan",
    "cara_perhitungan": "Cara perhitungan",
    "sumber_data": "Sumber data",
    "penanggung_jawab": "Bagian penanggung jawab",
    "iku": "IKU yang didukung",
    "tw1": "Triwulan I",
    "tw2": "Triwulan II",
    "tw3": "Triwulan III",
    "tw4": "Triwulan IV",
    "kegiatan": "Kegiatan pendukung",
    "skala": "Skala nilai",
    "kriteria": "Kriteria rekap",
}
MILIK_SASARAN = ("uraian", "sasaran_strategis")
LEBAR = {"uraian": 36, "sasaran_strategis": 36, "nama": 44, "cara_perhitungan": 44, "sumber_data": 28}
BARIS_JUDUL, BARIS_KOSONG = 5, 20
#: Columns whose choices the satker makes: why there may be none.
SUMBER_PILIHAN = {
    "sasaran_strategis": "Belum ada Renstra yang mencakup tahun ini; susunlah dahulu.",
    "iku": "Renstra yang mencakup tahun ini belum memuat IKU; tambahkan dahulu, atau kosongkan sel ini.",
    "penanggung_jawab": "Satker ini belum memiliki Bagian; mintalah Administrator menambahkannya.",
}
IDENTITAS = {2: "Kode satker", 3: "Tahun"}


@dataclass(frozen=True)
class Pilihan:
    """What a column with choices takes: word -> value of the form."""

    menurut: dict[str, dict[str, str]]

    def nilai(self, isian: str, kata: str) -> str:
        """The form's value; a word that is no choice stays as it is and is refused there."""
        return self.menurut.get(isian, {}).get(_inti(kata), kata)

    def kata(self, isian: str) -> list[str]:
        """The words in order."""
        return list(self.menurut.get(isian, {}))


def templat(satker: Satker, tahun: int, isi: Isi) -> bytes:
    """The .xlsx for a satker and year; `isi`: what is known already, one row for each indikator."""
    form = IndikatorForm(perjanjian=_wadah(satker, tahun))
    book = new_book()
    sheet = book.create_sheet(LEMBAR)
    put(sheet, 1, 1, f"Templat Perjanjian Kinerja tahun {tahun} {satker.nama}")
    put(sheet, 2, 1, IDENTITAS[2])
    put(sheet, 2, 2, satker.kode)
    put(sheet, 3, 1, IDENTITAS[3])
    put(sheet, 3, 2, tahun)
    put(
        sheet,
        4,
        1,
        "Satu baris untuk satu indikator; sasaran yang sama boleh dikosongkan pada baris berikutnya.",
    )
    for kolom, judul in enumerate(KOLOM.values(), start=1):
        head(put(sheet, BARIS_JUDUL, kolom, judul))
    nomor = BARIS_JUDUL
    for sasaran, indikator in isi:
        for lembar in indikator:
            nomor += 1
            _tulis(sheet, nomor, _kata_baris(form, sasaran, lembar))
    for kosong in range(nomor + 1, nomor + 1 + BARIS_KOSONG):
        _tulis(sheet, kosong, {})
    widths(sheet, {ke: LEBAR.get(isian, 18) for ke, isian in enumerate(KOLOM, start=1)})
    sheet.freeze_panes = sheet.cell(BARIS_JUDUL + 1, 2)
    _tulis_pilihan(book.create_sheet(DAFTAR), form, satker, tahun)
    return save(book)


def _tulis(sheet, nomor: int, kata: Mapping[str, str]) -> None:
    for kolom, isian in enumerate(KOLOM, start=1):
        cell = put(sheet, nomor, kolom, kata.get(isian) or None)
        open_for_typing(cell)
        wrap(cell)


def _kata_baris(form: IndikatorForm, sasaran: LembarSasaran, lembar: LembarIndikator) -> dict[str, str]:
    awal = awal_indikator(lembar)
    kata = {isian: str(awal[isian] or "") for isian in KOLOM if isian not in MILIK_SASARAN}
    for isian in ("jenis", "polaritas", "metode", "agregasi"):
        kata[isian] = str(dict(form.fields[isian].choices).get(awal[isian], ""))
    kata["uraian"] = sasaran.uraian
    kata["sasaran_strategis"] = str(sasaran.sasaran_strategis or "")
    return kata


def _tulis_pilihan(sheet, form: IndikatorForm, satker: Satker, tahun: int) -> None:
    semua = pilihan(form, _wadah(satker, tahun), asli=True)
    for kolom, (isian, kata) in enumerate(semua.menurut.items(), start=1):
        head(put(sheet, 1, kolom, KOLOM[isian]))
        for baris, satu in enumerate(kata, start=2):
            wrap(put(sheet, baris, kolom, satu))
    widths(sheet, dict.fromkeys(range(1, len(semua.menurut) + 1), 36))


def pilihan(form: IndikatorForm, wadah: PerjanjianKinerja, *, asli: bool = False) -> Pilihan:
    """The choices of a satker and year; `asli`: with their words as printed, else as compared."""
    ubah = str if asli else _inti
    baku = {
        isian: {ubah(str(label)): str(nilai) for nilai, label in form.fields[isian].choices if nilai}
        for isian in ("jenis", "polaritas", "metode", "agregasi", "skala")
    }
    baris = {
        "sasaran_strategis": strategis_tahun(wadah),
        "penanggung_jawab": wadah.satker.bagian.all(),
        "iku": IKU.objects.filter(sasaran_strategis__in=strategis_tahun(wadah)),
    }
    return Pilihan(
        baku | {isian: {ubah(str(satu)): str(satu.pk) for satu in isi} for isian, isi in baris.items()}
    )


def baca_buku(book: Workbook, satker: Satker, tahun: int) -> tuple[Isi, list[Finding]]:
    """The sheets that a workbook holds, and every fault of it; with a fault the sheets are not to be used."""
    sheet = next((satu for satu in book.sheets if satu.name == LEMBAR), None)
    if sheet is None:
        return [], [_salah(f"Lembar “{LEMBAR}” tidak ada.", "Pakai templat yang diunduh dari halaman ini.")]
    temuan = list(_identitas(sheet, satker, tahun))
    judul = next((baris for baris in sheet.rows if baris.number == BARIS_JUDUL), None)
    kolom = {
        isian: cell.column
        for isian, nama in KOLOM.items()
        for cell in (judul.cells if judul else ())
        if _inti(str(cell.value)) == _inti(nama)
    }
    if hilang := [nama for isian, nama in KOLOM.items() if isian not in kolom]:
        temuan.append(
            _salah(
                f"Judul kolom berikut tidak ditemukan pada baris {BARIS_JUDUL}: {', '.join(hilang)}.",
                "Kembalikan judul kolom seperti dalam templat.",
            )
        )
        return [], temuan
    return _baca_baris(sheet, kolom, _wadah(satker, tahun), temuan)


def _baca_baris(
    sheet: Sheet, kolom: dict[str, int], wadah: PerjanjianKinerja, temuan: list[Finding]
) -> tuple[Isi, list[Finding]]:
    kata_baku = pilihan(IndikatorForm(perjanjian=wadah), wadah)
    hasil: list[tuple[LembarSasaran, list[LembarIndikator]]] = []
    for baris in (satu for satu in sheet.rows if satu.number > BARIS_JUDUL):
        sel = {isian: baris.at(ke) for isian, ke in kolom.items()}
        mentah = {isian: _kata(cell) for isian, cell in sel.items()}
        if not any(mentah.values()):
            continue
        isi = {isian: kata_baku.nilai(isian, kata) for isian, kata in mentah.items()}
        tempat = _Tempat(sheet.name, baris, kolom, mentah, kata_baku)
        temuan += tempat.rumus()
        if isi["uraian"] and not (hasil and hasil[-1][0].uraian == isi["uraian"]):
            form = SasaranForm({nama: isi[nama] for nama in MILIK_SASARAN}, perjanjian=wadah)
            temuan += tempat.galat(form.errors)
            strategis = None if form.errors else form.cleaned_data["sasaran_strategis"]
            hasil.append((LembarSasaran(isi["uraian"], strategis), []))
        if not hasil:
            temuan.append(
                tempat.salah("uraian", "Sasaran kegiatan belum diisi.", "Isi pada baris pertamanya.")
            )
            continue
        form = IndikatorForm(isi, perjanjian=wadah)
        if form.is_valid():
            hasil[-1][1].append(form.lembar())
        else:
            temuan += tempat.galat(form.errors)
    if not hasil and not temuan:
        temuan.append(_salah("Templat belum diisi.", "Isi sedikitnya satu baris indikator."))
    return hasil, temuan


@dataclass(frozen=True)
class _Tempat:
    """Where the cells of a row stand, what was typed there, what a column takes."""

    lembar: str
    baris: Row
    kolom: dict[str, int]
    kata: dict[str, str]
    pilihan: Pilihan

    def galat(self, errors: Mapping[str, Sequence[str]]) -> list[Finding]:
        """The errors of a form as findings."""
        return [
            self.salah(isian, str(kalimat), self._saran(isian))
            for isian, semua in errors.items()
            for kalimat in semua
        ]

    def rumus(self) -> Iterable[Finding]:
        """Formulas without a result, and errors."""
        for isian, ke in self.kolom.items():
            cell = self.baris.at(ke)
            if cell and (cell.value is None or isinstance(cell.value, CellError)):
                yield self.salah(isian, "Sel ini berisi rumus tanpa hasil.", "Tulis nilainya, bukan rumus.")

    def salah(self, isian: str, kalimat: str, saran: str) -> Finding:
        """One finding in this row."""
        alamat = f"{column_letters(self.kolom.get(isian, 1))}{self.baris.number}"
        judul = KOLOM.get(isian, "Baris")
        return Finding(
            "PK-ISIAN",
            Severity.ERROR,
            f"{judul}: {kalimat}",
            saran,
            self.lembar,
            alamat,
            self.kata.get(isian, ""),
        )

    def _saran(self, isian: str) -> str:
        if isian not in self.pilihan.menurut:
            return ""
        if self.pilihan.kata(isian):
            return f"Pilihannya ada pada lembar “{DAFTAR}”, kolom “{KOLOM[isian]}”."
        return SUMBER_PILIHAN.get(isian, "")


def _identitas(sheet: Sheet, satker: Satker, tahun: int) -> Iterable[Finding]:
    """A template of another satker or year is not this one."""
    for nomor, harus in ((2, satker.kode), (3, str(tahun))):
        baris = next((satu for satu in sheet.rows if satu.number == nomor), None)
        cell = baris.at(2) if baris else None
        if _kata(cell) != harus:
            yield Finding(
                "PK-TEMPLAT", Severity.ERROR, f"{IDENTITAS[nomor]} bukan {harus}.",
                "Pakai templat satker dan tahun ini.", sheet.name, f"B{nomor}", _kata(cell),
            )  # fmt: skip


def _kata(cell: Cell | None) -> str:
    """A cell as it would be typed: a number in our grammar, a percentage in percent."""
    match cell.value if cell else None:
        case None:
            return ""
        case bool():
            return str(cell.value)
        case int() | Decimal():
            nilai = Decimal(cell.value) * 100 if cell.percent else Decimal(cell.value)
            return format_angka(nilai, None).replace(".", "")
    return str(cell.value).strip()


def _inti(kata: str) -> str:
    return " ".join(kata.split()).lower()


def _wadah(satker: Satker, tahun: int) -> PerjanjianKinerja:
    """A PK that is not stored: the forms ask it for satker and year."""
    return PerjanjianKinerja(satker=satker, tahun=tahun, versi=1)


def _salah(kalimat: str, saran: str) -> Finding:
    return Finding("PK-TEMPLAT", Severity.ERROR, kalimat, saran)
