"""Rates day by day as banks publish them: no weekends, holidays with N/A, corrections, and history that comes later."""

import io
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from zipfile import ZipFile

import pytest

from trato.commerce.rates.errors import RatesRefused
from trato.commerce.rates.models import ExchangeRate, RateFile
from trato.commerce.rates.queries import Amount, convert, convert_many, known_currencies, why_not_converted
from trato.commerce.rates.use_cases import take_rate_file
from trato.foundation.public import SYSTEM, Installation

pytestmark = pytest.mark.django_db
FIRST = date(2025, 12, 15)
HOLIDAYS = {date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1)}
Table = dict[tuple[str, date], Decimal]


def drawn(seed: int = 3, *, days: int = 45) -> Table:
    """On working days; dollars miss some, crowns begin late."""
    lots, found = Random(seed), Table()
    for n in range(days):
        day = FIRST + timedelta(days=n)
        if day.weekday() > 4 or day in HOLIDAYS:
            continue
        found["JPY", day] = Decimal(lots.randrange(15_000, 17_000)).scaleb(-2)
        if lots.random() < 0.7:
            found["USD", day] = Decimal(lots.randrange(10_000, 12_000)).scaleb(-4)
        if day >= date(2026, 1, 7):
            found["CZK", day] = Decimal(lots.randrange(24_000, 26_000)).scaleb(-3)
    return found


def csv_of(table: Table) -> bytes:
    """The newest day first, a comma at the end of each line, as the bank writes it."""
    names = ("USD", "JPY", "CZK")
    days = sorted({day for _currency, day in table}, reverse=True)
    lines = [f"Date,{','.join(names)},"]
    lines += [f"{day},{','.join(str(table.get((name, day), 'N/A')) for name in names)}," for day in days]
    return "\n".join(lines).encode()


def taken(table: Table, *, name: str = "eurofxref-hist.csv") -> None:
    take_rate_file(csv_of(table), name=name, by=SYSTEM)


def by_hand(table: Table, amount: Decimal, given: str, wanted: str, day: date) -> Decimal | None:
    def rate(currency: str) -> Decimal | None:
        if currency == "EUR":
            return Decimal(1)
        known = [when for code, when in table if code == currency and when <= day]
        return table[currency, max(known)] if known else None

    one, other = rate(given), rate(wanted)
    if given == wanted:
        return amount
    if one is None or other is None:
        return None
    digits = {"JPY": 0}.get(wanted, 2)
    return (amount * other / one).quantize(Decimal(1).scaleb(-digits), "ROUND_HALF_UP")


def test_every_day_of_the_year_has_the_rate_of_the_last_day_before_it(installed: Installation) -> None:
    table = drawn()
    taken(table)
    assert ExchangeRate.objects.count() == len(table)
    asked = [
        (Decimal("1234.56"), given, wanted, FIRST + timedelta(days=n))
        for n in range(-3, 60)
        for given in ("EUR", "USD", "JPY", "CZK", "INR")
        for wanted in ("EUR", "USD", "JPY")
    ]
    for wanted in ("EUR", "USD", "JPY"):
        mine = [each for each in asked if each[2] == wanted]
        told = convert_many([Amount(amount, given, day) for amount, given, _wanted, day in mine], to=wanted)
        for question, answer in zip(mine, told, strict=True):
            assert answer == by_hand(table, *question), question


def test_on_a_holiday_and_a_weekend_the_day_before_holds(installed: Installation) -> None:
    table = {("USD", date(2025, 12, 24)): Decimal("1.2"), ("USD", date(2025, 12, 29)): Decimal("1.5")}
    taken(table)
    told = {day: convert(Decimal(60), "USD", on=date(2025, 12, day)) for day in range(23, 31)}
    assert told == {23: None, **dict.fromkeys(range(24, 29), Decimal(50)), 29: Decimal(40), 30: Decimal(40)}


