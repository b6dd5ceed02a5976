"""The quick way of reading phone numbers says what the library says, or nothing."""

from random import Random

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import SUPPORTED_REGIONS, NumberParseException, PhoneNumberFormat, ValidationResult

from trato.kit.plain_phones import plain_e164

REGIONS = sorted(SUPPORTED_REGIONS)
STYLES = ("{}", " {}", "({}", "{} ", "0{}", "00{}", "1{}", "8{}")


def by_the_library(text: str, country: str) -> str | None:
    """What may be kept; None for what is refused or needs a second look."""
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException:
        return None
    if number.extension or phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def spaced(digits: str, chance: Random) -> str:
    return "".join(digit + chance.choice(("", "", "", " ", "-", ".", ") ")) for digit in digits)


def examples(region: str, chance: Random) -> list[str]:
    """Numbers of a region as they are written at home and abroad, and numbers that are nearly such."""
    found = []
    for kind in range(11):
        if example := phonenumbers.example_number_for_type(region, kind):
            for style in (PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.E164):
                found.append(phonenumbers.format_number(example, style))
            nsn = phonenumbers.national_significant_number(example)
            found += [style.format(spaced(nsn, chance)) for style in STYLES]
            found += [f"{example.country_code}{nsn}", nsn[:-1], f"{nsn}7", f"+{example.country_code} 0{nsn}"]
    found += [spaced(str(chance.randrange(10**5, 10**12)), chance) for _number in range(40)]
    return found


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_is_read_as_the_library_reads_it(region: str) -> None:
    texts = examples(region, Random(region))  # noqa: S311  # made-up numbers

    quick = {text: plain_e164(text, country=region) for text in texts}

    assert {text: read for text, read in quick.items() if read and read != by_the_library(text, region)} == {}


@settings(max_examples=400, deadline=None)
@given(
    text=st.from_regex(r"\+?[0-9 ().\-]{4,20}", fullmatch=True),
    region=st.sampled_from(["ES", "US", "GB", "IN", "DE", "IT", "AR", "BR", "MX", "CA", "BS", "RU", "CN", "JP", "FR"]),
)
def test_whatever_is_typed_is_read_as_the_library_reads_it(text: str, region: str) -> None:
    read = plain_e164(text, country=region)

    assert read in (None, by_the_library(text, region))


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("600 190 044", "ES", "+34600190044"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("94905 01174", "IN", "+919490501174"),
        ("+49 30 901820", "ES", "+4930901820"),
    ],
)
def test_numbers_as_people_write_them_need_no_second_look(text: str, country: str, e164: str) -> None:
    assert plain_e164(text, country=country) == e164


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("600 190 044 ext 7", "ES"),
        ("tel:600190044", "ES"),
        ("0034 600 190 044", "ES"),
        ("34600190044", "ES"),
        ("600190044", ""),
        ("+44 (0)20 7946 0958", "GB"),
        ("06 1234 5678", "IT"),
        ("6" * 41, "ES"),
        ("1234", "ES"),
        ("", "ES"),
    ],
)
def test_what_could_be_read_in_two_ways_is_left_to_the_library(text: str, country: str) -> None:
    assert plain_e164(text, country=country) is None


def test_most_numbers_of_most_countries_are_read_quickly() -> None:
    at_once = 0
    for region in REGIONS:
        example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
        if example:
            written = phonenumbers.format_number(example, PhoneNumberFormat.INTERNATIONAL)
            at_once += plain_e164(written, country="ES") is not None

    assert at_once > 0.8 * len(REGIONS)
