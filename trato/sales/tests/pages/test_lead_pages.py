"""Leads on their pages: spoken with, qualified, given up, converted; and the forms by which they come."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from trato.customers.public import Contact, create_contacts
from trato.foundation.public import Actor, LoggedEvent, User
from trato.sales.lead_forms.arriving import Arrival
from trato.sales.lead_forms.models import Answer, LeadForm, State
from trato.sales.lead_forms.use_cases import receive
from trato.sales.lead_forms.use_cases.capture import answer_of
from trato.sales.public import Deal, create_deals
from trato.sales.tests.pages.conftest import STRANGE, text

pytestmark = pytest.mark.django_db
FORMS = "/settings/lead-forms/"
GOOD = {
    "name": "Ask for an offer",
    "asked": ["name", "email"],
    "required": ["email"],
    "place_name": "1",
    "place_email": "2",
    "languages": ["en", "es"],
    "thanks_en": "We call you tomorrow.",
    "is_on": "on",
}


@pytest.fixture
def lead(as_alice: Actor) -> Contact:
    facts = {"name": "Eva Pons", "lifecycle_stage": "lead", "lead_status": "new", "source": "Fair"}
    (saved,) = create_contacts([facts], by=as_alice)
    return Contact.objects.get(pk=saved.id)


def status(lead: Contact) -> str:
    return Contact.objects.values_list("lead_status", flat=True).get(pk=lead.pk)


def test_a_lead_goes_its_way_by_keys(alices: Client, lead: Contact) -> None:
    assert "Eva Pons" in text(alices, f"/contacts/{lead.pk}/")
    for verb, now in (("contacted", "contacted"), ("qualify", "qualified")):
        assert alices.post(f"/contacts/{lead.pk}/{verb}/").status_code in (200, 302)
        assert status(lead) == now
    page = text(alices, f"/contacts/{lead.pk}/convert/")
    assert "Eva Pons" in page
    answer = alices.post(f"/contacts/{lead.pk}/convert/", {"name": "Roof of Eva", "amount": "1,200"})
    deal = Deal.objects.get()
    assert answer.status_code == 302
    assert str(deal.pk) in answer["Location"]
    assert (deal.name, deal.amount, deal.contact_id, deal.source) == ("Roof of Eva", 1200, lead.pk, "Fair")
    assert Contact.objects.get(pk=lead.pk).lifecycle_stage == "opportunity"
    assert alices.post(f"/contacts/{lead.pk}/convert/", {}).status_code in (302, 422)
    assert Deal.objects.count() == 1


def test_why_somebody_is_no_lead_is_one_of_the_reasons_and_more_words_are_a_note(alices: Client, lead: Contact) -> None:
    refused = alices.post(f"/contacts/{lead.pk}/unqualify/", {"reason": "mood", "words": "Zq words"})
    assert refused.status_code == 422
    assert "Zq words" in refused.content.decode()
    assert status(lead) == "new"
    assert (
        alices.post(f"/contacts/{lead.pk}/unqualify/", {"reason": "no_budget", "words": "Zq words"}).status_code == 302
    )
    assert status(lead) == "unqualified"
    assert "Zq words" in text(alices, f"/contacts/{lead.pk}/")
    event = LoggedEvent.objects.get(kind="sales.lead_unqualified")
    assert (event.data["reason"], "Zq" in str(event.data)) == ("no_budget", False)


def test_an_open_deal_with_the_same_person_is_shown_before_another_is_made(
    alices: Client, lead: Contact, as_alice: Actor
) -> None:
    create_deals([{"name": "Roof that is known", "contact": str(lead.pk)}], by=as_alice)
    assert "Roof that is known" in text(alices, f"/contacts/{lead.pk}/convert/")


@pytest.mark.parametrize("amount", ["many", "-5", "1e999", "5 XQQ"])
def test_an_amount_that_is_none_is_refused_with_all_that_was_typed(alices: Client, lead: Contact, amount: str) -> None:
    answer = alices.post(f"/contacts/{lead.pk}/convert/", {"name": "Roof of Eva", "amount": amount})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Roof of Eva" in page
    assert amount in page
    assert not Deal.objects.exists()
    assert Contact.objects.get(pk=lead.pk).lifecycle_stage == "lead"


def test_others_leads_are_not_found_and_customers_are_no_leads(
    browser: Callable[[User], Client], bob: User, alices: Client, lead: Contact
) -> None:
    bobs = browser(bob)
    for verb in ("contacted", "qualify", "unqualify", "convert"):
        assert bobs.post(f"/contacts/{lead.pk}/{verb}/", {"reason": "no_need"}).status_code == 404
    Contact.objects.filter(pk=lead.pk).update(lifecycle_stage="customer")
    answer = alices.post(f"/contacts/{lead.pk}/convert/", {"name": "Again"})
    assert answer.status_code in (404, 409, 422)
    assert not Deal.objects.exists()


# Forms among the settings


def test_a_form_is_made_shown_with_its_code_changed_and_closed(adas: Client) -> None:
    assert adas.post(f"{FORMS}new/", GOOD).status_code == 302
    form = LeadForm.objects.get()
    page = text(adas, f"{FORMS}{form.pk}/")
    assert form.key in page
    assert "form.js" in page
    assert "Ask for an offer" in text(adas, FORMS)
    assert adas.post(f"{FORMS}{form.pk}/change/", {**GOOD, "name": "Offers"}).status_code == 302
    assert text(Client(), f"/forms/{form.key}/")
    adas.post(f"{FORMS}{form.pk}/delete/")
    assert Client().get(f"/forms/{form.key}/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("asked", []),
        ("asked", ["name"]),
        ("asked", ["nothing", "email"]),
        ("asked", ["owner", "email"]),
        ("languages", []),
        ("languages", ["tlh"]),
        ("leads_to", "javascript:alert(1)"),
        ("leads_to", "//evil.example"),
        ("sites", "not a site"),
        ("purpose", "nothing"),
        ("thanks_en", "x" * 2_001),
    ],
)
def test_a_form_that_cannot_be_is_refused_and_what_was_typed_stays(adas: Client, field: str, value: Any) -> None:
    answer = adas.post(f"{FORMS}new/", {**GOOD, field: value})
    assert answer.status_code == 422
    assert field == "name" or "Ask for an offer" in answer.content.decode()
    assert not LeadForm.objects.exists()


def test_what_was_kept_back_is_let_in_or_dropped_on_the_page_of_its_form(adas: Client) -> None:
    adas.post(f"{FORMS}new/", GOOD)
    form = LeadForm.objects.get()
    for name in ("Honest", "Robot"):
        arrival = Arrival(given={"name": name, "email": f"{name.lower()}@people.example"}, language="en")
        answer_of(arrival, form, state=State.HELD, why="flood").save(force_insert=True)
    page = text(adas, f"{FORMS}{form.pk}/")
    assert "Honest" in page
    honest, robot = Answer.objects.order_by("id")
    assert adas.post(f"/settings/lead-answers/{honest.pk}/admit/").status_code == 302
    assert adas.post(f"/settings/lead-answers/{robot.pk}/drop/").status_code == 302
    assert adas.post(f"/settings/lead-answers/{robot.pk}/admit/").status_code == 404
    assert list(Contact.objects.values_list("name", flat=True)) == ["Honest"]
    assert receive.MOST_KEPT > 100


@pytest.mark.parametrize("value", STRANGE)
def test_whatever_is_typed_nothing_breaks(adas: Client, alices: Client, lead: Contact, value: str) -> None:
    names = (*(name for name in GOOD if name not in ("asked", "required", "languages")), "sites", "leads_to", "purpose")
    typed: dict[str, Any] = {**dict.fromkeys(names, value), "asked": [value, "email"], "languages": [value, "en"]}
    assert adas.post(f"{FORMS}new/", {**typed, "asked": ["email"]}).status_code in (302, 422)
    assert adas.post(f"{FORMS}new/", typed).status_code == 422
    words = dict.fromkeys(("name", "amount", "pipeline", "reason", "words"), value)
    assert alices.post(f"/contacts/{lead.pk}/unqualify/", words).status_code == 422
    assert alices.post(f"/contacts/{lead.pk}/convert/", words).status_code in (302, 422)
    assert Client().get(f"/forms/{value or 'x'}/".replace("\x00", "%00")).status_code in (400, 404)


def test_the_list_of_leads_shows_what_one_looks_at_of_a_lead(alices: Client, as_alice: Actor) -> None:
    create_contacts([{"name": "Pau Soler", "lifecycle_stage": "lead"}], by=as_alice)

    page = alices.get(reverse("sales:leads"), follow=True)

    shown = re.findall(r'data-column="(\w+)"', page.content.decode())
    assert shown[0] == "name"
    assert {"lead_status", "source", "company", "owner", "created_at"} <= set(shown)
    assert "phone" not in shown
