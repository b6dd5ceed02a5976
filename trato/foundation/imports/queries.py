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
from trato.foundation.extensions.registry import record_kind
from trato.foundation.imports.columns import Guess, recognise_columns
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.formats import Recognised, recognise_format
from trato.foundation.imports.matching import key_fields
from trato.foundation.imports.models import Import
from trato.foundation.imports.reading import Table
from trato.foundation.imports.recognising import FileShape
from trato.foundation.kinds.preparing import coercion_for
from trato.kit.clock import now

SAMPLES = 3
FORMAT_ROWS = 2_000  # a day beyond the twelfth, which tells days from months, may come late
RECENT = 20


@dataclass(frozen=True)
class Progress:
    """`percent` by lines of the file; `seconds_left` is None until there is a rate."""

    percent: int
    rate: int
    seconds_left: int | None


def import_of(import_id: UUID, *, seen_by: Actor) -> Import:
    found = Import.objects.seen_by(seen_by).filter(pk=import_id).select_related("user").first()
    if found is None:
        raise NotFound(_("There is no such import, or it is not yours to see."))
    return found


def recent_imports(*, seen_by: Actor) -> QuerySet[Import]:
    return Import.objects.seen_by(seen_by).exclude(door="command", user=None).order_by("-created_at")[:RECENT]


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
        return Table(Path(one.path), shape)
    except OSError as gone:
        raise FileRefused(_("The file “%(name)s” is gone.") % {"name": one.file_name}) from gone


@dataclass(frozen=True)
class ColumnView:
    """A column as a person looks at it: its first values, what told its field, how its values are written."""

    header: str
    samples: Sequence[str]
    guess: Guess
    format: Recognised


def columns_of(one: Import, *, by: Actor) -> list[ColumnView]:
    cells = _sample(one)
    guesses = recognise_columns(record_kind(one.kind), one.header, cells[:50], by=by, coercion=coercion_for(by))
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
    return bool(field) and known[field].type in (FieldType.MONEY, FieldType.DAY, FieldType.MOMENT)


def _sample(one: Import) -> list[Sequence[str]]:
    return [row.cells for row in table_of(one).sample(FORMAT_ROWS) if not row.problem]


def _formats(one: Import, cells: Sequence[Sequence[str]]) -> list[Recognised]:
    return [recognise_format([row[at] for row in cells if row[at].strip()]) for at in range(len(one.header))]


def _first_values(cells: Sequence[Sequence[str]], at: int) -> list[str]:
    return list(dict.fromkeys(row[at][:60] for row in cells[:50] if row[at].strip()))[:SAMPLES]


def keys_of_import(one: Import) -> list[tuple[str, str]]:
    """What its rows can be matched by: name and label."""
    return [(spec.name, str(spec.label)) for spec in key_fields(record_kind(one.kind), one.mapping)]


def progress_of(one: Import) -> Progress:
    if one.started_at is None:
        return Progress(0, 0, None)
    seconds = max(((one.finished_at or now()) - one.started_at).total_seconds(), 0.1)
    rate = one.row_count / seconds
    done = min(one.position / max(one.line_count, 1), 1.0)
    left = round(seconds / done - seconds) if done and not one.finished_at else None
    return Progress(100 if one.finished_at else int(100 * done), round(rate), left)
