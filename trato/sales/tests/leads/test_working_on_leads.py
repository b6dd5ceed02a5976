"""The list of leads, what is done about one, and making a deal of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from trato.customers.public import Company, Contact, Note, create_contacts
from trato.foundation.public import (
    SYSTEM,
    Actor,
    LoggedEvent,
    NotAllowed,
    NotFound,
    Reach,
    Role,
    User,
)
from trato.kit.testing.programs import Program
from trato.sales.deals.models import Deal
from trato.sales.leads.errors import LeadRefused
from trato.sales.leads.use_cases.convert import Wanted, convert_lead
from trato.sales.leads.use_cases.status import contact_leads, qualify_leads, unqualify_lead

HTMX = {"HX-Request": "true"}


@pytest.fixture
def seller(seller: Role) -> Role:
    seller.rights = {**seller.rights, "sales.see_deals": int(Reach.TEAM), "sales.create_deals": int(Reach.ALL)}
    seller.save()
    return seller


@pytest.fixture
def lead(as_alice: Actor, bakery: Company) -> Contact:
    facts = {"name": "Joan Puig", "company": str(bakery.id), "lead_status": "new", "source": "Fair"}
    (saved,) = create_contacts([facts], by=as_alice)
    return Contact.objects.get(pk=saved.id)


@pytest.fixture
def alices(alice: User, client: Client) -> Client:
    client.force_login(alice)
    return client


def status(lead: Contact) -> tuple[str, str]:
    return Contact.objects.values_list("lifecycle_stage", "lead_status").get(pk=lead.pk)


class TestConverting:
    def test_a_deal_is_made_and_nothing_is_copied(self, lead: Contact, as_alice: Actor) -> None:
        deal = Deal.objects.get(pk=convert_lead(lead.pk, Wanted(), by=as_alice))

        assert (deal.name, deal.source, deal.contact_id) == ("Corner Bakery", "Fair", lead.pk)
        assert deal.company is not None
        assert deal.company.name == "Corner Bakery"
        assert deal.owner_id == as_alice.id
        assert status(lead) == ("opportunity", "qualified")
        assert Contact.objects.count() == 1

    def test_the_story_tells_it_with_the_deal(self, lead: Contact, as_alice: Actor) -> None:
        deal = convert_lead(lead.pk, Wanted(name="Ovens", amount="1200"), by=as_alice)

        event = LoggedEvent.objects.get(kind="sales.lead_converted")
        assert (event.contact_id, event.data) == (lead.pk, {"deal": str(deal)})

    def test_only_once(self, lead: Contact, as_alice: Actor) -> None:
        convert_lead(lead.pk, Wanted(), by=as_alice)

        with pytest.raises(LeadRefused, match="no lead"):
            convert_lead(lead.pk, Wanted(), by=as_alice)
        assert Deal.objects.count() == 1

    def test_what_is_refused_leaves_everything_as_it_was(self, lead: Contact, as_alice: Actor) -> None:
        from trato.kit.errors import DomainError

        with pytest.raises(DomainError):
            convert_lead(lead.pk, Wanted(amount="much"), by=as_alice)
        assert status(lead) == ("lead", "new")
        assert not Deal.objects.exists()

    def test_a_stranger_learns_nothing_of_it(self, lead: Contact, as_bob: Actor) -> None:
        with pytest.raises(NotFound):
            convert_lead(lead.pk, Wanted(), by=as_bob)

    def test_without_the_right_to_deals_there_is_no_converting(self, lead: Contact, as_charlie: Actor) -> None:
        with pytest.raises(NotAllowed):
            convert_lead(lead.pk, Wanted(), by=as_charlie)


class TestStatus:
    def test_contacted_then_qualified(self, lead: Contact, as_alice: Actor) -> None:
        contact_leads([lead.pk], by=as_alice)
        first = status(lead)
        qualify_leads([lead.pk], by=as_alice)

        assert (first[1], status(lead)[1]) == ("contacted", "qualified")

    def test_no_lead_after_all_says_why(self, lead: Contact, as_alice: Actor) -> None:
        unqualify_lead(lead.pk, reason="no_budget", words="Next year perhaps", by=as_alice)

        event = LoggedEvent.objects.get(kind="sales.lead_unqualified")
        assert (event.data, status(lead)[1]) == ({"reason": "no_budget"}, "unqualified")
        assert Note.objects.get().body == "Next year perhaps"

    @pytest.mark.parametrize("reason", ["", "because", "no_budget ", "x" * 500])
    def test_a_reason_that_is_none_is_refused(self, lead: Contact, as_alice: Actor, reason: str) -> None:
        with pytest.raises(LeadRefused):
            unqualify_lead(lead.pk, reason=reason, by=as_alice)
        assert status(lead)[1] == "new"

    def test_a_customer_is_no_lead(self, lead: Contact, as_alice: Actor) -> None:
        Contact.objects.filter(pk=lead.pk).update(lifecycle_stage="customer")

        with pytest.raises(LeadRefused):
            contact_leads([lead.pk], by=as_alice)


class TestPages:
    def test_the_menu_leads_to_the_contacts_that_are_leads(self, lead: Contact, alices: Client) -> None:
        create_contacts([{"name": "Old customer", "lifecycle_stage": "customer"}], by=SYSTEM)
        answer = alices.get("/leads/", follow=True)

        page = answer.content.decode()
        assert 'href="/leads/"' in page
        assert "Joan Puig" in page
        assert "Old customer" not in page

    def test_a_lead_shows_what_can_be_done_about_it(self, lead: Contact, alices: Client) -> None:
        page = alices.get(f"/contacts/{lead.pk}/").content.decode()

        assert f'action="/contacts/{lead.pk}/contacted/"' in page
        assert f'action="/contacts/{lead.pk}/convert/"' in page
        assert f'action="/contacts/{lead.pk}/qualify/"' not in page

    def test_a_key_marks_it_where_one_is(self, lead: Contact, alices: Client) -> None:
        answer = alices.post(f"/contacts/{lead.pk}/contacted/", headers=HTMX)

        assert answer["HX-Refresh"] == "true"
        assert status(lead)[1] == "contacted"
        assert alices.post(f"/contacts/{lead.pk}/qualify/").status_code == 302

    def test_a_key_without_more_asks_for_it(self, lead: Contact, alices: Client) -> None:
        for act in ("convert", "unqualify"):
            answer = alices.post(f"/contacts/{lead.pk}/{act}/", headers=HTMX)
            assert answer["HX-Redirect"] == f"/contacts/{lead.pk}/{act}/"
            assert alices.get(answer["HX-Redirect"]).status_code == 200
        assert status(lead) == ("lead", "new")

    def test_converting_opens_the_deal(self, lead: Contact, alices: Client) -> None:
        answer = alices.post(f"/contacts/{lead.pk}/convert/", {"name": "Ovens", "amount": "1,200"})

        deal = Deal.objects.get()
        assert answer["Location"] == f"/deals/{deal.pk}/"
        assert deal.name == "Ovens"

    def test_what_was_typed_stays_when_it_is_refused(self, lead: Contact, alices: Client) -> None:
        answer = alices.post(f"/contacts/{lead.pk}/convert/", {"name": "Ovens", "amount": "much"})

        assert answer.status_code == 422
        assert 'value="Ovens"' in answer.content.decode()
        assert 'value="much"' in answer.content.decode()

    def test_a_second_deal_is_warned_of(self, lead: Contact, alices: Client, as_alice: Actor) -> None:
        convert_lead(lead.pk, Wanted(name="First oven"), by=as_alice)
        Contact.objects.filter(pk=lead.pk).update(lifecycle_stage="lead")

        assert "First oven" in alices.get(f"/contacts/{lead.pk}/convert/").content.decode()

    def test_no_reason_is_asked_again(self, lead: Contact, alices: Client) -> None:
        answer = alices.post(f"/contacts/{lead.pk}/unqualify/", {"words": "Hm"})

        assert answer.status_code == 422
        assert "Hm" in answer.content.decode()

    def test_the_story_and_the_panels_open(self, lead: Contact, alices: Client, as_alice: Actor) -> None:
        convert_lead(lead.pk, Wanted(name="Ovens"), by=as_alice)
        unqualify = create_contacts([{"name": "Other", "lead_status": "new"}], by=as_alice)[0].id
        unqualify_lead(unqualify, reason="wrong_fit", by=as_alice)

        assert "made a deal of this lead" in alices.get(f"/contacts/{lead.pk}/").content.decode()
        assert "Not a customer for us" in alices.get(f"/contacts/{unqualify}/").content.decode()


class TestPrograms:
    @pytest.fixture
    def program(self, alice: User, program_of: Callable[[User], Program]) -> Program:
        return program_of(alice)

    def test_a_lead_is_converted(self, lead: Contact, program: Program) -> None:
        answer = program.post(f"/leads/{lead.pk}/convert", {"name": "Ovens"})

        assert (answer.status_code, answer.json()["deal_id"]) == (201, str(Deal.objects.get().pk))

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({"status": "contacted"}, 204),
            ({"status": "unqualified", "reason": "no_need", "words": "No"}, 204),
            ({"status": "unqualified"}, 422),
            ({"status": "junk"}, 422),
            ({}, 422),
            ({"status": "contacted", "more": 1}, 422),
        ],
    )
    def test_its_status_is_told(self, lead: Contact, program: Program, body: dict[str, Any], code: int) -> None:
        assert program.post(f"/leads/{lead.pk}/status", body).status_code == code
