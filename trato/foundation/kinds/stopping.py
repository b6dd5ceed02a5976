"""Reading that may take only so long: the server itself ends what takes longer, and the page says so."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg import errors, sql

from trato.kit.errors import DomainError

LIMITED = "select current_setting('statement_timeout'), set_config('statement_timeout', %s, true)"


class TookTooLong(DomainError):
    """Ended before it found what was asked for. Nothing was wrong with the question."""


@contextmanager
def stopped_after(milliseconds: int) -> Iterator[None]:
    """Each statement inside. For reading only: whatever was written inside is undone when one is stopped."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(LIMITED, [str(milliseconds)])
            ((before, _now),) = cursor.fetchall()
            yield
            cursor.execute("select set_config('statement_timeout', %s, true)", [before])
    except OperationalError as ended:
        if not was_stopped(ended):
            raise
        raise TookTooLong(_("This takes too long, so it was stopped. Filter by something else as well.")) from ended


def was_stopped(problem: BaseException) -> bool:
    """As opposed to a server that does not answer."""
    return isinstance(problem.__cause__, errors.QueryCanceled)


def rows_within(milliseconds: int, statement: sql.Composable, parameters: Sequence[Any]) -> list[Any] | None:
    """None when it took too long and was ended."""
    try:
        with stopped_after(milliseconds), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return list(cursor.fetchall())
    except TookTooLong:
        return None


class Patience:
    """What several statements may take together."""

    def __init__(self, milliseconds: int) -> None:
        self.until = perf_counter() + milliseconds / 1_000

    def rows(self, statement: sql.Composable, parameters: Sequence[Any], *, spare: int = 0) -> list[Any] | None:
        """None when it took too long. So many milliseconds are left for what comes after it."""
        left = int((self.until - perf_counter()) * 1_000) - spare
        return rows_within(left, statement, parameters) if left > 0 else None
