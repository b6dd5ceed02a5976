"""One record of any kind, as an actor may see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.public import (
    STANDING,
    Actor,
    Field,
    FieldType,
    NotFound,
    Reach,
    RecordKind,
    Team,
    User,
    names_of,
    reach_sql,
    record_kind,
    refuse_erased,
    seen_sql,
    team_names_of,
    told_sql,
)
from trato.kit.prepared import rows_prepared
from trato.kit.text import search_text

MOST_SUGGESTIONS = 10


@dataclass(frozen=True)
class OpenRecord:
    """A record on the screen: the values of the fields its reader may see, and what he may do with it."""

    kind: RecordKind
    id: UUID
    version: int
    is_trashed: bool
    values: Mapping[str, Any]
    may_edit: bool
    may_delete: bool

    @property
    def name(self) -> str:
        return str(self.values["name"])

    @cached_property
    def url(self) -> str:
        return reverse("web:record", args=[self.kind.plural, self.id])

    @property
    def may_restore(self) -> bool:
        return self.is_trashed and self.may_delete and self.kind.restore is not None

    def may_edit_field(self, spec: Field, actor: Actor) -> bool:
        if not (self.may_edit and spec.editable and (spec.column or spec.part)):
            return False
        return actor.may_edit_field(self.kind.name, spec.name) and not is_out_of_sight(self.values.get(spec.name))


def root_of(kind: RecordKind, id_: UUID, *, seen_by: Actor) -> UUID:
    """The record that a merge made of this one, itself when none did. Who sees the root sees its members."""
    condition, parameters = seen_sql(kind, seen_by)
    statement = sql.SQL(
        "select r.id, r.deleted_at is not null from {table} r"
        " where r.id = (select root_id from {table} where id = %s) and {seen}"
    ).format(table=sql.Identifier(kind.table), seen=condition)
    row = next(iter(rows_prepared(statement, [id_, *parameters])), None)
    if seen_by.may(kind.right("see")) and (row is None or row[1]):
        refuse_erased(id_)
    if row is None:
        raise NotFound(_("There is no such record, or it is not yours to see."))
    root: UUID = row[0]
    return root


def is_seen(kind: RecordKind, id_: UUID, *, by: Actor) -> bool:
    rows: Any = _rows(kind)
    return bool(rows.seen_by(by).filter(pk=id_).exists())


def open_record(kind: RecordKind, id_: UUID, *, by: Actor) -> OpenRecord:
    """The caller has asked `root_of`. One statement reads the fields and says what the actor may do."""
    specs = fields_seen_by(kind, by)
    rights = [reach_sql(by, kind.right(verb)) for verb in ("edit", "delete")]
    told = told_sql(kind, specs)
    statement = sql.SQL("select {} from {} r{} where r.id = %s").format(
        sql.SQL(", ").join(
            [
                *(sql.SQL(value) for value in told.values),
                *(sql.SQL("coalesce({}, false)").format(condition) for condition, _parameters in rights),
                sql.SQL("r.name, r.version, r.deleted_at is not null"),
            ]
        ),
        sql.Identifier(kind.table),
        sql.SQL(told.joined),
    )
    # Dozens of looks: planned once for each connection, which takes longer than to read one record.
    found = rows_prepared(statement, [*(value for _condition, given in rights for value in given), id_])
    if not found:
        raise NotFound(_("There is no such record, or it is not yours to see."))
    *values, may_edit, may_delete, name, version, is_trashed = found[0]
    return OpenRecord(
        kind=kind,
        id=id_,
        version=version,
        is_trashed=is_trashed,
        values=_in_words(specs, {"name": name} | _named(specs, values), by),
        may_edit=may_edit and not is_trashed,
        may_delete=may_delete,
    )


def _named(specs: Sequence[Field], values: Sequence[Any]) -> dict[str, Any]:
    return dict(zip((spec.name for spec in specs), values, strict=True))


def _in_words(specs: Sequence[Field], found: dict[str, Any], actor: Actor) -> dict[str, Any]:
    for spec in specs:
        if spec.type == FieldType.REFERENCE and found[spec.name]:
            found[spec.name] = _in_sight(spec, found[spec.name], actor)
    return found


def fields_seen_by(kind: RecordKind, actor: Actor) -> list[Field]:
    return [spec for spec in kind.fields if actor.may_see_field(kind.name, spec.name)]


def field_seen_by(kind: RecordKind, name: str, actor: Actor) -> Field:
    spec = kind.by_name.get(name)
    if spec is None or not actor.may_see_field(kind.name, name):
        raise NotFound(_("There is no such field, or it is not yours to see."))
    return spec


def _rows(kind: RecordKind) -> QuerySet[Any]:
    model: Any = kind.model()
    rows: QuerySet[Any] = model.objects.all()
    return rows


def _in_sight(spec: Field, value: Mapping[str, Any], actor: Actor) -> Mapping[str, Any]:
    """That a record is linked is said; its name only to those who see it."""
    if actor.reach(record_kind(spec.refers_to).right("see")) == Reach.ALL:
        return value
    name = reference_names(spec, [value["id"]], seen_by=actor).get(str(value["id"]))
    return {**value, "name": name} if name is not None else {"id": None, "name": ""}


def is_out_of_sight(value: Any) -> bool:
    return isinstance(value, Mapping) and "id" in value and value["id"] is None


def reference_names(spec: Field, ids: Iterable[Any], *, seen_by: Actor) -> dict[str, str]:
    rows: Any = _rows(record_kind(spec.refers_to))
    seen = rows.seen_by(seen_by).filter(pk__in=[id_ for id_ in ids if id_])
    return {str(id_): name for id_, name in seen.values_list("id", "name")}


def names_for(spec: Field, ids: Iterable[Any], *, seen_by: Actor) -> dict[str, str]:
    """Names of colleagues, teams or records, by id as text: what a change row keeps of them is the id."""
    wanted = [UUID(str(id_)) for id_ in ids if id_]
    if spec.type == FieldType.REFERENCE:
        return reference_names(spec, wanted, seen_by=seen_by)
    found = team_names_of(wanted) if spec.type == FieldType.TEAM else names_of(wanted)
    return {str(id_): name for id_, name in found.items()}


def colleagues() -> list[tuple[str, str]]:
    return [
        (str(id_), name) for id_, name in User.objects.filter(is_active=True).order_by("name").values_list("id", "name")
    ]


def teams() -> list[tuple[str, str]]:
    return [(str(id_), name) for id_, name in Team.objects.order_by("name").values_list("id", "name")]


def suggestions(spec: Field, typed: str, *, seen_by: Actor) -> Sequence[tuple[str, str]]:
    """What may be meant by what was typed so far: what to put into the field, and what to say beside it."""
    wanted = search_text(typed)
    if not wanted:
        return []
    if spec.suggest is not None:
        return [(each, "") for each in spec.suggest(typed.strip())]
    return _records_called(spec, wanted, seen_by) if spec.type == FieldType.REFERENCE else []


def _records_called(spec: Field, wanted: str, actor: Actor) -> list[tuple[str, str]]:
    """Records of one name are told apart by their id."""
    rows: Any = _rows(record_kind(spec.refers_to))
    found = rows.seen_by(actor).filter(STANDING, search_text__contains=wanted).order_by("sort_key", "id")
    pairs = list(found.values_list("id", "name")[:MOST_SUGGESTIONS])
    names = [name.casefold() for _id, name in pairs]
    return [(name, "") if names.count(name.casefold()) == 1 else (str(id_), name) for id_, name in pairs]
