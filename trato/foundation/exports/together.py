"""Cells of what stands in other tables, for all rows of a page: one statement for each table, none for each row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import orjson
from django.db import connection

from trato.foundation.exports.cells import BETWEEN, all_identities, cell_sql, compact
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind

Cells = list[str]
Places = Sequence[tuple[int, Field]]
Fill = Callable[[Cells, Sequence[str]], None]


@dataclass(frozen=True)
class Together:
    """`places` are the columns of the file. What a field does not say of many is read here for one after the other."""

    kind: RecordKind
    places: Places

    @cached_property
    def names(self) -> frozenset[str]:
        """The fields whose cells are filled here."""
        return frozenset(spec.name for places in self._tables.values() for _place, spec in places)

    def fill(self, by_id: Mapping[str, Cells]) -> None:
        ids = f"{{{','.join(by_id)}}}"  # as an array is written: one text instead of a thousand parameters
        for statement, fill in self._statements:
            with connection.cursor() as cursor:
                cursor.execute(statement, [ids])
                found: list[tuple[str, ...]] = cursor.fetchall()
            for values in found:
                fill(by_id[values[0]], values)

    @cached_property
    def _statements(self) -> list[tuple[str, Fill]]:
        return [self._statement(table, places) for table, places in self._tables.items()]

    @cached_property
    def _tables(self) -> dict[str, list[tuple[int, Field]]]:
        """Which columns come out of which look."""
        tables: dict[str, list[tuple[int, Field]]] = {}
        for place, spec in self.places:
            if look := self._look(spec):
                tables.setdefault(look, []).append((place, spec))
        return tables

    def _look(self, spec: Field) -> str:
        whole = all_identities(self.kind, spec) or (spec if spec.type == FieldType.ADDRESSES else None)
        return (whole.of_many or self._one_by_one(whole)) if whole else spec.of_many

    def _one_by_one(self, spec: Field) -> str:
        return f"select r.id, {spec.sql} as {spec.name} from {self.kind.table} r where r.id = any(%s)"  # noqa: S608  # constants

    def _statement(self, look: str, places: Places) -> tuple[str, Fill]:
        whole = all_identities(self.kind, places[0][1])
        cells = [cell_sql(self.kind, replace(each, sql=f"m.{each.name}")) for each in _read(whole, places)]
        statement = f"select m.id::text, {', '.join(cells)} from ({look}) m"  # noqa: S608  # constants
        return statement, _of_identities(places) if whole else _one_each(places)


def _read(whole: Field | None, places: Places) -> Iterable[Field]:
    return [whole] if whole else [spec for _place, spec in places]


def _one_each(places: Places) -> Fill:
    plain = [
        (place, number) for number, (place, spec) in enumerate(places, start=1) if spec.type != FieldType.ADDRESSES
    ]
    listed = [
        (place, number) for number, (place, spec) in enumerate(places, start=1) if spec.type == FieldType.ADDRESSES
    ]

    def fill(cells: Cells, values: Sequence[str]) -> None:
        for place, number in plain:
            cells[place] = values[number]
        for place, number in listed:
            if values[number]:
                cells[place] = compact(orjson.loads(values[number]))

    return fill


def _of_identities(places: Places) -> Fill:
    """All e-mail addresses in one cell, all phones in another, the first one first."""
    by_sort = {spec.key: place for place, spec in places if spec.key}
    whole = [place for place, spec in places if not spec.key]

    def fill(cells: Cells, values: Sequence[str]) -> None:
        listed = orjson.loads(values[1]) if values[1] else ()
        for each in listed:
            place = by_sort.get(each["kind"])
            if place is not None:
                told = cells[place]
                cells[place] = f"{told}{BETWEEN}{each['value']}" if told else each["value"]
        for place in whole:
            cells[place] = compact(listed) if listed else ""

    return fill
