"""A set of things to write, some of which cannot be."""

from collections.abc import Mapping, Sequence

import pytest
from django.db import DataError, IntegrityError

from trato.foundation.kinds.attempting import attempt
from trato.foundation.kinds.preparing import RowsRefused, TwinRefused
from trato.foundation.people.models import Team
from trato.kit.errors import DomainError

pytestmark = pytest.mark.django_db


class Writer:
    """Makes teams; refuses names as it is told, each time by what it is given that time."""

    def __init__(self, **refused: str) -> None:
        self.refused = refused
        self.told: dict[str, Mapping[str, str]] = {}
        self.calls: list[list[str]] = []

    def write(self, names: Sequence[str]) -> int:
        self.calls.append(list(names))
        Team.objects.bulk_create(Team(name=name) for name in names)
        if refused := {n: {"name": self.refused[name]} for n, name in enumerate(names) if name in self.refused}:
            raise RowsRefused(refused)
        return len(names)

    def tell(self, name: str, problems: Mapping[str, str]) -> None:
        self.told[name] = dict(problems)


def teams() -> list[str]:
    return sorted(Team.objects.values_list("name", flat=True))


def test_what_is_refused_is_told_and_the_rest_goes_in_together() -> None:
    writer = Writer(b="No.")

    done = attempt(["a", "b", "c"], do=writer.write, refuse=writer.tell)

    assert done == [(["a", "c"], 2)]
    assert (teams(), writer.told) == (["a", "c"], {"b": {"name": "No."}})


def test_nothing_is_attempted_of_nothing() -> None:
    writer = Writer()
    assert attempt([], do=writer.write, refuse=writer.tell) == []
    assert writer.calls == []


def test_who_stands_in_anothers_way_is_tried_when_the_other_is_in() -> None:
    class OncePerName(Writer):
        def write(self, names: Sequence[str]) -> int:
            first = {name[0]: n for n, name in reversed(list(enumerate(names)))}
            twins = {n: {"name": TwinRefused("Twice.")} for n, name in enumerate(names) if first[name[0]] != n}
            held = {n: {"name": "Held."} for n, name in enumerate(names) if any(each[0] == name[0] for each in teams())}
            if twins | held:
                raise RowsRefused(twins | held)
            return super().write(names)

    writer = OncePerName()
    attempt(["a1", "a2", "b1"], do=writer.write, refuse=writer.tell)

    assert (teams(), writer.told) == (["a1", "b1"], {"a2": {"name": "Held."}})


def test_the_twin_of_one_that_is_refused_goes_in() -> None:
    class OnceEach(Writer):
        def write(self, names: Sequence[str]) -> int:
            if len(names) > 1:
                raise RowsRefused({0: {"name": "No."}, 1: {"name": TwinRefused("Twice.")}})
            return super().write(names)

    writer = OnceEach()
    attempt(["bad", "good"], do=writer.write, refuse=writer.tell)

    assert (teams(), writer.told) == (["good"], {"bad": {"name": "No."}})


def test_twins_that_refuse_each_other_are_not_tried_for_ever() -> None:
    def write(names: Sequence[str]) -> int:
        raise RowsRefused({n: {"name": TwinRefused("Twice.")} for n, _name in enumerate(names)})

    writer = Writer()
    assert attempt(["a", "b"], do=write, refuse=writer.tell) == []
    assert writer.told.keys() == {"a", "b"}


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (IntegrityError("twice"), {"": "Somebody changed the same at this moment. Try this record again."}),
        (DataError("too large"), {"": "The database cannot hold a value of this record."}),
        (DomainError("Not like this."), {"": "Not like this."}),
        (DomainError("Not like this.", field="name"), {"name": "Not like this."}),
    ],
)
def test_what_fails_as_a_whole_is_tried_by_halves(failure: Exception, told: dict[str, str]) -> None:
    def write(names: Sequence[str]) -> int:
        Team.objects.bulk_create(Team(name=name) for name in names)
        if "bad" in names:
            raise failure
        return len(names)

    writer = Writer()
    done = attempt(["a", "b", "bad", "c"], do=write, refuse=writer.tell)

    assert (teams(), writer.told) == (["a", "b", "c"], {"bad": told})
    assert sum(count for _names, count in done) == 3


def test_what_is_left_of_one_is_tried_again() -> None:
    writer = Writer(**{"a+b": "Not b."})

    done = attempt(
        ["a+b", "c"], do=writer.write, refuse=writer.tell, lessen=lambda name, problems: name.partition("+")[0]
    )

    assert done == [(["a", "c"], 2)]
    assert writer.told == {"a+b": {"name": "Not b."}}
