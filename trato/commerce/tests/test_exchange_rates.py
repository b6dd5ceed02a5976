"""Rates come in as the European Central Bank writes them, and nothing is converted that nobody knows."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import sql

from trato.commerce.rates.errors import RatesRefused
from trato.commerce.rates.exchange import exchanged
from trato.commerce.rates.formats import read_rates
from trato.commerce.rates.models import ExchangeRate
from trato.commerce.rates.queries import (
    Amount,
    convert,
    convert_many,
    converted_sql,
    why_not_converted,
)
from trato.commerce.rates.use_cases import take_rate_file
from trato.foundation.public import SYSTEM, Installation
from trato.kit.money import minor_digits
from trato.kit.testing.frozen_clock import frozen_clock

HISTORY = b"""Date,USD,JPY,KWD,HRK,
2017-03-03,1.0565,120.73,N/A,7.4100,
2017-03-02,1.0514,120.26,0.3211,7.4080,
2016-12-30,1.0541,123.40,N/A,N/A,
"""
DAILY = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
 <gesmes:subject>Reference rates</gesmes:subject>
 <Cube><Cube time='2025-11-21'><Cube currency='USD' rate='1.1520'/><Cube currency='JPY' rate='180.55'/></Cube></Cube>
</gesmes:Envelope>"""


@pytest.fixture
def known(installed: Installation) -> None:
    take_rate_file(HISTORY, name="eurofxref-hist.csv", by=SYSTEM)


def zipped(content: bytes, *names: str) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return packed.getvalue()


def test_the_history_is_read_with_its_gaps() -> None:
    rates = read_rates(HISTORY)

    assert len(rates) == 9
    assert (rates[0].day, rates[0].currency, rates[0].per_euro) == (date(2016, 12, 30), "JPY", Decimal("123.40"))


def test_the_day_comes_in_as_xml() -> None:
    assert [(each.currency, each.day, each.per_euro) for each in read_rates(DAILY)] == [
        ("JPY", date(2025, 11, 21), Decimal("180.55")),
        ("USD", date(2025, 11, 21), Decimal("1.1520")),
    ]


def test_the_csv_of_one_day_writes_its_month_in_words() -> None:
    (rate,) = read_rates(b"Date, USD, \n21 November 2025, 1.1520, \n")

    assert (rate.day, rate.per_euro) == (date(2025, 11, 21), Decimal("1.1520"))


def test_the_zip_of_the_history_is_opened() -> None:
    assert read_rates(zipped(HISTORY, "eurofxref-hist.csv")) == read_rates(HISTORY)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "begins with a line"),
        (b"Date,USD\n", "no exchange rate"),
        (b"\xff\xfe\x00", "neither a CSV nor an XML"),
        (b"name,price\nchair,5\n", "begins with a line"),
        (b"Date,USD,USD\n2017-03-03,1,1\n", "twice in the first line"),
        (b"Date,XYZ\n2017-03-03,1\n", "no currency"),
        (b"Date,USD\n2017-03-03,-1\n", "no exchange rate of USD"),
        (b"Date,USD\n2017-03-03,0\n", "no exchange rate of USD"),
        (b"Date,USD\n2017-03-03,1e5\n", "no exchange rate of USD"),
        (b'Date,USD\n2017-03-03,"1,05"\n', "no exchange rate of USD"),
        (b"Date,USD\n2017-02-30,1\n", "is no day"),
        (b"Date,USD\n0017-03-03,1\n", "no day of which a rate"),
        (b"Date,USD\n2999-03-03,1\n", "no day of which a rate"),
        (b"Date,USD\n2017-03-03,1\n2017-03-03,2\n", "two rates"),
        (b"<a><Cube time='2017-03-03'><Cube currency='USD' rate='1'/>", "damaged"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "declares things"),
        (b"PK\x03\x04 and nothing more", "damaged"),
    ],
)
def test_a_broken_file_is_refused_with_the_reason_and_the_line(content: bytes, said: str) -> None:
    with pytest.raises(RatesRefused, match=said):
        read_rates(content)


def test_a_zip_with_two_files_is_not_guessed_at() -> None:
    with pytest.raises(RatesRefused, match="one CSV or XML"):
        read_rates(zipped(HISTORY, "a.csv", "b.csv"))


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped(b"0" * (33 * 1024 * 1024), "eurofxref-hist.csv")

    with pytest.raises(RatesRefused, match="too large"):
        read_rates(bomb)


def test_a_file_with_more_rates_than_anybody_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trato.commerce.rates.formats.MOST_RATES", 5)

    with pytest.raises(RatesRefused, match="too large"):
        read_rates(HISTORY)


def test_a_rate_of_tomorrow_is_taken_because_it_is_tomorrow_in_the_east() -> None:
    with frozen_clock(datetime(2017, 3, 2, 23, tzinfo=UTC)):
        assert len(read_rates(HISTORY)) == 9


@pytest.mark.django_db
def test_the_latest_rate_on_or_before_the_day_holds(known: None) -> None:
    assert convert(Decimal("105.65"), "USD", on=date(2017, 3, 3)) == Decimal("100.00")
    assert convert(Decimal("105.14"), "USD", on=date(2017, 3, 2)) == Decimal("100.00")
    assert convert(Decimal("105.41"), "USD", on=date(2017, 2, 1)) == Decimal("100.00")
    assert convert(Decimal("105.65"), "USD", on=date(2030, 1, 1)) == Decimal("100.00")


