"""What is not needed any more is not kept: rules with a preview, run by the clock only when switched on."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from trato.customers.privacy.errors import RuleRefused
from trato.customers.privacy.models import RetentionRule
from trato.customers.privacy.queries import first_of, months_before
from trato.customers.privacy.use_cases.retention import apply_retention, delete_rule, save_rule, switch_rule
from trato.customers.public import Contact, create_contacts
from trato.foundation.public import (
    SYSTEM,
    Actor,
    ChangeSet,
    Erasure,
    LoggedEvent,
    NotAllowed,
    NotFound,
    User,
    run_erasure_to_the_end,
    undo,
)
from trato.kit.clock import now
from trato.kit.ids import new_id


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


@pytest.fixture
def quiet(as_alice: Actor) -> list[Contact]:
    """Three leads: one was silent for three years, one spoke last week, one is new."""
    saved = create_contacts([{"name": name} for name in ("Silent", "Lively", "Fresh")], by=as_alice)
    silent, lively, _fresh = (each.id for each in saved)
    old = now() - timedelta(days=3 * 366)
    Contact.objects.filter(pk__in=[silent, lively]).update(created_at=old)
    Contact.objects.filter(pk=silent).update(last_activity_at=old)
    Contact.objects.filter(pk=lively).update(last_activity_at=now() - timedelta(days=7))
    return [Contact.objects.get(pk=each.id) for each in saved]


def rule(**facts: Any) -> RetentionRule:
    given = {"name": "Old leads", "stages": ["lead"], "months": 24, "act": "trash", **facts}
    return save_rule(None, by=SYSTEM, **given)


def standing() -> set[str]:
    return set(Contact.objects.filter(is_standing=True).values_list("name", flat=True))


def test_the_preview_names_whom_it_reaches(quiet: list[Contact]) -> None:
    count, first = first_of(rule(), seen_by=SYSTEM)

    assert (count, [each.name for each in first]) == (1, ["Silent"])


def test_nothing_happens_until_it_is_switched_on(quiet: list[Contact]) -> None:
    one = rule()
    assert apply_retention() == 0

    switch_rule(one.id, is_on=True, by=SYSTEM)

    assert apply_retention() == 1
    assert standing() == {"Lively", "Fresh"}
    assert apply_retention() == 0, "what is done is not found again"


def test_what_went_to_the_trash_is_a_change_set_and_can_be_undone(quiet: list[Contact]) -> None:
    switch_rule(rule().id, is_on=True, by=SYSTEM)
    apply_retention()

    undo(ChangeSet.objects.get(kind="trash").id, by=SYSTEM)

    assert standing() == {"Silent", "Lively", "Fresh"}
    event = LoggedEvent.objects.get(kind="customers.retention_applied")
    assert event.data == {"count": 1, "act": "trash"}


def test_erasing_by_a_rule_erases_with_a_certificate(quiet: list[Contact]) -> None:
    switch_rule(rule(act="erase").id, is_on=True, by=SYSTEM)

    assert apply_retention() == 1
    one = Erasure.objects.get()
    run_erasure_to_the_end(one.id)

    assert one.why == "retention"
    assert not Contact.objects.filter(pk=quiet[0].id).exists()
    assert apply_retention() == 0


def test_a_rule_that_was_changed_is_off_again(quiet: list[Contact]) -> None:
    one = switch_rule(rule().id, is_on=True, by=SYSTEM)

    changed = save_rule(one.id, name="Old leads", stages=["lead"], months=1, act="erase", by=SYSTEM)

    assert not changed.is_on
    assert apply_retention() == 0


def test_other_stages_are_left_alone(quiet: list[Contact]) -> None:
    switch_rule(rule(stages=["customer", "former"]).id, is_on=True, by=SYSTEM)

    assert apply_retention() == 0


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"stages": []}, "stages"),
        ({"stages": ["king"]}, "stages"),
        ({"months": 0}, "months"),
        ({"months": 100_000}, "months"),
        ({"act": "sell"}, "act"),
    ],
)
def test_what_is_no_rule_is_refused(installed: object, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleRefused) as refused:
        rule(**facts)

    assert field in refused.value.fields


@pytest.mark.parametrize(
    ("moment", "months", "before"),
    [
        ((2026, 3, 31), 1, (2026, 2, 28)),
        ((2024, 2, 29), 12, (2023, 2, 28)),
        ((2026, 1, 15), 1, (2025, 12, 15)),
        ((2026, 1, 15), 25, (2023, 12, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(
    moment: tuple[int, int, int], months: int, before: tuple[int, int, int]
) -> None:
    assert months_before(datetime(*moment, tzinfo=UTC), months) == datetime(*before, tzinfo=UTC)


def test_only_who_manages_it_may(quiet: list[Contact], as_alice: Actor) -> None:
    one = rule()
    for act in (lambda: switch_rule(one.id, is_on=True, by=as_alice), lambda: delete_rule(one.id, by=as_alice)):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotFound):
        delete_rule(new_id(), by=SYSTEM)


def test_the_page_leads_through_it(quiet: list[Contact], ada: User) -> None:
    page = Client()
    page.force_login(ada)
    facts = {"name": "Old leads", "stages": ["lead"], "months": "24", "act": "trash"}
    made = page.post("/settings/retention/new/", facts)
    said = page.get(made["Location"]).content.decode()
    assert "It reaches 1 contact" in said
    assert "Silent" in said

    page.post(f"{made['Location']}switch/", {"is_on": "yes"})
    assert RetentionRule.objects.get().is_on
    assert page.post("/settings/retention/new/", {**facts, "months": "many"}).status_code == 422

    page.post(f"{made['Location']}delete/")
    assert not RetentionRule.objects.exists()
