"""What the pages of notifications send."""

from uuid import UUID

from django.http import QueryDict

from trato.foundation.public import Actor, own_channels

MOST = 200


def chosen_ids(given: QueryDict) -> list[UUID] | None:
    """None for all of them. What is no id is nobody's notification."""
    if "all" in given:
        return None
    found = []
    for text in given.getlist("id")[:MOST]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue  # a bent page: the others are read all the same
    return found


def chosen_channels(given: QueryDict, *, by: Actor) -> dict[str, tuple[bool, bool]]:
    """A box that is not ticked is not sent, so every kind there is has its answer."""
    kinds = [each.kind.name for each in own_channels(by.id)] if by.id else []
    app, mail = set(given.getlist("app")), set(given.getlist("mail"))
    return {name: (name in app, name in mail) for name in kinds}
