"""A field out of use and back. Archiving hides it and keeps its values; dropping throws them away for good."""

from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.fields.columns import drop_columns, drop_index_at_once
from trato.foundation.fields.composing import compiler_of
from trato.foundation.fields.errors import FieldRefused
from trato.foundation.fields.events import FieldArchived, FieldDropped, FieldUnarchived
from trato.foundation.fields.facts import clean_kind, clean_label
from trato.foundation.fields.models import CustomField, IndexState
from trato.foundation.fields.queries import count_values, fields_of_kind, formulas_using
from trato.foundation.fields.types import FORMULA
from trato.foundation.fields.use_cases.changing import facts_of, keep, locked_field
from trato.foundation.fields.use_cases.make import RIGHT
from trato.foundation.use_cases import use_case
from trato.kit.clock import now


@use_case(right=RIGHT)
def archive_field(field_id: UUID, *, by: Actor) -> CustomField:
    """Not while a formula needs it."""
    field = locked_field(field_id)
    if field.is_archived:
        return field
    if using := formulas_using(field):
        said = _("The formula “%(name)s” is worked out of it. Change or archive that one first.")
        raise FieldRefused(said % {"name": using[0]})
    field.archived_at = now()
    field.save(update_fields=["archived_at"])
    event = FieldArchived(subject_id=field.id, record_type=field.kind)
    keep(event, by=by, before={"archived": False}, after={"archived": True})
    return field


@use_case(right=RIGHT)
def unarchive_field(field_id: UUID, *, by: Actor) -> CustomField:
    """With all its values; refused where another field took its label meanwhile."""
    field = locked_field(field_id)
    if not field.is_archived:
        return field
    kind = clean_kind(field.kind)
    others = fields_of_kind(kind)
    clean_label(field.label, kind=kind, others=others)
    if field.type == FORMULA:
        compiler_of(kind, [*others, field]).compiled(field.name)
    field.archived_at = None
    field.save(update_fields=["archived_at"])
    event = FieldUnarchived(subject_id=field.id, record_type=field.kind)
    keep(event, by=by, before={"archived": True}, after={"archived": False})
    return field


@use_case(right=RIGHT)
def drop_field(field_id: UUID, *, by: Actor, label: str) -> int:
    """With its column and all values; who does so types its label. Answers how many records had a value."""
    field = locked_field(field_id)
    if not field.is_archived:
        raise FieldRefused(_("Archive the field first: then everybody can see what is missing without it."))
    if label.strip() != field.label:
        said = _("Type “%(name)s” to confirm that all its values are thrown away.")
        raise FieldRefused(said % {"name": field.label}, field="label")
    kind, before = clean_kind(field.kind), facts_of(field)
    count = count_values(field) if field.type != FORMULA else 0
    field_id = field.id
    event = FieldDropped(subject_id=field_id, record_type=field.kind, value_count=count)
    keep(event, by=by, act="trash", before=before, after={})
    if field.type != FORMULA:
        drop_columns(kind, field)
    elif field.index_state != IndexState.NONE:
        drop_index_at_once(field)
    field.delete()
    return count
