"""Questions about tags."""

from collections.abc import Sequence

from django.db.models import QuerySet

from trato.customers.tags.models import Tag

MOST_OFFERED = 20


def tags_beginning(text: str, *, after: str = "") -> QuerySet[Tag]:
    """In the order of their keys, which have no case."""
    return Tag.objects.filter(key__startswith=text.casefold(), key__gt=after).order_by("key")


def tags_beginning_with(text: str) -> Sequence[str]:
    """What is offered while somebody types a tag."""
    return list(tags_beginning(text).values_list("name", flat=True)[:MOST_OFFERED])
