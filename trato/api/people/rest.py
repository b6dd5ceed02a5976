"""Who works here, and whom a token speaks for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from trato.api.keys.bearer import ApiRequest
from trato.api.paging.cursors import cursor_of, page, parts_of, unreadable_cursor
from trato.api.paging.parameters import ListParameters, refuse_unknown
from trato.api.people.queries import colleague, colleagues_after
from trato.api.problems.answers import answer
from trato.api.records.schemas import Paging
from trato.foundation.public import User


class TeamName(Schema):
    id: UUID
    name: str


class Colleague(Schema):
    id: UUID
    name: str
    email: str
    active: bool
    teams: list[TeamName]


class Colleagues(Schema):
    results: list[Colleague]
    paging: Paging


class TokenShown(Schema):
    id: UUID
    name: str
    expires_at: datetime | None


class Me(Colleague):
    language: str
    time_zone: str
    rights: dict[str, str]
    is_administrator: bool
    token: TokenShown


users = Router(tags=["Users"])
me = Router(tags=["Users"])


@users.get("", response=Colleagues, url_name="users_index", operation_id="list_users", summary="List users")
def index(request: ApiRequest, parameters: Query[ListParameters]) -> HttpResponse:
    """Colleagues, with those who left."""
    refuse_unknown(request, ListParameters)
    found = colleagues_after(_last(parameters.after), limit=parameters.limit + 1)
    shown = found[: parameters.limit]
    return answer(page(shown, after=cursor_of([shown[-1]["id"]]) if len(found) > len(shown) else None))


@users.get(
    "/{uuid:user_id}", response=Colleague, url_name="users_show", operation_id="get_user", summary="Get one user"
)
def show(request: ApiRequest, user_id: UUID) -> HttpResponse:
    return answer(colleague(get_object_or_404(User, pk=user_id)))


@me.get("", response=Me, url_name="me", operation_id="get_me", summary="Whom this token speaks for")
def whoami(request: ApiRequest) -> HttpResponse:
    """Whom this token speaks for, and how far each right reaches: own, team, subtree or all."""
    caller = request.auth
    facts: dict[str, Any] = {
        "language": caller.user.language,
        "time_zone": caller.user.time_zone,
        "rights": {name: reach.name.lower() for name, reach in caller.actor.rights.items()},
        "is_administrator": caller.actor.is_everything,
        "token": {"id": caller.token.id, "name": caller.token.name, "expires_at": caller.token.expires_at},
    }
    return answer({**colleague(caller.user), **facts})


def _last(cursor: str) -> UUID | None:
    if not cursor:
        return None
    try:
        return UUID(str(parts_of(cursor, count=1)[0]))
    except ValueError as bent:
        raise unreadable_cursor() from bent
