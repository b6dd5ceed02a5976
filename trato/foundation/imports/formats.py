"""How dates and numbers are written in a column: recognised from its values, and asked where it can be either."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

POINT, COMMA = "point", "comma"
DATES: dict[str, "StrOrPromise"] = {
    "ymd": _("year-month-day, 2026-03-31"),
    "dmy": _("day/month/year, 31/03/2026"),
    "mdy": _("month/day/year, 03/31/2026"),
}
NUMBERS: dict[str, "StrOrPromise"] = {POINT: _("1,234.56"), COMMA: _("1.234,56")}
FORMATS = {**DATES, **NUMBERS}
ALIKE = 0.9  # the share of the values that must be dates or numbers

_DATE = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ,]+(\d{1,2}:\d{2}.*))?", re.ASCII)
_NUMBER = re.compile(r"[-+−]?\D{0,4}?\s?[-+−]?(\d[\d.,'\u2019\u00a0\u202f ]*)\s?\D{0,4}", re.ASCII)
_PLAIN = re.compile(r"\d+")
_SPACES = r"'\u2019\u00a0\u202f "
_POINT_ONLY = re.compile(
    rf"\d{{1,3}}(?:[,{_SPACES}]\d{{3}})+\.\d+|\d+\.(?:\d\d?|\d{{4,}})|\d{{4,}}\.\d+|\d{{1,3}}(?:,\d{{3}}){{2,}}"
)
_COMMA_ONLY = re.compile(
    rf"\d{{1,3}}(?:[.{_SPACES}]\d{{3}})+,\d+|\d+,(?:\d\d?|\d{{4,}})|\d{{4,}},\d+|\d{{1,3}}(?:\.\d{{3}}){{2,}}"
)
_EITHER = re.compile(r"\d{1,3}[.,]\d{3}")


@dataclass(frozen=True)
class Recognised:
    """`kind` is date, number or nothing. Without a `format` the values fit several of them: a person must say."""

    kind: str = ""
    format: str = ""
    choices: tuple[str, ...] = ()


def recognise_format(values: Sequence[str]) -> Recognised:
    """Of the values of one column, none of them empty."""
    dates = [found for value in values if (found := _DATE.fullmatch(value.strip()))]
    if values and len(dates) >= ALIKE * len(values):
        return _of_dates([found.group(0) for found in dates])
    numbers = [found[1].rstrip() for value in values if (found := _NUMBER.fullmatch(value.strip()))]
    if values and len(numbers) >= ALIKE * len(values):
        return _of_numbers(numbers)
    return Recognised()


def _of_dates(values: Sequence[str]) -> Recognised:
    fits = {name: sum(read_date(value, name) is not None for value in values) for name in DATES}
    best = max(fits.values())
    likely = [name for name, count in fits.items() if count == best and count]
    if not likely:
        return Recognised()
    return Recognised("date", likely[0] if len(likely) == 1 else "", tuple(DATES))


def _of_numbers(values: Sequence[str]) -> Recognised:
    point = sum(bool(_POINT_ONLY.fullmatch(value)) for value in values)
    comma = sum(bool(_COMMA_ONLY.fullmatch(value)) for value in values)
    if point != comma:
        return Recognised("number", POINT if point > comma else COMMA, tuple(NUMBERS))
    if any(_EITHER.fullmatch(value) for value in values):
        return Recognised("number", "", tuple(NUMBERS))
    return Recognised("number", POINT)  # whole numbers without groups read alike in both


@cache
def _order(name: str) -> tuple[int, int, int]:
    return name.index("y"), name.index("m"), name.index("d")


def read_date(text: str, name: str) -> date | None:
    """None where the text is no date written so, or there is no such day."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (found[place + 1] for place in _order(name))
    if len(year) == 3 or len(month) > 2 or len(day) > 2 or (name == "ymd" and len(year) != 4):
        return None
    try:
        return date(_full(int(year), len(year)), int(month), int(day))
    except ValueError:
        return None


def _full(year: int, digits: int) -> int:
    """Two digits mean the last seventy years and the next thirty."""
    return year if digits == 4 else year + (2000 if year < 57 else 1900)


def iso_date(text: str, name: str) -> str:
    """As programs write it, with the time of day if there was one; what cannot be read stays, to be refused with its
    reason where it is stored."""
    day = read_date(text, name)
    found = _DATE.fullmatch(text.strip())
    if day is None or found is None:
        return text
    return f"{day.isoformat()}T{found[4]}" if found[4] else day.isoformat()


def plain_number(text: str, name: str) -> str:
    """With a point before the decimals and nothing between the thousands. What is no number stays."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or _PLAIN.fullmatch(found[1].rstrip()):
        return text
    digits = found[1].rstrip()
    group, decimal = (".", ",") if name == COMMA else (",", ".")
    whole, point, fraction = digits.rpartition(decimal) if decimal in digits else (digits, "", "")
    if not _grouped(whole, group) or not fraction.isdecimal() and point:
        return text
    # Three decimals get a fourth: nobody may take them for thousands again.
    decimals = f".{fraction}{'0' if len(fraction) == 3 else ''}" if fraction.strip("0") else ""
    plain = re.sub(r"\D", "", whole) + decimals
    start = found.start(1)
    return text.strip()[:start] + plain + text.strip()[start + len(digits) :]


def _grouped(whole: str, group: str) -> bool:
    parts = re.split(rf"[{re.escape(group)}'\u2019\u00a0\u202f ]", whole)
    return all(part.isdecimal() for part in parts) and (len(parts) == 1 or all(len(part) == 3 for part in parts[1:]))


def reader_of(name: str) -> Callable[[str], str]:
    """What turns a cell of this format into what Trato reads in every language."""
    return (lambda cell: iso_date(cell, name)) if name in DATES else (lambda cell: plain_number(cell, name))
