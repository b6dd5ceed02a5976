"""What part of a story is wanted, as a condition on the event log."""

from collections.abc import Iterable

from django.db.models import Q

from trato.foundation.public import StoryFilter, TimelineGroup, TimelineKind, contributions

EVERYTHING = StoryFilter()
# What the text of a story is looked for in.
WRITTEN = "customers.note_written"


def asked_for(wanted: StoryFilter, kinds: Iterable[TimelineKind]) -> Q:
    """Groups are alternatives, everything else narrows."""
    found = Q(kind=WRITTEN) if wanted.text else _of_groups(wanted, list(kinds))
    if wanted.person:
        found &= Q(actor_kind="user", actor_id=wanted.person)
    if wanted.since:
        found &= Q(at__gte=wanted.since)
    if wanted.until:
        found &= Q(at__lt=wanted.until)
    return found


def _of_groups(wanted: StoryFilter, kinds: list[TimelineKind]) -> Q:
    every = Q(kind__in=[kind.event for kind in kinds])
    if not wanted.groups:
        return every
    doors = {group.name: group.door for group in contributions(TimelineGroup) if group.door}
    named = Q(kind__in=[kind.event for kind in kinds if kind.group in wanted.groups])
    came_in = Q(door__in=[doors[name] for name in wanted.groups if name in doors])
    return every & (named | came_in)
