"""Consents come in and go out as files; time decides, and nothing a file says undoes a later withdrawal."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from trato.customers.consent.errors import ConsentRefused
from trato.customers.consent.files import exported_lines
from trato.customers.consent.models import Consent, Purpose
from trato.customers.consent.use_cases.bring_in import Outcome, bring_in_consents
from trato.customers.public import Contact, Statement, create_contacts, create_purpose, may_contact, record_consents
from trato.foundation.public import SYSTEM, Actor, FileRefused, NotAllowed, User
from trato.kit.clock import now

HEAD = "Email,Purpose,Channel,State,At,Source,Wording,Language,Proof\n"


@pytest.fixture(autouse=True)
def newsletter(installed: object) -> Purpose:
    return create_purpose("newsletter", "Newsletter", channels=["email"], wordings={"en": "Write to me."}, by=SYSTEM)


def bring(text: str, by: Actor, encoding: str = "utf-8") -> Outcome:
    return bring_in_consents([text.encode(encoding)], by=by.at("import"))


def reasons(outcome: Outcome) -> list[str]:
    return [each.reason for each in outcome.refused]


def withdraw(contact: Contact, by: Actor, *, ago: timedelta) -> None:
    facts = {"contact_id": contact.id, "purpose": "newsletter", "channel": "email", "state": "withdrawn"}
    record_consents([Statement(source="colleague", at=now() - ago, **facts)], by=by)  # type: ignore[arg-type]  # texts


def test_a_file_of_another_program_comes_in(nuria: Contact, as_alice: Actor) -> None:
    text = "Email Address,List,Status,OPTIN_TIME\nNURIA@bakery.example,newsletter,subscribed,2024-03-01 09:30:00\n"

    outcome = bring(text, as_alice)

    assert (outcome.written, outcome.refused) == (1, [])
    entry = Consent.objects.get()
    assert (entry.contact_id, entry.state, entry.source) == (nuria.id, "given", "import")
    assert entry.at.isoformat() == "2024-03-01T09:30:00+00:00"
    assert entry.wording is None, "the words of another program are not known"


def test_the_wording_source_and_proof_come_along(nuria: Contact, as_alice: Actor) -> None:
    row = "nuria@bakery.example,newsletter,email,given,2024-03-01,form,1,en,Signed at the fair\n"

    assert bring(HEAD + row, as_alice).written == 1

    entry = Consent.objects.get()
    assert entry.wording is not None
    assert (entry.source, entry.wording.version, entry.proof) == ("form", 1, "Signed at the fair")


def test_a_later_withdrawal_stays_and_the_file_says_so(nuria: Contact, as_alice: Actor) -> None:
    withdraw(nuria, as_alice, ago=timedelta(days=1))

    outcome = bring(HEAD + "nuria@bakery.example,newsletter,email,yes,2024-03-01,,,,\n", as_alice)

    assert outcome.outweighed == [2]
    assert may_contact([nuria.id], "newsletter", "email") == set()


def test_a_row_without_a_time_never_overrides_a_withdrawal(nuria: Contact, as_alice: Actor) -> None:
    withdraw(nuria, as_alice, ago=timedelta(days=400))

    outcome = bring(HEAD + "nuria@bakery.example,newsletter,email,yes,,,,,\n", as_alice)

    assert "does not say when" in reasons(outcome)[0]
    assert Consent.objects.count() == 1


def test_a_newer_consent_counts(nuria: Contact, as_alice: Actor) -> None:
    withdraw(nuria, as_alice, ago=timedelta(days=400))
    day = (now() - timedelta(days=2)).date()

    assert bring(HEAD + f"nuria@bakery.example,newsletter,email,yes,{day},,,,\n", as_alice).outweighed == []
    assert may_contact([nuria.id], "newsletter", "email") == {nuria.id}


def test_the_same_file_twice_adds_nothing(nuria: Contact, as_alice: Actor) -> None:
    text = HEAD + "nuria@bakery.example,newsletter,email,yes,2024-03-01,,,,\n"
    bring(text, as_alice)

    outcome = bring(text, as_alice)

    assert (outcome.written, outcome.known, Consent.objects.count()) == (0, 1, 1)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("nobody@x.example,newsletter,email,yes,2024-03-01,,,,", "No contact"),
        ("not an address,newsletter,email,yes,2024-03-01,,,,", "No contact"),
        ("nuria@bakery.example,nothing,email,yes,2024-03-01,,,,", "no purpose “nothing”"),
        ("nuria@bakery.example,newsletter,pigeon,yes,2024-03-01,,,,", "no channel “pigeon”"),
        ("nuria@bakery.example,newsletter,email,perhaps,2024-03-01,,,,", "given, pending or withdrawn"),
        ("nuria@bakery.example,newsletter,email,yes,yesterday,,,,", "no moment"),
        ("nuria@bakery.example,newsletter,email,yes,2024-02-30,,,,", "no moment"),
        ("nuria@bakery.example,newsletter,email,yes,2199-01-01,,,,", "in the future"),
        ("nuria@bakery.example,newsletter,email,yes,2024-03-01,,9,en,", "no version 9"),
        ("nuria@bakery.example,newsletter,email,yes,2024-03-01,,one,en,", "no number"),
        ("nuria@bakery.example,newsletter,email,yes,2024-03-01,,,,a\x00b", "NUL"),
        ("nuria@bakery.example,newsletter", "Number of cells"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_others_go_in(
    nuria: Contact, as_alice: Actor, row: str, says: str
) -> None:
    good = "nuria@bakery.example,newsletter,email,no,2024-05-01,,,,\n"

    outcome = bring(HEAD + row + "\n" + good, as_alice)

    assert outcome.written == 1
    assert [each.line for each in outcome.refused] == [2]
    assert says in reasons(outcome)[0]


@pytest.mark.parametrize("text", ["Name\nNúria\n", "Email,Purpose\na@b.example,newsletter\n", ""])
def test_a_file_that_cannot_be_about_consents_is_refused_whole(text: str, as_alice: Actor) -> None:
    with pytest.raises((ConsentRefused, FileRefused)):
        bring(text, as_alice)


def test_whom_one_does_not_see_is_unknown(nuria: Contact, as_bob: Actor, as_charlie: Actor) -> None:
    outcome = bring(HEAD + "nuria@bakery.example,newsletter,email,yes,2024-03-01,,,,\n", as_bob)

    assert "No contact of yours" in reasons(outcome)[0]
    with pytest.raises(NotAllowed):
        bring(HEAD, as_charlie)


def test_one_address_of_two_people_is_not_guessed(as_alice: Actor) -> None:
    rows = [
        {"name": name, "identities": [{"kind": "email", "value": "shop@x.example", "shared": True}]} for name in "AB"
    ]
    create_contacts(rows, by=as_alice)

    outcome = bring(HEAD + "shop@x.example,newsletter,email,yes,2024-03-01,,,,\n", as_alice)

    assert "Several contacts" in reasons(outcome)[0]


def test_what_goes_out_comes_in_again(nuria: Contact, as_alice: Actor) -> None:
    row = 'nuria@bakery.example,newsletter,email,given,2024-03-01,form,1,en,"=1+1, ""says"" she"\n'
    bring(HEAD + row, as_alice)
    text = "".join(exported_lines(as_alice))
    before = Consent.objects.values("contact_id", "state", "at", "source", "wording", "proof").get()
    assert "'=1+1" in text, "a spreadsheet would run it"

    assert bring(text, as_alice).known == 1

    Consent.objects.all().delete()
    assert bring(text, as_alice).written == 1
    assert Consent.objects.values(*before).get() == before


def test_the_export_holds_only_what_is_within_reach(nuria: Contact, as_alice: Actor, as_bob: Actor) -> None:
    bring(HEAD + "nuria@bakery.example,newsletter,email,yes,2024-03-01,,,,\n", as_alice)

    assert len(list(exported_lines(as_bob))) == 1, "the head alone"


class TestThePage:
    @pytest.fixture
    def page(self, alice: User) -> Client:
        client = Client()
        client.force_login(alice)
        return client

    def test_it_tells_what_became_of_the_file(self, page: Client, nuria: Contact) -> None:
        rows = "nuria@bakery.example,newsletter,email,yes,2024-03-01,,,,\nno@x.example,newsletter,email,yes,,,,,\n"
        file = SimpleUploadedFile("c.csv", (HEAD + rows).encode())

        said = page.post("/consents/import/", {"file": file}).content.decode()

        assert "1 entry was written." in said
        assert "Line 3:" in said

    def test_no_file_is_a_refusal_and_no_fault(self, page: Client) -> None:
        assert page.post("/consents/import/").status_code == 422
        picture = SimpleUploadedFile("c.csv", b"\x89PNG\r\n\x1a\n" + b"0" * 50)
        assert page.post("/consents/import/", {"file": picture}).status_code == 422

    def test_the_export_is_a_file(self, page: Client, nuria: Contact, hire: Callable[..., User]) -> None:
        answer = page.get("/consents/export/")

        assert b"".join(answer.streaming_content).startswith(b"contact id,name")  # type: ignore[attr-defined]
        page.force_login(hire("Nora"))
        assert page.get("/consents/export/").status_code == 403
