"""Columns of a kind's table of fields, and their indexes. Names are made of ids; nothing typed comes here."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg import sql
from psycopg.errors import LockNotAvailable

from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.fields.errors import TableBusy
from trato.foundation.fields.indexing import Indexed
from trato.foundation.fields.models import CustomField
from trato.foundation.fields.types import FORMULA, TYPES

# A change of columns waits behind whoever reads the table, and all others behind it: so it waits for a moment only.
WAIT = "200ms"
TRIES = 5
PAUSE_SECONDS = 0.05


def add_columns(kind: RecordKind, field: CustomField) -> None:
    """Nullable and without a default: the rows that are there are not touched, however many there are."""
    pieces = [
        sql.SQL("add column {} {}").format(sql.Identifier(name), sql.SQL(stored_as))
        for name, stored_as in _columns_of(field)
    ]
    _alter(kind, pieces)


def drop_columns(kind: RecordKind, field: CustomField) -> None:
    _alter(kind, [sql.SQL("drop column {}").format(sql.Identifier(name)) for name, _type in _columns_of(field)])


def _columns_of(field: CustomField) -> list[tuple[str, str]]:
    own = [(field.column, TYPES[field.type].stored_as)]
    return [*own, (f"{field.column}_currency", "varchar(3)")] if field.type == "money" else own


def _alter(kind: RecordKind, pieces: list[sql.Composed]) -> None:
    """Either all of it or nothing; the lock is held until the caller's transaction ends, so this comes last in it."""
    table = sql.Identifier(kind.fields_table)
    _with_short_waits(sql.SQL("alter table {} {}").format(table, sql.SQL(", ").join(pieces)))


def _with_short_waits(statement: sql.Composed) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic(), _short_waits(), connection.cursor() as cursor:
                cursor.execute(statement)
        except OperationalError as refused:
            if not isinstance(refused.__cause__, LockNotAvailable):
                raise
            sleep(PAUSE_SECONDS * attempt)
        else:
            return
    raise TableBusy(_("Others are working with these records just now. Nothing was changed; try again in a moment."))


@contextmanager
def _short_waits() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('lock_timeout')")
        ((before,),) = cursor.fetchall()
        cursor.execute("select set_config('lock_timeout', %s, true)", [WAIT])
        yield
        cursor.execute("select set_config('lock_timeout', %s, true)", [before])


def build_index(field: CustomField, held: Indexed) -> None:
    """Outside of a transaction. What an attempt that fell left behind is thrown away first."""
    drop_index(field)
    statement = sql.SQL("create index concurrently {} on {} using {} {} where {} is not null").format(
        _index_of(field),
        sql.Identifier(held.table),
        sql.SQL(held.method),
        sql.SQL(held.expression),
        sql.SQL(held.filled),
    )
    with _no_hurry(), connection.cursor() as cursor:
        cursor.execute(statement)
        if field.type == FORMULA:  # of columns the server knows how their values lie, of what is made of them not yet
            cursor.execute(sql.SQL("analyze {}").format(sql.Identifier(held.table)))


@contextmanager
def _no_hurry() -> Iterator[None]:
    """A large table takes minutes, and nobody waits for it."""
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
        try:
            yield
        finally:
            cursor.execute("reset statement_timeout")


def drop_index(field: CustomField) -> None:
    with _no_hurry(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("drop index concurrently if exists {}").format(_index_of(field)))


def drop_index_at_once(field: CustomField) -> None:
    """That of a formula, which has no column to go with. Within the caller's transaction, so this comes last in it."""
    _with_short_waits(sql.SQL("drop index if exists {}").format(_index_of(field)))


def _index_of(field: CustomField) -> sql.Identifier:
    return sql.Identifier(f"{field.column}_i")
