"""Every text that a person can write, written with harm in mind, and what a page must not have made of it.

A text is put in place of another while its row is stored, below every form: `hostile()` is under what a world
of rows is made. Which fields there are is read from the models; those that no person words are named here.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from html import escape
from itertools import cycle
from typing import Any
from unittest.mock import patch
from xml.etree.ElementTree import Element

import tinyhtml5
from django.apps import apps
from django.db import models

from tests.reports.hostile import HOSTILE

APPS = ("accounts", "agreements", "budget", "jobs", "measurements", "outbox", "reports")
#: Names of fields that no person words: hashes, keys, names of files on the disk, codes that a pattern holds.
MACHINE = {
    "berkas", "kunci", "sha256", "sidik", "sidik_naskah", "slug", "tab", "token", "token_sha256", "password",
    "kode", "kode_wilayah", "butir", "jejak_kepala", "sertifikat", "sertifikat_nama",
}  # fmt: skip
#: Fields that are chosen from a table, held by a pattern, or written by the application alone.
WRITTEN = {
    "accounts.User.username", "accounts.User.email", "accounts.Konfirmasi.keperluan",
    "agreements.PredikatCapaian.nama", "agreements.SkalaNilai.skala", "agreements.SkalaNilai.nama",
    "agreements.Indikator.target_predikat", "agreements.Indikator.skala", "agreements.Indikator.kriteria",
    "agreements.KunciTahun.dasar", "agreements.PindaianPK.jenis", "measurements.Realisasi.predikat",
    "measurements.BuktiDukung.jenis", "measurements.TabelPendukung.tautan", "reports.GambarNarasi.jenis",
    "reports.Naskah.dokumen",
    "budget.Unggahan.ringkasan", "budget.Unggahan.dipa_versi", "budget.Unggahan.sebelum",
}  # fmt: skip
#: What the application makes of other texts: the trail, jobs and mails, which are plain text.
MADE = ("accounts.Jejak.", "jobs.Job.", "outbox.SuratKeluar.")
#: Stored in the small markup: there a text is a paragraph.
MARKUP = {"reports.Narasi.isi", "reports.VersiNarasi.isi", "reports.DrafNarasi.isi"}

THROUGH = "\"'><img src=x onerror=alert(1)>"
CLOSING = "\"'></textarea></title></option></select></td></script>"
PAYLOADS = [satu for teks in HOSTILE if "\0" not in teks for satu in (teks, f"{CLOSING}{teks}")]
#: What is typed into a form, to come back on its page.
BACK = f"{CLOSING}{THROUGH}<script>alert(1)</script>"
#: Room for a text without a length.
ROOM = 4_000
#: Elements that no page of ours has.
FOREIGN = {
    "iframe", "object", "embed", "base", "math", "video", "audio", "source", "applet", "xmp", "plaintext",
    "foreignobject", "animate", "template", "style", "image", "frame", "marquee",
}  # fmt: skip
ADDRESSES = ("href", "src", "action", "formaction", "data", "srcset", "poster", "background")
OURS = ("/", "#", "?", "http://127.0.0.1", "mailto:", "otpauth://totp/")


def typed_fields() -> dict[str, models.Field]:
    """Every field that holds words of a person, by its label."""
    found = {}
    for model in apps.get_models():
        if model._meta.app_label not in APPS:
            continue
        for field in model._meta.concrete_fields:
            label = f"{model._meta.label}.{field.name}"
            text = isinstance(field, models.CharField | models.TextField | models.JSONField)
            own = field.name not in MACHINE and label not in WRITTEN and not label.startswith(MADE)
            if text and own and not field.choices and not isinstance(field, models.FileField):
                found[label] = field
    return found


def mark(ke: int) -> str:
    """What the text of a field begins with, to be found again; in a workbook it would be a formula."""
    return f"=Z{ke:03d}z"


def dealt(fields: dict[str, models.Field]) -> dict[str, str]:
    """A text for each field: one payload that all have, and all others dealt out as there is room."""
    texts = {label: f"{mark(ke)} {THROUGH}" for ke, label in enumerate(fields)}
    ring = cycle(fields)
    for payload in PAYLOADS:
        for _ in fields:
            label = next(ring)
            if len(texts[label]) + 1 + len(payload) <= (getattr(fields[label], "max_length", None) or ROOM):
                texts[label] += f" {payload}"
                break
        else:
            raise AssertionError(f"no field has room for {payload[:40]}")
    return texts


@contextmanager
def hostile(texts: dict[str, str]) -> Iterator[set[str]]:
    """Rows that are stored meanwhile hold these texts where they have any; which fields were filled."""
    filled: set[str] = set()
    with ExitStack() as stack:
        for kind in (models.CharField, models.TextField, models.JSONField):
            stack.enter_context(patch.object(kind, "pre_save", _instead(texts, filled)))
        yield filled


def _instead(texts: dict[str, str], filled: set[str]) -> Any:
    def pre_save(field: models.Field, instance: models.Model, add: bool) -> Any:
        value = getattr(instance, field.attname)
        label = f"{instance._meta.label}.{field.name}"
        if not value or label not in texts:
            return value
        filled.add(label)
        text = f"<p>{escape(texts[label])}</p>" if label in MARKUP else texts[label]
        return _words(value, text) if isinstance(field, models.JSONField) else text

    return pre_save


def _words(value: Any, text: str, key: str = "judul") -> Any:
    """JSON with every string replaced that is neither a number nor a key of the application."""
    if isinstance(value, dict):
        return {name: _words(inner, text, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_words(inner, text, key) for inner in value]
    fixed = key in ("kunci", "jenis", "code", "severity", "pembilang", "penyebut")
    return value if fixed or not isinstance(value, str) or value.isdigit() else text


def alive(html: str) -> list[str]:
    """What of a page runs, loads or leads where no page of ours does, as a browser reads it."""
    return [satu for element in tinyhtml5.parse(html).iter() for satu in _alive(element)]


def filled_forms(html: str, address: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The forms of a page that take a text: where each is sent, and what, every text meaning harm."""
    for form in tinyhtml5.parse(html, namespace_html_elements=False).iter("form"):
        if (form.get("method") or "get").lower() == "post":
            sent = {str(satu.get("name")): _filled(satu) for satu in form.iter() if _is_field(satu)}
            if BACK in sent.values():
                yield form.get("action") or address, sent


def _is_field(element: Element) -> bool:
    return element.tag in ("input", "textarea", "select") and element.get("name") is not None


def _filled(element: Element) -> str:
    if element.tag == "input" and element.get("type") in ("hidden", "checkbox", "radio", "file", "submit"):
        return element.get("value", "on")
    return BACK


def _alive(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    tag = element.tag.rpartition("}")[2].lower()
    if tag in FOREIGN:
        yield f"<{tag}>"
    if tag == "script" and not element.get("src"):
        yield f"<script>{(element.text or '')[:40]}"
    if tag == "meta" and "url" in (element.get("content") or "").lower():
        yield f"<meta content={element.get('content')}>"
    for name, value in element.attrib.items():
        local = name.rpartition("}")[2].lower()
        if local.startswith("on") or local in ("style", "srcdoc"):
            yield f"<{tag} {local}={value[:40]}>"
        if local in ADDRESSES and not value.strip().startswith(OURS) and value.strip():
            yield f"<{tag} {local}={value[:40]}>"
