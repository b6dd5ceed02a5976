"""What makes writing fast leaves what slow writing would leave: many values in one array, each value read once."""

from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext

from trato.customers.identities.errors import IdentityTaken
from trato.customers.identities.part import IdentitiesPart
from trato.customers.public import Company, Contact, create_contacts
from trato.customers.tags.models import Tag
from trato.foundation.public import (
    Actor,
    Change,
    Installation,
    installation,
    prepare_rows,
    reading_once,
    record_kind,
    use_case,
)
from trato.kit.any_of import any_of
from trato.kit.copying import FEW

pytestmark = pytest.mark.django_db
FOREIGN_KEYS_LEFT_TO_OTHERS = ("customers_identity", "customers_address", "customers_position")


def names(*conditions: Any) -> set[str]:
    return set(Contact.objects.filter(*conditions).values_list("name", flat=True))


def test_many_values_choose_what_each_of_them_would(as_alice: Actor) -> None:
    saved = create_contacts([{"name": name} for name in ("Ana", "Bea", 'O\'Neill \\ "Zoë"', "{a,b}")], by=as_alice)

    assert names(any_of("pk", [saved[0].id, saved[1].id])) == {"Ana", "Bea"}
    assert names(any_of("name", {"{a,b}", 'O\'Neill \\ "Zoë"', "nobody"})) == {"{a,b}", 'O\'Neill \\ "Zoë"'}
    assert names(any_of(Lower("name"), ["bea"])) == {"Bea"}
    assert names(any_of("pk", [])) == set()
    assert names(~any_of("pk", [saved[0].id])) == {"Bea", 'O\'Neill \\ "Zoë"', "{a,b}"}


@pytest.mark.parametrize("count", [1, FEW, FEW + 1, 3 * FEW])
def test_few_rows_and_many_are_written_alike(as_alice: Actor, count: int) -> None:
    """A few go by a prepared INSERT, many by COPY."""
    rows = [
        {
            "name": f"Zoë\t{n}\\N",
            "email": f"Zoë{n}@example.com",
            "city": "Bilbao\nNorte",
            "tags": ["a,b"],
            "owner": None,
        }
        for n in range(count)
    ]

    saved = create_contacts(rows, by=as_alice)

    for n, each in enumerate(saved):
        contact = Contact.objects.get(pk=each.id)
        assert (contact.name, contact.owner_id, contact.version) == (f"Zoë\t{n}\\N", None, 1)
        assert [(one.kind, one.value) for one in contact.identities.all()] == [("email", f"Zoë{n}@example.com")]
        assert contact.addresses.get().city == "Bilbao\nNorte"
        change = Change.objects.get(record_id=each.id)
        assert (change.before, change.after["name"]) == ({}, f"Zoë\t{n}\\N")


def test_one_value_is_read_once_where_it_is_given_twice(as_alice: Actor) -> None:
    kind = record_kind("contact")
    row = {"email": "Ana@Example.com", "country": "Spain", "phone": "600 190 044"}

    with reading_once():
        (first,) = prepare_rows(kind, [row], by=as_alice)
        with CaptureQueriesContext(connection) as asked:
            (second,) = prepare_rows(kind, [row], by=as_alice)

    assert first == second
    assert len(asked) == 0


def test_two_people_and_two_kinds_do_not_read_each_others_values(as_alice: Actor, as_bob: Actor) -> None:
    with reading_once():
        (by_page,) = prepare_rows(record_kind("contact"), [{"email": "a@b.example"}], by=as_alice.at("page"))
        (by_file,) = prepare_rows(record_kind("contact"), [{"email": "a@b.example"}], by=as_alice.at("command"))
        (refused,) = prepare_rows(record_kind("contact"), [{"domain": "b.example"}], by=as_bob)
        (firm,) = prepare_rows(record_kind("company"), [{"domain": "b.example"}], by=as_bob)

    assert by_page.parts["identities"]["email"]["proof"] == "typed"
    assert by_file.parts["identities"]["email"]["proof"] == "imported"
    assert refused.problems
    assert firm.parts["identities"]["domain"]["normalised"] == "b.example"


