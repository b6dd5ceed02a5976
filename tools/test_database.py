"""A pytest plugin: every test run has a real PostgreSQL, ours unless TRATO_DATABASE_URL names another.

It acts when imported, because settings are read before any hook of a later plugin runs.
"""

import atexit
import os
from contextlib import ExitStack
from pathlib import Path

_open = ExitStack()


def _start() -> None:
    if os.environ.get("TRATO_DATABASE_URL"):
        return
    from trato.kit.postgres.home import Home
    from trato.kit.postgres.tenancy import using_database

    # As root the database's own uid must reach it, which it cannot below a private home or a tmp_path.
    # TEST_SLOT lets several runs go on side by side, each with a server of its own.
    place = Path("/var/tmp") / f"trato-tests-{os.getuid()}{os.environ.get('TEST_SLOT', '')}"
    home = Home.find({**os.environ, "TRATO_HOME": str(place)})
    home.prepare()
    database = _open.enter_context(using_database(home))
    os.environ["TRATO_DATABASE_URL"] = database.url
    atexit.register(_open.close)


_start()
