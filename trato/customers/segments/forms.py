"""What a person built as the rules of a segment."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from trato.customers.segments.models import Segment
from trato.customers.segments.use_cases.rules import change_rules
from trato.foundation.public import Actor, NotAllowed, NotFound, rules_from
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


def said_of_rules(one: Segment) -> str:
    if one.rules:
        return _("The segment has its rules. Its members are being counted.")
    return _("The segment has no rules yet, so nobody is in it.")
