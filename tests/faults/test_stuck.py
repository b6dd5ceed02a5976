"""A writer that never ends, a queue of notifications that is full, a clock that jumped a year."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.running import Ledger, RunningTrato, kill, running_trato, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
FAKETIME = [Path(f"/usr/lib/{machine}-linux-gnu/faketime/libfaketime.so.1") for machine in ("x86_64", "aarch64")]


@pytest.fixture(scope="module")
def trato() -> Iterator[RunningTrato]:
    with running_trato() as started:
        started.command("user", "create", "--admin", "ada@ledger.example")
        yield started


def ledger_of(trato: RunningTrato) -> Ledger:
    return Ledger(trato.port, trato.command("token", "create", "--user", "ada@ledger.example").strip())


def write(ledger: Ledger, *, how_many: int) -> None:
    """What the program is told meanwhile is in the ledger."""
    ledger.stopping.clear()
    before = len(ledger.acknowledged)
    writer = threading.Thread(target=ledger.write_on)
    writer.start()
    try:
        wait_until(lambda: len(ledger.acknowledged) >= before + how_many, what="writing")
    finally:
        ledger.stopping.set()
        writer.join()


def lost(ledger: Ledger) -> set[str]:
    return ledger.acknowledged.keys() - set(ledger.stored())


def test_a_writer_that_never_ends_is_named_and_holds_up_readers_only(trato: RunningTrato) -> None:
    ledger = ledger_of(trato)
    with trato.database() as session:
        session.execute("set application_name = 'somebody''s script'")
        session.execute("begin")
        session.execute("create temporary table held (a int)")
        write(ledger, how_many=30)
        time.sleep(31)

        said = trato.doctor()
        write(ledger, how_many=5)
        session.execute("rollback")

    assert "somebody's script" in said
    assert "has been writing for" in said
    wait_until(lambda: "has been writing for" not in trato.doctor(), seconds=30, what="going on")
    assert lost(ledger) == set()
    assert ledger.refusals == []


def test_a_full_queue_of_notifications_stops_nobody(trato: RunningTrato) -> None:
    with trato.database() as session:
        session.execute("alter system set max_notify_queue_pages = 64")
    kill(trato.postmaster())
    trato.wait_ready()
    ledger = ledger_of(trato)
    with trato.database() as sleeper, trato.database() as filler:
        sleeper.execute("listen anything")
        sleeper.execute("begin")
        sleeper.execute("select 1")
        while filler.execute("select pg_notification_queue_usage()").fetchone()[0] < 0.6:  # type: ignore[index]  # always a row
            filler.execute("select pg_notify('anything', repeat('x', 7000) || n) from generate_series(1, 10) n")

        write(ledger, how_many=20)
        assert "queue of notifications" in trato.doctor()

    assert lost(ledger) == set()
    assert ledger.refusals == []


def test_a_clock_that_jumped_a_year_loses_nothing_and_strays_nowhere() -> None:
    library = next((path for path in FAKETIME if path.exists()), None)
    if library is None or shutil.which("faketime") is None:
        pytest.skip("not proven: libfaketime is missing")
    with running_trato() as trato:
        trato.command("user", "create", "--admin", "ada@ledger.example")
        ledger = ledger_of(trato)
        write(ledger, how_many=10)
        trato.stop()
        today = dict(trato.environ)
        trato.environ |= {"LD_PRELOAD": str(library), "FAKETIME": "+1y", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        trato.start()
        ledger.token = ledger_of(trato).token  # the first one is over a year old now
        write(ledger, how_many=10)
        in_a_year = trato.doctor()
        trato.stop()
        trato.environ = today
        trato.start()
        write(ledger, how_many=10)

        assert "outside the monthly partitions" not in in_a_year
        assert lost(ledger) == set()
        wait_until(lambda: "behind" not in trato.doctor(), seconds=60, what="reading on")
    assert os.environ.get("FAKETIME") is None
