"""Notes and what happened before, brought in from a file: each with its customer, its day and its writer."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from trato.customers.public import Company, Contact, Note, story_of_company, story_of_contact, write_note
from trato.customers.tests.importing import Bring, bring, counts, problems
from trato.foundation.public import (
    Actor,
    ChangeSet,
    Import,
    User,
    choose_columns,
    choose_matching,
    preview_import,
    start_import,
    undo,
)

__all__ = ["bring"]

NOTES = (
    "Note ID,E-mail,Company name,Note body,Create date,Created by\n"
    "n1,nuria@bakery.example,,Wants a quote,2021-03-04 10:30,alice@acequia.example\n"
    "n2,,Corner Bakery,The oven is new,2020-01-31,\n"
)


def test_each_note_stands_at_its_customer_where_it_was_written_then(
    bring: Bring, nuria: Contact, bakery: Company, as_alice: Actor, alice: User
) -> None:
    assert counts(bring(NOTES, kind="notes")) == (2, 0, 0, 0)
    first, second = Note.objects.order_by("-created_at")
    assert (first.contact_id, first.body, first.author_id) == (nuria.id, "Wants a quote", alice.id)
    assert first.created_at == datetime(2021, 3, 4, 10, 30, tzinfo=UTC)
    assert (second.company_id, second.contact_id) == (bakery.id, None)
    told = [entry for entry in story_of_contact(nuria.id, seen_by=as_alice).entries if entry.record == first]
    assert [entry.at.year for entry in told] == [2021]
    assert second in [entry.record for entry in story_of_company(bakery.id, seen_by=as_alice).entries]


def test_a_second_file_changes_the_notes_that_it_names(bring: Bring, nuria: Contact, bakery: Company) -> None:
    bring(NOTES, kind="notes")
    changed = NOTES.replace("Wants a quote", "Has the quote")
    assert counts(bring(changed, kind="notes")) == (0, 1, 1, 0)
    assert sorted(Note.objects.values_list("body", flat=True)) == ["Has the quote", "The oven is new"]


def test_the_same_note_of_the_same_day_is_not_written_twice(bring: Bring, nuria: Contact) -> None:
    plain = "E-mail,Text,Date\nnuria@bakery.example,Hello,2021-03-04\n"
    assert counts(bring(plain, kind="notes")) == (1, 0, 0, 0)
    assert counts(bring(plain + "nuria@bakery.example,Hello,2021-03-04\n", kind="notes")) == (0, 0, 2, 0)


def test_rows_that_are_about_nobody_or_say_nothing_come_back(bring: Bring, nuria: Contact) -> None:
    bad = (
        "E-mail,Text,Date\n"
        "nobody@bakery.example,Hello,2021-03-04\n"
        "nuria@bakery.example,,2021-03-04\n"
        ",Hello,2021-03-04\n"
        "nuria@bakery.example,Hello,2921-03-04\n"
    )
    assert counts(bring(bad, kind="notes")) == (0, 0, 0, 4)
    assert [(line, reason) for line, _column, _value, reason in problems()] == [
        (2, "Nobody you see is known by “nobody@bakery.example”."),
        (3, "There is no text."),
        (4, "Say whom it is about: a contact or a company that is there."),
        (5, "This moment is too long ago or still to come."),
    ]


def test_what_happened_before_has_its_kind_and_its_day(bring: Bring, nuria: Contact, as_alice: Actor) -> None:
    happened = (
        "E-mail,What happened,Date,Text\n"
        "nuria@bakery.example,Purchase,2019-05-02,Two panels\n"
        "nuria@bakery.example,Visited the fair,2018-05-02,\n"
        "nuria@bakery.example,,2018-05-02,No kind\n"
        "nuria@bakery.example,Purchase,,No day\n"
    )
    assert counts(bring(happened, kind="history")) == (2, 0, 0, 2)
    assert list(Note.objects.order_by("created_at").values_list("what", "body")) == [
        ("Visited the fair", "Visited the fair"),
        ("Purchase", "Two panels"),
    ]
    years = [each.at.year for each in story_of_contact(nuria.id, seen_by=as_alice).entries]
    assert years[-2:] == [2019, 2018]


def test_a_file_of_notes_is_taken_back(
    bring: Bring, nuria: Contact, bakery: Company, as_alice: Actor, as_ada: Actor
) -> None:
    bring(NOTES, kind="notes")
    mine = write_note("Written by hand", by=as_alice, contact_id=nuria.id)
    undone = undo(ChangeSet.objects.get(kind="import").id, by=as_ada)
    assert undone.counts["refused"] == 0
    assert list(Note.objects.filter(deleted_at=None)) == [mine]


def test_the_preview_of_notes_says_what_would_happen(
    nuria: Contact, as_alice: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    one = start_import(kind="note", file_name="notes.csv", content=[NOTES.encode()], by=as_alice)
    choose_columns(one.id, fields=one.mapping, by=as_alice)
    choose_matching(one.id, key=None, rule="update", by=as_alice)
    told = preview_import(one.id, by=as_alice).preview
    assert (told["created"], told["failed"]) == (2, 0)
    assert not Note.objects.exists()
    assert Import.objects.get().mapping == ["old_id", "contact.email", "company", "body", "written_at", "author"]
