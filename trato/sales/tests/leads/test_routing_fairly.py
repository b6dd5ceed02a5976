"""Routing over many leads: fair turns while people come and go, loads, territories and working hours in any zone."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from trato.customers.public import Contact, create_contacts
from trato.foundation.public import SYSTEM, LoggedEvent, User
from trato.kit.ids import new_id
from trato.kit.testing.frozen_clock import frozen_clock
from trato.sales.public import create_deals
from trato.sales.routing.choosing import Asked, Candidate, Land, choose
from trato.sales.routing.models import Away, RoutingDecision, RoutingTurn, Way
from trato.sales.routing.queries import decisions_of
from trato.sales.routing.telling import told_decision
from trato.sales.routing.use_cases.hours import save_working_hours
from trato.sales.routing.use_cases.route import route_contacts, route_waiting
from trato.sales.routing.use_cases.rules import RuleFacts, save_routing_rule
from trato.sales.routing.working import Hours

HOUSE = UUID(int=2026)
MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)
Hire = Callable[..., User]


def leads(count: int, **facts: Any) -> list[UUID]:
    rows = [
        {"name": f"Lead {n}", "email": f"{uuid5(HOUSE, f'{n}{facts}')}@people.example", **facts} for n in range(count)
    ]
    return [each.id for each in create_contacts(rows, by=SYSTEM)]


def give_out(ids: list[UUID]) -> list[str]:
    """One after the other, as they come in."""
    for id_ in ids:
        route_contacts({id_: new_id()}, captured={id_}, by=SYSTEM)
    owners = dict(Contact.objects.filter(pk__in=ids).values_list("pk", "owner__name"))
    return [owners[id_] or "" for id_ in ids]


def why(id_: UUID) -> str:
    return " ".join(told_decision(decisions_of(id_)[0]).reasons)


@pytest.fixture
def three(hire: Hire) -> list[User]:
    return [hire(name) for name in ("Ana", "Berta", "Cesc")]


def rule(people: list[User], **facts: Any) -> UUID:
    told = RuleFacts(**{"name": "Leads", "people": [each.id for each in people], **facts})
    return save_routing_rule(told, by=SYSTEM).id


# In turn


@pytest.mark.django_db
def test_nobody_is_ever_two_leads_ahead(three: list[User]) -> None:
    rule(three)
    told = give_out(leads(20))
    for end in range(1, 21):
        counts = Counter(told[:end])
        assert max(counts.values()) - min(counts.get(each.name, 0) for each in three) <= 1


@pytest.mark.django_db
def test_a_set_at_once_and_one_by_one_go_on_in_the_same_turn(three: list[User]) -> None:
    rule(three)
    ids = leads(11)
    route_contacts({id_: new_id() for id_ in ids[:7]}, captured=set(ids), by=SYSTEM)
    give_out(ids[7:])
    counts = Counter(Contact.objects.filter(pk__in=ids).values_list("owner__name", flat=True))
    assert sorted(counts.values()) == [3, 4, 4]


@pytest.mark.django_db
def test_who_comes_later_or_was_away_does_not_catch_up_on_all_that_was_missed(three: list[User], hire: Hire) -> None:
    rule_id = rule(three)
    give_out(leads(9))
    late = hire("Dora")
    everybody = RuleFacts(name="Leads", people=[each.id for each in (*three, late)])
    save_routing_rule(everybody, by=SYSTEM, rule_id=rule_id)
    User.objects.filter(pk=three[0].pk).update(is_active=False)
    told = give_out(leads(6, source="Web"))
    assert Counter(told) == {"Berta": 2, "Cesc": 2, "Dora": 2}
    User.objects.filter(pk=three[0].pk).update(is_active=True)
    assert Counter(give_out(leads(8, source="Fair"))) == {"Ana": 2, "Berta": 2, "Cesc": 2, "Dora": 2}


@pytest.mark.django_db
def test_two_rules_have_turns_of_their_own(three: list[User]) -> None:
    web = {"field": "source", "operator": "is", "value": ["Web"]}
    rule(three[:2], name="Web", rules=web)
    rule(three[:2], name="Rest")
    assert give_out(leads(1, source="Web")) != give_out(leads(1, source="Web", city="Vic"))
    assert Counter(give_out(leads(4))) == {"Ana": 2, "Berta": 2}
    assert RoutingTurn.objects.count() == 4


@pytest.mark.django_db
def test_each_lead_says_its_rule_and_why_and_is_logged_without_words(three: list[User]) -> None:
    rule(three)
    (id_,) = leads(1)
    give_out([id_])
    decision = RoutingDecision.objects.get(contact_id=id_)
    assert (decision.rule is not None, decision.user in three) == (True, True)
    assert why(id_) == "It was their turn among 3."
    event = LoggedEvent.objects.get(kind="sales.lead_routed")
    assert "Leads" not in str(event.data)
    assert event.data["way"] == "rotate"


# By load


@pytest.mark.django_db
def test_by_load_everybody_ends_with_as_much_as_the_others(three: list[User]) -> None:
    ana, berta, _cesc = three
    create_deals([{"name": f"Deal {n}", "owner": str(ana.id)} for n in range(5)], by=SYSTEM)
    create_deals([{"name": "Won", "stage": "won", "owner": str(berta.id)}], by=SYSTEM)
    leads(2, owner=str(berta.id))
    rule(three, way=Way.LOAD)
    told = Counter(give_out(leads(11, city="Vic")))
    assert told == {"Cesc": 6, "Berta": 4, "Ana": 1}


# Any rule, against a plain evaluation


people = some.lists(some.tuples(some.booleans(), some.integers(0, 5), some.integers(0, 5)), min_size=0, max_size=6)
codes = some.sampled_from(["", "1", "17", "17 0", "08"])
lines = some.lists(
    some.tuples(some.sampled_from(["", "ES", "FR"]), some.sampled_from(["", "Girona"]), codes, some.integers(0, 5)),
    max_size=6,
)
places = some.fixed_dictionaries(
    {
        "country": some.sampled_from(["", "ES", "es", "FR"]),
        "region": some.sampled_from(["", "girona"]),
        "postal_code": some.sampled_from(["", "17001", "17 800", "08001"]),
    }
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(people, lines, places, some.sampled_from(list(Way)), some.booleans(), some.sampled_from(list(Away)))
def test_a_choice_is_the_one_that_anybody_would_make_with_a_pencil(
    who: list[tuple[bool, int, int]],
    table: list[tuple[str, str, str, int]],
    place: dict[str, str],
    way: Way,
    is_for_working: bool,
    away: Away,
) -> None:
    found = [Candidate(uuid5(HOUSE, str(n)), f"P{n}", works, load, turn) for n, (works, load, turn) in enumerate(who)]
    lands = [Land(country, region, code, uuid5(HOUSE, str(n))) for country, region, code, n in table]
    asked = Asked(HOUSE, "Rule", way, away, is_for_working, found, lands)
    choice = choose(asked, place)
    able = _able(asked, place)
    if not able:
        assert choice.owner is None
        assert choice.why["none"]
        return
    assert choice.owner in able
    best = min((each.load if way == Way.LOAD else 0, each.turn) for each in able)
    assert ((choice.owner.load if way == Way.LOAD else 0), choice.owner.turn) == best
    assert choice.why["among"] == len(able)


def _able(asked: Asked, place: dict[str, str]) -> list[Candidate]:
    among = list(asked.people)
    if asked.way == Way.TERRITORY:
        fitting = [land for land in asked.lands if _fits(land, place)]
        most = max(((len(land.prefix), land.region != "", land.country != "") for land in fitting), default=None)
        close = {land.user for land in fitting if (len(land.prefix), land.region != "", land.country != "") == most}
        among = [each for each in among if each.id in close]
    working = [each for each in among if each.is_working]
    if not asked.is_for_working:
        return among
    return working or (among if asked.away == Away.ANYWAY else [])


def _fits(land: Land, place: dict[str, str]) -> bool:
    code = place["postal_code"].replace(" ", "")
    return (
        (not land.country or land.country == place["country"].upper())
        and (not land.region or land.region.lower() == place["region"])
        and code.startswith(land.prefix.replace(" ", ""))
    )


# Working hours where the clocks change


OFFICE = [[["09:00", "17:00"]]] * 5 + [[], []]
NIGHT = [[["01:30", "03:30"]]] * 7


@pytest.mark.parametrize(
    ("moment", "works"),
    [
        ("2026-03-27T07:59", False),  # Friday, winter time: 08:59
        ("2026-03-27T08:00", True),
        ("2026-03-27T15:59", True),
        ("2026-03-27T16:00", False),
        ("2026-03-28T10:00", False),  # Saturday
        ("2026-03-30T07:00", True),  # Monday, summer time: 09:00
        ("2026-03-30T06:59", False),
        ("2026-03-30T15:00", False),
        ("2026-10-23T07:00", True),
        ("2026-10-26T07:00", False),  # winter time again
        ("2026-10-26T08:00", True),
    ],
)
def test_office_hours_are_by_the_clock_on_the_wall(moment: str, works: bool) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert Hours(OFFICE, frozenset()).at(at, zone="Europe/Madrid") is works


def test_a_night_on_which_the_clock_jumps_is_shorter_and_one_on_which_it_falls_back_is_longer() -> None:
    hours = Hours(NIGHT, frozenset())

    def minutes(day: str) -> int:
        begin = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("Europe/Madrid")).astimezone(UTC)
        return sum(hours.at(begin + timedelta(minutes=n), zone="Europe/Madrid") for n in range(6 * 60))

    assert [minutes(day) for day in ("2026-03-28", "2026-03-29", "2026-10-25")] == [120, 60, 180]


def test_a_free_day_is_one_where_the_person_is() -> None:
    hours = Hours([[["00:00", "24:00"]]] * 7, frozenset({"2026-12-25"}))
    moment = datetime(2026, 12, 25, 3, tzinfo=UTC)
    zones = {zone: hours.at(moment, zone=zone) for zone in ("Europe/Madrid", "America/Mexico_City", "Asia/Kolkata", "")}
    assert zones == {"Europe/Madrid": False, "America/Mexico_City": True, "Asia/Kolkata": False, "": False}


@pytest.mark.django_db
def test_leads_that_wait_go_out_in_turn_when_the_day_begins(three: list[User]) -> None:
    save_working_hours(None, days=["09:00-17:00"] * 5, free="", by=SYSTEM)
    rule(three, is_for_working=True, away=Away.WAIT)
    with frozen_clock(MONDAY + timedelta(hours=9)) as clock:
        ids = leads(6)
        assert set(give_out(ids)) == {""}
        assert route_waiting(by=SYSTEM) == 0
        Contact.objects.filter(pk=ids[0]).update(owner=three[0])
        clock.advance(timedelta(hours=15))
        assert route_waiting(by=SYSTEM) == 5
    counts = Counter(Contact.objects.filter(pk__in=ids[1:]).values_list("owner__name", flat=True))
    assert sorted(counts.values()) == [1, 2, 2]
    assert not RoutingDecision.objects.filter(is_waiting=True).exists()
    assert "turn" in why(ids[1])


@pytest.mark.django_db
def test_whatever_comes_and_goes_every_lead_has_one_decision(three: list[User]) -> None:
    lots = Random(11)
    save_working_hours(three[0].id, days=["09:00-12:00"] * 7, free="", by=SYSTEM)
    rule(three[:1], name="Mornings", is_for_working=True)
    rule(three[1:], name="Rest")
    with frozen_clock(MONDAY) as clock:
        ids = leads(15)
        for id_ in ids:
            clock.advance(timedelta(minutes=lots.randrange(10, 60)))
            event = new_id()
            for _again in range(2):
                route_contacts({id_: event}, captured={id_}, by=SYSTEM)
    assert RoutingDecision.objects.count() == 15
    assert not Contact.objects.filter(pk__in=ids, owner=None).exists()
    told = Counter(RoutingDecision.objects.values_list("user__name", flat=True))
    assert told["Ana"] >= 2
    assert abs(told["Berta"] - told["Cesc"]) <= 1
