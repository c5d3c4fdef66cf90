"""An address is what `reverse` gives, wherever the site begins."""

import pytest
from django.test import override_settings
from django.urls import NoReverseMatch, reverse, set_script_prefix

from ui.addresses import address


@pytest.mark.parametrize("name", ["agreements:pk", "budget:satker"])
def test_an_address_is_what_reverse_gives(name):
    assert address(name, "kpu-lampung", 2023) == reverse(name, args=["kpu-lampung", 2023])
    assert address(name, "kpu-mesuji", 2024) == reverse(name, args=["kpu-mesuji", 2024])


def test_an_address_begins_where_the_site_begins():
    dasar = address("home")
    try:
        set_script_prefix("/lkj/")
        assert address("home") == f"/lkj{dasar}"
    finally:
        set_script_prefix("/")
    assert address("home") == dasar


def test_a_name_or_an_argument_that_fits_no_page_is_refused():
    with pytest.raises(NoReverseMatch):
        address("budget:satker", "kpu lampung", 2023)


@override_settings(ROOT_URLCONF="bench.urls")
def test_another_urlconf_has_its_own_addresses():
    assert address("bench_empty") == reverse("bench_empty")
