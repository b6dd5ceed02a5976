"""What the menu of a tab sends: a view to make, to change or to open first."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

from trato.foundation.public import (
    SHARE_VIEWS,
    Actor,
    Audience,
    RecordKind,
    SavedView,
    change_view,
    choose_default_view,
    create_view,
    is_first,
    teams_to_share_with,
)
from trato.web.lists.asked import Asked, asked_of


@dataclass(frozen=True)
class ViewForm:
    """`view` is None for one to be made. What was typed stands there again when it was refused."""

    view: SavedView | None
    name: str
    audience: str
    team: str
    audiences: list[tuple[str, str]]
    teams: list[tuple[UUID, str]]
    is_mine_first: bool
    is_team_first: bool
    may_change: bool
    error: str = ""

    @property
    def is_shared(self) -> bool:
        return self.audience != Audience.PRIVATE


def view_form(view: SavedView | None, *, by: Actor) -> ViewForm:
    may_share = by.may(SHARE_VIEWS)
    teams = teams_to_share_with(by)
    offered = [(code, str(label)) for code, label in Audience.choices if code != Audience.TEAM or teams]
    return ViewForm(
        view=view,
        name=view.name if view else "",
        audience=view.audience if view else Audience.PRIVATE,
        team=str(view.team_id or "") if view else "",
        audiences=offered if may_share else offered[:1],
        teams=teams,
        is_mine_first=bool(view and is_first(view, user_id=by.id)),
        is_team_first=bool(view and view.team_id and is_first(view, team_id=view.team_id)),
        may_change=view is None or view.may_be_changed_by(by),
    )


def state_of(kind: RecordKind, given: QueryDict, *, by: Actor) -> Asked:
    """The list that was on the screen: its address came along."""
    return asked_of(kind, QueryDict(given.get("state", "")[:20_000]), by=by)


def make_view(kind: RecordKind, given: QueryDict, *, by: Actor) -> SavedView:
    facts: dict[str, Any] = {"name": given.get("name", ""), "audience": given.get("audience") or Audience.PRIVATE}
    view = create_view(kind.name, by=by, query=state_of(kind, given, by=by).state(), team_id=_team(given), **facts)
    _choose_first(view, given, by=by)
    return view


def rename_view(view: SavedView, given: QueryDict, *, by: Actor) -> SavedView:
    if view.may_be_changed_by(by):
        audience = given.get("audience") or view.audience
        change_view(view.id, by=by, name=given.get("name", ""), audience=audience, team_id=_team(given))
    _choose_first(view, given, by=by)
    return view


def _choose_first(view: SavedView, given: QueryDict, *, by: Actor) -> None:
    choose_default_view(view.id, by=by, is_default="first" in given)
    team = _team(given)
    if team and by.may(SHARE_VIEWS) and given.get("audience") == Audience.TEAM:
        choose_default_view(view.id, by=by, is_default="first_for_team" in given, team_id=team)


def _team(given: QueryDict) -> UUID | None:
    if given.get("audience") != Audience.TEAM:
        return None
    try:
        return UUID(given.get("team", ""))
    except ValueError:
        return None
