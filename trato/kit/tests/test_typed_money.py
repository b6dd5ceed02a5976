from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trato.kit.money import Money, MoneyRefused
from trato.kit.typed_money import parse_money

LOCALES = ["en", "de", "fr", "es", "de_CH", "te_IN", "sv", "ja", "pl", "pt_BR", "ar", "fa"]


@pytest.mark.parametrize(
    ("typed", "currency", "locale", "amount"),
    [
        ("1.234,56", "EUR", "de", "1234.56"),
        ("1,234.56", "EUR", "en", "1234.56"),
        ("1.234", "EUR", "de", "1234"),
        ("1,234", "EUR", "en", "1234"),
        ("€ 12,50", "EUR", "de", "12.50"),
        ("12,50 €", "EUR", "fr", "12.50"),
        ("EUR 5", "EUR", "en", "5"),
        ("5 eur", "EUR", "es", "5"),
        ("12.5", "EUR", "de", "12.5"),
        ("12.50", "EUR", "fr", "12.50"),
        ("1 234,56", "EUR", "fr", "1234.56"),
        ("1\u202f234,56", "EUR", "fr", "1234.56"),
        ("1\u00a0234\u00a0567,5", "EUR", "de", "1234567.5"),
        ("1’234.50", "CHF", "de_CH", "1234.50"),
        ("1'234.50", "CHF", "de_CH", "1234.50"),
        ("₹12,34,567.50", "INR", "te_IN", "1234567.50"),
        ("$12", "USD", "en", "12"),
        ("12 kr", "SEK", "sv", "12"),
        ("-12,5", "EUR", "de", "-12.5"),
        ("€−12", "EUR", "en", "-12"),
        ("- € 12", "EUR", "en", "-12"),
        (",5", "EUR", "de", "0.5"),
        ("１２", "JPY", "ja", "12"),
        ("١٢٫٥", "EGP", "ar", "12.5"),
        ("12.00", "JPY", "en", "12"),
        ("12.345", "KWD", "en", "12.345"),
        ("0", "EUR", "en", "0"),
    ],
)
def test_an_amount_is_read_as_people_type_it_there(typed: str, currency: str, locale: str, amount: str) -> None:
    assert parse_money(typed, currency=currency, locale=locale) == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("typed", "currency", "locale", "code"),
    [
        ("", "EUR", "en", "money-not-a-number"),
        ("abc", "EUR", "en", "money-not-a-number"),
        ("€", "EUR", "en", "money-not-a-number"),
        ("1e5", "EUR", "en", "money-not-a-number"),
        ("12-", "EUR", "en", "money-not-a-number"),
        ("--12", "EUR", "en", "money-not-a-number"),
        ("12 apples", "EUR", "en", "money-not-a-number"),
        ("(12)", "EUR", "en", "money-not-a-number"),
        ("\x0012", "EUR", "en", "money-not-a-number"),
        ("1" * 500, "EUR", "en", "money-not-a-number"),
        ("$12", "EUR", "en", "money-other-currency"),
        ("12 USD", "EUR", "de", "money-other-currency"),
        ("1,23", "EUR", "en", "money-grouping"),
        ("12,34.5", "EUR", "en", "money-grouping"),
        ("1.23.456", "EUR", "de", "money-grouping"),
        ("1.234.56", "EUR", "en", "money-grouping"),
        ("1,234 567", "EUR", "en", "money-grouping"),
        ("12 34", "EUR", "en", "money-grouping"),
        ("12.345", "EUR", "en", "money-too-precise"),
        ("12.5", "JPY", "ja", "money-no-decimals"),
        ("1000000000000000", "EUR", "en", "money-too-large"),
        ("12", "XYZ", "en", "money-currency-unknown"),
    ],
)
def test_what_could_mean_something_else_is_refused(typed: str, currency: str, locale: str, code: str) -> None:
    with pytest.raises(MoneyRefused) as refusal:
        parse_money(typed, currency=currency, locale=locale)

    assert refusal.value.code == code


def test_the_refusal_shows_how_amounts_are_written_there() -> None:
    with pytest.raises(MoneyRefused, match=r"1\.234\.567,5"):
        parse_money("12.34.5", currency="EUR", locale="de")


@given(st.decimals(-(10**11), 10**11, places=2), st.sampled_from(LOCALES), st.sampled_from(["EUR", "USD", "INR"]))
def test_what_is_shown_can_be_typed_again(amount: Decimal, locale: str, currency: str) -> None:
    money = Money(amount, currency)

    assert parse_money(money.formatted(locale), currency=currency, locale=locale) == money


@given(st.text(max_size=30) | st.text("0123456789.,' -€$", max_size=15), st.sampled_from(LOCALES))
def test_no_text_does_more_than_be_refused(text: str, locale: str) -> None:
    try:
        money = parse_money(text, currency="EUR", locale=locale)
    except MoneyRefused:
        return
    assert money == money.rounded()


@given(
    st.from_regex(r"[0-9]{1,16}(\.[0-9]{1,3})?", fullmatch=True),
    st.sampled_from(LOCALES),
    st.sampled_from(["EUR", "JPY", "KWD", "XXX", "???"]),
)
def test_bare_digits_mean_the_same_as_with_a_space_behind_them(text: str, locale: str, currency: str) -> None:
    assert _said(text, locale, currency) == _said(f"{text} ", locale, currency)


def _said(text: str, locale: str, currency: str) -> object:
    try:
        return parse_money(text, currency=currency, locale=locale)
    except MoneyRefused as refused:
        return str(refused)