def test_after_the_set_everything_is_asked_anew(as_alice: Actor, installed: object) -> None:
    kind = record_kind("contact")
    with reading_once():
        prepare_rows(kind, [{"phone": "600 190 044"}], by=as_alice)
    Installation.objects.update(phone_country="GB")

    (row,) = prepare_rows(kind, [{"phone": "020 7946 0958"}], by=as_alice)

    assert row.parts["identities"]["phone"]["normalised"] == "+442079460958"


def test_a_change_of_the_installation_is_seen_by_the_next_question(installed: object) -> None:
    before = installation()
    Installation.objects.update(name="Huerta", own_domains=["huerta.example"])

    assert before.name != installation().name == "Huerta"
    assert installation().own_domains == ["huerta.example"]
    assert installation() == before  # the same row


def test_without_an_installation_there_are_sensible_settings() -> None:
    Installation.objects.all().delete()

    assert (installation().name, installation().currency) == ("Trato", "EUR")


def test_a_tag_is_spelt_as_it_was_first(as_alice: Actor) -> None:
    create_contacts([{"name": "Ana", "tags": ["Fair"]}, {"name": "Bea", "tags": ["fair", "VIP"]}], by=as_alice)
    create_contacts([{"name": "Eva", "tags": ["vip"]}], by=as_alice)

    assert set(Tag.objects.values_list("name", flat=True)) == {"Fair", "VIP"}


def test_an_identity_that_somebody_took_this_moment_leaves_nothing_behind(as_alice: Actor) -> None:
    """The check saw nobody; the index does. What the use case had written is gone with its refusal."""
    (ana,) = create_contacts([{"name": "Ana", "email": "ana@example.com"}], by=as_alice)
    (bea,) = create_contacts([{"name": "Bea"}], by=as_alice)
    taken = IdentitiesPart("contact").read([ana.id])[ana.id]

    @use_case()
    def take(*, by: Actor) -> None:
        Contact.objects.filter(pk=bea.id).update(source="half done")
        IdentitiesPart("contact").write({bea.id: [dict(taken[0])]}, before={})

    with pytest.raises(IdentityTaken):
        take(by=as_alice)

    assert Contact.objects.get(pk=bea.id).source == ""
    assert not Contact.objects.get(pk=bea.id).identities.exists()


def test_one_contact_is_made_in_at_most_seventeen_statements(as_alice: Actor) -> None:
    given = {"email": "n@example.com", "phone": "600 190 044", "company": "Bakery", "city": "Bilbao"}
    create_contacts([{"name": "First", "company": "Bakery"}], by=as_alice)

    with CaptureQueriesContext(connection) as asked:
        create_contacts([{"name": "Ana Núñez", **given}], by=as_alice)

    assert len(asked) <= 17  # with the two of the savepoint that a test's own transaction asks for


@pytest.mark.parametrize("table", FOREIGN_KEYS_LEFT_TO_OTHERS)
@pytest.mark.parametrize("column", ["contact_id", "company_id"])
def test_a_foreign_key_without_an_index_of_its_own_is_found_by_another(table: str, column: str) -> None:
    """Else deleting one contact or firm would read the whole table."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain delete from only {table} where %s::uuid = {column}", ["0" * 32])  # noqa: S608  # constants
        plan = " ".join(line for (line,) in cursor.fetchall())

    assert "Index" in plan


def test_a_firm_out_of_reach_is_no_place_to_put_a_contact(as_alice: Actor, as_bob: Actor) -> None:
    create_contacts([{"name": "Bob's", "company": "Southern Firm"}], by=as_bob)
    firm = Company.objects.get(name="Southern Firm")

    saved = create_contacts([{"name": "Again", "company": str(firm.id)}], by=as_bob)

    assert Contact.objects.get(pk=saved[0].id).positions.get().company_id == firm.id
