"""Making, changing and ordering rules of routing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from trato.foundation.public import (
    Actor,
    Team,
    User,
    compiled,
    record_and_publish,
    record_kind,
    use_case,
)
from trato.kit.clock import now
from trato.kit.text import clean_text
from trato.sales.routing.errors import RoutingRefused
from trato.sales.routing.events import RoutingRuleDeleted, RoutingRuleSaved
from trato.sales.routing.models import Away, RoutingRule, Territory, Way
from trato.sales.routing.queries import routing_rule, rules_in_order

MANAGE = "sales.manage_routing"
MOST_RULES, MOST_PEOPLE, MOST_LANDS = 200, 500, 5_000
LONGEST_NAME = 200


@dataclass(frozen=True, kw_only=True)
class RuleFacts:
    """As somebody gives them. `lands` are (country, region, beginning of the postal code, whose e-mail or id)."""

    name: str
    rules: Mapping[str, Any] = field(default_factory=dict)
    way: str = Way.ROTATE
    people: Sequence[UUID] = ()
    team: UUID | None = None
    lands: Sequence[Sequence[str]] = ()
    is_for_working: bool = False
    away: str = Away.NEXT
    is_for_all_new: bool = False
    is_on: bool = True


@use_case(right=MANAGE)
def save_routing_rule(facts: RuleFacts, *, by: Actor, rule_id: UUID | None = None) -> RoutingRule:
    """A new one is asked last."""
    rule = routing_rule(rule_id) if rule_id else RoutingRule(place=_last_place() + 1)
    before = told(rule) if rule_id else {}
    for name, value in _checked(facts, by).items():
        setattr(rule, name, value)
    rule.problem = ""
    lands = _lands(facts)
    rule.save(force_insert=rule_id is None)
    rule.territories.all().delete()
    Territory.objects.bulk_create([Territory(rule=rule, **land) for land in lands])
    after = told(rule)
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    old = {name: before[name] for name in changed} if rule_id else {}
    event = RoutingRuleSaved(subject_id=rule.id, fields=tuple(changed))
    record_and_publish(event, by=by, act="update" if rule_id else "create", before=old, after=changed)
    return rule


@use_case(right=MANAGE)
def delete_routing_rule(rule_id: UUID, *, by: Actor) -> None:
    """What it decided stays told."""
    rule = routing_rule(rule_id)
    rule.deleted_at = now()
    rule.save(update_fields=["deleted_at"])
    record_and_publish(RoutingRuleDeleted(subject_id=rule.id), by=by, act="trash", before=told(rule), after={})


@use_case(right=MANAGE)
def move_routing_rule(rule_id: UUID, *, is_up: bool, by: Actor) -> None:
    """One place earlier or later; at the end nothing moves."""
    rules = list(rules_in_order().select_for_update())
    place = next((n for n, each in enumerate(rules) if each.id == rule_id), None)
    if place is None:
        routing_rule(rule_id)
        return
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(rules):
        return
    rules[place], rules[other] = rules[other], rules[place]
    for number, each in enumerate(rules):
        each.place = number
    RoutingRule.objects.bulk_update(rules, ["place"])
    event = RoutingRuleSaved(subject_id=rule_id, fields=("place",))
    record_and_publish(event, by=by, before={"place": place}, after={"place": other})


def told(rule: RoutingRule) -> dict[str, Any]:
    names = ("name", "rules", "way", "people", "is_for_working", "away", "is_for_all_new", "is_on")
    lands = [[each.country, each.region, each.prefix, str(each.user_id)] for each in rule.territories.order_by("id")]
    team = str(rule.team_id) if rule.team_id else ""
    return {**{name: getattr(rule, name) for name in names}, "team": team, "lands": lands}


def _last_place() -> int:
    return int(rules_in_order().aggregate(last=Max("place"))["last"] or 0)


def _checked(facts: RuleFacts, by: Actor) -> dict[str, Any]:
    name = " ".join(clean_text(facts.name).split())
    if not name or len(name) > LONGEST_NAME:
        raise RoutingRefused(_("A rule needs a name of at most 200 letters."), field="name")
    if facts.way not in Way.values or facts.away not in Away.values:
        raise RoutingRefused(_("That is none of the choices."), field="way")
    if facts.rules:
        compiled(record_kind("contact"), facts.rules, seen_by=by, place="rules")
    people = list(dict.fromkeys(facts.people))
    if len(people) > MOST_PEOPLE or User.objects.filter(pk__in=people).count() < len(people):
        raise RoutingRefused(_("There is no such colleague."), field="people")
    if facts.team and not Team.objects.filter(pk=facts.team).exists():
        raise RoutingRefused(_("There is no such team."), field="team")
    _refuse_nobody(facts, people)
    kept = ("rules", "way", "is_for_working", "away", "is_for_all_new", "is_on")
    values = {each: getattr(facts, each) for each in kept}
    return {**values, "name": name, "people": [str(each) for each in people], "team_id": facts.team}


def _refuse_nobody(facts: RuleFacts, people: Sequence[UUID]) -> None:
    if facts.way == Way.TERRITORY and not facts.lands:
        raise RoutingRefused(_("Write at least one territory."), field="lands")
    if facts.way != Way.TERRITORY and not people and not facts.team:
        raise RoutingRefused(_("Choose a team, or at least one colleague."), field="people")


def _lands(facts: RuleFacts) -> list[dict[str, Any]]:
    """Each names its colleague by address or id; the line that does not is said."""
    if facts.way != Way.TERRITORY:
        return []
    if len(facts.lands) > MOST_LANDS:
        raise RoutingRefused(_("At most %(most)s territories.") % {"most": f"{MOST_LANDS:,}"}, field="lands")
    known = {str(user.id): user.id for user in User.objects.filter(is_active=True)}
    known |= {user.email.casefold(): user.id for user in User.objects.filter(is_active=True)}
    return [_land(line, known, number) for number, line in enumerate(facts.lands, start=1)]


def _land(line: Sequence[str], known: Mapping[str, UUID], number: int) -> dict[str, Any]:
    cells = [" ".join(clean_text(cell).split()) for cell in line]
    if len(cells) != 4:
        said = _("Line %(line)s: write country; region; postal code; e-mail of the colleague.") % {"line": number}
        raise RoutingRefused(said, field="lands")
    country, region, prefix, whose = cells
    user = known.get(whose.casefold())
    if user is None:
        told_of = {"line": number, "who": whose[:60]}
        raise RoutingRefused(_("Line %(line)s: nobody who works here is “%(who)s”.") % told_of, field="lands")
    if len(country) > 60 or len(region) > 100 or len(prefix) > 20:
        raise RoutingRefused(_("Line %(line)s is too long.") % {"line": number}, field="lands")
    return {"country": country, "region": region, "prefix": prefix, "user_id": user}
