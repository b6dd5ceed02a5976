"""Nothing is called by spaces alone, of whichever kind it is and through whichever door it comes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client

from trato.customers.public import Contact
from trato.foundation.extensions.registry import declared_kinds
from trato.foundation.public import Actor, RecordKind, RecordUpdate, RowsRefused, User, record_kind
from trato.kit.testing.programs import Program

# The least that a record of a kind has beside its name.
LEAST: dict[str, dict[str, Any]] = {"activity": {"type": "call"}, "segment": {"member_kind": "contact"}}
KINDS = [each.name for each in declared_kinds() if each.update]
SPACES = ["   ", "\t\n", "\u00a0\u2003"]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, nuria: Contact) -> RecordKind:
    return record_kind(str(request.param))


@pytest.fixture
def named(kind: RecordKind, as_ada: Actor) -> Any:
    assert kind.create
    (saved,) = kind.create([{"name": "Well named", **LEAST.get(kind.name, {})}], by=as_ada)
    return kind.model()._default_manager.get(pk=saved.id)


@contextmanager
def keeping_its_name(record: Any) -> Iterator[None]:
    version = record.version
    yield
    record.refresh_from_db()
    assert (record.name, record.version) == ("Well named", version)


@pytest.mark.parametrize("name", ["", *SPACES], ids=["empty", "spaces", "line", "wide"])
def test_a_name_is_not_changed_to_nothing(kind: RecordKind, named: Any, name: str, as_ada: Actor) -> None:
    assert kind.update
    with keeping_its_name(named), pytest.raises(RowsRefused) as refused:
        kind.update([RecordUpdate(id=named.id, values={"name": name})], by=as_ada)

    assert list(refused.value.rows[0]) == ["name"]


def test_a_program_is_told_at_the_field(kind: RecordKind, named: Any, ada: User, program_of: Any) -> None:
    program: Program = program_of(ada)
    path = f"/{kind.plural.replace('_', '-')}/{named.id}"
    with keeping_its_name(named):
        answers = [program.patch(path, {"name": each}) for each in ("", "  ")]

    assert [each.status_code for each in answers] == [422, 422]
    assert [[one["field"] for one in each.json()["errors"]] for each in answers] == [["name"], ["name"]]


def test_the_page_says_the_same_of_spaces_as_of_nothing(kind: RecordKind, named: Any, ada: User) -> None:
    page = Client()
    page.force_login(ada)
    address = f"/{kind.plural}/{named.id}/fields/name/"
    with keeping_its_name(named):
        answers = [
            page.post(address, {"name": each, "version": 1}, headers={"HX-Request": "true"}) for each in ("", "  ")
        ]

    assert [each.status_code for each in answers] == [422, 422]


def test_a_new_one_with_spaces_is_like_one_without_a_name(kind: RecordKind, as_ada: Actor) -> None:
    assert kind.create
    least = LEAST.get(kind.name, {})
    try:
        (nameless,) = kind.create([least], by=as_ada)
    except RowsRefused:
        with pytest.raises(RowsRefused):
            kind.create([{"name": SPACES[0], **least}], by=as_ada)
        return
    (spaced,) = kind.create([{"name": SPACES[0], **least}], by=as_ada)
    names = kind.model()._default_manager.filter(pk__in=[nameless.id, spaced.id]).values_list("name", flat=True)
    assert len(set(names)) == 1
    assert names[0].strip()
