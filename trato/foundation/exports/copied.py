"""Rows as lines of CSV that the server writes: its cells need no copy of ours, and it writes while we store.

Cell for cell what `chunks` hands out and `CsvFile` writes; that the two agree is tested.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.db import connection

from trato.foundation.exports.cells import BETWEEN, SAFE, all_identities, cell_sql
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.imports.safe_cells import TELLING
from trato.foundation.kinds.joining import beside
from trato.kit.prepared import woven

# A letter begins nearly every text, and all that a spreadsheet runs begins with something before the letters. Quoted
# by the server is an empty text but nothing that is not there.
TEXT = """case when ascii({cell}) > 64 then {cell} when {cell} ~ '^''*[{telling}]' then '''' || {cell}
 else nullif({cell}, '') end"""
OTHER = "nullif({cell}, '')"
# OFFSET: a cell is worked out once, however often it is looked at.
LINES = """copy (with chosen as materialized (select '{{{ids}}}'::uuid[] as ids){looks}
select {told} from (select page.place, {cells}
 from unnest('{{{ids}}}'::uuid[]) with ordinality page(id, place) join {table} r on r.id = page.id{joined}
 offset 0) t order by t.place) to stdout (format csv)"""
LOOK = ", m{number} as materialized ({look})"
JOINED = " left join m{number} on m{number}.id = r.id"


@dataclass(frozen=True)
class Lines:
    """`fields` are the columns of the file; behind them may stand the record's id."""

    kind: RecordKind
    fields: Sequence[Field]
    has_id: bool

    @property
    def can_be_copied(self) -> bool:
        """One column alone is quoted where it is empty. What a field does not say of many, the server cannot join."""
        listed = [self._whole(spec) for spec in self.fields]
        return len(self._cells) > 1 and all(each is None or each.of_many for each in listed)

    def of(self, ids: Sequence[UUID]) -> Iterator[bytes]:
        """In the order of the ids; who is gone meanwhile is left out."""
        statement = LINES.format(ids=",".join(map(str, ids)), **self._pieces)
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for line in copy:
                yield bytes(line[:-1])

    @cached_property
    def _pieces(self) -> dict[str, str]:
        looks, own = self._looks, [spec for spec in self.fields if not self._look(spec)]
        numbers = [str(number) for number in range(len(looks))]
        named = (look % "(select chosen.ids from chosen)" for look in looks)
        return {
            "looks": "".join(woven(LOOK, number=n, look=look) for n, look in zip(numbers, named, strict=True)),
            "told": ", ".join(self._told),
            "cells": ", ".join(f"{cell} as c{number}" for number, cell in enumerate(self._cells)),
            "table": self.kind.table,
            "joined": beside(self.kind, own) + "".join(woven(JOINED, number=number) for number in numbers),
        }

    @cached_property
    def _cells(self) -> list[str]:
        return [*map(self._cell, self.fields), *(["r.id::text"] if self.has_id else [])]

    @property
    def _told(self) -> Iterator[str]:
        types = [*(spec.type for spec in self.fields), *([FieldType.TEXT] if self.has_id else [])]
        for number, type_ in enumerate(types):
            yield woven(OTHER if type_ in SAFE else TEXT, cell=f"t.c{number}", telling=TELLING)

    @cached_property
    def _looks(self) -> list[str]:
        return list(dict.fromkeys(look for spec in self.fields if (look := self._look(spec))))

    def _look(self, spec: Field) -> str:
        whole = self._whole(spec)
        return whole.of_many if whole else spec.of_many

    def _whole(self, spec: Field) -> Field | None:
        return all_identities(self.kind, spec) or (spec if spec.type == FieldType.ADDRESSES else None)

    def _cell(self, spec: Field) -> str:
        look = self._look(spec)
        if not look:
            return cell_sql(self.kind, spec)
        beside_it = f"m{self._looks.index(look)}"
        if spec is not self._whole(spec) and all_identities(self.kind, spec):
            return f"array_to_string({beside_it}.{spec.key}, '{BETWEEN}')"
        if spec.type in (FieldType.IDENTITIES, FieldType.ADDRESSES):
            return f"json_strip_nulls({beside_it}.{spec.name})::text"
        return cell_sql(self.kind, replace(spec, sql=f"{beside_it}.{spec.name}"))
