"""Tags out of a file of their own: put to those that are there, never taken away."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import (
    Actor,
    NotAllowed,
    PreparedRow,
    RecordUpdate,
    SavedRecord,
    importable_kind,
    link_references,
    prepare_rows,
    record_kind,
    refuse_problems,
    use_case,
)

TAG = "customers.edit_contacts"
ABOUT = ("contact", "company")


@use_case(right=TAG)
def add_tags(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    kind = importable_kind("tagging")
    prepared = prepare_rows(kind, rows, by=by)
    link_references(kind, prepared, by=by)
    for name in ABOUT:
        _refuse_unreachable(name, prepared, by)
    for row in prepared:
        _check(row)
    refuse_problems(prepared)
    changed: set[UUID] = set()
    for name in ABOUT:
        changed |= _tag(name, prepared, sources, by=by, change_set=change_set)
    return [_told(row, changed) for row in prepared]


def _check(row: PreparedRow) -> None:
    about = [name for name in ABOUT if row.columns.get(name)]
    if len(about) != 1 and not row.problems:
        row.problems["contact"] = _("Say whose tags they are: a contact or a company that is there.")
    if not row.columns.get("tags"):
        row.problems.setdefault("tags", _("There is no tag."))


def _refuse_unreachable(name: str, rows: Sequence[PreparedRow], by: Actor) -> None:
    ids = {row.columns[name] for row in rows if isinstance(row.columns.get(name), UUID)}
    if not ids:
        return
    kind = record_kind(name)
    if not by.may(kind.right("edit")):
        raise NotAllowed(_("Your role does not allow this."))
    model: Any = kind.model()
    mine = set(model.objects.within(by, kind.right("edit")).filter(pk__in=ids).values_list("pk", flat=True))
    for row in rows:
        if row.columns.get(name) and row.columns[name] not in mine:
            row.problems.setdefault(name, _("You may see this record but not change it."))


def _tag(
    name: str, rows: Sequence[PreparedRow], sources: Sequence[str], *, by: Actor, change_set: UUID | None
) -> set[UUID]:
    """Of one record all at once, however many rows it has."""
    tags: dict[UUID, list[str]] = defaultdict(list)
    said: dict[UUID, str] = {}
    for number, row in enumerate(rows):
        if id_ := row.columns.get(name):
            tags[id_] += row.columns["tags"]
            said.setdefault(id_, sources[number] if sources else "")
    if not tags:
        return set()
    updates = [RecordUpdate(id=id_, values={"tags": each}, source=said[id_]) for id_, each in tags.items()]
    saved = record_kind(name).update(updates, by=by, adding=True, change_set=change_set)
    return {each.id for each in saved if each.fields}


def _told(row: PreparedRow, changed: set[UUID]) -> SavedRecord:
    id_ = row.columns.get("contact") or row.columns["company"]
    return SavedRecord(id_, 1, ("tags",) if id_ in changed else ())
