"""What a line comes to: exact to the coin, and refused where nobody could agree on it."""

import ast
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trato.commerce.lines import arithmetic
from trato.commerce.lines.arithmetic import LineAmounts, LineTerms, add_up, amounts_of
from trato.commerce.lines.errors import LineRefused
from trato.kit.money import minor_digits

D = Decimal
CURRENCIES = ("EUR", "JPY", "KWD")


def terms(quantity: str = "1", unit_price: str = "100", currency: str = "EUR", **others: str | bool) -> LineTerms:
    read = {name: D(value) if isinstance(value, str) else value for name, value in others.items()}
    return LineTerms(quantity=D(quantity), unit_price=D(unit_price), currency=currency, **read)  # type: ignore[arg-type]


def amounts(*args: str, **others: str | bool) -> LineAmounts:
    return amounts_of(terms(*args, **others))


def test_three_panels_with_a_tenth_off_and_tax_on_top() -> None:
    line = amounts("3", "120", discount_percent="10", tax_percent="21")

    assert (line.price, line.discount, line.net, line.tax, line.total) == (
        D(360),
        D(36),
        D(324),
        D("68.04"),
        D("392.04"),
    )


def test_a_price_with_tax_in_it_says_how_much_of_it_is_tax() -> None:
    line = amounts("1", "121", tax_percent="21", is_tax_included=True)

    assert (line.net, line.tax, line.total) == (D(100), D(21), D(121))


def test_a_discount_as_an_amount_is_what_it_is() -> None:
    assert amounts("2", "50", discount_amount="0.01").net == D("99.99")


def test_a_discount_may_take_all_but_not_more() -> None:
    assert amounts("1", "100", discount_amount="100").total == 0
    assert amounts("1", "100", discount_percent="100", tax_percent="21").total == 0
    with pytest.raises(LineRefused, match="more than the price of the line, 100.00 EUR"):
        amounts("1", "100", discount_amount="100.01")


@pytest.mark.parametrize(
    ("currency", "unit_price", "rate", "tax"),
    [
        ("EUR", "0.02", "25", "0.01"),  # half a cent goes up
        ("EUR", "0.01", "49.9999", "0.00"),
        ("EUR", "0.01", "50", "0.01"),
        ("JPY", "1", "50", "1"),
        ("JPY", "1", "49.9999", "0"),
        ("JPY", "105", "10", "11"),  # 10.5 yen
        ("KWD", "0.001", "50", "0.001"),
        ("KWD", "0.100", "5", "0.005"),
        ("EUR", "100", "0", "0.00"),
        ("EUR", "100", "100", "100.00"),
    ],
)
def test_tax_at_its_boundaries(currency: str, unit_price: str, rate: str, tax: str) -> None:
    assert amounts("1", unit_price, currency, tax_percent=rate).tax == D(tax)


def test_a_unit_price_may_be_finer_than_a_coin_and_the_line_is_whole_coins() -> None:
    assert amounts("1000", "0.0125").price == D("12.50")
    assert amounts("1", "0.0125").price == D("0.01")
    assert amounts("3", "0.5", "JPY").price == D(2)


def test_kuwaiti_dinars_have_three_decimals() -> None:
    line = amounts("3", "1.2345", "KWD", discount_percent="10")

    assert (line.price, line.discount, line.net) == (D("3.704"), D("0.370"), D("3.334"))


@pytest.mark.parametrize(
    ("given_terms", "field", "said"),
    [
        ({"quantity": "0"}, "quantity", "above 0"),
        ({"quantity": "-1"}, "quantity", "above 0"),
        ({"quantity": "1e10"}, "quantity", "above 0"),
        ({"quantity": "0.00001"}, "quantity", "4 decimals"),
        ({"quantity": "NaN"}, "quantity", "above 0"),
        ({"quantity": "Infinity"}, "quantity", "above 0"),
        ({"unit_price": "-0.01"}, "unit_price", "not below nothing"),
        ({"unit_price": "0.00001"}, "unit_price", "at most 4 decimals"),
        ({"unit_price": "1e15"}, "unit_price", "too large"),
        ({"unit_price": "NaN"}, "unit_price", "too large"),
        ({"quantity": "1e9", "unit_price": "1e6"}, "unit_price", "too large"),
        ({"discount_percent": "-1"}, "discount_percent", "from 0 to 100"),
        ({"discount_percent": "100.0001"}, "discount_percent", "from 0 to 100"),
        ({"discount_percent": "NaN"}, "discount_percent", "from 0 to 100"),
        ({"discount_amount": "-1"}, "discount_amount", "not below nothing"),
        ({"discount_amount": "NaN"}, "discount_amount", "not below nothing"),
        ({"discount_amount": "0.001"}, "discount_amount", "at most 2 decimals"),
        ({"discount_amount": "1", "discount_percent": "1"}, "discount_amount", "not both"),
        ({"tax_percent": "-0.1"}, "tax_percent", "from 0 to 100"),
        ({"tax_percent": "101"}, "tax_percent", "from 0 to 100"),
        ({"tax_percent": "0.00001"}, "tax_percent", "4 decimals"),
    ],
)
def test_what_nobody_can_agree_on_is_refused_at_its_field(given_terms: dict[str, str], field: str, said: str) -> None:
    with pytest.raises(LineRefused, match=said) as refused:
        amounts_of(terms(**given_terms))

    assert refused.value.field == field


