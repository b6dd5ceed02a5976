"""What people, programs and files give becomes what is stored, or is refused with a reason."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trato.foundation.extensions.kinds import FieldType
from trato.foundation.kinds.coercion import READERS
from trato.foundation.tests.coercing import ALICE, NORTH, field, read, reading, refusal
from trato.kit.errors import DomainError
from trato.kit.money import Money

LEAVES = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text() | st.binary(max_size=0)
KEYS = st.sampled_from(["kind", "value", "label", "source", "shared", "company", "role", "city", "amount", "currency"])
WORDS = st.sampled_from(["email", "phone", "domain", "handle", "EUR", "1.50", "ES", "600 190 044", "a@b.es"])
ANYTHING = st.recursive(
    LEAVES | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


@pytest.mark.parametrize("type_", list(FieldType))
@settings(max_examples=60, deadline=None)
@given(anything=ANYTHING)
def test_anything_is_read_or_refused_in_words(type_: FieldType, anything: Any) -> None:
    spec, words = field(type_, choices=(("lead", "Lead"),)), "none needed"
    try:
        reading().value(spec, anything)
    except DomainError as refused:
        words = str(refused)

    assert words


@pytest.mark.parametrize("type_", [FieldType.TEXT, FieldType.LONG_TEXT, FieldType.EMAIL, FieldType.MONEY])
@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=40))
def test_a_second_reading_of_a_value_is_the_first_one(type_: FieldType, text: str) -> None:
    coercion, found = reading(), []
    for _time in range(2):
        try:
            found.append(coercion.value(field(type_), text))
        except DomainError as refused:
            found.append(str(refused))

    assert found[0] == found[1]


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1, max_size=60))
def test_a_text_is_kept_letter_by_letter(text: str) -> None:
    assert read(FieldType.TEXT, text) == text


def test_each_type_of_field_can_be_read() -> None:
    assert set(READERS) == set(FieldType)


@pytest.mark.parametrize("type_", list(FieldType))
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_nothing(type_: FieldType, nothing: str | None) -> None:
    assert read(type_, nothing) is None


@pytest.mark.parametrize("nonsense", [1, 1.5, True, [], {}, ["a"]])
def test_a_text_is_a_text(nonsense: object) -> None:
    assert refusal(FieldType.TEXT, nonsense) == "It must be text."


@pytest.mark.parametrize(
    ("type_", "length", "facts"),
    [(FieldType.TEXT, 1_001, {}), (FieldType.LONG_TEXT, 100_001, {}), (FieldType.TEXT, 11, {"max_length": 10})],
)
def test_a_text_has_an_end(type_: FieldType, length: int, facts: dict[str, int]) -> None:
    assert len(read(type_, "a" * (length - 1), **facts)) == length - 1
    assert refusal(type_, "a" * length, **facts).startswith(f"{length} characters are too many")


@pytest.mark.parametrize("letter", ["త", "𠜎", "Ⱥ"])
def test_an_index_has_room_for_every_line_that_is_taken(letter: str) -> None:
    """A B-tree takes 2,704 bytes: letters of four bytes fit less often than a thousand times."""
    assert read(FieldType.TEXT, letter * 500) == letter * 500
    assert "500 fit" in refusal(FieldType.TEXT, letter * 1_000)
    assert read(FieldType.LONG_TEXT, letter * 1_000) == letter * 1_000


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (7, 7),
        ("7", 7),
        (" 7 ", 7),
        ("-7", -7),
        ("1,250", 1250),
        ("1.250", 1250),
        ("1 250", 1250),
        ("1\u00a0250", 1250),
        ("1'250", 1250),
        ("1,234,567", 1234567),
        ("007", 7),
        ("١٢", 12),
        (2**31 - 1, 2**31 - 1),
    ],
)
def test_a_number_as_people_write_it(given: object, number: int) -> None:
    assert read(FieldType.NUMBER, given) == number


@pytest.mark.parametrize("given", ["1,2", "1.5", 1.5, "many", "1,2345", "--1", "-", "٫", True, [1], 2**31, "9" * 5000])
def test_what_is_no_whole_number_is_refused(given: object) -> None:
    assert refusal(FieldType.NUMBER, given).endswith("is not a whole number.")


@settings(max_examples=40, deadline=None)
@given(number=st.integers(-(2**31) + 1, 2**31 - 1))
def test_a_number_comes_back_from_any_of_its_spellings(number: int) -> None:
    for spelt in (str(number), f"{number:,}", f"{number:_}".replace("_", " "), f"{number:,}".replace(",", ".")):
        assert read(FieldType.NUMBER, spelt) == number


@pytest.mark.parametrize(
    ("given", "locale", "amount"),
    [
        ("1,234.50", "en", "1234.50"),
        ("1.234,50", "es", "1234.50"),
        ("€ 12", "en", "12"),
        (12, "en", "12"),
        (Decimal("0.5"), "en", "0.5"),
        ({"amount": "12.5"}, "en", "12.5"),
        ({"amount": "12.5", "currency": "EUR"}, "es", "12.5"),
        (Money(Decimal(3), "EUR"), "en", "3"),
    ],
)
def test_money_is_read_as_its_writer_writes_it(given: object, locale: str, amount: str) -> None:
    assert read(FieldType.MONEY, given, locale=locale) == Money(Decimal(amount), "EUR")


@pytest.mark.parametrize(
    "given", ["$ 12", "a lot", "1,2,3", {"amount": 12}, {"amount": "12", "currency": "XXXX"}, True]
)
def test_what_is_no_money_is_refused(given: object) -> None:
    assert refusal(FieldType.MONEY, given)


@pytest.mark.parametrize("given", [{"amount": "1.23456"}, Decimal("1.23456"), Money(Decimal("1.23456"), "EUR")])
def test_money_is_never_rounded_by_the_column(given: object) -> None:
    assert refusal(FieldType.MONEY, given) == "Amounts in EUR have at most 4 decimals."


@pytest.mark.parametrize("given", ["lead", "LEAD", " Lead ", "First contact", "first CONTACT"])
def test_a_choice_by_its_code_or_its_name(given: str) -> None:
    assert read(FieldType.CHOICE, given, choices=(("lead", "First contact"), ("won", "Won"))) == "lead"


@pytest.mark.parametrize("given", ["leads", "0", ["lead"], {"lead": 1}, False])
def test_no_other_choice(given: object) -> None:
    assert "none of the choices" in refusal(FieldType.CHOICE, given, choices=(("lead", "Lead"),))


@pytest.mark.parametrize("given", ["ES", "es", "Spain", "España", "స్పెయిన్", "Espagne", "Spanien", " spain "])
def test_a_country_by_its_name_in_any_of_our_languages(given: str) -> None:
    assert read(FieldType.COUNTRY, given) == "ES"


@pytest.mark.parametrize(("given", "code"), [("USA", "US"), ("uk", "GB"), ("Korea", "KR"), ("Narnia", "Narnia")])
def test_a_country_as_people_shorten_it_or_as_they_wrote_it(given: str, code: str) -> None:
    assert read(FieldType.COUNTRY, given) == code


@pytest.mark.parametrize(
    ("given", "code"),
    [("es", "es"), ("Español", "es"), ("es-MX", "es"), ("en_GB", "en"), ("Telugu", "te"), ("తెలుగు", "te")],
)
def test_a_language_by_its_name_or_code(given: str, code: str) -> None:
    assert read(FieldType.LANGUAGE, given) == code


def test_no_language_is_guessed() -> None:
    assert refusal(FieldType.LANGUAGE, "Klingon") == "No language is called “Klingon”."


def test_a_time_zone_has_the_name_that_computers_know() -> None:
    assert read(FieldType.TIME_ZONE, " Europe/Madrid ") == "Europe/Madrid"
    for other in ("Madrid", "CEST+2", "../etc/passwd", ["UTC"]):
        assert "look like Europe/Madrid" in refusal(FieldType.TIME_ZONE, other)


def test_colleagues_and_teams_are_found_or_refused_by_name() -> None:
    assert (read(FieldType.USER, "alice"), read(FieldType.TEAM, " north ")) == (ALICE, NORTH)
    assert refusal(FieldType.USER, "zoe") == "No colleague is called “zoe”."
    assert refusal(FieldType.TEAM, "moon") == "No team is called “moon”."


def test_a_reference_is_an_id_or_a_name_to_look_up() -> None:
    id_ = uuid4()

    assert read(FieldType.REFERENCE, id_) == read(FieldType.REFERENCE, f" {id_} ") == id_
    assert read(FieldType.REFERENCE, " Corner Bakery ") == "Corner Bakery"


def test_a_moment_without_an_offset_is_the_writers_clock() -> None:
    assert read(FieldType.MOMENT, "2026-11-22T10:30").isoformat() == "2026-11-22T10:30:00+00:00"
    assert read(FieldType.MOMENT, "2026-11-22T10:30+02:00").isoformat() == "2026-11-22T08:30:00+00:00"
    assert read(FieldType.MOMENT, "11/22/2026 10:30") == read(FieldType.MOMENT, "2026-11-22T10:30")


def test_a_day_is_read_as_it_is_written_here() -> None:
    assert str(read(FieldType.DAY, "2026-11-22")) == str(read(FieldType.DAY, "11/22/2026")) == "2026-11-22"


@pytest.mark.parametrize("text", ["soon", "1", "2026-13-01", "22", "x" * 500, "11/22"])
@pytest.mark.parametrize("type_", [FieldType.DAY, FieldType.MOMENT])
def test_what_is_no_date_is_refused(type_: FieldType, text: str) -> None:
    assert "is no date" in refusal(type_, text)


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "1899-12-31", "3000-01-01"])
@pytest.mark.parametrize("type_", [FieldType.DAY, FieldType.MOMENT])
def test_a_date_that_is_one_but_too_far_is_told_so(type_: FieldType, text: str) -> None:
    assert refusal(type_, text) == f"“{text}” is too far away: years from 1900 to 2999 are kept."
