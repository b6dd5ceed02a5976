"""Names of 447 locales, verdicts on e-mail addresses and phones of every region, through each of the three doors.

Each comes in by the API, by a file and by the form, and must be the same thing whichever way it came.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import pytest
from django.test import Client

from trato.customers.public import Contact
from trato.customers.tests.importing import Bring, bring
from trato.foundation.public import User
from trato.kit.email_addresses import EmailRefused, normalise_email
from trato.kit.names import joined_name
from trato.kit.phone_numbers import PhoneRefused, normalise_phone
from trato.kit.testing.programs import Program
from trato.kit.testing.real_files import real_file
from trato.kit.testing.undone import undone

__all__ = ["bring"]
BATCH = 1_000


@pytest.fixture
def program(alice: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(alice)


def batches(rows: Sequence[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def created(program: Program, rows: Sequence[dict[str, str]]) -> list[str]:
    """By the API. The status of each row."""
    answers = [program.post("/contacts/batch/create", {"rows": batch}).json() for batch in batches(rows)]
    return [each["status"] for answer in answers for each in answer["results"]]


def file_of(rows: Sequence[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def typed(client: Client, row: dict[str, str]) -> int:
    return client.post("/new/contact/", row).status_code


def people_of_the_world() -> list[dict[str, str]]:
    with real_file("robustness/names/cldr_sample_person_names.csv").open(encoding="utf-8", newline="") as lines:
        people = list(csv.DictReader(lines))
    names = (joined_name(each["given"], each["surname"], each["given2"]) for each in people)
    return [{"name": name} for name in dict.fromkeys(names) if name]


@pytest.mark.django_db
def test_names_of_447_locales_are_stored_as_they_are_by_each_door(
    program: Program, bring: Bring, alice: User, client: Client
) -> None:
    people = people_of_the_world()
    names = sorted(each["name"] for each in people)

    with undone():
        assert set(created(program, people)) == {"created"}
        assert sorted(Contact.objects.values_list("name", flat=True)) == names
    with undone():
        assert bring(file_of(people), key="")["failed"] == 0
        assert sorted(Contact.objects.values_list("name", flat=True)) == names

    client.force_login(alice)
    some = people[:: max(1, len(people) // 40)]
    assert {typed(client, each) for each in some} <= {303}
    assert sorted(Contact.objects.values_list("name", flat=True)) == sorted(each["name"] for each in some)


def verdict_of(normalise: Callable[[], Any], refusal: type[Exception]) -> str | None:
    """What the kit, whose own tests hold it against these files, makes of it."""
    try:
        return str(normalise())
    except refusal:
        return None


@pytest.mark.django_db
def test_addresses_are_taken_or_refused_alike_by_the_api_and_by_a_file(program: Program, bring: Bring) -> None:
    verdicts = json.loads(real_file("robustness/isemail/tests.json").read_text(encoding="utf-8"))
    tried = list(dict.fromkeys(address for address, _verdict in verdicts if address.strip() and "\0" not in address))
    expected = {address: verdict_of(lambda: normalise_email(address), EmailRefused) for address in tried}  # noqa: B023
    fits_a_file = [address for address in tried if not set(address) & set("\r\n")]
    alone = [{"name": f"Nr {number}", "email": address} for number, address in enumerate(tried)]

    with undone():
        got = created(program, alone)
    taken_twice = {form for form in expected.values() if form and list(expected.values()).count(form) > 1}
    wrong = [
        (address, status)
        for address, status in zip(tried, got, strict=True)
        if expected[address] not in taken_twice and (status == "created") != (expected[address] is not None)
    ]
    assert wrong == []

    rows = [{"name": f"Nr {number}", "email": address} for number, address in enumerate(fits_a_file)]
    result = bring(file_of(rows), key="email")
    stored = set(Contact.objects.filter(identities__kind="email").values_list("identities__normalised", flat=True))
    assert stored == {expected[address] for address in fits_a_file if expected[address]}
    assert result["failed"] == sum(expected[address] is None for address in fits_a_file)


@pytest.mark.django_db
def test_phones_of_every_region_are_the_same_number_by_each_door(program: Program, bring: Bring) -> None:
    with real_file("robustness/phones/libphonenumber_example_numbers.csv").open(encoding="utf-8", newline="") as lines:
        examples = [row for row in csv.DictReader(lines) if len(row["region"]) == 2 and row["region"].isalpha()]
    rows = [
        {"name": f"Nr {number}", "phone": row["national"], "country": row["region"]}
        for number, row in enumerate(examples)
    ]
    expected = {
        row["name"]: verdict_of(lambda: normalise_phone(row["phone"], country=row["country"]), PhoneRefused)  # noqa: B023
        for row in rows
    }

    with undone():
        got = created(program, rows)
        assert [status == "created" for status in got] == [expected[row["name"]] is not None for row in rows]
        assert numbers() == {name: form for name, form in expected.items() if form}

    result = bring(file_of(rows), on_match="create")
    assert result["failed"] == sum(form is None for form in expected.values())
    assert numbers() == {name: form for name, form in expected.items() if form}
    assert len({row["region"] for row in examples}) > 200


def numbers() -> dict[str, str]:
    held = Contact.objects.filter(identities__kind="phone")
    return dict(held.values_list("name", "identities__normalised"))
