"""References given by id or by name become ids of records that the writer sees."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import record_kind
from trato.foundation.kinds.finding import records_called
from trato.foundation.kinds.models import STANDING
from trato.foundation.kinds.preparing import PreparedRow, refuse_problems
from trato.kit.names import called


def link_references(kind: RecordKind, rows: Sequence[PreparedRow], *, by: Actor) -> None:
    """What cannot be linked is a problem of its row; nothing is made for it."""
    _link_all([spec for spec in kind.fields if spec.type == FieldType.REFERENCE and spec.column], rows, by)


def link_made(kind: RecordKind, rows: Sequence[PreparedRow], *, by: Actor) -> None:
    """The same of fields that people made; the verbs of a kind know nothing of those."""
    made = [spec for spec in kind.fields if spec.type == FieldType.REFERENCE and spec.column and spec.is_made]
    _link_all(made, rows, by)
    refuse_problems(rows)


def _link_all(specs: Sequence[Field], rows: Sequence[PreparedRow], by: Actor) -> None:
    for spec in specs:
        given = [row for row in rows if row.columns.get(spec.name)]
        _link(spec, [row for row in given if isinstance(row.columns[spec.name], UUID)], by)
        _find(spec, [row for row in given if isinstance(row.columns[spec.name], str)], by)


def _link(spec: Field, rows: Sequence[PreparedRow], by: Actor) -> None:
    """A merged record is linked as its root."""
    if not rows:
        return
    model: Any = record_kind(spec.refers_to).model()
    ids = {row.columns[spec.name] for row in rows}
    roots = dict(model.objects.filter(pk__in=ids).values_list("pk", "root_id"))
    seen = set(_seen(spec, by).filter(pk__in=set(roots.values())).values_list("pk", flat=True))
    for row in rows:
        root = roots.get(row.columns[spec.name])
        if root in seen:
            row.columns[spec.name] = root
        else:
            row.problems[spec.name] = _("There is no such record, or it is not yours to see.")


def _find(spec: Field, rows: Sequence[PreparedRow], by: Actor) -> None:
    names = {row.columns[spec.name] for row in rows}
    found = records_called(record_kind(spec.refers_to), names, seen_by=by) if rows else {}
    for row in rows:
        name = row.columns[spec.name]
        ids = found[called(name)]
        if len(ids) == 1:
            row.columns[spec.name] = ids[0]
        elif ids:
            row.problems[spec.name] = _("Several are called “%(name)s”.") % {"name": name[:100]}
        else:
            row.problems[spec.name] = _("Nothing you see is called “%(name)s”.") % {"name": name[:100]}


def _seen(spec: Field, by: Actor) -> Any:
    model: Any = record_kind(spec.refers_to).model()
    return model.objects.seen_by(by).filter(STANDING)
