"""What a deal cannot be, whoever writes it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, PreparedRow, StoredValues, record_kind, records_called
from trato.kit.money import Money
from trato.kit.names import called
from trato.sales.deals.fields import DERIVED


def check_values(row: PreparedRow, given: Mapping[str, Any]) -> None:
    if isinstance(given, StoredValues):
        return
    for name in DERIVED:
        if name in given:
            row.problems[name] = _("This follows from other fields; it cannot be written.")
    amount = row.columns.get("amount")
    if isinstance(amount, Money) and amount.amount < 0:
        row.problems["amount"] = _("An amount cannot be less than nothing.")
    likely = row.columns.get("probability")
    if likely is not None and not 0 <= likely <= 100:
        row.problems["probability"] = _("A probability is a number from 0 to 100.")


def link_people(rows: Sequence[PreparedRow], *, by: Actor) -> None:
    """Contacts given by id or by name become contacts; a merged one is linked as its root."""
    given = [row for row in rows if any(not isinstance(each, dict) for each in _people(row))]
    links = [link for row in given for link in _people(row)]
    if not links:
        return
    kind = record_kind("contact")
    named = records_called(kind, {link for link in links if isinstance(link, str)}, seen_by=by)
    model: Any = kind.model()
    ids = [link for link in links if isinstance(link, UUID)]
    roots = dict(model.objects.filter(pk__in=ids).values_list("pk", "root_id"))
    for row in given:
        found = [_one(link, row, named, roots) for link in _people(row)]
        row.parts["contacts"]["contacts"] = list(dict.fromkeys(str(id_) for id_ in found if id_))


def _people(row: PreparedRow) -> Sequence[Any]:
    return row.parts.get("contacts", {}).get("contacts") or []


def _one(link: Any, row: PreparedRow, named: Mapping[str, list[UUID]], roots: Mapping[UUID, UUID]) -> UUID | None:
    if isinstance(link, UUID):
        return roots.get(link, link)
    ids = named.get(called(link), [])
    if len(ids) == 1:
        return ids[0]
    said = _("Several are called “%(name)s”.") if ids else _("Nothing you see is called “%(name)s”.")
    row.problems["contacts"] = said % {"name": link[:100]}
    return None
