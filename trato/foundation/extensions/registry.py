"""Collect what each installed module contributes."""

from functools import cache
from importlib import import_module
from typing import TypeVar

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from trato.foundation.extensions.contributions import Contribution
from trato.foundation.extensions.kinds import RecordKind

C = TypeVar("C", bound=Contribution)


class UnknownKind(KeyError):
    """No installed module has such a kind of record."""


@cache
def contributions(kind: type[C]) -> tuple[C, ...]:
    """Everything of one kind, from every installed module, in menu order."""
    found: list[C] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "extension"):
            extension = import_module(f"{app.name}.extension")
            found += [item for item in extension.contributions if isinstance(item, kind)]
    return tuple(sorted(found, key=lambda item: item.order))


def record_kinds() -> tuple[RecordKind, ...]:
    """Asked anew each time: kinds made by users will come through here."""
    return contributions(RecordKind)


def record_kind(name: str) -> RecordKind:
    for kind in record_kinds():
        if name in (kind.name, kind.plural):
            return kind
    raise UnknownKind(name)
