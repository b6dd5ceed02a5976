"""New records: the row, its words, its change row and its event are one."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trato.foundation.public import (
    SYSTEM,
    Actor,
    Change,
    LoggedEvent,
    NotAllowed,
    Role,
    RowsRefused,
    SearchWord,
    User,
    coercion_for,
    declared_kinds,
    prepare_rows,
    record_kind,
)
from trato.foundation.tests.listing import contacts, everybody
from trato.kit.sort_keys import sort_key
from trato.kit.testing.undone import undone
from trato.kit.text import words

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1, max_size=30).filter(
    lambda text: not text.isspace()
)
some = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def words_of(id_: Any) -> set[str]:
    return set(SearchWord.objects.filter(record_id=id_).values_list("word", flat=True))


def logged() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from event")
        (count,) = cursor.fetchone()
    return int(count)


@some
@given(names=st.lists(NAMES, min_size=1, max_size=5))
def test_each_row_becomes_one_record_with_its_words_and_its_change(names: list[str], as_alice: Actor) -> None:
    with undone():
        before = logged()
        ids = contacts([{"name": name} for name in names], by=as_alice)

        stored = {row.id: row for row in everybody().filter(pk__in=ids)}
        assert [stored[id_].name for id_ in ids] == names
        for id_, name in zip(ids, names, strict=True):
            assert stored[id_].sort_key == sort_key(name)
            assert words_of(id_) == set(words(name))
            assert Change.objects.get(record_id=id_).after["name"] == name
        assert logged() == before + len(names)


def test_a_change_row_says_who_by_which_door_and_what(as_alice: Actor) -> None:
    (id_,) = contacts([{"name": "Ana", "city": "Soria", "source": "", "language": None}], by=as_alice)

    change = Change.objects.get(record_id=id_)
    assert (change.act, change.version, change.record_type) == ("create", 1, "contact")
    assert (change.actor_kind, change.actor_id, change.door) == ("user", as_alice.id, "page")
    assert change.before == {}
    assert set(change.after) == {"name", "lifecycle_stage", "owner", "team", "addresses"}, "what is empty is no news"


def test_where_a_row_came_from_is_kept(as_alice: Actor) -> None:
    act = uuid4()
    record_kind("contact").create(
        [{"name": "Ana"}, {"name": "Eva"}], by=as_alice, change_set=act, sources=["a.csv, line 2", "a.csv, line 3"]
    )

    told = Change.objects.order_by("id").values_list("source", "change_set_id")
    assert list(told) == [("a.csv, line 2", act), ("a.csv, line 3", act)]


def test_the_event_and_the_change_go_with_the_record(as_alice: Actor) -> None:
    before = logged()
    with undone():
        contacts([{"name": "Ana"}], by=as_alice)
        assert (everybody().count(), Change.objects.count(), logged()) == (1, 1, before + 1)

    assert (everybody().count(), Change.objects.count(), SearchWord.objects.count(), logged()) == (0, 0, 0, before)


@pytest.mark.parametrize("kind", ["contact", "company"])
def test_nothing_to_do_writes_nothing(kind: str, as_alice: Actor) -> None:
    assert record_kind(kind).create([], by=as_alice) == []
    assert record_kind(kind).update([], by=as_alice) == []
    assert not Change.objects.exists()
    assert not LoggedEvent.objects.filter(subject_type=kind).exists()


def test_one_refused_row_keeps_all_out(as_alice: Actor) -> None:
    before = logged()
    rows = [{"name": "Ana", "company": "Huerta"}, {"name": "Eva", "phone": "12"}, {"name": "", "shoes": "38"}]
    with pytest.raises(RowsRefused) as refused:
        contacts(rows, by=as_alice)

    assert {number: set(problems) for number, problems in refused.value.rows.items()} == {
        1: {"phone"},
        2: {"name", "shoes"},
    }
    assert not everybody().exists()
    assert not record_kind("company").model().objects.exists()
    assert logged() == before


def test_a_refusal_of_the_first_row_is_what_a_person_reads(as_alice: Actor) -> None:
    with pytest.raises(RowsRefused, match="There is no field “shoes”"):
        contacts([{"name": "Ana", "shoes": "38"}, {"name": ""}], by=as_alice)


@pytest.mark.parametrize("name", ["created_at", "updated_at", "last_activity_at"])
def test_what_trato_keeps_is_not_given(name: str, as_alice: Actor) -> None:
    with pytest.raises(RowsRefused) as refused:
        contacts([{"name": "Ana", name: "2020-01-01"}], by=as_alice)

    assert list(refused.value.rows[0]) == [name]


@pytest.mark.parametrize("name", ["r.name", "name; drop table event", "", "__class__", "n" * 500])
def test_a_field_that_is_none_is_named_shortly(name: str, as_alice: Actor) -> None:
    with pytest.raises(RowsRefused) as refused:
        contacts([{"name": "Ana", name: "x"}], by=as_alice)

    assert len(refused.value.rows[0][name]) < 100


def test_hidden_and_locked_fields_are_refused_apart(alice: User) -> None:
    Role.objects.filter(people=alice).update(hidden_fields=["contact.source"], read_only_fields=["contact.city"])
    with pytest.raises(RowsRefused) as refused:
        contacts([{"name": "Ana", "source": "x", "city": "y"}], by=alice.acting())

    assert refused.value.rows[0] == {
        "source": "There is no field “source”.",
        "city": "You may not change this field.",
    }


def test_a_whole_part_is_locked_with_any_of_its_fields(alice: User) -> None:
    Role.objects.filter(people=alice).update(read_only_fields=["contact.phone"])
    with pytest.raises(RowsRefused) as refused:
        contacts([{"name": "Ana", "identities": [{"kind": "email", "value": "a@b.es"}]}], by=alice.acting())

    assert list(refused.value.rows[0]) == ["identities"]


@pytest.mark.parametrize("kind", [each.name for each in declared_kinds()])
def test_who_has_no_right_makes_nothing(kind: str, as_charlie: Actor) -> None:
    with pytest.raises(NotAllowed):
        record_kind(kind).create([{"name": "Ana"}], by=as_charlie)
    assert not record_kind(kind).model().objects.exists()


def test_an_owner_brings_the_team_unless_one_is_given(as_ada: Actor, alice: User, bob: User, south: Any) -> None:
    rows = [
        {"name": "Ana", "owner": str(alice.id)},
        {"name": "Eva", "owner": "Alice", "team": "South"},
        {"name": "Ivo", "owner": "bob@acequia.example", "team": None},
        {"name": "Ola", "owner": None},
    ]
    ids = contacts(rows, by=as_ada)

    found = {row.id: (row.owner_id, row.team.name if row.team else None) for row in everybody()}
    assert [found[id_] for id_ in ids] == [(alice.id, "North"), (alice.id, "South"), (bob.id, None), (None, None)]


def test_what_the_system_makes_is_nobodys(installed: object) -> None:
    (id_,) = contacts([{"name": "Ana"}], by=SYSTEM)

    assert everybody().get(pk=id_).owner_id is None
    assert Change.objects.get(record_id=id_).actor_kind == "system"


@pytest.mark.parametrize(
    ("door", "proof"), [("page", "typed"), ("api", "program"), ("import", "imported"), ("command", "imported")]
)
def test_each_door_proves_an_identity_in_its_way(door: str, proof: str, as_alice: Actor) -> None:
    assert coercion_for(as_alice.at(door)).proof == proof


def test_only_a_page_reads_amounts_in_the_readers_language(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="es")
    alice.refresh_from_db()

    assert coercion_for(alice.acting()).locale == "es"
    assert coercion_for(alice.acting("api")).locale == "en"


def test_a_rows_country_reads_its_own_phone_and_no_others(as_alice: Actor) -> None:
    rows = [
        {"phone": "94905 01174", "country": "India"},
        {"phone": "600 190 044"},
        {"phone": "600 190 045", "country": "Narnia"},
        {"phone": "600 190 046", "country": ["IN"]},
    ]
    prepared = prepare_rows(record_kind("contact"), rows, by=as_alice)

    forms = [row.parts["identities"]["phone"]["normalised"] for row in prepared]
    assert forms == ["+919490501174", "+34600190044", "+34600190045", "+34600190046"]
    assert list(prepared[3].problems) == ["country"]
