"""What somebody typed on the pages of scoring."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from trato.foundation.public import compact, rules_from
from trato.sales.scoring.errors import ScoringRefused
from trato.sales.scoring.models import ScoringRule
from trato.sales.scoring.use_cases.rules import ScoringFacts, told

LONGEST_RULES = 200_000
NUMBERS = ("points", "days", "half_life", "most")


@dataclass(frozen=True)
class ScoringPage:
    """What stands in the controls."""

    name: str = ""
    rules: str = ""
    event: str = ""
    points: str = ""
    days: str = ""
    half_life: str = ""
    most: str = ""
    is_on: bool = True


def page_of(rule: ScoringRule) -> ScoringPage:
    facts = told(rule)
    numbers = {name: "" if facts[name] is None else str(facts[name]) for name in NUMBERS}
    text = compact(facts["rules"]) if facts["rules"] else ""
    return ScoringPage(**{**facts, **numbers, "rules": text})


def typed_page(given: QueryDict) -> ScoringPage:
    texts = {name: given.get(name, "") for name in ("name", "rules", "event", *NUMBERS)}
    return ScoringPage(**texts, is_on="is_on" in given)


def facts_of(page: ScoringPage) -> ScoringFacts:
    numbers = {name: number_in(getattr(page, name), name) for name in NUMBERS}
    points = numbers.pop("points")
    if points is None:
        raise ScoringRefused(_("Say how many points there are."), field="points")
    rules = rules_from(page.rules, longest=LONGEST_RULES) if page.rules else {}
    return ScoringFacts(name=page.name, event=page.event, is_on=page.is_on, points=points, rules=rules, **numbers)


def number_in(text: str, name: str) -> int | None:
    said = text.strip().replace("\N{MINUS SIGN}", "-")
    if not said:
        return None
    digits = said.removeprefix("-").removeprefix("+")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 9):
        raise ScoringRefused(_("“%(value)s” is not a whole number.") % {"value": text[:60]}, field=name)
    return int(said)
