"""Server, supervisor, web and worker killed while in use: nothing acknowledged is lost, nothing is there twice."""

import signal
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import psutil
import pytest
from django.conf import settings

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


def test_a_database_restarted_again_and_again_is_told_with_503_and_when_to_ask_again(
    trato: RunningTrato, ledger: Ledger
) -> None:
    for way in (signal.SIGINT, signal.SIGQUIT, signal.SIGINT):  # fast and immediate, as `pg_ctl restart` does it
        before, postmaster = len(ledger.acknowledged), trato.postmaster()
        postmaster.send_signal(way)
        wait_until(lambda: not postmaster.is_running(), what="the end of the server")  # noqa: B023
        wait_until(lambda: len(ledger.acknowledged) > before + 20, what="writing after the restart")  # noqa: B023

    settle(trato, ledger)
    assert ledger.told_to_wait
    assert all(each and int(each) > 0 for each in ledger.told_to_wait)


def test_while_the_database_is_gone_every_door_says_so(trato: RunningTrato, ledger: Ledger) -> None:
    """A program, a person, and whoever watches it; the database's supervisor sleeps, so nobody starts it again."""
    assert trato.supervisor is not None
    supervisor = psutil.Process(trato.supervisor.pid)
    supervisor.suspend()
    try:
        kill(trato.postmaster())
        wait_until(lambda: not trato.is_ready(), what="not ready")
        told = {path: answer_to(trato, path) for path in ("/api/v1/contacts", "/contacts/", "/readyz")}
    finally:
        supervisor.resume()

    assert {path: status for path, (status, _wait) in told.items()} == dict.fromkeys(told, 503)
    assert all(wait for _status, wait in told.values()), told
    settle(trato, ledger)


def answer_to(trato: RunningTrato, path: str) -> tuple[int, str | None]:
    request = urllib.request.Request(f"http://127.0.0.1:{trato.port}{path}")
    request.add_header("Authorization", "Bearer anything")
    request.add_header("Cookie", f"{settings.SESSION_COOKIE_NAME}={'a' * 32}")  # whose it is must be looked up
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, None
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers["Retry-After"]


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
