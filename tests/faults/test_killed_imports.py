"""An import killed in the middle ends as if nobody had touched it: whole chunks stay, none is brought in twice."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import psycopg
import pytest

from bench.import_file import write_file
from tests.faults.running import VICTIMS, RunningTrato, running_trato, strike, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

ROWS = 6_000
START = """
from pathlib import Path
from trato.foundation.public import SYSTEM
from trato.foundation.imports.use_cases.choose import choose_columns, choose_matching
from trato.foundation.imports.use_cases.run import run_import
from trato.foundation.imports.use_cases.start import start_import_of
by = SYSTEM.at("command")
one = start_import_of(Path({path!r}), kind="contact", file_name="people.csv", by=by)
choose_columns(one.id, fields=one.mapping, by=by)
choose_matching(one.id, key="email", rule="update", by=by)
run_import(one.id, by=by)
"""
STANDS = """
select count(*), (select count(*) from customers_identity), (select count(*) from customers_address),
  (select count(*) from customers_position), (select count(distinct lower(name)) = count(*) from customers_company),
  (select count(distinct source) from foundation_change where record_type = 'contact' and version = 1),
  (select count(*) from event where kind = 'customers.contact_created'),
  (select count(*) from event where kind = 'foundation.import_finished')
from customers_contact c
"""
COUNTED = "select row_count, created_count, updated_count, failed_count from foundation_import where state = 'finished'"


CONTACTS = """
select md5(string_agg(t::text, chr(10) order by t::text)) from (
  select c.name, c.version, c.search_text, c.sort_key, c.lifecycle_stage, c.source,
    (select string_agg(concat_ws('|', i.kind, i.value, i.normalised, i.proof, i.place), ';' order by i.place)
       from customers_identity i where i.contact_id = c.id),
    (select string_agg(concat_ws('|', a.city, a.country, a.place), ';' order by a.place)
       from customers_address a where a.contact_id = c.id),
    (select string_agg(concat_ws('|', f.name, p.role, p.place), ';' order by p.place)
       from customers_position p join customers_company f on f.id = p.company_id where p.contact_id = c.id)
  from customers_contact c) t
"""
CHANGES = """
select md5(string_agg(t::text, chr(10) order by t::text)) from (
  select h.record_type, c.name, h.version, h.act, h.source, h.after - 'identities' - 'companies' - 'addresses'
  from foundation_change h join customers_contact c on c.id = h.record_id) t
"""


@pytest.fixture
def trato() -> Iterator[RunningTrato]:
    with running_trato() as started:
        yield started


def begin(trato: RunningTrato) -> None:
    path = Path(f"{trato.home}-people.csv")
    write_file(path, ROWS)
    path.chmod(0o644)
    trato.command("shell", "--no-imports", "-c", START.format(path=str(path)))


def position(trato: RunningTrato) -> int:
    """Zero while nobody answers."""
    try:
        with trato.database() as database:
            found = database.execute("select max(position) from foundation_import").fetchone()
    except psycopg.Error:
        return 0
    return int((found and found[0]) or 0)


def is_finished(trato: RunningTrato) -> bool:
    try:
        with trato.database() as database:
            return database.execute(COUNTED).fetchone() is not None
    except psycopg.Error:  # the server is on its way back
        return False


def ends_completely(trato: RunningTrato) -> None:
    wait_until(lambda: is_finished(trato), seconds=240, what="the end of the import")
    with trato.database() as database:
        assert database.execute(COUNTED).fetchone() == (ROWS, ROWS, 0, 0)
        stands = database.execute(STANDS).fetchone()
    assert stands == (ROWS, 2 * ROWS, ROWS, ROWS, True, ROWS, ROWS, 1)


def fingerprint(trato: RunningTrato) -> tuple[str, str]:
    """Of all contacts with what belongs to them, and of all their change rows: without ids and times."""
    with trato.database() as database:
        return (database.execute(CONTACTS).fetchone() or ("",))[0], (database.execute(CHANGES).fetchone() or ("",))[0]


@pytest.fixture(scope="module")
def undisturbed() -> tuple[str, str]:
    with running_trato() as trato:
        begin(trato)
        ends_completely(trato)
        return fingerprint(trato)


IN_TEST_ALL, IN_FAULTS = [1, 2, 3], range(4, 21)
SEEDS = [*IN_TEST_ALL, *(pytest.param(seed, marks=pytest.mark.long) for seed in IN_FAULTS)]


@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_is_killed_at_whatever_moment_the_end_is_the_same(
    seed: int, trato: RunningTrato, undisturbed: tuple[str, str]
) -> None:
    random = Random(seed)  # noqa: S311  # when and whom
    begin(trato)
    for name in random.sample(VICTIMS, 3):
        at = position(trato) + random.randrange(1, ROWS // 4)
        with suppress(AssertionError):  # it may have come to its end before
            wait_until(lambda: position(trato) >= at, seconds=20)  # noqa: B023
        strike(trato, name)

    ends_completely(trato)
    assert fingerprint(trato) == undisturbed
