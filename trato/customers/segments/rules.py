"""Being in a segment, as a condition: `{"segment": id}`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import sql

from trato.customers.segments.models import Segment
from trato.customers.segments.queries import topic_of
from trato.foundation.public import Actor, Asking, Leaf, RecordKind, RuleKind, rule_refused

MOST_OFFERED = 500
_IN = "r.id in (select m.record_id from customers_segmentmember m where m.segment_id = %s and m.until is null)"
_IS_IN = """exists (select from customers_segmentmember m
  where m.segment_id = %s and m.until is null and m.record_id = r.id offset 0)"""


def _compile(rule: Mapping[str, Any], place: str, asking: Asking) -> Leaf:
    id_ = segment_id(rule["segment"], place)
    visible = Segment.objects.seen_by(asking.actor).filter(is_standing=True, member_kind=asking.kind.name)
    if not visible.filter(pk=id_).exists():
        raise rule_refused(f"{place}/segment", _("There is no such segment, or it is not yours to see."))
    return Leaf(fits=(sql.SQL(_IN), [id_]), checked=(sql.SQL(_IS_IN), [id_]), topics=frozenset({topic_of(id_)}))


def segment_id(given: Any, place: str) -> UUID:
    try:
        return UUID(str(given))
    except ValueError:
        raise rule_refused(f"{place}/segment", _("This is not the id of a segment.")) from None


def _subjects(kind: RecordKind, actor: Actor) -> list[tuple[str, Any]]:
    seen = Segment.objects.seen_by(actor).filter(is_standing=True, member_kind=kind.name).order_by("sort_key")
    return [(str(id_), name) for id_, name in seen.values_list("pk", "name")[:MOST_OFFERED]]


def _says(rule: Mapping[str, Any], actor: Actor) -> str:
    name = Segment.objects.seen_by(actor).filter(pk=segment_id(rule["segment"], "")).values_list("name", flat=True)
    return _("In the segment “%(name)s”") % {"name": name.first() or "…"}


SEGMENT_RULE = RuleKind(
    name="segment",
    label=gettext_lazy("Segments"),
    kinds=("contact", "company"),
    compile=_compile,
    subjects=_subjects,
    says=_says,
    order=20,
)
