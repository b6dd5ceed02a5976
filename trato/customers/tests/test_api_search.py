"""Lists by rules: and, or, not over fields, operators and values."""

from collections.abc import Callable

import pytest

from trato.customers.public import Contact, create_contacts
from trato.foundation.public import Actor, Reach, Role, User
from trato.kit.testing.programs import Program

PEOPLE = [
    {"name": "Ana", "source": "Fair", "lifecycle_stage": "lead", "email": "ana@one.example", "tags": ["VIP"]},
    {"name": "Bea", "source": "Web", "lifecycle_stage": "customer", "phone": "600 190 044"},
    {"name": "Cleo", "source": "", "lifecycle_stage": "lead", "email": "cleo@two.example", "city": "Reus"},
]


@pytest.fixture
def people(as_alice: Actor) -> None:
    create_contacts(PEOPLE, by=as_alice)


def found(program: Program, rules: object, **more: object) -> list[str]:
    answer = program.post("/contacts/search", {"filter": rules, **more})
    assert answer.status_code == 200, answer.content
    return [each["name"] for each in answer.json()["results"]]


@pytest.mark.parametrize(
    ("rules", "names"),
    [
        (None, ["Ana", "Bea", "Cleo"]),
        ({"field": "lifecycle_stage", "value": "lead"}, ["Ana", "Cleo"]),
        ({"field": "lifecycle_stage", "operator": "is", "value": ["lead", "customer"]}, ["Ana", "Bea", "Cleo"]),
        ({"field": "lifecycle_stage", "operator": "not", "value": "lead"}, ["Bea"]),
        ({"field": "source", "value": "FAIR"}, ["Ana"]),
        ({"field": "source", "operator": "not", "value": "fair"}, ["Bea", "Cleo"]),
        ({"field": "source", "operator": "empty"}, ["Cleo"]),
        ({"field": "source", "operator": "filled"}, ["Ana", "Bea"]),
        ({"field": "source", "operator": "holds", "value": "ai"}, ["Ana"]),
        ({"field": "email", "value": "ANA@one.example"}, ["Ana"]),
        ({"field": "email", "operator": "not", "value": "ana@one.example"}, ["Bea", "Cleo"]),
        ({"field": "phone", "value": "+34 600 190 044"}, ["Bea"]),
        ({"field": "tags", "value": "vip"}, ["Ana"]),
        ({"field": "owner", "value": "me"}, ["Ana", "Bea", "Cleo"]),
        ({"field": "owner", "operator": "empty"}, []),
        ({"field": "created_at", "operator": "after", "value": "today"}, ["Ana", "Bea", "Cleo"]),
        ({"field": "created_at", "operator": "between", "value": ["2001-01-01", "2001-12-31"]}, []),
        ({"search": "reus"}, []),
        ({"search": "cle"}, ["Cleo"]),
        ({"not": {"field": "source", "value": "fair"}}, ["Bea", "Cleo"]),
        ({"and": [{"field": "lifecycle_stage", "value": "lead"}, {"field": "source", "value": "fair"}]}, ["Ana"]),
        ({"or": [{"field": "name", "value": "bea"}, {"field": "name", "value": "cleo"}]}, ["Bea", "Cleo"]),
        ({"not": {"or": [{"field": "name", "value": "bea"}, {"search": "ana"}]}}, ["Cleo"]),
    ],
)
def test_rules_find_what_they_say(program: Program, people: None, rules: object, names: list[str]) -> None:
    assert found(program, rules) == names


def test_order_fields_and_pages_are_those_of_lists(program: Program, people: None) -> None:
    body = {
        "filter": {"field": "lifecycle_stage", "value": "lead"},
        "sort": "-name",
        "fields": ["id", "name"],
        "limit": 1,
    }
    first = program.post("/contacts/search", body).json()
    assert [(sorted(each), each["name"]) for each in first["results"]] == [(["id", "name"], "Cleo")]
    second = program.post("/contacts/search", {**body, "after": first["paging"]["next"]["after"]}).json()
    assert [each["name"] for each in second["results"]] == ["Ana"]
    assert second["paging"]["next"] is None


