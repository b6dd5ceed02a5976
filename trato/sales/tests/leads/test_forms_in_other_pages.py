"""What a page of another origin may do, and what it is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from trato.customers.public import Contact
from trato.sales.lead_forms.models import LeadForm
from trato.sales.tests.leads.conftest import JOAN

SITE, OTHER = "https://acequia.example", "https://elsewhere.example"
JSON = {"Accept": "application/json"}


@pytest.fixture
def ours(make_form: Callable[..., LeadForm]) -> LeadForm:
    return make_form(sites=["https://acequia.example/anything?x=1", ""])


def post(client: Client, form: LeadForm, **headers: str) -> Any:
    return client.post(f"/forms/{form.key}/", JOAN, headers=headers)


def test_the_page_of_the_site_may_read_the_answer(ours: LeadForm, client: Client) -> None:
    answer = post(client, ours, Origin=SITE, **JSON)

    assert answer.json() == {"thanks": "We call you tomorrow.", "leads_to": None}
    assert answer["Access-Control-Allow-Origin"] == SITE
    assert "Access-Control-Allow-Credentials" not in answer
    assert "Origin" in answer["Vary"]


def test_another_page_may_neither_send_nor_read(ours: LeadForm, client: Client) -> None:
    answer = post(client, ours, Origin=OTHER, **JSON)

    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer
    assert not Contact.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}, {"Referer": OTHER}, {"Origin": "https://["}])
def test_a_post_from_nowhere_is_refused_where_sites_are_named(
    ours: LeadForm, client: Client, headers: dict[str, str]
) -> None:
    assert post(client, ours, **headers).status_code == 403


def test_a_browser_that_says_only_the_page_is_believed_for_its_site(ours: LeadForm, client: Client) -> None:
    assert post(client, ours, Referer=f"{SITE}/offer?x=1").status_code == 303


def test_our_own_page_may_always_send_it(ours: LeadForm, client: Client) -> None:
    assert post(client, ours, Origin="http://testserver").status_code == 303


def test_without_named_sites_it_is_taken_from_everywhere(form: LeadForm, client: Client) -> None:
    assert post(client, form, Origin="null").status_code == 303
    assert post(client, form, Origin=OTHER, **JSON)["Access-Control-Allow-Origin"] == OTHER


def test_a_browser_that_asks_before_is_answered(ours: LeadForm, client: Client) -> None:
    mine, other = (client.options(f"/forms/{ours.key}/", headers={"Origin": site}) for site in (SITE, OTHER))

    assert (mine.status_code, mine["Access-Control-Allow-Methods"]) == (204, "POST")
    assert "Access-Control-Allow-Origin" not in other


def test_the_script_holds_the_form_in_the_readers_language(form: LeadForm, client: Client) -> None:
    text = client.get(f"/forms/{form.key}/form.js?lang=es").content.decode()

    assert "Correo" in text or "correo" in text
    assert form.key in text


def test_no_name_of_a_form_or_field_ends_the_script(
    make_form: Callable[..., LeadForm], news: Any, client: Client
) -> None:
    from trato.customers.public import write_wording
    from trato.foundation.public import SYSTEM

    write_wording(news.id, {"en": "</script><script>alert(1)</script>\u2028"}, by=SYSTEM)
    text = client.get(f"/forms/{make_form(purpose='news').key}/form.js").content.decode()

    assert "</script>" not in text
    assert "\u2028" not in text


def test_any_page_may_load_the_script(form: LeadForm, client: Client) -> None:
    answer = client.get(f"/forms/{form.key}/form.js")

    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-store" in answer["Cache-Control"]


def test_our_page_lets_the_browser_follow_to_where_the_form_leads(
    make_form: Callable[..., LeadForm], client: Client
) -> None:
    answer = client.get(f"/forms/{make_form(leads_to='https://acequia.example/thanks').key}/")

    policy = answer["Content-Security-Policy"]
    assert "form-action 'self' https://acequia.example" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"


def test_opening_a_form_signs_nobody_in_and_keeps_the_campaign(form: LeadForm, client: Client) -> None:
    answer = client.get(f"/forms/{form.key}/?utm_source=fair&utm_%22x=1")

    assert not answer.cookies
    assert 'name="utm_source" value="fair"' in answer.content.decode()
