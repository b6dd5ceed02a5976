"""Pairs that may be one record are found, shown to who sees both, merged or kept apart."""

from uuid import UUID

import pytest
from django.test import Client

from trato.customers.duplicates.models import Suggestion
from trato.customers.duplicates.queries import Suggested, queue
from trato.customers.duplicates.scanning import scan
from trato.customers.duplicates.subscribers import CHANGING, look_for_duplicates
from trato.customers.duplicates.use_cases.keep_apart import consider_again, keep_apart
from trato.customers.public import (
    Company,
    Contact,
    create_companies,
    create_contacts,
    merge_contacts,
    trash_contacts,
    unmerge_contacts,
    update_contacts,
)
from trato.foundation.public import (
    Actor,
    LoggedEvent,
    NotAllowed,
    NotFound,
    ReadEvent,
    RecordUpdate,
    Role,
    User,
    record_kind,
)
from trato.kit.testing.programs import Program

HTMX = {"HX-Request": "true"}


def made(by: Actor, *rows: dict[str, object]) -> list[UUID]:
    return [saved.id for saved in create_contacts(list(rows), by=by)]


def looked() -> None:
    """What happened so far reaches the reader of duplicates, as the worker would bring it."""
    names = ("id", "kind", "at", "actor_kind", "actor_id", "contact_id", "company_id", "subject_type", "subject_id")
    rows = LoggedEvent.objects.filter(kind__in=CHANGING).order_by("id").values(*names, "subject_version", "data")
    look_for_duplicates([ReadEvent(**row, channel="", era=0, xid="1") for row in rows])


def found(by: Actor, kind: str = "contact") -> list[Suggested]:
    return queue(record_kind(kind), seen_by=by)


@pytest.fixture
def pair(as_alice: Actor) -> list[UUID]:
    ids = made(
        as_alice, {"name": "Eva Ruiz", "phone": "600 111 222"}, {"name": "Eva Ruiz Mora", "phone": "+34 600 111 222"}
    )
    looked()
    return ids


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def test_one_phone_and_names_alike_are_suggested_with_the_reason(pair: list[UUID], as_alice: Actor) -> None:
    (one,) = found(as_alice)

    assert {one.one, one.other} == set(pair)
    assert (one.reasons, one.may_merge) == (["phone"], True)
    assert 70 <= one.score <= 99


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        ([{"name": "Joan Pla", "company": "Corner Bakery"}, {"name": "Joan Plà", "company": "Corner Bakery"}], True),
        ([{"name": "Joan Pla", "email": "j@pla.es"}, {"name": "Joan Pla i Mas", "email": "joan@pla.es"}], True),
        ([{"name": "Joan Pla", "email": "j@gmail.com"}, {"name": "Joan Pla", "email": "joan@gmail.com"}], False),
        ([{"name": "Joan Pla", "company": "Corner Bakery"}, {"name": "Rosa Vila", "company": "Corner Bakery"}], False),
        ([{"name": "Joan Pla"}, {"name": "Joan Pla"}], False),
    ],
)
def test_names_alike_count_with_the_same_company_or_domain(
    as_alice: Actor, bakery: Company, rows: list[dict[str, object]], reasons: bool
) -> None:
    made(as_alice, *rows)
    looked()

    assert bool(found(as_alice)) == reasons


def test_a_number_that_many_share_says_nothing(as_alice: Actor) -> None:
    made(as_alice, *({"name": f"Eva Ruiz {number}", "phone": "600 111 222"} for number in range(14)))
    looked()

    assert found(as_alice) == []


def test_companies_of_one_name_are_suggested(as_alice: Actor) -> None:
    create_companies([{"name": "Molí del Vent"}, {"name": "MOLÍ DEL VENT"}], by=as_alice)
    looked()

    assert [each.reasons for each in found(as_alice, "company")] == [["name"]]


def test_what_is_no_longer_alike_is_suggested_no_longer(pair: list[UUID], as_alice: Actor) -> None:
    update_contacts([RecordUpdate(id=pair[0], values={"phone": "600 999 888"})], by=as_alice)
    looked()

    assert found(as_alice) == []


def test_a_scan_finds_what_the_reader_was_not_told(pair: list[UUID], as_alice: Actor) -> None:
    Suggestion.objects.all().delete()

    assert scan(record_kind("contact")) > 0
    assert len(found(as_alice)) == 1


def test_not_the_same_is_remembered_by_every_scan(pair: list[UUID], as_alice: Actor) -> None:
    (one,) = found(as_alice)
    keep_apart(record_kind("contact"), [one.id], by=as_alice)

    scan(record_kind("contact"))

    assert found(as_alice) == []
    consider_again(record_kind("contact"), one.id, by=as_alice)
    assert len(found(as_alice)) == 1


def test_not_the_same_holds_for_what_one_of_them_is_merged_into(pair: list[UUID], as_alice: Actor) -> None:
    (one,) = found(as_alice)
    keep_apart(record_kind("contact"), [one.id], by=as_alice)
    (third,) = made(as_alice, {"name": "E. Ruiz"})
    merge_contacts({pair[0]: third}, by=as_alice)
    update_contacts([RecordUpdate(id=third, values={"name": "Eva Ruiz", "phone": "600 111 222"})], by=as_alice)

    scan(record_kind("contact"))

    assert found(as_alice) == []


