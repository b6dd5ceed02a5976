"""One act on many records: chosen, looked at, carried out, told."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from trato.customers.public import Contact, create_contacts, trash_contacts
from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.change_sets.errors import ChangeSetRefused, SelectionRefused
from trato.foundation.change_sets.running import carry_out
from trato.foundation.change_sets.use_cases.choose import give_values, start_change_set
from trato.foundation.change_sets.use_cases.preview import preview_change_set
from trato.foundation.changes.models import Change, ChangeSet, SetState
from trato.foundation.events.models import LoggedEvent
from trato.foundation.jobs import pacing
from trato.foundation.kinds.preparing import RowsRefused
from trato.foundation.people.models import Role, User
from trato.kit.ids import new_id

ALL = {"all": True, "filters": {}}


def people(count: int, *, by: Actor, **values: Any) -> list[UUID]:
    rows = [{"name": f"Guest {number:03}", **values} for number in range(count)]
    return [each.id for each in create_contacts(rows, by=by)]


def prepared(act: str, selection: Any, values: Any = None, *, by: Actor) -> ChangeSet:
    if isinstance(selection, (list, tuple)):
        selection = {"ids": [str(each) for each in selection]}
    one = start_change_set(kind="contact", act=act, selection=selection, by=by)
    return give_values(one.id, values=values, by=by) if values else one


def done(act: str, selection: Any, values: Any = None, *, by: Actor) -> ChangeSet:
    return carry_out(prepared(act, selection, values, by=by).id, by=by)


def stages(ids: Sequence[UUID]) -> list[str]:
    return list(Contact.objects.filter(pk__in=ids).order_by("id").values_list("lifecycle_stage", flat=True))


def tags_of(id_: UUID) -> list[str]:
    from trato.customers.tags.models import Tagging

    return sorted(Tagging.objects.filter(record_id=id_).values_list("tag__name", flat=True))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST", "FEWEST", "MOST"):
        monkeypatch.setattr(pacing, name, 3)


def test_chosen_records_get_the_new_value_and_no_others_do(as_alice: Actor) -> None:
    ids = people(4, by=as_alice)

    one = done("edit", ids[:2], {"lifecycle_stage": "customer"}, by=as_alice)

    assert stages(ids) == ["customer", "customer", "lead", "lead"]
    assert one.state == SetState.FINISHED
    assert one.counts == {"done": 2, "changed": 2, "same": 0, "refused": 0}


def test_each_record_has_its_version_its_change_and_its_event(as_alice: Actor) -> None:
    ids = people(2, by=as_alice)

    one = done("edit", ids, {"lifecycle_stage": "customer"}, by=as_alice)

    changes = Change.objects.filter(change_set_id=one.id)
    assert sorted(changes.values_list("record_id", "version")) == sorted((id_, 2) for id_ in ids)
    events = LoggedEvent.objects.filter(kind="customers.contact_changed", subject_version=2)
    assert {event.data["change_set"] for event in events} == {str(one.id)}
    assert LoggedEvent.objects.get(kind="foundation.change_set_finished").data["changed"] == 2


def test_a_record_that_has_the_value_already_is_left_as_it_is(as_alice: Actor) -> None:
    ids = people(2, by=as_alice, lifecycle_stage="customer")

    one = done("edit", ids, {"lifecycle_stage": "customer"}, by=as_alice)

    assert (one.counts["changed"], one.counts["same"]) == (0, 2)
    assert not Change.objects.filter(change_set_id=one.id).exists()


def test_all_that_match_are_changed_but_for_those_taken_out(as_alice: Actor, small: None) -> None:
    ids = people(7, by=as_alice)
    others = people(2, by=as_alice, lifecycle_stage="former")
    chosen = {"all": True, "filters": {"lifecycle_stage": ["lead"]}, "without": [str(ids[3])]}

    one = done("edit", chosen, {"source": "Fair"}, by=as_alice)

    changed = set(Contact.objects.filter(source="Fair").values_list("id", flat=True))
    assert changed == set(ids) - {ids[3]}
    assert not changed & set(others)
    assert one.counts["done"] == 6


def test_all_that_hold_a_text_are_found_by_it(as_alice: Actor) -> None:
    people(3, by=as_alice)

    one = done("edit", {"all": True, "filters": {"q": ["Guest 001"]}}, {"source": "Fair"}, by=as_alice)

    assert list(Contact.objects.filter(source="Fair").values_list("name", flat=True)) == ["Guest 001"]
    assert one.counts["done"] == 1


def test_an_edit_of_what_it_filters_by_still_reaches_every_record_once(as_alice: Actor, small: None) -> None:
    ids = people(8, by=as_alice)

    done("edit", {"all": True, "filters": {"lifecycle_stage": ["lead"]}}, {"lifecycle_stage": "sql"}, by=as_alice)

    assert stages(ids) == ["sql"] * 8
    assert set(Contact.objects.filter(pk__in=ids).values_list("version", flat=True)) == {2}


def test_what_came_after_it_was_started_is_left_alone(as_alice: Actor) -> None:
    people(2, by=as_alice)
    one = prepared("edit", ALL, {"source": "Fair"}, by=as_alice)
    (later,) = people(1, by=as_alice)

    carry_out(one.id, by=as_alice)

    assert Contact.objects.get(pk=later).source == ""


def test_records_that_one_only_sees_are_counted_and_told_but_not_changed(as_alice: Actor, as_ada: Actor) -> None:
    mine = people(2, by=as_alice)
    # Alice sees the shop below her team, but edits her team's only.
    from trato.foundation.people.models import Team

    shop = Team(name="Shop", parent=Team.objects.get(name="North"))
    shop.path = [*Team.objects.get(name="North").path, shop.id]
    shop.save()
    (seen,) = people(1, by=as_ada, owner=str(as_ada.id), team=str(shop.id))
    alice = User.objects.get(name="Alice").acting()

    one = prepared("edit", ALL, {"source": "Fair"}, by=alice)
    preview = preview_change_set(one.id, by=alice)
    one = carry_out(one.id, by=alice)

    assert (preview.total, preview.changeable) == (3, 2)
    assert (one.counts["changed"], one.counts["refused"]) == (2, 1)
    refusal = one.refusals.get()
    assert (refusal.record_id, "not change it" in refusal.reason) == (seen, True)
    assert set(Contact.objects.filter(source="Fair").values_list("id", flat=True)) == set(mine)


def test_what_one_does_not_see_is_not_among_all(as_alice: Actor, as_bob: Actor) -> None:
    people(2, by=as_alice)
    (hidden,) = people(1, by=as_bob)

    one = done("edit", {"ids": [str(hidden)], "all": True, "filters": {}}, {"source": "Fair"}, by=as_alice)

    assert one.total == 2
    assert Contact.objects.get(pk=hidden).source == ""


def test_a_preview_changes_nothing_and_shows_before_and_after(as_alice: Actor) -> None:
    ids = people(3, by=as_alice)
    one = prepared("edit", ids, {"lifecycle_stage": "customer"}, by=as_alice)

    preview = preview_change_set(one.id, by=as_alice)

    assert stages(ids) == ["lead"] * 3
    assert preview.is_all
    assert preview.outcome.changed == 3
    told = [(each.before["lifecycle_stage"], each.after["lifecycle_stage"]) for each in preview.samples]
    assert told == [("lead", "customer")] * 3
    assert not Change.objects.filter(change_set_id=one.id).exists()


def test_assigning_sets_the_owner_and_with_it_the_team(as_ada: Actor, bob: User) -> None:
    ids = people(2, by=as_ada)

    done("assign", ids, {"owner": str(bob.id)}, by=as_ada)

    found = Contact.objects.filter(pk__in=ids).values_list("owner_id", "team__name")
    assert set(found) == {(bob.id, "South")}


def test_an_owner_can_be_taken_away(as_ada: Actor, bob: User) -> None:
    ids = people(2, by=as_ada, owner=str(bob.id))

    done("assign", ids, {"owner": None}, by=as_ada)

    assert set(Contact.objects.filter(pk__in=ids).values_list("owner_id", flat=True)) == {None}


def test_tagging_adds_and_untagging_takes_only_that_tag_away(as_alice: Actor) -> None:
    (first, second) = people(2, by=as_alice, tags=["vip"])

    done("tag", [first, second], {"tags": "Fair, VIP"}, by=as_alice)
    assert tags_of(first) == ["Fair", "vip"]

    one = done("untag", [first], {"tags": ["FAIR"]}, by=as_alice)

    assert tags_of(first) == ["vip"]
    assert tags_of(second) == ["Fair", "vip"]
    assert one.counts["changed"] == 1


def test_records_go_to_the_trash_and_come_back_together(as_alice: Actor) -> None:
    ids = people(3, by=as_alice)

    done("trash", ids, by=as_alice)
    assert not Contact.objects.filter(pk__in=ids, is_standing=True).exists()

    back = done("restore", ids, by=as_alice)

    assert Contact.objects.filter(pk__in=ids, is_standing=True).count() == 3
    assert Change.objects.filter(change_set_id=back.id, act="restore").count() == 3


def test_what_is_in_the_trash_is_not_chosen_for_anything_else(as_alice: Actor) -> None:
    ids = people(2, by=as_alice)
    trash_contacts(ids[:1], by=as_alice)

    one = done("edit", ids, {"source": "Fair"}, by=as_alice)

    assert one.total == 1


def test_a_value_that_is_none_is_refused_at_its_field_before_anything_runs(as_alice: Actor) -> None:
    ids = people(1, by=as_alice)

    with pytest.raises(RowsRefused) as refused:
        prepared("edit", ids, {"lifecycle_stage": "sideways"}, by=as_alice)

    assert "lifecycle_stage" in refused.value.fields


@pytest.mark.parametrize("name", ["name", "email", "created_at", "nonsense", "tags"])
def test_fields_that_each_record_has_of_its_own_cannot_be_set_for_many(name: str, as_alice: Actor) -> None:
    ids = people(1, by=as_alice)

    with pytest.raises(ChangeSetRefused) as refused:
        prepared("edit", ids, {name: "x"}, by=as_alice)

    assert name in refused.value.fields


def test_a_field_that_is_read_only_for_ones_role_cannot_be_set(as_alice: Actor, seller: Role) -> None:
    ids = people(1, by=as_alice)
    seller.read_only_fields = ["contact.source"]
    seller.save()
    alice = User.objects.get(name="Alice").acting()

    with pytest.raises(ChangeSetRefused):
        prepared("edit", ids, {"source": "Fair"}, by=alice)


def test_without_the_right_to_edit_nothing_can_be_begun(as_alice: Actor, as_charlie: Actor) -> None:
    ids = people(1, by=as_alice)

    with pytest.raises(NotAllowed):
        prepared("edit", ids, by=as_charlie)


@pytest.mark.parametrize(
    "selection",
    [
        {},
        {"ids": []},
        {"ids": ["no id"]},
        {"ids": [str(new_id())] * 10_001},
        {"all": True, "filters": {"shoe": ["42"]}},
    ],
    ids=["nothing", "no ids", "no id", "too many", "no such filter"],
)
def test_a_selection_that_cannot_be_read_is_refused(selection: dict[str, Any], as_alice: Actor) -> None:
    with pytest.raises(SelectionRefused):
        prepared("edit", selection, by=as_alice)


def test_an_act_that_does_not_exist_is_refused_with_those_that_do(as_alice: Actor) -> None:
    with pytest.raises(ChangeSetRefused, match="assign"):
        prepared("explode", ALL, by=as_alice)
