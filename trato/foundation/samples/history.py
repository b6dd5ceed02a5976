"""What only sample data may do to history: stand further back in it, and leave no trace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from trato.foundation.changes.models import Change
from trato.foundation.events.models import LoggedEvent
from trato.foundation.search.models import SearchWord


@dataclass(frozen=True)
class Dated:
    """When a version of a record came to be."""

    record_id: UUID
    version: int
    at: datetime


_CHANGES = """update foundation_change c set at = d.at, created_at = d.at
from unnest(%s::uuid[], %s::int[], %s::timestamptz[]) as d(id, version, at)
where c.record_id = d.id and c.version = d.version"""
_EVENTS_OF_CONTACTS = """update event e set at = d.at
from unnest(%s::uuid[], %s::int[], %s::timestamptz[]) as d(id, version, at)
where e.contact_id = d.id and e.subject_id = d.id and e.subject_version = d.version"""
_EVENTS_OF_COMPANIES = """update event e set at = d.at
from unnest(%s::uuid[], %s::int[], %s::timestamptz[]) as d(id, version, at)
where e.company_id = d.id and e.subject_id = d.id and e.subject_version = d.version"""


def date_back(dated: Sequence[Dated]) -> None:
    """Changes and events of records made in this very transaction: nobody has read them yet.

    They were recorded now all the same, so `recorded_at` stays and every reader will be told.
    """
    values: list[Any] = [
        [each.record_id for each in dated],
        [each.version for each in dated],
        [each.at for each in dated],
    ]
    with connection.cursor() as cursor:
        for statement in (_CHANGES, _EVENTS_OF_CONTACTS, _EVENTS_OF_COMPANIES):
            cursor.execute(statement, values)


def forget_history(record_ids: Sequence[UUID], *, kinds: Sequence[str] = ()) -> None:
    """Sample data is no history: its changes, events and search words go with it.

    Events are found by contact and company; `kinds` names those of subjects that have neither, such as people.
    """
    ids = list(record_ids)
    LoggedEvent.objects.filter(contact_id__in=ids).delete()
    LoggedEvent.objects.filter(company_id__in=ids).delete()
    if kinds:
        LoggedEvent.objects.filter(Q(kind__in=list(kinds)), subject_id__in=ids).delete()
    Change.objects.filter(record_id__in=ids).delete()
    SearchWord.objects.filter(record_id__in=ids).delete()
