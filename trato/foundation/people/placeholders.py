"""Addresses of colleagues of whom only the name is known. They lead nowhere, and nothing is ever mailed to them."""

from django.utils.text import slugify

HOST = "no-address.invalid"  # RFC 2606: a name under `.invalid` never belongs to anybody
LONGEST_SLUG = 50


def placeholder_for(name: str, *, number: int = 1) -> str:
    """The same name has the same one; a number tells apart who is called alike."""
    slug = slugify(name)[:LONGEST_SLUG].strip("-_") or "colleague"
    return f"{slug}-{number}@{HOST}" if number > 1 else f"{slug}@{HOST}"


def shown_address(email: str) -> str:
    """Nothing where there is none."""
    return "" if is_placeholder(email) else email


def is_placeholder(email: str) -> bool:
    return email.casefold().endswith(f"@{HOST}")
