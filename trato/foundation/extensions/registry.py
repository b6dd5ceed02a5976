"""Collect what each installed module contributes, and what people added to its kinds of records."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import import_module
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from trato.foundation.extensions.contributions import Contribution, MadeFields
from trato.foundation.extensions.importing import ImportedRows
from trato.foundation.extensions.kinds import Field, Part, RecordKind
from trato.foundation.extensions.talking import KindFields

C = TypeVar("C", bound=Contribution)
V = TypeVar("V")


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


@cache
def declared_kinds() -> tuple[RecordKind, ...]:
    """As modules declare them, without the fields that people made: what is known before there is a database."""
    return tuple(map(_with_added, contributions(RecordKind)))


def record_kinds() -> tuple[RecordKind, ...]:
    """Asked anew each time, or once within `asked_once`: people make fields while we run."""
    asked = _ASKED.get()
    if asked is None:
        return _kinds_now()
    if asked.kinds is None:
        asked.kinds = _kinds_now()
    return asked.kinds


def record_kind(name: str) -> RecordKind:
    return _called(name, record_kinds())


def declared_kind(name: str) -> RecordKind:
    return _called(name, declared_kinds())


def importable_kinds() -> tuple[RecordKind, ...]:
    """What a file can hold: records, and what belongs to them."""
    return (*record_kinds(), *_rows_of_files())


@cache
def _rows_of_files() -> tuple[RecordKind, ...]:
    return tuple(_with_added(each.kind) for each in contributions(ImportedRows))


def _with_added(kind: RecordKind) -> RecordKind:
    """With the fields that other modules add to it, before those that nobody writes."""
    added = [each for each in contributions(KindFields) if each.kind == kind.name]
    if not added:
        return kind

    def parts() -> tuple[Part, ...]:
        return (*kind.parts(), *(part for each in added for part in each.parts()))

    return replace(kind, fields=[*kind.fields, *(spec for each in added for spec in each.fields)], parts=parts)


def importable_kind(name: str) -> RecordKind:
    return _called(name, importable_kinds())


def _called(name: str, kinds: tuple[RecordKind, ...]) -> RecordKind:
    for kind in kinds:
        if name in (kind.name, kind.plural):
            return kind
    raise UnknownKind(name)


@dataclass
class _Asked:
    kinds: tuple[RecordKind, ...] | None = None
    beside: dict[Hashable, Any] = field(default_factory=dict)


_ASKED: ContextVar[_Asked | None] = ContextVar("the kinds as this act found them", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Inside, all see one state of the kinds: that of the first who asks. For one request, one use case."""
    if _ASKED.get() is not None:
        yield
        return
    token = _ASKED.set(_Asked())
    try:
        yield
    finally:
        _ASKED.reset(token)


def ask_anew() -> None:
    """For whoever changes the fields of a kind, or the choices of one, within `asked_once`."""
    if asked := _ASKED.get():
        asked.kinds = None
        asked.beside.clear()


def asked_beside(key: Hashable, ask: Callable[[], V]) -> V:
    """What fields hang on and people change while we run, such as stages: one state of it within `asked_once`."""
    asked = _ASKED.get()
    if asked is None:
        return ask()
    if key not in asked.beside:
        asked.beside[key] = ask()
    found: V = asked.beside[key]
    return found


def found_at(version: UUID | None) -> None:
    """For whoever has read the version of the fields anyway: within `asked_once` it is not read again."""
    if (asked := _ASKED.get()) and asked.kinds is None:
        asked.kinds = declared_kinds() if version is None else _kinds_at(version)


def _kinds_now() -> tuple[RecordKind, ...]:
    for source in contributions(MadeFields):
        version = source.version()
        if version is not None:
            return _kinds_at(version)
    return declared_kinds()


@lru_cache(maxsize=4)
def _kinds_at(version: UUID) -> tuple[RecordKind, ...]:
    """A version is never given twice, so what was read for it holds for as long as the process lives."""
    made: dict[str, tuple[Field, ...]] = {}
    for source in contributions(MadeFields):
        for name, fields in source.fields().items():
            made[name] = (*made.get(name, ()), *fields)
    return tuple(_with(kind, made.get(kind.name, ())) for kind in declared_kinds())


def _with(kind: RecordKind, made: tuple[Field, ...]) -> RecordKind:
    """A field that a later release declares keeps its name; the one that people had made before gives way."""
    if not made:
        return kind
    own = [replace(spec, name=f"own_{spec.name}") if spec.name in kind.by_name else spec for spec in made]
    sections = dict.fromkeys([*(str(each) for each in kind.sections), *(str(spec.section) for spec in own)])
    later = [title for title in sections if title not in [str(each) for each in kind.sections]]
    return replace(kind, fields=[*kind.fields, *own], sections=[*kind.sections, *later])


def hidden_with(hidden: frozenset[str]) -> frozenset[str]:
    """Whoever does not see a field (“contact.phone”) does not see the formulas that are worked out of it either."""
    if not hidden:
        return hidden
    told = {
        f"{kind.name}.{spec.name}"
        for kind in record_kinds()
        for spec in kind.fields
        if any(f"{kind.name}.{name}" in hidden for name in spec.inputs)
    }
    return hidden | told
