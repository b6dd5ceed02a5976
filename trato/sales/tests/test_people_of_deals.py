"""Whoever stands in deals is merged, taken apart again and erased: the sale stays, and only what is theirs goes."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from trato.customers.public import (
    Company,
    Contact,
    create_companies,
    create_contacts,
    merge_companies,
    merge_contacts,
    unmerge_companies,
    unmerge_contacts,
)
from trato.foundation.public import Actor, NotFound, read_page, record_kind
from trato.sales.deals.errors import DealRefused
from trato.sales.deals.panels import deals_of_company, deals_of_contact, people_of
from trato.sales.deals.use_cases.people import give_role, take_role
from trato.sales.public import Deal, DealContact, StageMove, create_deals, win_deals
from trato.sales.reports.catalogue import REPORTS
from trato.sales.tests.erasing import erase, left_in_the_database
from trato.sales.tests.reports.conftest import asked, row

pytestmark = pytest.mark.django_db


def contact(by: Actor, name: str, **values: Any) -> Contact:
    (saved,) = create_contacts([{"name": name, **values}], by=by)
    return Contact.objects.get(pk=saved.id)


def deal(by: Actor, **values: Any) -> Deal:
    (saved,) = create_deals([{"name": "Roof", "amount": "100 EUR", **values}], by=by)
    return Deal.objects.get(pk=saved.id)


def named(facts: Any) -> list[str]:
    return [each["deal"].name for each in (facts or {"deals": []})["deals"]]


def people(one: Deal, by: Actor) -> dict[str, str]:
    facts: Any = people_of(one.id, by)
    return {each["contact"].name: each["role"] for each in facts["people"]}


def listed(by: Actor, **filters: str) -> list[str]:
    from trato.foundation.public import filters_from

    kind = record_kind("deal")
    found, refused = filters_from(kind, {name: [value] for name, value in filters.items()}, seen_by=by)
    assert not refused
    return sorted(each["name"] for each in read_page(kind, seen_by=by, columns=["name"], filters=found, limit=50).rows)


# Roles


def test_each_role_is_kept_and_the_last_word_on_somebody_counts(as_alice: Actor, nuria: Contact) -> None:
    one, eva = deal(as_alice), contact(as_alice, "Eva")
    give_role(one.id, str(nuria.id), role="champion", by=as_alice)
    give_role(one.id, "Eva", role="blocker", by=as_alice)
    give_role(one.id, str(nuria.id), role="decision_maker", by=as_alice)
    assert people(one, as_alice) == {"Eva": "blocker", "Núria Bosch": "decision_maker"}
    take_role(one.id, eva.id, by=as_alice)
    assert people(one, as_alice) == {"Núria Bosch": "decision_maker"}
    one.refresh_from_db()
    assert one.version == 5


@pytest.mark.parametrize(("who", "role"), [("Nobody", "champion"), ("Núria Bosch", "boss"), ("", "other")])
def test_a_role_or_somebody_there_is_not_is_refused(as_alice: Actor, nuria: Contact, who: str, role: str) -> None:
    one = deal(as_alice)
    with pytest.raises(DealRefused):
        give_role(one.id, who, role=role, by=as_alice)
    assert not DealContact.objects.exists()


def test_of_two_with_one_name_nobody_is_guessed(as_alice: Actor) -> None:
    contact(as_alice, "Eva Pons")
    contact(as_alice, "Eva Pons")
    with pytest.raises(DealRefused, match="Several are called"):
        give_role(deal(as_alice).id, "Eva Pons", role="champion", by=as_alice)


def test_whom_the_reader_does_not_see_is_not_named(as_alice: Actor, as_bob: Actor, as_ada: Actor) -> None:
    secret = contact(as_bob, "Secret")
    one = deal(as_alice)
    with pytest.raises(DealRefused):
        give_role(one.id, "Secret", role="champion", by=as_alice)
    give_role(one.id, str(secret.id), role="champion", by=as_ada)
    assert people(one, as_alice) == {}
    give_role(one.id, str(contact(as_alice, "Eva").id), role="other", by=as_alice)
    assert people(one, as_ada) == {"Secret": "champion", "Eva": "other"}


# Merged


def test_deals_of_the_one_are_deals_of_the_other_after_a_merge_and_come_apart_again(as_alice: Actor) -> None:
    one, twin = contact(as_alice, "Nuria"), contact(as_alice, "N. Bosch")
    deal(as_alice, name="Of one", contact=str(one.id))
    deal(as_alice, name="Of twin", contact=str(twin.id))
    merge_contacts({twin.id: one.id}, by=as_alice)
    assert sorted(named(deals_of_contact(one.id, as_alice))) == ["Of one", "Of twin"]
    assert listed(as_alice, contact=str(one.id)) == ["Of one", "Of twin"]
    deal(as_alice, name="Of both", contact=str(twin.id))
    assert Deal.objects.get(name="Of both").contact_id == one.id
    unmerge_contacts([twin.id], by=as_alice)
    assert named(deals_of_contact(twin.id, as_alice)) == ["Of twin"]
    assert listed(as_alice, contact=str(twin.id)) == ["Of twin"]
    assert sorted(named(deals_of_contact(one.id, as_alice))) == ["Of both", "Of one"]


def test_who_had_two_says_before_the_merge_is_named_once(as_alice: Actor) -> None:
    one, twin = contact(as_alice, "Nuria"), contact(as_alice, "N. Bosch")
    roof = deal(as_alice)
    give_role(roof.id, str(twin.id), role="blocker", by=as_alice)
    give_role(roof.id, str(one.id), role="champion", by=as_alice)
    merge_contacts({twin.id: one.id}, by=as_alice)
    facts: Any = people_of(roof.id, as_alice)
    assert [(each["contact"].id, each["role"]) for each in facts["people"]] == [(one.id, "champion")]
    take_role(roof.id, one.id, by=as_alice)
    assert people(roof, as_alice) == {}
    assert named(deals_of_contact(one.id, as_alice)) == []


def test_companies_that_are_merged_bring_their_deals_and_reports_count_them_together(as_ada: Actor) -> None:
    rows = [{"name": "Horno", "industry": "Bakery"}, {"name": "Horno S.L.", "industry": "Ovens"}]
    one, twin = create_companies(rows, by=as_ada)
    deal(as_ada, name="Of one", company=str(one.id), stage="won", close_on="2026-01-02")
    deal(as_ada, name="Of twin", company=str(twin.id), stage="won", close_on="2026-01-02")

    def bakeries() -> int:
        found = REPORTS["win_rate"].make(asked(as_ada, period="all"), "company.industry")
        return int(row(found, "Bakery").cells[0].value or 0)

    assert bakeries() == 1
    merge_companies({twin.id: one.id}, by=as_ada)
    assert bakeries() == 2
    facts: Any = deals_of_company(one.id, as_ada)
    assert (facts["won_count"], facts["won"].amount) == (2, 200)
    assert listed(as_ada, company=str(one.id)) == ["Of one", "Of twin"]
    unmerge_companies([twin.id], by=as_ada)
    assert bakeries() == 1
    assert listed(as_ada, company=str(twin.id)) == ["Of twin"]


# Erased


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


def test_an_erased_contact_leaves_sales_as_figures_and_no_word_of_theirs(
    as_ada: Actor, bakery: Company, own_home: Path
) -> None:
    zenobia = contact(as_ada, "Zenobia Quintanar", email="zenobia@quintanar.example")
    eva = contact(as_ada, "Eva")
    alone = deal(
        as_ada,
        name="Roof of Zenobia Quintanar",
        contact=str(zenobia.id),
        next_step="Call Zenobia",
        competitor="Quintanar's cousin",
        source="Zenobia herself",
        lines=[{"description": "Panels for Zenobia", "unit_price": "50", "quantity": "2"}],
    )
    firms = deal(as_ada, name="Oven", company=str(bakery.id), contact=str(zenobia.id))
    give_role(firms.id, str(zenobia.id), role="champion", by=as_ada)
    give_role(firms.id, str(eva.id), role="blocker", by=as_ada)
    win_deals([alone.id, firms.id], by=as_ada)
    assert left_in_the_database("Zenobia")

    erase(zenobia, as_ada)

    assert left_in_the_database("Zenobia", "Quintanar") == []
    for one in (alone, firms):
        one.refresh_from_db()
        assert (one.contact_id, one.state, one.amount) == (None, "won", Decimal(100))
    assert firms.name == "Oven"
    assert people(firms, as_ada) == {"Eva": "blocker"}
    assert StageMove.objects.filter(deal=alone).count() == 2
    found = REPORTS["quarters"].make(asked(as_ada, period="all"), "")
    assert found.total is not None
    assert [cell.value for cell in found.total.cells][:1] == [2]


def test_a_deal_that_is_not_there_has_no_people(as_alice: Actor, nuria: Contact) -> None:
    with pytest.raises(NotFound):
        give_role(nuria.id, str(nuria.id), role="other", by=as_alice)
