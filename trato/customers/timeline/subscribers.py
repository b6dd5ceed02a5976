"""Keep the time of the last activity beside the record, so that a list can be sorted by it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from trato.foundation.public import ReadEvent

# What people did with a customer; that a colleague mended a field is no activity.
ACTIVITIES = (
    "customers.note_written",
    "customers.contact_created",
    "customers.company_created",
    "customers.task_completed",
    "customers.activity_held",
    "customers.activity_joined",
)

# What can put a record into somebody's hands.
ASSIGNING = (
    *("customers.contact_created", "customers.contact_changed"),
    *("customers.company_created", "customers.company_changed"),
    *("customers.task_created", "customers.task_changed"),
    *("customers.activity_planned", "customers.activity_held", "customers.activity_changed"),
)

_UPDATE = {
    "contact": """update customers_contact r set last_activity_at = a.at
        from unnest(%s::uuid[], %s::timestamptz[]) as a(id, at)
        where r.id = (select root_id from customers_contact where id = a.id)
          and (r.last_activity_at is null or r.last_activity_at < a.at)""",
    "company": """update customers_company r set last_activity_at = a.at
        from unnest(%s::uuid[], %s::timestamptz[]) as a(id, at)
        where r.id = (select root_id from customers_company where id = a.id)
          and (r.last_activity_at is null or r.last_activity_at < a.at)""",
}


def note_last_activity(events: Sequence[ReadEvent]) -> None:
    for owner, statement in _UPDATE.items():
        latest: dict[UUID, datetime] = {}
        for event in events:
            about = event.contact_id if owner == "contact" else event.company_id
            if about:
                latest[about] = max(event.at, latest.get(about, event.at))
        if latest:
            ids = sorted(latest)
            with connection.cursor() as cursor:
                cursor.execute(statement, [ids, [latest[id_] for id_ in ids]])
