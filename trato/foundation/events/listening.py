"""Hear that something was published, on a direct connection that never holds a transaction."""

import psycopg
from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError

from trato.foundation.events.log import NOTIFY_CHANNEL


class Ears:
    """Opened at the first wait; opened anew after a loss."""

    def __init__(self) -> None:
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None

    def wait(self, seconds: float) -> bool:
        """True when something was published, False when the time was up. A lost database is an OperationalError."""
        try:
            for _ in self._open().notifies(timeout=seconds, stop_after=1):
                return True
        except psycopg.Error as lost:
            raise OperationalError(str(lost)) from lost
        return False

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> psycopg.Connection[tuple[object, ...]]:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(_address(), autocommit=True)
            self._connection.execute(f"listen {NOTIFY_CHANNEL}")
        return self._connection


def _address() -> str:
    """LISTEN needs a session of its own, which a pooler in between may not give."""
    if settings.LISTEN_URL:
        return str(settings.LISTEN_URL)
    here = connection.settings_dict
    return psycopg.conninfo.make_conninfo(
        host=here["HOST"] or None,
        port=here["PORT"] or None,
        user=here["USER"] or None,
        password=here["PASSWORD"] or None,
        dbname=here["NAME"],
        application_name="trato listening",
    )
