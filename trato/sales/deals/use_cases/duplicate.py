"""The same deal once more: what is sold and to whom, at the beginning of its pipeline."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import (
    STANDING,
    Actor,
    Current,
    Field,
    SavedRecord,
    current_of,
    record_kind,
    use_case,
)
from trato.sales.deals.queries import deal_seen_by
from trato.sales.deals.use_cases.create import create_deals
from trato.sales.deals.use_cases.people import give_role
from trato.sales.lines.products import without_gone_products
from trato.sales.pipelines.queries import pipelines_now

COPIED = ("name", "company", "contact", "amount", "source", "contacts", "tags", "lines")
POINTING = ("company", "contact")
LONGEST_NAME = 200


@use_case(right="sales.create_deals")
def duplicate_deal(deal_id: UUID, *, by: Actor) -> SavedRecord:
    """Dates, the next step and what was checked belong to the first one alone. It is the actor's, whoever's that is."""
    deal = deal_seen_by(deal_id, by)
    kind, known = record_kind("deal"), pipelines_now()
    held = current_of(kind, [deal.id])[deal.id]
    values = {spec.name: told for spec in kind.fields if _is_copied(spec, by) and (told := _told(spec, held, by))}
    if "name" in values:
        values["name"] = (_("%(name)s (copy)") % {"name": deal.name[: LONGEST_NAME - 30]})[:LONGEST_NAME]
    if values.get("lines"):
        values.pop("amount", None)  # what the lines add up to
        values["lines"] = without_gone_products(values["lines"], by=by)
    first = known.first_stage(deal.pipeline_id)
    if first and not known.by_code[deal.pipeline_id].is_archived:
        values["stage"] = first.code
    people = values.get("contacts") or []
    if people:
        values["contacts"] = [each["contact"] for each in people]
    (saved,) = create_deals([values], by=by)
    if by.may("sales.edit_deals"):
        for each in people:
            give_role(saved.id, each["contact"], role=each["role"], by=by)
    return saved


def _is_copied(spec: Field, by: Actor) -> bool:
    """Nobody reads in a copy, or writes by it, what is closed to them."""
    is_wanted = spec.name in COPIED or (spec.is_made and bool(spec.column))
    return is_wanted and by.may_see_field("deal", spec.name) and by.may_edit_field("deal", spec.name)


def _told(spec: Field, held: Current, by: Actor) -> Any:
    if spec.part:
        value = held.parts.get(spec.part)
        if spec.name != "contacts":
            return value
        return [each for each in value or [] if _is_seen("contact", each["contact"], by)]
    value = held.columns.get(spec.name)
    if spec.name in POINTING:
        return str(value) if value and _is_seen(spec.name, value, by) else None
    return value


def _is_seen(kind: str, id_: object, by: Actor) -> bool:
    """A link to somebody out of sight is not passed on."""
    model: Any = record_kind(kind).model()
    return bool(model.objects.seen_by(by).filter(STANDING, pk=id_).exists())
