"""What a role hides or locks is neither shown to its programs nor taken from them."""

from trato.customers.public import Company, Contact
from trato.foundation.public import Role
from trato.kit.testing.programs import Program


def test_a_hidden_field_is_neither_shown_nor_taken(program: Program, nuria: Contact, seller: Role) -> None:
    Role.objects.filter(pk=seller.pk).update(hidden_fields=["contact.email", "contact.source"])

    found = program.get(f"/contacts/{nuria.id}").json()
    assert not {"email", "source", "identities"} & set(found)
    assert "nuria@bakery.example" not in program.get("/contacts").content.decode()
    for name in ("email", "source"):
        assert program.get("/contacts", fields=name).status_code == 422
        assert program.patch(f"/contacts/{nuria.id}", {name: "x@y.es"}).json()["errors"][0]["field"] == name
    identities = [{"kind": "email", "value": "x@y.es"}]
    assert program.patch(f"/contacts/{nuria.id}", {"identities": identities}).status_code == 422


def test_a_locked_field_is_shown_and_not_taken(program: Program, nuria: Contact, seller: Role) -> None:
    Role.objects.filter(pk=seller.pk).update(read_only_fields=["contact.phone"])

    assert program.get(f"/contacts/{nuria.id}").json()["phone"] == "600 190 044"
    assert program.patch(f"/contacts/{nuria.id}", {"phone": None}).status_code == 422
    assert program.patch(f"/contacts/{nuria.id}", {"identities": []}).status_code == 422
    assert program.patch(f"/contacts/{nuria.id}", {"source": "fair"}).status_code == 200


def test_a_company_is_named_only_to_those_who_see_it(program: Program, nuria: Contact, seller: Role) -> None:
    rights = {"customers.see_contacts": 4, "customers.see_companies": 1}
    Role.objects.filter(pk=seller.pk).update(rights=rights)
    Company.objects.update(owner=None)

    assert program.get(f"/contacts/{nuria.id}").json()["company"]["id"] is None
    for answer in (
        program.get(f"/contacts/{nuria.id}"),
        program.get("/contacts"),
        program.get("/contacts", fields="company"),
    ):
        assert "Corner Bakery" not in answer.content.decode()
