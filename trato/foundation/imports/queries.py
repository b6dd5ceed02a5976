"""Questions about imports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.extensions.registry import importable_kind
from trato.foundation.imports.columns import Guess, recognise_columns
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.formats import Recognised, recognise_format
from trato.foundation.imports.kept_rows import Arrived, arrived_at, is_kept_rows, table_at
from trato.foundation.imports.matching import key_fields
from trato.foundation.imports.models import Import
from trato.foundation.imports.reading import Table
from trato.foundation.imports.recognising import FileShape
from trato.foundation.jobs.progress import Progress, progress
from trato.foundation.kinds.preparing import coercion_for

SAMPLES = 3
FORMAT_ROWS = 2_000  # a day beyond the twelfth, which tells days from months, may come late
RECENT = 20


def import_of(import_id: UUID, *, seen_by: Actor) -> Import:
    found = Import.objects.seen_by(seen_by).filter(pk=import_id).select_related("user").first()
    if found is None:
        raise NotFound(_("There is no such import, or it is not yours to see."))
    return found


def recent_imports(*, seen_by: Actor) -> QuerySet[Import]:
    return (
        Import.objects.seen_by(seen_by)
        .filter(move=None)
        .exclude(door="command", user=None)
        .order_by("-created_at")[:RECENT]
    )


def actor_of(one: Import) -> Actor:
    """Whoever brings the file in, with the rights of this moment."""
    return one.user.acting(one.door) if one.user else SYSTEM.at(one.door)


def table_of(one: Import) -> Table:
    shape = FileShape(
        encoding=one.encoding,
        separator=one.separator,
        quotes=one.quotes,
        has_declaration=one.has_declaration,
        has_header=one.has_header,
        line_count=one.line_count,
        size=one.size,
    )
    try:
        return table_at(Path(one.path), shape)
    except OSError as gone:
        raise FileRefused(_("The file “%(name)s” is gone.") % {"name": one.file_name}) from gone


def arrived_as(one: Import) -> Arrived | None:
    """What the file is where it is no CSV, as long as it is kept."""
    path = Path(one.path)
    return arrived_at(path) if is_kept_rows(path) and path.is_file() else None


@dataclass(frozen=True)
class ColumnView:
    """A column as a person looks at it: its first values, what told its field, how its values are written."""

    header: str
    samples: Sequence[str]
    guess: Guess
    format: Recognised


def columns_of(one: Import, *, by: Actor) -> list[ColumnView]:
    cells = _sample(one)
    guesses = recognise_columns(importable_kind(one.kind), one.header, cells[:50], by=by, coercion=coercion_for(by))
    formats = _formats(one, cells)
    return [
        ColumnView(name, _first_values(cells, at), guess, told)
        for at, (name, guess, told) in enumerate(zip(one.header, guesses, formats, strict=True))
    ]


def formats_of(one: Import) -> list[Recognised]:
    return _formats(one, _sample(one))


def undecided(one: Import) -> dict[int, Recognised]:
    """Columns whose values can be read in two ways, by place, as long as nobody said in which."""
    wanting = [place for place, said in enumerate(one.formats) if not said and one.mapping[place]]
    told = formats_of(one) if wanting else []
    return {place: told[place] for place in wanting if told[place].choices}


def needs_format(known: Mapping[str, Field], field: str) -> bool:
    """A whole number has no decimals that could be taken for thousands."""
    return field in known and known[field].type in (FieldType.MONEY, FieldType.DAY, FieldType.MOMENT, FieldType.DECIMAL)


def _sample(one: Import) -> list[Sequence[str]]:
    return [row.cells for row in table_of(one).sample(FORMAT_ROWS) if not row.problem]


def _formats(one: Import, cells: Sequence[Sequence[str]]) -> list[Recognised]:
    return [recognise_format([row[at] for row in cells if row[at].strip()]) for at in range(len(one.header))]


def _first_values(cells: Sequence[Sequence[str]], at: int) -> list[str]:
    return list(dict.fromkeys(row[at][:60] for row in cells[:50] if row[at].strip()))[:SAMPLES]


def keys_of_import(one: Import) -> list[tuple[str, str]]:
    """What its rows can be matched by: name and label."""
    return [(spec.name, str(spec.label)) for spec in key_fields(importable_kind(one.kind), one.mapping)]


def progress_of(one: Import) -> Progress:
    """By lines of the file."""
    share = one.position / max(one.line_count, 1)
    return progress(share, one.row_count, since=one.started_at, until=one.finished_at)
