"""Firms: named by themselves or their domain, parts of one another."""

from uuid import uuid4

import pytest
from django.db import connection

from trato.customers.public import Company, Contact, create_companies, trash_companies, update_companies
from trato.foundation.public import Actor, Change, LoggedEvent, NotFound, RecordUpdate, RowsRefused


def company(name: str) -> Company:
    return Company.objects.get(name=name)


def test_a_firm_is_stored_with_what_is_known(as_alice: Actor) -> None:
    facts = {"name": "Huerta", "employee_count": "1,250", "annual_revenue": "€ 12.50", "founded_year": 1990}
    create_companies([{**facts, "domain": "Huerta.example", "country": "Spain"}], by=as_alice)

    huerta = company("Huerta")
    assert (huerta.employee_count, str(huerta.annual_revenue), huerta.annual_revenue_currency) == (
        1250,
        "12.5000",
        "EUR",
    )
    assert huerta.identities.get().normalised == "huerta.example"
    assert huerta.addresses.get().country == "ES"
    assert (huerta.owner_id, [huerta.team_id]) == (as_alice.id, list(as_alice.teams))


def test_a_firm_known_only_by_its_domain_is_called_by_it(as_alice: Actor) -> None:
    create_companies([{"domain": "huerta.example"}], by=as_alice)

    assert Company.objects.get().name == "huerta.example"


@pytest.mark.parametrize("facts", [{}, {"name": ""}, {"name": None, "city": "Alzira"}])
def test_a_firm_has_a_name(facts: dict[str, str | None], as_alice: Actor) -> None:
    with pytest.raises(RowsRefused, match="A company needs a name"):
        create_companies([facts], by=as_alice)


def test_money_taken_away_takes_its_currency_along(bakery: Company, as_alice: Actor) -> None:
    for value in ({"amount": "10", "currency": "USD"}, None):
        update_companies([RecordUpdate(id=bakery.id, values={"annual_revenue": value})], by=as_alice)

    bakery.refresh_from_db()
    assert (bakery.annual_revenue, bakery.annual_revenue_currency) == (None, "")
    change = Change.objects.filter(record_id=bakery.id).latest("version")
    assert change.before == {"annual_revenue": {"amount": "10.00", "currency": "USD"}}


def test_parents_may_stand_in_the_same_set_in_any_order(as_alice: Actor) -> None:
    rows = [{"name": "Shop", "parent": "holding"}, {"name": "Holding"}, {"name": "Bakery", "parent": "Shop"}]
    create_companies(rows, by=as_alice)

    assert company("Shop").parent == company("Holding")
    assert company("Bakery").parent == company("Shop")


@pytest.mark.parametrize(
    ("parent", "reason"),
    [
        ("Huerta", "not its own parent"),
        ("Nobody", "No company is called “Nobody”"),
        ("b73fd84d-7377-409e-a7d2-946b935dd77a", "There is no such company"),
        ("Twin", "Several companies are called “Twin”"),
    ],
)
def test_a_parent_that_is_none_is_refused(parent: str, reason: str, as_alice: Actor) -> None:
    create_companies([{"name": "Twin"}, {"name": "Twin"}], by=as_alice)

    with pytest.raises(RowsRefused, match=reason) as refused:
        create_companies([{"name": "Huerta", "parent": parent}], by=as_alice)
    assert list(refused.value.rows[0]) == ["parent"]
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # a key to nowhere is told only at the end


def test_a_firm_is_not_part_of_itself(bakery: Company, as_alice: Actor) -> None:
    for itself in (str(bakery.id), "Corner Bakery", "corner bakery"):
        with pytest.raises(RowsRefused, match="not its own parent"):
            update_companies([RecordUpdate(id=bakery.id, values={"parent": itself})], by=as_alice)


def test_a_parent_renamed_in_the_same_set_is_not_lost_silently(bakery: Company, as_alice: Actor) -> None:
    (other,) = create_companies([{"name": "Old"}], by=as_alice)
    asked = [
        RecordUpdate(id=bakery.id, values={"parent": "Fresh"}),
        RecordUpdate(id=other.id, values={"name": "Fresh"}),
    ]

    with pytest.raises(RowsRefused, match="No company is called “Fresh”"):
        update_companies(asked, by=as_alice)


def test_a_parent_in_the_trash_stays_and_is_no_ones_new_parent(bakery: Company, as_alice: Actor) -> None:
    (part,) = create_companies([{"name": "Shop", "parent": str(bakery.id)}], by=as_alice)
    trash_companies([bakery.id], by=as_alice)
    same = RecordUpdate(id=part.id, values={"parent": str(bakery.id), "industry": "Bread"})
    (saved,) = update_companies([same], by=as_alice)

    assert saved.fields == ("industry",)
    with pytest.raises(RowsRefused, match="no such company"):
        create_companies([{"name": "Stall", "parent": str(bakery.id)}], by=as_alice)


def test_a_new_stage_is_told_in_the_log(bakery: Company, as_alice: Actor) -> None:
    update_companies(
        [RecordUpdate(id=bakery.id, values={"lifecycle_stage": "Customer", "industry": "Bread"})], by=as_alice
    )

    event = LoggedEvent.objects.get(kind="customers.company_changed")
    assert (event.company_id, event.subject_version, event.data["stage"]) == (bakery.id, 2, "customer")
    assert event.data["fields"] == ["lifecycle_stage", "industry"]


def test_a_change_that_is_none_is_not_in_the_log(bakery: Company, as_alice: Actor) -> None:
    update_companies([RecordUpdate(id=bakery.id, values={"name": "Corner Bakery", "industry": None})], by=as_alice)

    assert not LoggedEvent.objects.filter(kind="customers.company_changed").exists()


def test_its_people_keep_it_while_it_is_in_the_trash(nuria: Contact, bakery: Company, as_alice: Actor) -> None:
    trash_companies([bakery.id], by=as_alice)

    assert nuria.positions.get().company_id == bakery.id


def test_all_firms_are_seen_and_only_near_ones_changed(bakery: Company, as_bob: Actor) -> None:
    with pytest.raises(Exception, match="You may see this company but not change it"):
        update_companies([RecordUpdate(id=bakery.id, values={"industry": "Bread"})], by=as_bob)
    with pytest.raises(NotFound):
        update_companies([RecordUpdate(id=uuid4(), values={"industry": "Bread"})], by=as_bob)
