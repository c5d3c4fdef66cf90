"""The campaigns of every edit form: two sessions open it at one version and save at one moment."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.urls import reverse
from django.utils import timezone

from accounts.models import Bagian, Pejabat, Penugasan, Satker, User
from accounts.permissions import Peran
from agreements.models import Indikator
from kinerja.angka import parse_angka, tanggal
from kinerja.metode import Metode
from measurements import actions
from measurements.drafts import drafts_of
from measurements.entry import Isian, IsianKomponen, isi_sekarang
from measurements.forms import baca, dari_kiriman
from measurements.models import JadwalTriwulan, Realisasi
from measurements.recap_actions import open_recap
from tests.factories import make_bagian, make_member, make_pejabat, make_pk, make_satker
from tests.measurements.quarter import TAHUN, TRIWULAN, make_jadwal, make_measured
from trials.browser import Form
from trials.campaign import Campaign, Turn
from trials.race import Side, race

numbers = count(1)
NAMES = ("Ani", "Budi")
AWAL = Isian(
    komponen=(IsianKomponen("Meja semula", Decimal(1), Decimal(2)),), penyebab="Sebab semula", upaya="Upaya"
)


def new_satker() -> Satker:
    """A province of its own for one trial."""
    return make_satker(f"KPU Provinsi Uji Coba {next(numbers)}")


def two_members(satker: Satker, peran: Peran) -> tuple[User, User]:
    """Two people with one role."""
    return make_member(satker, peran), make_member(satker, peran)


# Realisasi of a quarter


def new_indikator(satker: Satker, *, saved_by: User | None = None) -> Indikator:
    """An indikator with a grid of components in an open quarter; saved once by somebody, or not begun."""
    make_jadwal(satker)
    indikator = make_measured(make_pk(satker, TAHUN), metode=Metode.RATA_RATA_RASIO)
    if saved_by is not None:
        actions.save_realisasi(indikator, TRIWULAN, AWAL, versi=0, by=saved_by, on=timezone.localdate())
    return indikator


def sheet_of(indikator: Indikator) -> str:
    return reverse("measurements:isi", args=[indikator.sasaran.perjanjian.satker.slug, TAHUN, TRIWULAN])


def typed_by(who: str) -> dict[str, str]:
    """What a person types into the form of `new_indikator`."""
    atas = str(len(who) + next(numbers))
    return {
        "komponen__0__nama": f"Meja menurut {who}",
        "komponen__0__pembilang": atas,
        "komponen__0__penyebut": "1.000",
        "komponen__1__nama": f"Kursi menurut {who}",
        "komponen__1__pembilang": f"{atas},5",
        "komponen__1__penyebut": "2.000",
        "keterangan": f"Dihitung {who}",
        "penyebab": f"Sebab satu {who}\nSebab dua {who}",
        "upaya": f"Upaya {who}",
        "hambatan": f"Hambatan {who}",
        "rekomendasi": f"Rekomendasi {who}",
    }


def is_stored(indikator: Indikator, form: Form) -> bool:
    """Whether the stored realisasi says what a form said, to the last field."""
    kini = Realisasi.objects.filter(indikator=indikator, triwulan=TRIWULAN).first()
    return kini is not None and isi_sekarang(kini) == baca(indikator, dari_kiriman(form.fields)).isian


def is_kept(indikator: Indikator, form: Form, user: User) -> bool:
    """Whether a person's draft holds what a form said, to the last field."""
    draf = drafts_of(user, [indikator], TRIWULAN).get(indikator.pk)
    return draf is not None and draf.isi == dari_kiriman(form.fields).sebagai_json() | {
        "komponen": [vars(satu) for satu in dari_kiriman(form.fields).komponen]
    }


