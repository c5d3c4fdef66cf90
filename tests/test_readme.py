"""What the README and its pages print from the code is what the code prints."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from agreements import states as agreements
from budget import states as budget
from examples.people import PASSWORD
from measurements import states as measurements
from reports import states as reports

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"


def between(marker: str, page: Path = README) -> str:
    text = page.read_text(encoding="utf-8")
    return text.split(f"<!-- {marker} -->\n")[1].split(f"<!-- /{marker} -->")[0]


def test_access_table():
    printed = StringIO()
    call_command("print_access", stdout=printed)
    assert between("access") == printed.getvalue()


@pytest.mark.parametrize(
    ("marker", "table"),
    [
        ("realisasi", measurements.ALUR),
        ("perjanjian kinerja", agreements.ALUR),
        ("laporan kinerja", reports.ALUR_LKJ),
        ("unggahan", budget.ALUR_UNGGAHAN),
    ],
)
def test_the_pictures_of_the_states(marker, table):
    assert between(marker, ROOT / "docs/states.md") == f"```mermaid\n{table.mermaid()}```\n"


def test_the_password_of_the_example():
    assert f"`{PASSWORD}`" in README.read_text(encoding="utf-8")
