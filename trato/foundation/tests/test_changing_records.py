"""Changes: only what differs is written, nobody is overwritten silently, and what was can be put back."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from trato.foundation.public import (
    Actor,
    Change,
    LoggedEvent,
    NotAllowed,
    NotFound,
    OthersWereFaster,
    RecordUpdate,
    Role,
    RowsRefused,
    SavedRecord,
    SearchWord,
    User,
    fields_changed_since,
    history_of,
    read_records,
    record_kind,
)
from trato.foundation.tests.listing import contacts, everybody
from trato.kit.sort_keys import sort_key
from trato.kit.testing.undone import undone
from trato.kit.text import words

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=20)
LINES = st.fixed_dictionaries(
    {},
    optional={
        "name": TEXTS.filter(str.strip),
        "native_name": TEXTS,
        "source": st.none() | TEXTS,
        "lead_status": st.sampled_from(["new", "qualified", None]),
        "lifecycle_stage": st.sampled_from(["lead", "customer"]),
        "language": st.sampled_from(["es", "te", None]),
        "time_zone": st.sampled_from(["Europe/Madrid", None]),
        "email": st.sampled_from(["ana@f.example", "ANA@f.example", "a.ferrer@f.example", None]),
        "phone": st.sampled_from(["600 190 044", "+34 600 190 044", "600 111 222", None]),
        "website": st.sampled_from(["https://f.example", None]),
        "city": st.none() | TEXTS,
        "country": st.sampled_from(["Spain", "IN", "Narnia", None]),
        "job_title": st.none() | TEXTS,
        "company": st.sampled_from(["Huerta", "Corner Bakery", None]),
        "tags": st.lists(st.sampled_from(["vip", "VIP", "fair"]), max_size=3),
    },
)
WHOLE = st.fixed_dictionaries(
    {},
    optional={
        "source": TEXTS,
        "identities": st.lists(
            st.fixed_dictionaries(
                {"kind": st.just("handle"), "value": st.sampled_from(["@ana", "@eva"])},
                optional={"source": st.sampled_from(["telegram", "x"]), "label": st.just("private")},
            ),
            max_size=3,
        ),
        # One, because a second becomes the first when the first is emptied, and the same again then speaks of another.
        "addresses": st.lists(st.fixed_dictionaries({"city": TEXTS, "label": st.just("home")}), max_size=1),
    },
)
FACTS = LINES | WHOLE
some = settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
KEPT = ("created_at", "updated_at", "last_activity_at")


def update(id_: Any, by: Actor, **values: Any) -> SavedRecord:
    asked = {name: values.pop(name) for name in ("seen_version", "strictly") if name in values}
    (saved,) = record_kind("contact").update([RecordUpdate(id=id_, values=values, **asked)], by=by)
    return saved


def shown(id_: Any, by: Actor) -> dict[str, Any]:
    """All that a reader sees, but for ids of rows and how they were proved."""
    kind = record_kind("contact")
    (row,) = read_records(kind, [id_], seen_by=by, columns=[s.name for s in kind.fields if s.name not in KEPT])
    row["identities"] = [{n: v for n, v in each.items() if n not in ("id", "proof")} for each in row["identities"]]
    return row


def put_back(id_: Any, by: Actor, *, version: int) -> None:
    """As history does: each field as it was before that version."""
    before = Change.objects.get(record_id=id_, version=version).before
    update(id_, by, **before)


@some
@given(first=FACTS, second=FACTS)
def test_what_was_before_can_be_put_back(first: dict[str, Any], second: dict[str, Any], as_alice: Actor) -> None:
    with undone():
        (id_,) = contacts([{"name": "Ana", **first}], by=as_alice)
        was = shown(id_, as_alice)
        saved = update(id_, as_alice, **second)
        if saved.fields:
            put_back(id_, as_alice, version=saved.version)

        assert shown(id_, as_alice) == was


@some
@given(first=FACTS, second=FACTS)
def test_the_same_again_is_no_change(first: dict[str, Any], second: dict[str, Any], as_alice: Actor) -> None:
    with undone():
        (id_,) = contacts([{"name": "Ana", **first}], by=as_alice)
        update(id_, as_alice, **second)
        was, changes = shown(id_, as_alice), Change.objects.count()

        assert update(id_, as_alice, **second).fields == ()
        assert (shown(id_, as_alice), Change.objects.count()) == (was, changes)


@some
@given(first=FACTS, second=FACTS)
def test_a_change_names_exactly_what_differs(first: dict[str, Any], second: dict[str, Any], as_alice: Actor) -> None:
    with undone():
        (id_,) = contacts([{"name": "Ana", **first}], by=as_alice)
        was = shown(id_, as_alice)
        saved = update(id_, as_alice, **second)
        now = shown(id_, as_alice)

        # What follows from others, such as the group of the company, is nobody's change.
        own = [spec for spec in record_kind("contact").fields if spec.column or spec.part]
        differs = {spec.part or spec.name for spec in own if now[spec.name] != was[spec.name]}
        assert differs == set(saved.fields)
        assert saved.version == 1 + bool(differs)
        event = LoggedEvent.objects.filter(kind="customers.contact_changed", subject_id=id_).first()
        assert (set(event.data["fields"]) if event else set()) == differs


@some
@given(first=FACTS, second=LINES)  # a file has single lines
def test_a_file_takes_nothing_away(first: dict[str, Any], second: dict[str, Any], as_alice: Actor) -> None:
    with undone():
        (id_,) = contacts([{"name": "Ana", **first}], by=as_alice)
        was = shown(id_, as_alice)
        record_kind("contact").update([RecordUpdate(id=id_, values=second)], by=as_alice, adding=True)
        now = shown(id_, as_alice)

    forms = {(each["kind"], each["normalised"]) for each in was["identities"]}
    assert forms <= {(each["kind"], each["normalised"]) for each in now["identities"]}
    assert {tag.casefold() for tag in was["tags"]} <= {tag.casefold() for tag in now["tags"]}
    assert {each["name"] for each in was["companies"]} <= {each["name"] for each in now["companies"]} | {None}
    for name in ("name", "source", "lead_status", "language", "city", "email"):
        assert now[name] or not was[name]


def test_a_new_name_is_sorted_found_and_remembered(nuria: Any, as_alice: Actor) -> None:
    update(nuria.id, as_alice, name="Zoe Álvarez")

    nuria.refresh_from_db()
    assert nuria.sort_key == sort_key("Zoe Álvarez")
    assert set(SearchWord.objects.filter(record_id=nuria.id).values_list("word", flat=True)) == set(
        words("Zoe Álvarez")
    )
    assert "zoe" in nuria.search_text
    assert "bosch" not in nuria.search_text


def test_a_new_email_is_found_and_the_old_one_is_not(nuria: Any, as_alice: Actor) -> None:
    update(nuria.id, as_alice, email="nb@home.example")

    nuria.refresh_from_db()
    assert "nb@home.example" in nuria.search_text
    assert "nuria@bakery.example" not in nuria.search_text


def test_a_change_moves_the_moment_of_change(nuria: Any, as_alice: Actor) -> None:
    everybody().update(updated_at="2020-01-01T00:00:00Z")
    update(nuria.id, as_alice, source="Fair")

    nuria.refresh_from_db()
    assert nuria.updated_at.year > 2020


def test_no_change_moves_nothing(nuria: Any, as_alice: Actor) -> None:
    everybody().update(updated_at="2020-01-01T00:00:00Z")
    update(nuria.id, as_alice, name="Núria Bosch", email="nuria@bakery.example", tags=[])

    nuria.refresh_from_db()
    assert (nuria.updated_at.year, nuria.version) == (2020, 1)


def test_whoever_asks_for_no_change_at_all_is_told_of_any(nuria: Any, as_alice: Actor, as_ada: Actor) -> None:
    update(nuria.id, as_ada, source="Fair")

    with pytest.raises(OthersWereFaster):
        update(nuria.id, as_alice, city="Alzira", seen_version=1, strictly=True)
    assert update(nuria.id, as_alice, city="Alzira", seen_version=1).version == 3


def test_lines_of_one_address_are_one_thing_to_overwrite(nuria: Any, as_alice: Actor, as_ada: Actor) -> None:
    update(nuria.id, as_ada, street="Calle Mayor 1")

    with pytest.raises(OthersWereFaster) as refused:
        update(nuria.id, as_alice, city="Alzira", seen_version=1)
    assert list(refused.value.fields) == ["addresses"]


def test_agreeing_with_the_other_is_no_conflict(nuria: Any, as_alice: Actor, as_ada: Actor) -> None:
    update(nuria.id, as_ada, source="Fair")

    assert update(nuria.id, as_alice, source="Fair", seen_version=1).fields == ()


def test_nobody_has_seen_what_is_yet_to_come(nuria: Any, as_alice: Actor) -> None:
    with pytest.raises(NotFound, match="no version 7"):
        update(nuria.id, as_alice, source="Fair", seen_version=7)


def test_a_refused_change_in_a_set_changes_nobody(as_alice: Actor) -> None:
    ana, eva = contacts([{"name": "Ana"}, {"name": "Eva"}], by=as_alice)
    asked = [RecordUpdate(id=ana, values={"source": "Fair"}), RecordUpdate(id=eva, values={"email": "eva"})]
    with pytest.raises(RowsRefused) as refused:
        record_kind("contact").update(asked, by=as_alice)

    assert list(refused.value.rows) == [1]
    assert not everybody().exclude(source="").exists()


def test_a_record_stands_once_in_a_set(nuria: Any, as_alice: Actor) -> None:
    twice = [RecordUpdate(id=nuria.id, values={"source": text}) for text in ("Fair", "Web")]
    with pytest.raises(RowsRefused) as refused:
        record_kind("contact").update(twice, by=as_alice)

    assert list(refused.value.rows) == [0, 1]
    assert Change.objects.filter(record_id=nuria.id).count() == 1


@pytest.mark.parametrize("name", ["", None])
def test_a_name_cannot_be_taken_away(name: str | None, nuria: Any, as_alice: Actor) -> None:
    with pytest.raises(RowsRefused, match="needs a name"):
        update(nuria.id, as_alice, name=name)


def test_what_one_sees_and_may_not_change_is_another_thing_than_what_one_does_not_see(
    nuria: Any, alice: User, as_bob: Actor
) -> None:
    everybody().update(owner=None, team=None)
    Role.objects.update(rights={"customers.see_contacts": 4, "customers.edit_contacts": 1})
    with pytest.raises(NotAllowed):
        update(nuria.id, alice.acting(), source="Fair")
    with pytest.raises(NotFound):
        update(nuria.id, as_bob, source="Fair")
    with pytest.raises(NotFound):
        update(uuid4(), alice.acting(), source="Fair")


def test_who_may_change_nothing_is_told_before_anything_is_looked_at(as_charlie: Actor) -> None:
    with pytest.raises(NotAllowed):
        update(uuid4(), as_charlie, source="Fair")


def test_one_out_of_reach_in_a_set_keeps_the_others_as_they_are(nuria: Any, as_bob: Actor) -> None:
    (own,) = contacts([{"name": "Bob's"}], by=as_bob)
    asked = [RecordUpdate(id=id_, values={"source": "Fair"}) for id_ in (own, nuria.id)]
    with pytest.raises(NotFound):
        record_kind("contact").update(asked, by=as_bob)

    assert not everybody().exclude(source="").exists()


def test_history_tells_the_values_of_one_field_newest_first(nuria: Any, as_alice: Actor) -> None:
    for text in ("Fair", "Web", None):
        update(nuria.id, as_alice, source=text)
    update(nuria.id, as_alice, city="Alzira")

    told = [(each.version, each.before["source"], each.after["source"]) for each in history_of(nuria.id, "source")]
    assert told == [(4, "Web", None), (3, "Fair", "Web"), (2, None, "Fair")]
    assert [each.version for each in history_of(nuria.id, "name")] == [1]
    assert len(history_of(nuria.id, "source", limit=2)) == 2


def test_what_changed_since_a_version(nuria: Any, as_alice: Actor) -> None:
    update(nuria.id, as_alice, source="Fair", city="Alzira")
    update(nuria.id, as_alice, lead_status="new")

    assert fields_changed_since(nuria.id, 1) == {"source", "addresses", "lead_status"}
    assert fields_changed_since(nuria.id, 2) == {"lead_status"}
    assert fields_changed_since(nuria.id, 3) == set()
