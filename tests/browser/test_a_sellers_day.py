"""A seller's day: somebody asks on a web site, is given to a seller, called, and becomes a deal that is won by keys."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.customers.public import Contact
from trato.foundation.public import SYSTEM, User, run_readers
from trato.sales.lead_forms.models import LeadForm
from trato.sales.lead_forms.use_cases.save import FormFacts, save_lead_form
from trato.sales.pipelines.use_cases.stages import StageFacts, change_stage
from trato.sales.public import Deal, StageMove
from trato.sales.routing.use_cases.rules import RuleFacts, save_routing_rule

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(ada: User, alice: User, bob: User, settings: object, live_server: LiveServer) -> LeadForm:
    """Alice and Bob take turns; an offer needs a next step, and what is won a signature."""
    settings.BASE_URL = live_server.url  # type: ignore[attr-defined]  # what pytest-django gives
    save_routing_rule(RuleFacts(name="Whoever asks for an offer", people=sorted([alice.id, bob.id])), by=SYSTEM)
    offer = StageFacts(name="Proposal", probability=50, required_fields=["next_step"])
    change_stage("proposal", offer, by=ada.acting())
    won = StageFacts(name="Won", state="won", probability=100, checklist=["The contract is signed"])
    change_stage("won", won, by=ada.acting())
    asked = [("name", True), ("email", True), ("city", False)]
    return save_lead_form(FormFacts(name="Ask for an offer", asked=asked), by=SYSTEM)


def test_what_somebody_asks_on_a_web_site_is_won_by_the_evening(
    page: OpenPage,
    visit: Callable[..., Page],
    form: LeadForm,
    ada: User,
    alice: User,
    bob: User,
    live_server: LiveServer,
) -> None:
    plain = page(ada, f"/settings/lead-forms/{form.id}/").get_by_label("Code of the plain form").input_value()
    two_ask_for_an_offer(visit, plain, f'<script src="{live_server.url}/forms/{form.key}/form.js"></script>')
    assert run_readers()
    owned = {name: owner for name, owner in Contact.objects.values_list("name", "owner__name")}
    assert sorted(owned.values()) == ["Alice", "Bob"]
    mine, theirs = sorted(owned, key=lambda name: owned[name])

    tab = page(alice, "/")
    the_seller_finds_the_lead(tab, mine, theirs)
    logs_a_call(tab)
    makes_a_deal_of_it(tab)
    brings_it_over_the_board_by_keyboard(tab)
    the_story_tells_all_of_it(tab, mine)
    assert_no_csp_reports(tab)
    assert page(bob, f"/deals/{Deal.objects.get().id}/").get_by_text("Panels for the mill").count() == 0


def two_ask_for_an_offer(visit: Callable[..., Page], plain: str, script: str) -> None:
    for html, name in ((plain, "Eva Soler"), (script, "Joan Puig")):
        tab = visit(html, "?utm_source=fair")
        tab.get_by_label("Name").fill(name)
        tab.get_by_label("E-mail").fill(f"{name.split()[0].lower()}@mill.example")
        tab.wait_for_timeout(2_100)  # nobody types faster
        tab.get_by_role("button", name="Send").click()
        expect(tab.get_by_text("Thank you.")).to_be_visible()


def the_seller_finds_the_lead(tab: Page, mine: str, theirs: str) -> None:
    """With the reason why it is hers; what went to the south she does not see."""
    tab.keyboard.press("g")
    tab.keyboard.press("e")
    expect(tab.get_by_role("link", name=mine)).to_be_visible()
    expect(tab.get_by_role("link", name=theirs)).to_have_count(0)
    tab.wait_for_load_state()  # before it the page knows no keys
    tab.keyboard.press("j")
    expect(tab.get_by_role("link", name=mine)).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name=mine)).to_be_visible()
    tab.wait_for_load_state()
    why = tab.locator("#panels")
    expect(why).to_contain_text("Whoever asks for an offer")
    expect(why).to_contain_text("It was their turn among 2.")
    expect(why).to_contain_text("Ask for an offer")
    assert_accessible(tab)


def logs_a_call(tab: Page) -> None:
    tab.keyboard.press("a")
    expect(tab.get_by_role("button", name="Qualified", exact=True)).to_be_visible()
    tab.get_by_role("tab", name="Call").click()
    call = tab.get_by_role("tabpanel")
    expect(call.get_by_role("textbox", name="Subject")).to_be_focused()
    tab.keyboard.type("Wants the roof of the mill covered")
    call.get_by_label("Minutes").fill("12")
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#story")).to_contain_text("Wants the roof of the mill covered")


def makes_a_deal_of_it(tab: Page) -> None:
    tab.get_by_role("button", name="Convert").press("Enter")
    expect(tab.get_by_label("Name of the deal")).to_be_focused()
    tab.get_by_label("Name of the deal").fill("Panels for the mill")
    tab.get_by_label("Amount").fill("61400")
    assert_accessible(tab)
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Panels for the mill")).to_be_visible()
    tab.wait_for_load_state()


def brings_it_over_the_board_by_keyboard(tab: Page) -> None:
    """From here on nothing is pressed but keys."""
    tab.keyboard.press("g")
    tab.keyboard.press("b")
    expect(tab.locator("[data-lane=qualification] [data-card]")).to_contain_text("Panels for the mill")
    tab.wait_for_load_state()
    tab.keyboard.press("j")
    carry(tab, steps=2)
    gate = tab.locator("dialog[open]")
    expect(gate).to_contain_text("Into “Proposal”")
    expect(gate.get_by_label("Next step")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(gate).to_contain_text("“Next step” is needed at the stage “Proposal”.")
    expect(gate.get_by_label("Next step")).to_be_focused()
    tab.keyboard.type("Send the contract")
    assert_accessible(tab)
    tab.keyboard.press("Enter")
    expect(tab.locator("#toasts")).to_contain_text("Panels for the mill is in Proposal.")

    carry(tab, steps=3)
    expect(gate).to_contain_text("Into “Won”")
    expect(gate.get_by_label("The contract is signed")).to_be_focused()
    tab.keyboard.press(" ")
    tab.keyboard.press("Enter")
    expect(tab.locator("#board-count")).to_contain_text("0 open deals")
    assert Deal.objects.get().state == "won"
    assert list(StageMove.objects.order_by("id").values_list("to_stage_id", flat=True)) == [
        "qualification",
        "proposal",
        "won",
    ]


def carry(tab: Page, *, steps: int) -> None:
    card = tab.locator("[data-card]", has_text="Panels for the mill")
    expect(card.get_by_role("link")).to_be_focused()
    tab.keyboard.press(" ")
    expect(card).to_have_class(re.compile("t-lifted"))
    for _step in range(steps):
        tab.keyboard.press("ArrowRight")
    tab.keyboard.press(" ")


def the_story_tells_all_of_it(tab: Page, mine: str) -> None:
    deal = Deal.objects.get()
    tab.goto(f"/contacts/{Contact.objects.get(name=mine).id}/")
    told = tab.locator("#story")
    for text in (
        "They filled in the form Ask for an offer",
        "Given to Alice by the rule “Whoever asks for an offer”",
        "Wants the roof of the mill covered",
        "Alice made a deal of this lead",
        "Alice won Panels for the mill",
    ):
        expect(told).to_contain_text(text)
    tab.goto(f"/deals/{deal.id}/")
    expect(tab.locator("#story")).to_contain_text("Alice moved Panels for the mill")
    expect(tab.locator("#story")).to_contain_text("Alice won Panels for the mill")
    assert_accessible(tab)
