"""What undoing puts back, what it leaves as others wrote it, and that it can itself be undone."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.flows.test_change_sets import done, people, tags_of
from trato.customers.public import (
    Company,
    Contact,
    create_contacts,
    restore_contacts,
    trash_contacts,
    update_contacts,
    write_note,
)
from trato.foundation.actors.actor import Actor
from trato.foundation.change_sets.errors import ChangeSetRefused
from trato.foundation.change_sets.queries import is_undone
from trato.foundation.change_sets.running import undo
from trato.foundation.changes.models import Change, ChangeSet
from trato.foundation.imports.models import Import
from trato.foundation.imports.running import run_to_the_end as run_import_to_the_end
from trato.foundation.imports.use_cases.run import prepare_run
from trato.foundation.imports.use_cases.start import start_import_of
from trato.foundation.jobs import pacing
from trato.foundation.kinds.updating import RecordUpdate


def change(id_: UUID, *, by: Actor, **values: Any) -> None:
    update_contacts([RecordUpdate(id=id_, values=values)], by=by)


def imported(text: str, path: Path, *, by: Actor, **chosen: str) -> ChangeSet:
    file = path / "people.csv"
    file.write_text(text)
    one = start_import_of(file, kind="contact", file_name="people.csv", by=by.at("import"))
    Import.objects.filter(pk=one.id).update(state="preview", **chosen)
    prepare_run(one.id, by=by)
    run_import_to_the_end(one.id)
    one.refresh_from_db()
    assert one.change_set
    return one.change_set


def reasons(one: ChangeSet) -> list[str]:
    return list(one.refusals.order_by("id").values_list("reason", flat=True))


def living(name: str) -> bool:
    return Contact.objects.filter(name=name, is_standing=True).exists()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST", "FEWEST", "MOST"):
        monkeypatch.setattr(pacing, name, 3)


def test_a_bulk_edit_is_put_back_record_by_record(as_alice: Actor, small: None) -> None:
    ids = people(7, by=as_alice)
    change(ids[0], by=as_alice, source="Letter")
    one = done("edit", ids, {"source": "Fair"}, by=as_alice)

    taken = undo(one.id, by=as_alice)

    found = dict(Contact.objects.filter(pk__in=ids).values_list("id", "source"))
    assert found == {ids[0]: "Letter", **dict.fromkeys(ids[1:], "")}
    assert taken.counts == {"done": 7, "changed": 7, "same": 0, "refused": 0}
    assert Change.objects.filter(change_set_id=taken.id).count() == 7


def test_a_field_that_somebody_changed_since_stays_and_is_told_with_the_name(as_alice: Actor, as_ada: Actor) -> None:
    (first, second) = people(2, by=as_alice)
    one = done("edit", [first, second], {"source": "Fair", "lifecycle_stage": "customer"}, by=as_alice)
    change(first, by=as_ada, source="By Ada")

    taken = undo(one.id, by=as_alice)

    found = Contact.objects.get(pk=first)
    assert (found.source, found.lifecycle_stage) == ("By Ada", "lead")
    assert Contact.objects.get(pk=second).source == ""
    (reason,) = reasons(taken)
    assert "Source" in reason
    assert "Ada" in reason
    assert taken.refusals.get().fields == ["source"]


def test_a_value_that_was_changed_and_changed_back_is_put_back(as_alice: Actor, as_ada: Actor) -> None:
    (id_,) = people(1, by=as_alice)
    one = done("edit", [id_], {"source": "Fair"}, by=as_alice)
    change(id_, by=as_ada, source="Other")
    change(id_, by=as_ada, source="Fair")

    undo(one.id, by=as_alice)

    assert Contact.objects.get(pk=id_).source == ""


def test_an_undo_can_be_undone_and_then_the_first_one_undone_again(as_alice: Actor) -> None:
    (id_,) = people(1, by=as_alice)
    one = done("edit", [id_], {"source": "Fair"}, by=as_alice)

    first = undo(one.id, by=as_alice)
    assert is_undone(one)
    undo(first.id, by=as_alice)
    assert Contact.objects.get(pk=id_).source == "Fair"
    assert not is_undone(one)
    undo(one.id, by=as_alice)

    assert Contact.objects.get(pk=id_).source == ""


def test_what_was_undone_is_not_undone_twice(as_alice: Actor) -> None:
    one = done("edit", people(1, by=as_alice), {"source": "Fair"}, by=as_alice)
    undo(one.id, by=as_alice)

    with pytest.raises(ChangeSetRefused, match="already"):
        undo(one.id, by=as_alice)


def test_trashed_records_come_back_with_their_identities(as_alice: Actor) -> None:
    (id_,) = people(1, by=as_alice, email="one@f.example")
    one = done("trash", [id_], by=as_alice)

    undo(one.id, by=as_alice)

    contact = Contact.objects.get(pk=id_)
    assert contact.is_standing
    assert contact.identities.get().is_living


def test_an_identity_that_somebody_took_meanwhile_is_told_and_stays_theirs(as_alice: Actor) -> None:
    rows = [{"name": "One", "email": "one@f.example"}, {"name": "Two", "email": "two@f.example"}]
    ids = [each.id for each in create_contacts(rows, by=as_alice)]
    one = done("trash", ids, by=as_alice)
    (other,) = create_contacts([{"name": "Taker", "email": "one@f.example"}], by=as_alice)

    taken = undo(one.id, by=as_alice)

    assert Contact.objects.filter(pk__in=ids, is_standing=True).count() == 2
    refusal = taken.refusals.get()
    assert (refusal.record_id, "one@f.example" in refusal.reason) == (ids[0], True)
    assert list(Contact.objects.get(pk=other.id).identities.values_list("value", flat=True)) == ["one@f.example"]


def test_undoing_a_restore_puts_records_into_the_trash_again(as_alice: Actor) -> None:
    (first, second) = people(2, by=as_alice)
    done("trash", [first, second], by=as_alice)
    back = done("restore", [first, second], by=as_alice)
    change(second, by=as_alice, source="Still needed")

    taken = undo(back.id, by=as_alice)

    assert not Contact.objects.get(pk=first).is_standing
    assert Contact.objects.get(pk=second).is_standing
    assert taken.refusals.get().record_id == second


def test_tags_that_were_added_are_taken_away_and_others_stay(as_alice: Actor) -> None:
    (id_,) = people(1, by=as_alice, tags=["vip"])
    one = done("tag", [id_], {"tags": "fair"}, by=as_alice)

    undo(one.id, by=as_alice)

    assert tags_of(id_) == ["vip"]


def test_an_imports_new_records_go_to_the_trash_with_the_companies_it_made(as_alice: Actor, tmp_path: Path) -> None:
    one = imported("name,email,company\nAna,ana@f.example,Forge\nBo,bo@f.example,Forge\n", tmp_path, by=as_alice)
    assert Company.objects.filter(name="Forge", is_standing=True).exists()

    taken = undo(one.id, by=as_alice)

    assert not living("Ana")
    assert not Company.objects.filter(name="Forge", is_standing=True).exists()
    # Alice may delete; nothing was left to tell.
    assert (reasons(taken), taken.counts["changed"]) == ([], 3)


def test_a_new_record_that_somebody_worked_with_stays_with_its_company(
    as_alice: Actor, as_ada: Actor, tmp_path: Path
) -> None:
    one = imported("name,email,company\nAna,ana@f.example,Forge\nBo,bo@f.example,\n", tmp_path, by=as_alice)
    change(Contact.objects.get(name="Ana").id, by=as_ada, source="By Ada")

    taken = undo(one.id, by=as_alice)

    assert living("Ana")
    assert not living("Bo")
    assert Company.objects.filter(name="Forge", is_standing=True).exists()
    assert len(reasons(taken)) == 2


def test_a_new_record_with_a_note_about_it_stays(as_alice: Actor, tmp_path: Path) -> None:
    one = imported("name,email\nAna,ana@f.example\nBo,bo@f.example\n", tmp_path, by=as_alice)
    write_note(contact_id=Contact.objects.get(name="Ana").id, body="Called her", by=as_alice)

    taken = undo(one.id, by=as_alice)

    assert (living("Ana"), living("Bo")) == (True, False)
    assert "points to it" in reasons(taken)[0]


def test_a_new_record_whose_later_edit_was_undone_goes(as_alice: Actor, tmp_path: Path) -> None:
    one = imported("name,email\nAna,ana@f.example\n", tmp_path, by=as_alice)
    edit = done("edit", [Contact.objects.get(name="Ana").id], {"source": "Fair"}, by=as_alice)
    undo(edit.id, by=as_alice)

    undo(one.id, by=as_alice)

    assert not living("Ana")


def test_what_an_import_changed_is_put_back_in_columns_and_parts(as_alice: Actor, tmp_path: Path) -> None:
    facts = {"name": "Ana", "email": "ana@f.example", "phone": "600 190 044", "city": "Gijón", "source": "Letter"}
    (saved,) = create_contacts([facts], by=as_alice)
    text = "name,email,phone,city,source,tags,company\nAna,ana@f.example,600 190 055,Oviedo,Fair,vip,Forge\n"
    one = imported(text, tmp_path, by=as_alice, key="email", rule="update")
    assert Contact.objects.get(pk=saved.id).source == "Fair"

    taken = undo(one.id, by=as_alice)

    contact = Contact.objects.get(pk=saved.id)
    assert contact.source == "Letter"
    values = list(contact.identities.order_by("place").values_list("kind", "value"))
    assert values == [("email", "ana@f.example"), ("phone", "600 190 044")]
    assert list(contact.addresses.values_list("city", flat=True)) == ["Gijón"]
    assert tags_of(saved.id) == []
    assert not contact.positions.exists()
    assert reasons(taken) == []


def test_one_part_that_cannot_be_put_back_does_not_hold_up_the_others(as_alice: Actor) -> None:
    (first,) = people(1, by=as_alice, email="one@f.example", source="Letter")
    one = ChangeSet.objects.create(kind="import", label="x", actor_kind="user", actor_id=as_alice.id, door="import")
    update_contacts(
        [RecordUpdate(id=first, values={"email": "new@f.example", "source": "Fair"})], by=as_alice, change_set=one.id
    )
    create_contacts([{"name": "Taker", "email": "one@f.example"}], by=as_alice)

    taken = undo(one.id, by=as_alice)

    contact = Contact.objects.get(pk=first)
    assert contact.source == "Letter"
    assert list(contact.identities.values_list("value", flat=True)) == ["new@f.example"]
    assert "Taker" in reasons(taken)[0]


def test_records_in_the_trash_are_told_and_left_there(as_alice: Actor) -> None:
    (first, second) = people(2, by=as_alice)
    one = done("edit", [first, second], {"source": "Fair"}, by=as_alice)
    trash_contacts([first], by=as_alice)

    taken = undo(one.id, by=as_alice)

    assert Contact.objects.get(pk=second).source == ""
    assert [(each.record_id, each.reason) for each in taken.refusals.all()] == [(first, "It is in the trash.")]


def test_records_that_others_restored_are_as_they_were(as_alice: Actor) -> None:
    (first, second) = people(2, by=as_alice)
    one = done("trash", [first, second], by=as_alice)
    restore_contacts([first], by=as_alice)

    taken = undo(one.id, by=as_alice)

    assert Contact.objects.filter(pk__in=[first, second], is_standing=True).count() == 2
    assert (taken.counts["changed"], taken.counts["same"]) == (1, 1)


def test_somebody_elses_records_are_told_and_stay(as_alice: Actor, as_ada: Actor, as_bob: Actor) -> None:
    (mine,) = people(1, by=as_alice)
    one = done("edit", [mine], {"source": "Fair"}, by=as_alice)
    change(mine, by=as_ada, owner=str(as_bob.id), team=None)

    taken = undo(one.id, by=as_alice)

    assert Contact.objects.get(pk=mine).source == "Fair"
    assert taken.counts["refused"] == 1
