"""What people agreed to, and who may write it down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from trato.customers.consent.errors import PurposeRefused
from trato.customers.consent.models import Consent, Purpose, Wording
from trato.customers.consent.queries import ledger_of, standing_of
from trato.customers.consent.use_cases.purposes import archive_purpose, change_purpose, create_purpose, write_wording
from trato.customers.consent.use_cases.record import Statement, record_consents
from trato.customers.public import Contact, create_contacts, may_contact
from trato.foundation.public import SYSTEM, Actor, Change, LoggedEvent, NotAllowed, NotFound, Role, RowsRefused, User
from trato.kit.clock import now

Say = Callable[..., list[Consent]]


@pytest.fixture
def newsletter(installed: object) -> Purpose:
    return create_purpose(
        "newsletter",
        "Newsletter",
        channels=["email", "post"],
        wordings={"en": "Write to me once a month.", "es": "Escríbanme una vez al mes."},
        by=SYSTEM,
    )


@pytest.fixture
def say(nuria: Contact, newsletter: Purpose, as_alice: Actor) -> Say:
    def write(state: str, **facts: Any) -> list[Consent]:
        by = facts.pop("by", as_alice)
        told = {"contact_id": nuria.id, "purpose": "newsletter", "channel": "email", "source": "colleague"}
        if state == "given":
            told |= {"wording": 1, "language": "en"}
        return record_consents([Statement(state=state, **{**told, **facts})], by=by)

    return write


def standing(contact: Contact, channel: str = "email") -> str:
    (found,) = [each.state for each in standing_of(contact.id) if each.channel == channel]
    return found


def test_the_last_word_holds(say: Say, nuria: Contact) -> None:
    assert standing(nuria) == ""
    assert may_contact([nuria.id], "newsletter", "email") == set()

    say("given", at=now() - timedelta(days=2))
    assert standing(nuria) == "given"
    assert may_contact([nuria.id], "newsletter", "email") == {nuria.id}

    say("withdrawn", at=now() - timedelta(days=1))
    assert standing(nuria) == "withdrawn"
    assert may_contact([nuria.id], "newsletter", "email") == set()
    assert standing(nuria, "post") == "", "the channels are asked one by one"


def test_an_older_consent_that_arrives_late_changes_nothing(say: Say, nuria: Contact) -> None:
    say("withdrawn", at=now() - timedelta(days=1))

    say("given", at=now() - timedelta(days=30))

    assert standing(nuria) == "withdrawn"
    assert Consent.objects.count() == 2, "but it stands in the ledger"


def test_of_two_that_were_said_at_once_the_withdrawal_holds(say: Say, nuria: Contact) -> None:
    moment = now() - timedelta(hours=1)
    say("withdrawn", at=moment)
    say("given", at=moment)

    assert standing(nuria) == "withdrawn"
    assert may_contact([nuria.id], "newsletter", "email") == set()


def test_what_waits_for_confirmation_is_no_consent(say: Say, nuria: Contact) -> None:
    say("pending")

    assert may_contact([nuria.id], "newsletter", "email") == set()


def test_it_is_logged_with_codes_and_changes_nothing_else(say: Say, nuria: Contact) -> None:
    (entry,) = say("given", proof="On the phone with Núria")

    event = LoggedEvent.objects.get(kind="customers.consent_given")
    assert (event.contact_id, event.subject_id, event.channel) == (nuria.id, entry.id, "email")
    assert event.data == {"purpose": "newsletter", "source": "colleague", "wording": 1}
    change = Change.objects.get(record_type="consent", record_id=entry.id)
    assert "Núria" not in str(change.after), "the proof stands in the ledger alone"


def test_the_same_said_twice_at_one_moment_is_one_entry(say: Say) -> None:
    moment = now() - timedelta(days=3)
    say("given", at=moment)

    assert say("given", at=moment) == []
    assert Consent.objects.count() == 1


def test_the_database_itself_refuses_to_rewrite_the_ledger(say: Say) -> None:
    (entry,) = say("given")

    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.filter(pk=entry.pk).update(state="withdrawn")
    with pytest.raises(DatabaseError), transaction.atomic():
        Wording.objects.update(text="Write to me every day.")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"purpose": "nothing"}, "purpose"),
        ({"purpose": "x" * 5_000}, "purpose"),
        ({"channel": "pigeon"}, "channel"),
        ({"channel": "phone"}, "channel"),
        ({"state": "perhaps"}, "state"),
        ({"source": "rumour"}, "source"),
        ({"wording": 2}, "wording"),
        ({"wording": None, "language": ""}, "wording"),
        ({"language": "te"}, "wording"),
        ({"at": datetime(2199, 1, 1, tzinfo=UTC)}, "at"),
        ({"at": datetime(1066, 1, 1, tzinfo=UTC)}, "at"),
        ({"proof": "a\x00b"}, "proof"),
        ({"proof": "x" * 10_001}, "proof"),
        ({"proof_file_id": uuid4()}, "proof_file_id"),
    ],
)
def test_what_cannot_be_true_is_refused_by_name(say: Say, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(RowsRefused) as refused:
        say(facts.pop("state", "given"), **facts)

    assert field in refused.value.rows[0]
    assert not Consent.objects.exists()


def test_a_proof_in_any_script_is_kept_as_it_was(say: Say) -> None:
    words = "قالت نعم \u202e نعم — అవును"
    (entry,) = say("given", proof=words)

    entry.refresh_from_db()
    assert entry.proof == words


def test_a_purpose_that_is_no_longer_asked_can_only_be_withdrawn(say: Say, newsletter: Purpose, nuria: Contact) -> None:
    say("given", at=now() - timedelta(hours=1))
    archive_purpose(newsletter.id, by=SYSTEM)

    assert may_contact([nuria.id], "newsletter", "email") == set()
    with pytest.raises(RowsRefused):
        say("given")
    say("withdrawn")
    assert standing(nuria) == "withdrawn"


def test_withdrawing_works_on_a_channel_that_is_not_used(say: Say, nuria: Contact) -> None:
    say("withdrawn", channel="phone")

    assert standing(nuria, "phone") == "withdrawn"


def test_who_does_not_see_the_contact_writes_nothing(say: Say, as_bob: Actor, as_charlie: Actor) -> None:
    with pytest.raises(NotFound):
        say("given", by=as_bob)
    with pytest.raises(NotAllowed):
        say("given", by=as_charlie)


def test_seeing_is_not_enough(say: Say, seller: Role, alice: User, hire: Callable[..., User]) -> None:
    seller.rights = {**seller.rights, "customers.record_consents": 1}
    seller.save()
    mate = hire("Marta", role=seller, team=alice.teams.get())

    with pytest.raises(NotAllowed):
        say("given", by=mate.acting())


class TestMerged:
    """One person may stand here as several contacts."""

    @pytest.fixture
    def other(self, nuria: Contact, as_alice: Actor) -> Contact:
        (saved,) = create_contacts([{"name": "N. Bosch"}], by=as_alice)
        return Contact.objects.get(pk=saved.id)

    def test_the_strictest_member_decides(self, say: Say, nuria: Contact, other: Contact) -> None:
        say("given")
        say("withdrawn", contact_id=other.id)
        assert may_contact([nuria.id], "newsletter", "email") == {nuria.id}

        Contact.objects.filter(pk=other.pk).update(root=nuria)

        assert standing(nuria) == "withdrawn"
        assert may_contact([nuria.id, other.id], "newsletter", "email") == set()
        assert len(ledger_of(other.id, seen_by=SYSTEM)) == 2, "a member's address answers for all of them"

    def test_a_member_who_was_never_asked_does_not_count(self, say: Say, nuria: Contact, other: Contact) -> None:
        say("given")
        Contact.objects.filter(pk=other.pk).update(root=nuria)

        assert may_contact([nuria.id, other.id], "newsletter", "email") == {nuria.id, other.id}

    def test_a_new_word_answers_for_all_members(self, say: Say, nuria: Contact, other: Contact) -> None:
        say("withdrawn", contact_id=other.id, at=now() - timedelta(days=1))
        Contact.objects.filter(pk=other.pk).update(root=nuria)

        say("given", contact_id=other.id)

        assert standing(nuria) == "given"
        Contact.objects.filter(pk=other.pk).update(root=other)
        assert standing(other) == "given", "what was said about all of them stays with each"


class TestPurposes:
    def test_a_new_wording_is_a_new_version_and_old_ones_stay(self, say: Say, newsletter: Purpose) -> None:
        (entry,) = say("given")

        assert write_wording(newsletter.id, {"en": "Write to me every week."}, by=SYSTEM) == 2

        entry.refresh_from_db()
        assert entry.wording is not None
        assert entry.wording.text == "Write to me once a month."
        assert write_wording(newsletter.id, {"en": "Write to me every week."}, by=SYSTEM) == 2, "the same adds none"

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"code": "News letter"}, "code"),
            ({"code": ""}, "code"),
            ({"code": "newsletter"}, "code"),
            ({"label": "  "}, "label"),
            ({"channels": []}, "channels"),
            ({"channels": ["pigeon"]}, "channels"),
            ({"wordings": {"en": " "}}, "text"),
            ({"wordings": {"english!": "Hello"}}, "language"),
        ],
    )
    def test_what_is_no_purpose_is_refused(self, newsletter: Purpose, facts: dict[str, Any], field: str) -> None:
        given = {"code": "other", "label": "Other", "channels": ["email"], "wordings": {"en": "Yes"}, **facts}
        with pytest.raises(PurposeRefused) as refused:
            create_purpose(given.pop("code"), given.pop("label"), by=SYSTEM, **given)

        assert field in refused.value.fields

    def test_changing_one_is_told_and_nothing_is_told_twice(self, newsletter: Purpose) -> None:
        facts = {"label": "News", "description": "", "channels": ["email"]}
        change_purpose(newsletter.id, by=SYSTEM, **facts)
        change_purpose(newsletter.id, by=SYSTEM, **facts)

        (event,) = LoggedEvent.objects.filter(kind="customers.purpose_changed")
        assert event.data["fields"] == ["label", "channels"]

    def test_only_who_manages_them_may(self, newsletter: Purpose, as_alice: Actor) -> None:
        with pytest.raises(NotAllowed):
            archive_purpose(newsletter.id, by=as_alice)
        with pytest.raises(NotFound):
            archive_purpose(uuid4(), by=SYSTEM)


def test_may_contact_asks_once_for_many(
    say: Say, as_alice: Actor, nuria: Contact, django_assert_num_queries: Any
) -> None:
    saved = create_contacts([{"name": f"Contact {number}"} for number in range(20)], by=as_alice)
    record_consents(
        [
            Statement(
                contact_id=each.id,
                purpose="newsletter",
                channel="email",
                state="given",
                source="form",
                wording=1,
                language="es",
            )
            for each in saved[:5]
        ],
        by=replace(as_alice, door="api"),
    )

    with django_assert_num_queries(1):
        found = may_contact([nuria.id, *(each.id for each in saved)], "newsletter", "email")
    assert found == {each.id for each in saved[:5]}
    assert may_contact([], "newsletter", "email") == set()
