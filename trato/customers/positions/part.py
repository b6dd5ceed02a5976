"""The companies of a contact, each with a role, as a part of the contact."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.companies.queries import usable_companies
from trato.customers.positions.models import Position
from trato.foundation.public import Actor
from trato.kit.copying import copy_rows
from trato.kit.ids import new_id_text

Value = list[dict[str, str | None]]


@dataclass(frozen=True)
class PositionsPart:
    """A value is a list of {company, role}. The fields company and job title speak of the first."""

    name: str = "companies"
    is_one_thing: bool = True

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, Value]:
        found: dict[UUID, Value] = defaultdict(list)
        rows = Position.objects.filter(contact_id__in=list(ids)).order_by("place", "id")
        for contact_id, company_id, role in rows.values_list("contact_id", "company_id", "role"):
            found[contact_id].append({"company": str(company_id) if company_id else None, "role": role})
        return found

    def apply(self, current: Value | None, given: Mapping[str, Any], *, adding: bool) -> Value:
        value = [dict(each) for each in (given["companies"] or [])] if "companies" in given else list(current or [])
        if "company" in given and not (adding and given["company"] is None):
            value = _at(value, str(given["company"]) if given["company"] else None, adding=adding)
        if "role" in given and not (adding and not given["role"]):
            first = value[0] if value else {"company": None, "role": ""}
            value = [{**first, "role": given["role"] or ""}, *value[1:]]
        return list({each["company"]: each for each in reversed(value) if each["company"] or each["role"]}.values())[
            ::-1
        ]

    def check(self, values: Mapping[UUID, Value], *, by: Actor) -> dict[UUID, dict[str, str]]:
        """A firm that a contact has already stays, also when it went to the trash or out of sight."""
        wanted = set(map(UUID, {each["company"] for value in values.values() for each in value if each["company"]}))
        if not wanted:
            return {}
        missing = wanted - usable_companies(wanted, by=by)
        if not missing:
            return {}
        held = _held(values)
        return {
            id_: {"company": _("There is no such company.")}
            for id_, value in values.items()
            if any(firm in missing and (id_, firm) not in held for firm in _firms(value))
        }

    def write(self, values: Mapping[UUID, Value], *, before: Mapping[UUID, Value]) -> None:
        if before:
            Position.objects.filter(contact_id__in=list(values)).delete()
        rows = (
            (new_id_text(), id_, each["company"], each["role"] or "", place)
            for id_, value in zip(map(str, values), values.values(), strict=True)
            for place, each in enumerate(value)
        )
        copy_rows(Position, ("id", "contact_id", "company_id", "role", "place"), rows)

    def search_texts(self, value: Value | None) -> list[str]:
        return []

    def single(self, value: Value | None, key: str) -> str | None:
        """The company or the role of the first."""
        return value[0].get(key) if value else None


def _firms(value: Value) -> set[UUID]:
    return {UUID(str(each["company"])) for each in value if each["company"]}


def _held(contacts: Iterable[UUID]) -> set[tuple[UUID, UUID | None]]:
    return set(Position.objects.filter(contact_id__in=list(contacts)).values_list("contact_id", "company_id"))


def _at(value: Value, company: str | None, *, adding: bool) -> Value:
    """Put a company first. A file adds one; a person who picks another replaces the first."""
    if company is None:
        return [{**value[0], "company": None}, *value[1:]] if value else value
    if any(each["company"] == company for each in value):
        return sorted(value, key=lambda each: each["company"] != company)
    if adding or not value:
        without_firm = value[0]["role"] if value and value[0]["company"] is None else ""
        others = value[1:] if without_firm else value
        return (
            [*others, {"company": company, "role": without_firm}]
            if others
            else [{"company": company, "role": without_firm}]
        )
    return [{**value[0], "company": company}, *value[1:]]
