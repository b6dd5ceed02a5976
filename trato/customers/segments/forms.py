"""What a person built as the rules of a segment."""

from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from trato.customers.segments.models import Segment
from trato.customers.segments.use_cases.create import create_segments
from trato.customers.segments.use_cases.rules import change_rules
from trato.foundation.public import Actor, NotAllowed, NotFound, RecordKind, rules_from
from trato.kit.errors import DomainError

LONGEST = 1_000_000


def refused_rules(one: Segment, given: QueryDict, *, by: Actor) -> DomainError | None:
    """Why they were not taken; None when the segment has them now."""
    text = given.get("rules", "")
    try:
        change_rules(one.id, rules_from(text, longest=LONGEST) if text else None, by=by)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return refusal
    return None


def segment_made(kind: RecordKind, given: QueryDict, *, by: Actor) -> UUID | DomainError:
    """With its rules, or not at all; then why."""
    text = given.get("rules", "")
    names = {"name": given.get("name", ""), "description": given.get("description", ""), "member_kind": kind.name}
    try:
        rules = rules_from(text, longest=LONGEST) if text else None
        (saved,) = create_segments([{**names, "rules": rules}], by=by)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return refusal
    return saved.id


def said_of_rules(one: Segment) -> str:
    if one.rules:
        return _("The segment has its rules. Its members are being counted.")
    return _("The segment has no rules yet, so nobody is in it.")
