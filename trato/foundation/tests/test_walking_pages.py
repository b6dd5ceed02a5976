"""Whatever the order, the reach and the size of a page: walked to its end, a list holds each row once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trato.foundation.public import Actor, Reach, Role, Team, User, read_page, record_kind
from trato.foundation.tests.listing import everybody
from trato.kit.testing.undone import undone

MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)
NAMES = st.sampled_from(["Ana", "ana", "Ána", "Eva", "Núria", "Nuria", "రాము", "华", "Zoe"])
ROWS = st.lists(
    st.tuples(
        NAMES,
        st.none() | st.integers(0, 2),  # days since the last activity
        st.sampled_from(["alice", "bob", None]),
        st.sampled_from(["north", "shop", "south", None]),
        st.booleans(),  # in the trash
    ),
    max_size=12,
)
SORTS = st.sampled_from(["name", "last_activity_at", "created_at", "updated_at"])
some = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def places(north: Team, northern_shop: Team, south: Team, alice: User, bob: User) -> dict[str | None, Any]:
    return {
        "north": north.id,
        "shop": northern_shop.id,
        "south": south.id,
        "alice": alice.id,
        "bob": bob.id,
        None: None,
    }


def stand_up(rows: list[tuple[Any, ...]], places: dict[str | None, Any], *, by: Actor) -> None:
    facts = [
        {"name": name, "owner": str(places[owner] or ""), "team": str(places[team] or "")}
        for name, _days, owner, team, _gone in rows
    ]
    saved = record_kind("contact").create(facts, by=by) if facts else []
    for each, (_name, days, _owner, _team, is_gone) in zip(saved, rows, strict=True):
        moment = None if days is None else MIDNIGHT - timedelta(days=days)
        everybody().filter(pk=each.id).update(last_activity_at=moment, updated_at=moment or MIDNIGHT)
        if is_gone:
            everybody().filter(pk=each.id).update(deleted_at=MIDNIGHT)


def walked(*, seen_by: Actor, limit: int, **asked: Any) -> list[dict[str, Any]]:
    columns = ("name", "last_activity_at", "created_at", "updated_at")
    found: list[dict[str, Any]] = []
    after = ""
    while True:
        page = read_page(record_kind("contact"), seen_by=seen_by, columns=columns, limit=limit, after=after, **asked)
        assert len(page.rows) <= limit
        found += page.rows
        if not page.next:
            return found
        assert len(page.rows) == limit, "only the last page may be short"
        after = page.next


def in_order(model: Any, sort: str, *, descending: bool) -> list[Any]:
    """What PostgreSQL says without pages: values in order, then those without one, ties by id."""
    column = {"name": "sort_key", "created_at": "id"}.get(sort, sort)
    way = "-" if descending else ""
    filled = model.filter(**{f"{column}__isnull": False}).order_by(f"{way}{column}", f"{way}id")
    empty = model.filter(**{f"{column}__isnull": True}).order_by(f"{way}id")
    return [*filled.values_list("id", flat=True), *empty.values_list("id", flat=True)]


@pytest.mark.parametrize("reach", list(Reach))
@some
@given(rows=ROWS, sort=SORTS, descending=st.booleans(), limit=st.integers(1, 5))
def test_a_walk_is_the_whole_list_once_in_order(
    reach: Reach,
    rows: list[tuple[Any, ...]],
    sort: str,
    descending: bool,
    limit: int,
    alice: User,
    as_ada: Actor,
    places: dict[str | None, Any],
) -> None:
    Role.objects.filter(people=alice).update(rights={"customers.see_contacts": int(reach)})
    reader = alice.acting()
    with undone():
        stand_up(rows, places, by=as_ada)
        seen = everybody().seen_by(reader).filter(is_standing=True)

        found = [row["id"] for row in walked(seen_by=reader, limit=limit, sort=sort, descending=descending)]
        assert found == in_order(seen, sort, descending=descending)


@some
@given(rows=ROWS, limit=st.integers(1, 4))
def test_what_each_reach_sees_grows_with_it(
    rows: list[tuple[Any, ...]], limit: int, alice: User, as_ada: Actor, places: dict[str | None, Any]
) -> None:
    with undone():
        stand_up(rows, places, by=as_ada)
        seen = []
        for reach in Reach:
            Role.objects.filter(people=alice).update(rights={"customers.see_contacts": int(reach)})
            seen.append({row["id"] for row in walked(seen_by=alice.acting(), limit=limit)})

    assert seen[0] == set()
    assert all(less <= more for less, more in zip(seen, seen[1:], strict=False))
    assert len(seen[-1]) == sum(not is_gone for *_facts, is_gone in rows)


@some
@given(rows=ROWS.filter(bool), sort=SORTS, descending=st.booleans(), data=st.data())
def test_what_goes_meanwhile_shifts_nothing(
    rows: list[tuple[Any, ...]],
    sort: str,
    descending: bool,
    data: st.DataObject,
    as_ada: Actor,
    places: dict[str | None, Any],
) -> None:
    """Also when the row on which the page ended is gone."""
    with undone():
        stand_up(rows, places, by=as_ada)
        whole = [row["id"] for row in walked(seen_by=as_ada, limit=50, sort=sort, descending=descending)]
        limit = data.draw(st.integers(1, max(1, len(whole))))
        kind = record_kind("contact")
        page = read_page(kind, seen_by=as_ada, columns=(), limit=limit, sort=sort, descending=descending)
        everybody().filter(pk__in=whole[:limit]).update(deleted_at=MIDNIGHT)
        rest = (
            read_page(kind, seen_by=as_ada, columns=(), sort=sort, descending=descending, after=page.next).rows
            if page.next
            else []
        )

    assert [row["id"] for row in rest] == whole[limit:]
