"""Into the trash and back, the same for each kind of record."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trato.foundation.public import (
    Actor,
    Change,
    LoggedEvent,
    NotAllowed,
    NotFound,
    RecordKind,
    RecordUpdate,
    Role,
    SearchWord,
    User,
    count_up_to,
    declared_kind,
    declared_kinds,
    read_page,
    read_records,
    record_kind,
    search_records,
)
from trato.kit.testing.undone import undone

KINDS = [each.name for each in declared_kinds() if each.restore]
IDENTIFIED = [
    name
    for name in KINDS
    if "external_id" in declared_kind(name).by_name and declared_kind(name).by_name["external_id"].part == "identities"
]
of_owners = pytest.mark.parametrize("kind", IDENTIFIED, indirect=True)
KEPT = ("updated_at",)
BORN = {"activity": "held"}  # what is written down of a call, unless it says that it is planned
some = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FACTS = st.fixed_dictionaries(
    {"name": st.sampled_from(["Corner Bakery", "Núria", "రాము"])},
    optional={
        "phone": st.just("600 190 044"),
        "email": st.just("hello@bakery.example"),
        "external_id": st.just("A-7"),
        "city": st.just("Alzira"),
        "tags": st.lists(st.sampled_from(["vip", "fair"]), max_size=2),
    },
)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, db: None) -> RecordKind:
    return record_kind(request.param)


def made(kind: RecordKind, *rows: dict[str, Any], by: Actor) -> list[UUID]:
    return [each.id for each in kind.create(rows or [{"name": "Corner Bakery"}], by=by)]


def restore(kind: RecordKind, ids: list[UUID], *, by: Actor) -> Any:
    assert kind.restore is not None
    return kind.restore(ids, by=by)


def seen(kind: RecordKind, *, by: Actor) -> list[dict[str, Any]]:
    columns = [spec.name for spec in kind.fields if spec.name not in KEPT]
    return read_page(kind, seen_by=by, columns=columns).rows


@some
@given(rows=st.lists(FACTS, min_size=1, max_size=1) | st.just([{"name": "Ana"}, {"name": "Eva"}]))
def test_there_and_back_is_nothing_to_be_seen(rows: list[dict[str, Any]], kind: RecordKind, as_alice: Actor) -> None:
    with undone():
        known = [{name: value for name, value in row.items() if name in kind.by_name} for row in rows]
        ids = made(kind, *known, by=as_alice)
        before, words = seen(kind, by=as_alice), set(SearchWord.objects.values_list("record_id", "word"))
        kind.trash(ids, by=as_alice)
        assert seen(kind, by=as_alice) == []
        assert restore(kind, ids, by=as_alice) == []

        assert seen(kind, by=as_alice) == before
        assert set(SearchWord.objects.values_list("record_id", "word")) == words


def test_it_stands_nowhere_while_it_is_there(kind: RecordKind, as_alice: Actor) -> None:
    ids = made(kind, by=as_alice)
    kind.trash(ids, by=as_alice)

    assert read_records(kind, ids, seen_by=as_alice, columns=("name",)) == []
    assert search_records(kind, "corner", seen_by=as_alice, columns=("name",)) == []
    assert count_up_to(kind, seen_by=as_alice) == 0
    assert not SearchWord.objects.filter(record_id__in=ids).exists()


def test_both_ways_are_versions_with_their_events(kind: RecordKind, as_alice: Actor) -> None:
    ids = made(kind, by=as_alice)
    kind.trash(ids, by=as_alice)
    restore(kind, ids, by=as_alice)

    acts = Change.objects.filter(record_id=ids[0]).order_by("version").values_list("version", "act", "actor_id")
    assert list(acts) == [(1, "create", as_alice.id), (2, "trash", as_alice.id), (3, "restore", as_alice.id)]
    events = LoggedEvent.objects.filter(subject_id=ids[0]).order_by("subject_version")
    assert [(each.kind, each.subject_version) for each in events] == [
        (f"{kind.module}.{kind.name}_{BORN.get(kind.name, 'created')}", 1),
        (f"{kind.module}.{kind.name}_trashed", 2),
        (f"{kind.module}.{kind.name}_restored", 3),
    ]


def test_nothing_is_changed_in_the_trash(kind: RecordKind, as_alice: Actor) -> None:
    ids = made(kind, by=as_alice)
    kind.trash(ids, by=as_alice)

    with pytest.raises(NotFound):
        kind.update([RecordUpdate(id=ids[0], values={"name": "Other"})], by=as_alice)
    with pytest.raises(NotFound):
        kind.trash(ids, by=as_alice)


def test_what_is_not_there_does_not_come_back(kind: RecordKind, as_alice: Actor) -> None:
    ids = made(kind, by=as_alice)

    for absent in (ids, [uuid4()]):
        with pytest.raises(NotFound):
            restore(kind, absent, by=as_alice)
    assert Change.objects.filter(record_id=ids[0]).count() == 1


def test_one_that_cannot_go_keeps_all(kind: RecordKind, as_alice: Actor) -> None:
    ids = made(kind, {"name": "Ana"}, {"name": "Eva"}, by=as_alice)

    with pytest.raises(NotFound):
        kind.trash([*ids, uuid4()], by=as_alice)
    assert count_up_to(kind, seen_by=as_alice) == 2


def test_only_what_is_ones_own_is_deleted(kind: RecordKind, as_alice: Actor, as_ada: Actor, alice: User) -> None:
    ids = made(kind, {"name": "Ada's", "team": str(as_alice.teams[0])}, by=as_ada)

    with pytest.raises(NotAllowed):
        kind.trash(ids, by=as_alice)
    kind.trash(ids, by=as_ada)
    with pytest.raises(NotAllowed):
        restore(kind, ids, by=as_alice)
    restore(kind, ids, by=as_ada)


def test_who_does_not_see_it_does_not_learn_of_it(kind: RecordKind, as_alice: Actor, bob: User) -> None:
    Role.objects.update(rights={kind.right("see"): 1, kind.right("delete"): 1, kind.right("create"): 4})
    ids = made(kind, by=as_alice)

    with pytest.raises(NotFound):
        kind.trash(ids, by=bob.acting())
    kind.trash(ids, by=as_alice)
    with pytest.raises(NotFound):
        restore(kind, ids, by=bob.acting())


def test_charlie_may_not(kind: RecordKind, as_alice: Actor, as_charlie: Actor) -> None:
    ids = made(kind, by=as_alice)

    with pytest.raises(NotAllowed):
        kind.trash(ids, by=as_charlie)
    with pytest.raises(NotAllowed):
        restore(kind, ids, by=as_charlie)


@of_owners
def test_an_identity_is_free_while_its_owner_is_gone_and_stays_with_who_took_it(
    kind: RecordKind, as_alice: Actor
) -> None:
    given = {"name": "First", "external_id": "A-7", "phone": "600 190 044"}
    ids = made(kind, given, by=as_alice)
    kind.trash(ids, by=as_alice)
    others = made(kind, {"name": "Second", "external_id": "A-7"}, by=as_alice)

    assert restore(kind, ids, by=as_alice) == ["A-7"]
    rows = read_records(kind, [*ids, *others], seen_by=as_alice, columns=("external_id", "phone"))
    assert [(row["external_id"], row["phone"]) for row in rows] == [("", "600 190 044"), ("A-7", "")]


@of_owners
def test_what_was_lost_meanwhile_is_told_by_its_history(kind: RecordKind, as_alice: Actor) -> None:
    ids = made(kind, {"name": "First", "email": "x@f.example"}, by=as_alice)
    kind.trash(ids, by=as_alice)
    made(kind, {"name": "Second", "email": "x@f.example"}, by=as_alice)
    restore(kind, ids, by=as_alice)

    change = Change.objects.filter(record_id=ids[0]).latest("version")
    assert (change.version, change.act, change.actor_kind) == (4, "update", "system")
    assert [each["value"] for each in change.before["identities"]] == ["x@f.example"]
    assert change.after["identities"] == []
    event = LoggedEvent.objects.get(kind=f"customers.{kind.name}_changed")
    assert (event.subject_id, event.subject_version, event.data["fields"]) == (ids[0], 4, ["identities"])


@of_owners
def test_nobody_is_found_by_what_he_lost(kind: RecordKind, as_alice: Actor) -> None:
    ids = made(kind, {"name": "First", "email": "xyz@f.example"}, by=as_alice)
    kind.trash(ids, by=as_alice)
    made(kind, {"name": "Second", "email": "xyz@f.example"}, by=as_alice)
    restore(kind, ids, by=as_alice)

    found = search_records(kind, "xyz@f.example", seen_by=as_alice, columns=("name",))
    assert [row["name"] for row in found] == ["Second"]


@of_owners
def test_two_who_had_the_same_one_after_the_other_do_not_both_get_it(kind: RecordKind, as_alice: Actor) -> None:
    first = made(kind, {"name": "First", "external_id": "A-7"}, by=as_alice)
    kind.trash(first, by=as_alice)
    second = made(kind, {"name": "Second", "external_id": "A-7"}, by=as_alice)
    kind.trash(second, by=as_alice)

    assert restore(kind, [*first, *second], by=as_alice) == ["A-7"]
    rows = read_records(kind, [*first, *second], seen_by=as_alice, columns=("external_id",))
    assert sorted(row["external_id"] for row in rows) == ["", "A-7"]
