"""Meetings and calls that are about to begin."""

from django.db.models import F

from trato.customers.activities.events import ActivityReminded
from trato.customers.activities.models import PLANNED, Activity
from trato.foundation.public import SYSTEM, Actor, publish_all, refuse_people, use_case
from trato.kit.clock import now

CHUNK = 500


def remind_of_activities() -> int:
    """All that are due now, chunk by chunk; those another worker has in hand are its own. Returns how many."""
    reminded = 0
    while chunk := remind_of_some_activities(by=SYSTEM):
        reminded += chunk
    return reminded


@use_case()
def remind_of_some_activities(*, by: Actor) -> int:
    """The mark and the fact commit together: a killed worker leaves both or neither."""
    refuse_people(by)
    due = Activity.objects.filter(reminds_at__lte=now()).select_for_update(skip_locked=True)
    rows = list(due.order_by("reminds_at", "id")[:CHUNK])
    Activity.objects.filter(pk__in=[row.id for row in rows]).update(reminded_for=F("reminds_at"), reminds_at=None)
    events = [
        ActivityReminded(
            contact_id=row.contact_id, company_id=row.company_id, subject_id=row.id, subject_version=row.version
        )
        for row in rows
        if row.state == PLANNED and row.deleted_at is None
    ]
    publish_all(events, by=by)
    return len(rows)
