"""A filter by a field without an index says that it is slow, and offers to build one to who may."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from trato.customers.public import Contact, create_contacts
from trato.foundation.fields.public import (
    CustomField,
    FieldFacts,
    IndexState,
    OptionFacts,
    fields_in,
    index_field,
    make_field,
    slow_fields,
)
from trato.foundation.public import Actor, User, record_kind

SLOW = "has no index"


@pytest.fixture
def region(as_ada: Actor) -> CustomField:
    return make_field("contact", type="text", by=as_ada, facts=FieldFacts(label="District"), name="district")


@pytest.fixture
def grade(as_ada: Actor) -> CustomField:
    options = [OptionFacts(label="Gold", colour="yellow"), OptionFacts(label="Silver", colour="gray")]
    options.append(OptionFacts(label="Plain"))
    return make_field(
        "contact", type="choice", by=as_ada, facts=FieldFacts(label="Grade", options=options), name="grade"
    )


@pytest.fixture
def large(nuria: Contact) -> None:
    """As the database would say of a million contacts."""
    with connection.cursor() as cursor:
        cursor.execute("update pg_class set reltuples = 1000000 where oid = 'customers_contact'::regclass")


def page(person: User, address: str, **headers: str) -> str:
    client = Client()
    client.force_login(person)
    return str(client.get(address, headers=headers).content.decode())


def names(found: list[CustomField]) -> list[str]:
    return [each.name for each in found]


def test_a_filter_by_it_says_so_where_there_are_many(grade: CustomField, large: None, alice: User) -> None:
    said = page(alice, "/contacts/?grade.filled=yes")

    assert "“Grade” has no index" in said
    assert "Index this field" not in said


def test_who_manages_fields_is_offered_to_index_it(grade: CustomField, large: None, ada: User) -> None:
    said = page(ada, "/contacts/?grade.filled=yes")

    assert "Index this field" in said
    assert f'hx-post="/settings/fields/{grade.id}/index/"' in said


def test_an_advanced_filter_says_so_as_well(region: CustomField, large: None, alice: User) -> None:
    rules = '{"and":[{"not":{"field":"district","operator":"holds","value":"n"}}]}'

    assert "“District” has no index" in page(alice, f"/contacts/?rules={rules}")


def test_so_does_the_builder_while_one_builds(region: CustomField, large: None, ada: User) -> None:
    client = Client()
    client.force_login(ada)

    answer = client.post("/contacts/rules/count/", {"rules": '{"field":"district","operator":"holds","value":"north"}'})

    assert "“District” has no index" in answer.content.decode()
    assert "Index this field" in answer.content.decode()


def test_a_few_records_need_no_index(grade: CustomField, nuria: Contact, ada: User) -> None:
    assert SLOW not in page(ada, "/contacts/?grade.filled=yes")


def test_what_is_not_asked_for_is_not_told(grade: CustomField, region: CustomField, large: None, ada: User) -> None:
    assert SLOW not in page(ada, "/contacts/")
    assert SLOW not in page(ada, "/contacts/?lifecycle_stage=lead")
    assert "“District”" not in page(ada, "/contacts/?grade.filled=yes").partition("t-slow")[2][:400]


def test_one_press_starts_the_job_and_says_how_it_stands(grade: CustomField, large: None, ada: User) -> None:
    client = Client()
    client.force_login(ada)

    answer = client.post(
        f"/settings/fields/{grade.id}/index/", {"wanted": "yes"}, headers={"HX-Request": "true"}
    ).content.decode()

    grade.refresh_from_db()
    assert grade.index_state == IndexState.WANTED
    assert "is being built" in answer
    assert f'id="slow-{grade.id}"' in answer
    assert "is being built" in page(ada, "/contacts/?grade.filled=yes")


def test_one_that_failed_can_be_tried_again(grade: CustomField, large: None, ada: User) -> None:
    CustomField.objects.filter(pk=grade.pk).update(index_state=IndexState.FAILED)

    said = page(ada, "/contacts/?grade.filled=yes")

    assert "could not be built" in said
    assert "Try again" in said


def test_once_it_is_there_nothing_is_said(grade: CustomField, large: None, ada: User) -> None:
    CustomField.objects.filter(pk=grade.pk).update(index_state=IndexState.READY)

    assert 'class="t-slow"' not in page(ada, "/contacts/?grade.filled=yes")


def test_only_who_manages_fields_can_press(grade: CustomField, alice: User) -> None:
    client = Client()
    client.force_login(alice)

    assert client.post(f"/settings/fields/{grade.id}/index/", {"wanted": "yes"}).status_code == 403


def test_only_fields_of_ones_own_that_an_index_helps_with_are_slow(
    grade: CustomField, region: CustomField, as_ada: Actor, large: None
) -> None:
    long = make_field("contact", type="long_text", by=as_ada, facts=FieldFacts(label="Story"), name="story")
    kind = record_kind("contact")

    assert names(slow_fields(kind, ["grade", "district", "name", "email", "nothing"])) == ["grade", "district"]
    assert names(slow_fields(kind, [long.name])) == []
    index_field(grade.id, by=as_ada)
    assert names(slow_fields(kind, ["grade"])) == ["grade"]
    assert names(slow_fields(kind, ["grade"], large=10_000_000)) == []


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"field": "a"}, ["a"]),
        ({"and": [{"field": "a"}, {"or": [{"not": {"field": "b"}}]}]}, ["a", "b"]),
        ({"of": "task.contact", "where": {"field": "state"}}, []),
        ({"search": "x"}, []),
        ({"field": 3}, []),
        ("x", []),
        (None, []),
    ],
)
def test_the_fields_of_a_tree_are_those_of_its_own_kind(rules: Any, expected: list[str]) -> None:
    assert list(fields_in(rules)) == expected


def with_grade(grade: CustomField, by: Actor, name: str, label: str) -> None:
    create_contacts([{"name": name, "grade": label}], by=by)


def test_options_stand_in_their_colours_wherever_they_are_shown(grade: CustomField, as_ada: Actor, ada: User) -> None:
    with_grade(grade, as_ada, "Ana", "Gold")
    contact = Contact.objects.get(name="Ana")
    dot = '<i class="t-hue t-hue-yellow" aria-hidden="true"></i><bdi>Gold</bdi>'

    assert dot in page(ada, "/contacts/?columns=grade")
    assert dot in page(ada, f"/contacts/{contact.id}/")
    assert dot in page(ada, "/contacts/?layout=board&by=grade")
    assert dot in page(ada, "/contacts/menus/filters/?open=grade", **{"HX-Request": "true"})


def test_an_option_without_a_colour_has_no_dot(grade: CustomField, as_ada: Actor, ada: User) -> None:
    with_grade(grade, as_ada, "Ben", "Plain")

    listed = page(ada, "/contacts/?columns=grade")
    assert "Plain" in listed
    assert "t-hue" not in listed


def test_many_choices_have_a_dot_each(as_ada: Actor, ada: User) -> None:
    options = [OptionFacts(label="Oven", colour="red"), OptionFacts(label="Flour")]
    make_field("contact", type="choices", by=as_ada, facts=FieldFacts(label="Buys", options=options), name="buys")
    create_contacts([{"name": "Ana", "buys": "Oven, Flour"}], by=as_ada)

    listed = page(ada, "/contacts/?columns=buys")
    assert '<i class="t-hue t-hue-red" aria-hidden="true"></i><bdi>Oven</bdi>' in listed
    assert '<span class="t-option"><bdi>Flour</bdi></span>' in listed
    assert listed.count("t-hue-") == 1
