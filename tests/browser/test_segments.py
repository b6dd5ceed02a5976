"""A segment is built by keyboard and mouse, and a list is filtered by the same builder."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports
from tests.browser.conftest import OpenPage
from trato.customers.public import (
    Contact,
    Segment,
    SegmentMember,
    create_contacts,
    create_segments,
    recount,
    write_note,
)
from trato.foundation.public import Actor, User

pytestmark = pytest.mark.django_db(transaction=True)


def new_rule(builder: Locator, called: str) -> Locator:
    """By keyboard alone: type what it is about, Enter picks it."""
    builder.get_by_role("button", name="Add rule").last.press("Enter")
    search = builder.get_by_role("searchbox", name="Find what the rule is about")
    expect(search).to_be_focused()
    search.press_sequentially(called, delay=10)
    search.press("Enter")
    row = builder.get_by_role("group", name=re.compile(f"Rule about {called}", re.IGNORECASE))
    expect(row).to_be_visible()
    return row


def test_alice_builds_a_segment_with_an_event_condition(
    page: OpenPage, alice: User, as_alice: Actor, nuria: Contact
) -> None:
    create_contacts([{"name": "Quiet One", "lifecycle_stage": "lead"}], by=as_alice)
    write_note("Called", by=as_alice, contact_id=nuria.id)
    (saved,) = create_segments([{"name": "Talked to"}], by=as_alice)
    tab = page(alice, f"/segments/{saved.id}/")
    tab.get_by_role("link", name="Build the rules").click()
    builder = tab.locator("[data-rules]")

    happened = new_rule(builder, "Note written")
    happened.get_by_role("spinbutton", name="Within the last").fill("7")
    expect(tab.get_by_role("status").filter(has_text="matches")).to_contain_text("1 contact matches")
    stage = new_rule(builder, "Lifecycle")
    stage.locator("[data-control=picks] summary").click()
    stage.get_by_label("Lead", exact=True).check()
    expect(tab.get_by_role("status").filter(has_text="matches")).to_contain_text("1 contact matches")
    assert_accessible(tab)
    tab.get_by_role("button", name="Save rules").click()

    expect(tab.get_by_role("link", name="Edit rules")).to_be_visible()
    one = Segment.objects.get(pk=saved.id)
    assert one.rules == {
        "and": [
            {"event": "customers.note_written", "operator": "least", "value": "1", "within": "7d"},
            {"field": "lifecycle_stage", "operator": "is", "value": "lead"},
        ]
    }
    assert_no_csp_reports(tab)


def test_a_rule_that_says_nothing_yet_is_finished_or_removed_before_the_rules_are_saved(
    page: OpenPage, alice: User, as_alice: Actor
) -> None:
    (saved,) = create_segments([{"name": "Half said"}], by=as_alice)
    tab = page(alice, f"/segments/{saved.id}/rules/")
    stage = new_rule(tab.locator("[data-rules]"), "Lifecycle")
    save = tab.get_by_role("button", name="Save rules")
    save.click()
    expect(tab.get_by_role("alert")).to_contain_text("says nothing yet")
    expect(stage.locator(":focus")).to_have_count(1)
    assert_accessible(tab)
    assert Segment.objects.get(pk=saved.id).rules == {}

    stage.get_by_role("button", name="Remove rule about Lifecycle").click()
    save.click()
    expect(tab.get_by_role("status", name="What happened")).to_contain_text("nobody is in it")
    assert_no_csp_reports(tab)


def test_the_members_of_a_segment_are_a_list_and_each_knows_why(
    page: OpenPage, alice: User, as_alice: Actor, nuria: Contact
) -> None:
    write_note("Called", by=as_alice, contact_id=nuria.id)
    rules = {"event": "customers.note_written", "operator": "least", "value": "1", "within": "7d"}
    (saved,) = create_segments([{"name": "Talked to", "rules": rules}], by=as_alice)
    recount(saved.id)
    assert [each.record_id for each in SegmentMember.objects.all()] == [nuria.id]
    tab = page(alice, f"/segments/{saved.id}/")
    assert_accessible(tab)
    tab.get_by_role("link", name="Open 1 member").click()
    expect(tab.get_by_role("link", name="Núria Bosch")).to_be_visible()

    tab.goto(f"/segments/{saved.id}/why/{nuria.id}/")
    expect(tab.get_by_role("heading", name="Why Núria Bosch is in Talked to")).to_be_visible()
    assert_accessible(tab)
    assert_no_csp_reports(tab)


def test_a_list_is_filtered_by_groups_of_rules(page: OpenPage, alice: User, as_alice: Actor) -> None:
    create_contacts(
        [{"name": name, "source": source} for name, source in (("Ana", "Fair"), ("Bea", "Web"))], by=as_alice
    )
    tab = page(alice, "/contacts/")
    tab.get_by_role("button", name="Advanced filter").click()
    menu = tab.locator("#rules-menu")
    source = new_rule(menu, "Source")
    source.get_by_role("combobox").select_option("is")
    expect(source.get_by_role("combobox")).to_be_focused()
    source.get_by_role("textbox").fill("fair")
    expect(menu.get_by_role("status")).to_contain_text("1 contact matches")
    assert_accessible(tab)
    menu.get_by_role("combobox", name="How these rules are joined").select_option("none")
    expect(menu.get_by_role("status")).to_contain_text("1 contact matches")
    menu.get_by_role("button", name="Apply").click()

    expect(tab.get_by_role("link", name="Bea")).to_be_visible()
    expect(tab.get_by_role("link", name="Ana")).to_have_count(0)
    tab.get_by_role("button", name="1 rule").click()
    expect(tab.locator("#rules-menu").get_by_role("textbox")).to_have_value("fair")
    tab.keyboard.press("Escape")
    tab.get_by_role("link", name="Remove the advanced filter").click()
    expect(tab.get_by_role("link", name="Ana")).to_be_visible()
    assert_no_csp_reports(tab)
