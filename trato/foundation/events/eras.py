"""An era is one life of the database server: transaction numbers are only comparable within it."""

from django.db import connection, transaction


def current_era() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select era from log_era")
        return int((cursor.fetchone() or (1,))[0])


def raise_era_if_the_server_changed() -> bool:
    """After a restore or a move to another cluster, old positions must not hide new rows.

    The number is a column default, so that writing an event costs no look-up.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("lock table log_era in exclusive mode")
        cursor.execute("select system_identifier::text from pg_control_system()")
        (here,) = cursor.fetchone() or ("",)
        cursor.execute("select era, system_identifier from log_era")
        era, known = cursor.fetchone() or (1, "")
        if known == here:
            return False
        if known == "":
            cursor.execute("update log_era set system_identifier = %s", [here])
            return False
        _raise_to(int(era) + 1, here)
        return True


def raise_era(*, above: int = 0) -> None:
    """What `trato restore` calls, and the import of a copy, whose events have an era of theirs: numbers that were given
    elsewhere mean nothing here."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("lock table log_era in exclusive mode")
        cursor.execute("select system_identifier::text from pg_control_system()")
        _raise_to(max(current_era(), above) + 1, str((cursor.fetchone() or ("",))[0]))


def _raise_to(era: int, system_identifier: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update log_era set era = %s, system_identifier = %s", [era, system_identifier])
        cursor.execute(f"alter table event alter column era set default {era:d}")
