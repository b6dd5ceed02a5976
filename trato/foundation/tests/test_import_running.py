"""A run that is cut off, taken over, stopped or refused leaves whole chunks behind and nothing twice."""

from itertools import islice
from pathlib import Path

import pytest
from procrastinate.exceptions import JobRetry

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.registry import record_kind
from trato.foundation.imports import running
from trato.foundation.imports.models import Import, State
from trato.foundation.imports.plans import given_row, plan_of
from trato.foundation.imports.queries import import_of, progress_of, recent_imports, table_of
from trato.foundation.imports.use_cases.choose import choose_columns, choose_matching
from trato.foundation.imports.use_cases.preview import preview_import
from trato.foundation.imports.use_cases.run import bring_in_chunk, prepare_run, run_import, stop_import, take_up
from trato.foundation.imports.use_cases.start import start_import_of
from trato.foundation.jobs import pacing
from trato.foundation.jobs.leaving import LEAVING
from trato.foundation.jobs.retrying import LONG
from trato.foundation.people.models import Role, User
from trato.foundation.tests.test_operating_jobs import as_attempt, job

ROWS = 12


@pytest.fixture
def guests(tmp_path: Path) -> Path:
    path = tmp_path / "guests.csv"
    path.write_text("name,email\n" + "".join(f"Guest {n},guest{n}@f.example\n" for n in range(ROWS)))
    return path


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST", "FEWEST", "MOST"):
        monkeypatch.setattr(pacing, name, 5)


@pytest.fixture
def ready(guests: Path, alice: User, small: None) -> Import:
    by = alice.acting("import")
    one = start_import_of(guests, kind="contact", file_name="guests.csv", by=by)
    choose_columns(one.id, fields=one.mapping, by=by)
    choose_matching(one.id, key="email", rule="update", by=by)
    return prepare_run(one.id, by=by)


def contacts() -> list[str]:
    return sorted(record_kind("contact").model().objects.values_list("name", flat=True))


ALL = sorted(f"Guest {n}" for n in range(ROWS))


def run_one_chunk(one: Import, by: Actor) -> bool:
    taken = take_up(one.id, by=by)
    assert taken is not None
    plan = plan_of(taken, by=by, change_set=taken.change_set.id)
    rows = [given_row(plan, row) for row in islice(table_of(taken).rows(after_line=taken.position), 5)]
    return bring_in_chunk(taken, rows, plan=plan, by=by)


def test_it_goes_on_where_it_was_cut_off(ready: Import, alice: User) -> None:
    run_one_chunk(ready, alice.acting("import"))
    assert len(contacts()) == 5

    running.run_to_the_end(ready.id)

    ready.refresh_from_db()
    assert contacts() == ALL
    assert (ready.state, ready.row_count, ready.created_count, ready.updated_count) == ("finished", ROWS, ROWS, 0)


def test_a_worker_that_was_overtaken_writes_nothing(ready: Import, alice: User) -> None:
    by = alice.acting("import")
    late = take_up(ready.id, by=by)
    plan = plan_of(late, by=by, change_set=late.change_set.id)
    rows = [given_row(plan, row) for row in islice(table_of(late).rows(), 5)]
    run_one_chunk(ready, by)

    assert not bring_in_chunk(late, rows, plan=plan, by=by)
    ready.refresh_from_db()
    assert ready.row_count == 5


def test_running_it_twice_is_running_it_once(ready: Import) -> None:
    running.run_to_the_end(ready.id)
    running.run_to_the_end(ready.id)

    ready.refresh_from_db()
    assert (ready.row_count, contacts()) == (ROWS, ALL)


def test_a_chunk_that_breaks_leaves_nothing(ready: Import, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trato.foundation.imports.use_cases.run._keep", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_one_chunk(ready, alice.acting("import"))

    ready.refresh_from_db()
    assert (ready.position, ready.row_count, contacts()) == (0, 0, [])


def test_stopped_it_keeps_what_is_in_and_goes_on_later(ready: Import, alice: User) -> None:
    by = alice.acting("import")
    run_one_chunk(ready, by)
    stop_import(ready.id, by=by)
    running.run_to_the_end(ready.id)
    assert len(contacts()) == 5

    prepare_run(ready.id, by=by)
    running.run_to_the_end(ready.id)

    assert contacts() == ALL


def test_a_file_that_is_gone_is_told_and_not_retried_for_ever(ready: Import, guests: Path) -> None:
    guests.unlink()
    running.run_to_the_end(ready.id)

    ready.refresh_from_db()
    assert (ready.state, ready.failure) == (State.FAILED, "The file “guests.csv” is gone.")


def test_rights_are_those_of_the_moment(ready: Import, seller: Role) -> None:
    seller.rights = {}
    seller.save()
    running.run_to_the_end(ready.id)

    ready.refresh_from_db()
    assert (ready.state, contacts()) == (State.FAILED, [])
    assert "does not allow" in ready.failure


def test_its_progress_is_told_by_lines(ready: Import, alice: User) -> None:
    assert progress_of(ready).percent == 0
    run_one_chunk(ready, alice.acting("import"))
    ready.refresh_from_db()

    told = progress_of(ready)
    assert 30 < told.percent < 60
    assert told.seconds_left is not None


def test_a_job_is_left_for_the_workers(guests: Path, alice: User) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    by = alice.acting()
    one = start_import_of(guests, kind="contact", file_name="guests.csv", by=by)
    choose_columns(one.id, fields=one.mapping, by=by)
    choose_matching(one.id, key="email", rule="update", by=by)
    run_import(one.id, by=by)

    job = ProcrastinateJob.objects.get(task_name="foundation.run_import", args={"import_id": str(one.id)})
    assert job.queue_name == LONG, "what takes a moment does not wait behind it"


def test_it_steps_aside_for_a_worker_that_leaves_and_goes_on_with_the_next(ready: Import, alice: User) -> None:
    run_one_chunk(ready, alice.acting("import"))
    LEAVING.set()
    try:
        with pytest.raises(JobRetry):
            as_attempt(job(), lambda: running.run_to_the_end(ready.id))
    finally:
        LEAVING.clear()
    assert len(contacts()) == 5

    running.run_to_the_end(ready.id)

    assert contacts() == ALL


def test_a_preview_leaves_nothing_but_its_counts(guests: Path, alice: User) -> None:
    by = alice.acting()
    one = start_import_of(guests, kind="contact", file_name="guests.csv", by=by)
    choose_columns(one.id, fields=one.mapping, by=by)
    choose_matching(one.id, key="email", rule="update", by=by)
    told = preview_import(one.id, by=by).preview

    assert (told["rows"], told["created"], told["failed"]) == (ROWS, ROWS, 0)
    assert contacts() == []


def test_an_import_is_its_owners_and_the_administrators(ready: Import, bob: User, ada: User, alice: User) -> None:
    assert import_of(ready.id, seen_by=ada.acting()).id == ready.id
    assert [each.id for each in recent_imports(seen_by=alice.acting())] == [ready.id]
    assert list(recent_imports(seen_by=bob.acting())) == []
