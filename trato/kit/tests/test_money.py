import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trato.kit.money import LARGEST_AMOUNT, Money, MoneyRefused, currencies, minor_digits

AMOUNTS = st.decimals(-(10**9), 10**9, places=4)
CENTS = st.decimals(-(10**9), 10**9, places=2)


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def refused(code: str, currency: str, amount: str = "1") -> bool:
    with pytest.raises(MoneyRefused) as refusal:
        Money(Decimal(amount), currency)
    return refusal.value.code == code


def test_money_is_an_amount_and_a_currency() -> None:
    assert euros("12.5") == euros("12.50")
    assert hash(euros("12.5")) == hash(euros("12.50"))
    assert euros("12.50") != Money(Decimal("12.50"), "USD")


def test_money_is_never_made_from_a_float() -> None:
    with pytest.raises(TypeError):
        Money(12.5, "EUR")  # type: ignore[arg-type]  # the mistake under test
    with pytest.raises(TypeError):
        euros("1") * 1.5  # type: ignore[operator]  # the mistake under test


@pytest.mark.parametrize("currency", ["", "eur", "EU", "XYZ", "€", "EUR "])
def test_an_unknown_currency_is_refused(currency: str) -> None:
    assert refused("money-currency-unknown", currency)


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("NaN", "money-not-a-number"),
        ("Infinity", "money-not-a-number"),
        ("sNaN", "money-not-a-number"),
        ("1E15", "money-too-large"),
        ("-1E999999", "money-too-large"),
        ("1E-999999", "money-too-precise"),
    ],
)
def test_an_amount_that_cannot_be_kept_is_refused(amount: str, code: str) -> None:
    assert refused(code, "EUR", amount)


def test_all_iso_currencies_are_known_those_of_the_past_too() -> None:
    assert {"EUR", "USD", "INR", "JPY", "KWD", "DEM"} <= currencies()


@pytest.mark.parametrize(
    ("currency", "digits"),
    [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("HUF", 2), ("RSD", 2), ("IQD", 3), ("ISK", 0)],
)
def test_minor_digits_are_those_of_iso_4217(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


def test_arithmetic_is_exact() -> None:
    assert euros("0.1") + euros("0.2") == euros("0.3")
    assert euros("1") - euros("0.01") == euros("0.99")
    assert euros("12.345") * 3 == euros("37.035") == 3 * euros("12.345")
    assert euros("0.07") * Decimal("1.19") == euros("0.0833")
    assert -euros("5") == euros("-5")
    assert not euros("0.00")
    assert Money.nothing("JPY") == Money(Decimal(0), "JPY")


@pytest.mark.parametrize("use", ["__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"])
def test_currencies_are_never_mixed(use: str) -> None:
    with pytest.raises(MoneyRefused, match="Amounts in EUR and USD cannot be put together"):
        getattr(euros("1"), use)(Money(Decimal(1), "USD"))


def test_money_of_one_currency_has_an_order() -> None:
    assert sorted([euros("2"), euros("-1"), euros("1.5")]) == [euros("-1"), euros("1.5"), euros("2")]
    assert euros("1") <= euros("1.00") >= euros("1")
    assert max(euros("1"), euros("2")) > euros("1.99")


def test_a_total_of_nothing_still_has_a_currency() -> None:
    assert Money.total([], currency="JPY") == Money(Decimal(0), "JPY")
    assert Money.total([euros("1.10"), euros("2.20")], currency="EUR") == euros("3.30")
    with pytest.raises(MoneyRefused):
        Money.total([euros("1")], currency="JPY")


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("2.345", "EUR", "2.35"),
        ("-2.345", "EUR", "-2.35"),
        ("2.5", "JPY", "3"),
        ("1.0005", "KWD", "1.001"),
        ("2", "EUR", "2.00"),
    ],
)
def test_rounding_goes_to_the_smallest_coin_halves_away_from_zero(amount: str, currency: str, rounded: str) -> None:
    result = Money(Decimal(amount), currency).rounded()

    assert str(result.amount) == rounded


