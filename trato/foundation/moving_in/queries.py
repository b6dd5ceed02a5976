"""Questions about moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.extensions.importing import PEOPLE
from trato.foundation.extensions.registry import importable_kind
from trato.foundation.fields.queries import extensible_kinds
from trato.foundation.imports.arranging import arrangement_of
from trato.foundation.imports.columns import plain
from trato.foundation.imports.models import Import, State
from trato.foundation.imports.queries import needs_format, table_of, undecided
from trato.foundation.imports.targets import importable_fields
from trato.foundation.jobs.progress import Progress, progress
from trato.foundation.moving_in.models import Move
from trato.foundation.moving_in.recognising import silent_columns

RECENT = 10
SAMPLE = 200
COUNTED = 2_000
COUNTS = ("created", "updated", "skipped", "failed")


def move_of(move_id: UUID, *, seen_by: Actor) -> Move:
    found = Move.objects.seen_by(seen_by).filter(pk=move_id).select_related("user", "change_set").first()
    if found is None:
        raise NotFound(_("There is no such move, or it is not yours to see."))
    return found


def recent_moves(*, seen_by: Actor) -> QuerySet[Move]:
    return Move.objects.seen_by(seen_by).order_by("-created_at")[:RECENT]


def actor_of_move(move: Move) -> Actor:
    """Whoever moves in, with the rights of this moment."""
    return move.user.acting(move.door) if move.user else SYSTEM.at(move.door)


def files_of_move(move: Move) -> list[Import]:
    """In the order in which they come in; those that nobody knows what they hold stand last."""
    return list(Import.objects.filter(move=move).order_by("place", "file_name", "id"))


def is_brought_in(one: Import) -> bool:
    return one.kind not in ("", PEOPLE)


@dataclass(frozen=True)
class UnusedColumn:
    """A column that nothing takes, with its first values and what a field made of it could be."""

    place: int
    header: str
    samples: Sequence[str]
    type: str


def count_rows(one: Import) -> tuple[int, bool]:
    """Those that are meant, and whether they were counted: of a long file its lines are told."""
    rows = table_of(one).sample(COUNTED + 1)
    if len(rows) > COUNTED:
        return one.line_count, False
    arrangement = arrangement_of(one.arrangement, ids_of=one.ids_of)
    return sum(1 for row in rows if arrangement is None or arrangement.takes(row.cells)), True


def undecided_columns(one: Import, *, by: Actor) -> list[str]:
    """Whose dates or amounts can be read in two ways."""
    if not is_brought_in(one):
        return []
    known = {spec.name: spec for spec in importable_fields(importable_kind(one.kind), by=by)}
    return [one.header[place] for place in undecided(one) if needs_format(known, one.mapping[place])]


def unused_columns(one: Import) -> list[UnusedColumn]:
    """Those that hold anything at all, without those of which we know that they say nothing here."""
    if not is_brought_in(one):
        return []
    silent = silent_columns(one.system, one.kind)
    cells = [row.cells for row in table_of(one).sample(SAMPLE) if not row.problem]
    places = [at for at, field in enumerate(one.mapping) if not field and plain(one.header[at]) not in silent]
    values = {place: [text for row in cells if (text := row[place].strip())] for place in places}
    return [
        UnusedColumn(place, one.header[place], list(dict.fromkeys(some))[:3], type_of(some))
        for place, some in values.items()
        if some
    ]


def takes_fields(one: Import) -> bool:
    return one.kind in {kind.name for kind in extensible_kinds()}


def type_of(values: Sequence[str]) -> str:
    """Only what all of the values are; else they are text."""
    for name, test in TESTS.items():
        if values and all(test(value) for value in values):
            return name
    return "long_text" if any("\n" in value or len(value) > 150 for value in values) else "text"


def _is_yes_no(value: str) -> bool:
    return value.casefold() in ("true", "false", "yes", "no")


def _is_number(value: str) -> bool:
    """Numbers that begin with a zero or are very long are ids."""
    plain = value.removeprefix("-")
    return plain.isdecimal() and plain.isascii() and len(plain) <= 9 and (plain == "0" or not plain.startswith("0"))


def _is_day(value: str) -> bool:
    return len(value) == 10 and value[4] == value[7] == "-" and value.replace("-", "").isdecimal()


def _is_link(value: str) -> bool:
    return value.startswith(("https://", "http://")) and " " not in value


TESTS = {"yes_no": _is_yes_no, "number": _is_number, "date": _is_day, "link": _is_link}


def progress_of_move(move: Move) -> Progress:
    """Over all its files, by their lines."""
    files = [one for one in files_of_move(move) if is_brought_in(one)]
    lines = sum(max(one.line_count, 1) for one in files)
    done = sum(max(one.line_count, 1) if one.state == State.FINISHED else one.position for one in files)
    rows = sum(one.row_count for one in files)
    return progress(done / max(lines, 1), rows, since=move.started_at, until=move.finished_at)


def counts_of_move(move: Move) -> Mapping[str, int]:
    files = files_of_move(move)
    return {name: sum(getattr(one, f"{name}_count") for one in files) for name in COUNTS}
