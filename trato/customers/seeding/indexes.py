"""Indexes are built faster over rows that are there than row by row. Only while the tables are empty otherwise."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection
from django.db.models import Index, Model

from trato.customers.addresses.models import Address
from trato.customers.companies.models import Company
from trato.customers.contacts.models import Contact
from trato.customers.identities.models import Identity
from trato.customers.notes.models import Note
from trato.customers.positions.models import Position
from trato.customers.tags.models import Tagging
from trato.foundation.public import SearchWord

SEEDED: Sequence[type[Model]] = (Company, Contact, Address, Identity, Position, Tagging, Note, SearchWord)


def is_empty() -> bool:
    return not Contact.objects.exists() and not Company.objects.exists()


@contextmanager
def indexes_set_aside(models: Sequence[type[Model]] = SEEDED) -> Iterator[None]:
    """Constraints stay. What a killed run left undone, the next one mends: see `build_missing_indexes`."""
    _take_your_time()
    with connection.schema_editor() as editor:
        for model in models:
            for index in _standing(model):
                editor.remove_index(model, index)
    try:
        yield
    finally:
        build_missing_indexes(models)


def build_missing_indexes(models: Sequence[type[Model]] = SEEDED) -> list[str]:
    """Returns the names of those that were not there."""
    _take_your_time()
    built = []
    for model in models:
        there = {index.name for index in _standing(model)}
        for index in model._meta.indexes:
            if index.name not in there:
                with connection.schema_editor() as editor:
                    editor.add_index(model, index)
                built.append(index.name)
    return built


def refresh_statistics() -> None:
    """So that the first search after a large load already finds its index."""
    with connection.cursor() as cursor:
        for model in SEEDED:
            cursor.execute(f"analyze {connection.ops.quote_name(model._meta.db_table)}")
        cursor.execute("analyze event")


def _standing(model: type[Model]) -> list[Index]:
    with connection.cursor() as cursor:
        there = connection.introspection.get_constraints(cursor, model._meta.db_table)
    return [index for index in model._meta.indexes if index.name in there]


def _take_your_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
