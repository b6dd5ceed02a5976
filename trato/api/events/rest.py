"""The change feed: what happened, in the order in which it was written."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from trato.api.keys.bearer import ApiRequest
from trato.api.paging.cursors import cursor_of, parts_of, unreadable_cursor
from trato.api.paging.parameters import ListParameters, refuse_unknown
from trato.api.problems.answers import answer
from trato.api.records.schemas import Next
from trato.foundation.public import Actor, FedEvent, FeedPosition, NotFound, feed_after, record_kind

LARGEST_ERA = 2**31 - 1
LARGEST_TRANSACTION = 2**64 - 1


class EventParameters(ListParameters):
    kinds: str = Field("", description="Kinds parted by commas: customers.contact_created,customers.note_written.")
    contact_id: UUID | None = Field(None, description="Only what happened with this contact.")

    def wanted_kinds(self) -> list[str] | None:
        return [kind.strip() for kind in self.kinds.split(",") if kind.strip()] or None


class Acting(Schema):
    kind: str
    id: UUID | None
    door: str


class Subject(Schema):
    type: str
    id: UUID | None
    version: int | None


class EventShown(Schema):
    id: UUID
    kind: str
    at: datetime
    recorded_at: datetime
    actor: Acting
    contact_id: UUID | None
    company_id: UUID | None
    subject: Subject
    channel: str
    data: dict[str, Any]


class FeedPaging(Schema):
    next: Next
    is_all: bool


class FeedPage(Schema):
    results: list[EventShown]
    paging: FeedPaging


router = Router(tags=["Events"])


@router.get("", response=FeedPage, url_name="events_index", operation_id="list_events", summary="Read the change feed")
def index(request: ApiRequest, parameters: Query[EventParameters]) -> HttpResponse:
    """A feed has no last page: `paging.next.after` is always there; `is_all` says that nothing more is there yet.

    Keep the cursor and ask again later. Only events of records that the colleague may see are told.
    """
    refuse_unknown(request, EventParameters)
    contacts = _cluster(parameters.contact_id, request.auth.actor) if parameters.contact_id else None
    feed = feed_after(
        _position(parameters.after),
        seen_by=request.auth.actor,
        limit=parameters.limit,
        kinds=parameters.wanted_kinds(),
        contacts=contacts,
    )
    after = cursor_of([feed.position.era, feed.position.xid, feed.position.id])
    shown = [_shown(event) for event in feed.events]
    return answer({"results": shown, "paging": {"next": {"after": after}, "is_all": feed.is_all}})


def _cluster(contact_id: UUID, actor: Actor) -> list[UUID]:
    """All that were merged into one: history keeps the contact it was born with."""
    contacts: Any = record_kind("contact").model()._default_manager
    root = contacts.filter(pk=contact_id).values("root_id")
    members = contacts.filter(root_id__in=root, root__in=contacts.seen_by(actor))
    found = list(members.values_list("id", flat=True))
    if not found:
        raise NotFound("There is no such contact, or it is not yours to see.", field="contact_id")
    return found


def _shown(event: FedEvent) -> dict[str, Any]:
    return {
        "id": event.id,
        "kind": event.kind,
        "at": event.at,
        "recorded_at": event.recorded_at,
        "actor": {"kind": event.actor_kind, "id": event.actor_id, "door": event.door},
        "contact_id": event.contact_id,
        "company_id": event.company_id,
        "subject": {"type": event.subject_type, "id": event.subject_id, "version": event.subject_version},
        "channel": event.channel,
        "data": event.data,
    }


def _position(cursor: str) -> FeedPosition:
    if not cursor:
        return FeedPosition()
    era, xid, id_ = parts_of(cursor, count=3)
    try:
        position = FeedPosition(int(era), str(int(xid)), UUID(str(id_)))
    except (ValueError, TypeError, OverflowError) as bent:
        raise unreadable_cursor() from bent
    if not (0 <= position.era <= LARGEST_ERA and 0 <= int(position.xid) <= LARGEST_TRANSACTION):
        raise unreadable_cursor()
    return position
