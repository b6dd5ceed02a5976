"""What other programs write otherwise becomes what we write, before a row is looked at."""

from typing import Any

import pytest

from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.imports.arranging import Arrangement, arrangement_of, person_key


def field(name: str, type_: FieldType = FieldType.TEXT) -> Field:
    return Field(name=name, label=name, type=type_, sql="r.id", column=name)


FIELDS = [field("name"), field("state"), field("body", FieldType.LONG_TEXT), field("owner", FieldType.USER)]
KIND = RecordKind(
    name="thing",
    plural="things",
    module="tests",
    label="Thing",
    label_plural="Things",
    icon="x",
    model=lambda: None,
    fields=FIELDS,
    create=lambda rows: [],
    update=lambda rows: [],
    trash=lambda ids: None,
    match_keys=("name",),
    default_sort="name",
)


def put(arrangement: Arrangement, values: dict[str, Any], *, cells: tuple[str, ...] = ()) -> dict[str, Any] | None:
    """None where the row is not one of those that are meant."""
    return values if arrangement.put(KIND, values, cells=cells) else None


class TestWhichRows:
    def test_all_without_a_word_about_it(self) -> None:
        assert Arrangement().takes(["x", ""])

    @pytest.mark.parametrize(
        ("cell", "taken"), [("Call", True), (" call ", True), ("CALL", True), ("Task", False), ("", False)]
    )
    def test_only_those_of_a_word(self, cell: str, *, taken: bool) -> None:
        assert Arrangement(only={1: ["call"]}).takes(["x", cell]) is taken

    @pytest.mark.parametrize(("cell", "taken"), [("1", False), ("true", False), ("0", True), ("", True)])
    def test_all_but_those_of_a_word(self, cell: str, *, taken: bool) -> None:
        assert Arrangement(but={0: ["1", "true"]}).takes([cell]) is taken

    def test_of_several_columns_all_must_say_so_and_none_may_say_otherwise(self) -> None:
        arrangement = Arrangement(only={0: ["a"], 1: ["b"]}, but={2: ["no"]})
        assert arrangement.takes(["a", "b", "yes"])
        assert not arrangement.takes(["a", "x", "yes"])
        assert not arrangement.takes(["a", "b", "no"])

    def test_a_row_that_is_too_short_says_nothing(self) -> None:
        assert not Arrangement(only={5: ["a"]}).takes(["a"])
        assert Arrangement(but={5: ["a"]}).takes(["a"])

    def test_what_is_needed_must_be_there(self) -> None:
        assert put(Arrangement(needed=["body"]), {"name": "x"}) is None
        assert put(Arrangement(needed=["body"]), {"body": "x"}) == {"body": "x"}


class TestWords:
    WORDS = Arrangement(words={"state": {"done": "closed", "n/a": ""}})

    @pytest.mark.parametrize("said", ["done", "Done", " DONE "])
    def test_theirs_become_ours(self, said: str) -> None:
        assert put(self.WORDS, {"state": said}) == {"state": "closed"}

    def test_one_that_says_nothing_to_us_is_left_out(self) -> None:
        assert put(self.WORDS, {"name": "x", "state": "N/A"}) == {"name": "x"}

    def test_one_that_nobody_knows_stays_as_it_is(self) -> None:
        assert put(self.WORDS, {"state": "Waiting"}) == {"state": "Waiting"}

    def test_what_all_are_is_given_where_nothing_is_said(self) -> None:
        fixed = Arrangement(fixed={"state": "open"})
        assert put(fixed, {}) == {"state": "open"}
        assert put(fixed, {"state": "done"}) == {"state": "done"}


