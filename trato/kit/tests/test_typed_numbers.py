"""Numbers are read as the reader's locale writes them, and stand in controls as it does."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trato.kit.typed_numbers import LONGEST_TYPED, number_to_type, typed_number, written_number


@pytest.mark.parametrize(
    ("text", "locale", "plain"),
    [
        ("1,234.5", "en", "1234.5"),
        ("1.234,5", "es", "1234.5"),
        ("1,5", "es", "1.5"),
        ("12.5", "es", "12.5"),  # as on a keypad
        (" 7 ", "en", "7"),
        ("−3", "en", "-3"),
        ("", "en", ""),
        ("many", "en", "many"),
        ("1,23,4", "en", "1,23,4"),
        ("9" * 100, "en", "9" * 100),
        ("1e5", "en", "1e5"),
        ("1E+5", "es", "1E+5"),
        ("Infinity", "en", "Infinity"),
        ("1_000", "en", "1_000"),
        ("౧౨", "te", "12"),
    ],
)
def test_what_is_typed_becomes_plain_or_stays(text: str, locale: str, plain: str) -> None:
    assert typed_number(text, locale=locale) == plain


@pytest.mark.parametrize(
    ("plain", "locale", "shown"), [("1234.5", "es", "1234,5"), ("1234.5", "en", "1234.5"), ("x", "es", "x")]
)
def test_a_number_in_a_control_can_be_sent_again(plain: str, locale: str, shown: str) -> None:
    assert number_to_type(plain, locale=locale) == shown
    assert typed_number(shown, locale=locale) == plain


@pytest.mark.parametrize(("text", "number"), [("12.50", "12.5"), ("-3", "-3"), (".5", "0.5"), ("7.", "7"), ("0", "0")])
def test_digits_and_a_point_are_a_number(text: str, number: str) -> None:
    assert written_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "-", ".", "1e5", "1E5", "1e-7", "1_000", "NaN", "-Infinity", "0x10", "1,5", "1.2.3", "+5", "٣", " 5"]
)
def test_what_only_programs_write_is_none(text: str) -> None:
    assert written_number(text) is None


@given(some.text(max_size=LONGEST_TYPED + 5))
def test_no_text_is_a_fault_and_what_is_taken_is_finite(text: str) -> None:
    number = written_number(typed_number(text, locale="es"))

    assert number is None or number.is_finite()


@given(
    some.decimals(min_value=-(10**12), max_value=10**12, places=4), some.sampled_from(["en", "es", "te", "de", "fr"])
)
def test_what_stands_in_a_control_is_the_number_it_was(number: Decimal, locale: str) -> None:
    shown = number_to_type(f"{number:f}", locale=locale)

    assert written_number(typed_number(shown, locale=locale)) == number
