"""An undo that is stopped, overtaken, looked at first, too late, or not one's own."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.flows.test_change_sets import done, people
from tests.flows.test_undoing import change, imported, reasons
from trato.customers.public import (
    Contact,
)
from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.change_sets.errors import ChangeSetRefused
from trato.foundation.change_sets.queries import latest_undo, why_not_undone
from trato.foundation.change_sets.running import run_to_the_end, undo
from trato.foundation.change_sets.use_cases.preview import preview_undo
from trato.foundation.change_sets.use_cases.run import do_chunk, stop_change_set, take_up
from trato.foundation.change_sets.use_cases.undo import start_undo
from trato.foundation.changes.models import Change, ChangeSet, SetState
from trato.foundation.imports.models import Import
from trato.kit.clock import now


def test_a_stopped_act_is_undone_as_far_as_it_came(as_alice: Actor) -> None:
    from tests.flows.test_change_sets import prepared
    from trato.foundation.change_sets.use_cases.run import run_change_set

    ids = people(5, by=as_alice)
    one = run_change_set(prepared("edit", ids, {"source": "Fair"}, by=as_alice).id, by=as_alice)
    taken = take_up(one.id, by=as_alice)
    assert taken
    do_chunk(taken, limit=2, by=as_alice)
    with pytest.raises(ChangeSetRefused, match="under way"):
        undo(one.id, by=as_alice)
    stop_change_set(one.id, by=as_alice)

    back = undo(one.id, by=as_alice)

    assert back.total == 2
    assert not Contact.objects.filter(source="Fair").exists()


def test_a_stopped_undo_goes_on_from_there(as_alice: Actor) -> None:
    ids = people(5, by=as_alice)
    one = done("edit", ids, {"source": "Fair"}, by=as_alice)
    begun = start_undo(one.id, by=as_alice)
    taken = take_up(begun.id, by=as_alice)
    assert taken
    do_chunk(taken, limit=2, by=as_alice)
    stop_change_set(begun.id, by=as_alice)
    assert Contact.objects.filter(source="Fair").count() == 3

    again = undo(one.id, by=as_alice)

    assert again.id == begun.id
    assert not Contact.objects.filter(source="Fair").exists()
    assert latest_undo(one) == again


def test_a_late_worker_undoes_nothing_a_second_time(as_alice: Actor) -> None:
    one = done("edit", people(3, by=as_alice), {"source": "Fair"}, by=as_alice)
    begun = start_undo(one.id, by=as_alice)
    late = take_up(begun.id, by=as_alice)
    run_to_the_end(begun.id)

    assert late
    assert not do_chunk(late, limit=5, by=as_alice)
    assert Change.objects.filter(change_set_id=begun.id).count() == 3


def test_a_preview_says_what_would_stay_and_changes_nothing(as_alice: Actor, as_ada: Actor) -> None:
    ids = people(3, by=as_alice)
    one = done("edit", ids, {"source": "Fair"}, by=as_alice)
    change(ids[0], by=as_ada, source="By Ada")

    preview = preview_undo(one.id, by=as_alice)

    assert (preview.total, preview.outcome.changed, preview.outcome.refused) == (3, 2, 1)
    assert [(each.before, each.after) for each in preview.samples] == [({"source": "Fair"}, {"source": None})] * 2
    assert Contact.objects.filter(source="Fair").count() == 2
    assert latest_undo(one) is None


def test_after_its_days_a_set_is_not_undone(as_alice: Actor) -> None:
    one = done("edit", people(1, by=as_alice), {"source": "Fair"}, by=as_alice)
    ChangeSet.objects.filter(pk=one.id).update(created_at=now() - timedelta(days=91))
    one.refresh_from_db()

    assert "90 days" in why_not_undone(one)
    with pytest.raises(ChangeSetRefused):
        undo(one.id, by=as_alice)


def test_an_import_that_runs_is_stopped_first(as_alice: Actor, tmp_path: Path) -> None:
    one = imported("name,email\nAna,ana@f.example\n", tmp_path, by=as_alice)
    Import.objects.filter(change_set=one).update(state="running")

    assert "under way" in why_not_undone(one)


def test_things_that_are_no_records_are_told(as_alice: Actor) -> None:
    one = ChangeSet.objects.create(kind="import", label="x", actor_kind="user", actor_id=as_alice.id, door="import")
    Change.objects.create(
        record_type="team",
        record_id=one.id,
        version=1,
        act="update",
        actor_kind="user",
        door="page",
        change_set_id=one.id,
    )

    taken = undo(one.id, by=as_alice)

    assert (taken.state, reasons(taken)) == (SetState.FINISHED, ["This cannot be taken back here."])


def test_only_who_did_it_or_looks_after_it_undoes_it(as_alice: Actor, as_bob: Actor, as_ada: Actor) -> None:
    ids = people(1, by=as_alice)
    one = done("edit", ids, {"source": "Fair"}, by=as_alice)

    with pytest.raises(NotFound):
        undo(one.id, by=as_bob)
    undo(one.id, by=as_ada)

    assert Contact.objects.get(pk=ids[0]).source == ""


def test_the_system_may_undo_what_anybody_did(as_alice: Actor) -> None:
    ids = people(1, by=as_alice)
    one = done("edit", ids, {"source": "Fair"}, by=as_alice)

    undo(one.id, by=SYSTEM.at("command"))

    assert Contact.objects.get(pk=ids[0]).source == ""
