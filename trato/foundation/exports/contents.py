"""The rows of an export, a page after the other: keyset, so that no statement and no snapshot lasts long.

A record that moves in the order while the file is written may be told twice or not at all, as in any list that one
reads page by page; ordered by creation, none moves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.actors.queries import reach_sql
from trato.foundation.actors.reach import Reach
from trato.foundation.exports.cells import cell_of_link, cell_sql
from trato.foundation.exports.copied import Lines
from trato.foundation.exports.together import Cells, Together
from trato.foundation.exports.wishes import Wish, wanted_fields, wanted_filters
from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.extensions.registry import record_kind
from trato.foundation.imports.targets import ID
from trato.foundation.kinds.conditions import counted_within
from trato.foundation.kinds.joining import alone, beside
from trato.foundation.kinds.reading import Row, read_page
from trato.foundation.rules.compiling import condition_of
from trato.foundation.search.queries import Condition, all_of

ROWS_AT_ONCE = 1_000
CELLS = "cells"


def refuse_export(wish: Wish, *, by: Actor) -> None:
    if not (by.may(wish.kind.right("export")) and by.may(wish.kind.right("see"))):
        raise NotAllowed(_("Your role does not let you export these records."))


@dataclass(frozen=True)
class Contents:
    """What the actor may take out of what he wishes, with his rights of this moment."""

    wish: Wish
    by: Actor

    @cached_property
    def fields(self) -> list[Field]:
        return wanted_fields(self.wish, by=self.by)

    @cached_property
    def header(self) -> list[str]:
        labels = [str(spec.label) for spec in self.fields]
        # Two columns of one name could not be told apart when they come back.
        names = [
            label if labels.count(label) == 1 else spec.name for spec, label in zip(self.fields, labels, strict=True)
        ]
        return [*names, *([ID] if self._has_id else [])]

    @cached_property
    def types(self) -> list[FieldType]:
        return [*(spec.type for spec in self.fields), *([FieldType.TEXT] if self._has_id else [])]

    def count(self, *, limit: int | None = None) -> int:
        """How many rows there will be, looked at no further than to the limit."""
        filters = wanted_filters(self.wish, by=self.by)
        condition, parameters = all_of([counted_within(self.wish.kind, seen_by=self.by, filters=filters), self._where])
        chosen = sql.SQL("r.id = any(%s) and ") if self.wish.ids is not None else sql.SQL("")
        statement = sql.SQL("select count(*) from (select 1 from {} r where {}{} limit %s) counted").format(
            sql.Identifier(self.wish.kind.table), chosen, condition
        )
        selected = [list(self.wish.ids)] if self.wish.ids is not None else []
        with connection.cursor() as cursor:
            cursor.execute(statement, [*selected, *parameters, limit])
            (found,) = cursor.fetchone() or (0,)
        return int(found)

    def chunks(self) -> Iterator[list[Cells]]:
        columns = [spec.name for spec in self._links]
        for rows in self._pages(columns=columns, also=[self._made_by_sql]):
            yield self._finished(rows)

    def lines(self) -> Iterator[list[bytes]] | None:
        """The same rows as lines of CSV, where the server can write them."""
        lines = Lines(self.wish.kind, self.fields, has_id=self._has_id)
        if self._links or not lines.can_be_copied:
            return None
        return (list(lines.of([row["id"] for row in rows])) for rows in self._pages())

    def _pages(self, *, columns: Sequence[str] = (), also: Sequence[Field] = ()) -> Iterator[list[Row]]:
        refuse_export(self.wish, by=self.by)
        filters = wanted_filters(self.wish, by=self.by)
        after = ""
        while True:
            page = read_page(
                self.wish.kind,
                seen_by=self.by,
                columns=columns,
                also=also,
                where=self._where,
                sort=self.wish.sort,
                descending=self.wish.descending,
                after=after,
                limit=ROWS_AT_ONCE,
                filters=filters,
                ids=self.wish.ids,
            )
            if page.rows:
                yield page.rows
            if not (after := page.next):
                return

    @property
    def _has_id(self) -> bool:
        return not self.wish.columns

    @cached_property
    def _where(self) -> Condition:
        """The right to take out may reach less far than the right to see."""
        reached = reach_sql(self.by, self.wish.kind.right("export"))
        rules = self.wish.rules
        return all_of([reached, *([condition_of(self.wish.kind, rules, seen_by=self.by)] if rules else [])])

    @cached_property
    def _links(self) -> list[Field]:
        """Read as values where not everything they name may be told."""
        return [
            spec
            for spec in self.fields
            if spec.refers_to
            and spec.type in (FieldType.REFERENCE, FieldType.COMPANIES, FieldType.REFERENCES)
            and self.by.reach(record_kind(spec.refers_to).right("see")) < Reach.ALL
        ]

    @cached_property
    def _together(self) -> Together:
        """Cells of what stands in other tables, but where it is read as a value."""
        return Together(self.wish.kind, [(n, spec) for n, spec in enumerate(self.fields) if spec not in self._links])

    @cached_property
    def _made_by_sql(self) -> Field:
        """All other cells as one array, so that a row costs one value to read."""
        made_here = {*(spec.name for spec in self._links), *self._together.names}
        cells = ["''" if spec.name in made_here else cell_sql(self.wish.kind, spec) for spec in self.fields]
        if self._has_id:
            cells.append("r.id::text")
        read_here = [spec for spec in self.fields if spec.name not in made_here]
        row = alone(f"array[{', '.join(cells)}]::text[]", beside(self.wish.kind, read_here))
        return Field(name=CELLS, label="", type=FieldType.LONG_TEXT, sql=f"(select {row})")

    @cached_property
    def _link_places(self) -> list[tuple[int, Field]]:
        return [(place, spec) for place, spec in enumerate(self.fields) if spec in self._links]

    def _finished(self, rows: Sequence[dict[str, Any]]) -> list[Cells]:
        by_id: dict[str, Cells] = {str(row["id"]): row[CELLS] for row in rows}
        self._together.fill(by_id)
        for place, spec in self._link_places:
            for row in rows:
                row[CELLS][place] = cell_of_link(spec, row[spec.name])
        return list(by_id.values())


def count_export(wish: Wish, *, by: Actor, limit: int | None = None) -> int:
    refuse_export(wish, by=by)
    return Contents(wish, by).count(limit=limit)
