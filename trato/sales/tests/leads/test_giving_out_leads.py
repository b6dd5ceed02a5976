"""Who gets a lead, and why."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from trato.customers.public import Contact, create_contacts
from trato.foundation.public import SYSTEM, Actor, LoggedEvent, NotAllowed, Team, User
from trato.kit.errors import DomainError
from trato.kit.ids import new_id
from trato.kit.testing.frozen_clock import frozen_clock
from trato.sales.lead_forms.models import LeadForm
from trato.sales.routing.errors import RoutingRefused
from trato.sales.routing.models import Away, RoutingDecision, RoutingRule, Way
from trato.sales.routing.queries import decisions_of
from trato.sales.routing.telling import told_decision
from trato.sales.routing.use_cases.hours import save_working_hours
from trato.sales.routing.use_cases.route import route_contacts, route_waiting
from trato.sales.routing.use_cases.rules import RuleFacts, delete_routing_rule, move_routing_rule, save_routing_rule
from trato.sales.tests.leads.reading import Listening

Send = Callable[..., Any]
MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)
NINE_TO_FIVE = ["09:00-17:00"] * 5


def rule(*people: User, **facts: Any) -> RoutingRule:
    told = RuleFacts(name="In turn", people=[each.id for each in people])
    return save_routing_rule(replace(told, **facts), by=SYSTEM)


def lead(n: int = 0, **facts: Any) -> Contact:
    values = {"name": f"Lead {n}", "email": f"lead{n}@people.example", "owner": None, **facts}
    (saved,) = create_contacts([values], by=SYSTEM)
    return Contact.objects.get(pk=saved.id)


def given_out(*leads: Contact) -> list[str]:
    """As if each had come by a form."""
    for one in leads:
        route_contacts({one.pk: new_id()}, captured={one.pk}, by=SYSTEM)
    owners = dict(Contact.objects.filter(pk__in=[one.pk for one in leads]).values_list("pk", "owner__name"))
    return [owners[one.pk] or "" for one in leads]


def why(one: Contact) -> str:
    return " ".join(told_decision(decisions_of(one.pk)[0]).reasons)


def read() -> None:
    Listening("sales.routing").read()


def test_a_form_that_is_filled_in_reaches_its_owner_by_itself(alice: User, form: LeadForm, joan: Contact) -> None:
    rule(alice)
    read()

    joan.refresh_from_db()
    assert joan.owner == alice
    assert joan.team_id is not None
    assert "the only one" in why(joan)
    assert LoggedEvent.objects.filter(kind="sales.lead_routed", contact_id=joan.pk).count() == 1


def test_reading_again_gives_nothing_out_again(alice: User, bob: User, form: LeadForm, joan: Contact) -> None:
    rule(alice, bob)
    read()
    Contact.objects.filter(pk=joan.pk).update(owner=None)
    decided = RoutingDecision.objects.get()

    route_contacts({joan.pk: decided.event_id}, captured={joan.pk}, by=SYSTEM)

    assert Contact.objects.get(pk=joan.pk).owner is None
    assert RoutingDecision.objects.count() == 1


def test_everybody_in_turn_gets_as_many(alice: User, bob: User, ada: User) -> None:
    rule(alice, bob, ada)

    assert Counter(given_out(*[lead(n) for n in range(12)])) == {"Alice": 4, "Bob": 4, "Ada": 4}


def test_a_set_at_once_is_given_out_as_one_by_one(alice: User, bob: User) -> None:
    rule(alice, bob)
    leads = [lead(n) for n in range(7)]
    route_contacts({each.pk: new_id() for each in leads}, captured={each.pk for each in leads}, by=SYSTEM)

    counts = Counter(Contact.objects.values_list("owner__name", flat=True))
    assert sorted(counts.values()) == [3, 4]


def test_who_has_an_owner_keeps_them(alice: User, bob: User) -> None:
    rule(bob)

    assert given_out(lead(owner=str(alice.id))) == ["Alice"]
    assert not RoutingDecision.objects.exists()


def test_conditions_decide_which_rule(alice: User, bob: User) -> None:
    rule(alice, name="Fair", rules={"field": "source", "operator": "is", "value": ["Fair"]})
    rule(bob, name="Rest")

    assert given_out(lead(1, source="Fair"), lead(2, source="Web")) == ["Alice", "Bob"]


def test_the_order_of_rules_can_be_changed(alice: User, bob: User) -> None:
    rule(alice, name="One")
    other = rule(bob, name="Other")
    move_routing_rule(other.id, is_up=True, by=SYSTEM)
    move_routing_rule(other.id, is_up=True, by=SYSTEM)

    assert given_out(lead()) == ["Bob"]


def test_a_rule_that_is_off_or_deleted_decides_nothing(alice: User, bob: User) -> None:
    rule(alice, is_on=False)
    delete_routing_rule(rule(bob).id, by=SYSTEM)

    assert given_out(lead()) == [""]


def test_without_a_rule_that_fits_it_is_said(alice: User) -> None:
    rule(alice, rules={"field": "source", "operator": "is", "value": ["Fair"]})
    one = lead()

    assert given_out(one) == [""]
    assert why(one) == "No rule fits."


def test_a_team_is_all_who_are_in_it(alice: User, north: Team, hire: Callable[..., User]) -> None:
    hire("Nora", team=north)
    rule(team=north.id)

    assert set(given_out(lead(1), lead(2))) == {"Alice", "Nora"}


def test_who_left_gets_nothing_more(alice: User, bob: User) -> None:
    rule(alice, bob)
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert given_out(lead(1), lead(2)) == ["Bob", "Bob"]


def test_by_load_goes_to_who_has_the_fewest_open(alice: User, bob: User) -> None:
    for n in range(3):
        lead(n, owner=str(alice.id))
    lead(8, owner=str(bob.id), lead_status="junk")
    rule(alice, bob, way=Way.LOAD)
    one = lead(9)

    assert given_out(one, lead(10), lead(11)) == ["Bob", "Bob", "Bob"]
    assert Contact.objects.get(pk=one.pk).owner == bob
    assert why(one) == "Of 2 they had the fewest open leads and deals: 0."


class TestTerritories:
    @pytest.fixture
    def lands(self, alice: User, bob: User, ada: User) -> RoutingRule:
        lines = [
            ["ES", "", "", alice.email],
            ["ES", "", "17", bob.email],
            ["ES", "Girona", "17 0", str(ada.id)],
            ["", "", "", ada.email],
        ]
        return rule(way=Way.TERRITORY, lands=lines)

    @pytest.mark.parametrize(
        ("place", "owner"),
        [
            ({"country": "ES", "postal_code": "08001"}, "Alice"),
            ({"country": "ES", "postal_code": "17800"}, "Bob"),
            ({"country": "ES", "region": "girona", "postal_code": "170 01"}, "Ada"),
            ({"country": "FR", "postal_code": "17000"}, "Ada"),
            ({}, "Ada"),
        ],
    )
    def test_the_closest_counts(self, lands: RoutingRule, place: dict[str, str], owner: str) -> None:
        assert given_out(lead(**place)) == [owner]

    def test_why_names_the_place(self, lands: RoutingRule) -> None:
        one = lead(country="ES", postal_code="17800")
        given_out(one)

        assert "ES 17" in why(one)

    @pytest.mark.parametrize(
        "line", [["ES", "17"], ["ES", "", "17", "nobody@acequia.example"], ["x" * 80, "", "", "y"]]
    )
    def test_a_line_that_makes_no_sense_is_refused_with_its_number(self, line: list[str], ada: User) -> None:
        with pytest.raises(RoutingRefused, match="Line 2"):
            rule(way=Way.TERRITORY, lands=[["ES", "", "", ada.email], line])


class TestWorkingHours:
    @pytest.fixture
    def hours(self, alice: User, bob: User) -> None:
        """Everybody from nine to five, each where they are; Bob is in Mexico."""
        User.objects.filter(pk=bob.pk).update(time_zone="America/Mexico_City")
        save_working_hours(None, days=NINE_TO_FIVE, free="2026-12-25 Christmas", by=SYSTEM)

    def test_only_who_works_gets_one(self, hours: None, alice: User, bob: User) -> None:
        rule(alice, bob, is_for_working=True)
        with frozen_clock(MONDAY):
            one = lead()
            assert given_out(one, lead(1)) == ["Alice", "Alice"]
        with frozen_clock(MONDAY + timedelta(hours=9)):
            assert given_out(lead(2)) == ["Bob"]
        assert "1 other did not work then." in why(one)

    def test_on_a_free_day_the_next_rule_is_asked(self, hours: None, alice: User, bob: User) -> None:
        rule(alice, is_for_working=True)
        rule(bob, name="Rest")
        with frozen_clock(datetime(2026, 12, 25, 10, tzinfo=UTC)):
            one = lead()
            assert given_out(one) == ["Bob"]
        assert "1 rule before found nobody." in why(one)

    def test_or_it_goes_to_one_of_them_all_the_same(self, hours: None, alice: User) -> None:
        rule(alice, is_for_working=True, away=Away.ANYWAY)
        with frozen_clock(MONDAY + timedelta(hours=12)):
            assert given_out(lead()) == ["Alice"]

    def test_or_it_waits_until_somebody_works(self, hours: None, alice: User) -> None:
        rule(alice, is_for_working=True, away=Away.WAIT)
        with frozen_clock(MONDAY + timedelta(hours=12)) as clock:
            one = lead()
            assert given_out(one) == [""]
            assert route_waiting(by=SYSTEM) == 0
            clock.advance(timedelta(hours=12))
            assert route_waiting(by=SYSTEM) == 1
            assert route_waiting(by=SYSTEM) == 0
        assert Contact.objects.get(pk=one.pk).owner == alice

    def test_own_hours_go_before_those_of_everybody(self, hours: None, alice: User) -> None:
        save_working_hours(alice.id, days=["18:00-24:00"], free="", by=SYSTEM)
        rule(alice, is_for_working=True)
        with frozen_clock(MONDAY):
            assert given_out(lead(1)) == [""]
        with frozen_clock(MONDAY + timedelta(hours=13)):
            assert given_out(lead(2)) == ["Alice"]

    @pytest.mark.parametrize(
        "text", ["9-5", "25:00-26:00", "17:00-09:00", "09:00", "x" * 300, "0:0-1:0", "09:60-10:00"]
    )
    def test_a_time_that_is_none_is_refused(self, installed: Any, text: str) -> None:
        with pytest.raises(RoutingRefused):
            save_working_hours(None, days=[text], free="", by=SYSTEM)

    @pytest.mark.parametrize("free", ["Christmas", "2026-13-01 No", "25.12.2026"])
    def test_a_day_that_is_none_is_refused(self, installed: Any, free: str) -> None:
        with pytest.raises(RoutingRefused):
            save_working_hours(None, days=[], free=free, by=SYSTEM)


def test_contacts_that_come_otherwise_only_by_rules_that_say_so(alice: User, bob: User) -> None:
    rule(alice, name="Forms")
    rule(bob, name="All", is_for_all_new=True)
    one = lead()
    read()

    assert Contact.objects.get(pk=one.pk).owner == bob


def test_a_rule_whose_field_is_gone_decides_nothing(alice: User, bob: User) -> None:
    gone = rule(alice)
    RoutingRule.objects.filter(pk=gone.pk).update(rules={"field": "gone", "operator": "is", "value": ["x"]})
    rule(bob, name="Rest")

    assert given_out(lead()) == ["Bob"]


@pytest.mark.parametrize(
    "facts",
    [
        {"name": " "},
        {"name": "x" * 300},
        {"way": "dice"},
        {"away": "never"},
        {"people": []},
        {"rules": {"field": "nothing", "operator": "is", "value": "x"}},
        {"way": Way.TERRITORY},
    ],
)
def test_a_rule_that_cannot_be_is_refused(alice: User, facts: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        rule(alice, **facts)
    assert not RoutingRule.objects.exists()


def test_only_the_system_gives_out_and_only_managers_make_rules(as_alice: Actor, alice: User) -> None:
    with pytest.raises(NotAllowed):
        route_contacts({}, captured=set(), by=as_alice)
    with pytest.raises(NotAllowed):
        save_routing_rule(RuleFacts(name="Mine", people=[alice.id]), by=as_alice)
