"""What left the house as a file comes back as it was: into the same Trato, and into an empty one."""

import csv
import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trato.customers.public import (
    Company,
    Contact,
    create_companies,
    create_contacts,
    trash_contacts,
    update_contacts,
)
from trato.customers.tests.exporting import Export, Rows, exported
from trato.customers.tests.importing import Bring, bring, counts
from trato.foundation.public import Actor, Import, RecordUpdate

__all__ = ["bring", "exported"]

PEOPLE: list[dict[str, Any]] = [
    {"name": "Núria Bosch", "email": "nuria@bakery.example", "phone": "+34 600 190 044", "company": "Corner Bakery"},
    {"name": "సీత", "email": "sita@example.in", "tags": ["VIP", "First row"], "language": "te", "country": "IN"},
    {"name": 'Quote "Q" Marks, Jr.', "email": "q@example.org", "source": "line one\nline two", "job_title": "=Boss"},
    {"name": "Zed", "email": "zed@example.org", "website": "https://zed.example", "external_id": "Z-1"},
    {"name": "Ada", "email": "ada@example.org", "street": "Carrer 1", "city": "Reus", "postal_code": "08001"},
    {"name": "Punctual", "tags": ["a, b", 'of 5"', '"q"', "* starred", "semi;colon", "c:::d", "e:f", "=run"]},
    {"name": "No mail", "tags": ["x"]},
    {"name": "No mail", "tags": ["y"]},
    {"name": "Office A", "identities": [{"kind": "email", "value": "info@o.example", "shared": True, "label": "desk"}]},
    {"name": "Office B", "identities": [{"kind": "email", "value": "info@o.example", "shared": True}]},
    {"name": "Sourced", "external_id": {"value": "77", "source": "hubspot"}},
    {
        "name": "Two homes",
        "addresses": [
            {"label": "Home", "street": "A 1, 2nd", "city": "Reus"},
            {"label": "Work", "city": "Lleida", "country": "ES"},
        ],
    },
    {
        "name": "Several",
        "email": "one@several.example",
        "phone": "+34 600 190 045",
        "identities": [
            {"kind": "email", "value": "one@several.example"},
            {"kind": "email", "value": "two@several.example", "label": "home"},
            {"kind": "phone", "value": "+34 600 190 045"},
            {"kind": "phone", "value": "+34 600 190 046"},
            {"kind": "handle", "value": "@several", "source": "telegram"},
        ],
    },
]
TABLES = ("customers_contact", "customers_identity", "customers_address", "customers_tagging", "customers_position")
OWN = ("Trato id", "Created", "Changed", "Last activity")


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f"truncate {', '.join(TABLES)}, customers_company, customers_tag cascade")


