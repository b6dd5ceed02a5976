"""What is done to many records takes no statement for each of them, and leaves what one by one would leave."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from trato.customers.public import Contact, create_contacts, update_contacts
from trato.customers.tests.awkward import awkward_file, stands
from trato.customers.tests.importing import Bring, bring, problems
from trato.foundation.public import Actor, RecordUpdate, record_kind

__all__ = ["bring"]  # a fixture


def people(count: int) -> list[dict[str, Any]]:
    return [
        {"name": f"Person {n}", "email": f"p{n}@example.com", "city": "Bilbao", "tags": ["fair"]} for n in range(count)
    ]


def statements(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


@pytest.mark.django_db
def test_thirty_are_made_changed_thrown_away_and_brought_back_with_as_many_statements_as_ten(as_alice: Actor) -> None:
    kind = record_kind("contact")
    counted = []
    for count in (10, 30):
        ids = []
        make = statements(lambda: ids.extend(each.id for each in create_contacts(people(count), by=as_alice)))  # noqa: B023
        updates = [RecordUpdate(id=id_, values={"source": f"s{n}"}) for n, id_ in enumerate(ids)]
        change = statements(lambda: update_contacts(updates, by=as_alice))  # noqa: B023
        trash = statements(lambda: kind.trash(ids, by=as_alice))  # noqa: B023
        assert kind.restore is not None
        back = statements(lambda: kind.restore(ids, by=as_alice))  # type: ignore[misc]  # noqa: B023
        counted.append((make, change, trash, back))
        kind.trash(ids, by=as_alice)

    assert counted[0] == counted[1]


GIVEN: dict[str, dict[str, Any]] = {
    "activity": {"outcome": "Reached", "minutes": 12},
    "task": {"due_on": "2030-01-01", "priority": "high"},
    "list": {"member_kind": "contact"},
    "segment": {"member_kind": "contact"},
    "company": {"city": "Bilbao"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind_name", sorted(GIVEN))
def test_no_kind_asks_once_for_each_record(kind_name: str, as_ada: Actor) -> None:
    few, many = (_statements_of_a_life(kind_name, count, as_ada) for count in (10, 30))

    assert few == many


def _statements_of_a_life(kind_name: str, count: int, by: Actor) -> dict[str, int]:
    kind = record_kind(kind_name)
    rows = [{**GIVEN[kind_name], "name": f"{kind_name} {count} {number}"} for number in range(count)]
    ids: list[Any] = []
    made = statements(lambda: ids.extend(each.id for each in kind.create(rows, by=by)))
    updates = [RecordUpdate(id=id_, values={**GIVEN[kind_name], "name": f"Other {n}"}) for n, id_ in enumerate(ids)]
    changed = statements(lambda: kind.update(updates, by=by))
    thrown_away = statements(lambda: kind.trash(ids, by=by))
    brought_back = statements(lambda: kind.restore(ids, by=by) if kind.restore else None)
    # Each segment that comes back is counted anew by a job of its own.
    allowed = count * 2 if kind_name == "segment" else 0
    return {"made": made, "changed": changed, "trash": thrown_away, "back": brought_back - allowed}


@pytest.mark.django_db
def test_rows_that_change_different_fields_keep_the_others(as_alice: Actor) -> None:
    saved = create_contacts(people(3), by=as_alice)
    given: list[dict[str, Any]] = [{"source": "fair"}, {"given_name": "Ana", "language": "es"}, {"owner": None}]
    updates = [RecordUpdate(id=each.id, values=values) for each, values in zip(saved, given, strict=True)]

    update_contacts(updates, by=as_alice)

    first, second, third = (Contact.objects.get(pk=each.id) for each in saved)
    assert (first.source, first.given_name, first.owner_id) == ("fair", "", as_alice.id)
    assert (second.source, second.given_name, second.language) == ("", "Ana", "es")
    assert (third.source, third.owner_id, third.version) == ("", None, 2)


@pytest.mark.django_db
def test_an_awkward_file_comes_in_the_same_in_chunks_of_one(
    bring: Bring, alice: object, bob: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = awkward_file(120)
    with transaction.atomic():
        at_once = outcome(bring, content)
        transaction.set_rollback(True)
    for name in ("FIRST", "FEWEST", "MOST"):
        monkeypatch.setattr(f"trato.foundation.jobs.pacing.{name}", 1)

    assert outcome(bring, content) == at_once


def outcome(bring: Bring, content: str) -> list[Any]:
    told = bring(content, key="email")
    return [{name: told[name] for name in ("rows", "created", "failed")}, problems(), named(stands())]


def named(found: Any) -> Any:
    """Without change rows and events: a row that waits for another of its chunk is the same in two chunks."""
    contacts, companies = found
    return [[row[:15] for row in contacts], [row[:4] for row in companies]]


@pytest.mark.django_db
def test_a_phone_given_alone_is_read_with_the_countrys_own_code(as_alice: Actor) -> None:
    (saved,) = create_contacts([{"name": "Emily", "country": "UK"}], by=as_alice)

    update_contacts([RecordUpdate(id=saved.id, values={"phone": "020 7946 0958"})], by=as_alice)

    phone = Contact.objects.get(pk=saved.id).identities.get(kind="phone")
    assert phone.normalised == "+442079460958"
