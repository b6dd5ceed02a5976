"""What belongs to a customer: e-mails and other identities, addresses, firms with roles, tags."""

from typing import Any

import pytest

from trato.customers.identities.models import Identity
from trato.customers.public import (
    Company,
    Contact,
    create_companies,
    create_contacts,
    trash_companies,
    update_contacts,
)
from trato.customers.tags.models import Tag
from trato.foundation.public import (
    Actor,
    Change,
    Reach,
    RecordUpdate,
    Role,
    RowsRefused,
    SavedRecord,
    User,
    read_records,
    record_kind,
)


def give(contact: Contact, by: Actor, *, adding: bool = False, **values: Any) -> SavedRecord:
    (saved,) = update_contacts([RecordUpdate(id=contact.id, values=values)], by=by, adding=adding)
    return saved


def read(contact: Contact, by: Actor, *names: str) -> Any:
    (row,) = read_records(record_kind("contact"), [contact.id], seen_by=by, columns=names)
    return row[names[0]] if len(names) == 1 else [row[name] for name in names]


def known_by(contact: Contact) -> list[tuple[str, str]]:
    return list(Identity.objects.filter(contact=contact).order_by("place").values_list("kind", "value"))


# Identities


def test_another_email_replaces_the_first_and_leaves_the_rest(nuria: Contact, as_alice: Actor) -> None:
    emails = [{"kind": "email", "value": f"{name}@f.example"} for name in ("one", "two")]
    give(nuria, as_alice, identities=emails)
    give(nuria, as_alice, email="three@f.example")

    assert known_by(nuria) == [("email", "three@f.example"), ("email", "two@f.example")]


def test_an_email_that_is_hers_already_becomes_the_first(nuria: Contact, as_alice: Actor) -> None:
    emails = [{"kind": "email", "value": f"{name}@f.example"} for name in ("one", "two", "three")]
    give(nuria, as_alice, identities=emails)
    give(nuria, as_alice, email="three@f.example")

    assert [value for _kind, value in known_by(nuria)] == ["three@f.example", "one@f.example", "two@f.example"]
    assert read(nuria, as_alice, "email") == "three@f.example"


@pytest.mark.parametrize(
    ("name", "other"), [("email", "Nuria@Bakery.Example"), ("phone", "+34 600 190 044"), ("phone", "600190044")]
)
def test_another_spelling_is_taken_and_stays_one_identity(
    name: str, other: str, nuria: Contact, as_alice: Actor
) -> None:
    before = Identity.objects.get(contact=nuria, kind=name)
    assert give(nuria, as_alice, **{name: other}).fields == ("identities",)

    after = Identity.objects.get(contact=nuria, kind=name)
    assert (after.id, after.normalised, after.value) == (before.id, before.normalised, other)


def test_a_file_adds_an_email_behind_the_ones_there_are(nuria: Contact, as_alice: Actor) -> None:
    give(nuria, as_alice, adding=True, email="home@f.example")
    give(nuria, as_alice, adding=True, email="NURIA@bakery.example")
    give(nuria, as_alice, adding=True, email=None)

    emails = [value for kind, value in known_by(nuria) if kind == "email"]
    assert emails == ["nuria@bakery.example", "home@f.example"]


def test_taking_the_first_away_shows_the_second(nuria: Contact, as_alice: Actor) -> None:
    give(nuria, as_alice, adding=True, email="home@f.example")
    give(nuria, as_alice, email=None)

    assert read(nuria, as_alice, "email") == "home@f.example"


def test_a_change_of_one_kind_leaves_the_others(nuria: Contact, as_alice: Actor) -> None:
    give(nuria, as_alice, website="https://bakery.example", external_id="A-7")
    give(nuria, as_alice, phone=None)

    assert [kind for kind, _value in known_by(nuria)] == ["email", "website", "external"]


def test_an_identity_keeps_its_proof_when_it_is_given_again(nuria: Contact, as_alice: Actor) -> None:
    Identity.objects.filter(contact=nuria, kind="email").update(proof="proven")
    given = [{"kind": "email", "value": "nuria@bakery.example", "label": "work"}]
    update_contacts([RecordUpdate(id=nuria.id, values={"identities": given})], by=as_alice.at("api"))

    (row,) = Identity.objects.filter(contact=nuria)
    assert (row.proof, row.label) == ("proven", "work")


