"""Conditions on fields: all that a list's address can ask (`operators.py`), and `is` also of texts and identities."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.extensions.kinds import MOST_SORTED, Field, FieldType
from trato.foundation.kinds.conditions import TEXT, FieldUnknown, Filter, filter_sql, read_filter, visible_field
from trato.foundation.kinds.explaining import explained
from trato.foundation.kinds.finding import finding_part
from trato.foundation.kinds.joining import among_rows, stored
from trato.foundation.kinds.operators import BETWEEN, DATED, EMPTY, FILLED, IS, NOT, RELATIVE, WORDS, start_of
from trato.foundation.rules.errors import refused
from trato.foundation.rules.leaves import Asking, Crossed, Leaf, Rule
from trato.foundation.search.queries import Condition
from trato.kit.errors import DomainError
from trato.kit.names import called

MOST_VALUES = 50
KEYS = ("field", "operator", "value")
TODAY = ("today", "0")


def text_leaf(given: Any, place: str, asking: Asking) -> Leaf:
    if not isinstance(given, str):
        raise refused(place, _("A value is text or a number."))
    _refuse_null(given, place)
    return _asked(asking, TEXT, [given], place, topic=f"any:{asking.kind.name}")


def field_leaf(rule: Rule, place: str, asking: Asking) -> Leaf:
    if unknown := sorted(str(name) for name in set(rule) - set(KEYS)):
        raise refused(f"{place}/{unknown[0][:60]}", _("A rule has only field, operator and value."))
    name, operator = rule.get("field"), rule.get("operator", IS)
    if not isinstance(name, str) or not isinstance(operator, str):
        raise refused(f"{place}/field", _("A rule names a field and an operator."))
    spec = _spec(asking, name, place)
    values = _texts(rule, operator, place)
    topic = topic_of(asking.kind.name, spec)
    if operator in (IS, NOT) and spec.type in WORDS:
        filter_ = Filter(spec.name, tuple(values), operator)
        return Leaf(fits=_named(asking, spec, values, operator, place), topics=frozenset({topic}), filter=filter_)
    _refuse_operator(asking, spec, operator, place)
    asked = spec.name if operator == IS else f"{spec.name}.{operator}"
    crossed = _crossed(spec, operator, values, asking)
    return _asked(asking, asked, values, f"{place}/value", topic=topic, crossed=crossed)


def topic_of(kind: str, spec: Field) -> str:
    """As a change says what was written: a column's field by its name, a part as a whole."""
    stored = spec.part or (spec.name if spec.column else "")
    return f"field:{kind}.{stored}" if stored else f"any:{kind}"


def _asked(
    asking: Asking, name: str, texts: Sequence[str], place: str, *, topic: str, crossed: Crossed | None = None
) -> Leaf:
    try:
        given = read_filter(asking.kind, name, texts, coercion=asking.coercion, by=asking.actor)
    except DomainError as refusal:
        raise refused(place, explained(refusal)) from None
    condition = filter_sql(asking.kind, given, asking.actor)
    return Leaf(fits=condition, topics=frozenset({topic}), crossed=crossed, filter=given)


def _spec(asking: Asking, name: str, place: str) -> Field:
    try:
        return visible_field(asking.kind, name, seen_by=asking.actor)
    except FieldUnknown as unknown:
        raise refused(f"{place}/field", str(unknown)) from None


def _refuse_operator(asking: Asking, spec: Field, operator: str, place: str) -> None:
    offered = asking.operators.get(spec.name, ())
    if operator not in offered:
        told = {"name": operator[:60], "names": ", ".join([*([IS, NOT] if spec.type in WORDS else []), *offered])}
        raise refused(f"{place}/operator", _("This field has no operator “%(name)s”. It has: %(names)s.") % told)


def _texts(rule: Rule, operator: str, place: str) -> list[str]:
    """Values as an address says them."""
    given = rule.get("value")
    if operator in (EMPTY, FILLED):
        return ["yes"]
    values = given if isinstance(given, list) else [given]
    if not 0 < len(values) <= MOST_VALUES:
        raise refused(f"{place}/value", _("A rule has 1 to %(limit)s values.") % {"limit": MOST_VALUES})
    if not all(isinstance(each, (str, int, float)) and not isinstance(each, bool) for each in values):
        raise refused(f"{place}/value", _("A value is text or a number."))
    texts = [str(each) for each in values]
    _refuse_null("".join(texts), f"{place}/value")
    return texts


