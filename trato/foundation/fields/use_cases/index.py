"""An index for what is often looked for or sorted by. It is built beside the work of the others, by a job."""

from uuid import UUID

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.fields.columns import build_index, drop_index, may_be_indexed
from trato.foundation.fields.errors import FieldRefused
from trato.foundation.fields.events import FieldChanged
from trato.foundation.fields.facts import clean_kind
from trato.foundation.fields.models import CustomField, IndexState
from trato.foundation.fields.use_cases.changing import facts_of, keep, locked_field
from trato.foundation.fields.use_cases.make import RIGHT
from trato.foundation.jobs.retrying import LONG
from trato.foundation.people.recording import differences
from trato.foundation.use_cases import use_case

JOB = "foundation.index_field"


@use_case(right=RIGHT)
def index_field(field_id: UUID, *, by: Actor, wanted: bool = True) -> CustomField:
    field = locked_field(field_id)
    if wanted and not may_be_indexed(field):
        raise FieldRefused(_("An index of such a field would find nothing faster."))
    if wanted == (field.index_state in (IndexState.WANTED, IndexState.READY)):
        return field
    _become(field, IndexState.WANTED if wanted else IndexState.NONE, by)
    app.configure_task(JOB, queue=LONG, lock=f"index {field.id}").defer(field_id=str(field.id))
    return field


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
    kind = clean_kind(field.kind)
    if field.index_state == IndexState.NONE:
        drop_index(kind, field)
        return
    build_index(kind, field)
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
