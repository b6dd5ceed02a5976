"""A move killed in the middle ends as if nobody had touched it: all files in, nothing twice, every link there."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import psycopg
import pytest

from bench.move_set import SetSize, write_set
from tests.faults.running import VICTIMS, RunningTrato, running_trato, strike, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

SIZE = SetSize(companies=600, contacts=3_000, notes=2_000, tasks=1_500, deals=900)
START = """
from pathlib import Path
from trato.foundation.public import SYSTEM
from trato.foundation.moving_in.public import choose_people, run_move, start_move
by = SYSTEM.at("command")
files = [(path.name, path.open("rb")) for path in sorted(Path({folder!r}).iterdir())]
move = start_move("hubspot", files, by=by)
choose_people(move.id, dict.fromkeys(move.people, ""), by=by)
run_move(move.id, by=by)
"""
PLACES = "select coalesce(sum(position), 0) from foundation_import"
ENDED = "select count(*) from foundation_move where state = 'finished'"
COUNTED = """
select kind, sum(created_count), sum(updated_count), sum(failed_count) from foundation_import group by kind
"""
# What each row says, by the names of what it is linked to: without ids and times of this home.
SAYS = {
    "companies": """select c.name, p.name, (select string_agg(i.kind || i.value, ' ' order by i.kind, i.value)
       from customers_identity i where i.company_id = c.id)
       from customers_company c left join customers_company p on p.id = c.parent_id""",
    "contacts": """select c.name, c.version, (select string_agg(f.name, ' ' order by f.name) from customers_position p
       join customers_company f on f.id = p.company_id where p.contact_id = c.id),
       (select string_agg(i.kind || i.value, ' ' order by i.kind, i.value)
        from customers_identity i where i.contact_id = c.id) from customers_contact c""",
    "deals": """select d.name, d.state, d.stage_id, d.amount, d.close_on, c.name, f.name,
       (select count(*) from sales_dealcontact s where s.deal_id = d.id),
       (select count(*) from sales_stagemove m where m.deal_id = d.id)
       from sales_deal d left join customers_contact c on c.id = d.contact_id
       left join customers_company f on f.id = d.company_id""",
    "notes": """select n.body, n.created_at, c.name, f.name from customers_note n
       left join customers_contact c on c.id = n.contact_id left join customers_company f on f.id = n.company_id""",
    "tasks": """select t.name, t.state, t.due_at, c.name, f.name from customers_task t
       left join customers_contact c on c.id = t.contact_id left join customers_company f on f.id = t.company_id""",
    "events": "select kind from event where kind not like 'foundation.move%'",
    "old ids": "select record_type, source, value from foundation_oldid",
}
Told = dict[str, tuple[int, str]]


@pytest.fixture
def trato() -> Iterator[RunningTrato]:
    with running_trato() as started:
        yield started


def begin(trato: RunningTrato) -> None:
    folder = Path(f"{trato.home}-set")
    for path in write_set(folder, SIZE):
        path.chmod(0o644)
    folder.chmod(0o755)
    trato.command("shell", "--no-imports", "-c", START.format(folder=str(folder)))


def one(trato: RunningTrato, statement: str) -> int:
    """Zero while nobody answers."""
    try:
        with trato.database() as database:
            found = database.execute(statement).fetchone()
    except psycopg.Error:
        return 0
    return int((found and found[0]) or 0)


def fingerprint(trato: RunningTrato) -> Told:
    told: Told = {}
    with trato.database() as database:
        for name, statement in SAYS.items():
            digest = f"select count(*), md5(string_agg(t::text, chr(10) order by t::text)) from ({statement}) t"
            count, text = database.execute(digest).fetchone() or (0, "")
            told[name] = (count, text or "")
    return told


def ends_completely(trato: RunningTrato) -> None:
    wait_until(lambda: one(trato, ENDED) == 1, seconds=300, what="the end of the move")
    with trato.database() as database:
        counts = {kind: (made, changed, failed) for kind, made, changed, failed in database.execute(COUNTED)}
    assert {kind: made for kind, (made, _changed, _failed) in counts.items()} == {
        "company": SIZE.companies,
        "contact": SIZE.contacts,
        "deal": SIZE.deals,
        "note": SIZE.notes,
        "task": SIZE.tasks,
    }
    assert {(changed, failed) for _made, changed, failed in counts.values()} == {(0, 0)}


@pytest.fixture(scope="module")
def undisturbed() -> Told:
    with running_trato() as trato:
        begin(trato)
        ends_completely(trato)
        told = fingerprint(trato)
    assert told["companies"][0] == SIZE.companies
    assert told["deals"][0] == SIZE.deals
    return told


IN_TEST_ALL, IN_FAULTS = [1, 2], range(3, 11)
SEEDS = [*IN_TEST_ALL, *(pytest.param(seed, marks=pytest.mark.long) for seed in IN_FAULTS)]
ROWS = SIZE.companies + SIZE.contacts + SIZE.notes + SIZE.tasks + SIZE.deals


@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_is_killed_in_whichever_file_the_end_is_the_same(
    seed: int, trato: RunningTrato, undisturbed: Told
) -> None:
    random = Random(seed)  # noqa: S311  # when and whom
    begin(trato)
    for name in ("worker", *random.sample(VICTIMS, 2)):
        at = one(trato, PLACES) + random.randrange(1, ROWS // 4)
        with suppress(AssertionError):  # it may have come to its end before
            wait_until(lambda: one(trato, PLACES) >= at, seconds=20)  # noqa: B023
        strike(trato, name)

    ends_completely(trato)
    assert fingerprint(trato) == undisturbed