def told(rows: Rows) -> list[dict[str, str]]:
    """Without what a record gets from the Trato that it is in."""
    return sorted(
        ({name: value for name, value in row.items() if name not in OWN} for row in rows), key=lambda row: str(row)
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The one that `exported` has just written."""
    return tmp_path / "exported.csv"


def test_a_file_that_comes_back_changes_nothing(exported: Export, bring: Bring, as_ada: Actor, file: Path) -> None:
    create_contacts(PEOPLE, by=as_ada)
    before = exported(as_ada)
    assert counts(bring(file.read_bytes())) == (0, 0, len(PEOPLE), 0)
    assert exported(as_ada) == before


def test_a_file_that_goes_into_an_empty_system_makes_the_same_records(
    exported: Export, bring: Bring, as_ada: Actor, file: Path
) -> None:
    create_contacts(PEOPLE, by=as_ada)
    before = exported(as_ada)
    written = file.read_bytes()
    empty()
    assert counts(bring(written)) == (len(PEOPLE), 0, 0, 0)
    assert told(exported(as_ada)) == told(before)


def test_what_was_changed_in_the_file_is_changed_and_nothing_else(
    exported: Export, bring: Bring, as_ada: Actor, file: Path
) -> None:
    ana, bea = create_contacts([{"name": "Ana", "phone": "600 190 044"}, {"name": "Bea"}], by=as_ada)
    exported(as_ada)
    text = file.read_text("utf-8-sig").replace("600 190 044", "600 190 055")
    assert counts(bring(text.replace("\nAna,", "\nAna Maria,"))) == (0, 1, 1, 0), text
    assert {each.pk: each.name for each in Contact.objects.all()} == {ana.id: "Ana Maria", bea.id: "Bea"}


def test_addresses_of_mail_that_changed_meanwhile_are_kept(
    exported: Export, bring: Bring, as_ada: Actor, file: Path
) -> None:
    """A file adds, and takes nothing away."""
    create_contacts([{"name": "Ana", "email": "ana@x.example", "city": "Reus"}], by=as_ada)
    exported(as_ada)
    written = file.read_bytes()
    ana = Contact.objects.get()
    identities = [{"kind": "email", "value": value} for value in ("ana@x.example", "new@x.example")]
    addresses = [{"city": "Reus"}, {"city": "Lleida"}]
    update_contacts([RecordUpdate(id=ana.pk, values={"identities": identities, "addresses": addresses})], by=as_ada)
    assert counts(bring(written)) == (0, 0, 1, 0)
    assert exported(as_ada)[0]["E-mail"] == "ana@x.example ::: new@x.example"


def test_rows_are_one_record_by_its_id_whatever_their_key_says(bring: Bring, as_ada: Actor) -> None:
    (ana,) = create_contacts([{"name": "Ana", "email": "ana@x.example"}], by=as_ada)
    text = f"Name,E-mail,Trato id\nAna,ana@new.example,{ana.id}\n"
    assert counts(bring(text)) == (0, 1, 0, 0)
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("id_", ["0193534e-8992-7f6e-86e5-ce1d28092176", "no id", ""])
def test_an_id_that_is_not_here_leaves_the_other_key_to_decide(bring: Bring, as_ada: Actor, id_: str) -> None:
    create_contacts([{"name": "Ana", "email": "ana@x.example"}], by=as_ada)
    text = f"Name,E-mail,Trato id\nAna,ana@x.example,{id_}\nBea,bea@x.example,{uuid4()}\n"
    assert counts(bring(text)) == (1, 0, 1, 0)


def test_the_id_of_a_merged_record_is_that_of_the_one_it_was_merged_into(bring: Bring, as_ada: Actor) -> None:
    root, member = create_contacts([{"name": "Ana"}, {"name": "Ana B."}], by=as_ada)
    Contact.objects.filter(pk=member.id).update(root_id=root.id)
    assert counts(bring(f"Job title,Trato id\nBaker,{member.id}\n")) == (0, 1, 0, 0)


def test_a_record_in_the_trash_is_not_brought_back_by_its_id(bring: Bring, as_ada: Actor) -> None:
    (ana,) = create_contacts([{"name": "Ana"}], by=as_ada)
    trash_contacts([ana.id], by=as_ada)
    assert counts(bring(f"Name,Trato id\nAna,{ana.id}\n")) == (1, 0, 0, 0)


def test_an_id_of_somebody_elses_record_changes_nothing(bring: Bring, as_bob: Actor, nuria: Contact) -> None:
    assert counts(bring(f"Name,Trato id\nMine now,{nuria.pk}\n", by="bob@acequia.example")) == (1, 0, 0, 0)
    nuria.refresh_from_db()
    assert nuria.name == "Núria Bosch"


def test_with_the_rule_to_create_ids_match_nothing(bring: Bring, as_ada: Actor) -> None:
    (ana,) = create_contacts([{"name": "Ana"}], by=as_ada)
    assert counts(bring(f"Name,Trato id\nAna,{ana.id}\n", on_match="create")) == (1, 0, 0, 0)


def test_other_programs_columns_of_such_names_are_not_taken_for_ours(bring: Bring, as_ada: Actor) -> None:
    assert counts(bring("Name,Addresses,Identities\nAna,Carrer Major 1,12345678Z\n")) == (1, 0, 0, 0)
    assert Import.objects.get().mapping == ["name", "", ""]


def test_companies_come_back_with_their_amounts(exported: Export, bring: Bring, as_ada: Actor, file: Path) -> None:
    revenue = {"amount": "1234567.89", "currency": "USD"}
    create_companies(
        [
            {"name": "Big, Inc.", "domain": "big.example", "annual_revenue": revenue},
            {"name": "Ambiguous", "annual_revenue": {"amount": "1.234", "currency": "KWD"}},
            {"name": "Small"},
            {"name": "Small"},
        ],
        by=as_ada,
    )
    before = exported(as_ada, "company")
    assert before[1]["Annual revenue"] == "1234567.89 USD"
    written = file.read_bytes()
    assert counts(bring(written, kind="companies")) == (0, 0, 4, 0)
    empty()
    assert counts(bring(written, kind="companies")) == (4, 0, 0, 0)
    assert told(exported(as_ada, "company")) == told(before)
    assert Company.objects.get(name="Big, Inc.").annual_revenue_currency == "USD"


# --- whatever they are called -----------------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" ,;\"'=:*\n"), min_size=1, max_size=12)
FIRMS = ("Corner Bakery", 'Big, "Inc."', "=Firm", "O'Neil; Sons")


def identities(number: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Addresses that are nobody else's, at times an office's that is everybody's."""
    email = st.builds(
        lambda n, label: {"kind": "email", "value": f"P{number}.{n}@Mail.example", "label": label.strip()},
        st.integers(0, 9),
        WORDS,
    )
    phone = st.builds(lambda n: {"kind": "phone", "value": f"+34 600 {number:03} {n:03}"}, st.integers(0, 999))
    office = st.just({"kind": "email", "value": "office@mail.example", "shared": True})
    other = st.builds(
        lambda n, source: {"kind": "external", "value": f"{number}-{n}", "source": source},
        st.integers(0, 9),
        st.sampled_from(["", "hubspot"]),
    )
    return st.lists(st.one_of(email, phone, office, other), max_size=5, unique_by=lambda each: str(each["value"]))


ADDRESSES = st.lists(
    st.fixed_dictionaries(
        {"city": st.sampled_from(["Reus", "Lleida, centre"])},
        optional={"label": WORDS, "street": WORDS, "country": st.sampled_from(["ES", "IN"])},
    ),
    max_size=3,
)


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, Any]]:
    return [
        {
            "name": f"{draw(WORDS)} {number}",
            "identities": draw(identities(number)),
            "addresses": draw(ADDRESSES),
            "tags": draw(st.lists(WORDS.filter(str.strip), max_size=3)),
            "source": draw(st.one_of(st.just(""), WORDS)),
            "company": draw(st.one_of(st.none(), st.sampled_from(FIRMS))),
            "language": draw(st.sampled_from([None, "es", "te"])),
        }
        for number in range(draw(st.integers(1, 5)))
    ]


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(rows=people())
def test_anybody_comes_back_as_he_was(
    rows: list[dict[str, Any]], exported: Export, bring: Bring, as_ada: Actor, file: Path
) -> None:
    empty()
    create_contacts(rows, by=as_ada)
    before = exported(as_ada)
    written = file.read_bytes()
    assert counts(bring(written)) == (0, 0, len(rows), 0), list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    empty()
    assert counts(bring(written)) == (len(rows), 0, 0, 0)
    assert told(exported(as_ada)) == told(before)
