"""What a lead hands to its deal and what it keeps, several leads at once, and leads that are two or none."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from trato.customers.public import (
    Company,
    Contact,
    Note,
    create_contacts,
    merge_contacts,
    trash_contacts,
    update_contacts,
)
from trato.foundation.public import SYSTEM, Actor, LoggedEvent, NotAllowed, NotFound, RecordUpdate
from trato.kit.errors import DomainError
from trato.sales.leads.errors import LeadRefused
from trato.sales.leads.stages import REASONS
from trato.sales.leads.use_cases.convert import Wanted, convert_lead
from trato.sales.leads.use_cases.status import contact_leads, qualify_leads, unqualify_lead
from trato.sales.public import Deal


def lead(by: Actor, name: str = "Marta Soler", **facts: Any) -> Contact:
    values = {"name": name, "lifecycle_stage": "lead", "lead_status": "new", **facts}
    (saved,) = create_contacts([values], by=by)
    return Contact.objects.get(pk=saved.id)


def converted(one: Contact, by: Actor, **wanted: str) -> Deal:
    return Deal.objects.get(pk=convert_lead(one.id, Wanted(**wanted), by=by))


def statuses(*leads: Contact) -> list[str]:
    found = dict(Contact.objects.filter(pk__in=[one.id for one in leads]).values_list("pk", "lead_status"))
    return [found[one.id] for one in leads]


def test_the_deal_is_of_the_leads_firm_owner_and_source(as_alice: Actor, as_ada: Actor, bakery: Company) -> None:
    deal = converted(lead(as_alice, company=str(bakery.id), source="Fair"), as_ada)

    assert (deal.company_id, deal.owner_id, deal.source) == (bakery.id, as_alice.id, "Fair")
    assert deal.name == "Corner Bakery"


def test_a_lead_of_nobody_becomes_a_deal_of_whoever_converts_it(as_ada: Actor) -> None:
    deal = converted(lead(SYSTEM, owner=None), as_ada)

    assert (deal.owner_id, deal.company_id, deal.name) == (as_ada.id, None, "Marta Soler")


@pytest.mark.parametrize(
    ("name", "called"), [("", "Marta Soler"), ("   ", "Marta Soler"), ("  Roof \n of  Marta ", "Roof of Marta")]
)
def test_the_name_that_was_wanted_is_tidied_and_without_one_it_is_the_leads(
    as_alice: Actor, name: str, called: str
) -> None:
    assert converted(lead(as_alice), as_alice, name=name).name == called


@pytest.mark.parametrize(
    "wanted",
    [{"name": "x" * 301}, {"amount": "much"}, {"amount": "-5"}, {"amount": "9" * 30}, {"pipeline": "none"}],
    ids=["a long name", "no amount", "a debt", "too much", "no pipeline"],
)
def test_a_deal_that_cannot_be_leaves_the_lead_as_it_was(as_alice: Actor, wanted: dict[str, str]) -> None:
    one = lead(as_alice)
    with pytest.raises(DomainError):
        convert_lead(one.id, Wanted(**wanted), by=as_alice)

    before = (one.version, one.lifecycle_stage)
    one.refresh_from_db()
    assert (one.version, one.lifecycle_stage) == before
    assert not Deal.objects.exists()
    assert not LoggedEvent.objects.filter(kind="sales.lead_converted", contact_id=one.id).exists()


def test_an_amount_may_be_in_other_money(as_alice: Actor) -> None:
    deal = converted(lead(as_alice), as_alice, amount="500 INR")

    assert (deal.amount, deal.amount_currency, deal.base_amount) == (Decimal(500), "INR", None)


def test_of_two_that_are_one_the_one_is_converted_and_the_other_is_nobody(as_alice: Actor) -> None:
    one, twin = lead(as_alice), lead(as_alice, "M. Soler")
    merge_contacts({twin.id: one.id}, by=as_alice)

    with pytest.raises(NotFound):
        convert_lead(twin.id, Wanted(), by=as_alice)
    assert converted(one, as_alice).contact_id == one.id
    assert Deal.objects.count() == 1


def test_one_in_the_trash_is_no_lead_any_more(as_alice: Actor) -> None:
    one = lead(as_alice)
    trash_contacts([one.id], by=as_alice)

    for act in (lambda: convert_lead(one.id, Wanted(), by=as_alice), lambda: contact_leads([one.id], by=as_alice)):
        with pytest.raises(NotFound):
            act()


# Several at once


def test_several_are_marked_together_with_one_event_each(as_alice: Actor) -> None:
    both = [lead(as_alice, f"Lead {number}") for number in range(2)]
    contact_leads([one.id for one in both], by=as_alice)
    assert statuses(*both) == ["contacted", "contacted"]

    qualify_leads([one.id for one in both], by=as_alice)
    assert statuses(*both) == ["qualified", "qualified"]
    for one in both:
        assert LoggedEvent.objects.filter(contact_id=one.id, kind="customers.contact_changed").count() == 2


@pytest.mark.parametrize("spoiler", ["a customer", "in the trash", "of the south"])
def test_one_that_cannot_be_marked_keeps_all_of_them_back(spoiler: str, as_alice: Actor, as_bob: Actor) -> None:
    fine = lead(as_alice, "Fine")
    other = lead(as_bob if spoiler == "of the south" else as_alice, "Spoiler")
    if spoiler == "a customer":
        update_contacts([RecordUpdate(id=other.id, values={"lifecycle_stage": "customer"})], by=as_alice)
    if spoiler == "in the trash":
        trash_contacts([other.id], by=as_alice)
    with pytest.raises((LeadRefused, NotFound, NotAllowed)):
        contact_leads([fine.id, other.id], by=as_alice)

    assert statuses(fine) == ["new"]


# No lead after all


@pytest.mark.parametrize("reason", [code for code, _label in REASONS])
def test_each_reason_is_told_in_the_log_as_its_code(reason: str, as_alice: Actor) -> None:
    one = lead(as_alice)
    unqualify_lead(one.id, reason=reason, by=as_alice)

    assert statuses(one) == ["unqualified"]
    event = LoggedEvent.objects.get(kind="sales.lead_unqualified", contact_id=one.id)
    assert event.data["reason"] == reason


def notes_of(contact_id: UUID) -> list[str]:
    return list(Note.objects.filter(contact_id=contact_id).values_list("body", flat=True))


@pytest.mark.parametrize(("words", "notes"), [("", []), (" \n ", []), ("Builds it alone", ["Builds it alone"])])
def test_more_words_are_a_note_and_never_in_the_log(words: str, notes: list[str], as_alice: Actor) -> None:
    one = lead(as_alice)
    unqualify_lead(one.id, reason=REASONS[0][0], words=words, by=as_alice)

    assert notes_of(one.id) == notes
    assert "Builds" not in str(list(LoggedEvent.objects.filter(contact_id=one.id).values_list("data", flat=True)))


def test_a_reason_that_is_none_changes_and_writes_nothing(as_alice: Actor) -> None:
    one = lead(as_alice)
    with pytest.raises(LeadRefused):
        unqualify_lead(one.id, reason="mood", words="Just so", by=as_alice)

    assert statuses(one) == ["new"]
    assert notes_of(one.id) == []
