"""One file of a move: what it holds, which column is which field, by what its rows are known again."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.importing import PEOPLE, ForeignFile
from trato.foundation.extensions.kinds import FieldType, RecordKind
from trato.foundation.extensions.registry import UnknownKind, importable_kind
from trato.foundation.imports.cells import IDENTITY_KINDS
from trato.foundation.imports.columns import plain
from trato.foundation.imports.models import Empty, Import, Rule, State
from trato.foundation.imports.reading import Row
from trato.foundation.imports.targets import importable_fields
from trato.foundation.imports.use_cases.start import default_key, recognise_file
from trato.foundation.moving_in.recognising import other_system, place_of, readings_of, system_named

LAST = 999  # among the files, of those that nobody knows what they hold


def set_up(one: Import, sample: Sequence[Row], *, system: str, by: Actor) -> list[ForeignFile]:
    """Answers what else stands in the file. What it holds is left open where its columns tell nothing."""
    readings = readings_of(system, one.header, file_name=one.file_name)
    one.mapping, one.formats, one.system = [""] * len(one.header), [""] * len(one.header), system
    if readings:
        set_up_as(one, readings[0], sample, by=by)
    else:
        leave_open(one, _not_told(system, one))
    return readings[1:]


def leave_open(one: Import, reason: str) -> None:
    one.kind, one.failure, one.place, one.arrangement = "", reason, LAST, {}


def _not_told(system: str, one: Import) -> str:
    other = other_system(system, one.header, file_name=one.file_name)
    if other is None:
        return _("Its columns do not tell what it holds.")
    label = getattr(system_named(system), "label", system)
    said = _("This looks like a file of %(other)s, not of %(system)s.")
    return said % {"other": other.label, "system": label}


def set_up_as(one: Import, file: ForeignFile, sample: Sequence[Row], *, by: Actor) -> None:
    if file.kind == PEOPLE:
        one.kind, one.failure, one.place, one.mapping = PEOPLE, "", 0, _named(one.header, file.columns)
        return
    if reason := why_not(file.kind, by):
        leave_open(one, reason)
        return
    set_up_kind(one, file.kind, sample, by=by)
    one.place = file.order
    known = {spec.name for spec in importable_fields(importable_kind(file.kind), by=by)}
    _map(one, file, known)
    one.arrangement = _arrangement(file, one.header, known)
    one.key = _key(one)


def why_not(name: str, by: Actor) -> str:
    try:
        kind = importable_kind(name)
    except UnknownKind:
        return _("Trato has no place for this yet.")
    return "" if by.may(kind.right("create")) else _("Your role does not allow you to bring these in.")


def set_up_kind(one: Import, kind: str, sample: Sequence[Row], *, by: Actor) -> None:
    """As any file of the kind. What is here already is changed by whoever may change it."""
    known = importable_kind(kind)
    one.kind, one.failure, one.state, one.arrangement = known.name, "", State.PREVIEW, {}
    one.place = place_of(known.name)
    system = one.system
    recognise_file(one, sample, by=by)
    one.system, one.ids_of = system, system
    one.rule = Rule.UPDATE if by.may(known.right("edit")) else Rule.SKIP
    one.empty, one.key = Empty.SKIP, _key(one)


def _key(one: Import) -> str:
    """The other program's id, where the file has it."""
    kind = importable_kind(one.kind)
    own = [spec.name for spec in kind.fields if spec.type == FieldType.EXTERNAL_ID and spec.name in one.mapping]
    return own[0] if own else default_key(one)


def _named(header: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    return [columns.get(plain(name), "") for name in header]


def _map(one: Import, file: ForeignFile, known: Collection[str]) -> None:
    """What the program is known to mean goes before what was guessed."""
    kind = importable_kind(one.kind)
    said = {place: file.columns[plain(name)] for place, name in enumerate(one.header) if plain(name) in file.columns}
    claimed = {field for field in said.values() if field in known and not _gathers(kind, field)}
    one.mapping = [
        (said[place] if said[place] in known else "") if place in said else ("" if was in claimed else was)
        for place, was in enumerate(one.mapping)
    ]


def _gathers(kind: RecordKind, field: str) -> bool:
    return field in kind.by_name and kind.by_name[field].type in IDENTITY_KINDS


def _arrangement(file: ForeignFile, header: Sequence[str], known: Collection[str]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "words": {name: dict(words) for name, words in file.words.items()},
        "prefixes": {name: list(some) for name, some in file.prefixes.items()},
        "also": {name: some for name in file.also if (some := [each for each in file.also[name] if each in known])},
        "currencies": {name: place for name, some in file.currencies.items() if (place := _first(some, header)) >= 0},
        "fixed": {name: said() if callable(said) else said for name, said in file.fixed.items()},
        "only": _places(file.only, header),
        "but": _places(file.but, header),
        "needed": list(file.needed),
    }
    return {name: value for name, value in said.items() if value}


def _first(some: Sequence[str], header: Sequence[str]) -> int:
    names = [plain(name) for name in header]
    return next((names.index(name) for name in some if name in names), -1)


def _places(columns: Mapping[str, Sequence[str]], header: Sequence[str]) -> dict[str, list[str]]:
    """A column that is not there tells nothing."""
    names = [plain(name) for name in header]
    return {str(names.index(name)): list(some) for name, some in columns.items() if name in names}
