"""All scores anew, in short pieces. Killed anywhere it leaves whole pieces behind; the next night counts again."""

from uuid import UUID

from trato.foundation.public import SYSTEM, step_aside_if_leaving
from trato.sales.scoring.queries import contacts_after, score_trait
from trato.sales.scoring.use_cases.score import AT_ONCE, score_contacts


def recount_scores(*, at_once: int = AT_ONCE) -> int:
    """Answers how many differed."""
    changed = 0
    last: UUID | None = None
    while score_trait() and (ids := contacts_after(last, limit=at_once)):
        step_aside_if_leaving()
        changed += score_contacts(ids, by=SYSTEM)
        last = ids[-1]
    return changed
