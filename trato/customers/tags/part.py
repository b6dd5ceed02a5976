"""Tags as a part of any kind of record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from trato.customers.tags.models import Tag, Tagging
from trato.foundation.public import Actor, merged_into, record_kind
from trato.kit.copying import copy_rows

Names = list[str]
# Of a record that others were merged into, with what those brought: {"own": […], "of": {id: […]}}.
Value = Names | dict[str, Any]
OWN, BROUGHT = "own", "of"


@dataclass(frozen=True)
class TagsPart:
    """A value is the list of names, in alphabetical order of their keys. What merged records brought stays with them,
    so that it parts with them, and goes where it stands when somebody takes it away."""

    kind: str
    name: str = "tags"
    is_one_thing: bool = False

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, Value]:
        merged = merged_into(record_kind(self.kind), ids)
        found: dict[UUID, Names] = defaultdict(list)
        asked = [*ids, *(each for several in merged.values() for each in several)]
        rows = Tagging.objects.filter(record_id__in=asked).order_by("tag__key")
        for record_id, name in rows.values_list("record_id", "tag__name"):
            found[record_id].append(name)
        brought = {root: {each: found[each] for each in several if each in found} for root, several in merged.items()}
        return {id_: value for id_ in ids if (value := _value(found.get(id_, []), brought.get(id_, {})))}

    def apply(self, current: Value | None, given: Mapping[str, Any], *, adding: bool) -> Value:
        own, brought = own_and_brought(current)
        if isinstance(given["tags"], Mapping):  # an undo puts it back where it stood
            return _value(*own_and_brought(dict(given["tags"])))
        held = self.single(current, self.name)
        wanted = [*held, *(given["tags"] or [])] if adding else (given["tags"] or [])
        # Another spelling of a tag that is there is no change.
        known = {tag.casefold(): tag for tag in held}
        once = {tag.casefold(): known.get(tag.casefold(), tag) for tag in reversed(wanted)}
        kept = {each: [tag for tag in tags if tag.casefold() in once] for each, tags in brought.items()}
        theirs = {tag.casefold() for tags in kept.values() for tag in tags} - {tag.casefold() for tag in own}
        return _value([once[key] for key in sorted(once) if key not in theirs], kept)

    def check(self, values: Mapping[UUID, Value], *, by: Actor) -> dict[UUID, dict[str, str]]:
        return {}

    def write(self, values: Mapping[UUID, Value], *, before: Mapping[UUID, Value]) -> None:
        now = self._by_row(values)
        ids = _ids_of(name for names in now.values() for name in names)
        if before:
            Tagging.objects.filter(record_id__in=list(now)).delete()
        rows = [(record_id, ids[name.casefold()], self.kind) for record_id, names in now.items() for name in names]
        copy_rows(Tagging, ("record_id", "tag_id", "kind"), rows)

    def search_texts(self, value: Value | None) -> list[str]:
        return []

    def single(self, value: Value | None, key: str) -> list[str]:
        own, brought = own_and_brought(value)
        every = {tag.casefold(): tag for names in (*brought.values(), own) for tag in names}
        return [every[each] for each in sorted(every)]

    def shares(self, value: Value | None) -> dict[str, Names]:
        own, brought = own_and_brought(value)
        return {"": own} | {str(each): names for each, names in brought.items()}

    def of_shares(self, shares: Mapping[str, Names | None]) -> Value:
        return _value(shares.get("") or [], {UUID(each): names or [] for each, names in shares.items() if each})

    def _by_row(self, values: Mapping[UUID, Value]) -> dict[UUID, Names]:
        """What each stored record has. One that was parted again since is another one's: it stays as it is."""
        merged = merged_into(record_kind(self.kind), values)
        rows: dict[UUID, Names] = {}
        for root, value in values.items():
            own, brought = own_and_brought(value)
            rows |= {root: own} | {each: brought.get(each, []) for each in merged.get(root, ())}
        return rows


def own_and_brought(value: Value | None) -> tuple[Names, dict[UUID, Names]]:
    if isinstance(value, dict):
        return list(value[OWN]), {UUID(each): list(names) for each, names in value[BROUGHT].items()}
    return list(value or []), {}


def _value(own: Names, brought: Mapping[UUID, Names]) -> Value:
    some = {str(each): names for each, names in brought.items() if names}
    return {OWN: own, BROUGHT: some} if some else own


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
