"""A database of its own for a measurement: made when first asked for, gone with the process."""

import atexit
import os
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import django
from django.core.management import call_command


@cache
def ready() -> None:
    """Django stands on an empty, migrated database."""
    from trato.kit.postgres.home import Home
    from trato.kit.postgres.tenancy import using_database

    with ExitStack() as opened:
        # Not below a private home: as root the server runs under another uid, which has to reach it.
        place = opened.enter_context(tempfile.TemporaryDirectory(prefix="trato-bench-", dir="/var/tmp"))
        Path(place).chmod(0o755)
        os.environ |= {"TRATO_HOME": f"{place}/home", "DJANGO_SETTINGS_MODULE": "trato.config.settings"}
        home = Home.find(os.environ)
        home.prepare()
        database = opened.enter_context(using_database(home))
        os.environ["TRATO_DATABASE_URL"] = database.url
        django.setup()
        call_command("migrate", verbosity=0)
        atexit.register(opened.pop_all().close)
