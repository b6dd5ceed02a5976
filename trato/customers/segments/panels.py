"""What stands on the page of a segment, and on those of its members."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from trato.customers.segments.models import Segment
from trato.customers.segments.queries import (
    latest_joined,
    latest_left,
    rules_seen_by,
    sees_all_members,
    segments_of,
    size_seen_by,
    sizes_of,
)
from trato.customers.segments.sizes import drawn_sizes
from trato.foundation.public import Actor, RuleRefused, record_kind
from trato.web.public import told_rules

Facts = Mapping[str, object] | None


def segments_panel(record_id: UUID, actor: Actor) -> Facts:
    found = [
        (each, reverse("customers:segment_why", args=[each.id, record_id])) for each in segments_of(record_id, actor)
    ]
    return {"segments": found} if found else None


def rules_panel(segment_id: UUID, actor: Actor) -> Facts:
    one = _seen(segment_id, actor)
    if one is None:
        return None
    edit_url = reverse("customers:segment_rules", args=[one.id]) if _may_edit(one, actor) else ""
    try:
        rules = rules_seen_by(one, actor)
    except RuleRefused as refusal:
        return {"refusal": str(refusal)}
    kind = record_kind(one.member_kind)
    told = told_rules(kind, rules, seen_by=actor) if rules else None
    return {"one": one, "told": told, "edit_url": edit_url, "problem": one.problem}


def _may_edit(one: Segment, actor: Actor) -> bool:
    return Segment.objects.within(actor, "customers.edit_segments").filter(pk=one.pk, is_standing=True).exists()


def size_panel(segment_id: UUID, actor: Actor) -> Facts:
    one = _seen(segment_id, actor)
    if one is None or not actor.may(record_kind(one.member_kind).right("see")):
        return None
    is_whole = sees_all_members(one, actor)
    return {
        "one": one,
        "size": size_seen_by(one, actor),
        "is_whole": is_whole,
        "url": members_url(one),
        "sizes": drawn_sizes(sizes_of(one)) if is_whole else None,
        "joined": latest_joined(one, actor, limit=5),
        "left": latest_left(one, actor, limit=5),
        "plural": record_kind(one.member_kind).plural,
        "moves_url": reverse("customers:segment_moves", args=[one.id]),
        "overlap_url": reverse("customers:segment_overlap", args=[one.id]),
        "why": one.counted_at,
    }


def _seen(segment_id: UUID, actor: Actor) -> Segment | None:
    return Segment.objects.seen_by(actor).filter(pk=segment_id).first()


def members_url(one: Segment) -> str:
    """The ordinary list with this segment as its filter: everything that lists can do, they can do with it."""
    rules: dict[str, Any] = {"segment": str(one.id)}
    plural = record_kind(one.member_kind).plural
    return f"{reverse('web:list', args=[plural])}?{urlencode({'rules': json.dumps(rules, separators=(',', ':'))})}"
