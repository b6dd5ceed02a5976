"""Contacts from a file: created with what belongs to them, by whom, and told."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from trato.customers.public import Contact
from trato.customers.tests.importing import Bring, bring, counts
from trato.foundation.public import Change, ChangeSet, Import, LoggedEvent, User
from trato.kit.errors import DomainError

__all__ = ["bring"]


def test_rows_become_contacts(bring: Bring) -> None:
    result = bring("Full name,E-mail,Phone,Company,Town\nAna Ferrer,ana@f.example,600 190 044,Ferrer SL,Soria\n")

    ana = Contact.objects.get()
    assert set(result) == {"rows", "created", "updated", "skipped", "failed", "seconds", "change_set"}
    assert counts(result) == (1, 0, 0, 0)
    assert ana.name == "Ana Ferrer"
    assert ana.positions.get().company.name == "Ferrer SL"
    assert set(ana.identities.values_list("normalised", flat=True)) == {"ana@f.example", "+34600190044"}
    assert ana.addresses.get().city == "Soria"


def test_each_change_says_which_file_and_line_it_comes_from(bring: Bring) -> None:
    result = bring("name\nAna\nEva\n", name="fair.csv")

    assert sorted(Change.objects.values_list("source", flat=True)) == ["fair.csv, line 2", "fair.csv, line 3"]
    assert {str(each) for each in Change.objects.values_list("change_set_id", flat=True)} == {result["change_set"]}


def test_the_change_set_tells_what_the_file_did(bring: Bring) -> None:
    bring("name,email\nAna,ana@f.example\nEva,eva\n", name="fair.csv")

    done = ChangeSet.objects.get()
    assert (done.kind, done.label, done.door) == ("import", "fair.csv", "command")
    assert done.counts == {"created": 1, "updated": 0, "skipped": 0, "failed": 1}
    assert done.finished_at


def test_its_end_stands_in_the_log(bring: Bring) -> None:
    bring("name\nAna\n")

    event = LoggedEvent.objects.get(kind="foundation.import_finished")
    assert event.data["created"] == 1


def test_names_from_parts_and_in_any_script(bring: Bring) -> None:
    bring("First Name,Last Name,Email\nAna,Ferrer,a@f.example\nరాము,,r@f.example\n李,华,l@f.example\n")

    assert set(Contact.objects.values_list("name", flat=True)) == {"Ana Ferrer", "రాము", "华李"}


def test_columns_are_named_and_dropped_by_hand(bring: Bring) -> None:
    bring("Who,Email,Phone\nAna,ana@f.example,600 190 044\n", map=["who=name", "Phone="])

    ana = Contact.objects.get()
    assert ana.name == "Ana"
    assert list(ana.identities.values_list("kind", flat=True)) == ["email"]


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [("Nobody=name", "has no column “Nobody”"), ("name=shoes", "no field “shoes”"), ("name", "is written --map")],
)
def test_a_mapping_that_names_nothing_is_refused(bring: Bring, mapping: str, reason: str) -> None:
    with pytest.raises((DomainError, CommandError), match=reason):
        bring("name\nAna\n", map=[mapping])


def test_a_key_that_is_no_column_is_refused(bring: Bring) -> None:
    with pytest.raises(DomainError, match="Possible here: name"):
        bring("name\nAna\n", key="email")


def test_values_tell_what_a_column_without_a_known_name_is(bring: Bring) -> None:
    bring("Who,Reach,Where\nAna,ana@f.example,Spain\nEva,eva@f.example,India\n", map=["Who=name"])

    assert Import.objects.get().mapping == ["name", "email", "country"]


def test_it_is_done_as_a_colleague(bring: Bring, alice: User) -> None:
    bring("name\nAna\n", by="ALICE@acequia.example")

    assert Contact.objects.get().owner == alice
    assert set(Change.objects.values_list("actor_id", "door")) == {(alice.id, "command")}


def test_nobody_changes_what_is_not_his_to_change(bring: Bring, nuria: Contact, bob: User) -> None:
    """Bob does not see the north: for him Núria is not there, but her e-mail is hers."""
    result = bring("name,email\nN.,nuria@bakery.example\nEva,eva@f.example\n", by=bob.email)

    assert counts(result) == (1, 0, 0, 1)


def test_charlie_may_not(bring: Bring, charlie: User) -> None:
    with pytest.raises(DomainError, match="does not allow"):
        bring("name\nAna\n", by=charlie.email)


def test_nobody_is_called_that(bring: Bring) -> None:
    with pytest.raises(CommandError, match="No colleague"):
        bring("name\nAna\n", by="nobody@acequia.example")


def test_nothing_can_be_read(bring: Bring, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="has no rows"):
        bring("name\n")
    with pytest.raises(DomainError, match="There is no file"):
        call_command("import", "contacts", str(tmp_path / "missing.csv"))
    with pytest.raises(CommandError, match="There are: contacts, companies"):
        bring("name\nAna\n", kind="dogs")


def test_people_are_told_in_sentences(bring: Bring, tmp_path: Path) -> None:
    path = tmp_path / "given.csv"
    path.write_text("name,email,shoes\nAna,ana@@f.example,38\nEva,,39\n")
    out, err = StringIO(), StringIO()
    call_command("import", "contacts", str(path), stdout=out, stderr=err)

    assert "1 created, 0 updated, 0 skipped, 1 could not go in." in out.getvalue()
    assert "Columns not used: shoes." in out.getvalue()
    assert "1 row had nothing to match it by." in out.getvalue()
    assert err.getvalue() == "Line 2: email: There are two @ signs in the address.\n"
