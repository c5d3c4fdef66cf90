"""Lines and their realisasi are looked up, not joined: no statistics make PostgreSQL choose a bad join."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from accounts.models import Satker
from budget.models import BarisDipa
from budget.queries import anggaran_satker, rekap_satker, ringkasan_anggaran, riwayat_dipa
from tests.factories import make_pohon_dipa, make_satker

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite looks into the same indexes, whatever its statistics"
)
READS = [
    lambda satker: rekap_satker([satker], 2023),
    lambda satker: anggaran_satker(satker, 2023),
    lambda satker: ringkasan_anggaran(satker, 2023),
    lambda satker: riwayat_dipa(satker, 2023),
]


@pytest.mark.parametrize("read", READS, ids=["recap", "tree", "summary", "history"])
def test_a_read_of_lines_leaves_no_join_to_choose(read: Callable[[Satker], object], db: None):
    satker = make_satker()
    make_pohon_dipa(satker, {"CQ.1.A.1": (100, 90), "CQ.1.A.2": (50, 60)})
    steps = [step for plan in plans(lambda: read(satker)) for step in steps_of(plan)]
    assert BarisDipa._meta.db_table in {step.get("Relation Name") for step in steps}
    assert [step["Node Type"] for step in steps if "Join Type" in step] == []


def plans(read: Callable[[], object]) -> list[dict[str, Any]]:
    """How PostgreSQL answers every question of a read about lines."""
    asked: list[tuple[str, Any]] = []

    def keep(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(keep):
        read()
    found = []
    with connection.cursor() as cursor:
        for sql, params in asked:
            if BarisDipa._meta.db_table in sql:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                found.append(cursor.fetchone()[0][0]["Plan"])
    return found


def steps_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from steps_of(below)
