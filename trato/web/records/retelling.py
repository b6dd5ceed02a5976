"""The story once more, for the answer of a module that has just added to it."""

from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from trato.foundation.public import record_kind
from trato.web.people.requests import StaffRequest
from trato.web.records.page import beside
from trato.web.records.queries import open_record
from trato.web.records.story import story_page
from trato.web.records.wanted import wanted_now


def retold(request: StaffRequest, kind_name: str, id_: UUID) -> SafeString:
    """Goes behind whatever else is answered; an editor open in the story is left alone. The caller checks the right."""
    kind = record_kind(kind_name)
    facts = {
        "record": open_record(kind, id_, by=request.actor),
        "kind": kind,
        "story": story_page(kind, id_, seen_by=request.actor, wanted=wanted_now(request)),
    }
    return render_to_string("web/records/retold.html", facts, request)


def repanelled(request: StaffRequest, kind_name: str, id_: UUID) -> SafeString:
    """The boxes beside the story, when what stands in one of them has changed."""
    record = open_record(record_kind(kind_name), id_, by=request.actor)
    return render_to_string(
        "web/records/repanelled.html", {"record": record, "kind": record.kind, **beside(record, request.actor)}, request
    )
