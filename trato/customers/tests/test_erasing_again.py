"""The work falls and goes on; a restored backup brings nobody back."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from trato.customers.privacy.use_cases.erase import erase_contact
from trato.customers.public import (
    Contact,
    Note,
    create_contacts,
)
from trato.customers.tests.erasing import TRACES, erase, left_in_the_database, left_on_disk
from trato.foundation.public import (
    Actor,
    Erasure,
    ErasureLine,
    LoggedEvent,
    add_line,
    erase_piece,
    erasure_lines,
    list_path,
    run_erasure_to_the_end,
)
from trato.kit.clock import now
from trato.kit.errors import DomainError

pytestmark = pytest.mark.usefixtures("own_home")


class TestKilled:
    """The work falls at any point and is taken up again."""

    @pytest.mark.parametrize("falls_after", range(0, 12, 2))
    def test_it_goes_on_where_it_fell(
        self, everywhere: Contact, as_ada: Actor, monkeypatch: pytest.MonkeyPatch, falls_after: int, own_home: Path
    ) -> None:
        one = erase_contact(everywhere.id, by=as_ada)
        done = []
        real = erase_piece

        def falling(*given: Any, **named: Any) -> int:
            if len(done) == falls_after:
                raise RuntimeError("the power is gone")
            done.append(given)
            return real(*given, **named)

        with monkeypatch.context() as patched:
            patched.setattr("trato.foundation.erasure.running.erase_piece", falling)
            with pytest.raises(RuntimeError):
                run_erasure_to_the_end(one.id)

        run_erasure_to_the_end(one.id)
        run_erasure_to_the_end(one.id)  # a second worker that comes late

        assert left_in_the_database(*TRACES) == []
        assert left_on_disk(own_home) == []
        assert LoggedEvent.objects.filter(kind="customers.contact_erased").count() == 1
        assert len(list(erasure_lines())) == 1, "the list holds her once"


class TestTheList:
    """Outside the database, replayed after a restore."""

    def test_it_holds_numbers_and_digests_and_no_names(self, everywhere: Contact, as_ada: Actor) -> None:
        one = erase(everywhere, as_ada)

        told = json.loads(list_path().read_text())
        assert told["ids"] == [str(everywhere.id)]
        assert told["erasure"] == str(one.id)
        assert len(told["digests"]) == 1
        assert list_path().stat().st_mode & 0o077 == 0, "for our eyes only"

    def _restored(self, contact: Contact, by: Actor) -> Contact:
        """As she stands in a backup from before: with her id, her address and a birth before the erasure."""
        facts = {"name": "Zenobia Quintanar", "email": "zenobia@quintanar.example", "phone": "600 555 777"}
        (saved,) = create_contacts([facts], by=by)
        Contact.objects.filter(pk=saved.id).update(created_at=contact.created_at - timedelta(days=1))
        return Contact.objects.get(pk=saved.id)

    def test_who_comes_back_with_a_backup_is_erased_again(
        self, everywhere: Contact, as_alice: Actor, as_ada: Actor
    ) -> None:
        erase(everywhere, as_ada)
        self._restored(everywhere, as_alice)

        call_command("erasures", "replay")

        assert left_in_the_database(*TRACES) == []
        assert Erasure.objects.filter(why="list", state="finished").count() == 1
        assert len(list(erasure_lines())) == 1, "the list does not grow by being read"

    def test_by_her_own_id(self, zenobia: Contact, as_ada: Actor) -> None:
        """The rows of the erasure are not in the backup either."""
        with transaction.atomic():
            one = erase_contact(zenobia.id, by=as_ada)
            add_line(ErasureLine(one.id, "contact", [zenobia.id], one.created_at or now(), []))
            transaction.set_rollback(True)

        call_command("erasures", "replay")

        assert left_in_the_database(*TRACES) == []

    def test_who_comes_back_of_their_own_will_stays(self, everywhere: Contact, as_alice: Actor, as_ada: Actor) -> None:
        erase(everywhere, as_ada)
        (saved,) = create_contacts([{"name": "Zenobia", "email": "zenobia@quintanar.example"}], by=as_alice)
        Contact.objects.filter(pk=saved.id).update(created_at=now() + timedelta(seconds=5))

        call_command("erasures", "replay")

        assert Contact.objects.filter(pk=saved.id).exists()
        assert not Note.objects.filter(contact_id=saved.id).exists(), "without any history"

    def test_a_torn_line_is_left_out(self, everywhere: Contact, as_ada: Actor) -> None:
        list_path().write_text('{"erasure": "torn')
        erase(everywhere, as_ada)

        assert [each.ids for each in erasure_lines()] == [[everywhere.id]]


def test_who_is_written_anew_while_it_runs_is_a_new_person(everywhere: Contact, as_alice: Actor, as_ada: Actor) -> None:
    """As an import does that runs at the same time."""
    one = erase_contact(everywhere.id, by=as_ada)
    (saved,) = create_contacts([{"name": "Zenobia", "email": "zenobia@quintanar.example"}], by=as_alice)

    run_erasure_to_the_end(one.id)

    anew = Contact.objects.get(pk=saved.id)
    assert (anew.name, anew.is_standing) == ("Zenobia", True)
    assert not Note.objects.filter(contact_id=saved.id).exists()
    assert not Contact.objects.filter(pk=everywhere.id).exists()


def test_a_rule_that_refuses_is_said_on_the_certificate_and_taken_up_again(
    everywhere: Contact, as_ada: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = erase_contact(everywhere.id, by=as_ada)

    def refusing(*given: Any, **named: Any) -> int:
        raise DomainError("The archive is locked.")

    with monkeypatch.context() as patched:
        patched.setattr("trato.foundation.erasure.running.erase_piece", refusing)
        run_erasure_to_the_end(one.id)
    one.refresh_from_db()
    assert (one.state, one.failure) == ("failed", "The archive is locked.")

    call_command("erasures", "finish")

    one.refresh_from_db()
    assert (one.state, one.failure) == ("finished", "")
