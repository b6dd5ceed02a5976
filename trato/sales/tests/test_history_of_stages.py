"""Where a deal stood, for how long, and who moved it: told by its page, kept by its moves, undone as a whole."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from trato.foundation.public import SYSTEM, Actor, Change, LoggedEvent, RecordUpdate, User
from trato.kit.testing.frozen_clock import frozen_clock
from trato.sales.deals.panels import stages_of
from trato.sales.deals.use_cases.duplicate import duplicate_deal
from trato.sales.public import Deal, StageMove, create_deals, lose_deals, reopen_deals, update_deals, win_deals

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


def moved(one: Deal, to: str, by: Actor) -> None:
    update_deals([RecordUpdate(id=one.id, values={"stage": to})], by=by)


def told(one: Deal, by: Actor) -> list[tuple[str, int | None, str]]:
    facts: Any = stages_of(one.id, by)
    return [(step["stage"], step["days"], step["who"]) for step in facts["steps"]]


@pytest.fixture
def travelled(as_alice: Actor, as_ada: Actor) -> Deal:
    """Three days in the first stage, ten and a half in the next, back for one, then won."""
    with frozen_clock(MONDAY) as clock:
        (saved,) = create_deals([{"name": "Roof", "amount": "10 EUR"}], by=as_alice)
        one = Deal.objects.get(pk=saved.id)
        clock.advance(timedelta(days=3))
        moved(one, "proposal", as_ada)
        clock.advance(timedelta(days=10, hours=12))
        moved(one, "demo", as_alice)
        clock.advance(timedelta(days=1))
        win_deals([one.id], by=as_alice)
    one.refresh_from_db()
    return one


def test_the_days_in_each_stage_stand_with_who_ended_them(travelled: Deal, as_alice: Actor) -> None:
    days = StageMove.objects.filter(deal=travelled).order_by("at").values_list("from_stage_id", "days")
    assert list(days) == [
        (None, None),
        ("qualification", Decimal(3)),
        ("proposal", Decimal("10.5")),
        ("demo", Decimal(1)),
    ]
    assert told(travelled, as_alice) == [
        ("Won", None, "Alice"),
        ("Demo", 1, "Alice"),
        ("Proposal", 10, "Ada"),
        ("Qualification", 3, "Alice"),
    ]


def test_the_last_stage_of_an_open_deal_goes_on(travelled: Deal, as_alice: Actor) -> None:
    with frozen_clock(MONDAY + timedelta(days=20)) as clock:
        reopen_deals([travelled.id], by=as_alice)
        clock.advance(timedelta(days=4, hours=23))
        assert told(travelled, as_alice)[:2] == [("Qualification", 4, "Alice"), ("Won", 5, "Alice")]


def test_a_clock_that_went_back_makes_no_time_below_nothing(as_alice: Actor) -> None:
    with frozen_clock(MONDAY) as clock:
        (saved,) = create_deals([{"name": "Roof"}], by=as_alice)
        clock.advance(timedelta(hours=-3))
        update_deals([RecordUpdate(id=saved.id, values={"stage": "demo"})], by=as_alice)
    assert StageMove.objects.exclude(from_stage=None).get().days == 0


def test_a_deal_of_a_file_has_stood_in_its_stage_since_it_began(as_ada: Actor) -> None:
    with frozen_clock(MONDAY):
        rows = [
            {"name": "Old", "stage": "demo", "begun_on": "2026-10-01"},
            {"name": "To come", "stage": "demo", "begun_on": "2027-10-01"},
            {"name": "Done", "stage": "won", "begun_on": "2026-09-01", "close_on": "2026-10-05"},
        ]
        create_deals(rows, by=as_ada.at("import"))
    since = dict(Deal.objects.values_list("name", "stage_since"))
    assert {name: moment.isoformat() for name, moment in since.items()} == {
        "Old": "2026-10-01T12:00:00+00:00",
        "To come": MONDAY.isoformat(),
        "Done": "2026-10-05T12:00:00+00:00",
    }
    assert dict(StageMove.objects.values_list("deal__name", "at")) == since


def test_no_event_tells_a_word_of_people(travelled: Deal, as_alice: Actor) -> None:
    update_deals(
        [RecordUpdate(id=travelled.id, values={"next_step": "Zq-Secret", "competitor": "Zq-Rival"})], by=as_alice
    )
    reopen_deals([travelled.id], by=as_alice)
    lose_deals([travelled.id], reason="Zq-Reason", by=as_alice)
    said = "".join(str(each) for each in LoggedEvent.objects.filter(subject_id=travelled.id).values_list("data"))
    assert "Zq-" not in said
    kinds = LoggedEvent.objects.filter(subject_id=travelled.id).values_list("kind", flat=True)
    verbs = ("created", "stage_changed", "won", "reopened", "lost")
    assert {f"sales.deal_{verb}" for verb in verbs} <= set(kinds)


def test_each_change_has_its_row_of_history_in_the_same_transaction(travelled: Deal) -> None:
    versions = Change.objects.filter(record_id=travelled.id).order_by("version").values_list("version", flat=True)
    assert list(versions) == [1, 2, 3, 4]
    events = LoggedEvent.objects.filter(subject_id=travelled.id).values_list("subject_version", flat=True)
    assert set(events) == {1, 2, 3, 4}


def test_a_copy_begins_anew_without_the_past(travelled: Deal, as_bob: Actor, as_alice: Actor, alice: User) -> None:
    copy = Deal.objects.get(pk=duplicate_deal(travelled.id, by=as_alice).id)
    assert (copy.state, copy.stage_id, copy.close_on, copy.owner_id) == ("open", "qualification", None, alice.id)
    assert (copy.amount, copy.amount_currency, copy.base_amount) == (10, "EUR", 10)
    assert StageMove.objects.filter(deal=copy).count() == 1
    travelled.refresh_from_db()
    assert (travelled.state, travelled.version) == ("won", 4)


def test_who_does_not_see_the_deal_is_told_nothing_of_its_past(travelled: Deal, as_bob: Actor) -> None:
    assert stages_of(travelled.id, as_bob) is None


def test_what_the_system_does_has_nobodys_name(as_alice: Actor) -> None:
    (saved,) = create_deals([{"name": "Roof"}], by=as_alice)
    update_deals([RecordUpdate(id=saved.id, values={"stage": "demo"})], by=SYSTEM)
    assert told(Deal.objects.get(), as_alice)[0] == ("Demo", 0, "")
