"""The companies of a contact, each with a role, as a part of the contact."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.companies.queries import usable_companies
from trato.customers.positions.models import Position
from trato.foundation.public import Actor
from trato.kit.clock import now
from trato.kit.copying import copy_rows
from trato.kit.errors import DomainError
from trato.kit.ids import new_id_text

Value = list[dict[str, str | None]]


class PositionRefused(DomainError):
    """Nobody can be there like that."""


@dataclass(frozen=True)
class PositionsPart:
    """A value is a list of {company, role}, with since and until where they are known.

    Those whose last day is over stand last; the fields company and job title speak of the first of the others.
    """

    name: str = "companies"
    is_one_thing: bool = True

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, Value]:
        found: dict[UUID, Value] = defaultdict(list)
        rows = Position.objects.filter(contact_id__in=list(ids)).order_by("place", "id")
        columns = ("contact_id", "company_id", "role", "since", "until")
        for contact_id, company_id, role, since, until in rows.values_list(*columns):
            found[contact_id].append(_told(company_id, role, since, until))
        return found

    def apply(self, current: Value | None, given: Mapping[str, Any], *, adding: bool) -> Value:
        value = [dict(each) for each in (given["companies"] or [])] if "companies" in given else list(current or [])
        held, former = _parted(value)
        if "company" in given and not (adding and given["company"] is None):
            held, former = _at(held, former, str(given["company"]) if given["company"] else None, adding=adding)
        for key in ("role", "since", "until"):
            if key in given and not (adding and not given[key]):
                held = [_with(held[0] if held else {"company": None, "role": ""}, key, given[key]), *held[1:]]
        kept = [each for each in (*held, *former) if each["company"] or each["role"]]
        _refuse_backwards(kept)
        once = {each["company"]: each for each in reversed(kept)}.values()
        return [each for part in _parted(list(once)[::-1]) for each in part]

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
            (new_id_text(), id_, each["company"], each["role"] or "", each.get("since"), each.get("until"), place)
            for id_, value in zip(map(str, values), values.values(), strict=True)
            for place, each in enumerate(value)
        )
        copy_rows(Position, ("id", "contact_id", "company_id", "role", "since", "until", "place"), rows)

    def search_texts(self, value: Value | None) -> list[str]:
        return []

    def single(self, value: Value | None, key: str) -> str | None:
        """The company or the role of the first at which the contact still is."""
        held, _former = _parted(value or [])
        return held[0].get(key) if held else None


def _firms(value: Value) -> set[UUID]:
    return {UUID(str(each["company"])) for each in value if each["company"]}


def _held(contacts: Iterable[UUID]) -> set[tuple[UUID, UUID | None]]:
    return set(Position.objects.filter(contact_id__in=list(contacts)).values_list("contact_id", "company_id"))


def _told(company: UUID | None, role: str, since: date | None, until: date | None) -> dict[str, str | None]:
    days = {name: day.isoformat() for name, day in (("since", since), ("until", until)) if day}
    return {"company": str(company) if company else None, "role": role, **days}


def _parted(value: Value) -> tuple[Value, Value]:
    """Where the contact is, and where it was."""
    today = now().date().isoformat()
    held = [each for each in value if (each.get("until") or today) >= today]
    return held, [each for each in value if each not in held]


def _with(position: dict[str, str | None], key: str, given: Any) -> dict[str, str | None]:
    if key == "role":
        return {**position, "role": given or ""}
    others = {name: value for name, value in position.items() if name != key}
    return {**others, key: given.isoformat()} if given else others


def _refuse_backwards(value: Value) -> None:
    if any((each.get("since") or "") > (each.get("until") or "9999") for each in value):
        raise PositionRefused(_("A position cannot end before it begins."), field="companies")


def _at(held: Value, former: Value, company: str | None, *, adding: bool) -> tuple[Value, Value]:
    """Put a company first. A file adds one; a person who picks another replaces the first, or begins anew."""
    if company is None:
        return ([{**held[0], "company": None}, *held[1:]] if held else held), former
    if any(each["company"] == company for each in held):
        return sorted(held, key=lambda each: each["company"] != company), former
    if again := [each for each in former if each["company"] == company]:
        left = [each for each in former if each["company"] != company]
        return (held, former) if adding else ([_with(again[0], "until", None), *held], left)
    if adding or not held:
        without_firm = held[0]["role"] if held and held[0]["company"] is None else ""
        others = held[1:] if without_firm else held
        return [*others, {"company": company, "role": without_firm}], former
    return [{**held[0], "company": company}, *held[1:]], former
