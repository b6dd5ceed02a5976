"""A formula over columns of one row can have an index, which filters and orders use; of others it is said why not."""

import pytest

from trato.customers.public import create_companies, create_contacts, update_contacts
from trato.customers.tests.indexing import boss, formula, indexes, listed, people, plans, with_index
from trato.customers.tests.made_fields import made, option_ids
from trato.foundation.fields.public import CustomField, FieldRefused, index_field, may_be_indexed, why_not_indexed
from trato.foundation.public import Actor, RecordUpdate, filters_from, read_page, record_kind

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["boss", "people"]
FILTERS: list[tuple[str, dict[str, list[str]]]] = [
    ("{points} * 2", {"result.least": ["150"]}),
    ("{points} * 2 - 10", {"result.between": ["0", "30"]}),
    ("{points} / ({points} - 3)", {"result.filled": ["yes"]}),
    ("{since} + 10", {"result.after": ["2026-01-30"]}),
    ("if({points} > 50, {since}, {since} - 400)", {"result.before": ["2025-01-01"]}),
    ("days_between({since}, {since} + {points})", {"result.most": ["4"]}),
    ("round({points} / 7, 2)", {"result.least": ["13.5"]}),
    ("min({points}, {points} * 2) + max({points}, -{points})", {"result.least": ["190"]}),
    ("concat({nick}, {since})", {"rules": ['{"field":"result","value":"nick 072026-01-08"}']}),
    ("concat({nick}, {points})", {"result.filled": ["yes"]}),
    ("-{points} + coalesce({points}, {points})", {"result.least": ["0"]}),
]


@pytest.mark.parametrize(("text", "given"), FILTERS, ids=[text for text, _given in FILTERS])
def test_the_same_are_found_with_an_index_as_without(text: str, given: dict[str, list[str]], people: Actor) -> None:
    field = formula(text, by=people)
    before = listed(given, seen_by=people)

    assert with_index(field, by=people).index_state == "ready"
    assert listed(given, seen_by=people) == before
    assert before
    assert "Nobody known" not in before


def test_a_filter_asks_the_index(people: Actor) -> None:
    field = with_index(formula("{points} * 2", by=people), by=people)

    assert f"{field.column}_i" in plans({"result.least": ["190"]}, seen_by=people)


def test_a_text_is_found_by_the_index(people: Actor) -> None:
    field = with_index(formula("concat({nick}, {points})", by=people), by=people)

    assert f"{field.column}_i" in plans({"rules": ['{"field":"result","value":"nick 077"}']}, seen_by=people)


@pytest.mark.parametrize("way", [False, True], ids=["up", "down"])
def test_an_order_walks_along_the_index(way: bool, people: Actor) -> None:
    field = formula("100 - {points}", by=people)
    before = listed({}, seen_by=people, sort="result", descending=way)
    with_index(field, by=people)

    assert listed({}, seen_by=people, sort="result", descending=way) == before
    assert f"{field.column}_i" in plans({}, seen_by=people, sort="result", descending=way)
    assert before[-1] == "Nobody known"
    assert before[0] == ("Person 00" if way else "Person 99")


def test_built_in_columns_alone_have_one_on_the_records_own_table(boss: Actor) -> None:
    field = with_index(formula("{founded_year} + 10", by=boss, kind="company"), by=boss)
    create_companies([{"name": "Old", "founded_year": 1900}, {"name": "New", "founded_year": 2020}], by=boss)

    assert " ON public.customers_company USING" in indexes()[f"{field.column}_i"]
    filters, _refused = filters_from(record_kind("company"), {"result.least": ["2000"]}, seen_by=boss)
    page = read_page(record_kind("company"), seen_by=boss, columns=["name", "result"], filters=filters, sort="result")
    assert [(row["name"], row["result"]) for row in page.rows] == [("New", 2030)]


def test_what_changes_in_a_record_changes_in_the_index(people: Actor) -> None:
    with_index(formula("{points} * 2", by=people), by=people)
    page = read_page(record_kind("contact"), seen_by=people, columns=["name"], sort="name", limit=200)
    nobody = next(row["id"] for row in page.rows if row["name"] == "Nobody known")

    update_contacts([RecordUpdate(id=nobody, values={"points": "500"})], by=people)

    assert listed({"result.least": ["900"]}, seen_by=people) == ["Nobody known"]


def test_texts_of_any_length_can_be_indexed(people: Actor) -> None:
    field = with_index(formula("concat({nick}, {nick}, {nick})", by=people), by=people)

    create_contacts([{"name": "Long", "nick": "Ж🙂" * 250}], by=people)

    assert field.index_state == "ready"
    assert listed({"result.holds": ["Ж🙂Ж🙂"]}, seen_by=people) == ["Long"]


REASONS = [
    ("today() - {since}", "today's date"),
    ("{level}", "“Level”, which is looked up"),
    ("concat({points}, {owner})", "looked up in other records"),
    ("{points} > 3", "only yes or no"),
    ("1 + 2", "the same of all records"),
    ("concat({name}, {points})", "stand in two tables"),
    ("coalesce({points}, 0)", "even where all the fields that it uses are empty"),
    ("if({points} = 1, 2, 3)", "even where all the fields that it uses are empty"),
    ('if(concat({nick}) = "", 1, {points})', "even where all the fields that it uses are empty"),
    ('concat({nick}, "!")', "even where all the fields that it uses are empty"),
    ("+".join(["{points}"] * 40), "an index takes at most 60"),
]


@pytest.mark.parametrize(("text", "reason"), REASONS, ids=[text[:30] for text, _reason in REASONS])
def test_it_is_said_why_one_cannot_have_an_index(text: str, reason: str, people: Actor) -> None:
    made("Level", "choice", by=people, options=["Gold"])
    field = formula(text, by=people)

    assert reason in why_not_indexed(field)
    assert not may_be_indexed(field)
    with pytest.raises(FieldRefused, match=reason):
        index_field(field.id, by=people)


def test_the_longest_that_may_have_one_gets_one(people: Actor) -> None:
    """PostgreSQL keeps what an index is made of in one row."""
    pieces = [f"if({{points}} > {n}, {{since}} + {{points}}, {{since}} - {n})" for n in range(5)]
    field = formula(f"max({', '.join(pieces)})", by=people)

    assert why_not_indexed(field) == ""
    assert with_index(field, by=people).index_state == "ready"


def test_texts_of_plain_fields_are_found_by_their_index_too(people: Actor) -> None:
    nick = CustomField.objects.get(name="nick")
    given = {"rules": ['{"field":"nick","value":["NICK 07", "nick 08"]}']}
    before = listed(given, seen_by=people)
    with_index(nick, by=people)

    assert listed(given, seen_by=people) == before == ["Person 07", "Person 08"]
    assert f"{nick.column}_i" in plans(given, seen_by=people)
    assert len(listed({"rules": ['{"field":"nick","operator":"not","value":"nick 07"}']}, seen_by=people)) == 100


def test_a_choice_inside_is_told_by_its_label_and_so_not_indexed(people: Actor) -> None:
    level = made("Level", "choice", by=people, options=["Gold", "Silver"])
    create_contacts([{"name": "Golden", "level": option_ids(level)["Gold"]}], by=people)
    field = formula('concat({level}, "!")', by=people)

    assert not may_be_indexed(field)
    assert listed({"result.holds": ["Gold!"]}, seen_by=people) == ["Golden"]
