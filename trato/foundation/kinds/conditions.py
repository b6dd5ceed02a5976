"""Which rows of a kind a reader asked for, as conditions made of what the registry holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.extensions.asking import ListFilter
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import contributions, record_kind
from trato.foundation.kinds.clusters import merged_into
from trato.foundation.kinds.coercion import Coercion
from trato.foundation.kinds.explaining import explained
from trato.foundation.kinds.models import STANDING_SQL
from trato.foundation.kinds.operators import EMPTY, IS, NOT, operator_sql, operators_of, read_values
from trato.foundation.kinds.preparing import coercion_for
from trato.foundation.kinds.seeing import seen_sql
from trato.foundation.kinds.stored import NULLABLE
from trato.foundation.search.queries import Condition, all_of, matching
from trato.kit.errors import DomainError

TEXT = "q"
NOTHING = "none"
MYSELF = "me"
MOST_VALUES = 50
BY_COLUMN = (
    FieldType.CHOICE,
    FieldType.USER,
    FieldType.TEAM,
    FieldType.LANGUAGE,
    FieldType.TIME_ZONE,
    FieldType.REFERENCE,
)


class FieldUnknown(DomainError):
    """No such field, or one that the reader may not see, or one that cannot be used so."""


@dataclass(frozen=True)
class Filter:
    """Records whose field has one of the stored values; None is "has none". The field `q` is text to be found.

    Other operators than "is" are told in `operators`.
    """

    field: str
    values: tuple[Any, ...]
    operator: str = IS


def visible_field(kind: RecordKind, name: str, *, seen_by: Actor) -> Field:
    spec = kind.by_name.get(name)
    if spec is None or not seen_by.may_see_field(kind.name, name):
        raise FieldUnknown(_("There is no field “%(name)s”.") % {"name": name[:60]}, field=name[:60])
    return spec


def filterable_fields(kind: RecordKind, *, seen_by: Actor) -> list[Field]:
    return [spec for spec in kind.fields if _is_filterable(spec) and seen_by.may_see_field(kind.name, spec.name)]


def _is_filterable(spec: Field) -> bool:
    return bool(spec.filter_sql or (spec.column and spec.type in BY_COLUMN))


def operators_for(
    kind: RecordKind, *, seen_by: Actor, names: Sequence[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """What can be asked of each field that a list can be filtered by, or of those of these names."""
    wanted = kind.fields if names is None else [kind.by_name[name] for name in names]
    seen = [spec for spec in wanted if seen_by.may_see_field(kind.name, spec.name)]
    offered = {spec.name: operators_of(spec, by_value=_is_filterable(spec)) for spec in seen}
    return {name: operators for name, operators in offered.items() if operators}


def filters_from(
    kind: RecordKind, given: Mapping[str, Sequence[str]], *, seen_by: Actor
) -> tuple[list[Filter], dict[str, str]]:
    """Filters from what an address or a program says, and why some of it is none. `me` and `none` are understood."""
    if not given:
        return [], {}
    coercion = coercion_for(seen_by)
    filters: list[Filter] = []
    refused: dict[str, str] = {}
    for name, texts in given.items():
        try:
            filters.append(read_filter(kind, name, texts[:MOST_VALUES], coercion=coercion, by=seen_by))
        except DomainError as refusal:
            refused[name] = explained(refusal)
    return filters, refused


def other_filters() -> dict[str, ListFilter]:
    """What can be asked for besides fields and text."""
    return {each.name: each for each in contributions(ListFilter)}


def read_filter(kind: RecordKind, given: str, texts: Sequence[str], *, coercion: Coercion, by: Actor) -> Filter:
    """`owner` asks for values, `owner.not` and the like for something else about it."""
    if given == TEXT:
        return Filter(TEXT, tuple(texts))
    if own := other_filters().get(given):
        return Filter(given, own.read(kind, texts, by))
    name, _dot, operator = given.partition(".")
    spec = kind.by_name.get(name)
    if spec is not None and by.may_see_field(kind.name, name):
        if operator in ("", NOT) and _is_filterable(spec):
            values = tuple(dict.fromkeys(_value(spec, text, coercion, by) for text in texts))
            return Filter(name, values, operator or IS)
        if operator in operators_of(spec, by_value=False):
            return Filter(name, read_values(spec, operator, texts, coercion=coercion, by=by), operator)
    raise DomainError(_("There is no filter “%(name)s”.") % {"name": given[:60]})


def _value(spec: Field, text: str, coercion: Coercion, actor: Actor) -> Any:
    if text == NOTHING and spec.column:
        return None
    if text == MYSELF and spec.type == FieldType.USER and actor.id:
        return actor.id
    value = coercion.value(spec, text)
    if isinstance(value, list):
        value = next((each.casefold() for each in value), None)
    if value is None or (spec.type == FieldType.REFERENCE and isinstance(value, str)):
        raise DomainError(_("“%(value)s” is no value to filter by.") % {"value": text[:60]})
    return value


def standing_within(kind: RecordKind, *, seen_by: Actor) -> Condition:
    """Living records that the reader sees, as one condition."""
    return all_of([(sql.SQL(STANDING_SQL), []), seen_sql(kind, seen_by)])


def counted_within(kind: RecordKind, *, seen_by: Actor, filters: Sequence[Filter]) -> Condition:
    """Those of them that were asked for."""
    found = [filter_sql(kind, each, seen_by) for each in filters]
    return all_of([standing_within(kind, seen_by=seen_by), *found])


def listed_by(kind: RecordKind, filters: Sequence[Filter], *, seen_by: Actor) -> Condition:
    """Living records that fit the filters."""
    return all_of([(sql.SQL(STANDING_SQL), []), *(filter_sql(kind, each, seen_by) for each in filters)])


def has_list_indexes(kind: RecordKind, sort_sql: str) -> bool:
    """Whether the kind's lists have an index of the order for each team, and with it for everybody and each owner."""
    column = sort_sql.removeprefix("r.")
    return any(index.fields[:2] in (["team", column], ["team", f"-{column}"]) for index in kind.model()._meta.indexes)


