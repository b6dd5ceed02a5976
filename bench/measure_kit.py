"""What one row costs before any database: e-mail, phone and sort key against the bare library calls."""

from collections.abc import Iterator

import phonenumbers
from email_validator import validate_email
from pyuca import Collator

from bench.ratios import Work
from trato.kit.email_addresses import normalise_email
from trato.kit.phone_numbers import normalise_phone
from trato.kit.sort_keys import sort_key

ROWS = 2_000
GIVEN = ("Ana", "José", "Zoë", "Lakshmi", "Michael", "Íñigo", "Wei", "Fatima")
FAMILY = ("García Núñez", "O’Neill", "Rao", "Müller", "van den Berg", "Smith", "Łukasz", "Ferreira")


def works() -> Iterator[Work]:
    names = [f"{GIVEN[row % 8]} {FAMILY[row // 8 % 8]} {row}" for row in range(ROWS)]
    emails = [f"Person.{row}@Example{row % 97}.com" for row in range(ROWS)]
    phones = [f"+1 (212) 55{row % 10}-{row:04d}" for row in range(ROWS)]
    collator = Collator()
    yield Work(
        name="sort key",
        floor_name="pyuca's sort_key",
        rows=ROWS,
        ours=lambda: [sort_key(name) for name in names],
        floor=lambda: [collator.sort_key(name) for name in names],
    )
    yield Work(
        name="e-mail address",
        floor_name="email-validator's validate_email",
        rows=ROWS,
        ours=lambda: [normalise_email(email) for email in emails],
        floor=lambda: [validate_email(email, check_deliverability=False).normalized for email in emails],
    )
    yield Work(
        name="phone number",
        floor_name="phonenumbers: parse and format as E.164",
        rows=ROWS,
        ours=lambda: [normalise_phone(phone, country="US") for phone in phones],
        floor=lambda: [_bare_e164(phone) for phone in phones],
    )


def _bare_e164(phone: str) -> str:
    return phonenumbers.format_number(phonenumbers.parse(phone, "US"), phonenumbers.PhoneNumberFormat.E164)
