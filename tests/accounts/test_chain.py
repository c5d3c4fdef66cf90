"""The bytes of an event, and what following a chain finds: no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from accounts.chain import AWAL, Isi, Kepala, follow, link

ISI = Isi(
    nomor=1,
    pada=datetime(2024, 1, 15, 2, 0, tzinfo=UTC),
    oleh=7,
    satker=None,
    peristiwa="Realisasi disimpan",
    objek="measurements.realisasi:3",
    keterangan="Catatan “kedua”",
    data={"baru": "98,075", "a": [1, None, True]},
)
BYTES = (
    b'{"data":{"a":[1,null,true],"baru":"98,075"},"keterangan":"Catatan \\u201ckedua\\u201d","nomor":1,'
    b'"objek":"measurements.realisasi:3","oleh":7,"pada":"2024-01-15T02:00:00.000000Z",'
    b'"peristiwa":"Realisasi disimpan","satker":null,"sebelumnya":"' + b"0" * 64 + b'"}'
)


def chain(*isi: Isi) -> list[tuple[Isi, str]]:
    kepala, rantai = AWAL, []
    for satu in isi:
        kepala = link(kepala, satu)
        rantai.append((satu, kepala.sha256))
    return rantai


def numbered(banyak: int) -> list[tuple[Isi, str]]:
    return chain(*[replace(ISI, nomor=nomor, data={"n": nomor}) for nomor in range(1, banyak + 1)])


def test_the_bytes_of_an_event_are_these():
    """Golden: every head that was ever printed rests on this format."""
    assert ISI.as_bytes(AWAL.sha256) == BYTES
    assert link(AWAL, ISI) == Kepala(1, sha256(BYTES).hexdigest())


@pytest.mark.parametrize(
    ("satu", "dua"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": 1e22}, {"a": 10**22}),
        ({"a": 1e23}, {"a": 10**23}),
        ({"a": [2.0, -0.0]}, {"a": [2, 0]}),
    ],
)
def test_what_the_databases_spell_differently_has_the_same_bytes(satu, dua):
    assert replace(ISI, data=satu).as_bytes("") == replace(ISI, data=dua).as_bytes("")


def test_a_moment_has_one_spelling_in_every_zone():
    wib = ISI.pada.astimezone(timezone(timedelta(hours=7)))
    assert replace(ISI, pada=wib).as_bytes("") == ISI.as_bytes("")


@pytest.mark.parametrize(
    "perubahan",
    [
        {"pada": ISI.pada + timedelta(microseconds=1)},
        {"oleh": None},
        {"satker": 7},
        {"peristiwa": "realisasi disimpan"},
        {"objek": "measurements.realisasi:4"},
        {"keterangan": "Catatan “kedua” "},
        {"data": {"baru": "98,075", "a": [1, None, 1]}},
        {"data": {"baru": "98,075", "a": ["1", None, True]}},
    ],
    ids=lambda perubahan: "-".join(perubahan),
)
def test_every_part_counts(perubahan):
    assert link(AWAL, replace(ISI, **perubahan)) != link(AWAL, ISI)


def test_a_whole_chain_ends_in_its_head():
    rantai = numbered(3)
    akhir = Kepala(3, rantai[-1][1])
    assert follow(rantai) == follow(rantai, akhir) == follow(rantai, Kepala(2, rantai[1][1]))
    assert (follow(rantai).kepala, follow(rantai).kerusakan) == (akhir, "")
    assert follow([], AWAL).kerusakan == ""


def test_the_first_broken_event_is_named():
    rantai = numbered(5)
    rantai[2] = (replace(rantai[2][0], keterangan="lain"), rantai[2][1])
    rantai[3] = (replace(rantai[3][0], keterangan="lain"), rantai[3][1])
    assert follow(rantai).kerusakan == (
        "Jejak nomor 3 (Realisasi disimpan) tidak sesuai dengan rantainya: isinya diubah, disisipkan, atau "
        "ditukar sesudah dicatat."
    )


def test_a_gap_a_cut_and_a_new_chain_are_told_apart():
    rantai = numbered(4)
    akhir = Kepala(4, rantai[-1][1])
    assert follow(rantai[:1] + rantai[2:]).kerusakan == (
        "Jejak nomor 2 tidak ada: sesudah nomor 1 langsung tercatat nomor 3."
    )
    assert follow(rantai[:3]).kerusakan == ""
    assert follow(rantai[:3], akhir).kerusakan == (
        "Jejak nomor 4 tidak ada: jejak berakhir pada nomor 3, padahal kepala yang diberikan menyebut "
        "nomor 4."
    )
    assert follow(chain(*[replace(isi, oleh=None) for isi, _ in rantai]), akhir).kerusakan == (
        "Jejak nomor 4 berbeda dari kepala yang diberikan: jejak sampai dengan nomor itu disusun ulang "
        "sesudah kepala tersebut dicetak."
    )
    assert follow([(replace(ISI, nomor=0), "")]).kerusakan == (
        "Jejak nomor 0 disisipkan: nomor itu tidak mungkin dicatat sesudah nomor 0."
    )


def test_content_that_cannot_be_written_is_broken_not_a_crash():
    assert follow([(replace(ISI, peristiwa=b"x"), "")]).kerusakan.startswith("Jejak nomor 1 ")


@pytest.mark.parametrize(
    "teks", ["", "1", "1:", "x:" + "0" * 64, "1:" + "g" * 64, "-1:" + "0" * 64, "١:" + "0" * 64]
)
def test_a_head_that_is_none_is_refused(teks):
    with pytest.raises(ValueError, match=r"\A"):
        Kepala.parse(teks)


def test_a_printed_head_is_read_back():
    kepala = Kepala(12, "ab" * 32)
    assert Kepala.parse(f" {kepala}\n") == Kepala.parse(str(kepala).upper()) == kepala
