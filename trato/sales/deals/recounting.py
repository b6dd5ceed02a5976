"""What was held before deals closed, counted anew for all of them in short pieces.

For what touches more deals than a reader may count in one go, and for what leaves nothing behind by which they could be
found. Killed anywhere it leaves whole pieces behind, and begins anew.
"""

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from trato.foundation.public import LONG, SYSTEM, step_aside_if_leaving
from trato.sales.deals.queries import closed_deals_after
from trato.sales.deals.use_cases.held import count_held

RECOUNT = "sales.recount_held"
AT_ONCE = 5_000


def recount_held(*, at_once: int = AT_ONCE) -> int:
    """Answers how many differed."""
    changed, last = 0, UUID(int=0)
    while ids := closed_deals_after(last, limit=at_once):
        step_aside_if_leaving()
        changed += count_held(ids, by=SYSTEM)
        last = ids[-1]
    return changed


def recount_held_soon() -> None:
    """One that waits has not begun to count, so it does for all who ask meanwhile."""
    later = app.configure_task(RECOUNT, queue=LONG, queueing_lock=RECOUNT, lock=RECOUNT)
    try:
        with transaction.atomic():  # what is refused would else end the transaction around it
            later.defer()
    except AlreadyEnqueued:
        return
