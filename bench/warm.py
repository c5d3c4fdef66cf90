"""`python -m bench.warm HTML_FILE`: a worker process that renders whenever a line comes in.

First it writes the report as a page that a browser can print and renders once. Then it answers each line
with the seconds of one render, as reports.actions.run_render does it: data, document, PDF; what the layout
leaves behind is collected afterwards, outside the measured span. Before the line "all" is answered everything
that is kept is forgotten; before "one" a sentence is added to a section, to another one each time.
"""

import gc
import sys
import time
from itertools import cycle
from pathlib import Path

import django

from bench.place import SATKER, TAHUN

# Of every kind of piece one, the longest sasaran among them.
SECTIONS = (
    "bab3.sasaran-2", "bab1.latar-belakang", "bab3.sasaran-8", "depan.ikhtisar-eksekutif", "bab4.kesimpulan",
)  # fmt: skip


def main(target: Path) -> None:
    django.setup()
    from accounts.models import Satker  # noqa: PLC0415  (models exist only after the setup)
    from printing import parts  # noqa: PLC0415
    from reports.build import build_document  # noqa: PLC0415
    from reports.pdf import render_pdf  # noqa: PLC0415

    satker = Satker.objects.get(slug=SATKER)
    target.write_text(browser_page(build_document(satker, TAHUN)))
    render_pdf(build_document(satker, TAHUN))
    gc.collect()
    print("ready", flush=True)
    sections = cycle(SECTIONS)
    for line in sys.stdin:
        if line.strip() == "all":
            parts.forget()
        else:
            edit(satker, next(sections))
        start = time.perf_counter()
        render_pdf(build_document(satker, TAHUN))
        print(time.perf_counter() - start, flush=True)
        gc.collect()


def edit(satker, section: str) -> None:
    """A sentence more in a section, as if a person had saved it."""
    from reports.models import Narasi  # noqa: PLC0415

    narasi = Narasi.objects.get(laporan__satker=satker, laporan__tahun=TAHUN, kunci=section)
    narasi.isi += "\n\nKalimat ini ditambahkan sesudah laporan dicetak."
    narasi.save()


def browser_page(dokumen) -> str:
    """The very HTML that WeasyPrint gets, its stylesheet inlined, its fonts read from their packages."""
    from printing.pdf import FACES  # noqa: PLC0415
    from reports.html import render_page, stylesheet  # noqa: PLC0415
    from ui.fonts import FONT_FILES, font_path  # noqa: PLC0415

    css = FACES + stylesheet()
    for name in FONT_FILES:
        css = css.replace(f"font:{name}", font_path(name).as_uri())
    return render_page(dokumen).replace("</head>", f"<style>{css}</style></head>", 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
