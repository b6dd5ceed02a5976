"""Having read one's news."""

from collections.abc import Sequence
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.events.log import publish
from trato.foundation.notifications.events import BellChanged
from trato.foundation.notifications.models import Notification
from trato.foundation.people.queries import own_user
from trato.foundation.use_cases import use_case
from trato.kit.clock import now


@use_case()
def mark_read(ids: Sequence[UUID] | None = None, *, by: Actor) -> int:
    """These of one's own, or all of them. What is not one's own, or was read before, is left as it is."""
    user = own_user(by)
    rows = Notification.objects.of(user.id).unread()
    marked = (rows if ids is None else rows.filter(pk__in=list(ids))).update(read_at=now())
    if marked:
        publish(BellChanged(subject_id=user.id), by=by)
    return marked
