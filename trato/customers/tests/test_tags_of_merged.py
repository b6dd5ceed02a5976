"""Tags of merged records: what each brought is everybody's, goes at its root, and parts with it."""

from typing import Any
from uuid import UUID

import pytest

from trato.customers.public import (
    Contact,
    create_companies,
    create_contacts,
    merge_companies,
    merge_contacts,
    unmerge_companies,
    unmerge_contacts,
    update_companies,
    update_contacts,
)
from trato.customers.tags.models import Tagging
from trato.customers.tags.part import TagsPart
from trato.foundation.public import (
    Actor,
    Change,
    ChangeSet,
    Filter,
    RecordUpdate,
    carry_out,
    give_values,
    read_page,
    read_records,
    record_kind,
    start_change_set,
    undo,
)

PART = TagsPart("contact")
A, B = UUID(int=1), UUID(int=2)


def made(by: Actor, **facts: Any) -> UUID:
    (saved,) = create_contacts([{"name": "N. Bosch", **facts}], by=by)
    return saved.id


@pytest.fixture
def this(nuria: Contact, as_alice: Actor) -> UUID:
    update_contacts([RecordUpdate(id=nuria.id, values={"tags": ["Own", "Both"]})], by=as_alice)
    return nuria.id


@pytest.fixture
def other(as_alice: Actor) -> UUID:
    return made(as_alice, tags=["Theirs", "Both"])


@pytest.fixture
def merged(this: UUID, other: UUID, as_alice: Actor) -> UUID:
    merge_contacts({other: this}, by=as_alice)
    return this


def tags(id_: UUID, by: Actor) -> list[str]:
    (row,) = read_records(record_kind("contact"), [id_], seen_by=by, columns=["tags"])
    return list(row["tags"])


def stored(id_: UUID) -> list[str]:
    return list(Tagging.objects.filter(record_id=id_).order_by("tag__key").values_list("tag__name", flat=True))


def give(id_: UUID, names: list[str], by: Actor, **how: Any) -> Any:
    return update_contacts([RecordUpdate(id=id_, values={"tags": names})], by=by, **how)[0]


def test_a_tag_that_a_merged_record_brought_can_be_taken_off(merged: UUID, other: UUID, as_alice: Actor) -> None:
    saved = give(merged, ["Both", "Own"], as_alice)

    assert saved.fields == ("tags",)
    assert tags(merged, as_alice) == ["Both", "Own"]
    assert stored(other) == ["Both"]


def test_who_is_no_longer_tagged_is_found_by_the_tag_no_longer(merged: UUID, as_alice: Actor) -> None:
    theirs = [Filter("tags", ("theirs",))]
    kind = record_kind("contact")
    assert [row["id"] for row in read_page(kind, seen_by=as_alice, columns=["name"], filters=theirs).rows] == [merged]

    give(merged, ["Own"], as_alice)

    assert not read_page(kind, seen_by=as_alice, columns=["name"], filters=theirs).rows


def test_saving_what_is_shown_changes_nothing(merged: UUID, other: UUID, as_alice: Actor) -> None:
    assert give(merged, ["Both", "Own", "Theirs"], as_alice).fields == ()
    assert give(merged, ["theirs", "OWN", "both"], as_alice).fields == ()

    assert (stored(merged), stored(other)) == (["Both", "Own"], ["Both", "Theirs"])


def test_what_one_brought_is_not_copied_to_the_one_that_stays(merged: UUID, other: UUID, as_alice: Actor) -> None:
    give(merged, ["Both", "New", "Own", "Theirs"], as_alice)

    assert (stored(merged), stored(other)) == (["Both", "New", "Own"], ["Both", "Theirs"])


def test_a_tag_that_both_have_goes_from_both(merged: UUID, other: UUID, as_alice: Actor) -> None:
    give(merged, ["Own", "Theirs"], as_alice)

    assert (stored(merged), stored(other)) == (["Own"], ["Theirs"])


