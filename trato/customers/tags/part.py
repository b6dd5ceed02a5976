"""Tags as a part of any kind of record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from trato.customers.tags.models import Tag, Tagging
from trato.foundation.public import Actor
from trato.kit.copying import copy_rows


@dataclass(frozen=True)
class TagsPart:
    """A value is the list of names, in alphabetical order of their keys."""

    kind: str
    name: str = "tags"
    is_one_thing: bool = False

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
        found: dict[UUID, list[str]] = defaultdict(list)
        rows = Tagging.objects.filter(record_id__in=list(ids)).order_by("tag__key")
        for record_id, name in rows.values_list("record_id", "tag__name"):
            found[record_id].append(name)
        return found

    def apply(self, current: list[str] | None, given: Mapping[str, Any], *, adding: bool) -> list[str]:
        wanted = [*(current or []), *(given["tags"] or [])] if adding else (given["tags"] or [])
        # Another spelling of a tag that is there is no change.
        known = {tag.casefold(): tag for tag in current or []}
        once = {tag.casefold(): known.get(tag.casefold(), tag) for tag in reversed(wanted)}
        return [once[key] for key in sorted(once)]

    def check(self, values: Mapping[UUID, list[str]], *, by: Actor) -> dict[UUID, dict[str, str]]:
        return {}

    def write(self, values: Mapping[UUID, list[str]], *, before: Mapping[UUID, list[str]]) -> None:
        ids = _ids_of(name for value in values.values() for name in value)
        if before:
            Tagging.objects.filter(record_id__in=list(values)).delete()
        rows = [(record_id, ids[name.casefold()], self.kind) for record_id, value in values.items() for name in value]
        copy_rows(Tagging, ("record_id", "tag_id", "kind"), rows)

    def search_texts(self, value: list[str] | None) -> list[str]:
        return []

    def single(self, value: list[str] | None, key: str) -> list[str]:
        return list(value or [])


def _ids_of(names: Iterable[str]) -> dict[str, UUID]:
    """Tags are made by using them, as they are spelt first; in the order of their keys, so that two sets never wait
    for each other."""
    spelt: dict[str, str] = {}
    for name in names:
        spelt.setdefault(name.casefold(), name)
    if not spelt:
        return {}
    Tag.objects.bulk_create([Tag(name=spelt[key], key=key) for key in sorted(spelt)], ignore_conflicts=True)
    return dict(Tag.objects.filter(key__in=spelt).values_list("key", "id"))
