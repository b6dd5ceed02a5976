from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from trato.foundation.public import (
    Actor,
    FieldUnknown,
    Filter,
    RecordKind,
    filters_from,
    operators_for,
    read_days,
    read_groups,
    read_page,
    record_kind,
    today_of,
)


@pytest.fixture
def firms(as_alice: Actor) -> RecordKind:
    kind = record_kind("company")
    revenue = {"amount": "100.50", "currency": "EUR"}
    rows: list[dict[str, Any]] = [
        {"name": "Huerta", "lifecycle_stage": "customer", "annual_revenue": revenue, "employee_count": 5},
        {"name": "Viñedos", "lifecycle_stage": "customer", "annual_revenue": revenue, "employee_count": 50},
        {"name": "Godavari", "lifecycle_stage": "lead", "annual_revenue": {"amount": "7", "currency": "INR"}},
    ]
    kind.create(rows, by=as_alice)
    return kind


def found(kind: RecordKind, by: Actor, **given: list[str]) -> list[str]:
    filters, refused = filters_from(kind, {name.replace("__", "."): texts for name, texts in given.items()}, seen_by=by)
    assert not refused
    return sorted(row["name"] for row in read_page(kind, seen_by=by, columns=["name"], filters=filters).rows)


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"lifecycle_stage__not": ["customer"]}, ["Godavari"]),
        ({"name__holds": ["UERT"]}, ["Huerta"]),
        ({"name__holds": ["%"]}, []),
        ({"employee_count__least": ["6"]}, ["Viñedos"]),
        ({"employee_count__most": ["6"]}, ["Huerta"]),
        ({"employee_count__between": ["60", "6"]}, ["Viñedos"]),
        ({"employee_count__empty": ["yes"]}, ["Godavari"]),
        ({"employee_count__filled": ["yes"]}, ["Huerta", "Viñedos"]),
        ({"annual_revenue__least": ["1"]}, ["Huerta", "Viñedos"]),
        ({"created_at__after": ["today"]}, ["Godavari", "Huerta", "Viñedos"]),
        ({"created_at__before": ["-1"]}, []),
        ({"parent__empty": ["yes"]}, ["Godavari", "Huerta", "Viñedos"]),
        ({"tags__filled": ["yes"]}, []),
        ({"city__empty": ["yes"]}, ["Godavari", "Huerta", "Viñedos"]),
    ],
)
def test_fields_can_be_asked_more_than_their_values(
    firms: RecordKind, as_alice: Actor, given: dict[str, list[str]], names: list[str]
) -> None:
    assert found(firms, as_alice, **given) == names


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("created_at.after", ["soon"]),
        ("created_at.after", ["99999-01-01"]),
        ("created_at.between", ["2026-01-01"]),
        ("employee_count.least", ["many"]),
        ("annual_revenue.least", ["€€"]),
        ("name.least", ["1"]),
        ("name.drop table", ["1"]),
        ("nothing.empty", ["yes"]),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(as_alice: Actor, name: str, texts: list[str]) -> None:
    filters, refused = filters_from(record_kind("company"), {name: texts}, seen_by=as_alice)

    assert filters == []
    assert refused[name]


def test_every_operator_that_is_offered_can_be_asked(firms: RecordKind, as_alice: Actor) -> None:
    values = {"between": ["2026-01-01", "2026-02-01"], "after": ["2026-01-01"], "before": ["2026-01-01"]}
    for kind in (firms, record_kind("contact")):
        for name, operators in operators_for(kind, seen_by=as_alice).items():
            for operator in {*operators} - {"is", "not", "least", "most"}:
                numbers = operator == "between" and kind.by_name[name].type in ("number", "money")
                texts = ["1", "2"] if numbers else values.get(operator, ["yes"])
                found(kind, as_alice, **{f"{name}__{operator}": texts})


def test_groups_have_counts_and_sums_by_currency(firms: RecordKind, as_alice: Actor) -> None:
    sums = [firms.by_name["annual_revenue"], firms.by_name["employee_count"]]
    customers, leads = read_groups(firms, firms.by_name["lifecycle_stage"], seen_by=as_alice, sums=sums)

    assert (customers.key, customers.count, leads.key, leads.count) == ("customer", 2, "lead", 1)
    assert customers.sums == {"annual_revenue": {"EUR": Decimal("201.00")}, "employee_count": {"": Decimal(55)}}
    assert leads.sums == {"annual_revenue": {"INR": Decimal(7)}}


def test_groups_are_of_what_the_reader_sees_and_asked_for(nuria: Any, as_alice: Actor, as_bob: Actor) -> None:
    kind = record_kind("contact")
    by = kind.by_name["company"]

    assert [group.count for group in read_groups(kind, by, seen_by=as_alice)] == [1]
    assert read_groups(kind, by, seen_by=as_bob) == []
    assert read_groups(kind, by, seen_by=as_alice, filters=[Filter("lifecycle_stage", ("former",))]) == []


def test_one_cannot_group_by_a_name(as_alice: Actor) -> None:
    kind = record_kind("contact")

    with pytest.raises(FieldUnknown):
        read_groups(kind, kind.by_name["name"], seen_by=as_alice)


def test_days_have_counts_and_their_first_records(firms: RecordKind, as_alice: Actor) -> None:
    today: date = today_of(as_alice)
    span = (today - timedelta(days=3), today)

    (day,) = read_days(firms, firms.by_name["created_at"], span, seen_by=as_alice, most=2)

    assert (day.day, day.count, len(day.first)) == (today, 3, 2)
