"""Of a lead one reads by which form it came and why it is whose it is; who filled the form in is thanked once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from trato.customers.public import Contact, update_contacts
from trato.foundation.public import SYSTEM, Actor, RecordUpdate, User
from trato.kit.ids import new_id
from trato.sales.lead_forms.models import Answer, LeadForm
from trato.sales.lead_forms.use_cases.save import FormFacts, save_lead_form
from trato.sales.routing.models import Way
from trato.sales.routing.use_cases.route import route_contacts
from trato.sales.routing.use_cases.rules import RuleFacts, save_routing_rule
from trato.sales.tests.pages.conftest import text

HTMX = {"HX-Request": "true"}
ASKED = [("name", True), ("email", True), ("phone", False), ("company", False), ("city", False)]
JOAN = {"name": "Joan Puig", "email": "joan@puig.example", "city": "Vic"}


@pytest.fixture
def form(installed: Any) -> LeadForm:
    return save_lead_form(FormFacts(name="Ask for an offer", asked=ASKED, languages=["en"]), by=SYSTEM)


@pytest.fixture
def fill_in(form: LeadForm, client: Client) -> Callable[..., Any]:
    return lambda **values: client.post(f"/forms/{form.key}/", values)


@pytest.fixture
def joan(fill_in: Callable[..., Any]) -> Contact:
    assert fill_in(**JOAN).status_code == 303
    return Contact.objects.get(name="Joan Puig")


def origins(page: Client, contact: Contact, field: str) -> str:
    return page.get(f"/contacts/{contact.id}/fields/{field}/history/", headers=HTMX).content.decode()


def panel_of_identities(page: Client, contact: Contact) -> list[tuple[str, str]]:
    """Each value with how it came here."""
    html = text(page, f"/contacts/{contact.id}/")
    found = re.findall(r'<bdi>([^<]*(?:<wbr>[^<]*)*)</bdi>.*?<em class="proof[^>]*>.*?</svg>([^<]*)</em>', html)
    return [(value.replace("<wbr>", ""), said) for value, said in found]


def test_a_value_says_which_form_it_came_by(joan: Contact, adas: Client) -> None:
    for field in ("name", "city", "email"):
        assert "By the form “Ask for an offer”" in origins(adas, joan, field)
        assert "By Trato" not in origins(adas, joan, field)


def test_the_name_of_the_form_is_the_one_that_it_has_now(joan: Contact, form: LeadForm, adas: Client) -> None:
    save_lead_form(FormFacts(name="Offers", asked=ASKED, languages=["en"]), form_id=form.id, by=SYSTEM)

    assert "By the form “Offers”" in origins(adas, joan, "city")


def test_a_form_that_is_gone_for_good_is_a_form_still(joan: Contact, form: LeadForm, adas: Client) -> None:
    Answer.objects.all().delete()
    form.delete()

    said = origins(adas, joan, "city")
    assert "By a form" in said
    assert str(form.id) not in said


def test_identities_say_the_form_and_not_that_a_program_brought_them(joan: Contact, adas: Client) -> None:
    assert panel_of_identities(adas, joan) == [("joan@puig.example", "by “Ask for an offer”")]


def test_what_a_colleague_or_a_program_adds_is_not_the_forms(
    joan: Contact, fill_in: Callable[..., Any], as_ada: Actor, adas: Client
) -> None:
    """A later row of the form tells all identities, and only what came with it is its own."""
    update_contacts(
        [RecordUpdate(id=joan.id, values={"website": "https://puig.example"})], by=as_ada.at("api"), adding=True
    )
    fill_in(**JOAN, phone="600 123 123")

    assert dict(panel_of_identities(adas, joan)) == {
        "joan@puig.example": "by “Ask for an offer”",
        "https://puig.example": "by a program",
        "+34 600 12 31 23": "by “Ask for an offer”",
    }


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, "They were the only one."),
        ({"way": Way.LOAD}, "They were the only one, with 0 open leads and deals."),
        ({"way": Way.TERRITORY, "lands": True}, "Their territory is closest: ES 08."),
    ],
    ids=["in turn", "by load", "by territory"],
)
def test_the_story_says_why_a_lead_is_whose_it_is(
    joan: Contact, alice: User, adas: Client, facts: dict[str, Any], reason: str
) -> None:
    if "lands" in facts:
        facts = {"way": Way.TERRITORY, "lands": [["ES", "", "08", alice.email]]}
        update_contacts([RecordUpdate(id=joan.id, values={"country": "ES", "postal_code": "08500"})], by=SYSTEM)
    save_routing_rule(RuleFacts(name="The north", **{"people": [alice.id], **facts}), by=SYSTEM)
    route_contacts({joan.id: new_id()}, captured={joan.id}, by=SYSTEM)

    story = text(adas, f"/contacts/{joan.id}/story/")
    assert "by the rule “The north”" in story
    assert f'<p class="t-note">{reason}</p>' in story


def test_the_story_says_why_nobody_got_it(joan: Contact, alice: User, adas: Client) -> None:
    fair = {"field": "source", "operator": "is", "value": ["Fair"]}
    save_routing_rule(RuleFacts(name="From the fair", people=[alice.id], rules=fair), by=SYSTEM)
    route_contacts({joan.id: new_id()}, captured={joan.id}, by=SYSTEM)

    story = text(adas, f"/contacts/{joan.id}/story/")
    assert "No rule found an owner" in story
    assert '<p class="t-note">No rule fits.</p>' in story


def test_who_filled_in_a_form_is_thanked_once(form: LeadForm, client: Client) -> None:
    page = text(client, f"/forms/{form.key}/thanks/")
    shown = page[page.index("<main") : page.index("</main>")]

    assert shown.count("Thank you") == 1
    assert "<h1" in shown
    assert "Ask for an offer" in shown
