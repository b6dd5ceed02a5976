"""Which tab is open first."""

from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.people.recording import record_and_publish
from trato.foundation.use_cases import use_case
from trato.foundation.views.errors import ViewRefused
from trato.foundation.views.events import ViewChanged
from trato.foundation.views.models import SHARE_VIEWS, Audience, DefaultView, SavedView
from trato.foundation.views.queries import teams_to_share_with
from trato.foundation.views.recording import seen_view


@use_case()
def choose_default_view(id_: UUID, *, by: Actor, is_default: bool, team_id: UUID | None = None) -> None:
    """For oneself, or for the members of a team, who still may choose another for themselves."""
    view = seen_view(id_, by=by)
    if team_id is not None:
        _refuse_unless_fit(view, team_id, by)
    whose = {"team_id": team_id} if team_id else {"user_id": by.id}
    if is_default == DefaultView.objects.filter(kind=view.kind, view=view, **whose).exists():
        return
    DefaultView.objects.filter(kind=view.kind, **whose).delete()
    if is_default:
        DefaultView.objects.create(kind=view.kind, view=view, **whose)
    told = {"default": {name: str(value) for name, value in whose.items()} if is_default else None}
    record_and_publish(ViewChanged(subject_id=view.id, fields=("default",)), by=by, after=told)


def _refuse_unless_fit(view: SavedView, team_id: UUID, by: Actor) -> None:
    if not by.may(SHARE_VIEWS):
        raise NotAllowed(_("Your role does not let you share views."))
    if team_id not in {each for each, _name in teams_to_share_with(by)}:
        raise ViewRefused(_("Choose one of your teams."), field="team")
    if view.audience == Audience.PRIVATE or (view.audience == Audience.TEAM and view.team_id != team_id):
        raise ViewRefused(_("Share the view with this team first."), field="team")
