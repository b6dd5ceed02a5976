"""Whatever is sent is stored exactly or refused with a reason; nothing breaks."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trato.customers.public import Contact
from trato.foundation.public import User
from trato.kit.testing.programs import Program
from trato.kit.testing.real_files import real_file

NAUGHTY = [
    "'; drop table customers_contact; --",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% csrf_token %}",
    "%s %(name)s %n {0}",
    "\u202eright to left\u202c",
    "\ufeffmark",
    "a\r\nb\rc\nd",
    "తెలుగు 𠜎 👩‍👩‍👧‍👦 Ω≈ç√",
    "  kept  spaces\t",
    "\x01\x1b[31m\x7f\u0085\u2028",
    "=cmd|' /C calc'!A0",
    "\u0000nul",
    "\ud800half",
    "e\u0301" * 400,
    "null",
    "\\x00\\",
]


@pytest.fixture
def program(alice: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(alice)


def as_stored(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def read_back(program: Program, path: str, name: str, **query: object) -> dict[str, str]:
    """By id, from all pages."""
    found, after = {}, ""
    while True:
        page = program.get(path, limit=200, **query, **({"after": after} if after else {})).json()
        found |= {each["id"]: each[name] for each in page["results"]}
        if not page["paging"]["next"]:
            return found
        after = page["paging"]["next"]["after"]


def stored_or_refused(program: Program, texts: list[str], about: Contact) -> None:
    names, bodies = {}, {}
    for text in texts:
        contact = program.post("/contacts", {"name": text})
        note = program.post("/notes", {"body": text, "contact_id": str(about.id)})
        for answer, field, kept in ((contact, "name", names), (note, "body", bodies)):
            if answer.status_code == 201:
                kept[answer.json()["id"]] = as_stored(text)
            else:
                assert answer.status_code == 422, answer.content
                assert answer.json()["errors"][0]["field"] == field
                assert not storable(text) or not text.strip(), text
    assert names.items() <= read_back(program, "/contacts", "name", fields="id,name").items()
    assert bodies == read_back(program, "/notes", "body", contact_id=about.id)


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_a_naughty_text_is_kept_or_refused(program: Program, nuria: Contact, text: str) -> None:
    stored_or_refused(program, [text], nuria)


def test_all_naughty_strings_are_kept_or_refused(program: Program, nuria: Contact) -> None:
    stored_or_refused(program, json.loads(real_file("robustness/blns/blns.json").read_text()), nuria)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)
NAMES = st.sampled_from(
    [
        "name",
        "given_name",
        "email",
        "phone",
        "website",
        "company",
        "job_title",
        "companies",
        "identities",
        "addresses",
        "tags",
        "owner",
        "team",
        "language",
        "time_zone",
        "country",
        "city",
        "lifecycle_stage",
        "lead_status",
        "source",
        "external_id",
        "created_at",
        "id",
        "nothing",
    ]
)
ITEMS = st.lists(
    st.dictionaries(
        st.sampled_from(
            [
                "id",
                "kind",
                "value",
                "source",
                "label",
                "shared",
                "normalised",
                "company",
                "role",
                "name",
                "city",
                "country",
            ]
        ),
        VALUES | st.sampled_from(["email", "phone", "website", "domain", "handle", "external"]),
        max_size=5,
    ),
    max_size=3,
)
BODIES = st.dictionaries(NAMES, VALUES | ITEMS, max_size=5) | VALUES


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(body=BODIES)
def test_no_body_breaks_a_new_contact(program: Program, body: Any) -> None:
    answer = program.send("POST", "/contacts", json.dumps(body).encode())

    assert answer.status_code in (201, 400, 422), answer.content


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(body=BODIES)
def test_no_body_breaks_a_change(program: Program, nuria: Contact, body: Any) -> None:
    answer = program.send("PATCH", f"/contacts/{nuria.id}", json.dumps(body).encode())

    assert answer.status_code in (200, 400, 422), answer.content


COMPANY_NAMES = st.sampled_from(
    ["name", "domain", "employee_count", "annual_revenue", "founded_year", "parent", "industry", "email"]
)
MONEY = st.fixed_dictionaries({}, optional={"amount": VALUES, "currency": VALUES | st.just("EUR")})


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(body=st.dictionaries(COMPANY_NAMES, VALUES | MONEY, max_size=4))
def test_no_body_breaks_a_company(program: Program, body: Any) -> None:
    answer = program.send("POST", "/companies", json.dumps(body).encode())

    assert answer.status_code in (201, 400, 422), answer.content


QUERIES = st.dictionaries(
    st.sampled_from(["limit", "after", "sort", "fields", "q", "updated_since", "contact_id", "kinds"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
    max_size=4,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, path=st.sampled_from(["/contacts", "/companies", "/notes", "/tags", "/users", "/events"]))
def test_no_query_breaks_a_list(program: Program, query: dict[str, str], path: str) -> None:
    assert program.get(path, **query).status_code in (200, 404, 422)
