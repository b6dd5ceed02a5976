"""Keep a list under a name."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.extensions.registry import record_kind
from trato.foundation.people.recording import record_and_publish
from trato.foundation.use_cases import use_case
from trato.foundation.views.errors import ViewRefused
from trato.foundation.views.events import ViewCreated
from trato.foundation.views.models import Audience, SavedView
from trato.foundation.views.recording import (
    LONGEST_NAME,
    clean_audience,
    clean_query,
    clean_view_name,
    facts_of,
    seen_view,
)

MOST_VIEWS = 200


@use_case()
def create_view(
    kind: str,
    *,
    by: Actor,
    name: str,
    query: Mapping[str, Any],
    audience: str = Audience.PRIVATE,
    team_id: UUID | None = None,
) -> SavedView:
    if by.id is None or not by.may(record_kind(kind).right("see")):
        raise NotAllowed(_("Your role does not let you see these records."))
    if SavedView.objects.filter(kind=kind, owner_id=by.id, deleted_at__isnull=True).count() >= MOST_VIEWS:
        raise ViewRefused(_("You have %(most)d views of this list. Delete some first.") % {"most": MOST_VIEWS})
    audience, team_id = clean_audience(audience, team_id, by=by)
    view = SavedView(kind=kind, name=clean_view_name(name), owner_id=by.id, audience=audience, team_id=team_id)
    view.query, view.place = clean_query(query), _last_place(kind) + 1
    view.save()
    record_and_publish(ViewCreated(subject_id=view.id), by=by, act="create", after=facts_of(view))
    return view


@use_case()
def duplicate_view(id_: UUID, *, by: Actor) -> SavedView:
    """One's own, whoever the first one belongs to."""
    view = seen_view(id_, by=by)
    name = _("%(name)s (copy)") % {"name": view.name}
    return create_view(view.kind, by=by, name=name[:LONGEST_NAME], query=view.query)


def _last_place(kind: str) -> int:
    last: int | None = SavedView.objects.filter(kind=kind).aggregate(last=Max("place"))["last"]
    return last or 0
