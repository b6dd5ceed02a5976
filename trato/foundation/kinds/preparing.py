"""Rows as given become rows as stored, each with its own refusals. Nothing is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, RecordKind
from trato.foundation.installation.queries import installation
from trato.foundation.kinds.coercion import Coercion
from trato.foundation.kinds.explaining import explained
from trato.foundation.people.queries import Colleagues
from trato.kit.errors import DomainError


@dataclass
class PreparedRow:
    """Column values by field name, part values by part and key, and why a field cannot be stored."""

    columns: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


class RowsRefused(DomainError):
    """Some fields of some rows cannot be stored; nothing was. `rows` holds the refusals by row number."""

    def __init__(self, rows: Mapping[int, Mapping[str, str]]) -> None:
        first = next(iter(rows.values()))
        super().__init__(" ".join(dict.fromkeys(first.values())), fields=first)
        self.rows = {number: dict(problems) for number, problems in rows.items()}


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
    )


def prepare_rows(
    kind: RecordKind, rows: Sequence[Mapping[str, Any]], *, by: Actor, coercion: Coercion | None = None
) -> list[PreparedRow]:
    coercion = coercion or coercion_for(by)
    home = coercion.country
    prepared = []
    for row in rows:
        coercion.country = _country_of(kind, row, coercion, home)
        prepared.append(_prepare(kind, row, by, coercion))
    coercion.country = home
    return prepared


def _country_of(kind: RecordKind, row: Mapping[str, Any], coercion: Coercion, home: str) -> str:
    """A phone number without a country code is read with the person's own country, where the row tells it."""
    spec = kind.by_name.get("country")
    if spec is None or not isinstance(row.get("country"), str):
        return home
    try:
        code = coercion.value(spec, row["country"]) or home
    except DomainError:
        return home
    return code if len(code) == 2 else home


def _prepare(kind: RecordKind, row: Mapping[str, Any], by: Actor, coercion: Coercion) -> PreparedRow:
    prepared = PreparedRow()
    for name, given in row.items():
        spec = kind.by_name.get(name)
        if spec is None or not by.may_see_field(kind.name, name):
            prepared.problems[name] = _("There is no field “%(name)s”.") % {"name": name[:60]}
        elif not _may_write(kind, spec, by):
            prepared.problems[name] = _("You may not change this field.")
        else:
            try:
                value = coercion.value(spec, given)
            except DomainError as refusal:
                prepared.problems[name] = explained(refusal)
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
