"""What is no copy of ours is refused before anything changes."""

import gzip
import hashlib
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import CommandError, call_command

from trato.foundation.actors.actor import SYSTEM
from trato.foundation.copies.arriving import bring_copy_in
from trato.foundation.copies.errors import CopyRefused
from trato.foundation.copies.manifest import MANIFEST
from trato.foundation.copies.queries import arriving_copy, is_empty_home, refuse_half_a_home
from trato.foundation.copies.taking import take_copy
from trato.foundation.files.keeping import path_of
from trato.foundation.files.models import StoredFile
from trato.foundation.tests.copies.copying import (
    contents,
    elsewhere,
    empty_the_home,
    make_missing,
    references,
    rewritten,
)

pytestmark = pytest.mark.django_db(transaction=True)

pytestmark = pytest.mark.django_db(transaction=True)

BY = SYSTEM.at("command")


def test_a_home_that_is_in_use_is_refused(company: Any, tmp_path: Path) -> None:
    take_copy(tmp_path / "copy", by=BY)
    before = contents()

    with pytest.raises(CommandError, match="This home is in use"):
        call_command("import", str(tmp_path / "copy"))
    assert contents() == before


def _refused(directory: Path, sentence: str) -> None:
    """Before anything changes."""
    with pytest.raises(CopyRefused, match=sentence):
        bring_copy_in(directory, by=BY)
    assert (is_empty_home(), arriving_copy()) == (True, None)


OTHERS: list[tuple[dict[str, object], str]] = [
    ({"version": 2}, "newer Trato"),
    ({"version": "one"}, "newer Trato"),
    ({"format": "zip"}, "is no copy of a Trato"),
    ({"migrations": {"foundation": ["9999_of_tomorrow"]}}, "newer Trato"),
    ({"migrations": {}}, "earlier Trato"),
    ({"migrations": {"foundation": 3}}, "damaged"),
    ({"tables": []}, "does not hold the tables"),
    ({"tables": [{"name": "../../etc"}]}, "damaged"),
    ({"tables": None}, "damaged"),
    ({"first_event_at": "yesterday"}, "damaged"),
    ({"era": -1}, "damaged"),
    ({"surprise": True}, "damaged"),
]
HALVES = [b"", b"{", b"[]", b"\xff\xfe", b'{"format": "trato-copy", "version": 1}']


def test_a_manifest_that_is_not_ours_or_of_today_is_refused(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_copy(tmp_path / "copy", by=BY)
    whole = (tmp_path / "copy" / MANIFEST).read_bytes()
    elsewhere(tmp_path, monkeypatch)

    for facts, sentence in OTHERS:
        rewritten(tmp_path / "copy", **facts)
        _refused(tmp_path / "copy", sentence)
        (tmp_path / "copy" / MANIFEST).write_bytes(whole)
    for half in HALVES:
        (tmp_path / "copy" / MANIFEST).write_bytes(half)
        _refused(tmp_path / "copy", "damaged|is no copy")


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()

    _refused(tmp_path / "copy", "no manifest.json")


def test_a_copy_that_is_damaged_anywhere_is_refused(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_copy(tmp_path / "copy", by=BY)
    elsewhere(tmp_path, monkeypatch)
    (file,) = (each for each in (tmp_path / "copy" / "files").rglob("*") if each.is_file())
    tables_of_it = tmp_path / "copy" / "tables"

    for path in (file, tables_of_it / "customers_contact.jsonl.gz", tables_of_it / "event.jsonl.gz"):
        content = path.read_bytes()
        for damaged in (content[:-3], bytes([*content[:-1], content[-1] ^ 1])):
            path.write_bytes(damaged)
            _refused(tmp_path / "copy", "not as it was written")
        path.unlink()
        _refused(tmp_path / "copy", "is missing")
        path.write_bytes(content)


def _forged(directory: Path, name: str, rows: list[bytes]) -> None:
    """A copy that somebody wrote himself, with digests that fit."""
    path = directory / "tables" / f"{name}.jsonl.gz"
    with gzip.open(path, "wb") as file:
        file.write(b"".join(rows))
    told = orjson.loads((directory / MANIFEST).read_bytes())
    for each in told["tables"]:
        if each["name"] == name:
            each |= {"rows": len(rows), "digest": hashlib.sha256(path.read_bytes()).hexdigest()}
    (directory / MANIFEST).write_bytes(orjson.dumps(told))


ROWS = [b'{"id": "no id"}\n', b'{"id": 3\n', b"null\n", b"{}\n", b'{"name": "\\u0000"}\n', b"\xff\n", b"x"]


def test_rows_that_no_table_takes_are_refused_in_a_sentence(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came before them is in, so the home waits for a copy that is whole."""
    take_copy(tmp_path / "copy", by=BY)
    elsewhere(tmp_path, monkeypatch)

    for row in ROWS:
        _forged(tmp_path / "copy", "customers_tag", [row])
        held = references()
        with pytest.raises(CopyRefused, match="customers_tag"):
            bring_copy_in(tmp_path / "copy", by=BY)
        assert arriving_copy() is not None
        empty_the_home()
        make_missing(held)


def test_rows_that_point_to_nobody_are_refused_at_the_end(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_copy(tmp_path / "copy", by=BY)
    _forged(tmp_path / "copy", "foundation_team", [])
    elsewhere(tmp_path, monkeypatch)

    with pytest.raises(CopyRefused, match="contradicts itself"):
        bring_copy_in(tmp_path / "copy", by=BY)
    with pytest.raises(CopyRefused, match="only half"):
        refuse_half_a_home()


def test_a_column_that_nobody_can_have_made_is_refused(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_copy(tmp_path / "copy", by=BY)
    told = orjson.loads((tmp_path / "copy" / MANIFEST).read_bytes())
    for each in told["tables"]:
        if each["name"] == "customers_contact_fields":
            each["columns"]['x"; drop table event; --'] = "text"
    (tmp_path / "copy" / MANIFEST).write_bytes(orjson.dumps(told))
    elsewhere(tmp_path, monkeypatch)

    _refused(tmp_path / "copy", "other columns")


def test_a_file_whose_content_is_gone_does_not_keep_the_rest_from_travelling(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (file,) = StoredFile.objects.all()
    path_of(file.id).unlink()
    call_command("export", str(tmp_path / "copy"))
    assert "1 stored file was missing" in capsys.readouterr().out
    elsewhere(tmp_path, monkeypatch)

    manifest = bring_copy_in(tmp_path / "copy", by=BY)

    assert (manifest.files, list(manifest.missing)) == (0, [str(file.id)])
    assert StoredFile.objects.filter(pk=file.pk).exists()
