"""When people work."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, NotFound, User, record_and_publish, use_case
from trato.sales.routing.events import WorkingHoursChanged
from trato.sales.routing.models import WorkingHours
from trato.sales.routing.use_cases.rules import MANAGE
from trato.sales.routing.working import DAYS, free_days_in, spans_in


@use_case(right=MANAGE)
def save_working_hours(user_id: UUID | None, *, days: Sequence[str], free: str, by: Actor) -> WorkingHours:
    """Of everybody without a user. Days are texts like “09:00-14:00, 16:00-19:00”, Monday first."""
    if user_id and not User.objects.filter(pk=user_id).exists():
        raise NotFound(_("There is no such colleague."))
    row = WorkingHours.objects.filter(user=user_id).first() or WorkingHours(user_id=user_id)
    before = {"days": row.days, "free": row.free}
    row.days = [spans_in(text) for text in [*days, *[""] * DAYS][:DAYS]]
    row.free = free_days_in(free)
    row.save()
    after = {"days": row.days, "free": row.free}
    record_and_publish(WorkingHoursChanged(subject_id=row.id, user=user_id), by=by, before=before, after=after)
    return row
