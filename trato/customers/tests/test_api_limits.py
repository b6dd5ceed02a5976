"""What the database could not hold, and what a program does not see, is told and never lost."""

import random

import pytest

from trato.customers.public import Contact
from trato.customers.tests.calling import made
from trato.foundation.public import Role
from trato.kit.testing.programs import Program

# Random letters of four bytes each: nothing makes them fit into an index by squeezing.
WIDE = "".join(chr(random.Random(3).randint(0x20000, 0x2A000)) for _letter in range(1_000))
KEPT = ("id", "version", "merged_ids", "created_at", "updated_at", "last_activity_at")


@pytest.mark.parametrize("name", ["name", "native_name", "source", "city", "job_title", "company", "external_id"])
def test_a_line_too_wide_for_an_index_is_refused_by_name(name: str, program: Program) -> None:
    answer = program.post("/contacts", {"name": "Eva", name: WIDE})

    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["field"] == name


@pytest.mark.parametrize("name", ["name", "native_name", "source", "city", "job_title", "company", "external_id"])
def test_half_as_wide_is_kept(name: str, program: Program) -> None:
    found = made(program, **{name: WIDE[:500]})

    value = found[name]
    assert (value["name"] if isinstance(value, dict) else value) == WIDE[:500]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("identities", [{"kind": [], "value": "x"}]),
        ("identities", [{"kind": "handle", "value": "x", "label": "y" * 101}]),
        ("identities", [{"kind": "handle", "value": "x", "source": "y" * 101}]),
        ("identities", [{"kind": "handle", "value": WIDE * 3}]),
        ("tags", ["ΐ" * 100]),
        ("tags", [WIDE[:101]]),
    ],
)
def test_a_part_that_does_not_fit_is_refused_by_name(name: str, value: object, program: Program) -> None:
    answer = program.post("/contacts", {"name": "Eva", name: value})

    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["field"] == name


def test_a_link_out_of_sight_survives_being_sent_back(program: Program, nuria: Contact, seller: Role) -> None:
    Role.objects.filter(pk=seller.pk).update(rights={**seller.rights, "customers.see_companies": 0})
    found = program.get(f"/contacts/{nuria.id}").json()
    assert found["company"] == {"id": None, "name": ""}
    given = {name: value for name, value in found.items() if name not in (*KEPT, "companies")}

    answer = program.patch(f"/contacts/{nuria.id}", given)

    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert nuria.positions.get().company is not None


def test_a_list_of_links_out_of_sight_is_not_written(program: Program, nuria: Contact, seller: Role) -> None:
    Role.objects.filter(pk=seller.pk).update(rights={**seller.rights, "customers.see_companies": 0})
    companies = program.get(f"/contacts/{nuria.id}").json()["companies"]

    answer = program.patch(f"/contacts/{nuria.id}", {"companies": companies})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "companies"
    assert nuria.positions.get().company is not None


def test_a_program_that_sees_the_firm_takes_it_away(program: Program, nuria: Contact) -> None:
    assert program.patch(f"/contacts/{nuria.id}", {"company": None}).json()["company"] is None


@pytest.mark.parametrize(
    "parent", ["6f1f0000-0000-4000-8000-000000000000", {"id": "6f1f0000-0000-4000-8000-000000000000"}]
)
@pytest.mark.django_db(transaction=True)
def test_a_parent_that_never_was_is_refused_before_the_end(parent: object, program: Program) -> None:
    answer = program.post("/companies", {"name": "Huerta", "parent": parent})

    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["field"] == "parent"


def test_an_amount_finer_than_its_column_is_refused(program: Program) -> None:
    answer = program.post("/companies", {"name": "Huerta", "annual_revenue": {"amount": "1.23456", "currency": "EUR"}})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "annual_revenue"


@pytest.mark.parametrize("path", ["/contacts", "/companies"])
def test_nobody_is_called_by_spaces_alone(program: Program, path: str) -> None:
    assert program.post(path, {"name": " \u3000\t"}).status_code == 422
    held = program.post(path, {"name": "Pau Soler"}).json()
    assert program.patch(f"{path}/{held['id']}", {"name": "   "}).status_code == 422
    assert program.get(f"{path}/{held['id']}").json()["name"] == "Pau Soler"
