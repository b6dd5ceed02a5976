"""What somebody chose on the pages of routing."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict

from trato.foundation.public import User, compact, rules_from
from trato.sales.routing.models import Away, RoutingRule, Way
from trato.sales.routing.use_cases.rules import RuleFacts, told

LONGEST_RULES = 200_000


@dataclass(frozen=True)
class RulePage:
    """What stands in the controls."""

    name: str = ""
    rules: str = ""
    way: str = Way.ROTATE
    people: frozenset[str] = frozenset()
    team: str = ""
    lands: str = ""
    is_for_working: bool = False
    away: str = Away.NEXT
    is_for_all_new: bool = False
    is_on: bool = True
    refusals: dict[str, str] = field(default_factory=dict)


def page_of(rule: RoutingRule) -> RulePage:
    facts = told(rule)
    called = dict(User.objects.values_list("id", "email"))
    lands = [[*line[:3], called.get(UUID(line[3]), "")] for line in facts.pop("lands")]
    text = compact(facts["rules"]) if facts["rules"] else ""
    people = frozenset(facts["people"])
    written = "\n".join("; ".join(each) for each in lands)
    facts |= {"rules": text, "people": people, "lands": written}
    return RulePage(**facts)


def typed_page(given: QueryDict) -> RulePage:
    texts: dict[str, Any] = {name: given.get(name, "") for name in ("name", "rules", "way", "team", "lands", "away")}
    checks: dict[str, Any] = {name: name in given for name in ("is_for_working", "is_for_all_new", "is_on")}
    return RulePage(people=frozenset(given.getlist("people")), **texts, **checks)


def facts_of(page: RulePage) -> RuleFacts:
    """Refused where the rules cannot be read."""
    lands = [line.split(";") for line in page.lands.splitlines() if line.strip()]
    return RuleFacts(
        name=page.name,
        rules=rules_from(page.rules, longest=LONGEST_RULES) if page.rules else {},
        way=page.way,
        people=sorted(filter(None, map(_id, page.people))),
        team=_id(page.team),
        lands=lands,
        is_for_working=page.is_for_working,
        away=page.away,
        is_for_all_new=page.is_for_all_new,
        is_on=page.is_on,
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
