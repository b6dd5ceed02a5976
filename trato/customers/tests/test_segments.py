"""Segments follow their rules."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from trato.customers.public import (
    Contact,
    Segment,
    SegmentMember,
    change_rules,
    create_contacts,
    create_segments,
    follow_clock,
    recount,
    trash_contacts,
    trash_segments,
    update_contacts,
    write_note,
)
from trato.customers.segments.errors import SegmentInUse, SegmentRing
from trato.customers.segments.subscribers import follow_events
from trato.foundation.public import SYSTEM, Actor, LoggedEvent, ReadEvent, RecordUpdate, RuleRefused, User
from trato.kit.clock import now
from trato.kit.testing.frozen_clock import FrozenClock, frozen_clock

FAIR = {"field": "source", "value": "Fair"}


@pytest.fixture
def make(as_alice: Actor) -> Callable[..., Segment]:
    def made(rules: object, name: str = "Of the fair", **more: object) -> Segment:
        (saved,) = create_segments([{"name": name, "rules": rules, **more}], by=as_alice)
        recount(saved.id)
        return Segment.objects.get(pk=saved.id)

    return made


@pytest.fixture
def person(as_alice: Actor) -> Callable[..., UUID]:
    return lambda name, **facts: create_contacts([{"name": name, **facts}], by=as_alice)[0].id


def names_in(one: Segment) -> list[str]:
    ids = SegmentMember.objects.filter(segment=one, until=None).values("record_id")
    return list(Contact.objects.filter(pk__in=ids).order_by("name").values_list("name", flat=True))


def follow() -> None:
    """As the worker's reader does. Inside a test nothing is committed, so the log is read past the reader's cursor."""
    seen: set[UUID] = set()
    while events := [event for event in _logged() if event.id not in seen]:
        seen |= {event.id for event in events}
        follow_events(events)


def _logged() -> list[ReadEvent]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, kind, at, actor_kind, actor_id, contact_id, company_id, subject_type, subject_id,"
            " subject_version, channel, data::text, era, xid::text from event order by id"
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [ReadEvent(*(*row[:11], json.loads(row[11]), *row[12:])) for row in rows]


@pytest.fixture
def stopped() -> Iterator[FrozenClock]:
    with frozen_clock(now()) as clock:
        yield clock


def test_who_fits_when_it_is_made_is_in_it(make: Callable[..., Segment], person: Callable[..., UUID]) -> None:
    person("Ana", source="Fair")
    person("Bea", source="Web")

    one = make(FAIR)

    assert names_in(one) == ["Ana"]
    assert (one.size, one.stale_since) == (1, None)


def test_who_comes_to_fit_comes_in_and_who_does_not_any_more_falls_out(
    make: Callable[..., Segment], person: Callable[..., UUID], as_alice: Actor
) -> None:
    one = make(FAIR)
    follow()
    ana = person("Ana", source="Fair")
    follow()
    assert names_in(one) == ["Ana"]

    update_contacts([RecordUpdate(id=ana, values={"source": "Web"})], by=as_alice)
    follow()

    assert names_in(one) == []
    told = LoggedEvent.objects.filter(subject_id=one.id, contact_id=ana).order_by("id").values_list("kind", flat=True)
    assert list(told) == ["customers.segment_joined", "customers.segment_left"]
    assert SegmentMember.objects.filter(segment=one, record_id=ana, until__isnull=False).count() == 1
    one.refresh_from_db()
    assert one.size == 0


def test_what_happened_puts_somebody_in_and_time_takes_him_out(
    make: Callable[..., Segment], person: Callable[..., UUID], as_alice: Actor, stopped: FrozenClock
) -> None:
    one = make({"event": "customers.note_written", "operator": "least", "value": 2, "within": "7d"})
    ana = person("Ana")
    write_note("One", by=as_alice, contact_id=ana)
    follow()
    assert names_in(one) == []
    write_note("Two", by=as_alice, contact_id=ana)
    follow()
    assert names_in(one) == ["Ana"]

    stopped.advance(timedelta(days=6))
    assert not follow_clock(one.id, by=SYSTEM)
    stopped.advance(timedelta(days=2))
    assert follow_clock(one.id, by=SYSTEM).left == [ana]
    assert names_in(one) == []


def test_a_day_that_moves_along_is_followed_at_midnight(
    make: Callable[..., Segment], person: Callable[..., UUID], stopped: FrozenClock
) -> None:
    ana = person("Ana")
    one = make({"field": "created_at", "operator": "after", "value": "-3"})
    assert names_in(one) == ["Ana"]

    stopped.advance(timedelta(days=2))
    assert not follow_clock(one.id, by=SYSTEM)
    stopped.advance(timedelta(days=2))

    assert follow_clock(one.id, by=SYSTEM).left == [ana]


def test_trashed_contacts_fall_out(make: Callable[..., Segment], person: Callable[..., UUID], as_alice: Actor) -> None:
    ana = person("Ana", source="Fair")
    one = make(FAIR)
    trash_contacts([ana], by=as_alice)
    follow()

    assert SegmentMember.objects.filter(segment=one, until=None).count() == 0


def test_a_segment_of_a_segment_follows_it(
    make: Callable[..., Segment], person: Callable[..., UUID], as_alice: Actor
) -> None:
    fair = make(FAIR)
    leads = make({"and": [{"segment": str(fair.id)}, {"field": "lifecycle_stage", "value": "lead"}]}, "Leads")
    ana = person("Ana", source="Fair")
    follow()
    assert names_in(leads) == ["Ana"]

    update_contacts([RecordUpdate(id=ana, values={"source": "Web"})], by=as_alice)
    follow()
    assert names_in(leads) == []


def test_a_recount_of_one_reaches_the_segments_made_of_it(
    make: Callable[..., Segment], person: Callable[..., UUID], as_alice: Actor
) -> None:
    person("Ana", source="Fair")
    person("Bea", source="Web")
    fair = make(FAIR)
    same = make({"segment": str(fair.id)}, "Same")
    follow()
    change_rules(fair.id, {"field": "source", "value": "Web"}, by=as_alice)
    recount(fair.id)
    follow()

    same.refresh_from_db()
    assert same.stale_since is not None
    recount(same.id)
    assert names_in(same) == ["Bea"]


def test_no_segment_is_made_of_itself(make: Callable[..., Segment], as_alice: Actor) -> None:
    one = make(FAIR)
    two = make({"segment": str(one.id)}, "Two")
    for rules in ({"segment": str(one.id)}, {"not": {"segment": str(two.id)}}):
        with pytest.raises(SegmentRing):
            change_rules(one.id, rules, by=as_alice)
    one.refresh_from_db()
    assert one.rules == FAIR


def test_a_segment_that_another_is_made_of_stays(make: Callable[..., Segment], as_alice: Actor) -> None:
    one = make(FAIR)
    two = make({"segment": str(one.id)}, "Two")
    with pytest.raises(SegmentInUse, match="Two"):
        trash_segments([one.id], by=as_alice)
    trash_segments([two.id, one.id], by=as_alice)


def test_nobody_makes_a_segment_of_what_he_may_not_see(
    make: Callable[..., Segment], as_bob: Actor, alice: User, as_alice: Actor
) -> None:
    one = make(FAIR)
    with pytest.raises(RuleRefused):
        create_segments([{"name": "Stolen", "rules": {"segment": str(one.id)}}], by=as_bob)
    alice.roles.get().__class__.objects.update(hidden_fields=["contact.source"])
    with pytest.raises(RuleRefused):
        change_rules(one.id, {"field": "name", "value": "x"}, by=User.objects.get(pk=alice.pk).acting())
    assert Segment.objects.filter(name="Stolen").count() == 0


def test_without_rules_nobody_is_in_it(
    make: Callable[..., Segment], person: Callable[..., UUID], as_alice: Actor
) -> None:
    person("Ana", source="Fair")
    one = make(FAIR)
    change_rules(one.id, None, by=as_alice)
    recount(one.id)

    assert names_in(one) == []


def test_the_clock_of_no_segment_is_for_people(make: Callable[..., Segment], as_alice: Actor) -> None:
    with pytest.raises(Exception, match="Only Trato"):
        follow_clock(make(FAIR).id, by=as_alice)


@pytest.mark.parametrize(("moved", "expected"), [(timedelta(0), ["Ana"]), (timedelta(microseconds=1), [])])
def test_a_window_holds_its_first_moment_and_none_before(
    moved: timedelta,
    expected: list[str],
    make: Callable[..., Segment],
    person: Callable[..., UUID],
    as_alice: Actor,
    stopped: FrozenClock,
) -> None:
    """Counted by all, asked of one, and told by the clock: the edge is the same."""
    write_note("One", by=as_alice, contact_id=person("Ana"))
    one = make({"event": "customers.note_written", "within": "7d"})
    assert names_in(one) == ["Ana"]

    stopped.advance(timedelta(days=7) + moved)
    follow_clock(one.id, by=SYSTEM)

    assert names_in(one) == expected
    recount(one.id)
    assert names_in(one) == expected


def test_the_clock_passes_no_moment_between_two_looks(
    make: Callable[..., Segment], person: Callable[..., UUID], as_alice: Actor, stopped: FrozenClock
) -> None:
    """What stood on the edge at the last look has left at the next one, however soon that comes."""
    ana = person("Ana")
    write_note("One", by=as_alice, contact_id=ana)
    one = make({"event": "customers.note_written", "within": "7d"})
    stopped.advance(timedelta(days=7))
    assert not follow_clock(one.id, by=SYSTEM)

    stopped.advance(timedelta(microseconds=1))

    assert follow_clock(one.id, by=SYSTEM).left == [ana]
