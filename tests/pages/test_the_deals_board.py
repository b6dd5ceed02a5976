"""The board of deals: columns with their sums, moves, what a stage asks for, and who is faster."""

import html
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from trato.customers.public import Company
from trato.foundation.public import Actor, RecordUpdate, User
from trato.sales.public import Deal, Stage, create_deals, update_deals

HTMX = {"HX-Request": "true"}


@pytest.fixture
def alices(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def deal(as_alice: Actor, bakery: Company) -> Deal:
    facts = {"name": "Two ovens", "amount": "18400", "company": str(bakery.id), "next_step": "Price by Friday"}
    (saved,) = create_deals([facts], by=as_alice)
    return Deal.objects.get(pk=saved.id)


def board(client: Client, query: str = "") -> str:
    answer = client.get(f"/sales/board/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def move(client: Client, deal: Deal, stage: str, **given: Any) -> HttpResponse:
    values = {"deal": str(deal.id), "stage": stage, "seen_version": deal.version, **given}
    return client.post("/sales/board/move/", values, headers=HTMX)  # type: ignore[return-value]  # a test client's


def test_a_column_says_how_many_and_how_much(alices: Client, deal: Deal, as_alice: Actor) -> None:
    create_deals([{"name": "Bread line", "amount": "1600"}, {"name": "Mixer", "stage": "demo"}], by=as_alice)
    page = board(alices)
    assert all(said in page for said in ("€20,000<", "€2,000 ", "3 open deals", "Price by Friday", "Corner Bakery"))


def test_before_the_first_deal_there_is_an_empty_board(alices: Client, as_alice: Actor) -> None:
    page = board(alices)
    assert "Ready to close" in page
    assert "0 open deals" in page


def test_what_people_wrote_is_text_on_a_card(alices: Client, as_alice: Actor, alice: User) -> None:
    """Cards are drawn without a template, so nothing escapes for them."""
    evil = '<script>alert("1")</script>'
    Company.objects.all().delete()
    User.objects.filter(pk=alice.pk).update(name=f"'{evil}")
    facts = {"name": f"{evil} & Söhne", "next_step": f'" onmouseover={evil}', "amount": "1"}
    create_deals([facts], by=as_alice)

    page = board(alices)
    assert "<script>alert(" not in page
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; Söhne" in page
    assert "&quot; onmouseover=" in page


def test_a_move_answers_with_the_new_sums_and_a_way_back(alices: Client, deal: Deal) -> None:
    answer = move(alices, deal, "demo")
    assert answer.status_code == 200
    assert Deal.objects.get().stage_id == "demo"
    assert json.loads(answer["HX-Trigger"])["moved"] == {"id": str(deal.id), "version": 2}
    said = answer.content.decode()
    assert 'hx-target="#head-demo"' in said
    assert "put-back" in said


def test_the_way_back_puts_it_back(alices: Client, deal: Deal) -> None:
    move(alices, deal, "demo")
    alices.post(f"/sales/board/put-back/?deal={deal.id}&stage=qualification", headers=HTMX)
    assert Deal.objects.get().stage_id == "qualification"


def test_what_a_stage_needs_is_asked_in_a_dialog_and_what_was_typed_stays(alices: Client, deal: Deal) -> None:
    Stage.objects.filter(code="proposal").update(required_fields=["close_on"], checklist=["Budget is known"])
    asked = move(alices, deal, "proposal")
    assert asked.status_code == 422
    page = asked.content.decode()
    assert all(said in page for said in ("<dialog", 'name="close_on"', "Budget is known", "Into “Proposal”"))
    assert Deal.objects.get().stage_id == "qualification"

    again = move(alices, deal, "proposal", gate="1", close_on="2027-02-31")
    assert again.status_code == 422
    assert 'value="2027-02-31"' in again.content.decode()

    done = move(alices, deal, "proposal", gate="1", close_on="2027-02-28", checks="Budget is known")
    assert done.status_code == 200
    assert Deal.objects.get().stage_id == "proposal"


def test_losing_asks_why_and_offers_the_reasons_that_were_said(alices: Client, deal: Deal, as_alice: Actor) -> None:
    create_deals([{"name": "Gone", "stage": "lost", "lost_reason": "Too dear"}], by=as_alice)
    asked = move(alices, deal, "lost").content.decode()
    assert all(said in asked for said in ('name="lost_reason"', 'name="competitor"', "Too dear"))
    assert move(alices, deal, "lost", gate="1", lost_reason="Price").status_code == 200
    assert Deal.objects.get(pk=deal.id).lost_reason == "Price"
    assert "2 this quarter" in board(alices)


def test_who_is_later_sees_that_somebody_was_faster(alices: Client, deal: Deal, as_ada: Actor) -> None:
    update_deals([RecordUpdate(id=deal.id, values={"stage": "negotiation"})], by=as_ada)
    answer = move(alices, deal, "demo")
    assert answer.status_code == 409
    assert "Somebody else changed this meanwhile" in answer.content.decode()
    assert "board-again" in answer["HX-Trigger"]
    assert Deal.objects.get().stage_id == "negotiation"


def test_a_card_that_is_too_long_in_its_stage_is_marked(alices: Client, deal: Deal) -> None:
    Deal.objects.update(stage_since=timezone.now() - timedelta(days=31))
    assert 'data-stale="warn"' in board(alices)
    Deal.objects.update(stage_since=timezone.now() - timedelta(days=60))
    assert 'data-stale="bad"' in board(alices)


def test_only_what_one_sees_stands_on_ones_board(client: Client, deal: Deal, bob: User, ada: User) -> None:
    client.force_login(bob)
    assert "Two ovens" not in board(client)
    client.force_login(ada)
    assert "Two ovens" in board(client)
    assert "Two ovens" not in board(client, "?mine=yes")


def test_more_cards_come_by_column(alices: Client, as_alice: Actor) -> None:
    create_deals([{"name": f"Deal {n:02}", "close_on": f"2027-01-{n + 1:02}"} for n in range(25)], by=as_alice)
    page = board(alices)
    assert "Deal 09" in page
    assert "Deal 10" not in page
    assert "15 more" in page
    rest = alices.get("/sales/board/more/qualification/?pipeline=sales&after=20", headers=HTMX).content.decode()
    assert "Deal 24" in rest
    assert "more</a>" not in rest


@pytest.mark.parametrize(
    "given", [{"stage": "no such"}, {"deal": "no id"}, {"seen_version": "x"}, {"seen_version": "9"}]
)
def test_nonsense_is_refused(alices: Client, deal: Deal, given: dict[str, str]) -> None:
    values = {"deal": str(deal.id), "stage": "demo", **given}
    assert alices.post("/sales/board/move/", values, headers=HTMX).status_code in (404, 422)


def test_the_board_asks_as_little_for_many_deals_as_for_few(
    alices: Client, as_alice: Actor, django_assert_max_num_queries: Any
) -> None:
    create_deals([{"name": f"Deal {n}"} for n in range(50)], by=as_alice)
    with django_assert_max_num_queries(16):
        board(alices)


def test_a_closed_zone_opens_exactly_the_deals_that_it_adds_up(alices: Client, deal: Deal, as_alice: Actor) -> None:
    today = timezone.localdate()
    long_ago = (today - timedelta(days=200)).isoformat()
    create_deals([{"name": "Old win", "stage": "won", "amount": "7", "close_on": long_ago}], by=as_alice.at("import"))
    create_deals([{"name": "New win", "stage": "won", "amount": "5"}], by=as_alice)

    page = board(alices, "?mine=yes")
    assert "1 this quarter" in page
    (link,) = (each for each in re.findall(r'href="([^"]+)"', page) if "stage=won" in each)
    opened = alices.get(html.unescape(link)).content.decode()

    assert "New win" in opened
    assert "Old win" not in opened
    assert "Two ovens" not in opened
