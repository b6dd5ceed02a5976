"""What a search found, kind by kind, each record with what tells it from others of its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from trato.foundation.public import Actor, Field, FieldType, RecordKind, record_kinds, search_records
from trato.web.records.values import shown

IN_THE_PALETTE, ON_THE_PAGE = 6, 30
TELLING = (FieldType.REFERENCE, FieldType.EMAIL, FieldType.DOMAIN, FieldType.PHONE, FieldType.TEXT)


@dataclass(frozen=True)
class Result:
    id: str
    name: str
    language: str
    detail: str
    url: str


@dataclass(frozen=True)
class Group:
    """Records of one kind, the best first. `all_url` is the list of all that hold the text, where there may be more."""

    kind: RecordKind
    results: Sequence[Result]
    all_url: str


def results(text: str, *, seen_by: Actor, limit: int) -> list[Group]:
    kinds = [kind for kind in record_kinds() if seen_by.may(kind.right("see"))]
    groups = [_group(kind, text, seen_by, limit) for kind in kinds]
    return [group for group in groups if group.results]


def _group(kind: RecordKind, text: str, actor: Actor, limit: int) -> Group:
    title, *telling = _columns(kind, actor)
    rows = search_records(kind, text, seen_by=actor, columns=[title.name, *(s.name for s in telling)], limit=limit)
    address = reverse("web:list", args=[kind.plural])
    found = [_result(address, title, telling, row) for row in rows]
    return Group(kind, found, f"{address}?{urlencode({'q': text})}" if len(found) == limit else "")


def _columns(kind: RecordKind, actor: Actor) -> list[Field]:
    """What names the record, then listed fields by which people tell two of one name apart."""
    seen = [spec for spec in kind.fields if actor.may_see_field(kind.name, spec.name)]
    title, *others = seen
    listed = [spec for spec in others if spec.listed and spec.type in TELLING]
    return [title, *sorted(listed, key=lambda spec: TELLING.index(spec.type))]


def _result(address: str, title: Field, telling: Sequence[Field], row: Mapping[str, Any]) -> Result:
    name = shown(title, row[title.name])
    details = (shown(spec, row[spec.name]).text for spec in telling if row[spec.name])
    return Result(str(row["id"]), name.text, name.language, next(details, ""), f"{address}{row['id']}/")
