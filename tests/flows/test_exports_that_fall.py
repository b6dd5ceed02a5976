"""An export in the background falls, is stopped, is taken over or loses its ground: no half file is ever handed out."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from trato.customers.public import create_contacts
from trato.foundation.exports import running
from trato.foundation.exports.files import exports_folder, finished_path, part_path
from trato.foundation.exports.models import Export, ExportState
from trato.foundation.exports.public import (
    ExportNotReady,
    ExportRefused,
    Wish,
    delete_export,
    file_of,
    run_export_to_the_end,
    start_export,
    stop_export,
)
from trato.foundation.exports.queries import KEPT_FOR
from trato.foundation.exports.use_cases import finish_export, forget_old_exports, take_up_export
from trato.foundation.public import Actor, LoggedEvent, NotFound, record_kind
from trato.kit.clock import now
from trato.kit.testing.frozen_clock import frozen_clock

pytestmark = pytest.mark.usefixtures("own_home")
Begin = Callable[..., Export]


@pytest.fixture
def begin(as_alice: Actor) -> Begin:
    """Of seven contacts, not yet written."""
    create_contacts([{"name": f"Person {n}"} for n in range(7)], by=as_alice)

    def begun(format_: str = "csv", **wish: object) -> Export:
        return start_export(Wish(kind=record_kind("contact"), **wish), format_=format_, by=as_alice)  # type: ignore[arg-type]

    return begun


def on_disk() -> list[str]:
    return sorted(path.name for path in exports_folder().iterdir())


def told() -> int:
    return LoggedEvent.objects.filter(kind="foundation.export_made").count()


def names_in(path: Path) -> int:
    return path.read_text(encoding="utf-8-sig").count("Person ")


@pytest.mark.parametrize("format_", ["csv", "xlsx", "jsonl", "parquet", "vcf"])
def test_a_worker_that_falls_leaves_no_file_and_the_next_one_writes_all(
    format_: str, begin: Begin, as_alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = begin(format_)
    with monkeypatch.context() as broken:
        broken.setattr(running, "finish_export", _falls)
        with pytest.raises(KeyboardInterrupt):
            run_export_to_the_end(one.id)
    assert on_disk() == []
    assert told() == 0

    run_export_to_the_end(one.id)

    one.refresh_from_db()
    assert (one.state, one.attempt, one.row_count) == (ExportState.FINISHED, 2, 7)
    assert on_disk() == [f"{one.id}.{format_}"]
    assert told() == 1


def _falls(*_given: object, **_named: object) -> bool:
    raise KeyboardInterrupt


def test_a_frozen_worker_that_wakes_up_late_changes_nothing(begin: Begin, as_alice: Actor) -> None:
    one = begin()
    frozen = take_up_export(one.id, by=as_alice)
    assert frozen is not None
    run_export_to_the_end(one.id)
    late = part_path(one.id, frozen.attempt)
    late.write_text("half a line")

    assert not finish_export(frozen, late, count=1, cut_count=0, by=as_alice)

    one.refresh_from_db()
    assert one.row_count == 7
    assert names_in(finished_path(one.id, "csv")) == 7
    assert told() == 1


def test_a_second_run_of_what_is_done_writes_nothing(begin: Begin) -> None:
    one = begin()
    run_export_to_the_end(one.id)
    written = finished_path(one.id, "csv").stat().st_mtime_ns

    run_export_to_the_end(one.id)

    assert finished_path(one.id, "csv").stat().st_mtime_ns == written
    assert told() == 1


def test_one_that_is_stopped_while_it_writes_leaves_nothing(
    begin: Begin, as_alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody presses it between two pages."""
    one = begin()
    monkeypatch.setattr(running, "TOLD_EVERY", 0.0)
    monkeypatch.setattr(running, "step_aside_if_leaving", lambda: stop_export(one.id, by=as_alice))

    run_export_to_the_end(one.id)

    one.refresh_from_db()
    assert one.state == ExportState.STOPPED
    assert on_disk() == []
    with pytest.raises(ExportNotReady):
        file_of(one)


def test_rights_that_were_lost_before_the_worker_came_are_lost(begin: Begin, seller: Any) -> None:
    """With a reason, and without a row."""
    one = begin()
    seller.rights = {name: reach for name, reach in seller.rights.items() if "export" not in name}
    seller.save()

    run_export_to_the_end(one.id)

    one.refresh_from_db()
    assert one.state == ExportState.FAILED
    assert one.failure
    assert on_disk() == []


def test_a_filter_that_does_not_hold_any_more_never_becomes_a_file_of_everything(begin: Begin) -> None:
    one = begin(given={"lifecycle_stage": ["lead"]})
    Export.objects.filter(pk=one.pk).update(given={"gone_field": ["x"]})

    run_export_to_the_end(one.id)

    one.refresh_from_db()
    assert one.state == ExportState.FAILED
    assert "gone_field" in one.failure
    assert on_disk() == []


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"format_": "exe"}, "does not write such files"),
        ({"format_": ""}, "does not write such files"),
        ({"format_": "vcf", "card_version": "9.0"}, "does not write such files"),
    ],
)
def test_a_format_that_is_none_is_refused_before_it_begins(facts: dict[str, str], reason: str, as_alice: Actor) -> None:
    with pytest.raises(ExportRefused, match=reason):
        start_export(Wish(kind=record_kind("contact")), by=as_alice, **facts)  # type: ignore[arg-type]
    assert not Export.objects.exists()


def test_what_is_no_person_is_no_card(as_alice: Actor) -> None:
    with pytest.raises(ExportRefused, match="Only people"):
        start_export(Wish(kind=record_kind("task")), format_="vcf", by=as_alice)


def test_a_deleted_one_is_gone_with_what_was_asked_for(begin: Begin, as_alice: Actor) -> None:
    one = begin(given={"q": ["Person 3"]})
    run_export_to_the_end(one.id)

    delete_export(one.id, by=as_alice)

    one.refresh_from_db()
    assert (one.state, one.given, one.ids) == (ExportState.GONE, {}, None)
    assert on_disk() == []


def test_nobody_deletes_or_stops_that_of_another(begin: Begin, as_bob: Actor) -> None:
    one = begin()
    for act in (delete_export, stop_export):
        with pytest.raises(NotFound):
            act(one.id, by=as_bob)
    one.refresh_from_db()
    assert one.is_under_way


def test_files_go_when_their_time_is_over_and_no_day_before(begin: Begin) -> None:
    kept, waiting = begin(), begin()
    run_export_to_the_end(kept.id)
    with frozen_clock(now()) as clock:
        clock.advance(KEPT_FOR - timedelta(minutes=1))
        assert forget_old_exports() == 0
        clock.advance(timedelta(minutes=2))
        assert forget_old_exports() == 1

    assert on_disk() == []
    waiting.refresh_from_db()
    assert waiting.is_under_way, "what nobody has written yet is not old"


def test_files_of_nobody_go_with_the_next_sweep(begin: Begin) -> None:
    run_export_to_the_end(begin().id)
    (exports_folder() / "00000000-0000-0000-0000-000000000000.csv").write_text("x")

    assert forget_old_exports() == 1
    assert len(on_disk()) == 1
