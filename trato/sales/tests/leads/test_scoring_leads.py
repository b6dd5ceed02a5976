"""Points, where each comes from, and how they fade."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trato.customers.public import Contact, TraitValue, create_contacts, merge_contacts, update_contacts, write_note
from trato.foundation.public import (
    SYSTEM,
    Actor,
    LoggedEvent,
    NotAllowed,
    RecordUpdate,
    read_records,
    record_kind,
)
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.kit.testing.frozen_clock import frozen_clock
from trato.sales.scoring.measuring import plainly
from trato.sales.scoring.models import ScoringRule
from trato.sales.scoring.panel import score_of_contact
from trato.sales.scoring.recounting import recount_scores
from trato.sales.scoring.use_cases.rules import (
    ScoringFacts,
    delete_scoring_rule,
    save_scoring_rule,
    set_threshold,
)
from trato.sales.scoring.use_cases.score import score_contacts
from trato.sales.tests.leads.reading import Listening

NOTED = "customers.note_written"
WEB = {"field": "source", "operator": "is", "value": ["Web"]}


def rule(**facts: Any) -> ScoringRule:
    return save_scoring_rule(replace(ScoringFacts(name="From the web", points=10, rules=WEB), **facts), by=SYSTEM)


def noted(**facts: Any) -> ScoringRule:
    return rule(**{"name": "Spoke with us", "rules": {}, "event": NOTED, "points": 8, **facts})


@pytest.fixture
def lead(installed: Any) -> Contact:
    (saved,) = create_contacts([{"name": "Lead", "source": "Web", "lead_status": "new"}], by=SYSTEM)
    return Contact.objects.get(pk=saved.id)


def score(one: Contact) -> int | None:
    found = TraitValue.objects.filter(record_id=one.pk, trait__code="lead_score").first()
    return int(found.number) if found and found.number is not None else None


def reasons(one: Contact) -> list[str]:
    return list(TraitValue.objects.get(record_id=one.pk).reasons)


def count(one: Contact) -> int | None:
    score_contacts([one.pk], by=SYSTEM)
    return score(one)


def read() -> None:
    Listening("sales.scoring").read()


def test_who_fits_has_the_points_with_the_reason(lead: Contact) -> None:
    rule()

    assert count(lead) == 10
    assert reasons(lead) == ["+10 From the web"]


def test_points_can_be_taken_away(lead: Contact) -> None:
    rule()
    rule(name="Too far", points=-15)

    assert count(lead) == -5
    assert reasons(lead) == ["-15 Too far", "+10 From the web"]


def test_nobody_has_a_score_whom_no_rule_knows(installed: Any) -> None:
    rule()
    (saved,) = create_contacts([{"name": "Other", "source": "Fair"}], by=SYSTEM)

    assert count(Contact.objects.get(pk=saved.id)) is None
    assert not TraitValue.objects.exists()


def test_each_time_counts_up_to_the_most(lead: Contact, as_ada: Actor) -> None:
    noted(most=20)
    for n in range(4):
        write_note(f"Call {n}", by=as_ada, contact_id=lead.pk)

    assert count(lead) == 20
    assert reasons(lead) == ["+20 Spoke with us (×4)"]  # noqa: RUF001  # the sign that people read


def test_points_halve_with_their_half_life(lead: Contact, as_ada: Actor) -> None:
    noted(half_life=10)
    write_note("Call", by=as_ada, contact_id=lead.pk)

    for days, points in ((0, 8), (10, 4), (20, 2), (30, 1), (90, 0)):
        with frozen_clock(now() + timedelta(days=days, seconds=5)):
            assert count(lead) in ((points,) if points else (0, None))


def test_what_happened_too_long_ago_counts_no_more(lead: Contact, as_ada: Actor) -> None:
    noted(days=30)
    write_note("Call", by=as_ada, contact_id=lead.pk)
    soon, late = (now() + timedelta(days=days, seconds=5) for days in (29, 31))

    with frozen_clock(soon):
        assert count(lead) == 8
    with frozen_clock(late):
        assert count(lead) is None


def test_what_happened_to_one_that_was_merged_counts(lead: Contact, as_ada: Actor) -> None:
    noted()
    (other,) = create_contacts([{"name": "Twin"}], by=SYSTEM)
    write_note("Call", by=as_ada, contact_id=other.id)
    merge_contacts({other.id: lead.pk}, by=SYSTEM)

    score_contacts([other.id], by=SYSTEM)
    assert score(lead) == 8


def test_a_change_is_counted_by_itself(lead: Contact) -> None:
    rule()
    read()
    first = score(lead)
    update_contacts([RecordUpdate(id=lead.pk, values={"source": "Fair"})], by=SYSTEM)
    read()

    assert (first, score(lead)) == (10, None)


def test_what_happens_is_counted_by_itself(lead: Contact, as_ada: Actor) -> None:
    noted()
    write_note("Call", by=as_ada, contact_id=lead.pk)
    read()

    assert score(lead) == 8


def test_a_score_that_stays_is_not_written_again(lead: Contact) -> None:
    rule()
    count(lead)
    before = TraitValue.objects.get().batch

    assert score_contacts([lead.pk], by=SYSTEM) == 0
    assert TraitValue.objects.get().batch == before


def test_lists_and_rules_see_the_score(lead: Contact) -> None:
    rule()
    count(lead)

    (held,) = read_records(record_kind("contact"), [lead.pk], seen_by=SYSTEM, columns=["trait_lead_score"])
    assert held["trait_lead_score"] == 10


def test_when_a_rule_goes_its_points_go(lead: Contact) -> None:
    gone = rule()
    count(lead)
    delete_scoring_rule(gone.id, by=SYSTEM)

    assert recount_scores(at_once=1) == 1
    assert score(lead) is None


def test_all_are_counted_in_pieces(installed: Any) -> None:
    rule()
    create_contacts([{"name": f"Lead {n}", "source": "Web"} for n in range(7)], by=SYSTEM)

    assert recount_scores(at_once=3) == 7
    assert recount_scores(at_once=3) == 0


def test_the_panel_explains_every_point_at_this_moment(lead: Contact, as_ada: Actor, as_alice: Actor) -> None:
    rule()
    noted(most=5)
    write_note("Call", by=as_ada, contact_id=lead.pk)
    facts: Any = score_of_contact(lead.pk, as_ada)

    assert facts["total"] == 15
    assert [(points, each.rule.name) for points, each in facts["parts"]] == [
        ("+10", "From the web"),
        ("+5", "Spoke with us"),
    ]
    hidden = replace(as_alice, hidden=frozenset({"contact.trait_lead_score"}))
    assert score_of_contact(lead.pk, hidden) is None


class TestThreshold:
    def test_coming_up_to_it_is_told_once(self, lead: Contact) -> None:
        rule()
        set_threshold(10, is_status_set=False, by=SYSTEM)
        count(lead)
        rule(name="More", points=5)
        count(lead)

        (event,) = LoggedEvent.objects.filter(kind="sales.lead_qualified")
        assert (event.contact_id, event.data) == (lead.pk, {"score": 10, "threshold": 10})
        lead.refresh_from_db()
        assert lead.lead_status == "new"

    def test_it_can_set_the_status_of_open_leads(self, lead: Contact) -> None:
        (other,) = create_contacts([{"name": "Lost", "source": "Web", "lead_status": "unqualified"}], by=SYSTEM)
        rule()
        set_threshold(5, is_status_set=True, by=SYSTEM)
        score_contacts([lead.pk, other.id], by=SYSTEM)

        statuses = dict(Contact.objects.values_list("name", "lead_status"))
        assert statuses == {"Lead": "qualified", "Lost": "unqualified"}

    def test_below_it_nothing_happens(self, lead: Contact) -> None:
        rule()
        set_threshold(11, is_status_set=True, by=SYSTEM)
        count(lead)

        assert not LoggedEvent.objects.filter(kind="sales.lead_qualified").exists()

    @pytest.mark.parametrize("points", [0, -5, 10_001])
    def test_one_that_makes_no_sense_is_refused(self, installed: Any, points: int) -> None:
        with pytest.raises(DomainError):
            set_threshold(points, is_status_set=False, by=SYSTEM)


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""},
        {"points": 0},
        {"points": 10_001},
        {"rules": {}},
        {"rules": {"field": "gone", "operator": "is", "value": "x"}},
        {"event": "customers.nothing"},
        {"event": NOTED, "days": 0},
        {"event": NOTED, "half_life": 4_000},
        {"event": NOTED, "most": -1},
    ],
)
def test_a_rule_that_cannot_be_is_refused(installed: Any, facts: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        rule(**facts)
    assert not ScoringRule.objects.exists()


def test_a_rule_whose_field_is_gone_gives_nothing(lead: Contact) -> None:
    rule()
    gone = rule(name="Gone")
    ScoringRule.objects.filter(pk=gone.pk).update(rules={"field": "gone", "operator": "is", "value": ["x"]})

    assert count(lead) == 10


def test_only_who_may_makes_rules(as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        save_scoring_rule(ScoringFacts(name="Mine", points=1, rules=WEB), by=as_alice)
    with pytest.raises(NotAllowed):
        set_threshold(5, is_status_set=False, by=as_alice)


@given(st.decimals(min_value=-9_999, max_value=9_999, places=2))
def test_points_are_written_so_that_they_can_be_read_back(points: Decimal) -> None:
    assert Decimal(plainly(points, signed=True)) == points
