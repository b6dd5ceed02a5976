"""Somebody is erased, and how one looks for what is left of them."""

from collections.abc import Iterator

from django.db import connection

from trato.customers.public import Contact, erase_contact
from trato.foundation.public import Actor, run_erasure_to_the_end


def erase(contact: Contact, by: Actor) -> None:
    run_erasure_to_the_end(erase_contact(contact.id, by=by).id)


def left_in_the_database(*texts: str) -> list[str]:
    """Which tables hold rows with one of the texts."""
    return [table for table, row in _every_row() if any(text.lower() in row.lower() for text in texts)]


def _every_row() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select table_name from information_schema.tables where table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'select t::text from "{table}" t')  # the name comes from the catalogue
            for (row,) in cursor.fetchall():
                yield table, row
