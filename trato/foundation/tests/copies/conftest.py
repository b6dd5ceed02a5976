"""A home of its own for each test, and a company at work in it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from trato.foundation.extensions.registry import record_kind
from trato.foundation.fields.facts import FieldFacts, OptionFacts
from trato.foundation.fields.use_cases.make import make_field
from trato.foundation.files.keeping import incoming_folder
from trato.foundation.files.receiving import ReceivedFile
from trato.foundation.files.use_cases.keep import add_files
from trato.foundation.kinds.updating import RecordUpdate
from trato.foundation.people.models import User
from trato.foundation.tests.copies.copying import empty_the_home, make_missing, references
from trato.kit.ids import new_id

pytestmark = pytest.mark.django_db(transaction=True)

PLAN = b"south side"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[None]:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    before = references()
    yield
    empty_the_home()
    make_missing(before)


@pytest.fixture
def company(ada: User, nuria: Any) -> Any:
    """A company at work: a field of its own with a value, a file on a record, somebody with a password."""
    ada.set_password("correct horse battery staple")
    ada.save()
    as_ada = ada.acting()
    size = make_field("contact", type="number", by=as_ada, facts=FieldFacts(label="Roof m²"))
    make_field("contact", type="money", by=as_ada, facts=FieldFacts(label="Budget"))
    make_field("contact", type="choice", by=as_ada, facts=FieldFacts(label="Roof", options=[OptionFacts(label="Flat")]))
    record_kind("contact").update([RecordUpdate(id=nuria.id, values={size.name: "112.50"})], by=as_ada)
    received = incoming_folder() / str(new_id())
    received.write_bytes(PLAN)
    digest = hashlib.sha256(PLAN).hexdigest()
    file = ReceivedFile("plan.txt", received, size=len(PLAN), digest=digest, head=PLAN)
    add_files([file], kind="contact", record_id=nuria.id, by=as_ada)
    return nuria
