"""Whoever is killed in the middle of a bulk edit: the tables end as those of an undisturbed run."""

import random
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.faults.running import VICTIMS, Ledger, RunningTrato, running_trato, strike, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
PEOPLE = 20_000


@pytest.fixture(scope="module")
def trato() -> Iterator[RunningTrato]:
    with running_trato() as started:
        started.command("user", "create", "--admin", "ada@ledger.example")
        started.command("seed", "--contacts", str(PEOPLE))
        yield started


@pytest.fixture
def program(trato: RunningTrato) -> Ledger:
    return Ledger(trato.port, trato.command("token", "create", "--user", "ada@ledger.example").strip())


@pytest.mark.parametrize("seed", [1, 2, 3, *(pytest.param(each, marks=pytest.mark.long) for each in range(4, 21))])
def test_whoever_is_killed_nothing_is_done_twice_or_left_out(seed: int, trato: RunningTrato, program: Ledger) -> None:
    edit = {"kind": "contact", "act": "edit", "selection": {"all": True}, "values": {"source": f"Fair {seed}"}}
    status, one = program.call("POST", "/change-sets", edit)
    assert status == 202, one

    def told() -> dict[str, object]:
        with suppress(OSError):
            status, found = program.call("GET", f"/change-sets/{one['id']}")
            if status == 200:
                return dict(found)
        return {"state": "", "counts": {"done": 0}}

    wait_until(lambda: told()["counts"]["done"] > 200, what="a few chunks")  # type: ignore[index]  # JSON
    chance = random.Random(seed)  # noqa: S311  # when and whom
    for name in chance.sample(VICTIMS, 2):
        time.sleep(chance.random() * 3)
        strike(trato, name)
    trato.wait_ready()
    wait_until(lambda: told()["state"] == "finished", seconds=400, what="the end of the edit")

    # As many versions as records, each of them changed: what an undisturbed run answers.
    assert told()["counts"] == {"done": one["total"], "changed": one["total"], "same": 0, "refused": 0}
    status, again = program.call("POST", "/change-sets/preview", edit)
    assert (again["total"], again["changed"], again["same"]) == (one["total"], 0, again["tried"])
    undo = program.call("GET", f"/change-sets/{one['id']}/undo")[1]
    assert undo["total"] == one["total"]