def test_one_handle_on_two_platforms_is_two(nuria: Contact, as_alice: Actor) -> None:
    handles = [{"kind": "handle", "source": source, "value": "@nuria"} for source in ("telegram", "x", "x")]
    give(nuria, as_alice, identities=handles)

    assert Identity.objects.filter(contact=nuria).count() == 2


@pytest.mark.parametrize(
    "given", [{"kind": "handle", "source": "x", "value": "@Eva"}, {"kind": "external", "source": "", "value": "A-7"}]
)
def test_what_names_one_person_names_no_other(given: dict[str, str], nuria: Contact, as_alice: Actor) -> None:
    give(nuria, as_alice, identities=[given])

    with pytest.raises(RowsRefused, match="already belongs to Núria Bosch"):
        create_contacts([{"name": "Eva", "identities": [given]}], by=as_alice)


def test_who_has_it_is_not_told_to_those_who_do_not_see_him(nuria: Contact, as_bob: Actor) -> None:
    with pytest.raises(RowsRefused) as refused:
        create_contacts([{"name": "Eva", "email": "nuria@bakery.example"}], by=as_bob)

    assert refused.value.rows[0] == {"email": "“nuria@bakery.example” already belongs to somebody you do not see."}


def test_a_shared_email_is_several_peoples(nuria: Contact, as_alice: Actor) -> None:
    shared = [{"kind": "email", "value": "info@bakery.example", "shared": True}]
    give(nuria, as_alice, identities=shared)
    create_contacts([{"name": "Eva", "identities": shared}], by=as_alice)

    assert Identity.objects.filter(normalised="info@bakery.example").count() == 2


def test_two_rows_of_a_set_do_not_share_a_name(as_alice: Actor) -> None:
    rows = [{"name": name, "email": "info@f.example"} for name in ("Ana", "Eva")]
    with pytest.raises(RowsRefused, match="is on two of these rows"):
        create_contacts(rows, by=as_alice)


def test_a_person_and_a_firm_may_have_the_same_email(bakery: Company, as_alice: Actor) -> None:
    create_companies([{"name": "Huerta", "email": "info@huerta.example"}], by=as_alice)
    create_contacts([{"name": "Eva", "email": "info@huerta.example"}], by=as_alice)

    assert Identity.objects.filter(normalised="info@huerta.example").count() == 2


# Addresses


def test_lines_speak_of_the_first_address(nuria: Contact, as_alice: Actor) -> None:
    give(nuria, as_alice, addresses=[{"label": "home", "city": "Alzira"}, {"label": "work", "city": "Soria"}])
    give(nuria, as_alice, city="Gandia", country="Spain")

    first, second = read(nuria, as_alice, "addresses")
    assert (first["label"], first["city"], first["country"]) == ("home", "Gandia", "ES")
    assert (second["label"], second["city"]) == ("work", "Soria")


def test_an_address_without_a_line_is_none(nuria: Contact, as_alice: Actor) -> None:
    give(nuria, as_alice, addresses=[{"label": "home"}, {"city": "Soria"}, {}])
    assert [each["city"] for each in read(nuria, as_alice, "addresses")] == ["Soria"]

    give(nuria, as_alice, city=None)
    assert read(nuria, as_alice, "addresses") == []


def test_a_file_fills_lines_and_empties_none(nuria: Contact, as_alice: Actor) -> None:
    give(nuria, as_alice, street="Calle Mayor 1", city="Alzira")
    give(nuria, as_alice, adding=True, street=None, city="Gandia", region="Valencia")

    assert read(nuria, as_alice, "street", "city", "region") == ["Calle Mayor 1", "Gandia", "Valencia"]


# Firms with roles


def test_another_firm_takes_the_place_of_the_first(nuria: Contact, as_alice: Actor) -> None:
    give(nuria, as_alice, job_title="Baker")
    give(nuria, as_alice, company="Huerta")

    assert [(each["name"], each["role"]) for each in read(nuria, as_alice, "companies")] == [("Huerta", "Baker")]


