"""Phone numbers written plainly, read from the library's tables without the library's detours.

Nearly all numbers are digits with spaces, brackets, dots and hyphens; the library takes five times as long for them.
Whatever could be read in two ways (a dialling prefix, a country code without its +, leading zeros, an unusual length)
is left to the library; a test holds the two equal for every region.
"""

import re
from functools import cache
from typing import NamedTuple

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, SUPPORTED_REGIONS, PhoneMetadata, region_code_for_country_code

LONGEST_PLAIN = 40
FEWEST_DIGITS = 5  # with fewer the library asks more questions
REST_OF_THE_WORLD = "001"

_PLAIN = re.compile(r"\+?[0-9 ().\-]+", re.ASCII)
_NO_DIGIT = re.compile(r"[^0-9]", re.ASCII)
_NEVER = re.compile(r"(?!)")


class _Habits(NamedTuple):
    """How numbers of one region are written. `prefix` is dialled before them at home, `abroad` before others'."""

    code: str
    lengths: frozenset[int]
    valid: re.Pattern[str]
    prefix: re.Pattern[str]
    abroad: re.Pattern[str]


def plain_e164(text: str, *, country: str) -> str | None:
    """E.164, or None where the library has to be asked."""
    if len(text) > LONGEST_PLAIN or not _PLAIN.fullmatch(text):
        return None
    digits = _NO_DIGIT.sub("", text)
    if len(digits) < FEWEST_DIGITS:
        return None
    if text[0] == "+":
        return _international(digits)
    habits = _habits(country)
    if habits is None or habits.abroad.match(digits) or digits.startswith(habits.code):
        return None
    return _national(digits, habits)


def _international(digits: str) -> str | None:
    for length in (1, 2, 3):
        if habits := _habits_of_code(digits[:length]):
            number = digits[length:]
            return None if habits.prefix.match(number) else _national(number, habits)
    return None


def _national(number: str, habits: _Habits) -> str | None:
    if at_home := habits.prefix.match(number):
        number = number[at_home.end() :]
        if at_home.re.groups or not habits.valid.fullmatch(number):
            return None
    return None if number[:1] == "0" or len(number) not in habits.lengths else f"+{habits.code}{number}"


@cache
def _habits(region: str) -> _Habits | None:
    if region not in SUPPORTED_REGIONS:
        return None
    metadata = PhoneMetadata.metadata_for_region(region, None)
    if metadata is None:
        return None
    main = _habits_of_code(str(metadata.country_code))
    own = _read(metadata)
    if main is None or own is None or metadata.national_prefix_transform_rule:
        return None
    return own._replace(lengths=own.lengths & main.lengths)


@cache
def _habits_of_code(code: str) -> _Habits | None:
    if not code or code[0] == "0" or int(code) not in COUNTRY_CODE_TO_REGION_CODE:
        return None
    region = region_code_for_country_code(int(code))
    if region == REST_OF_THE_WORLD:
        return None
    metadata = PhoneMetadata.metadata_for_region(region, None)
    return _read(metadata) if metadata else None


def _read(metadata: PhoneMetadata) -> _Habits | None:
    general = metadata.general_desc
    if general is None or general.national_number_pattern is None:
        return None
    prefix, abroad = metadata.national_prefix_for_parsing, metadata.international_prefix
    return _Habits(
        code=str(metadata.country_code),
        lengths=frozenset(general.possible_length) - frozenset(general.possible_length_local_only),
        valid=re.compile(general.national_number_pattern),
        prefix=re.compile(prefix) if prefix else _NEVER,
        abroad=re.compile(abroad) if abroad else _NEVER,
    )
