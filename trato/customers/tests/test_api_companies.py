from collections.abc import Callable

import pytest

from trato.customers.public import Company
from trato.foundation.public import User
from trato.kit.testing.programs import Program


@pytest.fixture
def program(alice: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(alice)


def test_a_company_is_read_as_it_was_written(program: Program, bakery: Company) -> None:
    answer = program.post(
        "/companies",
        {
            "name": "Huerta del Júcar",
            "domain": "huerta.es",
            "industry": "Food",
            "employee_count": 12,
            "annual_revenue": {"amount": "1250000.50", "currency": "EUR"},
            "parent": {"id": str(bakery.id)},
            "addresses": [{"city": "Cullera", "country": "ES"}],
        },
    )

    found = answer.json()
    assert answer.status_code == 201, found
    assert answer["Location"] == f"/api/v1/companies/{found['id']}"
    assert found["employee_count"] == 12
    assert found["annual_revenue"]["currency"] == "EUR"
    assert float(found["annual_revenue"]["amount"]) == 1250000.5
    assert found["parent"] == {"id": str(bakery.id), "name": "Corner Bakery"}
    assert found["identities"][0]["normalised"] == "huerta.es"
    assert found["city"] == "Cullera"


def test_what_was_read_can_be_sent_back(program: Program, bakery: Company) -> None:
    found = program.get(f"/companies/{bakery.id}").json()
    kept = ("id", "version", "merged_ids", "created_at", "updated_at", "last_activity_at")

    answer = program.patch(f"/companies/{bakery.id}", {name: found[name] for name in found if name not in kept})

    assert answer.status_code == 200, answer.content
    assert answer.json() == found


def test_a_company_is_found_changed_trashed_and_restored(program: Program, bakery: Company) -> None:
    assert [each["name"] for each in program.get("/companies", q="corner").json()["results"]] == ["Corner Bakery"]
    assert program.patch(f"/companies/{bakery.id}", {"industry": "Bread"}).json()["version"] == 2
    assert program.delete(f"/companies/{bakery.id}").status_code == 204
    assert program.get("/companies").json()["results"] == []
    assert program.post(f"/companies/{bakery.id}/restore").json()["industry"] == "Bread"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("employee_count", "many"),
        ("employee_count", 1.5),
        ("employee_count", "9" * 5_000),
        ("annual_revenue", {"amount": "x"}),
        ("annual_revenue", {"amount": 5, "colour": []}),
        ("annual_revenue", []),
        ("parent", {"id": {}}),
        ("parent", "Nobody Ltd"),
        ("owner", "nobody"),
        ("domain", "not a domain"),
        ("tags", {"a": 1}),
        ("addresses", [1]),
        ("lifecycle_stage", ["lead"]),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(program: Program, name: str, value: object) -> None:
    answer = program.post("/companies", {"name": "Huerta", name: value})

    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["field"] == name
