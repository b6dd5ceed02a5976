"""Tags, relations, consents, tasks and calls out of files, linked by an e-mail, an id or a name."""

from datetime import UTC, date, datetime

import pytest

from trato.customers.public import (
    Activity,
    Company,
    Consent,
    Contact,
    ContactRelation,
    Task,
    create_companies,
    create_contacts,
    create_purpose,
)
from trato.customers.tags.models import Tagging
from trato.customers.tests.importing import Bring, bring, counts, problems
from trato.foundation.public import Actor, ChangeSet, undo

__all__ = ["bring"]


@pytest.fixture
def luis(as_alice: Actor) -> Contact:
    facts = {"name": "Luis Cano", "external_id": {"value": "17", "source": "hubspot"}, "company": "Taller Duero"}
    (saved,) = create_contacts([facts], by=as_alice)
    return Contact.objects.get(pk=saved.id)


def last_set() -> ChangeSet:
    return ChangeSet.objects.filter(kind="import").latest("created_at")


def tags_of(contact: Contact | Company) -> list[str]:

    return sorted(Tagging.objects.filter(record_id=contact.id).values_list("tag__name", flat=True))


def test_tags_have_a_file_of_their_own(bring: Bring, nuria: Contact, bakery: Company) -> None:
    file = "E-mail,Company name,Tags\nnuria@bakery.example,,Fair;VIP\n,Corner Bakery,Food\nnuria@bakery.example,,VIP\n"
    assert counts(bring(file, kind="tags")) == (3, 0, 0, 0)
    assert (tags_of(nuria), tags_of(bakery)) == (["Fair", "VIP"], ["Food"])
    assert counts(bring(file, kind="tags")) == (0, 0, 3, 0)


def test_tags_of_a_file_are_taken_back_and_others_stay(bring: Bring, nuria: Contact, as_ada: Actor) -> None:
    bring("E-mail,Tags\nnuria@bakery.example,Fair\n", kind="tags")
    bring("E-mail,Tags\nnuria@bakery.example,VIP\n", kind="tags")
    undo(last_set().id, by=as_ada)
    assert tags_of(nuria) == ["Fair"]


def test_tags_of_nobody_and_nothing_come_back(bring: Bring, nuria: Contact) -> None:
    assert counts(bring("E-mail,Tags\nx@y.example,Fair\nnuria@bakery.example,\n", kind="tags")) == (0, 0, 0, 2)
    assert problems()[1][3] == "There is no tag."


def test_relations_are_told_in_either_direction(bring: Bring, nuria: Contact, luis: Contact) -> None:
    file = (
        "E-mail,Is to the other,Other contact,Since\n"
        "nuria@bakery.example,manages,Luis Cano,2020-01-31\n"
        "nuria@bakery.example,partner of,Luis Cano,\n"
    )
    assert counts(bring(file, kind="relations")) == (2, 0, 0, 0)
    first = ContactRelation.objects.get(since=date(2020, 1, 31))
    assert (first.contact, first.other, first.type.name) == (luis, nuria, "reports to")
    assert counts(bring(file, kind="relations")) == (0, 0, 2, 0)


def test_relations_that_cannot_be_come_back(bring: Bring, nuria: Contact, luis: Contact) -> None:
    file = (
        "E-mail,Is to the other,Other contact\n"
        "nuria@bakery.example,sings with,Luis Cano\n"
        "nuria@bakery.example,manages,Núria Bosch\n"
        "nuria@bakery.example,manages,Nobody\n"
        "nuria@bakery.example,manages,\n"
    )
    assert counts(bring(file, kind="relations")) == (0, 0, 0, 4)
    assert [(line, reason) for line, _column, _value, reason in problems()] == [
        (2, "There is no relation called “sings with”."),
        (3, "Nobody is related to themselves."),
        (4, "Nothing you see is called “Nobody”."),
        (5, "Say to whom."),
    ]


def test_relations_of_a_file_are_taken_back(bring: Bring, nuria: Contact, luis: Contact, as_ada: Actor) -> None:
    bring("E-mail,Is to the other,Other contact\nnuria@bakery.example,manages,Luis Cano\n", kind="relations")
    assert undo(last_set().id, by=as_ada).counts["refused"] == 0
    assert not ContactRelation.objects.filter(deleted_at=None).exists()


@pytest.fixture
def news(as_ada: Actor) -> None:
    create_purpose(code="news", label="Our news", channels=["email"], wordings={"en": "News?"}, by=as_ada)


CONSENTS = (
    "E-mail,Purpose,Channel,State,When\n"
    "nuria@bakery.example,Our news,E-mail,subscribed,2023-05-02 10:00\n"
    "nuria@bakery.example,sausages,E-mail,subscribed,2023-05-02 10:00\n"
    "nuria@bakery.example,news,E-mail,perhaps,2023-05-02 10:00\n"
    "nuria@bakery.example,news,E-mail,given,someday\n"
)


