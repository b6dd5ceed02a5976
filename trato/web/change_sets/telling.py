"""What a change set did to each record, in words; nothing of records and fields that the reader does not see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from trato.foundation.public import (
    Actor,
    Change,
    ChangeSetRefusal,
    Field,
    FieldType,
    RecordKind,
    UnknownKind,
    record_kind,
)
from trato.web.records.queries import names_for
from trato.web.records.values import shown

NAMED_ELSEWHERE = (FieldType.USER, FieldType.TEAM, FieldType.REFERENCE)
WHOLE_PARTS = (
    FieldType.IDENTITIES,
    FieldType.ADDRESSES,
    FieldType.COMPANIES,
    FieldType.REFERENCES,
    FieldType.USERS,
    FieldType.LINES,
)


@dataclass(frozen=True)
class Line:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """A record with what was done to it; `reason` where it could not be done."""

    name: str
    url: str
    act: str
    lines: Sequence[Line] = ()
    reason: str = ""


def told_changes(changes: Sequence[Change], *, seen_by: Actor) -> list[Told]:
    names = _names(((each.record_type, each.record_id) for each in changes), seen_by)
    return [_told(each, names, seen_by) for each in changes]


def told_refusals(refusals: Iterable[ChangeSetRefusal | Any], *, seen_by: Actor) -> list[Told]:
    found = list(refusals)
    names = _names(((each.record_type, each.record_id) for each in found), seen_by)
    return [
        Told(*_who(each.record_type, each.record_id, names), "", reason=each.reason)
        if each.record_id in names
        else Told(_("Not yours to see"), "", "", reason=_("It could not be changed."))
        for each in found
    ]


def _names(pairs: Iterable[tuple[str, UUID]], by: Actor) -> dict[UUID, str]:
    """Of those that the reader sees, in the trash as well."""
    wanted: dict[str, list[UUID]] = defaultdict(list)
    for kind, id_ in pairs:
        wanted[kind].append(id_)
    names: dict[UUID, str] = {}
    for name, ids in wanted.items():
        if (kind_found := _kind(name)) is not None:
            model: Any = kind_found.model()
            names.update(model.objects.seen_by(by).filter(pk__in=ids).values_list("pk", "name"))
    return names


def _kind(name: str) -> RecordKind | None:
    try:
        return record_kind(name)
    except UnknownKind:
        return None


def _who(record_type: str, id_: UUID, names: Mapping[UUID, str]) -> tuple[str, str]:
    kind = _kind(record_type)
    if kind is None or id_ not in names:
        return _("Not yours to see"), ""
    return names[id_], reverse("web:record", args=[kind.plural, id_])


def _told(change: Change, names: Mapping[UUID, str], by: Actor) -> Told:
    kind = _kind(change.record_type)
    name, url = _who(change.record_type, change.record_id, names)
    is_seen = kind is not None and change.record_id in names and change.act == "update"
    lines = _lines(kind, change, by) if is_seen and kind else []
    return Told(name, url, _said_act(change.act), lines)


def _said_act(act: str) -> str:
    said = {
        "create": pgettext("act", "Created"),
        "update": pgettext("act", "Changed"),
        "trash": pgettext("act", "Deleted"),
        "restore": pgettext("act", "Restored"),
        "enlist": pgettext("act", "Put onto a list"),
        "delist": pgettext("act", "Taken off a list"),
        "merge": pgettext("act", "Merged into another record"),
        "absorb": pgettext("act", "Another record was merged into it"),
        "unmerge": pgettext("act", "Unmerged"),
        "release": pgettext("act", "A merged record was taken out of it"),
    }
    return said.get(act, act)


def _lines(kind: RecordKind, change: Change, by: Actor) -> list[Line]:
    lines = []
    for spec in kind.fields:
        if not by.may_see_field(kind.name, spec.name):
            continue
        before, after = (_value(kind, spec, values) for values in (change.before, change.after))
        if before != after:
            lines.append(Line(str(spec.label), said_stored(spec, before, by), said_stored(spec, after, by)))
    return lines


def _value(kind: RecordKind, spec: Field, values: Mapping[str, Any]) -> Any:
    """What a field held: a value of its own, or its single part of a part."""
    if not spec.part:
        return values.get(spec.name) or None
    if spec.part not in values or spec.type in WHOLE_PARTS:
        return None
    part = next(each for each in kind.parts() if each.name == spec.part)
    return part.single(values[spec.part], spec.key) or None


def said_stored(spec: Field, value: Any, by: Actor) -> str:
    if not value:
        return _("empty")
    if spec.type in NAMED_ELSEWHERE:
        return names_for(spec, [value], seen_by=by).get(str(value), _("Not yours to see"))
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return shown(spec, value).text or str(value)
