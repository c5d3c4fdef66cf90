"""The rows of the example as they stand in its CSV files."""

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "examples" / "lampung-2023"
PROVINCE = "kpu-provinsi-lampung"
SOUTH = "kpu-kab-lampung-selatan"


def read(name):
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def header(name):
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return next(csv.reader(file))


def number(text):
    return Decimal(text)


def total(rows, column):
    return sum(number(row[column]) for row in rows)


def slugs():
    return {row["slug"] for row in read("satker")}


def two_decimals(value):
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def realised():
    """The realisasi of each indikator as a number; indikator 4 is the recap of the 16 answers."""
    values = {}
    for row in read("realisasi"):
        if row["nilai"]:
            values[row["indikator"]] = number(row["nilai"])
        elif row["penyebut"]:
            values[row["indikator"]] = number(row["pembilang"]) / number(row["penyebut"]) * 100
    criterion = number(next(row["kriteria_nilai"] for row in read("indikator") if row["nomor"] == "4"))
    answers = [number(row["nilai"]) for row in read("jawaban_satker")]
    values["4"] = Decimal(sum(nilai > criterion for nilai in answers)) / len(answers) * 100
    return values


def achieved():
    values = realised()
    return {row["nomor"]: values[row["nomor"]] / number(row["target"]) * 100 for row in read("indikator")}
