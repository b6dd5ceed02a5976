"""What is done on pages of deals, the board, the forecast and goals; refused in words, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from trato.customers.public import Contact
from trato.foundation.public import Actor, User
from trato.sales.goals.models import Adjustment, Goal
from trato.sales.public import Deal, DealContact, Stage, create_deals
from trato.sales.tests.pages.conftest import STRANGE, text

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def deal(as_alice: Actor) -> Deal:
    (saved,) = create_deals([{"name": "Roof of the bakery", "amount": "1200 EUR"}], by=as_alice)
    return Deal.objects.get(pk=saved.id)


def state(deal: Deal) -> tuple[str, str]:
    deal.refresh_from_db()
    return deal.stage_id, deal.state


def test_won_reopened_ticked_and_copied(alices: Client, deal: Deal) -> None:
    Stage.objects.filter(code="won").update(checklist=["Signed"])
    refused = alices.post(f"/sales/deals/{deal.id}/win/", headers=HTMX)
    assert refused.status_code == 422
    assert "Signed" in refused.content.decode() + refused.headers.get("HX-Trigger", "")
    assert (
        alices.post(f"/sales/deals/{deal.id}/check/", {"item": "Signed", "done": "yes"}, headers=HTMX).status_code
        == 200
    )
    assert alices.post(f"/sales/deals/{deal.id}/win/", headers=HTMX).status_code == 200
    assert state(deal) == ("won", "won")
    assert alices.post(f"/sales/deals/{deal.id}/reopen/").status_code == 302
    assert state(deal) == ("qualification", "open")
    answer = alices.post(f"/sales/deals/{deal.id}/duplicate/")
    assert answer.status_code == 302
    assert Deal.objects.filter(name="Roof of the bakery (copy)").count() == 1


def test_somebody_is_given_a_say_and_it_is_taken_away(alices: Client, deal: Deal, nuria: Contact) -> None:
    given = {"contact": "Núria Bosch", "role": "champion"}
    assert alices.post(f"/sales/deals/{deal.id}/people/", given, headers=HTMX).status_code == 200
    assert "Champion" in text(alices, f"/deals/{deal.id}/")
    for bad in ({**given, "role": "king"}, {**given, "contact": "Nobody"}, {}):
        assert alices.post(f"/sales/deals/{deal.id}/people/", bad, headers=HTMX).status_code == 422
    assert alices.post(f"/sales/deals/{deal.id}/people/{nuria.id}/remove/", headers=HTMX).status_code == 200
    assert not DealContact.objects.exists()


@pytest.mark.parametrize(
    "verb", ["win/", "reopen/", "duplicate/", "check/", "people/", f"people/{UUID(int=7)}/remove/"]
)
def test_others_deals_are_not_found(browser: Callable[[User], Client], bob: User, deal: Deal, verb: str) -> None:
    assert browser(bob).post(f"/sales/deals/{deal.id}/{verb}").status_code == 404
    assert state(deal) == ("qualification", "open")
    assert deal.version == 1


def test_a_move_on_the_board_into_a_stage_that_is_not_there_any_more_shows_the_board_anew(
    alices: Client, deal: Deal
) -> None:
    Stage.objects.filter(code="demo").update(is_archived=True)
    answer = alices.post(
        "/sales/board/move/", {"deal": str(deal.id), "stage": "demo", "seen_version": "1"}, headers=HTMX
    )
    assert answer.status_code == 422
    assert "board-again" in answer.headers.get("HX-Trigger", "")
    assert state(deal) == ("qualification", "open")


def test_a_deal_in_a_stage_that_is_out_of_use_stands_on_the_board_and_leads_out_of_it(
    alices: Client, deal: Deal
) -> None:
    Stage.objects.filter(code="qualification").update(is_archived=True)
    page = text(alices, "/sales/board/")
    assert "Roof of the bakery" in page
    assert 'data-lane="qualification"' in page
    assert 'data-move-to="qualification"' not in page
    assert alices.post("/sales/board/move/", {"deal": str(deal.id), "stage": "demo"}, headers=HTMX).status_code == 200
    assert 'data-lane="qualification"' not in text(alices, "/sales/board/")


def test_goals_and_figures_are_for_those_who_lead(alices: Client, adas: Client) -> None:
    goal = {"whose": "", "period": "2026-Q4", "measure": "amount", "target": "1.000,50"}
    assert alices.post("/sales/goals/", goal).status_code == 403
    assert adas.post("/sales/goals/", {**goal, "target": "1,000.50"}).status_code == 302
    assert Goal.objects.get().target == 1000.5
    figure = {"whose": "", "period": "2026-Q4", "amount": "900", "reason": "The fair is off"}
    assert alices.post("/sales/forecast/adjust/", figure).status_code == 403
    assert adas.post("/sales/forecast/adjust/", figure).status_code == 302
    said = Adjustment.objects.get()
    assert (said.amount, said.system_amount) == (900, 0)
    for bad in ({"amount": "-1"}, {"amount": "x"}, {"reason": " "}, {"period": "soon"}, {"whose": "user:1"}):
        refused = adas.post("/sales/forecast/adjust/", {**figure, **bad})
        assert refused.status_code == 422, bad
        assert "reason" in bad or "The fair is off" in refused.content.decode()
    assert Adjustment.objects.count() == 1


@pytest.mark.parametrize("value", STRANGE)
def test_whatever_is_asked_or_typed_nothing_breaks(alices: Client, adas: Client, deal: Deal, value: str) -> None:
    asked = dict.fromkeys(
        ("period", "pipeline", "team", "owner", "by", "span", "days", "weeks", "mine", "after"), value
    )
    for address in (
        *("/sales/board/", "/sales/forecast/", "/sales/forecast/changes/", "/sales/forecast/back/", "/sales/reports/"),
        *("/sales/reports/win_rate/", "/sales/reports/funnel/", "/sales/board/more/demo/"),
    ):
        assert alices.get(address, asked).status_code in (200, 400, 422), address
    typed: dict[str, Any] = dict.fromkeys(
        ("deal", "stage", "seen_version", "item", "done", "contact", "role", "whose", "period", "measure", "target"),
        value,
    )
    typed |= {"amount": value, "reason": value, "gate": "yes"}
    for address in (
        *("/sales/board/move/", f"/sales/board/put-back/?deal={deal.id}&stage=x", f"/sales/deals/{deal.id}/people/"),
        f"/sales/deals/{deal.id}/check/",
    ):
        assert alices.post(address, typed, headers=HTMX).status_code in (200, 204, 404, 422), address
    for address in ("/sales/goals/", "/sales/forecast/adjust/"):
        assert adas.post(address, typed).status_code in (302, 422), address
    moved = {"deal": str(deal.id), "stage": "lost", "lost_reason": value, "gate": "yes", "seen_version": "1"}
    assert alices.post("/sales/board/move/", moved, headers=HTMX).status_code in (200, 422)
    lines = {"line_product": value, "line_description": value, "line_quantity": value, "line_unit_price": value}
    more = {"currency": value, "version": value, "act": f"up:{value}"}
    for act in ({}, {"act": "save"}):
        answer = alices.post(f"/deals/{deal.id}/lines/", {**lines, **more, **act})
        assert answer.status_code in (200, 302, 422)