def _refuse_null(text: str, place: str) -> None:
    if "\x00" in text:
        raise refused(place, _("A value holds a character that no text can have."))


def _named(asking: Asking, spec: Field, values: Sequence[str], operator: str, place: str) -> Condition:
    condition, parameters = _by_part(asking, spec, values, place) or _by_text(spec, values)
    return (condition, parameters) if operator == IS else (sql.SQL("({} is not true)").format(condition), parameters)


def _by_part(asking: Asking, spec: Field, values: Sequence[str], place: str) -> Condition | None:
    """An identity is found in whatever way it was written, and whichever of a record's it is.

    What an absorbed record owns speaks of the record it was merged into.
    """
    part = finding_part(asking.kind, spec) if spec.key else None
    if part is None:
        return None
    found = part.find(spec.key, [_normalised(asking, spec, each, place) for each in values])
    ids = sorted({id_ for each in found.values() for id_ in each})
    statement = sql.SQL("r.id in (select m.root_id from {} m where m.id = any(%s))")
    return statement.format(sql.Identifier(asking.kind.table)), [ids]


def _normalised(asking: Asking, spec: Field, text: str, place: str) -> str:
    try:
        value = asking.coercion.value(spec, text)
    except DomainError as refusal:
        raise refused(f"{place}/value", explained(refusal)) from None
    return str(value["normalised"]) if isinstance(value, Mapping) else ""


def _by_text(spec: Field, values: Sequence[str]) -> Condition:
    """Of a field that people made, the rows of its table are found. An index of a formula holds how its texts begin."""
    wanted = [called(each) for each in values]
    if not spec.stands_in:
        return sql.SQL("lower({}) = any(%s)").format(sql.SQL(spec.sql)), [wanted]
    fits = sql.SQL("lower({}) = any(%s)").format(stored(spec))
    if spec.column:
        return among_rows(spec, fits), [wanted]
    begins = sql.SQL("{} = any(%s) and {}").format(sql.SQL(spec.sort_joined), fits)
    return among_rows(spec, begins), [[each[:MOST_SORTED] for each in wanted], wanted]


def _crossed(spec: Field, operator: str, texts: Sequence[str], asking: Asking) -> Crossed | None:
    """“In the last seven days” stops being true of somebody at a midnight, though nothing happened to her."""
    moves = [text.strip() in TODAY or bool(RELATIVE.fullmatch(text.strip())) for text in texts]
    if spec.type not in DATED or operator in (EMPTY, FILLED) or not any(moves):
        return None

    def crossed(since: datetime, until: datetime) -> Condition | None:
        ends = zip(
            _edges(spec, operator, texts, since, asking), _edges(spec, operator, texts, until, asking), strict=True
        )
        moved = [(before, after) for before, after in ends if before != after]
        value = sql.SQL(spec.sql)
        pieces = [sql.SQL("({} >= %s and {} < %s)").format(value, value) for _pair in moved]
        return (sql.SQL(" or ").join(pieces), [edge for pair in moved for edge in pair]) if moved else None

    return crossed


def _edges(spec: Field, operator: str, texts: Sequence[str], moment: datetime, asking: Asking) -> list[Any]:
    days = [_day(text.strip(), moment, asking) for text in texts]
    if operator == BETWEEN:
        first, last = sorted(days)
        days = [first, last + timedelta(days=1)]
    return [day if spec.type == FieldType.DAY else start_of(day, zone=asking.actor.time_zone) for day in days]


def _day(text: str, moment: datetime, asking: Asking) -> date:
    if text not in TODAY and not RELATIVE.fullmatch(text):
        return date.fromisoformat(text)
    today = moment.astimezone(ZoneInfo(asking.actor.time_zone)).date()
    return today + timedelta(days=0 if text in TODAY else int(text))
