"""What becomes of each row of a batch. A refused row never stops the others, unless all or none was asked for."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.api.records.shapes import as_given, refuse_locked_parts
from trato.foundation.public import (
    Actor,
    NotAllowed,
    RecordKind,
    RecordUpdate,
    RowsRefused,
    SavedRecord,
    attempt,
    coercion_for,
    explained,
    naming_fields,
    records_by_key,
)
from trato.kit.errors import DomainError

Row = Mapping[str, Any]
CREATED, UPDATED, UNCHANGED, ARCHIVED, REFUSED = "created", "updated", "unchanged", "archived", "refused"


@dataclass
class Batch:
    """Rows by their numbers, and what was said about them so far."""

    kind: RecordKind
    rows: Sequence[Row]
    by: Actor
    is_atomic: bool = False
    done: dict[int, tuple[str, SavedRecord]] = field(default_factory=dict)
    refused: dict[int, dict[str, str]] = field(default_factory=dict)
    versions: dict[UUID, int] = field(default_factory=dict)

    @property
    def open(self) -> list[int]:
        return [number for number in range(len(self.rows)) if number not in self.refused and number not in self.done]

    def told(self) -> list[dict[str, Any]]:
        return [self._told(number) for number in range(len(self.rows))]

    def _told(self, number: int) -> dict[str, Any]:
        if number in self.refused:
            errors = [{"field": name, "message": message} for name, message in self.refused[number].items()]
            return {"row": number, "status": REFUSED, "errors": errors}
        status, saved = self.done[number]
        return {"row": number, "status": status, "id": saved.id, "version": saved.version, "errors": []}


def create_rows(batch: Batch) -> Batch:
    _refuse_unless(batch, "create")
    _create(batch, _values(batch))
    return _ended(batch)


def update_rows(batch: Batch) -> Batch:
    _refuse_unless(batch, "edit")
    values = _values(batch)
    _update(batch, {number: _id_in(batch, number) for number in batch.open}, values)
    return _ended(batch)


def upsert_rows(batch: Batch, *, key: str) -> Batch:
    _refuse_unless(batch, "create")
    values = _values(batch)
    found = _found(batch, key)
    _update(batch, {number: id_ for number, id_ in found.items() if id_}, values)
    _create(batch, values, only={number for number, id_ in found.items() if id_ is None})
    return _ended(batch)


def trash_rows(batch: Batch) -> Batch:
    _refuse_unless(batch, "delete")
    ids = {number: _id_in(batch, number) for number in batch.open}
    roots = _held(batch, ids, verb="delete")
    _refuse_twins(batch, roots)

    def act(numbers: Sequence[int]) -> Sequence[SavedRecord]:
        batch.kind.trash([roots[n] for n in numbers], by=batch.by)
        return [SavedRecord(roots[n], batch.versions[roots[n]] + 1, ()) for n in numbers]

    _attempt(batch, batch.open, ARCHIVED, act)
    return _ended(batch)


def _refuse_unless(batch: Batch, verb: str) -> None:
    if not batch.by.may(batch.kind.right(verb)):
        raise NotAllowed(_("Your role does not allow this."))


def _ended(batch: Batch) -> Batch:
    """All or none: the request's transaction is given up with the reasons of every row."""
    if batch.is_atomic and batch.refused:
        told = {
            f"rows/{number}/{name}" if name else f"rows/{number}": message
            for number, problems in sorted(batch.refused.items())
            for name, message in problems.items()
        }
        raise DomainError(_("Some rows cannot be stored, so none was."), fields=told)
    return batch


def _values(batch: Batch) -> dict[int, dict[str, Any]]:
    """Rows as verbs take them. A program may send back what it read."""
    values = {}
    for number in batch.open:
        row = {name: value for name, value in batch.rows[number].items() if name not in ("id", "version")}
        try:
            refuse_locked_parts(batch.kind, list(row), batch.by)
            values[number] = as_given(batch.kind, row)
        except RowsRefused as refused:
            batch.refused[number] = dict(refused.rows[0])
    return values


def _create(batch: Batch, values: Mapping[int, Row], *, only: set[int] | None = None) -> None:
    numbers = [number for number in batch.open if only is None or number in only]
    _attempt(batch, numbers, CREATED, lambda some: batch.kind.create([values[n] for n in some], by=batch.by))


