"""What the engine costs over bare SQL: one contact, five hundred at once, a page of a list.

The floor writes the very rows that the product wrote, with new ids, into the same tables with the same indexes.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from typing import Any

from uuid_utils import uuid7

from bench.ratios import ROUNDS, Work
from bench.scratch import ready

SINGLES, SET, PAGES, PAGE = 20, 500, 20, 50
CALLS = 2 * ROUNDS + 1  # of a floor: before, after, and once to be warm
COLUMNS = ("name", "email", "owner", "last_activity_at")
TABLES = (
    ("customers_contact", "id"),
    ("customers_identity", "contact_id"),
    ("foundation_searchword", "record_id"),
    ("foundation_change", "record_id"),
    ("event", "subject_id"),
)
MADE_BY_POSTGRES = ("is_standing", "xid", "era")
KEYSET = """
select r.id, r.name,
  coalesce((select i.value from customers_identity i where i.contact_id = r.id and i.kind = 'email'
    order by i.place limit 1), ''),
  (select json_build_object('id', u.id, 'name', u.name) from foundation_user u where u.id = r.owner_id),
  r.last_activity_at, r.sort_key
from customers_contact r where r.is_standing and (r.sort_key, r.id) > (%s, %s) order by r.sort_key, r.id limit %s
"""
Table = tuple[str, list[str], list[list[str | None]]]

_numbers = count()


def works() -> Iterator[Work]:
    yield Work(
        name="create one contact",
        floor_name="INSERT of the same rows, one commit a contact",
        rows=SINGLES,
        ours=lambda: [_create(1) for _contact in range(SINGLES)],
        floor=lambda: _insert_each(next(_singles())),
    )
    yield Work(
        name="create 500 contacts",
        floor_name="COPY of the same rows, one commit",
        rows=SET,
        ours=lambda: _create(SET),
        floor=lambda: copy_tables(next(_sets())),
    )
    yield Work(
        name="read a page of 50",
        floor_name="the keyset SELECT alone",
        rows=PAGES * PAGE,
        ours=_read_pages,
        floor=_select_pages,
    )


@cache
def installed() -> None:
    ready()
    from trato.foundation.public import Installation, make_partitions

    make_partitions()
    Installation.objects.create(name="Acequia Solar", phone_country="ES", currency="EUR")


def _create(how_many: int) -> list[Any]:
    installed()
    from trato.customers.public import create_contacts
    from trato.foundation.public import SYSTEM

    numbers = [next(_numbers) for _row in range(how_many)]
    rows = [
        {"name": f"Ana Ferrer {n}", "email": f"ana.{n}@f{n % 97}.example", "phone": f"600 {n % 1_000_000:06d}"}
        for n in numbers
    ]
    return [saved.id for saved in create_contacts(rows, by=SYSTEM)]


@cache
def _singles() -> Iterator[list[list[Table]]]:
    return iter([[written_anew(_create(1)) for _contact in range(SINGLES)] for _call in range(CALLS)])


@cache
def _sets() -> Iterator[list[Table]]:
    return iter([written_anew(_create(SET)) for _call in range(CALLS)])


def written_anew(ids: Sequence[Any], tables: Sequence[tuple[str, str]] = TABLES) -> list[Table]:
    """Every row that the product wrote for these contacts, with other ids and other e-mail addresses."""
    fresh = {str(id_): str(uuid7()) for id_ in ids}
    return [(table, *_rows(table, key, ids, fresh)) for table, key in tables]


def _rows(table: str, key: str, ids: Sequence[Any], fresh: dict[str, str]) -> tuple[list[str], list[list[str | None]]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"select * from {table} limit 0")  # noqa: S608  # a constant
        columns = [each.name for each in cursor.description if each.name not in MADE_BY_POSTGRES]
        listed = ", ".join(f"{column}::text" for column in columns)
        cursor.execute(f"select {listed} from {table} where {key} = any(%s)", [list(ids)])  # noqa: S608  # constants
        found = cursor.fetchall()
    return columns, [[_anew(column, value, fresh) for column, value in zip(columns, row, strict=True)] for row in found]


def _anew(column: str, value: str | None, fresh: dict[str, str]) -> str | None:
    if value in fresh:
        return fresh[value]
    if column == "id":
        return str(uuid7())
    return f"{next(_numbers)}.{value}" if column == "normalised" and value and "@" in value else value


def _insert_each(contacts: list[list[Table]]) -> None:
    for tables in contacts:
        _insert(tables)


def _insert(tables: list[Table]) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, rows in tables:
            values = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * len(rows))
            statement = f"insert into {table} ({', '.join(columns)}) values {values}"  # noqa: S608  # constants
            cursor.execute(statement, [value for row in rows for value in row])


def copy_tables(tables: list[Table]) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, rows in tables:
            with cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin") as copy:
                for row in rows:
                    copy.write_row(row)


@cache
def _enough_to_page() -> None:
    for _set in range(1 + PAGES * PAGE // SET):
        _create(SET)


def _read_pages() -> None:
    _enough_to_page()
    from trato.foundation.public import SYSTEM, read_page, record_kind

    after = ""
    for _page in range(PAGES):
        after = read_page(record_kind("contact"), seen_by=SYSTEM, columns=COLUMNS, limit=PAGE, after=after).next


def _select_pages() -> None:
    _enough_to_page()
    from django.db import connection

    key, id_ = "", "00000000-0000-0000-0000-000000000000"
    for _page in range(PAGES):
        with connection.cursor() as cursor:
            cursor.execute(KEYSET, [key, id_, PAGE])
            *_values, key = (last := cursor.fetchall()[-1])
            id_ = str(last[0])
