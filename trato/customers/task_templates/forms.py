"""What a person may type into a template of tasks: its name, and a line for each task."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

COLUMNS = ("name", "days", "priority", "owner_rule", "user", "details")
SPARE = 3  # empty lines behind the filled ones


@dataclass(frozen=True)
class Template:
    """What stands in the controls; without an id it is a new one."""

    name: str = ""
    lines: Sequence[Mapping[str, Any]] = ()
    id: UUID | None = None


def typed_lines(given: QueryDict) -> list[dict[str, str]]:
    """Lines without any words are no tasks."""
    columns = {name: given.getlist(f"line_{name}") for name in COLUMNS}
    count = len(columns["name"])
    lines = [{name: (values[n] if n < len(values) else "") for name, values in columns.items()} for n in range(count)]
    return [line for line in lines if line["name"].strip() or line["details"].strip()]


def with_spares(lines: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [*lines, *({"owner_rule": "me", "priority": "normal"} for _spare in range(SPARE))]
