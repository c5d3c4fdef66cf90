"""Odd texts in the entry form, through the real views: no fault, nothing typed changed, no number guessed."""

import re
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.permissions import Peran
from agreements.models import Indikator, SkalaNilai
from kinerja.angka import parse_angka
from kinerja.metode import Metode
from measurements.entry import Isian, IsianKomponen, isi_sekarang
from measurements.forms import BERKOMPONEN, BIDANG_TEKS, KOLOM
from measurements.models import Draf, Realisasi
from tests.factories import make_member, make_penugasan, make_pk, make_skala_akip
from tests.measurements.quarter import TAHUN, TRIWULAN, make_jadwal, make_measured
from trials.arms import ARMS
from trials.browser import Form, Page
from trials.campaign import Arms
from trials.edits import new_satker, sheet_of
from trials.odd_texts import Fields, figures, grid, pressed, typed, words
from trials.place import Web

#: How many texts stand for one trial: in the suite, in the long campaign.
FEW, MANY = 5, 20
HOST = "127.0.0.1"
SENTENCE = 2_000
NUMERIC = (Metode.LANGSUNG, Metode.RASIO, *BERKOMPONEN)
WORDS = (*BIDANG_TEKS, "tidak_diukur")
#: The fields of a metode's inputs, but for the grid.
FIGURES = {
    Metode.LANGSUNG: ("nilai",),
    Metode.RASIO: ("pembilang", "penyebut"),
    Metode.PREDIKAT: ("predikat",),
}
Check = Callable[["Desk", Metode, Fields], None]


class Desk:
    """A person who enters, with an indikator of each metode, each on a sheet of its own."""

    def __init__(self) -> None:
        if not SkalaNilai.objects.filter(skala="akip").exists():
            make_skala_akip()
        staf = make_member(new_satker(), Peran.STAF)
        self.indikator = {metode: _indikator_of(metode, staf) for metode in Metode}
        self.client = Client(SERVER_NAME=HOST)
        self.client.force_login(staf)

    def clear(self, indikator: Indikator) -> None:
        """Nothing typed and nothing stored."""
        Draf.objects.filter(indikator=indikator).delete()
        Realisasi.objects.filter(indikator=indikator).delete()

    def form(self, indikator: Indikator) -> Form:
        """The form of an indikator as the sheet shows it."""
        answer = self.client.get(sheet_of(indikator))
        page = Page(answer.status_code, f"http://{HOST}", answer.text)
        return page.form("versi", reverse("measurements:simpan", args=[indikator.pk, TRIWULAN]))

    def send(self, form: Form, suffix: str = "") -> int:
        """Send a form as a browser does; the answer's status. An exception in a view is raised here."""
        body = urlencode(form.fields)
        return self.client.post(
            form.url + suffix, body, content_type="application/x-www-form-urlencoded"
        ).status_code

    def draft(self, indikator: Indikator) -> Fields | None:
        """What is kept of what was typed, as fields."""
        draf = Draf.objects.filter(indikator=indikator).first()
        if draf is None:
            return None
        isi = dict(draf.isi)
        komponen = isi.pop("komponen")
        baris = [tuple(satu[kolom] for kolom in KOLOM) for satu in komponen]
        dicoret = {f"komponen-{ke}-hapus": "1" for ke, satu in enumerate(komponen) if satu.get("hapus")}
        diukur = {"tidak_diukur": "1"} if isi.pop("tidak_diukur") else {}
        return isi | diukur | grid(baris) | dicoret


def _indikator_of(metode: Metode, staf: User) -> Indikator:
    satker, isi = new_satker(), {}
    if metode in (Metode.PREDIKAT, Metode.REKAP_SATKER):
        isi = {"skala": "akip", "kriteria": "B", "kriteria_nilai": Decimal(60)}
    if metode is Metode.PREDIKAT:
        isi |= {"target": None, "target_predikat": "B", "satuan": "Predikat"}
    make_jadwal(satker)
    make_penugasan(staf, satker, Peran.STAF)
    return make_measured(make_pk(satker, TAHUN), metode=metode, **isi)


def clean(isi: Fields) -> Fields:
    """What a text is kept as: line ends of one kind, no NUL."""
    return {nama: re.sub(r"\r\n?", "\n", teks).replace("\x00", "") for nama, teks in isi.items()}


def filled(isi: Fields) -> Fields:
    """An empty field is no field; what no hand types is none either."""
    return {nama: teks for nama, teks in isi.items() if teks and nama not in ("versi", "aksi")}


def fields_of(metode: Metode, isi: Fields) -> Fields:
    """What of it the form of a metode has a field for."""
    known = {*WORDS, "aksi", *FIGURES.get(metode, ())}
    return {
        nama: teks
        for nama, teks in isi.items()
        if nama in known or (metode in BERKOMPONEN and (nama.startswith("komponen-") or nama == "tempel"))
    }


# What must hold


def kept(desk: Desk, metode: Metode, isi: Fields) -> None:
    """What an autosave sends is in the draft, to the last sign, and the page shows it again."""
    indikator = desk.indikator[metode]
    form = desk.form(indikator)
    assert desk.send(Form(form.url, isi), "draf/") == 200
    same(desk, indikator, metode, isi)


