"""The measurements as lines of one table, and as the numbers of bench.json."""

from statistics import median
from typing import Any

from bench.printing import COLD_LIMIT, EDIT_LIMIT, MIB, WARM_LIMIT, Printing

# As multiples of the same person's empty page, with 16 satker and with 552.
PAGE_LIMITS = {
    "beranda": (3, 6),
    "measurements:isi (staf)": (8, 8),
    "measurements:indikator": (10, 10),
    "measurements:realisasi": (12, 12),
    "reports:lkj": (15, 15),
    "bench_edited": (15, 15),
    "bench_measured": (25, 25),
}
#: What is no page of the site, in words.
LABELS = {
    "bench_empty": "(kosong)",
    "bench_first": "reports:lkj (pertama)",
    "bench_edited": "reports:lkj (teks diubah)",
    "bench_measured": "reports:lkj (realisasi diubah)",
    "bench_data": "reports:data (diubah)",
    "bench_tabel": "reports:tabel (diubah)",
}
Line = list[str]


def printing_lines(result: Printing) -> list[Line]:
    """Heading and rows: what was printed, median, range, ratio, bound."""
    n = len(result.chromium)
    size = f"{result.pages} halaman"
    return [
        ["PDF", "median", "terendah–tertinggi", "× Chromium", "batas", "keterangan"],
        ["Chromium", *_span(result.chromium), "1", "", f"{result.pages_chromium} halaman, n={n}"],
        ["dingin", *_span(result.cold), *_verdict(result.ratio_cold, COLD_LIMIT, f"{size}, proses baru")],
        ["hangat", *_span(result.warm), *_verdict(result.ratio_warm, WARM_LIMIT, f"{size}, pekerja hangat")],
        ["satu bagian diubah", *_span(result.edit),
         *_verdict(result.ratio_edit, EDIT_LIMIT, f"{size}, pekerja hangat")],
        ["memori puncak", f"{result.peak / MIB:.0f} MB", "", "", f"{result.peak_limit / MIB:.0f} MB",
         _words(result.peak <= result.peak_limit, "70 MB + 2,5 MB/halaman")],
        [],
    ]  # fmt: skip


def printing_summary(result: Printing) -> dict[str, Any]:
    return {
        "pages": result.pages,
        "pages_chromium": result.pages_chromium,
        "n": len(result.chromium),
        "seconds": {
            "chromium": median(result.chromium),
            "cold": median(result.cold),
            "warm": median(result.warm),
            "edit": median(result.edit),
        },
        "ratio": {
            "cold": round(result.ratio_cold, 2),
            "warm": round(result.ratio_warm, 2),
            "edit": round(result.ratio_edit, 2),
        },
        "limit": {"cold": COLD_LIMIT, "warm": WARM_LIMIT, "edit": EDIT_LIMIT},
        "peak_bytes": result.peak,
        "peak_limit_bytes": result.peak_limit,
    }


def page_lines(few: dict[str, Any], many: dict[str, Any]) -> list[Line]:
    """Heading and rows: multiples of the empty page in process and through gunicorn, and queries."""
    a, b = few["satker"], many["satker"]
    lines = [
        ["Halaman", f"ms ({a})", f"× kosong ({a})", f"× ({b})", f"gunicorn × ({a})", f"× ({b})",
         f"kueri ({a})", f"({b})", f"KB ({a})", f"({b})", "keterangan"],
    ]  # fmt: skip
    lines += [_page_line(name, few, many) for name in few["pages"]]
    if few["forgotten"]:
        lines.append([f"Tidak diukur: {', '.join(few['forgotten'])}"])
    return [*lines, []]


def _page_line(name: str, few: dict[str, Any], many: dict[str, Any]) -> Line:
    one, other = few["pages"][name], many["pages"][name]
    times = [f"{_multiple(data, name, key):.1f}" for key in ("seconds", "gunicorn") for data in (few, many)]
    return [
        _label(name),
        f"{1000 * one['seconds']:.1f}",
        *times,
        *(str(data["queries"]) for data in (one, other)),
        *(f"{data['bytes'] / 1000:.0f}" for data in (one, other)),
        "; ".join(_remarks(name, few, many)),
    ]


def _label(name: str) -> str:
    """A page with who opens it, in the words of LABELS."""
    page, _, who = name.partition(" ")
    return f"{LABELS.get(page, page)} {who}".strip()


def _remarks(name: str, few: dict[str, Any], many: dict[str, Any]) -> list[str]:
    one, other = few["pages"][name], many["pages"][name]
    remarks = []
    if one["queries"] != other["queries"]:
        remarks.append("jumlah kueri TIDAK sama")
    for data, limit in zip((few, many), PAGE_LIMITS.get(name, ()), strict=False):
        good = _multiple(data, name, "seconds") <= limit
        remarks.append(_words(good, f"batas {limit}× ({data['satker']})"))
    if one["status"] == 302:
        remarks.append("pengalihan")
    return remarks


def pages_summary(few: dict[str, Any], many: dict[str, Any]) -> dict[str, Any]:
    """Per page the multiples and counts; times themselves say nothing elsewhere, but for the empty page's."""
    return {
        "satker": [few["satker"], many["satker"]],
        "empty_seconds": [data["pages"]["bench_empty"]["seconds"] for data in (few, many)],
        "equal_query_counts": all(
            few["pages"][name]["queries"] == many["pages"][name]["queries"] for name in few["pages"]
        ),
        "limits": PAGE_LIMITS,
        "multiples": {
            name: {
                "client": [round(_multiple(data, name, "seconds"), 2) for data in (few, many)],
                "gunicorn": [round(_multiple(data, name, "gunicorn"), 2) for data in (few, many)],
                "queries": [data["pages"][name]["queries"] for data in (few, many)],
                "bytes": [data["pages"][name]["bytes"] for data in (few, many)],
            }
            for name in few["pages"]
        },
    }


def _multiple(data: dict[str, Any], name: str, key: str) -> float:
    page = data["pages"][name]
    return page[key] / data["pages"][page["empty"]][key]


def _span(seconds: list[float]) -> tuple[str, str]:
    return f"{median(seconds):.2f} s", f"{min(seconds):.2f}–{max(seconds):.2f} s"


def _verdict(ratio: float, limit: float, remark: str) -> tuple[str, str, str]:
    return f"{ratio:.2f}", f"{limit}", _words(ratio <= limit, remark)


def _words(good: bool, remark: str) -> str:
    return f"{remark}: {'dalam batas' if good else 'di atas batas'}"


def print_table(lines: list[Line]) -> None:
    """Sections parted by an empty line, each with columns as wide as their longest cell."""
    section: list[Line] = []
    for line in [*lines, []]:
        if line:
            section.append(line)
        elif section:
            _print_section(section)
            section = []


def _print_section(lines: list[Line]) -> None:
    columns = max(len(line) for line in lines)
    full = [line for line in lines if len(line) == columns]
    widths = [max(len(line[n]) for line in full) for n in range(columns)]
    for line in lines:
        if len(line) < columns:
            print(*line)
            continue
        cells = [
            cell.ljust(width) if n in (0, columns - 1) else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())
    print()