def test_history_that_comes_later_fills_the_days_before_and_touches_no_other(installed: Installation) -> None:
    table = drawn()
    late = {key: rate for key, rate in table.items() if key[1] >= date(2026, 1, 12)}
    taken(late, name="late.csv")
    before = set(ExchangeRate.objects.values_list("currency", "day", "rate"))
    assert convert(Decimal(1), "JPY", on=FIRST) is None
    assert "later than this" in why_not_converted("JPY", on=FIRST)
    taken(table)
    assert convert(Decimal(1000), "JPY", on=FIRST) == by_hand(table, Decimal(1000), "JPY", "EUR", FIRST)
    after = set(ExchangeRate.objects.values_list("currency", "day", "rate"))
    assert (before <= after, len(after)) == (True, len(table))
    files = {file.name: (file.new_count, file.changed_count) for file in RateFile.objects.all()}
    assert files == {"late.csv": (len(late), 0), "eurofxref-hist.csv": (len(table) - len(late), 0)}


def test_the_order_of_the_files_does_not_matter(installed: Installation) -> None:
    table = drawn()
    pieces: list[Table] = [{}, {}, {}]
    for n, (key, rate) in enumerate(table.items()):
        pieces[n % 3][key] = rate
    for piece in (pieces[2], pieces[0], pieces[1], pieces[0]):
        taken(piece)
    assert {(each.currency, each.day): each.rate for each in ExchangeRate.objects.all()} == table


def test_a_correction_is_counted_and_holds_from_then_on(installed: Installation) -> None:
    table = {("USD", FIRST): Decimal("1.2")}
    taken(table)
    taken({("USD", FIRST): Decimal("1.25")})
    assert convert(Decimal(10), "USD", on=FIRST) == 8
    assert RateFile.objects.order_by("id").last().changed_count == 1  # type: ignore[union-attr]  # there are two


def test_each_currency_says_when_it_begins_and_ends(installed: Installation) -> None:
    table = drawn()
    taken(table)
    for each in known_currencies():
        days = [day for code, day in table if code == each["currency"]]
        assert (each["first"], each["last"], each["days"]) == (min(days), max(days), len(days))
        assert each["rate"] == table[str(each["currency"]), max(days)]


BROKEN = {
    "two rates of a day": b"Date,USD\n2026-01-05,1.2\n2026-01-05,1.3\n",
    "below nothing": b"Date,USD\n2026-01-05,-1.2\n",
    "nothing": b"Date,USD\n2026-01-05,0\n",
    "nothing with decimals": b"Date,USD\n2026-01-05,0.0000\n",
    "an exponent": b"Date,USD\n2026-01-05,1e5\n",
    "a comma in it": b'Date,USD\n2026-01-05,"1,2"\n',
    "not a number": b"Date,USD\n2026-01-05,NaN\n",
    "no day": b"Date,USD\n2026-02-30,1.2\n",
    "a day to come": b"Date,USD\n2999-01-05,1.2\n",
    "another alphabet": "Date,USD\n2026-01-05,١.٢\n".encode(),
    "no currency": b"Date,US\n2026-01-05,1.2\n",
    "a currency twice": b"Date,USD,USD\n2026-01-05,1.2,1.2\n",
    "other letters": "Date,USD\n2026-01-05,1.2\n".encode("utf-16"),
    "nothing at all": b"",
    "only a header": b"Date,USD\n",
    "an archive of nothing": b"PK\x05\x06" + bytes(18),
    "an entity": b'<!DOCTYPE x [<!ENTITY a "b">]><Cube time="2026-01-05"><Cube currency="USD" rate="&a;"/></Cube>',
    "half an xml": b'<Cube time="2026-01-05"><Cube currency="USD" rate="1.2"/>',
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_a_broken_file_is_refused_whole_in_a_sentence(installed: Installation, name: str) -> None:
    with pytest.raises(RatesRefused) as refused:
        take_rate_file(BROKEN[name], name=name, by=SYSTEM)
    assert refused.value.message.endswith(".")
    assert not ExchangeRate.objects.exists()
    assert not RateFile.objects.exists()


def test_a_name_of_a_file_with_every_kind_of_letter_is_kept_readable(installed: Installation) -> None:
    take_rate_file(b"Date,USD\n2026-01-05,1.2\n", name="\x00\u202e" + "x" * 900 + ".csv", by=SYSTEM)
    assert 0 < len(RateFile.objects.get().name) <= 200
    assert "\x00" not in RateFile.objects.get().name


def test_the_same_file_in_an_archive_says_the_same(installed: Installation) -> None:
    table = drawn()
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("eurofxref-hist.csv", csv_of(table))
    take_rate_file(packed.getvalue(), name="hist.zip", by=SYSTEM)
    assert {(each.currency, each.day): each.rate for each in ExchangeRate.objects.all()} == table
