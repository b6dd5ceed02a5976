"""By which stages a deal went is kept beside it, and says what its history says."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from trato.foundation.public import SYSTEM, Actor, RecordUpdate
from trato.kit.clock import now
from trato.kit.testing.frozen_clock import FrozenClock, frozen_clock
from trato.sales.deals.models import Course, Deal, StageMove, digest_of
from trato.sales.deals.use_cases.courses import MOST_STAGES, Left, Way, courses, keep_courses
from trato.sales.public import create_deals, lose_deals, reopen_deals, update_deals, win_deals
from trato.sales.reports.catalogue import REPORTS
from trato.sales.reports.scope import read_scope

pytestmark = pytest.mark.django_db
STAGES = ("qualification", "demo", "proposal", "negotiation", "ready_to_close", "won", "lost")


@pytest.fixture
def clock() -> Iterator[FrozenClock]:
    with frozen_clock(now()) as stopped:
        yield stopped


@pytest.fixture
def deal(as_alice: Actor, clock: FrozenClock) -> UUID:
    return create_deals([{"name": "Pump", "amount": "100 EUR"}], by=as_alice)[0].id


def move(deal: UUID, stage: str, by: Actor) -> None:
    reason = {"lost_reason": "Price"} if stage == "lost" else {}
    update_deals([RecordUpdate(id=deal, values={"stage": stage, **reason})], by=by)


def way(deal: UUID) -> tuple[list[str], list[int], list[int]]:
    one = Deal.objects.select_related("course").get(pk=deal)
    assert one.course is not None
    assert one.stays is not None
    return one.course.stages, one.course.times_left, one.stays


def told_by_history(deal: UUID) -> dict[str, tuple[int, int]]:
    """Of each stage that was entered: how often it was left, and thousandths of days in it."""
    times, days = Counter[str](), Counter[str]()
    for step in StageMove.objects.filter(deal=deal).order_by("at", "id"):
        times[step.to_stage_id] += 0
        if step.from_stage_id:
            times[step.from_stage_id] += 1
            days[step.from_stage_id] += round((step.days or 0) * 1000)
    return {code: (times[code], days[code]) for code in times}


def test_a_deal_that_did_not_move_needs_no_way(deal: UUID) -> None:
    one = Deal.objects.get(pk=deal)

    assert (one.course_id, one.stays, one.entered_at) == (None, None, None)


def test_a_move_says_from_where_after_how_long(deal: UUID, as_alice: Actor, clock: FrozenClock) -> None:
    entered = Deal.objects.get(pk=deal).stage_since
    clock.advance(timedelta(days=2, hours=12))

    move(deal, "demo", as_alice)

    assert way(deal) == (["qualification", "demo"], [1, 0], [2_500, 0])
    assert Deal.objects.get(pk=deal).entered_at == entered


def test_who_comes_back_to_a_stage_leaves_it_twice(deal: UUID, as_alice: Actor, clock: FrozenClock) -> None:
    for stage, days in (("demo", 1), ("qualification", 2), ("proposal", 4)):
        clock.advance(timedelta(days=days))
        move(deal, stage, as_alice)

    assert way(deal) == (["qualification", "demo", "proposal"], [2, 1, 0], [5_000, 2_000, 0])


def test_winning_losing_and_reopening_are_steps_of_the_way(deal: UUID, as_alice: Actor, clock: FrozenClock) -> None:
    clock.advance(timedelta(days=1))
    win_deals([deal], by=as_alice)
    reopen_deals([deal], by=as_alice)
    lose_deals([deal], reason="Price", by=as_alice)

    assert way(deal) == (["qualification", "won", "lost"], [2, 1, 0], [1_000, 0, 0])


def test_when_it_entered_stays_however_often_it_moves(deal: UUID, as_alice: Actor, clock: FrozenClock) -> None:
    entered = Deal.objects.get(pk=deal).stage_since
    for stage in STAGES:
        clock.advance(timedelta(days=1))
        move(deal, stage, as_alice)

    assert Deal.objects.get(pk=deal).entered_at == entered


def test_a_change_of_something_else_is_no_step(deal: UUID, as_alice: Actor) -> None:
    update_deals([RecordUpdate(id=deal, values={"amount": "200 EUR"})], by=as_alice)
    update_deals([RecordUpdate(id=deal, values={"stage": "qualification"})], by=as_alice)

    assert Deal.objects.get(pk=deal).course_id is None


def test_deals_that_went_the_same_way_share_it(as_alice: Actor, clock: FrozenClock) -> None:
    ids = [each.id for each in create_deals([{"name": f"Deal {n}"} for n in range(5)], by=as_alice)]
    update_deals([RecordUpdate(id=id_, values={"stage": "demo"}) for id_ in ids[:4]], by=as_alice)
    update_deals([RecordUpdate(id=ids[4], values={"stage": "proposal"})], by=as_alice)

    assert Course.objects.count() == 2
    assert len(set(Deal.objects.filter(pk__in=ids[:4]).values_list("course_id", flat=True))) == 1


def test_a_file_brings_deals_in_that_did_not_move_here(as_alice: Actor, clock: FrozenClock) -> None:
    begun = (now() - timedelta(days=40)).date()
    row = {"name": "Old", "begun_on": begun.isoformat(), "stage": "demo"}
    (saved,) = create_deals([row], by=as_alice.at("import"))
    entered = Deal.objects.get(pk=saved.id).stage_since
    assert entered.date() == begun

    move(saved.id, "proposal", as_alice)

    assert way(saved.id)[:2] == (["demo", "proposal"], [1, 0])
    assert Deal.objects.get(pk=saved.id).entered_at == entered
    assert 39_000 < way(saved.id)[2][0] < 41_500


@pytest.mark.parametrize("seed", range(6))
def test_whatever_way_it_goes_history_says_the_same(seed: int, deal: UUID, as_alice: Actor, clock: FrozenClock) -> None:
    dice = Random(seed)
    for _step in range(12):
        clock.advance(timedelta(minutes=dice.randrange(1, 20_000)))
        move(deal, dice.choice(STAGES), as_alice)

    stages, times, stays = way(deal)
    assert {code: (left, stay) for code, left, stay in zip(stages, times, stays, strict=True)} == told_by_history(deal)


def test_no_way_is_too_long_for_its_index(deal: UUID) -> None:
    moment = now()
    for number in range(MOST_STAGES + 30):
        keep_courses([Left(deal, f"stage_{number}", f"stage_{number + 1}", moment, 999_999_999)])

    stages, times, stays = way(deal)
    assert len(stages) == len(times) == len(stays) == MOST_STAGES
    assert stays == [999_999_999] * MOST_STAGES


def test_a_way_has_one_row_whoever_asks_for_it_first() -> None:
    ways = [Way(("a", "b"), (1, 0)), Way(("a", "b"), (2, 0)), Way(("a",), (1,))]

    first = courses(ways)

    assert courses(list(reversed(ways))) == first
    assert len(set(first.values())) == Course.objects.count() == 3


def test_names_that_run_together_are_no_twins() -> None:
    assert digest_of(["a", "bc"], [1, 0]) != digest_of(["ab", "c"], [1, 0])
    assert digest_of(["a"], [11]) != digest_of(["a"], [1, 1])


def learned() -> list[tuple[Any, ...]]:
    rows = Deal.objects.select_related("course").order_by("name")
    return [
        (one.name, one.course and (one.course.stages, one.course.times_left), one.stays, one.entered_at) for one in rows
    ]


def test_what_moved_before_is_learned_from_its_history(as_alice: Actor, clock: FrozenClock) -> None:
    dice = Random(7)
    ids = [each.id for each in create_deals([{"name": f"Deal {n}"} for n in range(9)], by=as_alice)]
    for _step in range(30):
        clock.advance(timedelta(minutes=dice.randrange(1, 9_000)))
        move(dice.choice(ids[:8]), dice.choice(STAGES), as_alice)
    kept, courses_kept = learned(), set(Course.objects.values_list("digest", flat=True))
    Deal.objects.update(course=None, stays=None, entered_at=None)
    Course.objects.all().delete()

    with connection.cursor() as cursor:
        cursor.execute(import_module("trato.sales.migrations.0008_speed").LEARN)

    assert learned() == kept
    assert set(Course.objects.values_list("digest", flat=True)) <= courses_kept
    assert kept[8][1] is None


def furthest_by_history(ids: list[UUID]) -> dict[str, int]:
    """How many came as far as each step, counted deal by deal."""
    steps = STAGES[:6]
    places = [max((steps.index(code) for code in told_by_history(id_) if code in steps), default=-1) for id_ in ids]
    return {code: sum(place >= at for place in places) for at, code in enumerate(steps)}


def mean_days_by_history() -> dict[str, float]:
    found = {}
    for code in STAGES[:6]:
        days = [float(each.days or 0) for each in StageMove.objects.filter(from_stage__code=code)]
        if days:
            found[code] = sum(days) / len(days)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_funnel_says_what_the_history_says(seed: int, as_alice: Actor, as_ada: Actor, clock: FrozenClock) -> None:
    dice = Random(seed)
    ids = [each.id for each in create_deals([{"name": f"Deal {n}", "amount": "7 EUR"} for n in range(8)], by=as_alice)]
    for _step in range(30):
        clock.advance(timedelta(minutes=dice.randrange(1, 9_000)))
        move(dice.choice(ids), dice.choice(STAGES), as_alice)

    found = REPORTS["funnel"].make(read_scope({"period": "all"}, by=as_ada), "")

    assert {row.key: row.cells[0].value for row in found.rows} == furthest_by_history(ids)
    told = {row.key: row.cells[-1].value for row in found.rows if row.cells[-1].value is not None}
    assert told == pytest.approx(mean_days_by_history())


def test_undoing_a_step_is_a_step_too(deal: UUID, as_alice: Actor, clock: FrozenClock) -> None:
    from trato.foundation.public import carry_out, give_values, start_change_set, undo

    clock.advance(timedelta(days=1))
    one = start_change_set(kind="deal", act="edit", selection={"ids": [str(deal)]}, by=as_alice)
    give_values(one.id, values={"stage": "demo"}, by=as_alice)
    carry_out(one.id, by=as_alice)
    clock.advance(timedelta(days=1))
    undo(one.id, by=as_alice)

    stages, times, stays = way(deal)
    assert (stages, times) == (["qualification", "demo"], [1, 1])
    assert {code: (left, stay) for code, left, stay in zip(stages, times, stays, strict=True)} == told_by_history(deal)


def test_the_system_moves_deals_as_people_do(deal: UUID) -> None:
    move(deal, "demo", SYSTEM)

    assert way(deal)[0] == ["qualification", "demo"]
