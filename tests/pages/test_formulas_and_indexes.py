"""Settings → Fields says of each formula whether it can have an index, and a list offers one only where it can."""

import pytest
from django.db import connection
from django.test import Client

from trato.customers.public import Contact
from trato.foundation.fields.public import CustomField, FieldFacts, make_field
from trato.foundation.public import Actor, User

NO = "An index of this formula is not possible."


def formula(text: str, *, by: Actor) -> CustomField:
    make_field("contact", type="number", by=by, facts=FieldFacts(label="Points"), name="points")
    return make_field("contact", type="formula", by=by, facts=FieldFacts(label="Result", formula=text), name="result")


def page(person: User, address: str) -> str:
    client = Client()
    client.force_login(person)
    return str(client.get(address).content.decode())


@pytest.fixture
def large(nuria: Contact) -> None:
    """As the database would say of a million contacts."""
    with connection.cursor() as cursor:
        cursor.execute("update pg_class set reltuples = 1000000 where oid = 'customers_contact'::regclass")


def test_one_over_fields_of_ones_own_is_offered_an_index(as_ada: Actor, ada: User) -> None:
    said = page(ada, f"/settings/fields/{formula('{points} * 2', by=as_ada).id}/")

    assert NO not in said
    assert "Index it" in said


def test_one_that_cannot_have_any_says_why(as_ada: Actor, ada: User) -> None:
    said = page(ada, f"/settings/fields/{formula('days_between(today(), today()) + {points}', by=as_ada).id}/")

    assert f"{NO} It uses today&#x27;s date" in said
    assert "Index it" not in said


def test_a_text_of_many_lines_says_nothing_and_offers_nothing(as_ada: Actor, ada: User) -> None:
    story = make_field("contact", type="long_text", by=as_ada, facts=FieldFacts(label="Story"))

    said = page(ada, f"/settings/fields/{story.id}/")

    assert NO not in said
    assert "Index it" not in said


def test_asked_for_all_the_same_it_is_refused_with_the_reason(as_ada: Actor, ada: User) -> None:
    one = formula("coalesce({points}, 0)", by=as_ada)
    client = Client()
    client.force_login(ada)

    answer = client.post(f"/settings/fields/{one.id}/index/", {"wanted": "yes"}, follow=True)

    assert answer.status_code < 500
    one.refresh_from_db()
    assert one.index_state == ""


@pytest.mark.usefixtures("large")
def test_a_slow_list_offers_the_index_of_a_formula(as_ada: Actor, ada: User) -> None:
    formula("{points} * 2", by=as_ada)

    assert "“Result” has no index" in page(ada, "/contacts/?result.least=3")


@pytest.mark.usefixtures("large")
def test_but_not_of_one_that_cannot_have_any(as_ada: Actor, ada: User) -> None:
    formula("coalesce({points}, 0)", by=as_ada)

    assert "has no index" not in page(ada, "/contacts/?result.least=3")
