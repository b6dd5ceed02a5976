"""Server, supervisor, web and worker killed while in use: nothing acknowledged is lost, nothing is there twice."""

import threading
import time
from collections.abc import Iterator

import pytest

from tests.faults.running import Ledger, RunningTrato, kill, running_trato, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def trato() -> Iterator[RunningTrato]:
    with running_trato() as started:
        started.command("user", "create", "--admin", "ada@ledger.example")
        yield started


@pytest.fixture
def ledger(trato: RunningTrato) -> Iterator[Ledger]:
    token = trato.command("token", "create", "--user", "ada@ledger.example").strip()
    kept = Ledger(trato.port, token)
    writers = [threading.Thread(target=kept.write_on) for _ in range(3)]
    for writer in writers:
        writer.start()
    wait_until(lambda: len(kept.acknowledged) > 20, what="writing")
    yield kept
    kept.stopping.set()
    for writer in writers:
        writer.join()


def settle(trato: RunningTrato, ledger: Ledger) -> None:
    """Writing goes on after the fault; then the ledger and the system must say the same."""
    trato.wait_ready()
    before = len(ledger.acknowledged)
    wait_until(lambda: len(ledger.acknowledged) > before + 20, what="writing after the fault")
    ledger.stopping.set()
    time.sleep(1)
    stored = [name for name in ledger.stored() if name.startswith("Ledger ")]
    lost = ledger.acknowledged.keys() - set(stored)
    assert (len(lost), len(stored) - len(set(stored))) == (0, 0)
    assert set(ledger.refusals) <= {409, 503}


def test_a_killed_web_server_loses_nothing(trato: RunningTrato, ledger: Ledger) -> None:
    (web,) = trato.processes("web")
    kill(web)

    settle(trato, ledger)


def test_a_killed_web_worker_loses_nothing(trato: RunningTrato, ledger: Ledger) -> None:
    (web,) = trato.processes("web")
    kill(web.children()[-1])

    settle(trato, ledger)


def test_a_killed_database_loses_nothing(trato: RunningTrato, ledger: Ledger) -> None:
    kill(trato.postmaster())

    settle(trato, ledger)


def test_a_killed_worker_goes_on_where_it_stood(trato: RunningTrato, ledger: Ledger) -> None:
    (worker,) = trato.processes("worker")
    kill(worker)
    wait_until(lambda: [each.pid for each in trato.processes("worker")] not in ([], [worker.pid]), what="a new worker")

    settle(trato, ledger)
    assert trato.command("doctor").count("wrong") == 0


def test_a_killed_supervisor_is_followed_by_the_next(trato: RunningTrato, ledger: Ledger) -> None:
    assert trato.supervisor is not None
    trato.supervisor.kill()
    trato.supervisor.wait()
    trato.start()

    settle(trato, ledger)


def test_it_stops_when_told_and_leaves_no_server_behind(trato: RunningTrato) -> None:
    postmaster = trato.postmaster()
    trato.stop()

    assert not postmaster.is_running()
