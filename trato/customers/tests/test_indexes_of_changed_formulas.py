"""The index of a formula follows it: built anew when it is changed, gone when it cannot be any more."""

import pytest

from trato.customers.tests.indexing import boss, changed, formula, indexes, listed, people, with_index
from trato.foundation.fields.public import (
    CustomField,
    FieldFacts,
    archive_field,
    change_field,
    drop_field,
    index_field,
    make_index_so,
)
from trato.foundation.public import Actor, Change

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["boss", "people"]


def test_another_formula_gets_another_index(people: Actor) -> None:
    field = with_index(formula("{points} * 2", by=people), by=people)
    before = indexes()

    assert changed(field, "{points} * 3", by=people).index_state == "wanted"
    make_index_so(field.id)

    assert indexes().keys() == before.keys()
    assert indexes() != before
    assert listed({"result.least": ["297"]}, seen_by=people) == ["Person 99"]


def test_so_does_one_that_is_worked_out_of_it(people: Actor) -> None:
    inner = formula("{points} * 2", by=people, label="Double")
    outer = with_index(formula("{double} + 1", by=people), by=people)
    before = indexes()

    changed(inner, "{points} * 4", by=people)
    outer.refresh_from_db()
    assert outer.index_state == "wanted"
    make_index_so(outer.id)

    assert indexes()[f"{outer.column}_i"] != before[f"{outer.column}_i"]
    inner.refresh_from_db()
    assert inner.index_state == ""


def test_one_that_can_have_none_any_more_loses_it(people: Actor) -> None:
    field = with_index(formula("{points} * 2", by=people), by=people)

    assert changed(field, "coalesce({points}, 1)", by=people).index_state == ""
    make_index_so(field.id)

    assert indexes() == {}
    assert listed({"result.between": ["1", "1"]}, seen_by=people) == ["Nobody known", "Person 01"]


def test_a_change_of_its_label_leaves_the_index_alone(people: Actor) -> None:
    field = with_index(formula("{points} * 2", by=people), by=people)

    change_field(field.id, by=people, facts=FieldFacts(label="Twice", formula="{points} * 2"))

    field.refresh_from_db()
    assert field.index_state == "ready"


def test_that_an_index_is_wanted_anew_is_a_change_with_its_row(people: Actor) -> None:
    field = with_index(formula("{points} * 2", by=people), by=people)

    changed(field, "{points} * 3", by=people)

    last = Change.objects.filter(record_id=field.id).order_by("-version", "-id")[:2]
    assert {name for each in last for name in each.after} >= {"formula", "index_state"}


def test_a_dropped_formula_takes_its_index_along(people: Actor) -> None:
    field = with_index(formula("{points} * 2", by=people), by=people)
    archive_field(field.id, by=people)

    drop_field(field.id, by=people, label="Result")

    assert indexes() == {}


def test_a_dropped_field_takes_the_index_of_an_archived_formula_along(people: Actor) -> None:
    field = with_index(formula("{points} * 2", by=people), by=people)
    archive_field(field.id, by=people)
    points = CustomField.objects.get(name="points")
    archive_field(points.id, by=people)

    drop_field(points.id, by=people, label="Points")

    assert f"{field.column}_i" not in indexes()


def test_a_job_that_comes_too_late_builds_nothing(people: Actor) -> None:
    """Somebody changed the formula between the wish and the job."""
    field = formula("{points} * 2", by=people)
    index_field(field.id, by=people)
    CustomField.objects.filter(pk=field.pk).update(formula="today()")

    make_index_so(field.id)

    field.refresh_from_db()
    assert field.index_state == ""
    assert indexes() == {}
