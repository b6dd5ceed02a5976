"""A worker that is frozen in the middle of its job, and wakes when another has done it: it writes nothing more."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
import pytest

from tests.faults.running import Ledger, RunningTrato, running_trato, wait_until
from tests.faults.test_killed_imports import begin, ends_completely, fingerprint, position

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
PEOPLE = 20_000
ONCE_EACH = """
select count(*), count(distinct record_id) from foundation_change
where change_set_id = (select id from foundation_changeset order by started_at desc nulls last limit 1)
"""
TWICE = """
select count(*) from (
  select from foundation_change group by record_type, record_id, version having count(*) > 1) twice
"""


@pytest.fixture
def trato() -> Iterator[RunningTrato]:
    with running_trato() as started:
        started.command("user", "create", "--admin", "ada@ledger.example")
        yield started


@contextmanager
def another_worker(trato: RunningTrato) -> Iterator[None]:
    """On another machine of the same company: nobody watches it."""
    with trato.log.open("ab") as out:
        other = subprocess.Popen(
            [sys.executable, "-m", "trato.config", "worker"], env=trato.environ, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        yield
    finally:
        other.terminate()
        other.wait(60)


def frozen_worker(trato: RunningTrato) -> psutil.Process:
    (worker,) = trato.processes("worker")
    worker.suspend()
    return worker


def wakes_and_goes(trato: RunningTrato, worker: psutil.Process) -> None:
    """It finds out that its job is another's, ends itself, and the supervisor starts a new one."""
    worker.resume()
    wait_until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE, what="its end")
    wait_until(lambda: [each.pid for each in trato.processes("worker")] not in ([], [worker.pid]), what="a new worker")


def test_a_bulk_edit_is_done_once_by_whoever_was_awake(trato: RunningTrato) -> None:
    trato.command("seed", "--contacts", str(PEOPLE))
    program = Ledger(trato.port, trato.command("token", "create", "--user", "ada@ledger.example").strip())
    values = {"source": "By the sea"}  # which none has yet
    edit = {"kind": "contact", "act": "edit", "selection": {"all": True}, "values": values}
    status, one = program.call("POST", "/change-sets", edit)
    assert status == 202, one

    def told() -> dict[str, Any]:
        return dict(program.call("GET", f"/change-sets/{one['id']}")[1])

    wait_until(lambda: told()["counts"]["done"] > 200, what="a few chunks")
    sleeper = frozen_worker(trato)
    with another_worker(trato):
        wait_until(lambda: told()["state"] == "finished", seconds=300, what="the end of the edit")
        wakes_and_goes(trato, sleeper)

    counts = {"done": one["total"], "changed": one["total"], "same": 0, "refused": 0}
    assert told()["counts"] == counts
    with trato.database() as database:
        assert database.execute(ONCE_EACH).fetchone() == (one["total"], one["total"])
        assert database.execute(TWICE).fetchone() == (0,)


def test_an_import_brings_each_row_in_once(trato: RunningTrato) -> None:
    begin(trato)
    wait_until(lambda: position(trato) > 0, what="a chunk")
    sleeper = frozen_worker(trato)
    with another_worker(trato):
        ends_completely(trato)
        before = fingerprint(trato)
        wakes_and_goes(trato, sleeper)

    ends_completely(trato)
    assert fingerprint(trato) == before
    with trato.database() as database:
        assert database.execute(TWICE).fetchone() == (0,)
