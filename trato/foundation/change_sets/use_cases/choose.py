"""Somebody chooses records and what is to be done to them. Nothing is changed yet."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.change_sets.acts import ACTS, Act
from trato.foundation.change_sets.errors import ChangeSetRefused
from trato.foundation.change_sets.queries import change_set_of
from trato.foundation.change_sets.selections import selection_of
from trato.foundation.changes.models import ChangeSet, SetState
from trato.foundation.extensions.kinds import FieldType, RecordKind
from trato.foundation.extensions.registry import record_kind
from trato.foundation.kinds.preparing import prepare_rows, refuse_problems
from trato.foundation.use_cases import use_case
from trato.kit.clock import now

FORGOTTEN_AFTER = timedelta(days=1)
LONGEST_BACK = 2_000


@use_case()
def start_change_set(*, kind: str, act: str, selection: Mapping[str, Any], by: Actor, back: str = "") -> ChangeSet:
    """A draft. `back` is the address of the list where it was chosen."""
    spec = _act(act)
    chosen = selection_of(kind, {**selection, "trashed": act == "restore"})
    refuse_act(record_kind(chosen.kind), spec, by=by)
    chosen.condition(by=by)
    drafts = ChangeSet.objects.filter(state=SetState.DRAFT, actor_kind=by.kind, actor_id=by.id)
    drafts.filter(created_at__lt=now() - FORGOTTEN_AFTER).delete()
    return ChangeSet.objects.create(
        kind=spec.name,
        label=str(spec.label),
        actor_kind=by.kind,
        actor_id=by.id,
        door=by.door,
        record_type=chosen.kind,
        selection={**chosen.as_json(), "back": back[:LONGEST_BACK]},
        state=SetState.DRAFT,
    )


@use_case()
def give_values(change_set_id: UUID, *, values: Mapping[str, Any], by: Actor) -> ChangeSet:
    """What the fields are to become; None empties one. Refused by field, as a single record's would be."""
    one = own_draft(change_set_id, by=by)
    kind, act = record_kind(one.record_type), ACTS[one.kind]
    allowed = {spec.name for spec in act.fields(kind, by=by)}
    wrong = {
        name: _("This field cannot be changed for many records at once.") for name in values if name not in allowed
    }
    if wrong:
        raise ChangeSetRefused(next(iter(wrong.values())), fields=wrong)
    added = act.contributed
    if not values and not added:
        raise ChangeSetRefused(_("Choose at least one field to change."))
    one.values = dict(added.check(kind, values, by)) if added else _checked(kind, values, by=by)
    one.save(update_fields=["values"])
    return one


def _checked(kind: RecordKind, values: Mapping[str, Any], *, by: Actor) -> dict[str, Any]:
    """As given, but for tags: those are kept as a list, whatever stood between them."""
    prepared = prepare_rows(kind, [values], by=by)
    for name, value in values.items():
        if value in (None, "") and kind.by_name[name].required:
            prepared[0].problems[name] = _("This field cannot be empty.")
    refuse_problems(prepared)
    tags = {name: kind.by_name[name].part for name in values if kind.by_name[name].type == FieldType.TAGS}
    for name, part in tags.items():
        if not prepared[0].parts[part][name]:
            raise ChangeSetRefused(_("Give at least one tag."), field=name)
    return {**values, **{name: prepared[0].parts[part][name] for name, part in tags.items()}}


def own_draft(change_set_id: UUID, *, by: Actor) -> ChangeSet:
    one = change_set_of(change_set_id, seen_by=by)
    if (one.actor_kind, one.actor_id) != (by.kind, by.id):
        raise NotAllowed(_("Somebody else prepared this."))
    if not one.is_draft:
        raise ChangeSetRefused(_("This has been started already."))
    return one


def refuse_act(kind: RecordKind, act: Act, *, by: Actor) -> None:
    if not act.is_open_to(kind, by=by):
        raise NotAllowed(_("Your role does not allow this."))


def _act(name: str) -> Act:
    if name not in ACTS:
        said = _("“%(name)s” cannot be done to many records. There are: %(names)s.")
        raise ChangeSetRefused(said % {"name": name[:60], "names": ", ".join(ACTS)}, field="act")
    return ACTS[name]
