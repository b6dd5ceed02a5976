"""Values that machines write: read everywhere that fields are, and followed by segments."""

from collections.abc import Callable
from typing import Any

import pytest

from trato.customers.public import (
    Contact,
    Scored,
    Segment,
    SegmentMember,
    TraitValue,
    create_segments,
    define_trait,
    record_traits,
    recount,
)
from trato.customers.tests.test_segments import follow
from trato.customers.traits.errors import TraitRefused
from trato.foundation.public import Actor, NotAllowed, NotFound, User, read_records, record_kind
from trato.kit.testing.programs import Program


@pytest.fixture
def score(as_ada: Actor) -> None:
    define_trait("churn_risk", label="Churn risk", type="number", by=as_ada)
    define_trait("rank", label="Rank", type="choice", options=[("a", "Best"), ("b", "Good")], by=as_ada)


def scored(contact: Contact, value: Any, *reasons: str) -> list[Scored]:
    return [Scored(record_id=contact.id, value=value, reasons=reasons)]


def test_a_score_is_a_field_of_the_contact(score: None, nuria: Contact, as_ada: Actor) -> None:
    assert record_traits("churn_risk", scored(nuria, 0.93, "No order for a year"), by=as_ada, run="r1") == 1

    (row,) = read_records(
        record_kind("contact"), [nuria.id], seen_by=as_ada, columns=["trait_churn_risk", "trait_rank"]
    )
    assert (float(row["trait_churn_risk"]), row["trait_rank"]) == (0.93, "")
    value = TraitValue.objects.get()
    assert (value.reasons, value.run) == (["No order for a year"], "r1")


def test_the_later_value_stands_and_none_takes_it_away(score: None, nuria: Contact, as_ada: Actor) -> None:
    for value in ("a", "b"):
        record_traits("rank", scored(nuria, value), by=as_ada)
    assert TraitValue.objects.get().text == "b"
    record_traits("rank", scored(nuria, None), by=as_ada)
    assert TraitValue.objects.get().text is None


@pytest.mark.parametrize(
    ("code", "value"),
    [("churn_risk", "high"), ("churn_risk", True), ("churn_risk", "NaN"), ("churn_risk", 10**30), ("rank", "z")],
)
def test_what_is_no_value_is_refused_where_it_stands(
    score: None, nuria: Contact, as_ada: Actor, code: str, value: Any
) -> None:
    with pytest.raises(TraitRefused) as refused:
        record_traits(code, scored(nuria, value), by=as_ada)
    assert list(refused.value.fields) == ["values/0/value"]
    assert TraitValue.objects.count() == 0


def test_a_trait_keeps_its_type(score: None, as_ada: Actor) -> None:
    with pytest.raises(TraitRefused, match="type"):
        define_trait("rank", label="Rank", type="number", by=as_ada)
    assert define_trait("rank", label="Place", type="choice", options=[("a", "A")], by=as_ada).label == "Place"


@pytest.mark.parametrize("code", ["", "Rank", "1st", "a" * 41, "a-b", "drop table"])
def test_a_code_is_a_plain_word(installed: object, as_ada: Actor, code: str) -> None:
    with pytest.raises(TraitRefused):
        define_trait(code, label="X", type="number", by=as_ada)


def test_nobody_writes_without_the_right_nor_about_whom_he_does_not_see(
    score: None, nuria: Contact, as_alice: Actor, as_bob: Actor, bob: User
) -> None:
    with pytest.raises(NotAllowed):
        record_traits("rank", scored(nuria, "a"), by=as_alice)
    role = bob.roles.get()
    role.rights = {**role.rights, "customers.record_traits": 4}
    role.save()
    with pytest.raises(NotFound):
        record_traits("rank", scored(nuria, "a"), by=User.objects.get(pk=bob.pk).acting())


def test_a_segment_follows_a_score(score: None, nuria: Contact, as_ada: Actor) -> None:
    rules = {"field": "trait_churn_risk", "operator": "least", "value": "0.5"}
    (saved,) = create_segments([{"name": "At risk", "rules": rules}], by=as_ada)
    recount(saved.id)
    assert Segment.objects.get(pk=saved.id).size == 0

    record_traits("churn_risk", scored(nuria, 0.7), by=as_ada)
    follow()
    assert SegmentMember.objects.filter(until=None).count() == 1
    record_traits("churn_risk", scored(nuria, 0.1), by=as_ada)
    follow()
    assert SegmentMember.objects.filter(until=None).count() == 0


def test_a_program_defines_writes_and_asks(program_of: Callable[[User], Program], ada: User, nuria: Contact) -> None:
    program = program_of(ada)
    made = program.send("PUT", "/traits/value", b'{"label": "Value", "type": "number"}')
    assert made.status_code == 200, made.content
    body = {"run": "r", "source": "model", "values": [{"id": str(nuria.id), "value": 12, "reasons": ["Buys often"]}]}
    assert program.post("/traits/value", body).json() == {"written": 1}

    shown = program.get(f"/traits/of/contact/{nuria.id}").json()["results"]
    assert [(each["code"], each["value"], each["reasons"]) for each in shown] == [("value", 12.0, ["Buys often"])]
    assert program.get("/traits").json()["results"][0]["field"] == "trait_value"
    found = program.post("/contacts/search", {"filter": {"field": "trait_value", "operator": "least", "value": 10}})
    assert [each["trait_value"] for each in found.json()["results"]] == [12]
