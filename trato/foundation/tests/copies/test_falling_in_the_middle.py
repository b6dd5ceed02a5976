"""A copy that is written or brought in only in part is never taken for a whole one."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from trato.foundation.actors.actor import SYSTEM
from trato.foundation.copies import arriving, taking
from trato.foundation.copies.arriving import bring_copy_in
from trato.foundation.copies.errors import CopyRefused
from trato.foundation.copies.events import CopyArrived, CopyTaken
from trato.foundation.copies.manifest import read_manifest
from trato.foundation.copies.queries import arriving_copy, refuse_half_a_home
from trato.foundation.copies.taking import take_copy
from trato.foundation.events.models import LoggedEvent
from trato.foundation.people.models import User
from trato.foundation.tests.copies.copying import contents, elsewhere, references, users_in

pytestmark = pytest.mark.django_db(transaction=True)

pytestmark = pytest.mark.django_db(transaction=True)

BY = SYSTEM.at("command")


def test_a_copy_is_of_one_moment(company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What others write meanwhile is in none of its tables."""
    written = taking._write_table
    other = connection.copy()

    def write(folder: Path, table: Any) -> Any:
        if table.name == "foundation_team":
            with other.cursor() as cursor:
                cursor.execute("update foundation_user set name = 'Somebody else' where name = 'Ada'")
        return written(folder, table)

    monkeypatch.setattr(taking, "_write_table", write)
    try:
        take_copy(tmp_path / "copy", by=BY)
    finally:
        other.close()

    assert User.objects.filter(name="Somebody else").exists()
    assert b"Somebody else" not in users_in(tmp_path / "copy")


class Killed(BaseException):
    """As a signal is, nothing catches it."""


def test_a_run_that_is_killed_leaves_no_copy(company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(folder: Path) -> Any:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(taking, "_copy_files", killed)
        with pytest.raises(Killed):
            take_copy(tmp_path / "copy", by=BY)
    assert not (tmp_path / "copy").exists()
    (tmp_path / ".copy.unfinished" / "tables").mkdir(parents=True)
    (tmp_path / ".copy.unfinished" / "tables" / "event.jsonl.gz").write_text("half of it")

    take_copy(tmp_path / "copy", by=BY)

    assert read_manifest(tmp_path / "copy")[0].rows > 0
    assert not (tmp_path / ".copy.unfinished").exists()


def test_two_do_not_write_one_copy(company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with taking._unfinished(tmp_path / "copy"), pytest.raises(CopyRefused, match="Another export"):
        take_copy(tmp_path / "copy", by=BY)


def test_a_directory_that_holds_something_is_not_written_to(company: Any, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "mine.txt").write_text("mine")

    with pytest.raises(CopyRefused, match="is there already"):
        take_copy(tmp_path / "copy", by=BY)
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["mine.txt"]


def test_an_import_that_is_killed_goes_on_at_the_row_where_it_was(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trato.foundation.jobs.pacing.FIRST", 2)
    monkeypatch.setattr("trato.foundation.jobs.pacing.FEWEST", 1)
    monkeypatch.setattr("trato.foundation.jobs.pacing.MOST", 2)
    take_copy(tmp_path / "copy", by=BY, with_secrets=True)
    LoggedEvent.objects.filter(kind=CopyTaken.kind).delete()
    before, held = contents(), references()
    elsewhere(tmp_path, monkeypatch)

    falls = 0
    while _is_killed_again(tmp_path / "copy", monkeypatch):
        falls += 1
        with pytest.raises(CopyRefused, match="only half in this home"):
            refuse_half_a_home()

    LoggedEvent.objects.filter(kind=CopyArrived.kind).delete()
    assert falls > 5
    assert (contents(), references()) == (before, held)
    refuse_half_a_home()


def _is_killed_again(copy: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    with monkeypatch.context() as patched:
        _fall_after(4, patched)
        try:
            bring_copy_in(copy, by=BY)
        except Killed:
            return True
    return False


def _fall_after(pieces: int, patched: pytest.MonkeyPatch) -> None:
    """In the middle of a transaction, after so many of them."""
    note, left = arriving.note_arrived, [pieces]

    def fall(*args: Any, **told: Any) -> None:
        note(*args, **told)
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    patched.setattr(arriving, "note_arrived", fall)


def test_a_fall_at_the_very_end_is_mended_too(company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_copy(tmp_path / "copy", by=BY)
    held = references()
    elsewhere(tmp_path, monkeypatch)

    def killed() -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(arriving, "erase_again", killed)
        with pytest.raises(Killed):
            bring_copy_in(tmp_path / "copy", by=BY)
    bring_copy_in(tmp_path / "copy", by=BY)

    assert (arriving_copy(), references()) == (None, held)


def test_another_copy_does_not_go_into_a_home_that_is_half_full(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_copy(tmp_path / "copy", by=BY)
    take_copy(tmp_path / "later", by=BY)
    elsewhere(tmp_path, monkeypatch)
    assert _is_killed_again(tmp_path / "copy", monkeypatch)

    with pytest.raises(CopyRefused, match="Another copy is half in this home"):
        bring_copy_in(tmp_path / "later", by=BY)
