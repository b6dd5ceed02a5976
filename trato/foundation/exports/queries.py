"""Questions about exports."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.exports.errors import ExportNotReady
from trato.foundation.exports.files import finished_path
from trato.foundation.exports.models import Export, ExportState
from trato.foundation.exports.wishes import Wish
from trato.foundation.extensions.registry import record_kind
from trato.foundation.jobs.progress import Progress, progress

KEPT_FOR = timedelta(days=7)
RECENT = 20


def export_of(export_id: UUID, *, seen_by: Actor) -> Export:
    found = Export.objects.seen_by(seen_by).filter(pk=export_id).select_related("user").first()
    if found is None:
        raise NotFound(_("There is no such export, or it is not yours to see."))
    return found


def recent_exports(*, seen_by: Actor) -> QuerySet[Export]:
    mine = Export.objects.seen_by(seen_by).exclude(state=ExportState.GONE)
    return mine.select_related("user").order_by("-created_at")[:RECENT]


def file_of(one: Export) -> Path:
    path = finished_path(one.id, one.format)
    if one.state != ExportState.FINISHED or not path.is_file():
        raise ExportNotReady(_("This file is not there: it is kept for %(days)s days.") % {"days": KEPT_FOR.days})
    return path


def kept_until(one: Export) -> datetime | None:
    return one.finished_at + KEPT_FOR if one.finished_at else None


def actor_of(one: Export) -> Actor:
    """Whoever takes the records out, with the rights of this moment."""
    return one.user.acting(one.door) if one.user else SYSTEM.at(one.door)


def wish_of(one: Export) -> Wish:
    given: Mapping[str, list[str]] = one.given
    return Wish(
        kind=record_kind(one.kind),
        columns=one.columns,
        given=given,
        rules=one.rules,
        ids=None if one.ids is None else [UUID(each) for each in one.ids],
        sort=one.sort,
        descending=one.descending,
    )


def export_progress(one: Export) -> Progress:
    """Measured when the worker has counted."""
    share = one.row_count / one.total if one.total else None
    return progress(share, one.row_count, since=one.started_at, until=one.finished_at)
