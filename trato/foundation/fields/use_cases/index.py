"""An index for what is often looked for or sorted by. It is built beside the work of the others, by a job."""

from collections.abc import Mapping
from uuid import UUID

from procrastinate.contrib.django import app

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.fields.columns import build_index, drop_index
from trato.foundation.fields.errors import FieldRefused
from trato.foundation.fields.events import FieldChanged
from trato.foundation.fields.facts import clean_kind
from trato.foundation.fields.indexing import Indexed, indexed, indexed_formulas, why_not_indexed
from trato.foundation.fields.models import CustomField, IndexState
from trato.foundation.fields.queries import fields_of_kind
from trato.foundation.fields.use_cases.changing import facts_of, keep, locked_field
from trato.foundation.fields.use_cases.make import RIGHT
from trato.foundation.jobs.retrying import LONG
from trato.foundation.people.recording import differences
from trato.foundation.use_cases import use_case

JOB = "foundation.index_field"


@use_case(right=RIGHT)
def index_field(field_id: UUID, *, by: Actor, wanted: bool = True) -> CustomField:
    field = locked_field(field_id)
    if wanted and (why_not := why_not_indexed(field)):
        raise FieldRefused(why_not)
    if wanted == (field.index_state in (IndexState.WANTED, IndexState.READY)):
        return field
    _ask_for(field, IndexState.WANTED if wanted else IndexState.NONE, by)
    return field


def index_anew(before: Mapping[CustomField, Indexed | None], kind: RecordKind, *, by: Actor) -> None:
    """After a formula was changed: its index, and those of the formulas that use it, hold what was said before."""
    for field, held in indexed_formulas(kind, fields_of_kind(kind)).items():
        if held != before.get(field):
            _ask_for(field, IndexState.WANTED if held else IndexState.NONE, by)


def _ask_for(field: CustomField, state: IndexState, by: Actor) -> None:
    _become(field, state, by)
    app.configure_task(JOB, queue=LONG, lock=f"index {field.id}").defer(field_id=str(field.id))


@use_case(right=RIGHT)
def note_index(field_id: UUID, *, state: IndexState, by: Actor) -> None:
    """What the job found; somebody may have decided otherwise meanwhile."""
    field = locked_field(field_id)
    if field.index_state in (IndexState.WANTED, IndexState.FAILED):
        _become(field, state, by)


def make_index_so(field_id: UUID) -> None:
    """As the field says. Outside of a transaction, as PostgreSQL wants it; nobody waits for it meanwhile."""
    field = CustomField.objects.filter(pk=field_id).first()
    if field is None:
        return
    held = indexed(clean_kind(field.kind), field)
    if held is None or field.index_state == IndexState.NONE:
        drop_index(field)
        note_index(field_id, state=IndexState.NONE, by=SYSTEM)
        return
    build_index(field, held)
    note_index(field_id, state=IndexState.READY, by=SYSTEM)


def give_up_index(field_id: UUID) -> None:
    note_index(field_id, state=IndexState.FAILED, by=SYSTEM)


def _become(field: CustomField, state: IndexState, by: Actor) -> None:
    before = facts_of(field)
    field.index_state = state
    field.save(update_fields=["index_state"])
    old, new = differences(before, facts_of(field))
    if new:
        keep(FieldChanged(subject_id=field.id, record_type=field.kind, fields=tuple(new)), by=by, before=old, after=new)
