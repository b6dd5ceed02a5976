"""The rules as they stand at a moment, asked for many contacts at once: for routing them, and for trying it out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from trato.sales.routing.choosing import Asked, Candidate, Choice, Land, choose
from trato.sales.routing.models import RoutingRule
from trato.sales.routing.queries import fitting, loads_of, people_of, places_of, rules_in_order, turns_of
from trato.sales.routing.working import hours_of


@dataclass
class Round:
    """One state of all rules. What is given out in it counts at once, so that the next lead goes to the next one."""

    rules: list[RoutingRule]
    asked: dict[UUID, Asked]
    given: dict[tuple[UUID, UUID], int] = field(default_factory=dict)

    def take(self, rule: UUID, owner: Candidate) -> None:
        people = self.asked[rule].people
        turn = max((each.turn for each in people), default=0) + 1
        self.given[rule, owner.id] = owner.turn = turn
        for each in self._everywhere(owner.id):
            each.load += 1

    def _everywhere(self, user: UUID) -> Iterator[Candidate]:
        for asked in self.asked.values():
            yield from (each for each in asked.people if each.id == user)


@dataclass(frozen=True)
class Answer:
    """Of one contact: the rule that decided, and what those before it said."""

    rule: RoutingRule | None
    choice: Choice
    passed: list[dict[str, Any]]

    @property
    def why(self) -> dict[str, Any]:
        return {**self.choice.why, **({"passed": self.passed} if self.passed else {})}


def round_at(moment: datetime, *, locked: bool = False) -> Round:
    """`locked`: nobody else gives out leads by these rules until this transaction is over."""
    found = rules_in_order().filter(is_on=True).prefetch_related("territories")
    rules = list(found.select_for_update(of=("self",)) if locked else found)
    people, turns = people_of(rules), turns_of(rules)
    users = {each.id: each for some in people.values() for each in some}
    hours, loads = hours_of(users), loads_of(users)
    working = {id_: hours[id_].at(moment, zone=user.time_zone) for id_, user in users.items()}
    asked = {
        rule.id: Asked(
            id=rule.id,
            name=rule.name,
            way=rule.way,
            away=rule.away,
            is_for_working=rule.is_for_working,
            people=[
                Candidate(each.id, str(each), working[each.id], loads[each.id], turns.get((rule.id, each.id), 0))
                for each in people[rule.id]
            ],
            lands=[Land(each.country, each.region, each.prefix, each.user_id) for each in rule.territories.all()],
        )
        for rule in rules
    }
    return Round(rules, asked)


def answers(
    turn: Round, contacts: Collection[UUID], *, captured: Collection[UUID], take: bool
) -> Iterator[tuple[UUID, Answer]]:
    """In the order of the contacts' ids. `captured` came by a form or told by a program; of others only rules that are
    for all new contacts decide."""
    places = places_of(contacts)
    fits = {rule.id: fitting(rule, contacts) for rule in turn.rules}
    for contact in sorted(contacts):
        rules = [each for each in turn.rules if contact in fits[each.id]]
        mine = [each for each in rules if contact in captured or each.is_for_all_new]
        answer = _answer(turn, mine, places.get(contact, {}))
        if take and answer.rule and answer.choice.owner:
            turn.take(answer.rule.id, answer.choice.owner)
        yield contact, answer


def _answer(turn: Round, rules: list[RoutingRule], place: Mapping[str, str]) -> Answer:
    passed: list[dict[str, Any]] = []
    for rule in rules:
        choice = choose(turn.asked[rule.id], place)
        if choice.owner or choice.waits:
            return Answer(rule, choice, passed)
        passed.append({"rule": str(rule.id), **choice.why})
    return Answer(None, Choice(None, {"none": "no_rule"}), passed)