def test_all_of_them_go_at_once(merged: UUID, other: UUID, as_alice: Actor) -> None:
    give(merged, [], as_alice)

    assert tags(merged, as_alice) == stored(other) == []


def test_a_file_only_ever_adds(merged: UUID, other: UUID, as_alice: Actor) -> None:
    give(merged, ["theirs", "New"], as_alice, adding=True)

    assert (stored(merged), stored(other)) == (["Both", "New", "Own"], ["Both", "Theirs"])


def test_after_unmerging_each_has_what_was_left_of_its_own(merged: UUID, other: UUID, as_alice: Actor) -> None:
    give(merged, ["Both", "New", "Own"], as_alice)

    unmerge_contacts([other], by=as_alice)

    assert tags(merged, as_alice) == ["Both", "New", "Own"]
    assert tags(other, as_alice) == ["Both"]


def test_untouched_tags_part_as_they_came(merged: UUID, other: UUID, as_alice: Actor) -> None:
    unmerge_contacts([other], by=as_alice)

    assert tags(merged, as_alice) == ["Both", "Own"]
    assert tags(other, as_alice) == ["Both", "Theirs"]


def test_a_merge_in_a_merge_is_reached_too(merged: UUID, other: UUID, as_alice: Actor) -> None:
    third = made(as_alice, tags=["Third"])
    merge_contacts({merged: third}, by=as_alice)
    assert tags(third, as_alice) == ["Both", "Own", "Theirs", "Third"]

    give(third, ["Third"], as_alice)

    assert stored(merged) == stored(other) == []
    unmerge_contacts([merged], by=as_alice)
    assert (tags(third, as_alice), tags(merged, as_alice)) == (["Third"], [])


def test_the_change_row_says_who_had_brought_what(merged: UUID, other: UUID, as_alice: Actor) -> None:
    give(merged, ["Both", "Own"], as_alice)

    change = Change.objects.filter(record_id=merged, act="update").latest("version")
    assert change.before["tags"] == {"own": ["Both", "Own"], "of": {str(other): ["Both", "Theirs"]}}
    assert change.after["tags"] == {"own": ["Both", "Own"], "of": {str(other): ["Both"]}}


def untagged(id_: UUID, name: str, by: Actor) -> ChangeSet:
    chosen = start_change_set(kind="contact", act="untag", selection={"ids": [str(id_)]}, by=by)
    give_values(chosen.id, values={"tags": name}, by=by)
    carry_out(chosen.id, by=by)
    return ChangeSet.objects.get(pk=chosen.id)


def test_taking_a_tag_off_many_reaches_what_was_merged(merged: UUID, other: UUID, as_alice: Actor) -> None:
    untagged(merged, "theirs", as_alice)

    assert tags(merged, as_alice) == ["Both", "Own"]
    assert stored(other) == ["Both"]


def test_an_undo_gives_the_tag_back_to_whoever_had_brought_it(merged: UUID, other: UUID, as_alice: Actor) -> None:
    done = untagged(merged, "both", as_alice)
    assert tags(merged, as_alice) == ["Own", "Theirs"]

    undo(done.id, by=as_alice)

    assert (stored(merged), stored(other)) == (["Both", "Own"], ["Both", "Theirs"])
    unmerge_contacts([other], by=as_alice)
    assert tags(other, as_alice) == ["Both", "Theirs"]


def test_an_undo_after_they_were_parted_writes_into_nobody_elses_record(
    merged: UUID, other: UUID, as_alice: Actor
) -> None:
    done = untagged(merged, "theirs", as_alice)
    unmerge_contacts([other], by=as_alice)

    undo(done.id, by=as_alice)

    assert tags(merged, as_alice) == ["Both", "Own"]
    assert tags(other, as_alice) == ["Both"]


def tagged(id_: UUID, name: str, by: Actor) -> ChangeSet:
    chosen = start_change_set(kind="contact", act="tag", selection={"ids": [str(id_)]}, by=by)
    give_values(chosen.id, values={"tags": name}, by=by)
    carry_out(chosen.id, by=by)
    return ChangeSet.objects.get(pk=chosen.id)


