"""A program tells of a lead, as a form would."""

from collections.abc import Callable
from typing import Any

import pytest

from trato.customers.public import Consent, Contact, Purpose, create_contacts
from trato.foundation.public import Actor, LoggedEvent, Reach, Role, User
from trato.kit.testing.programs import Program
from trato.sales.lead_forms.models import Answer, LeadForm
from trato.sales.tests.leads.conftest import JOAN


@pytest.fixture
def program(alice: User, seller: Role, program_of: Callable[[User], Program]) -> Program:
    seller.rights = {**seller.rights, "sales.create_leads": int(Reach.ALL)}
    seller.save()
    return program_of(alice)


def tell(program: Program, **facts: Any) -> Any:
    return program.post("/leads", {"values": JOAN, **facts})


def test_a_contact_is_made_without_an_owner_so_that_a_rule_finds_one(program: Program) -> None:
    answer = tell(program, campaign={"source": "partner"}, page="https://partner.example/x", language="es")

    made = Contact.objects.get()
    assert answer.status_code == 201
    assert (made.owner, made.source, made.language, made.lead_status) == (None, "partner", "es", "new")
    assert Answer.objects.get().campaign == {"source": "partner"}


def test_who_may_not_see_the_contact_is_not_told_of_it(program: Program) -> None:
    answer = tell(program).json()

    assert (answer["contact_id"], answer["is_new"], answer["filled"]) == (None, None, [])


def test_a_known_one_is_completed_and_it_is_said(program: Program, as_alice: Actor) -> None:
    (saved,) = create_contacts([{"name": "J. Puig", "email": "joan@puig.example"}], by=as_alice)
    answer = tell(program).json()

    assert (answer["contact_id"], answer["is_new"]) == (str(saved.id), False)
    assert (answer["unused"], "phone" in answer["filled"]) == (["name"], True)


def test_a_form_lends_its_source_and_its_consent(
    program: Program, make_form: Callable[..., LeadForm], news: Purpose
) -> None:
    form = make_form(purpose="news")
    answer = tell(program, form=form.key, agreed={"wording": 1, "language": "en"})

    assert answer.status_code == 201
    assert Contact.objects.get().source == "Web site"
    assert Consent.objects.count() == 2


def test_it_is_told_whose_program_it_was(program: Program, alice: User) -> None:
    tell(program)

    event = LoggedEvent.objects.get(kind="sales.lead_captured", contact_id=Contact.objects.get().pk)
    assert (event.actor_id, event.door) == (alice.id, "api")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"values": {}}, 422),
        ({"values": {"email": "no address"}}, 422),
        ({"values": {"nothing": "x", **JOAN}}, 422),
        ({"values": {"lead_status": "qualified", **JOAN}}, 422),
        ({"values": {**JOAN, "name": {"a": 1}}}, 422),
        ({"values": {**JOAN, "name": ["a"]}}, 422),
        ({"values": {**JOAN, "name": 7}}, 422),
        ({"values": {**JOAN, "name": "x" * 100_000}}, 422),
        ({"values": {**JOAN, "name": "a\x00b"}}, 422),
        ({"values": "x"}, 422),
        ({"values": None}, 422),
        ({"values": JOAN, "form": "nobody"}, 404),
        ({"values": JOAN, "form": 7}, 422),
        ({"values": JOAN, "agreed": {"wording": 1, "language": "en"}}, 422),
        ({"values": JOAN, "agreed": {"wording": 10**30, "language": "en"}}, 422),
        ({"values": JOAN, "campaign": {"source": None}}, 422),
        ({"values": JOAN, "page": "x" * 5_000}, 422),
        ({"values": JOAN, "more": 1}, 422),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(program: Program, facts: dict[str, Any], code: int) -> None:
    answer = program.post("/leads", facts)

    assert answer.status_code == code, answer.content
    assert not Contact.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"values": {"email": "\\ud800"}}', b"\xff\xfe"])
def test_bytes_that_make_no_sense(program: Program, body: bytes) -> None:
    assert program.send("POST", "/leads", body).status_code in (400, 409, 422)


def test_without_the_right_or_a_token_nothing_is_taken(program_of: Callable[[User], Program], charlie: User) -> None:
    assert tell(program_of(charlie)).status_code == 403
    assert tell(Program()).status_code == 401


def test_the_same_key_of_idempotency_makes_one(program: Program) -> None:
    headers = {"Idempotency-Key": "lead-1"}
    first, second = (program.post("/leads", {"values": JOAN}, headers=headers) for _time in range(2))

    assert first.json() == second.json()
    assert Answer.objects.count() == 1