def test_sharing_loses_no_cent() -> None:
    assert euros("10").shared_by(3) == [euros("3.34"), euros("3.33"), euros("3.33")]
    assert Money(Decimal("100"), "JPY").shared_by(3)[0] == Money(Decimal("34"), "JPY")
    assert euros("0.01").shared_by(2) == [euros("0.01"), euros("0")]


@given(AMOUNTS, st.integers(1, 40))
def test_shares_add_up_to_the_whole(amount: Decimal, count: int) -> None:
    whole = Money(amount, "EUR")
    shares = whole.shared_by(count)

    assert len(shares) == count
    assert Money.total(shares, currency="EUR") == whole


@given(CENTS, CENTS)
def test_adding_can_be_undone(one: Decimal, other: Decimal) -> None:
    assert Money(one, "EUR") + Money(other, "EUR") - Money(other, "EUR") == Money(one, "EUR")


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("12.5", "EUR", "12.50"),
        ("12", "JPY", "12"),
        ("1E+3", "EUR", "1000.00"),
        ("0.125", "EUR", "0.125"),
        ("-0.5", "KWD", "-0.500"),
    ],
)
def test_json_holds_the_amount_as_text(amount: str, currency: str, text: str) -> None:
    assert Money(Decimal(amount), currency).as_json() == {"amount": text, "currency": currency}


@given(AMOUNTS, st.sampled_from(["EUR", "JPY", "KWD", "INR"]))
def test_json_gives_back_the_same_money(amount: Decimal, currency: str) -> None:
    money = Money(amount, currency)

    assert Money.from_json(json.loads(json.dumps(money.as_json()))) == money


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"amount": "1"},
        {"amount": 1.5, "currency": "EUR"},
        {"amount": "1e5", "currency": "EUR"},
        {"amount": "1_000", "currency": "EUR"},
        {"amount": "١", "currency": "EUR"},
        {"amount": "NaN", "currency": "EUR"},
        {"amount": " 1", "currency": "EUR"},
        {"amount": "1", "currency": None},
        {"amount": "1", "currency": "XYZ"},
        {"amount": "9" * 500, "currency": "EUR"},
    ],
)
def test_json_that_is_no_money_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(MoneyRefused):
        Money.from_json(value)


@pytest.mark.parametrize(
    ("amount", "code"), [(1.5, "money-not-text"), (2, "money-not-text"), (True, "money-not-a-number")]
)
def test_who_gives_a_number_is_told_to_write_it_as_text(amount: object, code: str) -> None:
    with pytest.raises(MoneyRefused) as refused:
        Money.from_json({"amount": amount, "currency": "EUR"})

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("money", "locale", "shown"),
    [
        (euros("1234.5"), "en", "€1,234.50"),
        (euros("1234.5"), "de", "1.234,50 €"),
        (euros("1234.5"), "fr", "1 234,50 €"),
        (Money(Decimal("1234567.5"), "INR"), "te_IN", "₹12,34,567.50"),
        (Money(Decimal("1234"), "JPY"), "ja", "￥1,234"),
        (euros("0.125"), "en", "€0.125"),
        (euros("-5"), "en", "-€5.00"),
        (Money(Decimal("12.5"), "RSD"), "sr_Latn", "12,50 RSD"),
    ],
)
def test_money_is_shown_as_written_there_and_never_rounded(money: Money, locale: str, shown: str) -> None:
    assert money.formatted(locale).replace("\u00a0", " ").replace("\u202f", " ") == shown


def test_many_amounts_may_come_to_more_than_one_may_be() -> None:
    largest = LARGEST_AMOUNT - Decimal("0.01")
    assert Money.of_many(largest, "EUR") == Money(largest, "EUR")
    many = Money.of_many(largest * 1_000, "EUR")
    assert many.amount == largest * 1_000
    assert many.formatted("en") == "€999,999,999,999,999,990.00"
    assert many.briefly("de") == "999.999.999.999.999.990\xa0€"
    with pytest.raises(MoneyRefused):
        Money(many.amount, "EUR")
