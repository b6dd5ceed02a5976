"""Which of the asked topics a person may hear."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from trato.foundation.public import (
    MOST_TOPICS,
    Actor,
    UnknownKind,
    bell_topic,
    list_topic,
    record_kind,
    record_topic,
)


def audible(asked: Iterable[str], *, by: Actor) -> list[str]:
    """Records one sees, lists of kinds one may see any of, and one's own bell."""
    topics = list(dict.fromkeys(asked))[:MOST_TOPICS]
    known = {bell_topic(by.id)} | _lists(topics, by) | _records(topics, by)
    return [topic for topic in topics if topic in known]


def _lists(topics: Iterable[str], by: Actor) -> set[str]:
    """A browser asks for all its tabs, so each kind is looked up for itself."""
    found = set()
    for head, tail in (topic.split(":", 1) for topic in topics if ":" in topic):
        try:
            if head == "list" and by.may((kind := record_kind(tail)).right("see")):
                found.add(list_topic(kind.name))
        except UnknownKind:
            continue
    return found


def _records(topics: Iterable[str], by: Actor) -> set[str]:
    asked: dict[str, list[UUID]] = defaultdict(list)
    for head, tail in (topic.split(":", 1) for topic in topics if ":" in topic):
        try:
            asked[record_kind(head).name].append(UUID(tail))
        except (UnknownKind, ValueError):
            continue
    found = set()
    for name, ids in asked.items():
        model: Any = record_kind(name).model()
        seen = model.objects.seen_by(by).filter(pk__in=ids).values_list("pk", flat=True)
        found |= {record_topic(name, id_) for id_ in seen}
    return found
