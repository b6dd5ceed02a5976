"""A form on a site of another origin, filled in by a stranger; and the settings around it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.customers.public import Consent, Contact, create_purpose
from trato.foundation.public import SYSTEM, User
from trato.sales.lead_forms.models import Answer, LeadForm
from trato.sales.lead_forms.use_cases.save import FormFacts, save_lead_form
from trato.sales.routing.models import RoutingRule
from trato.sales.routing.use_cases.rules import RuleFacts, save_routing_rule
from trato.sales.scoring.models import ScoringRule

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHOTS = os.environ.get("LEAD_SHOTS", "")
POLICY = "default-src 'none'; script-src {ours}; connect-src {ours}; form-action {ours}"


@pytest.fixture
def form(installed: object, settings: object, live_server: LiveServer) -> LeadForm:
    settings.BASE_URL = live_server.url  # type: ignore[attr-defined]  # what pytest-django gives
    wording = {"en": "Yes, write to me about solar panels."}
    create_purpose("news", "News", channels=["email"], wordings=wording, by=SYSTEM)
    facts = FormFacts(
        name="Ask for an offer",
        asked=[("name", True), ("email", True), ("country", False)],
        purpose="news",
        thanks={"en": "We call you tomorrow."},
    )
    return save_lead_form(facts, by=SYSTEM)


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def test_the_script_draws_and_sends_it_from_another_origin(
    form: LeadForm, visit: Callable[..., Page], live_server: LiveServer
) -> None:
    script = f"{live_server.url}/forms/{form.key}/form.js"
    policy = POLICY.format(ours=live_server.url)
    page = visit(
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><script src="{script}" async></script>',
        "?utm_source=fair&utm_campaign=spring",
    )

    page.get_by_label("E-mail").fill("joan@puig.example")
    page.get_by_label("Yes, write to me about solar panels.").check()
    page.get_by_label("Name").fill("Joan Puig")
    page.wait_for_timeout(2_100)  # nobody types faster
    shot(page, "embedded")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_have_text("We call you tomorrow.")

    answer = Answer.objects.get()
    assert answer.campaign == {"source": "fair", "campaign": "spring"}
    assert answer.page.endswith("/offer.html?utm_source=fair&utm_campaign=spring")
    assert Contact.objects.get().name == "Joan Puig"
    assert Consent.objects.get().source == "form"


def test_what_is_refused_is_said_beside_its_field(
    form: LeadForm, visit: Callable[..., Page], live_server: LiveServer
) -> None:
    page = visit(f'<script src="{live_server.url}/forms/{form.key}/form.js"></script>')
    page.get_by_label("Name").fill("Joan Puig")
    page.locator("form").evaluate("form => { form.noValidate = true; }")  # a browser that asks nothing
    page.wait_for_timeout(2_100)
    page.get_by_role("button", name="Send").click()

    expect(page.locator(".trato-problem:not(:empty)")).to_have_count(1)
    expect(page.get_by_label("Name")).to_have_value("Joan Puig")


def test_plain_html_from_another_origin_leads_to_the_thanks(
    form: LeadForm, visit: Callable[..., Page], page: OpenPage, ada: User
) -> None:
    settings = page(ada, f"/settings/lead-forms/{form.id}/")
    code = settings.get_by_label("Code of the plain form").input_value()
    assert_accessible(settings)
    assert_no_csp_reports(settings)
    shot(settings, "settings")

    tab = visit(code)
    tab.get_by_label("Name").fill("Eva Soler")
    tab.get_by_label("E-mail").fill("eva@soler.example")
    tab.get_by_role("button", name="Send").click()

    expect(tab.get_by_text("We call you tomorrow.")).to_be_visible()
    assert Contact.objects.get().name == "Eva Soler"


def test_our_own_page_is_sent_by_keyboard_on_a_phone(form: LeadForm, page: OpenPage) -> None:
    tab = page(None, f"/forms/{form.key}/", width=375)
    assert_accessible(tab)
    shot(tab, "own-375")
    tab.get_by_label("Name").fill("Joan Puig")
    tab.get_by_label("E-mail").fill("joan@puig.example")
    tab.wait_for_timeout(2_100)
    tab.get_by_label("E-mail").press("Enter")

    expect(tab.get_by_text("We call you tomorrow.")).to_be_visible()
    assert_no_csp_reports(tab)


def test_a_form_a_rule_and_points_are_made_in_the_settings(page: OpenPage, ada: User, alice: User) -> None:
    tab = page(ada, "/settings/lead-forms/new/")
    tab.get_by_label("Name", exact=True).first.fill("Newsletter")
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("heading", name="Newsletter", level=1)).to_be_visible()
    assert LeadForm.objects.get().asked == [{"name": "name", "required": False}, {"name": "email", "required": True}]

    tab.goto("/settings/routing/new/")
    tab.get_by_label("Name", exact=True).fill("All")
    tab.get_by_label("Alice").check()
    assert_accessible(tab)
    shot(tab, "routing")
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("link", name="1. All")).to_be_visible()
    assert RoutingRule.objects.get().people == [str(alice.id)]

    tab.goto("/settings/scoring/new/")
    tab.get_by_label("Name", exact=True).fill("Filled in a form")
    tab.get_by_label("Points", exact=True).fill("15")
    tab.get_by_label("Each time that this happens").select_option("sales.lead_captured")
    assert_accessible(tab)
    shot(tab, "scoring")
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("link", name="Filled in a form")).to_be_visible()
    assert ScoringRule.objects.get().points == 15
    assert_no_csp_reports(tab)


def test_a_lead_is_worked_on_by_keys(form: LeadForm, page: OpenPage, ada: User) -> None:
    from trato.customers.public import create_contacts

    facts = {"name": "Joan Puig", "lifecycle_stage": "lead", "lead_status": "new", "owner": str(ada.id)}
    (saved,) = create_contacts([facts], by=SYSTEM)
    save_routing_rule(RuleFacts(name="All", people=[ada.id]), by=SYSTEM)
    tab = page(ada, f"/contacts/{saved.id}/")
    expect(tab.get_by_role("button", name="Contacted")).to_be_visible()
    tab.locator("body").press("a")
    expect(tab.get_by_role("button", name="Qualified", exact=True)).to_be_visible()
    shot(tab, "lead")
    tab.locator("body").press("v")
    tab.get_by_label("Name of the deal").fill("Panels for Joan")
    tab.get_by_label("Name of the deal").press("Enter")

    expect(tab.get_by_role("heading", name="Panels for Joan")).to_be_visible()
    assert Contact.objects.get().lifecycle_stage == "opportunity"
