"""Rows as given become rows as stored, each with its own refusals. Nothing is written here."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.installation.queries import installation
from trato.foundation.kinds.coercion import Coercion
from trato.foundation.kinds.explaining import explained
from trato.foundation.kinds.stored import from_json
from trato.foundation.people.queries import Colleagues
from trato.kit.errors import DomainError


@dataclass
class PreparedRow:
    """Column values by field name, part values by part and key, and why a field cannot be stored."""

    columns: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


class StoredValues(dict[str, Any]):
    """Values as a change row keeps them, by field and by part: an undo puts them back without reading them anew."""


class TwinRefused(str):
    """A refusal for what another row of the same set says: once that row is out or in, it may be right or another."""

    __slots__ = ()


class RowsRefused(DomainError):
    """Some fields of some rows cannot be stored; nothing was. `rows` holds the refusals by row number."""

    def __init__(self, rows: Mapping[int, Mapping[str, str]]) -> None:
        first = next(iter(rows.values()))
        super().__init__(" ".join(dict.fromkeys(first.values())), fields=first)
        self.rows = {number: dict(problems) for number, problems in rows.items()}


ISO_LENGTH = 2  # of a country's code; what is longer is a name that no list knows
PROOF_BY_DOOR = {"page": "typed", "api": "program", "import": "imported", "command": "imported"}


def coercion_for(by: Actor, *, country: str = "") -> Coercion:
    company = installation()
    colleagues = Colleagues()
    return Coercion(
        country=country or company.phone_country,
        currency=company.currency,
        locale=by.language if by.door == "page" else "en",
        proof=PROOF_BY_DOOR.get(by.door, "program"),
        find_user=colleagues.user,
        find_team=colleagues.team,
        time_zone=by.time_zone,
    )


_KEPT: ContextVar[dict[tuple[Any, ...], Coercion] | None] = ContextVar("what a set is read against", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Inside, what is given several times (to find records by, then to store) is read the first time only.

    Within one transaction: what it hangs on, the installation and who works here, is asked once as well.
    """
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def _kept_coercion(kind: RecordKind, by: Actor) -> Coercion:
    kept = _KEPT.get()
    if kept is None:
        return coercion_for(by)
    whose = (kind.name, by.kind, by.id, by.door, by.language, by.time_zone)
    if whose not in kept:
        kept[whose] = coercion_for(by)
    return kept[whose]


def prepare_rows(
    kind: RecordKind,
    rows: Sequence[Mapping[str, Any]],
    *,
    by: Actor,
    coercion: Coercion | None = None,
    ids: Sequence[UUID] = (),
) -> list[PreparedRow]:
    """`ids` are of the records that the rows change: a phone number given alone is read with its record's country."""
    coercion = coercion or _kept_coercion(kind, by)
    home = coercion.country
    standing = _standing_countries(kind, rows, ids)
    door = _Door(kind, by)
    prepared = []
    for number, row in enumerate(rows):
        own = standing.get(ids[number], home) if standing else home
        coercion.country = _country_of(door.country, row, coercion, own)
        prepared.append(_prepare(door, row, coercion))
    coercion.country = home
    return prepared


class _Door:
    """What the actor may write of a kind, asked once for each field of a set."""

    def __init__(self, kind: RecordKind, by: Actor) -> None:
        self.kind = kind
        self.by = by
        self.country = next((spec for spec in kind.fields if spec.type == FieldType.COUNTRY), None)
        self.specs: dict[str, tuple[Field | None, str]] = {}

    def field(self, name: str) -> tuple[Field | None, str]:
        """The field of a name, or why it cannot be written."""
        if name not in self.specs:
            self.specs[name] = self._asked(name)
        return self.specs[name]

    def _asked(self, name: str) -> tuple[Field | None, str]:
        spec = self.kind.by_name.get(name)
        if spec is None or not self.by.may_see_field(self.kind.name, name):
            return None, _("There is no field “%(name)s”.") % {"name": name[:60]}
        return (spec, "") if _may_write(self.kind, spec, self.by) else (None, _("You may not change this field."))


def _standing_countries(kind: RecordKind, rows: Sequence[Mapping[str, Any]], ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Countries of the records whose phone numbers are given without one."""
    spec = next((each for each in kind.fields if each.type == FieldType.COUNTRY), None)
    part = next((each for each in kind.parts() if spec and each.name == spec.part), None)
    if spec is None or part is None or not ids:
        return {}
    phones = {each.name for each in kind.fields if each.type in (FieldType.PHONE, FieldType.IDENTITIES)}
    asked = [id_ for id_, row in zip(ids, rows, strict=True) if spec.name not in row and not phones.isdisjoint(row)]
    found = {id_: str(part.single(value, spec.key) or "") for id_, value in part.read(asked).items()} if asked else {}
    return {id_: country for id_, country in found.items() if len(country) == ISO_LENGTH}


def _country_of(spec: Field | None, row: Mapping[str, Any], coercion: Coercion, home: str) -> str:
    """A phone number without a country code is read with the person's own country, where the row tells it."""
    if spec is None or not isinstance(row.get(spec.name), str):
        return home
    try:
        code = coercion.value(spec, row[spec.name]) or home
    except DomainError:
        return home
    return code if len(code) == ISO_LENGTH else home


def _put_back(kind: RecordKind, row: StoredValues, by: Actor) -> PreparedRow:
    prepared = PreparedRow()
    for name, value in row.items():
        spec = kind.by_name.get(name)
        if spec is None or not by.may_see_field(kind.name, name) or not _may_write(kind, spec, by):
            prepared.problems[name] = _("You may not change this field.")
        elif spec.part:
            prepared.parts[spec.part] = {spec.key or spec.name: value or []}
        else:
            prepared.columns[name] = from_json(spec, value)
    return prepared


def _prepare(door: _Door, row: Mapping[str, Any], coercion: Coercion) -> PreparedRow:
    if isinstance(row, StoredValues):
        return _put_back(door.kind, row, door.by)
    prepared = PreparedRow()
    for name, given in row.items():
        spec, refusal = door.specs.get(name) or door.field(name)
        if spec is None:
            prepared.problems[name] = refusal
            continue
        try:
            value = coercion.value(spec, given)
        except DomainError as refused:
            prepared.problems[name] = explained(refused)
            continue
        if spec.part:
            prepared.parts.setdefault(spec.part, {})[spec.key or spec.name] = value
        else:
            prepared.columns[name] = value
    return prepared


def _may_write(kind: RecordKind, spec: Field, by: Actor) -> bool:
    """A whole part, such as all identities, holds what each of its single fields does."""
    if not (spec.column or spec.part):
        return False
    inside = [each for each in kind.fields if spec.part and each.part == spec.part] if not spec.key else []
    return all(by.may_edit_field(kind.name, each.name) for each in [spec, *inside])


def refuse_problems(rows: Sequence[PreparedRow]) -> None:
    problems = {number: row.problems for number, row in enumerate(rows) if row.problems}
    if problems:
        raise RowsRefused(problems)


def fill_team(rows: Sequence[PreparedRow]) -> None:
    """The team is set with the owner, unless one is given."""
    owners = {row.columns["owner"] for row in rows if row.columns.get("owner") and "team" not in row.columns}
    teams: dict[UUID, UUID] = Colleagues.first_teams(owners) if owners else {}
    for row in rows:
        if row.columns.get("owner") and "team" not in row.columns:
            row.columns["team"] = teams.get(row.columns["owner"])
