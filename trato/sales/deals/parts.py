"""What belongs to a deal and stands in tables of its own: ids in other systems, people with a say, ticked items."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.public import STANDING, Actor, TwinRefused, record_kind
from trato.kit.copying import copy_rows
from trato.kit.ids import new_id_text
from trato.kit.prepared import rows_prepared
from trato.kit.sourced_keys import sourced_key, value_of
from trato.sales.deals.models import ROLES, DealCheck, DealContact, DealKey

OTHER = "other"
# Value by value, whatever the planner believes: while a first file comes in it knows nothing of these tables yet, and
# reads all deals there are for each chunk.
_BY_VALUE = """select k.source, k.value, k.deal_id
  from (select distinct unnest(%s::text[]) as value offset 0) given
  cross join lateral (select k.id, k.source, k.value, k.deal_id from sales_dealkey k
    where k.value = given.value offset 0) k
  cross join lateral (select from sales_deal r where r.id = k.deal_id and r.deleted_at is null offset 0) standing
 order by k.id"""
Key = dict[str, str]


@dataclass(frozen=True)
class KeysPart:
    """A value is a list of {source, value}, the first of them the one that is shown."""

    name: str = "keys"
    is_one_thing: bool = False

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, list[Key]]:
        found: dict[UUID, list[Key]] = defaultdict(list)
        rows = DealKey.objects.filter(deal_id__in=list(ids)).order_by("id").values_list("deal_id", "source", "value")
        for deal_id, source, value in rows:
            found[deal_id].append({"source": source, "value": value})
        return found

    def find(self, key: str, values: Collection[str]) -> Mapping[str, list[UUID]]:
        """Deals by the id that another system gives them: imports match by it."""
        found: dict[str, list[UUID]] = defaultdict(list)
        for source, value, deal in rows_prepared(_BY_VALUE, [[value_of(each) for each in values]]):
            found[sourced_key(source, value)].append(deal)
        return found

    def apply(self, current: list[Key] | None, given: Mapping[str, Any], *, adding: bool) -> list[Key]:
        held = list(current or [])
        if "keys" in given:  # an undo puts the whole back
            return [each if isinstance(each, dict) else {"source": "", "value": each} for each in given["keys"] or []]
        wanted = given.get("external")
        if wanted is None:
            return held if adding else held[1:]
        new = {"source": wanted.get("source", ""), "value": wanted["normalised"]}
        others = [each for each in held if each["source"] != new["source"]]
        return held if adding and new in held else [new, *others]

    def check(self, values: Mapping[UUID, list[Key]], *, by: Actor) -> dict[UUID, dict[str, str]]:
        wanted: dict[str, UUID] = {}
        refused: dict[UUID, dict[str, str]] = {}
        for deal, keys in values.items():
            for each in keys:
                if wanted.setdefault(sourced_key(each["source"], each["value"]), deal) != deal:
                    refused[deal] = {"external_id": TwinRefused(_("“%(value)s” is on two of these rows.") % each)}
        holders = self.find("external", list(wanted)) if wanted else {}
        for key, deals in holders.items():
            if key in wanted and any(each != wanted[key] for each in deals):
                said = _("Another deal has the id “%(value)s”.") % {"value": value_of(key)}
                refused[wanted[key]] = {"external_id": said}
        return refused

    def write(self, values: Mapping[UUID, list[Key]], *, before: Mapping[UUID, list[Key]]) -> None:
        if before:
            DealKey.objects.filter(deal_id__in=list(values)).delete()
        rows = (
            (new_id_text(), str(deal), each["source"], each["value"]) for deal, keys in values.items() for each in keys
        )
        copy_rows(DealKey, ("id", "deal_id", "source", "value"), rows)

    def search_texts(self, value: list[Key] | None) -> list[str]:
        return [each["value"] for each in value or []]

    def single(self, value: list[Key] | None, key: str) -> str:
        return value[0]["value"] if value else ""


@dataclass(frozen=True)
class PeoplePart:
    """A value is a list of {contact, role}. One that is given by id alone keeps the role that it had."""

    name: str = "contacts"
    is_one_thing: bool = True

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, list[Key]]:
        found: dict[UUID, list[Key]] = defaultdict(list)
        rows = DealContact.objects.filter(deal_id__in=list(ids)).order_by("place", "id")
        for deal_id, contact, role in rows.values_list("deal_id", "contact_id", "role"):
            found[deal_id].append({"contact": str(contact), "role": role})
        return found

    def apply(self, current: list[Key] | None, given: Mapping[str, Any], *, adding: bool) -> list[Key]:
        held = {each["contact"]: each["role"] for each in current or []}
        wanted = {
            (each["contact"] if isinstance(each, dict) else str(each)): each["role"]
            if isinstance(each, dict)
            else held.get(str(each), OTHER)
            for each in given.get("contacts") or []
        }
        roles = {**held, **wanted} if adding else wanted
        return [{"contact": contact, "role": role} for contact, role in roles.items()]

    def check(self, values: Mapping[UUID, list[Key]], *, by: Actor) -> dict[UUID, dict[str, str]]:
        """Who has a say already stays, also when he went out of sight."""
        wanted = {UUID(each["contact"]) for value in values.values() for each in value}
        if not wanted:
            return {}
        model: Any = record_kind("contact").model()
        seen = set(model.objects.seen_by(by).filter(STANDING, pk__in=wanted).values_list("pk", flat=True))
        held = {id_: {each["contact"] for each in value} for id_, value in self.read(list(values)).items()}
        return {
            id_: {"contacts": _("There is no such record, or it is not yours to see.")}
            for id_, value in values.items()
            if any(UUID(each["contact"]) not in seen and each["contact"] not in held.get(id_, ()) for each in value)
        }

    def write(self, values: Mapping[UUID, list[Key]], *, before: Mapping[UUID, list[Key]]) -> None:
        if before:
            DealContact.objects.filter(deal_id__in=list(values)).delete()
        rows = (
            (new_id_text(), str(deal), each["contact"], each["role"], place)
            for deal, value in values.items()
            for place, each in enumerate(value)
        )
        copy_rows(DealContact, ("id", "deal_id", "contact_id", "role", "place"), rows)

    def search_texts(self, value: list[Key] | None) -> list[str]:
        return []

    def single(self, value: list[Key] | None, key: str) -> list[str]:
        return [each["contact"] for each in value or []]


@dataclass(frozen=True)
class ChecksPart:
    """A value is the list of items that were ticked, as the checklists word them."""

    name: str = "checks"
    is_one_thing: bool = False

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
        found: dict[UUID, list[str]] = defaultdict(list)
        rows = DealCheck.objects.filter(deal_id__in=list(ids)).order_by("id").values_list("deal_id", "name")
        for deal_id, name in rows:
            found[deal_id].append(name)
        return found

    def apply(self, current: list[str] | None, given: Mapping[str, Any], *, adding: bool) -> list[str]:
        wanted = given.get("checks") or []
        return list(dict.fromkeys([*(current or []), *wanted] if adding else wanted))

    def check(self, values: Mapping[UUID, list[str]], *, by: Actor) -> dict[UUID, dict[str, str]]:
        return {}

    def write(self, values: Mapping[UUID, list[str]], *, before: Mapping[UUID, list[str]]) -> None:
        if before:
            DealCheck.objects.filter(deal_id__in=list(values)).delete()
        rows = ((new_id_text(), str(deal), name) for deal, names in values.items() for name in names)
        copy_rows(DealCheck, ("id", "deal_id", "name"), rows)

    def search_texts(self, value: list[str] | None) -> list[str]:
        return []

    def single(self, value: list[str] | None, key: str) -> list[str]:
        return value or []


def is_role(code: str) -> bool:
    return code in dict(ROLES)
