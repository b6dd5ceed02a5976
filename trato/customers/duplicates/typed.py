"""What stands in a form that somebody is filling in."""

from uuid import UUID

from django.http import Http404, QueryDict

from trato.foundation.public import Actor, RecordKind, UnknownKind, record_kind

LONGEST = 300
KINDS = ("contact", "company")


def kind_typed(plural: str, *, by: Actor) -> RecordKind:
    """What one does not see one is not warned of."""
    try:
        kind = record_kind(plural)
    except UnknownKind as unknown:
        raise Http404 from unknown
    if kind.name not in KINDS or not by.may(kind.right("see")):
        raise Http404
    return kind


def typed_in(kind: RecordKind, given: QueryDict) -> tuple[dict[str, str], UUID | None]:
    """By field name; a field that is edited alone says `value` and its own name. `but` is the record it is of."""
    typed = {name: given.get(name, "")[:LONGEST] for name in kind.by_name if given.get(name)}
    if (field := given.get("field", "")) in kind.by_name and given.get("value"):
        typed[field] = given.get("value", "")[:LONGEST]
    try:
        return typed, UUID(given.get("but", ""))
    except ValueError:
        return typed, None
