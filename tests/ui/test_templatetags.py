"""Filters and tags as templates use them."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template


def render(sumber, **isi):
    return Template("{% load ui %}" + sumber).render(Context(isi))


@pytest.mark.parametrize(
    ("sumber", "nilai", "teks"),
    [
        ("{{ x|rupiah }}", 50_342_000_000, "Rp50.342.000.000"),
        ("{{ x|rupiah }}", -1_000, "-Rp1.000"),
        ("{{ x|persen }}", Decimal("99.4036"), "99,40%"),
        ("{{ x|persen }}", Decimal("-20"), "-20%"),
        ("{{ x|angka }}", Decimal("1234.56"), "1.234,56"),
        ("{{ x|angka }}", 14, "14"),
        ("{{ x|angka:2 }}", 14, "14,00"),
        ("{{ x|tanggal }}", date(2024, 1, 15), "15 Januari 2024"),
        ("{{ x|romawi }}", 3, "III"),
        ("{{ x|terbilang }}", 14, "empat belas"),
        ("{{ x|jumlah_kata }}", 14, "14 (empat belas)"),
    ],
)
def test_filter(sumber, nilai, teks):
    assert render(sumber, x=nilai) == teks


@pytest.mark.parametrize("nama", ["rupiah", "persen", "angka", "tanggal", "terbilang", "jumlah_kata"])
def test_filter_prints_nothing_for_none(nama):
    assert render("{{ x|" + nama + " }}", x=None) == ""


def test_icon_is_hidden_from_screen_readers():
    ikon = render("{% ikon 'lock' %}")
    assert ikon.startswith('<svg class="ikon" width="16" height="16"')
    assert 'aria-hidden="true"' in ikon


def test_unknown_icon_is_refused():
    with pytest.raises(KeyError, match="unknown icon"):
        render("{% ikon '../../etc/passwd' %}")


@pytest.mark.parametrize(
    ("label", "nada"),
    [("Terkunci", "kunci"), ("DIKEMBALIKAN", "perhatian"), ("Terverifikasi", "baik"), ("Hal lain", "netral")],
)
def test_chip_look_by_label(label, nada):
    assert f'class="chip chip-{nada}"' in render("{% chip x %}", x=label)


def test_chip_in_another_tone_keeps_its_words_escaped():
    assert render("{% chip x 'bahaya' %}", x="<b>") == '<span class="chip chip-bahaya">&lt;b&gt;</span>'


@pytest.mark.parametrize(
    ("level", "nada"), [("error", "bahaya"), ("success", "baik"), ("", "netral"), ("debug", "netral")]
)
def test_notice_look_by_level(level, nada):
    assert render("{% rupa_pesan x as r %}{{ r.nada }}", x=level) == nada
