"""The palette before anything is typed: what is pinned, and what was opened lately."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from trato.customers.public import (
    Company,
    Contact,
    create_contacts,
    merge_contacts,
    trash_contacts,
    unmerge_contacts,
    update_contacts,
)
from trato.foundation.public import SYSTEM, Actor, Change, NotAllowed, NotFound, RecordUpdate, Role, Team, User
from trato.foundation.shortcuts.public import (
    PinRefused,
    note_opened,
    opened_lately,
    pin_page,
    pin_record,
    pins_of,
    unpin,
)


@pytest.fixture
def alices(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def at_hand(client: Client, text: str = "") -> str:
    response = client.get("/search/", {"q": text}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    return response.content.decode()


def names(actor: Actor) -> list[str]:
    return [each.name for each in opened_lately(actor, limit=50)]


def called(name: str, by: Actor) -> Contact:
    (saved,) = create_contacts([{"name": name}], by=by)
    return Contact.objects.get(pk=saved.id)


def press(client: Client, contact: Contact, wanted: str = "yes", **headers: str) -> Any:
    return client.post(f"/contacts/{contact.id}/pin/", {"wanted": wanted}, headers=headers)


def test_who_has_opened_and_pinned_nothing_finds_nothing_at_hand(nuria: Contact, alices: Client) -> None:
    assert "role=" not in at_hand(alices)


def test_a_record_that_was_opened_is_at_hand(nuria: Contact, alices: Client) -> None:
    alices.get(f"/contacts/{nuria.id}/")

    found = at_hand(alices)
    assert 'aria-label="Opened lately"' in found
    assert f'id="palette-lately-{nuria.id}" aria-selected="false" href="/contacts/{nuria.id}/"' in found
    assert "Núria Bosch" in found
    assert 'aria-label="Pinned"' not in found


def test_the_one_opened_last_stands_first_and_each_stands_once(
    nuria: Contact, bakery: Company, alices: Client, as_alice: Actor
) -> None:
    for address in (f"/contacts/{nuria.id}/", f"/companies/{bakery.id}/", f"/contacts/{nuria.id}/"):
        alices.get(address)

    assert names(as_alice) == ["Núria Bosch", "Corner Bakery"]


def test_what_is_typed_goes_before_what_is_at_hand(nuria: Contact, alices: Client) -> None:
    alices.get(f"/contacts/{nuria.id}/")

    found = at_hand(alices, "nuri")
    assert "Opened lately" not in found
    assert 'role="group" aria-label="Records"' in found


def test_everybody_has_what_they_opened_themselves(
    nuria: Contact, alices: Client, as_alice: Actor, as_ada: Actor
) -> None:
    alices.get(f"/contacts/{nuria.id}/")

    assert names(as_alice) == ["Núria Bosch"]
    assert names(as_ada) == []


def test_only_the_last_thirty_are_remembered(as_alice: Actor) -> None:
    saved = create_contacts([{"name": f"Guest {n:02}"} for n in range(33)], by=as_alice)
    for one in saved:
        note_opened("contact", one.id, by=as_alice)

    assert names(as_alice) == [f"Guest {n:02}" for n in range(32, 2, -1)]


def test_looking_again_at_the_same_one_writes_nothing(
    nuria: Contact, as_alice: Actor, django_assert_num_queries: Any
) -> None:
    note_opened("contact", nuria.id, by=as_alice)

    with django_assert_num_queries(3):  # the question, between the savepoint's two
        note_opened("contact", nuria.id, by=as_alice)


def test_programs_and_the_machine_open_nothing(nuria: Contact, as_alice: Actor) -> None:
    note_opened("contact", nuria.id, by=SYSTEM)

    assert names(as_alice) == []
    assert opened_lately(SYSTEM, limit=5) == []


def test_the_palette_shows_the_first_eight(alices: Client, as_alice: Actor) -> None:
    for one in create_contacts([{"name": f"Guest {n}"} for n in range(9)], by=as_alice):
        note_opened("contact", one.id, by=as_alice)

    found = at_hand(alices)
    assert found.count('role="option"') == 8
    assert "Guest 0" not in found


def test_what_is_in_the_trash_is_left_out(nuria: Contact, as_alice: Actor, alices: Client) -> None:
    alices.get(f"/contacts/{nuria.id}/")
    pin_record("contact", nuria.id, by=as_alice)

    trash_contacts([nuria.id], by=as_alice)

    assert "role=" not in at_hand(alices)


def test_what_went_to_somebody_else_is_left_out(
    nuria: Contact, bob: User, south: Team, as_alice: Actor, alices: Client
) -> None:
    alices.get(f"/contacts/{nuria.id}/")
    pin_record("contact", nuria.id, by=as_alice)

    update_contacts([RecordUpdate(id=nuria.id, values={"owner": str(bob.id), "team": str(south.id)})], by=SYSTEM)

    assert "role=" not in at_hand(alices)


def test_whoever_loses_a_right_loses_what_stood_under_it(
    nuria: Contact, bakery: Company, alice: User, seller: Role
) -> None:
    for kind, id_ in (("contact", nuria.id), ("company", bakery.id)):
        note_opened(kind, id_, by=alice.acting())
    seller.rights = {"customers.see_companies": 4}
    seller.save()

    again = User.objects.get(pk=alice.pk)
    assert names(again.acting()) == ["Corner Bakery"]


def test_what_was_merged_stands_under_the_name_of_the_one_it_is_part_of(nuria: Contact, as_alice: Actor) -> None:
    other = called("N. Bosch", as_alice)
    for id_ in (nuria.id, other.id):
        note_opened("contact", id_, by=as_alice)
    pin_record("contact", other.id, by=as_alice)

    merge_contacts({other.id: nuria.id}, by=as_alice)
    assert names(as_alice) == ["Núria Bosch"]
    assert [each.id for each in pins_of(as_alice)] == [nuria.id]

    unmerge_contacts([other.id], by=as_alice)
    assert names(as_alice) == ["N. Bosch", "Núria Bosch"]
    assert [each.id for each in pins_of(as_alice)] == [other.id]


def test_the_button_of_a_record_pins_it_on_top(nuria: Contact, bakery: Company, alices: Client) -> None:
    alices.get(f"/companies/{bakery.id}/")

    answer = press(alices, nuria, **{"HX-Request": "true"}).content.decode()

    assert 'name="wanted" value="no"' in answer
    assert 'aria-pressed="true"' in answer
    assert "Núria Bosch is pinned." in answer
    found = at_hand(alices)
    assert found.index('aria-label="Pinned"') < found.index('aria-label="Opened lately"')
    assert found.index("Núria Bosch") < found.index("Corner Bakery")


def test_what_is_pinned_does_not_stand_there_twice(nuria: Contact, alices: Client) -> None:
    alices.get(f"/contacts/{nuria.id}/")
    press(alices, nuria)

    assert at_hand(alices).count("Núria Bosch") == 1


def test_a_second_press_takes_the_pin_away(nuria: Contact, as_alice: Actor, alices: Client) -> None:
    press(alices, nuria)
    press(alices, nuria)
    assert [each.id for each in pins_of(as_alice)] == [nuria.id]

    answer = press(alices, nuria, "no", **{"HX-Request": "true"}).content.decode()

    assert pins_of(as_alice) == []
    assert 'aria-pressed="false"' in answer
    assert "no longer pinned" in answer


def test_without_a_script_one_comes_back_to_the_record(nuria: Contact, alices: Client) -> None:
    answer = press(alices, nuria)

    assert (answer.status_code, answer["Location"]) == (302, f"/contacts/{nuria.id}/")
    page = alices.get(f"/contacts/{nuria.id}/").content.decode()
    assert 'data-key="P" aria-pressed="true"' in page


def test_the_pin_of_an_absorbed_record_goes_to_the_one_it_is_part_of(
    nuria: Contact, as_alice: Actor, alices: Client
) -> None:
    other = called("N. Bosch", as_alice)
    merge_contacts({other.id: nuria.id}, by=as_alice)

    press(alices, other)

    assert [each.id for each in pins_of(as_alice)] == [nuria.id]
    with pytest.raises(NotFound):
        pin_record("contact", other.id, by=as_alice)


def test_a_page_of_the_menu_can_be_pinned(alices: Client, as_alice: Actor) -> None:
    assert 'action="/pins/"' in alices.get("/contacts/").content.decode()

    alices.post("/pins/", {"address": "/contacts/", "wanted": "yes"})

    assert [each.address for each in pins_of(as_alice)] == ["/contacts/"]
    found = at_hand(alices)
    assert 'aria-selected="false" href="/contacts/"' in found
    assert 'aria-pressed="true"' in alices.get("/contacts/").content.decode()
    alices.post("/pins/", {"address": "/contacts/", "wanted": "no"})
    assert pins_of(as_alice) == []


@pytest.mark.parametrize("address", ["", "/nowhere/", "https://evil.example/", "/settings/people/", "x" * 5_000])
def test_a_page_that_is_not_in_the_menu_of_somebody_is_refused(address: str, alices: Client, as_alice: Actor) -> None:
    assert alices.post("/pins/", {"address": address, "wanted": "yes"}).status_code == 404
    assert pins_of(as_alice) == []


def test_a_page_that_left_somebodys_menu_is_left_out(charlie: User, client: Client) -> None:
    client.force_login(charlie)
    pin_page("/contacts/", by=charlie.acting())

    assert "role=" not in at_hand(client)


def test_pages_that_cannot_be_kept_have_no_button(alices: Client) -> None:
    for address in ("/search/?q=x", "/new/contact/"):
        assert 'id="pin"' not in alices.get(address).content.decode()


def test_a_pin_is_told_once_and_names_nobody(nuria: Contact, as_alice: Actor, alice: User) -> None:
    pin_record("contact", nuria.id, by=as_alice)
    pin_record("contact", nuria.id, by=as_alice)
    unpin(record_id=nuria.id, by=as_alice)
    unpin(record_id=nuria.id, by=as_alice)

    changes = Change.objects.filter(record_id=alice.id, record_type="user", after__has_key="pins")
    assert [each.after for each in changes.order_by("at", "version")] == [{"pins": 1}, {"pins": 0}]


def test_there_is_an_end_to_what_can_be_pinned(as_alice: Actor) -> None:
    saved = create_contacts([{"name": f"Guest {n:02}"} for n in range(31)], by=as_alice)
    for one in saved[:30]:
        pin_record("contact", one.id, by=as_alice)

    with pytest.raises(PinRefused, match="30 things"):
        pin_record("contact", saved[30].id, by=as_alice)


def test_only_colleagues_have_pins(nuria: Contact) -> None:
    with pytest.raises(NotAllowed):
        pin_record("contact", nuria.id, by=SYSTEM)


def test_what_one_may_not_see_cannot_be_pinned(nuria: Contact, bob: User, client: Client) -> None:
    client.force_login(bob)

    assert press(client, nuria).status_code == 404
    assert pins_of(bob.acting()) == []


def test_what_is_gone_for_good_leaves_no_name_behind(as_alice: Actor) -> None:
    for kind in ("contact", "company"):
        note_opened(kind, uuid4(), by=as_alice)

    assert names(as_alice) == []