def test_a_file_adds_a_firm(nuria: Contact, as_alice: Actor) -> None:
    give(nuria, as_alice, adding=True, company="Huerta")
    give(nuria, as_alice, adding=True, company=None)

    assert [each["name"] for each in read(nuria, as_alice, "companies")] == ["Corner Bakery", "Huerta"]


def test_a_role_without_a_firm_is_kept_until_there_is_one(as_alice: Actor) -> None:
    (saved,) = create_contacts([{"name": "Eva", "job_title": "Mayor"}], by=as_alice)
    eva = Contact.objects.get(pk=saved.id)
    give(eva, as_alice, company="Town hall")

    assert [(each["name"], each["role"]) for each in read(eva, as_alice, "companies")] == [("Town hall", "Mayor")]


def test_a_firm_in_the_trash_stays_hers_and_takes_no_others(nuria: Contact, bakery: Company, as_alice: Actor) -> None:
    trash_companies([bakery.id], by=as_alice)
    give(nuria, as_alice, job_title="Baker")

    assert nuria.positions.get().role == "Baker"
    with pytest.raises(RowsRefused, match="no such company"):
        create_contacts([{"name": "Eva", "company": str(bakery.id)}], by=as_alice)


def test_a_firm_out_of_sight_is_no_firm(bakery: Company, nuria: Contact, alice: User, as_bob: Actor) -> None:
    rights = alice.roles.get().rights
    Role.objects.update(rights={**rights, "customers.see_companies": int(Reach.OWN)})
    (other,) = create_companies([{"name": "Bob's", "owner": "bob"}], by=as_bob)
    reader = alice.acting()

    for values in ({"company": str(other.id)}, {"companies": [{"company": str(other.id)}]}):
        with pytest.raises(RowsRefused, match="no such company"):
            create_contacts([{"name": "Eva", **values}], by=reader)
    with pytest.raises(RowsRefused, match="no such company"):
        create_companies([{"name": "Part", "parent": str(other.id)}], by=reader)


def test_a_firm_made_by_name_is_linked_though_its_maker_sees_no_firms(as_alice: Actor, alice: User) -> None:
    rights = alice.roles.get().rights
    Role.objects.update(rights={**rights, "customers.see_companies": 0})
    create_contacts([{"name": "Eva", "company": "Huerta"}], by=alice.acting())

    assert Contact.objects.get().positions.get().company.name == "Huerta"


# Tags


def test_a_tag_is_one_in_any_spelling(nuria: Contact, as_alice: Actor) -> None:
    give(nuria, as_alice, tags=["vip", "VIP", "Fair"])

    assert read(nuria, as_alice, "tags") == ["Fair", "VIP"]
    assert give(nuria, as_alice, tags=["fair", "vip"]).fields == ()
    assert list(Tag.objects.order_by("key").values_list("key", flat=True)) == ["fair", "vip"]


def test_tags_are_shared_by_everybody_and_stay_when_nobody_has_them(nuria: Contact, as_alice: Actor) -> None:
    give(nuria, as_alice, tags=["VIP"])
    create_companies([{"name": "Huerta", "tags": ["vip"]}], by=as_alice)
    assert Tag.objects.get().name == "VIP"

    give(nuria, as_alice, tags=[])
    assert read(nuria, as_alice, "tags") == []
    assert Tag.objects.count() == 1


def test_a_file_adds_tags(nuria: Contact, as_alice: Actor) -> None:
    give(nuria, as_alice, tags=["VIP"])
    give(nuria, as_alice, adding=True, tags=["fair", "vip"])
    give(nuria, as_alice, adding=True, tags=None)

    assert read(nuria, as_alice, "tags") == ["fair", "VIP"]


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({"email": "x@f.example"}, "identities"),
        ({"city": "Alzira"}, "addresses"),
        ({"job_title": "Baker"}, "companies"),
        ({"tags": ["vip"]}, "tags"),
    ],
)
def test_a_change_row_holds_the_whole_part_before_and_after(
    values: dict[str, Any], part: str, nuria: Contact, as_alice: Actor
) -> None:
    saved = give(nuria, as_alice, **values)

    change = Change.objects.get(record_id=nuria.id, version=2)
    assert saved.fields == (part,)
    assert set(change.before) == set(change.after) == {part}
    assert change.before[part] != change.after[part]
