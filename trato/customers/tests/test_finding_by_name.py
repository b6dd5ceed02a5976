"""Records found by what people call them."""

import pytest

from trato.customers.public import Company, Contact, create_companies, create_contacts, trash_companies
from trato.foundation.public import Actor, condition_of, read_page, record_kind, records_called

# Letters whose small forms differ from what folding for comparison makes of them, or from one system to the next.
NAMES = ["ÅSA AB", "Straße 9", "İzmir Gıda", "ΣΊΣΥΦΟΣ", "ǅungla", "ＡＢＣ"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("spelling", [str, str.upper, str.lower, str.title])
def test_a_company_is_found_as_the_database_would_find_it(name: str, spelling: type[str], as_alice: Actor) -> None:
    """Whether a row of a file finds it must not hang on who compares, the file or the database."""
    create_companies([{"name": name}], by=as_alice)
    there = Company.objects.extra(where=["lower(name) = lower(%s)"], params=[spelling(name)])  # noqa: S610

    found = records_called(record_kind("company"), [spelling(name)], seen_by=as_alice)

    assert [ids != [] for ids in found.values()] == [there.exists()]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_made_under_a_name_is_linked_by_it(name: str, as_alice: Actor) -> None:
    create_companies([{"name": name}], by=as_alice)
    create_companies([{"name": "Daughter", "parent": name}], by=as_alice)
    create_contacts([{"name": "Eva", "company": name}], by=as_alice)

    assert Company.objects.filter(name=name).count() == 1
    assert Company.objects.get(name="Daughter").parent == Company.objects.get(name=name)
    assert Contact.objects.get(name="Eva").positions.get().company == Company.objects.get(name=name)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_finds_a_name_as_it_was_written(name: str, as_alice: Actor) -> None:
    create_contacts([{"name": name}], by=as_alice)
    kind = record_kind("contact")
    where = condition_of(kind, {"field": "name", "operator": "is", "value": name}, seen_by=as_alice)

    assert [row["name"] for row in read_page(kind, seen_by=as_alice, columns=["name"], where=where).rows] == [name]


def test_several_of_one_name_are_all_told_in_their_order(as_alice: Actor) -> None:
    made = create_companies([{"name": "Bakery"}, {"name": "BAKERY"}, {"name": "Other"}], by=as_alice)
    found = records_called(record_kind("company"), ["bakery", "Nobody"], seen_by=as_alice)
    assert found == {"bakery": [made[0].id, made[1].id], "nobody": []}


def test_what_lies_in_the_trash_or_out_of_sight_is_not_found(
    as_alice: Actor, as_charlie: Actor, bakery: Company
) -> None:
    kind = record_kind("company")
    assert records_called(kind, [bakery.name], seen_by=as_charlie) == {bakery.name.lower(): []}
    trash_companies([bakery.id], by=as_alice)
    assert records_called(kind, [bakery.name], seen_by=as_alice) == {bakery.name.lower(): []}


def test_no_names_ask_nothing(as_alice: Actor, django_assert_num_queries: type) -> None:
    kind = record_kind("company")
    with django_assert_num_queries(0):
        assert records_called(kind, [], seen_by=as_alice) == {}
