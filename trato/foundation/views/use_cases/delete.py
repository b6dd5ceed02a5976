"""A view goes, and comes back if that was a mistake."""

from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed, NotFound
from trato.foundation.people.recording import record_and_publish
from trato.foundation.use_cases import use_case
from trato.foundation.views.events import ViewDeleted, ViewRestored
from trato.foundation.views.models import SavedView
from trato.foundation.views.recording import facts_of, view_to_change
from trato.kit.clock import now


@use_case()
def delete_view(id_: UUID, *, by: Actor) -> SavedView:
    view = view_to_change(id_, by=by)
    view.deleted_at = now()
    view.save()
    record_and_publish(ViewDeleted(subject_id=view.id), by=by, act="trash", before=facts_of(view), after={})
    return view


@use_case()
def restore_view(id_: UUID, *, by: Actor) -> SavedView:
    view = SavedView.objects.select_for_update().filter(pk=id_, deleted_at__isnull=False).first()
    if view is None:
        raise NotFound(_("There is no such view, or it is not yours to see."))
    if not view.may_be_changed_by(by):
        raise NotAllowed(_("This view belongs to somebody else. Duplicate it to have your own."))
    view.deleted_at = None
    view.save()
    record_and_publish(ViewRestored(subject_id=view.id), by=by, act="restore", after=facts_of(view))
    return view
