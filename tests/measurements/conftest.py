"""The quarter that most of these tests live in."""

import pytest

from tests.measurements.quarter import Quarter, make_quarter


@pytest.fixture
def tw(db: None) -> Quarter:
    return make_quarter()
