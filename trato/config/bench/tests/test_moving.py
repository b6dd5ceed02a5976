"""A file brought in and a list taken out are measured, and what that made is gone afterwards."""

import pytest
from django.apps import apps
from django.db import connection

from trato.config.bench.moving import EXPORT_BUDGET, IMPORT_BUDGET, moving_figures
from trato.config.bench.readers import Reader
from trato.customers.public import Contact, create_contacts
from trato.foundation.public import SYSTEM, User
from trato.kit.figures import Figure

ROWS = 20


@pytest.fixture
def reader(ada: User) -> Reader:
    return Reader("administrator", ada)


def measured(reader: Reader, *words: str) -> list[Figure]:
    return list(moving_figures(reader, words, rows=ROWS))


def sizes() -> dict[str, int]:
    """Of every table that an import could leave something in; the log of what was done stays."""
    with connection.cursor() as cursor:
        found = {}
        for model in apps.get_models():
            table = model._meta.db_table
            cursor.execute(f'select count(*) from "{table}"')  # noqa: S608  # a name of our own
            found[table] = cursor.fetchall()[0][0]
    return found


@pytest.mark.django_db
def test_an_import_is_told_beside_its_floor_in_rows_a_second(installed: object, reader: Reader) -> None:
    (figure,) = measured(reader, "import")

    assert figure.work == "import of a file, rows a second"
    assert (figure.unit, figure.budget) == ("/s", IMPORT_BUDGET)
    assert 0 < figure.p95 <= figure.p50
    assert figure.floor > 0


@pytest.mark.django_db
def test_what_a_measured_import_made_is_gone(installed: object, reader: Reader) -> None:
    create_contacts([{"name": "Nuria Ferrer"}], by=SYSTEM)
    measured(reader, "import")  # the words of its names are known from then on
    before = sizes()

    measured(reader, "import")

    grown = {table: count - before[table] for table, count in sizes().items() if count != before[table]}
    assert not {name for name in grown if "procrastinate" not in name and name != "event"}
    assert Contact.objects.get().name == "Nuria Ferrer"


@pytest.mark.django_db
def test_an_export_is_told_beside_its_floor_in_rows_a_second(installed: object, reader: Reader) -> None:
    create_contacts([{"name": f"Person {number}"} for number in range(ROWS)], by=SYSTEM)

    (figure,) = measured(reader, "export")

    assert figure.work == "export of a list, rows a second"
    assert (figure.unit, figure.budget) == ("/s", EXPORT_BUDGET)
    assert 0 < figure.p95 <= figure.p50
    assert figure.floor > 0


@pytest.mark.django_db
def test_only_the_works_asked_for_are_measured(installed: object, reader: Reader) -> None:
    assert measured(reader, "list SQL") == []
