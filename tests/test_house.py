"""The house holds itself: layers, third parties, templates, glossary, migrations."""

import ast
import re
from collections.abc import Callable, Collection, Iterable
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils.translation import override

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
    "docx": {"reports/word_frame.py"},
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


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imports(*nodes: ast.AST) -> set[str]:
    """Every imported module; relative imports are refused by ruff (TID252)."""
    modules: set[str] = set()
    for node in chain.from_iterable(map(ast.walk, nodes)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(node.module or "")
    return modules


def offenders(paths: Iterable[Path], wrong: Callable[[Path], Collection[str]]) -> dict[str, Collection[str]]:
    """File -> what is wrong in it, of the files in which anything is."""
    found = {name_of(path): wrong(path) for path in paths}
    return {name: faults for name, faults in found.items() if faults}


def top(module: str) -> str:
    return module.split(".")[0]


def test_a_package_imports_only_what_stands_to_its_left():
    def wrong(path):
        own = name_of(path).split("/")[0]
        others = {module for module in imports(syntax(path)) if top(module) in RANK and top(module) != own}
        return {module for module in others if RANK[top(module)] >= RANK[own]}

    assert offenders(sources(), wrong) == {}


def test_the_layers_hold_every_package_of_the_house():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - {"tests", "bench", "scripts", "trials"} <= set(RANK)


def test_a_third_party_has_one_door():
    def wrong(path):
        used = set(map(top, imports(syntax(path))))
        return {name for name in used & set(DOORS) if name_of(path) not in DOORS[name]}

    assert offenders(sources(), wrong) == {}


def test_imports_stand_at_the_top():
    def wrong(path):
        functions = [node for node in ast.walk(syntax(path)) if isinstance(node, ast.FunctionDef)]
        return {module for module in imports(*functions) if top(module) not in LAZY}

    assert offenders(sources(), wrong) == {}


@pytest.mark.parametrize("package", sorted(STANDARD_ONLY))
def test_the_rules_know_no_framework(package):
    allowed = {package, "__future__"} | STANDARD_LIBRARY
    foreign = {top(module) for path in (ROOT / package).rglob("*.py") for module in imports(syntax(path))}
    assert foreign - allowed == set()


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


#: What no template has in it.
FORBIDDEN = {
    # The Content Security Policy would stop it.
    "inline": r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script\b(?![^>]*src=)",
    "fetched from elsewhere": r"(?:src|href|action)=[\"']//|https?://(?!www\.w3\.org/)",
    "arithmetic": r"\|add:-?\d|widthratio|\|floatformat|\|intcomma",
    "permissions": r"\bperms\.|\.is_superuser|\.is_staff",
}


@pytest.mark.parametrize("pattern", FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_no_template_has_in_it(pattern):
    assert offenders(templates(), lambda path: re.findall(pattern, path.read_text())) == {}


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


def test_models_and_migrations_agree():
    loader = MigrationLoader(None)
    with override(None):  # migrations keep Django's own words as they are written
        told = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        missing = told.changes(graph=loader.graph).items()
    assert {label: [str(one) for one in found] for label, found in missing if label in RANK} == {}
