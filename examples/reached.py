"""Realisasi, its inputs, analysis and evidence, last year's figures, supporting tables."""

from datetime import UTC, datetime

from accounts.models import Satker, User
from accounts.trail import record
from examples.promise import indikator
from examples.reader import Example, ExampleFault, Row
from measurements.models import (
    Analisis,
    BuktiDukung,
    CapaianLalu,
    JawabanSatker,
    Realisasi,
    TabelPendukung,
)

# The seed names no day; this one lies between the end of the year and the signing of the report.
VERIFIED_AT = datetime(2024, 1, 10, 3, 0, tzinfo=UTC)


def load_reached(example: Example) -> None:
    """Everything of the app measurements."""
    staf = User.objects.get(username="staf")
    verifikator = User.objects.get(username="verifikator")
    made: dict[int, Realisasi] = {}
    for row in example.rows("realisasi.csv"):
        realisasi = _create_realisasi(row, staf, verifikator)
        satker = realisasi.indikator.sasaran.perjanjian.satker
        record("Realisasi dimuat", realisasi, by=None, satker=satker, note=f"Dari contoh {example.name}")
        made[row.integer("indikator")] = realisasi
    _load_answers(example, made)
    for row in example.rows("analisis.csv"):
        Analisis.objects.create(
            realisasi=made[row.integer("no_indikator")],
            **{column: row.text(column) for column in ("penyebab", "upaya", "hambatan", "rekomendasi")},
        )
    for urutan, row in enumerate(example.rows("bukti.csv"), start=1):
        BuktiDukung.objects.create(
            realisasi=made[row.integer("indikator")],
            urutan=urutan,
            tanggal=row.day("tanggal"),
            **{column: row.text(column) for column in ("judul", "nomor", "keterangan")},
        )
    for row in example.rows("capaian_lalu.csv"):
        _create_capaian_lalu(row, made)
    _load_tables(example, made)


def _create_realisasi(row: Row, staf: User, verifikator: User) -> Realisasi:
    return Realisasi.objects.create(
        indikator=indikator(row),
        triwulan=row.integer("triwulan"),
        status=row.text("status"),
        nilai=row.number("nilai"),
        pembilang=row.number("pembilang"),
        penyebut=row.number("penyebut"),
        keterangan=row.text("keterangan"),
        diisi_oleh=staf,
        diverifikasi_oleh=verifikator,
        diverifikasi_pada=VERIFIED_AT,
    )


def _load_answers(example: Example, made: dict[int, Realisasi]) -> None:
    satker = {satu.slug: satu for satu in Satker.objects.all()}
    JawabanSatker.objects.bulk_create(
        JawabanSatker(
            realisasi=made[row.integer("indikator")],
            satker=satker[row.text("satker")],
            nilai=row.number("nilai"),
        )
        for row in example.rows("jawaban_satker.csv")
    )


def _create_capaian_lalu(row: Row, made: dict[int, Realisasi]) -> None:
    CapaianLalu.objects.create(
        indikator=made[row.integer("indikator")].indikator,
        tahun=row.integer("tahun"),
        target=row.number("target"),
        realisasi=row.number("realisasi"),
        capaian=row.number("capaian"),
        catatan=row.text("catatan"),
    )


def _load_tables(example: Example, made: dict[int, Realisasi]) -> None:
    columns: dict[str, list[dict[str, object]]] = {}
    for row in example.rows("tabel_kolom.csv"):
        columns.setdefault(row.text("kunci"), []).append(_column(row))
    for urutan, row in enumerate(example.rows("tabel.csv"), start=1):
        kunci = row.text("kunci")
        TabelPendukung.objects.create(
            indikator=made[row.integer("indikator")].indikator,
            kunci=kunci,
            urutan=urutan,
            judul=row.text("judul"),
            orientasi=row.text("orientasi"),
            sumber_data=row.text("sumber_data"),
            kolom=columns[kunci],
            baris=_table_rows(example, kunci, columns[kunci]),
        )


def _column(row: Row) -> dict[str, object]:
    texts = {column: row.text(column) for column in ("judul", "jenis", "pembilang", "penyebut")}
    return {"kunci": row.text("kolom"), "jumlah": row.flag("jumlah"), **texts}


def _table_rows(example: Example, kunci: str, columns: list[dict[str, object]]) -> list[list[str]]:
    typed = [str(column["kunci"]) for column in columns if column["jenis"] != "rasio"]
    rows = [[row.text(column) for column in typed] for row in example.rows(f"tabel/{kunci}.csv")]
    if not rows:
        raise ExampleFault(f"tabel/{kunci}.csv: tidak ada baris.")
    return rows
