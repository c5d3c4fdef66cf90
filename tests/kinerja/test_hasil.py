"""A result is a value or a reason, never both and never neither."""

from decimal import Decimal

import pytest

from kinerja.capaian import Alasan as AlasanCapaian
from kinerja.capaian import Capaian
from kinerja.hasil import Alasan, Hasil


@pytest.mark.parametrize("jenis", [Hasil, Capaian])
@pytest.mark.parametrize("isi", [(None, None), (Decimal(1), Alasan.RENCANA_NOL), (Decimal("NaN"), None)])
def test_result_needs_exactly_one_finite_value_or_reason(jenis, isi):
    with pytest.raises(ValueError, match=r"exactly one|finite"):
        jenis(*isi)


@pytest.mark.parametrize("jenis", [Hasil, Capaian])
@pytest.mark.parametrize("isi", [(1.0, None), (1, None), (None, "rencana-nol")])
def test_result_refuses_other_types(jenis, isi):
    with pytest.raises(TypeError):
        jenis(*isi)


@pytest.mark.parametrize("alasan", list(Alasan))
def test_every_reason_is_one_formal_sentence(alasan):
    assert alasan.kalimat[0].isupper()
    assert alasan.kalimat[-1] == "."
    assert len(alasan.kalimat.split()) > 4


def test_reasons_have_their_own_sentences():
    assert len({satu.kalimat for satu in Alasan}) == len(Alasan)


def test_a_reason_is_found_again_by_its_stored_value():
    assert Alasan("rencana-nol") is Alasan.RENCANA_NOL
    assert str(Alasan.RENCANA_NOL) == "rencana-nol"
    assert AlasanCapaian is Alasan
