"""A file brought in and a list taken out, in rows a second, each beside the least that could do it.

Of an import that is a bare `COPY` of the rows it wrote, into the same tables with their indexes, and the libraries' own
reading of one phone number and one e-mail address a row; of an export a bare `COPY` of the same records' own columns.
"""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import phonenumbers
from django.core.management import call_command
from django.db import connection, transaction
from email_validator import validate_email
from psycopg import sql

from trato.config.bench.readers import Reader
from trato.foundation.exports.public import Contents, Wish, write_contents
from trato.foundation.public import record_kind
from trato.kit.figures import Figure, percentile

ROWS, ROUNDS = 10_000, 3
IMPORT_BUDGET, EXPORT_BUDGET = 10_000.0, 30_000.0
HEADER = ("Name", "Email", "Phone", "City", "Country", "Lifecycle", "Source")
WRITTEN = (
    ("customers_contact", "id"),
    ("customers_identity", "contact_id"),
    ("customers_address", "contact_id"),
    ("foundation_searchword", "record_id"),
    ("foundation_change", "record_id"),
    ("event", "subject_id"),
)
OF_THE_RUN = (("foundation_import", "change_set_id"), ("foundation_changeset", "id"))
COLUMNS = "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and attgenerated = ''"
OWN_COLUMNS = (
    "copy (select * from customers_contact r where r.is_standing order by r.sort_key, r.id limit {}) to stdout"
)


@dataclass(frozen=True)
class Copied:
    """Rows of one table as `COPY` writes them."""

    table: str
    columns: Sequence[str]
    content: bytes


def moving_figures(reader: Reader, words: Sequence[str], *, rows: int = ROWS) -> Iterator[Figure]:
    for name, figure in (("import of a file", import_figure), ("export of a list", export_figure)):
        if not words or any(word in name for word in words):
            yield figure(reader, name=name, rows=rows)


def import_figure(reader: Reader, *, name: str, rows: int) -> Figure:
    """What a run wrote is deleted at once, row by row: it was never anybody's, and the next run finds the same data."""
    taken, floors = list[float](), list[float]()
    with TemporaryDirectory() as folder:
        for run in range(ROUNDS + 1):
            path = Path(folder) / f"{run}.csv"
            people = _write_people(path, rows)
            result = _bring_in(path, by=reader.user.email)
            written = _taken_away(result["change_set"])
            taken.append(result["seconds"])
            floors.append(_seconds(lambda: _floor_of_import(people, written)))  # noqa: B023  # called at once
    return _figure(reader, name, rows, IMPORT_BUDGET, taken[1:], floors[1:])


def export_figure(reader: Reader, *, name: str, rows: int) -> Figure:
    taken, floors = list[float](), list[float]()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "contacts.csv"
        count = _take_out(reader, path, rows)
        for _run in range(ROUNDS):
            taken.append(_seconds(lambda: _take_out(reader, path, count)))
            floors.append(_seconds(lambda: path.write_bytes(_copied_out(OWN_COLUMNS.format(count)))))
    return _figure(reader, name, count, EXPORT_BUDGET, taken, floors)


def _figure(reader: Reader, name: str, rows: int, budget: float, taken: list[float], floors: list[float]) -> Figure:
    """Of rates the late ones are the low ones. The first run warmed caches up."""
    rates, bare = sorted(rows / each for each in taken), sorted(rows / each for each in floors)
    return Figure(
        work=f"{name}, rows a second",
        reader=reader.label,
        p50=percentile(rates, 0.5),
        p95=rates[0],
        floor=percentile(bare, 0.5),
        drift=(bare[-1] - bare[0]) / bare[-1],
        budget=budget,
        unit="/s",
    )


def _seconds(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def _write_people(path: Path, rows: int) -> list[tuple[str, str]]:
    """Addresses and numbers that nobody has yet."""
    run, first = token_hex(4), int(token_hex(3), 16)
    people = [(f"person.{number}@{run}.example", f"6{first + number:08d}") for number in range(rows)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number, (email, phone) in enumerate(people):
            writer.writerow((f"Bench Person {number}", email, phone, "Valencia", "Spain", "lead", "Trade fair"))
    return people


def _bring_in(path: Path, *, by: str) -> dict[str, Any]:
    out = StringIO()
    call_command("import", "contacts", str(path), key="email", json=True, by=by, stdout=out, stderr=StringIO())
    told: dict[str, Any] = json.loads(out.getvalue())
    if told["created"] != told["rows"]:
        raise RuntimeError(f"{told['rows'] - told['created']} rows of a good file did not go in.")
    return told


def _taken_away(change_set: str) -> list[Copied]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select distinct record_id from foundation_change where change_set_id = %s", [change_set])
        ids = [id_ for (id_,) in cursor.fetchall()]
        copied = [_copied(table, column, ids) for table, column in WRITTEN]
        for table, column in reversed(WRITTEN):
            cursor.execute(f"delete from {table} where {column} = any(%s)", [ids])  # noqa: S608  # constants
        for table, column in OF_THE_RUN:
            cursor.execute(f"delete from {table} where {column} = %s", [change_set])  # noqa: S608  # constants
    return copied


def _copied(table: str, column: str, ids: Sequence[Any]) -> Copied:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [table])
        columns = [f'"{name}"' for (name,) in cursor.fetchall()]
    listed = f"select {', '.join(columns)} from {table} where {column} = any({{}})"  # noqa: S608  # constants
    chosen = sql.SQL(listed).format(sql.Literal([*ids]))
    return Copied(table, columns, _copied_out(sql.SQL("copy ({}) to stdout").format(chosen)))


def _copied_out(statement: Any) -> bytes:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        return b"".join(copy)


def _floor_of_import(people: Sequence[tuple[str, str]], written: Sequence[Copied]) -> None:
    """Rolled back: it costs the same as far as the commit, and leaves nothing."""
    for email, phone in people:
        validate_email(email, check_deliverability=False)
        phonenumbers.format_number(phonenumbers.parse(phone, "ES"), phonenumbers.PhoneNumberFormat.E164)
    with transaction.atomic(), connection.cursor() as cursor:
        for each in written:
            with cursor.copy(f"copy {each.table} ({', '.join(each.columns)}) from stdin") as copy:
                copy.write(each.content)
        cursor.execute("set constraints all immediate")  # foreign keys are looked up as a commit would
        transaction.set_rollback(True)


def _take_out(reader: Reader, path: Path, rows: int) -> int:
    wish = Wish(kind=record_kind("contact"))
    contents = Contents(wish, reader.actor)
    count, _cut = write_contents(contents, path, format_="csv", has_mark=True, goes_on=lambda count: count < rows)
    return count
