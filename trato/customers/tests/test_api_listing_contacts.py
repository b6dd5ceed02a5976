"""Contacts as a program lists them: pages, orders, fields, search."""

import pytest

from trato.customers.public import Contact
from trato.customers.tests.calling import listed, made
from trato.kit.testing.programs import Program


def test_a_list_is_walked_by_its_cursor_without_gaps(program: Program) -> None:
    names = [f"Person {number:02d}" for number in range(7)]
    for name in names:
        made(program, name=name)
    walked, after = [], ""
    while True:
        page = program.get("/contacts", limit=3, **({"after": after} if after else {})).json()
        walked += [each["name"] for each in page["results"]]
        if not page["paging"]["next"]:
            break
        after = page["paging"]["next"]["after"]

    assert walked == names


@pytest.mark.parametrize("sort", ["name", "-name", "created_at", "-updated_at", "id", "-id", "-last_activity_at"])
def test_each_order_goes_on_where_it_stopped(program: Program, sort: str) -> None:
    for name in ("Ana", "Eva", "Zoe"):
        made(program, name=name)

    whole = listed(program, sort=sort)
    first = program.get("/contacts", sort=sort, limit=2).json()
    rest = listed(program, sort=sort, after=first["paging"]["next"]["after"])

    assert [each["name"] for each in first["results"]] + rest == whole
    assert whole == (["Zoe", "Eva", "Ana"] if sort.startswith("-") else ["Ana", "Eva", "Zoe"])


def test_only_the_fields_that_were_asked_for_are_answered(program: Program, nuria: Contact) -> None:
    (found,) = program.get("/contacts", fields="id,name,email,owner,updated_at").json()["results"]

    assert list(found) == ["id", "name", "email", "owner", "updated_at"]
    assert found["email"] == "nuria@bakery.example"


@pytest.mark.parametrize(
    ("name", "value"), [("fields", "id,nmae"), ("sort", "phone"), ("sort", "--name"), ("sort", ""), ("after", "bent")]
)
def test_what_a_list_cannot_do_is_refused_by_name(program: Program, nuria: Contact, name: str, value: str) -> None:
    answer = program.get("/contacts", **{name: value})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == name


def test_a_cursor_of_another_order_is_refused(program: Program) -> None:
    for name in ("Ana", "Eva"):
        made(program, name=name)
    after = program.get("/contacts", limit=1).json()["paging"]["next"]["after"]

    assert program.get("/contacts", sort="-name", after=after).status_code == 422


def test_text_is_found(program: Program, nuria: Contact) -> None:
    made(program, name="Eva")

    assert listed(program, q="nuria") == ["Núria Bosch"]
    assert listed(program, q="bakery.example") == ["Núria Bosch"]
    assert listed(program, q="%") == []


def test_what_changed_since_a_moment(program: Program, nuria: Contact) -> None:
    moment = program.get(f"/contacts/{nuria.id}").json()["updated_at"]
    Contact.objects.filter(pk=nuria.pk).update(updated_at="2020-01-01T00:00:00Z")
    made(program, name="Eva")

    assert listed(program, updated_since=moment) == ["Eva"]
    assert listed(program, updated_since="2019-12-31T23:00:00Z", sort="updated_at") == ["Núria Bosch", "Eva"]


def test_a_list_holds_what_the_colleague_may_see(bobs_program: Program, program: Program, nuria: Contact) -> None:
    assert listed(bobs_program) == []
    assert listed(program) == ["Núria Bosch"]