def hides_what_is_searched(kind: RecordKind, actor: Actor) -> bool:
    """Somebody who may not see phones must not find out by searching whose a number is."""
    searched = (spec for spec in kind.fields if spec.searchable or spec.part)
    return any(not actor.may_see_field(kind.name, spec.name) for spec in searched)


def filter_sql(kind: RecordKind, given: Filter, actor: Actor) -> Condition:
    """As one condition, refused where the reader may not see the field."""
    if given.field == TEXT:
        words_only = hides_what_is_searched(kind, actor)
        return all_of([matching(kind.name, str(text), words_only=words_only) for text in given.values])
    if own := other_filters().get(given.field):
        return all_of([fits for fits, _checked, _is_known in own.pieces(kind, given.values, actor)])
    spec = visible_field(kind, given.field, seen_by=actor)
    if given.operator not in (IS, NOT):
        return operator_sql(spec, given.operator, given.values, by=actor)
    if not _is_filterable(spec):
        raise FieldUnknown(_("One cannot filter by “%(name)s”.") % {"name": spec.label}, field=spec.name)
    found = _in_rows_elsewhere(spec, given) if spec.filter_sql else _in_column(spec, _with_merged(spec, given))
    return found if given.operator == IS else (sql.SQL("({}) is not true").format(found[0]), found[1])


def _in_rows_elsewhere(spec: Field, given: Filter) -> Condition:
    values = [value for value in given.values if value is not None]
    some = sql.SQL("({})").format(sql.SQL(spec.filter_sql)), [values]
    if len(values) == len(given.values):
        return some
    empty, _none = operator_sql(spec, EMPTY, (), by=SYSTEM)
    return (sql.SQL("({} or {})").format(empty, some[0]), [values]) if values else (empty, [])


def _with_merged(spec: Field, given: Filter) -> Filter:
    """Whoever asks for a record asks for what was merged into it as well. Nearly none has any."""
    if spec.type != FieldType.REFERENCE or not spec.refers_to:
        return given
    merged = merged_into(record_kind(spec.refers_to), [value for value in given.values if value is not None])
    return replace(given, values=(*given.values, *(id_ for ids in merged.values() for id_ in ids)))


def _in_column(spec: Field, given: Filter) -> Condition:
    column = sql.SQL("r.{}").format(sql.Identifier(spec.column))
    values = [value for value in given.values if value is not None]
    # One value as an equality: only then does an index on (column, sort, id) hand the rows out in order.
    one = sql.SQL("{} = %s").format(column), [values[0]] if values else []
    some = one if len(values) == 1 else (sql.SQL("{} = any(%s)").format(column), [values])
    if len(values) == len(given.values):
        return some
    empty = sql.SQL("{} is null" if spec.type in NULLABLE else "{} = ''").format(column)
    return sql.SQL("({} or {})").format(empty, some[0]) if values else empty, some[1] if values else []
