"""Whatever people do one after the other, undoing ends as the rule says: held against a model in plain Python.

The model knows no tables: a record is a dictionary, an act a list of what it wrote, and the rule one sentence: put
back what still holds what the act wrote.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.flows.test_change_sets import done
from trato.customers.public import Contact, create_contacts, trash_contacts, update_contacts
from trato.foundation.actors.actor import Actor
from trato.foundation.change_sets.queries import why_not_undone
from trato.foundation.change_sets.running import undo
from trato.foundation.changes.models import ChangeSet
from trato.foundation.kinds.updating import RecordUpdate

SOURCES = ["", "Fair", "Letter"]
STAGES = ["lead", "customer"]
PEOPLE = 3


@dataclass
class Known:
    """A record as the model knows it. `writes` counts what was written to it, so that a later write is seen."""

    values: dict[str, str]
    is_living: bool = True


@dataclass
class Wrote:
    """What an act did to one record: made it, moved it, or wrote (field, before, after)."""

    number: int
    act: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Model:
    records: list[Known] = field(default_factory=list)
    acts: list[list[Wrote]] = field(default_factory=list)
    moves: dict[int, int] = field(default_factory=dict)  # which act put a record into the trash or took it out last

    def create(self, source: str) -> None:
        self.records.append(Known({"source": source, "lifecycle_stage": "lead"}))
        self.acts.append([Wrote(len(self.records) - 1, "create")])

    def write(self, numbers: list[int], name: str, value: str) -> None:
        act = []
        for number in numbers:
            record = self.records[number]
            if record.is_living and record.values[name] != value:
                act.append(Wrote(number, "update", [(name, record.values[name], value)]))
                record.values[name] = value
        self.acts.append(act)

    def trash(self, numbers: list[int]) -> None:
        act = [Wrote(number, "trash") for number in numbers if self.records[number].is_living]
        self.acts.append(act)
        for each in act:
            self.records[each.number].is_living = False
            self.moves[each.number] = len(self.acts) - 1

    def undo(self, which: int) -> None:
        result: list[Wrote] = []
        here = len(self.acts)
        for each in self.acts[which]:
            result += self._undone(each, which, here)
        self.acts.append(result)

    def _undone(self, each: Wrote, which: int, here: int) -> list[Wrote]:
        record = self.records[each.number]
        if each.act == "create":
            return self._moved(each.number, "trash", here) if record.is_living and self._is_as_made(each.number) else []
        if each.act == "trash":
            ours = not record.is_living and self.moves.get(each.number) == which
            return self._moved(each.number, "restore", here) if ours else []
        if each.act == "restore":
            return self._moved(each.number, "trash", here) if record.is_living and self._same_since(each, which) else []
        return self._put_back(each) if record.is_living else []

    def _moved(self, number: int, act: str, here: int) -> list[Wrote]:
        self.records[number].is_living = act == "restore"
        self.moves[number] = here
        return [Wrote(number, act)]

    def _put_back(self, each: Wrote) -> list[Wrote]:
        record, back = self.records[each.number], []
        for name, before, after in each.fields:
            if record.values[name] == after and before != after:
                back.append((name, after, before))
                record.values[name] = before
        return [Wrote(each.number, "update", back)] if back else []

    def _is_as_made(self, number: int) -> bool:
        return self.records[number].values == self.made[number]

    def _same_since(self, each: Wrote, which: int) -> bool:
        """The act wrote nothing but the move: any field somebody wrote since must be empty again."""
        since = [wrote for act in self.acts[which + 1 :] for wrote in act if wrote.number == each.number]
        names = {name for wrote in since for name, _before, _after in wrote.fields}
        return all(not self.records[each.number].values[name] for name in names)

    @property
    def made(self) -> dict[int, dict[str, str]]:
        return self._made

    def __post_init__(self) -> None:
        self._made: dict[int, dict[str, str]] = {}

    def remember(self) -> None:
        self._made[len(self.records) - 1] = deepcopy(self.records[-1].values)


numbers = st.lists(st.integers(0, PEOPLE - 1), min_size=1, max_size=PEOPLE, unique=True)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), numbers, st.sampled_from(["source", "lifecycle_stage"]), st.integers(0, 1)),
        st.tuples(st.just("hand"), numbers, st.sampled_from(["source", "lifecycle_stage"]), st.integers(0, 1)),
        st.tuples(st.just("trash"), numbers),
        st.tuples(st.just("undo"), st.integers(0, 20)),
    ),
    max_size=9,
)


class World:
    """The same steps in the database and in the model."""

    def __init__(self, by: Actor) -> None:
        self.by, self.model = by, Model()
        self.sets: list[ChangeSet | None] = []
        self.ids: list[Any] = []

    def create(self, number: int) -> None:
        made = ChangeSet.objects.create(
            kind="import", label="x", actor_kind=self.by.kind, actor_id=self.by.id, door="import"
        )
        rows = [{"name": f"Guest {number}", "source": SOURCES[number % 3], "lifecycle_stage": "lead"}]
        (saved,) = create_contacts(rows, by=self.by, change_set=made.id)
        self.ids.append(saved.id)
        self.sets.append(made)
        self.model.create(SOURCES[number % 3])
        self.model.remember()

    def step(self, name: str, *given: Any) -> None:
        getattr(self, name)(*given)

    def edit(self, chosen: list[int], name: str, value: int) -> None:
        said = self._value(name, value)
        if not self._living(chosen):
            return
        self.sets.append(done("edit", [self.ids[number] for number in chosen], {name: said}, by=self.by))
        self.model.write(sorted(chosen), name, said)

    def hand(self, chosen: list[int], name: str, value: int) -> None:
        """By hand and one by one: no set, so nothing that can be undone."""
        said = self._value(name, value)
        for number in self._living(chosen):
            update_contacts([RecordUpdate(id=self.ids[number], values={name: said})], by=self.by)
        self.sets.append(None)
        self.model.write(chosen, name, said)

    def trash(self, chosen: list[int]) -> None:
        living = self._living(chosen)
        if living and len(living) == 1:
            trash_contacts([self.ids[living[0]]], by=self.by)
            self.sets.append(None)
        elif living:
            self.sets.append(done("trash", [self.ids[number] for number in living], by=self.by))
        else:
            return
        self.model.trash(living)

    def undo(self, which: int) -> None:
        if not self.sets:
            return
        which %= len(self.sets)
        one = self.sets[which]
        if one is None or why_not_undone(one):
            return
        self.sets.append(undo(one.id, by=self.by))
        self.model.undo(which)

    def _living(self, chosen: list[int]) -> list[int]:
        return [number for number in chosen if self.model.records[number].is_living]

    @staticmethod
    def _value(name: str, value: int) -> str:
        return SOURCES[value + 1] if name == "source" else STAGES[value]

    def found(self) -> list[tuple[dict[str, str], bool]]:
        rows = {row.pk: row for row in Contact.objects.filter(pk__in=self.ids)}
        return [
            ({"source": rows[id_].source, "lifecycle_stage": rows[id_].lifecycle_stage}, rows[id_].deleted_at is None)
            for id_ in self.ids
        ]

    def expected(self) -> list[tuple[dict[str, str], bool]]:
        return [(record.values, record.is_living) for record in self.model.records]


@given(steps=steps)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_sequence_of_acts_and_undos_ends_as_the_rule_says(steps: list[Any], as_ada: Actor) -> None:
    with transaction.atomic():
        world = World(as_ada)
        for number in range(PEOPLE):
            world.create(number)
        for step in steps:
            world.step(*step)
            assert world.found() == world.expected(), step
        transaction.set_rollback(True)
