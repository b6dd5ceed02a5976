"""A deal goes over the board by keyboard alone, and the stage asks for what it needs."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from trato.foundation.public import Actor, User
from trato.sales.public import Deal, Stage, create_deals


@pytest.mark.django_db(transaction=True)
def test_a_deal_is_moved_through_a_gate_and_won_by_keyboard(page: OpenPage, alice: User, as_alice: Actor) -> None:
    create_deals([{"name": "Greenhouse fogging", "amount": "61400", "stage": "ready_to_close"}], by=as_alice)
    Stage.objects.filter(code="won").update(required_fields=["next_step"], checklist=["Signed"])
    tab = page(alice, "/sales/board/")
    card = tab.locator("[data-card]", has_text="Greenhouse")
    expect(card).to_be_visible()

    card.locator("a").focus()
    tab.keyboard.press(" ")
    expect(card).to_have_class("t-card t-lifted")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press(" ")

    dialog = tab.locator("dialog[open]")
    expect(dialog).to_contain_text("Into “Won”")
    dialog.locator("[name=next_step]").fill("Order the parts")
    dialog.get_by_label("Signed").press(" ")
    dialog.get_by_role("button", name="Move it").press("Enter")

    expect(dialog).to_have_count(0)
    expect(tab.locator("#toasts")).to_contain_text("Greenhouse fogging is in Won.")
    expect(tab.locator("#board-count")).to_contain_text("0 open deals")
    assert Deal.objects.get().state == "won"


@pytest.mark.django_db(transaction=True)
def test_who_does_not_answer_finds_the_card_where_it_was(page: OpenPage, alice: User, as_alice: Actor) -> None:
    create_deals([{"name": "Greenhouse fogging", "stage": "ready_to_close"}], by=as_alice)
    tab = page(alice, "/sales/board/")
    tab.get_by_role("button", name="Move Greenhouse fogging").click()
    tab.get_by_role("menuitem", name="Lost").click()
    expect(tab.locator("dialog[open]")).to_contain_text("Lost because")
    tab.keyboard.press("Escape")
    expect(tab.locator("[data-lane=ready_to_close] [data-card]")).to_contain_text("Greenhouse")
    assert Deal.objects.get().state == "open"
