"""Many generated deals at once, to see how the system carries them."""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta
from itertools import product
from time import monotonic
from typing import Any

from django.db import connection, transaction

from trato.customers.public import build_missing_indexes, indexes_set_aside, keys_trusted
from trato.foundation.public import Actor, ChangeSet, Say, installation, learn_all_terms
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.kit.sort_keys import sort_key
from trato.kit.text import words
from trato.sales.deals.models import Deal, StageMove
from trato.sales.deals.recounting import recount_held
from trato.sales.deals.use_cases.courses import Way, courses
from trato.sales.pipelines.models import LOST, WON
from trato.sales.pipelines.queries import Pipelines
from trato.sales.pipelines.use_cases.begin import keep_first_pipelines
from trato.sales.seeding.statements import COUNT, CUSTOMERS, DEALS, PREPARE

HISTORY = timedelta(days=730)
DEALS_A_CHUNK = 4_000
STEPS = 5  # open stages that a deal goes through at most
WORTH_REBUILDING = 50_000
SEEDED = (Deal, StageMove)
SOLD = ("Drip irrigation", "Pump station", "Solar roof", "Service contract", "Greenhouse", "Water tank", "Training")
FOR = ("the north", "the south", "spring", "autumn", "the new hall", "the old mill", "two fields", "the garden")


def seed_deals(count: int, *, seed: int, by: Actor, say: Say) -> None:
    """Of customers who are there. Each chunk is committed by itself, so this is no act that could be undone."""
    build_missing_indexes(SEEDED)
    known = keep_first_pipelines(by=by)
    is_large = count >= WORTH_REBUILDING and not Deal.objects.exists()
    run = ChangeSet.objects.filter(kind="seed").count() + 1
    change_set = ChangeSet.objects.create(
        kind="seed",
        label=f"Seed {seed}",
        actor_kind=by.kind,
        actor_id=by.id,
        door=by.door,
        counts={"deals": count},
        finished_at=now(),
    )
    given = _given(known) | {"seed": seed, "run": run, "total": count, "change_set": str(change_set.id)}
    started = monotonic()
    with keys_trusted(), indexes_set_aside(SEEDED) if is_large else nullcontext():
        for done in _chunks(count, given):
            say("deals", done, count, monotonic() - started)
    learn_all_terms()
    recount_held()
    with connection.cursor() as cursor:
        cursor.execute("analyze sales_deal, sales_stagemove")


def _given(known: Pipelines) -> dict[str, Any]:
    """What all chunks share. The tables they draw from stand for this session alone."""
    pipeline = known.in_use[0].code
    mine = known.stages_of(pipeline)
    steps = [each.code for each in mine if each.is_open]
    ends = {state: next((each.code for each in mine if each.state == state), None) for state in (WON, LOST)}
    if len(steps) < STEPS or None in ends.values():
        raise DomainError(f"The first pipeline needs {STEPS} open stages, one that is won and one that is lost.")
    names = [f"{what} for {whom}" for what, whom in product(SOLD, FOR)]
    with connection.cursor() as cursor:
        for statement in PREPARE:
            cursor.execute(statement)
        cursor.executemany(
            "insert into seed_name values (%s, %s, %s, %s)",
            [(place, name, sort_key(name), list(words(name))) for place, name in enumerate(names)],
        )
        cursor.executemany(
            "insert into seed_stage values (%s, %s, %s)",
            [(place, code, pipeline) for place, code in enumerate(steps[:STEPS], start=1)],
        )
        cursor.executemany("insert into seed_way values (%s, %s, %s)", _ways(steps[:STEPS], list(ends.values())))
        cursor.execute(CUSTOMERS, {"most": 1_000_000})
        cursor.execute(COUNT)
        ((customers,),) = cursor.fetchall()
    if not customers:
        raise DomainError("Deals are seeded with customers who are there: seed contacts first.")
    facts = {"names": len(names), "customers": customers, "pipeline": pipeline, "until": now(), "history": HISTORY}
    return facts | {"home": installation().currency, "won": ends[WON], "lost": ends[LOST]}


def _ways(steps: list[str], ends: list[Any]) -> list[tuple[int, str, int]]:
    """All that they can have gone after their first move, by how many stages were entered and how it ended."""
    ways = {(place, ""): tuple(steps[:place]) for place in range(2, STEPS + 1)}
    ways |= {(place + 1, end): (*steps[:place], end) for place in range(1, STEPS + 1) for end in ends}
    known = {key: Way(stages, (*[1] * (len(stages) - 1), 0)) for key, stages in ways.items()}
    ids = courses(known.values())
    return [(place, end, ids[way]) for (place, end), way in known.items()]


def _chunks(count: int, given: dict[str, Any]) -> Iterator[int]:
    for first in range(0, count, DEALS_A_CHUNK):
        last = min(first + DEALS_A_CHUNK, count) - 1
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(DEALS, given | {"first": first, "last": last})
        yield last + 1
