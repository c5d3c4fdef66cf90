"""`python -m bench.warm HTML_FILE`: a worker process that renders whenever a line comes in.

First it writes the report as a page that a browser can print and renders once. Then it answers each line
with the seconds of one render, as reports.actions.run_render does it: data, document, PDF; what the layout
leaves behind is collected afterwards, outside the measured span.
"""

import gc
import sys
import time
from pathlib import Path

import django

from bench.place import SATKER, TAHUN


def main(target: Path) -> None:
    django.setup()
    from accounts.models import Satker  # noqa: PLC0415  (models exist only after the setup)
    from reports.build import build_document  # noqa: PLC0415
    from reports.pdf import render_pdf  # noqa: PLC0415

    satker = Satker.objects.get(slug=SATKER)
    target.write_text(browser_page(build_document(satker, TAHUN)))
    render_pdf(build_document(satker, TAHUN))
    gc.collect()
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        render_pdf(build_document(satker, TAHUN))
        print(time.perf_counter() - start, flush=True)
        gc.collect()


def browser_page(dokumen) -> str:
    """The very HTML that WeasyPrint gets, its stylesheet inlined, its fonts read from their packages."""
    from reports.html import render_page, stylesheet  # noqa: PLC0415
    from reports.pdf import FACES  # noqa: PLC0415
    from ui.fonts import FONT_FILES, font_path  # noqa: PLC0415

    css = FACES + stylesheet()
    for name in FONT_FILES:
        css = css.replace(f"font:{name}", font_path(name).as_uri())
    return render_page(dokumen).replace("</head>", f"<style>{css}</style></head>", 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