def test_a_merged_pair_leaves_the_queue_and_comes_back_with_an_unmerge(pair: list[UUID], as_alice: Actor) -> None:
    merge_contacts({pair[1]: pair[0]}, by=as_alice)
    assert found(as_alice) == []

    unmerge_contacts([pair[1]], by=as_alice)
    assert len(found(as_alice)) == 1


def test_a_trashed_record_is_in_no_pair(pair: list[UUID], as_alice: Actor) -> None:
    trash_contacts([pair[1]], by=as_alice)

    assert found(as_alice) == []


def test_only_who_sees_both_is_told(pair: list[UUID], as_alice: Actor, as_bob: Actor, as_ada: Actor) -> None:
    (one,) = found(as_alice)

    assert found(as_bob) == []
    assert len(found(as_ada)) == 1
    with pytest.raises(NotFound):
        keep_apart(record_kind("contact"), [one.id], by=as_bob)


def test_without_the_right_nothing_is_kept_apart(pair: list[UUID], alice: User, as_alice: Actor) -> None:
    (one,) = found(as_alice)
    role = Role.objects.get(name="Seller")
    Role.objects.update(rights={name: reach for name, reach in role.rights.items() if "merge" not in name})

    with pytest.raises(NotAllowed):
        keep_apart(record_kind("contact"), [one.id], by=User.objects.get(pk=alice.pk).acting())


def test_who_may_not_edit_both_sees_the_pair_and_cannot_merge_it(pair: list[UUID], as_alice: Actor) -> None:
    role = Role.objects.get(name="Seller")
    Role.objects.update(rights={**role.rights, "customers.edit_contacts": 0})

    (one,) = found(User.objects.get(name="Alice").acting())

    assert not one.may_merge


def test_the_queue_shows_the_pair_side_by_side(page: Client, pair: list[UUID]) -> None:
    said = page.get("/duplicates/contacts/").content.decode()

    assert "Eva Ruiz Mora" in said
    assert "The same phone number" in said
    assert 'name="value.name"' in said


def test_selected_pairs_are_merged_as_one_change_set(page: Client, pair: list[UUID], as_alice: Actor) -> None:
    more = made(as_alice, {"name": "Pau Sanz", "phone": "600 333 444"}, {"name": "Pau Sanz", "phone": "600333444"})
    looked()
    ids = [str(each.id) for each in found(as_alice)]

    answer = page.post("/duplicates/contacts/merge/", {"pairs": ids})

    assert (answer.status_code, answer["Location"]) == (302, "/duplicates/contacts/")
    assert Contact.objects.filter(pk__in=[*pair, *more], is_standing=True).count() == 2
    assert found(as_alice) == []


def test_not_the_same_is_one_press_with_a_way_back(page: Client, pair: list[UUID], as_alice: Actor) -> None:
    (one,) = found(as_alice)

    answer = page.post(f"/duplicates/contacts/{one.id}/apart/", follow=True)
    assert "No duplicates" in answer.content.decode()
    page.post(f"/duplicates/contacts/{one.id}/again/")

    assert len(found(as_alice)) == 1


def likely(page: Client, **typed: str) -> str:
    return page.get("/duplicates/contacts/likely/", typed, headers=HTMX).content.decode()


def test_what_is_typed_is_warned_of(page: Client, nuria: Contact, bakery: Company) -> None:
    assert "Núria Bosch" in likely(page, email="NURIA@bakery.example")
    assert "Núria Bosch" in likely(page, phone="600 190 044")
    assert "Núria Bosch" in likely(page, name="Nuria Bosch", company="corner bakery")
    assert "Núria Bosch" in likely(page, name="Nuria Bosc", email="new@bakery.example")
    assert likely(page, name="Nuria Bosch").strip() == ""
    assert likely(page, email="not an address", phone="x").strip() == ""


def test_a_field_that_is_edited_is_not_warned_of_its_own_record(page: Client, nuria: Contact) -> None:
    asked = {"field": "phone", "value": "600 190 044"}

    assert "Núria" in likely(page, **asked)
    assert likely(page, **asked, but=str(nuria.id)).strip() == ""


def test_nobody_is_warned_of_what_he_does_not_see(bob: User, nuria: Contact) -> None:
    client = Client()
    client.force_login(bob)

    assert likely(client, email="nuria@bakery.example").strip() == ""


def test_programs_read_the_queue_and_keep_pairs_apart(program: Program, pair: list[UUID]) -> None:
    (one,) = program.get("/duplicates/contact").json()["results"]

    assert {each["id"] for each in one["records"]} == set(map(str, pair))
    assert program.post(f"/duplicates/contact/{one['id']}/not-the-same", {}).status_code == 204
    assert program.get("/duplicates/contact").json()["results"] == []
    assert program.post(f"/duplicates/contact/{pair[0]}/not-the-same", {}).status_code == 404


@pytest.mark.parametrize("query", ["?pair=x", "?after=9_x", "?after=x_", "?pair=01a20000-0000-7000-8000-000000000000"])
def test_an_address_that_is_none_says_so(page: Client, pair: list[UUID], query: str) -> None:
    assert page.get(f"/duplicates/contacts/{query}").status_code in (200, 404)
