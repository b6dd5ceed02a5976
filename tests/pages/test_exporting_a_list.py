"""A list becomes a file: at once when it is small, by a worker when it is large."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from trato.customers.public import Contact, create_contacts
from trato.foundation.exports import use_cases
from trato.foundation.exports.public import (
    Export,
    ExportState,
    Wish,
    export_of,
    file_of,
    run_export_to_the_end,
    start_export,
    stop_export,
)
from trato.foundation.public import Actor, LoggedEvent, User, record_kind
from trato.kit.clock import now
from trato.kit.testing.frozen_clock import frozen_clock

START = "/exports/new/contacts/"
SHOWN = {"columns": "shown", "format": "csv", "mark": "on"}


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def in_background(as_alice: Actor, home: Path) -> Callable[..., Export]:
    """An export that a worker has not taken up yet."""

    def start(by: Actor = as_alice, **wish: object) -> Export:
        return start_export(Wish(kind=record_kind("contact"), **wish), format_="csv", by=by)

    return start


def content(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def names(answer: HttpResponse) -> list[str]:
    rows = csv.DictReader(io.StringIO(content(answer).decode("utf-8-sig"), newline=""))
    return [row["Name"] for row in rows]


def test_the_list_offers_its_export_with_what_it_shows(page: Client, nuria: Contact) -> None:
    shown = page.get("/contacts/?lifecycle_stage=lead&sort=-name").content.decode()
    assert "/exports/new/contacts/?lifecycle_stage=lead&amp;sort=-name" in shown


def test_who_may_not_export_is_offered_none(client: Client, charlie: User, nuria: Contact) -> None:
    client.force_login(charlie)
    assert client.get(START).status_code == 403
    assert client.post(START, SHOWN).status_code == 403


def test_a_small_list_comes_at_once(page: Client, as_alice: Actor, nuria: Contact) -> None:
    create_contacts([{"name": "Other", "lifecycle_stage": "customer"}], by=as_alice)
    answer = page.post(f"{START}?lifecycle_stage=lead", SHOWN)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="contacts-')
    assert answer["Cache-Control"] == "private, no-store"
    assert names(answer) == ["Núria Bosch"]
    assert LoggedEvent.objects.get(kind="foundation.export_made").data["count"] == 1
    assert not Export.objects.exists(), "nothing of it is kept"


def test_a_selection_is_exported_alone(page: Client, as_alice: Actor, nuria: Contact) -> None:
    (other,) = create_contacts([{"name": "Other"}], by=as_alice)
    assert names(page.post(START, {**SHOWN, "ids": str(other.id)})) == ["Other"]
    assert str(other.id) in page.get(f"{START}?ids={other.id}").content.decode()


@pytest.mark.parametrize("sent", [{}, {"columns": "none", "format": "csv"}, {"columns": "all", "format": "pdf"}])
def test_a_form_that_says_nothing_useful_is_shown_again(page: Client, nuria: Contact, sent: dict[str, str]) -> None:
    assert page.post(START, sent).status_code == 422


def test_a_selection_that_is_none_is_refused_in_words(page: Client, nuria: Contact) -> None:
    assert page.get(f"{START}?ids=x").status_code == 422


def test_a_large_list_is_written_in_the_background(
    page: Client, nuria: Contact, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trato.web.exports.views.LARGE", 0)
    answer = page.post(START, {**SHOWN, "columns": "all"})
    one = Export.objects.get()
    assert answer["Location"] == f"/exports/{one.id}/"
    assert "Waiting" in page.get(f"/exports/{one.id}/").content.decode()
    assert one.total == 0, "nobody waits at the page while all rows are counted"
    run_export_to_the_end(one.id)
    one.refresh_from_db()
    assert (one.total, one.row_count) == (1, 1)
    shown = page.get(f"/exports/{one.id}/").content.decode()
    assert "1 row is in the file." in shown
    assert names(page.get(f"/exports/{one.id}/file/")) == ["Núria Bosch"]
    assert one.file_name in page.get("/exports/").content.decode()


def test_no_percent_is_shown_before_the_rows_are_counted(
    page: Client, nuria: Contact, as_alice: Actor, home: Path
) -> None:
    one = use_cases.take_up_export(
        start_export(Wish(kind=record_kind("contact")), format_="csv", by=as_alice).id, by=as_alice
    )
    assert one is not None
    shown = page.get(f"/exports/{one.id}/").content.decode()
    assert "Running" in shown
    assert not [sign for sign in (" %</span>", "progressbar") if sign in shown]

    assert use_cases.note_total(one, total=4, by=as_alice)
    use_cases.note_progress(one, count=2, by=as_alice)
    assert "50 %" in page.get(f"/exports/{one.id}/").content.decode()


def test_only_its_maker_and_administrators_fetch_a_file(
    client: Client, bob: User, ada: User, in_background: Callable[..., Export]
) -> None:
    one = in_background()
    run_export_to_the_end(one.id)
    for user, status in ((bob, 404), (ada, 200)):
        client.force_login(user)
        answer = client.get(f"/exports/{one.id}/file/")
        assert answer.status_code == status
        assert status == 404 or names(answer) == []


def test_the_file_lies_in_the_home_readable_by_its_owner_only(in_background: Callable[..., Export], home: Path) -> None:
    one = in_background()
    run_export_to_the_end(one.id)
    path = file_of(export_of(one.id, seen_by=one.user.acting()))
    assert path.is_relative_to(home)
    assert path.stat().st_mode & 0o077 == 0


def test_a_stopped_export_leaves_no_file(page: Client, in_background: Callable[..., Export], home: Path) -> None:
    one = in_background()
    page.post(f"/exports/{one.id}/stop/")
    run_export_to_the_end(one.id)
    assert Export.objects.get().state == ExportState.STOPPED
    assert page.get(f"/exports/{one.id}/file/").status_code == 422
    assert list((home / "files" / "exports").iterdir()) == []


def test_rights_are_those_of_the_moment_in_which_it_is_written(
    in_background: Callable[..., Export], nuria: Contact, alice: User
) -> None:
    one = in_background()
    alice.roles.clear()
    run_export_to_the_end(one.id)
    one.refresh_from_db()
    assert one.state == ExportState.FAILED
    assert one.failure
    assert not LoggedEvent.objects.filter(kind="foundation.export_made").exists()


def test_a_second_worker_begins_anew_and_the_first_one_finishes_nothing(
    in_background: Callable[..., Export], as_alice: Actor, nuria: Contact, home: Path
) -> None:
    one = in_background()
    first = use_cases.take_up_export(one.id, by=as_alice)
    assert first
    run_export_to_the_end(one.id)
    part = home / "files" / "exports" / "late.part"
    part.write_text("half")
    assert not use_cases.finish_export(first, part, count=0, cut_count=0, by=as_alice)
    one.refresh_from_db()
    assert (one.state, one.row_count) == (ExportState.FINISHED, 1)
    assert LoggedEvent.objects.filter(kind="foundation.export_made").count() == 1


def test_files_go_after_seven_days_and_strays_with_them(
    page: Client, in_background: Callable[..., Export], home: Path
) -> None:
    one = in_background()
    run_export_to_the_end(one.id)
    (home / "files" / "exports" / "stray.csv").write_text("x")
    assert use_cases.forget_old_exports() == 1
    with frozen_clock(now() + timedelta(days=7, minutes=1)):
        assert use_cases.forget_old_exports() == 1
    assert list((home / "files" / "exports").iterdir()) == []
    assert page.get(f"/exports/{one.id}/file/").status_code == 422
    assert "deleted" in page.get(f"/exports/{one.id}/").content.decode()


def test_its_maker_may_delete_it_before(page: Client, in_background: Callable[..., Export], home: Path) -> None:
    one = in_background()
    run_export_to_the_end(one.id)
    page.post(f"/exports/{one.id}/delete/")
    assert list((home / "files" / "exports").iterdir()) == []


def test_others_can_neither_stop_nor_delete(
    as_bob: Actor, client: Client, bob: User, in_background: Callable[..., Export]
) -> None:
    one = in_background()
    client.force_login(bob)
    assert client.post(f"/exports/{one.id}/stop/").status_code == 404
    assert client.post(f"/exports/{one.id}/delete/").status_code == 404
    assert stop_export(one.id, by=one.user.acting()).state == ExportState.STOPPED
