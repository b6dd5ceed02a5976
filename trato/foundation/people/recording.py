"""A change of people, teams, roles or the company: its change row and its event, together."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Max

from trato.foundation.actors.actor import Actor
from trato.foundation.changes.models import Change
from trato.foundation.changes.recording import RecordChange, record_changes
from trato.foundation.events.log import Event, publish


def record_and_publish(
    event: Event,
    *,
    by: Actor,
    act: str = "update",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any],
    change_set: UUID | None = None,
    source: str = "",
) -> None:
    """The record is locked or new, so that its next version is free."""
    if event.subject_id is None:
        raise ValueError("The event must say what it is about.")
    last = Change.objects.filter(record_id=event.subject_id).aggregate(last=Max("version"))["last"] or 0
    version = last + 1
    states: dict[str, Any] = {"before": before or {}, "after": after, "source": source}
    change = RecordChange(record_id=event.subject_id, version=version, act=act, **states)
    record_changes(event.subject_type, [change], by=by, change_set=change_set)
    publish(replace(event, subject_version=version), by=by)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What of two states differs: the old values and the new ones."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
