"""However a list finds its rows (on the way, by its own index, from the few), it finds the same ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.db import connection

from trato.foundation.extensions.registry import declared_kind
from trato.foundation.kinds import looking, walking
from trato.foundation.kinds.conditions import TEXT, FieldUnknown, Filter
from trato.foundation.public import (
    Actor,
    Reach,
    asked_once,
    count_up_to,
    filters_from,
    read_page,
    record_kind,
    search_records,
)
from trato.foundation.tests.listing import all_pages, contacts

ROWS = [
    {
        "name": f"{('Marta', 'Maria', 'Padma', '王', 'Иван')[n % 5]} {n:02}",
        "email": f"p{n}@{'north' if n % 3 else 'south'}.example",
        "lifecycle_stage": "customer" if n % 4 == 0 else "lead",
        "country": "ES" if n % 2 else "IN",
        "tags": ["rare"] if n % 17 == 0 else ["often"] if n % 2 else [],
    }
    for n in range(40)
]
ASKED = [
    (),
    (Filter("lifecycle_stage", ("customer",)),),
    (Filter("tags", ("rare",)),),
    (Filter("tags", ("often",)), Filter("lifecycle_stage", ("customer",))),
    (Filter("tags", ("often",), "not"),),
    (Filter("country", ("ES",)), Filter("tags", ("rare",))),
    (Filter(TEXT, ("mar",)),),
    (Filter(TEXT, ("ma",)),),
    (Filter(TEXT, ("south.example",)), Filter("country", ("ES",))),
    (Filter(TEXT, ("nobody at all",)),),
]
SORTS = ("name", "created_at", "updated_at", "last_activity_at")


@contextmanager
def about_contacts() -> Iterator[list[str]]:
    """The statements that read contacts."""
    statements: list[str] = []

    def watch(execute: Any, statement: Any, *rest: Any) -> Any:
        statements.extend([str(statement)] if "customers_contact " in str(statement) else [])
        return execute(statement, *rest)

    with connection.execute_wrapper(watch):
        yield statements


@pytest.fixture
def forty(as_alice: Actor) -> Actor:
    contacts(ROWS, by=as_alice)
    return as_alice


def reaching(actor: Actor, reach: Reach) -> Actor:
    rights = {**actor.rights, "customers.see_contacts": reach}
    return Actor(kind="user", id=actor.id, name="", rights=rights, teams=actor.teams, subtree=actor.subtree)


@pytest.mark.parametrize("reach", [Reach.OWN, Reach.TEAM, Reach.SUBTREE, Reach.ALL])
@pytest.mark.parametrize("filters", ASKED)
@pytest.mark.django_db
def test_every_way_finds_the_same_rows_in_the_same_order(
    forty: Actor, monkeypatch: pytest.MonkeyPatch, filters: tuple[Filter, ...], reach: Reach
) -> None:
    actor = reaching(forty, reach)
    found = []
    # Few and steps enough for all, then too small for anything, so that each way is gone.
    far = 30_000
    ways = (
        (1_000, 20_000, 5_000, 7_000, far),
        (-1, 20_000, 5_000, 0, far),
        (-1, 20_000, 1, -1, far),
        (-1, -1, 1, -1, far),
        (-1, -1, 1, -1, 3),
    )
    for few, many, steps, often, longer in ways:
        monkeypatch.setattr(walking, "FEW", few)
        monkeypatch.setattr(walking, "MANY", many)
        monkeypatch.setattr(walking, "STEPS", steps)
        monkeypatch.setattr(walking, "MANY_STEPS", steps)
        monkeypatch.setattr(walking, "OFTEN", often)
        monkeypatch.setattr(walking, "LONGER", longer)
        found.append([all_pages(seen_by=actor, limit=7, filters=filters, sort=sort) for sort in SORTS])

    assert all(each == found[0] for each in found)
    assert len(found[0][0]) == count_up_to(record_kind("contact"), seen_by=actor, filters=filters)


@pytest.mark.django_db
def test_all_are_looked_at_only_where_a_longer_way_meets_too_few(forty: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """One in a hundred may fit: then the first steps meet too few, and to look at a million takes seconds."""
    actor, filters = reaching(forty, Reach.SUBTREE), ASKED[4]
    monkeypatch.setattr(walking, "STEPS", 1)
    monkeypatch.setattr(walking, "MANY_STEPS", 1)
    monkeypatch.setattr(walking, "MANY", -1)
    monkeypatch.setattr(walking, "FEW", -1)
    said = []
    for longer in (30_000, 1):
        monkeypatch.setattr(walking, "LONGER", longer)
        with asked_once(), about_contacts() as statements:
            page = read_page(record_kind("contact"), seen_by=actor, columns=("name",), limit=1, filters=filters)
        assert len(page.rows) == 1
        said.append(any("with fit as" in text for text in statements))

    assert said == [False, True]


@pytest.mark.parametrize("reach", [Reach.SUBTREE, Reach.ALL])
@pytest.mark.parametrize("text", ["zzqxv", "padmavti rao", "mar", "firm12345-1"])
@pytest.mark.django_db
def test_no_long_way_is_gone_for_a_text(forty: Actor, reach: Reach, text: str) -> None:
    """Each look at a text is dear, and a rare one is found by its index at once."""
    filters = (Filter(TEXT, (text,)),)
    with asked_once(), about_contacts() as statements:
        read_page(record_kind("contact"), seen_by=reaching(forty, reach), columns=("name",), filters=filters)

    assert statements
    assert not [each for each in statements if f"limit {walking.LONGER}" in each]


@pytest.mark.parametrize("text", ["MAR", "rta 0", "María", "d'Or", "a_1", "%", "王", "ма", "01", "o-ham", "xyz"])
@pytest.mark.django_db
def test_what_a_field_holds_is_what_its_text_holds(as_alice: Actor, text: str) -> None:
    """The search column is folded; what it is asked first must never hide what the field says."""
    written = ["Marta 01", "María", "Ana d'Orléans", "A_1b", "100 %", "王小明", "Мария", "Jo-Hamid", "ma\u0301rta"]
    contacts([{"name": name, "email": f"{n}o-ham@x.example"} for n, name in enumerate(written)], by=as_alice)

    found = all_pages(seen_by=as_alice, limit=50, filters=(Filter("name", (text,), "holds"),))

    assert sorted(found) == sorted(name for name in written if text.lower() in name.lower())
    by_email = all_pages(seen_by=as_alice, limit=50, filters=(Filter("email", (text,), "holds"),))
    assert len(by_email) == sum(text.lower() in f"{n}o-ham@x.example" for n in range(len(written)))


@pytest.mark.parametrize("reach", [Reach.OWN, Reach.SUBTREE, Reach.ALL])
@pytest.mark.django_db
def test_a_list_with_filters_is_one_statement_where_its_page_is_near(forty: Actor, reach: Reach) -> None:
    actor = reaching(forty, reach)
    for filters in ASKED[1:6]:
        reading = partial(read_page, record_kind("contact"), seen_by=actor, columns=("name",), limit=2, filters=filters)
        with asked_once(), about_contacts() as statements:
            page = reading()
        assert len(page.rows) < 2 or len(statements) == 1, filters


@pytest.mark.django_db
def test_a_search_is_one_statement_for_each_kind(forty: Actor) -> None:
    for text in ("m", "mar", "maria 0", "padam", "nobody at all", "south"):
        with asked_once(), about_contacts() as statements:
            search_records(record_kind("contact"), text, seen_by=reaching(forty, Reach.ALL), columns=("name",))
        assert len(statements) == 1, text


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.django_db
def test_teams_as_ranges_give_what_one_scan_gives(
    forty: Actor, monkeypatch: pytest.MonkeyPatch, descending: bool
) -> None:
    actor = reaching(forty, Reach.SUBTREE)
    by_ranges = [all_pages(seen_by=actor, limit=9, sort=sort, descending=descending) for sort in SORTS]
    monkeypatch.setattr(walking, "MOST_TEAMS", -1)

    assert by_ranges == [all_pages(seen_by=actor, limit=9, sort=sort, descending=descending) for sort in SORTS]
    assert all(len(names) == len(ROWS) for names in by_ranges)


@pytest.mark.parametrize("text", ["m", "ma", "mar", "marta 0", "south", "王", "ив", "maira", "zzqx", "01"])
@pytest.mark.django_db
def test_few_records_are_searched_as_many_are(forty: Actor, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    kind, actor = record_kind("contact"), reaching(forty, Reach.OWN)
    one_by_one = {row["id"] for row in search_records(kind, text, seen_by=actor, columns=(), limit=50)}
    monkeypatch.setattr(looking, "FEW", -1)

    assert {row["id"] for row in search_records(kind, text, seen_by=actor, columns=(), limit=50)} == one_by_one


@pytest.mark.django_db
def test_what_is_frequent_is_met_among_the_first_rows(forty: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_MET", 5)
    found = search_records(record_kind("contact"), "example", seen_by=reaching(forty, Reach.ALL), columns=(), limit=5)

    assert len(found) == 5


@pytest.mark.parametrize("text", ["mar", "m", "example"])
@pytest.mark.django_db
def test_a_search_never_leaves_the_readers_reach(forty: Actor, as_bob: Actor, text: str) -> None:
    assert search_records(record_kind("contact"), text, seen_by=as_bob, columns=("name",)) == []


@pytest.mark.parametrize("name", [spec.name for spec in declared_kind("contact").fields if spec.name != "name"])
@pytest.mark.django_db
def test_a_hidden_field_is_no_column_order_filter_or_search(forty: Actor, name: str) -> None:
    kind = record_kind("contact")
    actor = Actor(**{**vars(forty), "hidden": frozenset({f"contact.{name}"})})

    with pytest.raises(FieldUnknown):
        read_page(kind, seen_by=actor, columns=(name,))
    with pytest.raises(FieldUnknown):
        read_page(kind, seen_by=actor, columns=("name",), sort=name)
    with pytest.raises(FieldUnknown):
        read_page(kind, seen_by=actor, columns=("name",), filters=(Filter(name, ("x",)),))
    assert filters_from(kind, {name: ["x"]}, seen_by=actor)[1]


@pytest.mark.parametrize("field", ["email", "phone", "native_name"])
@pytest.mark.django_db
def test_who_may_not_see_a_field_does_not_find_by_it(forty: Actor, field: str) -> None:
    kind = record_kind("contact")
    actor = Actor(**{**vars(forty), "hidden": frozenset({f"contact.{field}"})})

    assert search_records(kind, "south.example", seen_by=actor, columns=("name",)) == []
    assert all_found(kind, "south.example", actor) == []
    assert all_found(kind, "mar", actor) != []


def all_found(kind: Any, text: str, actor: Actor) -> list[Any]:
    return read_page(kind, seen_by=actor, columns=("name",), filters=(Filter(TEXT, (text,)),)).rows
