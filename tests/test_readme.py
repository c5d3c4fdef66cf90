"""What the README prints from the code is what the code prints."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from examples.people import PASSWORD

README = Path(__file__).resolve().parent.parent / "README.md"


def between(marker: str) -> str:
    text = README.read_text(encoding="utf-8")
    return text.split(f"<!-- {marker} -->\n")[1].split(f"<!-- /{marker} -->")[0]


def test_access_table():
    printed = StringIO()
    call_command("print_access", stdout=printed)
    assert between("access") == printed.getvalue()


def test_the_password_of_the_example():
    assert f"`{PASSWORD}`" in README.read_text(encoding="utf-8")