def entry_side(turn: Turn, indikator: Indikator, user: User, who: str) -> Side:
    browser = turn.web.browser(user)
    typed = typed_by(who)
    form = browser.get(sheet_of(indikator)).form("versi").filled(**typed)
    words = tuple(baris for isi in typed.values() if who in isi for baris in isi.splitlines())
    return Side(
        who,
        browser,
        form,
        words,
        words,
        lambda: is_stored(indikator, form),
        lambda: is_kept(indikator, form, user),
    )


def entry(turn: Turn) -> list[str]:
    satker = new_satker()
    staf = two_members(satker, Peran.STAF)
    return _entry(turn, new_indikator(satker, saved_by=staf[0]), staf)


def first_entry(turn: Turn) -> list[str]:
    satker = new_satker()
    return _entry(turn, new_indikator(satker), two_members(satker, Peran.STAF))


def entry_of_one_person(turn: Turn) -> list[str]:
    satker = new_satker()
    staf = make_member(satker, Peran.STAF)
    return _entry(turn, new_indikator(satker, saved_by=staf), (staf, staf))


def _entry(turn: Turn, indikator: Indikator, people: tuple[User, User]) -> list[str]:
    sides = [entry_side(turn, indikator, user, who) for user, who in zip(people, NAMES, strict=True)]
    return race(turn, sides, f"Indikator {indikator.nomor} belum disimpan.")


# Calendar


def calendar(turn: Turn) -> list[str]:
    satker = new_satker()
    for ke in (1, 2, 3, 4):
        make_jadwal(satker, ke)
    admin = two_members(satker, Peran.ADMINISTRATOR)
    sides = [
        _calendar_side(turn, satker, user, who, ke)
        for user, who, ke in zip(admin, NAMES, (1, 2), strict=True)
    ]
    return race(turn, sides, "Jadwal ini sudah diubah oleh orang lain")


def _calendar_side(turn: Turn, satker: Satker, user: User, who: str, triwulan: int) -> Side:
    """Each moves the due day of another quarter: whoever overwrites a year loses the other's."""
    browser = turn.web.browser(user)
    page = browser.get(reverse("measurements:jadwal", args=[satker.slug, TAHUN]))
    hari = timezone.localdate() + timedelta(days=5 + triwulan)
    form = page.form(f"versi_{triwulan}").filled(**{f"tenggat_{triwulan}": hari.isoformat()})

    def stored() -> bool:
        rows = JadwalTriwulan.objects.filter(satker=satker, tahun=TAHUN)
        days = {
            f"{nama}_{satu.triwulan}": getattr(satu, nama).isoformat()
            for satu in rows
            for nama in ("buka", "tenggat", "toleransi", "tutup")
        }
        return days == {nama: isi for nama, isi in form.fields.items() if nama in days}

    return Side(who, browser, form, (hari.isoformat(),), (tanggal(hari),), stored)


# Seat, Bagian, official


def seat(turn: Turn) -> list[str]:
    satker = new_satker()

    def stored(teks: str) -> bool:
        return Satker.objects.get(pk=satker.pk).ibu_kota == teks

    return _structure(turn, satker, "people_seat", [satker.slug], "ibu_kota", stored)


def bagian(turn: Turn) -> list[str]:
    satker = new_satker()
    satu = make_bagian(satker)

    def stored(teks: str) -> bool:
        return Bagian.objects.get(pk=satu.pk).nama == teks

    return _structure(turn, satker, "people_bagian", [satker.slug, satu.pk], "nama", stored)


def _structure(turn: Turn, satker: Satker, page: str, args: list, field: str, stored) -> list[str]:
    """Two Administrators and a form of one text."""
    sides = []
    for user, who in zip(two_members(satker, Peran.ADMINISTRATOR), NAMES, strict=True):
        browser, teks = turn.web.browser(user), f"Tulisan {who} {next(numbers)}"
        form = browser.get(reverse(f"accounts:{page}", args=args)).form("lama").filled(**{field: teks})
        sides.append(Side(who, browser, form, (teks,), (teks,), lambda teks=teks: stored(teks)))
    return race(turn, sides, DATA_REFUSED)


