"""What a writer calls a figure."""

import pytest

from reports.labels import SEBUTAN, sebutan


@pytest.mark.parametrize(
    ("kunci", "label"),
    [
        ("anggaran.persen", "Serapan anggaran (%)"),
        ("anggaran.baris.CQ.3356.BAB.010.persen_sisa", "Sisa anggaran RO CQ.3356.BAB.010 (%)"),
        ("anggaran.baris.CQ.3356.uraian", "Uraian kegiatan CQ.3356"),
        ("indikator.1.capaian", "Capaian indikator 1 (%)"),
        ("pejabat.ketua", "Nama ketua"),
        ("baru.kunci_lain", "Baru kunci lain"),
    ],
)
def test_a_key_has_a_name_that_people_use(kunci, label):
    assert sebutan(kunci).label == label


@pytest.mark.django_db
def test_no_figure_of_the_example_goes_by_its_key(figur):
    assert [kunci for kunci, _ in figur if sebutan(kunci).urutan == len(SEBUTAN)] == []
