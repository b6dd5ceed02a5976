import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from trato.foundation.public import (
    SYSTEM,
    Actor,
    CursorRefused,
    FieldUnknown,
    Filter,
    Role,
    Team,
    User,
    count_up_to,
    filterable_fields,
    filters_from,
    read_page,
    read_records,
    record_kind,
    sortable_fields,
)
from trato.kit.testing.real_files import real_file

COLUMNS = ("name", "email", "owner", "last_activity_at")


def contacts(rows: list[dict[str, Any]], *, by: Actor) -> list[Any]:
    return [saved.id for saved in record_kind("contact").create(rows, by=by)]


def active(id_: Any, days_ago: int) -> None:
    moment = datetime(2026, 11, 22, tzinfo=UTC) - timedelta(days=days_ago)
    everybody().filter(pk=id_).update(last_activity_at=moment)


def everybody() -> Any:
    model: Any = record_kind("contact").model()
    return model.objects.all()


def names(page: Any) -> list[str]:
    return [row["name"] for row in page.rows]


def all_pages(*, seen_by: Actor, limit: int, **asked: Any) -> list[str]:
    found: list[str] = []
    after = ""
    while True:
        page = read_page(record_kind("contact"), seen_by=seen_by, columns=("name",), limit=limit, after=after, **asked)
        found += names(page)
        if not page.next:
            return found
        after = page.next


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


@pytest.fixture
def less_sighted(alice: User) -> Actor:
    Role.objects.filter(people=alice).update(hidden_fields=["contact.email", "contact.lead_status", "contact.name"])
    return alice.acting()


@pytest.mark.parametrize("name", ["email", "lead_status", "nonsense", "", "r.id", "name'; drop table event; --"])
def test_a_hidden_or_unknown_field_cannot_be_selected(nuria: Any, less_sighted: Actor, name: str) -> None:
    with pytest.raises(FieldUnknown):
        read_page(record_kind("contact"), seen_by=less_sighted, columns=(name,), sort="last_activity_at")


def test_a_hidden_field_cannot_be_sorted_by(nuria: Any, less_sighted: Actor) -> None:
    with pytest.raises(FieldUnknown):
        read_page(record_kind("contact"), seen_by=less_sighted, columns=("city",), sort="name")
    assert "name" not in [spec.name for spec in sortable_fields(record_kind("contact"), seen_by=less_sighted)]


def test_a_hidden_field_cannot_be_filtered_by(nuria: Any, less_sighted: Actor) -> None:
    kind = record_kind("contact")

    with pytest.raises(FieldUnknown):
        read_page(
            kind,
            seen_by=less_sighted,
            columns=("city",),
            sort="last_activity_at",
            filters=[Filter("lead_status", ("new",))],
        )
    assert "lead_status" not in [spec.name for spec in filterable_fields(kind, seen_by=less_sighted)]
    assert list(filters_from(kind, {"lead_status": ["new"]}, seen_by=less_sighted)[1]) == ["lead_status"]


@pytest.mark.parametrize("name", ["email", "city", "owner"])
def test_what_has_no_index_cannot_be_sorted_by(as_alice: Actor, name: str) -> None:
    with pytest.raises(FieldUnknown):
        read_page(record_kind("contact"), seen_by=as_alice, columns=("name",), sort=name)


def test_what_has_no_column_of_its_own_cannot_be_filtered_by(as_alice: Actor) -> None:
    with pytest.raises(FieldUnknown):
        count_up_to(record_kind("contact"), seen_by=as_alice, filters=[Filter("email", ("x",))])


@pytest.mark.parametrize("cursor", ["x", ":", "a:b", "W10:abc", "Ω", "=" * 5_000, "eyJhIjoxfQ:1", "\ud800"])
def test_a_bent_cursor_is_refused_in_words(as_alice: Actor, cursor: str) -> None:
    with pytest.raises(CursorRefused):
        read_page(record_kind("contact"), seen_by=as_alice, columns=("name",), after=cursor)


def test_a_cursor_of_another_order_or_kind_is_refused(as_alice: Actor, bakery: Any) -> None:
    contacts([{"name": "Ana"}, {"name": "Eva"}], by=as_alice)
    kind = record_kind("contact")
    cursor = read_page(kind, seen_by=as_alice, columns=("name",), limit=1).next

    for other in ({"descending": True}, {"sort": "last_activity_at"}):
        with pytest.raises(CursorRefused):
            read_page(kind, seen_by=as_alice, columns=("name",), after=cursor, **other)
    with pytest.raises(CursorRefused):
        read_page(record_kind("company"), seen_by=as_alice, columns=("name",), after=cursor)


