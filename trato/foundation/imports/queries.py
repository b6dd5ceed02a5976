"""Questions about imports."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.extensions.registry import record_kind
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.matching import key_fields
from trato.foundation.imports.models import Import
from trato.foundation.imports.reading import Row, Table
from trato.foundation.imports.recognising import FileShape
from trato.kit.clock import now

SAMPLES = 3
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
        has_declaration=one.has_declaration,
        line_count=one.line_count,
        size=one.size,
    )
    try:
        return Table(Path(one.path), shape)
    except OSError as gone:
        raise FileRefused(_("The file “%(name)s” is gone.") % {"name": one.file_name}) from gone


def samples_of(one: Import) -> list[list[str]]:
    """The first values of each column, by column."""
    rows: Sequence[Row] = [row for row in table_of(one).sample(50) if not row.problem]
    return [
        list(dict.fromkeys(row.cells[place][:60] for row in rows if row.cells[place].strip()))[:SAMPLES]
        for place in range(len(one.header))
    ]


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