DATA_REFUSED = "Data belum disimpan: orang lain mengubahnya sejak Anda membukanya"


def duty(turn: Turn) -> list[str]:
    satker = new_satker()
    [tugas] = make_member(satker, Peran.STAF).penugasan.all()

    def stored(selesai: date) -> bool:
        return Penugasan.objects.get(pk=tugas.pk).selesai == selesai

    return _last_day(turn, satker, "people_end_duty", [tugas.user_id, tugas.pk], timezone.localdate(), stored)


def pejabat(turn: Turn) -> list[str]:
    satker = new_satker()
    satu = make_pejabat(satker)

    def stored(selesai: date) -> bool:
        return Pejabat.objects.get(pk=satu.pk).selesai == selesai

    return _last_day(turn, satker, "people_pejabat", [satker.slug, satu.pk], date(2030, 1, 1), stored)


def _last_day(turn: Turn, satker: Satker, page: str, args: list, mulai: date, stored) -> list[str]:
    """Two Administrators and the end of something, on or after a day.

    Who types the earlier day changes from turn to turn: the later one cannot follow it.
    """
    hari = [mulai + timedelta(days=ke + next(numbers) % 300) for ke in (0, 40)]
    sides = []
    urut = hari if turn.number % 2 else hari[::-1]
    for user, who, selesai in zip(two_members(satker, Peran.ADMINISTRATOR), NAMES, urut, strict=True):
        browser = turn.web.browser(user)
        opened = browser.get(reverse(f"accounts:{page}", args=args))
        form = opened.form("lama").filled(selesai=selesai.isoformat())
        typed, printed = (selesai.isoformat(),), (tanggal(selesai),)
        sides.append(Side(who, browser, form, typed, printed, lambda selesai=selesai: stored(selesai)))
    return race(turn, sides, DATA_REFUSED)


# Answer to a recap


def answer(turn: Turn) -> list[str]:
    """Two Operators of a satker that the province asks."""
    provinsi = new_satker()
    satker = make_satker(f"KPU Kab. Uji Coba {next(numbers)}", induk=provinsi)
    make_jadwal(provinsi)
    indikator = make_measured(
        make_pk(provinsi, TAHUN), metode=Metode.REKAP_SATKER, kriteria_nilai=Decimal(60)
    )
    operator = two_members(satker, Peran.OPERATOR)
    rekap = open_recap(indikator, TRIWULAN, by=operator[0], on=timezone.localdate(), satker=satker)
    sides = [
        _answer_side(turn, rekap, satker, user, who, f"{50 + ke},{next(numbers)}5")
        for ke, (user, who) in enumerate(zip(operator, NAMES, strict=True))
    ]
    return race(turn, sides, "Ada dua jawaban: pilih salah satu")


def _answer_side(turn: Turn, rekap: Realisasi, satker: Satker, user: User, who: str, nilai: str) -> Side:
    browser = turn.web.browser(user)
    form = browser.get(reverse("measurements:jawab", args=[rekap.pk, satker.slug])).form("versi")

    def stored() -> bool:
        return rekap.jawaban.get(satker=satker).nilai == parse_angka(nilai)

    return Side(who, browser, form.filled(nilai=nilai), (nilai,), (nilai,), stored)


EDITS = (
    Campaign("realisasi", ("without-version-realisasi",), entry),
    Campaign("realisasi, pertama kali", ("without-version-realisasi",), first_entry),
    Campaign("realisasi, satu orang dua peramban", ("without-version-realisasi",), entry_of_one_person),
    Campaign("jadwal", ("without-version-jadwal",), calendar),
    Campaign("tempat kedudukan", ("without-version-kedudukan",), seat),
    Campaign("nama Bagian", ("without-version-bagian",), bagian),
    Campaign("akhir masa jabatan", ("without-version-pejabat",), pejabat),
    Campaign("akhir penugasan", ("without-version-penugasan",), duty),
    Campaign("jawaban rekap", ("without-version-jawaban",), answer),
)
