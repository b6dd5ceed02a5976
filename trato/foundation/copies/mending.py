"""What a database makes itself around the rows that came: columns, references, sequences, indexes."""

from collections.abc import Sequence

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.copies.errors import CopyRefused
from trato.foundation.copies.tables import counted_columns, tables
from trato.foundation.extensions.registry import declared_kind
from trato.foundation.fields.columns import add_columns
from trato.foundation.fields.models import CustomField, IndexState
from trato.foundation.fields.types import FORMULA
from trato.foundation.fields.use_cases.index import make_index_so


def make_made_columns() -> None:
    """For each field that people made, archived ones too, but for formulas, which have none."""
    here = {table.name: table.columns for table in tables()}
    for field in CustomField.objects.exclude(type=FORMULA).order_by("pk"):
        kind = declared_kind(field.kind)
        if field.column not in here[kind.fields_table]:
            with transaction.atomic():
                add_columns(kind, field)


def make_references(references: Sequence[Sequence[str]]) -> None:
    """Each is checked when it is made again; what is made already stays."""
    there = {(table, name) for table, name in _references_there()}
    for table, name, definition in references:
        if (table, name) not in there:
            _make_reference(table, name, definition)


def _references_there() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select conrelid::regclass::text, conname from pg_constraint where contype = 'f'")
        return list(cursor.fetchall())


def _make_reference(table: str, name: str, definition: str) -> None:
    statement = sql.SQL("alter table {} add constraint {} {}").format(
        sql.Identifier(table), sql.Identifier(name), sql.SQL(definition)
    )
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError as broken:
        raise CopyRefused(
            _(
                "The copy contradicts itself: rows of %(table)s point to rows that are not there. "
                "Throw this home away and begin with another copy."
            )
            % {"table": table}
        ) from broken


def count_on(names: Sequence[str]) -> None:
    """Sequences go on behind the highest number that came."""
    for table, column, sequence in counted_columns(names):
        statement = sql.SQL("select setval(%s::regclass, greatest(max({}), 1), max({}) is not null) from {}")
        with connection.cursor() as cursor:
            at = sql.Identifier(column)
            cursor.execute(statement.format(at, at, sql.Identifier(table)), [sequence])


def make_indexes() -> None:
    """Those of fields that people made, also where the job that should have built one stayed behind."""
    wanted = (IndexState.READY, IndexState.WANTED)
    for field_id in CustomField.objects.filter(index_state__in=wanted).values_list("pk", flat=True):
        make_index_so(field_id)
