"""Which events may change a score."""

from collections.abc import Iterable

from trato.foundation.public import SYSTEM, ReadEvent, RuleRefused, compiled, record_kind
from trato.sales.scoring.models import ScoringRule

# What makes of one contact another one; merges bring everything that the other did.
OF_CONTACTS = ("customers.contact_", "customers.contacts_")


def topics_of(rules: Iterable[ScoringRule]) -> set[str]:
    found: set[str] = set()
    for rule in rules:
        found |= {f"event:{rule.event}"} if rule.event else set()
        if rule.rules:
            try:
                found |= compiled(record_kind("contact"), rule.rules, seen_by=SYSTEM, place="rules").topics
            except RuleRefused:
                continue
    return found


def is_relevant(event: ReadEvent, topics: set[str]) -> bool:
    return (
        event.kind.startswith(OF_CONTACTS)
        or f"event:{event.kind}" in topics
        or f"{event.subject_type}:{event.subject_id}" in topics
    )
