"""Where the values of a record come from, for programs; and the way back to an earlier one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from trato.api.keys.bearer import ApiRequest
from trato.api.paging.cursors import cursor_of, page, parts_of, unreadable_cursor
from trato.api.paging.parameters import ListParameters, refuse_unknown
from trato.api.problems.answers import answer
from trato.api.records.preconditions import refuse_stale
from trato.api.records.queries import document_of
from trato.api.records.rest import record_shown
from trato.api.records.schemas import Paging, reading_schema
from trato.api.records.shapes import readable_fields
from trato.foundation.public import (
    Actor,
    Change,
    NotFound,
    RecordKind,
    RecordUpdate,
    RowsRefused,
    declared_kind,
    is_told_in,
    labels_of_change_sets,
    names_of,
    record_kind,
    value_in,
)
from trato.foundation.public import Field as Spec


class HistoryParameters(ListParameters):
    field: str = Field("", max_length=100, description="Only this field; without it all that the colleague may see.")


class ChangedValue(Schema):
    field: str
    before: Any = Field(None, description="As it can be given again; null where there was none.")
    after: Any = None


class ChangedBy(Schema):
    kind: str = Field(description="user, contact or system.")
    id: UUID | None
    name: str | None


class Version(Schema):
    version: int
    at: datetime
    act: str = Field(description="create, update, trash or restore.")
    door: str = Field(description="Where it came in: page, api, import, command, worker.")
    by: ChangedBy
    source: str | None = Field(description="The file, line or program it came from.")
    change_set: UUID | None
    values: list[ChangedValue]


class Versions(Schema):
    results: list[Version]
    paging: Paging


class WayBack(Schema):
    model_config = ConfigDict(extra="forbid")

    field: str = Field(max_length=100)
    version: int = Field(description="Of the record; the field gets the value that it had after that version.")


def add_history(router: Router, name: str) -> None:
    """To the endpoints of a kind of record."""
    kind = declared_kind(name)

    @router.get(
        "/{uuid:record_id}/history",
        response=Versions,
        url_name=f"{kind.plural}_history",
        operation_id=f"list_history_of_{kind.name}",
        summary=f"Where the values of a {kind.name} come from",
    )
    def history(request: ApiRequest, record_id: UUID, parameters: Query[HistoryParameters]) -> HttpResponse:
        """Every version with the values it changed, the newest first. What an erasure blanked has none."""
        refuse_unknown(request, HistoryParameters)
        current, actor = record_kind(kind.name), request.auth.actor
        root = document_of(current, record_id, seen_by=actor).id
        specs = _asked(current, parameters.field, actor)
        rows = _rows(root, specs if parameters.field else (), parameters)
        shown = rows[: parameters.limit]
        after = cursor_of([shown[-1].version, shown[-1].id]) if len(rows) > len(shown) else None
        return answer(page(list(_versions(current, shown, specs)), after=after))

    @router.post(
        "/{uuid:record_id}/history/use",
        response=reading_schema(kind),
        url_name=f"{kind.plural}_use_value",
        operation_id=f"use_earlier_value_of_{kind.name}",
        summary=f"Give a field of a {kind.name} an earlier value",
    )
    def use(request: ApiRequest, record_id: UUID, given: WayBack) -> HttpResponse:
        """A change like any other: with its event, its version and a way back of its own."""
        current, actor = record_kind(kind.name), request.auth.actor
        root = document_of(current, record_id, seen_by=actor).id
        refuse_stale(request, current, root)
        (spec,) = _asked(current, given.field, actor)
        current.update(
            [RecordUpdate(id=root, values={spec.name: value_at(current, root, spec, given.version)})], by=actor
        )
        return record_shown(current, root, request)


def value_at(kind: RecordKind, record_id: UUID, spec: Spec, version: int) -> Any:
    """What the field held after a version: what the last change up to then made of it, else what the next one found."""
    rows = Change.objects.filter(record_id=record_id)
    told = rows.filter(after__has_key=spec.part or spec.name)
    if rows.filter(version=version).exists():
        if last := told.filter(version__lte=version).order_by("-version").first():
            return value_in(kind, spec, last.after)
        if following := told.filter(version__gt=version).order_by("version").first():
            return value_in(kind, spec, following.before)
    raise NotFound(_("This field had no value in version %(version)s.") % {"version": version})


def _asked(kind: RecordKind, name: str, actor: Actor) -> Sequence[Spec]:
    seen = [spec for spec in readable_fields(kind, actor) if spec.column or spec.part]
    if not name:
        return seen
    found = [spec for spec in seen if spec.name == name]
    if not found:
        raise RowsRefused({0: {"field": _("There is no field “%(name)s”.") % {"name": name[:60]}}})
    return found


def _rows(root: UUID, specs: Sequence[Spec], parameters: HistoryParameters) -> list[Change]:
    rows = Change.objects.filter(record_id=root).order_by("-version", "-id")
    for spec in specs:
        rows = rows.filter(after__has_key=spec.part or spec.name)
    if parameters.after:
        version, id_ = _position(parameters.after)
        rows = rows.filter(version__lte=version).exclude(version=version, id__gte=id_)
    return list(rows[: parameters.limit + 1])


def _position(after: str) -> tuple[int, UUID]:
    version, id_ = parts_of(after, count=2)
    try:
        if isinstance(version, int) and abs(version) < 2**31:
            return version, UUID(str(id_))
    except ValueError as bent:
        raise unreadable_cursor() from bent
    raise unreadable_cursor()


def _versions(kind: RecordKind, rows: Sequence[Change], specs: Sequence[Spec]) -> Iterator[Mapping[str, Any]]:
    people = names_of(row.actor_id for row in rows if row.actor_kind == "user")
    labels = labels_of_change_sets(row.change_set_id for row in rows)
    for row in rows:
        source = " · ".join(filter(None, [labels.get(row.change_set_id) if row.change_set_id else "", row.source]))
        yield {
            **{name: getattr(row, name) for name in ("version", "at", "act", "door")},
            "by": {
                "kind": row.actor_kind,
                "id": row.actor_id,
                "name": people.get(row.actor_id) if row.actor_id else None,
            },
            "source": source or None,
            "change_set": row.change_set_id,
            "values": list(_values(kind, row, specs)),
        }


def _values(kind: RecordKind, row: Change, specs: Sequence[Spec]) -> Iterator[Mapping[str, Any]]:
    """Of a part, only the lines that differ."""
    for spec in specs:
        if is_told_in(spec, row.after):
            before, after = value_in(kind, spec, row.before), value_in(kind, spec, row.after)
            if before != after:
                yield {"field": spec.name, "before": before, "after": after}
