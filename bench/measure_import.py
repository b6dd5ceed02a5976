"""What importing a file costs over the least that could do it: bare COPY of the rows that it writes, and the
libraries' own reading of one phone number and one e-mail address a row.

The file has ten columns; the run is the one of a worker, with validation, rights, matching, events, change rows, search
words and all indexes. `python -m bench.import_file` is where the people in it come from.
"""

import os
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import phonenumbers
from email_validator import validate_email

from bench.import_file import people, write_file
from bench.measure_engine import TABLES, Table, copy_tables, installed, written_anew
from bench.ratios import Work

ROWS, ROUNDS = 10_000, 2  # so many that chunks reach their size, and few enough to end within minutes
FLOORS = 2 * ROUNDS + 1
WRITTEN = (*TABLES, ("customers_address", "contact_id"), ("customers_position", "contact_id"))
EMAIL, PHONE = 2, 3

_runs = count()


def works() -> Iterator[Work]:
    yield Work(
        name="import of a file",
        floor_name="COPY of the same rows, and the libraries' phone and e-mail",
        rows=ROWS,
        ours=lambda: _import(_file(next(_runs))),
        floor=_floor,
        rounds=ROUNDS,
    )


def _file(run: int) -> Path:
    installed()
    path = Path(os.environ["TRATO_HOME"]).parent / "people.csv"
    write_file(path, ROWS, seed=run, first=run * ROWS)
    return path


def _import(path: Path) -> str:
    from trato.foundation.imports.running import run_to_the_end
    from trato.foundation.imports.use_cases.choose import choose_columns, choose_matching
    from trato.foundation.imports.use_cases.run import prepare_run
    from trato.foundation.imports.use_cases.start import start_import_of
    from trato.foundation.public import SYSTEM

    by = SYSTEM.at("command")
    one = start_import_of(path, kind="contact", file_name=path.name, by=by)
    choose_columns(one.id, fields=one.mapping, by=by)
    choose_matching(one.id, key="email", rule="update", by=by)
    one = prepare_run(one.id, by=by)
    run_to_the_end(one.id)
    return str(one.change_set_id)


@cache
def _sets() -> Iterator[list[Table]]:
    """What imports wrote, as often as the floor runs, with other ids and addresses."""
    from trato.foundation.models import Change

    change_set = _import(_file(next(_runs)))
    made = Change.objects.filter(change_set_id=change_set, record_type="contact")
    ids = list(made.values_list("record_id", flat=True))
    return iter([written_anew(ids, WRITTEN) for _run in range(FLOORS)])


def _floor() -> None:
    for person in people(ROWS, seed=0):
        validate_email(person[EMAIL], check_deliverability=False)
        phonenumbers.format_number(phonenumbers.parse(person[PHONE], "ES"), phonenumbers.PhoneNumberFormat.E164)
    copy_tables(next(_sets()))
