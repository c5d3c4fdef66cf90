"""A database of the last release takes every migration with its rows, and is then like a new one."""

import json
import os
from collections import Counter
from contextlib import ExitStack

import pytest

from tests.conftest import new_database, run_manage
from tests.released import REFUSED, schema

#: Table -> the columns that a later migration took out of it; what they said is looked for below.
TAKEN_OUT = {"accounts_jejak": {"id"}, "agreements_iku": {"keputusan_id"}}


@pytest.fixture
def no_database(tmp_path):
    """The environment of a database without a table."""
    env = os.environ | {"LKJ_DATA_DIR": str(tmp_path)}
    with ExitStack() as stack:
        if "DATABASE_URL" in env:
            env["DATABASE_URL"] = stack.enter_context(new_database(os.environ["DATABASE_URL"]))
        yield env


def columns(rows):
    return set(rows[0]) if rows else set()


def common(rows, kept):
    return Counter(tuple(row[column] for column in kept) for row in rows)


def test_a_released_database_with_rows_becomes_like_a_new_one(db, no_database):
    told = run_manage(
        no_database, "shell", "-v", "0", "-c", "from tests.released import tell_upgrade; tell_upgrade()"
    )
    told = json.loads(told)
    before, after = told["before"], told["after"]
    assert Counter(told["schema"]) == Counter(schema())
    assert told["refused"] == REFUSED
    gone = {table: columns(rows) - columns(after[table]) for table, rows in before.items()}
    assert {table: names for table, names in gone.items() if names} == TAKEN_OUT
    for table, rows in before.items():
        kept = sorted(columns(rows) - gone[table])
        assert common(after[table], kept) == common(rows, kept), table
    # Two years of one name are a line; of a name that stands twice in the next year nobody knows.
    assert {row["id"]: row["akar"] for row in after["agreements_indikator"] if row["akar"] != "None"} == {
        "2": "1"
    }
    assert [row["nomor"] for row in after["accounts_jejak"]] == ["1", "2", "3"]
    [lampiran] = after["agreements_lampiraniku"]
    [iku] = [row for row in before["agreements_iku"] if row["keputusan_id"] != "None"]
    assert (lampiran["iku_id"], lampiran["keputusan_id"]) == (iku["id"], iku["keputusan_id"])