@pytest.mark.django_db
def test_a_gap_in_one_currency_takes_its_last_rate(known: None) -> None:
    assert convert(Decimal("0.3211"), "KWD", on=date(2017, 3, 3)) == Decimal("1.00")


@pytest.mark.django_db
def test_across_two_currencies_it_goes_over_the_euro(known: None) -> None:
    crossed = convert(Decimal(100), "USD", on=date(2017, 3, 3), to="JPY")

    assert crossed == Decimal(11427)  # 100 × 120.73 ÷ 1.0565 = 11427.35…, and there is no smaller coin


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("currency", "on", "said"),
    [
        ("GBP", date(2017, 3, 3), "There is no exchange rate for GBP"),
        ("USD", date(2016, 12, 29), "The first exchange rate for USD is of 2016-12-30"),
        ("KWD", date(2017, 3, 1), "The first exchange rate for KWD is of 2017-03-02"),
    ],
)
def test_without_a_rate_there_is_no_number_but_a_sentence(known: None, currency: str, on: date, said: str) -> None:
    assert convert(Decimal(100), currency, on=on) is None
    assert said in why_not_converted(currency, on=on)


@pytest.mark.django_db
def test_money_of_the_company_needs_no_rate(installed: Installation) -> None:
    assert convert(Decimal("12.345"), "EUR", on=date(1950, 1, 1)) == Decimal("12.345")


@pytest.mark.django_db
def test_a_company_that_counts_in_dollars_has_euros_converted(known: None) -> None:
    Installation.objects.update(currency="USD")

    assert convert(Decimal(100), "EUR", on=date(2017, 3, 3)) == Decimal("105.65")
    assert convert(Decimal(100), "EUR", on=date(2016, 1, 1)) is None
    assert "USD" in why_not_converted("EUR", on=date(2016, 1, 1))


@pytest.mark.django_db
def test_what_is_too_large_to_be_money_is_not_told(known: None) -> None:
    assert convert(Decimal(10) ** 14, "EUR", on=date(2017, 3, 3), to="JPY") is None
    assert "too large" in why_not_converted("EUR", on=date(2017, 3, 3), to="JPY")


@pytest.mark.django_db
def test_a_set_is_converted_by_one_question(known: None, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    amounts = [Amount(Decimal(100), code, date(2017, 3, day)) for code in ("USD", "JPY", "GBP") for day in (1, 2, 3)]

    with django_assert_num_queries(1):
        found = convert_many(amounts, to="EUR")

    assert [each is None for each in found] == [False] * 6 + [True] * 3


MONEY = st.decimals(min_value=Decimal("-1e14"), max_value=Decimal("1e14"), places=4)
RATES = st.decimals(min_value=Decimal("0.0000000001"), max_value=Decimal("999999999999"), places=10)


@given(amount=MONEY, theirs=RATES, ours=RATES, wanted=st.sampled_from(["EUR", "JPY", "KWD"]))
def test_an_exchange_is_the_nearest_coin_halves_away_from_zero(
    amount: Decimal, theirs: Decimal, ours: Decimal, wanted: str
) -> None:
    found = exchanged(amount, given_per_euro=theirs, wanted_per_euro=ours, wanted=wanted)

    if found is None:
        return
    assert isinstance(found, Decimal)
    # In whole numbers: |2 × coins × theirs - 2 × exact| is at most one half of a coin on either side.
    scale = 10 ** (minor_digits(wanted))
    exact, coins, per = int(amount * 10**4) * int(ours * 10**10) * scale, int(found * scale), int(theirs * 10**10)
    off = coins * per * 10**4 - exact
    assert abs(2 * off) <= per * 10**4
    if abs(2 * off) == per * 10**4:
        assert abs(coins * per * 10**4) > abs(exact)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(
    amounts=st.lists(MONEY, min_size=1, max_size=20),
    theirs=RATES,
    ours=RATES,
    wanted=st.sampled_from(["EUR", "JPY", "KWD"]),
)
def test_the_database_converts_to_the_same_coin(
    amounts: list[Decimal], theirs: Decimal, ours: Decimal, wanted: str
) -> None:
    ExchangeRate.objects.all().delete()
    ExchangeRate.objects.create(currency="USD", day=date(2017, 1, 1), rate=theirs)
    if wanted != "EUR":
        ExchangeRate.objects.create(currency=wanted, day=date(2017, 1, 1), rate=ours)
    expression = converted_sql(
        amount=sql.SQL("r.amount"), currency=sql.SQL("r.currency"), day=sql.SQL("r.day"), to=wanted
    )
    statement = sql.SQL(
        "select {} from unnest(%s::numeric[]) with ordinality as g (amount, place)"
        " cross join lateral (select g.amount, 'USD'::text as currency, date '2017-06-01' as day) r order by g.place"
    ).format(expression)
    with connection.cursor() as cursor:
        cursor.execute(statement, [amounts])
        found = [value for (value,) in cursor.fetchall()]

    assert found == convert_many([Amount(each, "USD", date(2017, 6, 1)) for each in amounts], to=wanted)
