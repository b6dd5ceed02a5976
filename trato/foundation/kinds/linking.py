"""References given by id or by name become ids of records that the writer sees."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import record_kind
from trato.foundation.kinds.models import STANDING
from trato.foundation.kinds.preparing import PreparedRow


def link_references(kind: RecordKind, rows: Sequence[PreparedRow], *, by: Actor) -> None:
    """What cannot be linked is a problem of its row; nothing is made for it."""
    for spec in kind.fields:
        if spec.type == FieldType.REFERENCE and spec.column:
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
    found = _named(spec, {row.columns[spec.name] for row in rows}, by) if rows else {}
    for row in rows:
        name = row.columns[spec.name]
        ids = found.get(name.casefold(), [])
        if len(ids) == 1:
            row.columns[spec.name] = ids[0]
        elif ids:
            row.problems[spec.name] = _("Several are called “%(name)s”.") % {"name": name[:100]}
        else:
            row.problems[spec.name] = _("Nothing you see is called “%(name)s”.") % {"name": name[:100]}


def _named(spec: Field, names: Iterable[str], by: Actor) -> dict[str, list[UUID]]:
    wanted = {name.casefold() for name in names}
    rows = _seen(spec, by).annotate(lower=Lower("name")).filter(lower__in={n.lower() for n in names} | wanted)
    found: dict[str, list[UUID]] = {}
    for id_, name in rows.order_by("id").values_list("id", "name"):
        found.setdefault(name.casefold(), []).append(id_)
    return found


def _seen(spec: Field, by: Actor) -> Any:
    model: Any = record_kind(spec.refers_to).model()
    return model.objects.seen_by(by).filter(STANDING)
