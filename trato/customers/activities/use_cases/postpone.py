"""A call or meeting that is to be tomorrow, at the same hour."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from trato.customers.activities.models import Activity
from trato.customers.activities.use_cases.update import update_activities
from trato.foundation.public import Actor, RecordUpdate, SavedRecord, today_of


def postpone_activity(activity: Activity, *, by: Actor) -> list[SavedRecord]:
    """To tomorrow; one that is to come later to the day after that."""
    zone = ZoneInfo(by.time_zone)
    here = activity.starts_at.astimezone(zone)
    day: date = max(here.date(), today_of(by)) + timedelta(days=1)
    return put_activity_at(activity.id, datetime.combine(day, here.time(), zone).isoformat(), by=by)


def put_activity_at(activity_id: UUID, moment: str, *, by: Actor) -> list[SavedRecord]:
    return update_activities([RecordUpdate(id=activity_id, values={"starts_at": moment})], by=by)
