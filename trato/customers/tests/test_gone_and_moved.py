"""An erased contact is gone at every address of what was its; a task that moves changes two contacts at once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from trato.customers.public import (
    Company,
    Contact,
    Segment,
    SegmentMember,
    create_companies,
    create_contacts,
    create_segments,
    create_tasks,
    merge_contacts,
    recount,
    update_tasks,
    write_note,
)
from trato.customers.tests.erasing import erase
from trato.customers.tests.test_segments import follow
from trato.foundation.public import Actor, Gone, NotFound, RecordUpdate, User
from trato.kit.testing.programs import Program

BELONGING = (
    "/contacts/{id}",
    "/contacts/{id}/consents",
    "/contacts/{id}/files",
    "/contacts/{id}/history",
    "/notes?contact_id={id}",
    "/relations?contact_id={id}",
    "/traits/of/contact/{id}",
)
WRITING = (
    ("/contacts/{id}/consents", {"purpose": "newsletter", "channel": "email", "state": "withdrawn"}),
    ("/notes", {"body": "Called", "contact_id": "{id}"}),
    ("/contacts/{id}/merge", {"other": "{other}"}),
)


@pytest.fixture
def program(program_of: Callable[[User], Program], ada: User) -> Program:
    return program_of(ada)


@pytest.fixture
def erased(nuria: Contact, as_ada: Actor) -> UUID:
    erase(nuria, as_ada)
    return nuria.id


@pytest.mark.parametrize("address", BELONGING)
def test_what_belonged_to_an_erased_contact_is_gone(address: str, erased: UUID, program: Program) -> None:
    answer: Any = program.get(address.format(id=erased))

    assert answer.status_code == 410
    assert answer.json()["type"].endswith("gone")


@pytest.mark.parametrize("address", BELONGING)
def test_what_never_was_is_not_found(address: str, installed: Any, program: Program) -> None:
    assert program.get(address.format(id=uuid4())).status_code == 404


@pytest.mark.parametrize(("address", "body"), WRITING)
def test_nothing_is_written_about_who_was_erased(
    address: str, body: dict[str, str], erased: UUID, program: Program, as_ada: Actor
) -> None:
    (other,) = create_contacts([{"name": "Another"}], by=as_ada)
    given = {name: text.format(id=erased, other=other.id) for name, text in body.items()}

    assert program.post(address.format(id=erased), given).status_code == 410


def test_those_that_were_merged_into_who_was_erased_are_gone_too(
    nuria: Contact, as_alice: Actor, as_ada: Actor, program: Program
) -> None:
    (other,) = create_contacts([{"name": "N. Bosch"}], by=as_alice)
    merge_contacts({other.id: nuria.id}, by=as_alice)
    erase(nuria, as_ada)

    for id_ in (nuria.id, other.id):
        assert program.get(f"/contacts/{id_}/consents").status_code == 410


def test_the_verbs_say_so_as_well(erased: UUID, as_ada: Actor) -> None:
    with pytest.raises(Gone):
        write_note("Called", by=as_ada, contact_id=erased)
    with pytest.raises(NotFound):
        write_note("Called", by=as_ada, contact_id=uuid4())


@pytest.fixture
def two(as_alice: Actor) -> list[UUID]:
    return [each.id for each in create_contacts([{"name": "Ana"}, {"name": "Ben"}], by=as_alice)]


def segment(rules: object, by: Actor, kind: str = "contact") -> Segment:
    (saved,) = create_segments([{"name": f"Waiting {kind}", "member_kind": kind, "rules": rules}], by=by)
    recount(saved.id)
    return Segment.objects.get(pk=saved.id)


def members(one: Segment) -> set[UUID]:
    return set(SegmentMember.objects.filter(segment=one, until=None).values_list("record_id", flat=True))


def waiting(relation: str) -> dict[str, Any]:
    return {"of": relation, "where": {"field": "state", "value": "open"}}


def task_for(by: Actor, **about: str) -> UUID:
    (saved,) = create_tasks([{"name": "Call", **about}], by=by)
    return saved.id


def test_a_task_that_goes_to_another_contact_takes_the_first_out_at_once(two: list[UUID], as_alice: Actor) -> None:
    ana, ben = two
    one = segment(waiting("task.contact"), as_alice)
    task = task_for(as_alice, contact=str(ana))
    follow()
    assert members(one) == {ana}

    update_tasks([RecordUpdate(id=task, values={"contact": str(ben)})], by=as_alice)
    follow()

    assert members(one) == {ben}


def test_a_task_that_is_about_nobody_any_more_takes_the_contact_out(two: list[UUID], as_alice: Actor) -> None:
    one = segment(waiting("task.contact"), as_alice)
    task = task_for(as_alice, contact=str(two[0]))
    follow()

    update_tasks([RecordUpdate(id=task, values={"contact": ""})], by=as_alice)
    follow()

    assert members(one) == set()


def test_companies_follow_in_the_same_way(bakery: Company, as_alice: Actor) -> None:
    (mill,) = create_companies([{"name": "Mill"}], by=as_alice)
    one = segment(waiting("task.company"), as_alice, "company")
    task = task_for(as_alice, company=str(bakery.id))
    follow()
    assert members(one) == {bakery.id}

    update_tasks([RecordUpdate(id=task, values={"company": str(mill.id)})], by=as_alice)
    follow()

    assert members(one) == {mill.id}


def test_a_change_that_moves_nothing_names_nobody_else(two: list[UUID], as_alice: Actor) -> None:
    from trato.customers.tests.test_segments import _logged

    task = task_for(as_alice, contact=str(two[0]))
    update_tasks([RecordUpdate(id=task, values={"name": "Call again"})], by=as_alice)

    (changed,) = [each for each in _logged() if each.kind == "customers.task_changed"]
    assert (changed.data["former_contact"], changed.data["former_company"]) == (None, None)
