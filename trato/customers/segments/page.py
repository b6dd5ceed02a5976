"""What the pages of segments show."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from trato.customers.member_kinds import MEMBER_KINDS
from trato.customers.segments.models import Segment
from trato.customers.segments.panels import members_url
from trato.customers.segments.queries import (
    latest_joined,
    latest_left,
    member_seen_by,
    overlaps,
    rules_seen_by,
    sees_all_members,
    sizes_of,
    why,
)
from trato.customers.segments.sizes import drawn_sizes
from trato.foundation.public import (
    Actor,
    NotAllowed,
    NotFound,
    RecordKind,
    RuleRefused,
    compact,
    record_kind,
    tree_of,
)
from trato.kit.errors import DomainError
from trato.web.public import builder_of, told_rules

SHOWN = 100


def rules_page(one: Segment, actor: Actor, *, given: str = "", refusal: DomainError | None = None) -> dict[str, Any]:
    """With what was typed, when it was refused."""
    if not Segment.objects.within(actor, "customers.edit_segments").filter(pk=one.pk).exists():
        raise NotAllowed(_("You may see this segment but not change it."))
    kind = record_kind(one.member_kind)
    text = given or (compact(rules_seen_by(one, actor)) if one.rules else "")
    builder = builder_of(kind, text, actor, refusal=refusal)
    return {"one": one, "kind": kind, "builder": builder}


def new_page(
    kind: RecordKind,
    asked: QueryDict,
    actor: Actor,
    *,
    given: QueryDict | None = None,
    refusal: DomainError | None = None,
) -> dict[str, Any]:
    """With the rules that say the same as the filters of the list; after a refusal with what was typed."""
    if given is not None:
        text = given.get("rules", "")
    else:
        tree = tree_of(kind, {name: asked.getlist(name) for name in asked}, by=actor)
        text = compact(tree) if tree is not None else ""
    fields = refusal.fields if refusal else {}
    rules_refusal = refusal if refusal and not fields.get("name") else None
    builder = builder_of(kind, text, actor, refusal=rules_refusal)
    back = f"{reverse('web:list', args=[kind.plural])}?{asked.urlencode()}"
    return {"kind": kind, "builder": builder, "given": given or {}, "refused": fields, "back": back}


def member_kind_called(plural: str, actor: Actor) -> RecordKind:
    kind = next((record_kind(name) for name, _label in MEMBER_KINDS if record_kind(name).plural == plural), None)
    if kind is None:
        raise NotFound(_("Segments are not made of such records."))
    if not (actor.may("customers.create_segments") and actor.may(kind.right("see"))):
        raise NotAllowed(_("Your role does not let you make segments."))
    return kind


def moves_page(one: Segment, actor: Actor) -> dict[str, Any]:
    kind = record_kind(one.member_kind)
    if not actor.may(kind.right("see")):
        raise NotAllowed(_("Your role does not let you see these records."))
    return {
        "one": one,
        "plural": kind.plural,
        "joined": latest_joined(one, actor, limit=SHOWN),
        "left": latest_left(one, actor, limit=SHOWN),
        "sizes": drawn_sizes(sizes_of(one)) if sees_all_members(one, actor) else None,
    }


def overlap_page(one: Segment, chosen: Sequence[str], actor: Actor) -> dict[str, Any]:
    if not actor.may(record_kind(one.member_kind).right("see")):
        raise NotAllowed(_("Your role does not let you see these records."))
    seen = Segment.objects.seen_by(actor).filter(is_standing=True, member_kind=one.member_kind).exclude(pk=one.pk)
    others = list(seen.order_by("sort_key")[:200])
    picked = [each for each in others if str(each.id) in chosen][:2]
    found = overlaps([one, *picked], actor)
    return {"one": one, "others": [(each, each in picked) for each in others], "overlaps": found}


def why_page(one: Segment, record_id: UUID, actor: Actor) -> dict[str, Any]:
    kind = record_kind(one.member_kind)
    root = member_seen_by(one, record_id, actor)
    facts: dict[str, Any] = {"one": one, "plural": kind.plural, "members_url": members_url(one)}
    facts["record"] = kind.model()._default_manager.get(pk=root)
    try:
        facts["is_member"], _reasons = why(one, root, actor)
        facts["told"] = told_rules(kind, one.rules, seen_by=actor, about=root) if one.rules else None
    except RuleRefused as refusal:
        facts["refusal"] = str(refusal)
    return facts
