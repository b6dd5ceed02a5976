"""What several fields read at once is what each of them reads alone."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from trato.customers.public import Company, Contact, create_companies, create_contacts, merge_companies, merge_contacts
from trato.foundation.public import Actor, RecordKind, read_page, read_records, record_kind, told_sql
from trato.kit.clock import now

TODAY = now().date()
FIRMS = [
    {"name": "Old Mill", "domain": "mill.example", "phone": "600 111 001"},
    {"name": "New Mill", "domain": "newmill.example", "email": "hola@newmill.example", "city": "Soria"},
    {"name": "No Mill"},
]


def alone(kind: RecordKind, ids: Sequence[UUID], actor: Actor) -> dict[UUID, dict[str, Any]]:
    """One statement for each field: none of them has another to share a look with."""
    found: dict[UUID, dict[str, Any]] = {id_: {"id": id_} for id_ in ids}
    for spec in kind.fields:
        for row in read_records(kind, ids, seen_by=actor, columns=[spec.name]):
            found[row["id"]][spec.name] = row[spec.name]
    return found


def together(kind: RecordKind, ids: Sequence[UUID], actor: Actor) -> dict[UUID, dict[str, Any]]:
    names = [spec.name for spec in kind.fields]
    return {row["id"]: row for row in read_records(kind, ids, seen_by=actor, columns=names)}


@pytest.fixture
def people(as_alice: Actor, nuria: Contact, bakery: Company) -> list[UUID]:
    """One with everything, one whose all was merged into her, one who is nowhere any more, and one with nothing."""
    rows: list[dict[str, Any]] = [
        {
            "name": "Eva Ruiz",
            "email": "eva@huerta.es",
            "phone": "600 111 222",
            "website": "https://huerta.es",
            "external_id": "A-1",
            "street": "Calle Mayor 1",
            "city": "Madrid",
            "tags": ["vip", "Aceite"],
            "company": str(bakery.id),
            "job_title": "Owner",
            "position_since": "2020-02-01",
        },
        {"name": "Eva R.", "email": "eva@old.es", "city": "Toledo", "country": "ES", "tags": ["fair"]},
        {"name": "Bare"},
        {"name": "Ana", "company": str(bakery.id), "position_until": str(TODAY - timedelta(days=3))},
        {"name": "Bare"},
    ]
    saved = [each.id for each in create_contacts(rows, by=as_alice)]
    merge_contacts({saved[1]: saved[0]}, by=as_alice)
    merge_contacts({nuria.id: saved[2]}, by=as_alice)
    return [saved[0], saved[2], saved[3], saved[4]]


def test_fields_of_contacts_say_the_same_together_as_alone(people: list[UUID], as_alice: Actor) -> None:
    kind = record_kind("contact")

    assert together(kind, people, as_alice) == alone(kind, people, as_alice)


def test_what_was_merged_into_a_contact_fills_what_it_has_not(people: list[UUID], as_alice: Actor) -> None:
    found = together(record_kind("contact"), people, as_alice)

    eva, taken_over, ana, bare = (found[id_] for id_ in people)
    assert (eva["email"], eva["city"], eva["job_title"]) == ("eva@huerta.es", "Madrid", "Owner")
    assert eva["tags"] == ["Aceite", "fair", "vip"]
    assert [each["value"] for each in eva["identities"] if each["kind"] == "email"] == ["eva@huerta.es", "eva@old.es"]
    assert (taken_over["email"], taken_over["company"]["name"]) == ("nuria@bakery.example", "Corner Bakery")
    assert ana["company"] is None
    assert [each["name"] for each in ana["companies"]] == ["Corner Bakery"]
    assert (bare["email"], bare["city"], bare["identities"], bare["addresses"], bare["companies"]) == (
        "",
        "",
        [],
        [],
        [],
    )


def test_fields_of_companies_say_the_same_together_as_alone(as_alice: Actor, bakery: Company) -> None:
    kind = record_kind("company")
    saved = [each.id for each in create_companies(FIRMS, by=as_alice)]
    merge_companies({saved[1]: saved[0]}, by=as_alice)
    ids = [bakery.id, saved[0], saved[2]]

    found = together(kind, ids, as_alice)

    assert found == alone(kind, ids, as_alice)
    assert found[saved[0]]["email"] == "hola@newmill.example"
    assert found[saved[0]]["domain"] == "mill.example"


def test_a_page_of_a_list_says_the_same_as_its_records_read_one_by_one(people: list[UUID], as_alice: Actor) -> None:
    kind = record_kind("contact")
    names = [spec.name for spec in kind.fields]

    page = read_page(kind, seen_by=as_alice, columns=names)

    assert {row["id"]: row for row in page.rows} == alone(kind, people, as_alice)


def test_a_field_alone_is_read_without_a_look(as_alice: Actor) -> None:
    kind = record_kind("contact")

    told = told_sql(kind, [kind.by_name["name"], kind.by_name["email"], kind.by_name["company"]])

    assert told.joined == ""


def test_two_fields_of_one_part_share_a_look_and_bring_what_it_stands_on(as_alice: Actor) -> None:
    kind = record_kind("contact")

    told = told_sql(kind, [kind.by_name["email"], kind.by_name["phone"], kind.by_name["city"]])

    assert told.joined.count("left join lateral") == 2
    assert told.joined.index("of_cluster on true") < told.joined.index("of_identities on true")
    assert "of_addresses" not in told.joined
    assert told.values[2] == kind.by_name["city"].sql


def test_each_look_is_declared_behind_those_it_stands_on(as_alice: Actor) -> None:
    for name in ("contact", "company"):
        kind, before = record_kind(name), set[str]()
        for each in kind.looks:
            assert set(each.after) <= before
            before.add(each.name)
        assert {spec.look for spec in kind.fields} - {""} <= before
