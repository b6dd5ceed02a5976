import json
import re

import pytest
from django.test import Client

from trato.api.building import api
from trato.api.docs.describing import groups_of, type_of
from trato.api.problems.titles import KINDS

NEEDED = [
    ("/contacts", "get"),
    ("/contacts", "post"),
    ("/contacts/{record_id}", "get"),
    ("/contacts/{record_id}", "patch"),
    ("/contacts/{record_id}", "delete"),
    ("/contacts/{record_id}/restore", "post"),
    ("/companies", "get"),
    ("/notes", "post"),
    ("/notes/{note_id}", "patch"),
    ("/tags", "get"),
    ("/users", "get"),
    ("/me", "get"),
    ("/events", "get"),
]


@pytest.fixture
def document(db: None) -> dict[str, object]:
    """Anybody may read it: it describes the product, not the company's data."""
    found: dict[str, object] = json.loads(Client().get("/api/v1/openapi.json").content)
    return found


@pytest.mark.parametrize(("path", "method"), NEEDED)
def test_every_endpoint_is_described(document: dict[str, dict[str, dict]], path: str, method: str) -> None:  # type: ignore[type-arg]  # plain JSON
    operation = document["paths"][f"/api/v1{path}"][method]

    assert operation["security"] == [{"Bearer": []}]
    assert operation["summary"] not in ("Index", "Show", "Create", "Update", "Delete")


def test_each_operation_has_a_name_of_its_own(document: dict[str, dict[str, dict]]) -> None:  # type: ignore[type-arg]  # plain JSON
    names = [each["operationId"] for path in document["paths"].values() for each in path.values()]

    assert len(names) == len(set(names))


def test_the_schema_of_a_contact_comes_from_its_fields(document: dict[str, dict[str, dict]]) -> None:  # type: ignore[type-arg]  # plain JSON
    schemas = document["components"]["schemas"]

    assert {"id", "name", "identities", "companies", "owner", "merged_ids"} <= set(schemas["Contact"]["properties"])
    assert "new" in schemas["ContactFields"]["properties"]["lead_status"]["enum"]
    assert "created_at" not in schemas["ContactFields"]["properties"]


def test_the_page_explains_every_endpoint_and_every_problem(db: None) -> None:
    page = Client().get("/api/v1/docs").content.decode()

    for group in groups_of(api().get_openapi_schema(), base_url="http://x"):
        for endpoint in group.endpoints:
            assert f'id="{endpoint.anchor}"' in page
    for slug in KINDS:
        assert f'id="problem-{slug}"' in page


def test_the_page_needs_no_script_and_nothing_from_elsewhere(db: None) -> None:
    answer = Client().get("/api/v1/docs")
    page = answer.content.decode()

    assert "<script" not in page
    assert not re.search(r"\son\w+=|style=|javascript:", page)
    assert all(address.startswith("/") for address in re.findall(r'<link[^>]+href="([^"]+)"', page))
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_its_styles_are_there(db: None) -> None:
    page = Client().get("/api/v1/docs").content.decode()

    for address in re.findall(r'href="(/static/api/[^"]+)"', page):
        answer = Client().get(address)
        assert b"".join(answer.streaming_content).startswith(b"/*")  # type: ignore[attr-defined]  # a file
        answer.close()


def test_it_asks_the_database_nothing(db: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's fixture
        assert Client().get("/api/v1/docs").status_code == 200


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "string"),
        ({"type": ["string", "null"], "format": "uuid"}, "string (uuid) | null"),
        ({"type": "array", "items": {"type": "integer"}}, "[integer]"),
        ({"$ref": "#/components/schemas/Paging"}, "Paging"),
        ({"anyOf": [{"$ref": "#/x/Next"}, {"type": "null"}]}, "Next | null"),
        ({"enum": ["a", None]}, "a | null"),
        ({"type": "object", "properties": {"id": {}, "name": {}}}, "{id, name}"),
        ({}, "any"),
    ],
)
def test_types_are_said_in_a_few_words(schema: dict[str, object], words: str) -> None:
    assert type_of(schema) == words
