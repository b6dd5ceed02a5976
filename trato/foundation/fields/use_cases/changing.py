"""What each change of fields has in common: one at a time, seen by every process, told by an event."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.events.log import Event
from trato.foundation.extensions.registry import ask_anew
from trato.foundation.fields.models import CustomField, FieldsVersion
from trato.foundation.people.recording import record_and_publish


def take_turn() -> None:
    """Whoever changes fields waits here for who does already, so that two cannot make the same one."""
    FieldsVersion.objects.bulk_create([FieldsVersion(version=uuid4())], ignore_conflicts=True)
    FieldsVersion.objects.select_for_update().get()


def tell_processes() -> None:
    """From the commit on each process reads the fields anew with its next request."""
    FieldsVersion.objects.update(version=uuid4())
    ask_anew()


def locked_field(field_id: UUID) -> CustomField:
    take_turn()
    found = CustomField.objects.select_for_update().filter(pk=field_id).first()
    if found is None:
        raise NotFound(_("There is no such field."))
    return found


def keep(
    event: Event, *, by: Actor, act: str = "update", before: Mapping[str, Any] | None = None, after: Mapping[str, Any]
) -> None:
    tell_processes()
    record_and_publish(event, by=by, act=act, before=before, after=after)


def facts_of(field: CustomField) -> dict[str, Any]:
    """As a change row says them."""
    names = [
        *("kind", "name", "type", "label", "help", "section", "place", "refers_to", "formula", "is_required"),
        *("required_at", "is_personal", "is_searchable", "is_quick", "is_listed", "index_state"),
    ]
    options = [
        {"id": str(option.id), "label": option.label, "colour": option.colour}
        for option in field.options.filter(archived_at__isnull=True).order_by("place", "id")
    ]
    facts = {name: getattr(field, name) for name in names}
    return {**facts, **({"options": options} if options else {}), "archived": field.is_archived}
