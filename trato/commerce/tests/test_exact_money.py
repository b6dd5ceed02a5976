"""Money by fractions, whatever the currency: lines, taxes, discounts, sums, and other money there and back."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from trato.commerce.lines.arithmetic import LineTerms, add_up, amounts_of
from trato.commerce.lines.errors import LineRefused
from trato.commerce.rates.exchange import exchanged
from trato.kit.money import Money, minor_digits

CURRENCIES = {"EUR": 2, "JPY": 0, "KWD": 3, "CLF": 4}


def decimals(least: str, most: str, places: int) -> some.SearchStrategy[Decimal]:
    return some.decimals(least, most, places=places, allow_nan=False, allow_infinity=False)


currencies = some.sampled_from(sorted(CURRENCIES))
quantities = decimals("0.0001", "100000", 4)
prices = decimals("0", "1000000", 4)
percents = decimals("0", "100", 4)


@some.composite
def terms(draw: some.DrawFn) -> LineTerms:
    return LineTerms(
        quantity=draw(quantities),
        unit_price=draw(prices),
        currency=draw(currencies),
        discount_percent=draw(some.one_of(some.just(Decimal(0)), percents)),
        tax_percent=draw(some.one_of(some.sampled_from([Decimal(0), Decimal(21), Decimal(100)]), percents)),
        is_tax_included=draw(some.booleans()),
    )


def coins(value: Fraction, digits: int) -> Fraction:
    """The nearest whole coin, halves up: nothing here is below nothing."""
    return Fraction(floor(value * 10**digits + Fraction(1, 2)), 10**digits)


def by_hand(line: LineTerms) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    digits = CURRENCIES[line.currency]
    price = coins(Fraction(line.quantity) * Fraction(line.unit_price), digits)
    discount = coins(price * Fraction(line.discount_percent) / 100, digits) or Fraction(line.discount_amount)
    left, percent = price - discount, Fraction(line.tax_percent)
    if line.is_tax_included:
        tax = coins(left * percent / (100 + percent), digits)
        return price, discount, left - tax, tax
    return price, discount, left, coins(left * percent / 100, digits)


def test_the_currencies_here_have_as_many_decimals_as_their_banks_say() -> None:
    assert {code: minor_digits(code) for code in CURRENCIES} == CURRENCIES


@given(terms())
def test_a_line_comes_to_what_fractions_come_to(line: LineTerms) -> None:
    told = amounts_of(line)
    found = (told.price, told.discount, told.net, told.tax)
    assert tuple(Fraction(each) for each in found) == by_hand(line)


@given(terms())
def test_tax_in_the_price_and_tax_on_top_say_the_same_of_each_other(line: LineTerms) -> None:
    """What is left without the tax, taxed anew, is the price again, but for half a coin."""
    told = amounts_of(line)
    digits = CURRENCIES[line.currency]
    anew = coins(Fraction(told.net) * Fraction(line.tax_percent) / 100, digits)
    assert abs(anew - Fraction(told.tax)) <= Fraction(1, 10**digits)
    if line.is_tax_included:
        assert told.total == told.price - told.discount


@given(some.lists(terms(), max_size=8), currencies)
def test_what_stands_below_the_lines_is_the_sum_of_what_stands_on_them(lines: list[LineTerms], currency: str) -> None:
    mine = [line for line in lines if line.currency == currency]
    told = add_up(mine, currency=currency)
    each = [amounts_of(line) for line in mine]
    assert told.net == sum((one.net for one in each), Decimal(0))
    assert told.tax == sum((one.tax for one in each), Decimal(0)) == sum(told.taxes.values(), Decimal(0))
    assert told.total == sum((one.total for one in each), Decimal(0))
    assert told.price - told.discount >= told.net


@given(terms(), some.integers(0, 10**9))
def test_a_discount_as_an_amount_is_taken_to_the_coin(line: LineTerms, taken: int) -> None:
    digits = CURRENCIES[line.currency]
    plain = LineTerms(
        quantity=line.quantity, unit_price=line.unit_price, currency=line.currency, tax_percent=line.tax_percent
    )
    price = amounts_of(plain).price
    discount = Decimal(taken).scaleb(-digits)
    if discount > price:
        with pytest.raises(LineRefused):
            amounts_of(_less(plain, discount))
        return
    told = amounts_of(_less(plain, discount))
    assert (told.price, told.discount, told.net) == (price, discount, price - discount)


def _less(line: LineTerms, discount: Decimal) -> LineTerms:
    return LineTerms(
        quantity=line.quantity,
        unit_price=line.unit_price,
        currency=line.currency,
        tax_percent=line.tax_percent,
        discount_amount=discount,
    )


# There and back

rates = decimals("0.0001", "20000", 4)
worth = some.integers(1, 10**12)


@given(worth, rates, rates, currencies, currencies)
def test_there_and_back_differs_by_what_two_roundings_can_do(
    coin_count: int, one: Decimal, other: Decimal, given_in: str, wanted: str
) -> None:
    digits, other_digits = CURRENCIES[given_in], CURRENCIES[wanted]
    amount = Decimal(coin_count).scaleb(-digits)
    there = exchanged(amount, given_per_euro=one, wanted_per_euro=other, wanted=wanted)
    assume(there is not None)
    assert there is not None
    exact = Fraction(amount) * Fraction(other) / Fraction(one)
    assert abs(Fraction(there) - exact) <= Fraction(1, 2 * 10**other_digits)
    back = exchanged(there, given_per_euro=other, wanted_per_euro=one, wanted=given_in)
    if back is not None:
        slack = Fraction(1, 2 * 10**other_digits) * Fraction(one) / Fraction(other) + Fraction(1, 2 * 10**digits)
        assert abs(Fraction(back) - Fraction(amount)) <= slack


@given(worth, rates, currencies)
def test_money_of_one_rate_is_worth_itself_and_debts_are_worth_as_little_as_sums(
    coin_count: int, rate: Decimal, currency: str
) -> None:
    amount = Decimal(coin_count).scaleb(-CURRENCIES[currency])
    same = exchanged(amount, given_per_euro=rate, wanted_per_euro=rate, wanted=currency)
    assert same == amount
    assert exchanged(-amount, given_per_euro=rate, wanted_per_euro=rate, wanted=currency) == -amount


@given(some.lists(worth, min_size=1, max_size=20), rates)
def test_a_sum_of_converted_amounts_is_near_the_converted_sum(amounts: list[int], rate: Decimal) -> None:
    each = [Decimal(count).scaleb(-2) for count in amounts]
    one = [exchanged(amount, given_per_euro=rate, wanted_per_euro=Decimal(1), wanted="EUR") for amount in each]
    whole = exchanged(sum(each, Decimal(0)), given_per_euro=rate, wanted_per_euro=Decimal(1), wanted="EUR")
    assume(whole is not None and None not in one)
    told = sum((amount for amount in one if amount is not None), Decimal(0))
    assert whole is not None
    assert abs(told - whole) <= Decimal("0.005") * (len(each) + 1)


@given(some.integers(0, 10**12), some.integers(1, 60), currencies)
def test_parts_of_an_amount_add_up_to_it_and_differ_by_a_coin_at_most(count: int, parts: int, currency: str) -> None:
    money = Money(Decimal(count).scaleb(-CURRENCIES[currency]), currency)
    shares = money.shared_by(parts)
    assert Money.total(shares, currency=currency) == money
    assert max(shares).amount - min(shares).amount <= Decimal(1).scaleb(-CURRENCIES[currency])


@pytest.mark.django_db
@settings(max_examples=12, deadline=None)
@given(data=some.data())
def test_the_database_and_python_convert_a_whole_table_alike(data: some.DataObject) -> None:
    """Drawn rates on drawn days with gaps, and amounts of every size: the same coin, or no answer, in both."""
    from django.db import connection, transaction
    from psycopg import sql

    from trato.commerce.rates.models import ExchangeRate
    from trato.commerce.rates.queries import Amount, convert_many, converted_sql

    days = some.integers(1, 28).map(lambda day: date(2026, 2, day))
    table = data.draw(some.dictionaries(some.tuples(some.sampled_from(["USD", "JPY"]), days), rates, max_size=6))
    amount = some.tuples(decimals("0", "9999999999", 4), currencies, days)
    amounts = data.draw(some.lists(amount, min_size=1, max_size=6))
    asked = [Amount(amount, currency, day) for amount, currency, day in amounts]
    with transaction.atomic():
        for (currency, day), rate in table.items():
            ExchangeRate.objects.create(currency=currency, day=day, rate=rate)
        for wanted in ("EUR", "USD"):
            told = convert_many(asked, to=wanted)
            statement = sql.SQL(
                "select {} from unnest(%s::numeric[], %s::text[], %s::date[])"
                " with ordinality r (amount, currency, day, n)"
                " order by n"
            ).format(
                converted_sql(
                    amount=sql.SQL("r.amount"), currency=sql.SQL("r.currency"), day=sql.SQL("r.day"), to=wanted
                )
            )
            with connection.cursor() as cursor:
                cursor.execute(statement, [list(column) for column in zip(*amounts, strict=True)])
                assert [value for (value,) in cursor.fetchall()] == told
        transaction.set_rollback(True)
