"""Which kinds there are, where they stand, and the least that a record of them has."""

from collections.abc import Callable
from typing import Any

from trato.foundation.public import record_kind

KINDS = ("contact", "company", "task", "activity", "segment", "list", "deal", "product")
Make = Callable[..., dict[str, Any]]


def path_of(kind: str) -> str:
    return f"/{record_kind(kind).plural.replace('_', '-')}"


def values(kind: str, name: str) -> dict[str, Any]:
    """The least that a record of this kind has."""
    more: dict[str, dict[str, Any]] = {
        "activity": {"type": "call"},
        "segment": {"member_kind": "contact"},
    }
    return {"name": name, **more.get(kind, {})}


def errors_in(answer: Any) -> set[str]:
    return {each["field"] for each in answer.json()["errors"]}
