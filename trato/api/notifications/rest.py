"""One's own news, for programs that speak for somebody."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from trato.api.keys.bearer import ApiRequest
from trato.api.paging.cursors import cursor_of, page, parts_of
from trato.api.paging.parameters import ListParameters, refuse_unknown
from trato.api.problems.answers import answer
from trato.api.records.schemas import Paging
from trato.foundation.public import mark_read, news_of


class NewsParameters(ListParameters):
    unread: bool = Field(default=False, description="Only those that were not read.")


class News(Schema):
    id: UUID
    kind: str
    sentence: str = Field(description="In the language of the person the token speaks for.")
    url: str = Field(description="The page it leads to; empty when that is no longer theirs to see.")
    at: datetime
    read: bool


class NewsPage(Schema):
    results: list[News]
    paging: Paging


class ReadNews(Schema):
    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] | None = Field(None, max_length=1_000, description="Which; all of them when left out.")


class Marked(Schema):
    read: int


router = Router(tags=["Notifications"])


@router.get(
    "",
    response=NewsPage,
    url_name="notifications_index",
    operation_id="list_notifications",
    summary="List notifications",
)
def index(request: ApiRequest, parameters: Query[NewsParameters]) -> HttpResponse:
    """One's own, the newest first."""
    refuse_unknown(request, NewsParameters)
    before = str(parts_of(parameters.after, count=1)[0]) if parameters.after else ""
    actor, limit = request.auth.actor, parameters.limit
    news = news_of(actor, before=before, limit=limit, unread_only=parameters.unread)
    shown = [{**_facts(each), "read": each.is_read} for each in news.told]
    return answer(page(shown, after=cursor_of([news.older]) if news.older else None))


@router.post(
    "/read",
    response=Marked,
    url_name="notifications_read",
    operation_id="read_notifications",
    summary="Mark notifications as read",
)
def read(request: ApiRequest, given: ReadNews) -> HttpResponse:
    """Answers how many were unread before. What is not one's own is left alone."""
    return answer({"read": mark_read(given.ids, by=request.auth.actor)})


def _facts(each: object) -> dict[str, object]:
    return {name: getattr(each, name) for name in ("id", "kind", "sentence", "url", "at")}