def same(desk: Desk, indikator: Indikator, metode: Metode, isi: Fields) -> None:
    """What is kept and shown is what was typed; what is blank need not be kept."""
    draft = desk.draft(indikator)
    if draft is None:
        assert not any(teks.strip() for teks in filled(clean(isi)).values()), "what was typed is not kept"
        return
    equal("kept", filled(draft), filled(clean(isi)))
    # A predikat is chosen, not typed: one that the scale does not have is no choice of the page.
    shown = fields_of(metode, desk.form(indikator).fields)
    equal("shown", filled(shown | {"predikat": ""}), filled(clean(isi | {"predikat": ""})))


def equal(what: str, found: Fields, expected: Fields) -> None:
    """AssertionError with the fields that differ."""
    differ = {nama for nama in found | expected if found.get(nama) != expected.get(nama)}
    shown = {nama: (found.get(nama), expected.get(nama)) for nama in sorted(differ)[:3]}
    assert not differ, f"{what}, typed: {shown}"


def saved(desk: Desk, metode: Metode, isi: Fields) -> None:
    """What is saved is stored as it is read strictly, or all of it stays in the draft."""
    indikator = desk.indikator[metode]
    form = desk.form(indikator)
    assert desk.send(Form(form.url, isi | {"versi": form.fields["versi"]})) == 302
    kini = Realisasi.objects.filter(indikator=indikator).first()
    if kini is None:
        same(desk, indikator, metode, isi)
    else:
        stored, expected = isi_sekarang(kini), meant(metode, clean(isi))
        assert stored == expected, f"stored: {stored}; typed: {expected}"
        assert desk.form(indikator).fields["versi"] == str(kini.versi)


def meant(metode: Metode, isi: Fields) -> Isian:
    """What a text means that is read strictly. AngkaTidakSah: nothing."""
    teks = {nama: isi.get(nama, "").strip() for nama in BIDANG_TEKS}
    angka = {nama: number(isi.get(nama, "")) for nama in FIGURES.get(metode, ()) if nama != "predikat"}
    baris = (tuple(isi.get(f"komponen-{ke}-{kolom}", "") for kolom in KOLOM) for ke in range(len(isi)))
    komponen = tuple(
        IsianKomponen(nama.strip(), parse_angka(atas), parse_angka(bawah))
        for nama, atas, bawah in baris
        if (nama + atas + bawah).strip()
    )
    return Isian(**teks, **angka, komponen=komponen, predikat=isi.get("predikat", ""))


def number(teks: str) -> Decimal | None:
    return parse_angka(teks) if teks.strip() else None


def rearranged(desk: Desk, metode: Metode, isi: Fields) -> None:
    """A button of the grid keeps every word; what the page shows after it comes back as it is."""
    indikator = desk.indikator[metode]
    assert desk.send(Form(desk.form(indikator).url, isi)) == 302
    draft, form = desk.draft(indikator) or {}, desk.form(indikator)
    words = [{nama: teks for nama, teks in satu.items() if nama in WORDS} for satu in (draft, isi)]
    equal("kept", filled(words[0]), filled(clean(words[1])))
    assert desk.send(form, "draf/") == 200
    same(desk, indikator, metode, draft)


@dataclass(frozen=True)
class Fuzz:
    """A campaign of texts that Hypothesis draws; what it finds is told as the smallest text that shows it."""

    name: str
    control: Arms
    check: Check
    drawn: st.SearchStrategy[Fields]
    metode: tuple[Metode, ...] = tuple(Metode)

    def play(self, web: Web, trials: int, *, control: bool = False, small: bool = False) -> list[list[str]]:
        """One item per text that was tried, empty but for the last; small: always the same texts."""
        desk, told = Desk(), []

        @settings(
            max_examples=trials * (FEW if small else MANY), derandomize=small, database=None, deadline=None,
            suppress_health_check=list(HealthCheck), report_multiple_bugs=False, verbosity=Verbosity.quiet,
            phases=[Phase.generate] if control else [Phase.generate, Phase.shrink],
        )  # fmt: skip
        @given(metode=st.sampled_from(self.metode), isi=self.drawn)
        def holds(metode: Metode, isi: Fields) -> None:
            told.append([])
            desk.clear(desk.indikator[metode])
            self.check(desk, metode, fields_of(metode, isi))

        with ExitStack() as stack:
            for name in self.control if control else ():
                stack.enter_context(ARMS[name]())
            try:
                holds()
            except Exception as error:
                told.append([" ".join("".join(traceback.format_exception_only(error)).split())[:SENTENCE]])
        return told


FUZZ = (
    Fuzz("odd texts, typed", ("with-trimmed-drafts",), kept, typed),
    Fuzz("odd texts, saved", ("with-nul",), saved, words),
    Fuzz("odd numbers, saved", ("with-lax-numbers",), saved, figures, NUMERIC),
    Fuzz("odd tables, pasted", ("with-cut-grids",), rearranged, pressed, BERKOMPONEN),
)
