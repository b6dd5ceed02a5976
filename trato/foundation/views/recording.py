"""Find a view to change it, and write what became of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed, NotFound
from trato.foundation.people.recording import differences, record_and_publish
from trato.foundation.views.errors import ViewRefused
from trato.foundation.views.events import ViewChanged
from trato.foundation.views.models import SHARE_VIEWS, Audience, SavedView
from trato.foundation.views.queries import teams_to_share_with

LONGEST_NAME = 80
MOST_NAMES, MOST_TEXTS, LONGEST_TEXT = 60, 60, 6_000  # as long as a tree of rules in an address may be


def seen_view(id_: UUID, *, by: Actor) -> SavedView:
    view = SavedView.objects.seen_by(by).filter(pk=id_).first()
    if view is None:
        raise NotFound(_("There is no such view, or it is not yours to see."))
    return view


def view_to_change(id_: UUID, *, by: Actor) -> SavedView:
    view = seen_view(id_, by=by)
    if not view.may_be_changed_by(by):
        raise NotAllowed(_("This view belongs to somebody else. Duplicate it to have your own."))
    return SavedView.objects.select_for_update().get(pk=view.pk)


def facts_of(view: SavedView) -> dict[str, Any]:
    names = ("kind", "name", "owner_id", "audience", "team_id", "query", "place")
    return {name: getattr(view, name) for name in names}


def save_changes(view: SavedView, before: Mapping[str, Any], *, by: Actor) -> None:
    old, new = differences(before, facts_of(view))
    if new:
        view.save()
        fields = tuple(name.removesuffix("_id") for name in new)
        record_and_publish(ViewChanged(subject_id=view.id, fields=fields), by=by, before=old, after=new)


def clean_view_name(text: str) -> str:
    name = " ".join(text.replace("\x00", "").split())
    if not name:
        raise ViewRefused(_("Give the view a name."), field="name")
    if len(name) > LONGEST_NAME:
        raise ViewRefused(_("A name has at most %(most)d letters.") % {"most": LONGEST_NAME}, field="name")
    return name


def clean_query(query: Mapping[str, Any]) -> dict[str, list[str]]:
    """Texts by name, as an address has them. What they mean is read each time the view is opened."""
    clean = {str(name)[:100]: [str(text) for text in texts][:MOST_TEXTS] for name, texts in query.items()}
    if len(clean) > MOST_NAMES or any(len(text) > LONGEST_TEXT for texts in clean.values() for text in texts):
        raise ViewRefused(_("This is too much for one view. Take some filters away."))
    return {name: [text.replace("\x00", "") for text in texts] for name, texts in clean.items() if texts}


def clean_audience(audience: str, team_id: UUID | None, *, by: Actor) -> tuple[str, UUID | None]:
    if audience not in Audience.values:
        raise ViewRefused(_("Choose who sees the view."), field="audience")
    if audience == Audience.PRIVATE:
        return audience, None
    if not by.may(SHARE_VIEWS):
        raise NotAllowed(_("Your role does not let you share views."))
    if audience == Audience.EVERYBODY:
        return audience, None
    if team_id not in {id_ for id_, _name in teams_to_share_with(by)}:
        raise ViewRefused(_("Choose one of your teams."), field="team")
    return audience, team_id
