"""Lists hold whom somebody puts there."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from trato.customers.lists.errors import ListInUse
from trato.customers.public import (
    Contact,
    ListMember,
    StaticList,
    add_to_list,
    create_contacts,
    create_lists,
    create_segments,
    remove_from_list,
    trash_lists,
)
from trato.foundation.public import (
    Actor,
    ChangeSetRefused,
    LoggedEvent,
    NotAllowed,
    NotFound,
    User,
    carry_out,
    give_values,
    preview_change_set,
    start_change_set,
    undo,
)
from trato.kit.testing.programs import Program


@pytest.fixture
def guests(as_alice: Actor) -> StaticList:
    (saved,) = create_lists([{"name": "Guests"}], by=as_alice)
    return StaticList.objects.get(pk=saved.id)


@pytest.fixture
def people(as_alice: Actor) -> list[UUID]:
    rows = [{"name": name, "source": "Fair"} for name in ("Ana", "Bea", "Cleo")]
    return [each.id for each in create_contacts(rows, by=as_alice)]


def on(one: StaticList) -> set[UUID]:
    return set(ListMember.objects.filter(of=one).values_list("record_id", flat=True))


def test_who_is_put_there_stands_there_once_and_it_is_told(
    guests: StaticList, people: list[UUID], as_alice: Actor
) -> None:
    assert len(add_to_list(guests.id, people[:2], by=as_alice)) == 2
    assert add_to_list(guests.id, people, by=as_alice) == [people[2]]
    assert remove_from_list(guests.id, people[:1], by=as_alice) == [people[0]]

    assert on(guests) == set(people[1:])
    kinds = list(LoggedEvent.objects.filter(contact_id=people[0], subject_id=guests.id).values_list("kind", flat=True))
    assert sorted(kinds) == ["customers.list_joined", "customers.list_left"]


def test_nobody_changes_a_list_that_is_not_his_nor_puts_there_whom_he_does_not_see(
    guests: StaticList, people: list[UUID], as_bob: Actor, as_charlie: Actor, as_alice: Actor
) -> None:
    with pytest.raises(NotFound):
        add_to_list(guests.id, people, by=as_bob)
    with pytest.raises(NotAllowed):
        add_to_list(guests.id, people, by=as_charlie)
    (own,) = create_lists([{"name": "Of Bob"}], by=as_bob)
    with pytest.raises(NotFound):
        add_to_list(own.id, people, by=as_bob)
    assert ListMember.objects.count() == 0


def test_all_that_match_are_put_onto_a_list_and_taken_off_again(
    guests: StaticList, people: list[UUID], as_alice: Actor
) -> None:
    add_to_list(guests.id, people[:1], by=as_alice)
    selection = {"all": True, "filters": {"rules": ['{"field":"source","value":"fair"}']}}
    one = start_change_set(kind="contact", act="enlist", selection=selection, by=as_alice)
    give_values(one.id, values={"list": str(guests.id)}, by=as_alice)
    assert preview_change_set(one.id, by=as_alice).outcome.changed == 2
    assert on(guests) == {people[0]}

    done = carry_out(one.id, by=as_alice)
    assert (on(guests), done.counts["changed"]) == (set(people), 2)

    taken_back = undo(one.id, by=as_alice)
    assert on(guests) == {people[0]}
    undo(taken_back.id, by=as_alice)
    assert on(guests) == set(people)


def test_only_lists_of_ones_own_are_offered(guests: StaticList, people: list[UUID], as_bob: Actor) -> None:
    (own,) = create_lists([{"name": "Of Bob"}], by=as_bob)
    (his,) = create_contacts([{"name": "Dora"}], by=as_bob)
    one = start_change_set(kind="contact", act="enlist", selection={"ids": [str(his.id)]}, by=as_bob)
    for value in (str(guests.id), "x", "", None):
        with pytest.raises(ChangeSetRefused):
            give_values(one.id, values={"list": value}, by=as_bob)
    assert give_values(one.id, values={"list": str(own.id)}, by=as_bob).values == {"list": str(own.id)}


def test_a_list_that_a_segment_asks_for_stays(guests: StaticList, as_alice: Actor) -> None:
    create_segments([{"name": "Invited", "rules": {"list": str(guests.id)}}], by=as_alice)
    with pytest.raises(ListInUse, match="Invited"):
        trash_lists([guests.id], by=as_alice)


def test_a_program_sees_who_is_on_it(
    guests: StaticList, people: list[UUID], program_of: Callable[[User], Program], alice: User
) -> None:
    program = program_of(alice)
    members = f"/lists/{guests.id}/members"
    assert program.post(members, {"ids": [str(people[0])]}).json() == {"changed": 1}
    assert [each["name"] for each in program.get(members).json()["results"]] == ["Ana"]
    assert program.post("/contacts/search", {"filter": {"list": str(guests.id)}}).json()["results"][0]["name"] == "Ana"
    assert program.post(members, {"ids": []}).status_code == 422
    assert program.post(members, {"ids": ["x"]}).status_code == 422


def test_members_are_the_ordinary_list_with_a_filter(
    client: Client, guests: StaticList, people: list[UUID], alice: User, as_alice: Actor, nuria: Contact
) -> None:
    add_to_list(guests.id, people, by=as_alice)
    client.force_login(alice)
    page = client.get(f"/lists/{guests.id}/").content.decode()
    assert "Open 3 members" in page

    found = client.get("/contacts/", {"rules": f'{{"list":"{guests.id}"}}'}).content.decode()
    assert "Cleo" in found
    assert "Núria" not in found
