"""A person is erased, and nothing that named them is left anywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from trato.customers.consent.models import Consent
from trato.customers.privacy.people import subject_of_contact
from trato.customers.privacy.use_cases.erase import erase_contact
from trato.customers.public import (
    Contact,
    Task,
    create_contacts,
    create_tasks,
    restore_contacts,
    update_contacts,
    write_note,
)
from trato.customers.tests.erasing import TRACES, erase, left_in_the_database, left_on_disk
from trato.foundation.exports.public import Wish, run_export_to_the_end, start_export
from trato.foundation.public import (
    Actor,
    Conflict,
    Erasure,
    ErasureState,
    Gone,
    LoggedEvent,
    NotAllowed,
    NotFound,
    RecordUpdate,
    SearchTerm,
    User,
    held_about,
    record_kind,
    run_erasure_to_the_end,
    start_import,
)
from trato.kit.testing.programs import Program

pytestmark = pytest.mark.usefixtures("own_home")


def test_nothing_that_named_her_is_left_in_any_table_or_file(
    everywhere: Contact, as_ada: Actor, own_home: Path
) -> None:
    assert left_in_the_database(*TRACES)

    one = erase(everywhere, as_ada)

    assert left_in_the_database(*TRACES) == []
    assert left_on_disk(own_home) == []
    assert one.state == ErasureState.FINISHED
    assert one.traces == {}, "what the work looked for goes with it"


def test_the_certificate_counts_what_went_and_names_nobody(everywhere: Contact, as_ada: Actor) -> None:
    one = erase(everywhere, as_ada)

    counts = {name.partition(".")[2]: count for name, count in one.counts.items() if count}
    assert counts["notes"] == counts["tasks"] == counts["files"] == counts["consents"] == counts["contact"] == 1
    assert counts["changes"] >= 3
    assert (one.actor_id, one.why) == (as_ada.id, "request")


def test_the_preview_counts_before_anything_goes(everywhere: Contact) -> None:
    held = {each.what.name: each.count for each in held_about(subject_of_contact(everywhere.id))}

    assert held["customers.notes"] == held["foundation.files"] == held["customers.contact"] == 1
    assert Contact.objects.filter(pk=everywhere.id).exists()


def test_the_facts_of_the_log_stay_and_so_does_the_consent_without_its_proof(
    everywhere: Contact, as_ada: Actor
) -> None:
    before = LoggedEvent.objects.filter(contact_id=everywhere.id).count()

    erase(everywhere, as_ada)

    assert LoggedEvent.objects.filter(contact_id=everywhere.id).count() >= before
    assert LoggedEvent.objects.filter(kind="customers.contact_erased", subject_id=everywhere.id).count() == 1
    entry = Consent.objects.get(contact_id=everywhere.id)
    assert (entry.state, entry.proof, entry.wording is not None) == ("given", "", True)


def test_she_is_out_of_sight_at_once(everywhere: Contact, as_ada: Actor) -> None:
    erase_contact(everywhere.id, by=as_ada)

    assert not Contact.objects.filter(pk=everywhere.id, is_standing=True).exists()
    with pytest.raises(Gone):
        restore_contacts([everywhere.id], by=as_ada)


def test_a_double_click_begins_one_erasure(everywhere: Contact, as_ada: Actor) -> None:
    erase_contact(everywhere.id, by=as_ada)

    with pytest.raises((Conflict, Gone)):
        erase_contact(everywhere.id, by=as_ada)
    assert Erasure.objects.count() == 1


def test_who_edits_her_meanwhile_finds_her_gone(everywhere: Contact, as_alice: Actor, as_ada: Actor) -> None:
    erase(everywhere, as_ada)

    with pytest.raises((NotFound, Gone)):
        update_contacts([RecordUpdate(id=everywhere.id, values={"name": "Zenobia"})], by=as_alice)


def test_a_word_that_others_are_called_by_is_theirs_to_keep(
    everywhere: Contact, as_alice: Actor, as_ada: Actor
) -> None:
    create_contacts([{"name": "Zenobia Other"}], by=as_alice)

    erase(everywhere, as_ada)

    words = set(SearchTerm.objects.filter(kind="contact").values_list("word", flat=True))
    assert "zenobia" in words
    assert "quintanar" not in words


def test_what_was_merged_into_her_goes_too(everywhere: Contact, as_alice: Actor, as_ada: Actor) -> None:
    (saved,) = create_contacts([{"name": "Z. Quintanar", "email": "zq@quintanar.example"}], by=as_alice)
    write_note("Zq-Secret of the merged one", by=as_alice, contact_id=saved.id)
    Contact.objects.filter(pk=saved.id).update(root=everywhere)

    one = erase(everywhere, as_ada)

    assert set(one.record_ids) == {str(everywhere.id), str(saved.id)}
    assert left_in_the_database(*TRACES) == []


def test_an_address_of_before_is_looked_for_too(everywhere: Contact, as_alice: Actor, as_ada: Actor) -> None:
    update_contacts([RecordUpdate(id=everywhere.id, values={"email": "new@quintanar.example"})], by=as_alice)
    one = start_import(kind="contact", file_name="old.csv", content=[b"Name\nA\n"], by=as_alice)
    one.refusals.create(line=7, cells=["zenobia@quintanar.example", "?"], problems=[])

    erase(everywhere, as_ada)

    assert not one.refusals.exists()


def test_files_that_were_uploaded_or_exported_with_her_go(
    everywhere: Contact, as_alice: Actor, as_ada: Actor, own_home: Path
) -> None:
    theirs = start_import(
        kind="contact", file_name="with.csv", content=[b"Name,Email\nX,zenobia@quintanar.example\n"], by=as_alice
    )
    others = start_import(
        kind="contact", file_name="without.csv", content=[b"Name,Email\nX,x@y.example\n"], by=as_alice
    )
    for format_ in ("csv", "xlsx", "jsonl", "parquet", "vcf"):
        run_export_to_the_end(start_export(Wish(kind=record_kind("contact")), format_=format_, by=as_alice).id)
    assert left_on_disk(own_home)

    erase(everywhere, as_ada)

    assert left_on_disk(own_home) == []
    assert not Path(theirs.path).exists()
    assert Path(others.path).exists(), "a file without her is left alone"


class TestRights:
    def test_only_who_answers_requests_may(
        self, everywhere: Contact, as_alice: Actor, as_charlie: Actor, as_ada: Actor
    ) -> None:
        for by in (as_alice, as_charlie):
            with pytest.raises(NotAllowed):
                erase_contact(everywhere.id, by=by)
        with pytest.raises(NotFound):
            erase_contact(uuid4(), by=as_ada)

    def test_and_only_whom_they_see(
        self, everywhere: Contact, bob: User, seller: Any, hire: Callable[..., User]
    ) -> None:
        seller.rights = {**seller.rights, "customers.answer_privacy_requests": 4}
        seller.save()

        with pytest.raises(NotFound):
            erase_contact(everywhere.id, by=User.objects.get(pk=bob.pk).acting())


def address_of(contact: Contact) -> str:
    return f"/contacts/{contact.id}"


def test_her_address_says_gone_for_ever(
    everywhere: Contact, as_ada: Actor, ada: User, program_of: Callable[[User], Program]
) -> None:
    program, page = program_of(ada), Client()
    page.force_login(ada)
    one = erase_contact(everywhere.id, by=as_ada)
    assert program.get(address_of(everywhere)).status_code == 410, "from the first moment"
    assert page.get(f"{address_of(everywhere)}/").status_code == 410

    run_erasure_to_the_end(one.id)

    assert program.get(address_of(everywhere)).json()["type"].endswith("gone")
    assert page.get(f"{address_of(everywhere)}/").status_code == 410
    assert program.get(f"/contacts/{uuid4()}").status_code == 404


def test_tasks_of_others_stay(everywhere: Contact, as_alice: Actor, as_ada: Actor) -> None:
    create_tasks([{"name": "Water the plants"}], by=as_alice)

    erase(everywhere, as_ada)

    assert list(Task.objects.values_list("name", flat=True)) == ["Water the plants"]