def test_only_what_the_colleague_sees_is_found(bobs_program: Program, people: None) -> None:
    assert found(bobs_program, None) == []
    assert found(bobs_program, {"field": "email", "value": "ana@one.example"}) == []
    assert found(bobs_program, {"not": {"field": "email", "value": "ana@one.example"}}) == []


def test_nobody_finds_out_what_is_hidden_by_asking_for_it(
    program_of: Callable[[User], Program], hire: Callable[..., User], people: None
) -> None:
    rights = {"customers.see_contacts": int(Reach.ALL)}
    role = Role.objects.create(name="No mail", rights=rights, hidden_fields=["contact.email", "contact.source"])
    nora = program_of(hire("Nora", role=role))
    for name in ("email", "source"):
        answer = nora.post("/contacts/search", {"filter": {"field": name, "operator": "filled"}})
        assert answer.status_code == 422
        unknown = nora.post("/contacts/search", {"filter": {"field": "shoe", "operator": "filled"}})
        assert answer.json()["detail"].replace(name, "shoe") == unknown.json()["detail"]


def nested(depth: int) -> object:
    return {"not": nested(depth - 1)} if depth else {"search": "x"}


@pytest.mark.parametrize(
    ("rules", "place"),
    [
        ([], "filter"),
        ("x", "filter"),
        (5, "filter"),
        ({"and": []}, "filter/and"),
        ({"and": {}}, "filter/and"),
        ({"or": [5]}, "filter/or/0"),
        ({"and": [], "or": []}, "filter/and"),
        ({"field": "shoe", "value": 43}, "filter/field"),
        ({"field": 5}, "filter/field"),
        ({"field": "name", "operator": "sounds", "value": "x"}, "filter/operator"),
        ({"field": "name", "operator": 5, "value": "x"}, "filter/field"),
        ({"field": "name"}, "filter/value"),
        ({"field": "name", "value": []}, "filter/value"),
        ({"field": "name", "value": ["x"] * 51}, "filter/value"),
        ({"field": "name", "value": {"a": 1}}, "filter/value"),
        ({"field": "name", "value": True}, "filter/value"),
        ({"field": "email", "value": "no mail"}, "filter/value"),
        ({"field": "lifecycle_stage", "value": "unicorn"}, "filter/value"),
        ({"field": "created_at", "operator": "after", "value": "soon"}, "filter/value"),
        ({"field": "created_at", "operator": "between", "value": "2026-01-01"}, "filter/value"),
        ({"field": "owner", "value": "nobody"}, "filter/value"),
        ({"field": "name", "value": "x", "extra": 1}, "filter/extra"),
        ({"search": 5}, "filter/search"),
        ({"search": ["x"]}, "filter/search"),
        ({"or": [{"search": "x"}] * 5_001}, "filter/or/4999"),
        (nested(51), "filter" + "/not" * 50),
        ({"field": "identities", "value": "x"}, "filter/operator"),
    ],
)
def test_a_rule_that_is_none_is_refused_where_it_stands(program: Program, rules: object, place: str) -> None:
    answer = program.post("/contacts/search", {"filter": rules})
    assert answer.status_code == 422, answer.content
    assert [each["field"] for each in answer.json()["errors"]] == [place]


@pytest.mark.parametrize("value", ["'; drop table customers_contact; --", "%", "_", "\\", "%s", "{}", "%(x)s", "a'b"])
def test_nothing_given_becomes_sql(program: Program, nuria: Contact, value: str) -> None:
    for operator in ("is", "not", "holds"):
        rules = {"field": "source", "operator": operator, "value": value}
        assert program.post("/contacts/search", {"filter": rules}).status_code == 200
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    "more", [{"limit": 0}, {"limit": 201}, {"sort": "email"}, {"fields": ["shoe"]}, {"after": "x"}, {"what": 1}]
)
def test_the_rest_of_the_body_is_checked_like_a_list(program: Program, more: dict[str, object]) -> None:
    assert program.post("/contacts/search", more).status_code == 422
