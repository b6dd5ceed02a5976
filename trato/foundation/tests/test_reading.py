"""Lists, counts and single rows: what stands in them, in which order, for whom."""

from typing import Any

import pytest

from trato.foundation.public import (
    SYSTEM,
    Actor,
    Role,
    Team,
    User,
    count_up_to,
    read_page,
    read_records,
    record_kind,
)
from trato.foundation.tests.listing import active, all_pages, contacts, everybody

COLUMNS = ("name", "email", "owner", "last_activity_at")


def test_a_row_holds_the_columns_asked_for(nuria: Any, as_alice: Actor) -> None:
    (row,) = read_page(record_kind("contact"), seen_by=as_alice, columns=(*COLUMNS, "company", "tags", "country")).rows

    assert row == {
        "id": nuria.id,
        "name": "Núria Bosch",
        "email": "nuria@bakery.example",
        "owner": {"id": str(as_alice.id), "name": "Alice"},
        "last_activity_at": row["last_activity_at"],
        "company": {"id": row["company"]["id"], "name": "Corner Bakery"},
        "tags": [],
        "country": "",
    }


def test_names_sort_as_people_sort_them(as_alice: Actor) -> None:
    contacts([{"name": name} for name in ("Zoe", "Ñandú", "Élodie", "nadal", "Eva", "Núria")], by=as_alice)

    assert all_pages(seen_by=as_alice, limit=50) == ["Élodie", "Eva", "nadal", "Núria", "Ñandú", "Zoe"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
@pytest.mark.parametrize("descending", [False, True])
def test_pages_together_are_the_whole_list_once(as_alice: Actor, limit: int, descending: bool) -> None:
    contacts([{"name": name} for name in ("Ana", "Eva", "Ana", "Ivo", "Ana", "Ola", "Uxía")], by=as_alice)

    whole = ["Ana", "Ana", "Ana", "Eva", "Ivo", "Ola", "Uxía"]
    found = all_pages(seen_by=as_alice, limit=limit, descending=descending)
    assert found == (whole[::-1] if descending else whole)


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
@pytest.mark.parametrize(("descending", "first"), [(True, ["Eva", "Ana"]), (False, ["Ana", "Eva"])])
def test_those_without_a_value_stand_at_the_end_either_way(
    as_alice: Actor, limit: int, descending: bool, first: list[str]
) -> None:
    ana, eva, *_others = contacts([{"name": name} for name in ("Ana", "Eva", "Ivo", "Ola")], by=as_alice)
    everybody().update(last_activity_at=None)
    active(ana, 9)
    active(eva, 2)

    found = all_pages(seen_by=as_alice, limit=limit, sort="last_activity_at", descending=descending)
    assert found[:2] == first
    assert sorted(found[2:]) == ["Ivo", "Ola"]


def test_the_last_page_has_no_next(as_alice: Actor) -> None:
    contacts([{"name": name} for name in ("Ana", "Eva")], by=as_alice)

    assert read_page(record_kind("contact"), seen_by=as_alice, columns=("name",), limit=2).next == ""


def test_alice_sees_her_own_her_team_and_the_teams_below(
    as_ada: Actor, alice: User, north: Team, northern_shop: Team, south: Team
) -> None:
    rows = [
        {"name": "hers", "owner": str(alice.id)},
        {"name": "her team's", "team": str(north.id), "owner": None},
        {"name": "the shop's", "team": str(northern_shop.id), "owner": None},
        {"name": "the south's", "team": str(south.id), "owner": None},
        {"name": "hers, lent to the south", "owner": str(alice.id), "team": str(south.id)},
    ]
    contacts(rows, by=as_ada)

    seen = [name for name in all_pages(seen_by=alice.acting(), limit=2) if name != "Ada"]
    assert sorted(seen) == ["her team's", "hers", "hers, lent to the south", "the shop's"]


def test_a_company_out_of_sight_is_told_of_but_not_named(nuria: Any, alice: User) -> None:
    Role.objects.filter(people=alice).update(rights={"customers.see_contacts": 4})
    kind, columns = record_kind("contact"), ("company", "companies")

    (row,) = read_page(kind, seen_by=alice.acting(), columns=columns).rows
    assert row["company"] == {"id": None, "name": ""}
    assert row["companies"] == [{"id": None, "name": "", "role": ""}]
    assert read_records(kind, [nuria.id], seen_by=alice.acting(), columns=columns) == [row]


def test_a_company_in_sight_is_named(nuria: Any, bakery: Any, alice: User) -> None:
    Role.objects.filter(people=alice).update(rights={"customers.see_contacts": 4, "customers.see_companies": 1})

    (row,) = read_page(record_kind("contact"), seen_by=alice.acting(), columns=("company",)).rows
    assert row["company"] == {"id": str(bakery.id), "name": "Corner Bakery"}


def test_bob_does_not_see_the_north(nuria: Any, as_bob: Actor) -> None:
    kind = record_kind("contact")

    assert read_page(kind, seen_by=as_bob, columns=("name",)).rows == []
    assert read_records(kind, [nuria.id], seen_by=as_bob, columns=("name",)) == []
    assert count_up_to(kind, seen_by=as_bob) == 0


def test_charlie_sees_nothing(nuria: Any, as_charlie: Actor) -> None:
    assert read_page(record_kind("contact"), seen_by=as_charlie, columns=("name",)).rows == []


def test_the_trash_stands_in_no_list(nuria: Any, as_alice: Actor) -> None:
    record_kind("contact").trash([nuria.id], by=as_alice)

    assert all_pages(seen_by=as_alice, limit=9) == []
    assert count_up_to(record_kind("contact"), seen_by=as_alice) == 0


def test_records_by_id_come_in_the_order_of_the_ids(as_alice: Actor) -> None:
    ana, eva, ivo = contacts([{"name": name} for name in ("Ana", "Eva", "Ivo")], by=as_alice)

    rows = read_records(record_kind("contact"), [ivo, ana, eva, ana], seen_by=as_alice, columns=("name",))
    assert [row["name"] for row in rows] == ["Ivo", "Ana", "Eva"]


def test_a_page_may_be_limited_to_some_records(as_alice: Actor) -> None:
    ana, _eva, ivo = contacts([{"name": name} for name in ("Ana", "Eva", "Ivo")], by=as_alice)

    assert all_pages(seen_by=as_alice, limit=1, ids=[ivo, ana]) == ["Ana", "Ivo"]


def test_a_count_says_at_most_one_more_than_asked(as_alice: Actor) -> None:
    contacts([{"name": f"Contact {number}"} for number in range(5)], by=as_alice)

    kind = record_kind("contact")
    assert count_up_to(kind, seen_by=as_alice) == 5
    assert count_up_to(kind, seen_by=as_alice, limit=3) == 4


def test_system_work_sees_everything(nuria: Any) -> None:
    assert all_pages(seen_by=SYSTEM, limit=5) == ["Núria Bosch"]
