"""Whether a directory is whole and fits, told before anything changes."""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
from django.utils.translation import gettext as _

from trato.foundation.copies.errors import CopyRefused
from trato.foundation.copies.manifest import (
    Manifest,
    TableEntry,
    digest_of_file,
    erasures_path,
    file_path,
    table_path,
)
from trato.foundation.copies.queries import applied_migrations
from trato.foundation.copies.tables import Table, tables
from trato.foundation.extensions.registry import declared_kinds
from trato.foundation.files.models import StoredFile

LONGEST_ROW = 64 * 1024**2
FILES_TABLE = StoredFile._meta.db_table
_MADE = re.compile("f_[0-9a-f]{32}(?:_currency)?")
_ID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Say = Callable[[str], None]


def check_copy(directory: Path, manifest: Manifest, *, say: Say) -> None:
    _refuse_other_schema(manifest)
    _refuse_other_tables(manifest)
    say(_("Looking whether everything is there …"))
    for entry in manifest.tables:
        _refuse_other_content(table_path(directory, entry.name), entry.digest, directory)
    for name in ("list.jsonl", "salt"):
        if digest := manifest.erasures.get(name):
            _refuse_other_content(erasures_path(directory) / name, digest, directory)
    missing = frozenset(manifest.missing)
    for file_id, digest in stored_files(directory):
        if file_id not in missing:
            _refuse_other_content(file_path(directory, file_id), digest, directory)


def _refuse_other_schema(manifest: Manifest) -> None:
    theirs = {(app, name) for app, names in manifest.migrations.items() for name in names}
    ours = {(app, name) for app, names in applied_migrations().items() for name in names}
    told = {"version": manifest.trato}
    if theirs - ours:
        raise CopyRefused(
            _(
                "This copy was made by a newer Trato (%(version)s), or with modules that this one does not have. "
                "Update this one first."
            )
            % told
        )
    if ours - theirs:
        raise CopyRefused(
            _("This copy was made by an earlier Trato (%(version)s). Import it with that version, then update.") % told
        )


def _refuse_other_tables(manifest: Manifest) -> None:
    here = {table.name: table for table in tables(with_secrets=manifest.with_secrets)}
    if [each.name for each in manifest.tables] != list(here):
        raise CopyRefused(_("This copy does not hold the tables that this Trato has."))
    made = {kind.fields_table for kind in declared_kinds()}
    for entry in manifest.tables:
        if not _fits(entry, here[entry.name], may_have_made=entry.name in made):
            raise CopyRefused(_("Table %(table)s of this copy has other columns.") % {"table": entry.name})


def _fits(entry: TableEntry, here: Table, *, may_have_made: bool) -> bool:
    """A home that is empty has no column yet for fields that people made."""
    theirs, ours = set(entry.columns.items()), set(here.columns.items())
    more = {name for name, _type in theirs - ours}
    return ours <= theirs and (not more or may_have_made and all(_MADE.fullmatch(name) for name in more))


def _refuse_other_content(path: Path, digest: str, directory: Path) -> None:
    told = {"file": path.relative_to(directory)}
    if not path.is_file():
        raise CopyRefused(_("The copy is not whole: %(file)s is missing.") % told)
    if digest_of_file(path) != digest:
        raise CopyRefused(_("The copy is damaged: %(file)s is not as it was written.") % told)


def stored_files(directory: Path) -> Iterator[tuple[str, str]]:
    """Files on records, as their table has them: id and digest."""
    for line in lines_of(directory, FILES_TABLE):
        told = orjson.loads(line)
        if not _ID.fullmatch(str(told.get("id"))):
            raise CopyRefused(_("Table %(table)s of this copy is damaged.") % {"table": FILES_TABLE})
        yield told["id"], str(told.get("digest"))


def lines_of(directory: Path, table: str, *, after: int = 0) -> Iterator[bytes]:
    """Rows, never more than one of them in memory."""
    try:
        with gzip.open(table_path(directory, table), "rb") as file:
            number = 0
            while line := file.readline(LONGEST_ROW):
                if not line.endswith(b"\n"):
                    raise EOFError
                number += 1
                if number > after:
                    yield line
    except (OSError, EOFError, zlib.error, orjson.JSONDecodeError) as damaged:
        raise CopyRefused(_("Table %(table)s of this copy is damaged.") % {"table": table}) from damaged
