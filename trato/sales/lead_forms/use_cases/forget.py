"""What was not taken is not kept for ever."""

from datetime import timedelta

from trato.foundation.public import Actor, refuse_people, use_case
from trato.kit.clock import now
from trato.sales.lead_forms.models import Answer, RefusedCount, State
from trato.sales.lead_forms.queries import KEPT_DAYS


@use_case()
def forget_kept_back(*, by: Actor) -> int:
    """Answers that nobody let in, and the numbers of those that were only counted. There are few: both are bounded."""
    refuse_people(by)
    since = now() - timedelta(days=KEPT_DAYS)
    RefusedCount.objects.filter(day__lt=since.date()).delete()
    gone, _by_model = Answer.objects.exclude(state=State.TAKEN).filter(created_at__lt=since).delete()
    return gone
