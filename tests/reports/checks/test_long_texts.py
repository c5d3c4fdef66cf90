"""Paragraphs of many numbers: found as one by one, and in a time that grows as the text does."""

from decimal import Decimal
from itertools import count
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.checks.acuan import JARAK_TAWARAN, Acuan, DaftarAcuan
from reports.checks.ketikan import AngkaKetik, Jenis, baca_ketikan
from reports.checks.registry import PEMERIKSAAN
from tests.reports.checks.test_texts import DATA, bagian

NILAI = st.integers(-3_000_000, 3_000_000).map(lambda satu: Decimal(satu) / 1000)
DAFTAR = st.lists(st.tuples(st.sampled_from((Jenis.PERSEN, Jenis.BANYAK)), NILAI), max_size=12).map(
    lambda isi: DaftarAcuan(tuple(Acuan(f"a.{ke % 3}", *satu) for ke, satu in enumerate(isi)))
)
KETIKAN = st.from_regex(r"-?[1-9][0-9]{0,2}(,[0-9]{1,3})?( ribu|%)?", fullmatch=True).map(
    lambda teks: baca_ketikan(teks)[0]
)


@given(DAFTAR, KETIKAN)
def test_what_is_looked_up_is_what_each_figure_would_answer(daftar: DaftarAcuan, ketikan: AngkaKetik):
    sejenis = [satu for satu in daftar.isi if satu.jenis is ketikan.jenis]
    if ketikan.jenis is Jenis.BANYAK:
        sejenis += [satu for satu in daftar.isi if satu.jenis is Jenis.PERSEN]
    assert daftar.cocok(ketikan) == [satu for satu in sejenis if ketikan.cocok(satu.nilai)]


@given(DAFTAR, KETIKAN)
def test_what_is_offered_is_the_nearest_of_all(daftar: DaftarAcuan, ketikan: AngkaKetik):
    jarak = [
        abs(satu.nilai - ketikan.jumlah)
        for satu in daftar.isi
        if satu.jenis is ketikan.jenis
        and abs(satu.nilai - ketikan.jumlah) <= JARAK_TAWARAN * max(abs(satu.nilai), abs(ketikan.jumlah))
    ]
    dekat = daftar.terdekat(ketikan)
    assert (dekat and abs(dekat.nilai - ketikan.jumlah)) == min(jarak, default=None)


NOMOR = count(1_000_003, 7_919)


@pytest.mark.parametrize(
    ("potongan", "akhir"),
    [
        ("sebanyak {} indikator memenuhi target dan ", "."),
        ("Pagu kegiatan ini Rp{}. ", ""),
        ("{}/17 × 100% = 20%, ", "."),
        ("Rata-rata capaian kinerja {}%. ", ""),
        ("{} (tiga) laporan, ", "."),
    ],
)
def test_a_paragraph_of_many_numbers_takes_as_long_as_it_is(potongan: str, akhir: str):
    """Eight times the text: eight times as long; the square would be 64 times."""

    def seconds(banyak: int) -> float:
        isi = bagian("".join(potongan.format(next(NOMOR)) for _ in range(banyak)) + akhir)
        mulai = process_time()
        temuan = [t for kode in PEMERIKSAAN for fungsi in kode.bagian for t in fungsi(isi, DATA)]
        assert len([satu.tersamar() for satu in temuan]) >= banyak
        return process_time() - mulai

    seconds(100)
    short, long = (min(seconds(banyak) for _ in range(3)) for banyak in (150, 1_200))
    assert long < 30 * max(short, 0.001), (short, long)
