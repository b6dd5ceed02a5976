"""Each point of a score, against the same worked out event by event."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

import pytest

from trato.customers.public import Contact, create_contacts, write_note
from trato.foundation.public import SYSTEM, Actor, LoggedEvent
from trato.kit.testing.frozen_clock import frozen_clock
from trato.sales.scoring.measuring import Score, scores_of
from trato.sales.scoring.models import ScoringRule
from trato.sales.scoring.panel import score_of_contact
from trato.sales.scoring.queries import rules_that_count
from trato.sales.scoring.use_cases.rules import ScoringFacts, save_scoring_rule
from trato.sales.scoring.use_cases.score import score_contacts

pytestmark = pytest.mark.django_db
NOTED = "customers.note_written"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WEB = {"field": "source", "operator": "is", "value": ["Web"]}
RULES = [
    {"name": "Spoke", "points": 8, "event": NOTED},
    {"name": "Spoke lately", "points": 5, "event": NOTED, "days": 30},
    {"name": "Fades", "points": 10, "event": NOTED, "half_life": 7},
    {"name": "Fades and ends", "points": 3, "event": NOTED, "days": 45, "half_life": 20},
    {"name": "Not too much", "points": 6, "event": NOTED, "most": 15},
    {"name": "A nuisance", "points": -4, "event": NOTED, "half_life": 30, "most": 9},
    {"name": "From the web", "points": 12, "rules": WEB},
    {"name": "From the web, often", "points": -2, "rules": WEB, "event": NOTED},
]


def rule(**facts: Any) -> ScoringRule:
    return save_scoring_rule(replace(ScoringFacts(name="", points=1), **facts), by=SYSTEM)


def by_hand(one: ScoringRule, *, from_web: bool, ages: Sequence[float]) -> tuple[int, Decimal]:
    """How often it counts, and for how many points: each event faded by its own age."""
    if one.rules and not from_web:
        return 0, Decimal(0)
    if not one.event:
        return 1, Decimal(one.points)
    counted = [age for age in ages if age >= 0 and (one.days is None or age < one.days)]
    points = sum(one.points * (0.5 ** (age / one.half_life) if one.half_life else 1.0) for age in counted)
    rounded = Decimal(str(round(points, 9))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    most = Decimal(one.most or 10**9)
    return len(counted), max(min(rounded, most), -most)


@pytest.fixture
def leads(installed: Any, as_ada: Actor) -> list[tuple[Contact, bool, list[float]]]:
    """Eight of them, from the web or not, each with notes of every age, one still to come."""
    lots = Random(7)
    found = []
    for n in range(8):
        from_web = bool(n % 2)
        (saved,) = create_contacts([{"name": f"Lead {n}", "source": "Web" if from_web else "Fair"}], by=SYSTEM)
        ages = [lots.choice((0.0, 0.5, 7.0, 29.9, 30.1, 44.0, 100.0, -1.0)) + lots.random() / 8 for _each in range(n)]
        for age in ages:
            write_note("Spoke", by=as_ada, contact_id=saved.id)
            event = LoggedEvent.objects.filter(kind=NOTED, contact_id=saved.id).order_by("-id")[0]
            LoggedEvent.objects.filter(pk=event.pk).update(at=NOW - timedelta(days=age))
        found.append((Contact.objects.get(pk=saved.id), from_web, ages))
    return found


def test_every_rule_gives_what_its_events_are_worth_at_that_moment(
    leads: list[tuple[Contact, bool, list[float]]],
) -> None:
    rules = [rule(**each) for each in RULES]
    found = scores_of([one.pk for one, _web, _ages in leads], rules_that_count(), at=NOW)
    told = 0
    for one, from_web, ages in leads:
        parts = {part.rule.pk: part for part in found.get(one.pk, Score()).parts}
        for each in rules:
            times, points = by_hand(each, from_web=from_web, ages=ages)
            part = parts.pop(each.pk, None)
            assert (part.points if part else Decimal(0)) == points, (one.name, each.name)
            assert part is None or part.times == times
            told += part is not None
        assert not parts
    assert told > 30


def test_the_parts_add_up_to_the_score_and_each_is_told_in_words(
    leads: list[tuple[Contact, bool, list[float]]], as_ada: Actor
) -> None:
    for each in RULES:
        rule(**each)
    with frozen_clock(NOW):
        score_contacts([one.pk for one, _web, _ages in leads], by=SYSTEM)
        for one, _web, _ages in leads:
            facts: Any = score_of_contact(one.pk, as_ada)
            if facts is None:
                continue
            whole = sum((part.points for _said, part in facts["parts"]), Decimal(0))
            assert facts["total"] == int(whole.quantize(Decimal(1), ROUND_HALF_UP))
            said = [Decimal(text) for text, _part in facts["parts"]]
            assert sum(said, Decimal(0)) == whole
            assert said == sorted(said, reverse=True)


def test_the_same_rules_and_events_give_the_same_score_whoever_is_counted_beside(
    leads: list[tuple[Contact, bool, list[float]]],
) -> None:
    for each in RULES:
        rule(**each)
    together = scores_of([one.pk for one, _web, _ages in leads], rules_that_count(), at=NOW)
    for one, _web, _ages in leads:
        alone = scores_of([one.pk], rules_that_count(), at=NOW).get(one.pk, Score())
        assert alone.reasons == together.get(one.pk, Score()).reasons
        assert alone.total == together.get(one.pk, Score()).total
