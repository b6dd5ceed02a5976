"""What contacts are to each other: named in both directions, told in both stories, seen by who sees both."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from trato.customers.public import (
    Contact,
    ContactRelation,
    RelationType,
    change_relation,
    choose_relation_types,
    create_contacts,
    merge_contacts,
    relate_again,
    relate_contacts,
    relation_types,
    relations_about,
    story_of_contact,
    trash_contacts,
    unrelate_contacts,
    update_contacts,
)
from trato.foundation.public import (
    Actor,
    Change,
    Filter,
    LoggedEvent,
    NotAllowed,
    NotFound,
    Reach,
    RecordUpdate,
    Role,
    User,
    filters_from,
    read_page,
    record_kind,
)
from trato.kit.errors import DomainError

HTMX = {"HX-Request": "true"}


def person(by: Actor, name: str, **values: Any) -> Contact:
    (saved,) = create_contacts([{"name": name, **values}], by=by)
    return Contact.objects.get(pk=saved.id)


@pytest.fixture
def pau(as_alice: Actor) -> Contact:
    return person(as_alice, "Pau Serra")


@pytest.fixture
def client(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def said(contact: Contact, by: Actor) -> list[str]:
    """What the others are to a contact, as the panel says it."""
    rows = relations_about(contact.id, seen_by=by)
    return [
        f"{row.type.name} {row.other.name}"
        if row.contact_id == contact.id
        else f"{row.type.other_name} {row.contact.name}"
        for row in rows
    ]


def test_it_is_named_in_both_directions(as_alice: Actor, nuria: Contact, pau: Contact) -> None:
    relate_contacts(nuria.id, "reports to", pau.id, by=as_alice)

    assert (said(nuria, as_alice), said(pau, as_alice)) == (["reports to Pau Serra"], ["manages Núria Bosch"])


def test_the_way_back_is_the_same_relation(as_alice: Actor, nuria: Contact, pau: Contact) -> None:
    relate_contacts(nuria.id, "Manages", "pau serra", by=as_alice)
    assert said(pau, as_alice) == ["reports to Núria Bosch"]

    with pytest.raises(DomainError, match="known already"):
        relate_contacts(pau.id, "reports to", nuria.id, by=as_alice)


def test_what_is_mutual_is_known_once_from_either_side(as_alice: Actor, nuria: Contact, pau: Contact) -> None:
    relate_contacts(pau.id, "partner of", nuria.id, by=as_alice)

    assert (said(nuria, as_alice), said(pau, as_alice)) == (["partner of Pau Serra"], ["partner of Núria Bosch"])
    with pytest.raises(DomainError, match="known already"):
        relate_contacts(nuria.id, "partner of", pau.id, by=as_alice)


def test_it_is_told_in_both_stories_and_keeps_its_values(as_alice: Actor, nuria: Contact, pau: Contact) -> None:
    made = relate_contacts(nuria.id, "reports to", pau.id, by=as_alice, facts={"since": "2024-05-01", "note": "Ovens"})

    events = LoggedEvent.objects.filter(kind="customers.contacts_related", subject_id=made.id)
    assert {(each.contact_id, each.data["other"]) for each in events} == {
        (nuria.id, str(pau.id)),
        (pau.id, str(nuria.id)),
    }
    after = Change.objects.get(record_id=made.id).after
    assert (after["since"], after["note"]) == ("2024-05-01", "Ovens")
    for contact in (nuria, pau):
        entry = story_of_contact(contact.id, seen_by=as_alice).entries[0]
        assert (entry.kind, entry.record.type.name) == ("customers.contacts_related", "reports to")


def test_its_note_and_days_change(as_alice: Actor, nuria: Contact, pau: Contact) -> None:
    made = relate_contacts(nuria.id, "reports to", pau.id, by=as_alice, facts={"since": date(2024, 5, 1)})
    changed = change_relation(made.id, {"until": "2025-05-01", "note": "Left"}, by=as_alice)
    assert (changed.until, changed.note, changed.version) == (date(2025, 5, 1), "Left", 2)

    change_relation(made.id, {"until": "2025-05-01"}, by=as_alice)
    events = LoggedEvent.objects.filter(kind="customers.relation_changed", subject_id=made.id)
    assert [sorted(each.data["fields"]) for each in events] == [["note", "until"]] * 2
    with pytest.raises(DomainError, match="changed meanwhile"):
        change_relation(made.id, {"note": "x"}, by=as_alice, seen_version=1)


def test_it_is_taken_back_and_that_again(as_alice: Actor, nuria: Contact, pau: Contact) -> None:
    made = relate_contacts(nuria.id, "reports to", pau.id, by=as_alice)
    unrelate_contacts(made.id, by=as_alice)
    assert said(nuria, as_alice) == []
    with pytest.raises(NotFound):
        unrelate_contacts(made.id, by=as_alice)

    relate_again(made.id, by=as_alice)
    relate_again(made.id, by=as_alice)
    assert said(nuria, as_alice) == ["reports to Pau Serra"]
    unrelate_contacts(made.id, by=as_alice)
    relate_contacts(nuria.id, "reports to", pau.id, by=as_alice)
    with pytest.raises(DomainError, match="known already"):
        relate_again(made.id, by=as_alice)


@pytest.mark.parametrize(
    ("relation", "other", "facts"),
    [
        ("owes money to", "Pau Serra", {}),
        ("reports to", "Núria Bosch", {}),
        ("reports to", "Nobody Known", {}),
        ("reports to", "", {}),
        ("reports to", str(uuid4()), {}),
        ("reports to", "Pau Serra", {"since": "someday"}),
        ("reports to", "Pau Serra", {"since": "2025-01-01", "until": "2024-01-01"}),
        ("reports to", "Pau Serra", {"note": "x" * 2_001}),
    ],
    ids=range(8),
)
def test_what_cannot_be_is_refused(
    as_alice: Actor, nuria: Contact, pau: Contact, relation: str, other: str, facts: dict[str, str]
) -> None:
    with pytest.raises(DomainError):
        relate_contacts(nuria.id, relation, other, by=as_alice, facts=facts)

    assert not ContactRelation.objects.exists()


def test_whom_one_does_not_see_one_does_not_relate_to(
    as_alice: Actor, as_bob: Actor, as_charlie: Actor, nuria: Contact, pau: Contact
) -> None:
    made = relate_contacts(nuria.id, "reports to", pau.id, by=as_alice)
    sam = person(as_bob, "Sam")

    with pytest.raises(DomainError, match="Nothing you see"):
        relate_contacts(sam.id, "reports to", nuria.id, by=as_bob)
    with pytest.raises(NotFound):
        relate_contacts(nuria.id, "reports to", sam.id, by=as_bob)
    with pytest.raises(NotFound):
        unrelate_contacts(made.id, by=as_bob)
    with pytest.raises(NotAllowed):
        relate_contacts(nuria.id, "reports to", pau.id, by=as_charlie)
    assert said(nuria, as_bob) == []


def test_who_only_sees_does_not_change(
    as_alice: Actor, hire: Callable[..., User], nuria: Contact, pau: Contact
) -> None:
    made = relate_contacts(nuria.id, "reports to", pau.id, by=as_alice)
    rights = {"customers.see_contacts": int(Reach.ALL), "customers.edit_contacts": int(Reach.OWN)}
    eve = hire("Eve", role=Role.objects.create(name="Looks", rights=rights)).acting()

    assert said(nuria, eve) == ["reports to Pau Serra"]
    for act in (unrelate_contacts, relate_again):
        with pytest.raises(NotAllowed):
            act(made.id, by=eve)
    with pytest.raises(NotAllowed):
        relate_contacts(nuria.id, "partner of", pau.id, by=eve)


def test_lists_find_who_has_a_relation(as_alice: Actor, nuria: Contact, pau: Contact) -> None:
    made = relate_contacts(nuria.id, "reports to", pau.id, by=as_alice)

    def found(name: str) -> list[str]:
        filters, refused = filters_from(record_kind("contact"), {"relations": [name]}, seen_by=as_alice)
        assert refused == {}
        page = read_page(
            record_kind("contact"), seen_by=as_alice, columns=["name", "relations"], sort="name", filters=filters
        )
        return [row["name"] for row in page.rows]

    assert (found("Reports to"), found("manages"), found("partner of")) == (["Núria Bosch"], ["Pau Serra"], [])
    unrelate_contacts(made.id, by=as_alice)
    assert found("reports to") == []


def test_relations_of_all_that_were_merged_are_one_s(as_ada: Actor, nuria: Contact, pau: Contact) -> None:
    twin = person(as_ada, "Nuria B.")
    relate_contacts(twin.id, "reports to", pau.id, by=as_ada)
    merge_contacts({twin.id: nuria.id}, by=as_ada)

    (row,) = relations_about(nuria.id, seen_by=as_ada)
    assert row.contact.root_id == nuria.id
    filters = [Filter("relations", ("reports to",))]
    page = read_page(record_kind("contact"), seen_by=as_ada, columns=["name"], sort="name", filters=filters)
    assert [each["id"] for each in page.rows] == [nuria.id]


def test_the_company_words_its_relations(as_ada: Actor, as_alice: Actor, nuria: Contact, pau: Contact) -> None:
    relate_contacts(nuria.id, "reports to", pau.id, by=as_ada)
    rows = [(str(each.id), each.name, each.other_name) for each in RelationType.objects.order_by("place")]
    kept = [(rows[0][0], "answers to", "leads"), ("", "neighbour of", "")]
    choose_relation_types(kept, by=as_ada)

    assert relation_types() == [("answers to", "leads"), ("neighbour of", "neighbour of")]
    assert said(nuria, as_ada) == ["answers to Pau Serra"]
    with pytest.raises(DomainError, match="so it stays"):
        choose_relation_types([("", "friend of", "")], by=as_ada)
    with pytest.raises(NotAllowed):
        choose_relation_types(kept, by=as_alice)


@pytest.mark.parametrize(
    "rows",
    [[], [("", "x" * 101, "")], [("", "a", "b"), ("", "B", "c")], [("", f"{n}", "") for n in range(51)]],
    ids=["none", "long", "twice", "many"],
)
def test_what_cannot_be_a_kind_is_refused(as_ada: Actor, rows: list[tuple[str, str, str]]) -> None:
    with pytest.raises(DomainError):
        choose_relation_types(rows, by=as_ada)


def test_a_trashed_contact_is_in_no_relation(as_ada: Actor, nuria: Contact, pau: Contact) -> None:
    relate_contacts(nuria.id, "reports to", pau.id, by=as_ada)
    trash_contacts([pau.id], by=as_ada)
    assert said(nuria, as_ada) == []
    update_contacts([RecordUpdate(id=nuria.id, values={"source": "Fair"})], by=as_ada)
