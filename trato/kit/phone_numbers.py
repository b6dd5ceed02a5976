"""Phone numbers in E.164, the one form in which two of them can be compared.

Any *possible* number is taken (its length fits its country), not only those in an assigned range: ranges open faster
than libraries learn of them, and a number nobody answers harms less than one that cannot be written down. A number
without its area code is not taken, although the library calls it possible: in E.164 it would be somebody else's.
"""

import re
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from trato.kit.errors import Refused
from trato.kit.plain_phones import plain_e164
from trato.kit.words import to_translate

LONGEST_TYPED = 250  # what the library reads at most

_SEPARATORS = re.compile(r"[/|;,&\n]|\b(?:or|and)\b", re.IGNORECASE)
_WORD = re.compile(r"(?<![^\W\d_])(?!tel:|ext)[^\W\d_]{3,}", re.IGNORECASE)
_DIGITS_OF_A_NUMBER = 6  # fewer behind a separator are an extension or the last digits of a range

_PARSE_REASONS: Final = {
    NumberParseException.NOT_A_NUMBER: "phone-not-a-number",
    NumberParseException.TOO_SHORT_AFTER_IDD: "phone-too-short",
    NumberParseException.TOO_SHORT_NSN: "phone-too-short",
    NumberParseException.TOO_LONG: "phone-too-long",
}
_LENGTH_REASONS: Final = {
    ValidationResult.INVALID_COUNTRY_CODE: "phone-country-unknown",
    ValidationResult.TOO_SHORT: "phone-too-short",
    ValidationResult.TOO_LONG: "phone-too-long",
    ValidationResult.INVALID_LENGTH: "phone-wrong-length",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "phone-area-code-needed",
}


class PhoneRefused(Refused):
    reasons = {
        "phone-empty": to_translate("There is no phone number here."),
        "phone-not-a-number": to_translate("This is not a phone number."),
        "phone-words": to_translate("There are words beside the phone number."),
        "phone-several": to_translate("There is more than one phone number here."),
        "phone-country-needed": to_translate("Without a country the number must begin with + and the country code."),
        "phone-country-unknown": to_translate("No country has the code after the + sign."),
        "phone-area-code-needed": to_translate("The area code is missing."),
        "phone-too-short": to_translate("The number has too few digits."),
        "phone-too-long": to_translate("The number has too many digits."),
        "phone-wrong-length": to_translate("No number of this country has that many digits."),
    }


def normalise_phone(text: str, *, country: str) -> str:
    """E.164, followed by `;ext=` and the extension where there is one (RFC 3966).

    `country` is the ISO code of the person's country; without one ("") only numbers beginning with + are understood.
    """
    country = country.upper()
    if plain := plain_e164(text, country=country):
        return plain
    number = _parsed(text, country=country)
    length = phonenumbers.is_possible_number_with_reason(number)
    # Some national service numbers are complete without an area code: Canada's 310-1234.
    if length != ValidationResult.IS_POSSIBLE and not _is_complete_without_area_code(number, length):
        raise PhoneRefused("phone-words" if _has_words(text) else _LENGTH_REASONS[length])
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{e164};ext={number.extension}" if number.extension else e164


def country_of_phone(e164: object, *, otherwise: str) -> str:
    """In which country a number was read before, so that it can be read in the same way again."""
    if not isinstance(e164, str) or not e164.startswith("+"):
        return otherwise
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(e164)) or otherwise
    except NumberParseException:
        return otherwise


def formatted_phone(e164: str, *, country: str) -> str:
    """For reading: as written at home in the reader's own country, with the country code elsewhere."""
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return e164
    at_home = number.country_code == phonenumbers.country_code_for_region(country.upper())
    return phonenumbers.format_number(
        number, PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    )


def _parsed(text: str, *, country: str) -> PhoneNumber:
    if not text.strip():
        raise PhoneRefused("phone-empty")
    if len(text) > LONGEST_TYPED:
        raise PhoneRefused("phone-too-long")
    if _are_several(text):
        raise PhoneRefused("phone-several")
    known = country if country in phonenumbers.SUPPORTED_REGIONS else None
    try:
        return phonenumbers.parse(text, known)
    except NumberParseException as refusal:
        raise PhoneRefused(_parse_reason(refusal.error_type, text)) from refusal


def _parse_reason(error: int, text: str) -> str:
    if error == NumberParseException.INVALID_COUNTRY_CODE:
        return "phone-country-unknown" if re.match(r"\D*[+＋]", text) else "phone-country-needed"
    return "phone-words" if _has_words(text) else _PARSE_REASONS[error]


def _has_words(text: str) -> bool:
    """The library reads letters as the keys they stand on, and would complain of too many digits."""
    return _WORD.search(text) is not None and any(letter.isdigit() for letter in text)


def _are_several(text: str) -> bool:
    """The library reads the first of several numbers and forgets the others."""
    parts: list[str] = _SEPARATORS.split(text)
    whole = [part for part in parts if len([letter for letter in part if letter.isdigit()]) >= _DIGITS_OF_A_NUMBER]
    return len(whole) > 1


def _is_complete_without_area_code(number: PhoneNumber, length: int) -> bool:
    return bool(length == ValidationResult.IS_POSSIBLE_LOCAL_ONLY and phonenumbers.is_valid_number(number))
