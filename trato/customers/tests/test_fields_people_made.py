"""A field that people made is written, read, filtered by, sorted by and told of like every other."""

from datetime import date, time
from decimal import Decimal

import pytest

from trato.customers.public import Contact, create_contacts, update_contacts
from trato.customers.tests.made_fields import made, option_ids, value_of
from trato.foundation.public import (
    Actor,
    Change,
    LoggedEvent,
    RecordUpdate,
    RowsRefused,
    filters_from,
    read_page,
    record_kind,
)


def test_a_text_is_written_read_and_told_of(as_ada: Actor) -> None:
    made("Favourite bread", "text", by=as_ada)
    (saved,) = create_contacts([{"name": "Nuria", "favourite_bread": "Rye"}], by=as_ada)
    assert value_of(saved.id, "favourite_bread", seen_by=as_ada) == "Rye"

    (changed,) = update_contacts([RecordUpdate(id=saved.id, values={"favourite_bread": "Spelt"})], by=as_ada)
    assert changed.fields == ("favourite_bread",)
    change = Change.objects.get(record_id=saved.id, version=2)
    assert (change.before, change.after) == ({"favourite_bread": "Rye"}, {"favourite_bread": "Spelt"})
    event = LoggedEvent.objects.filter(kind="customers.contact_changed").latest("at")
    assert event.data["fields"] == ["favourite_bread"]


@pytest.mark.parametrize(
    ("type_", "given", "read"),
    [
        ("text", "Rye, “with” 100% {seeds}", "Rye, “with” 100% {seeds}"),
        ("long_text", "One\ntwo", "One\ntwo"),
        ("number", "1234.5", Decimal("1234.5")),
        ("number", 7, Decimal(7)),
        ("date", "2026-11-22", date(2026, 11, 22)),
        ("time", "9:30", time(9, 30)),
        ("yes_no", "yes", True),
        ("yes_no", False, False),
        ("link", "Example.com/menu", "https://example.com/menu"),
    ],
)
def test_each_type_is_read_as_it_was_given(type_: str, given: object, read: object, as_ada: Actor) -> None:
    made("Fact", type_, by=as_ada)
    (saved,) = create_contacts([{"name": "Nuria", "fact": given}], by=as_ada)
    assert value_of(saved.id, "fact", seen_by=as_ada) == read


@pytest.mark.parametrize(
    ("type_", "given"),
    [
        ("number", "many"),
        ("number", "1e99"),
        ("number", True),
        ("date", "yesterday evening"),
        ("time", "25:00"),
        ("yes_no", "perhaps"),
        ("link", "javascript:alert(1)"),
        ("text", 7),
        ("text", "a\x00b"),
        ("money", "lots"),
        ("user", "Nobody"),
        ("choice", "Purple"),
        ("choices", ["Red", "Purple"]),
    ],
)
def test_what_a_field_cannot_hold_is_refused_by_its_name(type_: str, given: object, as_ada: Actor) -> None:
    made("Fact", type_, by=as_ada, options=["Red", "Green"] if type_.startswith("choice") else ())
    with pytest.raises(RowsRefused) as refused:
        create_contacts([{"name": "Nuria", "fact": given}], by=as_ada)
    assert list(refused.value.rows[0]) == ["fact"]
    assert not Contact.objects.exists()


def test_choices_hold_the_ids_of_their_options(as_ada: Actor) -> None:
    colours = made("Colours", "choices", by=as_ada, options=["Red", "Green", "Blue"])
    ids = option_ids(colours)
    (saved,) = create_contacts([{"name": "Nuria", "colours": "blue; Red"}], by=as_ada)
    assert value_of(saved.id, "colours", seen_by=as_ada) == [ids["Red"], ids["Blue"]]


def test_a_list_is_filtered_and_sorted_by_it(as_ada: Actor) -> None:
    level = made("Level", "choice", by=as_ada, options=["Gold", "Silver"])
    made("Points", "number", by=as_ada)
    rows = [("Ann", "Gold", 5), ("Ben", "Silver", 9), ("Cleo", "Gold", 7), ("Dan", None, None)]
    create_contacts([{"name": n, "level": each, "points": points} for n, each, points in rows], by=as_ada)

    def names(sort: str = "name", *, descending: bool = False, **asked: list[str]) -> list[str]:
        kind = record_kind("contact")
        filters, refused = filters_from(kind, {n.replace("__", "."): v for n, v in asked.items()}, seen_by=as_ada)
        assert not refused
        page = read_page(
            kind, seen_by=as_ada, columns=["name", "level"], sort=sort, descending=descending, filters=filters
        )
        return [row["name"] for row in page.rows]

    assert names(level=[option_ids(level)["Gold"]]) == ["Ann", "Cleo"]
    assert names(level=["gold", "none"]) == ["Ann", "Cleo", "Dan"]
    assert names(level__not=["Gold"]) == ["Ben", "Dan"]
    assert names(level__empty=["yes"]) == ["Dan"]
    assert names(points__least=["7"]) == ["Ben", "Cleo"]
    assert names("points") == ["Ann", "Cleo", "Ben", "Dan"]
    assert names("points", descending=True) == ["Ben", "Cleo", "Ann", "Dan"]
    assert names("points", descending=True, level=["Gold"]) == ["Cleo", "Ann"]
