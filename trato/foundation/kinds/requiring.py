"""Fields that people made without which a record cannot be, or cannot be at a stage.

Held against whoever writes, at a page, by a program or with a file. What was there before a field became required stays
as it is until somebody moves it or empties the field; what the system does and what an undo puts back is not refused.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, RecordKind

EMPTY: tuple[Any, ...] = (None, "", [])


def read_beside(kind: RecordKind, names: Collection[str]) -> set[str]:
    """What of a record must be known when these of its fields are written."""
    stage = _stage(kind)
    asked = stage is not None and stage.name in names
    return {spec.name for spec in kind.fields if spec.is_made and spec.required_at and asked}


def asks_something(kind: RecordKind) -> bool:
    """Few kinds do, and of a file each row would be asked in vain."""
    return bool(_made(kind)) or any(spec.gone_choices for spec in kind.fields)


def missing_in_new(kind: RecordKind, columns: Mapping[str, Any], *, by: Actor) -> dict[str, str]:
    """Why a new record cannot be, by field."""
    if _is_exempt(by):
        return {}
    stage, gone = _stage(kind), no_longer_offered(kind, {}, columns)
    at = str(columns.get(stage.name) or "") if stage else ""
    asked = (spec for spec in _made(kind) if spec.required or at in spec.required_at)
    return _told(kind, at, asked, columns) | gone


def missing_after(
    kind: RecordKind, before: Mapping[str, Any], changes: Mapping[str, Any], *, by: Actor
) -> dict[str, str]:
    """Why a record cannot be changed like this: a step taken asks for all that it needs, a value emptied for itself."""
    if _is_exempt(by) or not changes:
        return {}
    stage = _stage(kind)
    after = {**before, **changes}
    at = str(after.get(stage.name) or "") if stage else ""
    steps = stage is not None and stage.name in changes
    asked = [
        spec
        for spec in _made(kind)
        if (spec.name in changes and (spec.required or at in spec.required_at)) or (steps and at in spec.required_at)
    ]
    return _told(kind, at, asked, after) | no_longer_offered(kind, before, changes)


def _is_exempt(by: Actor) -> bool:
    """A file that the system brings in is somebody's file."""
    return by.kind == "system" and by.door not in ("import", "command")


def _made(kind: RecordKind) -> list[Field]:
    return [spec for spec in kind.fields if spec.is_made and (spec.required or spec.required_at)]


def _stage(kind: RecordKind) -> Field | None:
    return next((spec for spec in kind.fields if spec.is_stage), None)


def _told(kind: RecordKind, at: str, asked: Iterable[Field], values: Mapping[str, Any]) -> dict[str, str]:
    stage = _stage(kind)
    stages = {code: label for code, label in stage.choices} if stage else {}
    told = {}
    for spec in asked:
        if values.get(spec.name) in EMPTY:
            facts = {"field": spec.label, "stage": stages.get(at, at)}
            by_stage = at in spec.required_at and not spec.required
            sentence = (
                _("“%(field)s” is needed at the stage “%(stage)s”.") if by_stage else _("“%(field)s” cannot be empty.")
            )
            told[spec.name] = sentence % facts
    return told


def no_longer_offered(kind: RecordKind, before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, str]:
    """Options that were taken out of use stay where they stand and are chosen by nobody anew."""
    told = {}
    for name, value in changes.items():
        spec = kind.by_name.get(name)
        gone = dict(spec.gone_choices) if spec else {}
        held = before.get(name) or ()
        chosen = [value] if isinstance(value, str) else value or []
        if gone and (anew := [code for code in chosen if code in gone and code not in held]):
            told[name] = _("“%(value)s” is no longer offered.") % {"value": gone[anew[0]]}
    return told
