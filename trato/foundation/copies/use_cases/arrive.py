"""The beginning and the end of a copy's arrival, and how far it is."""

from collections.abc import Sequence
from pathlib import Path

from django.db import connection
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.copies.manifest import Manifest
from trato.foundation.copies.models import ArrivingCopy
from trato.foundation.copies.tables import references_of
from trato.foundation.copies.use_cases.note import note_copy_arrived
from trato.foundation.use_cases import use_case


@use_case()
def begin_arrival(directory: Path, digest: str, names: Sequence[str], *, by: Actor) -> ArrivingCopy:
    """What a new home holds by itself goes; from here on it is only good for the copy."""
    references = references_of(names)
    with connection.cursor() as cursor:
        for table, name, _definition in references:
            statement = sql.SQL("alter table {} drop constraint {}")
            cursor.execute(statement.format(sql.Identifier(table), sql.Identifier(name)))
        cursor.execute(sql.SQL("truncate {}").format(sql.SQL(", ").join(map(sql.Identifier, names))))
    return ArrivingCopy.objects.create(digest=digest, directory=str(directory), references=references)


@use_case()
def note_arrived(one: ArrivingCopy, *, table: str, rows: int, by: Actor) -> None:
    """In the transaction of the rows."""
    ArrivingCopy.objects.filter(pk=one.pk).update(table=table, row_count=rows)


@use_case()
def finish_arrival(manifest: Manifest, *, by: Actor) -> None:
    ArrivingCopy.objects.all().delete()
    note_copy_arrived(manifest, by=by)