def test_a_tag_that_was_given_before_a_merge_can_be_taken_back_after_it(
    this: UUID, other: UUID, as_alice: Actor
) -> None:
    done = tagged(this, "New", as_alice)
    merge_contacts({other: this}, by=as_alice)
    assert tags(this, as_alice) == ["Both", "New", "Own", "Theirs"]

    taken_back = undo(done.id, by=as_alice)

    assert not taken_back.refusals.exists()
    assert tags(this, as_alice) == ["Both", "Own", "Theirs"]
    assert (stored(this), stored(other)) == (["Both", "Own"], ["Both", "Theirs"])


def test_a_tag_that_was_taken_off_before_a_merge_comes_back_after_it(this: UUID, other: UUID, as_alice: Actor) -> None:
    done = untagged(this, "Own", as_alice)
    merge_contacts({other: this}, by=as_alice)
    undo(done.id, by=as_alice)
    assert (stored(this), stored(other)) == (["Both", "Own"], ["Both", "Theirs"])


def test_a_tag_that_somebody_changed_after_the_merge_stays_and_is_told(
    this: UUID, other: UUID, as_alice: Actor
) -> None:
    done = tagged(this, "New", as_alice)
    merge_contacts({other: this}, by=as_alice)
    give(this, ["Both", "Later", "New", "Own", "Theirs"], as_alice)
    taken_back = undo(done.id, by=as_alice)
    assert [each.fields for each in taken_back.refusals.all()] == [["tags"]]
    assert tags(this, as_alice) == ["Both", "Later", "New", "Own", "Theirs"]


def test_a_tag_given_to_both_while_they_were_one_is_taken_back_of_each(
    merged: UUID, other: UUID, as_alice: Actor
) -> None:
    done = untagged(merged, "both", as_alice)
    tagged(merged, "Later", as_alice)
    undo(done.id, by=as_alice)
    # What stands beside a later tag of the one that stays is its own again; what the other had brought is back.
    assert stored(other) == ["Both", "Theirs"]
    assert "Later" in stored(merged)


def test_companies_do_the_same(as_alice: Actor) -> None:
    one, two = (
        saved.id
        for saved in create_companies(
            [{"name": "Mill", "tags": ["Own"]}, {"name": "The Mill", "tags": ["Theirs"]}], by=as_alice
        )
    )
    merge_companies({two: one}, by=as_alice)

    update_companies([RecordUpdate(id=one, values={"tags": ["Own"]})], by=as_alice)

    assert (stored(one), stored(two)) == (["Own"], [])
    unmerge_companies([two], by=as_alice)
    assert (stored(one), stored(two)) == (["Own"], [])


@pytest.mark.parametrize(
    ("current", "given", "expected"),
    [
        (None, ["a"], ["a"]),
        (["a"], [], []),
        (["a"], ["A"], ["a"]),
        ({"own": ["a"], "of": {str(A): ["b"]}}, ["a", "b"], {"own": ["a"], "of": {str(A): ["b"]}}),
        ({"own": [], "of": {str(A): ["b"], str(B): ["b"]}}, ["B"], {"own": [], "of": {str(A): ["b"], str(B): ["b"]}}),
        ({"own": ["a"], "of": {str(A): ["b"]}}, ["c"], ["c"]),
        ({"own": ["b"], "of": {str(A): ["b"]}}, ["b"], {"own": ["b"], "of": {str(A): ["b"]}}),
        (["a"], {"own": ["x"], "of": {str(A): []}}, ["x"]),
    ],
)
def test_what_is_given_is_told_apart_by_who_brought_it(current: Any, given: Any, expected: Any) -> None:
    assert PART.apply(current, {"tags": given}, adding=False) == expected


def test_all_are_read_as_one_list() -> None:
    assert PART.single({"own": ["b"], "of": {str(A): ["a", "B"]}}, "tags") == ["a", "b"]
    assert PART.single(None, "tags") == []
