"""Rename a view, share it, keep its new state, move its tab."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.use_cases import use_case
from trato.foundation.views.models import SavedView
from trato.foundation.views.queries import views_of
from trato.foundation.views.recording import (
    clean_audience,
    clean_query,
    clean_view_name,
    facts_of,
    save_changes,
    view_to_change,
)


@use_case()
def change_view(id_: UUID, *, by: Actor, name: str, audience: str, team_id: UUID | None = None) -> SavedView:
    view = view_to_change(id_, by=by)
    before = facts_of(view)
    view.name = clean_view_name(name)
    if (audience, team_id) != (view.audience, view.team_id):
        view.audience, view.team_id = clean_audience(audience, team_id, by=by)
    save_changes(view, before, by=by)
    return view


@use_case()
def save_view(id_: UUID, *, by: Actor, query: Mapping[str, Any]) -> SavedView:
    """The state that is on the screen becomes the view's."""
    view = view_to_change(id_, by=by)
    before = facts_of(view)
    view.query = clean_query(query)
    save_changes(view, before, by=by)
    return view


@use_case()
def move_view(id_: UUID, *, by: Actor, steps: int) -> None:
    """Along the tabs that the mover sees, those of others included: a tab has one place for everybody."""
    view = view_to_change(id_, by=by)
    tabs = views_of(view.kind, seen_by=by)
    here = next(number for number, tab in enumerate(tabs) if tab.id == view.id)
    there = max(0, min(len(tabs) - 1, here + steps))
    if here == there:
        return
    before = facts_of(view)
    tabs.insert(there, tabs.pop(here))
    places = sorted(tab.place for tab in tabs)
    # Places may be shared by tabs that were made at the same moment; they are told apart here.
    for number, tab in enumerate(tabs):
        place = max(places[number], tabs[number - 1].place + 1 if number else places[number])
        if tab.place != place:
            SavedView.objects.filter(pk=tab.pk).update(place=place)
            tab.place = place
    view.place = tabs[there].place
    save_changes(view, before, by=by)
