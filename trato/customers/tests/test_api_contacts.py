from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from trato.customers.public import Company, Contact
from trato.foundation.public import Role, Team, User
from trato.kit.testing.programs import Program

Json = dict[str, object]


@pytest.fixture
def program(alice: User, program_of: Callable[[User], Program]) -> Program:
    """It speaks for Alice, who sells in the north."""
    return program_of(alice)


@pytest.fixture
def bobs_program(bob: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(bob)


def made(program: Program, **facts: object) -> Json:
    answer = program.post("/contacts", {"name": "Eva", **facts})
    assert answer.status_code == 201, answer.content
    found: Json = answer.json()
    return found


def listed(program: Program, **query: object) -> list[str]:
    return [each["name"] for each in program.get("/contacts", **query).json()["results"]]


# Reading one


def test_a_contact_is_its_name_its_identities_and_its_fields(
    program: Program, nuria: Contact, bakery: Company, alice: User, north: Team
) -> None:
    found = program.get(f"/contacts/{nuria.id}").json()

    assert (found["id"], found["name"], found["version"]) == (str(nuria.id), "Núria Bosch", 1)
    assert [(each["kind"], each["value"], each["normalised"]) for each in found["identities"]] == [
        ("email", "nuria@bakery.example", "nuria@bakery.example"),
        ("phone", "600 190 044", "+34600190044"),
    ]
    assert found["company"] == {"id": str(bakery.id), "name": "Corner Bakery"}
    assert found["companies"] == [{"id": str(bakery.id), "name": "Corner Bakery", "role": ""}]
    assert found["owner"] == {"id": str(alice.id), "name": "Alice"}
    assert found["team"] == {"id": str(north.id), "name": "North"}
    assert (found["tags"], found["addresses"], found["merged_ids"]) == ([], [], [])
    assert found["source"] is None


def test_what_a_program_has_is_not_sent_again(program: Program, nuria: Contact) -> None:
    tag = program.get(f"/contacts/{nuria.id}")["ETag"]

    for header in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = program.get(f"/contacts/{nuria.id}", headers={"If-None-Match": header})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert program.get(f"/contacts/{nuria.id}", headers={"If-None-Match": '"1"'}).status_code == 200


def test_a_tag_changes_with_what_is_shown_even_where_the_version_does_not(
    program: Program, nuria: Contact, alice: User
) -> None:
    tag = program.get(f"/contacts/{nuria.id}")["ETag"]
    User.objects.filter(pk=alice.pk).update(name="Alicia")

    answer = program.get(f"/contacts/{nuria.id}", headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert answer.json()["owner"]["name"] == "Alicia"


def test_a_merged_contact_answers_as_its_root(program: Program, nuria: Contact) -> None:
    other = UUID(str(made(program, name="N. Bosch")["id"]))
    Contact.objects.filter(pk=other).update(root=nuria)

    found = program.get(f"/contacts/{other}").json()

    assert (found["id"], found["merged_ids"]) == (str(nuria.id), [str(other)])
    assert listed(program) == ["Núria Bosch"]


# Lists


def test_a_list_is_walked_by_its_cursor_without_gaps(program: Program) -> None:
    names = [f"Person {number:02d}" for number in range(7)]
    for name in names:
        made(program, name=name)
    walked, after = [], ""
    while True:
        page = program.get("/contacts", limit=3, **({"after": after} if after else {})).json()
        walked += [each["name"] for each in page["results"]]
        if not page["paging"]["next"]:
            break
        after = page["paging"]["next"]["after"]

    assert walked == names


@pytest.mark.parametrize("sort", ["name", "-name", "created_at", "-updated_at", "id", "-id", "-last_activity_at"])
def test_each_order_goes_on_where_it_stopped(program: Program, sort: str) -> None:
    for name in ("Ana", "Eva", "Zoe"):
        made(program, name=name)

    whole = listed(program, sort=sort)
    first = program.get("/contacts", sort=sort, limit=2).json()
    rest = listed(program, sort=sort, after=first["paging"]["next"]["after"])

    assert [each["name"] for each in first["results"]] + rest == whole
    assert whole == (["Zoe", "Eva", "Ana"] if sort.startswith("-") else ["Ana", "Eva", "Zoe"])


def test_only_the_fields_that_were_asked_for_are_answered(program: Program, nuria: Contact) -> None:
    (found,) = program.get("/contacts", fields="id,name,email,owner,updated_at").json()["results"]

    assert list(found) == ["id", "name", "email", "owner", "updated_at"]
    assert found["email"] == "nuria@bakery.example"


@pytest.mark.parametrize(
    ("name", "value"), [("fields", "id,nmae"), ("sort", "phone"), ("sort", "--name"), ("sort", ""), ("after", "bent")]
)
def test_what_a_list_cannot_do_is_refused_by_name(program: Program, nuria: Contact, name: str, value: str) -> None:
    answer = program.get("/contacts", **{name: value})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == name


def test_a_cursor_of_another_order_is_refused(program: Program) -> None:
    for name in ("Ana", "Eva"):
        made(program, name=name)
    after = program.get("/contacts", limit=1).json()["paging"]["next"]["after"]

    assert program.get("/contacts", sort="-name", after=after).status_code == 422


def test_text_is_found(program: Program, nuria: Contact) -> None:
    made(program, name="Eva")

    assert listed(program, q="nuria") == ["Núria Bosch"]
    assert listed(program, q="bakery.example") == ["Núria Bosch"]
    assert listed(program, q="%") == []


def test_what_changed_since_a_moment(program: Program, nuria: Contact) -> None:
    moment = program.get(f"/contacts/{nuria.id}").json()["updated_at"]
    Contact.objects.filter(pk=nuria.pk).update(updated_at="2020-01-01T00:00:00Z")
    made(program, name="Eva")

    assert listed(program, updated_since=moment) == ["Eva"]
    assert listed(program, updated_since="2019-12-31T23:00:00Z", sort="updated_at") == ["Núria Bosch", "Eva"]


def test_a_list_holds_what_the_colleague_may_see(bobs_program: Program, program: Program, nuria: Contact) -> None:
    assert listed(bobs_program) == []
    assert listed(program) == ["Núria Bosch"]


# Writing


def test_a_new_contact_has_an_address_and_a_tag(program: Program) -> None:
    answer = program.post("/contacts", {"name": "Eva", "email": "eva@huerta.es", "tags": ["vip", "Aceite"]})

    found = answer.json()
    assert answer.status_code == 201
    assert answer["Location"] == f"/api/v1/contacts/{found['id']}"
    assert answer["ETag"] == program.get(f"/contacts/{found['id']}")["ETag"]
    assert found["tags"] == ["Aceite", "vip"]
    assert found["identities"][0]["proof"] == "program"


def test_everything_a_contact_has_can_be_given(program: Program, bakery: Company, alice: User) -> None:
    given = {
        "name": "Eva Ruiz",
        "given_name": "Eva",
        "lifecycle_stage": "customer",
        "lead_status": "qualified",
        "language": "es",
        "time_zone": "Europe/Madrid",
        "source": "fair",
        "identities": [
            {"kind": "email", "value": "Eva@Huerta.es"},
            {"kind": "phone", "value": "600 111 222", "label": "work"},
            {"kind": "handle", "source": "telegram", "value": "@eva"},
        ],
        "addresses": [{"label": "home", "street": "Calle Mayor 1", "city": "Madrid", "country": "Spain"}],
        "companies": [{"id": str(bakery.id), "role": "Owner"}],
        "owner": {"id": str(alice.id), "name": "Alice"},
        "tags": ["vip"],
    }
    found = made(program, **given)

    assert [each["value"] for each in found["identities"]] == ["Eva@Huerta.es", "600 111 222", "@eva"]  # type: ignore[attr-defined]
    assert found["addresses"][0]["country"] == "ES"  # type: ignore[index]
    assert found["companies"] == [{"id": str(bakery.id), "name": "Corner Bakery", "role": "Owner"}]
    assert (found["lifecycle_stage"], found["time_zone"]) == ("customer", "Europe/Madrid")


def test_what_was_read_can_be_sent_back_and_changes_nothing(program: Program, nuria: Contact) -> None:
    found = program.get(f"/contacts/{nuria.id}").json()
    kept = ("id", "version", "merged_ids", "created_at", "updated_at", "last_activity_at")

    answer = program.patch(f"/contacts/{nuria.id}", {name: found[name] for name in found if name not in kept})

    assert answer.status_code == 200, answer.content
    assert answer.json() == found


def test_only_what_is_given_changes_and_null_empties(program: Program, nuria: Contact) -> None:
    answer = program.patch(f"/contacts/{nuria.id}", {"source": "fair", "phone": None})

    found = answer.json()
    assert (found["source"], found["phone"], found["email"]) == ("fair", None, "nuria@bakery.example")
    assert found["version"] == 2


def test_nobody_overwrites_what_he_has_not_seen(program: Program, nuria: Contact) -> None:
    tag = program.get(f"/contacts/{nuria.id}")["ETag"]
    assert program.patch(f"/contacts/{nuria.id}", {"source": "fair"}, headers={"If-Match": tag}).status_code == 200

    answer = program.patch(f"/contacts/{nuria.id}", {"name": "N."}, headers={"If-Match": tag})

    assert answer.status_code == 412
    assert answer.json()["type"].endswith("#problem-changed-meanwhile")
    assert program.delete(f"/contacts/{nuria.id}", headers={"If-Match": tag}).status_code == 412
    nuria.refresh_from_db()
    assert (nuria.name, nuria.deleted_at) == ("Núria Bosch", None)


@pytest.mark.parametrize(
    ("header", "status"), [('"1"', 200), ("*", 200), ('"9", "1"', 200), ('W/"1"', 412), ("x", 412)]
)
def test_a_version_is_a_tag_as_well(program: Program, nuria: Contact, header: str, status: int) -> None:
    answer = program.patch(f"/contacts/{nuria.id}", {"source": "fair"}, headers={"If-Match": header})

    assert answer.status_code == status


@pytest.mark.parametrize("name", ["id", "version", "created_at", "merged_ids"])
def test_what_trato_keeps_cannot_be_given(program: Program, name: str) -> None:
    answer = program.post("/contacts", {"name": "Eva", name: "2020-01-01T00:00:00Z"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == name


def test_an_identity_has_one_owner(program: Program, nuria: Contact) -> None:
    answer = program.post("/contacts", {"name": "Eva", "email": "NURIA@bakery.example"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "email"


def test_into_the_trash_and_back(program: Program, nuria: Contact) -> None:
    assert program.delete(f"/contacts/{nuria.id}").status_code == 204
    assert program.get(f"/contacts/{nuria.id}").status_code == 404
    assert program.patch(f"/contacts/{nuria.id}", {"name": "N."}).status_code == 404

    answer = program.post(f"/contacts/{nuria.id}/restore")

    assert (answer.status_code, answer.json()["name"]) == (200, "Núria Bosch")
    assert program.post(f"/contacts/{nuria.id}/restore").status_code == 404


def test_seeing_is_not_changing(program: Program, nuria: Contact, bob: User) -> None:
    Contact.objects.filter(pk=nuria.pk).update(owner=bob)
    Role.objects.update(rights={"customers.see_contacts": 4, "customers.edit_contacts": 1})

    assert program.get(f"/contacts/{nuria.id}").status_code == 200
    assert program.patch(f"/contacts/{nuria.id}", {"name": "N."}).status_code == 403


def test_what_was_never_there(program: Program) -> None:
    assert program.get(f"/contacts/{uuid4()}").status_code == 404
    assert program.delete(f"/contacts/{uuid4()}").status_code == 404


# Rights on fields


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