def _update(batch: Batch, ids: Mapping[int, UUID | None], values: Mapping[int, Row]) -> None:
    roots = _held(batch, ids, verb="edit")
    _refuse_twins(batch, roots)

    def act(numbers: Sequence[int]) -> Sequence[SavedRecord]:
        updates = [RecordUpdate(id=roots[n], values=values[n]) for n in numbers]
        saved: Sequence[SavedRecord] = batch.kind.update(updates, by=batch.by)
        return saved

    _attempt(batch, [number for number in roots if number in set(batch.open)], UPDATED, act)


def _id_in(batch: Batch, number: int) -> UUID | None:
    given = batch.rows[number].get("id")
    try:
        return given if isinstance(given, UUID) else UUID(str(given))
    except ValueError:
        batch.refused[number] = {"id": _("The id of a record is needed here.")}
        return None


def _held(batch: Batch, ids: Mapping[int, UUID | None], *, verb: str) -> dict[int, UUID]:
    """Locked until the request ends: the record each row means, which a member of a merge answers with its root."""
    model: Any = batch.kind.model()
    wanted = {id_ for id_ in ids.values() if id_}
    roots = dict(model.objects.filter(pk__in=wanted).values_list("pk", "root_id"))
    living = model.objects.filter(deleted_at__isnull=True, pk__in=set(roots.values()))
    batch.versions = versions = dict(living.select_for_update(of=("self",)).order_by("pk").values_list("pk", "version"))
    seen = set(living.seen_by(batch.by).values_list("pk", flat=True))
    reachable = set(living.within(batch.by, batch.kind.right(verb)).values_list("pk", flat=True))
    held: dict[int, UUID] = {}
    for number, id_ in ids.items():
        root = roots.get(id_) if id_ else None
        if number in batch.refused:
            continue
        if root is None or root not in seen:
            batch.refused[number] = {"id": _("There is no such record, or it is not yours to see.")}
        elif root not in reachable:
            batch.refused[number] = {"id": _("You may see this record but not change it.")}
        elif batch.rows[number].get("version") not in (None, versions[root]):
            message = _("Somebody changed this meanwhile: it is at version %(version)s now. Nothing was overwritten.")
            batch.refused[number] = {"version": message % {"version": versions[root]}}
        else:
            held[number] = root
    return held


def _refuse_twins(batch: Batch, roots: dict[int, UUID]) -> None:
    """The first of them is done."""
    counts: Counter[UUID] = Counter()
    for number, root in list(roots.items()):
        counts[root] += 1
        if counts[root] > 1:
            batch.refused[number] = {"id": _("Another row of this batch means the same record.")}
            del roots[number]


def _found(batch: Batch, key: str) -> dict[int, UUID | None]:
    """The record that each row's key names; None where there is none yet."""
    allowed = {spec.name: spec for spec in naming_fields(batch.kind, by=batch.by)}
    if key not in allowed:
        message = _("Records are not named by “%(key)s”, only by: %(names)s.")
        told = {"key": key[:60], "names": ", ".join(allowed)}
        raise DomainError(message % told, field="key")
    forms = _forms(batch, key)
    records = records_by_key(batch.kind, allowed[key], set(forms.values()), seen_by=batch.by)
    found: dict[int, UUID | None] = {}
    for number, form in forms.items():
        ids = records.get(form, [])
        if len(ids) > 1:
            batch.refused[number] = {key: _("Several records have “%(key)s”.") % {"key": form[:200]}}
        else:
            found[number] = ids[0] if ids else None
    return found


def _forms(batch: Batch, key: str) -> dict[int, str]:
    """Each row's key in the form in which two of them are the same."""
    coercion, spec = coercion_for(batch.by), batch.kind.by_name[key]
    forms: dict[int, str] = {}
    for number in batch.open:
        try:
            value = coercion.value(spec, batch.rows[number].get(key))
        except DomainError as refusal:
            batch.refused[number] = {key: explained(refusal)}
            continue
        form = str(value["normalised"]) if value else ""
        if not form:
            batch.refused[number] = {key: _("This row has no value to recognise it by.")}
        elif form in forms.values():
            batch.refused[number] = {key: _("Another row of this batch has the same value.")}
        else:
            forms[number] = form
    return forms


def _attempt(
    batch: Batch, numbers: Sequence[int], status: str, act: Callable[[Sequence[int]], Sequence[SavedRecord]]
) -> None:
    def refuse(number: int, problems: Mapping[str, str]) -> None:
        batch.refused[number] = dict(problems)

    for some, saved in attempt(numbers, do=act, refuse=refuse):
        batch.done.update({number: (_status(status, one), one) for number, one in zip(some, saved, strict=True)})


def _status(status: str, saved: SavedRecord) -> str:
    return UNCHANGED if status == UPDATED and not saved.fields else status
