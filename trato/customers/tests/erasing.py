"""Somebody who has left traces everywhere, and how one looks for them."""

from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from trato.customers.privacy.use_cases.erase import erase_contact
from trato.customers.public import (
    Contact,
)
from trato.foundation.public import (
    Actor,
    Erasure,
    ReceivedFile,
    StoredFile,
    add_files,
    incoming_folder,
    run_erasure_to_the_end,
)
from trato.kit.ids import new_id

TRACES = ("Zenobia", "Quintanar", "zenobia@quintanar.example", "Zq-Secret", "+34600555777")


def whole_database() -> Iterator[tuple[str, str]]:
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        cursor.execute("select table_name from information_schema.tables where table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'select t::text from "{table}" t')  # the name comes from the catalogue
            for (row,) in cursor.fetchall():
                yield table, row


def left_in_the_database(*texts: str) -> list[str]:
    found = [(table, text, row) for table, row in whole_database() for text in texts if text.lower() in row.lower()]
    return [f"{table}: {text}" for table, text, _row in found]


def left_on_disk(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if any(text.encode().lower() in path.read_bytes().lower() for text in TRACES)]


def erase(contact: Contact, by: Actor) -> Erasure:
    one = erase_contact(contact.id, by=by)
    run_erasure_to_the_end(one.id)
    one.refresh_from_db()
    return one


def put_file(contact: Contact, by: Actor) -> StoredFile:
    path = incoming_folder() / str(new_id())
    path.write_bytes(b"Zq-Secret content")
    received = ReceivedFile("Zq-Secret.txt", path, size=17, digest="0" * 64, head=b"Zq-Secret content")
    return add_files([received], kind="contact", record_id=contact.id, by=by)[0]
