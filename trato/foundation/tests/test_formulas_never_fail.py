"""Whatever people reckon with, a record can always be read."""

from contextlib import suppress

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.fields.compiling import Compiler
from trato.foundation.fields.errors import FormulaRefused
from trato.foundation.fields.grammar import parse
from trato.foundation.fields.literals import literal

FIELDS = {
    spec.name: spec
    for spec in (
        Field(name="points", label="Points", type=FieldType.DECIMAL, sql="r.points"),
        Field(name="day", label="Day", type=FieldType.DAY, sql="r.day"),
        Field(name="text", label="Text", type=FieldType.TEXT, sql="r.text"),
    )
}
RECORDS = """(values (0::numeric, date '2026-11-22', 'a'), (null, null, null), (999999999999999, date '9999-12-31', ''),
  (-0.0000000001, date '0001-01-01', 'x')) r (points, day, text)"""

NUMBERS = st.recursive(
    st.one_of(st.integers(0, 10**19).map(str), st.just("{points}"), st.just("0"), st.just("0.0001")),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda each: f"({' '.join(each)})"),
        inner.map(lambda each: f"-{each}"),
        inner.map(lambda each: f"round({each}, 3)"),
        inner.map(lambda each: f"days_between({{day}}, {{day}} + {each})"),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: f"max({', '.join(each)})"),
        st.tuples(inner, inner, inner).map(
            lambda each: f"if({each[0]} > {each[1]}, {each[2]}, coalesce({each[0]}, 1))"
        ),
    ),
    max_leaves=25,
)
FORMULAS = st.one_of(
    NUMBERS,
    NUMBERS.map(lambda number: f"{{day}} + {number}"),
    NUMBERS.map(lambda number: f"concat({{text}}, {number}, today())"),
)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None)
@given(FORMULAS)
def test_what_can_be_compiled_can_be_read(formula: str) -> None:
    try:
        compiled = Compiler(FIELDS, {"result": formula}).compiled("result")
    except FormulaRefused:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"select {compiled.sql} from {RECORDS}", [])  # noqa: S608  # what is tested
        assert len(cursor.fetchall()) == 4


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_parsed_or_refused_in_words(text: str) -> None:
    with suppress(FormulaRefused):
        assert parse(text) is not None


@pytest.mark.django_db
@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=60))
def test_a_text_in_a_formula_is_never_syntax(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select {literal(text)}", [])  # noqa: S608  # what is tested
        assert cursor.fetchone() == (text,)
