"""The house holds itself: layers, third parties, templates, glossary, migrations."""

import ast
import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
# From the left to the right: each may import everything before its own group.
LAYERS = [
    {"kinerja"},
    {"ui"},
    {"outbox"},
    {"accounts"},
    {"jobs"},
    {"importing"},
    {"printing"},
    {"agreements"},
    {"measurements", "budget"},
    {"reports"},
    {"examples"},
    {"lkj"},
]
RANK = {package: rank for rank, layer in enumerate(LAYERS) for package in layer}
# One door per third party.
DOORS = {
    # Only written with: our own pass over a sheet also sees what the readers of others leave out.
    "openpyxl": {"importing/writing.py"},
    "weasyprint": {"printing/pdf.py"},
    "num2words": {"ui/words.py"},
    "segno": {"ui/qr.py"},
    "nh3": {"reports/cleaning.py"},
    "PIL": {"reports/pictures.py"},
    "docx": {"reports/word.py"},
    "pyhanko": {"reports/signature.py"},
    "pyhanko_certvalidator": {"reports/signature.py"},
    "cryptography": {"reports/certificate.py"},
}
# Slow to import, so imported in the function that needs them; all others stand on top.
LAZY = {
    "PIL", "docx", "pypdfium2", "weasyprint", "openpyxl", "pydyf", "fontTools", "pyhanko",
    "pyhanko_certvalidator",
}  # fmt: skip
STANDARD_ONLY = {"kinerja"}
GENERIC_TEMPLATES = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def sources() -> list[Path]:
    return sorted(path for package in RANK for path in (ROOT / package).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """Every imported module; relative imports are refused by ruff (TID252)."""
    return imports_of(ast.parse(path.read_text()))


def imports_of(tree: ast.AST) -> set[str]:
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(node.module or "")
    return modules


def top(module: str) -> str:
    return module.split(".")[0]


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_a_package_imports_only_what_stands_to_its_left(path):
    own = name_of(path).split("/")[0]
    wrong = {
        module
        for module in imports(path)
        if top(module) in RANK and top(module) != own and RANK[top(module)] >= RANK[own]
    }
    assert wrong == set()


def test_the_layers_hold_every_package_of_the_house():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - {"tests", "bench", "scripts", "trials"} <= set(RANK)


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_a_third_party_has_one_door(path):
    wrong = {
        top(module)
        for module in imports(path)
        if top(module) in DOORS and name_of(path) not in DOORS[top(module)]
    }
    assert wrong == set()


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_imports_stand_at_the_top(path):
    tree = ast.parse(path.read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inner = {module for function in functions for module in imports_of(function)}
    assert {module for module in inner if top(module) not in LAZY} == set()


@pytest.mark.parametrize("package", sorted(STANDARD_ONLY))
def test_the_rules_know_no_framework(package):
    allowed = {package, "__future__"} | STANDARD_LIBRARY
    foreign = {top(module) for path in (ROOT / package).rglob("*.py") for module in imports(path)} - allowed
    assert foreign == set()


STANDARD_LIBRARY = {
    "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "itertools",
    "re", "typing",
}  # fmt: skip


@pytest.mark.parametrize("name", ["signals.py", "utils.py", "helpers.py", "common", "services"])
def test_there_is_no_drawer_for_everything(name):
    assert [name_of(path) for package in RANK for path in (ROOT / package).rglob(name)] == []


def test_nothing_below_forms_sees_a_request():
    below = ("models.py", "queries.py", "policy.py", "actions.py", "permissions.py", "states.py")
    seen = [
        name_of(path)
        for path in sources()
        if (path.name in below or path.parent.name == "models")
        and re.search(r"\brequest\b", strip_strings(path.read_text()))
    ]
    assert seen == []


def strip_strings(source: str) -> str:
    return re.sub(r'"""(?:.|\n)*?"""|"[^"\n]*"|#.*', "", source)


# Templates


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def template_name(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def test_every_template_is_used():
    text = "\n".join(path.read_text() for path in [*sources(), *templates()])
    unused = [
        name
        for name in map(template_name, templates())
        if name not in GENERIC_TEMPLATES and name not in text and not in_a_family(name, text)
    ]
    assert unused == []


def in_a_family(name: str, text: str) -> bool:
    """Chosen by its stem: the code names the folder, and the stem as a string."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/" in text and f'"{file.removesuffix(".html")}"' in text


@pytest.mark.parametrize("path", templates(), ids=template_name)
def test_a_template_obeys_the_content_security_policy(path):
    text = path.read_text()
    assert re.findall(r"\sstyle\s*=", text) == []
    assert re.findall(r"\son[a-z]+\s*=\s*[\"']", text) == []
    assert re.findall(r"javascript:", text) == []
    assert [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag] == []


@pytest.mark.parametrize("path", templates(), ids=template_name)
def test_a_template_is_fetched_from_this_site_alone(path):
    assert re.findall(r"(?:src|href|action)=[\"'](?:https?:)?//", path.read_text()) == []


@pytest.mark.parametrize("path", templates(), ids=template_name)
def test_a_template_does_no_arithmetic_and_asks_no_permission(path):
    text = path.read_text()
    assert (
        re.findall(
            r"\|add:-?\d|widthratio|\|floatformat|\|intcomma|\bperms\.|\.is_superuser|\.is_staff", text
        )
        == []
    )


# Words


def test_every_model_stands_in_the_glossary():
    readme = (ROOT / "README.md").read_text()
    glossary = readme[readme.index("## Glossary") :]
    models = {model.__name__ for model in apps.get_models() if model._meta.app_label in RANK}
    assert sorted(name for name in models if not re.search(rf"\b{name}\b", glossary)) == []


# Migrations


def test_every_app_has_one_leaf():
    loader = MigrationLoader(None)
    ours = {label for label in loader.migrated_apps if label in RANK}
    assert {label: len(loader.graph.leaf_nodes(label)) for label in ours} == dict.fromkeys(ours, 1)


def test_models_and_migrations_agree(db):
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(f"migrations are missing:\n{out.getvalue()}")
