"""Formulas over the fields of a record: typed, bounded, worked out at reading, and never a failure there."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from trato.customers.public import create_contacts, update_contacts
from trato.customers.tests.made_fields import made, value_of
from trato.foundation.fields.public import FieldFacts, FieldRefused, FormulaRefused, archive_field, change_field
from trato.foundation.public import Actor, RecordUpdate, count_up_to, filters_from, read_page, record_kind, today_of
from trato.kit.errors import DomainError


def worked_out(formula: str, *, by: Actor, **values: Any) -> Any:
    field = made("Result", "formula", by=by, formula=formula)
    (saved,) = create_contacts([{"name": "Nuria", **values}], by=by)
    assert field.result
    return value_of(saved.id, "result", seen_by=by)


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("1 + 2 * 3", Decimal(7)),
        ("(1 + 2) * 3", Decimal(9)),
        ("--2", Decimal(2)),
        ("-2 - -3", Decimal(1)),
        ("{points} / 4", Decimal("2.5")),
        ("{points} / 0", None),
        ("{points} / ({points} - 10)", None),
        ("{empty} + 1", None),
        ("coalesce({empty}, 3)", Decimal(3)),
        ("round(10 / 3, 2)", Decimal("3.33")),
        ("round(2.5)", Decimal(3)),
        ("min({points}, 4, {empty})", Decimal(4)),
        ("max({points}, 4)", Decimal(10)),
        ('concat({name}, " (", {points}, ")")', "Nuria (10)"),
        ("concat({empty}, '100% {x} \\ \"')", '100% {x} \\ "'),
        ('if({points} >= 10, "large", "small")', "large"),
        ('if(and({points} > 1, not({points} = 2)), "yes", "no")', "yes"),
        ("{points} = 10", True),
        ("{points} <> 10", False),
        ("{name} = 'Nuria'", True),
        ("{since} + 30", date(2026, 12, 1)),
        ("{since} + 99999999999", None),
        ("{since} - 4000000", None),
        ("{since} - {since}", Decimal(0)),
        ("days_between({since}, {since} + 3)", Decimal(3)),
        ("concat({since})", "2026-11-01"),
        ("{fee} * 2", Decimal(25)),
        ("{lifecycle_stage}", "lead"),
        ("{level}", "Gold"),
        ("9999999999999999999 * 9999999999999999999", None),
    ],
)
def test_it_says(formula: str, result: object, as_ada: Actor) -> None:
    made("Points", "number", by=as_ada)
    made("Empty", "number", by=as_ada)
    made("Since", "date", by=as_ada)
    made("Fee", "money", by=as_ada)
    made("Level", "choice", by=as_ada, options=["Gold"])
    facts = {"points": 10, "since": "2026-11-01", "fee": "12.50 EUR", "level": "gold"}
    assert worked_out(formula, by=as_ada, **facts) == result


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("", "cannot be empty"),
        ("1 +", "A value is missing here"),
        ("1 2", "Nothing more was expected"),
        ("(1", "“)” is missing"),
        ("1 ; drop table customers_contact", "“;” cannot stand here"),
        ("pg_sleep(10)", "There is no function “pg_sleep”"),
        ("{nothing} + 1", "At character 1: There is no field “nothing”"),
        ("{tags} + 1", "One cannot reckon with"),
        ("1 + 'a'", "needs a number here, and this is text"),
        ("if(1, 2, 3)", "needs yes or no here"),
        ("if(true, 2, 'a')", "“if” needs"),
        ("if(true)", "takes 3 values"),
        ("round(1, {name})", "How many digits"),
        ("round(1, 99)", "How many digits"),
        ("today(1)", "takes 0 values"),
        ("concat()", "at least 1"),
        ("1 < 2 < 3", "Nothing more was expected"),
        ("x" * 1_000_000, "at most 2000 characters"),
        ("(" * 40 + "1" + ")" * 40, "nested at most 30"),
        ("+".join(["1"] * 500), "at most 400 pieces"),
        ("1" * 30, "at most 20 digits"),
        ("'a\x00b'", "NUL"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_where_it_stands(formula: str, reason: str, as_ada: Actor) -> None:
    with pytest.raises(DomainError) as refused:
        made("Result", "formula", by=as_ada, formula=formula)
    assert reason in str(refused.value)
    assert list(refused.value.fields) == ["formula"]


def test_it_cannot_need_its_own_result(as_ada: Actor) -> None:
    with pytest.raises(FormulaRefused, match="own result: result → result"):
        made("Result", "formula", by=as_ada, formula="{result} + 1")
    first = made("First", "formula", by=as_ada, formula="1")
    made("Second", "formula", by=as_ada, formula="{first} + 1")
    made("Third", "formula", by=as_ada, formula="{second} + 1")
    with pytest.raises(FormulaRefused, match="first → third → second → first"):
        change_field(first.id, by=as_ada, facts=FieldFacts(label="First", formula="{third}"))


def test_formulas_of_formulas_do_not_grow_beyond_measure(as_ada: Actor) -> None:
    made("F0", "formula", by=as_ada, formula="{name}")
    doubling = [(f"F{number}", f"concat({{f{number - 1}}}, {{f{number - 1}}})") for number in range(1, 8)]
    for label, formula in doubling[:-1]:
        made(label, "formula", by=as_ada, formula=formula)
    with pytest.raises(FormulaRefused, match="pieces"):
        made(doubling[-1][0], "formula", by=as_ada, formula=doubling[-1][1])


def test_a_change_cannot_break_those_that_use_it(as_ada: Actor) -> None:
    first = made("First", "formula", by=as_ada, formula="1")
    made("Second", "formula", by=as_ada, formula="{first} + 1")
    with pytest.raises(FormulaRefused, match="needs a number"):
        change_field(first.id, by=as_ada, facts=FieldFacts(label="First", formula="'text'"))
    with pytest.raises(FieldRefused, match="The formula “Second” is worked out of it"):
        archive_field(first.id, by=as_ada)


def test_today_moves_on(as_ada: Actor) -> None:
    assert worked_out("today()", by=as_ada) == today_of(as_ada)


def test_it_follows_its_inputs_and_lists_use_it(as_ada: Actor) -> None:
    made("Points", "number", by=as_ada)
    made("Half", "formula", by=as_ada, formula="{points} / 2")
    _ann, ben, _cleo = create_contacts(
        [{"name": "Ann", "points": 4}, {"name": "Ben", "points": 2}, {"name": "Cleo"}], by=as_ada
    )
    update_contacts([RecordUpdate(id=ben.id, values={"points": 10})], by=as_ada)
    kind = record_kind("contact")
    page = read_page(kind, seen_by=as_ada, columns=["name", "half"], sort="half", descending=True)
    assert [(row["name"], row["half"]) for row in page.rows] == [
        ("Ben", Decimal(5)),
        ("Ann", Decimal(2)),
        ("Cleo", None),
    ]
    for asked, count in (({"half.least": ["3"]}, 1), ({"half.empty": ["yes"]}, 1), ({"half.filled": ["yes"]}, 2)):
        filters, refused = filters_from(kind, asked, seen_by=as_ada)
        assert not refused
        assert count_up_to(kind, seen_by=as_ada, filters=filters) == count


def test_it_is_not_written(as_ada: Actor) -> None:
    made("Half", "formula", by=as_ada, formula="1 / 2")
    with pytest.raises(DomainError, match="You may not change this field"):
        create_contacts([{"name": "Nuria", "half": 3}], by=as_ada)