def test_consents_go_the_way_of_all_files(bring: Bring, nuria: Contact, news: None) -> None:
    assert counts(bring(CONSENTS, kind="consents")) == (1, 0, 0, 3)
    (entry,) = Consent.objects.all()
    assert (entry.contact_id, entry.state, entry.at) == (nuria.id, "given", datetime(2023, 5, 2, 10, tzinfo=UTC))
    assert [line for line, *_rest in problems()] == [3, 4, 5]
    assert counts(bring(CONSENTS, kind="consents")) == (0, 0, 1, 3)


def test_a_file_of_consents_taken_back_leaves_nobody_written_to(
    bring: Bring, nuria: Contact, news: None, as_ada: Actor
) -> None:
    """The ledger keeps what it was told: that it does not hold is said after it."""
    bring(CONSENTS, kind="consents")
    undo(last_set().id, by=as_ada)
    assert list(Consent.objects.newest_first().values_list("state", flat=True)) == ["withdrawn", "given"]
    assert Consent.objects.standing().get().proof == "The file that said so was taken back."


def test_a_withdrawal_stays_whatever_is_taken_back(bring: Bring, nuria: Contact, news: None, as_ada: Actor) -> None:
    bring("E-mail,State,When\nnuria@bakery.example,unsubscribed,2023-05-02\n", kind="consents")
    taken = undo(last_set().id, by=as_ada)
    assert list(taken.refusals.values_list("reason", flat=True)) == ["A withdrawal stays."]
    assert Consent.objects.get().state == "withdrawn"


def test_a_file_never_outweighs_a_later_withdrawal(bring: Bring, nuria: Contact, news: None) -> None:
    bring("E-mail,State,When\nnuria@bakery.example,unsubscribed,2023-05-02\n", kind="consents")
    assert counts(bring("E-mail,State\nnuria@bakery.example,subscribed\n", kind="consents")) == (0, 0, 0, 1)
    bring("E-mail,State,When\nnuria@bakery.example,subscribed,2022-05-02\n", kind="consents")
    assert Consent.objects.standing().get().state == "withdrawn"


def test_tasks_find_whom_they_are_about(bring: Bring, nuria: Contact, bakery: Company, luis: Contact) -> None:
    file = (
        "Subject,Contact e-mail,Contact id,Contact name,Company domain\n"
        "By e-mail,nuria@bakery.example,,,\n"
        "By id,,17,,\n"
        "By name,,,Luis Cano,\n"
        "By domain,,,,bakery.example\n"
        "By nothing known,x@y.example,,,\n"
    )
    options = {
        "map": ["Contact e-mail=contact.email", "Contact id=contact.external_id", "Company domain=company.domain"]
    }
    assert counts(bring(file, kind="tasks", ids_of="hubspot", **options)) == (4, 0, 0, 1)
    about = {task.name: task.contact or task.company for task in Task.objects.all()}
    assert about == {"By e-mail": nuria, "By id": luis, "By name": luis, "By domain": bakery}
    assert problems() == [(6, "Contact e-mail", "x@y.example", "Nobody you see is known by “x@y.example”.")]


def test_an_e_mail_of_several_is_told(bring: Bring, as_alice: Actor) -> None:
    shared = {"kind": "email", "value": "office@a.example", "shared": True}
    create_contacts([{"name": name, "identities": [shared]} for name in ("Ana", "Eva")], by=as_alice)
    assert counts(bring("Subject,E-mail\nRing,office@a.example\n", kind="tasks")) == (0, 0, 0, 1)
    assert problems()[0][3] == "Several are known by “office@a.example”."


def test_calls_are_known_again_by_their_ids(bring: Bring, nuria: Contact) -> None:
    file = "ID,Subject,Type,Start,E-mail,Outcome\n7,First call,Call,2021-03-04 10:00,nuria@bakery.example,Busy\n"
    assert counts(bring(file, kind="activities")) == (1, 0, 0, 0)
    assert counts(bring(file.replace("Busy", "Reached"), kind="activities")) == (0, 1, 0, 0)
    call = Activity.objects.get()
    assert (call.contact, call.outcome, call.state) == (nuria, "Reached", "held")
    assert counts(bring(file, kind="activities", on_match="create")) == (1, 0, 0, 0)
    assert counts(bring(file, kind="activities", on_match="skip")) == (0, 0, 1, 0)


def test_a_company_is_named_by_its_id_as_well(bring: Bring, as_alice: Actor) -> None:
    create_companies([{"name": "Ferrer", "external_id": {"value": "9", "source": "odoo"}}], by=as_alice)
    assert counts(bring("Subject,Company id\nRing,9\n", kind="tasks", ids_of="odoo")) == (1, 0, 0, 0)
    assert Task.objects.get().company == Company.objects.get()
