"""Filters of lists made of rules, live counts of the builder and recounts of segments, each beside a bare statement."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import connection

from trato.customers.bench.ready import INDEXED, PLAIN, SEGMENTS
from trato.customers.segments.models import Segment
from trato.customers.segments.recounting import recount
from trato.foundation.public import (
    RULES,
    User,
    asked_once,
    count_soon,
    filters_from,
    read_page,
    record_kind,
)
from trato.kit.figures import Act, Work

SELECTIVE_BUDGET, ANY_BUDGET, LIVE_BUDGET, RECOUNT_BUDGET = 100.0, 1_500.0, 300.0, 1_000.0
COLUMNS = ("name", "email", "phone", "company", "city", "lifecycle_stage", "owner", "last_activity_at")
PAGE = 50
SELECTIVE: dict[str, Any] = {
    "an indexed field": {"field": INDEXED, "operator": "between", "value": ["700", "709"]},
    "a rare tag": {"field": "tags", "value": "founder"},
    "a relation": {"of": "company", "where": {"field": "employee_count", "operator": "between", "value": ["7", "7"]}},
    "an event lately": {"event": "customers.note_written", "within": "1d"},
    "an indexed field and what did not happen": {
        "and": [
            {"field": INDEXED, "operator": "between", "value": ["700", "900"]},
            {"not": {"event": "customers.note_written", "within": "90d"}},
        ]
    },
}
OTHERS: dict[str, Any] = {
    "a field without index": {"field": PLAIN, "operator": "between", "value": ["700", "709"]},
    "what happened often": {"event": "customers.note_written", "operator": "least", "value": 4},
    "what did not happen": {"not": {"event": "customers.contact_changed", "within": "365d"}},
    "one or the other": {"or": [{"field": "tags", "value": "vip"}, {"field": "source", "value": "Fair"}]},
    "a segment": None,
}
BARE_PAGE = """
select r.id, r.name from customers_contact r where r.is_standing order by r.sort_key, r.id limit 50
"""
BARE_COUNT = "select count(*) from customers_contact r where r.is_standing and r.source = 'Fair'"


def works(user: User) -> Iterator[Work]:
    """Whoever does not see the segment does not filter by it."""
    segment = Segment.objects.seen_by(user.acting("page")).filter(name=next(iter(SEGMENTS))).first()
    others = {name: rules or (segment and {"segment": str(segment.id)}) for name, rules in OTHERS.items()}
    shapes = [(name, rules, SELECTIVE_BUDGET) for name, rules in SELECTIVE.items()]
    shapes += [(name, rules, ANY_BUDGET) for name, rules in others.items() if rules]
    for name, rules, budget in shapes:
        rounds = 20 if budget == SELECTIVE_BUDGET else 5
        yield Work(
            name=f"filter by {name}",
            act=as_a_request(partial(_page, user, rules)),
            floor=partial(_bare, BARE_PAGE),
            rounds=rounds,
            budget=budget,
        )
    for name, rules, _budget in shapes:
        yield Work(
            name=f"live count of {name}",
            act=as_a_request(partial(_count, user, rules)),
            floor=partial(_bare, BARE_COUNT),
            rounds=5,
            floor_rounds=5,
            budget=LIVE_BUDGET,
        )


def recounts() -> Iterator[Work]:
    for name in SEGMENTS:
        one = Segment.objects.get(name=name)
        yield Work(
            name=f"recount of {name.removeprefix('Bench: ')}",
            act=as_a_request(partial(recount, one.id)),
            floor=partial(_bare, BARE_COUNT),
            rounds=5,
            floor_rounds=5,
            budget=RECOUNT_BUDGET,
        )


def _page(user: User, rules: Any) -> object:
    kind, actor = record_kind("contact"), user.acting("page")
    filters, refused = filters_from(kind, {RULES: [json.dumps(rules)]}, seen_by=actor)
    if refused:
        raise RuntimeError(str(refused))
    return read_page(kind, seen_by=actor, columns=COLUMNS, sort="name", filters=filters, limit=PAGE)


def _count(user: User, rules: Any) -> object:
    return count_soon(record_kind("contact"), rules, seen_by=user.acting("page"))


def as_a_request(act: Act) -> Act:
    def asked() -> object:
        with asked_once():
            return act()

    return asked


def _bare(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
