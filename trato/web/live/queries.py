"""Which of the asked topics a person may hear."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from trato.foundation.public import Actor, UnknownKind, bell_topic, list_topic, record_kind, record_topic

MOST_TOPICS = 50


def audible(asked: Iterable[str], *, by: Actor) -> list[str]:
    """Records one sees, lists of kinds one may see any of, and one's own bell."""
    return [topic for topic in list(dict.fromkeys(asked))[:MOST_TOPICS] if _may_hear(topic, by)]


def _may_hear(topic: str, by: Actor) -> bool:
    if topic == bell_topic(by.id):
        return True
    head, _, tail = topic.partition(":")
    try:
        if head == "list":
            kind = record_kind(tail)
            return topic == list_topic(kind.name) and by.may(kind.right("see"))
        model: Any = record_kind(head).model()
        return topic == record_topic(head, UUID(tail)) and model.objects.seen_by(by).filter(pk=tail).exists()
    except (UnknownKind, ValueError):
        return False
