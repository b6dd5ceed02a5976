"""Consents for programs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, ConfigDict, Field

from trato.api.public import (
    ApiRequest,
    ListParameters,
    Paging,
    answer,
    cursor_of,
    nothing,
    page,
    parts_of,
    refuse_unknown,
    unreadable_cursor,
)
from trato.customers.consent.links import preference_path
from trato.customers.consent.models import Consent, Purpose
from trato.customers.consent.queries import (
    current_wordings,
    entries_after,
    purposes_in_use,
    seen_contact,
    standing_of,
)
from trato.customers.consent.use_cases.record import Statement, record_consents
from trato.customers.contacts.queries import cluster_of


class WordingShown(Schema):
    version: int
    language: str
    text: str


class PurposeShown(Schema):
    id: UUID
    code: str
    label: str
    description: str
    channels: list[str]
    wordings: list[WordingShown] = Field(description="Of the current version, in each of its languages.")


class PurposesShown(Schema):
    results: list[PurposeShown]


class NewConsent(Schema):
    model_config = ConfigDict(extra="forbid")

    purpose: str = Field(max_length=60, description="Its code.")
    channel: str = Field(max_length=20, description="email, phone, text, chat, social or post.")
    state: str = Field(max_length=20, description="given, pending or withdrawn.")
    at: AwareDatetime | None = Field(None, description="When it was said; now when left out. Never in the future.")
    source: str = Field("api", max_length=20, description="api, form, colleague, preferences or import.")
    wording: int | None = Field(None, description="The version of the wording that was agreed to. Needed for “given”.")
    language: str = Field("", max_length=20, description="The language in which it was shown.")
    proof: str = Field("", description="What proves it, in words.")
    proof_file_id: UUID | None = Field(None, description="A file on the contact that proves it.")


class ConsentShown(Schema):
    id: UUID
    contact_id: UUID
    purpose: str
    channel: str
    state: str
    at: datetime
    recorded_at: datetime
    source: str
    wording: WordingShown | None
    proof: str
    proof_file_id: UUID | None


class StandingShown(Schema):
    purpose: str
    channel: str
    state: str | None = Field(description="given, pending, withdrawn, or null where nobody asked.")
    since: datetime | None


class ConsentsShown(Schema):
    results: list[ConsentShown]
    standing: list[StandingShown] = Field(description="What holds now; over all contacts that were merged into one.")
    preference_path: str = Field(description="The signed address of the contact’s own preference page.")
    paging: Paging


class ConsentParameters(ListParameters):
    pass


router = Router(tags=["Consents"])
purposes_router = Router(tags=["Consents"])


@purposes_router.get(
    "", response=PurposesShown, url_name="purposes_index", operation_id="list_purposes", summary="List purposes"
)
def purposes(request: ApiRequest) -> HttpResponse:
    """What consent is asked for, and the words in use."""
    rows = list(purposes_in_use())
    wordings = current_wordings(rows)
    return answer({"results": [_purpose(each, wordings[each.id]) for each in rows]})


@router.get(
    "/{uuid:record_id}/consents",
    response=ConsentsShown,
    url_name="consents_index",
    operation_id="list_consents",
    summary="List what a contact agreed to",
)
def index(request: ApiRequest, record_id: UUID, parameters: Query[ConsentParameters]) -> HttpResponse:
    """Every entry, the newest first, and what holds now."""
    refuse_unknown(request, ConsentParameters)
    root = seen_contact(record_id, seen_by=request.auth.actor).id
    found = entries_after(cluster_of(root), position=_position(parameters.after), limit=parameters.limit + 1)
    shown = found[: parameters.limit]
    after = cursor_of([shown[-1].at, shown[-1].id]) if len(found) > len(shown) else None
    standing = [_standing(each) for each in standing_of(root)]
    beside = {"standing": standing, "preference_path": preference_path(root)}
    return answer({**page([_entry(each) for each in shown], after=after), **beside})


@router.post(
    "/{uuid:record_id}/consents",
    response={201: ConsentShown, 204: None},
    url_name="consents_create",
    operation_id="record_consent",
    summary="Write down what a contact said",
)
def create(request: ApiRequest, record_id: UUID, given: NewConsent) -> HttpResponse:
    """Entries are added and never changed; the last word holds. What stands there already is answered with 204."""
    facts: dict[str, Any] = given.dict()
    written = record_consents([Statement(contact_id=record_id, **facts)], by=request.auth.actor)
    return answer(_entry(written[0]), status=201) if written else nothing()


def _purpose(each: Purpose, wordings: Any) -> dict[str, Any]:
    facts = {name: getattr(each, name) for name in ("id", "code", "label", "description", "channels")}
    return {**facts, "wordings": [_wording(one) for one in wordings]}


def _wording(each: Any) -> dict[str, Any]:
    return {"version": each.version, "language": each.language, "text": each.text}


def _entry(each: Consent) -> dict[str, Any]:
    names = ("id", "contact_id", "channel", "state", "at", "source", "proof", "proof_file_id")
    return {
        **{name: getattr(each, name) for name in names},
        "purpose": each.purpose.code,
        "recorded_at": each.created_at,
        "wording": _wording(each.wording) if each.wording else None,
    }


def _standing(each: Any) -> dict[str, Any]:
    entry = each.entry
    return {
        "purpose": each.purpose.code,
        "channel": each.channel,
        "state": entry.state if entry else None,
        "since": entry.at if entry else None,
    }


def _position(after: str) -> tuple[datetime, UUID] | None:
    if not after:
        return None
    at, id_ = parts_of(after, count=2)
    try:
        moment, last = datetime.fromisoformat(str(at)), UUID(str(id_))
    except ValueError as bent:
        raise unreadable_cursor() from bent
    if moment.tzinfo is None:
        raise unreadable_cursor()
    return moment, last
