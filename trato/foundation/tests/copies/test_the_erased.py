"""Who was erased stays erased, and the log tells of each copy."""

import os
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import CommandError, call_command

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.copies.arriving import bring_copy_in
from trato.foundation.copies.errors import CopyRefused
from trato.foundation.copies.events import CopyTaken
from trato.foundation.copies.manifest import Manifest
from trato.foundation.copies.queries import is_empty_home
from trato.foundation.copies.taking import take_copy
from trato.foundation.erasure.outside import digest_of, list_path
from trato.foundation.events.models import LoggedEvent
from trato.foundation.tests.copies.copying import (
    contents,
    elsewhere,
)

pytestmark = pytest.mark.django_db(transaction=True)

pytestmark = pytest.mark.django_db(transaction=True)

BY = SYSTEM.at("command")


def _listed(contact: Any, digests: list[str]) -> bytes:
    told = {"erasure": "019ab000-0000-7000-8000-000000000001", "kind": "contact", "ids": [str(contact.id)]}
    return orjson.dumps({**told, "at": "2099-01-01T00:00:00+00:00", "digests": digests}) + b"\n"


def test_who_was_erased_after_the_copy_does_not_come_back(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of a later day lies in the new home already."""
    digest_of("a salt is made")
    salt = list_path().with_name("salt").read_text()
    take_copy(tmp_path / "copy", by=BY)
    elsewhere(tmp_path, monkeypatch)
    list_path().write_bytes(_listed(company, []))
    list_path().with_name("salt").write_text(salt)

    bring_copy_in(tmp_path / "copy", by=BY)

    model = type(company)
    assert not model.objects.filter(name="Núria Bosch").exists()
    assert not any(b"N\xc3\xbaria" in line.encode() for lines in contents().values() for line in lines)


def test_the_list_of_the_erased_travels_and_is_joined(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest_of("a salt is made")
    list_path().write_bytes(b'{"erasure": "one"}\n')
    salt = list_path().with_name("salt").read_text()
    take_copy(tmp_path / "copy", by=BY)
    elsewhere(tmp_path, monkeypatch)
    list_path().write_bytes(b'{"erasure": "two"}\n')

    bring_copy_in(tmp_path / "copy", by=BY)

    assert list_path().read_text().splitlines() == ['{"erasure": "one"}', '{"erasure": "two"}']
    assert list_path().with_name("salt").read_text() == salt


def test_the_erasure_list_of_another_installation_is_not_mixed_in(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest_of("a salt is made")
    take_copy(tmp_path / "copy", by=BY)
    elsewhere(tmp_path, monkeypatch)
    digest_of("another salt")
    list_path().write_bytes(b'{"erasure": "two"}\n')

    with pytest.raises(CopyRefused, match="that of another Trato"):
        bring_copy_in(tmp_path / "copy", by=BY)
    assert is_empty_home()


def test_the_commands_say_what_they_need(installed: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="trato export contacts FILE"):
        call_command("export", "contacts")
    with pytest.raises(CommandError, match="Say which file"):
        call_command("import", "contacts")
    with pytest.raises(CommandError, match="there already"):
        call_command("export", str(tmp_path))


def test_a_place_that_cannot_be_written_to_is_named(installed: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be used"):
        call_command("export", str(tmp_path / "file" / "copy"))


def test_the_log_tells_of_each_copy_what_went_and_nothing_of_whom(as_ada: Actor, company: Any, tmp_path: Path) -> None:
    manifest: Manifest = take_copy(tmp_path / "copy", by=as_ada)

    (told,) = LoggedEvent.objects.filter(kind=CopyTaken.kind)
    assert told.data == {"rows": manifest.rows, "files": 1, "with_secrets": False}
    assert (told.actor_id, os.listdir(tmp_path / "copy" / "tables") != []) == (as_ada.id, True)
