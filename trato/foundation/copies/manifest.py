"""What a directory says of itself: its version, what stands in it, and by which digests that can be told.

manifest.json                   this
tables/<table>.jsonl.gz         a row on each line, with every column by its name
files/<two digits>/<id>         the content of a file on a record
erasures/list.jsonl, salt       who was erased, by ids and salted digests
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.utils.translation import gettext as _

from trato.foundation.copies.errors import CopyRefused

FORMAT = "trato-copy"
VERSION = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 64 * 1024**2
BLOCK = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class TableEntry:
    name: str
    rows: int
    size: int
    digest: str
    columns: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """`migrations` are what the database had been through, `missing` files whose content had gone before the copy."""

    made_at: str
    trato: str
    era: int
    with_secrets: bool
    migrations: Mapping[str, Sequence[str]]
    tables: Sequence[TableEntry]
    first_event_at: str = ""
    last_event_at: str = ""
    files: int = 0
    missing: Sequence[str] = ()
    erasures: Mapping[str, str] = field(default_factory=dict)
    format: str = FORMAT
    version: int = VERSION

    @property
    def rows(self) -> int:
        return sum(each.rows for each in self.tables)

    def written(self) -> bytes:
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_manifest(directory: Path) -> tuple[Manifest, str]:
    """With its digest, by which an import that goes on knows the same copy again."""
    path = directory / MANIFEST
    if not path.is_file() or path.stat().st_size > LARGEST_MANIFEST:
        raise CopyRefused(_("%(path)s is no copy of a Trato: it holds no manifest.json.") % {"path": directory})
    raw = path.read_bytes()
    try:
        told = orjson.loads(raw)
        _refuse_strangers(told, directory)
        entries = [_entry(each) for each in told["tables"]]
        manifest = Manifest(**{**told, "tables": entries})
        _refuse_nonsense(manifest)
    except (ValueError, TypeError, KeyError, AttributeError) as damaged:
        raise CopyRefused(_("manifest.json in %(path)s is damaged.") % {"path": directory}) from damaged
    return manifest, hashlib.sha256(raw).hexdigest()


def _entry(told: Any) -> TableEntry:
    entry = TableEntry(**told)
    if not isinstance(entry.columns, dict) or not (isinstance(entry.rows, int) and isinstance(entry.size, int)):
        raise TypeError(entry.name)
    return entry


def _refuse_strangers(told: Any, directory: Path) -> None:
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise CopyRefused(_("%(path)s is no copy of a Trato.") % {"path": directory})
    if not isinstance(told.get("version"), int) or told["version"] > VERSION:
        raise CopyRefused(
            _("This copy was made by a newer Trato (%(version)s). Update this one first.")
            % {"version": str(told.get("trato", "?"))[:40]}
        )


def _refuse_nonsense(manifest: Manifest) -> None:
    """Moments and numbers that are none would only be noticed in the middle."""
    for moment in (manifest.first_event_at, manifest.last_event_at):
        if moment:
            datetime.fromisoformat(moment)
    sorts = (manifest.era, manifest.files)
    if not all(isinstance(each, int) and each >= 0 for each in sorts):
        raise TypeError("era")
    for names in manifest.migrations.values():
        if not all(isinstance(each, str) for each in names):
            raise TypeError("migrations")


def digest_of_file(path: Path) -> str:
    told = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            told.update(block)
    return told.hexdigest()


def table_path(directory: Path, name: str) -> Path:
    return directory / "tables" / f"{name}.jsonl.gz"


def file_path(directory: Path, file_id: str) -> Path:
    plain = file_id.replace("-", "")
    return directory / "files" / plain[-2:] / file_id


def erasures_path(directory: Path) -> Path:
    return directory / "erasures"
