"""A pytest plugin: every test run has a real PostgreSQL, ours unless TRATO_DATABASE_URL names another.

It acts when imported, because settings are read before any hook of a later plugin runs.
"""

import atexit
import os
from contextlib import ExitStack
from pathlib import Path

# Handed down to the processes of a run, which then know that the address is not one the person gave.
OURS = "TEST_DATABASE_IS_OURS"

_open = ExitStack()


def _start() -> None:
    if os.environ.get("TRATO_DATABASE_URL") and OURS not in os.environ:
        return
    from trato.kit.postgres.home import Home
    from trato.kit.postgres.tenancy import using_database

    # As root the database's own uid must reach it, which it cannot below a private home or a tmp_path.
    # Each process of a run, and each run with a TEST_SLOT, has a server of its own: readers of the event log wait for
    # the oldest transaction of the whole server, so tests sharing one would wait for each other.
    apart = os.environ.get("TEST_SLOT", "") + os.environ.get("PYTEST_XDIST_WORKER", "")
    place = Path("/var/tmp") / f"trato-tests-{os.getuid()}{apart}"
    home = Home.find({**os.environ, "TRATO_HOME": str(place)})
    home.prepare()
    database = _open.enter_context(using_database(home))
    _hurry(database.url)
    os.environ |= {"TRATO_DATABASE_URL": database.url, OURS: "yes"}
    atexit.register(_open.close)


def _hurry(url: str) -> None:
    """What a machine loses when its power goes is no test's to lose. Tests that commit empty a hundred tables each."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"alter system set {name} = off")
        connection.execute("select pg_reload_conf()")


_start()
