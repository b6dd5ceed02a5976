"""Notes that stand in the rows of contacts and companies, and in their cards."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.customers.about.queries import CUSTOMERS
from trato.customers.moving_in.use_cases.notes import WRITE, create_notes
from trato.customers.notes.models import Note
from trato.customers.notes.use_cases import LONGEST_NOTE
from trato.foundation.public import Actor, BesideRow, CardValue, Field, FieldType, KeptBeside, RecordKind
from trato.kit.text import clean_text

Said = tuple[UUID, str]


def keep_notes(
    kind: RecordKind, rows: Sequence[BesideRow], *, path: Path, by: Actor, change_set: UUID, is_trial: bool
) -> Mapping[int, str]:
    """What is noted about somebody already, in the same words, is not noted again."""
    if not by.may(WRITE):
        return dict.fromkeys((row.line for row in rows), _("Your role does not let you write notes."))
    given = {(row.record_id, clean_text(cell).strip()): row for row in rows for cell in row.cells}
    long = {row.line: _("A note has at most 100,000 characters.") for key, row in given.items() if _is_long(key)}
    known = {
        (id_, note.body) for id_, notes in _notes_of(kind, [row.record_id for row in rows]).items() for note in notes
    }
    fresh = {key: row for key, row in given.items() if key not in known and key[1] and not _is_long(key)}
    if fresh:
        written = [{kind.name: id_, "body": text} for id_, text in fresh]
        create_notes(written, by=by, change_set=change_set, sources=[row.source for row in fresh.values()])
    return long


def notes_in_cards(kind: RecordKind, ids: Sequence[UUID], *, by: Actor) -> Mapping[UUID, Sequence[CardValue]]:
    """Oldest first. Who takes a contact out sees it, and so what was noted about it."""
    return {id_: [CardValue(text=note.body) for note in notes] for id_, notes in _notes_of(kind, ids).items()}


def _is_long(key: Said) -> bool:
    return len(key[1]) > LONGEST_NOTE


def _notes_of(kind: RecordKind, roots: Sequence[UUID]) -> Mapping[UUID, Sequence[Note]]:
    """With those of what was merged into them; not those about a deal with them."""
    of_kind = {f"{kind.name}__root_id__in": list(roots), **({"contact": None} if kind.name == "company" else {})}
    notes = Note.objects.filter(**of_kind, about_id=None, deleted_at=None).select_related(kind.name)
    found: dict[UUID, list[Note]] = defaultdict(list)
    for note in notes.order_by("created_at", "id"):
        found[getattr(note, kind.name).root_id].append(note)
    return found


NOTES = KeptBeside(
    spec=Field(
        name="notes_about",
        label=gettext_lazy("Note"),
        type=FieldType.LONG_TEXT,
        sql="r.id",
        personal=True,
        also=("notes", "nota", "notas", "comment", "comments", "comentario", "comentarios"),
    ),
    is_for=lambda kind: kind.name in CUSTOMERS,
    keep=keep_notes,
    told=notes_in_cards,
    property="NOTE",
    needs=WRITE,
)
