"""Programs that speak for the cast."""

from collections.abc import Callable
from pathlib import Path

import pytest

from trato.customers.public import (
    Company,
    Contact,
    Statement,
    create_contacts,
    create_purpose,
    create_tasks,
    record_consents,
    update_contacts,
    write_note,
)
from trato.customers.tests.erasing import put_file
from trato.foundation.public import SYSTEM, Actor, RecordUpdate, User
from trato.kit.testing.programs import Program


@pytest.fixture
def program(alice: User, program_of: Callable[[User], Program]) -> Program:
    """It speaks for Alice, who sells in the north."""
    return program_of(alice)


@pytest.fixture
def bobs_program(bob: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(bob)


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files and the erasure list of this test alone."""
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def zenobia(as_alice: Actor, bakery: Company) -> Contact:
    """She has left traces everywhere."""
    facts = {"name": "Zenobia Quintanar", "email": "zenobia@quintanar.example", "phone": "600 555 777"}
    facts |= {"company": str(bakery.id), "street": "Zq-Secret street 1", "tags": ["vip"], "source": "Zq-Secret fair"}
    (saved,) = create_contacts([facts], by=as_alice)
    update_contacts([RecordUpdate(id=saved.id, values={"name": "Zenobia Q."})], by=as_alice)
    update_contacts([RecordUpdate(id=saved.id, values={"name": "Zenobia Quintanar"})], by=as_alice)
    return Contact.objects.get(pk=saved.id)


@pytest.fixture
def everywhere(zenobia: Contact, as_alice: Actor) -> Contact:
    write_note("Zq-Secret: she likes olives.", by=as_alice, contact_id=zenobia.id)
    create_tasks([{"name": "Call Zenobia", "details": "Zq-Secret", "contact": str(zenobia.id)}], by=as_alice)
    put_file(zenobia, as_alice)
    create_purpose("news", "News", channels=["email"], wordings={"en": "Write to me."}, by=SYSTEM)
    said = Statement(
        contact_id=zenobia.id,
        purpose="news",
        channel="email",
        state="given",
        source="colleague",
        wording=1,
        language="en",
        proof="Zq-Secret paper",
    )
    record_consents([said], by=as_alice)
    return zenobia
