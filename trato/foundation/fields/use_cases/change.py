"""What can be changed of a field later: everything but its type and its name for programs."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.fields.errors import FieldRefused
from trato.foundation.fields.events import FieldChanged
from trato.foundation.fields.facts import FieldFacts, clean_kind, clean_label, clean_options
from trato.foundation.fields.indexing import indexed_formulas
from trato.foundation.fields.models import CustomField
from trato.foundation.fields.queries import fields_of_kind
from trato.foundation.fields.use_cases.changing import facts_of, keep, locked_field, take_turn, tell_processes
from trato.foundation.fields.use_cases.index import index_anew
from trato.foundation.fields.use_cases.make import RIGHT, describe, save_options
from trato.foundation.people.recording import differences
from trato.foundation.use_cases import use_case


@use_case(right=RIGHT)
def change_field(field_id: UUID, *, by: Actor, facts: FieldFacts) -> CustomField:
    field = locked_field(field_id)
    if field.is_archived:
        raise FieldRefused(_("This field is archived. Take it back into use before you change it."))
    kind, before = clean_kind(field.kind), facts_of(field)
    living = fields_of_kind(kind)
    others = [each for each in living if each.pk != field.pk]
    held = indexed_formulas(kind, living) if field.formula else {}
    field.label = clean_label(facts.label, kind=kind, others=others)
    describe(field, kind, facts, living)
    field.save()
    save_options(field, clean_options(field.type, facts.options))
    _tell(field, before, by)
    if before["formula"] != field.formula:
        index_anew(held, kind, by=by)
        field.refresh_from_db(fields=["index_state"])
    return field


@use_case(right=RIGHT)
def order_fields(kind: str, *, ids: Sequence[UUID], by: Actor) -> None:
    """In the order given; fields that are not named stand behind, as they stood."""
    of = clean_kind(kind)
    take_turn()
    living = {each.id: each for each in fields_of_kind(of)}
    wanted = [living[id_] for id_ in dict.fromkeys(ids) if id_ in living]
    moved = False
    for place, field in enumerate([*wanted, *(each for each in living.values() if each not in wanted)], 1):
        if field.place != place:
            before, field.place, moved = facts_of(field), place, True
            field.save(update_fields=["place"])
            _tell(field, before, by)
    if moved:
        tell_processes()


def _tell(field: CustomField, before: dict[str, object], by: Actor) -> None:
    old, new = differences(before, facts_of(field))
    if new:
        event = FieldChanged(subject_id=field.id, record_type=field.kind, fields=tuple(new))
        keep(event, by=by, before=old, after=new)
