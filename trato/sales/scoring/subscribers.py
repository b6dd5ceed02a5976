"""What scoring learns from the log."""

from collections.abc import Sequence

from trato.foundation.public import SYSTEM, ReadEvent
from trato.sales.scoring.queries import rules_that_count
from trato.sales.scoring.relevance import is_relevant, topics_of
from trato.sales.scoring.use_cases.score import score_contacts


def score_the_touched(events: Sequence[ReadEvent]) -> None:
    """Only what a rule asks about; what hangs on other records is counted at night."""
    rules = rules_that_count()
    if not rules:
        return
    topics = topics_of(rules)
    touched = {event.contact_id for event in events if event.contact_id and is_relevant(event, topics)}
    if touched:
        score_contacts(touched, by=SYSTEM)