def test_lines_of_two_currencies_are_not_added_up() -> None:
    with pytest.raises(LineRefused, match="EUR and JPY"):
        add_up([terms(), terms(currency="JPY")], currency="EUR")


def test_nothing_adds_up_to_nothing() -> None:
    totals = add_up([], currency="EUR")

    assert (totals.total, totals.tax, totals.taxes) == (0, 0, {})


def test_taxes_are_told_by_rate() -> None:
    lines = [terms(tax_percent="21"), terms(tax_percent="10"), terms(tax_percent="21"), terms()]

    assert add_up(lines, currency="EUR").taxes == {D(21): D(42), D(10): D(10)}


def test_sums_that_are_too_large_are_refused() -> None:
    with pytest.raises(LineRefused, match="too large"):
        add_up([terms(unit_price="490000000000000")] * 3, currency="EUR")


def test_no_float_is_near() -> None:
    tree = ast.parse(Path(arithmetic.__file__).read_text())
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]

    assert "float" not in names
    assert not any(isinstance(each, float) for each in constants)
    assert not any(isinstance(node, ast.Div) for node in ast.walk(tree))


PERCENT = st.decimals(min_value=0, max_value=100, places=4)
LINES = st.builds(
    LineTerms,
    quantity=st.decimals(min_value=D("0.0001"), max_value=D("100000"), places=4),
    unit_price=st.decimals(min_value=0, max_value=D("1000000"), places=4),
    currency=st.just("EUR"),
    discount_percent=PERCENT,
    tax_percent=PERCENT,
    is_tax_included=st.booleans(),
)


def in_currency(line: LineTerms, currency: str) -> LineTerms:
    return LineTerms(**{**line.__dict__, "currency": currency})


@given(line=LINES, currency=st.sampled_from(CURRENCIES))
def test_every_amount_is_whole_coins_and_never_below_nothing(line: LineTerms, currency: str) -> None:
    found = amounts_of(in_currency(line, currency))

    for each in (found.price, found.discount, found.net, found.tax, found.total):
        assert each >= 0
        assert each == round(each, minor_digits(currency))
    assert found.discount <= found.price


@given(line=LINES, currency=st.sampled_from(CURRENCIES))
def test_nothing_is_lost_between_price_and_total(line: LineTerms, currency: str) -> None:
    found = amounts_of(in_currency(line, currency))
    left = found.price - found.discount

    assert found.total == (left if line.is_tax_included else left + found.tax)
    assert found.net == (left - found.tax if line.is_tax_included else left)


@given(line=LINES, currency=st.sampled_from(CURRENCIES))
def test_each_rounding_is_half_a_coin_at_most(line: LineTerms, currency: str) -> None:
    found = amounts_of(in_currency(line, currency))
    half = Fraction(1, 2 * 10 ** minor_digits(currency))
    left = Fraction(found.price - found.discount)
    rate = Fraction(line.tax_percent)
    exact_tax = left * rate / (100 + rate) if line.is_tax_included else left * rate / 100

    assert abs(Fraction(found.price) - Fraction(line.quantity) * Fraction(line.unit_price)) <= half
    assert abs(Fraction(found.discount) - Fraction(found.price) * Fraction(line.discount_percent) / 100) <= half
    assert abs(Fraction(found.tax) - exact_tax) <= half


@given(lines=st.lists(LINES, max_size=12), currency=st.sampled_from(CURRENCIES))
def test_the_sum_of_the_lines_is_the_total_in_any_order(lines: list[LineTerms], currency: str) -> None:
    lines = [in_currency(line, currency) for line in lines]
    totals = add_up(lines, currency=currency)
    each = [amounts_of(line) for line in lines]

    assert totals.total == sum((one.total for one in each), D(0))
    assert totals.net + totals.tax == totals.total
    assert sum(totals.taxes.values(), D(0)) == totals.tax
    assert totals.price - totals.discount == sum((one.price - one.discount for one in each), D(0))
    assert add_up(reversed(lines), currency=currency) == totals


@given(line=LINES, amount=st.decimals(min_value=0, max_value=D("1e12"), places=2))
def test_a_discount_never_goes_beyond_the_price(line: LineTerms, amount: Decimal) -> None:
    assume(amount)
    given_line = LineTerms(**{**line.__dict__, "discount_percent": D(0), "discount_amount": amount})
    price = amounts_of(LineTerms(**{**line.__dict__, "discount_percent": D(0)})).price
    if amount <= price:
        assert amounts_of(given_line).discount == amount
    else:
        with pytest.raises(LineRefused):
            amounts_of(given_line)


@given(
    quantity=st.decimals(allow_nan=True, allow_infinity=True),
    unit_price=st.decimals(allow_nan=True, allow_infinity=True),
    percent=st.decimals(allow_nan=True, allow_infinity=True),
)
def test_whatever_is_typed_is_an_amount_or_a_sentence(quantity: Decimal, unit_price: Decimal, percent: Decimal) -> None:
    wild = LineTerms(quantity=quantity, unit_price=unit_price, currency="EUR", discount_percent=percent)
    said = ""
    try:
        found = amounts_of(wild).total
    except LineRefused as refusal:
        found, said = D(0), str(refusal)

    assert found >= 0
    assert not said or said.endswith(".")
