"""Deals in what is generic: list, board, calendar, record page, forms, program, export, trash, undo and history."""

import re

import pytest
from django.test import Client

from trato.customers.public import Company, Contact, create_contacts, merge_contacts
from trato.foundation.public import Actor, Role, User, carry_out, give_values, refusals_of, start_change_set, undo
from trato.sales.public import (
    Deal,
    Stage,
    StageMove,
    create_deals,
    restore_deals,
    trash_deals,
    win_deals,
)

HTMX = {"HX-Request": "true"}


@pytest.fixture
def alices(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def deal(as_alice: Actor, bakery: Company, nuria: Contact) -> Deal:
    facts = {"name": "Two ovens", "amount": "18400", "company": str(bakery.id), "contact": str(nuria.id)}
    (saved,) = create_deals([{**facts, "close_on": "2026-12-04", "next_step": "Price by Friday"}], by=as_alice)
    return Deal.objects.get(pk=saved.id)


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers or None)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_list_shows_open_deals_with_stage_and_amount(alices: Client, deal: Deal, as_alice: Actor) -> None:
    create_deals([{"name": "Won long ago", "stage": "won"}], by=as_alice)
    page = text(alices, "/deals/?state=open")
    assert all(said in page for said in ("Two ovens", "Qualification", "18,400", "Corner Bakery"))
    assert "Won long ago" not in page


def test_it_can_be_a_board_a_calendar_and_groups(alices: Client, deal: Deal) -> None:
    assert "Two ovens" in text(alices, "/deals/?layout=board&by=stage")
    assert "Two ovens" in text(alices, "/deals/?layout=calendar&by=close_on&month=2026-12")
    assert "Qualification" in text(alices, "/deals/?group=stage")


def test_the_record_page_tells_its_stages_and_who_has_a_say(alices: Client, deal: Deal) -> None:
    page = text(alices, f"/deals/{deal.id}/")
    assert all(said in page for said in ("Two ovens", "Corner Bakery", "Price by Friday", "Stages"))


def test_who_makes_no_deals_is_not_offered_to_duplicate_one(alices: Client, deal: Deal, seller: Role) -> None:
    assert "/duplicate/" in text(alices, f"/deals/{deal.id}/")

    del seller.rights["sales.create_deals"]
    seller.save()

    assert "/duplicate/" not in text(alices, f"/deals/{deal.id}/")


def test_contact_and_company_tell_of_it(alices: Client, deal: Deal, as_alice: Actor) -> None:
    for address in (f"/contacts/{deal.contact_id}/", f"/companies/{deal.company_id}/"):
        page = text(alices, address)
        assert "Two ovens" in page
        assert "added the deal" in page
    win_deals([deal.id], by=as_alice)
    page = text(alices, f"/companies/{deal.company_id}/")
    assert "1 deal won" in page
    assert re.search(r"won <a[^>]*>Two ovens</a>", page)


def test_a_deal_is_made_in_the_quick_form(alices: Client, bakery: Company) -> None:
    form = text(alices, "/new/deal/", **HTMX)
    assert "Qualification" in form
    answer = alices.post("/new/deal/", {"name": "Bread line", "amount": "1200", "stage": "demo"}, headers=HTMX)
    assert answer.status_code in (200, 204, 302), answer.content.decode()[:500]
    assert Deal.objects.get().stage_id == "demo"


def test_a_program_reads_writes_and_moves_it(alices: Client, deal: Deal, alice: User, program_of: object) -> None:
    program = program_of(alice)  # type: ignore[operator]
    assert program.get("/deals").json()["results"][0]["name"] == "Two ovens"
    answer = program.patch(f"/deals/{deal.id}", {"stage": "lost"})
    assert answer.status_code == 422
    assert "lost_reason" in answer.content.decode()
    answer = program.patch(f"/deals/{deal.id}", {"stage": "lost", "lost_reason": "Price"})
    assert answer.status_code == 200
    assert answer.json()["stage"] == "lost"
    made = program.post("/deals", {"name": "By program", "amount": {"amount": "5", "currency": "USD"}})
    assert made.status_code == 201


def test_it_is_found_by_its_name(alices: Client, deal: Deal) -> None:
    assert "Two ovens" in text(alices, "/deals/?q=ovens")


def test_undoing_a_bulk_move_puts_deals_back_with_their_age_and_is_history(deal: Deal, as_ada: Actor) -> None:
    create_deals([{"name": "Won", "stage": "won", "close_on": "2026-01-05"}], by=as_ada)
    before = {each.id: each for each in Deal.objects.all()}
    one = start_change_set(kind="deal", act="edit", selection={"all": True, "filters": {}}, by=as_ada)
    give_values(one.id, values={"stage": "proposal"}, by=as_ada)
    carry_out(one.id, by=as_ada)
    assert set(Deal.objects.values_list("stage_id", "state", "closed_at")) == {("proposal", "open", None)}

    undo(one.id, by=as_ada)

    for each in Deal.objects.all():
        was = before[each.id]
        assert (each.stage_id, each.state, each.closed_at) == (was.stage_id, was.state, was.closed_at)
        assert each.stage_since == was.stage_since
        steps = StageMove.objects.filter(deal=each).order_by("at", "id").values_list("to_stage_id", flat=True)
        assert list(steps) == [was.stage_id, "proposal", was.stage_id]


def test_a_bulk_move_says_who_does_not_fulfil_what_the_stage_asks_for(deal: Deal, as_ada: Actor) -> None:
    create_deals([{"name": "No amount"}], by=as_ada)
    Stage.objects.filter(code="proposal").update(required_fields=["amount"])
    one = start_change_set(kind="deal", act="edit", selection={"all": True, "filters": {}}, by=as_ada)
    give_values(one.id, values={"stage": "proposal"}, by=as_ada)
    done = carry_out(one.id, by=as_ada)
    assert Deal.objects.get(pk=deal.id).stage_id == "proposal"
    assert Deal.objects.get(name="No amount").stage_id == "qualification"
    assert "needed at the stage" in str([each.reason for each in refusals_of(done.id, after=0, limit=5)])


def test_what_was_thrown_away_comes_back(alices: Client, deal: Deal, as_alice: Actor) -> None:
    trash_deals([deal.id], by=as_alice)
    assert "Two ovens" in text(alices, "/deals/trash/")
    assert "Two ovens" not in text(alices, "/deals/")
    restore_deals([deal.id], by=as_alice)
    assert "Two ovens" in text(alices, "/deals/")


def test_a_contact_that_was_merged_keeps_his_deals_in_sight(alices: Client, deal: Deal, as_alice: Actor) -> None:
    (twin,) = create_contacts([{"name": "Nuria Bosch"}], by=as_alice)
    merge_contacts({deal.contact_id: twin.id}, by=as_alice)
    assert "Two ovens" in text(alices, f"/contacts/{twin.id}/")
