"""Fields of one's own by programs: listed, made, changed, archived, and the schema of a kind."""

from collections.abc import Callable
from typing import Any

import pytest

from trato.customers.tests.made_fields import made
from trato.foundation.public import Actor, Role, User, limit_field

ProgramOf = Callable[[User], Any]


def test_a_program_makes_changes_and_archives_a_field(ada: User, program_of: ProgramOf) -> None:
    program = program_of(ada)
    options = [{"label": "Small"}, {"label": "Large", "colour": "green"}]
    answer = program.post("/fields", {"kind": "contact", "type": "choice", "label": "Size", "options": options})
    assert answer.status_code == 201, answer.content
    field = answer.json()
    assert (field["name"], [each["label"] for each in field["options"]]) == ("size", ["Small", "Large"])

    changed = program.patch(f"/fields/{field['id']}", {"label": "Dress size"}).json()
    assert (changed["label"], len(changed["options"])) == ("Dress size", 2)
    kept = [{"id": field["options"][1]["id"], "label": "Large"}]
    fewer = program.patch(f"/fields/{field['id']}", {"options": kept}).json()
    assert [(each["label"], each["archived"]) for each in fewer["options"]] == [("Large", False), ("Small", True)]

    assert program.post(f"/fields/{field['id']}/archive").json()["archived"] is True
    assert [each["archived"] for each in program.get("/fields").json()["results"]] == [True]
    assert program.post(f"/fields/{field['id']}/unarchive").json()["archived"] is False


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "contact", "type": "text", "label": "a\x00"}, "label"),
        ({"kind": "contact", "type": "text", "label": "pay\u202egpj"}, "label"),
        ({"kind": "nothing", "type": "text", "label": "A"}, "kind"),
        ({"kind": "contact", "type": "blob", "label": "A"}, "type"),
        ({"kind": "contact", "type": "formula", "label": "A", "formula": "x" * 1_000_000}, "formula"),
        ({"kind": "contact", "type": "text", "label": "A", "name": "1; drop table"}, "name"),
        (
            {"kind": "contact", "type": "choice", "label": "A", "options": [{"label": "x", "colour": "url(x)"}]},
            "options",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_name(given: dict[str, Any], field: str, ada: User, program_of: ProgramOf) -> None:
    answer = program_of(ada).post("/fields", given)
    assert answer.status_code in (409, 422), answer.content
    assert field in answer.content.decode()


def test_the_schema_tells_every_field_the_colleague_sees(
    ada: User, alice: User, seller: Role, as_ada: Actor, program_of: ProgramOf
) -> None:
    made("Size", "choice", by=as_ada, options=["Small"], required_at=["customer"])
    made("Points", "number", by=as_ada)
    made("Half", "formula", by=as_ada, formula="{points} / 2")
    fields = {each["name"]: each for each in program_of(alice).get("/fields/schema/contact").json()["results"]}
    assert fields["name"]["made"] is False
    assert fields["size"]["made"] is True
    assert fields["size"]["options"][0]["label"] == "Small"
    assert fields["size"]["required_at"] == ["customer"]
    assert fields["half"]["writable"] is False
    assert fields["points"]["writable"] is True
    assert "least" in fields["half"]["operators"]
    assert "is" in fields["size"]["operators"]

    limit_field("contact.points", by=as_ada, limits={seller.pk: "hidden"})
    seen = {each["name"] for each in program_of(alice).get("/fields/schema/contact").json()["results"]}
    assert "size" in seen
    assert not {"points", "half"} & seen


def test_a_hidden_field_is_hidden_through_every_door(
    ada: User, alice: User, seller: Role, as_ada: Actor, program_of: ProgramOf
) -> None:
    made("Points", "number", by=as_ada)
    limit_field("contact.points", by=as_ada, limits={seller.pk: "hidden"})
    program = program_of(alice)
    assert program.post("/contacts", {"name": "Nuria", "points": 3}).status_code == 422
    (one,) = [program.post("/contacts", {"name": "Nuria"}).json()]
    assert "points" not in one
    for rule in ({"field": "points", "operator": "least", "value": 1}, {"field": "points", "operator": "empty"}):
        assert program.post("/contacts/search", {"filter": rule}).status_code in (409, 422)
    assert program.get("/contacts", sort="points").status_code == 422
    assert program.get("/contacts", fields="id,points").status_code == 422

    limit_field("contact.points", by=as_ada, limits={seller.pk: "read_only"})
    assert program.get(f"/contacts/{one['id']}").json()["points"] is None
    assert program.patch(f"/contacts/{one['id']}", {"points": 3}).status_code == 422
