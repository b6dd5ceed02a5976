"""What a deal needs before it may enter a stage."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, PreparedRow, RecordKind
from trato.sales.pipelines.models import LOST, Stage

NOTHING: tuple[Any, ...] = (None, "", [])
Values = Mapping[str, Any]


def has_gates(by: Actor) -> bool:
    """What the system does by itself is not refused; a file that it brings in is somebody's file."""
    return by.kind != "system" or by.door in ("import", "command")


def refuse_at_gate(kind: RecordKind, row: PreparedRow, stage: Stage, *, held: Values, parts: Values, by: Actor) -> None:
    """`held` are the columns as they stand, `parts` what belongs to it; both are empty of a new deal."""
    # Files tell of deals that were lost when nobody asked why.
    asks_why = stage.state == LOST and by.door not in ("import", "command")
    if not (stage.required_fields or stage.checklist or asks_why):
        return
    after = {**held, **{name: value for name, value in row.columns.items() if value is not None or name in held}}
    for name in missing_fields(kind, stage, after, row.parts, parts):
        label = kind.by_name[name].label
        facts = {"field": label, "stage": stage.name}
        row.problems.setdefault(name, _("“%(field)s” is needed at the stage “%(stage)s”.") % facts)
    given = row.parts.get("checks", {})
    ticked = (given["checks"] if "checks" in given else parts.get("checks")) or []
    if open_items := unticked(stage, ticked):
        facts = {"stage": stage.name, "items": ", ".join(open_items)}
        row.problems.setdefault("checks", _("Before the stage “%(stage)s” check: %(items)s") % facts)
    if asks_why and not after.get("lost_reason"):
        row.problems.setdefault("lost_reason", _("Say why it was lost."))


def unticked(stage: Stage, ticked: Collection[str]) -> list[str]:
    done = {item.casefold() for item in ticked}
    return [item for item in stage.checklist if item.casefold() not in done]


def missing_fields(kind: RecordKind, stage: Stage, columns: Values, given: Values, parts: Values) -> Sequence[str]:
    """Required ones that are empty. One that was taken away since asks for nothing."""
    return [
        name
        for name in stage.required_fields
        if name in kind.by_name and _value(kind, name, columns, given, parts) in NOTHING
    ]


def _value(kind: RecordKind, name: str, columns: Values, given: Values, parts: Values) -> Any:
    spec = kind.by_name[name]
    if not spec.part:
        return columns.get(name)
    mine = given.get(spec.part, {})
    if spec.part == "lines" and mine.get("lines"):
        return mine["lines"]  # the product is that of the first of them
    return mine.get(spec.key or spec.name) if (spec.key or spec.name) in mine else parts.get(spec.part)
