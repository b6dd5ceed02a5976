"""Which file of which program one is, told by its columns."""

import re
from collections.abc import Sequence

from trato.foundation.extensions.importing import ForeignFile, ForeignSystem
from trato.foundation.extensions.registry import contributions
from trato.foundation.imports.columns import plain

AFTER_ALL = 100


def systems() -> Sequence[ForeignSystem]:
    return contributions(ForeignSystem)


def system_named(name: str) -> ForeignSystem | None:
    return next((each for each in systems() if each.name == name), None)


def readings_of(system: str, header: Sequence[str], *, file_name: str) -> list[ForeignFile]:
    """What a file of a program is: the most telling one, and what else stands in it."""
    names = {plain(name) for name in header}
    fits = [each for each in contributions(ForeignFile) if each.system == system and _fit(each, names, file_name)]
    own = sorted((each for each in fits if not each.is_beside), key=lambda each: -_fit(each, names, file_name))
    return [*own[:1], *(each for each in fits if each.is_beside)] if own else []


def other_system(system: str, header: Sequence[str], *, file_name: str) -> ForeignSystem | None:
    """The program that a file which is none of this one's seems to come from."""
    others = [each for each in systems() if each.name != system]
    best = max(others, key=lambda each: _best(each.name, header, file_name), default=None)
    return best if best and _best(best.name, header, file_name) else None


def _best(system: str, header: Sequence[str], file_name: str) -> int:
    names = {plain(name) for name in header}
    return max(
        (_fit(each, names, file_name) for each in contributions(ForeignFile) if each.system == system), default=0
    )


def _fit(each: ForeignFile, names: set[str], file_name: str) -> int:
    """How many columns tell it; more where its name does too. Nothing where none tells which rows are meant."""
    if each.names and not any(re.search(rf"(?<![a-z]){re.escape(part)}", file_name.casefold()) for part in each.names):
        return 0
    if each.only and names.isdisjoint(each.only):
        return 0
    told = max((len(some) for some in each.headers if set(some) <= names), default=0)
    return told + bool(each.names) if told else 0


def place_of(kind: str) -> int:
    """When files of a kind come in, among the others: those that others are linked to first."""
    return next((each.order for each in contributions(ForeignFile) if each.kind == kind), AFTER_ALL)


def silent_columns(system: str, kind: str) -> set[str]:
    files = [each for each in contributions(ForeignFile) if (each.system, each.kind) == (system, kind)]
    return {name for each in files for name, field in each.columns.items() if not field}
