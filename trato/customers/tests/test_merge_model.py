"""Whatever people do one after the other, unmerging restores: held against a model in plain Python.

The model knows no tables. Each field of a record is a pile of what was written to it; a merge lays its choice on top
of the pile and takes it out again when it is taken back, wherever in the pile it lies by then.
"""

from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from trato.customers.public import (
    Contact,
    Merge,
    create_contacts,
    merge_contacts,
    trash_contacts,
    unmerge_contacts,
    update_contacts,
)
from trato.foundation.public import Actor, Conflict, Gone, RecordUpdate, RowsRefused

FIELDS = ("name", "source")


@dataclass
class Known:
    """`piles` hold (the merged record whose value it is or None, value) from the oldest on."""

    piles: dict[str, list[tuple[int | None, str]]]
    into: int | None = None
    is_trashed: bool = False

    def value(self, name: str) -> str:
        return self.piles[name][-1][1]


@dataclass
class Model:
    records: list[Known] = field(default_factory=list)

    def root(self, number: int) -> int:
        into = self.records[number].into
        return number if into is None else self.root(into)

    def is_trashed(self, number: int) -> bool:
        return self.records[self.root(number)].is_trashed

    def create(self, source: str, name: str) -> None:
        self.records.append(Known({"name": [(None, name)], "source": [(None, source)]}))

    def edit(self, number: int, name: str, value: str) -> None:
        self.records[self.root(number)].piles[name].append((None, value))

    def merge(self, this: int, other: int, sides: dict[str, str]) -> type[Exception] | None:
        if this == other:
            return RowsRefused
        if self.is_trashed(this) or self.is_trashed(other):
            return Gone
        root, absorbed = self.root(this), self.root(other)
        if root == absorbed:
            return Conflict
        one, two = self.records[root], self.records[absorbed]
        for name in FIELDS:
            was, became = one.value(name), two.value(name)
            side = sides.get(name, "other" if not was else "this")
            if side == "other" and became and became != was:
                one.piles[name].append((absorbed, became))
        two.into = root
        return None

    def unmerge(self, number: int) -> type[Exception] | None:
        if self.is_trashed(number):
            return Gone
        one = self.records[number]
        if one.into is None:
            return Conflict
        into = self.records[one.into]
        for name in FIELDS:
            into.piles[name] = [each for each in into.piles[name] if each[0] != number]
        one.into = None
        return None


class Both:
    """The same steps in the system, compared with the model after each."""

    def __init__(self, by: Actor) -> None:
        self.by, self.model, self.ids, self.names = by, Model(), list[UUID](), count(1)

    def step(self, name: str, *given: Any) -> None:
        if name == "create" or self.ids:
            getattr(self, name)(*given)
            self.compare()

    def create(self, has_source: bool) -> None:
        number = next(self.names)
        source = f"Source {number}" if has_source else ""
        self.model.create(source, f"Name {number}")
        facts = {"name": f"Name {number}", "source": source}
        self.ids += [saved.id for saved in create_contacts([facts], by=self.by)]

    def edit(self, number: int, name: str) -> None:
        number %= len(self.ids)
        if not self.model.is_trashed(number):
            value = f"Edited {next(self.names)}"
            self.model.edit(number, name, value)
            root = self.ids[self.model.root(number)]
            update_contacts([RecordUpdate(id=root, values={name: value})], by=self.by)

    def merge(self, this: int, other: int, sides: dict[str, str]) -> None:
        this, other = this % len(self.ids), other % len(self.ids)
        expected = self.model.merge(this, other, sides)
        pairs = {self.ids[other]: self.ids[this]}
        self._tried(expected, lambda: merge_contacts(pairs, by=self.by, sides=sides))

    def unmerge(self, number: int) -> None:
        number %= len(self.ids)
        expected = self.model.unmerge(number)
        self._tried(expected, lambda: unmerge_contacts([self.ids[number]], by=self.by))

    def trash(self, number: int) -> None:
        root = self.model.root(number % len(self.ids))
        if not self.model.records[root].is_trashed:
            self.model.records[root].is_trashed = True
            trash_contacts([self.ids[root]], by=self.by)

    def _tried(self, expected: type[Exception] | None, act: Any) -> None:
        refused: type[Exception] | None = None
        try:
            act()
        except (Conflict, Gone, RowsRefused) as refusal:
            refused = type(refusal)
        assert refused == expected

    def compare(self) -> None:
        rows = {row.id: row for row in Contact.objects.filter(pk__in=self.ids)}
        for number, (id_, known) in enumerate(zip(self.ids, self.model.records, strict=True)):
            row, root, is_trashed = rows[id_], self.model.root(number), self.model.is_trashed(number)
            assert (row.name, row.source) == (known.value("name"), known.value("source"))
            assert row.root_id == self.ids[root]
            assert (row.deleted_at is not None) == is_trashed
            assert row.is_standing == (root == number and not is_trashed)
        assert Merge.objects.count() == sum(known.into is not None for known in self.model.records)

    def unmerge_all(self, order: list[int]) -> None:
        for number in order:
            self.step("unmerge", number)
        for number in range(len(self.ids)):
            self.step("unmerge", number)


numbers = st.integers(0, 7)
sides = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, st.sampled_from(["this", "other"])))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("create"), st.booleans()),
        st.tuples(st.just("edit"), numbers, st.sampled_from(FIELDS)),
        st.tuples(st.just("merge"), numbers, numbers, sides),
        st.tuples(st.just("merge"), numbers, numbers, sides),
        st.tuples(st.just("unmerge"), numbers),
        st.tuples(st.just("trash"), numbers),
    ),
    min_size=4,
    max_size=18,
)


THREE = [("create", True), ("create", True), ("create", True)]
OTHERS = {"name": "other", "source": "other"}


# Two that chance seldom finds: the older of two merges taken back first, and one taken back with what stood below it.
@example(steps=[*THREE, ("merge", 0, 1, OTHERS), ("merge", 0, 2, OTHERS), ("unmerge", 1)], order=[2])
@example(steps=[*THREE, ("merge", 1, 2, OTHERS), ("merge", 0, 1, OTHERS), ("unmerge", 1)], order=[2])
@given(steps=steps, order=st.lists(numbers, max_size=6))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_sequence_of_acts_ends_as_the_model_says_and_unmerging_all_restores(
    steps: list[Any], order: list[int], as_ada: Actor
) -> None:
    with transaction.atomic():
        both = Both(as_ada)
        for _ in range(4):
            both.step("create", True)
        for name, *given_ in steps:
            both.step(name, *given_)
        both.unmerge_all(order)
        transaction.set_rollback(True)