def found(given: dict[str, list[str]], *, by: Actor) -> list[str]:
    filters, refused = filters_from(record_kind("contact"), given, seen_by=by)
    assert refused == {}
    together = all_pages(seen_by=by, limit=2, filters=filters)
    assert count_up_to(record_kind("contact"), seen_by=by, filters=filters) == len(together)
    return together


@pytest.fixture
def three(as_alice: Actor, as_ada: Actor, bob: User) -> None:
    """Ana, Eva and Ivo differ in everything one can filter by."""
    rows = [
        {"name": "Ana", "lifecycle_stage": "customer", "lead_status": "new", "language": "te", "tags": ["VIP", "Fair"]},
        {"name": "Eva", "lifecycle_stage": "lead", "language": "es", "country": "Spain", "company": "Huerta"},
        {"name": "Ivo", "lifecycle_stage": "mql", "tags": ["fair"], "owner": str(bob.id), "country": "India"},
    ]
    contacts(rows, by=as_alice)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["Ana", "Eva", "Ivo"]),
        ({"lifecycle_stage": ["customer"]}, ["Ana"]),
        ({"lifecycle_stage": ["customer", "mql"]}, ["Ana", "Ivo"]),
        ({"lead_status": ["none"]}, ["Eva", "Ivo"]),
        ({"lead_status": ["none", "new"]}, ["Ana", "Eva", "Ivo"]),
        ({"language": ["te"]}, ["Ana"]),
        ({"language": ["Spanish"]}, ["Eva"]),
        ({"tags": ["VIP"]}, ["Ana"]),
        ({"tags": ["FAIR"]}, ["Ana", "Ivo"]),
        ({"country": ["ES"]}, ["Eva"]),
        ({"country": ["india", "España"]}, ["Eva", "Ivo"]),
        ({"owner": ["Bob"]}, ["Ivo"]),
        ({"owner": ["me"]}, []),
        ({"owner": ["alice@acequia.example"]}, ["Ana", "Eva"]),
        ({"owner": ["none"]}, []),
        ({"team": ["North"]}, ["Ana", "Eva"]),
        ({"tags": ["fair"], "lifecycle_stage": ["mql"]}, ["Ivo"]),
        ({"q": ["eva"]}, ["Eva"]),
        ({"q": ["ev"]}, ["Eva"]),
        ({"q": [""]}, ["Ana", "Eva", "Ivo"]),
        ({"q": ["nobody"]}, []),
    ],
)
def test_filters(three: None, as_ada: Actor, given: dict[str, list[str]], expected: list[str]) -> None:
    assert found(given, by=as_ada) == expected


def test_contacts_of_a_company(three: None, as_ada: Actor) -> None:
    (row,) = read_page(record_kind("company"), seen_by=as_ada, columns=("name",)).rows

    assert found({"company": [str(row["id"])]}, by=as_ada) == ["Eva"]


def test_me_is_whoever_asks(three: None, as_alice: Actor) -> None:
    assert found({"owner": ["me"]}, by=as_alice) == ["Ana", "Eva"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lifecycle_stage", "king"),
        ("owner", "Nobody"),
        ("team", "Nowhere"),
        ("company", "Huerta"),
        ("language", "Klingon"),
        ("nonsense", "1"),
        ("email", "x"),
        ("tags", ""),
    ],
)
def test_a_filter_that_cannot_be_is_named_with_its_reason(as_ada: Actor, name: str, value: str) -> None:
    filters, refused = filters_from(record_kind("contact"), {name: [value]}, seen_by=as_ada)

    assert filters == []
    assert list(refused) == [name]
    assert refused[name]


def test_no_naughty_string_breaks_a_reading(as_ada: Actor, installed: Any) -> None:
    kind = record_kind("contact")
    names = [spec.name for spec in filterable_fields(kind, seen_by=as_ada)]
    for text in json.loads(real_file("robustness/blns/blns.json").read_text()):
        given = {name: [text] for name in [*names, "q"]}
        filters, _refused = filters_from(kind, given, seen_by=as_ada)
        assert count_up_to(kind, seen_by=as_ada, filters=filters) == 0
        with pytest.raises(CursorRefused):
            read_page(kind, seen_by=as_ada, columns=("name",), after=text or "x")


def test_system_work_sees_everything(nuria: Any) -> None:
    assert all_pages(seen_by=SYSTEM, limit=5) == ["Núria Bosch"]
