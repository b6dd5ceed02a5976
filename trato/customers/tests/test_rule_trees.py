"""Random trees find the same records in the database as a plain evaluation over plain dictionaries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from psycopg import sql

from trato.customers.public import (
    Contact,
    add_to_list,
    create_companies,
    create_contacts,
    create_lists,
    create_segments,
    recount,
)
from trato.customers.tests.made_fields import made
from trato.foundation.public import (
    STANDING_SQL,
    SYSTEM,
    Actor,
    Compiled,
    Event,
    User,
    compiled,
    publish_all,
    record_kind,
)
from trato.kit.clock import now

STAGES = ("lead", "customer", "former")
SOURCES = ("Fair", "Web", "")
TAGS = ("vip", "press", "cold")
SEATS = "seats"
SEEDS = range(6)
TREES = 40
Fact = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Noted(Event):
    kind = "customers.note_written"
    subject_type = "note"


@dataclass
class World:
    """What the database holds, told plainly."""

    owners: tuple[str, str]
    people: dict[UUID, Fact] = field(default_factory=dict)
    list_id: str = ""
    segment_id: str = ""
    moment: datetime = field(default_factory=now)


@pytest.fixture
def world(as_ada: Actor, alice: User, bob: User) -> World:
    """Twenty contacts at two companies; two of them were merged into others, and what they did counts there."""
    dice, world = Random(4), World(owners=(str(alice.id), str(bob.id)))
    made("Seats", "number", by=as_ada, name=SEATS)
    firms = create_companies([{"name": "Key", "tags": ["vip"]}, {"name": "Other"}], by=as_ada)
    for number in range(20):
        fact: Fact = {
            "source": dice.choice(SOURCES),
            "lifecycle_stage": dice.choice(STAGES),
            "tags": sorted(dice.sample(TAGS, dice.randrange(3))),
            "firms": dice.choice([{0}, {1}, set()]),
            "notes": [dice.randrange(60) for _ in range(dice.randrange(4))],
            "listed": dice.random() < 0.4,
            SEATS: dice.choice([None, None, 0, 2, 5, 9]),
            "owner": dice.choice([None, *world.owners]),
        }
        values = {name: fact[name] for name in ("source", "lifecycle_stage", "tags", SEATS, "owner")}
        company = {"company": str(firms[next(iter(fact["firms"]))].id)} if fact["firms"] else {}
        (saved,) = create_contacts([{"name": f"Person {number}", **values, **company}], by=as_ada)
        world.people[saved.id] = fact
    _log(world, as_ada)
    _group(world, as_ada)
    _absorb(world)
    return world


def _log(world: World, by: Actor) -> None:
    events = [
        Noted(contact_id=id_, at=world.moment - timedelta(days=days, hours=1))
        for id_, fact in world.people.items()
        for days in fact["notes"]
    ]
    publish_all(events, by=by)


def _group(world: World, by: Actor) -> None:
    (listed,) = create_lists([{"name": "Guests"}], by=by)
    add_to_list(listed.id, [id_ for id_, fact in world.people.items() if fact["listed"]], by=by)
    (segment,) = create_segments([{"name": "Fair", "rules": {"field": "source", "value": "Fair"}}], by=by)
    world.list_id, world.segment_id = str(listed.id), str(segment.id)


def _absorb(world: World) -> None:
    """The root keeps its own fields; what happened, tags, and where it stood are read over all of the cluster."""
    (root, first), (other, second) = list(world.people)[:2], list(world.people)[2:4]
    for absorbed, into in ((first, root), (second, other)):
        Contact.objects.filter(pk=absorbed).update(root_id=into)
        gone, kept = world.people.pop(absorbed), world.people[into]
        kept["notes"] += gone["notes"]
        kept["tags"] = sorted({*kept["tags"], *gone["tags"]})
        kept["listed"] = kept["listed"] or gone["listed"]
        kept["firms"] = kept["firms"] | gone["firms"]
    recount(UUID(world.segment_id))


Maker = Callable[[Random, World], tuple[Any, Callable[[Fact], bool]]]


def _stage(dice: Random, world: World) -> tuple[Any, Callable[[Fact], bool]]:
    wanted = dice.sample(STAGES, dice.randrange(1, 3))
    operator = dice.choice(["is", "not"])
    rule = {"field": "lifecycle_stage", "operator": operator, "value": wanted}
    return rule, lambda fact: (fact["lifecycle_stage"] in wanted) == (operator == "is")


def _source(dice: Random, world: World) -> tuple[Any, Callable[[Fact], bool]]:
    operator = dice.choice(["is", "not", "empty", "filled", "holds"])
    wanted = dice.choice(["fair", "WEB"])
    asks: Mapping[str, Callable[[str], bool]] = {
        "is": lambda text: text.lower() == wanted.lower(),
        "not": lambda text: text.lower() != wanted.lower(),
        "empty": lambda text: not text,
        "filled": bool,
        "holds": lambda text: wanted.lower() in text.lower(),
    }
    return {"field": "source", "operator": operator, "value": wanted}, lambda fact: asks[operator](fact["source"])


def _seats(dice: Random, world: World) -> tuple[Any, Callable[[Fact], bool]]:
    """Of many nothing is known: neither a comparison nor its opposite may be taken for known."""
    operator, wanted = dice.choice(["least", "most", "empty", "filled"]), dice.choice([0, 2, 3, 9])
    asks: Mapping[str, Callable[[int | None], bool]] = {
        "least": lambda seats: seats is not None and seats >= wanted,
        "most": lambda seats: seats is not None and seats <= wanted,
        "empty": lambda seats: seats is None,
        "filled": lambda seats: seats is not None,
    }
    return {"field": SEATS, "operator": operator, "value": wanted}, lambda fact: asks[operator](fact[SEATS])


def _owner(dice: Random, world: World) -> tuple[Any, Callable[[Fact], bool]]:
    """A column of the record itself that may be empty: who is nobody's is not this one's either."""
    operator, wanted = dice.choice(["is", "not"]), dice.choice(world.owners)
    rule = {"field": "owner", "operator": operator, "value": wanted}
    return rule, lambda fact: (fact["owner"] == wanted) == (operator == "is")


def _tag(dice: Random, world: World) -> tuple[Any, Callable[[Fact], bool]]:
    tag = dice.choice(TAGS)
    return {"field": "tags", "value": tag}, lambda fact: tag in fact["tags"]


def _event(dice: Random, world: World) -> tuple[Any, Callable[[Fact], bool]]:
    times, days = dice.randrange(4), dice.choice([0, 7, 30])
    operator = dice.choice(["least", "most"])
    rule: Fact = {"event": "customers.note_written", "operator": operator, "value": times}
    if days:
        rule["within"] = f"{days}d"

    def fits(fact: Fact) -> bool:
        count = sum(not days or each < days for each in fact["notes"])
        return bool(count >= times if operator == "least" else count <= times)

    return rule, fits


def _list(dice: Random, world: World) -> tuple[Any, Callable[[Fact], bool]]:
    return {"list": world.list_id}, lambda fact: bool(fact["listed"])


def _segment(dice: Random, world: World) -> tuple[Any, Callable[[Fact], bool]]:
    return {"segment": world.segment_id}, lambda fact: fact["source"] == "Fair"


def _firm(dice: Random, world: World) -> tuple[Any, Callable[[Fact], bool]]:
    return {"of": "company", "where": {"field": "tags", "value": "vip"}}, lambda fact: 0 in fact["firms"]


MAKERS: tuple[Maker, ...] = (_stage, _source, _seats, _owner, _tag, _event, _list, _segment, _firm)


def tree(dice: Random, world: World, depth: int = 0) -> tuple[Any, Callable[[Fact], bool]]:
    if depth == 4 or dice.random() < 0.35:
        return dice.choice(MAKERS)(dice, world)
    if dice.random() < 0.25:
        rules, fits = tree(dice, world, depth + 1)
        return {"not": rules}, lambda fact: not fits(fact)
    joint, truth = dice.choice([("and", all), ("or", any)])
    parts = [tree(dice, world, depth + 1) for _ in range(dice.randrange(1, 4))]
    return {joint: [rules for rules, _fits in parts]}, lambda fact: truth(fits(fact) for _rules, fits in parts)


def found_by(one: Compiled, which: str) -> set[UUID]:
    condition, parameters = getattr(one, which)
    statement = sql.SQL("select r.id from customers_contact r where {} and ({})").format(
        sql.SQL(STANDING_SQL), condition
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {id_ for (id_,) in cursor.fetchall()}


@pytest.mark.parametrize("seed", SEEDS)
def test_random_trees_find_what_plain_python_finds(world: World, seed: int) -> None:
    dice, kind = Random(seed), record_kind("contact")
    for _number in range(TREES):
        rules, fits = tree(dice, world)
        expected = {id_ for id_, fact in world.people.items() if fits(fact)}

        one = compiled(kind, rules, seen_by=SYSTEM, moment=world.moment)

        assert found_by(one, "fits") == expected, rules
        assert found_by(one, "checked") == expected, rules


def nested(depth: int, inner: Any) -> Any:
    for _ in range(depth):
        inner = {"and": [inner]}
    return inner


def test_fifty_levels_and_five_thousand_rules_work(world: World) -> None:
    kind = record_kind("contact")
    deep = compiled(kind, nested(49, {"field": "source", "value": "fair"}), seen_by=SYSTEM)
    many = compiled(kind, {"or": [{"field": "source", "value": f"Fair {n}"} for n in range(4_999)]}, seen_by=SYSTEM)

    assert found_by(deep, "fits") == {id_ for id_, fact in world.people.items() if fact["source"] == "Fair"}
    assert found_by(many, "fits") == set()


def test_thousands_of_rules_about_other_tables_are_answered(world: World) -> None:
    rules = {"or": [{"event": "customers.note_written", "value": 9}, *[{"list": world.list_id}] * 998]}

    one = compiled(record_kind("contact"), rules, seen_by=SYSTEM)

    assert found_by(one, "fits") == {id_ for id_, fact in world.people.items() if fact["listed"]}
