"""Bring the database to this version. Safe to run from several places at once."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connection

from trato.foundation.events.eras import raise_era_if_the_server_changed
from trato.foundation.events.partitions import make_partitions
from trato.foundation.installation.health import refuse_unfit_database

ONE_AT_A_TIME = 0x7472_6174  # an advisory lock's number: "trat"


class Command(Migrate):
    help = "Bring the database to this version"

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            # A long migration must neither be cut off nor keep a second command from waiting for it.
            cursor.execute("set statement_timeout = 0")
            cursor.execute("select pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            if self._is_whole(options):
                # Asked of an empty database, before anything is made that would have to go again.
                with connection.cursor() as cursor:
                    cursor.execute("create extension if not exists pg_trgm")
                refuse_unfit_database()
            super().handle(*args, **options)
            if self._is_whole(options):
                raise_era_if_the_server_changed()
                make_partitions()
        finally:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", [ONE_AT_A_TIME])

    @staticmethod
    def _is_whole(options: dict[str, Any]) -> bool:
        return not (options.get("app_label") or options.get("plan") or options.get("check_unapplied"))