class TestIds:
    CONTACTS = Arrangement(prefixes={"who.external_id": ["003"]})

    def test_only_those_that_are_meant_stay(self) -> None:
        values = {"who": {"external_id": "003A; 00QB,003C", "source": "s"}}
        assert put(self.CONTACTS, values) == {"who": {"external_id": "003A;003C", "source": "s"}}

    def test_where_none_is_meant_nobody_is_named(self) -> None:
        assert put(self.CONTACTS, {"who": {"external_id": "00QB", "source": "s"}}) == {}

    def test_what_else_is_known_of_them_stays(self) -> None:
        assert put(self.CONTACTS, {"who": {"external_id": "00QB", "name": "Ana"}}) == {"who": {"name": "Ana"}}

    def test_who_is_named_otherwise_is_left_alone(self) -> None:
        assert put(self.CONTACTS, {"who": "Ana"}) == {"who": "Ana"}

    def test_one_cell_can_be_looked_up_as_two(self) -> None:
        either = Arrangement(also={"who.external_id": ["firm.external_id"]})
        facts = {"external_id": "7", "source": "s"}
        assert put(either, {"who": dict(facts)}) == {"who": facts, "firm": facts}

    def test_what_the_other_says_itself_counts_more(self) -> None:
        either = Arrangement(also={"who.external_id": ["firm.external_id"]})
        values = {"who": {"external_id": "7"}, "firm": {"external_id": "8"}}
        assert put(either, values) == {"who": {"external_id": "7"}, "firm": {"external_id": "8"}}
        assert put(either, {"who": {"external_id": "7"}, "firm": "By name"}) == {
            "who": {"external_id": "7"},
            "firm": "By name",
        }

    def test_without_the_cell_nothing_is_looked_up(self) -> None:
        either = Arrangement(also={"who.external_id": ["firm.external_id"]})
        assert put(either, {"who": {"name": "Ana"}}) == {"who": {"name": "Ana"}}
        assert put(either, {"name": "x"}) == {"name": "x"}


class TestAmounts:
    AMOUNT = Arrangement(currencies={"name": 1})

    @pytest.mark.parametrize(
        ("said", "currency", "expected"),
        [
            ("12.50", "EUR", "12.50 EUR"),
            ("12.50", " usd ", "12.50 USD"),
            ("12.50", "", "12.50"),
            ("12.50", "Euro", "12.50"),
            ("12.50 INR", "EUR", "12.50 INR"),
            ("€ 12", "USD", "€ 12 USD"),
        ],
    )
    def test_the_currency_stands_behind_them(self, said: str, currency: str, expected: str) -> None:
        assert put(self.AMOUNT, {"name": said}, cells=("x", currency)) == {"name": expected}

    def test_without_an_amount_there_is_no_currency(self) -> None:
        assert put(self.AMOUNT, {}, cells=("x", "EUR")) == {}

    def test_a_row_that_is_too_short_has_none(self) -> None:
        assert put(self.AMOUNT, {"name": "1"}, cells=("x",)) == {"name": "1"}


class TestTextsAndPeople:
    def test_markup_goes_and_words_stay(self) -> None:
        assert put(Arrangement(), {"body": "<p>Wants <b>panels</b> &amp; more</p>"}) == {"body": "Wants panels & more"}

    def test_short_texts_are_left_as_they_are(self) -> None:
        assert put(Arrangement(), {"name": "<b>5 < 6</b>"}) == {"name": "<b>5 < 6</b>"}

    def test_people_are_who_somebody_said_they_are(self) -> None:
        known = Arrangement(people={"alice": "id-of-alice", "jane doe": ""})
        assert put(known, {"owner": "Alice"}) == {"owner": "id-of-alice"}
        assert put(known, {"owner": "Jane Doe"}) == {"owner": None}
        assert put(known, {"owner": "Bob"}) == {"owner": "Bob"}

    def test_ids_of_people_are_one_however_they_are_written(self) -> None:
        known = Arrangement(
            people={"x-long": "id-of-alice"}, full_id=lambda cell: cell + "-long" if cell == "X" else cell
        )
        assert put(known, {"owner": "X"}) == {"owner": "id-of-alice"}
        assert person_key("X", known.full_id) == "x-long"
        assert person_key("Álvaro", None) == "álvaro"


def test_it_is_kept_as_json_and_comes_back_as_it_was() -> None:
    kept = {"words": {"state": {"a": "b"}}, "only": {"2": ["x"]}, "currencies": {"name": 3}, "needed": ["name"]}
    found = arrangement_of(kept, ids_of="")
    assert found is not None
    assert (found.words, found.only, found.currencies, found.needed) == (
        {"state": {"a": "b"}},
        {2: ["x"]},
        {"name": 3},
        ["name"],
    )
    assert arrangement_of({}, ids_of="salesforce") is None
