"""Numbers are read as the reader's locale writes them, and stand in controls as it does."""

import pytest

from trato.kit.typed_numbers import number_to_type, typed_number


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
