"""Whatever stops the making of a database, the next command gets one."""

import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from trato.kit.postgres.home import Home
from trato.kit.postgres.processes import is_alive
from trato.kit.postgres.tenancy import using_database
from trato.kit.postgres.tests.scene import Command


def leftovers(home: Home) -> list[Path]:
    return [*home.path.glob("postgres.new-*"), *home.binaries.glob(".copying-*")]


def running_initdb(home: Home) -> psutil.Process:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for process in psutil.process_iter():
            try:
                if process.name() == "initdb" and str(home.path) in " ".join(process.cmdline()):
                    return process
            except psutil.Error:
                continue
        time.sleep(0.005)
    raise AssertionError("initdb did not show up")


@pytest.mark.parametrize(
    "after", [0.0, pytest.param(0.15, marks=pytest.mark.slow), pytest.param(0.4, marks=pytest.mark.slow)]
)
def test_a_killed_initdb_leaves_a_home_that_the_next_command_mends(
    empty_home: Home, command: Callable[[Home], Command], after: float
) -> None:
    home = empty_home
    first = command(home)
    initdb = running_initdb(home)
    time.sleep(after)
    initdb.kill()
    assert "could not make a database" in first.complaint()
    assert not home.has_database

    with using_database(home) as database, psycopg.connect(database.url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert not leftovers(home)


def test_a_command_killed_during_initdb_is_followed_by_one_that_waits_for_the_orphan(
    empty_home: Home, command: Callable[[Home], Command]
) -> None:
    home = empty_home
    first = command(home)
    initdb = running_initdb(home)
    first.kill()
    assert initdb.is_running()

    with using_database(home) as database, psycopg.connect(database.url) as connection:
        assert not is_alive(initdb)
        assert connection.execute("select 1").fetchone() == (1,)
    assert not leftovers(home)
