"""`make bench`: measure the PDF, its signature, the pages, the reading of a workbook, the writing of uploads.

One table, and var/bench.json. Slowness never fails. ARGS="--only pdf", "--only pengesahan", "--only halaman",
"--only berkas" or "--only tulis"; --rounds for more turns of all but the pages.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.place import ROOT, example_place
from bench.printing import find_chromium, measure
from bench.reading import measure_reading, reading_lines
from bench.report import page_lines, pages_summary, print_table, printing_lines, printing_summary
from bench.signing import measure_signing, signing_lines
from bench.writing import measure_writing, writing_lines

PACKAGES = ("django", "weasyprint", "pydyf", "gunicorn")


def measure_pages(env: Mapping[str, str], satker: int) -> dict[str, Any]:
    """What bench.pages prints, in a process of its own: it needs the settings before the first import."""
    print(f"Halaman: {satker} satker", file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "bench.pages", str(satker)],
        cwd=ROOT, env=dict(env), check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    return json.loads(done.stdout)


def circumstances() -> dict[str, Any]:
    chromium = subprocess.run([find_chromium(), "--version"], capture_output=True, text=True, check=True)
    return {
        "python": platform.python_version(),
        "chromium": chromium.stdout.strip(),
        "database": os.environ.get("DATABASE_URL", "sqlite").split(":")[0],
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        **{name: version(name) for name in PACKAGES},
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=["pdf", "pengesahan", "halaman", "berkas", "tulis"])
    parser.add_argument("--rounds", type=int, default=5, help="turns (default 5)")
    options = parser.parse_args()
    result: dict[str, Any] = {"versions": circumstances()}
    lines: list[list[str]] = []
    if options.only in (None, "berkas"):
        result["reading"] = measure_reading(options.rounds)
        lines += reading_lines(result["reading"])
    if options.only in (None, "tulis"):
        result["writing"] = measure_writing(options.rounds)
        lines += writing_lines(result["writing"])
    if options.only in (None, "pengesahan"):
        # A place of its own: what the PDF's edits say twice is a finding, and who signs waits for it.
        with example_place() as env:
            result["signing"] = measure_signing(env, options.rounds)
            lines += signing_lines(result["signing"])
    with example_place() if options.only in (None, "pdf", "halaman") else nullcontext({}) as env:
        if options.only in (None, "pdf"):
            printing = measure(env, options.rounds)
            result["pdf"] = printing_summary(printing)
            lines += printing_lines(printing)
        if options.only in (None, "halaman"):
            few, many = (measure_pages(env, satker) for satker in (16, 552))
            result["pages"] = pages_summary(few, many)
            lines += page_lines(few, many)
    print_table(lines)
    print("Beban mesin saat mulai:", result["versions"]["load"], "pada", os.cpu_count(), "CPU")
    target = Path(os.environ.get("LKJ_DATA_DIR", ROOT / "var")) / "bench.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    print(f"Ditulis: {target}")


if __name__ == "__main__":
    main()
