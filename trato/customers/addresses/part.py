"""Postal addresses as a part of a contact or company."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from trato.customers.addresses.models import Address
from trato.foundation.public import Actor
from trato.kit.copying import copy_rows
from trato.kit.ids import new_id_text

LINES = ("label", "street", "city", "region", "postal_code", "country")
Value = list[dict[str, str]]


@dataclass(frozen=True)
class AddressesPart:
    """`owner` is contact or company. Single fields such as city speak of the first address."""

    owner: str
    name: str = "addresses"
    is_one_thing: bool = True

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, Value]:
        found: dict[UUID, Value] = defaultdict(list)
        owner = f"{self.owner}_id"
        rows = Address.objects.filter(**{f"{owner}__in": list(ids)}).order_by("place", "id")
        for row in rows.values(owner, *LINES):
            found[row.pop(owner)].append(row)
        return found

    def apply(self, current: Value | None, given: Mapping[str, Any], *, adding: bool) -> Value:
        value = list(current or [])
        listed = [dict(each) for each in (given.get("addresses") or [])]
        if "addresses" in given and not (adding and value):
            value = listed
        lines = {name: given[name] or "" for name in LINES if name in given}
        if adding:
            lines = {name: line for name, line in lines.items() if line}
        if adding and listed:
            value = _added(value, listed, lines)
        elif lines:
            first = value[0] if value else dict.fromkeys(LINES, "")
            value = [{**first, **lines}, *value[1:]]
        return [each for each in value if any(each[name] for name in LINES[1:])]

    def check(self, values: Mapping[UUID, Value], *, by: Actor) -> dict[UUID, dict[str, str]]:
        return {}

    def write(self, values: Mapping[UUID, Value], *, before: Mapping[UUID, Value]) -> None:
        owner = f"{self.owner}_id"
        if before:
            Address.objects.filter(**{f"{owner}__in": list(values)}).delete()
        rows = (
            (new_id_text(), id_, place, *(each[line] for line in LINES))
            for id_, value in zip(map(str, values), values.values(), strict=True)
            for place, each in enumerate(value)
        )
        copy_rows(Address, ("id", owner, "place", *LINES), rows)

    def search_texts(self, value: Value | None) -> list[str]:
        return []

    def single(self, value: Value | None, key: str) -> str:
        """A line of the first address."""
        return value[0].get(key, "") if value else ""


def _added(value: Value, listed: Value, lines: Mapping[str, str]) -> Value:
    """What is there keeps its place; `lines` speak of the first that is listed, and of no other."""
    value = [*value, *(each for each in listed if each not in value)]
    return [{**each, **lines} if each == listed[0] else each for each in value]
