"""What somebody with the database's own rights could do to the trail: random edits, always real ones."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from django.db import connection, transaction

from accounts.chain import AWAL, Isi, Kepala, link
from accounts.models import Jejak, Satker, User
from accounts.trail import kepala, record, verify

EVENTS = 12
COLUMNS = ("pada", "oleh_id", "satker_id", "peristiwa", "objek", "keterangan", "data", "sha256")


def undetected(seeds: range, satker: Satker, by: User) -> list[str]:
    """Each seed's tamper on a short trail of its own that `verify` does not find; nothing of it stays."""
    with transaction.atomic():
        disarm()
        Jejak.objects.all().delete()
        for nomor in range(EVENTS):
            record("Diubah", satker, by=by, satker=satker, note=f"Catatan {nomor}", data={"baru": str(nomor)})
        head = kepala()
        assert verify(head).kerusakan == ""
        told = [satu for seed in seeds if (satu := _tried(Random(seed), head))]
        transaction.set_rollback(True)
    return told


def _tried(random: Random, head: Kepala) -> str:
    """The tamper's name when it went unseen."""
    tamper = random.choice(TAMPERS)
    with transaction.atomic():
        name = tamper(random)
        found = verify(head).kerusakan != ""
        if tamper not in ONLY_WITH_HEAD:
            found = found and verify().kerusakan != ""
        transaction.set_rollback(True)
    return "" if found else f"{name} went unseen"


def edit(random: Random) -> str:
    """Another value in one column of one event."""
    nomor, column = random.randint(1, EVENTS), random.choice(COLUMNS)
    row = Jejak.objects.filter(nomor=nomor)
    row.update(**{column: _other(row.values_list(column, flat=True).get(), random)})
    return f"an edit of {column} in {nomor}"


def delete(random: Random) -> str:
    """Some events gone; the others close ranks in every second case."""
    gone = random.sample(range(1, EVENTS), random.randint(1, 3))
    Jejak.objects.filter(nomor__in=gone).delete()
    if random.random() < 0.5:
        _close_ranks()
    return f"the deletion of {sorted(gone)}"


def insert(random: Random) -> str:
    """A new event somewhere, or behind the last, with any hash or one copied from elsewhere."""
    nomor = random.randint(1, EVENTS + 1)
    for satu in range(EVENTS, nomor - 1, -1):
        Jejak.objects.filter(nomor=satu).update(nomor=satu + 1)
    pola = Jejak.objects.order_by("nomor")[random.randrange(EVENTS)]
    pola.nomor = nomor
    pola.sha256 = random.choice([pola.sha256, random.randbytes(32).hex()])
    pola.save(force_insert=True)
    return f"an insertion at {nomor}"


def swap(random: Random) -> str:
    """Two events change places, with their hashes or without."""
    a, b = random.sample(range(1, EVENTS + 1), 2)
    if random.random() < 0.5:
        for lama, baru in ((a, 0), (b, a), (0, b)):
            Jejak.objects.filter(nomor=lama).update(nomor=baru)
        return f"the swap of {a} and {b}"
    satu, dua = Jejak.objects.filter(nomor=a), Jejak.objects.filter(nomor=b)
    isi = [query.values("keterangan", "data").get() for query in (satu, dua)]
    satu.update(**isi[1])
    dua.update(**isi[0])
    return f"the swap of what {a} and {b} say"


def cut(random: Random) -> str:
    """The tail is gone."""
    last = random.randrange(EVENTS)
    Jejak.objects.filter(nomor__gt=last).delete()
    return f"a cut after {last}"


def rewrite(random: Random) -> str:
    """One event says something else, and the chain is computed anew from there."""
    first = random.randint(1, EVENTS)
    sebelum = (
        Kepala(*Jejak.objects.values_list("nomor", "sha256").get(nomor=first - 1)) if first > 1 else AWAL
    )
    for satu in Jejak.objects.filter(nomor__gte=first).order_by("nomor"):
        isi = Isi(
            satu.nomor, satu.pada, satu.oleh_id, satu.satker_id, satu.peristiwa, satu.objek, satu.keterangan,
            satu.data,
        )  # fmt: skip
        if satu.nomor == first:
            isi = replace(isi, peristiwa="Lain")
        sebelum = link(sebelum, isi)
        Jejak.objects.filter(nomor=satu.nomor).update(peristiwa=isi.peristiwa, sha256=sebelum.sha256)
    return f"a chain computed anew from {first}"


TAMPERS: tuple[Callable[[Random], str], ...] = (edit, edit, delete, insert, swap, cut, rewrite)
#: Nobody can see these who does not know the head that was printed before.
ONLY_WITH_HEAD = (cut, rewrite)


def disarm() -> None:
    """Take the append-only triggers away, for the transaction that is open."""
    connection.check_constraints()
    statements = {
        "sqlite": [f"DROP TRIGGER jejak_tanpa_{name}" for name in ("ubah", "hapus", "ganti")],
        "postgresql": ["ALTER TABLE accounts_jejak DISABLE TRIGGER USER"],
    }
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


def _close_ranks() -> None:
    for baru, lama in enumerate(Jejak.objects.order_by("nomor").values_list("nomor", flat=True), start=1):
        Jejak.objects.filter(nomor=lama).update(nomor=baru)


def _other(nilai: Any, random: Random) -> Any:
    if nilai is None or isinstance(nilai, int):
        return None
    if isinstance(nilai, str):
        huruf = random.randrange(len(nilai))
        return nilai[:huruf] + ("a" if nilai[huruf] != "a" else "b") + nilai[huruf + 1 :]
    if isinstance(nilai, dict):
        return random.choice([{}, nilai | {"lain": 1}, {kunci: f"{satu} " for kunci, satu in nilai.items()}])
    return nilai + random.choice([1, -1]) * timedelta(microseconds=10 ** random.randrange(9))
