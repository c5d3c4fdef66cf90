"""The PostgreSQL of the test run: fresh, real, and gone afterwards."""

import os
import re
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from tests.postgres import running_postgres


def test_server_is_stopped_and_removed_even_after_a_failure() -> None:
    seen = []

    def fail_in_the_middle() -> None:
        with running_postgres() as url, closing(psycopg2.connect(url)) as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT pg_backend_pid(), current_setting('data_directory'), upper('é')")
            seen.extend([url, *cursor.fetchone()])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_in_the_middle()

    url, backend, data, upper = seen
    assert upper == "É"
    assert not Path(data).parent.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(backend, 0)
    with pytest.raises(psycopg2.OperationalError, match=re.escape(str(Path(data).parent))):
        psycopg2.connect(url)


def test_two_servers_do_not_meet() -> None:
    with running_postgres() as one, running_postgres() as other:
        assert one != other
