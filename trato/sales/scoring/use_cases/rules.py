"""Making and changing rules of points, and the threshold."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from trato.customers.public import define_trait
from trato.foundation.public import (
    SYSTEM,
    Actor,
    TimelineKind,
    compiled,
    contributions,
    record_and_publish,
    record_kind,
    use_case,
)
from trato.kit.clock import now
from trato.kit.text import clean_text
from trato.sales.scoring.errors import ScoringRefused
from trato.sales.scoring.events import ScoringRuleDeleted, ScoringRuleSaved, ThresholdChanged
from trato.sales.scoring.models import ScoringRule, Threshold
from trato.sales.scoring.queries import TRAIT, score_trait, scoring_rule, scoring_rules, threshold

MANAGE = "sales.manage_scoring"
RECOUNT = "sales.recount_scores"
MOST_RULES, LONGEST_NAME = 100, 200
MOST_POINTS, MOST_DAYS = 10_000, 3_650


@dataclass(frozen=True, kw_only=True)
class ScoringFacts:
    name: str
    points: int
    rules: Mapping[str, Any] = field(default_factory=dict)
    event: str = ""
    days: int | None = None
    half_life: int | None = None
    most: int | None = None
    is_on: bool = True


@use_case(right=MANAGE)
def save_scoring_rule(facts: ScoringFacts, *, by: Actor, rule_id: UUID | None = None) -> ScoringRule:
    """All scores are counted anew."""
    rule = scoring_rule(rule_id) if rule_id else ScoringRule()
    if rule_id is None and scoring_rules().count() >= MOST_RULES:
        raise ScoringRefused(_("There are at most %(most)s rules of points.") % {"most": MOST_RULES})
    before = told(rule) if rule_id else {}
    for name, value in _checked(facts, by).items():
        setattr(rule, name, value)
    changed = {name: value for name, value in told(rule).items() if before.get(name) != value}
    if not changed:
        return rule
    rule.save(force_insert=rule_id is None)
    old = {name: before[name] for name in changed} if rule_id else {}
    event = ScoringRuleSaved(subject_id=rule.id, fields=tuple(changed))
    record_and_publish(event, by=by, act="update" if rule_id else "create", before=old, after=changed)
    _begin_counting()
    return rule


@use_case(right=MANAGE)
def delete_scoring_rule(rule_id: UUID, *, by: Actor) -> None:
    rule = scoring_rule(rule_id)
    rule.deleted_at = now()
    rule.save(update_fields=["deleted_at"])
    record_and_publish(ScoringRuleDeleted(subject_id=rule.id), by=by, act="trash", before=told(rule), after={})
    _begin_counting()


@use_case(right=MANAGE)
def set_threshold(points: int | None, *, is_status_set: bool, by: Actor) -> Threshold:
    """From now on: who is above it already is not told of again."""
    if points is not None and not 1 <= points <= MOST_POINTS:
        raise ScoringRefused(_("Between 1 and %(most)s points.") % {"most": f"{MOST_POINTS:,}"}, field="points")
    line = threshold()
    before = {"points": line.points, "is_status_set": line.is_status_set}
    after = {"points": points, "is_status_set": is_status_set}
    if before != after:
        line.points, line.is_status_set = points, is_status_set
        line.save()
        record_and_publish(ThresholdChanged(subject_id=line.id, threshold=points), by=by, before=before, after=after)
    return line


def told(rule: ScoringRule) -> dict[str, Any]:
    names = ("name", "rules", "event", "points", "days", "half_life", "most", "is_on")
    return {name: getattr(rule, name) for name in names}


def events_that_count() -> list[tuple[str, str]]:
    """What can have happened to a contact, in words."""
    return [(each.event, str(each.label)) for each in contributions(TimelineKind) if each.label]


def _begin_counting() -> None:
    """The trait is there from the first rule on."""
    if score_trait() is None:
        with translation.override(settings.LANGUAGE_CODE):
            said = _("Points that a contact has by the rules of scoring.")
            define_trait(TRAIT, label=_("Lead score"), type="number", description=said, by=SYSTEM)
    app.configure_task(RECOUNT, lock="scores").defer(rules=str(now()))


def _checked(facts: ScoringFacts, by: Actor) -> dict[str, Any]:
    name = " ".join(clean_text(facts.name).split())
    if not name or len(name) > LONGEST_NAME:
        raise ScoringRefused(_("A rule needs a name of at most 200 letters."), field="name")
    if facts.points == 0 or abs(facts.points) > MOST_POINTS:
        told_of = {"most": f"{MOST_POINTS:,}"}
        raise ScoringRefused(_("Give between 1 and %(most)s points, or take them away.") % told_of, field="points")
    if facts.event and facts.event not in dict(events_that_count()):
        raise ScoringRefused(_("There is no kind of event called so."), field="event")
    if not facts.event and not facts.rules:
        raise ScoringRefused(
            _("Say for what there are points: a condition, or something that happened."), field="rules"
        )
    if facts.rules:
        compiled(record_kind("contact"), facts.rules, seen_by=by, place="rules")
    return {**asdict(facts), "name": name, "rules": facts.rules, "problem": "", **_times(facts)}


def _times(facts: ScoringFacts) -> dict[str, int | None]:
    """Only what happens fades, and can happen too often."""
    if not facts.event:
        return {"days": None, "half_life": None, "most": None}
    found = {"days": facts.days, "half_life": facts.half_life, "most": facts.most}
    limits = {"days": MOST_DAYS, "half_life": MOST_DAYS, "most": MOST_POINTS}
    for name, value in found.items():
        if value is not None and not 1 <= value <= limits[name]:
            said = _("A number from 1 to %(most)s is needed here, or none.") % {"most": f"{limits[name]:,}"}
            raise ScoringRefused(said, field=name)
    return found
