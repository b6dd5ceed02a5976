"""What a person may type into the box of the record page to have something done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from trato.foundation.public import explained
from trato.kit.errors import DomainError

TYPED = ("name", "due_on", "due_time", "owner", "priority", "repeats")


@dataclass(frozen=True)
class TaskForm:
    """`values` are what stands in the controls: what was typed, also when it was refused."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def error(self) -> str:
        return " ".join(self.errors.values())


def typed_task(given: QueryDict, *, kind: str, about: object) -> dict[str, Any]:
    """As the verb takes it: empty controls are not given, a time of day makes the due day a moment."""
    typed = {name: given.get(name, "") for name in TYPED}
    values: dict[str, Any] = {name: text for name, text in typed.items() if text and name != "due_time"}
    if typed["due_on"] and typed["due_time"]:
        values["due_at"] = f"{values.pop('due_on')} {typed['due_time']}"
    return {**values, kind: str(about)}


def refused_task(given: QueryDict, refusal: DomainError) -> TaskForm:
    values = {name: given.get(name, "") for name in TYPED}
    return TaskForm(values, dict(refusal.fields) or {"": explained(refusal)})
