"""What a list of deals can be asked for besides its fields: exactly the rows behind a number of a report.

An address says `exactly=lost_reason:Too dear` or `exactly=age:31:60`; several must all hold.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.public import Actor, Condition, Field, FieldUnknown, ListFilter, RecordKind, today_of
from trato.kit.numbers import grouped
from trato.sales.deals.models import FORECAST_CATEGORIES
from trato.sales.pipelines.queries import pipelines_now
from trato.sales.reports.errors import ReportRefused
from trato.sales.reports.periods import said_days
from trato.sales.reports.pieces import (
    activities_between,
    aged,
    began_between,
    came_as_far_as,
    category_sql,
    company_fields,
    company_is,
    left_stage,
    without_rate,
)

EXACTLY = "exactly"
MOST, LONGEST = 10, 1_100  # the longest text of a line fits
WORDS = ("source", "lost_reason", "competitor")
CATEGORIES = ("commit", "best", "pipeline", "omitted")
LARGEST = 100_000  # days, calls


def condition_of(text: str, actor: Actor) -> Condition:
    topic, _colon, value = text.partition(":")
    if topic in WORDS:
        return _words(topic, value, actor)
    if topic.startswith("company."):
        return _company(topic.partition(".")[2], value, actor)
    if topic not in TOPICS:
        raise _unreadable(text)
    try:
        return TOPICS[topic](value, actor)
    except (ValueError, KeyError, OverflowError):
        raise _unreadable(text) from None


def _unreadable(text: str) -> ReportRefused:
    return ReportRefused(_("“%(value)s” is no value to filter by.") % {"value": text[:60]}, field=EXACTLY)


def _words(name: str, value: str, actor: Actor) -> Condition:
    if not actor.may_see_field("deal", name):
        raise FieldUnknown(_("There is no field “%(name)s”.") % {"name": name}, field=name)
    return sql.SQL("r.{} = %s").format(sql.Identifier(name)), [value]


def _company(name: str, value: str, actor: Actor) -> Condition:
    spec = next((each for each in company_fields(actor) if each.name == name), None)
    if spec is None:
        raise FieldUnknown(_("There is no field “%(name)s”.") % {"name": name[:60]}, field=EXACTLY)
    return company_is(spec, value, actor)


def _product(value: str, _actor: Actor) -> Condition:
    if not value:
        return sql.SQL(
            "not exists (select 1 from sales_dealline l where l.deal_id = r.id and l.product_id is not null)"
        ), []
    return sql.SQL("exists (select 1 from sales_dealline l where l.deal_id = r.id and l.product_id = %s)"), [
        UUID(value)
    ]


def _span(value: str) -> tuple[int, int | None]:
    least, _colon, most = value.partition(":")
    found = int(least), int(most) if most else None
    if not 0 <= found[0] <= LARGEST or (found[1] or 0) > LARGEST:
        raise ValueError(value)
    return found


def _age(value: str, actor: Actor) -> Condition:
    least, most = _span(value)
    return aged(least, most, today=today_of(actor))


def _activities(value: str, _actor: Actor) -> Condition:
    least, most = _span(value)
    return activities_between(least, most)


def _begun(value: str, actor: Actor) -> Condition:
    first, _colon, last = value.partition(":")
    return began_between(date.fromisoformat(first), date.fromisoformat(last), actor)


def _reached(value: str, _actor: Actor) -> Condition:
    return came_as_far_as(value, pipelines_now())


def _left(value: str, _actor: Actor) -> Condition:
    return left_stage(pipelines_now().stage_by_code[value].code)


def _category(value: str, _actor: Actor) -> Condition:
    if value not in CATEGORIES:
        raise ValueError(value)
    return sql.SQL("(r.state = 'open' and {} = %s)").format(category_sql()), [value]


def _rate(value: str, _actor: Actor) -> Condition:
    if value != "none":
        raise ValueError(value)
    return without_rate()


TOPICS: dict[str, Callable[[str, Actor], Condition]] = {
    "product": _product,
    "age": _age,
    "activities": _activities,
    "begun": _begun,
    "reached": _reached,
    "left": _left,
    "category": _category,
    "rate": _rate,
}


def _read(kind: RecordKind, texts: Sequence[str], by: Actor) -> tuple[str, ...]:
    if kind.name != "deal":
        raise FieldUnknown(_("There is no filter “%(name)s”.") % {"name": EXACTLY}, field=EXACTLY)
    if len(texts) > MOST or any(len(text) > LONGEST for text in texts):
        raise ReportRefused(_("There are too many filters in this address."), field=EXACTLY)
    for text in texts:
        condition_of(text, by)
    return tuple(texts)


def _pieces(_kind: RecordKind, values: Sequence[Any], by: Actor) -> list[tuple[Condition, Condition, bool]]:
    found = [condition_of(text, by) for text in values]
    return [(each, each, False) for each in found]


def _says(_kind: RecordKind, values: Sequence[Any], by: Actor) -> str:
    return _("As in the report: %(what)s") % {"what": ", ".join(said(text, seen_by=by) for text in values)}


def said(text: str, *, seen_by: Actor) -> str:
    """One of them in words."""
    topic, _colon, value = text.partition(":")
    if topic.startswith("company."):
        return _said_of_company(topic.partition(".")[2], value, seen_by)
    stage = pipelines_now().stage_by_code.get(value)
    sentences: dict[str, str] = {
        "source": _("the source is “%(value)s”"),
        "lost_reason": _("lost because “%(value)s”"),
        "competitor": _("the competitor is “%(value)s”"),
        "product": _("with this product") if value else _("without a product"),
        "age": _("begun %(span)s days ago"),
        "activities": _("calls and meetings: %(span)s"),
        "begun": _("made within %(span)s"),
        "reached": _("came as far as “%(stage)s”"),
        "left": _("left the stage “%(stage)s”"),
        "category": _("in the category “%(value)s”"),
        "rate": _("without an exchange rate"),
    }
    facts = {"value": value, "span": _said_span(topic, value), "stage": stage.name if stage else value}
    if topic == "category":
        facts["value"] = str(dict(FORECAST_CATEGORIES)[value])
    return sentences[topic] % facts


def _said_span(topic: str, value: str) -> str:
    """Days or numbers from one to another; without an end they go on."""
    if topic == "begun":
        first, _colon, last = value.partition(":")
        return said_days(date.fromisoformat(first), date.fromisoformat(last))
    if topic not in ("age", "activities"):
        return ""
    least, most = _span(value)
    if most is None:
        return _("%(count)s and more") % {"count": grouped(least)}
    return grouped(least) if least == most else f"{grouped(least)}–{grouped(most)}"


def _said_of_company(name: str, value: str, seen_by: Actor) -> str:
    spec = next((each for each in company_fields(seen_by) if each.name == name), None)
    words = {"field": str(spec.label) if spec else name, "value": _chosen(spec, value)}
    if not value:
        return _("“%(field)s” of the company is empty") % words
    return _("“%(field)s” of the company is “%(value)s”") % words


def _chosen(spec: Field | None, value: str) -> str:
    labels = {str(code): str(label) for code, label in spec.choices} if spec else {}
    return labels.get(value, value)


EXACTLY_FILTER = ListFilter(name=EXACTLY, read=_read, pieces=_pieces, says=_says)
