"""Records as JSON that the database writes: no model objects, no second serialisation."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.api.paging.cursors import page_of_json
from trato.api.records.shapes import is_readable, output_sql, readable_fields
from trato.foundation.public import (
    Actor,
    Condition,
    Field,
    FieldType,
    Filter,
    NotFound,
    Reach,
    RecordKind,
    RowsRefused,
    alone_sql,
    condition_of,
    keep_out_of_sight,
    read_page,
    record_kind,
    refuse_erased,
    seen_sql,
    told_sql,
)

DOCUMENT = "document"
SORTED_BY_ID = "created_at"  # ids sort by time of birth
OWN = ("id", "version", "merged_ids")


@dataclass(frozen=True)
class Document:
    """A record as a program sees it. `tag` changes whenever anything in it does, also what has no version."""

    id: UUID
    version: int
    body: bytes

    @property
    def tag(self) -> str:
        return f'"{self.version}-{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a list was asked for."""

    sort: str
    limit: int
    after: str
    fields: Sequence[str]
    filters: Sequence[Filter] = ()
    updated_since: datetime | None = None
    rules: Mapping[str, Any] | None = None


def names_for(kind: RecordKind, actor: Actor) -> list[str]:
    return [OWN[0], *(spec.name for spec in readable_fields(kind, actor)), *OWN[1:]]


def list_documents(kind: RecordKind, asked: Asked, *, seen_by: Actor) -> bytes:
    kind = record_kind(kind.name)
    names = _chosen(kind, asked.fields, seen_by)
    by = asked.sort.removeprefix("-")
    _refuse_sort(kind, by, seen_by)
    page = read_page(
        kind,
        seen_by=seen_by,
        columns=(),
        also=[_document_field(kind, names)],
        where=_where(kind, asked, seen_by),
        sort=SORTED_BY_ID if by == "id" else by,
        descending=asked.sort.startswith("-"),
        after=asked.after,
        limit=asked.limit,
        filters=asked.filters,
    )
    documents = _in_sight([row[DOCUMENT] for row in page.rows], kind, names, seen_by)
    return page_of_json(documents, after=page.next or None)


def _where(kind: RecordKind, asked: Asked, actor: Actor) -> Condition | None:
    if asked.rules is not None:
        return condition_of(kind, asked.rules, seen_by=actor)
    return (sql.SQL("r.updated_at >= %s"), [asked.updated_since]) if asked.updated_since else None


def document_of(kind: RecordKind, record_id: UUID, *, seen_by: Actor) -> Document:
    """A merged member's id answers its root."""
    kind = record_kind(kind.name)
    names = names_for(kind, seen_by)
    condition, parameters = seen_sql(kind, seen_by)
    statement = sql.SQL(
        "select r.id, r.version, {document} from {table} r"
        " where r.id = (select m.root_id from {table} m where m.id = %s) and r.deleted_at is null and {reach}"
    ).format(
        document=sql.SQL(_document_field(kind, names).sql),
        table=sql.Identifier(kind.table),
        reach=condition,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [record_id, *parameters])
        row = cursor.fetchone()
    if row is None:
        if seen_by.may(kind.right("see")):
            refuse_erased(record_id)
        raise NotFound(_("There is no such record, or it is not yours to see."))
    (body,) = _in_sight([row[2]], kind, names, seen_by)
    return Document(row[0], row[1], body.encode())


def _in_sight(documents: list[str], kind: RecordKind, names: Sequence[str], actor: Actor) -> list[str]:
    """A link to a record of another kind names it only to those who see it; the text is taken apart only for others."""
    links = [spec for name in names if (spec := kind.by_name.get(name)) and spec.refers_to]
    if all(actor.reach(record_kind(spec.refers_to).right("see")) == Reach.ALL for spec in links):
        return documents
    facts = [orjson.loads(document) for document in documents]
    keep_out_of_sight(links, facts, actor)
    return [orjson.dumps(each).decode() for each in facts]


def _chosen(kind: RecordKind, asked: Sequence[str], actor: Actor) -> list[str]:
    if not asked:
        return names_for(kind, actor)
    if unknown := [name for name in asked if name not in OWN and not is_readable(kind, name, actor)]:
        names = ", ".join(names_for(kind, actor))
        message = _("There is no field “%(name)s”. There are: %(names)s.") % {"name": unknown[0][:60], "names": names}
        raise RowsRefused({0: {"fields": message}})
    return list(dict.fromkeys(asked))


def _refuse_sort(kind: RecordKind, by: str, actor: Actor) -> None:
    if by == OWN[0] or (is_readable(kind, by, actor) and kind.by_name[by].sortable):
        return
    allowed = ["id", *(spec.name for spec in readable_fields(kind, actor) if spec.sortable)]
    message = _("One cannot sort by “%(name)s”, only by: %(names)s.")
    raise RowsRefused({0: {"sort": message % {"name": by[:60], "names": ", ".join(allowed)}}})


def _document_field(kind: RecordKind, names: Sequence[str]) -> Field:
    """One column that holds the whole record as JSON text, made of the registry's constants only."""
    own = {
        "id": "r.id",
        "version": "r.version",
        "merged_ids": f"(select coalesce(json_agg(m.id order by m.id), '[]') from {kind.table} m"  # noqa: S608  # constants
        " where m.root_id = r.id and m.root_id <> m.id)",
    }
    specs = [spec for name in names if (spec := kind.by_name.get(name))]
    told = told_sql(kind, specs)
    read = own | {spec.name: output_sql(spec, value) for spec, value in zip(specs, told.values, strict=True)}
    row = alone_sql(", ".join(f'{read[name]} as "{name}"' for name in names), told.joined)
    document = f"(select row_to_json(one)::text from (select {row}) one)"  # noqa: S608  # constants
    return Field(name=DOCUMENT, label="", type=FieldType.LONG_TEXT, sql=document)
