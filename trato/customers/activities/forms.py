"""What a person may type into the box of the record page to log or plan a call or meeting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from trato.foundation.public import explained
from trato.kit.errors import DomainError

TYPED = ("name", "day", "time", "minutes", "state", "direction", "outcome", "place", "details", "owner")


@dataclass(frozen=True)
class ActivityForm:
    """`values` are what stands in the controls: what was typed, also when it was refused."""

    values: Mapping[str, str] = field(default_factory=dict)
    contacts: list[str] = field(default_factory=list)
    colleagues: list[str] = field(default_factory=list)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def error(self) -> str:
        return " ".join(self.errors.values())


def typed_activity(given: QueryDict, *, kind: str, about: object, type_: str) -> dict[str, Any]:
    """As the verb takes it: empty controls are not given, day and time are one moment."""
    typed = {name: given.get(name, "").strip() for name in TYPED}
    values: dict[str, Any] = {name: text for name, text in typed.items() if text and name not in ("day", "time")}
    if typed["day"] or typed["time"]:
        values["starts_at"] = f"{typed['day']} {typed['time']}".strip()
    people = {name: given.getlist(name) for name in ("contacts", "colleagues") if given.getlist(name)}
    return {**values, **people, kind: str(about), "type": type_}


def refused_activity(given: QueryDict, refusal: DomainError) -> ActivityForm:
    values = {name: given.get(name, "") for name in TYPED}
    errors = dict(refusal.fields) or {"": explained(refusal)}
    return ActivityForm(values, given.getlist("contacts"), given.getlist("colleagues"), errors)
