"""DIPA, revisions, lines and realisasi; printed parents are proved against the sums of their leaves."""

from accounts.models import Satker
from budget.models import BarisDipa, Dipa, RealisasiAnggaran, RevisiDipa
from budget.queries import anggaran_satker
from examples.reader import Example, ExampleFault, Row
from kinerja.serapan import Serapan

YEAR_END = 12
# The printed JUMLAH line: a sum, so it is proved and not stored.
GRAND_TOTAL = "TOTAL"


def load_spent(example: Example) -> None:
    """Everything of the app budget. ExampleFault: a printed parent differs from the sum of its leaves."""
    for row in example.rows("dipa.csv"):
        satker = Satker.objects.get(slug=row.text("satker"))
        Dipa.objects.create(satker=satker, tahun=row.integer("tahun"), nomor=row.text("nomor"))
    for row in example.rows("revisi_dipa.csv"):
        RevisiDipa.objects.create(
            dipa=Dipa.objects.get(satker__slug=row.text("satker"), tahun=row.integer("tahun")),
            nomor=row.integer("revisi"),
            tanggal=row.day("tanggal"),
            tanggal_posting_span=row.day("tanggal_posting_span"),
        )
    _load_lines(example)
    _prove_parents(example)


def _load_lines(example: Example) -> None:
    revisi = {
        (satu.dipa.satker.slug, satu.dipa.tahun, satu.nomor): satu
        for satu in RevisiDipa.objects.select_related("dipa__satker")
    }
    made: dict[tuple[int, str], BarisDipa] = {}
    for urutan, row in enumerate(example.rows("baris_dipa.csv"), start=1):
        if row.text("kode") == GRAND_TOTAL:
            continue
        key = (row.text("satker"), row.integer("tahun"), row.integer("revisi"))
        _create_line(row, revisi[key], urutan, made)


def _create_line(row: Row, revisi: RevisiDipa, urutan: int, made: dict[tuple[int, str], BarisDipa]) -> None:
    induk = row.text("induk").removeprefix(GRAND_TOTAL)
    baris = BarisDipa.objects.create(
        revisi=revisi,
        induk=made[revisi.pk, induk] if induk else None,
        urutan=urutan,
        level=row.text("level"),
        kode=row.text("kode"),
        uraian=row.text("uraian"),
        pagu=row.integer("pagu"),
    )
    made[revisi.pk, baris.kode] = baris
    realisasi = row.integer("realisasi")
    if realisasi is not None:
        RealisasiAnggaran.objects.create(baris=baris, bulan=YEAR_END, nilai=realisasi)


def _prove_parents(example: Example) -> None:
    satker = Satker.objects.get(induk=None)
    printed = {row.text("kode"): row for row in example.rows("anggaran_cetak.csv")}
    anggaran = anggaran_satker(satker, Dipa.objects.get(satker=satker).tahun)
    summed = {simpul.baris.kode: simpul.serapan for simpul in anggaran.telusuri()}
    summed[GRAND_TOTAL] = anggaran.serapan
    for kode, row in printed.items():
        expected = Serapan(row.integer("pagu"), row.integer("realisasi"))
        if summed.get(kode) != expected:
            raise ExampleFault(
                f"{row.file} baris {row.line}: {kode} tercetak {expected}, rinciannya {summed.get(kode)}."
            )
