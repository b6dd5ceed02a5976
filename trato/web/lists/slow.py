"""What a list says of fields that make it slow, and what it offers about that."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from trato.foundation.fields.public import CustomField, IndexState, fields_in, slow_fields
from trato.foundation.public import RULES, Actor, RecordKind, rules_from
from trato.web.lists.asked import Asked

MANAGE = "foundation.manage_fields"


@dataclass(frozen=True)
class SlowField:
    """`state` is that of its index: none, wanted (being built) or failed."""

    field: CustomField
    state: str
    may_index: bool

    @property
    def is_being_built(self) -> bool:
        return self.state == IndexState.WANTED

    @property
    def has_failed(self) -> bool:
        return self.state == IndexState.FAILED


def slow_in_list(asked: Asked) -> list[SlowField]:
    trees = [rules_from(text) for text in asked.given.get(RULES, ())]
    names = {each.field for each in asked.filters} | {name for tree in trees for name in fields_in(tree)}
    return slow_among(asked.kind, names, by=asked.actor)


def slow_among(kind: RecordKind, names: Collection[str], *, by: Actor) -> list[SlowField]:
    seen = [name for name in names if by.may_see_field(kind.name, name)]
    return told_slow(slow_fields(kind, seen), by=by)


def told_slow(fields: Sequence[CustomField], *, by: Actor) -> list[SlowField]:
    return [SlowField(each, each.index_state, by.may(MANAGE)) for each in fields]
