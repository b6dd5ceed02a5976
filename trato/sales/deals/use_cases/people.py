"""Who has a say in a deal, and which."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.public import root_of
from trato.foundation.public import (
    Actor,
    PreparedRow,
    RecordUpdate,
    SavedRecord,
    lock_records,
    record_kind,
    records_called,
    use_case,
)
from trato.kit.names import called
from trato.sales.deals.errors import DealRefused
from trato.sales.deals.parts import is_role
from trato.sales.deals.use_cases.update import update_deals, write_deals

People = Sequence[Mapping[str, Any]]


@use_case(right="sales.edit_deals")
def give_role(deal_id: UUID, contact: str, *, role: str, by: Actor) -> SavedRecord:
    """A contact by id or by name. Who has a say already gets another one."""
    if not is_role(role):
        raise DealRefused(_("There is no such role."), field="role")
    who = _contact(contact, by)
    given = {"contact": str(who), "role": role}
    return _write(deal_id, lambda held: [*_without(held, who), given], by)


@use_case(right="sales.edit_deals")
def take_role(deal_id: UUID, contact: UUID, *, by: Actor) -> SavedRecord:
    return _write(deal_id, lambda held: _without(held, contact), by)


@use_case(right="sales.edit_deals")
def check_item(deal_id: UUID, item: str, *, is_done: bool, by: Actor) -> SavedRecord:
    """Ticked, or open again."""
    held = lock_records(record_kind("deal"), [deal_id], by=by)[deal_id].parts["checks"] or []
    others = [each for each in held if each.casefold() != item.casefold()]
    values = {"checks": [*others, item] if is_done else others}
    (saved,) = update_deals([RecordUpdate(id=deal_id, values=values)], by=by)
    return saved


def _without(held: People, who: UUID) -> People:
    """Also without those who were merged with them: that is one person."""
    return [each for each in held if root_of(UUID(each["contact"])) != root_of(who)]


def _contact(said: str, by: Actor) -> UUID:
    try:
        return root_of(UUID(said.strip()))
    except ValueError:
        found = records_called(record_kind("contact"), [said], seen_by=by)[called(said)]
    if len(found) == 1:
        return found[0]
    told = _("Several are called “%(name)s”.") if found else _("Nothing you see is called “%(name)s”.")
    raise DealRefused(told % {"name": said[:100]}, field="contact")


def _write(deal_id: UUID, change: Callable[[People], People], by: Actor) -> SavedRecord:
    kind = record_kind("deal")
    held = lock_records(kind, [deal_id], by=by)[deal_id].parts["contacts"] or []
    row = PreparedRow(parts={"contacts": {"contacts": list(change(held))}})
    (saved,) = write_deals(kind, [RecordUpdate(id=deal_id, values={})], [row], by=by)
    return saved
