"""What somebody would overwrite who looked at an older version: judged as people would."""

from typing import Any
from uuid import UUID

import pytest

from trato.foundation.kinds.conflicts import fields_lost
from trato.foundation.public import Actor, RecordUpdate, record_kind


def change(id_: UUID, by: Actor, **values: Any) -> None:
    record_kind("contact").update([RecordUpdate(id=id_, values=values)], by=by)


def lost(id_: UUID, *given: str, since: int = 1) -> set[str]:
    """With the parts that the fields stand in, as an update names them."""
    kind = record_kind("contact")
    changing = {kind.by_name[name].part or name for name in given}
    return fields_lost(kind, id_, given=given, changing=changing, since=since)


def test_what_nobody_touched_is_not_lost(nuria: Any, as_ada: Actor) -> None:
    change(nuria.id, as_ada, source="Fair")

    assert lost(nuria.id, "name", "email", "city") == set()


def test_a_column_that_others_wrote_is(nuria: Any, as_ada: Actor) -> None:
    change(nuria.id, as_ada, source="Fair")

    assert lost(nuria.id, "source", "name") == {"source"}


@pytest.mark.parametrize(("theirs", "ours"), [("email", "phone"), ("phone", "email"), ("website", "email")])
def test_one_way_to_reach_somebody_is_not_another(nuria: Any, as_ada: Actor, theirs: str, ours: str) -> None:
    values = {"email": "nb@home.example", "phone": "+34600000009", "website": "https://nuria.example"}
    change(nuria.id, as_ada, **{theirs: values[theirs]})

    assert lost(nuria.id, ours) == set()
    assert lost(nuria.id, theirs) == {theirs}
    assert lost(nuria.id, ours, theirs) == {theirs}


def test_the_whole_list_of_them_is_lost_with_any(nuria: Any, as_ada: Actor) -> None:
    change(nuria.id, as_ada, phone="+34600000009")

    assert lost(nuria.id, "identities") == {"identities"}


def test_an_address_is_one_thing_by_whatever_line(nuria: Any, as_ada: Actor) -> None:
    change(nuria.id, as_ada, street="Calle Mayor 1")

    assert lost(nuria.id, "city") == {"addresses"}
    assert lost(nuria.id, "street", "city") == {"addresses"}
    assert lost(nuria.id, "email") == set()


def test_a_role_belongs_to_the_firm_it_is_held_at(nuria: Any, as_ada: Actor) -> None:
    change(nuria.id, as_ada, company=None)

    assert lost(nuria.id, "job_title") == {"companies"}


def test_what_was_written_and_taken_back_since_was_still_written(nuria: Any, as_ada: Actor) -> None:
    change(nuria.id, as_ada, phone="+34600000009")
    change(nuria.id, as_ada, phone=None)

    assert lost(nuria.id, "phone") == {"phone"}


def test_only_what_came_after_the_version_one_saw(nuria: Any, as_ada: Actor) -> None:
    change(nuria.id, as_ada, phone="+34600000009")
    change(nuria.id, as_ada, email="nb@home.example")

    assert lost(nuria.id, "phone", since=2) == set()
    assert lost(nuria.id, "email", since=2) == {"email"}
    assert lost(nuria.id, "email", since=3) == set()
