"""From record to record in the order of the list one came from."""

from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID

import pytest
from django.test import Client

from trato.customers.public import Contact, create_contacts, trash_contacts, update_contacts
from trato.foundation.public import Actor, Filter, RecordUpdate, User, neighbour, record_kind


@pytest.fixture
def people(as_alice: Actor) -> dict[str, UUID]:
    names = ["Ana", "Berta", "Clara", "Dolors", "Elena"]
    saved = create_contacts(
        [{"name": name, "source": "Fair" if name != "Clara" else ""} for name in names], by=as_alice
    )
    return {name: each.id for name, each in zip(names, saved, strict=True)}


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def test_next_and_previous_follow_the_list(people: dict[str, UUID], as_alice: Actor) -> None:
    kind = record_kind("contact")

    assert neighbour(kind, people["Berta"], seen_by=as_alice) == people["Clara"]
    assert neighbour(kind, people["Berta"], seen_by=as_alice, backwards=True) == people["Ana"]
    assert neighbour(kind, people["Elena"], seen_by=as_alice) is None
    assert neighbour(kind, people["Ana"], seen_by=as_alice, backwards=True) is None


def test_in_the_other_order_they_change_places(people: dict[str, UUID], as_alice: Actor) -> None:
    kind = record_kind("contact")

    assert neighbour(kind, people["Berta"], seen_by=as_alice, descending=True) == people["Ana"]
    assert neighbour(kind, people["Berta"], seen_by=as_alice, descending=True, backwards=True) == people["Clara"]


def test_a_walk_there_and_back_meets_the_same(people: dict[str, UUID], as_alice: Actor) -> None:
    """Sorted by something that some have not: those stand at the end, whichever way the order goes."""
    for number, name in enumerate(("Elena", "Berta", "Clara")):
        Contact.objects.filter(pk=people[name]).update(last_activity_at=datetime(2026, 1, 1 + number // 2, tzinfo=UTC))
    for descending in (False, True):
        by_activity = Walk(as_alice, "last_activity_at", descending)
        first = next(id_ for id_ in people.values() if by_activity.step(id_, backwards=True) is None)
        met = by_activity.all_from(first)

        assert sorted(met) == sorted(people.values())
        assert by_activity.all_from(met[-1], backwards=True) == met[::-1]


class Walk:
    def __init__(self, actor: Actor, sort: str, descending: bool) -> None:  # noqa: FBT001  # of a test
        self.actor, self.sort, self.descending = actor, sort, descending

    def step(self, id_: UUID, *, backwards: bool = False) -> UUID | None:
        return neighbour(
            record_kind("contact"),
            id_,
            seen_by=self.actor,
            sort=self.sort,
            descending=self.descending,
            backwards=backwards,
        )

    def all_from(self, here: UUID | None, *, backwards: bool = False) -> list[UUID]:
        met = []
        while here is not None:
            met.append(here)
            here = self.step(here, backwards=backwards)
        return met


def test_filters_hold_also_for_one_that_fits_no_more(people: dict[str, UUID], as_alice: Actor) -> None:
    kind = record_kind("contact")
    customers = [Filter("lifecycle_stage", ("customer",))]
    update_contacts(
        [RecordUpdate(id=people[name], values={"lifecycle_stage": "customer"}) for name in ("Ana", "Dolors")],
        by=as_alice,
    )

    assert neighbour(kind, people["Ana"], seen_by=as_alice, filters=customers) == people["Dolors"]
    assert neighbour(kind, people["Clara"], seen_by=as_alice, filters=customers) == people["Dolors"]


def test_what_is_in_the_trash_or_not_to_be_seen_is_passed(
    people: dict[str, UUID], as_alice: Actor, as_bob: Actor
) -> None:
    create_contacts([{"name": "Bernat"}], by=as_bob)
    trash_contacts([people["Clara"]], by=as_alice)

    assert neighbour(record_kind("contact"), people["Berta"], seen_by=as_alice) == people["Dolors"]


def test_a_list_leads_into_its_records_with_its_state(page: Client, people: dict[str, UUID]) -> None:
    said = page.get("/contacts/?sort=-name").content.decode()

    assert f'href="/contacts/{people["Ana"]}/?from={quote("sort=-name", safe="")}"' in said


def test_a_record_leads_on_and_back(page: Client, people: dict[str, UUID]) -> None:
    address = f"/contacts/{people['Berta']}/"
    state = quote("sort=-name", safe="")

    said = page.get(f"{address}?from={state}").content.decode()
    answer = page.get(f"{address}next/?from={state}")

    assert 'data-walk="next"' in said
    assert 'href="/contacts/?sort=-name" data-back' in said
    assert answer["Location"] == f"/contacts/{people['Ana']}/?from={state}"


def test_a_record_one_did_not_come_to_by_a_list_leads_nowhere(page: Client, people: dict[str, UUID]) -> None:
    assert "data-walk" not in page.get(f"/contacts/{people['Berta']}/").content.decode()


def test_the_end_of_the_list_is_said(page: Client, people: dict[str, UUID]) -> None:
    answer = page.get(f"/contacts/{people['Elena']}/next/?from=", follow=True)

    assert "This is the last of the list." in answer.content.decode()


@pytest.mark.parametrize("state", ["sort=secret", "owner=nobody", "%00", "after=x", "view=all&layout=board"])
def test_a_bent_state_is_no_crash(page: Client, people: dict[str, UUID], state: str) -> None:
    answer = page.get(f"/contacts/{people['Berta']}/next/", {"from": state})

    assert answer.status_code in (302, 400)
