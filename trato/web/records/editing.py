"""Changing one field of one record, without overwriting anybody."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from trato.foundation.public import (
    Actor,
    Field,
    NotAllowed,
    NotFound,
    OthersWereFaster,
    RecordKind,
    RecordUpdate,
    record_kind,
)
from trato.kit.errors import DomainError
from trato.web.records.forms import FieldForm, filled_form, typed_form, typed_value, version_in, why_refused
from trato.web.records.page import FieldRow, field_row
from trato.web.records.provenance import changed_since, origins_of, told_origins, value_at, with_names
from trato.web.records.queries import OpenRecord, field_seen_by, open_record, root_of


@dataclass(frozen=True)
class Editing:
    """One actor at one field of an open record."""

    record: OpenRecord
    spec: Field
    actor: Actor

    @property
    def reading(self) -> FieldRow:
        return field_row(self.record, self.spec, self.actor)

    @property
    def editor(self) -> FieldRow:
        return replace(self.reading, form=filled_form(self.spec, self.record.values.get(self.spec.name)))

    @property
    def with_origins(self) -> FieldRow:
        origins = origins_of(self.record.kind, self.record.id, self.spec)
        return replace(self.reading, origins=told_origins(self.spec, origins, seen_by=self.actor))

    def refuse_unless_editable(self) -> None:
        if self.record.is_trashed:
            raise NotAllowed(_("It is in the trash. Restore it before you change it."))
        if not self.record.may_edit_field(self.spec, self.actor):
            raise NotAllowed(_("You may see this field but not change it."))


@dataclass(frozen=True)
class Outcome:
    """The field as it is to be shown: read again when it was saved (200), else open with the reason (409, 422)."""

    status: int
    row: FieldRow


def start_editing(plural: str, id_: UUID, name: str, actor: Actor) -> Editing:
    kind = record_kind(plural)
    spec = field_seen_by(kind, name, actor)
    return Editing(open_record(kind, root_of(kind, id_, seen_by=actor), by=actor), spec, actor)


def save(editing: Editing, given: QueryDict) -> Outcome:
    """What was typed, or with `use_version` an old value, by the same verb as everything else."""
    editing.refuse_unless_editable()
    form = typed_form(editing.spec, given)
    seen = version_in(given, "seen_version")
    try:
        if "use_version" in given:
            form, value = _old_value(editing, given)
        else:
            value = typed_value(form, by=editing.actor)
        _update(editing, value, seen=seen)
    except OthersWereFaster as refusal:
        return _they_were_first(editing, replace(form, error=str(refusal)), seen or 0)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        refused = replace(form, error=why_refused(refusal, editing.spec))
        return Outcome(422, replace(editing.editor, form=refused))
    return Outcome(200, anew(editing).reading)


def _old_value(editing: Editing, given: QueryDict) -> tuple[FieldForm, Any]:
    record, spec = editing.record, editing.spec
    value = value_at(record.kind, record.id, spec, version_in(given, "use_version") or 0)
    (named,) = with_names(spec, [value], seen_by=editing.actor)
    return filled_form(spec, named), value


def _update(editing: Editing, value: Any, *, seen: int | None) -> None:
    record, spec = editing.record, editing.spec
    record.kind.update([RecordUpdate(id=record.id, values={spec.name: value}, seen_version=seen)], by=editing.actor)


def _they_were_first(editing: Editing, form: FieldForm, seen: int) -> Outcome:
    """The editor stays open on what was typed, beside what they wrote. Saving once more is a decision.

    What they wrote is another line of the same thing, where the field itself is as it was: then it is said in words.
    """
    now = anew(editing)
    theirs = changed_since(now.record.kind, now.record.id, now.spec, seen)
    told = next(iter(told_origins(now.spec, [theirs], seen_by=now.actor)), None) if theirs else None
    form = replace(form, error="") if told else form
    return Outcome(409, replace(now.reading, form=form, theirs=told))


def anew(editing: Editing) -> Editing:
    return replace(editing, record=open_record(editing.record.kind, editing.record.id, by=editing.actor))


def changed_rows(before: Editing, after: Editing) -> list[FieldRow]:
    """Other fields that the change moved along: the team goes with the owner."""
    kind: RecordKind = after.record.kind
    moved = [name for name, value in after.record.values.items() if value != before.record.values.get(name)]
    specs = [kind.by_name[name] for name in moved if name in kind.by_name and name != after.spec.name]
    return [field_row(after.record, spec, after.actor) for spec in specs if spec.section]
